"""A reading against its limit: when it is met, and what misses it by less than is printed says so."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from casewalk.numbers import NBSP, show
from casewalk.walk import judge, reading
from casewalk.walk.readings import Reading, meets
from opened import opened, shipped, stararena, workings

FLOOD = stararena().stage_index("flood")


def lock_p99(value: float) -> Reading:
    """The seat lock of the flood, at another value."""
    here = workings()
    found = reading(here, "lock_p99", here.values(here.road_to(FLOOD), here.parameters(FLOOD)))
    return replace(found, value=value, met=meets(value, found.op, found.limit))


@pytest.mark.parametrize(
    ("value", "op", "limit", "met"),
    [
        (1, "<=", 1, True),
        (1 + 1e-12, "<=", 1, True),
        (1.01, "<=", 1, False),
        (1, "<", 1, False),
        (1, ">=", 1, True),
        (1 - 1e-12, ">=", 1, True),
        (0.99, ">=", 1, False),
        (1, ">", 1, False),
        (2, ">", 1, True),
        (1, "==", 1, True),
        (1.1, "==", 1, False),
        (math.inf, "<=", 1, False),
        (math.nan, "<=", 1, False),
        (math.nan, ">=", 1, False),
        (math.nan, "==", 1, False),
    ],
)
def test_meeting_a_target(value: float, op: str, limit: float, *, met: bool) -> None:
    assert meets(value, op, limit) is met


@pytest.mark.parametrize(
    ("value", "said"), [(0.8, "800 ms"), (0.8001, ">800 ms"), (0.81, "810 ms"), (0.7999, "800 ms")]
)
def test_a_miss_too_small_to_print_is_marked(value: float, said: str) -> None:
    assert lock_p99(value).value_text.replace(NBSP, " ") == said


def test_below_a_limit_that_asks_for_more() -> None:
    asked = replace(lock_p99(0.7999), op=">=", met=False)
    assert asked.value_text.replace(NBSP, " ") == "<800 ms"


@pytest.mark.parametrize("name", shipped())
def test_no_move_of_a_case_that_ships_needs_it(name: str) -> None:
    for index, stage in enumerate(opened(name).stages):
        for at in range(len(stage.decisions)):
            for outcome in judge(workings(name), index, at).values():
                assert all(seen.value_text == show(seen.value, seen.unit) for seen in outcome.broken)

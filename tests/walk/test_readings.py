"""A reading beside its limit: what misses it by less than is printed says so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from casewalk.numbers import NBSP, show
from casewalk.walk import judge, reading
from casewalk.walk.readings import Reading, meets
from opened import stararena, workings

FLOOD = stararena().stage_index("flood")


def lock_p99(value: float) -> Reading:
    """The seat lock of the flood, at another value."""
    here = workings()
    found = reading(here, "lock_p99", here.values(here.road_to(FLOOD), here.parameters(FLOOD)))
    return replace(found, value=value, met=meets(value, found.op, found.limit))


@pytest.mark.parametrize(
    ("value", "said"), [(0.8, "800 ms"), (0.8001, ">800 ms"), (0.81, "810 ms"), (0.7999, "800 ms")]
)
def test_a_miss_too_small_to_print_is_marked(value: float, said: str) -> None:
    assert lock_p99(value).value_text.replace(NBSP, " ") == said


def test_below_a_limit_that_asks_for_more() -> None:
    asked = replace(lock_p99(0.7999), op=">=", met=False)
    assert asked.value_text.replace(NBSP, " ") == "<800 ms"


def test_no_move_of_a_case_that_ships_needs_it() -> None:
    for index, stage in enumerate(stararena().stages):
        for at in range(len(stage.decisions)):
            for outcome in judge(workings(), index, at).values():
                assert all(seen.value_text == show(seen.value, seen.unit) for seen in outcome.broken)

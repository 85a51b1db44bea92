"""An axis has one unit: figures that stand without theirs come in the order of the values."""

from __future__ import annotations

import pytest

from casewalk.numbers import NBSP, read_entry
from casewalk.tui.views.sight import along, shortly
from casewalk.walk.scales import Scale, scale_of
from opened import opened, shipped, workings

EVERY = [(name, parameter) for name in shipped() for parameter in opened(name).model.parameters]


def scale(name: str, parameter: str) -> Scale:
    return scale_of(workings(name), 0, parameter)


def bare(text: str) -> float | None:
    """A figure without a unit, as the eye takes it; None where the unit stands with it."""
    number = text.replace(NBSP, " ").removeprefix("$")
    try:
        return read_entry(number, "")
    except ValueError:
        return None


@pytest.mark.parametrize("place", EVERY, ids=".".join)
def test_figures_without_a_unit_rise_along_the_axis(place: tuple[str, str]) -> None:
    found = scale(*place)
    shown = [bare(shortly(found, found.at(column, 9))) for column in range(9)]
    seen = [value for value in shown if value is not None]
    assert seen == sorted(seen)


def test_a_unit_that_would_change_along_the_axis_is_the_parameters_own_and_written_once() -> None:
    found = scale("documind", "pair_ms")
    assert [shortly(found, value) for value in (found.low, 0.004, found.high)] == ["0.5", "4", "40"]
    assert along(found) == "by reads one in, ms/chunk"


def test_a_short_unit_stays_with_its_figure_and_a_noun_is_not_said_twice() -> None:
    rush, docs = scale("documind", "rush"), scale("documind", "docs")
    assert shortly(rush, rush.high) == f"15{NBSP}min"
    assert along(docs) == "by documents"

"""Readings that are offered and told as a signal: values end in one column, targets in another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from test_tui_in_sight import course_of
from test_tui_options_in_sight import asked

from casewalk.case import Stage
from casewalk.tui.course import Course, Place
from casewalk.tui.views.beat import beat_view, signal_options
from casewalk.tui.views.look import FRESH
from casewalk.tui.views.readings import reading_heads
from casewalk.walk import Walk, begin
from casewalk.walk.answers import NONE_YET
from casewalk.walk.asking import offered_metrics
from casewalk.walk.events import Pointed, Started
from casewalk.walk.metrics import OfferedReading, offered_reading
from opened import shipped

SIZES = [(76, 18), (76, 15), (56, 16)]


TOO_LONG = {"walls", "mailbox", "releases", "money-late"}
"""Stages whose names and values leave no room for columns in 76 cells."""


def signals(name: str) -> Iterator[tuple[Course, Place, Stage, Walk]]:
    """Every signal of a case, with nothing answered."""
    course = course_of(name)
    base = begin(course.case, Started(case=name, digest="d", seed="s"), "attempt")
    for place, stage, _, walk in asked(base, {"signal"}):
        yield course, place, stage, walk


def offered(course: Course, place: Place) -> list[OfferedReading]:
    names = offered_metrics(course.workings, place.stage_index)
    return [offered_reading(course.workings, place.stage_index, name) for name in names]


def ends(rows: list[str], found: list[OfferedReading], word: str) -> set[int]:
    """The columns in which a figure of each reading ends, in the row that has its value and its target."""
    found_at = set()
    for seen in found:
        tail = [row for row in rows if row.rstrip().endswith(seen.target) and f" {seen.value} " in row]
        assert tail, (seen.name, rows)
        text = getattr(seen, word)
        found_at |= {row.rindex(text) + len(text) for row in tail}
    return found_at


@pytest.mark.parametrize(("width", "room"), SIZES)
@pytest.mark.parametrize("name", shipped())
def test_values_and_targets_on_offer_end_in_columns_of_their_own(name: str, width: int, room: int) -> None:
    for course, place, stage, walk in signals(name):
        rows = [row.text for row in beat_view(course, walk, place, FRESH, width, room)]
        found = offered(course, place)
        assert len(ends(rows, found, "value")) == 1, stage.id
        assert len(ends(rows, found, "target")) == 1, stage.id
        assert not any("…" in row for row in rows), stage.id


@pytest.mark.parametrize("name", shipped())
def test_what_an_answered_signal_shows_stands_in_columns(name: str) -> None:
    for course, place, stage, walk in signals(name):
        pointed = Pointed(stage=stage.id, metric=stage.signal.proof or NONE_YET)
        answered = replace(walk, signals={stage.id: pointed})
        rows = [row.text for row in beat_view(course, answered, place, FRESH, 76, 60)]
        heads = [row for row in rows if " now" in row and any(row.startswith(s.name) for s in offered(course, place))]
        assert len(heads) == len([m for m, _ in signal_options(course, answered, place) if m != NONE_YET])
        if any(" now, " in row or row.endswith(" now") for row in heads):
            assert stage.id in TOO_LONG
            continue
        assert len({row.index(" now") for row in heads}) == 1, stage.id
        assert len({row.index(" then ") for row in heads if " then " in row}) == 1, stage.id


def test_without_room_for_columns_each_reading_is_a_sentence() -> None:
    one = OfferedReading("Short", "1\xa0s", "≤\xa02\xa0s", True, "2\xa0s", "≤\xa02\xa0s", True)
    other = replace(one, name="A name of thirty-one characters", cured_value="12\xa0s", cured=False)
    wide = [row.text for head in reading_heads((one, other), 60, cured=True) for row in head]
    assert wide == [f"{'Short':<31}  1\xa0s now   2\xa0s then ✓", f"{other.name}  1\xa0s now  12\xa0s then ✗"]
    narrow = [[row.text for row in head] for head in reading_heads((one, other), 40, cured=True)]
    assert narrow == [["Short  1\xa0s now, 2\xa0s then ✓"], [f"{other.name}  1\xa0s now", "  12\xa0s then ✗"]]


def test_another_target_under_more_of_the_same_stands_behind_the_columns() -> None:
    one = OfferedReading("One", "1\xa0s", "≤\xa02\xa0s", True, "2\xa0s", "≤\xa02\xa0s", True)
    other = replace(one, name="Two", cured_target="≤\xa010\xa0s")
    rows = [row.text for head in reading_heads((one, other), 76, cured=True) for row in head]
    assert rows == ["One  1\xa0s now  2\xa0s then ✓", "Two  1\xa0s now  2\xa0s then ✓  ≤\xa010\xa0s"]
    assert [row.text for head in reading_heads((one, other), 31, cured=True) for row in head][1].endswith("✓  ≤\xa010")

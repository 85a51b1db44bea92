"""The moves on offer: every one in full, or a row each and the picked one's whole text below; never a cut sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from test_tui_in_sight import course_of
from test_tui_options_in_sight import asked

from casewalk.case import Stage
from casewalk.numbers import NBSP
from casewalk.tui.course import Course, Place
from casewalk.tui.views.beat import beat_view, move_options
from casewalk.tui.views.choices import Option, choices
from casewalk.tui.views.look import FRESH
from casewalk.walk import Beat, Walk, begin
from casewalk.walk.answers import hints_of
from casewalk.walk.events import Started
from casewalk.walk.offroad import paragraph
from opened import shipped

SIZES = [(76, 19), (76, 15), (72, 17), (62, 15), (56, 16)]
HOW = paragraph("A cached page gives each person a place and a small service calls people in at our pace, in turn.")
OPTIONS = tuple(Option(n, f"Move {n}", "1 week", (HOW,)) for n in range(1, 6))


def places(name: str, kind: str) -> Iterator[tuple[Course, Place, Stage, Beat, Walk]]:
    course = course_of(name)
    base = begin(course.case, Started(case=name, digest="d", seed="s"), "attempt")
    for place, stage, beat, walk in asked(base, {kind}):
        yield course, place, stage, beat, walk


def seen(course: Course, walk: Walk, place: Place, size: tuple[int, int], choice: int | None = None) -> list[str]:
    return [row.text for row in beat_view(course, walk, place, replace(FRESH, choice=choice), *size)]


def joined(rows: list[str]) -> str:
    return " ".join(" ".join(rows).replace("▌", " ").replace(NBSP, " ").split())


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", shipped())
def test_a_picked_move_is_explained_in_full_and_once_and_no_other_is_cut(name: str, size: tuple[int, int]) -> None:
    for course, place, stage, _, walk in places(name, "move"):
        for at, (_, option) in enumerate(move_options(course, walk, place)):
            rows = seen(course, walk, place, size, at)
            # In 56 cells a name of 45 and more leaves no room for its price.
            assert not any("…" in row for row in rows if size[0] > 56 or not row[2:3].isdigit()), stage.id
            assert joined(rows).count(joined([block.text for block in option.how])) == 1, (stage.id, option.label)
            assert len(rows) <= size[1] - 1


@pytest.mark.parametrize("kind", ["move", "signal"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", shipped())
def test_a_hint_moves_no_row_of_the_list(name: str, size: tuple[int, int], kind: str) -> None:
    for course, place, stage, beat, walk in places(name, kind):
        plain = seen(course, walk, place, size, 1)
        for taken in range(1, len(hints_of(stage, beat)) + 1):
            with_hints = seen(course, replace(walk, hints={(stage.id, beat.id): taken}), place, size, 1)
            first = next(at for at, row in enumerate(with_hints) if row.startswith("Hint "))
            assert with_hints[:first] == [*plain, *[""] * first][:first], stage.id
            assert any(row.startswith(f"Hint {taken}  ") for row in with_hints), stage.id
            if kind == "move":
                assert with_hints[-1] == plain[-1]
                # The hints stand just above it, and only blank rows make room for them.
                assert not any(row.strip() for row in plain[first:-1]), stage.id
                assert all(row.strip() for row in with_hints[first:-2]), stage.id


def test_all_stand_in_full_only_where_the_spared_rows_are_left() -> None:
    full = choices(OPTIONS, 60, 15, None)
    assert len(full.rows) == 15
    assert joined([row.text for row in full.rows]).count(HOW.text) == 5
    for chosen in (None, 0, 4):
        brief = choices(OPTIONS, 60, 15, chosen, 1)
        assert brief.starts == (0, 1, 2, 3, 4)
        assert joined([row.text for row in brief.rows]).count(HOW.text) == (chosen is not None)


def test_what_would_open_a_lock_stands_whole_or_not_at_all() -> None:
    locked = Option(6, "Move 6", "", (paragraph("Locked, it needs a CDN."),), "needs a CDN", (HOW,))
    listed = [row.text for row in choices((*OPTIONS, locked), 60, 12, 5).rows]
    assert joined(listed).endswith(f"it needs a CDN. {HOW.text}")
    without = [row.text for row in choices((*OPTIONS, locked), 60, 9, 5).rows]
    assert joined(without).endswith("Locked, it needs a CDN.")
    assert len(without) == 9

"""No option is below the fold, for any beat of any case that ships; and no blank row stands where words are hidden."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from placed import walk_to
from test_tui_walk import app, settled
from textual.pilot import Pilot

from casewalk.case import Stage
from casewalk.journal.logbook import Logbook
from casewalk.tui.course import Course, Place
from casewalk.tui.screens.walk import WalkScreen
from casewalk.tui.screens.walk_panes import position
from casewalk.tui.screens.whatif import WhatIfScreen
from casewalk.tui.views.beat import beat_view
from casewalk.tui.views.choices import Option, choices
from casewalk.tui.views.look import FRESH
from casewalk.tui.views.sight import track_columns
from casewalk.tui.widgets.bars import Footer
from casewalk.tui.widgets.pane import Pane
from casewalk.walk import Beat, Walk, beats, begin, decision_of
from casewalk.walk.events import Picked, Pointed, Predicted, Started
from opened import NOON, opened, shipped, workings

WIDE, MIDDLE = (120, 36), (80, 24)
ASKING = {"move", "signal", "flip"}


async def filled(pilot: Pilot[int], screen: WalkScreen) -> Pane:
    """The question's pane once what was asked for is laid out and filled."""
    await pilot.pause()
    while screen._filling:
        await pilot.pause()
    return screen.query_one("#main", Pane)


def asked(base: Walk, kinds: set[str]) -> Iterator[tuple[Place, Stage, Beat, Walk]]:
    """The walk at every beat of these kinds, with nothing answered."""
    for index, stage in enumerate(opened(base.case_id).stages):
        for at, beat in enumerate(beats(stage)):
            if beat.kind in kinds:
                yield Place(index, at), stage, beat, replace(base, stage=index, beat=at)


def in_sight(pane: Pane) -> tuple[str, ...]:
    rows = pane.rows[pane.top : pane.top + pane.size.height]
    return tuple(row.text.strip("▌ ")[:1] for row in rows if row.text.strip("▌ ")[1:3] == "  ")


@pytest.mark.parametrize("size", [WIDE, MIDDLE], ids=["wide", "middle"])
@pytest.mark.parametrize("name", shipped())
async def test_no_option_is_below_the_fold(name: str, size: tuple[int, int], tmp_path: Path) -> None:
    async with app(tmp_path, name=name).run_test(size=size) as pilot:
        screen = await settled(pilot)
        for place, stage, beat, walk in asked(screen.walk, ASKING):
            screen.walk = walk
            screen.go(place)
            pane = await filled(pilot, screen)
            digits = tuple(str(n) for n in range(1, 10) if _offers(screen, n))
            assert len(digits) == screen.options() > 1
            assert in_sight(pane) == digits, (stage.id, beat)
            screen.look = replace(FRESH, tab=screen.look.tab, choice=screen.options() - 1)
            pane = await filled(pilot, screen)
            assert in_sight(pane) == digits, (stage.id, beat)
            assert pane.rows[-1].text.startswith("How sure?") or beat.kind != "move"
            assert len(pane.rows) <= pane.size.height


def _offers(screen: WalkScreen, digit: int) -> bool:
    at = position(screen, digit)
    return at is not None and at < screen.options()


@pytest.mark.parametrize("size", [WIDE, MIDDLE], ids=["wide", "middle"])
@pytest.mark.parametrize("name", shipped())
async def test_closing_words_have_the_blank_rows_first(name: str, size: tuple[int, int], tmp_path: Path) -> None:
    async with app(tmp_path, name=name).run_test(size=size) as pilot:
        screen = await settled(pilot)
        for place, stage, beat, walk in asked(screen.walk, {"signal", "flip"}):
            pointed = Pointed(stage=stage.id, metric=stage.signal.proof or "")
            predicted = Predicted(stage=stage.id, flip=beat.key, move=decision_of(stage, beat).chosen)
            told = {"signals": {stage.id: pointed}, "predictions": {(stage.id, beat.key): predicted}}
            screen.walk = replace(walk, **told)  # type: ignore[arg-type]
            screen.go(place)
            pane = await filled(pilot, screen)
            assert not pane.deepest or all(row.text.strip() for row in pane.rows), (stage.id, beat)


@pytest.mark.parametrize(("width", "room"), [(76, 15), (76, 18)])
@pytest.mark.parametrize("name", shipped())
def test_the_names_of_readings_are_whole(name: str, width: int, room: int) -> None:
    course = Course(opened(name), "d", workings(name), Logbook(None, lambda: NOON))
    base = begin(course.case, Started(case=name, digest="d", seed="s"), "attempt")
    for place, stage, _, walk in asked(base, {"signal"}):
        rows = [row.text for row in beat_view(course, walk, place, FRESH, width, room)]
        assert len(rows) <= room, stage.id
        assert not any("…" in row for row in rows), stage.id


def test_a_reading_beside_a_long_name_stands_below_it_while_there_is_room() -> None:
    options = [Option(1, "A name that takes most of the row", "12.5 k answers/day   ≤ 10"), Option(2, "None yet")]
    rows = [row.text.rstrip() for row in choices(options, 50, 8, 0).rows]
    assert rows[:2] == ["▌ 1  A name that takes most of the row", "▌" + "12.5 k answers/day   ≤ 10".rjust(48)]
    assert [row.selected for row in choices(options, 50, 8, 0).rows] == [True, True, False, False]
    assert len(choices(options, 50, 2, 0).rows) == 2


@pytest.mark.parametrize("size", [WIDE, MIDDLE], ids=["wide", "middle"])
async def test_a_click_on_a_hint_chooses_nothing(size: tuple[int, int], tmp_path: Path) -> None:
    walk_to(tmp_path, "flood", "signal")
    async with app(tmp_path).run_test(size=size) as pilot:
        screen = await settled(pilot)
        await pilot.press("h")
        await pilot.app.workers.wait_for_complete()
        pane = await filled(pilot, screen)
        line = next(n for n, row in enumerate(pane.rows) if row.text.startswith("Hint 1  "))
        first = next(n for n, row in enumerate(pane.rows) if row.text[2:5] == "2  ")
        await pilot.click(pane, offset=(6, line))
        assert screen.look.choice is None
        await pilot.click(pane, offset=(6, first))
        assert screen.look.choice == 1


async def test_all_constraints_are_marked_on_their_own_columns(tmp_path: Path) -> None:
    async with _exploring(tmp_path, WIDE) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, WhatIfScreen)
        narrower = track_columns((*screen.exploration.marked, *screen.exploration.others), 116)
        assert narrower < track_columns(screen.scales, 116)
        while screen._mark_next():
            pass
        for _ in range(4):
            await pilot.press("a")
            await pilot.pause()
            assert pilot.app.screen is screen
            for columns, marks in screen.ticks.items():
                assert all(column < columns for ticks in marks.values() for column in ticks)


async def test_three_constraints_stay_beside_a_long_sentence_which_scrolls(tmp_path: Path) -> None:
    async with _exploring(tmp_path, MIDDLE) as pilot:
        pane = pilot.app.screen.query_one("#main", Pane)
        seen = pane.rows[: pane.size.height]
        assert len([row for row in seen if row.about and row.about[0] == "set" and "●" in row.text]) >= 3
        assert pane.deepest
        assert "read on" in pilot.app.screen.query_one(Footer).rows[0].text
        await pilot.press("pagedown")
        assert pane.top == pane.deepest
        await pilot.press("down")
        await pilot.pause()
        assert pane.top == 0


@asynccontextmanager
async def _exploring(home: Path, size: tuple[int, int]) -> AsyncIterator[Pilot[int]]:
    """DocuMind's second what-if, whose sentence is the longest."""
    program = app(home, name="documind")
    async with program.run_test(size=size) as pilot:
        screen = await settled(pilot)
        case = screen.course.case
        index = next(n for n, stage in enumerate(case.stages) if stage.id == "old-rules")
        stage = case.stages[index]
        at = next(n for n, beat in enumerate(beats(stage)) if beat.kind == "flip")
        decision = stage.decisions[0]
        pick = Picked(stage=stage.id, decision=decision.id, move=decision.chosen, sure="low")
        walk = replace(screen.walk, stage=index, beat=at, picks={(stage.id, decision.id): pick})
        program.push_screen(WhatIfScreen(screen.course, walk, Place(index, at)))
        for _ in range(3):
            await pilot.pause()
        yield pilot

"""The debrief's page: its figures side by side, its marks, and the keys that lead to a stage."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from placed import walk_to

from casewalk.tui.app import CasewalkApp
from casewalk.tui.course import Course
from casewalk.tui.screens.debrief import DebriefScreen
from casewalk.tui.screens.library import LibraryScreen
from casewalk.tui.screens.walk import WalkScreen
from casewalk.tui.views.debrief import figures, held
from casewalk.tui.widgets.bars import Footer
from casewalk.walk import Walk, begin
from casewalk.walk.debrief import debrief
from casewalk.walk.events import Started
from casewalk.walk.verdicts import Verdict
from opened import app_in, loaded, logbook_in, opened, stararena, workings


def fresh(name: str, home: Path) -> tuple[Course, Walk]:
    """A walk of a case with nothing answered yet."""
    case = opened(name)
    walk = begin(case, Started(case=case.id, digest=loaded(name).digest, seed="a seed"), "the-attempt")
    return Course(case, loaded(name).digest, workings(name), logbook_in(home)), walk


@pytest.mark.parametrize("width", [56, 76, 86])
def test_the_figures_of_an_empty_debrief_stand_apart(width: int, tmp_path: Path) -> None:
    course, walk = fresh("documind", tmp_path)
    rows = [row.text for row in figures(debrief(course.workings, walk), width)]
    assert any("none yet, none yet  " in text for text in rows)
    assert all(len(text.rstrip()) <= width for text in rows)


def test_what_did_not_hold_carries_the_mark_of_its_verdict(tmp_path: Path) -> None:
    course, walk = fresh("stararena", tmp_path)
    did_not = ((Verdict.OVERBUILDS, "One: it costs more."), (Verdict.BREAKS, "Two: it fails."))
    found = replace(debrief(course.workings, walk), did_not=did_not, held=("Three: it fits.",))
    assert [row.text[:6] for row in held(found, 76)[1:]] == ["▲  One", "✗  Two", "✓  Thr"]


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_nought_reads_the_tenth_stage_again(
    size: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = app_in(tmp_path, case=False)
    assert isinstance(program, CasewalkApp)
    asked: list[int] = []
    monkeypatch.setattr(CasewalkApp, "on_debrief_screen_reread", lambda _, message: asked.append(message.stage))
    async with program.run_test(size=size) as pilot:
        screen = DebriefScreen(*fresh("documind", tmp_path))
        await program.push_screen(screen)
        await pilot.pause()
        assert "1-9, 0=10 re-read" in screen.query_one(Footer).rows[0].text
        await pilot.press("1", "0")
        await pilot.pause()
    assert asked == [0, 9]


async def test_a_note_on_a_stage_that_is_read_again_is_kept_with_that_stage(tmp_path: Path) -> None:
    walk_to(tmp_path)
    program = app_in(tmp_path, case=False, shelf=("stararena",))
    assert isinstance(program, CasewalkApp)
    async with program.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("b")
        await pilot.pause()
        await pilot.press("2")
        await pilot.pause()
        assert isinstance(program.screen, WalkScreen)
        await pilot.press("n")
        await pilot.pause()
        await pilot.press("x", "enter")
        for _ in range(100):
            await pilot.pause()
            if isinstance(program.screen, WalkScreen) and program.screen.walk.notes:
                break
        assert isinstance(program.screen, WalkScreen)
        assert program.screen.walk.notes == {stararena().stages[1].id: "x"}
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(program.screen, DebriefScreen)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(program.screen, LibraryScreen)

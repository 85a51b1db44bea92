"""The debrief's page: its figures side by side, its marks, and the keys that lead to a stage."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from placed import walk_to

from casewalk.tui.app import CasewalkApp
from casewalk.tui.course import Course
from casewalk.tui.screens.debrief import DebriefScreen
from casewalk.tui.screens.help import STORY
from casewalk.tui.screens.library import LibraryScreen
from casewalk.tui.screens.walk import WalkScreen
from casewalk.tui.views.debrief import figures, road, unfit
from casewalk.tui.widgets.bars import Footer
from casewalk.walk import Walk, begin
from casewalk.walk.debrief import Debrief, debrief
from casewalk.walk.events import Started
from casewalk.walk.scores import COUNTS
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
    assert any(f"none yet, none yet{'  ' if width >= 70 else ''}" in text for text in rows)
    assert all(len(text.rstrip()) <= width for text in rows)


def test_what_did_not_fit_carries_the_mark_of_its_verdict_and_the_rest_is_one_row(tmp_path: Path) -> None:
    course, walk = fresh("stararena", tmp_path)
    did_not = ((Verdict.OVERBUILDS, "One: it costs more."), (Verdict.BREAKS, "Two: it fails."))
    found = replace(debrief(course.workings, walk), did_not=did_not, held=("Three: it fits.", "Four: it fits."))
    assert [row.text for row in unfit(found, 76)[1:]] == [
        "▲  One: it costs more.",
        "✗  Two: it fails.",
        "✓  2 more fit",
    ]
    assert unfit(replace(found, held=("Three: it fits.",)), 76)[-1].text == "✓  1 more fits"
    assert unfit(replace(found, did_not=()), 76) == ()


@cache
def finished() -> Debrief:
    """The debrief of StarArena walked to its end; its fifth stage has two decisions."""
    case = stararena()
    with TemporaryDirectory() as folder:
        home = Path(folder)
        walk_to(home)
        walk = logbook_in(home).resume(case, "the-attempt")
    assert walk is not None
    return debrief(workings(), walk)


@pytest.mark.parametrize("width", [56, 76, 116, 196])
def test_a_fit_is_quiet_and_everything_else_is_bold(width: int) -> None:
    rows = [row for row in road(finished(), width)[2:] if "%" not in row.text]
    styles = {s.text.strip(): s.style for row in rows for s in row.spans if s.text.strip() in {"fits", "breaks"}}
    assert styles == {"fits": "mute", "breaks": "miss bold"}
    ticks = {s.style for row in rows for s in row.spans if s.text == "✓"}
    assert ticks == {"ok"}


@pytest.mark.parametrize("width", [56, 76, 116])
def test_a_stage_is_named_at_its_first_decision_alone(width: int) -> None:
    rows = road(finished(), width)[2:]
    numbers = [row.text[:3].strip() for row in rows if row.text[:3].strip()]
    assert numbers == [str(n) for n in range(1, 9)]
    assert sum("✓" in row.text or "✗" in row.text or "▲" in row.text for row in rows) == 9


@pytest.mark.parametrize("width", [56, 76, 116])
def test_how_sure_ends_where_its_head_ends(width: int) -> None:
    head, *rows = (row.text for row in road(finished(), width)[1:])
    end = head.index("sure, %") + len("sure, %")
    decided = [text for text in rows if " 80 " in text or "67" in text]
    assert decided
    assert all(text[end - 1].isdigit() and text[end : end + 2] == "  " for text in decided)


def test_on_a_narrow_screen_a_caption_stands_under_its_figure() -> None:
    found = finished()
    rows = [row.text for row in figures(found, 56)]
    at = rows[0].index(found.scores.decisions.text)
    assert rows[1].startswith(" " * at + f"{found.scores.fits} fit")
    assert COUNTS not in " ".join(rows)
    assert any(COUNTS in text for text in STORY)


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

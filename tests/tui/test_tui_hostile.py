"""Text that looks like markup, or is far too long, stays text."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from placed import walk_to

from casewalk.journal import Folders, Settings
from casewalk.script import content_root, library, load_case
from casewalk.tui.app import CasewalkApp, Opening
from casewalk.tui.screens.walk import WalkScreen
from casewalk.tui.widgets.pane import Pane
from opened import NOON, logbook_in, stararena

MARKUP = "[red]not red[/red] [link=http://x]no link[/] \\[ {{curly"


def patched(place: Path, file: str, old: str, new: str) -> Path:
    """A copy of StarArena with one text replaced."""
    case = place / "stararena"
    shutil.copytree(content_root() / "cases" / "stararena", case)
    text = (case / file).read_text(encoding="utf-8")
    assert old in text
    (case / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return case


def app_over(case: Path, home: Path) -> CasewalkApp:
    logbook, found = logbook_in(home), load_case(case)
    if found.case is not None and not logbook.attempts():
        logbook.start(found.case, found.digest, "attempt", "seed")
    return CasewalkApp(
        Opening(library(), logbook, Settings("dark"), Folders(home), lambda: NOON, (), case, "")
    )  # fmt: skip


def texts(app: CasewalkApp) -> str:
    return "\n".join(row.text for pane in app.screen.query(Pane) for row in pane.rows)


async def test_markup_in_a_case_is_shown_as_it_was_written(tmp_path: Path) -> None:
    case = patched(tmp_path, "case.yaml", "title: StarArena", f"title: '{MARKUP[:30]}'")
    assert load_case(case).case is not None
    program = app_over(case, tmp_path / "home")
    async with program.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        await pilot.pause()
        assert isinstance(program.screen, WalkScreen)
        assert MARKUP[:30] in texts(program)


async def test_markup_in_a_note_is_shown_as_it_was_typed(tmp_path: Path) -> None:
    program = app_over(content_root() / "cases" / "stararena", tmp_path / "home")
    async with program.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        await pilot.press("n")
        await pilot.pause()
        await pilot.press(*"[red]x[/red]", "enter")
        await pilot.pause(0.3)
        assert "[red]x[/red]" in texts(program)


async def test_a_name_wider_than_the_screen_breaks_no_row(tmp_path: Path) -> None:
    case = patched(tmp_path, "case.yaml", "title: StarArena", f"title: {'界' * 90}")
    program = app_over(case, tmp_path / "home")
    async with program.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        await pilot.pause()
        for line in program.screen._compositor.render_strips():
            assert sum(segment.cell_length for segment in line) == 60


async def test_two_enters_close_a_note_once(tmp_path: Path) -> None:
    program = app_over(content_root() / "cases" / "stararena", tmp_path / "home")
    async with program.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("n")
        await pilot.pause()
        await pilot.press("x", "enter", "enter", "escape")
        await pilot.pause(0.3)
        assert isinstance(program.screen, WalkScreen)
        assert list(program.screen.walk.notes.values()) == ["x"]


async def test_a_case_that_was_edited_since_says_what_no_longer_fits(tmp_path: Path) -> None:
    walk_to(tmp_path / "home", "flood", "situation")
    taken = stararena().stages[1].decisions[0].chosen
    case = shutil.copytree(content_root() / "cases" / "stararena", tmp_path / "stararena")
    for file in (case / "stages").glob("*.yaml"):
        text = re.sub(rf"(?<![\w-]){re.escape(taken)}(?![\w-])", "renamed", file.read_text(encoding="utf-8"))
        file.write_text(text, encoding="utf-8")
    program = app_over(case, tmp_path / "home")
    async with program.run_test(size=(120, 36)) as pilot:
        for _ in range(100):
            await pilot.pause(0.05)
            if "The case has changed since" in (told := texts(program)):
                break
        assert "The case has changed since" in told
        await pilot.press("g", "escape")
        assert isinstance(program.screen, WalkScreen)

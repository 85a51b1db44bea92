"""The library: everything that it holds can be read with keys, and it names them."""

from __future__ import annotations

from pathlib import Path

import pytest
from placed import walk_to
from textual.pilot import Pilot

from casewalk.tui.app import CasewalkApp
from casewalk.tui.screens.library import LibraryScreen
from casewalk.tui.screens.walk import WalkScreen
from casewalk.tui.widgets.bars import Footer
from casewalk.tui.widgets.pane import Pane
from opened import app_in, loaded, logbook_in, opened, shipped

SIZES = ((120, 36), (80, 24), (60, 20))


async def library(pilot: Pilot[int]) -> LibraryScreen:
    for _ in range(3):
        await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, LibraryScreen)
    return screen


def seen(pane: Pane) -> set[int]:
    return set(range(pane.top, pane.top + pane.size.height))


def keys(screen: LibraryScreen) -> str:
    return screen.query_one(Footer).rows[0].text


@pytest.mark.parametrize("size", SIZES)
async def test_every_row_of_a_case_comes_into_view(size: tuple[int, int], tmp_path: Path) -> None:
    program = app_in(tmp_path, case=False)
    assert isinstance(program, CasewalkApp)
    async with program.run_test(size=size) as pilot:
        screen = await library(pilot)
        for digit in range(1, len(shipped()) + 1):
            if screen.at != digit - 1:
                await pilot.press(str(digit))
                await pilot.pause()
            pane = screen.query_one("#side" if size[0] >= 100 else "#main", Pane)
            assert ("PgDn more" in keys(screen)) == (pane.top < pane.deepest)
            rows = seen(pane)
            while "PgDn more" in keys(screen):
                before = pane.top
                await pilot.press("pagedown")
                assert pane.top > before
                rows |= seen(pane)
            assert max(rows) >= len(pane.rows) - 1
            assert not pane.deepest or "PgUp back" in keys(screen)


async def test_another_case_is_read_from_its_top_with_its_rows_in_view(tmp_path: Path) -> None:
    program = app_in(tmp_path, case=False)
    assert isinstance(program, CasewalkApp)
    async with program.run_test(size=(60, 20)) as pilot:
        screen = await library(pilot)
        main = screen.query_one("#main", Pane)
        await pilot.press("pagedown", "pagedown")
        assert main.top > 0
        await pilot.press("down")
        await pilot.pause()
        assert screen.at == 1
        assert {screen._starts[1], screen._starts[1] + 1} <= seen(main)


def begun_walk(home: Path, name: str) -> None:
    logbook_in(home).start(opened(name), loaded(name).digest, f"attempt-{name}", "seed")


async def test_enter_goes_on_with_the_open_walk_that_the_first_row_names(tmp_path: Path) -> None:
    begun_walk(tmp_path, "documind")
    begun_walk(tmp_path, "stararena")
    program = app_in(tmp_path, case=False)
    assert isinstance(program, CasewalkApp)
    async with program.run_test(size=(120, 36)) as pilot:
        screen = await library(pilot)
        first = screen.query_one("#main", Pane).rows[0]
        assert "StarArena, stage 1" in first.text
        assert first.selected
        assert "StarArena" in screen.query_one("#side", Pane).rows[0].text
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(program.screen, WalkScreen)
        assert program.screen.course.case.id == "stararena"


async def test_without_an_open_walk_the_library_stands_on_the_case_that_was_walked_last(tmp_path: Path) -> None:
    walk_to(tmp_path)
    program = app_in(tmp_path, case=False)
    assert isinstance(program, CasewalkApp)
    async with program.run_test(size=(120, 36)) as pilot:
        screen = await library(pilot)
        assert screen.shelf[screen.at].id == "stararena"
        assert "Enter begin again" in keys(screen)


async def test_progress_moves_nobody_who_has_chosen_a_case(tmp_path: Path) -> None:
    begun_walk(tmp_path, "stararena")
    program = app_in(tmp_path, case=False)
    assert isinstance(program, CasewalkApp)
    async with program.run_test(size=(120, 36)) as pilot:
        screen = await library(pilot)
        await pilot.press("1")
        screen.told(dict(screen.progress))
        await pilot.pause()
        assert screen.at == 0

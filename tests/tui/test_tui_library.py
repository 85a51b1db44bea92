"""The library: everything that it holds can be read with keys, and it names them."""

from __future__ import annotations

from pathlib import Path

import pytest
from placed import walk_to
from textual.pilot import Pilot

from casewalk.case import FORCES
from casewalk.script import Meeting, Shelved
from casewalk.script import library as shelf
from casewalk.tui.app import CasewalkApp
from casewalk.tui.screens.library import LibraryScreen
from casewalk.tui.screens.walk import WalkScreen
from casewalk.tui.views.library import NEW, Progress, case_rows, detail_rows
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
        assert first.text.endswith("Enter ")
        await pilot.press("1")
        await pilot.pause()
        assert "Enter" not in screen.query_one("#main", Pane).rows[0].text
        await pilot.press(str(screen.shelf.index(screen._latest()) + 1))
        await pilot.pause()
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


def case_on_the_shelf(name: str) -> Shelved:
    return next(shelved for shelved in shelf() if shelved.id == name)


@pytest.mark.parametrize("width", [32, 56, 76, 116])
def test_a_force_is_a_row_and_the_cases_that_meet_it_stand_below_it(width: int) -> None:
    found = case_on_the_shelf("stararena")
    meeting = Meeting("heavy-reads", (2,), (("DocuMind", ()), ("PatchDesk", (5,))))
    rows = [row.text for row in detail_rows(found, NEW, width, (meeting,))]
    at = rows.index("The same force elsewhere")
    below = [n for n, row in enumerate(rows) if n > at and row.startswith("  ")]
    assert " ".join(rows[at + 1 : below[0]]) == FORCES["heavy-reads"]
    assert " ".join(" ".join(rows[below[0] :]).split()) == "stage 2; DocuMind, PatchDesk 5"


@pytest.mark.parametrize(("case", "word"), [("documind", "graph RAG"), ("patchdesk", "role-based access")])
def test_topics_are_spelt_as_the_case_says(case: str, word: str) -> None:
    assert word in " ".join(row.text for row in detail_rows(case_on_the_shelf(case), NEW, 60))


@pytest.mark.parametrize("width", [30, 116])
def test_a_name_and_its_value_stand_together_however_wide_the_screen(width: int) -> None:
    at = Progress(scores=(("decisions", "6 of 9"),))
    row = detail_rows(case_on_the_shelf("stararena"), at, width)[-1].text
    assert row.startswith("decisions")
    assert row.endswith("6 of 9")
    assert len(row) == min(width, 40)


@pytest.mark.parametrize(("width", "rows"), [(56, 1), (76, 2)])
def test_where_there_is_little_room_a_case_is_one_row(width: int, rows: int) -> None:
    at = Progress(attempt="a", stages_done=2, open=True, live=True)
    found = case_rows(3, case_on_the_shelf("stararena"), at, width, selected=True)
    assert len(found) == rows
    assert "StarArena" in found[0].text
    assert found[0].text.endswith("2 of 8")
    assert all(row.selected and row.width <= width for row in found)
    assert "your moves" in found[-1].text

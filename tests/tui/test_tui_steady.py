"""What never moves, is never cut, and is never lost: rows of lists, prices, typed lines, the way back."""

from __future__ import annotations

from pathlib import Path

import pytest
from placed import walk_to
from textual.pilot import Pilot

from casewalk.case import Term
from casewalk.tui.app import CasewalkApp
from casewalk.tui.screens.debrief import DebriefScreen
from casewalk.tui.screens.filled import left_column
from casewalk.tui.screens.glossary import GlossaryScreen
from casewalk.tui.screens.library import LibraryScreen
from casewalk.tui.screens.walk import WalkScreen
from casewalk.tui.screens.whatif import WhatIfScreen
from casewalk.tui.text import Span, cut, row
from casewalk.tui.views.choices import Option, choices
from casewalk.tui.views.story import evenly
from casewalk.tui.widgets.bars import Footer
from casewalk.tui.widgets.entry import Entry
from casewalk.tui.widgets.pane import Pane
from casewalk.walk.offroad import paragraph
from casewalk.walk.prose import Run
from opened import app_in

WIDE = (120, 36)
LONG = paragraph(
    "A cached page gives each person a place and a small service calls people in at our pace; its price is known."
)
SHORT = paragraph("Short.")
OPTIONS = tuple(Option(n, f"Move {n}", "1 week", (LONG if n % 2 else SHORT,)) for n in range(1, 6))


def app(home: Path, **given: object) -> CasewalkApp:
    found = app_in(home, **given)  # type: ignore[arg-type]
    assert isinstance(found, CasewalkApp)
    return found


async def calm(pilot: Pilot[int]) -> None:
    for _ in range(5):
        await pilot.pause()


def texts(screen: object, name: str) -> list[str]:
    assert isinstance(screen, WalkScreen | WhatIfScreen | DebriefScreen)
    return [r.text for r in screen.query_one(name, Pane).rows]


def footer(screen: WalkScreen) -> str:
    return screen.query_one(Footer).rows[0].text.strip()


@pytest.mark.parametrize("room", [30, 20, 16, 14, 10])
def test_no_row_of_a_list_moves_when_another_is_selected(room: int) -> None:
    listed = [choices(OPTIONS, 60, room, chosen) for chosen in (None, *range(len(OPTIONS)))]
    assert len({found.starts for found in listed}) == 1
    assert len({len(found.rows) for found in listed}) == 1
    assert all(len(found.rows) <= room for found in listed)


def test_the_selected_moves_whole_text_stands_in_the_kept_place() -> None:
    found = choices(OPTIONS, 60, 14, 0)
    below = " ".join(r.text.strip() for r in found.rows[found.starts[-1] + 2 :])
    assert LONG.text in " ".join(below.split())


def test_text_is_cut_at_words_with_a_mark_and_no_number_is_halved() -> None:
    assert cut(row("as wide as it is"), 16).text == "as wide as it is"
    assert cut(row("requests of", Span(" "), "60\xa0k\xa0req/s"), 17).text == "requests of …"
    assert cut(row("unbreakable"), 6).text == "unbre…"
    assert cut(row("whole"), 9, more=True).text == "whole …"


def test_no_word_is_left_alone_on_the_last_row() -> None:
    rows = evenly([Run("one two three four five six seven")], 28)
    assert len(rows) == 2
    assert " " in "".join(run.text for run in rows[-1]).strip()


@pytest.mark.parametrize("width", [100, 104, 109, 120, 200])
def test_the_right_column_has_thirty_cells_at_least(width: int) -> None:
    assert width - left_column(width) - 4 - 2 >= 30


async def test_a_move_that_is_taken_shifts_nothing_and_its_line_is_not_lost(tmp_path: Path) -> None:
    walk_to(tmp_path, "flood", "move")
    async with app(tmp_path).run_test(size=WIDE) as pilot:
        await calm(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, WalkScreen)
        await pilot.press("2", "right")
        await calm(pilot)
        before = texts(screen, "#main")
        await pilot.press("enter")
        await calm(pilot)
        assert texts(screen, "#main") == before[: len(texts(screen, "#main"))]
        assert footer(screen) == "Enter commit   Esc not yet; the line stays"
        await pilot.press(*"dear", "escape")
        await calm(pilot)
        assert not screen.look.asking_why
        await pilot.press("enter")
        await calm(pilot)
        assert screen.query_one(Entry).value == "dear"


async def test_tab_shows_which_pane_is_read(tmp_path: Path) -> None:
    walk_to(tmp_path, "who-goes-first", "reveal")
    async with app(tmp_path).run_test(size=WIDE) as pilot:
        await calm(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, WalkScreen)
        assert "other metrics" not in footer(screen)
        await pilot.press("tab", "tab")
        await calm(pilot)
        head = screen.query_one("#side", Pane).rows[0]
        assert head.spans[0].style == "accent bold"
        assert head.text.endswith("↑↓ more")


async def test_metrics_scroll_one_by_one_and_whole(tmp_path: Path) -> None:
    walk_to(tmp_path, "flood", "move")
    async with app(tmp_path).run_test(size=WIDE) as pilot:
        await calm(pilot)
        screen = pilot.app.screen
        await pilot.press("m")
        await calm(pilot)
        first = texts(screen, "#metrics")
        await pilot.press("pagedown")
        await calm(pilot)
        second = texts(screen, "#metrics")
        assert first[1] != second[1]
        for page in (first, second):
            rows = [text for text in page[1:] if not set(text) <= {"─"}]
            assert len(rows) % 2 == 0
            assert all(text[:1] in "✓✗?" for text in rows[::2])
            assert not set(page[1]) <= {"─"}


async def test_escape_closes_what_would_change_it_before_it_goes_back(tmp_path: Path) -> None:
    walk_to(tmp_path, "flood", "reveal")
    async with app(tmp_path).run_test(size=WIDE) as pilot:
        await calm(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, WalkScreen)
        await pilot.press("r", "escape")
        await calm(pilot)
        assert screen.beat.kind == "reveal"
        assert not screen.query_one("#grounds").display


async def test_a_stage_that_is_read_again_is_ticked_and_leads_back_to_the_debrief(tmp_path: Path) -> None:
    walk_to(tmp_path)
    async with app(tmp_path, case=False, shelf=("stararena",)).run_test(size=WIDE) as pilot:
        await calm(pilot)
        await pilot.press("b")
        await calm(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, DebriefScreen)
        await pilot.press("end")
        pane = screen.query_one("#main", Pane)
        assert pane.top == pane.deepest > 0
        await pilot.press("3")
        await calm(pilot)
        assert "✓ move" in pilot.app.screen.query_one("Header", Pane).rows[1].text
        await pilot.press("escape")
        await calm(pilot)
        assert pilot.app.screen is screen
        assert pane.top == pane.deepest
        await pilot.press("enter")
        await calm(pilot)
        assert isinstance(pilot.app.screen, LibraryScreen)


def test_the_glossary_is_in_alphabetical_order() -> None:
    glossary = tuple(Term(term=t, meaning="A meaning.") for t in ("queue", "Cache", "bulkhead"))
    assert [t.term for t in GlossaryScreen(glossary, "a queue").terms] == ["queue", "bulkhead", "Cache"]


async def test_the_chart_moves_nothing_above_it_on_a_wide_screen(tmp_path: Path) -> None:
    walk_to(tmp_path, "flood", "reveal")
    async with app(tmp_path).run_test(size=WIDE) as pilot:
        await calm(pilot)
        await pilot.press("w")
        await calm(pilot)
        while pilot.app.screen.idle.under_way:  # type: ignore[attr-defined]
            await pilot.pause(0.01)
        await calm(pilot)
        before = texts(pilot.app.screen, "#main")
        until = next(n for n, text in enumerate(before) if text.startswith("Verdict"))
        await pilot.press("c")
        await calm(pilot)
        assert texts(pilot.app.screen, "#main")[:until] == before[:until]


async def test_a_flip_opens_its_own_slider_and_keeps_its_prices(tmp_path: Path) -> None:
    walk_to(tmp_path, "five-shows", "flip")
    async with app(tmp_path).run_test(size=(100, 32)) as pilot:
        await calm(pilot)
        await pilot.press("3", "enter")
        await calm(pilot)
        answered = [t for t in texts(pilot.app.screen, "#main") if t[2:].startswith(("fits", "overbuilds", "breaks"))]
        assert len(answered) == 5
        assert all("$" in text for text in answered)
        await pilot.press("w")
        await calm(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, WhatIfScreen)
        assert screen.scale.name in screen.overrides

"""Glossary, note, start and help stand in the walk's frame: its header above, keys that work below."""

from __future__ import annotations

from pathlib import Path

import pytest
from placed import walk_to
from textual.app import App
from textual.pilot import Pilot

from casewalk.tui.app import CasewalkApp
from casewalk.tui.screens.glossary import GlossaryScreen
from casewalk.tui.screens.help import DEBRIEF, IN_REPLAY, KEY, LIBRARY, SECTIONS, WALK, WHAT_IF, help_rows
from casewalk.tui.screens.note import NoteScreen
from casewalk.tui.screens.start import StartScreen
from casewalk.tui.widgets.bars import Footer
from casewalk.tui.widgets.pane import Pane
from casewalk.walk.prose import cells
from opened import app_in, stararena

SIZES = ((120, 36), (80, 24), (60, 20))


def program(home: Path, **more: bool) -> CasewalkApp:
    found = app_in(home, **more)
    assert isinstance(found, CasewalkApp)
    return found


async def settled(pilot: Pilot[int], *keys: str) -> None:
    await pilot.press(*keys)
    for _ in range(3):
        await pilot.pause()


def painted(app: App[int]) -> list[str]:
    """The screen as the terminal has it, row by row, with what a dialogue leaves in sight of the screen beneath."""
    strips = app.screen._compositor.render_update(full=True, screen_stack=app._background_screens).strips
    return ["".join(segment.text for segment in strip) for strip in strips]


def footer(app: App[int]) -> str:
    return app.screen.query_one(Footer).rows[0].text


@pytest.mark.parametrize("key", ["g", "n", "question_mark"])
@pytest.mark.parametrize("size", SIZES)
async def test_a_dialogue_leaves_the_header_as_it_was(size: tuple[int, int], key: str, tmp_path: Path) -> None:
    walk_to(tmp_path, "flood", "move")
    app = program(tmp_path)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        before = painted(app)
        assert "stage 3 of 8" in before[0]
        await settled(pilot, key)
        after = painted(app)
        assert after[:2] == before[:2]
        assert after[2:] != before[2:]
        if key != "n":
            assert footer(app).rstrip().endswith("q leave")


@pytest.mark.parametrize("size", SIZES)
async def test_a_note_is_written_above_the_footer_with_the_stage_in_sight(
    size: tuple[int, int], tmp_path: Path
) -> None:
    walk_to(tmp_path, "flood", "move")
    app = program(tmp_path)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        before = painted(app)
        await settled(pilot, "n", *"seen")
        assert isinstance(app.screen, NoteScreen)
        after = painted(app)
        assert after[:-5] == before[:-5]
        assert after[-4].strip().startswith("Note ─")
        assert after[-3].strip() == "› seen"


@pytest.mark.parametrize("size", SIZES)
async def test_the_glossary_keeps_the_meaning_in_sight_and_the_words_of_the_page_apart(
    size: tuple[int, int], tmp_path: Path
) -> None:
    walk_to(tmp_path, "flood", "move")
    app = program(tmp_path)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await settled(pilot, "g")
        screen = app.screen
        assert isinstance(screen, GlossaryScreen)
        main, side = screen.query_one("#main", Pane), screen.query_one("#side", Pane)
        heads = [row.text for row in main.rows if "─" in row.text]
        assert [head.split(" ─")[0] for head in heads] == ["On this page", "In this case"]
        assert main.rows.index(next(row for row in main.rows if row.text == heads[1])) == screen.here + 2
        beside = side.region.y == main.region.y
        assert beside == (size[0] >= 100)
        place = side.region
        for _ in range(3):
            await settled(pilot, "down")
            assert side.region == place
            told = " ".join(" ".join(row.text for row in side.rows).split())
            assert screen.terms[screen.at].meaning in told
            assert side.deepest == 0
        await settled(pilot, "slash", *"seat")
        assert side.region.y == place.y or not beside
        assert all("seat" in term.term for term in screen.found())
        await settled(pilot, "escape")
        assert len(screen.found()) == len(stararena().glossary)


async def test_the_start_is_no_wider_than_text_and_names_its_case(tmp_path: Path) -> None:
    app = program(tmp_path, asked=True)
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        assert isinstance(app.screen, StartScreen)
        pane = app.screen.query_one("#main", Pane)
        assert pane.room == 76
        assert "How a move is judged" in " ".join(row.text for row in pane.rows)
        first, second, *_ = painted(app)
        assert first.strip().startswith("StarArena")
        assert "8 stages" in first
        assert second.strip() == "How do you want to walk?"


@pytest.mark.parametrize("here", [WALK, WHAT_IF, IN_REPLAY, LIBRARY, DEBRIEF])
@pytest.mark.parametrize("width", [56, 76, 116, 196])
def test_help_begins_with_the_place_and_no_key_touches_its_text(here: str, width: int) -> None:
    rows = [row.text for row in help_rows(here, width)]
    assert rows[0].startswith(here)
    assert all(cells(row.rstrip()) <= width for row in rows)
    assert all(cells(key) <= KEY - 2 for keys in SECTIONS.values() for key, _ in keys)
    column = (width - 4) // 2 if width >= 106 else width
    found = [row[:column].split(" ─")[0].strip() for row in rows if "─" in row[:column]]
    assert [name for name in found if name in SECTIONS] == [here, *(name for name in SECTIONS if name != here)]
    beside = "─" in rows[0][column:]
    assert beside == (width >= 106)


@pytest.mark.parametrize(("keys", "here"), [(("w",), WHAT_IF), ((), WALK)])
async def test_help_is_of_the_place_that_asks_for_it(keys: tuple[str, ...], here: str, tmp_path: Path) -> None:
    walk_to(tmp_path, "flood", "reveal")
    app = program(tmp_path)
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await settled(pilot, *keys)
        await settled(pilot, "question_mark")
        assert app.screen.query_one("#main", Pane).rows[0].text.startswith(here)
        await settled(pilot, "question_mark")
        assert not app.screen.is_modal

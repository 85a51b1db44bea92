"""Cases walked by keyboard, from the first stage to the debrief, at the three sizes that are promised."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from casewalk.tui.app import CasewalkApp
from casewalk.tui.screens.debrief import DebriefScreen
from casewalk.tui.screens.glossary import GlossaryScreen
from casewalk.tui.screens.help import HelpScreen
from casewalk.tui.screens.library import LibraryScreen
from casewalk.tui.screens.note import NoteScreen
from casewalk.tui.screens.small import SmallScreen
from casewalk.tui.screens.walk import WalkScreen
from casewalk.tui.widgets.bars import Footer, Header
from casewalk.tui.widgets.pane import Pane
from casewalk.walk.moments import tell
from casewalk.walk.prose import plain
from opened import app_in, logbook_in, opened, shipped, stararena, workings

SIZES = ((120, 36), (80, 24), (60, 20))
WIDE_FAST = [SIZES[0], *(pytest.param(size, marks=pytest.mark.slow) for size in SIZES[1:])]
"""The smaller sizes cost a second each."""


def app(home: Path, **given: object) -> CasewalkApp:
    found = app_in(home, **given)  # type: ignore[arg-type]
    assert isinstance(found, CasewalkApp)
    return found


async def settled(pilot: Pilot[int]) -> WalkScreen:
    """The walk's screen once nothing is being written or drawn."""
    for _ in range(100):
        await pilot.pause()
        screen = pilot.app.screen
        if not isinstance(screen, WalkScreen) or not screen.writing:
            break
    await pilot.pause()
    await pilot.pause()
    return pilot.app.screen  # type: ignore[return-value]


def shown(screen: WalkScreen | DebriefScreen | LibraryScreen) -> str:
    """Everything that visible panes hold."""
    panes = [p for p in screen.query(Pane) if p.display and p.size.height]
    return "\n".join(row.text for pane in panes for row in pane.rows)


def beside(screen: WalkScreen) -> str:
    """What the pane at the side begins with: the heading of what it is about."""
    return screen.query_one("#side", Pane).rows[0].text


async def answer(pilot: Pilot[int], screen: WalkScreen) -> None:
    """One beat onward, by keyboard."""
    kind = screen.beat.kind
    if not screen.asks:
        await pilot.press("enter")
    elif kind == "estimate":
        await pilot.press(*"60000", "enter")
    elif kind == "move":
        await pilot.press("1", "right", "right", "enter")
        await settled(pilot)
        await pilot.press(*"because", "enter")
    else:
        await pilot.press("1", "enter")


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", shipped())
async def test_a_case_is_walked_to_its_debrief(name: str, size: tuple[int, int], tmp_path: Path) -> None:
    program = app(tmp_path, name=name)
    async with program.run_test(size=size) as pilot:
        screen = await settled(pilot)
        steps = 0
        while isinstance(screen, WalkScreen):
            assert shown(screen).strip()
            await answer(pilot, screen)
            screen = await settled(pilot)
            steps += 1
            assert steps < 300
        assert isinstance(screen, DebriefScreen)
        text = shown(screen)
        for stage in opened(name).stages:
            assert stage.title.split(" ")[0] in text
    attempts = logbook_in(tmp_path).attempts(name)
    assert [a.finished for a in attempts] == [True]


@pytest.mark.parametrize("size", WIDE_FAST)
async def test_the_question_shows_every_move_and_commits_one(size: tuple[int, int], tmp_path: Path) -> None:
    program = app(tmp_path, stage="flood")
    async with program.run_test(size=size) as pilot:
        screen = await settled(pilot)
        while screen.beat.kind != "move":
            await answer(pilot, screen)
            screen = await settled(pilot)
        decision = stararena().stages[2].decisions[0]
        text = shown(screen)
        assert all(move.label.replace("{=429}", "429") in text for move in decision.moves)
        await answer(pilot, screen)
        screen = await settled(pilot)
        assert screen.beat.kind == "reveal"
        picked = screen.walk.picks["flood", "entrance"]
        assert (picked.sure, picked.why) == ("middle", "because")
        assert "fits" in shown(screen) or "breaks" in shown(screen) or "overbuilds" in shown(screen)


async def test_a_move_needs_a_confidence(tmp_path: Path) -> None:
    program = app(tmp_path)
    async with program.run_test(size=(120, 36)) as pilot:
        screen = await settled(pilot)
        while screen.beat.kind != "move":
            await answer(pilot, screen)
            screen = await settled(pilot)
        await pilot.press("2", "enter")
        screen = await settled(pilot)
        assert screen.beat.kind == "move"
        assert "how sure" in screen.query_one(Footer).rows[0].text
        assert not screen.walk.picks


async def test_an_estimate_that_is_no_number_is_refused_in_words(tmp_path: Path) -> None:
    program = app(tmp_path)
    async with program.run_test(size=(120, 36)) as pilot:
        screen = await settled(pilot)
        while screen.beat.kind != "estimate":
            await pilot.press("enter")
            screen = await settled(pilot)
        await pilot.press(*"12 apples per tree per year", "enter")
        screen = await settled(pilot)
        assert "does not measure" in screen.query_one(Footer).rows[0].text
        assert not screen.walk.estimates


async def test_escape_goes_back_to_read_and_changes_nothing(tmp_path: Path) -> None:
    program = app(tmp_path)
    async with program.run_test(size=(120, 36)) as pilot:
        screen = await settled(pilot)
        await pilot.press("enter")
        screen = await settled(pilot)
        before = screen.walk
        await pilot.press("escape")
        screen = await settled(pilot)
        assert screen.beat.kind == "situation"
        assert screen.walk == before
        await pilot.press("enter")
        screen = await settled(pilot)
        assert screen.beat.kind == "why"


async def test_a_walk_is_resumed_where_it_was(tmp_path: Path) -> None:
    program = app(tmp_path)
    async with program.run_test(size=(120, 36)) as pilot:
        screen = await settled(pilot)
        for _ in range(4):
            await answer(pilot, screen)
            screen = await settled(pilot)
        there = (screen.place, screen.walk.seed)
        await pilot.press("q")
    again = app(tmp_path)
    async with again.run_test(size=(120, 36)) as pilot:
        screen = await settled(pilot)
        assert (screen.place, screen.walk.seed) == there


async def test_arrow_keys_walk_the_diagram_and_say_what_a_part_is(tmp_path: Path) -> None:
    program = app(tmp_path, stage="static-load")
    async with program.run_test(size=(120, 36)) as pilot:
        screen = await settled(pilot)
        await pilot.press("d")
        screen = await settled(pilot)
        parts = {part.id: part for part in screen.now.picture.parts}
        hottest = max(parts.values(), key=lambda part: part.heat or 0.0)
        assert screen.look.part == hottest.id
        assert hottest.label in beside(screen)
        await pilot.press("left")
        screen = await settled(pilot)
        neighbour = parts[screen.look.part or ""]
        assert neighbour.at[0] < hottest.at[0]
        assert neighbour.label in beside(screen)
        await pilot.press("escape")
        screen = await settled(pilot)
        assert not screen.look.in_picture


async def test_tab_shows_the_panes_one_after_the_other_on_a_small_screen(tmp_path: Path) -> None:
    program = app(tmp_path, stage="flood")
    async with program.run_test(size=(80, 24)) as pilot:
        screen = await settled(pilot)
        seen = set()
        for _ in range(4):
            seen.update(p.id for p in screen.query(Pane) if p.display and p.size.height and p.id)
            await pilot.press("tab")
            screen = await settled(pilot)
        assert {"picture", "metrics", "side", "main"} <= seen


async def test_a_hint_is_opened_and_counted(tmp_path: Path) -> None:
    program = app(tmp_path)
    async with program.run_test(size=(120, 36)) as pilot:
        screen = await settled(pilot)
        while screen.beat.kind != "signal":
            await answer(pilot, screen)
            screen = await settled(pilot)
        await pilot.press("h")
        screen = await settled(pilot)
        assert screen.walk.hints == {("first-shows", "signal"): 1}
        hint = tell(workings(), 0, screen.beat, stararena().stages[0].signal.hints[0])
        assert " ".join(plain(hint, 999)) in " ".join(shown(screen).split())


async def test_the_hint_key_works_while_an_estimate_is_empty(tmp_path: Path) -> None:
    program = app(tmp_path)
    async with program.run_test(size=(120, 36)) as pilot:
        screen = await settled(pilot)
        while screen.beat.kind != "estimate":
            await pilot.press("enter")
            screen = await settled(pilot)
        await pilot.press("h")
        screen = await settled(pilot)
        assert screen.walk.hints == {("first-shows", "estimate"): 1}


async def test_glossary_opens_in_place_and_searches(tmp_path: Path) -> None:
    program = app(tmp_path, stage="flood")
    async with program.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("g")
        await pilot.pause()
        glossary = pilot.app.screen
        assert isinstance(glossary, GlossaryScreen)
        term = max((t.term for t in stararena().glossary if t.term.isalpha()), key=len)
        await pilot.press("slash", *term)
        await pilot.pause()
        assert term in [t.term for t in glossary.found()]
        assert len(glossary.found()) < len(stararena().glossary)
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, WalkScreen)


@pytest.mark.parametrize("size", WIDE_FAST)
async def test_a_note_is_kept_with_the_walk_and_shown_below_the_story(size: tuple[int, int], tmp_path: Path) -> None:
    program = app(tmp_path)
    async with program.run_test(size=size) as pilot:
        await settled(pilot)
        await pilot.press("n")
        await pilot.pause()
        assert isinstance(pilot.app.screen, NoteScreen)
        await pilot.press(*"look at this again", "enter")
        screen = await settled(pilot)
        assert screen.walk.notes == {"first-shows": "look at this again"}
        assert shown(screen).count("Your note  look at this again") == 1
    async with app(tmp_path).run_test(size=size) as pilot:
        screen = await settled(pilot)
        assert shown(screen).count("Your note  look at this again") == 1


async def test_y_copies_the_stage_as_text(tmp_path: Path) -> None:
    program = app(tmp_path)
    async with program.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await pilot.press("y")
        await pilot.pause()
        assert "A small hall, a bigger hall" in pilot.app.clipboard
        assert "\x1b" not in pilot.app.clipboard


async def test_help_theme_and_leaving_work_from_anywhere(tmp_path: Path) -> None:
    program = app(tmp_path, case=False)
    async with program.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert isinstance(pilot.app.screen, LibraryScreen)
        await pilot.press("question_mark")
        await pilot.pause()
        assert isinstance(pilot.app.screen, HelpScreen)
        await pilot.press("escape")
        await pilot.press("t")
        await pilot.pause()
        assert pilot.app.theme == "casewalk-light"
        await pilot.press("ctrl+c")
        await pilot.pause()
        assert "Press q to leave" in pilot.app.screen.query_one(Footer).rows[0].text
        await pilot.press("q")
    assert program.return_code == 0
    assert '"light"' in (tmp_path / "settings.json").read_text()


async def test_the_library_opens_a_case_and_shows_progress(tmp_path: Path) -> None:
    program = app(tmp_path, case=False)
    async with program.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        await pilot.press(str(shipped().index("stararena") + 1), "enter")
        await settled(pilot)
        await pilot.press("enter")
        screen = await settled(pilot)
        assert isinstance(screen, WalkScreen)
        await pilot.press("escape")
        await pilot.pause()
        await pilot.pause()
        assert isinstance(pilot.app.screen, LibraryScreen)
        assert "Continue StarArena, stage 1 of 8" in shown(pilot.app.screen)


async def test_too_small_a_window_says_so_and_keeps_the_walk(tmp_path: Path) -> None:
    program = app(tmp_path)
    async with program.run_test(size=(80, 24)) as pilot:
        screen = await settled(pilot)
        await pilot.resize_terminal(30, 8)
        await pilot.pause()
        assert isinstance(pilot.app.screen, SmallScreen)
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert pilot.app.screen is screen


async def test_the_header_names_stage_and_question(tmp_path: Path) -> None:
    program = app(tmp_path, stage="flood")
    async with program.run_test(size=(120, 36)) as pilot:
        screen = await settled(pilot)
        first, second = (r.text for r in screen.query_one(Header).rows)
        assert "stage 3 of 8" in first
        assert "● why it was right" in second


@pytest.mark.slow
async def test_the_debrief_exports_decision_records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    program = app(tmp_path / "home", stage="five-shows")
    async with program.run_test(size=(120, 36)) as pilot:
        screen = await settled(pilot)
        while isinstance(screen, WalkScreen):
            await answer(pilot, screen)
            screen = await settled(pilot)
        await pilot.press("e")
        await pilot.pause()
        assert not (tmp_path / "casewalk-stararena").exists()
        await pilot.press("e")
        await pilot.pause()
    record = (tmp_path / "casewalk-stararena" / "0001-what-do-five-shows-share-and-what-not.md").read_text()
    assert "## Considered Options" in record
    assert "because" in record

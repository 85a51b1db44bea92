"""The reveal says on what the answer stands: beside each move, and on a key."""

from __future__ import annotations

from pathlib import Path

import pytest
from placed import walk_to
from textual.pilot import Pilot

from casewalk.numbers import NBSP
from casewalk.tui.app import CasewalkApp
from casewalk.tui.screens.walk import WalkScreen
from casewalk.tui.views.grounds import grounds_view, right_notes
from casewalk.tui.widgets.bars import Footer
from casewalk.tui.widgets.pane import Pane
from casewalk.walk.grounds import grounds
from casewalk.walk.grounds_text import mind_changers, right_note, text_of
from casewalk.walk.rivals import Rivals
from opened import app_in, stararena, workings

WIDE, MIDDLE, NARROW = (120, 36), (80, 24), (60, 20)


def app(home: Path) -> CasewalkApp:
    found = app_in(home)
    assert isinstance(found, CasewalkApp)
    return found


async def opened(pilot: Pilot[int]) -> WalkScreen:
    for _ in range(2000):
        await pilot.pause()
        screen = pilot.app.screen
        if isinstance(screen, WalkScreen) and any(row.text for row in screen.query_one(Footer).rows):
            return screen
    raise AssertionError("the walk does not open")


async def found_out(pilot: Pilot[int]) -> WalkScreen:
    """The walk, once its decision has been looked into: here in one piece, and not while idle."""
    screen = await opened(pilot)
    assert screen.studies.work(screen.course, screen.place, seconds=3600)
    screen.lay_out()
    for _ in range(3):
        await pilot.pause()
    return screen


def text(screen: WalkScreen, pane: str) -> str:
    return "\n".join(row.text for row in screen.query_one(pane, Pane).rows)


def unwrapped(told: str) -> str:
    return " ".join(told.split()).replace(NBSP, " ")


@pytest.mark.parametrize("size", [WIDE, pytest.param(MIDDLE, marks=pytest.mark.slow), NARROW])
async def test_what_would_change_my_mind_is_a_key_away(size: tuple[int, int], tmp_path: Path) -> None:
    walk_to(tmp_path, "flood", "reveal")
    async with app(tmp_path).run_test(size=size) as pilot:
        screen = await found_out(pilot)
        await pilot.press("r")
        await pilot.pause()
        told = unwrapped(text(screen, "#grounds"))
        for runs in mind_changers(grounds(Rivals(workings(), stararena().stage_index("flood")))):
            assert unwrapped(text_of(runs)) in told
        assert screen.query_one("#grounds", Pane).display
        await pilot.press("r")
        await pilot.pause()
        assert not screen.query_one("#grounds", Pane).display


@pytest.mark.parametrize("stage", ["flood", "paid-no-ticket"])
async def test_on_a_wide_screen_each_move_says_when_it_is_right(stage: str, tmp_path: Path) -> None:
    walk_to(tmp_path, stage, "reveal")
    of = grounds(Rivals(workings(), stararena().stage_index(stage)))
    async with app(tmp_path).run_test(size=WIDE) as pilot:
        screen = await found_out(pilot)
        rows = [unwrapped(row.text) for row in screen.query_one("#table", Pane).rows]
        names = {m.id: m.short for m in of.rivals.decision.moves}
        for move in of.rivals.moves:
            under = next(rows[n + 1] for n, row in enumerate(rows) if f" {names[move]} " in row and row[0] in "▌12345")
            said = unwrapped(text_of(right_note(of, move)))
            assert said in under or (move in of.examples and "right with two changes at once" in under)
        assert all(row.width <= screen.query_one("#table", Pane).room for row in screen.query_one("#table", Pane).rows)


@pytest.mark.parametrize("place", [(n, s.id) for n, s in enumerate(stararena().stages)], ids=lambda p: p[1])
async def test_it_needs_no_scrolling_on_a_wide_screen(place: tuple[int, str], tmp_path: Path) -> None:
    walk_to(tmp_path, place[1], "reveal")
    async with app(tmp_path).run_test(size=WIDE) as pilot:
        screen = await found_out(pilot)
        await pilot.press("r")
        await pilot.pause()
        assert screen.query_one("#grounds", Pane).deepest == 0


async def test_before_the_move_the_key_says_that_it_comes_after_it(tmp_path: Path) -> None:
    walk_to(tmp_path, "flood", "move")
    async with app(tmp_path).run_test(size=WIDE) as pilot:
        screen = await found_out(pilot)
        await pilot.press("r")
        await pilot.pause()
        assert not screen.query_one("#grounds", Pane).display
        assert "after your move" in screen.query_one(Footer).rows[0].text


@pytest.mark.parametrize("kind", ["aftermath", "flip"])
async def test_after_the_trade_off_the_key_says_that_it_is_behind(kind: str, tmp_path: Path) -> None:
    walk_to(tmp_path, "flood", kind)
    async with app(tmp_path).run_test(size=NARROW) as pilot:
        screen = await opened(pilot)
        await pilot.press("r")
        await pilot.pause()
        assert screen.query_one(Footer).rows[0].text.strip() == "That is told with the trade-off; Esc leads back to it."


async def test_it_is_found_out_while_nobody_presses_a_key(tmp_path: Path) -> None:
    walk_to(tmp_path, "paid-no-ticket", "reveal")
    async with app(tmp_path).run_test(size=WIDE) as pilot:
        screen = await opened(pilot)
        for _ in range(20_000):
            if screen.studies.ready(screen.course, screen.place) is not None:
                break
            await pilot.pause(0.01)
        for _ in range(3):
            await pilot.pause()
        assert "right when" in text(screen, "#table")


async def test_the_page_says_so_while_it_is_being_worked_out() -> None:
    told = "\n".join(row.text for row in grounds_view(None, 76, 20, moves=False))
    assert "What would change my mind" in told
    assert "worked out" in told
    assert right_notes(None, {}) == {}

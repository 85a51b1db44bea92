"""A stage with two moves says which is at hand, what is left for the other, and whose move the targets stand after."""

from __future__ import annotations

from pathlib import Path

import pytest
from placed import walk_to
from textual.pilot import Pilot

from casewalk.tui.app import CasewalkApp
from casewalk.tui.screens.walk import WalkScreen
from casewalk.tui.text import Row
from casewalk.tui.views.beat import move_options
from casewalk.tui.widgets.bars import Header
from casewalk.tui.widgets.pane import Pane
from opened import app_in

WIDE, MIDDLE, SMALL = (120, 36), (80, 24), (60, 20)


def app(home: Path, *, live: bool = False) -> CasewalkApp:
    found = app_in(home, live=live)
    assert isinstance(found, CasewalkApp)
    return found


async def calm(pilot: Pilot[int]) -> WalkScreen:
    for _ in range(5):
        await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, WalkScreen)
    return screen


def trail(screen: WalkScreen) -> str:
    return screen.query_one(Header).rows[1].text


def remark(screen: WalkScreen) -> Row:
    return screen.query_one("#tabs", Pane).rows[0]


async def picking(pilot: Pilot[int], move: str) -> WalkScreen:
    """Answer the move at hand by keyboard, and stand at its reveal."""
    screen = await calm(pilot)
    offered = [name for name, _ in move_options(screen.course, screen.walk, screen.place)]
    await pilot.press(str(offered.index(move) + 1), "right", "enter")
    await calm(pilot)
    await pilot.press("enter")
    await pilot.app.workers.wait_for_complete()
    screen = await calm(pilot)
    assert screen.beat.kind == "reveal"
    return screen


@pytest.mark.parametrize(
    ("size", "words"), [(WIDE, "● move 1 of 2 "), (MIDDLE, "● move 1 of 2 "), (SMALL, "● 3/4 move 1/2")]
)
async def test_the_trail_says_which_move_of_how_many(tmp_path: Path, size: tuple[int, int], words: str) -> None:
    walk_to(tmp_path, "seat-holds", "move")
    async with app(tmp_path).run_test(size=size) as pilot:
        assert words.strip() in trail(await calm(pilot))
        await pilot.press("escape")
        assert " of 2" not in trail(await calm(pilot)).replace("stage", "")


async def test_a_stage_with_one_move_numbers_none(tmp_path: Path) -> None:
    walk_to(tmp_path, "flood", "move")
    async with app(tmp_path).run_test(size=MIDDLE) as pilot:
        assert "● move   ○" in trail(await calm(pilot))


async def test_what_is_left_for_the_next_move_is_no_miss_of_this_one(tmp_path: Path) -> None:
    walk_to(tmp_path, "seat-holds", "move")
    async with app(tmp_path).run_test(size=MIDDLE) as pilot:
        told = remark(await picking(pilot, "hold-8"))
        assert told.text.endswith("○ 2 left for the next move")
        assert "miss" not in {s.style for s in told.spans}


async def test_on_a_wide_screen_the_trade_offs_heading_says_what_is_left(tmp_path: Path) -> None:
    walk_to(tmp_path, "seat-holds", "move")
    async with app(tmp_path).run_test(size=WIDE) as pilot:
        screen = await picking(pilot, "hold-8")
        heads = [r.text for r in screen.query_one("#table", Pane).rows if r.text.startswith("Trade-off")]
        assert heads[0].endswith("○ 2 missed, left for the next move: Lock P99, Seat store")


async def test_the_remark_of_a_reveal_says_whose_move_it_is_after(tmp_path: Path) -> None:
    walk_to(tmp_path, "seat-holds", "move")
    async with app(tmp_path).run_test(size=MIDDLE) as pilot:
        screen = await picking(pilot, "when-paid")
        assert remark(screen).text.endswith("◆ 2 left for the next move")
        await pilot.press("enter")
        await calm(pilot)
        screen = await picking(pilot, "keep-rows")
        assert "move 2 of 2" in trail(screen)
        assert remark(screen).text.endswith("◆ the product: all 18 met")


async def test_the_remark_needs_no_owner_where_you_and_the_product_agree(tmp_path: Path) -> None:
    walk_to(tmp_path, "flood", "move")
    async with app(tmp_path).run_test(size=MIDDLE) as pilot:
        screen = await calm(pilot)
        told = remark(await picking(pilot, screen.course.case.stages[screen.place.stage_index].decisions[0].chosen))
        assert "✓ all" in told.text


async def test_on_your_own_road_it_is_your_move_that_the_targets_stand_after(tmp_path: Path) -> None:
    walk_to(tmp_path, "seat-holds", "move", live=True)
    async with app(tmp_path, live=True).run_test(size=MIDDLE) as pilot:
        told = remark(await picking(pilot, "when-paid"))
        assert "▸ " in told.text
        assert "left" in told.text
        assert {s.style for s in told.spans if "missed" in s.text} == {"miss"}

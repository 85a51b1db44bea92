"""The figures that a decision depends on: opened and closed by one key, from the move's question on, never unasked."""

from __future__ import annotations

from pathlib import Path

import pytest
from placed import walk_to
from test_tui_walk import SIZES, app, settled

from casewalk.numbers import NBSP
from casewalk.tui.screens.walk import WalkScreen
from casewalk.tui.widgets.bars import Footer
from casewalk.tui.widgets.pane import Pane
from casewalk.walk.needed import figures
from opened import stararena, workings

HEAD = "What the decision depends on:"
FLOOD = stararena().stage_index("flood")


def flat(text: str) -> str:
    return " ".join(text.replace(NBSP, " ").split())


def side(screen: WalkScreen) -> str:
    """What the side pane shows; nothing where it is put away."""
    pane = screen.query_one("#side", Pane)
    return flat("\n".join(row.text for row in pane.rows)) if pane.display else ""


def footer(screen: WalkScreen) -> str:
    return flat(screen.query_one(Footer).rows[0].text)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", ["move", "reveal", "flip"])
async def test_the_key_opens_the_figures_and_closes_them(kind: str, size: tuple[int, int], tmp_path: Path) -> None:
    walk_to(tmp_path, "flood", kind)
    async with app(tmp_path).run_test(size=size) as pilot:
        screen = await settled(pilot)
        before, tab = side(screen), screen.look.tab
        assert HEAD not in before
        await pilot.press("f")
        screen = await settled(pilot)
        for block in figures(workings(), FLOOD, 0):
            assert flat(block.text) in side(screen).replace("• ", "").replace("- ", "")
        assert "f close" in footer(screen)
        await pilot.press("f")
        screen = await settled(pilot)
        assert (side(screen), screen.look.tab) == (before, tab)
        await pilot.press("f", "escape")
        screen = await settled(pilot)
        assert (side(screen), screen.beat.kind) == (before, kind)


@pytest.mark.parametrize("size", SIZES)
async def test_the_panes_that_tab_goes_through_have_no_figures_unasked(size: tuple[int, int], tmp_path: Path) -> None:
    walk_to(tmp_path, "flood", "move")
    async with app(tmp_path).run_test(size=size) as pilot:
        for _ in range(5):
            await pilot.press("tab")
            assert HEAD not in side(await settled(pilot))


@pytest.mark.parametrize("kind", ["situation", "why", "estimate", "signal"])
async def test_before_the_move_they_stay_closed_and_the_key_says_so(kind: str, tmp_path: Path) -> None:
    walk_to(tmp_path, "flood", kind)
    async with app(tmp_path).run_test(size=(120, 36)) as pilot:
        screen = await settled(pilot)
        assert "f figures" not in footer(screen)
        await pilot.press("f")
        screen = await settled(pilot)
        assert HEAD not in side(screen)
        assert "The figures open at the move." in footer(screen)


async def test_a_picked_move_stays_picked_and_is_committed_where_it_is_seen(tmp_path: Path) -> None:
    walk_to(tmp_path, "flood", "move")
    async with app(tmp_path).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("2", "right", "f")
        screen = await settled(pilot)
        assert (screen.look.choice, screen.look.sure) == (1, "low")
        assert HEAD in side(screen)
        await pilot.press("enter")
        screen = await settled(pilot)
        assert HEAD not in side(screen)
        assert (screen.look.choice, screen.look.asking_why, screen.beat.kind) == (1, False, "move")
        await pilot.press("enter", *"as f", "enter")
        screen = await settled(pilot)
        assert (screen.beat.kind, screen.walk.picks["flood", "entrance"].why) == ("reveal", "as f")


@pytest.mark.parametrize("size", SIZES[:2])
async def test_a_road_of_ones_own_has_the_key_too(size: tuple[int, int], tmp_path: Path) -> None:
    walk_to(tmp_path, "who-goes-first", "reveal", live=True)
    async with app(tmp_path).run_test(size=size) as pilot:
        await settled(pilot)
        await pilot.press("f")
        screen = await settled(pilot)
        index = screen.place.stage_index
        for block in figures(screen.course.workings, index, 0):
            assert flat(block.text) in side(screen).replace("• ", "").replace("- ", "")

"""The what-if screen by keyboard: it opens when it may, and everything on it follows every key."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from placed import walk_to
from textual.events import Key
from whatifs import FLOOD, MIDDLE, NARROW, WIDE, app, footer, opened, pressed, text, verdicts

from casewalk.tui.screens.walk import WalkScreen
from casewalk.tui.screens.whatif import WhatIfScreen
from casewalk.tui.views.sight import margin_of, track_columns
from casewalk.tui.widgets.pane import Pane
from casewalk.tui.widgets.picture import PictureView
from casewalk.walk import judge
from opened import workings


@pytest.mark.slow
@pytest.mark.parametrize("size", [WIDE, pytest.param(MIDDLE, marks=pytest.mark.slow), NARROW])
async def test_every_key_moves_table_words_and_strips(size: tuple[int, int], tmp_path: Path) -> None:
    walk_to(tmp_path, "flood", "reveal")
    async with app(tmp_path).run_test(size=size) as pilot:
        screen = await opened(pilot)
        assert "As in the case" in text(screen)
        assert "300 k users" in text(screen)
        before = text(screen)
        screen = await pressed(pilot, "left")
        assert "260 k users" in text(screen) != before
        screen = await pressed(pilot, *["shift+left"] * 2)
        for keys, below, fits in (([], 11_100, "Limit at the gateway"), (["left"] * 3, 8_700, "As today")):
            screen = await pressed(pilot, *keys)
            clickers = screen.overrides["clickers"]
            assert clickers < below
            assert f"{fits}: fits now" in text(screen)
            outcomes = judge(workings(), FLOOD, overrides={"clickers": clickers})
            assert verdicts(screen) == {move: o.verdict for move, o in outcomes.items()}
        for row in screen.query_one("#main", Pane).rows:
            assert row.width <= screen.query_one("#main", Pane).room
        screen = await pressed(pilot, "r")
        assert screen.overrides == {}
        assert "As in the case" in text(screen)


@pytest.mark.slow
@pytest.mark.parametrize("size", [WIDE, pytest.param(MIDDLE, marks=pytest.mark.slow)])
async def test_a_value_is_typed_and_what_cannot_be_is_said(size: tuple[int, int], tmp_path: Path) -> None:
    walk_to(tmp_path, "flood", "reveal")
    async with app(tmp_path).run_test(size=size) as pilot:
        await opened(pilot)
        screen = await pressed(pilot, *"5k", "enter")
        assert screen.overrides == {"clickers": 5000}
        assert "5 k users" in text(screen)
        screen = await pressed(pilot, *"9M", "enter")
        assert "200 users to 2 M users" in footer(pilot)
        screen = await pressed(pilot, "escape")
        assert screen.overrides == {"clickers": 5000}
        screen = await pressed(pilot, *"700k", "enter")
        assert "People on the page ≥ People who press" in footer(pilot)
        assert screen.overrides == {"clickers": 5000}
        screen = await pressed(pilot, "escape", "down", *"50", "enter", "R")
        assert screen.overrides == {}


async def test_what_is_typed_faster_than_the_line_opens_is_not_lost(tmp_path: Path) -> None:
    walk_to(tmp_path, "flood", "reveal")
    async with app(tmp_path).run_test(size=MIDDLE) as pilot:
        screen = await opened(pilot)
        for key, character in (("5", "5"), ("k", "k"), ("enter", "\r")):
            screen.post_message(Key(key, character))
        screen = await pressed(pilot)
        assert screen.overrides == {"clickers": 5000}
        assert not screen.typing


async def test_the_next_breaking_point_is_where_a_verdict_changes(tmp_path: Path) -> None:
    walk_to(tmp_path, "flood", "reveal")
    async with app(tmp_path).run_test(size=WIDE) as pilot:
        await opened(pilot)
        edges: list[float] = []
        for _ in range(3):
            screen = await pressed(pilot, "b")
            edge = screen.overrides["clickers"]
            at, below = (judge(workings(), FLOOD, overrides={"clickers": v}) for v in (edge, edge - 1))
            assert {m: o.verdict for m, o in at.items()} != {m: o.verdict for m, o in below.items()}
            edges.append(edge)
        # Upwards from where it stands, then again from below.
        assert len(set(edges)) == 3
        assert edges[1] < edges[2] < edges[0]


@pytest.mark.slow
async def test_ticks_of_the_other_sliders_follow(tmp_path: Path) -> None:
    async def until(done: Callable[[], bool]) -> None:
        for _ in range(200):
            if done():
                break
            await pilot.pause(0.05)
        assert done()

    walk_to(tmp_path, "flood", "reveal")
    async with app(tmp_path).run_test(size=WIDE) as pilot:
        screen = await opened(pilot)
        (marks,) = screen.ticks.values()
        await until(lambda: set(marks) == {s.name for s in screen.scales})
        before = marks["shows"]
        screen = await pressed(pilot, *["shift+left"] * 3)
        await until(lambda: marks["shows"] != before)
        screen = await pressed(pilot, "a")
        assert len(screen.scales) > len(screen.exploration.marked)


async def test_the_other_pane_keeps_the_slider_above_the_table(tmp_path: Path) -> None:
    walk_to(tmp_path, "flood", "reveal")
    async with app(tmp_path).run_test(size=MIDDLE) as pilot:
        await opened(pilot)
        screen = await pressed(pilot, "tab", *["shift+left"] * 3)
        told = text(screen)
        assert told.startswith("▌ People who press")
        assert "Trade-off" in told
        assert "As today: fits now" in told
        first = [c for c in told.splitlines() if "Verdict" in c]
        screen = await pressed(pilot, "m")
        assert first != [c for c in text(screen).splitlines() if "Verdict" in c]


@pytest.mark.parametrize(("kind", "said"), [("situation", "opens after your move"), ("flip", "Answer the question")])
async def test_it_does_not_open_too_early(kind: str, said: str, tmp_path: Path) -> None:
    walk_to(tmp_path, "flood", kind)
    async with app(tmp_path).run_test(size=WIDE) as pilot:
        for _ in range(3):
            await pilot.pause()
        assert "w what if" not in footer(pilot)
        await pilot.press("w")
        await pilot.pause()
        assert isinstance(pilot.app.screen, WalkScreen)
        assert said in footer(pilot)


async def test_from_a_flip_it_begins_with_that_change_and_goes_back_to_it(tmp_path: Path) -> None:
    walk_to(tmp_path, "flood", "flip")
    async with app(tmp_path).run_test(size=WIDE) as pilot:
        for _ in range(3):
            await pilot.pause()
        await pilot.press("1", "enter")
        for _ in range(20):
            await pilot.pause()
        assert "w what if" in footer(pilot)
        screen = await opened(pilot)
        assert screen.overrides == {"shows": 24}
        assert "Own waiting room: fits now" in text(screen)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, WalkScreen)


@pytest.mark.parametrize(("size", "tabs"), [((120, 46), 1), (WIDE, 2), (MIDDLE, 2)])
async def test_the_diagram_s_heat_follows_the_constraint_and_the_move(
    size: tuple[int, int], tabs: int, tmp_path: Path
) -> None:
    def core(screen: WhatIfScreen) -> float:
        drawn = screen.query_one("#picture", PictureView).picture
        assert drawn is not None
        return drawn.part("core").heat or 0.0

    walk_to(tmp_path, "flood", "reveal")
    async with app(tmp_path).run_test(size=size) as pilot:
        await opened(pilot)
        screen = await pressed(pilot, *["tab"] * tabs)
        assert screen.pane == "diagram"
        assert core(screen) < 0.9
        moves = list(screen.exploration.digits)
        for _ in moves:
            if screen.move == "keep":
                break
            screen = await pressed(pilot, "m")
        crowd = core(screen)
        assert crowd > 10
        screen = await pressed(pilot, *["shift+left"] * 3)
        assert core(screen) < 0.9
        assert "As today" in screen.query_one("#picture", PictureView).title


@pytest.mark.parametrize("size", [WIDE, pytest.param(MIDDLE, marks=pytest.mark.slow), NARROW])
async def test_a_chart_stands_in_the_place_of_the_strips(size: tuple[int, int], tmp_path: Path) -> None:
    walk_to(tmp_path, "flood", "reveal")
    async with app(tmp_path).run_test(size=size) as pilot:
        screen = await opened(pilot)
        assert "━ fits" not in text(screen)
        screen = await pressed(pilot, "c")
        assert "Seat lock P99, log scale" in text(screen)
        main = screen.query_one("#main", Pane)
        assert main.deepest == 0
        assert all(row.width <= main.room for row in main.rows)
        screen = await pressed(pilot, "m")
        assert "Seat lock P99" not in text(screen)
        before = text(screen)
        screen = await pressed(pilot, "shift+left")
        assert text(screen) != before
        assert "━ fits" in text(screen) or size == NARROW
        screen = await pressed(pilot, "c")
        assert "━ fits" not in text(screen)


@pytest.mark.parametrize("size", [WIDE, pytest.param(NARROW, marks=pytest.mark.slow)])
async def test_a_click_on_a_slider_selects_it_and_moves_it_there(size: tuple[int, int], tmp_path: Path) -> None:
    walk_to(tmp_path, "flood", "reveal")
    async with app(tmp_path).run_test(size=size) as pilot:
        screen = await opened(pilot)
        main = screen.query_one("#main", Pane)
        line = next(n for n, row in enumerate(main.rows) if row.about == ("set", screen.scales[0].name))
        assert await pilot.click("#main", offset=(margin_of(main.room), line))
        for _ in range(3):
            await pilot.pause()
        assert screen.overrides == {"clickers": 200}
        assert "200 users" in text(screen)
        line = next(n for n, row in enumerate(main.rows) if row.about == ("set", "clickers"))
        await pilot.click("#main", offset=(margin_of(main.room) + 20, line))
        for _ in range(3):
            await pilot.pause()
        columns = track_columns(screen.scales, main.room)
        assert screen.scale.column(screen.overrides["clickers"], columns) in {19, 20, 21}


async def test_a_click_beside_the_track_only_selects(tmp_path: Path) -> None:
    walk_to(tmp_path, "flood", "reveal")
    async with app(tmp_path).run_test(size=WIDE) as pilot:
        screen = await opened(pilot)
        main = screen.query_one("#main", Pane)
        line = next(n for n, row in enumerate(main.rows) if row.about == ("set", "shows"))
        await pilot.click("#main", offset=(4, line))
        for _ in range(3):
            await pilot.pause()
        assert screen.scale.name == "shows"
        assert screen.overrides == {}

"""The line of an estimate stands right below its question, and what was given stands in its place afterwards."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from placed import walk_to
from test_tui_options_in_sight import asked, filled
from test_tui_walk import SIZES, app, settled

from casewalk.tui.screens.walk import WalkScreen
from casewalk.tui.widgets.pane import Pane
from casewalk.walk.answers import hints_of
from opened import shipped


def line_of_entry(screen: WalkScreen) -> int:
    """The row of the question's pane in which the line stands."""
    return screen.query_one("#entry-row").region.y - screen.query_one("#main", Pane).region.y


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", shipped())
async def test_every_line_stands_a_blank_row_below_the_unit_and_no_hint_moves_it(
    name: str, size: tuple[int, int], tmp_path: Path
) -> None:
    async with app(tmp_path, name=name).run_test(size=size) as pilot:
        screen = await settled(pilot)
        for place, stage, beat, walk in asked(screen.walk, {"estimate"}):
            places = set()
            for taken in range(len(hints_of(stage, beat)) + 1):
                screen.walk = replace(walk, hints={(stage.id, beat.id): taken} if taken else {})
                screen.go(place)
                pane = await filled(pilot, screen)
                await pilot.pause()
                at = line_of_entry(screen)
                texts = [row.text for row in pane.rows]
                assert texts[at - 2].startswith(("In ", "A bare number.")), stage.id
                assert texts[at - 1] == texts[at] == ""
                assert not taken or any(row.startswith(f"Hint {taken}  ") for row in texts[at + 1 :]), stage.id
                assert not pane.deepest
                places.add(at)
            assert len(places) == 1


@pytest.mark.parametrize("size", SIZES)
async def test_what_was_given_stands_where_it_was_typed(size: tuple[int, int], tmp_path: Path) -> None:
    walk_to(tmp_path, "flood", "estimate")
    async with app(tmp_path).run_test(size=size) as pilot:
        screen = await settled(pilot)
        await pilot.pause()
        at = line_of_entry(screen)
        before = [row.text for row in screen.query_one("#main", Pane).rows[:at]]
        await pilot.press(*"50k", "enter")
        await pilot.app.workers.wait_for_complete()
        screen = await settled(pilot)
        rows = [row.text for row in screen.query_one("#main", Pane).rows]
        assert rows[:at] == before
        assert rows[at].startswith("You: ")
        assert not screen.query_one("#entry-row").display


async def test_the_line_of_why_keeps_its_place_at_the_bottom(tmp_path: Path) -> None:
    walk_to(tmp_path, "flood", "estimate")
    async with app(tmp_path).run_test(size=(120, 36)) as pilot:
        screen = await settled(pilot)
        await pilot.press(*"50k", "enter")
        await pilot.app.workers.wait_for_complete()
        await settled(pilot)
        await pilot.press("enter")
        await pilot.app.workers.wait_for_complete()
        await settled(pilot)
        await pilot.press("2", "enter")
        await pilot.app.workers.wait_for_complete()
        await settled(pilot)
        await pilot.press("enter")
        await pilot.app.workers.wait_for_complete()
        await settled(pilot)
        await pilot.press("1", "right", "enter")
        screen = await settled(pilot)
        await pilot.pause()
        assert screen.look.asking_why
        assert screen.query_one("#entry-row").region.bottom == screen.query_one("#left").region.bottom
        assert line_of_entry(screen) == screen.query_one("#main", Pane).size.height

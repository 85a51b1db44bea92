"""Between the upper and the lower half of a wide walk screen there is a blank row, on both sides, in every stage."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_tui_options_in_sight import asked, filled
from test_tui_walk import app, settled

from casewalk.tui.widgets.pane import Pane
from opened import shipped


@pytest.mark.parametrize("size", [(120, 36), (110, 34), (100, 32)])
@pytest.mark.parametrize("name", shipped())
async def test_a_blank_row_parts_the_halves_and_the_question_keeps_its_rows(
    name: str, size: tuple[int, int], tmp_path: Path
) -> None:
    async with app(tmp_path, name=name).run_test(size=size) as pilot:
        screen = await settled(pilot)
        for place, stage, _, walk in asked(screen.walk, {"situation", "why", "estimate", "signal", "move"}):
            screen.walk = walk
            screen.go(place)
            await filled(pilot, screen)
            upper, lower = screen.query_one("#upper").region, screen.query_one("#lower").region
            assert lower.y - upper.bottom == 1, stage.id
            assert lower.height >= 15, stage.id
            metrics = screen.query_one("#metrics", Pane)
            assert metrics.region.bottom == upper.bottom
            assert not metrics.deepest, stage.id
            assert not metrics.rows[-1].text.startswith("  and ")
            fewer = len(screen.now.focus) < len(screen.now.metrics)
            head = metrics.rows[0].text
            assert not fewer or head.endswith(" shown") or " to " in head, head

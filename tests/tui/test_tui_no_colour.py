"""Without colour (NO_COLOR) a miss is the loudest, what is faint is dim, and nothing stands on a ground of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from placed import walk_to
from rich.segment import Segment
from textual.pilot import Pilot

from casewalk.tui.app import CasewalkApp
from casewalk.tui.palette import PLAIN, style
from casewalk.tui.widgets.pane import Pane
from opened import app_in


def test_a_miss_is_bold_and_what_recedes_is_dim() -> None:
    assert style(PLAIN, "miss").bold
    assert [bool(style(PLAIN, word).dim) for word in ("text", "mute", "miss", "near", "ok", "new", "accent")] == [
        False
    ] * 7
    assert all(style(PLAIN, word).dim for word in ("faint", "rule"))
    assert not style(PLAIN, "ok").bold
    assert style(PLAIN, "near bold").bold
    assert style(PLAIN, "accent bold underline").underline


@pytest.mark.parametrize("ground", ["bg", "bar", "sel"])
def test_no_style_has_a_colour_or_a_ground(ground: str) -> None:
    for word in ("text", "mute", "faint", "rule", "accent", "ok", "near", "miss", "new"):
        found = style(PLAIN, word, ground)
        assert found.color is None
        assert found.bgcolor is None


async def settled(pilot: Pilot[int]) -> None:
    for _ in range(4):
        await pilot.pause()


def painted(program: CasewalkApp) -> list[Segment]:
    """What the terminal is given, row after row."""
    return [segment for strip in program.screen._compositor.render_strips() for segment in strip]


@pytest.mark.parametrize("kind", ["move", "reveal"])
async def test_every_state_reads_without_colour(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    walk_to(tmp_path, "flood", kind)
    program = app_in(tmp_path)
    assert isinstance(program, CasewalkApp)
    async with program.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        if kind == "move":
            await pilot.press("2")
            await pilot.pause()
        found = painted(program)
        coloured = []
        for segment in found:
            if segment.style is not None:
                coloured += [c for c in (segment.style.color, segment.style.bgcolor) if c is not None]
        assert all(colour.is_default for colour in coloured)
        misses = [s for s in found if s.text.strip() == "✗" and s.style is not None]
        assert misses
        assert all(s.style is not None and s.style.bold for s in misses)
        assert any(s.style is not None and s.style.dim for s in found)
        for pane in program.screen.query(Pane):
            assert all("▌" in row.text for row in pane.rows if row.selected)

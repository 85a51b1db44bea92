"""The panes of a walk: which metrics come first, the keys that open and close them, what a hint leaves as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from placed import walk_to
from test_tui_steady import WIDE, app, calm, footer, texts

from casewalk.tui.screens.glossary import GlossaryScreen
from casewalk.tui.screens.walk import WalkScreen
from casewalk.tui.screens.walk_panes import tab_name
from casewalk.tui.views.beat import move_options
from casewalk.tui.widgets.pane import Pane
from opened import stararena


def _names(screen: WalkScreen) -> set[str]:
    """What leads the lines of the metrics pane."""
    return {line[2:].split("  ")[0] for line in texts(screen, "#metrics") if line[:1] in "✓✗"}


@pytest.mark.parametrize("size", [WIDE, (80, 24), (60, 20)])
async def test_metrics_begin_with_what_is_missed_and_what_decides(size: tuple[int, int], tmp_path: Path) -> None:
    walk_to(tmp_path, "who-goes-first", "move")
    stage = stararena().stages[stararena().stage_index("who-goes-first")]
    async with app(tmp_path).run_test(size=size) as pilot:
        await calm(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, WalkScreen)
        await pilot.press("m")
        await calm(pilot)
        ranks = [(row.met, row.metric not in stage.decisions[0].judged_by) for row in screen.now.metrics]
        assert ranks == sorted(ranks)
        assert len(set(ranks)) > 1
        rest = [row.metric for row in screen.now.metrics if row.met and not row.judged]
        assert rest == [name for name in stararena().model.metrics if name in rest]
        seen = "\n".join(texts(screen, "#metrics"))
        first, last = screen.now.metrics[0], screen.now.metrics[-1]
        assert next(line for line in seen.split("\n") if line[:1] in "✓✗")[2:].startswith((first.name, first.short))
        assert any(set(text.strip()) == {"─"} for text in seen.split("\n"))
        assert not {last.name, last.short} & _names(screen)
        assert "PgUp PgDn metrics" in footer(screen)
        for _ in range(8):
            await pilot.press("pagedown")
        await calm(pilot)
        assert {last.name, last.short} & _names(screen)


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_the_key_of_the_metrics_opens_their_pane_and_leads_back(size: tuple[int, int], tmp_path: Path) -> None:
    walk_to(tmp_path, "flood", "move")
    async with app(tmp_path).run_test(size=size) as pilot:
        await calm(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, WalkScreen)
        assert tab_name(screen) == "question"
        await pilot.press("m")
        await calm(pilot)
        assert tab_name(screen) == "metrics"
        await pilot.press("m")
        await calm(pilot)
        assert tab_name(screen) == "question"


@pytest.mark.parametrize("size", [WIDE, (80, 24), (60, 20)])
async def test_a_hint_and_a_note_leave_the_pick_and_its_text(size: tuple[int, int], tmp_path: Path) -> None:
    walk_to(tmp_path, "paid-no-ticket", "move")
    async with app(tmp_path).run_test(size=size) as pilot:
        await calm(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, WalkScreen)
        await pilot.press("1", "right")
        await calm(pilot)
        how = move_options(screen.course, screen.walk, screen.place)[0][1].how
        words = " ".join(block.text for block in how).split()
        await pilot.press("h")
        await pilot.app.workers.wait_for_complete()
        await calm(pilot)
        assert screen.look.choice == 0
        assert screen.look.sure == "low"
        told = " ".join(texts(screen, "#main")).replace("▌", " ").split()
        assert any(told[n : n + 6] == words[:6] for n in range(len(told)))
        await pilot.press("enter")
        await calm(pilot)
        assert screen.look.asking_why


@pytest.mark.parametrize("size", [WIDE, (80, 24), (60, 20)])
async def test_the_glossary_turns_pages_and_goes_to_its_ends(size: tuple[int, int], tmp_path: Path) -> None:
    walk_to(tmp_path, "flood", "move")
    async with app(tmp_path).run_test(size=size) as pilot:
        await calm(pilot)
        await pilot.press("g")
        await calm(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, GlossaryScreen)
        places = [screen.at]
        for key in ("pagedown", "pagedown", "pageup", "end", "down", "home"):
            await pilot.press(key)
            await calm(pilot)
            places.append(screen.at)
            pane = screen.query_one("#main", Pane)
            chosen = next(n for n, line in enumerate(pane.rows) if line.selected)
            assert pane.top <= chosen < pane.top + pane.size.height
        last = len(screen.terms) - 1
        assert places[0] == places[6] == 0
        assert 1 < places[1] <= places[2] <= last
        assert places[3] < places[2] or places[2] == last
        assert places[4] == places[5] == last

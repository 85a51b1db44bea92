"""The walk screen's grounds: found while nobody presses a key, shown in the reveal on a key."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from casewalk.tui.screens import walk_tabs
from casewalk.tui.widgets.bars import Footer
from casewalk.tui.widgets.pane import Pane

if TYPE_CHECKING:
    from casewalk.tui.screens.walk import WalkScreen

TOLD = "that is told with the trade-off; Esc leads back to it."


def study(screen: WalkScreen) -> bool:
    """Look into the decision from its question on: the reveal never waits for it. Returns whether more is to do."""
    if screen.beat.kind not in {"move", "reveal"}:
        return False
    if not screen.studies.work(screen.course, screen.place):
        return True
    if screen.beat.kind == "reveal":
        screen.lay_out()
    return False


def turn_to(screen: WalkScreen) -> None:
    """In a reveal: what would change the answer, or back to where the reveal begins."""
    if screen.beat.kind != "reveal":
        behind = screen.beat.kind in {"aftermath", "flip"}
        screen.query_one(Footer).say(TOLD if behind else "what would change my mind is told after your move.")
        return
    there = walk_tabs.tab_name(screen) == walk_tabs.GROUNDS
    tab = 0 if there else walk_tabs.REVEAL_TABS.index(walk_tabs.GROUNDS)
    for pane in screen.query(Pane):
        pane.top = 0
    screen.look = replace(screen.look, tab=tab, in_picture=False)

"""The walk screen's figures: what the decision depends on, opened and closed by one key, never unasked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from casewalk.tui.screens import walk_tabs
from casewalk.tui.widgets.bars import Footer
from casewalk.tui.widgets.pane import Pane
from casewalk.walk import needed

if TYPE_CHECKING:
    from casewalk.tui.screens.walk import WalkScreen


def closed(screen: WalkScreen) -> str:
    """Why the figures may not be looked at yet; empty once they may."""
    return needed.closed(screen.course.workings, screen.walk, screen.place.stage_index, screen.beat)


def turn_to(screen: WalkScreen) -> None:
    """Open the figures: in the side pane, on a smaller screen in a pane of their own; close them where they show."""
    if reason := closed(screen):
        screen.query_one(Footer).say(f"{reason}.")
        return
    open_ = not walk_tabs.shows_figures(screen)
    names = walk_tabs.tab_names(screen, figures=open_)
    screen.query_one("#side", Pane).top = 0
    tab = names.index(walk_tabs.FIGURES) if open_ else walk_tabs.home_tab(screen)
    screen.look = replace(screen.look, figures=open_, tab=tab, in_picture=False)

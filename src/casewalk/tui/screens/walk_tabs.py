"""The walk screen's panes by name: those that Tab goes through, the one that is read, the one a beat begins with."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from casewalk.tui.screens.walk import WalkScreen
    from casewalk.tui.views.look import Look

TABS = ("diagram", "metrics", "story", "question")
GROUNDS, FIGURES = "right when", "figures"
REVEAL_TABS = ("trade-off", "diagram", "record", GROUNDS)


def tab_names(screen: WalkScreen, *, figures: bool | None = None) -> tuple[str, ...]:
    """The panes that Tab goes through; the figures last, while they are open, or as `figures` says."""
    names = REVEAL_TABS if screen.beat.kind == "reveal" else TABS
    return (*names, FIGURES) if (screen.look.figures if figures is None else figures) else names


def tab_name(screen: WalkScreen) -> str:
    """The pane that is shown, or on a wide screen read."""
    names = tab_names(screen)
    return names[screen.look.tab % len(names)]


def home_tab(screen: WalkScreen) -> int:
    """The pane that a beat begins with, by its place among all of them."""
    return {"reveal": 0, "situation": TABS.index("story")}.get(screen.beat.kind, TABS.index("question"))


def shows_figures(screen: WalkScreen) -> bool:
    """Whether the figures are on the screen; on a wide one they stand in place of the story or the record."""
    name = tab_name(screen)
    return screen.look.figures and (name not in {"story", "record"} if screen.wide else name == FIGURES)


def sees_question(screen: WalkScreen) -> bool:
    """Whether what is asked is on the screen; on a small one that is so in its pane alone."""
    return screen.wide or tab_name(screen) == "question"


def at_question(screen: WalkScreen) -> Look:
    """The look with the question on the screen."""
    look = screen.look
    return look if sees_question(screen) else replace(look, tab=TABS.index("question"), in_picture=False)

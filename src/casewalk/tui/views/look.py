"""How the learner looks at a place: what is selected, scrolled to, opened. Never part of the walk itself."""

from __future__ import annotations

from dataclasses import dataclass

from casewalk.walk.events import Sure


@dataclass(frozen=True)
class Look:
    """Everything that a key may change without answering anything."""

    choice: int | None = None
    sure: Sure | None = None
    first_column: int = 0
    page: int = 0
    all_metrics: bool = False
    first_metric: int = 0
    part: str | None = None
    in_picture: bool = False
    asking_why: bool = False
    figures: bool = False
    """Whether the figures that the decision depends on are open."""
    tab: int = 0
    toured: bool = False
    """Whether Tab was pressed here: from then on it is shown which pane is read."""


FRESH = Look()

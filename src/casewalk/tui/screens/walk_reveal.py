"""The reveal on a wide screen: how the table and the picture below it share the rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casewalk.diagram import Picture, draw
from casewalk.tui.screens.filled import left_column
from casewalk.tui.screens.walk_tabs import tab_name
from casewalk.tui.views.reveal import table_view
from casewalk.tui.widgets.pane import Pane
from casewalk.tui.widgets.picture import PictureView

if TYPE_CHECKING:
    from casewalk.tui.screens.walk import WalkScreen

BARS = 3
"""Rows of header and footer."""
BLANKS = 3
"""Rows that may be given up, in this order: below the sentence, below the table, below the header."""


@dataclass(frozen=True)
class Shared:
    """Rows of the table, blank rows that are given up for the picture, and whether it stands whole below the table."""

    table: int
    given: int
    whole: bool


def shared(shown: Picture, table: int, width: int, height: int) -> Shared:
    """How a table of so many rows and a picture share a screen: blank rows go where the picture is whole without them.

    Where it is not whole even so, they stay.
    """
    columns, room = left_column(width) - PictureView.spared, height - BARS - table - 2 - 1
    for given in range(BLANKS + 1):
        rows = room + given
        if rows > 0 and draw(shown, columns, rows).fits(rows):
            return Shared(table - bool(given), given, whole=True)
    return Shared(table, 0, whole=False)


def shares(screen: WalkScreen) -> Shared:
    """How the reveal at hand shares this screen."""
    rows = len(table_view(screen.course, screen.walk, screen.place, screen.size.width - 4, 0))
    return shared(screen.now.picture, rows, screen.size.width, screen.size.height)


def may_grow(screen: WalkScreen) -> bool:
    """Whether the diagram of a wide reveal stands below the table and finds too few rows there."""
    return screen.wide and screen.beat.kind == "reveal" and not shares(screen).whole


def table_aside(screen: WalkScreen) -> bool:
    """Whether the table makes way: while the diagram is read or walked, where it is not whole below the table."""
    reads = screen.look.in_picture or tab_name(screen) == "diagram"
    return reads and may_grow(screen)


def arrange(screen: WalkScreen) -> None:
    """Give the table its rows, and the blank rows around it to the picture where that makes it whole."""
    found, table = shares(screen), screen.query_one("#table", Pane)
    table.styles.height = found.table
    table.styles.margin = (0, 0, 0 if found.given > 1 else 1, 0)
    screen.query_one("#body").styles.margin = (0 if found.given > 2 else 1, 0, 0, 2)

"""A pane: rows of styled text, scrolled when they are more than fit."""

from __future__ import annotations

from collections.abc import Iterator

from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from casewalk.tui.palette import PLAIN, style
from casewalk.tui.text import EMPTY, Row, changed_cells, cut
from casewalk.walk.prose import cells


class Pane(Widget):
    """Shows rows as they are given. It never changes them; a click tells which row was meant."""

    DEFAULT_CSS = "Pane { width: 1fr; height: 1fr; }"
    rows: reactive[tuple[Row, ...]] = reactive((), layout=False)
    top: reactive[int] = reactive(0)
    ground = "bg"
    spared = 2
    """Columns at the right that no row uses: there stands the mark that there is more."""

    class Clicked(Message):
        """A row was clicked; `line` counts from the first row, `column` from the pane's edge."""

        def __init__(self, pane: Pane, line: int, column: int) -> None:
            super().__init__()
            self.pane, self.line, self.column = pane, line, column

    class Resized(Message):
        """There is another number of columns or rows; what was wrapped for the old one no longer fits."""

    @property
    def room(self) -> int:
        """Columns for rows."""
        return max(0, self.size.width - self.spared)

    @property
    def deepest(self) -> int:
        """How far down the pane can be scrolled."""
        return max(0, len(self.rows) - self.size.height)

    def show(self, rows: tuple[Row, ...], *, from_top: bool = False) -> None:
        """Give the pane other rows; it stays where it was scrolled unless it is told to begin anew."""
        before, top = self.rows, self.top
        self.set_reactive(Pane.rows, rows)
        self.top = 0 if from_top else min(top, self.deepest)
        if len(before) != len(rows) or self.top != top:
            self.refresh()
        elif changed := tuple(self._changes(before)):
            self.refresh(*changed)

    def _changes(self, before: tuple[Row, ...]) -> Iterator[Region]:
        """The cells that differ, from the first to the last of each row; other rows are not painted again.

        One region a row: whatever a region's left edge is, the row is written from the pane's edge on.
        """
        for line, (old, new) in enumerate(zip(before, self.rows, strict=True)):
            y = line - self.top
            if old != new and 0 <= y < self.size.height:
                # What stands on the screen of a row that was too long for a smaller pane is its cut.
                first, last = changed_cells(cut(old, self.room), cut(new, self.room))
                if first < min(last, self.room):
                    yield Region(first, y, min(last, self.room) - first, 1)

    def scroll_rows(self, by: int) -> bool:
        """Scroll by so many rows; whether anything moved."""
        before = self.top
        self.top = max(0, min(self.top + by, self.deepest))
        return self.top != before

    def reveal_row(self, line: int, height: int = 1) -> None:
        """Scroll as little as needed to show a row and those after it."""
        if line < self.top:
            self.top = line
        elif line + height > self.top + self.size.height:
            self.top = max(0, line + height - self.size.height)

    def render_line(self, y: int) -> Strip:
        """One row of the screen; what is cut off above or below is told by a mark at the right edge."""
        at = self.top + y
        source = self.rows[at] if 0 <= at < len(self.rows) else EMPTY
        more = (y == self.size.height - 1 and self.top < self.deepest) or (y == 0 and self.top > 0)
        return self._strip(source, ("▼" if y else "▲") if more else "")

    def _strip(self, source: Row, mark: str) -> Strip:
        theme, room, width = PLAIN if self.app.no_color else self.app.theme, self.room, self.size.width
        ground = "sel" if source.selected else self.ground
        source = cut(source, room)
        segments = [Segment(s.text, style(theme, s.style, ground)) for s in source.spans if s.text]
        used = sum(cells(s.text) for s in source.spans)
        if used < room:
            segments.append(Segment(" " * (room - used), style(theme, "text", ground)))
        inner = Strip(segments).adjust_cell_length(room)
        margin = mark.rjust(width - room) if width > room else ""
        return Strip.join([inner, Strip([Segment(margin, style(theme, "accent", self.ground))])])

    def on_resize(self) -> None:
        """Whoever fills the pane hears of its size."""
        self.post_message(self.Resized())

    def on_click(self, event: events.Click) -> None:
        """Tell which row was clicked."""
        self.post_message(self.Clicked(self, self.top + event.y, event.x))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel scrolls."""
        event.stop()
        self.scroll_rows(2)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel scrolls."""
        event.stop()
        self.scroll_rows(-2)

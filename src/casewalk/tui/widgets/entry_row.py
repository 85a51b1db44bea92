"""A prompt and a line to type into, side by side."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from casewalk.tui.widgets.entry import Entry


class EntryRow(Horizontal):
    """One row of the screen; shown while something is asked for."""

    def __init__(self) -> None:
        super().__init__(id="entry-row")

    def compose(self) -> ComposeResult:
        """The prompt before the line."""
        yield Static("› ", id="prompt", markup=False)
        yield Entry(id="entry")

"""A note on a stage: one line, kept with the walk."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input

from casewalk.tui.screens.filled import FilledDialogue
from casewalk.tui.text import EMPTY, row, section, span
from casewalk.tui.widgets.bars import Footer
from casewalk.tui.widgets.entry import Entry
from casewalk.tui.widgets.pane import Pane


class NoteScreen(FilledDialogue[str | None]):
    """Returns the note, or None if it was left as it was."""

    BINDINGS = [Binding("escape", "leave", show=False)]

    def __init__(self, stage: str, text: str) -> None:
        super().__init__()
        self.stage, self.text = stage, text

    def compose(self) -> ComposeResult:
        """A heading and a line."""
        with Vertical(id="body"):
            yield Pane(id="main")
            yield Entry(placeholder="your note", id="entry")
        yield Footer()

    def on_mount(self) -> None:
        """Go on from the note as it is."""
        for entry in self.query(Entry):
            entry.value = self.text
            entry.focus()

    def fill(self) -> None:
        """What the note is on."""
        pane = self.query_one("#main", Pane)
        pane.styles.height = 3
        pane.show((section("Note", pane.room), row(span(self.stage, "mute")), EMPTY))
        self.query_one(Footer).tell((("Enter", "keep"), ("Esc", "leave as it was")), always=())

    @on(Input.Submitted)
    def kept(self, message: Input.Submitted) -> None:
        """Keep the note."""
        message.stop()
        self.close(message.value)

    def action_leave(self) -> None:
        """Leave the note as it was."""
        self.close()

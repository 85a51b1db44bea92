"""A note on a stage: one line above the footer, kept with the walk."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input

from casewalk.tui.screens.filled import FilledDialogue
from casewalk.tui.text import section
from casewalk.tui.widgets.bars import Footer
from casewalk.tui.widgets.entry import Entry
from casewalk.tui.widgets.entry_row import EntryRow
from casewalk.tui.widgets.pane import Pane


class NoteScreen(FilledDialogue[str | None]):
    """Returns the note, or None if it was left as it was."""

    BINDINGS = [Binding("escape", "leave", show=False)]

    def __init__(self, stage: str, text: str) -> None:
        super().__init__()
        self.stage, self.text = stage, text

    def compose(self) -> ComposeResult:
        """A heading and a line, above the footer; the stage stays in sight."""
        with Vertical(id="note"):
            yield Pane(id="main")
            yield EntryRow()
        yield Footer()

    def on_mount(self) -> None:
        """Go on from the note as it is."""
        for entry in self.query(Entry):
            entry.placeholder = "your note"
            entry.value = self.text
            entry.focus()

    def fill(self) -> None:
        """What the note is on."""
        pane = self.query_one("#main", Pane)
        pane.show((section("Note", pane.room, self.stage),))
        self.query_one(Footer).tell((("Enter", "keep"), ("Esc", "leave as it was")), always=())

    @on(Input.Submitted)
    def kept(self, message: Input.Submitted) -> None:
        """Keep the note."""
        message.stop()
        self.close(message.value)

    def action_leave(self) -> None:
        """Leave the note as it was."""
        self.close()

"""The debrief: what was decided in a walk, and what it was worth."""

from __future__ import annotations

from pathlib import Path

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message

from casewalk.export.reveals import debrief_text
from casewalk.export.roads import roads_of
from casewalk.tui.course import Course
from casewalk.tui.screens.filled import FilledScreen
from casewalk.tui.text import Row, row, span
from casewalk.tui.views.debrief import debrief_view
from casewalk.tui.views.frame import stage_cells
from casewalk.tui.widgets.bars import Footer, Header
from casewalk.tui.widgets.pane import Pane
from casewalk.walk import Walk
from casewalk.walk.debrief import debrief
from casewalk.walk.telling import mode_text

AGAIN = "Press e again to write them into "


class DebriefScreen(FilledScreen[None]):
    """Figures, road, architectures; `e` writes the decisions as records."""

    BINDINGS = [
        Binding("enter,escape", "library", show=False),
        Binding("up", "scroll(-1)", show=False),
        Binding("down", "scroll(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown,space", "page(1)", show=False),
        Binding("home", "end(-1)", show=False),
        Binding("end", "end(1)", show=False),
        Binding("e", "export", show=False),
        Binding("y", "copy", show=False),
        *[Binding(str(n), f"stage({n})", show=False) for n in range(1, 10)],
        Binding("0", "stage(10)", show=False),
    ]

    class Reread(Message):
        """A stage is to be read again; it counts from 0."""

        def __init__(self, course: Course, walk: Walk, stage: int) -> None:
            super().__init__()
            self.course, self.walk, self.stage = course, walk, stage

    class ExportWanted(Message):
        """The decisions are to be written as records, into a folder."""

        def __init__(self, course: Course, walk: Walk, folder: Path) -> None:
            super().__init__()
            self.course, self.walk, self.folder = course, walk, folder

    def __init__(self, course: Course, walk: Walk) -> None:
        super().__init__()
        self.course, self.walk = course, walk
        self.found = debrief(course.workings, walk)
        self.roads = roads_of(course.workings, walk)
        self.folder = Path.cwd() / f"casewalk-{course.case.id}"
        self.confirming = False

    def compose(self) -> ComposeResult:
        """One page, scrolled."""
        yield Header()
        with Vertical(id="body"):
            yield Pane(id="main")
        yield Footer()

    def fill(self) -> None:
        """Header, page and footer."""
        total = len(self.course.case.stages)
        done = min(total, self.walk.stage + (1 if self.walk.finished else 0))
        header = self.course.case.header
        first = [span(header.title, "accent bold")]
        if self.walk.live:
            first.append(span(f"  {mode_text(self.walk)}", "near"))
        elif self.size.width >= 100:
            first.append(span(f"  {header.subtitle}", "mute"))
        stages = Row((span(f"{done} of {total}  ", "text"), *stage_cells(done, total)))
        title = row(span("Debrief: what you decided, and what it was worth", "text bold"))
        self.query_one(Header).tell(Row(tuple(first)), stages, title, Row())
        main = self.query_one("#main", Pane)
        main.show(debrief_view(self.found, main.room, self.roads))
        self.tell_footer()

    def tell_footer(self) -> None:
        """Name the keys that work."""
        total = len(self.course.case.stages)
        keys = (
            ("Enter", "library"),
            ("e", "export"),
            ("↑↓", "scroll"),
            (f"1-{total}" if total < 10 else "1-9, 0=10", "re-read"),
            ("y", "copy"),
        )
        self.query_one(Footer).tell(keys)

    def on_key(self, event: events.Key) -> None:
        """Any key but a second `e` takes back what the first one asked, and brings the footer's keys back."""
        if event.key != "e":
            self.confirming = False
            self.tell_footer()

    def said(self, text: str, style: str) -> None:
        """One sentence on what was done."""
        self.query_one(Footer).say(text, style)

    def action_scroll(self, by: int) -> None:
        """Scroll the page."""
        self.query_one("#main", Pane).scroll_rows(by)

    def action_page(self, way: int) -> None:
        """Scroll by a page."""
        pane = self.query_one("#main", Pane)
        pane.scroll_rows(way * max(1, pane.size.height - 1))

    def action_end(self, way: int) -> None:
        """To the page's beginning or its end."""
        pane = self.query_one("#main", Pane)
        pane.scroll_rows(way * pane.deepest)

    def action_stage(self, number: int) -> None:
        """Read a stage again."""
        if number <= len(self.course.case.stages):
            self.post_message(self.Reread(self.course, self.walk, number - 1))

    def action_export(self) -> None:
        """Say where the decisions would be written as Markdown records; pressed again, write them."""
        if not self.confirming:
            self.confirming = True
            room = self.size.width - len(AGAIN) - 4
            self.said(f"{AGAIN}{_shortly(self.folder, room)}", "near")
            return
        self.confirming = False
        self.said("Writing the records …", "near")
        self.post_message(self.ExportWanted(self.course, self.walk, self.folder))

    def action_copy(self) -> None:
        """Put the debrief on the clipboard as text."""
        self.app.copy_to_clipboard("\n".join(debrief_text(self.course.workings, self.walk)))
        self.said("Copied the debrief as text.", "ok")

    def action_library(self) -> None:
        """Back to the library."""
        self.app.pop_screen()


def _shortly(folder: Path, room: int) -> str:
    """A folder in so many cells: `~` for the home, and of a long path its end."""
    home = Path.home()
    text = f"~/{folder.relative_to(home)}" if folder.is_relative_to(home) else str(folder)
    return text if len(text) <= room else f"…{text[1 - room :]}"

"""The start of a walk: follow the product, or live with your moves. The walk alone remembers which."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical

from casewalk.tui.screens.filled import FilledDialogue
from casewalk.tui.text import EMPTY, Row, Span, section, span
from casewalk.tui.views.story import lines
from casewalk.tui.widgets.bars import Footer
from casewalk.tui.widgets.pane import Pane

MODES = (
    (
        "Follow the product",
        "Each stage begins with what the product did. Your move is judged beside the product's, and then the "
        "story goes on as it went.",
    ),
    (
        "Live with your moves",
        "Each pick stays. The next pressure meets your own architecture and your own numbers, and what breaks, breaks. "
        "At the end both roads stand side by side.",
    ),
)


COUNTS = (
    "A move fits if it misses no target and costs no more than the least that holds, give or take a staff-week or "
    "5\xa0%. A hint at a move takes a quarter of its point."
)


class StartScreen(FilledDialogue[bool | None]):
    """Returns whether the walk lives with its picks; None if it is not begun."""

    AUTO_FOCUS = ""
    BINDINGS = [
        Binding("1", "begin(0)", show=False),
        Binding("2", "begin(1)", show=False),
        Binding("up", "turn(-1)", show=False),
        Binding("down", "turn(1)", show=False),
        Binding("enter", "begin", show=False),
        Binding("escape", "leave", show=False),
    ]

    def __init__(self, title: str) -> None:
        super().__init__()
        self.case = title
        self.at = 0
        self._starts: list[int] = []

    def compose(self) -> ComposeResult:
        """Two options."""
        with Vertical(id="body"):
            yield Pane(id="main")
        yield Footer()

    def fill(self) -> None:
        """What each way means; the selected one on its own ground."""
        pane = self.query_one("#main", Pane)
        width = pane.room
        rows: list[Row] = [section(f"{self.case}: how do you want to walk?", width)]
        self._starts = []
        for index, (name, what) in enumerate(MODES):
            rows.append(EMPTY)
            self._starts.append(len(rows))
            chosen = index == self.at
            bar = Span("▌ " if chosen else "  ", "accent")
            head = (bar, span(str(index + 1), "accent bold"), Span("  "), span(name, "text bold"))
            body = [Row((bar, Span("   "), *line.spans)) for line in lines(what, width - 6)]
            rows += [Row(_padded(line, width).spans, chosen) for line in (Row(head), *body)]
        rows += [EMPTY, *lines("Nothing else changes, and another attempt may go the other way.", width, "faint")]
        counts = lines(COUNTS, width, "mute")
        rows += [*([EMPTY] if len(rows) + len(counts) < pane.size.height else []), *counts]
        pane.show(tuple(rows))
        self.query_one(Footer).tell(
            (("1 2", "begin"), ("↑↓", "move"), ("Enter", "begin"), ("Esc", "not now")), always=()
        )

    def action_turn(self, by: int) -> None:
        """The other option."""
        self.at = (self.at + by) % len(MODES)
        self.fill()

    def action_begin(self, at: int | None = None) -> None:
        """Begin in the selected way, or in that of a digit."""
        self.close((self.at if at is None else at) == 1)

    def action_leave(self) -> None:
        """Do not begin."""
        self.close()

    @on(Pane.Clicked)
    def row_clicked(self, message: Pane.Clicked) -> None:
        """A click selects an option; on the selected one it begins."""
        message.stop()
        found = [index for index, start in enumerate(self._starts) if start <= message.line]
        if found and self.at == found[-1]:
            self.action_begin()
        elif found:
            self.at = found[-1]
            self.fill()


def _padded(line: Row, width: int) -> Row:
    return Row((*line.spans, Span(" " * max(0, width - line.width))))

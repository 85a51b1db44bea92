"""The start of a walk: follow the product, or live with your moves. The walk alone remembers which."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical

from casewalk.case import CaseHeader
from casewalk.tui.screens.filled import FilledDialogue
from casewalk.tui.text import EMPTY, Row, Span, packed, row, section, span
from casewalk.tui.views.frame import stage_cells
from casewalk.tui.views.story import WIDEST, lines
from casewalk.tui.widgets.bars import Footer, Header
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

    def __init__(self, header: CaseHeader) -> None:
        super().__init__()
        self.header = header
        self.at = 0
        self._starts: list[int] = []

    def compose(self) -> ComposeResult:
        """Two options under the case's name."""
        yield Header()
        with Vertical(id="body"):
            yield Pane(id="main")
        yield Footer()

    def fill(self) -> None:
        """What each way means; the selected one on its own ground."""
        stages = len(self.header.stages)
        self.query_one(Header).tell(
            row(span(self.header.title, "accent bold"), span(f"  {self.header.subtitle}", "mute")),
            row(span(f"{stages} stage{'' if stages == 1 else 's'}  ", "text"), *stage_cells(0, stages)),
            row(span("How do you want to walk?", "text bold")),
            EMPTY,
        )
        pane = self.query_one("#main", Pane)
        width = min(self.size.width - 2 - pane.spared, WIDEST)
        pane.styles.width = width + pane.spared
        rows: list[Row] = []
        heads: list[Row] = []
        for index, (name, what) in enumerate(MODES):
            rows += [EMPTY] if rows else []
            chosen = index == self.at
            bar = Span("▌ " if chosen else "  ", "accent")
            head = (bar, span(str(index + 1), "accent bold"), Span("  "), span(name, "text bold"))
            body = [Row((bar, Span("   "), *line.spans)) for line in lines(what, width - 6)]
            rows += [Row(_padded(line, width).spans, chosen) for line in (Row(head), *body)]
            heads.append(rows[-len(body) - 1])
        rows += [EMPTY, *lines("Nothing else changes, and another attempt may go the other way.", width, "faint")]
        rows += [EMPTY, section("How a move is judged", width), *lines(COUNTS, width, "mute")]
        shown = packed(tuple(rows), pane.size.height)
        self._starts = [shown.index(head) for head in heads]
        pane.show(shown)
        self.query_one(Footer).tell((("1 2", "begin"), ("↑↓", "move"), ("Enter", "begin"), ("Esc", "not now")))

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

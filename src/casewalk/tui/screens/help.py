"""Help: every key, those of the place at hand first, and how a stage goes."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical

from casewalk.tui.screens.filled import FilledDialogue
from casewalk.tui.text import EMPTY, Row, Span, left, section, span
from casewalk.tui.views.story import WIDEST, lines
from casewalk.tui.widgets.bars import ALWAYS, Footer
from casewalk.tui.widgets.pane import Pane
from casewalk.walk.replays import LEGEND, LIMITS
from casewalk.walk.scores import COUNTS, QUARTER
from casewalk.walk.verdicts import RULE

WALK, WHAT_IF, IN_REPLAY, LIBRARY, DEBRIEF = "In a stage", "What if", "Replay", "Library", "Debrief"
SECTIONS: dict[str, tuple[tuple[str, str], ...]] = {
    WALK: (
        ("1-9", "pick an option; arrow keys move between them"),
        ("← →", "how sure, once a move is picked; other metrics in a reveal"),
        ("Enter", "commit, or go on"),
        (
            "Esc",
            "back: out of the diagram, a line (its text stays) or another pane, with what is picked; then one beat "
            "back",
        ),
        ("Tab", "the next pane: diagram, metrics, story, question"),
        (
            "PgUp PgDn",
            "scroll what is read; in the glossary, with Home and End, go through its terms",
        ),
        (
            "d",
            "walk the diagram part by part with the arrow keys; in a reveal it takes the table's rows where it needs "
            "them",
        ),
        ("m", "all metrics, or those that this stage is about; on a small screen their pane, and back"),
        (
            "f",
            "from a move on: the figures that the decision depends on, with the basis of each; again closes them",
        ),
        (
            "h",
            "a hint; what is picked stays picked; at a move each takes a quarter of its point, elsewhere it is free",
        ),
        ("w", "after a move: what if its constraints were others"),
        ("r", "in a reveal: what would change my mind, where each move is right, and what the answer outlives"),
        (
            "p",
            "where a stage has one: the replay of its pressure through what stands, after the move through every move",
        ),
        ("g", "glossary; / searches in it"),
        ("n", "a note on this stage"),
        ("y", "copy the stage as plain text"),
    ),
    WHAT_IF: (
        ("↑ ↓", "another constraint"),
        ("← → 0-9", "move it, by ten with Shift; type its value"),
        ("r R", "reset it, or all"),
        ("b Tab m a", "next breaking point; the diagram; another move, or other metrics; all constraints"),
        ("c", "a chart in place of the strips; m charts another quantity; a click sets a slider"),
        ("p", "the replay under these constraints"),
    ),
    IN_REPLAY: (
        ("Space ← →", "play and pause; a second back or on, ten with Shift; Home and End go to its ends"),
        ("f + - ↑ ↓", "to the first failure; faster and slower; another station"),
        ("0-9 c o", "a move by its digit, 0 what stands; two moves side by side; motion off or on, remembered"),
    ),
    LIBRARY: (
        ("1-9 ↑ ↓", "select a case; its digit again opens it"),
        ("Enter", "go on with it, or begin it"),
        ("r b", "begin it again; look back on it"),
        ("PgUp PgDn", "scroll what is said of it"),
    ),
    DEBRIEF: (
        ("1-9 0", "read a stage again, with 0 the tenth; Esc at its beginning comes back"),
        ("e", "write your decisions as Markdown records; it says where before it does"),
        ("y", "copy the debrief as text"),
    ),
    "Everywhere": (
        ("t", "dark or light, remembered"),
        ("? F1", "this page, and back"),
        ("q", "leave; everything that was answered is saved"),
    ),
}
"""The keys of each place, in the order in which a walk comes to them."""
STORY = (
    "You sit in the chair of the person who had to decide. Each stage brings a pressure and goes round four questions: "
    "why the architecture was right until now; which reading proves that more of the same will not do; which move to "
    "make; and whether the answer holds if a constraint changes.",
    "You commit first, with how sure you are. Then you see what every move really trades away. Every number is "
    f"computed from the case's model: bold numbers are live. {RULE}",
    "A walk follows the product, or lives with your moves: you choose at its start, and the header says so. Where you "
    "live with your moves, each pick stays and the next pressure meets it. Off the product's road the story is told "
    "from your numbers, and the figures to decide by stand beside a move; a locked move says why; where nothing fits, "
    "the least bad counts as a fit, in a what-if too.",
    f"In the debrief {COUNTS}, {QUARTER}. Metrics stand in three groups: missed, judged by this stage's decision, the "
    "rest; a trade-off begins with those that between them show why each move breaks.",
    "To select text with the mouse, hold Shift (Option on a Mac) while dragging, or press y.",
)

REPLAY = (
    "Every station has a chart of its line, or of what arrives where it has none, and below it of what is refused or "
    "gives up. Charts grow with the clock, each on the scale of its station for the whole stretch; two moves share it. "
    "✗ marks a station past its limit: more than one in a hundred refused or given up, or a longer wait than its case "
    "allows. ◇ is a stock that has run out. Nothing plays until it is asked to, and "
    "nothing at all with --no-motion, CASEWALK_NO_MOTION, or over a remote connection: then the charts stand finished.",
    LEGEND,
    *LIMITS,
)


KEY, GAP = 14, 4
"""Columns of a key, and between two columns of the page."""
TWO = 106
"""From so many columns on, keys and explanations stand side by side."""


def _keys(name: str, width: int) -> list[Row]:
    """A section of keys in a column, and beside each what it does."""
    rows: list[Row] = [section(name, width)]
    for key, what in SECTIONS[name]:
        for index, line in enumerate(lines(what, width - KEY)):
            rows.append(Row((left(key if index == 0 else "", KEY, "accent bold"), *line.spans)))
    return [*rows, EMPTY]


def _told(name: str, texts: Iterable[str], width: int) -> list[Row]:
    """A section of texts with a blank row between them."""
    return [section(name, width), *(line for text in texts for line in (*lines(text, width), EMPTY))]


def help_rows(here: str, width: int) -> tuple[Row, ...]:
    """The page: the keys of the place it was asked for in come first, then those of the others, then how a stage goes.

    Where there is room, the keys stand at the left and what is explained at the right.
    """
    wide = width >= TWO
    column = (width - GAP) // 2 if wide else width
    first, *others = [_keys(name, column) for name in sorted(SECTIONS, key=lambda name: name != here)]
    stage = _told("How a stage goes", STORY, column)
    replay = _told("The replay, and what it leaves out", REPLAY, column)
    plain = Row((span("plain text instead: casewalk walk CASE --plain", "faint"),))
    rest = [line for rows in others for line in rows]
    told = [*replay, *stage] if here == IN_REPLAY else [*stage, *replay]
    if not wide:
        page = [*first, *replay, *rest, *stage] if here == IN_REPLAY else [*first, *rest, *told]
        return (*page, plain)
    pairs = zip_longest([*first, *rest], [*told, plain], fillvalue=EMPTY)
    return tuple(Row((*one.spans, Span(" " * (column + GAP - one.width)), *two.spans)) for one, two in pairs)


class HelpScreen(FilledDialogue[None]):
    """One page of help, begun with the keys of the place it was asked for in; what opened it closes it too."""

    BINDINGS = [
        Binding("escape,question_mark,f1,enter", "close", show=False),
        Binding("up", "scroll(-1)", show=False),
        Binding("down", "scroll(1)", show=False),
        Binding("pageup", "scroll(-10)", show=False),
        Binding("pagedown,space", "scroll(10)", show=False),
    ]

    def __init__(self, here: str = WALK) -> None:
        super().__init__()
        self.here = here

    def compose(self) -> ComposeResult:
        """A page and a footer."""
        with Vertical(id="body"):
            yield Pane(id="main")
        yield Footer()

    def fill(self) -> None:
        """The page as wide as the screen."""
        pane = self.query_one("#main", Pane)
        pane.show(help_rows(self.here, min(pane.room, 2 * WIDEST + GAP)))
        self.query_one(Footer).tell((("↑↓", "scroll"), ("Esc", "close")), always=(("?", "close"), ALWAYS[1]))

    def action_scroll(self, by: int) -> None:
        """Scroll the page."""
        self.query_one("#main", Pane).scroll_rows(by)

    def action_close(self) -> None:
        """Close the help."""
        self.close()

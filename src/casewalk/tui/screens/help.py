"""Help: what a stage is, and every key."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical

from casewalk.tui.screens.filled import FilledDialogue
from casewalk.tui.text import EMPTY, Row, left, section, span
from casewalk.tui.views.story import lines
from casewalk.tui.widgets.bars import Footer
from casewalk.tui.widgets.pane import Pane
from casewalk.walk.replays import LEGEND, LIMITS
from casewalk.walk.scores import COUNTS, QUARTER
from casewalk.walk.verdicts import RULE

KEYS = (
    ("1-9", "pick an option; arrow keys move between them"),
    ("← →", "how sure, once a move is picked; other metrics in a reveal"),
    ("Enter", "commit, or go on"),
    (
        "Esc",
        "back: out of the diagram, a line (its text stays) or another pane, with what is picked; then one beat back",
    ),
    ("Tab", "the next pane: diagram, metrics, story, question"),
    (
        "PgUp PgDn",
        "scroll what is read, in the library too; in the glossary, with Home and End, go through its terms",
    ),
    (
        "d",
        "walk the diagram part by part with the arrow keys; in a reveal it takes the table's rows where it needs them",
    ),
    ("m", "all metrics, or those that this stage is about; on a small screen their pane, and back"),
    ("f", "from a move on: the figures that the decision depends on, with the basis of each; again closes them"),
    ("w", "after a move: what if its constraints were others"),
    (
        "↑ ↓ ← → 0-9",
        "in the what-if: another constraint; move it, by ten with Shift; type its value; r resets it, R all",
    ),
    ("b Tab m a", "in the what-if: next breaking point; the diagram; another move, or other metrics; all constraints"),
    (
        "c",
        "in the what-if: a chart in place of the strips; m charts another quantity; a click sets a slider; p replays",
    ),
    ("r", "in a reveal: what would change my mind, where each move is right, and what the answer outlives"),
    ("p", "where a stage has one: the replay of its pressure through what stands, after the move through every move"),
    ("Space ← →", "in the replay: play and pause; a second back or on, ten with Shift; Home and End go to its ends"),
    ("f + - ↑ ↓", "in the replay: to the first failure; faster and slower; another station"),
    (
        "0-9 c o",
        "in the replay: a move by its digit, 0 what stands; two moves side by side; motion off or on, remembered",
    ),
    ("h", "a hint; what is picked stays picked; at a move each takes a quarter of its point, elsewhere it is free"),
    ("g", "glossary; / searches in it"),
    ("n", "a note on this stage"),
    ("y", "copy the stage as plain text"),
    ("t", "dark or light, remembered"),
    ("1-9 0", "in the debrief: read a stage again, with 0 the tenth; Esc at its beginning comes back"),
    ("e", "in the debrief: write your decisions as Markdown records; it says where before it does"),
    ("? F1", "this page"),
    ("q", "leave; everything that was answered is saved"),
)
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

IN_REPLAY = "in the replay: "
REPLAY = (
    "Every station has a chart of its line, or of what arrives where it has none, and below it of what is refused or "
    "gives up. Charts grow with the clock, each on the scale of its station for the whole stretch; two moves share it. "
    "✗ marks a station past its limit: more than one in a hundred refused or given up, or a longer wait than its case "
    "allows. ◇ is a stock that has run out. Nothing plays until it is asked to, and "
    "nothing at all with --no-motion, CASEWALK_NO_MOTION, or over a remote connection: then the charts stand finished.",
    LEGEND,
    *LIMITS,
)


def _keys(keys: Iterable[tuple[str, str]], width: int) -> list[Row]:
    """Keys in a column, and beside it what they do."""
    rows: list[Row] = []
    for key, what in keys:
        for index, line in enumerate(lines(what, width - 12)):
            rows.append(Row((left(key if index == 0 else "", 12, "accent bold"), *line.spans)))
    return rows


def _paragraphs(texts: Iterable[str], width: int) -> list[Row]:
    """Texts with a blank row between them."""
    return [one for n, text in enumerate(texts) for one in ([EMPTY] * (n > 0) + list(lines(text, width)))]


class HelpScreen(FilledDialogue[None]):
    """One page of help; any of the closing keys leaves it."""

    BINDINGS = [
        Binding("escape,q,question_mark,f1,enter", "close", show=False),
        Binding("up", "scroll(-1)", show=False),
        Binding("down", "scroll(1)", show=False),
        Binding("pageup", "scroll(-10)", show=False),
        Binding("pagedown,space", "scroll(10)", show=False),
    ]

    def __init__(self, *, replay_first: bool = False) -> None:
        super().__init__()
        self._replay_first = replay_first

    def compose(self) -> ComposeResult:
        """A page and a footer."""
        with Vertical(id="body"):
            yield Pane(id="main")
        yield Footer()

    def fill(self) -> None:
        """Keys first, then how a stage goes, then the replay; whoever comes from a replay finds that first."""
        pane = self.query_one("#main", Pane)
        width = pane.room
        replay = (section("The replay, and what it leaves out", width), *_paragraphs(REPLAY, width))
        rows = [section("Keys", width), *_keys(KEYS, width), EMPTY, section("How a stage goes", width)]
        rows += _paragraphs(STORY, width)
        if self._replay_first:
            own = [(key, what.removeprefix(IN_REPLAY)) for key, what in KEYS if what.startswith(IN_REPLAY)]
            rows = [*replay[:1], *_keys(own, width), EMPTY, *replay[1:], EMPTY, *rows]
        else:
            rows += [EMPTY, *replay]
        rows += [EMPTY, Row((span("plain text instead: casewalk walk CASE --plain", "faint"),))]
        pane.show(tuple(rows))
        self.query_one(Footer).tell((("↑↓", "scroll"), ("Esc", "close")), always=())

    def action_scroll(self, by: int) -> None:
        """Scroll the page."""
        self.query_one("#main", Pane).scroll_rows(by)

    def action_close(self) -> None:
        """Close the help."""
        self.close()

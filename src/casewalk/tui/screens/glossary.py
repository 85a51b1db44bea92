"""The glossary, in place: words of the page first, a search, and the meaning of the one that is selected."""

from __future__ import annotations

from collections.abc import Iterable

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input

from casewalk.case import Term
from casewalk.tui.screens.filled import FilledDialogue
from casewalk.tui.text import EMPTY, Row, Span, left, row, section, span
from casewalk.tui.views.story import lines
from casewalk.tui.widgets.bars import Footer
from casewalk.tui.widgets.entry import Entry
from casewalk.tui.widgets.pane import Pane
from casewalk.walk.prose import terms_in


def _sorted(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Terms by their letters, whatever their case."""
    return tuple(sorted(terms, key=lambda t: t.term.casefold()))


class GlossaryScreen(FilledDialogue[None]):
    """A list of terms; `/` searches, arrows, pages, Home and End move, Esc closes."""

    AUTO_FOCUS = ""
    BINDINGS = [
        Binding("escape", "close", show=False),
        Binding("g", "close", show=False),
        Binding("q", "close", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "move(-100000)", show=False),
        Binding("end", "move(100000)", show=False),
        Binding("slash", "search", show=False),
    ]

    def __init__(self, glossary: tuple[Term, ...], text: str) -> None:
        super().__init__()
        here = terms_in(text, glossary)
        self.here = len(here)
        self.terms = (*_sorted(here), *_sorted(t for t in glossary if t not in here))
        self.at = 0
        self.wanted = ""

    def compose(self) -> ComposeResult:
        """Search, list, meaning."""
        with Vertical(id="body"):
            yield Entry(placeholder="search", id="entry")
            yield Pane(id="main")
        yield Footer()

    def on_mount(self) -> None:
        """Nothing is searched at first."""
        for entry in self.query(Entry):
            entry.display = False
        self.set_focus(None)

    def found(self) -> list[Term]:
        """The terms that the search leaves."""
        wanted = self.wanted.lower()
        return [t for t in self.terms if wanted in t.term.lower() or any(wanted in a.lower() for a in t.also)]

    def fill(self) -> None:
        """The list, and under the selected term its meaning in a kept place above."""
        pane = self.query_one("#main", Pane)
        width = pane.room
        terms = self.found()
        remark = f"{self.here} on this page" if not self.wanted else f"{len(terms)} found"
        rows: list[Row] = [section("Glossary", width, remark), EMPTY]
        meaning: list[Row] = []
        if terms:
            self.at = min(self.at, len(terms) - 1)
            meaning = [row(span(terms[self.at].term, "text bold")), *lines(terms[self.at].meaning, width, "text")]
        rows += [*meaning, *[EMPTY] * max(1, 5 - len(meaning))]
        first = len(rows)
        for index, term in enumerate(terms):
            mark = Span("▌ " if index == self.at else "  ", "accent")
            style = "text bold" if index == self.at else "text" if term in self.terms[: self.here] else "mute"
            rows.append(Row((mark, left(term.term, width - 2, style)), index == self.at))
        if not terms:
            rows.append(row(span("no term of this case", "mute")))
        pane.show(tuple(rows))
        pane.reveal_row(first + self.at)
        if first + self.at < pane.size.height:
            pane.top = 0
        self.query_one(Footer).tell((("↑↓ PgUp PgDn", "term"), ("/", "search"), ("Esc", "close")), always=())

    def action_move(self, by: int) -> None:
        """The next term."""
        self.at = max(0, min(self.at + by, len(self.found()) - 1))
        self.fill()

    def action_page(self, way: int) -> None:
        """As many terms on as are in sight."""
        self.action_move(way * max(1, self.query_one("#main", Pane).size.height - 1))

    def action_search(self) -> None:
        """Open the search."""
        entry = self.query_one(Entry)
        entry.display = True
        entry.focus()

    @on(Input.Changed)
    def searched(self, message: Input.Changed) -> None:
        """The list follows what is typed."""
        message.stop()
        self.wanted = message.value.strip()
        self.at = 0
        self.fill()

    @on(Input.Submitted)
    def chosen(self, message: Input.Submitted) -> None:
        """Enter goes back to the list."""
        message.stop()
        self.set_focus(None)

    def action_close(self) -> None:
        """Close the search, then the glossary."""
        entry = self.query_one(Entry)
        if entry.display:
            entry.value = ""
            entry.display = False
            self.set_focus(None)
            return
        self.close()

"""The glossary, in place: words of the page first, a search, and the meaning of the one that is selected."""

from __future__ import annotations

from collections.abc import Iterable

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical
from textual.widgets import Input

from casewalk.case import Term
from casewalk.tui.screens.filled import FilledDialogue
from casewalk.tui.text import EMPTY, Row, Span, cut_text, left, row, section, span
from casewalk.tui.views.story import WIDEST, lines
from casewalk.tui.widgets.bars import Footer
from casewalk.tui.widgets.entry import Entry
from casewalk.tui.widgets.entry_row import EntryRow
from casewalk.tui.widgets.pane import Pane
from casewalk.walk.prose import terms_in

LIST, WIDE = 30, 100
"""Columns of the list, and of the screen from which on the meaning stands beside it."""


def _sorted(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Terms by their letters, whatever their case."""
    return tuple(sorted(terms, key=lambda t: t.term.casefold()))


class GlossaryScreen(FilledDialogue[None]):
    """A list of terms; `/` searches, arrows, pages, Home and End move, Esc closes."""

    AUTO_FOCUS = ""
    BINDINGS = [
        Binding("escape", "close", show=False),
        Binding("g", "close", show=False),
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
        self._measured = (0, 0)

    def compose(self) -> ComposeResult:
        """The list, its meaning beside it or below, and the search above the footer."""
        with Vertical(id="body"):
            with Container(id="terms"):
                yield Pane(id="main")
                yield Pane(id="side")
            yield EntryRow()
        yield Footer()

    def on_mount(self) -> None:
        """Nothing is searched at first."""
        for found in self.query(EntryRow):
            found.display = False
        for entry in self.query(Entry):
            entry.placeholder = "search"
        self.set_focus(None)

    def found(self) -> list[Term]:
        """The terms that the search leaves."""
        wanted = self.wanted.lower()
        return [t for t in self.terms if wanted in t.term.lower() or any(wanted in a.lower() for a in t.also)]

    def fill(self) -> None:
        """The list, and in a kept place the meaning of the term that is selected."""
        terms = self.found()
        self.at = max(0, min(self.at, len(terms) - 1))
        wide = self.size.width >= WIDE
        self.set_class(wide, "wide")
        pane, side = self.query_one("#main", Pane), self.query_one("#side", Pane)
        pane.styles.width = LIST + pane.spared if wide else "1fr"
        side.styles.height = "1fr" if wide else self._deepest_meaning(side.room) + 2
        rows, places = self._list(terms, LIST if wide else pane.room)
        pane.show(tuple(rows))
        side.show(_meaning(terms[self.at], side.room, blank=not wide) if terms else ())
        if terms:
            pane.reveal_row(0 if self.at == 0 else places[self.at])
        self._tell_footer()

    def _list(self, terms: list[Term], width: int) -> tuple[list[Row], list[int]]:
        """The terms of the page, then those of the rest of the case; and the row of each."""
        here = sum(term in self.terms[: self.here] for term in terms)
        rows: list[Row] = [] if terms else [row(span("no term of this case", "mute"))]
        places: list[int] = []
        for index, term in enumerate(terms):
            if index in {0, here}:
                rows += [EMPTY] if rows else []
                name, count = ("On this page", here) if index < here else ("In this case", len(terms) - here)
                rows.append(section(name, width, str(count)))
            chosen = index == self.at
            places.append(len(rows))
            style = "text bold" if chosen else "text" if index < here else "mute"
            mark = Span("▌ " if chosen else "  ", "accent")
            rows.append(Row((mark, left(cut_text(term.term, width - 2), width - 2, style)), chosen))
        return rows, places

    def _deepest_meaning(self, width: int) -> int:
        """Rows of the longest meaning, so that its place is the same for every term."""
        if self._measured[0] != width:
            self._measured = (width, max((len(lines(term.meaning, width)) for term in self.terms), default=0))
        return self._measured[1]

    def _tell_footer(self) -> None:
        if self.query_one(EntryRow).display:
            self.query_one(Footer).tell(
                (("↑↓", "term"), ("Enter", "to the list"), ("Esc", "end the search")), always=()
            )
            return
        self.query_one(Footer).tell((("↑↓ PgUp PgDn", "term"), ("/", "search"), ("Esc", "close")))

    def action_move(self, by: int) -> None:
        """The next term."""
        self.at = max(0, min(self.at + by, len(self.found()) - 1))
        self.fill()

    def action_page(self, way: int) -> None:
        """As many terms on as are in sight."""
        self.action_move(way * max(1, self.query_one("#main", Pane).size.height - 1))

    def action_search(self) -> None:
        """Open the search."""
        self.query_one(EntryRow).display = True
        self.query_one(Entry).focus()
        self._tell_footer()

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
        asked = self.query_one(EntryRow)
        if asked.display:
            self.query_one(Entry).value = ""
            asked.display = False
            self.set_focus(None)
            self._tell_footer()
            return
        self.close()


def _meaning(term: Term, width: int, *, blank: bool) -> tuple[Row, ...]:
    """A term and what it means; `blank` leaves a row above."""
    return (*([EMPTY] if blank else []), section(term.term, min(width, WIDEST)), *lines(term.meaning, width, "text"))

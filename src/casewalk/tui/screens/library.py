"""The library: go on where you were, or choose a case. Reads no more of a case than its header."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.message import Message

from casewalk.script import Shelved, meetings
from casewalk.tui.screens.filled import FilledScreen, left_column
from casewalk.tui.text import EMPTY, Row, row, section, span
from casewalk.tui.views.library import BRIEF, NEW, Progress, case_rows, continue_rows, detail_rows
from casewalk.tui.widgets.bars import Footer, Header
from casewalk.tui.widgets.pane import Pane


class LibraryScreen(FilledScreen[None]):
    """Cases with their progress; the selected one in detail."""

    BINDINGS = [
        Binding("enter", "open", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown,space", "page(1)", show=False),
        Binding("r", "again", show=False),
        Binding("b", "debrief", show=False),
        *[Binding(str(n), f"choose({n})", show=False) for n in range(1, 10)],
    ]

    class Chosen(Message):
        """A case is to be opened: gone on with, begun again, or looked back on."""

        def __init__(self, shelved: Shelved, how: str) -> None:
            super().__init__()
            self.shelved, self.how = shelved, how

    class Resumed(Message):
        """The library is seen again; progress may have changed."""

    def __init__(self, shelf: tuple[Shelved, ...], progress: dict[str, Progress], notices: tuple[str, ...]) -> None:
        super().__init__()
        self.shelf, self.progress, self.notices = shelf, progress, notices
        self.at = 0
        self._placed = False
        """Whether somebody or something has chosen the case that is stood on."""
        self._starts: list[int] = []

    def compose(self) -> ComposeResult:
        """List and detail."""
        yield Header()
        with Vertical(id="body"), Horizontal(id="lower"):
            with Vertical(id="left"):
                yield Pane(id="main")
            yield Pane(id="side")
        yield Footer()

    def on_screen_resume(self) -> None:
        """Coming back shows how far things have come."""
        self.post_message(self.Resumed())

    def stand_on(self, case: str) -> None:
        """Select a case by its id, so that coming back finds it selected."""
        self._placed = True
        self.at = next((n for n, shelved in enumerate(self.shelf) if shelved.id == case), self.at)

    def told(self, progress: dict[str, Progress]) -> None:
        """How far things have come, the case that was walked last first; the first time it is the one to begin with."""
        self.progress = progress
        if not self._placed and progress:
            latest = self._latest()
            self.stand_on(latest.id if latest is not None else next(iter(progress)))
        self.fill_soon()

    def _latest(self) -> Shelved | None:
        """The case with an open walk that was walked last: the one to go on with."""
        by_id = {shelved.id: shelved for shelved in self.shelf}
        return next((by_id[case] for case, at in self.progress.items() if at.open and case in by_id), None)

    def fill(self) -> None:
        """Fill header, list, detail and footer."""
        wide = self.size.width >= 100
        self.set_class(wide, "wide")
        side = self.query_one("#side", Pane)
        side.display = wide
        self.query_one("#left").styles.width = left_column(self.size.width) if wide else "1fr"
        count = f"{len(self.shelf)} case{'' if len(self.shelf) == 1 else 's'}"
        self.query_one(Header).tell(
            row(span("casewalk", "accent bold"), span("  decide first, then see what it costs", "mute")),
            row(span(count, "mute")),
            row(span("Library", "accent bold underline")),
            Row(),
        )
        main = self.query_one("#main", Pane)
        main.show(self._list(main.room))
        shelved = self.shelf[self.at] if self.shelf else None
        if side.display and shelved is not None:
            side.show(self._detail(shelved, side.room))
        self._tell_footer()
        if self.notices:
            self.query_one(Footer).say(self.notices[0])
            self.notices = ()

    def _tell_footer(self) -> None:
        self.query_one(Footer).tell(self._keys(self.shelf[self.at] if self.shelf else None))

    def _read(self) -> Pane:
        """The pane that the page keys scroll: the selected case's, or the list, where the case stands below it."""
        main, side = self.query_one("#main", Pane), self.query_one("#side", Pane)
        return side if side.display and side.deepest else main

    def _detail(self, shelved: Shelved, width: int) -> tuple[Row, ...]:
        at = self.progress.get(shelved.id, NEW)
        walked = {case: progress.stages_done for case, progress in self.progress.items()}
        return detail_rows(shelved, at, width, meetings(self.shelf, shelved, walked))

    def _keys(self, shelved: Shelved | None) -> tuple[tuple[str, str], ...]:
        at = self.progress.get(shelved.id, NEW) if shelved else NEW
        begin = "continue" if at.open else "begin again" if at.finished else "begin"
        count = len(self.shelf)
        keys = [("Enter", begin)]
        if (pane := self._read()).deepest:
            keys.append(("PgDn", "more") if pane.top < pane.deepest else ("PgUp", "back"))
        keys.append((f"↑↓ 1-{count}" if count > 1 else "1", "case"))
        if at.attempt:
            keys.append(("b", "debrief"))
        if at.open:
            keys.append(("r", "begin again"))
        return (*keys, ("t", "theme"))

    def _list(self, width: int) -> tuple[Row, ...]:
        rows: list[Row] = []
        self._starts = []
        latest = self._latest()
        if latest is not None and latest.header is not None:
            at = self.progress[latest.id]
            selected = self.shelf[self.at] is latest
            rows += [
                *continue_rows(latest.header.title, len(latest.header.stages), at, width, selected=selected),
                EMPTY,
            ]
        rows.append(section("Cases", width, "stages done"))
        for index, shelved in enumerate(self.shelf):
            rows += [EMPTY] if index == 0 or width >= BRIEF else []
            self._starts.append(len(rows))
            at = self.progress.get(shelved.id, NEW)
            marked = index == self.at and (latest is None or shelved is not latest)
            rows += case_rows(index + 1, shelved, at, width, selected=marked)
        if not self.shelf:
            rows += [EMPTY, row(span("there is no case here", "mute"))]
        if not self.query_one("#side").display and self.shelf:
            shelved = self.shelf[self.at]
            rows += [EMPTY, *self._detail(shelved, width)]
        return tuple(rows)

    def action_move(self, by: int) -> None:
        """The next case; at the ends the list is scrolled."""
        to = max(0, min(self.at + by, len(self.shelf) - 1))
        if to == self.at:
            self.query_one("#main", Pane).scroll_rows(by)
            self._tell_footer()
            return
        self._select(to)

    def _select(self, to: int) -> None:
        """Select a case: its rows come into view, and its detail begins at its top."""
        self.at, self._placed = to, True
        self.query_one("#side", Pane).top = 0
        self.fill()
        self.query_one("#main", Pane).reveal_row(self._starts[to], 2)
        self._tell_footer()

    def action_page(self, way: int) -> None:
        """Scroll what is read by a page."""
        pane = self._read()
        pane.scroll_rows(way * max(1, pane.size.height - 1))
        self._tell_footer()

    def action_choose(self, digit: int) -> None:
        """Select a case by its digit; again, to open it."""
        if digit <= len(self.shelf):
            if self.at == digit - 1:
                self.action_open()
                return
            self._select(digit - 1)

    def _choose(self, how: str) -> None:
        if self.shelf:
            self.post_message(self.Chosen(self.shelf[self.at], how))

    def action_open(self) -> None:
        """Go on with the case, or begin it."""
        self._choose("open")

    def action_again(self) -> None:
        """Begin the case again, as a later attempt."""
        self._choose("again")

    def action_debrief(self) -> None:
        """Look back on the latest attempt."""
        self._choose("debrief")

    @on(Pane.Clicked)
    def row_clicked(self, message: Pane.Clicked) -> None:
        """A click selects a case; on the selected one it opens."""
        message.stop()
        for index, start in reversed(list(enumerate(self._starts))):
            if message.pane.id == "main" and start <= message.line <= start + 1:
                self.action_choose(index + 1)
                return
        if message.pane.id == "main" and message.line < 2 and self._latest() is not None:
            self.action_open()

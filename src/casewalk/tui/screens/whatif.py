"""The what-if screen: constraints are moved, and every verdict of a decision follows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from casewalk.tui.course import Course, Place
from casewalk.tui.exploration import explore
from casewalk.tui.idle import Idle
from casewalk.tui.screens import whatif_panes
from casewalk.tui.screens.filled import FilledScreen, left_column
from casewalk.tui.screens.replay_open import has_replay, open_replay
from casewalk.tui.screens.whatif_panes import TABS
from casewalk.tui.text import Row
from casewalk.tui.views.frame import header_rows, judged, tabs_row
from casewalk.tui.views.sight import NARROW, Sight, tick_columns, track_columns
from casewalk.tui.views.whatif import diagram_head, slider_page, table_page, what_if_view, wide_table_page
from casewalk.tui.widgets.bars import Footer, Header
from casewalk.tui.widgets.entry import FIRST_OF_A_NUMBER, Entry
from casewalk.tui.widgets.entry_row import EntryRow
from casewalk.tui.widgets.pane import Pane
from casewalk.tui.widgets.picture import PictureView
from casewalk.walk import Question, Walk
from casewalk.walk.curves import Curves
from casewalk.walk.scales import Impossible, Scale, in_short, read_value, require_possible

ONE_PAGE = ("constraints", "diagram")
TALL = 44
"""Rows from which the trade-off stands below the strips; on fewer it has a pane of its own."""
NEAR = 10
"""So many sliders round the selected one are marked where verdicts change."""
STEPS = 60
"""A step moves a slider by one part in so many of its range."""


class WhatIfScreen(FilledScreen[None]):
    """Sliders over a decision's constraints. Nothing that is moved here is an answer, and nothing is written down."""

    AUTO_FOCUS = ""
    BINDINGS = [
        Binding("escape", "close", show=False),
        Binding("w", "dismiss", show=False),
        Binding("up", "select(-1)", show=False),
        Binding("down", "select(1)", show=False),
        Binding("left", "step(-1)", show=False),
        Binding("right", "step(1)", show=False),
        Binding("shift+left", "step(-10)", show=False),
        Binding("shift+right", "step(10)", show=False),
        Binding("r", "reset", show=False),
        Binding("R", "reset_all", show=False),
        Binding("b", "next_boundary", show=False),
        Binding("m", "columns", show=False),
        Binding("a", "everything", show=False),
        Binding("c", "chart", show=False),
        Binding("p", "replay", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown,space", "page(1)", show=False),
        Binding("tab", "pane(1)", show=False, priority=True),
        Binding("shift+tab", "pane(-1)", show=False, priority=True),
    ]

    def __init__(self, course: Course, walk: Walk, place: Place, overrides: dict[str, float] | None = None) -> None:
        super().__init__()
        self.course, self.walk, self.place = course, walk, place
        self.exploration = explore(course, walk, place)
        self.overrides: dict[str, float] = dict(overrides or {})
        self.everything = False
        self.at = 0
        self.tab = 0
        self._begin_at(self.overrides)
        self.charted = ""
        self.first_column = 0
        self.move = self.exploration.first
        self.ticks: defaultdict[int, dict[str, tuple[int, ...]]] = defaultdict(dict)  # by the columns of the tracks
        self.notice, self.wrong = "", False
        self._waiting: list[Scale] = []
        self.idle = Idle(self, self._mark_next)
        self._stale = False

    def _begin_at(self, changed: Iterable[str]) -> None:
        """Select the constraint that a question has just changed, if one has; its slider is in sight then."""
        first = next(iter(changed), "")
        self.everything = any(scale.name == first for scale in self.exploration.others)
        self.at = next((n for n, scale in enumerate(self.scales) if scale.name == first), 0)

    def compose(self) -> ComposeResult:
        """Tabs for small screens, one page, a line to type a value into."""
        yield Header()
        yield Pane(id="tabs")
        with Vertical(id="body"):
            yield Pane(id="main")
            with Horizontal(id="lower"):
                yield PictureView(id="picture")
                yield Pane(id="metrics")
            yield EntryRow()
        yield Footer()

    def on_mount(self) -> None:
        """Nothing is typed at first."""
        self.query_one("#entry-row").display = False
        self.set_focus(None)
        self.call_after_refresh(self.lay_out)

    # ------------------------------------------------------------ what is shown

    @property
    def scales(self) -> tuple[Scale, ...]:
        """The scales that are shown: those of the story, or all."""
        found = self.exploration
        return (*found.marked, *found.others) if self.everything else found.marked

    @property
    def scale(self) -> Scale:
        """The selected scale."""
        return self.scales[self.at]

    @property
    def value(self) -> float:
        """Its value now."""
        return self.overrides.get(self.scale.name, self.scale.product)

    @property
    def wide(self) -> bool:
        """Whether everything fits on one page."""
        return self.size.width >= 100 and self.size.height >= 32

    def sight(self, width: int) -> Sight:
        """Everything that the views need, computed for the values at hand."""
        columns = track_columns(self.scales, width)
        swept = self.exploration.sweep(self.scale, self.overrides, columns)
        self.ticks[columns][self.scale.name] = tick_columns(swept, columns)
        answer = self.exploration.answer(self.overrides)
        first = self.first_column % max(1, len(answer.table.rows if width < NARROW else answer.table.columns))
        found, marks, curves = self.exploration, self.ticks[columns], self._curves(columns)
        return Sight(found, self.scales, self.at, self.overrides, answer, swept, marks, columns, first, curves)

    def _curves(self, columns: int) -> Curves | None:
        """What is charted, if anything is."""
        if not self.charted:
            return None
        return self.exploration.curves(self.scale, self.overrides, columns, self.charted)

    @property
    def one_page(self) -> bool:
        """Whether the trade-off stands below the strips."""
        return self.wide and self.size.height >= TALL

    @property
    def tabs(self) -> tuple[str, ...]:
        """The panes of this size."""
        return ONE_PAGE if self.one_page else TABS

    @property
    def pane(self) -> str:
        """The pane that is shown below the header."""
        return self.tabs[self.tab % len(self.tabs)]

    def on_resize(self) -> None:
        """Another size, another arrangement."""
        self.lay_out()

    def lay_out(self) -> None:
        """Decide which panes show, and fill them once they have their sizes."""
        diagram, wide = self.pane == "diagram", self.wide
        self.set_class(wide, "wide")
        self.query_one("#tabs").display = not self.one_page
        self.query_one("#lower").display = diagram
        self.query_one("#metrics").display = wide
        self.query_one("#picture").styles.width = left_column(self.size.width) if wide else "1fr"
        self.query_one("#main").styles.height = "1fr"
        if diagram:
            room = self.size.width - 4
            self.query_one("#main").styles.height = len(diagram_head(self.sight(room), room, wide=wide)) + 1
        self.fill_soon()

    def _page(self, sight: Sight, width: int, height: int) -> tuple[Row, ...]:
        if self.pane == "diagram":
            return diagram_head(sight, width, wide=self.wide)
        if self.pane == "trade-off":
            return wide_table_page(sight, width) if self.wide else table_page(sight, width)
        if self.wide:
            return what_if_view(sight, width, height, table=self.one_page)
        return slider_page(sight, width, height)

    def fill(self) -> None:
        """The page for the size at hand."""
        main = self.query_one("#main", Pane)
        if not main.room or not main.size.height:
            return
        told = header_rows(self.course, self.walk, self.place, self.size.width, str(Question.WHAT_IF))
        self.query_one(Header).tell(*told)
        sight = self.sight(main.room)
        main.show(self._page(sight, main.room, main.size.height), from_top=True)
        rows = sight.answer.table.rows
        fits = sum(m.verdict == "fits" for m in rows)
        tabs = tabs_row(
            self.tabs,
            self.tab % len(self.tabs),
            self.size.width - 4,
            (judged(f"{fits} of {len(rows)} fit", missed=not fits),),
        )
        self.query_one("#tabs", Pane).show((tabs,))
        if self.pane == "diagram":
            whatif_panes.fill_diagram(self, sight)
        self.tell_footer()
        self._mark_soon()

    def tell_footer(self) -> None:
        """Name the keys that work now; what was just said stays until the next key."""
        if self.notice:
            self.query_one(Footer).say(self.notice, "miss" if self.wrong else "mute")
            return
        if self.typing:
            self.query_one(Footer).tell((("Enter", "set"), ("Esc", "leave as it was")), always=())
            return
        self.query_one(Footer).tell(whatif_panes.keys(self))

    def say(self, text: str, *, wrong: bool = False) -> None:
        """One sentence in the footer, until the next key; whether it says what is `wrong`."""
        self.notice, self.wrong = text, wrong
        self.tell_footer()

    def _mark_soon(self) -> None:
        """Where verdicts change on the other sliders in sight, one after another, once no key comes any more."""
        near = sorted(range(len(self.scales)), key=lambda n: abs(n - self.at))[1:NEAR]
        self._waiting = [self.scales[n] for n in near]
        self.idle.begin()

    def _mark_next(self) -> bool:
        if not self._waiting:
            return False
        columns = track_columns(self.scales, self.query_one("#main", Pane).room)
        scale = self._waiting.pop(0)
        ticks = tick_columns(self.exploration.sweep(scale, self.overrides, columns), columns)
        self._stale = self._stale or self.ticks[columns].get(scale.name) != ticks
        self.ticks[columns][scale.name] = ticks
        if not self._waiting and self._stale:
            self._stale = False
            self._redraw()
        return bool(self._waiting)

    def _redraw(self) -> None:
        main = self.query_one("#main", Pane)
        if main.room:
            main.show(self._page(self.sight(main.room), main.room, main.size.height))

    # ------------------------------------------------------------ what keys do

    def action_select(self, by: int) -> None:
        """The next constraint."""
        self.at = (self.at + by) % len(self.scales)
        self.fill()

    def set_value(self, value: float) -> bool:
        """Give the selected constraint a value; one that contradicts another is refused in words. Whether it moved."""
        scale = self.scale
        now = {**self.overrides, scale.name: value}
        if value == scale.product:
            del now[scale.name]
        try:
            require_possible(self.course.workings, self.place.stage_index, now, self.course.workings.short_of)
        except Impossible as impossible:
            self.say(f"{impossible}.", wrong=True)
            return False
        self.overrides = now
        self.fill()
        return True

    def action_step(self, by: int) -> None:
        """Move the selected constraint."""
        self.set_value(self.scale.stepped(self.value, by, STEPS))

    def action_reset(self) -> None:
        """The selected constraint as in the case."""
        self.set_value(self.scale.product)

    def action_reset_all(self) -> None:
        """Every constraint as in the case."""
        self.overrides = {}
        self.fill()

    def action_next_boundary(self) -> None:
        """To the next value at which a verdict changes; after the last, to the first."""
        columns = track_columns(self.scales, self.query_one("#main", Pane).room)
        edges = sorted(e.first for e in self.exploration.sweep(self.scale, self.overrides, columns).boundaries)
        if not edges:
            self.say("no verdict changes along this constraint.")
            return
        self.set_value(next((edge for edge in edges if edge > self.value), edges[0]))

    def action_columns(self) -> None:
        """What is charted; other metrics of the table; on a narrow screen, and in the diagram, the next move."""
        whatif_panes.turn(self)

    def action_chart(self) -> None:
        """A chart in place of the strips, and back."""
        self.charted = "" if self.charted else whatif_panes.first_charted(self)
        self.tab = 0
        self.lay_out()

    def action_everything(self) -> None:
        """All constraints that the decision depends on, or those of the story."""
        chosen = self.scale
        self.everything = not self.everything
        self.at = self.scales.index(chosen) if chosen in self.scales else 0
        self.fill()

    def action_replay(self) -> None:
        """Run the stage's stretch of time under these constraints."""
        if has_replay(self.course, self.place):
            open_replay(self, self.overrides, self.move)

    def action_pane(self, way: int) -> None:
        """The next pane."""
        self.tab = (self.tab + way) % len(self.tabs)
        self.query_one("#main", Pane).top = 0
        self.lay_out()

    def action_page(self, way: int) -> None:
        """Scroll what does not fit."""
        main = self.query_one("#main", Pane)
        main.scroll_rows(way * max(1, main.size.height - 1))

    def action_close(self) -> None:
        """Out of the entry, from the chart to the strips, or back to the walk."""
        if self.typing:
            self._close_entry()
        elif self.charted and self.pane == "constraints":
            self.action_chart()
        else:
            self.dismiss(None)

    # ------------------------------------------------------------ typing

    @property
    def typing(self) -> bool:
        """Whether a value is being typed."""
        return bool(self.query_one("#entry-row").display)

    async def on_key(self, event: events.Key) -> None:
        """A digit begins a value. Keys that came before the line had the focus are its keys too."""
        entry = self.query_one(Entry)
        if self.notice:
            self.notice = ""
            self.tell_footer()
        if self.typing:
            if event.key == "enter":
                event.stop()
                await entry.action_submit()
            elif event.character is not None and event.is_printable:
                event.stop()
                entry.insert_text_at_cursor(event.character)
        elif event.character is not None and event.character in FIRST_OF_A_NUMBER:
            event.stop()
            self.query_one("#entry-row").display = True
            entry.placeholder = f"{self.scale.label}, such as {self.scale.show(self.scale.product)}"
            entry.value = event.character
            entry.cursor_position = 1
            self.set_focus(entry)
            self.tell_footer()

    def _close_entry(self) -> None:
        self.query_one(Entry).value = ""
        self.query_one("#entry-row").display = False
        self.set_focus(None)
        self.fill()

    @on(Input.Changed)
    def changed(self, message: Input.Changed) -> None:
        """What was wrong with a value is told until it is mended."""
        message.stop()
        if self.notice and self.typing:
            self.notice = ""
            self.tell_footer()

    @on(Input.Submitted)
    def typed(self, message: Input.Submitted) -> None:
        """A value as typed; what cannot be is refused in words."""
        message.stop()
        try:
            value = read_value(self.scale, message.value)
        except Impossible as impossible:
            self.say(f"{in_short(self.scale, impossible)}.", wrong=True)
            return
        if self.set_value(value):
            self._close_entry()

    @on(Pane.Clicked)
    def clicked(self, message: Pane.Clicked) -> None:
        """A click on a tab shows it; on a slider, or below it on its columns, it moves the constraint there."""
        message.stop()
        whatif_panes.clicked(self, message)

"""The walk screen's arrangement: which panes show at which size, and what fills them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from casewalk.export import pages
from casewalk.export.reveals import reveal_text
from casewalk.tui.screens.filled import left_column
from casewalk.tui.screens.walk_picture import fill_picture, shown_picture
from casewalk.tui.screens.walk_reveal import arrange, table_aside
from casewalk.tui.screens.walk_tabs import (
    FIGURES,
    GROUNDS,
    TABS,
    shows_figures,
    tab_name,
    tab_names,
)
from casewalk.tui.text import EMPTY, Row, Span, packed
from casewalk.tui.views.beat import HINT, beat_view, entry_line, figures_view, situation, words_here
from casewalk.tui.views.flip import flip_options
from casewalk.tui.views.frame import header_rows, part_view, tabs_row
from casewalk.tui.views.grounds import grounds_view
from casewalk.tui.views.metrics import metric_view, metric_window
from casewalk.tui.views.reveal import left_remarks, record, standing_remarks, table_view
from casewalk.tui.views.story import lines
from casewalk.tui.widgets.bars import Footer, Header
from casewalk.tui.widgets.pane import Pane
from casewalk.tui.widgets.picture import PictureView, rows_for
from casewalk.walk import flip_of
from casewalk.walk.cover import covered
from casewalk.walk.metrics import MetricRow

if TYPE_CHECKING:
    from casewalk.tui.screens.walk import WalkScreen

DIAGRAM_ROWS = 20
LEAST_UPPER, BETWEEN, LEAST_LOWER = 12, 1, 15
READ = "▸ "
"""What stands before the heading of the pane that is read."""
NOTE, NOTED = "Your note  ", {"situation", "aftermath"}
"""How a note is headed, and the beats that carry it in their own pane; elsewhere it stands below the story."""


def _show(screen: WalkScreen, visible: set[str]) -> None:
    for name in ("tabs", "table", "picture", "metrics", "change", "grounds", "left", "side"):
        screen.query_one(f"#{name}").display = name in visible
    screen.query_one("#upper").display = bool(visible & {"picture", "metrics"})
    screen.query_one("#lower").display = bool(visible & {"change", "grounds", "left", "side"})


def choose_panes(screen: WalkScreen) -> None:
    """Show the panes of this beat at this size."""
    reveal = screen.beat.kind == "reveal"
    upper = screen.query_one("#upper")
    for name in ("picture", "change", "grounds", "left"):
        screen.query_one(f"#{name}").styles.width = left_column(screen.size.width) if screen.wide else "1fr"
    if screen.wide:
        lower = "grounds" if tab_name(screen) == GROUNDS and not screen.look.in_picture else "change"
        table = set() if table_aside(screen) else {"table"}
        _show(screen, {*table, lower, "side"} if reveal else {"picture", "metrics", "left", "side"})
        screen.query_one("#body").styles.margin = (1, 0, 0, 2)
        upper.styles.height = _upper_rows(screen)
        if reveal and table:
            arrange(screen)
        return
    shown = {
        "diagram": {"change"} if reveal else {"picture"},
        "metrics": {"metrics"},
        "story": {"side"},
        "question": {"left"},
        "trade-off": {"table"},
        "record": {"side"},
        GROUNDS: {"grounds"},
        FIGURES: {"side"},
    }[tab_name(screen)]
    _show(screen, {"tabs", *shown})
    upper.styles.height = "1fr"
    screen.query_one("#table").styles.height = "1fr"
    screen.query_one("#table").styles.margin = (0, 0, 1, 0)
    screen.query_one("#body").styles.margin = (1 if screen.size.height >= 22 else 0, 0, 0, 2)


def _upper_rows(screen: WalkScreen) -> int:
    """As many rows as picture and metrics want, and no more than leaves room for a blank row and the question."""
    most = min(DIAGRAM_ROWS, screen.size.height - LEAST_LOWER - 4) - BETWEEN
    needs = rows_for(screen.now.picture, left_column(screen.size.width) - PictureView.spared, most)
    metrics = screen.query_one("#metrics", Pane)
    rows = metric_view(screen.now.focus, screen.now.metrics, max(metrics.room, 30))
    return max(LEAST_UPPER, min(max(needs, len(rows)), most))


def fill(screen: WalkScreen) -> None:
    """Header, tabs, footer, and every pane that shows."""
    course, walk, place, now, look = screen.course, screen.walk, screen.place, screen.now, screen.look
    width = screen.size.width
    screen.query_one(Header).tell(*header_rows(course, walk, place, width))
    fill_picture(screen)
    metrics = screen.query_one("#metrics", Pane)
    if metrics.display:
        metrics.show(_metric_rows(screen, metrics))
    table = screen.query_one("#table", Pane)
    if table.display and screen.beat.kind == "reveal":
        left = left_remarks(course, walk, place, now.metrics) if screen.wide else ()
        known = screen.studies.ready(course, place)
        rows = table_view(course, walk, place, table.room, look.first_column, known, left)
        table.show(packed(rows, table.size.height))
    grounds = screen.query_one("#grounds", Pane)
    if grounds.display:
        moves = not screen.wide
        grounds.show(grounds_view(screen.studies.ready(course, place), grounds.room, grounds.size.height, moves=moves))
    main = screen.query_one("#main", Pane)
    if screen.query_one("#left").display:
        main.show(_main_rows(screen, main))
        place_entry(screen)
    side = screen.query_one("#side", Pane)
    if side.display:
        side.show(_side_rows(screen, side))
    tabs = tabs_row(tab_names(screen), look.tab, width - 4, standing_remarks(course, walk, place, now.metrics))
    screen.query_one("#tabs", Pane).show((tabs,))
    if screen.wide and look.toured:
        _lead(scrolled(screen))


def _lead(pane: Pane) -> None:
    """The heading of the pane that Tab came to takes a mark and the accent, and says whether there is more to see."""
    if not pane.rows or not pane.rows[0].spans:
        return
    head, *rest = pane.rows
    title, *line = head.spans
    rule = next((n for n, s in enumerate(line) if s.style == "rule"), None)
    room = len(line[rule].text) if rule is not None else 0
    more = next((text for text in (" ↑↓ more", " ↑↓") if len(text) < room), "") if pane.deepest else ""
    if more and rule is not None:
        shorter = Span(line[rule].text[len(more) :], "rule")
        line = [*line[:rule], shorter, *line[rule + 1 :], Span(more, "accent")]
    if rule is not None and len(line[rule].text) > len(READ):
        # The accent alone is no sign where there is no colour.
        line[rule] = Span(line[rule].text[len(READ) :], "rule")
        title = Span(f"{READ}{title.text}", title.style)
    pane.show((Row((Span(title.text, "accent bold"), *line)), *rest))


def _metric_rows(screen: WalkScreen, pane: Pane) -> tuple[Row, ...]:
    """The metrics that fit, each whole, below a heading that stays; which they are, where there are more."""
    total, listed = screen.now.metrics, listed_metrics(screen)
    rows = metric_view(listed, total, pane.room)
    if len(rows) <= pane.size.height or not listed:
        return rows
    return metric_window(listed, total, pane.room, pane.size.height, screen.look.first_metric).rows


def listed_metrics(screen: WalkScreen) -> tuple[MetricRow, ...]:
    """All metrics, or on a wide screen at first those that the stage is about."""
    return screen.now.metrics if screen.look.all_metrics or not screen.wide else screen.now.focus


def turn_metrics(screen: WalkScreen) -> None:
    """All metrics or those in focus; where panes are shown one by one, their pane, and back to the question."""
    if screen.beat.kind == "reveal":
        screen.query_one(Footer).say("the trade-off shows the metrics that tell these moves apart.")
    elif screen.wide:
        screen.look = replace(screen.look, all_metrics=not screen.look.all_metrics, first_metric=0)
    else:
        to = "question" if tab_name(screen) == "metrics" else "metrics"
        screen.look = replace(screen.look, tab=TABS.index(to), first_metric=0, in_picture=False)


def more_metrics(screen: WalkScreen) -> bool:
    """Whether the metrics are read, and are more than fit."""
    pane = scrolled(screen)
    if pane.id != "metrics":
        return False
    return len(metric_view(listed_metrics(screen), screen.now.metrics, pane.room)) > pane.size.height


def scroll(screen: WalkScreen, way: int, *, page: bool) -> None:
    """Scroll the pane that is read, by a row or by a page; metrics go one by one, each of them whole."""
    pane = scrolled(screen)
    if pane.id != "metrics":
        pane.scroll_rows(way * (max(1, pane.size.height - 1) if page else 1))
        return
    listed, total = listed_metrics(screen), screen.now.metrics
    seen = metric_window(listed, total, pane.room, pane.size.height, screen.look.first_metric)
    to = seen.first + way * (seen.count if page else 1)
    first = metric_window(listed, total, pane.room, pane.size.height, to).first
    screen.look = replace(screen.look, first_metric=first)


def place_entry(screen: WalkScreen) -> None:
    """The line to type into: an estimate's below its question, that of why below the pane, in a row of its own."""
    entry, main = screen.query_one("#entry-row"), screen.query_one("#main", Pane)
    below = screen.beat.kind == "estimate"
    entry.styles.position = "absolute" if below else "relative"
    entry.styles.offset = (0, entry_line(screen.course, screen.place, main.room) if below else 0)


def _main_rows(screen: WalkScreen, main: Pane) -> tuple[Row, ...]:
    rows = beat_view(screen.course, screen.walk, screen.place, screen.look, main.room, main.size.height)
    return (*rows, *_note_rows(screen, main.room)) if screen.beat.kind in NOTED else rows


def _note_rows(screen: WalkScreen, width: int) -> tuple[Row, ...]:
    """The note on this stage, below what it is read with."""
    note = screen.walk.notes.get(screen.place.stage(screen.course.case).id)
    if not note:
        return ()
    first, *more = lines(note, width - len(NOTE), "text")
    rest = (Row((Span(" " * len(NOTE)), *r.spans)) for r in more)
    return (EMPTY, Row((Span(NOTE, "accent"), *first.spans)), *rest)


def _side_rows(screen: WalkScreen, side: Pane) -> tuple[Row, ...]:
    course, place, look = screen.course, screen.place, screen.look
    if look.in_picture and look.part is not None:
        return part_view(course, place, look.part, screen.now, side.room)
    if shows_figures(screen):
        return figures_view(course, place, side.room)
    if screen.beat.kind == "reveal":
        return record(course, screen.walk, place, side.room, side.size.height)
    if screen.wide and screen.beat.kind == "situation":
        return words_here(course, place, side.room)
    told = situation(course, screen.walk, place, side.room)
    return told if screen.wide and screen.beat.kind in NOTED else (*told, *_note_rows(screen, side.room))


def scrolled(screen: WalkScreen) -> Pane:
    """The pane that the arrow keys and the page keys scroll; all metrics, as long as they are listed.

    While the picture is walked, it is the one that tells of the part.
    """
    name = tab_name(screen)
    if screen.look.in_picture:
        return screen.query_one("#side", Pane) if screen.wide else shown_picture(screen)
    if screen.wide and screen.look.all_metrics and screen.query_one("#metrics").display:
        return screen.query_one("#metrics", Pane)
    if screen.beat.kind == "reveal":
        wanted = {
            "trade-off": "#side" if screen.wide else "#table",
            "diagram": "#change",
            "record": "#side",
            GROUNDS: "#grounds",
            FIGURES: "#side",
        }[name]
    else:
        panes = {"diagram": "#picture", "metrics": "#metrics", "story": "#side", "question": "#main"}
        wanted = panes.get(name, "#side")
        if screen.wide and screen.beat.kind == "situation" and name != FIGURES:
            wanted = {"#side": "#main", "#main": "#side"}.get(wanted, wanted)
    return screen.query_one(wanted, Pane)


def position(screen: WalkScreen, digit: int) -> int | None:
    """Which of the options a digit stands for; a locked move leaves a gap in those of a what-if."""
    if screen.beat.kind != "flip":
        return digit - 1 if digit <= screen.options() else None
    options = flip_options(screen.course, screen.walk, screen.place)
    return next((n for n, (_, option) in enumerate(options) if option.digit == digit), None)


def flipped(screen: WalkScreen) -> dict[str, float]:
    """The constraints that the what-if begins with: those of a flip that is being looked at."""
    if screen.beat.kind != "flip":
        return {}
    return screen.course.workings.in_base(flip_of(screen.place.stage(screen.course.case), screen.beat).change)


def clicked(screen: WalkScreen, message: Pane.Clicked) -> None:
    """A click on an option selects it; on a tab it shows that pane."""
    if message.pane.id == "tabs":
        at = 0
        for index, name in enumerate(tab_names(screen)):
            if at <= message.column < at + len(name):
                screen.look = replace(screen.look, tab=index, in_picture=False)
            at += len(name) + 3
        return
    if message.pane.id != "main" or not screen.asks or not 0 <= message.line < len(message.pane.rows):
        return
    for line in range(message.line, -1, -1):
        # An option's digit stands behind its bar; the figures below a name do not.
        text = message.pane.rows[line].text
        if text[2:3].isdigit() and text[3:5] == "  ":
            screen.action_choose(int(text[2]))
        elif not text.startswith(HINT):
            continue
        return


def as_text(screen: WalkScreen) -> tuple[str, ...]:
    """The stage as plain text, with the reveal once it has been seen."""
    course, walk, place = screen.course, screen.walk, screen.place
    hidden = covered(course.workings, walk, place.stage_index)
    lines = list(pages.stage_page(course.workings, place.stage_index, 76, hidden))
    if screen.beat.kind == "reveal":
        known = screen.studies.ready(course, place)
        lines += ["", *reveal_text(course.workings, walk, place.stage_index, screen.beat, 76, known)]
    return tuple(lines)

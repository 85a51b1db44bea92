"""The what-if: sliders, what changed in words, strips or a chart on the sliders' columns, and the trade-off."""

from __future__ import annotations

from casewalk.tui.text import EMPTY, Row, Span, cut, left, right, row, section, span
from casewalk.tui.views.curves import chart_rows
from casewalk.tui.views.sight import NAME, NARROW, Sight, painted
from casewalk.tui.views.story import lines
from casewalk.tui.views.strips import breaking_points, strips
from casewalk.tui.views.tradeoff import MARKS, VERDICT_STYLES, missed_names, shown_columns, trade_off_view
from casewalk.walk.prose import cells
from casewalk.walk.scales import Scale
from casewalk.walk.whatif import Change

FEWEST = 3
"""Constraints that stay in sight beside strips, however much is said below them."""
SEVERAL, POINTS = 6, 4
"""Constraints, and rows for the breaking points, that have to find room before there are blank rows between strips."""
LEGEND = "● now   ○ in the case   ┼ a verdict changes"


def _track(sight: Sight, scale: Scale, *, chosen: bool) -> tuple[Span, ...]:
    now = scale.column(sight.value(scale), sight.columns)
    fill = "accent" if chosen else "mute"
    marks = [("━", fill)] * now + [("─", "faint")] * (sight.columns - now)
    for column in sight.ticks.get(scale.name, ()):
        marks[column] = ("┼", "text bold")
    marks[scale.column(scale.product, sight.columns)] = ("○", "text")
    marks[now] = ("●", f"{fill} bold")
    return painted(marks)


def slider(sight: Sight, index: int, width: int) -> tuple[Row, ...]:
    """One constraint: name, track, value. On a narrow screen the track stands below."""
    scale, chosen = sight.scales[index], index == sight.at
    bar = Span("▌ " if chosen else "  ", "accent")
    name = "text bold" if chosen or scale.name in sight.overrides else "mute"
    value = scale.show(sight.value(scale))
    style = "text bold" if chosen or scale.name in sight.overrides else "mute"
    if width < NARROW:
        select, set_ = ("select", scale.name), ("set", scale.name)
        head = Row((bar, left(scale.short, width - 22, name), right(value, 20, style)), chosen, select)
        return (head, Row((Span("  "), *_track(sight, scale, chosen=chosen)), about=set_))
    figure = right(value, width - NAME - sight.columns - 1, style)
    spans = (bar, left(scale.short, NAME - 2, name), *_track(sight, scale, chosen=chosen), figure)
    return (Row(spans, chosen, ("set", scale.name)),)


def sliders(sight: Sight, width: int, room: int) -> tuple[Row, ...]:
    """The constraints under a heading, as many as find room, round the selected one."""
    each = 2 if width < NARROW else 1
    fit = max(1, (room - 1) // each)
    total = len(sight.scales)
    start = max(0, min(sight.at - fit // 2, total - fit))
    title = "Constraints" if fit >= total else f"Constraints, {sight.at + 1} of {total}"
    rows = [section(title, width, LEGEND if width >= 72 else "")]
    for index in range(start, min(start + fit, total)):
        rows += slider(sight, index, width)
    return tuple(rows)


def changed_rows(sight: Sight, width: int, room: int) -> tuple[Row, ...]:
    """What the changed constraints do, in words, in a place that is kept."""
    if not sight.overrides:
        more = " Move a constraint, and every verdict follows." if width >= NARROW else ""
        rows = [*lines(f"As in the case.{more}", width)]
    elif not sight.answer.changes:
        rows = [*lines("Every verdict is as in the case.", width)]
    else:
        rows = _sentences([_sentence(change) for change in sight.answer.changes], width)
    if len(rows) > room:
        rows = [*rows[: room - 1], cut(rows[room - 1], width, more=True)]
    return (*rows, *[EMPTY] * (room - len(rows)))


def _sentence(change: Change) -> Row:
    colour = VERDICT_STYLES[change.verdict]
    name = (Span(f"{MARKS[change.verdict]} ", colour), span(change.name, "text bold"), Span(": ", "mute"))
    why = span(f" now, {change.why}" if change.why else " now", "mute")
    return Row((*name, Span(str(change.verdict), f"{colour} bold"), why))


def _sentences(each: list[Row], width: int) -> list[Row]:
    """Sentences side by side, as many as fit on a row."""
    rows: list[Row] = []
    for one in each:
        if rows and rows[-1].width + 3 + one.width <= width:
            rows[-1] = Row((*rows[-1].spans, Span("   "), *one.spans))
        else:
            rows.append(one)
    return rows


def table_rows(sight: Sight, width: int, *, whole: bool = False) -> tuple[Row, ...]:
    """The trade-off under these constraints, a row a move; below, what moves miss that no column in sight shows.

    That is cut to a row, unless it is wanted `whole`.
    """
    table = sight.answer.table
    rows = trade_off_view(table, sight.exploration.roles, width, sight.first_column, brief=True, turn="m")
    if width < NARROW or len(shown := shown_columns(table, width, sight.first_column, brief=True)) == len(
        table.columns
    ):
        return rows
    seen = {table.columns[n].name for n in shown}
    told = [(move.name, missed_names(table, move)) for move in table.rows]
    hidden = ", ".join(f"{name} ({', '.join(missed)})" for name, missed in told if missed and not seen & {*missed})
    text = f"Missed out of sight: {hidden}." if hidden else ""
    return (*rows, *(lines(text, width) if whole and text else (cut(row(span(text, "mute")), width),)))


def question(sight: Sight, width: int) -> Row:
    """What the decision asks, with its numbers; its last sentence alone where the whole is too long for a row."""
    text = sight.exploration.ask
    return row(span(text if cells(text) <= width else text.rsplit(". ", 1)[-1], "text bold"))


def what_if_view(sight: Sight, width: int, height: int, *, table: bool = True) -> tuple[Row, ...]:
    """Everything on one page, for a wide screen: words, sliders, strips, breaking points, trade-off; or the chart.

    What stands above the strips stands there above the chart, too. Without the `table`, which is a pane of its own
    then, the breaking points come last, and their rows are kept so that nothing moves with the selected constraint.
    """
    ask = question(sight, width)
    head = (ask, *changed_rows(sight, width, 2))
    points = breaking_points(sight, width)
    rest = (EMPTY, *table_rows(sight, width)) if table else (EMPTY,) * (POINTS - len(points))
    spaced, most = strips(sight, width, spaced=True), min(len(sight.scales), SEVERAL) + 1
    need = len(head) + 2 + most + len(spaced) + max(POINTS, len(points)) + (len(rest) if table else 0)
    below = (*(spaced if need <= height else strips(sight, width)), *points, *rest)
    shown = sliders(sight, width, max(4, min(len(sight.scales) + 1, height - len(head) - len(below) - 1)))
    gap = (EMPTY,) if height - len(head) - len(below) - len(shown) >= 2 else ()
    blank = () if len(head) + len(gap) + len(shown) + 1 + len(below) > height and not gap else (EMPTY,)
    above = (*head, *gap, *shown, *blank)
    if sight.curves is not None:
        room = height - len(above) - len(points)
        return (*above, *chart_rows(sight, sight.curves, width, room), *points)
    rows = (*above, *below)
    return rows if len(rows) <= height else tuple(line for line in rows if line is not EMPTY)


CALM, CHART_FRAME = 7, 6
"""Rows of a chart's lines on a middling screen, and those round them: title, value, axis, and the names of the moves.

A sentence below that has no room then is scrolled to.
"""


def slider_page(sight: Sight, width: int, height: int) -> tuple[Row, ...]:
    """One pane of a smaller screen: what changed, sliders round the chosen one, strips or chart, breaking points."""
    words = 2 if width >= NARROW and sight.curves is None else 1
    least = 3 if width < NARROW else 2 if sight.curves else 1 + FEWEST
    points = breaking_points(sight, width)
    rest = (*strips(sight, width), *points)
    # A chart needs its rows more than the sliders that are not moved; a long sentence, which can be scrolled to, less.
    room = least if sight.curves else max(least, min(height - words - len(rest), 1 + len(sight.scales)))
    above = (*changed_rows(sight, width, words), *sliders(sight, width, room))
    if sight.curves is None:
        return (*above, *rest)
    if width >= NARROW and height - len(above) - len(points) < CALM + CHART_FRAME:
        # The chosen slider without its heading: the chart needs the row more.
        above = (*changed_rows(sight, width, words), *slider(sight, sight.at, width))
    if width < NARROW:
        return (*above, *chart_rows(sight, sight.curves, width, height - len(above)))
    return (*above, *chart_rows(sight, sight.curves, width, height - len(above) - len(points), CALM), *points)


def table_page(sight: Sight, width: int) -> tuple[Row, ...]:
    """The other pane: the chosen slider, what changed, the trade-off."""
    rows = (*slider(sight, sight.at, width), *changed_rows(sight, width, 2), EMPTY)
    return (*rows, *table_rows(sight, width, whole=True))


def wide_table_page(sight: Sight, width: int) -> tuple[Row, ...]:
    """The trade-off on a pane of its own on a wide screen, below the question and the sliders."""
    return (*diagram_head(sight, width, wide=True), EMPTY, *table_rows(sight, width, whole=True))


def diagram_head(sight: Sight, width: int, *, wide: bool) -> tuple[Row, ...]:
    """What stands above the diagram: what changed, and the chosen slider, or on a wide screen those around it."""
    if not wide:
        return (*slider(sight, sight.at, width), *changed_rows(sight, width, 1 if width < NARROW else 2))
    ask = question(sight, width)
    return (ask, *changed_rows(sight, width, 2), *sliders(sight, width, 6))

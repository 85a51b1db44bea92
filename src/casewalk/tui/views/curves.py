"""The chart of the what-if: a line a move along the selected constraint, on its slider's own columns."""

from __future__ import annotations

from casewalk.diagram.chart import LEGEND
from casewalk.export.charts import draw_curves, title_of
from casewalk.tui.text import Row, Span, display, right, section
from casewalk.tui.views.sight import NARROW, Sight, along, margin_of, settable, whose
from casewalk.tui.views.story import lines
from casewalk.tui.views.strips import axis, now_row
from casewalk.tui.views.tradeoff import MARKS, VERDICT_STYLES
from casewalk.walk.curves import Curves
from casewalk.walk.prose import cells

LEAST_ROWS, MOST_ROWS = 4, 14
STYLES = {
    "chart.fits": "ok", "chart.overbuilds": "near", "chart.breaks": "faint",
    "chart.fits.mark": "ok bold", "chart.overbuilds.mark": "near bold", "chart.breaks.mark": "text bold",
    "chart.target": "mute", "chart.now": "accent",
}  # fmt: skip


def chart_rows(sight: Sight, found: Curves, width: int, room: int, least: int = LEAST_ROWS) -> tuple[Row, ...]:
    """The chart, with its ends and the target at its left, the axis below, and under that whose line is whose.

    Its lines have `least` rows however little room there is.
    """
    narrow, margin = width < NARROW, margin_of(width)
    names, level = _names(sight, width), lines(found.level_text, width) if found.level_text else ()
    told = bool(level) and not narrow and room - 4 - len(names) - len(level) >= LEAST_ROWS
    below = (*names, *level) if told else names
    high = max(least, min(MOST_ROWS, room - 4 - len(below)))
    now = sight.scale.column(sight.value(sight.scale), sight.columns)
    drawn, notes = draw_curves(found, sight.swept, sight.exploration.digits, now, sight.columns, high)
    title, by = title_of(found, drawn), along(sight.scale)
    if level and not told:
        by = "does not depend on it"
    remarks = (by,) if narrow else (f"{by}   {LEGEND}", LEGEND, by)
    remark = next((text for text in remarks if cells(title) + cells(text) + 4 <= width), "")
    rows = [section(title, width, remark), now_row(sight, margin)]
    for n, segments in enumerate(drawn.rows):
        head = Span(" " * margin) if narrow else right(f"{notes.get(n, '')} ", margin, "mute")
        used = sum(len(s.text) for s in segments)
        body = [Span(display(s.text), STYLES.get(s.style, "text")) for s in segments]
        rows += settable(sight, (Row((head, *body, Span(" " * (sight.columns - used)))),))
    return (*rows, *axis(sight, margin, width), *below)


def _names(sight: Sight, width: int) -> tuple[Row, ...]:
    """Whose line is whose: the mark that stands on it, its verdict and the move's name, as many on a row as fit."""
    found: list[Row] = []
    for move in sight.answer.table.rows:
        spans = (
            *whose(sight, move.move),
            Span(f"{move.digit} ", "text bold"),
            Span(f"{MARKS[move.verdict]} ", f"{VERDICT_STYLES[move.verdict]} bold"),
            Span(f"{display(move.name)}  ", "text"),
        )
        one = Row(spans)
        if found and found[-1].width + one.width <= width:
            found[-1] = Row((*found[-1].spans, *spans))
        else:
            found.append(one)
    return tuple(found)

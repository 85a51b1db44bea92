"""The chart of the what-if: a line a move along the selected constraint, on its slider's own columns."""

from __future__ import annotations

from casewalk.diagram.chart import LEGEND
from casewalk.export.charts import draw_curves, title_of
from casewalk.tui.text import Row, Span, display, left, section, span
from casewalk.tui.views.sight import NAME, NARROW, Sight, margin_of, settable, whose
from casewalk.tui.views.strips import axis, now_row
from casewalk.tui.views.tradeoff import MARKS, VERDICT_STYLES
from casewalk.walk.curves import Curves
from casewalk.walk.prose import cells
from casewalk.walk.tradeoff import Row as MoveRow

LEAST_ROWS, MOST_ROWS = 4, 14
STYLES = {
    "chart.fits": "ok", "chart.overbuilds": "near", "chart.breaks": "faint",
    "chart.fits.mark": "ok bold", "chart.overbuilds.mark": "near bold", "chart.breaks.mark": "text bold",
    "chart.target": "mute", "chart.now": "accent",
}  # fmt: skip


def chart_rows(sight: Sight, found: Curves, width: int, room: int) -> tuple[Row, ...]:
    """The chart, with what each line is at its left, the span and the target at its right, and the axis below.

    On a narrow screen whose line is whose stands below.
    """
    narrow, margin = width < NARROW, margin_of(width)
    moves = sight.answer.table.rows
    below = _names(sight, width) if narrow else ()
    high = max(LEAST_ROWS, min(MOST_ROWS, room - 4 - len(below)))
    now = sight.scale.column(sight.value(sight.scale), sight.columns)
    digits = sight.exploration.digits
    drawn, notes = draw_curves(found, sight.swept, digits, now, sight.columns, high)
    title, by = title_of(found, drawn), f"by {sight.scale.short.lower()}"
    remarks = (by,) if narrow else (f"{by}   {LEGEND}", LEGEND, by)
    remark = next((text for text in remarks if cells(title) + cells(text) + 4 <= width), "")
    rows = [section(title, width, remark), now_row(sight, margin)]
    for n, segments in enumerate(drawn.rows):
        head = (Span(" " * margin),) if narrow or n >= len(moves) else _head(sight, moves[n])
        used = sum(len(s.text) for s in segments)
        body = [Span(display(s.text), STYLES.get(s.style, "text")) for s in segments]
        note = span(f" {notes[n]}", "mute") if n in notes and not narrow else Span("")
        rows += settable(sight, (Row((*head, *body, Span(" " * (sight.columns - used)), note)),))
    return (*rows, *axis(sight, margin, width), *below)


def _names(sight: Sight, width: int) -> tuple[Row, ...]:
    """Marks, verdicts and names, two on a row."""
    each = [
        (
            Span(f"{move.digit} ", "text bold"),
            Span(f"{MARKS[move.verdict]} ", f"{VERDICT_STYLES[move.verdict]} bold"),
            left(move.name, width // 2 - 4, "text"),
        )
        for move in sight.answer.table.rows
    ]
    return tuple(Row(tuple(part for one in each[n : n + 2] for part in one)) for n in range(0, len(each), 2))


def _head(sight: Sight, move: MoveRow) -> tuple[Span, ...]:
    """Whose line it is: the mark that stands on it, and the move's name."""
    digit = Span(f"{move.digit} ", f"{VERDICT_STYLES[move.verdict]} bold")
    return (*whose(sight, move.move), digit, left(move.name, NAME - 4, "text bold"))

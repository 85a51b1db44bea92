"""Charts: a line a subject over the columns of a slider. The stroke says the state, a mark says whose line it is.

Drawn here and not by a plotting library: it has to stand on a slider's own columns, and its lines are told apart
without colour. plotext does neither, and its import alone takes 28 ms (5.3) to 200 ms (6.1).
Pure; knows neither the model nor a terminal toolkit.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from casewalk.diagram.cells import Canvas, Segment

Strokes = tuple[str, str, str, str, str, str]
"""Along, upright, and the corners right-down, left-down, right-up, left-up."""
HEAVY: Strokes = ("━", "┃", "┏", "┓", "┗", "┛")
LIGHT: Strokes = ("─", "│", "╭", "╮", "╰", "╯")
BROKEN: Strokes = ("┄", "┆", "╭", "╮", "╰", "╯")
TARGET, NOW = "╌", "│"
WIDE = 50
"""Values whose largest is so many times the smallest stand on a scale by factors."""
APART = 3
"""Columns between the marks of two lines, so that lines on top of each other still show whose they are."""
Values = Sequence[float | None]
"""A value a column; None where there is none."""


@dataclass(frozen=True)
class Line:
    """One subject: the mark at its ends, its values, and in every column the style (see STROKES) of its state."""

    mark: str
    values: Values
    states: Sequence[str]


STROKES = {"fits": HEAVY, "overbuilds": LIGHT, "breaks": BROKEN}
LEGEND = "━ fits  ─ overbuilds  ┄ breaks"
_ORDER = ("breaks", "overbuilds", "fits")
"""What is drawn first lies below."""


@dataclass(frozen=True)
class Span:
    """The values that a chart shows, from its lowest row to its highest; by factors, `nought` has a row of its own."""

    low: float
    high: float
    log: bool
    nought: bool = False

    def lowest(self, rows: int) -> int:
        """The row in which `low` lies."""
        return rows - 1 - self.nought

    def row(self, value: float, rows: int) -> int:
        """The row of a value, counted from the top; what lies beyond is at the edge."""
        if self.log and value <= 0:
            return rows - 1
        if self.log:
            low = math.log(self.low)
            share = (math.log(value) - low) / (math.log(self.high) - low) if value < math.inf else 1.0
        else:
            share = (value - self.low) / (self.high - self.low) if value < math.inf else 1.0
        return round((1 - min(1.0, max(0.0, share))) * self.lowest(rows))


def span_of(values: Iterable[Values]) -> Span:
    """The span of values: by factors where they are far apart, from nought where they are not."""
    found = [v for line in values for v in line if v is not None and math.isfinite(v)]
    above = [v for v in found if v > 0]
    low, high = min(found, default=0.0), max(found, default=0.0)
    if above and low >= 0 and high >= WIDE * min(above):
        return Span(min(above), high, True, low <= 0)
    low = min(low, 0.0)
    return Span(low, high if high > low else low + 1.0, False)


@dataclass(frozen=True)
class Chart:
    """Rows of segments, the span they show, and the row in which the target ends (None without one)."""

    rows: tuple[tuple[Segment, ...], ...]
    span: Span
    target_row: int | None


def chart(lines: Sequence[Line], targets: Sequence[Values], now: int, columns: int, rows: int) -> Chart:
    """Draw lines over columns. `targets` are limits a column, alike or one a line; `now` is the present column."""
    span = span_of([*(line.values for line in lines), *targets])
    canvas = Canvas(columns, rows)
    for row in range(rows):
        canvas.put(now, row, NOW, "chart.now")
    last: int | None = None
    for limits in targets:
        for column, limit in enumerate(limits):
            if limit is not None:
                last = span.row(limit, rows)
            if limit is not None and last is not None and column % 2:
                canvas.put(column, last, TARGET, "chart.target")
    placed = [[None if value is None else span.row(value, rows) for value in line.values] for line in lines]
    for state in _ORDER:
        for line, at in zip(lines, placed, strict=True):
            _draw(canvas, line, at, state)
    for number, (line, at) in enumerate(zip(lines, placed, strict=True)):
        _mark(canvas, line, at, number)
    return Chart(canvas.lines(), span, last)


def _draw(canvas: Canvas, line: Line, at: Sequence[int | None], state: str) -> None:
    """The columns of a line that are in a state."""
    before: int | None = None
    for column, row in enumerate(at):
        if row is not None and line.states[column] == state:
            _step(canvas, column, row if before is None else before, row, state)
        before = row


def _step(canvas: Canvas, column: int, start: int, end: int, state: str) -> None:
    """One column of a line: along, or from one row to another with a corner at each."""
    along, upright, right_down, left_down, right_up, left_up = STROKES[state]
    style = f"chart.{state}"
    if start == end:
        canvas.put(column, end, along, style)
        return
    down = end > start
    for row in range(min(start, end) + 1, max(start, end)):
        canvas.put(column, row, upright, style)
    canvas.put(column, start, left_down if down else left_up, style)
    canvas.put(column, end, right_up if down else right_down, style)


def _mark(canvas: Canvas, line: Line, at: Sequence[int | None], number: int) -> None:
    """A line's mark near both of its ends, each line's in columns of its own."""
    there = [(column, row) for column, row in enumerate(at) if row is not None]
    for place in (1 + number * APART, len(there) - 2 - number * APART):
        if 0 <= place < len(there):
            column, row = there[place]
            canvas.put(column, row, line.mark, f"chart.{line.states[column]}.mark")

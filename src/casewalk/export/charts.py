"""Charts of what a decision's moves come to along one constraint: their lines and notes, and as plain text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from casewalk.diagram import Chart, Line, chart
from casewalk.diagram.chart import LEGEND
from casewalk.walk.curves import Curves, curves, quantities
from casewalk.walk.prose import inside
from casewalk.walk.rivals import Rivals
from casewalk.walk.scales import Impossible, Scale, scale_of
from casewalk.walk.sweep import Sweep, sweep
from casewalk.walk.whatif import constraints, under

ROWS = 12
NOTE = 14
"""Columns right of a chart: what a row stands for."""


def draw_curves(
    found: Curves, swept: Sweep, digits: Mapping[str, int], now: int, columns: int, rows: int
) -> tuple[Chart, dict[int, str]]:
    """The chart, a line a move under its digit, and what stands at the right of some rows: ends and target."""
    lines = [
        Line(str(digits[move]), found.values[move], ["" if v is None else str(v) for v in swept.cells(move)])
        for move in sorted(found.values, key=digits.__getitem__)
    ]
    limits = list(dict.fromkeys(found.limits.values()))
    drawn = chart(lines, limits, now, columns, rows)
    notes = {0: found.show(drawn.span.high), drawn.span.lowest(rows): found.show(drawn.span.low)}
    if drawn.span.nought:
        notes[rows - 1] = found.show(0.0)
    if drawn.target_row is not None:
        last = next((v for v in reversed(limits[-1]) if v is not None), 0.0)
        notes[drawn.target_row] = f"{found.sign} {found.show(last)}"
    return drawn, notes


def title_of(found: Curves, drawn: Chart) -> str:
    """What is charted."""
    return f"{found.label}, log scale" if drawn.span.log else found.label


def asked_chart(
    rivals: Rivals,
    overrides: Mapping[str, float],
    metric: str,
    over: str,
    width: int,
    digits: Mapping[str, int] | None = None,
) -> tuple[str, ...]:
    """A chart as it was asked for: without a metric, of what is minimised; without a constraint, along the first.

    `digits` are those under which the moves were offered; without them they count in the case's order.
    Raises Impossible, saying what there is, for a name that cannot be charted.
    """
    offered = quantities(rivals)
    if metric and metric not in offered:
        near = get_close_matches(metric, offered, n=1, cutoff=0.5)
        hint = f"; did you mean {near[0]}?" if near else f"; there are {', '.join(offered)}"
        raise Impossible(f"{metric!r} cannot be charted here{hint}")
    found = constraints(rivals)
    scale = scale_of(rivals.workings, rivals.stage_index, over or (*found.marked, *found.others)[0], rivals.parameters)
    return tuple(chart_lines(rivals, scale, overrides, metric or offered[0], width, digits))


def chart_lines(
    rivals: Rivals,
    scale: Scale,
    overrides: Mapping[str, float],
    quantity: str,
    width: int,
    digits: Mapping[str, int] | None = None,
) -> Iterator[str]:
    """A chart as text: title, rows, axis with the present value and the boundaries, and whose line is whose."""
    columns = max(20, width - NOTE)
    parameters = under(rivals, overrides)
    found = curves(rivals, scale, parameters, columns, quantity)
    swept = sweep(rivals, scale, parameters, columns)
    offered = digits or {move: n for n, move in enumerate(rivals.moves, 1)}
    digits = {move: offered[move] for move in rivals.moves}
    value = parameters[scale.name]
    now = scale.column(value, columns)
    drawn, notes = draw_curves(found, swept, digits, now, columns, ROWS)
    yield f"{title_of(found, drawn)}, by {inside(scale.label)}{', log scale' if scale.log else ''}:"
    for n, row in enumerate(drawn.rows):
        text = "".join(segment.text for segment in row)
        yield f"{text:<{columns}} {notes.get(n, '')}".rstrip()
    axis = ["─"] * columns
    for edge in swept.boundaries:
        axis[scale.column(edge.first, columns)] = "┼"
    axis[now] = "▲"
    yield "".join(axis)
    low, high = scale.show(scale.low), scale.show(scale.high)
    yield f"{low}{high:>{max(len(high) + 1, columns - len(low))}}"
    yield f"▲ {scale.show(value)}, {LEGEND}"
    if found.level_text:
        yield found.level_text
    verdicts = rivals.verdicts(parameters)
    moves = {m.id: m for m in rivals.decision.moves}
    for move in (moves[name] for name in sorted(digits, key=digits.__getitem__)):
        yield f"{digits[move.id]} {move.short}: {verdicts[move.id]} now"

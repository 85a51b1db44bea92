"""Metrics as rows: one line each where there is room, two where there is not."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from casewalk.numbers import NBSP
from casewalk.tui.text import Row, Span, left, right, section
from casewalk.walk.metrics import MetricRow, mark, missed_text
from casewalk.walk.prose import cells

BARS = "▁▂▃▄▅▆▇"
"""Heights of a history; the highest leaves an edge free, so that rows below each other do not run together."""
MET_TOP = BARS.index("▄")
"""As high as a met value stands where a series has nothing but its target to be measured by."""
TITLE = "Metrics"
WIDE = 72
MARK, SPARK_GAP, WIDEST_GAP = 2, 2, 6
LEAST_MARGIN = 15
"""As much of a margin as stands beside long names; a longer one loses the unit that its value shows."""
NUMBER_STYLES = {True: ("mute", "faint", "faint"), False: ("miss bold", "mute", "text")}
"""Of value, target and margin, met and missed."""


def _level(metric: MetricRow, value: float) -> int:
    """The height of a series that has one value alone, by its target: a miss at the top, a met one at half at most."""
    times = metric.times_over(value)
    missed = not metric.met if metric.history[-1] == value else times > 1
    if missed:
        return len(BARS) - 1
    return round(min(times, 1) * MET_TOP) if math.isfinite(times) else 0


def sparkline(metric: MetricRow) -> tuple[Span, Span, Span]:
    """The history: stages so far, this one, and a dot for each to come; by its span, or without one by its target."""
    known = [v for v in metric.history if v is not None and not math.isinf(v)]
    low, high = (min(known), max(known)) if known else (0.0, 0.0)

    def bar(value: float | None) -> str:
        if value is None:
            return " "
        if math.isinf(value):
            return BARS[-1]
        return BARS[
            _level(metric, value) if math.isclose(low, high) else round((value - low) / (high - low) * (len(BARS) - 1))
        ]

    past = "".join(bar(v) for v in metric.history[:-1])
    return (
        Span(past, "faint"),
        Span(bar(metric.history[-1]), "mute" if metric.met else "miss"),
        Span("·" * (metric.stages - len(metric.history)), "rule"),
    )


def _mark(metric: MetricRow) -> Span:
    style = "accent" if metric.covered else "ok" if metric.met else "miss"
    return Span(f"{mark(metric)} ", style)


def _two_rows(metric: MetricRow, width: int) -> tuple[Row, Row]:
    spark = sparkline(metric)
    size = sum(cells(s.text) for s in spark)
    name = metric.name if cells(metric.name) <= width - size - 3 else metric.short
    first = Row((_mark(metric), left(name, width - size - 2, "mute" if metric.met else "text bold"), *spark))
    return first, _numbers(metric, width)


def without_unit(target: str, value: str) -> str:
    """A target whose unit the value beside it shows already: `≤ 5` beside `52.3 orders/show`."""
    noun = value.rsplit(NBSP, 1)[-1]
    each = f"/{noun.rsplit('/', 1)[-1]}" if "/" in noun else ""
    return target.removesuffix(f"{NBSP}{noun}").removesuffix(each)


def _bare_margin(metric: MetricRow) -> str:
    """A margin without a unit that the value shows already: `0.788 spare`."""
    return " ".join(without_unit(word, metric.value) for word in metric.margin.rsplit(" ", 1))


def _columns(texts: tuple[str, str, str], ends: tuple[int, int], width: int) -> tuple[int, int, int] | None:
    """Widths of value, target and margin that end near `ends`, a cell or more between them; None without room."""
    value, target, margin = map(cells, texts)
    if value + target + margin + 1 + bool(margin) > width:
        return None
    second = max(min(ends[1], width - margin - bool(margin)), value + 1 + target)
    first = max(min(ends[0], second - target - 1), value)
    return first, second - first, width - second


def _three(metric: MetricRow, ends: tuple[int, int], width: int) -> Row:
    """Value, target and margin in columns. Too long ones: margin and target lose their unit, then the margin goes."""
    value, target, margin = metric.value, metric.target, metric.margin
    short, bare = without_unit(target, value), _bare_margin(metric)
    tried = [(value, target, margin), (value, target, bare), (value, short, margin), (value, short, bare)]
    tried.append((value, target, ""))
    fitting = ((texts, sizes) for texts in tried if (sizes := _columns(texts, ends, width)) is not None)
    texts, sizes = next(fitting, ((value, short, ""), (cells(value), cells(short) + 1, 0)))
    styles = NUMBER_STYLES[metric.met]
    return Row(tuple(right(text, size, style) for text, size, style in zip(texts, sizes, styles, strict=True)))


def _numbers(metric: MetricRow, width: int) -> Row:
    """Value, target and margin below a metric's name."""
    first = max(10, (width - 14) // 2)
    return _three(metric, (first, min(width - 12, width - cells(metric.margin) - 2)), width)


@dataclass(frozen=True)
class _Columns:
    """The table's columns, the same in every row: name, numbers with the gap before each, and whether histories fit."""

    name: int
    value: int
    target: int
    margin: int
    gap: int
    sparks: bool


def _table_columns(rows: Sequence[MetricRow], width: int) -> _Columns:
    """Columns in which every value and target stands whole. What goes first: histories, long names, long margins."""
    names, values, targets, margins = (
        max((cells(text) for text in column), default=0)
        for column in zip(*((r.name, r.value, r.target, r.margin) for r in rows), strict=True)
    )
    room, stages = width - MARK, rows[0].stages + SPARK_GAP
    numbers = max(values, cells("now")) + max(targets, cells("target"))
    sparks = names + numbers + margins + 3 + stages <= room
    wide = room - stages if sparks else room
    margin = margins if names + numbers + margins + 3 <= wide else min(margins, LEAST_MARGIN)
    name = min(names, wide - numbers - margin - 3)
    if name < max(cells(_fitting(r, name)) for r in rows):
        # Values and targets that leave no room for the short names: the margin goes.
        margin, name = 0, min(names, wide - numbers - 2)
    gap = max(1, min(WIDEST_GAP, (wide - name - numbers - margin) // 3))
    return _Columns(name, max(values, cells("now")), max(targets, cells("target")), margin, gap, sparks)


def _fitting(metric: MetricRow, width: int) -> str:
    """The name, or the short one where it is too long for its column."""
    return metric.name if cells(metric.name) <= width else metric.short


def _one_row(metric: MetricRow, at: _Columns) -> Row:
    """All of a metric in a line, in the table's columns."""
    margin = next((text for text in (metric.margin, _bare_margin(metric)) if cells(text) <= at.margin), "")
    numbers = _numbers_row(at, (metric.value, metric.target, margin), *NUMBER_STYLES[metric.met])
    name = left(_fitting(metric, at.name), at.name, "mute" if metric.met else "text bold")
    sparks = (Span(" " * SPARK_GAP), *sparkline(metric)) if at.sparks else ()
    return Row((_mark(metric), name, *numbers, *sparks))


def _numbers_row(at: _Columns, texts: tuple[str, str, str], *styles: str) -> tuple[Span, ...]:
    sizes = (at.value, at.target, at.margin)
    return tuple(right(t, size + at.gap, style) for t, size, style in zip(texts, sizes, styles, strict=True) if size)


def _lead(rows: Sequence[MetricRow], width: int, remark: str, style: str) -> list[Row]:
    """The heading, and on a wide screen the heads of the columns."""
    found: list[Row] = [section(TITLE, width, remark, style)]
    if width < WIDE or not rows:
        return found
    at = _table_columns(rows, width)
    heads = _numbers_row(at, ("now", "target", "margin"), "faint", "faint", "faint")
    sparks = (Span(" " * SPARK_GAP), Span("stages", "faint")) if at.sparks else ()
    return [*found, Row((left("  metric", at.name + MARK, "faint"), *heads, *sparks))]


def _each(rows: Sequence[MetricRow], width: int) -> list[tuple[Row, ...]]:
    """The rows of each metric; a line leads the first of another rank."""
    at = _table_columns(rows, width) if width >= WIDE and rows else None
    found: list[tuple[Row, ...]] = []
    for before, metric in zip((None, *rows), rows, strict=False):
        body = _two_rows(metric, width) if at is None else (_one_row(metric, at),)
        ruled = before is not None and before.rank < metric.rank
        found.append((Row((Span("─" * width, "rule"),)), *body) if ruled else body)
    return found


@dataclass(frozen=True)
class Window:
    """The metrics that fit, each of them whole: their rows, the first that is shown, and how many are."""

    rows: tuple[Row, ...]
    first: int
    count: int


def metric_window(
    rows: tuple[MetricRow, ...], total: tuple[MetricRow, ...], width: int, high: int, first: int
) -> Window:
    """The metrics from `first` on, in so many rows, below a heading that says which they are; the last page is full."""
    room = high - len(_lead(rows, width, "", ""))
    last = max(0, len(rows) - 1)
    bodies = _each(rows, width)
    # A page needs no line above its first metric.
    bare = [body[1:] if set(body[0].text) == {"─"} else body for body in bodies]
    while last and _count([*bare[last - 1 : last], *bodies[last:]], room) == len(rows) - last + 1:
        last -= 1
    first = max(0, min(first, last))
    page = [*bare[first : first + 1], *bodies[first + 1 :]]
    count = _count(page, room)
    words = _remark(total, f"{first + 1} to {first + count}", width)
    head = _lead(rows, width, words, "mute" if all(m.met for m in total) else "miss")
    shown = [row for body in page[:count] for row in body]
    return Window((*head, *shown), first, count)


def _count(bodies: Sequence[tuple[Row, ...]], room: int) -> int:
    """How many metrics fit, one at least."""
    used = 0
    for count, body in enumerate(bodies):
        used += len(body)
        if used > room:
            return max(1, count)
    return len(bodies)


def _remark(total: tuple[MetricRow, ...], which: str, width: int) -> str:
    """How many are missed, and which are shown; where there is no room for what is covered, its `?` marks say it."""
    missed = sum(not row.met for row in total)
    forms = (f"{missed_text(total)}, {which}", f"{missed or 'none'} missed, {which}", which)
    return next((text for text in forms if cells(TITLE) + cells(text) + 3 <= width), which)


def metric_view(rows: tuple[MetricRow, ...], total: tuple[MetricRow, ...], width: int) -> tuple[Row, ...]:
    """The metrics pane: heading, metrics in focus, how many those are; lines part missed, deciding and other."""
    remark = missed_text(total) if len(rows) == len(total) else _remark(total, f"{len(rows)} shown", width)
    found = _lead(rows, width, remark, "miss" if not all(r.met for r in total) else "mute")
    return (*found, *(row for body in _each(rows, width) for row in body))

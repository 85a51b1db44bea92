"""Metrics as rows: one line each where there is room, two where there is not."""

from __future__ import annotations

import math
from dataclasses import dataclass

from casewalk.numbers import NBSP
from casewalk.tui.text import Row, Span, left, right, section
from casewalk.walk.metrics import MetricRow, mark, missed_text
from casewalk.walk.prose import cells

BARS = "▁▂▃▄▅▆▇█"
WIDE = 72


def sparkline(metric: MetricRow) -> tuple[Span, Span, Span]:
    """The history: stages so far, this one, and a dot for each to come."""
    known = [v for v in metric.history if v is not None and not math.isinf(v)]
    low, high = (min(known), max(known)) if known else (0.0, 0.0)

    def bar(value: float | None) -> str:
        if value is None:
            return " "
        if math.isinf(value):
            return BARS[-1]
        return BARS[0] if high <= low else BARS[round((value - low) / (high - low) * 7)]

    past = "".join(bar(v) for v in metric.history[:-1])
    return (
        Span(past, "faint"),
        Span(bar(metric.history[-1]), "mute" if metric.met else "miss"),
        Span("·" * (metric.stages - len(metric.history)), "rule"),
    )


def _mark(metric: MetricRow) -> Span:
    style = "accent" if metric.covered else "ok" if metric.met else "miss"
    return Span(f"{mark(metric)} ", style)


def _name(metric: MetricRow, width: int) -> Span:
    return left(metric.name, width, "mute" if metric.met else "text bold")


def _two_rows(metric: MetricRow, width: int) -> tuple[Row, Row]:
    spark = sparkline(metric)
    size = sum(cells(s.text) for s in spark)
    name = metric.name if cells(metric.name) <= width - size - 3 else metric.short
    first = Row((_mark(metric), left(name, width - size - 2, "mute" if metric.met else "text bold"), *spark))
    return first, _numbers(metric, width)


def _without_unit(target: str, value: str) -> str:
    """A target whose unit the value beside it shows already: `≤ 5` beside `52.3 orders/show`."""
    noun = value.rsplit(NBSP, 1)[-1]
    return target.removesuffix(f"{NBSP}{noun}")


def _columns(texts: tuple[str, str, str], ends: tuple[int, int], width: int) -> tuple[int, int, int] | None:
    """Widths of value, target and margin that end near `ends`, a cell or more between them; None without room."""
    value, target, margin = map(cells, texts)
    if value + target + margin + 1 + bool(margin) > width:
        return None
    second = max(min(ends[1], width - margin - bool(margin)), value + 1 + target)
    first = max(min(ends[0], second - target - 1), value)
    return first, second - first, width - second


def _three(metric: MetricRow, ends: tuple[int, int], width: int) -> Row:
    """Value, target and margin in columns. Too long ones: target and margin lose their unit, then the margin goes."""
    value, target, margin = metric.value, metric.target, metric.margin
    short = _without_unit(target, value)
    bare = " ".join(_without_unit(word, value) for word in margin.rsplit(" ", 1))
    tried = [(value, target, margin), (value, short, margin), (value, short, bare), (value, target, "")]
    fitting = ((texts, sizes) for texts in tried if (sizes := _columns(texts, ends, width)) is not None)
    texts, sizes = next(fitting, ((value, short, ""), (cells(value), cells(short) + 1, 0)))
    return Row((
        right(texts[0], sizes[0], "mute" if metric.met else "miss bold"),
        right(texts[1], sizes[1], "faint" if metric.met else "mute"),
        right(texts[2], sizes[2], "faint" if metric.met else "text"),
    ))  # fmt: skip


def _numbers(metric: MetricRow, width: int) -> Row:
    """Value, target and margin below a metric's name."""
    first = max(10, (width - 14) // 2)
    return _three(metric, (first, min(width - 12, width - cells(metric.margin) - 2)), width)


def _one_row(metric: MetricRow, name: int, width: int) -> Row:
    """All of a metric in a line; its history goes where the numbers need the room."""
    spark = sparkline(metric)
    size = sum(cells(s.text) for s in spark)
    room = width - name - 2 - size - 2
    ends = room // 3, room // 3 * 2
    if _columns((metric.value, metric.target, metric.margin), ends, room) is None:
        return Row((_mark(metric), _name(metric, name), *_three(metric, ends, room + size + 2).spans))
    return Row((_mark(metric), _name(metric, name), *_three(metric, ends, room).spans, Span("  "), *spark))


def _lead(rows: tuple[MetricRow, ...], width: int, remark: str, style: str) -> list[Row]:
    """The heading, and on a wide screen the heads of the columns."""
    found: list[Row] = [section("Metrics", width, remark, style)]
    if width < WIDE:
        return found
    name = max((cells(r.name) for r in rows), default=0) + 1
    head = width - name - 2 - (rows[0].stages if rows else 0) - 2
    third = head // 3
    labels = [left("  metric", name + 2, "faint"), right("now", third, "faint"), right("target", third, "faint")]
    return [*found, Row((*labels, right("margin", head - 2 * third, "faint"), Span("  "), Span("stages", "faint")))]


def _each(rows: tuple[MetricRow, ...], width: int) -> list[tuple[Row, ...]]:
    """The rows of each metric; a line leads the first of another rank."""
    name = max((cells(r.name) for r in rows), default=0) + 1
    found: list[tuple[Row, ...]] = []
    for before, metric in zip((None, *rows), rows, strict=False):
        body = (_one_row(metric, name, width),) if width >= WIDE else _two_rows(metric, width)
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
    while last and _count(rows[last - 1 :], width, room) == len(rows) - last + 1:
        last -= 1
    first = max(0, min(first, last))
    count = _count(rows[first:], width, room)
    words = f"{missed_text(total)}, {first + 1} to {first + count}"
    head = _lead(rows, width, words, "mute" if all(m.met for m in total) else "miss")
    shown = [row for body in _each(rows[first:], width)[:count] for row in body]
    return Window((*head, *shown), first, count)


def _count(rows: tuple[MetricRow, ...], width: int, room: int) -> int:
    """How many metrics fit, one at least."""
    used = 0
    for count, body in enumerate(_each(rows, width)):
        used += len(body)
        if used > room:
            return max(1, count)
    return len(rows)


def metric_view(rows: tuple[MetricRow, ...], total: tuple[MetricRow, ...], width: int) -> tuple[Row, ...]:
    """The metrics pane: heading, metrics in focus, how many more there are; lines part missed, deciding and other."""
    found = _lead(rows, width, missed_text(total), "miss" if not all(r.met for r in total) else "mute")
    found += [row for body in _each(rows, width) for row in body]
    if len(rows) < len(total):
        hidden = any(row.covered for row in total if row not in rows)
        found.append(Row((Span(f"  and {len(total) - len(rows)} more{'' if hidden else ', all met'}", "faint"),)))
    return tuple(found)

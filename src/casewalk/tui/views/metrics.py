"""Metrics as rows: one line each where there is room, two where there is not."""

from __future__ import annotations

import math

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


def metric_view(rows: tuple[MetricRow, ...], total: tuple[MetricRow, ...], width: int) -> tuple[Row, ...]:
    """The metrics pane: heading, metrics in focus, and how many more there are."""
    remark = missed_text(total)
    found: list[Row] = [section("Metrics", width, remark, "miss" if not all(r.met for r in total) else "mute")]
    if width >= WIDE:
        name = max((cells(r.name) for r in rows), default=0) + 1
        head = width - name - 2 - (rows[0].stages if rows else 0) - 2
        third = head // 3
        labels = [left("  metric", name + 2, "faint"), right("now", third, "faint"), right("target", third, "faint")]
        found.append(Row((*labels, right("margin", head - 2 * third, "faint"), Span("  "), Span("stages", "faint"))))
        found += [_one_row(r, name, width) for r in rows]
    else:
        for metric in rows:
            found += _two_rows(metric, width)
    if len(rows) < len(total):
        hidden = any(row.covered for row in total if row not in rows)
        found.append(Row((Span(f"  and {len(total) - len(rows)} more{'' if hidden else ', all met'}", "faint"),)))
    return tuple(found)

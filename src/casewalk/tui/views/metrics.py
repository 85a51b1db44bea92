"""Metrics as rows: one line each where there is room, two where there is not."""

from __future__ import annotations

import math

from casewalk.numbers import NBSP
from casewalk.tui.text import Row, Span, left, right, section, span
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


def _numbers(metric: MetricRow, width: int) -> Row:
    """Value, target and margin in columns; where they are too long, the target and then the margin lose their unit."""
    value, target, margin = metric.value, metric.target, metric.margin
    if sum(map(cells, (value, target, margin))) + 4 > width:
        target = _without_unit(target, value)
    if sum(map(cells, (value, target, margin))) + 4 > width:
        margin = " ".join(_without_unit(word, value) for word in margin.rsplit(" ", 1))
    left_over = width - cells(margin) - 2
    value_width = min(max(10, (width - 14) // 2, cells(value)), max(left_over - cells(target) - 2, cells(value)))
    target_width = max(min(width - value_width - 12, left_over - value_width), cells(target) + 2)
    rest = width - value_width - target_width
    return Row((
        right(value, value_width, "mute" if metric.met else "miss bold"),
        right(target, target_width, "faint" if metric.met else "mute"),
        right(margin, rest, "faint" if metric.met else "text"),
    ))  # fmt: skip


def _one_row(metric: MetricRow, name: int, width: int) -> Row:
    spark = sparkline(metric)
    size = sum(cells(s.text) for s in spark)
    room = width - name - 2 - size - 2
    value, target = room // 3, room // 3
    return Row(
        (
            _mark(metric),
            _name(metric, name),
            right(metric.value, value, "mute" if metric.met else "miss bold"),
            right(metric.target, target, "faint" if metric.met else "mute"),
            right(metric.margin, room - value - target, "faint" if metric.met else "text"),
            Span("  "),
            *spark,
        )
    )


def metric_view(
    rows: tuple[MetricRow, ...], total: tuple[MetricRow, ...], width: int, *, active: bool = False
) -> tuple[Row, ...]:
    """The metrics pane: heading, metrics in focus, and how many more there are."""
    remark = missed_text(total)
    found: list[Row] = [section("Metrics", width, remark, "miss" if not all(r.met for r in total) else "mute")]
    if active:
        found[0] = Row((span("Metrics", "accent bold"), *found[0].spans[1:]))
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

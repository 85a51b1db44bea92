"""Readings that were offered as a signal, once it is answered: each now and under more of the same, in columns."""

from __future__ import annotations

from collections.abc import Sequence

from casewalk.tui.text import Row, Span, left, right, span
from casewalk.tui.views.metrics import without_unit
from casewalk.walk.metrics import OfferedReading
from casewalk.walk.prose import cells

GAP = "  "


def _mark(seen: OfferedReading) -> Span:
    return Span(" ✓" if seen.cured else " ✗", _style(seen))


def _style(seen: OfferedReading) -> str:
    return "ok" if seen.cured else "miss bold"


def _limit(seen: OfferedReading, *, brief: bool = False) -> str:
    """The target under more of the same, where it is another one; `brief` without a unit that the value shows."""
    if seen.cured_target == seen.target:
        return ""
    return without_unit(seen.cured_target, seen.cured_value) if brief else seen.cured_target


def reading_heads(seen: Sequence[OfferedReading], width: int, *, cured: bool) -> list[tuple[Row, ...]]:
    """A head for each reading: name, value now, and with `cured` the value then with its mark.

    All in the same columns where there is room for them; else each as a sentence. A target that is another one then
    stands behind them.
    """
    for brief in (False, True):
        columns = [_in_columns(one, seen, cured=cured, brief=brief) for one in seen]
        if all(row.width <= width for row in columns):
            return [(row,) for row in columns]
    return [_as_sentence(one, width, cured=cured) for one in seen]


def _in_columns(one: OfferedReading, seen: Sequence[OfferedReading], *, cured: bool, brief: bool) -> Row:
    names, now, then = (
        max(map(cells, texts)) for texts in zip(*((s.name, s.value, s.cured_value) for s in seen), strict=True)
    )
    spans = [left(one.name, names, "text bold"), Span(GAP), right(one.value, now, "mute"), Span(" now", "mute")]
    if cured:
        spans += [Span(GAP), right(f"{one.cured_value} then", then + 5, _style(one)), _mark(one)]
        spans += [Span(f"{GAP}{limit}", "mute")] if (limit := _limit(one, brief=brief)) else []
    return Row(tuple(spans))


def _as_sentence(one: OfferedReading, width: int, *, cured: bool) -> tuple[Row, ...]:
    head = (span(one.name, "text bold"), Span(f"  {one.value} now", "mute"))
    if not cured:
        return (Row(head),)
    limit = f" {_limit(one)}" if _limit(one) else ""
    then = (span(f"{one.cured_value}{limit} then", _style(one)), _mark(one))
    whole = Row((*head, Span(", ", "mute"), *then))
    return (whole,) if whole.width <= width else (Row(head), Row((Span("  "), *then)))

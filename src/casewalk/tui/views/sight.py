"""What the what-if looks at, and how text and marks stand on a slider's columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from casewalk.numbers import NBSP, from_base, show, unit
from casewalk.tui.exploration import Exploration
from casewalk.tui.text import Row, Span, span
from casewalk.walk.curves import Curves
from casewalk.walk.prose import cells, inside
from casewalk.walk.scales import Scale
from casewalk.walk.sweep import Sweep
from casewalk.walk.whatif import WhatIf

NAME = 25
"""Columns for names: a move's longest with its marks, and a cell between it and its line."""
NARROW, WIDE = 66, 96
LONG = 4
"""Cells of the longest unit that is written with every figure of an axis."""


@dataclass(frozen=True)
class Sight:
    """What is looked at: the scales that are shown, the selected one, what was moved, and where verdicts change."""

    exploration: Exploration
    scales: tuple[Scale, ...]
    at: int
    overrides: Mapping[str, float]
    answer: WhatIf
    swept: Sweep
    ticks: Mapping[str, tuple[int, ...]]
    columns: int
    first_column: int = 0
    curves: Curves | None = None
    """What is charted in place of the strips."""

    @property
    def scale(self) -> Scale:
        """The selected scale."""
        return self.scales[self.at]

    def value(self, scale: Scale) -> float:
        """A parameter's value now."""
        return self.overrides.get(scale.name, scale.product)


def _value_width(scales: tuple[Scale, ...]) -> int:
    """Columns for the values at the right: enough for any of these scales, so that nothing moves with them."""
    longest = max(cells(s.show(v)) for s in scales for v in (s.low, s.product, s.high))
    return min(28, max(15, longest + 4))


def track_columns(scales: tuple[Scale, ...], width: int) -> int:
    """How many columns the sliders and the strips have."""
    return max(10, width - 2 if width < NARROW else width - NAME - _value_width(scales))


def margin_of(width: int) -> int:
    """Columns before the sliders' tracks."""
    return 2 if width < NARROW else NAME


def settable(sight: Sight, rows: Iterable[Row]) -> tuple[Row, ...]:
    """Rows on the track's columns: a click sets the selected constraint."""
    return tuple(replace(one, about=("set", sight.scale.name)) for one in rows)


def tick_columns(found: Sweep, columns: int) -> tuple[int, ...]:
    """The columns in which a verdict changes."""
    return tuple(sorted({found.scale.column(edge.first, columns) for edge in found.boundaries}))


def painted(marks: Iterable[tuple[str, str]]) -> tuple[Span, ...]:
    """Single cells as spans, those of one style together."""
    return tuple(
        Span("".join(glyph for glyph, _ in run), style) for style, run in groupby(marks, key=lambda mark: mark[1])
    )


def placed(width: int, texts: list[tuple[int, str, str]]) -> Row:
    """Texts centred on columns, the first ones first; what would touch another is left out."""
    taken = [False] * (width + 1)
    found: list[tuple[int, str, str]] = []
    for column, text, style in texts:
        size = cells(text)
        start = max(0, min(column - size // 2, width - size))
        if start < 0 or any(taken[max(0, start - 1) : start + size + 1]):
            continue
        taken[start : start + size] = [True] * size
        found.append((start, text, style))
    spans: list[Span] = []
    at = 0
    for start, text, style in sorted(found):
        spans += [Span(" " * (start - at)), span(text, style)]
        at = start + cells(text)
    return Row((*spans, Span(" " * max(0, width - at))))


def shortly(scale: Scale, value: float) -> str:
    """A value without a long unit, for an axis; what is left out is the same all along it."""
    if _mixed(scale):
        return show(from_base(value, scale.unit), "")
    text, written = scale.show(value), unit(scale.unit)
    if written.top == "$" and cells(f"/{written.bottom}") > LONG:
        # The thousand stands between sum and slash: `$20 k/month`.
        return text.removesuffix(f"/{written.bottom}")
    parts = text.split(NBSP)
    return NBSP.join(parts[:-1]) if len(parts) > 1 and cells(parts[-1]) > LONG else text


def _mixed(scale: Scale) -> bool:
    """Whether a long unit changes along the axis: `500 µs/chunk` at one end, `40 ms/chunk` at the other."""
    written = unit(scale.unit)
    time, data, _ = unit(written.top).dimension
    ends = {scale.show(value).split(NBSP)[-1] for value in (scale.low, scale.product, scale.high)}
    return bool(written.bottom and (time or data)) and cells(scale.unit) > LONG and len(ends) > 1


def along(scale: Scale) -> str:
    """What an axis goes by, with the unit where its figures leave out one that would change along it."""
    return f"by {inside(scale.short)}{f', {scale.unit}' if _mixed(scale) else ''}"


def whose(sight: Sight, move: str) -> tuple[Span, ...]:
    """The sign before a move's name: the product's, or yours."""
    roles = sight.exploration.roles
    if move == roles.product:
        return (Span("◆ ", "accent" if move == roles.yours else "text"),)
    return (Span("▸ ", "accent") if move == roles.yours else Span("  "),)

"""Sparklines of a stretch of time: they grow as it plays, on a scale that is fixed from the start."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

BARS = "▁▂▃▄▅▆▇█"
ASCII_BARS = ".:-=+*#@"
"""Bars for a terminal without any; from a little to the most."""


def top_of(series: Iterable[Sequence[float]]) -> float:
    """The scale that several series share: the largest value among them."""
    return max((max(values, default=0.0) for values in series), default=0.0)


def cell_ends(steps: int, cells: int) -> list[int]:
    """The step after the last one of each cell; the cells share the steps as evenly as can be."""
    return [round((cell + 1) * steps / cells) for cell in range(cells)]


def spark(values: Sequence[float], upto: int, cells: int, top: float = 0.0, bars: str = BARS) -> str:
    """A series as bars, as far as it has played: `upto` steps of it; the cells to come are blank.

    A cell shows the largest value of its steps, so that no peak is lost; nothing at all is a blank too. `top` is the
    value of a full bar, the largest of the whole series where it is nought.
    """
    full = top or top_of((values,))
    cells = max(1, min(cells, len(values)))
    shown: list[str] = []
    begins = 0
    for ends in cell_ends(len(values), cells):
        seen = max(values[begins : min(ends, upto)], default=0.0)
        shown.append(bar(seen / full if full > 0 else 0.0, bars))
        begins = ends
    return "".join(shown)


def bar(share: float, bars: str = BARS) -> str:
    """One bar: blank for nothing, the lowest up to an eighth of the whole, the highest above seven."""
    if share <= 1e-9:
        return " "
    return bars[max(0, min(len(bars), math.ceil(share * len(bars) - 1e-9)) - 1)]

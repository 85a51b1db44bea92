"""Quantiles of a mixture of lumps, each a gamma distribution moved along (Pearson's type III)."""

from __future__ import annotations

import math
from collections.abc import Sequence

from casewalk.flow.moments import put, told

Lump = tuple[float, float, float, float]
"""Amount, and mean, variance and third cumulant of its time."""
GROUPS = 100
"""So many lumps are told apart; neighbours beyond are merged."""
_ROOT_2 = math.sqrt(2)


def grouped(lumps: Sequence[Lump]) -> list[Lump]:
    """Neighbours merged, in order of their means."""
    enough = sum(lump[0] for lump in lumps) / GROUPS
    groups: list[Lump] = []
    open_group: dict[int, list[float]] = {}
    for lump in sorted(lumps, key=lambda lump: lump[1]):
        put(open_group, 0, *lump)
        if open_group[0][0] >= enough:
            groups.append(told(open_group.pop(0)))
    if open_group:
        groups.append(told(open_group[0]))
    return groups


def _normal(z: float) -> float:
    return 0.5 * (1 + math.erf(z / _ROOT_2))


def below(lump: Lump, time: float) -> float:
    """Share of a lump that took no longer than this.

    The gamma with its mean, variance and third cumulant, by Wilson and Hilferty's cube root; the normal distribution
    where it is hardly skew.
    """
    _, mean, variance, skew = lump
    if variance <= 0:
        return 1.0 if time >= mean else 0.0
    if skew < 0:
        return 1 - below((1.0, -mean, variance, -skew), -time)
    shape = 4 * variance**3 / skew**2 if skew > 0 else math.inf
    if shape > 1e4:
        return _normal((time - mean) / math.sqrt(variance))
    length = shape * skew / (2 * variance)
    along = (time - mean + length) / length
    if along <= 0:
        return 0.0
    ninth = 1 / (9 * shape)
    return _normal((along ** (1 / 3) - 1 + ninth) / math.sqrt(ninth))


SURE = 1e-12
"""A lump of which less than this is left on one side of a time lies on the other."""


def quantile(groups: Sequence[Lump], q: float, at_least: float = 0.0) -> float:
    """The time that a share q of the whole took at most, by bisection; not a number where there is nothing.

    `at_least` is a time that is known to be no longer, such as a lower quantile.
    """
    total = sum([lump[0] for lump in groups])
    if total <= 0:
        return math.nan
    low, high = at_least, max([lump[1] + 12 * math.sqrt(lump[2]) for lump in groups]) + 1e-9
    wanted = q * total
    left = list(groups)
    """Those that are not yet known to lie on one side."""
    for _ in range(24):
        middle = (low + high) / 2
        shares = [below(lump, middle) for lump in left]
        found = sum([lump[0] * share for lump, share in zip(left, shares, strict=True)])
        if found < wanted:
            low = middle
            full = [share > 1 - SURE for share in shares]
            wanted -= sum([lump[0] for lump, done in zip(left, full, strict=True) if done])
            left = [lump for lump, done in zip(left, full, strict=True) if not done]
        else:
            high = middle
            left = [lump for lump, share in zip(left, shares, strict=True) if share > SURE]
    return high

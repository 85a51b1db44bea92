"""Lumps of work on their way, merged by how often they were tried, with the time they have spent so far.

The time spent is told as mean, variance and third cumulant, which independent delays add to, and carried as the sums of
its first three powers, which mixtures add up: both are exact.
"""

from __future__ import annotations

Sums = list[float]
"""Amount, and its times the mean, the mean square and the mean cube of the time."""
Lumps = dict[int, Sums]
"""Number of earlier tries to what was tried so often."""

LEAST = 1e-6
"""Amounts below this are what sums of floats leave over."""


Powers = tuple[float, float, float]
"""A time's mean, mean square and mean cube."""


def powers(mean: float, variance: float, skew: float) -> Powers:
    """The first three powers of a time of such cumulants."""
    return mean, variance + mean * mean, skew + mean * (3 * variance + mean * mean)


def add(lumps: Lumps, tries: int, amount: float, spent: Powers) -> None:
    """Add an amount that has spent a time of such powers."""
    sums = lumps.get(tries)
    if sums is None:
        lumps[tries] = [amount, amount * spent[0], amount * spent[1], amount * spent[2]]
    else:
        sums[0] += amount
        sums[1] += amount * spent[0]
        sums[2] += amount * spent[1]
        sums[3] += amount * spent[2]


def put(lumps: Lumps, tries: int, amount: float, mean: float, variance: float, skew: float) -> None:
    """Add an amount that has spent such a time."""
    add(lumps, tries, amount, (mean, variance + mean * mean, skew + mean * (3 * variance + mean * mean)))


def told(sums: Sums) -> tuple[float, float, float, float]:
    """Amount, mean, variance and third cumulant; the amount is not nought."""
    amount = sums[0]
    mean = sums[1] / amount
    square = sums[2] / amount
    variance = square - mean * mean
    if variance <= LEAST * mean * mean:
        return amount, mean, max(0.0, variance), 0.0
    return amount, mean, variance, sums[3] / amount - mean * (3 * square - 2 * mean * mean)


def amount_in(lumps: Lumps) -> float:
    """All of it."""
    total = 0.0
    for sums in lumps.values():
        total += sums[0]
    return total

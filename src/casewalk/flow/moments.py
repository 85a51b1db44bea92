"""Lumps of work on their way, merged by how often they were tried, with the time they have spent so far.

The time spent is carried as mean, variance and third cumulant: sums of independent delays add them, and mixtures keep
the mean and the variance exactly (law of total variance; what a mixture adds to the third cumulant is left out).
"""

from __future__ import annotations

Sums = list[float]
"""Amount; amount times mean; times mean square; times third cumulant."""
Lumps = dict[int, Sums]
"""Number of earlier tries to what was tried so often."""

LEAST = 1e-6
"""Amounts below this are what sums of floats leave over."""


def put(lumps: Lumps, tries: int, amount: float, mean: float, variance: float, skew: float) -> None:
    """Add an amount that has spent such a time."""
    square = variance + mean * mean
    sums = lumps.get(tries)
    if sums is None:
        lumps[tries] = [amount, amount * mean, amount * square, amount * skew]
    else:
        sums[0] += amount
        sums[1] += amount * mean
        sums[2] += amount * square
        sums[3] += amount * skew


def told(sums: Sums) -> tuple[float, float, float, float]:
    """Amount, mean, variance and third cumulant; the amount is not nought."""
    amount = sums[0]
    mean = sums[1] / amount
    return amount, mean, max(0.0, sums[2] / amount - mean * mean), sums[3] / amount


def amount_in(lumps: Lumps) -> float:
    """All of it."""
    total = 0.0
    for sums in lumps.values():
        total += sums[0]
    return total

"""The space of a decision's parameters: axes whose values can be said in words, and points spread over them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from casewalk.case import Parameter
from casewalk.numbers import to_base

WIDE = 10.0
"""A positive range whose ends differ by this factor or more is searched on a log scale."""
DIGITS = 2
"""Significant digits of a value that is tried: a witness is told in words, and must hold as it is told."""
_PLANE = (0.7548776662466927, 0.5698402909980532)
"""Steps of the R2 sequence: 1/g and 1/g^2, where g is the real root of x^3 = x + 1 (Roberts, 2018)."""


@dataclass(frozen=True)
class Axis:
    """One parameter's range, in its unit, and where it stands; `now` may have more digits than what is tried."""

    name: str
    unit: str
    low: float
    high: float
    now: float
    whole: bool

    @cached_property
    def log(self) -> bool:
        """Whether it is searched on a log scale."""
        return self.low > 0 and self.high >= WIDE * self.low

    def value(self, share: float) -> float:
        """The value at a share (0 to 1) of the range, rounded to what is told; never outside the range."""
        share = min(1.0, max(0.0, share))
        ratio = self.high / self.low if self.log else 1.0
        found = self.low * ratio**share if self.log else self.low + (self.high - self.low) * share
        found = round(found) if self.whole else rounded(found)
        if self.whole and abs(found) >= 10**DIGITS:
            found = rounded(found)
        return min(self.high, max(self.low, float(found)))

    def share(self, value: float) -> float:
        """Where a value lies in the range, 0 to 1."""
        if self.log:
            return math.log(value / self.low) / math.log(self.high / self.low)
        return (value - self.low) / (self.high - self.low)

    @cached_property
    def _scale(self) -> float:
        return to_base(1.0, self.unit)

    def base(self, value: float) -> float:
        """A value in base units."""
        return value * self._scale

    def distance(self, value: float) -> float:
        """How far a value is from where the axis stands: the log of the factor; by share of the range near nought."""
        if self.low > 0:
            return abs(math.log(value / self.now))
        return abs(value - self.now) / (self.high - self.low) * math.log(WIDE)


def rounded(value: float) -> float:
    """A value to the digits that are told: `1234` becomes `1200`."""
    return float(f"{value:.{DIGITS - 1}e}")


def axis(name: str, parameter: Parameter, now: float) -> Axis:
    """The axis of a parameter that stands at `now`, in its unit."""
    return Axis(name, parameter.unit, *parameter.range, now, parameter.whole)


@lru_cache(1)
def _roots(count: int) -> tuple[float, ...]:
    """The fractional parts of the roots of the first primes: steps of Richtmyer's sequence."""
    primes: list[int] = []
    number = 2
    while len(primes) < count:
        if all(number % p for p in primes):
            primes.append(number)
        number += 1
    return tuple(math.sqrt(p) % 1.0 for p in primes)


def box_points(dimensions: int, count: int) -> Iterator[tuple[float, ...]]:
    """Points of low discrepancy in the unit box of so many dimensions (Richtmyer, 1951)."""
    steps = _roots(dimensions)
    for index in range(1, count + 1):
        yield tuple((0.5 + index * step) % 1.0 for step in steps)


def plane_point(index: int) -> tuple[float, float]:
    """A point of low discrepancy in the unit square."""
    first, second = _PLANE
    return (0.5 + index * first) % 1.0, (0.5 + index * second) % 1.0

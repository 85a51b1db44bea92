"""Strain: a metric held against its limit, as met or not, and as how far past the limit it is."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from casewalk.walk.readings import meets
from casewalk.walk.workings import Values

FAR = 10.0
"""Past this log of a factor, a value is as far from its limit as can be."""


def strain(value: float, op: str, limit: float, *, share: bool) -> float:
    """How far past its limit a value is: the log of the factor, negative where it is met; within -FAR to FAR.

    A share that has a floor is read by what is missing from the whole, so 98 % under a floor of 99 % is twice over.
    """
    if share and op in {">=", ">"} and 0 < limit < 1:
        value, limit = 1 - value, 1 - limit
    elif op in {">=", ">"}:
        value, limit = limit, value
    found = FAR if limit <= 0 else -FAR if value <= 0 else math.log(value / limit) if value < math.inf else FAR
    return abs(found) if op == "==" else min(FAR, max(-FAR, found))


def scaled_limit(limit: float, op: str, factor: float, *, share: bool) -> float:
    """A limit halved (0.5) or doubled (2); of a share that has a floor, what is missing from the whole."""
    return 1 - (1 - limit) * factor if share and op in {">=", ">"} and 0 < limit < 1 else limit * factor


@dataclass(frozen=True)
class Gauge:
    """A metric against its limit, as names in a sheet; `share` says that its unit is %."""

    value: str
    limit: str
    op: str
    share: bool

    def met(self, values: Values) -> bool:
        """Whether the target is met."""
        return meets(values[self.value], self.op, values[self.limit])

    def met_if(self, values: Values, factor: float) -> bool:
        """Whether the target would be met with another limit."""
        limit = scaled_limit(values[self.limit], self.op, factor, share=self.share)
        return meets(values[self.value], self.op, limit)

    def read(self, values: Values) -> float:
        """How far past the limit: above nought where the target is missed, nought or less where it is met."""
        value, limit = values[self.value], values[self.limit]
        if self.op == "<=" and 0 < value < limit:
            return max(-FAR, math.log(value / limit))
        found = strain(value, self.op, limit, share=self.share)
        return min(found, 0.0) if meets(value, self.op, limit) else max(found, 1e-9)


Watch = tuple[int, int | None]
"""A gauge of one move by position, and that of the same metric before the move; None where the metric is judged.

One that is not judged counts only where it was met before.
"""


@dataclass(frozen=True)
class Stance:
    """A move at a point: its cost, the worst strain of what counts against it, and the sum of what is missed."""

    cost: float
    strain: float
    missed: float

    @property
    def holds(self) -> bool:
        """Whether it breaks nothing."""
        return self.missed == 0


def stance(seen: Sequence[float], watches: Iterable[Watch], cost: float) -> Stance:
    """A move's stance, from what every gauge reads."""
    worst, missed = -FAR, 0.0
    for now, before in watches:
        found = seen[now]
        if before is None or found <= 0 or seen[before] <= 0:
            worst = max(worst, found)
            missed += max(0.0, found)
    return Stance(cost, worst, missed)

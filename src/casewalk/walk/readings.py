"""Readings: metrics held against their targets."""

from __future__ import annotations

import math
from dataclasses import dataclass

from casewalk.numbers import show
from casewalk.walk.workings import Values, Workings, limit_name

TOLERANCE = 1e-9
"""A value this share over its limit still meets it: formulas and limits round differently."""


def times_over(value: float, limit: float, op: str) -> float:
    """How many times past a limit: 1 at the limit, more beyond it; infinity where what divides is nought."""
    more, less = (value, limit) if op in {"<=", "<", "=="} else (limit, value)
    return more / less if less > 0 else math.inf


@dataclass(frozen=True)
class Reading:
    """A metric's value against its limit, both in base units."""

    metric: str
    label: str
    short: str
    unit: str
    value: float
    limit: float
    op: str
    met: bool

    @property
    def value_text(self) -> str:
        """The value as it is printed beside its limit: one that misses it by less than is printed says so, `>24 h`."""
        text = show(self.value, self.unit)
        if self.met or text != show(self.limit, self.unit):
            return text
        return f"{'>' if self.value > self.limit else '<'}{text}"

    @property
    def times_over(self) -> float:
        """How many times past the limit: 1 at the limit, more beyond it; infinity where the limit is nought."""
        return times_over(self.value, self.limit, self.op)


def meets(value: float, op: str, limit: float) -> bool:
    """Whether a value meets a target."""
    slack = TOLERANCE * abs(limit) + 1e-12
    if op in {"<=", "<"}:
        return value <= limit + slack if op == "<=" else value < limit
    if op in {">=", ">"}:
        return value >= limit - slack if op == ">=" else value > limit
    return abs(value - limit) <= slack


def reading(workings: Workings, metric: str, values: Values) -> Reading:
    """One metric's reading in these values."""
    op = workings.targets[metric].op
    value, limit = values[metric], values[limit_name(metric)]
    return Reading(
        metric=metric,
        label=workings.label_of(metric),
        short=workings.short_of(metric),
        unit=workings.unit_of(metric),
        value=value,
        limit=limit,
        op=op,
        met=meets(value, op, limit),
    )


def readings(workings: Workings, stage_index: int, values: Values) -> tuple[Reading, ...]:
    """The readings of every metric that has begun by this stage, in the case's order."""
    return tuple(reading(workings, name, values) for name in workings.measured(stage_index))

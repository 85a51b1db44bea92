"""What a simulation leaves: series and totals of each station, and of the whole."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Cause = Literal["refuses", "gives up", "late"]


class Series:
    """One station, one value a step. Amounts are those of the step; `backlog` and `wait` are as the step ends.

    arrivals: everything that comes, retries too. served: finished here, work in vain not counted. dropped: refused, as
    the queue was full. reneged: given up while they waited. retries: sent off to try again by this station. sold_out:
    turned away, as the stock was gone. wasted: work begun for somebody who had given up. utilisation: share of the
    capacity. wait: seconds that whoever joins now will wait, 0 where nothing stands.
    """

    def __init__(self, steps: int) -> None:
        self.arrivals, self.served, self.backlog, self.dropped, self.reneged = ([0.0] * steps for _ in range(5))
        self.retries, self.sold_out, self.wasted, self.utilisation, self.wait = ([0.0] * steps for _ in range(5))


@dataclass(frozen=True)
class Totals:
    """The whole stretch of one station; amounts as in Series."""

    arrivals: float
    served: float
    dropped: float
    reneged: float
    retries: float
    sold_out: float
    wasted: float


def totals_of(series: Series) -> Totals:
    """The sums of a series."""
    return Totals(
        arrivals=sum(series.arrivals),
        served=sum(series.served),
        dropped=sum(series.dropped),
        reneged=sum(series.reneged),
        retries=sum(series.retries),
        sold_out=sum(series.sold_out),
        wasted=sum(series.wasted),
    )


@dataclass(frozen=True)
class Failure:
    """A station past its limit, the moment in seconds, and what shows it."""

    station: str
    at: float
    cause: Cause


@dataclass(frozen=True)
class FlowRun:
    """A simulated stretch of time.

    `offered` came from outside, `completed` left a last station, `parted` left before (routes that come to less than
    the whole), `turned_away` met an empty stock, `lost` was refused or gave up for good; the rest is still `inside`, or
    will try again. Quantiles are of what was completed: never show them without how many that were.
    """

    step: float
    series: Mapping[str, Series]
    totals: Mapping[str, Totals]
    offered: float
    completed: float
    parted: float
    turned_away: float
    lost: float
    p50: float
    p95: float
    p99: float
    failures: tuple[Failure, ...]
    """Of each station that fails the first time that it does; the earliest first."""
    sold_out_at: Mapping[str, float]
    """Stations whose stock ran out, and when."""

    @property
    def first_failure(self) -> Failure | None:
        """The earliest; of several in one step, that of the station nearest to the crowd."""
        return next(iter(self.failures), None)

    @property
    def inside(self) -> float:
        """What waits, is being served, or is away to try again when the stretch ends."""
        return max(0.0, self.offered - self.completed - self.parted - self.turned_away - self.lost)

    @property
    def times(self) -> list[float]:
        """The end of each step, in seconds."""
        length = max((len(s.arrivals) for s in self.series.values()), default=0)
        return [(n + 1) * self.step for n in range(length)]


FAILING = 0.01
"""A station has failed from the step in which it refuses, or loses to impatience, this share of what came to it."""


def failures(
    step: float, series: Mapping[str, Series], late: Mapping[str, float], order: tuple[str, ...]
) -> tuple[Failure, ...]:
    """The first failure of each station, the earliest first; in one step, as the stations are ordered."""
    found: list[Failure] = []
    for name in order:
        seen, limit = series[name], late.get(name, math.inf)
        for n, came in enumerate(seen.arrivals):
            cause = _cause(seen, n, came, limit)
            if cause:
                found.append(Failure(name, n * step, cause))
                break
    return tuple(sorted(found, key=lambda failure: failure.at))


def _cause(seen: Series, n: int, came: float, limit: float) -> Cause | None:
    if seen.dropped[n] > FAILING * max(came, 1e-3):
        return "refuses"
    if seen.reneged[n] > FAILING * max(came, 1e-3):
        return "gives up"
    return "late" if seen.wait[n] > limit else None

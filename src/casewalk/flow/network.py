"""What flows through what: stations, one after another or in branches, each with its limits. Seconds and counts."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field


class FlowError(ValueError):
    """A network that cannot be simulated. `station` is where, empty for the whole."""

    def __init__(self, message: str, station: str = "") -> None:
        super().__init__(f"{station}: {message}" if station else message)
        self.message = message
        self.station = station


@dataclass(frozen=True)
class Retries:
    """Who is refused or gives up tries again: such a share, after such a mean delay, at most so many times each.

    A delay is spread evenly from half to one and a half of its mean. `back_to` names the station that a retry arrives
    at; empty: the one that it left.
    """

    share: float
    delay: float
    most: int
    back_to: str = ""


@dataclass(frozen=True)
class Route:
    """Such a share of what a station serves goes on to the next one."""

    station: str
    share: float = 1.0


@dataclass(frozen=True)
class Station:
    """One first-in-first-out queue and what serves it.

    Either `servers`, each busy for `service` seconds at a time (exponential), or a `rate` a second at an even pace;
    with neither, everything passes at once.
    """

    name: str
    arrivals: tuple[tuple[float, float], ...] = ()
    """From outside: moments and the rates that hold from them on, in order of time."""
    servers: float | None = None
    service: float = 0.0
    rate: float = math.inf
    queue: float = math.inf
    """How many may wait; the others are refused."""
    patience: float = math.inf
    """Mean time for which somebody waits before giving up (exponential)."""
    wasted: bool = False
    """Whether the work of those who gave up stays in line and is served in vain."""
    retries: Retries | None = None
    stock: float = math.inf
    """How many can be served with success; then whoever waits or comes is turned away."""
    late: float = math.inf
    """The wait from which the station counts as failed."""
    even: bool = False
    """Whether a service takes the same for everybody; it waits in line as if it did not (G/D/c, see waits)."""
    counted: bool = True
    """Whether the time of a service counts as time on the way; a pause that people make themselves does not."""
    routes: tuple[Route, ...] = ()

    @property
    def capacity(self) -> float:
        """What it serves a second when it is never idle."""
        return self.rate if self.servers is None else self.servers / self.service


@dataclass(frozen=True)
class Network:
    """Stations in the order in which they are served in each step. Raises FlowError where one cannot be.

    A route or a retry to a station that stands no later in the order takes one step.
    """

    stations: tuple[Station, ...]
    seconds: float = 120.0
    """The stretch of time that is simulated."""
    index: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "index", {s.name: place for place, s in enumerate(self.stations)})
        if len(self.index) < len(self.stations):
            raise FlowError("two stations of the same name")
        if not 0 < self.seconds < math.inf:
            raise FlowError("a stretch of time is longer than nought, and ends")
        for station in self.stations:
            self._check(station)

    def _check(self, station: Station) -> None:
        for fault in (*_faults(station), *self._astray(station)):
            raise FlowError(fault, station.name)

    def _astray(self, station: Station) -> Iterable[str]:
        targets = [route.station for route in station.routes]
        if station.retries and station.retries.back_to:
            targets.append(station.retries.back_to)
        return (f"{target!r} is no station" for target in targets if target not in self.index)


def _faults(station: Station) -> Iterable[str]:
    if station.servers is not None and not (station.servers > 0 and 0 < station.service < math.inf):
        yield "servers are more than nought and take a time that is"
    if station.servers is not None and (station.rate < math.inf or station.servers == math.inf):
        yield "either servers or a rate"
    if not station.rate > 0 or not station.patience > 0:
        yield "a rate and a patience are more than nought"
    if not station.queue >= 0 or not station.stock >= 0:
        yield "a queue and a stock are nought or more"
    moments = [moment for moment, _ in station.arrivals]
    if moments != sorted(moments) or not all(0 <= rate < math.inf for _, rate in station.arrivals):
        yield "arrivals are in order of time, with rates that are nought or more"
    if not all(r.share >= 0 for r in station.routes) or sum(r.share for r in station.routes) > 1 + 1e-9:
        yield "the shares of its routes come to more than the whole"
    again = station.retries
    if again and not (0 <= again.share <= 1 and 0 <= again.delay < math.inf and 0 <= again.most <= MOST_RETRIES):
        yield f"retries are a share, after a delay, at most {MOST_RETRIES} times"


MOST_RETRIES = 20
"""Work is kept apart by how often it was tried, so a step costs in proportion."""

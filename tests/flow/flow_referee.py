"""The referee: the same network, person by person, with chance. Simulated with simpy."""

from __future__ import annotations

import math
import random
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import simpy

from casewalk.flow import Network, Station


@dataclass
class Person:
    """Somebody on their way: when they first came, and how often they have tried again."""

    came: float
    tries: int = 0
    waits: bool = False
    visit: int = 0


@dataclass
class Counted:
    """What happened at one station."""

    served: int = 0
    dropped: int = 0
    reneged: int = 0
    sold_out: int = 0
    wasted: int = 0
    backlog: list[int] = field(default_factory=list)


class Desk:
    """One station, event by event."""

    def __init__(self, station: Station, hall: Hall) -> None:
        self.station, self.hall, self.counted = station, hall, Counted()
        self.line: deque[Person] = deque()
        self.waiting = 0
        self.busy = 0
        self.stock = station.stock
        self.servers = 1 if station.servers is None else int(station.servers)

    def _service(self) -> float:
        if self.station.servers is None:
            return 1 / self.station.rate
        return self.hall.chance.expovariate(1 / self.station.service)

    def arrive(self, person: Person) -> None:
        if self.stock <= 0:
            self.counted.sold_out += 1
        elif self.station.servers is None and self.station.rate == math.inf:
            self._succeed(person)
        elif self.busy < self.servers:
            self._begin(person)
        elif self.waiting >= self.station.queue:
            self.counted.dropped += 1
            self._try_again(person)
        else:
            self._wait(person)

    def _wait(self, person: Person) -> None:
        person.waits, person.visit = True, person.visit + 1
        self.line.append(person)
        self.waiting += 1
        if self.station.patience < math.inf:
            visit = person.visit
            self.hall.after(self.hall.chance.expovariate(1 / self.station.patience), lambda: self._leave(person, visit))

    def _leave(self, person: Person, visit: int) -> None:
        if not person.waits or person.visit != visit:
            return
        person.waits = False
        self.counted.reneged += 1
        if not self.station.wasted:
            self.waiting -= 1
        self._try_again(Person(person.came, person.tries))

    def _try_again(self, person: Person) -> None:
        again = self.station.retries
        if again and person.tries < again.most and self.hall.chance.random() < again.share:
            person.tries += 1
            desk = self.hall.desks[again.back_to or self.station.name]
            self.hall.after(again.delay * (0.5 + self.hall.chance.random()), lambda: desk.arrive(person))

    def _begin(self, person: Person | None) -> None:
        """Serve somebody; None is work whose owner has gone."""
        self.busy += 1
        if person is None:
            self.counted.wasted += 1
        else:
            self.stock -= 1
        self.hall.after(self._service(), lambda: self._finish(person))

    def _finish(self, person: Person | None) -> None:
        self.busy -= 1
        if person is not None:
            self._succeed(person, taken=True)
        while self.line and self.busy < self.servers:
            nearest = self.line.popleft()
            if not nearest.waits and not self.station.wasted:
                continue
            self.waiting -= 1
            if not nearest.waits:
                self._begin(None)
                continue
            nearest.waits = False
            if self.stock <= 0:
                self.counted.sold_out += 1
                continue
            self._begin(nearest)

    def _succeed(self, person: Person, *, taken: bool = False) -> None:
        if not taken:
            self.stock -= 1
        self.counted.served += 1
        if not self.station.routes:
            self.hall.latencies.append(self.hall.now - person.came)
            return
        draw = self.hall.chance.random()
        for route in self.station.routes:
            if draw < route.share:
                self.hall.desks[route.station].arrive(person)
                return
            draw -= route.share


class Hall:
    """All stations, the clock and the chance."""

    def __init__(self, network: Network, seed: int) -> None:
        self.environment = simpy.Environment()
        self.chance = random.Random(seed)  # noqa: S311 - chance for a simulation
        self.latencies: list[float] = []
        self.desks = {s.name: Desk(s, self) for s in network.stations}
        for station in network.stations:
            if station.arrivals:
                self.environment.process(self._source(station, network.seconds))
        self.environment.process(self._watch())
        self.environment.run(until=network.seconds)
        self.latencies.sort()

    @property
    def now(self) -> float:
        return float(self.environment.now)

    def after(self, delay: float, act: Callable[[], None]) -> None:
        self.environment.timeout(delay).callbacks.append(lambda _event: act())

    def _source(self, station: Station, seconds: float) -> Any:
        for place, (begins, rate) in enumerate(station.arrivals):
            following = station.arrivals[place + 1 :]
            ends = min(following[0][0] if following else math.inf, seconds)
            yield self.environment.timeout(max(0.0, begins - self.now))
            while rate > 0:
                gap = self.chance.expovariate(rate)
                if self.now + gap > ends:
                    break
                yield self.environment.timeout(gap)
                self.desks[station.name].arrive(Person(self.now))

    def _watch(self) -> Any:
        while True:
            yield self.environment.timeout(1)
            for desk in self.desks.values():
                desk.counted.backlog.append(desk.waiting)

    def quantile(self, q: float) -> float:
        """Of the latencies of all who completed."""
        return self.latencies[min(len(self.latencies) - 1, int(q * len(self.latencies)))]


def referee(network: Network, seed: int = 1) -> Hall:
    """Run a network person by person."""
    return Hall(network, seed)

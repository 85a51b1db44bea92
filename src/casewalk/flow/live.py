"""A station while it is simulated: its line, its servers, and one step of time."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable

from casewalk.flow.moments import LEAST, Lumps, amount_in, put, told
from casewalk.flow.network import Station
from casewalk.flow.record import Series
from casewalk.flow.waits import NONE, Cumulants, behind, grown, paced, served

Leaver = tuple[int, float, float, float, float]
"""Tries, amount, and mean, variance and third cumulant of the time spent."""


class Batch:
    """What joined a line in one step. The wait ahead grows evenly from its first to its last."""

    __slots__ = ("_first", "_growth", "_joined", "_one", "come", "left", "lumps", "step")

    def __init__(
        self, joined: float, step: int, come: float, lumps: list[Leaver], first: float, growth: float, one: float
    ) -> None:
        self.left = self._joined = joined
        """Not yet served; who gave up since is not taken off."""
        self.step = step
        self.come, self.lumps, self._first, self._growth = come, lumps, first, growth
        self._one = one
        """Mean time between two who are served, where it is random: a wait is a sum of so many of them (Erlang)."""

    def wait(self, part: float) -> float:
        """The mean wait of a part at the front."""
        return self._first + self._growth * (1 + (part / 2 - self.left) / self._joined)

    def take(self, part: float, wanted: float) -> list[Leaver]:
        """Take a part off the front: what of it is still wanted, by tries, with the wait in its time."""
        length = part / self._joined
        wait = self.wait(part)
        spread = (self._growth * length) ** 2 / 12 + wait * self._one
        skew = 2 * wait * self._one**2
        self.left -= part
        share = wanted / self.come
        return [(t, a * share, m + wait, v + spread, k + skew) for t, a, m, v, k in self.lumps]


class Live:
    """One station's state. Give it what comes in a step; it says what leaves, and sends off who tries again."""

    def __init__(self, station: Station, step: float, steps: int, again: Callable[[float, Leaver], None]) -> None:
        self.station = station
        self.series = Series(steps)
        self.stock = station.stock
        self._again = again
        self._dt = step
        self._line: deque[Batch] = deque()
        self._level = 0.0
        self._busy = 0.0
        self._serving: Lumps = {}
        self._impatient: Lumps = {}
        """Who still waits, by tries, with the time spent counted back to the start of the replay."""
        self._kept = math.exp(-step / station.patience)
        self._half = math.sqrt(self._kept)
        self._tracks = station.patience < math.inf and (station.wasted or station.retries is not None)
        self._capacity = station.capacity
        self._servers = station.servers or 0.0
        self._one = 1 / self._capacity if self._servers else 0.0
        self._turnover = step / station.service if self._servers and station.service > step / 4 else 0.0
        """Services a step of one server; nought where they end too soon to be followed from step to step."""
        self._longest = (
            min(station.queue / self._capacity, station.patience) if station.queue < math.inf else station.patience
        )
        """The mean wait that a short queue or impatience leaves to chance."""
        self._stay = math.exp(-self._turnover)
        self._done = 1.0
        self._now = 0
        self._fleeing = math.inf if station.wasted else station.patience
        """The mean patience, as far as who gives up also leaves the line."""

    def idle(self) -> bool:
        """Whether nothing is here."""
        return self._level <= LEAST and self._busy <= LEAST

    def advance(self, n: int, coming: Lumps) -> list[Leaver]:
        """Step n with what comes in it; what has been served, with its time."""
        seen = self.series
        self._now = n
        seen.arrivals[n] = arriving = amount_in(coming)
        before = self._level
        room = self._room()
        if before <= LEAST and arriving <= room and arriving < self.stock:
            return self._walk_in(n, coming, arriving)
        if before > LEAST and self._half < 1:
            self._give_up()
        if self.stock <= LEAST:
            self._turn_away(arriving)
        elif arriving > 0:
            self._join(coming, arriving, room)
        leaving: list[Leaver] = []
        if self._level > 0 or self._busy > 0:
            begun, started = self._begin(min(room, self._level))
            self._occupy(started)
            leaving = self._finish(begun, standing=before > LEAST or self._level > LEAST)
            if self._level > LEAST and self._half < 1:
                self._send_off()
                self._give_up()
        if leaving:
            seen.served[n] = sum([leaver[1] for leaver in leaving])
        if self._level > LEAST:
            seen.backlog[n] = self._level
            seen.wait[n] = behind(self._level, self._capacity, self._fleeing)
        return leaving

    def _walk_in(self, n: int, coming: Lumps, arriving: float) -> list[Leaver]:
        """A step in which nobody waits: what comes begins at once."""
        self.stock -= arriving
        self._occupy(arriving)
        leaving = self._finish([(tries, *told(sums)) for tries, sums in coming.items()], standing=False)
        if self._turnover:
            self.series.served[n] = sum([leaver[1] for leaver in leaving])
        else:
            self.series.served[n] = arriving
        return leaving

    def _room(self) -> float:
        """How many can begin in this step."""
        free = max(0.0, self._servers - self._busy) if self._turnover else 0.0
        return free + self._capacity * self._dt

    def _retry(self, moment: float, leaver: Leaver) -> None:
        again = self.station.retries
        if again is not None and leaver[0] < again.most and again.share > 0:
            self._again(moment, leaver)
            self.series.retries[self._now] += leaver[1] * again.share

    def _give_up(self) -> None:
        """Half a step of impatience, before and after serving: together exact to the second order of the step."""
        gone = 1 - self._half
        if not self.station.wasted:
            self.series.reneged[self._now] += self._level * gone
            self._level *= self._half
        else:
            self.series.reneged[self._now] += amount_in(self._impatient) * gone
        for sums in self._impatient.values():
            sums[:] = [value * self._half for value in sums]

    def _send_off(self) -> None:
        """Who gives up between this serving and the next tries again.

        The half of impatience that follows a step and the half that leads into the next are the same moment. Moments
        are counted in steps from the middle of the first one, where everything else is taken to happen.
        """
        moment = self._now + 0.5
        gone = 1 - self._kept
        for tries, sums in self._impatient.items():
            if sums[0] > LEAST:
                amount, start, variance, skew = told(sums)
                self._retry(moment, (tries, amount * gone, start + moment * self._dt, variance, skew))

    def _turn_away(self, arriving: float) -> None:
        waiting = amount_in(self._impatient) if self.station.wasted and self._tracks else self._level
        self.series.sold_out[self._now] += arriving + waiting
        self._line.clear()
        self._impatient.clear()
        self._level = 0.0

    def _join(self, coming: Lumps, arriving: float, room: float) -> None:
        n = self._now
        share = min(1.0, max(0.0, self.station.queue - self._level + room) / arriving)
        joining = arriving * share
        self.series.dropped[self._now] += arriving - joining
        told_of = [(tries, *told(sums)) for tries, sums in coming.items()]
        if share < 1:
            for tries, amount, *spent in told_of:
                self._retry(n, (tries, amount * (1 - share), spent[0], spent[1], spent[2]))
        if joining <= 0:
            return
        if self._tracks:
            for tries, amount, mean, variance, skew in told_of:
                put(self._impatient, tries, amount * share, mean - n * self._dt, variance, skew)
        line_end = max(0.0, self._level + joining - room)
        first, last = 0.0, 0.0
        if line_end > LEAST or self._level > LEAST:
            first, last = (behind(queue, self._capacity, self._fleeing) for queue in (self._level, line_end))
        self._line.append(Batch(joining, n, arriving, told_of, first, last - first, self._one))
        self._level += joining

    def _begin(self, room: float) -> tuple[list[Leaver], float]:
        """Serve from the head of the line; what begins and is still wanted, and how much begins in all."""
        begun: list[Leaver] = []
        started = 0.0
        wasted = self.station.wasted
        while room > LEAST and self._line and self.stock > LEAST:
            batch = self._line[0]
            stayed = 1.0 if self._kept == 1.0 else self._kept ** (self._now - batch.step)
            """Share of the batch that has not given up: counted as giving up is, so that nobody is lost between."""
            left = 1.0 if wasted else stayed
            """Share of the batch that is still in line."""
            work = batch.left * left
            part = min(work, room)
            there = part * stayed if wasted else part
            wanted = min(there, self.stock)
            if wanted < there:
                self.series.sold_out[self._now] += there - wanted
            if self._tracks:
                self._forget(batch, part / left)
            begun += batch.take(part / left, wanted)
            if wasted:
                self.series.wasted[self._now] += part - there
            self.stock -= wanted
            room -= part
            started += part
            if part >= work - LEAST:
                self._line.popleft()
        self._level = self._level - started if self._line else 0.0
        if not self._line:
            self._impatient.clear()
        return begun, started

    def _forget(self, batch: Batch, taken: float) -> None:
        """Who is being served gives up no more: the oldest leave those who may."""
        part = taken / batch.come * self._kept ** (self._now - batch.step)
        joined = batch.step * self._dt
        for tries, amount, mean, variance, skew in batch.lumps:
            put(self._impatient, tries, -amount * part, mean - joined, variance, skew)

    def _occupy(self, started: float) -> None:
        """Servers at the end of the step, and the share of what they held that is finished by then."""
        n = self._now
        if not self._turnover:
            self.series.utilisation[n] = started / (self._capacity * self._dt)
            return
        kept = self._stay
        held = self._busy + started
        self._busy = min(self._servers, self._busy * kept + started * (1 - kept) / self._turnover)
        self._done = 1 - self._busy / held if held > 0 else 1.0
        self.series.utilisation[n] = self._busy / self._servers

    def _finish(self, begun: list[Leaver], *, standing: bool) -> list[Leaver]:
        """What leaves the servers, with the service and, where no line stands, the random wait added to its time."""
        mean, variance, skew = self._time(standing=standing)
        if not self._turnover:
            if mean == 0:
                return begun
            return [(t, a, m + mean, v + variance, k + skew) for t, a, m, v, k in begun]
        serving, done = self._serving, self._done
        for tries, amount, m, v, k in begun:
            put(serving, tries, amount, m + mean, v + variance, k + skew)
        leaving: list[Leaver] = []
        kept = 1 - done
        for tries, sums in list(serving.items()):
            amount, m, v, k = told(sums)
            leaving.append((tries, amount * done, m, v, k))
            if amount * kept > LEAST / 10:
                serving[tries] = [sums[0] * kept, sums[1] * kept, sums[2] * kept, sums[3] * kept]
            else:
                del serving[tries]
        return leaving

    def _time(self, *, standing: bool) -> Cumulants:
        station = self.station
        if not station.counted:
            return NONE
        busy = self.series.utilisation[self._now]
        if station.servers is None:
            if station.rate == math.inf:
                return NONE
            return (1 / station.rate, 0.0, 0.0) if standing else paced(station.rate, busy, self._by_chance())
        spread = (0.0, 0.0) if station.even else (station.service**2, 2 * station.service**3)
        if standing:
            return station.service, *spread
        return served(station.servers, station.service, busy, self._by_chance(), even=station.even)

    def _by_chance(self) -> float:
        """The mean wait that chance alone can have come to by now."""
        return min(self._longest, grown((self._now + 1) * self._dt, self._capacity))

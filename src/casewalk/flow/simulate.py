"""A stretch of time, step by step, through a network: a fluid that remembers how long it has been on its way.

Deterministic: what is random in the real thing enters as means and closed forms.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import partial

from casewalk.flow.live import Leaver, Live
from casewalk.flow.moments import LEAST, Lumps, add, powers, put, told
from casewalk.flow.network import Network, Station
from casewalk.flow.quantiles import Lump, grouped, quantile
from casewalk.flow.record import FlowRun, failures, totals_of

STEP = 0.2
"""Seconds: shorter changes results by less than what a fluid leaves out."""
MOST_STEPS = 20_000


def arriving(curve: tuple[tuple[float, float], ...], start: float, end: float) -> float:
    """How much an arrival curve brings between two moments."""
    amount = 0.0
    for place, (begins, rate) in enumerate(curve):
        stops = curve[place + 1][0] if place + 1 < len(curve) else math.inf
        amount += rate * max(0.0, min(end, stops) - max(start, begins))
    return amount


class _Passage:
    """The stations of one simulation, and everything that is under way between them."""

    def __init__(self, network: Network, step: float) -> None:
        self._network = network
        self._step = step
        self.steps = math.ceil(network.seconds / step - 1e-9)
        self._coming: list[list[Lumps | None]] = [[None] * (self.steps + 1) for _ in network.stations]
        self.live = [Live(s, step, self.steps, partial(self._send_again, s)) for s in network.stations]
        self._routes = [[(network.index[r.station], r.share) for r in s.routes] for s in network.stations]
        self._rests = [1 - sum(route.share for route in s.routes) for s in network.stations]
        """The share of a station's work that goes nowhere else."""
        self._turns: list[list[Lumps]] = [[{} for _ in range(self.steps)] for _ in network.stations]
        """What begins (and, negative, what ends) to come back at a station in a step, for every step from there on."""
        self._back: list[Lumps] = [{} for _ in network.stations]
        self._now = 0
        self.done: list[Lump] = []
        self.offered = self.parted = 0.0
        self.sold_out_at: dict[str, float] = {}

    def _arrive(self, place: int, n: int, leavers: Iterable[Leaver], share: float = 1.0) -> None:
        if n >= self.steps:
            return
        slot = self._coming[place][n]
        if slot is None:
            slot = self._coming[place][n] = {}
        for tries, amount, mean, variance, skew in leavers:
            if amount * share > LEAST / 10:
                put(slot, tries, amount * share, mean, variance, skew)

    def _send_again(self, station: Station, moment: float, leaver: Leaver) -> None:
        """Spread a retry evenly over the steps from half to one and a half of its mean delay.

        Time spent is counted back to the start of the replay, so one entry holds for every step of the spread.
        """
        again = station.retries
        if again is None:
            return
        tries, amount, mean, variance, skew = leaver
        steps = again.delay / self._step
        begins = max(self._now + 1.0, moment + 0.5 * steps + 0.5)
        ends = max(begins + 1, moment + 1.5 * steps + 0.5)
        portion = amount * again.share / (ends - begins)
        turns = self._turns[self._network.index[again.back_to or station.name]]
        spent = powers(mean - moment * self._step, variance, skew)
        for edge, part in ((begins, portion), (ends, -portion)):
            slot = int(edge)
            if slot < self.steps:
                add(turns[slot], tries + 1, part * (slot + 1 - edge), spent)
            if slot + 1 < self.steps and edge > slot:
                add(turns[slot + 1], tries + 1, part * (edge - slot), spent)

    def _return(self, place: int, n: int) -> None:
        """Those whose time to try again has come."""
        back = self._back[place]
        for tries, change in self._turns[place][n].items():
            sums = back.setdefault(tries, [0.0, 0.0, 0.0, 0.0])
            back[tries] = [held + more for held, more in zip(sums, change, strict=True)]
        clock = n * self._step
        told_of = [(tries, *told(sums)) for tries, sums in back.items() if sums[0] > LEAST]
        if told_of:
            self._arrive(place, n, [(t, a, m + clock, v, k) for t, a, m, v, k in told_of])

    def advance(self, n: int) -> None:
        """Every station once, in order."""
        self._now = n
        start = n * self._step
        end = min(start + self._step, self._network.seconds)
        for place, live in enumerate(self.live):
            if live.station.arrivals:
                amount = arriving(live.station.arrivals, start, end)
                self.offered += amount
                self._arrive(place, n, [(0, amount, 0.0, 0.0, 0.0)])
            if self._turns[place][n] or self._back[place]:
                self._return(place, n)
            coming = self._coming[place][n]
            if coming is None and live.idle():
                continue
            self._coming[place][n] = None
            self._pass_on(place, n, live.advance(n, coming or {}))
            if live.stock <= 1e-6 and live.station.name not in self.sold_out_at:
                self.sold_out_at[live.station.name] = end

    def _pass_on(self, place: int, n: int, leaving: list[Leaver]) -> None:
        routes = self._routes[place]
        if not routes:
            self.done += [leaver[1:] for leaver in leaving]
            return
        for target, share in routes:
            self._arrive(target, n if target > place else n + 1, leaving, share)
        rest = self._rests[place]
        if rest > 1e-9:
            self.parted += rest * sum([leaver[1] for leaver in leaving])


def simulate(network: Network, step: float = STEP) -> FlowRun:
    """Run a network for its stretch of time. Raises ValueError for a step that is none, or far too many of them."""
    if not step > 0 or network.seconds / step > MOST_STEPS:
        raise ValueError(f"between one step and {MOST_STEPS} of them")
    passage = _Passage(network, step)
    for n in range(passage.steps):
        passage.advance(n)
    series = {live.station.name: live.series for live in passage.live}
    totals = {name: totals_of(seen) for name, seen in series.items()}
    groups = grouped(passage.done)
    p50 = quantile(groups, 0.5)
    p95 = quantile(groups, 0.95, p50)
    return FlowRun(
        step=step,
        series=series,
        totals=totals,
        offered=passage.offered,
        completed=sum(lump[0] for lump in passage.done),
        parted=passage.parted,
        turned_away=sum(t.sold_out for t in totals.values()),
        lost=sum(t.dropped + t.reneged - t.retries for t in totals.values()),
        p50=p50,
        p95=p95,
        p99=quantile(groups, 0.99, p95),
        failures=failures(
            step, series, {s.name: s.late for s in network.stations}, tuple(s.name for s in network.stations)
        ),
        sold_out_at=passage.sold_out_at,
    )

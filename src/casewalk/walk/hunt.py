"""The hunt for witnesses over rivals: single changes, pairs of changes, a climb, and a walk back to the stage."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

from casewalk.walk.rivals import Rivals
from casewalk.walk.space import box_points, plane_point
from casewalk.walk.strain import Stance
from casewalk.walk.verdicts import affordable

Point = tuple[tuple[int, float], ...]
"""Changed axes by position, in order, with their values in the axes' units."""
Trial = tuple[tuple[Stance, ...], float]

LEAD = 0.10
"""By how much a move must be ahead of every other one: in what it costs, or in how far the other misses a target."""
REVISION = 1
"""Raised whenever the search would find something else, so that nothing found before is taken for it."""
SINGLE_STEPS = 16
NEAR_POINTS = 1000
WIDE_POINTS = 500
LEAST_EACH = 2
"""Points for every pair of axes, however many pairs there are."""
STARTS = 8
"""Points from which a climb begins, for each move without a witness."""
FIRST_STEP, LAST_STEP = 0.25, 0.008
BISECTIONS = 12
DRAWN_IN = 4
"""Witnesses on different axes that are drawn in, to see which of them is the nearest."""
_LEAD = math.log1p(LEAD)


def score(trial: Trial, move: int, *, alone: bool = True) -> float:
    """Nought where the move holds with the lead over every other; else how far it is from that, negative.

    Smooth enough to climb. `alone`: a dearer move must be so dear that it overbuilds; else the lead is enough.
    """
    stances, week = trial
    own = stances[move]
    enough = own.cost + LEAD * abs(own.cost)
    if alone:
        enough = max(enough, affordable(own.cost, week))
    enough += 1e-6
    total = -own.missed
    for other, stance in enumerate(stances):
        if other != move and stance.strain < _LEAD:
            dearer = (stance.cost - enough) / max(abs(stance.cost), abs(enough))
            if dearer < 0:
                total += max(dearer, stance.strain - _LEAD)
    return total


def fitting(trial: Trial) -> list[int]:
    """The moves that fit."""
    stances, week = trial
    cheapest = min((s.cost for s in stances if s.holds), default=None)
    if cheapest is None:
        return []
    allowed = affordable(cheapest, week)
    return [n for n, s in enumerate(stances) if s.holds and s.cost <= allowed]


@dataclass
class Tally:
    """How often each move fits, and fits alone, over points of one space."""

    moves: int
    points: int = 0
    fits: list[int] = field(default_factory=list)
    wins: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.fits, self.wins = [0] * self.moves, [0] * self.moves

    def count(self, trial: Trial) -> None:
        """Count one point."""
        self.points += 1
        found = fitting(trial)
        for move in found:
            self.fits[move] += 1
            self.wins[move] += len(found) == 1

    def shares(self) -> list[tuple[float, float]]:
        """Of all points: where each move fits, and where it alone does."""
        return [(f / max(1, self.points), w / max(1, self.points)) for f, w in zip(self.fits, self.wins, strict=True)]


class Hunt:
    """One search. After `run`: the nearest witness of each move, and the tallies of both spaces."""

    def __init__(self, of: Rivals) -> None:
        self.rivals = of
        self.alone: list[Point | None] = [None] * len(of.moves)
        self.least: list[Point | None] = [None] * len(of.moves)
        self._held: dict[tuple[int, tuple[int, ...], bool], Point] = {}
        self.near, self.wide = Tally(len(of.moves)), Tally(len(of.moves))
        self.everywhere = True
        self._chosen = of.moves.index(of.chosen) if of.chosen in of.moves else None
        self._tried: dict[Point, Trial | None] = {}
        self._pairs = list(combinations(range(len(of.axes)), 2))
        self._starts: list[dict[tuple[int, ...], tuple[float, Point]]] = [{} for _ in of.moves]

    def run(self) -> None:
        """Search to the end."""
        for _ in self.steps():
            pass

    def steps(self) -> Iterator[None]:
        """Search; every step only looks for what the steps before it left open. Yields after a little work."""
        self._look(())
        singles = list(self._singles())
        for point in singles:
            self._look(point)
            yield
        yield from self._sample_pairs()
        yield from self._sample_box()
        yield from self._climb_all()
        yield from self._combine(singles)
        yield from self._climb_all()
        for found, alone in ((self.alone, True), (self.least, False)):
            for move in range(len(found)):
                yield
                if found[move] and (alone or self.alone[move] is None):
                    found[move] = self._drawn_in_all(move, found[move] or (), alone=alone)

    def _open(self) -> list[int]:
        return [n for n, point in enumerate(self.alone) if point is None]

    def _distance(self, point: Point) -> tuple[int, float]:
        return len(point), sum(self.rivals.axes[n].distance(value) for n, value in point)

    def _point(self, axes: Iterable[int], shares: Iterable[float]) -> Point:
        """The point at these shares of these axes, without those that come to where they stand."""
        values = [(n, self.rivals.axes[n].value(share)) for n, share in zip(axes, shares, strict=True)]
        return tuple((n, value) for n, value in values if value != self.rivals.axes[n].now)

    def _try(self, point: Point) -> Trial | None:
        if point not in self._tried:
            axes = self.rivals.axes
            self._tried[point] = self._watched(self.rivals.try_at({axes[n].name: axes[n].base(v) for n, v in point}))
        return self._tried[point]

    def _watched(self, trial: Trial | None) -> Trial | None:
        if trial and self.everywhere and any(s.holds for s in trial[0]):
            self.everywhere = self._chosen in fitting(trial)
        return trial

    def _score(self, point: Point, move: int, *, alone: bool = True) -> float:
        trial = self._try(point)
        return -math.inf if trial is None else score(trial, move, alone=alone)

    def _look(self, point: Point) -> Trial | None:
        """Try a point: keep it where it is a nearer witness, else as a start for climbing."""
        trial = self._try(point)
        if trial is None:
            return None
        axes = tuple(n for n, _ in point)
        for move, nearest in enumerate(self.alone):
            if nearest is not None and len(nearest) < len(point):
                continue
            reached = score(trial, move)
            if reached >= 0:
                self._keep(move, point, alone=True)
            elif nearest is None:
                if axes and reached > self._starts[move].get(axes, (-math.inf, ()))[0]:
                    self._starts[move][axes] = (reached, point)
                if score(trial, move, alone=False) >= 0:
                    self._keep(move, point, alone=False)
        return trial

    def _keep(self, move: int, point: Point, *, alone: bool) -> None:
        """Keep a witness that is nearer than others, of all and on its axes."""
        found, key = self.alone if alone else self.least, (move, tuple(n for n, _ in point), alone)
        nearest, on_axes = found[move], self._held.get(key)
        if nearest is None or self._distance(point) < self._distance(nearest):
            found[move] = point
        if on_axes is None or self._distance(point) < self._distance(on_axes):
            self._held[key] = point

    def _singles(self) -> Iterator[Point]:
        for n in range(len(self.rivals.axes)):
            points = [self._point([n], [step / SINGLE_STEPS]) for step in range(SINGLE_STEPS + 1)]
            yield from dict.fromkeys(p for p in points if p)

    def _sample_pairs(self) -> Iterator[None]:
        for index in range(max(NEAR_POINTS, LEAST_EACH * len(self._pairs)) if self._pairs else 0):
            trial = self._look(self._point(self._pairs[index % len(self._pairs)], plane_point(index)))
            if trial:
                self.near.count(trial)
            yield

    def _sample_box(self) -> Iterator[None]:
        axes = self.rivals.axes
        for shares in box_points(len(axes), WIDE_POINTS):
            values = {a.name: a.base(a.value(s)) for a, s in zip(axes, shares, strict=True)}
            if trial := self._watched(self.rivals.try_at(values)):
                self.wide.count(trial)
            yield

    def _climb_all(self) -> Iterator[None]:
        for move in self._open():
            starts = sorted(self._starts[move].items(), key=lambda s: (-s[1][0], s[0]))
            climbed: list[Point] = []
            for axes, (_, point) in starts[:STARTS]:
                climbed.append(self._climbed(move, axes, point))
                yield
            for point in climbed:
                self._look(point)

    def _climbed(self, move: int, on: tuple[int, ...], start: Point) -> Point:
        """The best point of a pattern search over the axes of a start; a single axis is climbed alone."""
        values = dict(start)
        axes = [self.rivals.axes[n] for n in on]
        at = [a.share(values.get(n, a.now)) for n, a in zip(on, axes, strict=True)]
        best, best_score, step = start, self._score(start, move), FIRST_STEP
        while step > LAST_STEP and best_score < 0:
            for shares in _around(at, step):
                point = self._point(on, shares)
                reached = self._score(point, move)
                if reached > best_score:
                    best, best_score, at = point, reached, shares
                    break
            else:
                step /= 2
        return best

    def _combine(self, singles: list[Point]) -> Iterator[None]:
        """For what is still open: the best single changes, each with a second change over its whole range."""
        for move in self._open():
            by_axis: dict[int, tuple[float, Point]] = {}
            for point in singles:
                reached, axis = self._score(point, move), point[0][0]
                if reached > by_axis.get(axis, (-math.inf, ()))[0]:
                    by_axis[axis] = (reached, point)
            best = sorted(by_axis.items(), key=lambda s: (-s[1][0], s[0]))[:STARTS]
            for axis, (_, first) in best:
                for second in singles[:: max(1, len(singles) // 250)]:
                    if second[0][0] != axis:
                        self._look(tuple(sorted(first + second)))
                yield

    def _drawn_in_all(self, move: int, nearest: Point, *, alone: bool) -> Point:
        """The nearest of some witnesses of as few changes, each drawn in: which one that is shows only then."""
        held = [p for (of, _, a), p in self._held.items() if (of, a) == (move, alone) and len(p) == len(nearest)]
        drawn = [self._drawn_in(move, p, alone=alone) for p in sorted(held, key=self._distance)[:DRAWN_IN]]
        return min(drawn, key=self._distance)

    def _drawn_in(self, move: int, point: Point, *, alone: bool) -> Point:
        """A nearer witness on the same axes: drawn to the stage along the ray, then one axis after the other."""
        axes = self.rivals.axes
        on = [n for n, _ in point]
        now = [min(1.0, max(0.0, axes[n].share(axes[n].now))) for n in on]
        at = [axes[n].share(value) for n, value in point]

        def holds(shares: list[float]) -> bool:
            return self._score(self._point(on, shares), move, alone=alone) >= 0

        for free in (set(on), *({n} for n in on)):
            near = [home if n in free else share for n, home, share in zip(on, now, at, strict=True)]
            at = _bisected(holds, near, at)
        found = self._point(on, at)
        return found if holds(at) and self._distance(found) < self._distance(point) else point


def _bisected(holds: Callable[[list[float]], bool], near: list[float], far: list[float]) -> list[float]:
    """Between a point and a witness: the witness nearest to the point."""
    if holds(near):
        return near
    for _ in range(BISECTIONS):
        middle = [(a + b) / 2 for a, b in zip(near, far, strict=True)]
        if holds(middle):
            far = middle
        else:
            near = middle
    return far


def _around(at: list[float], step: float) -> Iterator[list[float]]:
    """The points a step away, inside the box: along each axis, then across."""
    ways = [(1,), (-1,)] if len(at) == 1 else [(1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, -1), (1, -1), (-1, 1)]
    for way in ways:
        moved = [min(1.0, max(0.0, share + step * w)) for share, w in zip(at, way, strict=True)]
        if moved != at:
            yield moved

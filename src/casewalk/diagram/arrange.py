"""Arranging: places on the grid for parts that several pictures share, so that few links cross or bend.

A walk over placements by annealing, on a guess of what a drawing would look like; the best of them are then drawn,
and what the drawings show decides. Moves of the walk come from a generator that the caller seeds, so it repeats.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from operator import add
from typing import NamedTuple, Protocol, TypeVar

from casewalk.diagram.drawing import BOXLESS, HIGH, WIDE, layouts, shape_of
from casewalk.diagram.picture import Picture

Place = tuple[int, int]
"""Column and row."""
Places = dict[str, Place]
_T = TypeVar("_T")


class Chance(Protocol):
    """Where chance comes from: `random.Random` is one."""

    def random(self) -> float:
        """From 0 to 1."""
        ...

    def choice(self, seq: Sequence[_T], /) -> _T:
        """One of several."""
        ...


_Ends = tuple[str, str]
_Pair = tuple[_Ends, _Ends, float]
"""Two links that have no part in common, and in which share of the pictures both can be."""
COLUMNS, ROWS = 6, 3
"""The grid that still draws in boxes in a pane of WIDE by HIGH cells."""
STARTS, STEPS = 4, 5000
"""Walks from different placements, and steps of each."""
DRAWN, POLISHED = 16, 300
"""How many of the best guesses are drawn, and how many steps are tried from the best drawing."""
LIKELY = 2.0
"""How much worse a step may be by the guess, and still be drawn."""
CROSSING, BACKWARD = 10, 2
"""How many bends a crossing counts for, and a link that leads to the left."""
HOT, COLD = 4.0, 0.05
"""Temperatures of the annealing, in the units of the guess, where an edge between neighbours counts one."""
SHARED = 10.0
"""What a guess counts for a place that two parts share."""
DOWN, ASLANT, BACK, UP, THROUGH, ACROSS = 1.2, 1.5, 3.0, 0.8, 3.0, 8.0
"""What a guess counts for: a row; a turn; a link to the left; one upwards; a part in the way; a crossing."""


class Cost(NamedTuple):
    """What drawings show that the eye trips over, summed over several of them."""

    undrawn: int
    """Pictures that do not draw in boxes."""
    crossings: int
    bends: int
    back: int
    """Links that lead to the left: a picture is read from left to right."""
    cells: int
    """How long all lines are together."""

    @property
    def weight(self) -> tuple[int, int]:
        """By which costs are compared: the least is best. A long line is no fault: room is left for later stages."""
        return self.undrawn, CROSSING * self.crossings + self.bends + BACKWARD * self.back


NOTHING = Cost(0, 0, 0, 0, 0)


@dataclass(frozen=True)
class Arrangement:
    """Proposed places, and what the drawings cost before and after."""

    places: Places
    """By part; empty where what stands is as good as anything found."""
    before: Cost
    after: Cost


def moved(picture: Picture, places: Mapping[str, Place]) -> Picture:
    """The picture with its parts at other places."""
    return replace(picture, parts=tuple(replace(p, at=places.get(p.id, p.at)) for p in picture.parts))


def _cost(picture: Picture, wide: int, high: int) -> Cost:
    if len({p.at for p in picture.parts}) < len(picture.parts):
        return Cost(1, 0, 0, 0, 0)
    layout = layouts(shape_of(picture), wide, high)
    if layout is None or layout.form in BOXLESS:
        return Cost(1, 0, 0, 0, 0)
    at = {p.id: p.at for p in picture.parts}
    back = sum(at[link.target][0] < at[link.source][0] for link in picture.links)
    paths = layout.routes.paths
    bends = sum(before != after for path in paths for (_, before), (_, after) in pairwise(path))
    return Cost(0, len(layout.routes.crossings), bends, back, sum(map(len, paths)))


def cost_of(pictures: Iterable[Picture], wide: int, high: int, most: Cost | None = None) -> Cost:
    """What pictures cost when they are drawn in a pane; summed no further than to more than `most`.

    One in which two parts share a place is not drawn.
    """
    found = NOTHING
    for picture in pictures:
        found = Cost(*map(add, found, _cost(picture, wide, high)))
        if most is not None and found.weight > most.weight:
            break
    return found


class _Board:
    """Placements of all parts at once, and what they would cost to draw, guessed from straight lines."""

    def __init__(self, pictures: Sequence[Picture], fixed: Collection[str]) -> None:
        self.first: Places = {p.id: p.at for picture in pictures for p in picture.parts}
        self.free = [name for name in self.first if name not in fixed]
        self.together = {
            frozenset(pair) for picture in pictures for pair in combinations([p.id for p in picture.parts], 2)
        }
        self.links: dict[_Ends, float] = {}
        for link in (link for picture in pictures for link in picture.links):
            ends = (link.source, link.target)
            self.links[ends] = self.links.get(ends, 0.0) + 1 / len(pictures)
        self.pairs: list[_Pair] = [
            (one, other, min(self.links[one], self.links[other]))
            for one, other in combinations(self.links, 2)
            if not {*one} & {*other}
        ]
        self.near: dict[str, list[_Pair]] = {}
        for pair in self.pairs:
            for name in (*pair[0], *pair[1]):
                self.near.setdefault(name, []).append(pair)
        columns = max([COLUMNS - 1, *(c for c, _ in self.first.values())]) + 1
        rows = max([ROWS - 1, *(r for _, r in self.first.values())]) + 1
        self.cells = [(c, r) for r in range(rows) for c in range(columns)]

    def clash(self, places: Places, name: str) -> list[str]:
        """The parts that stand at a part's place in a picture that has both."""
        at = places[name]
        return [o for o, p in places.items() if p == at and o != name and frozenset((o, name)) in self.together]

    def guess(self, places: Places) -> float:
        """How much drawing a placement would cost: what many pictures show counts for more."""
        return self._lines(places) + self._crossed(places, self.pairs)

    def after(self, guessed: float, was: Places, now: Places) -> float:
        """The guess for a placement that differs little from one that is guessed already."""
        pairs = {pair for name in now if now[name] != was[name] for pair in self.near.get(name, ())}
        lines = self._lines(now) - self._lines(was)
        return guessed + lines + self._crossed(now, pairs) - self._crossed(was, pairs)

    def _crossed(self, places: Places, pairs: Iterable[_Pair]) -> float:
        return ACROSS * sum(share for one, other, share in pairs if _meet(*(places[name] for name in (*one, *other))))

    def _lines(self, places: Places) -> float:
        shared = len(places) - len(set(places.values()))
        clashes = sum(len(self.clash(places, name)) for name in places) if shared else 0
        return SHARED * clashes + sum(share * self._line(places, ends) for ends, share in self.links.items())

    def _line(self, places: Places, ends: _Ends) -> float:
        (x1, y1), (x2, y2) = places[ends[0]], places[ends[1]]
        dx, dy = x2 - x1, y2 - y1
        found = abs(dx) + DOWN * abs(dy) + ASLANT * bool(dx and dy) + BACK * (dx < 0) + UP * (dy < 0)
        if (dx and dy) or abs(dx) + abs(dy) == 1:
            return found
        low, most = sorted(((x1, y1), (x2, y2)))
        return found + THROUGH * sum(
            low < p < most and (p[0] == x1 if dx == 0 else p[1] == y1) for o, p in places.items() if o not in ends
        )

    def step(self, places: Places, rng: Chance) -> Places | None:
        """Another placement: one part at another cell, its place taken by whoever stood there. None if none."""
        name, cell = rng.choice(self.free), rng.choice(self.cells)
        if places[name] == cell:
            return None
        found = places | {name: cell}
        there = self.clash(found, name)
        if len(there) > 1 or any(other not in self.free for other in there):
            return None
        for other in there:
            found[other] = places[name]
        return None if any(self.clash(found, other) for other in there) else found


def _meet(a: Place, b: Place, c: Place, d: Place) -> bool:
    """Whether the straight lines from a to b and from c to d cross."""
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


def _side(a: Place, b: Place, c: Place) -> int:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _anneal(board: _Board, places: Places, rng: Chance) -> list[tuple[float, Places]]:
    """The placements that were the best so far, as the walk came by them, the last one best."""
    now = board.guess(places)
    best = [(now, places)]
    for at in range(STEPS):
        heat = HOT * (1 - at / STEPS) + COLD
        following = board.step(places, rng)
        if following is None:
            continue
        price = board.after(now, places, following)
        if price <= now or rng.random() < math.exp((now - price) / heat):
            now, places = price, following
            if now < best[-1][0]:
                best.append((now, places))
    return best


def arrange(
    pictures: Sequence[Picture], rng: Chance, *, fixed: Collection[str] = (), wide: int = WIDE, high: int = HIGH
) -> Arrangement:
    """Places for the parts of all pictures, a part at one place in all of them; those in `fixed` stay.

    Where nothing better was found, nothing is proposed: `places` is empty. Takes seconds for some twenty parts.
    """
    board = _Board(pictures, fixed)
    before = cost_of(pictures, wide, high)
    best: tuple[Cost, Places] = (before, {})
    if board.free:
        guessed = [pair for _ in range(STARTS) for pair in _anneal(board, board.first, rng)]
        for places in _some(guessed):
            best = _better(best, places, pictures, wide, high)
        for _ in range(POLISHED):
            places = best[1] or board.first
            following = board.step(places, rng)
            if following is not None and board.after(0, places, following) < LIKELY:
                best = _better(best, following, pictures, wide, high)
    return Arrangement(best[1] if fixed else _shifted(best[1]), before, best[0])


def _shifted(places: Places) -> Places:
    """The places with no empty column on the left and no empty row above."""
    left = min((column for column, _ in places.values()), default=0)
    above = min((row for _, row in places.values()), default=0)
    return {name: (column - left, row - above) for name, (column, row) in places.items()}


def _better(
    best: tuple[Cost, Places], places: Places, pictures: Sequence[Picture], wide: int, high: int
) -> tuple[Cost, Places]:
    cost = cost_of((moved(p, places) for p in pictures), wide, high, best[0])
    return (cost, places) if cost.weight < best[0].weight else best


def _some(found: list[tuple[float, Places]]) -> list[Places]:
    """The best guesses, each once."""
    ordered = sorted(found, key=lambda pair: pair[0])
    once = {tuple(sorted(places.items())): places for _, places in ordered}
    return list(once.values())[:DRAWN]

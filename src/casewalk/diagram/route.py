"""Routing: each link gets a path of cells of its own, orthogonal, round the boxes.

A* over cells with the direction in the state. A cell belongs to one link; another may cross it only at a right
angle over a straight run, so that a crossing always means crossing and lines never merge.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass

from casewalk.diagram.picture import Link
from casewalk.diagram.place import Box

EAST, SOUTH, WEST, NORTH = range(4)
STEPS = ((1, 0), (0, 1), (-1, 0), (0, -1))
BEND, CROSS, BESIDE, HUG, AWAY, SIDEWAYS = 5.0, 9.0, 1.5, 1.0, 4.0, 7.0
ROUNDS = 2

Path = list[tuple[int, int]]
"""Cells in order, each with the direction in which it was entered."""


@dataclass(frozen=True)
class Routes:
    """A path for each link, in the links' order; the cells where two cross."""

    paths: tuple[Path, ...]
    crossings: frozenset[int]
    width: int


class Router:
    """Finds paths on a field of boxes; cells are numbered row by row."""

    def __init__(self, boxes: dict[str, Box], wide: int, high: int) -> None:
        self.width, self.height, self.boxes = wide, high, boxes
        self.wall = bytearray(wide * high)
        self.near = bytearray(wide * high)
        self.owners: dict[int, list[tuple[int, str]]] = {}
        for box in boxes.values():
            self._block(box)

    def _block(self, box: Box) -> None:
        for y in range(max(0, box.y - 1), min(self.height, box.y + box.height + 1)):
            for x in range(max(0, box.x - 1), min(self.width, box.x + box.width + 1)):
                inside = box.y <= y < box.y + box.height and box.x <= x < box.x + box.width
                (self.wall if inside else self.near)[y * self.width + x] = 1

    def _ports(self, box: Box, other: Box, kind: int) -> Iterator[tuple[int, int, float]]:
        """Cells just outside a box, with the way out and a penalty; sides that face the other box are cheap."""
        cx, cy = box.x + box.width / 2, box.y + box.height / 2
        dx, dy = other.x + other.width / 2 - cx, other.y + other.height / 2 - cy
        rows = [box.y] if box.height == 1 else range(box.y + 1, box.y + box.height - 1)
        for way, (sx, sy) in enumerate(STEPS):
            away = 0.0 if sx * dx > box.width / 2 or sy * dy > box.height / 2 else AWAY
            xs = [box.x + box.width if sx > 0 else box.x - 1] if sx else range(box.x + 1, box.x + box.width - 1)
            ys = [box.y + box.height if sy > 0 else box.y - 1] if sy else rows
            for x in xs:
                for y in ys:
                    if not (0 <= x < self.width and 0 <= y < self.height):
                        continue
                    cell = y * self.width + x
                    if self.wall[cell] or cell in self.owners:
                        continue
                    off = abs(y + 0.5 - cy) if sx else abs(x + 0.5 - cx) * 0.3
                    cuts = 3.0 if sy < 0 and box.height > 1 and x < box.x + 3 + kind else 0.0
                    yield cell, way, away + off + cuts

    def find(self, source: str, target: str, kinds: dict[str, int]) -> tuple[float, Path]:
        """The cheapest path between two boxes; an infinite cost and no path where there is none."""
        start, end = self.boxes[source], self.boxes[target]
        goals: dict[int, float] = {}
        for cell, way, penalty in self._ports(end, start, kinds[target]):
            for entered in range(4):
                cost = penalty + (0.0 if entered == (way + 2) % 4 else SIDEWAYS)
                state = cell * 4 + entered
                goals[state] = min(goals.get(state, 1e9), cost)
        starts = [(cell * 4 + way, penalty) for cell, way, penalty in self._ports(start, end, kinds[source])]
        return self._search(starts, goals, end)

    def _guess(self, cell: int, end: Box) -> float:
        x, y = cell % self.width, cell // self.width
        ex = max(end.x - 1 - x, x - end.x - end.width, 0)
        ey = max(end.y - 1 - y, y - end.y - end.height, 0)
        return ex + 2 * ey + (BEND if ex and ey else 0)

    def _search(self, starts: list[tuple[int, float]], goals: dict[int, float], end: Box) -> tuple[float, Path]:
        best: dict[int, float] = {}
        came: dict[int, int] = {}
        heap: list[tuple[float, int]] = []
        for state, penalty in starts:
            best[state], came[state] = penalty, -1
            heapq.heappush(heap, (penalty + self._guess(state >> 2, end), state))
        done: set[int] = set()
        final, reached = 1e9, -1
        while heap:
            estimate, state = heapq.heappop(heap)
            if estimate >= final:
                break
            if state in done:
                continue
            done.add(state)
            cost = best[state]
            if state in goals and cost + goals[state] < final:
                final, reached = cost + goals[state], state
            for onward, price in self._onward(state):
                if cost + price < best.get(onward, 1e9):
                    best[onward], came[onward] = cost + price, state
                    heapq.heappush(heap, (cost + price + self._guess(onward >> 2, end), onward))
        path: Path = []
        while reached >= 0:
            path.append((reached >> 2, reached & 3))
            reached = came[reached]
        return final, path[::-1]

    def _onward(self, state: int) -> Iterator[tuple[int, float]]:
        cell, way = state >> 2, state & 3
        x, y = cell % self.width, cell // self.width
        for turn in (way,) if cell in self.owners else (way, (way + 1) & 3, (way - 1) & 3):
            dx, dy = STEPS[turn]
            if not (0 <= x + dx < self.width and 0 <= y + dy < self.height):
                continue
            onto = cell + dx + dy * self.width
            if self.wall[onto]:
                continue
            price = (2.0 if dy else 1.0) + (BEND if turn != way else 0.0) + (HUG if self.near[onto] else 0.0)
            owner = self.owners.get(onto)
            if owner is not None:
                if len(owner) > 1 or owner[0][1] != ("h" if dy else "v"):
                    continue
                price += CROSS
            else:
                price += self._beside(onto, horizontal=bool(dx))
            yield onto * 4 + turn, price

    def _beside(self, cell: int, *, horizontal: bool) -> float:
        step = self.width if horizontal else 1
        along = "hc" if horizontal else "vc"
        return sum(BESIDE for c in (cell - step, cell + step) if c in self.owners and self.owners[c][0][1] in along)

    def claim(self, number: int, path: Path) -> None:
        """Make a path's cells belong to a link: ends, corners, and straight runs that may be crossed."""
        last = len(path) - 1
        for i, (cell, way) in enumerate(path):
            kind = "e" if i in {0, last} else "c" if path[i + 1][1] != way else "hv"[way & 1]
            self.owners.setdefault(cell, []).append((number, kind))

    def release(self, number: int, path: Path) -> None:
        """Give a path's cells back."""
        for cell, _ in path:
            left = [o for o in self.owners[cell] if o[0] != number]
            if left:
                self.owners[cell] = left
            else:
                del self.owners[cell]


def route(boxes: dict[str, Box], wide: int, high: int, links: tuple[Link, ...], kinds: dict[str, int]) -> Routes | None:
    """Paths for every link, short ones first, then the dear ones tried again; None where one is walled in."""
    router = Router(boxes, wide, high)
    middle = {i: (b.x + b.width / 2, b.y + b.height / 2) for i, b in boxes.items()}

    def span(number: int) -> float:
        (ax, ay), (bx, by) = middle[links[number].source], middle[links[number].target]
        return abs(ax - bx) + abs(ay - by)

    found: dict[int, tuple[float, Path]] = {}
    for number in sorted(range(len(links)), key=lambda n: (span(n), n)):
        cost, path = router.find(links[number].source, links[number].target, kinds)
        if not path:
            return None
        found[number] = (cost, path)
        router.claim(number, path)
    for _ in range(ROUNDS):
        if not _improve(router, links, kinds, found):
            break
    crossings = frozenset(cell for cell, owners in router.owners.items() if len(owners) > 1)
    return Routes(tuple(found[n][1] for n in range(len(links))), crossings, wide)


def _improve(
    router: Router, links: tuple[Link, ...], kinds: dict[str, int], found: dict[int, tuple[float, Path]]
) -> bool:
    """Take each bent path up and route it again; whether anything got cheaper."""
    gain = 0.0
    for number in sorted(found, key=lambda n: (-found[n][0], n)):
        cost, path = found[number]
        if len({way for _, way in path}) == 1:
            continue
        router.release(number, path)
        again, new = router.find(links[number].source, links[number].target, kinds)
        if new and again < cost - 1e-9:
            gain += cost - again
            found[number] = (again, new)
        router.claim(number, found[number][1])
    return gain >= 0.5

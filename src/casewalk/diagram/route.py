"""Routing: each link gets a path of cells of its own, orthogonal, round the boxes.

A* over cells with the direction in the state. A cell belongs to one link; another may cross it only at a right
angle over a straight run, so that a crossing always means crossing and lines never merge.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise

from casewalk.diagram.picture import Link
from casewalk.diagram.place import Box

EAST, SOUTH, WEST, NORTH = range(4)
STEPS = ((1, 0), (0, 1), (-1, 0), (0, -1))
BEND, CROSS, BESIDE, HUG, AWAY, SIDEWAYS = 5.0, 9.0, 1.5, 1.0, 4.0, 7.0
ROUNDS = 2
FREE, FLAT, UPRIGHT, SHUT = range(4)
"""What lies in a cell: nothing, a straight run along a row or a column, or what may not be crossed."""
FAR = 1e9

Path = list[tuple[int, int]]
"""Cells in order, each with the direction in which it was entered."""


@dataclass(frozen=True)
class Routes:
    """A path for each link, in the links' order; the cells where two cross."""

    paths: tuple[Path, ...]
    crossings: frozenset[int]
    width: int


class Field:
    """Cells with a rim of wall, numbered row by row; what it costs to enter one, and whose it is."""

    def __init__(self, boxes: dict[str, Box], wide: int, high: int) -> None:
        self.width, self.height, self.boxes = wide, high, boxes
        # One column of rim serves both sides, because a row's end is the next one's beginning.
        self.stride = wide + 1
        size = self.stride * (high + 2) + 1
        self.enter = [FAR] * size
        for y in range(high):
            first = self.cell(0, y)
            self.enter[first : first + wide] = [0.0] * wide
        for price, rim in ((HUG, 1), (FAR, 0)):
            for box in boxes.values():
                self._shade(box, rim, price)
        self.state = bytearray(size)
        self.owners: dict[int, list[tuple[int, int, int]]] = {}
        # How many lines run along each cell's neighbours: above and below, left and right.
        self.flats, self.uprights = [0] * size, [0] * size

    def cell(self, x: int, y: int) -> int:
        """The number of a cell."""
        return (y + 1) * self.stride + x

    def _shade(self, box: Box, rim: int, price: float) -> None:
        left, right = max(0, box.x - rim), min(self.width, box.x + box.width + rim)
        for y in range(max(0, box.y - rim), min(self.height, box.y + box.height + rim)):
            first = self.cell(left, y)
            self.enter[first : first + right - left] = [price] * (right - left)

    def price(self, path: Path) -> float:
        """What the steps of a path cost as things stand; its ends' penalties left out."""
        total = 0.0
        for (_, before), (cell, way) in pairwise(path):
            total += self.step(cell, way) + (BEND if before != way else 0.0)
        return total

    def step(self, cell: int, way: int) -> float:
        """What entering a cell costs; FAR and more where it is shut."""
        state = self.state[cell]
        if way & 1:
            toll = self.uprights[cell] * BESIDE if state == FREE else CROSS if state == FLAT else FAR
            return 2.0 + self.enter[cell] + toll
        toll = self.flats[cell] * BESIDE if state == FREE else CROSS if state == UPRIGHT else FAR
        return 1.0 + self.enter[cell] + toll

    def claim(self, number: int, path: Path) -> None:
        """Make a path's cells belong to a link: ends and corners shut, straight runs open to be crossed."""
        last = len(path) - 1
        for i, (cell, way) in enumerate(path):
            end = i in {0, last}
            corner = not end and path[i + 1][1] != way
            flat, upright = int(not end and (corner or not way & 1)), int(not end and (corner or way & 1))
            self.owners.setdefault(cell, []).append((number, flat, upright))
            self._mark(cell, flat, upright)

    def release(self, number: int, path: Path) -> None:
        """Give a path's cells back."""
        for cell, _ in path:
            mine = next(o for o in self.owners[cell] if o[0] == number)
            self.owners[cell].remove(mine)
            if not self.owners[cell]:
                del self.owners[cell]
            self._mark(cell, -mine[1], -mine[2])

    def _mark(self, cell: int, flat: int, upright: int) -> None:
        for beside in (cell - self.stride, cell + self.stride):
            self.flats[beside] += flat
        for beside in (cell - 1, cell + 1):
            self.uprights[beside] += upright
        owners = self.owners.get(cell, [])
        straight = len(owners) == 1 and owners[0][1] + owners[0][2] == 1
        self.state[cell] = (FLAT if owners[0][1] else UPRIGHT) if straight else SHUT if owners else FREE


class Router:
    """Finds paths on a field; `kinds` tells how far a box's tag reaches along its top."""

    def __init__(self, field: Field, links: tuple[Link, ...], kinds: dict[str, int]) -> None:
        self.field, self.links, self.kinds = field, links, kinds
        self.paths: dict[int, Path] = {}
        self.fixed: dict[int, float] = {}

    def _ports(self, box: Box, other: Box, kind: int) -> Iterator[tuple[int, int, float]]:
        """Cells just outside a box, with the way out and a penalty; sides that face the other box are cheap."""
        field = self.field
        cx, cy = box.x + box.width / 2, box.y + box.height / 2
        dx, dy = other.x + other.width / 2 - cx, other.y + other.height / 2 - cy
        rows = [box.y] if box.height == 1 else range(box.y + 1, box.y + box.height - 1)
        for way, (sx, sy) in enumerate(STEPS):
            away = 0.0 if sx * dx > box.width / 2 or sy * dy > box.height / 2 else AWAY
            xs = [box.x + box.width if sx > 0 else box.x - 1] if sx else range(box.x + 1, box.x + box.width - 1)
            ys = [box.y + box.height if sy > 0 else box.y - 1] if sy else rows
            for x in xs:
                for y in ys:
                    cell = field.cell(x, y)
                    if field.enter[cell] >= FAR or field.state[cell]:
                        continue
                    off = abs(y + 0.5 - cy) if sx else abs(x + 0.5 - cx) * 0.3
                    cuts = 3.0 if sy < 0 and box.height > 1 and x < box.x + 3 + kind else 0.0
                    yield cell, way, away + off + cuts

    def find(self, number: int) -> tuple[float, Path]:
        """The cheapest path for a link; an infinite cost and no path where there is none."""
        link = self.links[number]
        start, end = self.field.boxes[link.source], self.field.boxes[link.target]
        goals: dict[int, float] = {}
        for cell, way, penalty in self._ports(end, start, self.kinds[link.target]):
            for entered in range(4):
                cost = penalty + (0.0 if entered == (way + 2) % 4 else SIDEWAYS)
                state = cell * 4 + entered
                goals[state] = min(goals.get(state, FAR), cost)
        starts = [(cell * 4 + way, penalty) for cell, way, penalty in self._ports(start, end, self.kinds[link.source])]
        return self._search(starts, goals, end) if goals else (FAR, [])

    def _ahead(self, end: Box) -> tuple[list[int], list[int]]:
        """The least that is still to go from each column and from each row."""
        across = [max(end.x - 1 - x, x - end.x - end.width, 0) for x in range(self.field.stride)]
        down = [2 * max(end.y - y, y - 1 - end.y - end.height, 0) for y in range(self.field.height + 2)]
        return across, down

    def _search(self, starts: list[tuple[int, float]], goals: dict[int, float], end: Box) -> tuple[float, Path]:
        across, down = self._ahead(end)
        field, stride, offsets = self.field, self.field.stride, (1, self.field.stride, -1, -self.field.stride)
        best: dict[int, float] = {}
        came: dict[int, int] = {}
        heap: list[tuple[float, int]] = []
        for state, penalty in starts:
            best[state], came[state] = penalty, -1
            heappush(heap, (penalty, state))
        done: set[int] = set()
        final, reached = FAR, -1
        while heap:
            estimate, state = heappop(heap)
            if estimate >= final:
                break
            if state in done:
                continue
            done.add(state)
            cost = best[state]
            if state in goals and cost + goals[state] < final:
                final, reached = cost + goals[state], state
            cell, way = state >> 2, state & 3
            # A line that crosses another goes straight on.
            turns = (way,) if field.state[cell] else (way, (way + 1) & 3, (way - 1) & 3)
            for turn in turns:
                onto = cell + offsets[turn]
                price = cost + field.step(onto, turn) + (BEND if turn != way else 0.0)
                onward = onto * 4 + turn
                if price < FAR and price < best.get(onward, FAR):
                    best[onward], came[onward] = price, state
                    ahead, below = across[onto % stride], down[onto // stride]
                    heappush(heap, (price + ahead + below + (BEND if ahead and below else 0.0), onward))
        path: Path = []
        while reached >= 0:
            path.append((reached >> 2, reached & 3))
            reached = came[reached]
        return final, path[::-1]

    def lay(self, number: int) -> float:
        """Find a path for a link and claim its cells; what it costs, FAR where it is walled in."""
        cost, path = self.find(number)
        if not path:
            return FAR
        self.paths[number], self.fixed[number] = path, cost - self.field.price(path)
        self.field.claim(number, path)
        return cost

    def lift(self, number: int) -> float:
        """Take a link's path up; what it cost among the others as they lie now."""
        path = self.paths.pop(number)
        self.field.release(number, path)
        return self.fixed[number] + self.field.price(path)

    def put(self, number: int, path: Path, fixed: float) -> None:
        """Lay a known path again."""
        self.paths[number], self.fixed[number] = path, fixed
        self.field.claim(number, path)

    def improve(self, numbers: tuple[int, ...]) -> bool:
        """Take some links up and lay them anew in this order; kept where all together get cheaper."""
        old = [(n, self.paths[n], self.fixed[n]) for n in numbers]
        was = sum([self.lift(n) for n in numbers])
        now = 0.0
        for n in numbers:
            now += self.lay(n)
            if now >= was - 1e-9:
                break
        else:
            return True
        for n in numbers:
            if n in self.paths:
                self.lift(n)
        for n, path, fixed in reversed(old):
            self.put(n, path, fixed)
        return False


def route(boxes: dict[str, Box], wide: int, high: int, links: tuple[Link, ...], kinds: dict[str, int]) -> Routes | None:
    """Paths for every link, short ones first, then those in each other's way again; None where one is walled in."""
    field = Field(boxes, wide, high)
    router = Router(field, links, kinds)
    middle = {i: (b.x + b.width / 2, b.y + b.height / 2) for i, b in boxes.items()}

    def span(number: int) -> float:
        (ax, ay), (bx, by) = middle[links[number].source], middle[links[number].target]
        return abs(ax - bx) + abs(ay - by)

    for number in sorted(range(len(links)), key=lambda n: (span(n), n)):
        if router.lay(number) >= FAR:
            return None
    for _ in range(ROUNDS):
        if not _untangle(router):
            break
    stride = field.stride

    def outside(cell: int) -> int:
        return (cell // stride - 1) * wide + cell % stride

    crossings = frozenset(outside(cell) for cell, owners in field.owners.items() if len(owners) > 1)
    return Routes(tuple([(outside(c), way) for c, way in router.paths[n]] for n in range(len(links))), crossings, wide)


def _untangle(router: Router) -> bool:
    """Lay crossing links anew, each alone and each pair the other way round; whether anything got cheaper."""
    better = False
    crossed = sorted({tuple(o[0] for o in owners) for owners in router.field.owners.values() if len(owners) > 1})
    for pair in crossed:
        first, second = pair[0], pair[-1]
        for numbers in ((first,), (second,), (first, second), (second, first)):
            if router.improve(numbers):
                better = True
                break
    return better

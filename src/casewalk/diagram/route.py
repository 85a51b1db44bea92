"""Routing: each link gets a path of cells of its own, orthogonal, round the boxes.

A* over cells with the direction in the state. A cell belongs to one link; another may cross it only at a right
angle over a straight run, so that a crossing always means crossing and lines never merge.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import pairwise, product

from casewalk.diagram.picture import Link
from casewalk.diagram.place import Box

EAST, SOUTH, WEST, NORTH = range(4)
STEPS = ((1, 0), (0, 1), (-1, 0), (0, -1))
BEND, CROSS, BESIDE, HUG, AWAY, SIDEWAYS = 5.0, 9.0, 1.5, 1.0, 4.0, 7.0
ROUNDS = 2
FREE, FLAT, UPRIGHT, SHUT = range(4)
"""What lies in a cell: nothing, a straight run along a row or a column, or what may not be crossed."""
FAR = 1e9

Port = tuple[int, float]
"""A cell beside a box, and what it costs to leave or enter there."""

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
        self.ground = [FAR] * size
        for y in range(high):
            first = self.cell(0, y)
            self.ground[first : first + wide] = [0.0] * wide
        for price, rim in ((HUG, 1), (FAR, 0)):
            for box in boxes.values():
                self._shade(box, rim, price)
        self.state = bytearray(size)
        self.owners: dict[int, list[tuple[int, int, int]]] = {}
        # How many lines run along each cell's neighbours: above and below, left and right.
        self.flats, self.uprights = [0] * size, [0] * size
        self.enter = ([1.0 + g for g in self.ground], [2.0 + g for g in self.ground])
        """What entering each cell costs along a row and along a column; FAR and more where it is shut."""

    def cell(self, x: int, y: int) -> int:
        """The number of a cell."""
        return (y + 1) * self.stride + x

    def _shade(self, box: Box, rim: int, price: float) -> None:
        left, right = max(0, box.x - rim), min(self.width, box.x + box.width + rim)
        for y in range(max(0, box.y - rim), min(self.height, box.y + box.height + rim)):
            first = self.cell(left, y)
            self.ground[first : first + right - left] = [price] * (right - left)

    def price(self, path: Path) -> float:
        """What the steps of a path cost as things stand; its ends' penalties left out."""
        total = 0.0
        for (_, before), (cell, way) in pairwise(path):
            total += self.enter[way & 1][cell] + (BEND if before != way else 0.0)
        return total

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
        owners = self.owners.get(cell, [])
        straight = len(owners) == 1 and owners[0][1] + owners[0][2] == 1
        self.state[cell] = (FLAT if owners[0][1] else UPRIGHT) if straight else SHUT if owners else FREE
        self._tolls(cell)
        if flat:
            for beside in (cell - self.stride, cell + self.stride):
                self.flats[beside] += flat
                self._tolls(beside)
        if upright:
            for beside in (cell - 1, cell + 1):
                self.uprights[beside] += upright
                self._tolls(beside)

    def _tolls(self, cell: int) -> None:
        """Reckon anew what entering a cell costs."""
        state, ground = self.state[cell], self.ground[cell]
        free = state == FREE
        self.enter[0][cell] = 1.0 + ground + (self.flats[cell] * BESIDE if free else CROSS if state == UPRIGHT else FAR)
        self.enter[1][cell] = 2.0 + ground + (self.uprights[cell] * BESIDE if free else CROSS if state == FLAT else FAR)


class Router:
    """Finds paths on a field; `kinds` tells how far a box's tag reaches along its top."""

    def __init__(self, field: Field, links: tuple[Link, ...], kinds: dict[str, int]) -> None:
        self.field, self.links = field, links
        self.paths: dict[int, Path] = {}
        self.fixed: dict[int, float] = {}
        self._sides = {part: self._around(box, kinds[part]) for part, box in field.boxes.items()}
        self._ahead = {part: self._distances(box) for part, box in field.boxes.items()}

    def _around(self, box: Box, kind: int) -> tuple[list[Port], ...]:
        """Cells just outside each side of a box, the middle of a side first choice and a tag's place last."""
        cx, cy = box.x + box.width / 2, box.y + box.height / 2
        rows = [box.y] if box.height == 1 else range(box.y + 1, box.y + box.height - 1)
        sides: list[list[Port]] = []
        for sx, sy in STEPS:
            xs = [box.x + box.width if sx > 0 else box.x - 1] if sx else range(box.x + 1, box.x + box.width - 1)
            ys = [box.y + box.height if sy > 0 else box.y - 1] if sy else rows
            side: list[Port] = []
            for x, y in product(xs, ys):
                off = abs(y + 0.5 - cy) if sx else abs(x + 0.5 - cx) * 0.3
                cuts = 3.0 if sy < 0 and box.height > 1 and x < box.x + 3 + kind else 0.0
                cell = self.field.cell(x, y)
                if self.field.ground[cell] < FAR:
                    side.append((cell, off + cuts))
            sides.append(side)
        return tuple(sides)

    def _distances(self, box: Box) -> tuple[list[int], list[int]]:
        """The least that is still to go to a box from each column and from each row."""
        across = [max(box.x - 1 - x, x - box.x - box.width, 0) for x in range(self.field.stride)]
        return across, [2 * max(box.y - y, y - 1 - box.y - box.height, 0) for y in range(self.field.height + 2)]

    def _ports(self, part: str, other: str) -> Iterator[tuple[int, int, float]]:
        """A box's free cells, with the way out and a penalty; sides that face the other box are cheap."""
        box, far, state = self.field.boxes[part], self.field.boxes[other], self.field.state
        dx = far.x + far.width / 2 - box.x - box.width / 2
        dy = far.y + far.height / 2 - box.y - box.height / 2
        for way, (sx, sy) in enumerate(STEPS):
            away = 0.0 if sx * dx > box.width / 2 or sy * dy > box.height / 2 else AWAY
            for cell, penalty in self._sides[part][way]:
                if not state[cell]:
                    yield cell, way, away + penalty

    def find(self, number: int) -> tuple[float, Path]:
        """The cheapest path for a link; FAR and no path where there is none."""
        link = self.links[number]
        goals: dict[int, float] = {}
        for cell, way, penalty in self._ports(link.target, link.source):
            for entered in range(4):
                cost = penalty + (0.0 if entered == (way + 2) % 4 else SIDEWAYS)
                state = cell * 4 + entered
                goals[state] = min(goals.get(state, FAR), cost)
        starts = [(cell * 4 + way, penalty) for cell, way, penalty in self._ports(link.source, link.target)]
        return self._search(starts, goals, self._ahead[link.target]) if goals else (FAR, [])

    def _search(
        self, starts: list[tuple[int, float]], goals: dict[int, float], ahead: tuple[list[int], list[int]]
    ) -> tuple[float, Path]:
        (across, down), state_of, (flat, upright) = ahead, self.field.state, self.field.enter
        stride = self.field.stride
        steps = ((1, flat), (stride, upright), (-1, flat), (-stride, upright))
        best: dict[int, float] = {}
        came: dict[int, int] = {}
        heap: list[tuple[float, int]] = []
        for state, penalty in starts:
            best[state], came[state] = penalty, -1
            heap.append((penalty + across[(state >> 2) % stride] + down[(state >> 2) // stride], state))
        heapify(heap)
        final, reached = FAR, -1
        while heap:
            estimate, state = heappop(heap)
            if estimate >= final:
                break
            cell, way, cost = state >> 2, state & 3, best[state]
            # An estimate above the best known one is of an older, dearer way here.
            x, y = across[cell % stride], down[cell // stride]
            if came[state] >= 0 and estimate > cost + x + y + (BEND if x and y else 0.0) + 1e-9:
                continue
            if state in goals and cost + goals[state] < final:
                final, reached = cost + goals[state], state
            # A line that crosses another goes straight on.
            for turn in (way,) if state_of[cell] else (way, (way + 1) & 3, (way - 1) & 3):
                offset, enter = steps[turn]
                onto = cell + offset
                price = cost + enter[onto] + (BEND if turn != way else 0.0)
                onward = onto * 4 + turn
                if price < FAR and price < best.get(onward, FAR):
                    best[onward], came[onward] = price, state
                    x, y = across[onto % stride], down[onto // stride]
                    heappush(heap, (price + x + y + (BEND if x and y else 0.0), onward))
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
    """Lay crossing links anew, the earlier one alone and both the other way round; whether anything got cheaper."""
    better = False
    laid = {number: at for at, number in enumerate(router.paths)}
    crossed = {tuple(o[0] for o in owners) for owners in router.field.owners.values() if len(owners) > 1}
    for pair in sorted(crossed):
        # The later one was laid with the earlier one in its way; alone it finds nothing better.
        earlier, later = sorted(pair, key=laid.__getitem__)
        better = router.improve((earlier,)) or router.improve((later, earlier)) or better
    return better

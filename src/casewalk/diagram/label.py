"""Edge labels: in the line, else beside it, else a letter and a legend; never where it could be another line's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from string import ascii_letters

from casewalk.diagram.cells import Canvas, width
from casewalk.diagram.picture import Link
from casewalk.diagram.route import EAST, WEST, Path, Routes

Cell = tuple[int, int]
Run = tuple[int, list[Cell]]
LETTERS = ascii_letters
AT_HEAD = 3.0
"""What it costs a label to stand beside an arrowhead, which it would run into."""


@dataclass(frozen=True)
class Label:
    """A label's text and where it begins; `lettered` where a letter stands for it."""

    number: int
    text: str
    x: int
    y: int
    lettered: bool = False


@dataclass(frozen=True)
class _Spot:
    """Where a label might go; the lower the score the better."""

    score: float
    x: int
    y: int


def label_text(link: Link) -> str:
    """What a link is labelled with; a removed one is led by its mark."""
    return f"✗ {link.label}".rstrip() if link.status == "removed" else link.label


def _straight_runs(path: Path, wide: int, crossed: frozenset[int]) -> list[Run]:
    """Stretches of one direction without crossings; the arrowhead counts only for what stands beside a vertical one."""
    runs: list[Run] = []
    open_way = -1
    for i, (cell, way) in enumerate(path):
        last = i == len(path) - 1
        straight = cell not in crossed and ((not last and path[i + 1][1] == way) or (last and way not in {EAST, WEST}))
        if not straight:
            open_way = -1
            continue
        if way != open_way:
            runs.append((way, []))
            open_way = way
        runs[-1][1].append((cell % wide, cell // wide))
    return runs


class Labeller:
    """Finds room for the labels of drawn links, on the canvas that they are drawn on."""

    def __init__(self, canvas: Canvas, links: tuple[Link, ...], routes: Routes) -> None:
        self._canvas, self._links, self._routes = canvas, links, routes
        self._lines = {(c % canvas.width, c // canvas.width) for path in routes.paths for c, _ in path}
        self._taken: set[Cell] = set()
        self._own: set[Cell] = set()
        self._head: Cell | None = None

    def place(self) -> tuple[Label, ...] | None:
        """A label for every link that has one, or None where one finds no room even as a letter.

        The shortest lines have the least choice, so they choose first.
        """
        paths = self._routes.paths
        named = [n for n, link in enumerate(self._links) if label_text(link)]
        found: dict[int, Label] = {}
        for number in sorted(named, key=lambda n: (len(paths[n]), n)):
            spot = self._best(number, label_text(self._links[number]))
            if spot is not None:
                found[number] = self._take(Label(number, label_text(self._links[number]), spot.x, spot.y))
        for at, number in enumerate(n for n in named if n not in found):
            letter = LETTERS[at % len(LETTERS)]
            spot = self._best(number, letter)
            at_last = (spot.x, spot.y) if spot is not None else self._on_line(number)
            if at_last is None:
                return None
            found[number] = self._take(Label(number, letter, *at_last, lettered=True))
        return tuple(found[n] for n in sorted(found))

    def _take(self, label: Label) -> Label:
        cells = {(label.x + i, label.y) for i in range(-2, width(label.text) + 2)}
        self._taken |= cells - self._lines
        self._canvas.put(label.x, label.y, label.text, "edge.label")
        return label

    def _on_line(self, number: int) -> Cell | None:
        """A cell of the line itself, no crossing and not its head; None where there is no other."""
        path, wide = self._routes.paths[number], self._canvas.width
        plain = [c for c, _ in path[:-1] if c not in self._routes.crossings]
        cell = plain[len(plain) // 2] if plain else 0
        return (cell % wide, cell // wide) if plain else None

    def _best(self, number: int, text: str) -> _Spot | None:
        wide, path = self._canvas.width, self._routes.paths[number]
        order = {(cell % wide, cell // wide): i for i, (cell, _) in enumerate(path)}
        self._own, self._head = set(order), (path[-1][0] % wide, path[-1][0] // wide)
        best: _Spot | None = None
        for way, cells in _straight_runs(path, wide, self._routes.crossings):
            pull = abs(order[cells[len(cells) // 2]] / max(len(path) - 1, 1) - 0.5)
            found = self._across(cells, width(text)) if way in {EAST, WEST} else self._upright(cells, width(text))
            for spot in found:
                if best is None or spot.score + pull < best.score - 1e-9:
                    best = _Spot(spot.score + pull, spot.x, spot.y)
        return best

    def _blank(self, cells: Iterable[Cell]) -> bool:
        return all(self._canvas.char(x, y) == " " for x, y in cells)

    def _fits(self, x: int, y: int, size: int) -> bool:
        """Whether a label finds blank cells, and no other line or label at its ends that it could be read with."""
        if x < 0 or x + size > self._canvas.width or not 0 <= y < self._canvas.height:
            return False
        cells = [(i, y) for i in range(x, x + size)]
        ends = {(x - 1, y), (x + size, y)}
        return self._blank(cells) and self._taken.isdisjoint(cells) and (self._lines - self._own).isdisjoint(ends)

    def _across(self, cells: list[Cell], size: int) -> Iterator[_Spot]:
        """In a horizontal run, or above or below it where nothing else is near."""
        low, high, y = min(c[0] for c in cells), max(c[0] for c in cells), cells[0][1]
        inside = low + (high - low + 2 - size) // 2
        if high - low >= size and self._taken.isdisjoint((i, y) for i in range(inside, inside + size)):
            yield _Spot(0.0, inside, y)
        middle = (low + high) / 2
        for dy, score in ((-1, 2.0), (1, 2.4)):
            for x in sorted(range(low - 1, high + 3 - size), key=lambda x: abs(x + size / 2 - middle)):
                if self._fits(x, y + dy, size) and self._blank((i, y + 2 * dy) for i in range(x, x + size)):
                    yield _Spot(score, x, y + dy)
                    break

    def _upright(self, cells: list[Cell], size: int) -> Iterator[_Spot]:
        """Right or left of a vertical run; beside its head at a distance, where it can be, and only at the last."""
        middle = (cells[0][1] + cells[-1][1]) / 2
        for x, y in cells:
            near = ((x + 1, 1.0), (x - size, 1.3))
            off = ((x + 2, 1.0), (x - size - 1, 1.3))
            for start, score in near:
                if self._fits(start, y, size):
                    yield _Spot(score + abs(y - middle) * 0.1 + (2 * AT_HEAD if (x, y) == self._head else 0), start, y)
            for start, score in off if (x, y) == self._head else ():
                gap = (x + 1 if start > x else x - 1, y)
                if self._fits(start, y, size) and self._blank([gap]) and gap not in self._taken:
                    yield _Spot(score + abs(y - middle) * 0.1 + AT_HEAD, start, y)


def legend(entries: Iterable[str], wide: int) -> tuple[str, ...]:
    """Entries in as few lines as they take, in their order."""
    lines: list[str] = []
    for entry in entries:
        if lines and width(lines[-1]) + 3 + width(entry) <= wide:
            lines[-1] += "   " + entry
        else:
            lines.append(entry)
    return tuple(lines)

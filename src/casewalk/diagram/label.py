"""Edge labels: in the line, else beside it, and never where it could be read as another line's."""

from __future__ import annotations

from dataclasses import dataclass

from casewalk.diagram.cells import Canvas, width
from casewalk.diagram.route import EAST, WEST, Path

Cell = tuple[int, int]


@dataclass(frozen=True)
class Spot:
    """Where a label goes; the lower the score the better."""

    score: float
    x: int
    y: int


def _straight_runs(path: Path, wide: int, crossed: frozenset[int]) -> list[tuple[int, list[Cell]]]:
    """Stretches of one direction without crossings; the arrowhead counts only for what stands beside a vertical one."""
    runs: list[tuple[int, list[Cell]]] = []
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


class _Finder:
    def __init__(self, canvas: Canvas, taken: set[Cell], crossed: set[Cell], size: int) -> None:
        self._canvas, self._taken, self._crossed, self._size = canvas, taken, crossed, size

    def free(self, x: int, y: int) -> bool:
        inside = 0 <= x < self._canvas.width and 0 <= y < self._canvas.height
        return inside and self._canvas.char(x, y) == " " and (x, y) not in self._taken

    def _fits(self, x: int, y: int) -> bool:
        return all(self.free(i, y) for i in range(x, x + self._size))

    def horizontal(self, cells: list[Cell]) -> list[Spot]:
        low, high, y = min(c[0] for c in cells), max(c[0] for c in cells), cells[0][1]
        spots: list[Spot] = []
        if high - low + 1 >= self._size + 1:
            spots.append(Spot(0.0, low + (high - low + 2 - self._size) // 2, y))
        for dy, score in ((-1, 2.0), (1, 2.4)):
            for x in sorted(
                range(low - 1, high + 3 - self._size), key=lambda x: abs(x + self._size / 2 - (low + high) / 2)
            ):
                beyond = all(self._canvas.char(i, y + 2 * dy) == " " for i in range(x, x + self._size))
                if self._fits(x, y + dy) and beyond:
                    spots.append(Spot(score, x, y + dy))
                    break
        return spots

    def vertical(self, cells: list[Cell]) -> list[Spot]:
        spots: list[Spot] = []
        middle = (cells[0][1] + cells[-1][1]) / 2
        for x, y in cells:
            for start, score in ((x + 1, 1.0), (x - self._size, 1.3)):
                if not self._fits(start, y):
                    continue
                past = start + self._size if start > x else start - 1
                unclear = 1.5 if self._canvas.char(past, y) != " " else 0.0
                spots.append(Spot(score + abs(y - middle) * 0.1 + unclear, start, y))
        return spots


def label_spot(canvas: Canvas, path: Path, text: str, taken: set[Cell], crossings: frozenset[int]) -> Spot | None:
    """The best place for a label of a drawn path, or None where it finds no room."""
    wide = canvas.width
    crossed = {(c % wide, c // wide) for c in crossings}
    finder = _Finder(canvas, taken, crossed, width(text))
    order = {(cell % wide, cell // wide): i for i, (cell, _) in enumerate(path)}
    best: Spot | None = None
    for way, cells in _straight_runs(path, wide, crossings):
        pull = abs(order[cells[len(cells) // 2]] / max(len(path) - 1, 1) - 0.5)
        for spot in finder.horizontal(cells) if way in {EAST, WEST} else finder.vertical(cells):
            score = spot.score + pull
            if best is None or score < best.score - 1e-9:
                best = Spot(score, spot.x, spot.y)
    return best

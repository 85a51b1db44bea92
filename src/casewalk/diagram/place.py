"""Placing: the author's grid of columns and rows as boxes of cells, roomiest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from casewalk.diagram.cells import width, wrap
from casewalk.diagram.picture import MARKS, Link, Part, Picture

Form = Literal["full", "box", "slim", "chip"]
FORMS: tuple[Form, ...] = ("full", "box", "slim", "chip")
GAP_LIMITS = {
    "full": (14, 10, 8, 7, 6, 5),
    "box": (14, 10, 8, 7, 6, 5, 4),
    "slim": (8, 7, 6, 5, 4),
    "chip": (6, 5, 4, 3),
}
EMPTY_COLUMN, EMPTY_ROW = 4, 1


@dataclass(frozen=True)
class Box:
    """A part's place in cells, and the lines of text inside it."""

    x: int
    y: int
    width: int
    height: int
    text: tuple[str, ...]


@dataclass(frozen=True)
class Placed:
    """Boxes by part id, and the size of the whole."""

    boxes: dict[str, Box]
    width: int
    height: int


def chip_text(part: Part, label: str) -> str:
    """A part on one line: mark, name, heat."""
    return MARKS[part.status] + label + (f" {part.printed}" if part.heat is not None else "")


def _ways(part: Part, form: Form) -> list[tuple[str, ...]]:
    """The ways to write a part's name, widest first; one or two lines."""
    label = part.label if form in {"full", "box"} else part.short
    if form == "chip":
        cut = [label, *(label[:n].rstrip() + "…" for n in range(len(label) - 2, 5, -1))]
        return [(chip_text(part, text),) for text in cut]
    most = 1 if form == "slim" else 2
    by_width: dict[int, tuple[str, ...]] = {}
    for limit in range(width(label), 2, -1):
        lines = wrap(label, limit)
        if len(lines) <= most:
            by_width.setdefault(max(map(width, lines)), lines)
    return [by_width[w] for w in sorted(by_width, reverse=True)]


def _least(part: Part, form: Form) -> int:
    """The narrowest box that shows the kind above and the heat below."""
    if form == "chip":
        return 0
    heat = 0 if part.heat is None else width(part.printed) + 6
    return max(len(part.kind) + 4 + bool(part.status), heat)


def _extra(part: Part, form: Form) -> tuple[str, ...]:
    return part.rules if form == "full" else ()


class _Grid:
    """One form's grid: column widths, row heights, and how they may be squeezed."""

    def __init__(self, picture: Picture, form: Form) -> None:
        self.picture, self.form = picture, form
        self.columns = max((p.at[0] for p in picture.parts), default=0) + 1
        self.rows = max((p.at[1] for p in picture.parts), default=0) + 1
        self.at = {p.id: p.at for p in picture.parts}
        self.ways = {p.id: _ways(p, form) for p in picture.parts}
        self.needed, self.lanes = self._needs()

    def _needs(self) -> tuple[list[int], list[int]]:
        """Cells that labels want in each gutter, and how many links turn below each row."""
        needed, lanes = [4] * max(0, self.columns - 1), [0] * self.rows
        for link in self.picture.links:
            (c1, r1), (c2, r2) = self.at[link.source], self.at[link.target]
            if r1 == r2 and abs(c1 - c2) == 1:
                mark = 2 if link.status == "removed" else 0
                needed[min(c1, c2)] = max(needed[min(c1, c2)], min(width(link.label) + mark + 4, 14))
            elif r1 != r2 and c1 != c2:
                lanes[min(r1, r2)] += 1
        return needed, lanes

    def wide(self, part: Part) -> int:
        lines = self.ways[part.id][0]
        # The name may be led by a mark of the part that has the focus, so it keeps two cells free.
        room = max(map(width, lines)) + (2 if self.form == "chip" else 4)
        extra = max((width(rule) + 4 for rule in _extra(part, self.form)), default=0)
        return max(room, _least(part, self.form), extra)

    def column(self, c: int) -> int:
        return max((self.wide(p) for p in self.picture.parts if p.at[0] == c), default=EMPTY_COLUMN)

    def squeeze(self, gaps: list[int], room: int) -> bool:
        """Wrap the name that makes the widest column wide until all fits; whether it does."""
        while sum(map(self.column, range(self.columns))) + sum(gaps) > room:
            can = [
                (self.wide(p), -i, p)
                for i, p in enumerate(self.picture.parts)
                if len(self.ways[p.id]) > 1 and self.wide(p) == self.column(p.at[0]) and self.wide(p) > self._floor(p)
            ]
            if not can:
                return False
            self.ways[max(can, key=lambda t: t[:2])[2].id].pop(0)
        return True

    def _floor(self, part: Part) -> int:
        extra = max((width(rule) + 4 for rule in _extra(part, self.form)), default=0)
        return max(_least(part, self.form), extra)

    def heights(self) -> list[int]:
        if self.form == "chip":
            return [1] * self.rows
        heights = [EMPTY_ROW] * self.rows
        paired = [link for link in self.picture.links if self._paired(link)]
        double = {link.source for link in paired} | {link.target for link in paired}
        for part in self.picture.parts:
            least = 2 if part.id in double and self.form != "slim" else 1
            inside = max(len(self.ways[part.id][0]) + len(_extra(part, self.form)), least)
            heights[part.at[1]] = max(heights[part.at[1]], 2 + inside)
        return heights

    def _paired(self, link: Link) -> bool:
        return any(o.source == link.target and o.target == link.source for o in self.picture.links)


def _spread(columns: list[int], gaps: list[int], room: int) -> list[int]:
    """Give what is left of the room to the gutters, the narrowest first."""
    gaps = list(gaps)
    spare = room - sum(columns) - sum(gaps)
    while spare > 0 and gaps and min(gaps) < 11:
        narrow = min(range(len(gaps)), key=lambda g: (gaps[g], g))
        gaps[narrow] += 1
        spare -= 1
    return gaps


def _vertical(form: Form, lanes: list[int]) -> Iterator[list[int]]:
    """Row gaps, roomiest first. A row gap grows with the links that must turn in it."""
    if form in {"slim", "chip"}:
        yield [2 if lane > 2 else 1 for lane in lanes[:-1]]
        yield [1 for _ in lanes[:-1]]
        return
    for least in (3, 2, 1):
        yield [max(least, min(least + 2, lane)) for lane in lanes[:-1]]


def place(picture: Picture, room: int, high: int, form: Form) -> Iterator[Placed]:
    """Ways to place the picture in one form inside `room` by `high` cells, roomiest first."""
    for limit in GAP_LIMITS[form]:
        grid = _Grid(picture, form)
        gaps = [min(g, limit) for g in grid.needed]
        if not grid.squeeze(gaps, room):
            continue
        columns = [grid.column(c) for c in range(grid.columns)]
        gaps = _spread(columns, gaps, room)
        heights = grid.heights()
        for between in _vertical(form, grid.lanes):
            total = sum(heights) + sum(between)
            if total <= high:
                yield _boxes(grid, columns, gaps, heights, between)


def _boxes(grid: _Grid, columns: list[int], gaps: list[int], heights: list[int], between: list[int]) -> Placed:
    xs = [sum(columns[:c]) + sum(gaps[:c]) for c in range(grid.columns)]
    ys = [sum(heights[:r]) + sum(between[:r]) for r in range(grid.rows)]
    boxes: dict[str, Box] = {}
    for part in grid.picture.parts:
        column, row = part.at
        text = grid.ways[part.id][0]
        size = width(text[0]) + 2 if grid.form == "chip" else columns[column]
        lines = text if grid.form == "chip" else (*text, *_extra(part, grid.form))
        boxes[part.id] = Box(xs[column] + (columns[column] - size) // 2, ys[row], size, heights[row], lines)
    return Placed(boxes, xs[-1] + columns[-1], ys[-1] + heights[-1])

"""Placing: the author's grid of columns and rows as boxes of cells, roomiest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Literal

from casewalk.diagram.cells import width
from casewalk.diagram.names import CUT, cut, splits
from casewalk.diagram.picture import MARKS, Link, Part, Picture

Form = Literal["full", "box", "slim", "tight", "chip"]
FORMS: tuple[Form, ...] = ("full", "box", "slim", "tight", "chip")
_WIDE = ((4, 14), (4, 10), (2, 14), (2, 8), (0, 12), (0, 7), (0, 5), (0, 4))
GUTTERS: dict[Form, tuple[tuple[int, int], ...]] = {
    "full": _WIDE[:-1],
    "box": _WIDE,
    "slim": _WIDE[1:],
    "tight": ((2, 8), (0, 8), (0, 4), (0, 3)),
    "chip": ((4, 6), (4, 5), (4, 4), (4, 3)),
}
"""Gutters, roomiest first: cells that a label wants besides its own, and the most that a gutter is given."""
HEAT_CELLS = 5
"""Cells kept for a heat, so that a picture does not move while it changes: `100 %`."""
PADDING: dict[Form, int] = {"full": 2, "box": 2, "slim": 2, "tight": 1, "chip": 1}
"""Cells on each side of a name, the border among them."""
EMPTY_COLUMN, EMPTY_ROW, WIDE_GAP = 4, 1, 11
FLATTENED = 4
"""Up to so many rows are flattened one by one; more of them all at once."""

Way = tuple[int, tuple[str, ...]]
"""How wide a box is with its name on these lines."""


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


def extra_lines(part: Part, form: Form) -> tuple[str, ...]:
    """What stands in a box below its name."""
    return part.rules if form == "full" else ()


def tag(part: Part, form: Form) -> str:
    """What stands in a box's upper border: how the part changed, its kind, and how many there are of it.

    Where there is less room, the number alone.
    """
    brief = part.times if form == "tight" else part.times or part.kind if form == "slim" else part.kinds
    return MARKS[part.status] + brief


def _least(part: Part, form: Form) -> int:
    """The narrowest box that shows the kind above, the heat below, and what stands below the name."""
    if form == "chip":
        return 0
    heat = 0 if part.heat is None else width(part.printed)
    if form == "tight":
        return max(heat + 3 if heat else 0, width(tag(part, form)) + 3 if part.times else 0, 5)
    rules = max((width(rule) + 4 for rule in extra_lines(part, form)), default=0)
    return max(width(tag(part, form)) + 4, heat + 6 if heat else 0, rules)


def _names(part: Part, form: Form) -> Iterator[tuple[str, ...]]:
    label = part.label if form in {"full", "box"} else part.short
    if form == "chip":
        for name in (label, *cut(label)):
            yield (MARKS[part.status] + name + (f" {part.printed}" if part.heat is not None else ""),)
        return
    found = splits(label, 1 if form == "slim" else 2)
    yield from found
    if form == "tight":
        last = found[-1]
        longest = max(map(width, last))
        for limit in range(longest - 1, 4, -1):
            yield tuple(cut(line, limit)[0] if width(line) > limit else line for line in last)


def is_whole(part: Part, form: Form, lines: tuple[str, ...]) -> bool:
    """Whether these lines, a box's text in a form, have the part's name in full; a name's own `…` cuts nothing."""
    if form not in {"tight", "chip"}:
        return True
    return "".join(lines).count(CUT) <= part.short.count(CUT)


@lru_cache(1024)
def ways(part: Part, form: Form, *, trimmed: bool = False) -> tuple[Way, ...]:
    """The ways to write a part's name, widest box first; trimmed, a box may come as near as its border."""
    least, found = _least(part, form), dict[int, tuple[str, ...]]()
    for padding in (PADDING[form], 1) if trimmed else (PADDING[form],):
        for lines in _names(part, form):
            found.setdefault(max(max(map(width, lines)) + 2 * padding, least), lines)
    return tuple(sorted(found.items(), reverse=True))


class Grid:
    """One form's grid: column widths, row heights, and how they may be squeezed."""

    def __init__(self, picture: Picture, form: Form, *, trimmed: bool) -> None:
        self.picture, self.form = picture, form
        self.ways = {p.id: ways(p, form, trimmed=trimmed) for p in picture.parts}
        self.columns = max((p.at[0] for p in picture.parts), default=0) + 1
        self.rows = max((p.at[1] for p in picture.parts), default=0) + 1
        self.at = {p.id: p.at for p in picture.parts}
        self.labels, self.lanes = [0] * (self.columns - 1), [0] * self.rows
        self.joined = [False] * (self.columns - 1)
        for link in picture.links:
            self._count(link)

    def _count(self, link: Link) -> None:
        """How wide the labels in each gutter are, and how many links turn below each row."""
        (c1, r1), (c2, r2) = self.at[link.source], self.at[link.target]
        if r1 == r2 and abs(c1 - c2) == 1:
            mark = 2 if link.status == "removed" else 0
            gutter = min(c1, c2)
            self.labels[gutter] = max(self.labels[gutter], width(link.label) + mark)
            self.joined[gutter] = True
        elif r1 != r2 and c1 != c2:
            self.lanes[min(r1, r2)] += 1

    def gaps(self, more: int, most: int) -> list[int]:
        """Gutters with room for their labels and some cells more, up to a limit."""
        gaps = [min(max(4, label + more), most) for label in self.labels]
        if self.form != "tight":
            return gaps
        return [gap if joined else max(2, gap - 1) for gap, joined in zip(gaps, self.joined, strict=True)]

    def squeeze(self, room: int, flat: frozenset[int], *, whole: bool) -> dict[str, Way] | None:
        """Names that fit `room` cells beside each other, the widest column wrapped first.

        In `flat` rows names stay on one line; `whole` names are not cut.
        """
        left: dict[str, list[Way]] = {}
        for part in self.picture.parts:
            found = self.ways[part.id]
            if whole:
                found = tuple(w for w in found if is_whole(part, self.form, w[1]))
            if part.at[1] in flat:
                found = tuple(w for w in found if len(w[1]) == 1)
            if not found:
                return None
            left[part.id] = list(found[::-1])
        columns = [[left[p.id] for p in self.picture.parts if p.at[0] == c] for c in range(self.columns)]
        sizes = [max((w[-1][0] for w in column), default=EMPTY_COLUMN) for column in columns]
        over = sum(sizes) - room
        while over > 0:
            can = [(size, -c) for c, size in enumerate(sizes) if _yields(columns[c], size)]
            if not can:
                return None
            c = -max(can)[1]
            for names in columns[c]:
                if names[-1][0] == sizes[c]:
                    names.pop()
            slim = max(names[-1][0] for names in columns[c])
            over -= sizes[c] - slim
            sizes[c] = slim
        return {i: names[-1] for i, names in left.items()}

    def widths(self, names: dict[str, Way]) -> list[int]:
        """How wide each column is."""
        sizes = [0] * self.columns
        for part in self.picture.parts:
            sizes[part.at[0]] = max(sizes[part.at[0]], names[part.id][0])
        return [size or EMPTY_COLUMN for size in sizes]

    def heights(self, names: dict[str, Way]) -> list[int]:
        """How high each row is."""
        if self.form == "chip":
            return [1] * self.rows
        heights = [EMPTY_ROW] * self.rows
        paired = {part for link in self.picture.links if self._paired(link) for part in (link.source, link.target)}
        for part in self.picture.parts:
            least = 2 if part.id in paired and self.form != "slim" else 1
            inside = max(len(names[part.id][1]) + len(extra_lines(part, self.form)), least)
            heights[part.at[1]] = max(heights[part.at[1]], 2 + inside)
        return heights

    def _paired(self, link: Link) -> bool:
        """Whether two parts call each other, and side by side where every row counts."""
        if self.form == "tight" and self.at[link.source][1] != self.at[link.target][1]:
            return False
        return any(o.source == link.target and o.target == link.source for o in self.picture.links)

    def spread(self, columns: list[int], gaps: list[int], room: int) -> list[int]:
        """Give what is left of the room to the gutters: first where a word then fits, then to the narrowest."""
        gaps, spare = list(gaps), room - sum(columns) - sum(gaps)
        for more in (0, 2):
            short = sorted(
                (label + more - gap, g) for g, (label, gap) in enumerate(zip(self.labels, gaps, strict=True))
            )
            for lack, g in short:
                if label_lacks(lack, self.labels[g]) and lack <= spare:
                    gaps[g] += lack
                    spare -= lack
        while spare > 0 and gaps and min(gaps) < WIDE_GAP:
            narrow = min(range(len(gaps)), key=lambda g: (gaps[g], g))
            gaps[narrow] += 1
            spare -= 1
        return gaps


def label_lacks(lack: int, label: int) -> bool:
    """Whether a gutter is too narrow for a label that it has."""
    return lack > 0 and label > 0


def _yields(column: list[list[Way]], size: int) -> bool:
    """Whether all names that make a column wide can be written narrower."""
    return all(len(names) > 1 for names in column if names[-1][0] == size) and any(
        names[-1][0] == size for names in column
    )


def _between(form: Form, lanes: list[int]) -> Iterator[list[int]]:
    """Row gaps, roomiest first. A row gap grows with the links that must turn in it."""
    if form in {"slim", "tight", "chip"}:
        yield [2 if lane > 2 else 1 for lane in lanes[:-1]]
        yield [1 for _ in lanes[:-1]]
        if form == "tight":
            yield [2 for _ in lanes[:-1]]
            yield [3 for _ in lanes[:-1]]
        return
    for least in (3, 2, 1):
        yield [max(least, min(least + 2, lane)) for lane in lanes[:-1]]


def _flat(grid: Grid) -> list[frozenset[int]]:
    """Sets of rows whose names stay on one line, the largest first."""
    if grid.form != "tight":
        return [frozenset()]
    if grid.rows > FLATTENED:
        return [frozenset(range(grid.rows)), frozenset()]
    rows = [frozenset(r for r, on in enumerate(bits) if on) for bits in product((1, 0), repeat=grid.rows)]
    return sorted(rows, key=lambda r: (-len(r), sorted(r)))


def place(picture: Picture, room: int, high: int, form: Form, *, trimmed: bool = False) -> Iterator[Placed]:
    """Ways to place the picture in one form inside `room` by `high` cells, roomiest first."""
    grid = Grid(picture, form, trimmed=trimmed)
    for whole, (more, most), flat in product((True, False), GUTTERS[form], _flat(grid)):
        if not whole and form not in {"tight", "chip"}:
            return
        gaps = grid.gaps(more, most)
        names = grid.squeeze(room - sum(gaps), flat, whole=whole)
        if names is None:
            continue
        columns, heights = grid.widths(names), grid.heights(names)
        for between in _between(form, grid.lanes):
            if sum(heights) + sum(between) <= high:
                yield _boxes(grid, names, (columns, grid.spread(columns, gaps, room)), (heights, between))


def _boxes(grid: Grid, names: dict[str, Way], across: tuple[list[int], ...], down: tuple[list[int], ...]) -> Placed:
    (columns, gaps), (heights, between) = across, down
    xs = [sum(columns[:c]) + sum(gaps[:c]) for c in range(grid.columns)]
    ys = [sum(heights[:r]) + sum(between[:r]) for r in range(grid.rows)]
    boxes: dict[str, Box] = {}
    for part in grid.picture.parts:
        column, row = part.at
        size, text = names[part.id]
        full = columns[column] if grid.form != "chip" else size
        lines = (*text, *extra_lines(part, grid.form))
        boxes[part.id] = Box(xs[column] + (columns[column] - full) // 2, ys[row], full, heights[row], lines)
    return Placed(boxes, xs[-1] + columns[-1], ys[-1] + heights[-1])

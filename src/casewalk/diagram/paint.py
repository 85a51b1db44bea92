"""Painting: boxes, lines, labels and legend onto cells, in the richest form that fits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from casewalk.diagram.cells import Canvas, Region, Segment, width
from casewalk.diagram.label import Cell, label_spot
from casewalk.diagram.picture import MARKS, Link, Part, Picture
from casewalk.diagram.place import FORMS, Box, Form, Placed, place
from casewalk.diagram.route import STEPS, Path, Routes, route

BORDERS = {"": "╭─╮│╰╯", "added": "╔═╗║╚╝", "changed": "┏━┓┃┗┛", "removed": "┌╌┐╎└┘"}
HEADS = "►▼◄▲"
TURNS = {
    (0, 1): "╮", (3, 2): "╮", (0, 3): "╯", (1, 2): "╯", (1, 0): "╰", (2, 3): "╰", (2, 1): "╭", (3, 0): "╭",
}  # fmt: skip
EIGHTHS = "▁▂▃▄▅▆▇█"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
TRIES = 6
LEGEND_ROWS = 3


@dataclass(frozen=True)
class Drawing:
    """A painted picture. `regions` are the parts' rectangles; `edge_at` leads from a cell to the number of its link."""

    lines: tuple[tuple[Segment, ...], ...]
    width: int
    height: int
    form: str
    regions: dict[str, Region]
    edge_at: dict[Cell, int]
    crossings: int
    lettered: int

    def text(self) -> str:
        """The picture as text."""
        return "\n".join("".join(s.text for s in line).rstrip() for line in self.lines)


@dataclass(frozen=True)
class _Layout:
    """Where everything goes: what does not depend on heat or focus."""

    form: Form
    placed: Placed
    routes: Routes


def _shape(picture: Picture) -> Picture:
    """The picture without its temperatures: equal shapes share a layout."""
    parts = tuple(
        replace(
            p,
            heat=None if p.heat is None else 0.0,
            printed="0" * max(width(p.printed), 5) if p.heat is not None else "",
        )
        for p in picture.parts
    )
    return Picture(parts, picture.links, picture.gone)


@lru_cache(256)
def _layouts(shape: Picture, wide: int, high: int, form: Form) -> tuple[_Layout, ...]:
    found: list[_Layout] = []
    kinds = {p.id: len(p.kind) + bool(p.status) for p in shape.parts}
    for _, placed in zip(range(TRIES), place(shape, wide, high, form), strict=False):
        routes = route(placed.boxes, placed.width, placed.height, shape.links, kinds)
        if routes is not None:
            found.append(_Layout(form, placed, routes))
            break
    return tuple(found)


def draw(picture: Picture, wide: int, high: int, focus: str | None = None) -> Drawing | None:
    """The richest form that fits `wide` by `high` cells, legend included; None where only words would."""
    if not picture.parts:
        return None
    shape = _shape(picture)
    for form in FORMS:
        # A legend takes rows that are known only once labels have found no room.
        for rows in range(high, max(high - LEGEND_ROWS, 0), -1):
            for layout in _layouts(shape, wide, rows, form):
                drawing = _Painter(picture, layout, wide, focus).paint()
                if drawing.height <= high:
                    return drawing
    return None


class _Painter:
    def __init__(self, picture: Picture, layout: _Layout, wide: int, focus: str | None) -> None:
        self._picture, self._layout, self._wide, self._focus = picture, layout, wide, focus
        self._canvas = Canvas(layout.placed.width, layout.placed.height)
        self._taken: set[Cell] = set()
        self._lettered = 0

    def paint(self) -> Drawing:
        boxes = self._layout.placed.boxes
        for part in self._picture.parts:
            self._box(part, boxes[part.id])
        edge_at: dict[Cell, int] = {}
        for number, link in enumerate(self._picture.links):
            for cell in self._line(link, self._layout.routes.paths[number]):
                edge_at[cell] = number
        legend = self._labels()
        lines = (*self._canvas.lines(), *legend)
        return Drawing(
            lines=lines,
            width=self._canvas.width,
            height=len(lines),
            form=self._layout.form,
            regions={i: Region(b.x, b.y, b.width, b.height) for i, b in boxes.items()},
            edge_at=edge_at,
            crossings=len(self._layout.routes.crossings),
            lettered=self._lettered,
        )

    def _style(self, *words: str, focus: bool = False) -> str:
        return ".".join(filter(None, (*words, "focus" if focus else "")))

    def _box(self, part: Part, box: Box) -> None:
        focus = part.id == self._focus
        hot = "miss" if part.warmth == "miss" else ""
        border = self._style("node", "border", part.status or hot, focus=focus)
        if self._layout.form == "chip":
            style = self._style("chip", part.warmth or "plain", part.status, focus=focus)
            self._canvas.put(box.x, box.y, f"[{box.text[0]}]", style)
            return
        lt, h, rt, v, lb, rb = tuple(BORDERS[part.status])
        self._canvas.put(box.x, box.y, lt + h * (box.width - 2) + rt, border)
        self._canvas.put(
            box.x + 2, box.y, MARKS[part.status] + part.kind, self._style("node", "kind", part.status or hot)
        )
        for y in range(box.y + 1, box.y + box.height - 1):
            self._canvas.put(box.x, y, v, border)
            self._canvas.put(box.x + 1, y, " " * (box.width - 2), self._style("node", "inside", focus=focus))
            self._canvas.put(box.x + box.width - 1, y, v, border)
        self._canvas.put(box.x, box.y + box.height - 1, lb + h * (box.width - 2) + rb, border)
        self._inside(part, box, focus=focus)

    def _inside(self, part: Part, box: Box, *, focus: bool) -> None:
        rules = len(part.rules) if self._layout.form == "full" else 0
        names = len(box.text) - rules
        top = box.y + 1 + max(0, (box.height - 2 - len(box.text)) // 2)
        for i, text in enumerate(box.text):
            word = "name" if i < names else "rule"
            style = self._style("node", word, "removed" if part.status == "removed" else "", focus=focus)
            self._canvas.put(box.x + (box.width - width(text)) // 2, top + i, text, style)
        if focus:
            first = box.text[0]
            at = box.x + (box.width - width(first)) // 2 - 2
            self._canvas.put(max(box.x + 1, at), top, "▸", "node.pointer.focus")
        if part.heat is not None:
            bar = EIGHTHS[min(7, int(part.heat * 8))] if part.heat >= 0 else EIGHTHS[0]
            tag = f"{bar} {part.printed}"
            at = box.x + box.width - 2 - width(tag)
            self._canvas.put(
                max(box.x + 1, at), box.y + box.height - 1, tag, self._style("heat", part.warmth, focus=focus)
            )

    def _line(self, link: Link, path: Path) -> list[Cell]:
        wide = self._canvas.width
        focus = self._focus in {link.source, link.target} and self._focus is not None
        style = self._style("edge", link.status, focus=focus)
        glyphs = "╌╎" if link.status == "removed" else "─│" if link.kind == "sync" else "┄┆"
        cells: list[Cell] = []
        for i, (cell, way) in enumerate(path):
            x, y = cell % wide, cell // wide
            onward = path[i + 1][1] if i + 1 < len(path) else way
            if i == len(path) - 1:
                char = HEADS[self._facing(link.target, x, y, way)]
            elif onward != way:
                char = TURNS[way, onward]
            else:
                char = "┼" if cell in self._layout.routes.crossings else glyphs[way & 1]
            self._canvas.put(x, y, char, style)
            cells.append((x, y))
        self._tee(path[0], wide)
        return cells

    def _facing(self, target: str, x: int, y: int, way: int) -> int:
        box = self._layout.placed.boxes[target]
        region = Region(box.x, box.y, box.width, box.height)
        return next(w for w in (way, 0, 1, 2, 3) if region.holds(x + STEPS[w][0], y + STEPS[w][1]))

    def _tee(self, start: tuple[int, int], wide: int) -> None:
        """Join a line to the border that it leaves, where the border is plain."""
        cell, way = start
        x, y = cell % wide - STEPS[way][0], cell // wide - STEPS[way][1]
        if self._layout.form != "chip" and self._canvas.char(x, y) in "─│":
            self._canvas.put(x, y, "├┬┤┴"[way], self._canvas.cells[y][x][1])

    def _labels(self) -> tuple[tuple[Segment, ...], ...]:
        links, paths = self._picture.links, self._layout.routes.paths
        named = [n for n, link in enumerate(links) if link.label or link.status == "removed"]
        entries: list[str] = []
        # The shortest lines have the least choice, so they choose first.
        missing = [
            n for n in sorted(named, key=lambda n: (len(paths[n]), n)) if not self._label(n, self._text(links[n]))
        ]
        for number in sorted(missing):
            letter = LETTERS[self._lettered % len(LETTERS)]
            self._lettered += 1
            if not self._label(number, letter):
                cell = paths[number][len(paths[number]) // 2][0]
                self._canvas.put(cell % self._canvas.width, cell // self._canvas.width, letter, "edge.label")
            entries.append(f"{letter} {self._text(links[number])}")
        if self._picture.gone:
            entries.append("✗ gone: " + ", ".join(self._picture.gone))
        return _legend(entries, self._wide)

    def _text(self, link: Link) -> str:
        return f"✗ {link.label}".rstrip() if link.status == "removed" else link.label

    def _label(self, number: int, text: str) -> bool:
        link, path = self._picture.links[number], self._layout.routes.paths[number]
        spot = label_spot(self._canvas, path, text, self._taken, self._layout.routes.crossings)
        if spot is None:
            return False
        focus = self._focus in {link.source, link.target} and self._focus is not None
        self._canvas.put(spot.x, spot.y, text, self._style("edge", "label", link.status, focus=focus))
        self._taken |= {(spot.x + i, spot.y) for i in range(width(text))}
        return True


def _legend(entries: list[str], wide: int) -> tuple[tuple[Segment, ...], ...]:
    lines: list[str] = []
    for entry in entries:
        if lines and width(lines[-1]) + 3 + width(entry) <= wide:
            lines[-1] += "   " + entry
        else:
            lines.append(entry)
    return tuple((Segment(line, "legend"),) for line in lines)

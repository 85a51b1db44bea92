"""Painting: boxes, lines and labels onto cells, where a layout has put them."""

from __future__ import annotations

from dataclasses import dataclass

from casewalk.diagram.cells import Canvas, Region, Segment, width
from casewalk.diagram.label import Cell, Label, Labeller, label_text, legend
from casewalk.diagram.picture import Link, Part, Picture
from casewalk.diagram.place import HEAT_CELLS, PADDING, Box, Form, Placed, tag
from casewalk.diagram.route import STEPS, Path, Routes

BORDERS = {"": "╭─╮│╰╯", "added": "╔═╗║╚╝", "changed": "┏━┓┃┗┛", "removed": "┌╌┐╎└┘"}
HEADS = "►▼◄▲"
TURNS = {
    (0, 1): "╮", (3, 2): "╮", (0, 3): "╯", (1, 2): "╯", (1, 0): "╰", (2, 3): "╰", (2, 1): "╭", (3, 0): "╭",
}  # fmt: skip
EIGHTHS = "▁▂▃▄▅▆▇█"


@dataclass(frozen=True)
class Layout:
    """Where everything goes: what does not depend on heat or focus."""

    form: Form
    placed: Placed
    routes: Routes
    labels: tuple[Label, ...] = ()
    legend: tuple[str, ...] = ()

    @property
    def height(self) -> int:
        """Rows, the legend's among them."""
        return self.placed.height + len(self.legend)

    @property
    def lettered(self) -> int:
        """How many labels are letters."""
        return sum(label.lettered for label in self.labels)


def labelled(picture: Picture, layout: Layout, wide: int) -> Layout | None:
    """A layout with its labels placed, and its legend; None where a label finds no room."""
    painter = Painter(picture, layout, None)
    painter.boxes()
    painter.lines()
    labels = Labeller(painter.canvas, picture.links, layout.routes).place()
    if labels is None:
        return None
    entries = [f"{label.text} {label_text(picture.links[label.number])}" for label in labels if label.lettered]
    if picture.gone:
        entries.append("✗ gone: " + ", ".join(picture.gone))
    return Layout(layout.form, layout.placed, layout.routes, labels, legend(entries, wide))


def _style(*words: str, focus: bool = False) -> str:
    return ".".join(filter(None, (*words, "focus" if focus else "")))


class Painter:
    """Paints one picture on a canvas of its own, in a layout of the same shape."""

    def __init__(self, picture: Picture, layout: Layout, focus: str | None) -> None:
        self.picture, self.layout, self.focus = picture, layout, focus
        self.canvas = Canvas(layout.placed.width, layout.placed.height)
        self.edge_at: dict[Cell, int] = {}

    def paint(self) -> tuple[tuple[Segment, ...], ...]:
        """The lines of the whole, legend included."""
        self.boxes()
        self.lines()
        for label in self.layout.labels:
            link = self.picture.links[label.number]
            style = _style("edge", "label", link.status, focus=self._focused(link))
            self.canvas.put(label.x, label.y, label.text, style)
        return (*self.canvas.lines(), *((Segment(line, "legend"),) for line in self.layout.legend))

    def regions(self) -> dict[str, Region]:
        """The parts' rectangles."""
        return {i: Region(b.x, b.y, b.width, b.height) for i, b in self.layout.placed.boxes.items()}

    def boxes(self) -> None:
        """All parts."""
        for part in self.picture.parts:
            box, focus = self.layout.placed.boxes[part.id], part.id == self.focus
            if self.layout.form == "chip":
                self._chip(part, box, focus=focus)
                continue
            self._frame(part, box, focus=focus)
            self._text(part, box, focus=focus)
            self._heat(part, box, focus=focus)

    def _chip(self, part: Part, box: Box, *, focus: bool) -> None:
        """One row: the name, and the heat in the cells that were kept for it."""
        kept = max(width(part.printed), HEAT_CELLS) if part.printed else 0
        name = box.text[0]
        text = f"{name[: len(name) - kept]}{part.printed:>{kept}}" if kept else name
        style = _style("chip", part.warmth or "plain", part.status, focus=focus)
        self.canvas.put(box.x, box.y, f"[{text}]", style)

    @property
    def _tight(self) -> bool:
        return self.layout.form == "tight"

    def _frame(self, part: Part, box: Box, *, focus: bool) -> None:
        put, hot = self.canvas.put, "miss" if part.warmth == "miss" else ""
        border = _style("node", "border", part.status or hot, focus=focus)
        lt, h, rt, v, lb, rb = tuple(BORDERS[part.status])
        put(box.x, box.y, lt + h * (box.width - 2) + rt, border)
        for y in range(box.y + 1, box.y + box.height - 1):
            put(box.x, y, v, border)
            put(box.x + 1, y, " " * (box.width - 2), _style("node", "inside", focus=focus))
            put(box.x + box.width - 1, y, v, border)
        put(box.x, box.y + box.height - 1, lb + h * (box.width - 2) + rb, border)
        put(
            box.x + PADDING[self.layout.form],
            box.y,
            tag(part, self.layout.form),
            _style("node", "kind", part.status or hot),
        )

    def _text(self, part: Part, box: Box, *, focus: bool) -> None:
        rules = len(part.rules) if self.layout.form == "full" else 0
        names = len(box.text) - rules
        top = box.y + 1 + max(0, (box.height - 2 - len(box.text)) // 2)
        for i, text in enumerate(box.text):
            style = _style(
                "node", "name" if i < names else "rule", part.status * (part.status == "removed"), focus=focus
            )
            self.canvas.put(box.x + (box.width - width(text)) // 2, top + i, text, style)
        at = box.x + (box.width - width(box.text[0])) // 2
        if focus and not self._tight and at > box.x + 1:
            # Never over the border: where there is no free cell before the name, the border's style is mark enough.
            self.canvas.put(max(at - 2, box.x + 1), top, "▸", "node.pointer.focus")

    def _heat(self, part: Part, box: Box, *, focus: bool) -> None:
        if not part.printed:
            return
        heat = part.heat or 0.0
        bar = EIGHTHS[min(7, int(min(heat, 1.0) * 8))] if heat >= 0 else EIGHTHS[0]
        room = box.width - 2 * (PADDING[self.layout.form] - (not self._tight))
        tags = (f"{bar} {part.printed}", f"{bar}{part.printed}") if part.heat is not None else ()
        tag = next((t for t in tags if width(t) <= room), part.printed)
        at = box.x + box.width - PADDING[self.layout.form] - width(tag)
        style = _style("heat", part.warmth or "ok", focus=focus)
        self.canvas.put(max(box.x + 1, at), box.y + box.height - 1, tag, style)

    def _focused(self, link: Link) -> bool:
        return self.focus is not None and self.focus in {link.source, link.target}

    def lines(self) -> None:
        """All links."""
        for number, link in enumerate(self.picture.links):
            for cell in self._line(link, self.layout.routes.paths[number]):
                self.edge_at[cell] = number

    def _line(self, link: Link, path: Path) -> list[Cell]:
        wide = self.canvas.width
        style = _style("edge", link.status, focus=self._focused(link))
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
                char = "┼" if cell in self.layout.routes.crossings else glyphs[way & 1]
            self.canvas.put(x, y, char, style)
            cells.append((x, y))
        self._tee(path[0], wide)
        return cells

    def _facing(self, target: str, x: int, y: int, way: int) -> int:
        box = self.layout.placed.boxes[target]
        region = Region(box.x, box.y, box.width, box.height)
        return next(w for w in (way, 0, 1, 2, 3) if region.holds(x + STEPS[w][0], y + STEPS[w][1]))

    def _tee(self, start: tuple[int, int], wide: int) -> None:
        """Join a line to the border that it leaves, where the border is plain."""
        cell, way = start
        x, y = cell % wide - STEPS[way][0], cell // wide - STEPS[way][1]
        if self.layout.form != "chip" and self.canvas.char(x, y) in {"─", "│"}:
            self.canvas.put(x, y, "├┬┤┴"[way], self.canvas.cells[y][x][1])

"""Drawing: the richest form of a picture that fits, in words where no form does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, islice

from casewalk.diagram.cells import Region, Segment, width, wrap
from casewalk.diagram.label import Cell
from casewalk.diagram.paint import Layout, Painter, labelled
from casewalk.diagram.picture import Picture
from casewalk.diagram.place import FORMS, HEAT_CELLS, Form, is_whole, place, tag
from casewalk.diagram.route import route
from casewalk.diagram.words import ascii_text, plain_picture, told

WIDE, HIGH = 76, 18
"""The room in which every picture of a case has to be read."""
BOXLESS = frozenset({"tight", "chip", "outline"})
"""Forms in which names and heats no longer stand in boxes."""
TRIES = 6
"""Places that are tried in a form before the next form is."""
COMPARED = 3
"""Layouts of the tight form that are weighed against each other."""
TALL = 10_000
MOST_PLACES = 24
"""Columns or rows beyond which no form is tried."""


@dataclass(frozen=True)
class Drawing:
    """A painted picture. `regions` are the parts' rectangles; `edge_at` leads from a cell to the number of its link.

    The form `outline` is the picture in words: as wide as was asked for, and as high as it takes.
    """

    lines: tuple[tuple[Segment, ...], ...]
    width: int
    height: int
    form: str
    regions: dict[str, Region]
    edge_at: dict[Cell, int]
    labels: dict[int, Region]
    crossings: int
    lettered: int
    whole_names: bool = True
    """Whether every part's name stands in full."""
    legend: int = 0
    """How many of the last lines tell what letters stand for, and what is gone."""

    def fits(self, high: int) -> bool:
        """Whether it is a drawing, not words, that stands whole in so many rows, every name in full."""
        return self.form != "outline" and self.whole_names and self.height <= high

    def text(self) -> str:
        """The picture as text."""
        return "\n".join("".join(s.text for s in line).rstrip() for line in self.lines)


def shape_of(picture: Picture) -> Picture:
    """The picture without its temperatures: equal shapes share a layout."""
    parts = tuple(
        replace(p, heat=0.0, printed="0" * max(width(p.printed), HEAT_CELLS)) if p.printed else replace(p, heat=None)
        for p in picture.parts
    )
    return Picture(parts, picture.links, picture.gone)


def _routed(shape: Picture, wide: int, high: int, form: Form, *, trimmed: bool = False) -> Iterator[Layout]:
    """Layouts that can be routed, roomiest first; their legend may be too much."""
    tags = {p.id: width(tag(p, form)) for p in shape.parts}
    for _, placed in zip(range(TRIES), place(shape, wide, high, form, trimmed=trimmed), strict=False):
        routes = route(placed.boxes, placed.width, placed.height, shape.links, tags)
        layout = labelled(shape, Layout(form, placed, routes), wide) if routes is not None else None
        if layout is not None:
            yield layout


@lru_cache(64)
def _tight(shape: Picture, wide: int) -> tuple[Layout, ...]:
    """Layouts of the tight form of any height: in a pane that is too low they are scrolled."""
    return tuple(islice(_routed(shape, wide, TALL, "tight"), COMPARED))


def _in_form(shape: Picture, wide: int, high: int, form: Form) -> Layout | None:
    """The layout of one form: where a word finds no room, names give up a cell on each side if that helps."""

    def fits(layout: Layout) -> bool:
        return layout.height <= high and all(width(line) <= wide for line in layout.legend)

    plain = _routed(shape, wide, high, form)
    if form in {"tight", "chip"}:
        some = filter(fits, _tight(shape, wide) if form == "tight" else islice(plain, COMPARED))
        return min(some, key=lambda found: found.height + 2 * len(found.routes.crossings), default=None)
    first = next(plain, None)
    if first is not None and not first.lettered and fits(first):
        return first
    # Where a legend was a row too much, one may be again: a row less is tried first.
    heights = (high,) if first is None or fits(first) else (high - 1, high)
    trimmed = chain.from_iterable(_routed(shape, wide, most, form, trimmed=True) for most in heights)
    second = next(trimmed, None)
    found = [(one, more) for one, more in ((first, plain), (second, trimmed)) if one is not None]
    found.sort(key=lambda pair: (pair[0].lettered, len(pair[0].routes.crossings)))
    return next((layout for one, more in found for layout in chain((one,), more) if fits(layout)), None)


@lru_cache(256)
def layouts(shape: Picture, wide: int, high: int) -> Layout | None:
    """The layout of a shape in a pane; None where only words fit."""
    if not all(0 <= c < MOST_PLACES for part in shape.parts for c in part.at) or not shape.parts:
        return None
    for form in FORMS:
        found = _in_form(shape, wide, high, form)
        if found is not None:
            return found
    return None


def draw(picture: Picture, wide: int, high: int, focus: str | None = None, *, ascii: bool = False) -> Drawing:  # noqa: A002
    """The richest form that fits `wide` by `high` cells; the form `outline`, of any height, where none does."""
    if ascii:
        picture = plain_picture(picture)
    layout = layouts(shape_of(picture), wide, high)
    if layout is None:
        drawing = _in_words(picture, max(1, wide), focus)
    else:
        painter = Painter(picture, layout, focus)
        lines = painter.paint()
        drawing = Drawing(
            lines=lines,
            width=max(layout.placed.width, *map(width, layout.legend), 0),
            height=len(lines),
            form=layout.form,
            regions=painter.regions(),
            edge_at=painter.edge_at,
            labels={n.number: Region(n.x, n.y, width(n.text), 1) for n in layout.labels},
            crossings=len(layout.routes.crossings),
            lettered=layout.lettered,
            legend=len(layout.legend),
            whole_names=all(is_whole(p, layout.form, layout.placed.boxes[p.id].text) for p in picture.parts),
        )
    return replace(drawing, lines=_ascii(drawing.lines)) if ascii else drawing


def _ascii(lines: tuple[tuple[Segment, ...], ...]) -> tuple[tuple[Segment, ...], ...]:
    return tuple(tuple(Segment(ascii_text(s.text), s.style) for s in line) for line in lines)


def _in_words(picture: Picture, wide: int, focus: str | None) -> Drawing:
    """The outline as a drawing, a part's lines as its region."""
    lines: list[tuple[Segment, ...]] = []
    regions: dict[str, Region] = {}
    for part, texts in told(picture):
        top, style = len(lines), "outline.focus" if part and part == focus else "outline"
        for text in texts:
            indent = "  " if text.startswith("  ") and wide > 12 else ""
            wrapped = wrap(text.strip(), wide - len(indent))
            lines += [(Segment(indent + line, style),) for line in wrapped]
        if part:
            regions[part] = Region(0, top, wide, len(lines) - top)
    size = max((width(s.text) for line in lines for s in line), default=0)
    return Drawing(tuple(lines), size, len(lines), "outline", regions, {}, {}, 0, 0)


def neighbour(drawing: Drawing, current: str, dx: int, dy: int) -> str:
    """The part that an arrow key leads to: along its row; up and down to the next row, nearest first.

    Where a row ends, to the nearest part further that way; itself where there is none. So arrows lead everywhere.
    """
    here = drawing.regions[current]
    middle = here.x + here.width / 2
    ways: list[tuple[bool, float, str]] = []
    for part_id, region in drawing.regions.items():
        across, down = region.x + region.width / 2 - middle, region.y - here.y
        if dx and across * dx > 0.5:
            ways.append((down != 0, abs(across) + 6 * abs(down), part_id))
        elif dy and down * dy > 0:
            ways.append((False, 1000 * abs(down) + abs(across), part_id))
    return min(ways)[2] if ways else current

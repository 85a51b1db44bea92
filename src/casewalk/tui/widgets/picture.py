"""The architecture, part by part: arrow keys move the focus, a click sets it."""

from __future__ import annotations

from functools import lru_cache

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from casewalk.diagram import Drawing, Picture, draw, neighbour
from casewalk.tui.text import Row, Span, beside, cut, display, section
from casewalk.tui.widgets.pane import Pane
from casewalk.walk.prose import cells

STYLES = {
    "node.name": "text bold", "node.kind": "faint", "node.rule": "mute", "node.border": "faint", "node.inside": "text",
    "node.pointer": "accent bold", "edge": "faint", "edge.label": "mute", "legend": "mute",
    "outline": "mute",
    "heat.ok": "mute", "heat.near": "near", "heat.miss": "miss bold",
    "chip.plain": "text", "chip.ok": "text", "chip.near": "near", "chip.miss": "miss bold",
}  # fmt: skip
BRIEF = 4
"""Pieces of a read-out that has no figures: pointer, name, gap, heat."""
FEW = 6
"""Cells that a legend needs beside a read-out to say anything."""
TALL = 200
"""Rows of a drawing that is scrolled."""
STATES = {"added": "new", "changed": "text bold", "removed": "faint", "miss": "miss", "focus": "accent bold"}


def picture_style(words: str) -> str:
    """The palette's words for a diagram's dotted style."""
    if not words:
        return "text"
    parts = words.split(".")
    for length in (2, 1):
        base = STYLES.get(".".join(parts[:length]))
        if base is not None:
            break
    else:
        base = "text"
    marks = [STATES[p] for p in parts if p in STATES]
    if parts[0] == "node" and parts[1] == "name":
        marks = [m for m in marks if m != STATES["added"]]
    if parts[0] == "heat":
        marks = []
    return " ".join([base, *marks])


def drawing_rows(drawing: Drawing) -> tuple[Row, ...]:
    """A drawing as rows."""
    return tuple(Row(tuple(Span(display(s.text), picture_style(s.style)) for s in line)) for line in drawing.lines)


@lru_cache(32)
def rows_for(picture: Picture, width: int, most: int) -> int:
    """The fewest rows of a pane, heading and read-out with them, whose drawing is as rich as in `most` rows."""
    form, drawing = draw(picture, width, most - 1).form, draw(picture, width, most - 2)
    if drawing.form != form or not drawing.fits(most - 2):
        return most
    while (lower := draw(picture, width, drawing.height - 1)).form == form and lower.whole_names:
        drawing = lower
    return drawing.height + 2


@lru_cache(32)
def scrolled_rows(picture: Picture, width: int) -> int:
    """The rows of a drawing that is scrolled: the fewest that keep every name in full, so that most of it is seen."""
    drawing = draw(picture, width, TALL)
    while (lower := draw(picture, width, drawing.height - 1)).fits(drawing.height):
        drawing = lower
    return drawing.height


def fitting(picture: Picture, width: int, height: int, part: str | None) -> tuple[Drawing, bool]:
    """The drawing for a pane of so many rows, its heading among them, and whether it takes the read-out's row.

    Where the last row makes the parts larger, they have it, whether or not there is something to read out. A drawing
    that has to be scrolled says more than words that have to be, or than names that are cut.
    """
    drawing = draw(picture, width, max(1, height - 2), part)
    more = draw(picture, width, max(1, height - 1), part)
    tight = more.form != drawing.form or more.whole_names > drawing.whole_names
    if tight:
        drawing = more
    if drawing.form == "outline" or not drawing.whole_names:
        scrolled = draw(picture, width, scrolled_rows(picture, width), part)
        if scrolled.whole_names or drawing.form == "outline":
            drawing = scrolled
    return drawing, tight


def _shared(readout: tuple[Span, ...], legend: Row, width: int) -> Row:
    """The read-out, and at the right of its row as much of the legend as finds room.

    Where that is not all of it, the read-out gives up its figures, which the part's own text tells: name and heat stay.
    """
    brief = (*readout[:3], readout[-1]) if len(readout) > BRIEF else readout
    said = next((one for one in map(Row, (readout, brief)) if one.width + 3 + legend.width <= width), Row(readout))
    room = width - said.width - (3 if readout else 0)
    return beside(said, cut(legend, room), width) if room >= FEW else said


def _headed(title: str, readout: tuple[Span, ...], head: Row) -> Row:
    """The heading with the read-out in the place of its remark, if there is one and it finds room."""
    said = Row(readout)
    room = head.width - said.width - 1
    return Row((*section(title, room).spans, Span(" "), *readout)) if readout and room > cells(title) + 2 else head


class PictureView(Pane, can_focus=True):
    """The picture pane: heading, drawing, and below it what the focused part is."""

    class Focused(Message):
        """A part has the focus; an empty id means none."""

        def __init__(self, part: str) -> None:
            super().__init__()
            self.part = part

    def __init__(self, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.picture: Picture | None = None
        self.title = "Architecture"
        self.remark = ""
        self.part: str | None = None
        self.readout: tuple[Span, ...] = ()
        self._drawing: Drawing | None = None
        self._foot = 0
        """The read-out's place among the rows."""

    def tell(
        self, picture: Picture, title: str, remark: str, part: str | None = None, readout: tuple[Span, ...] = ()
    ) -> None:
        """Show a picture, with the focus on a part or on none."""
        self.picture, self.title, self.remark, self.part, self.readout = picture, title, remark, part, readout
        self.lay_out()

    def lay_out(self) -> None:
        """Draw again for the size at hand."""
        width, height = self.room, self.size.height
        if self.picture is None or not width or not height:
            return
        self._drawing, tight = fitting(self.picture, width, height, self.part)
        head = section(self.title, width, self.remark)
        drawn = drawing_rows(self._drawing)
        room = height - 1 - len(drawn)
        lead = 1 if room >= 3 else 0
        fill = max(0, height - 1 - lead - len(drawn) - 1)
        blank = [Row()] * min(fill, 1 if self.readout else fill)
        last: tuple[Row, ...] = (Row(self.readout),)
        if tight and not room:
            # There is no row left: the read-out shares the legend's, or else the heading's.
            last = (_shared(self.readout, drawn[-1], width),) if self._drawing.legend else ()
            drawn = drawn[:-1] if last else drawn
            head = head if last else _headed(self.title, self.readout, head)
        rows = (head, *[Row()] * lead, *drawn, *blank, *last)
        self._foot = len(rows) - 1 if last and self.readout else 0
        self.show(rows)
        self._lead = 1 + lead
        focused = self._drawing.regions.get(self.part or "")
        if focused is not None and self.deepest:
            # The last row of the pane is the read-out's.
            self.reveal_row(focused.y + self._lead, focused.height + 1)

    @property
    def _held(self) -> bool:
        """Whether the read-out's own row is still below the pane, and stands in its last row meanwhile."""
        return self._foot >= self.top + self.size.height

    def show(self, rows: tuple[Row, ...], *, from_top: bool = False) -> None:
        """As every pane; the row that is held is painted again, too."""
        super().show(rows, from_top=from_top)
        if self._held:
            self.refresh(Region(0, self.size.height - 1, self.size.width, 1))

    def render_line(self, y: int) -> Strip:
        """As every pane, and the read-out in the last row as long as its own is out of sight below."""
        if self._held and y == self.size.height - 1:
            return self._strip(self.rows[self._foot], "▼")
        return super().render_line(y)

    def on_resize(self) -> None:
        """A new size is a new drawing."""
        self.lay_out()

    def parts(self) -> tuple[str, ...]:
        """The ids of the parts, in the author's order."""
        return tuple(p.id for p in self.picture.parts) if self.picture else ()

    def move(self, dx: int, dy: int) -> None:
        """Move the focus one part on; in words, up and down go through the list."""
        parts = self.parts()
        if not parts:
            return
        if self.part is None:
            self.post_message(self.Focused(parts[0]))
            return
        if self._drawing is None or self._drawing.form == "outline":
            at = (parts.index(self.part) + (dx or dy)) % len(parts)
            self.post_message(self.Focused(parts[at]))
            return
        self.post_message(self.Focused(neighbour(self._drawing, self.part, dx, dy)))

    def on_click(self, event: events.Click) -> None:
        """A click on a part sets the focus."""
        event.stop()
        if self._drawing is None:
            return
        y = self.top + event.y - getattr(self, "_lead", 1)
        hit = next((i for i, region in self._drawing.regions.items() if region.holds(event.x, y)), "")
        if hit:
            self.post_message(self.Focused(hit))

"""Architecture pictures as lines of styled segments. Pure; knows no terminal toolkit."""

from casewalk.diagram.cells import Region, Segment, width
from casewalk.diagram.paint import Drawing, draw
from casewalk.diagram.picture import Link, Part, Picture, picture
from casewalk.diagram.words import ASCII, ascii_text, neighbour, outline

__all__ = [
    "ASCII",
    "Drawing",
    "Link",
    "Part",
    "Picture",
    "Region",
    "Segment",
    "ascii_text",
    "draw",
    "neighbour",
    "outline",
    "picture",
    "width",
]

"""Architecture pictures as lines of styled segments. Pure; knows no terminal toolkit."""

from casewalk.diagram.cells import Region, Segment, width
from casewalk.diagram.chart import Chart, Line, chart
from casewalk.diagram.drawing import Drawing, draw, neighbour
from casewalk.diagram.picture import Link, Part, Picture, picture
from casewalk.diagram.words import ASCII, ascii_text, changes, outline

__all__ = [
    "ASCII",
    "Chart",
    "Drawing",
    "Line",
    "Link",
    "Part",
    "Picture",
    "Region",
    "Segment",
    "ascii_text",
    "changes",
    "chart",
    "draw",
    "neighbour",
    "outline",
    "picture",
    "width",
]

"""Cells: how wide text is, how it wraps, and the canvas that a picture is painted on."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass


def width(text: str) -> int:
    """How many terminal cells a text takes."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def wrap(label: str, limit: int) -> tuple[str, ...]:
    """A label as lines of at most `limit` cells where its words allow; broken at spaces and after hyphens."""
    lines: list[str] = []
    line = ""
    for word in label.replace("-", "-\n").replace(" ", " \n").split("\n"):
        if line and width((line + word).rstrip()) > limit:
            lines.append(line.rstrip())
            line = ""
        line += word
    return (*lines, line.rstrip())


@dataclass(frozen=True)
class Segment:
    """Text in one style: a dotted word such as `node.border.added` or `heat.miss.focus`."""

    text: str
    style: str


@dataclass(frozen=True)
class Region:
    """A rectangle of cells."""

    x: int
    y: int
    width: int
    height: int

    def holds(self, x: int, y: int) -> bool:
        """Whether a cell lies in it."""
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height


class Canvas:
    """A grid of styled cells."""

    def __init__(self, wide: int, high: int) -> None:
        self.width, self.height = wide, high
        self.cells = [[(" ", "")] * wide for _ in range(high)]

    def put(self, x: int, y: int, text: str, style: str) -> None:
        """Write text from a cell on; what lies outside is left out."""
        for char in text:
            size = width(char)
            if 0 <= x < self.width and 0 <= y < self.height:
                self.cells[y][x] = (char, style)
                if size == 2 and x + 1 < self.width:
                    self.cells[y][x + 1] = ("", style)
            x += size

    def char(self, x: int, y: int) -> str:
        """The character in a cell; a space outside."""
        return self.cells[y][x][0] if 0 <= x < self.width and 0 <= y < self.height else " "

    def lines(self) -> tuple[tuple[Segment, ...], ...]:
        """The cells as lines of segments, neighbours of one style joined, trailing blanks dropped."""
        return tuple(_joined(row) for row in self.cells)


def _joined(row: list[tuple[str, str]]) -> tuple[Segment, ...]:
    end = len(row)
    while end and row[end - 1] == (" ", ""):
        end -= 1
    segments: list[Segment] = []
    for char, style in row[:end]:
        if segments and segments[-1].style == style:
            segments[-1] = Segment(segments[-1].text + char, style)
        else:
            segments.append(Segment(char, style))
    return tuple(segments)

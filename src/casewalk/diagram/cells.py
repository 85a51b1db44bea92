"""Cells: how wide text is, how it wraps, and the canvas that a picture is painted on."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_BLANK = frozenset("\n\t\r\v\f\x85\u2028\u2029")
_UNSEEN = frozenset({"Mn", "Me", "Cf"})
_UNSHOWN = frozenset({"Cc", "Cs", "Co", "Cn"})


@lru_cache(4096)
def _size(char: str) -> int:
    if unicodedata.category(char) in _UNSEEN:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def width(text: str) -> int:
    """How many terminal cells a text takes; marks that combine with the letter before take none."""
    if text.isascii():
        return len(text)
    return sum(map(_size, text))


def clean(text: str) -> str:
    """Text that a terminal shows in as many cells as `width` says.

    Ends of lines and tabs become spaces; control characters, lone surrogates and what stands for nothing become a
    mark; characters that only steer the text around them are left out: they join and turn what they do not belong to.
    """
    if text.isascii() and text.isprintable():
        return text
    kept: list[str] = []
    for char in text:
        category = unicodedata.category(char)
        if char in _BLANK:
            kept.append(" ")
        elif category in _UNSHOWN:
            kept.append("\ufffd")
        elif category != "Cf" and not "\ufe00" <= char <= "\ufe0f":
            kept.append(char)
    return "".join(kept)


def wrap(text: str, limit: int) -> tuple[str, ...]:
    """Text as lines of at most `limit` cells; a word that is longer is broken anywhere."""
    limit = max(2, limit)
    lines, line, used = list[str](), "", 0
    for word in text.split(" "):
        size = width(word)
        if line and used + 1 + size <= limit:
            line, used = f"{line} {word}", used + 1 + size
            continue
        if line:
            lines.append(line)
        line, used = "", 0
        for char in word:
            if used + width(char) > limit:
                lines.append(line)
                line, used = "", 0
            line, used = line + char, used + width(char)
    return (*lines, line)


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
        if not 0 <= y < self.height:
            return
        row = self.cells[y]
        for char in text:
            size = _size(char)
            if size == 0:
                self._combine(row, x, char)
            elif 0 <= x <= self.width - size:
                row[x] = (char, style)
                if size == 2:
                    row[x + 1] = ("", style)
            x += size

    def _combine(self, row: list[tuple[str, str]], x: int, char: str) -> None:
        """Add a mark to the character that ends before a cell."""
        before = x - 1
        if 0 < before < self.width and not row[before][0]:
            before -= 1
        if 0 <= before < self.width:
            row[before] = (row[before][0] + char, row[before][1])

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

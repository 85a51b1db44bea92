"""Display text: the only way for content to reach the screen. Literal, and nothing in it steers the terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from casewalk.walk.prose import Run, cells

NBSP = "\N{NO-BREAK SPACE}"
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def display(text: str) -> str:
    """Text with everything that is no visible character replaced: controls, bidirectional marks, lone surrogates."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        " " if c in "\n\t" else c if c == "\u200d" or unicodedata.category(c) not in _HIDDEN else "\ufffd" for c in text
    )


@dataclass(frozen=True)
class Span:
    """Text in one style, in the palette's words: `miss bold`."""

    text: str
    style: str = "text"


@dataclass(frozen=True)
class Row:
    """One line of the screen; a selected row stands on its own ground, with a bar at its edge."""

    spans: tuple[Span, ...] = ()
    selected: bool = False
    about: tuple[str, str] | None = None
    """What a click on it does, and to what: `("set", "clickers")`."""

    @property
    def width(self) -> int:
        """Its width in cells."""
        return sum(cells(span.text) for span in self.spans)

    @property
    def text(self) -> str:
        """Its text without styles."""
        return "".join(span.text for span in self.spans)


EMPTY = Row()
RUN_STYLES = {"": "mute", "strong": "text bold", "number": "text bold", "code": "text"}


def row(*spans: Span | str, selected: bool = False) -> Row:
    """A row of spans; bare strings are plain text."""
    return Row(tuple(Span(display(s)) if isinstance(s, str) else s for s in spans), selected)


def span(text: str, style: str = "text") -> Span:
    """Content as a span: literal."""
    return Span(display(text), style)


def left(text: str, width: int, style: str = "text") -> Span:
    """Text padded on its right to a width; longer text stays whole."""
    shown = display(text)
    return Span(shown + " " * max(0, width - cells(shown)), style)


def right(text: str, width: int, style: str = "text") -> Span:
    """Text padded on its left to a width."""
    shown = display(text)
    return Span(" " * max(0, width - cells(shown)) + shown, style)


def prose_rows(lines: Iterable[tuple[Run, ...]], plain: str = "mute") -> tuple[Row, ...]:
    """Wrapped prose as rows; what the model computed is bold."""
    styles = RUN_STYLES | {"": plain}
    return tuple(Row(tuple(Span(display(run.text), styles[run.style]) for run in line)) for line in lines)


def section(title: str, width: int, remark: str = "", remark_style: str = "mute") -> Row:
    """A heading: bold, a thin line to the column's end, at most one remark at the right, which yields to it."""
    room = width - cells(title) - 3
    remark = remark if cells(remark) <= room else cut_text(remark, room) if room > 8 else ""
    rest = width - cells(title) - 1 - (cells(remark) + 1 if remark else 0)
    spans = [span(title, "text bold"), Span(" "), Span("─" * max(0, rest), "rule")]
    if remark:
        spans += [Span(" "), span(remark, remark_style)]
    return Row(tuple(spans))


def packed(rows: tuple[Row, ...], height: int) -> tuple[Row, ...]:
    """Rows without as many of the blank ones, from the first, as would push others out of a height."""
    over, kept = len(rows) - height, list[Row]()
    for line in rows:
        if over > 0 and line is EMPTY:
            over -= 1
        else:
            kept.append(line)
    return tuple(kept)


def clipped(source: Row, width: int) -> Row:
    """A row cut to a width."""
    kept: list[Span] = []
    room = width
    for piece in source.spans:
        size = cells(piece.text)
        if size <= room:
            kept.append(piece)
            room -= size
            continue
        text = ""
        for char in piece.text:
            if cells(text + char) > room:
                break
            text += char
        kept.append(Span(text, piece.style))
        break
    return Row(tuple(kept), source.selected)


def cut(source: Row, width: int, *, more: bool = False) -> Row:
    """A row cut to a width at a word, with a mark; `more` says that something is left out even where it fits."""
    if source.width <= width and not more:
        return source
    if cells(source.text.rstrip(" ")) <= width and not more:
        return clipped(source, width)
    kept = clipped(source, max(0, width - 2))
    if kept.width < source.width and not _breaks_at(source.text, len(kept.text)):
        last = max(kept.text.rstrip(" ").rfind(" "), 0)
        if not kept.text[:last].strip(" ▌"):
            kept = clipped(source, max(0, width - 1))
            return Row((*kept.spans, Span("…", "faint")), source.selected, source.about)
        kept = clipped(source, cells(kept.text[:last]))
    spans = list(kept.spans)
    while spans and not spans[-1].text.strip():
        spans.pop()
    if spans:
        spans[-1] = Span(spans[-1].text.rstrip(" ,;:"), spans[-1].style)
    return Row((*spans, Span(" …", "faint")), source.selected, source.about)


def cut_text(text: str, width: int) -> str:
    """A text cut to a width at a word, with a mark."""
    return cut(row(text), width).text


def _breaks_at(text: str, at: int) -> bool:
    """Whether a word ends before this place."""
    return text[at : at + 1] in {"", " "} or text[at - 1 : at] == " "


def beside(one: Row, other: Row, width: int) -> Row:
    """Two rows, the second flush right in a width; the first is cut where they would meet."""
    gap = width - one.width - other.width
    if gap < 1:
        one = cut(one, max(0, width - other.width - 1))
        gap = max(1, width - one.width - other.width)
    return Row((*one.spans, Span(" " * gap), *other.spans), one.selected)


def changed_cells(old: Row, new: Row) -> tuple[int, int]:
    """The first cell in which two rows differ, and the one after the last; a row goes on blank behind its end."""
    if old.selected != new.selected:
        return 0, UNENDING
    one, other = _cells_of(old), _cells_of(new)
    length = max(len(one), len(other))
    one += [BLANK] * (length - len(one))
    other += [BLANK] * (length - len(other))
    differing = [place for place in range(length) if one[place] != other[place]]
    return (differing[0], differing[-1] + 1) if differing else (0, 0)


UNENDING = 10_000
"""More cells than a row has."""
BLANK = (" ", "text")


def _cells_of(source: Row) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for piece in source.spans:
        if piece.text.isascii():
            found += [(char, piece.style) for char in piece.text]
            continue
        for char in piece.text:
            size = cells(char)
            if size == 0 and found:
                found[-1] = (found[-1][0] + char, piece.style)
            found += [(char, piece.style)] * min(size, 1) + [("", piece.style)] * (size - 1)
    return found

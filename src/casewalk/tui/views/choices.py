"""Lists to choose from: moves, readings, and yes or no; the selected one on its own ground."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from casewalk.tui.text import EMPTY, Row, Span, beside, prose_rows, row, section, span
from casewalk.walk.prose import Block, cells, wrap

SURE = (("low", "under 67 %", "< 67"), ("middle", "67 to 80 %", "67-80"), ("high", "over 80 %", "> 80 %"))


NARROW = 66


@dataclass(frozen=True)
class Option:
    """One thing to choose: its digit, its name, what stands at the right, and what explains it."""

    digit: int
    label: str
    aside: str = ""
    how: tuple[Block, ...] = ()
    locked: str = ""
    """Why it cannot be chosen, in a few words; `locked` stands for them where there is no room."""
    note: tuple[Block, ...] = ()
    """What would explain it; it stands below, where it is locked and there is room."""
    brief: str = ""
    """What stands at the right where there is little room."""


@dataclass(frozen=True)
class Choices:
    """Rows of a list, and for each option the first of its rows, so that a click finds it."""

    rows: tuple[Row, ...]
    starts: tuple[int, ...]


def _label(option: Option, width: int, *, selected: bool) -> Row:
    bar = Span("▌ " if selected else "  ", "accent")
    digit = span(f"{option.digit}", "accent bold")
    name = "faint" if option.locked else "text bold"
    aside = option.aside
    if option.locked:
        aside = option.locked if cells(option.label) + cells(option.locked) + 8 <= width else "locked"
    whole = beside(Row((bar, digit, Span("  "), span(option.label, name))), row(span(aside, "text"), " "), width)
    return Row(whole.spans, selected)


def _how(option: Option, width: int, *, selected: bool, noted: bool = True) -> list[Row]:
    lines = prose_rows(wrap(option.how, width - 6))
    if option.note and noted:
        lines = (*lines, *prose_rows(wrap(option.note, width - 6)))
    bar = Span("▌    " if selected else "     ", "accent")
    return [Row((bar, *line.spans), selected) for line in lines]


def _named(option: Option, width: int, *, selected: bool) -> list[Row]:
    """An option that nothing explains: what stands at its right goes below where it would cut the name."""
    if option.how or cells(option.label) + cells(option.aside) + 7 <= width:
        return [_label(option, width, selected=selected)]
    bar = Span("▌ " if selected else "  ", "accent")
    below = beside(Row((bar,)), row(span(option.aside, "text"), " "), width)
    return [_label(replace(option, aside=""), width, selected=selected), Row(below.spans, selected)]


def _full(options: Sequence[Option], width: int, chosen: int | None) -> Choices:
    """Every option with what explains it."""
    rows: list[Row] = []
    starts: list[int] = []
    for index, option in enumerate(options):
        starts.append(len(rows))
        rows += _named(option, width, selected=index == chosen)
        rows += _how(option, width, selected=index == chosen)
    return Choices(tuple(rows), tuple(starts))


def _detail(options: Sequence[Option], width: int, chosen: int | None, *, noted: bool) -> list[Row]:
    """What explains the selected one; as many rows as the longest takes, so that nothing below moves."""
    each = [_how(o, width, selected=False, noted=noted) for o in options]
    place = max(map(len, each), default=0)
    found = [row(Span("     pick one to read how it works", "faint"))] if chosen is None else each[chosen]
    return [*found, *[EMPTY] * (place - len(found))]


def _short(options: Sequence[Option], width: int, chosen: int | None, *, noted: bool = True) -> Choices:
    """One row an option, and a kept place below where what explains the selected one stands whole."""
    rows = [_label(o, width, selected=i == chosen) for i, o in enumerate(options)]
    return Choices((*rows, EMPTY, *_detail(options, width, chosen, noted=noted)), tuple(range(len(options))))


def _priced(options: Sequence[Option], width: int) -> list[Option]:
    """The options with all that stands at their right, or all in brief where it would cut the name of one of them."""
    fits = all(cells(o.label) + cells(o.aside) + 7 <= width for o in options if not o.locked)
    whole = fits and width >= NARROW
    return [o if whole or not o.brief else replace(o, aside=o.brief) for o in options]


def _spaced(full: Choices) -> Choices:
    """A list in full, with a blank row between its options."""
    rows: list[Row] = []
    starts: list[int] = []
    for start, end in pairwise((*full.starts, len(full.rows))):
        rows += [EMPTY] if rows else []
        starts.append(len(rows))
        rows += full.rows[start:end]
    return Choices(tuple(rows), tuple(starts))


def choices(options: Sequence[Option], width: int, room: int, chosen: int | None, spared: int = 0) -> Choices:
    """The list in full where it and `spared` rows fit in `room`, with blank rows between if they fit; else a row each.

    What explains the selected one then stands below, whole, in a kept place. Where nothing explains them, each is its
    name, whole where there is room. What explains a lock goes where there is no room for it and the spared rows.
    No row stands elsewhere when another is selected, and none is ever cut to fit.
    """
    options = _priced(options, width)
    full = _full(options, width, chosen)
    for listed in (_spaced(full), full):
        if len(listed.rows) + spared <= room:
            return listed
    if not any(option.how for option in options):
        rows = [_label(o, width, selected=i == chosen) for i, o in enumerate(options)]
        return Choices(tuple(rows), tuple(range(len(options))))
    short = _short(options, width, chosen)
    return short if len(short.rows) + spared <= room else _short(options, width, chosen, noted=False)


def confidence(sure: str | None, width: int, *, open_: bool) -> Row:
    """How sure: three steps, the chosen one filled. Faint until a move is picked."""
    spans: list[Span] = [Span("How sure?", "text bold" if open_ else "faint"), Span("  ")]
    for name, words, short in SURE:
        chosen = name == sure
        text = words if width >= NARROW else short
        spans += [Span("● " if chosen else "○ ", "accent" if chosen else "faint")]
        spans += [Span(text.replace(" %", "\xa0%"), "text" if chosen else "mute" if open_ else "faint"), Span("   ")]
    steps, remark = Row(tuple(spans)), row(Span("the first one stays", "faint"))
    return beside(steps, remark, width) if steps.width + remark.width <= width else steps


def question(ask: str, width: int) -> tuple[Row, ...]:
    """A question as a heading; a long one takes two lines."""
    if cells(ask) <= width - 4:
        return (section(ask, width),)
    words, first = ask.split(" "), ""
    while len(words) > 2 and cells(f"{first} {words[0]}") <= width:
        first = f"{first} {words.pop(0)}".strip()
    return (row(span(first, "text bold")), section(" ".join(words), width))

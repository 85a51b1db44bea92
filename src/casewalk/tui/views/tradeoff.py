"""The trade-off table: every move against every metric, with cost and verdict, in three widths."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from casewalk.numbers import NBSP
from casewalk.tui.text import EMPTY, Row, Span, left, right, row, section, span
from casewalk.walk.prose import cells, inside
from casewalk.walk.tradeoff import Cell, Column, TradeOff, weeks_text
from casewalk.walk.tradeoff import Row as MoveRow
from casewalk.walk.verdicts import Verdict

VERDICT_STYLES = {Verdict.FITS: "ok", Verdict.OVERBUILDS: "near", Verdict.BREAKS: "miss"}
MARKS = {Verdict.FITS: "✓", Verdict.OVERBUILDS: "▲", Verdict.BREAKS: "✗"}
NAME, COST, WEEKS, VERDICT = 24, 9, 7, 14
WIDE_VERDICT = 20
NO_NOTES: Mapping[str, tuple[Span, ...]] = {}
SYMBOL = 3
"""A unit of up to so many cells stays with each value: `%`, `ms`, `min`."""


@dataclass(frozen=True)
class Roles:
    """Whose row is whose."""

    product: str
    yours: str
    sure: str


def sure_words(sure: str) -> str:
    """How sure, to follow `you,`."""
    return {"low": "under 67\xa0%", "middle": "sure to 80\xa0%", "high": "over 80\xa0%"}.get(sure, "")


def missed_names(table: TradeOff, move: MoveRow) -> tuple[str, ...]:
    """What a move misses, in the short names of the table's columns."""
    return tuple(column.name for column, cell in zip(table.columns, move.cells, strict=True) if not cell.met)


def _head(column: Column, width: int) -> tuple[str, str]:
    words = column.name.split(" ")
    if len(words) == 1 or cells(column.name) <= width - 2:
        return "", column.name
    half = max(1, len(words) // 2)
    return " ".join(words[:half]), " ".join(words[half:])


def _value(column: Column, cell: Cell) -> str:
    """A value, with the move's own target if it has one; without a long unit that the target above shows already."""
    noun = column.target.rsplit(NBSP, 1)[-1]
    if cells(noun) <= SYMBOL:
        return f"{cell.text} {cell.limit}".rstrip()
    return " ".join(text.removesuffix(f"{NBSP}{noun}") for text in (cell.text, cell.limit) if text)


def _column_width(table: TradeOff, index: int) -> int:
    column = table.columns[index]
    values = max((cells(_value(column, r.cells[index])) for r in table.rows), default=0) + 2
    heads = max(cells(w) for w in _head(column, 0)) + 2
    return max(values, heads, cells(column.target) + 2, 9) + 1


def shown_columns(table: TradeOff, width: int, first: int) -> range:
    """Which metrics fit, from `first` on; the rest is for the arrow keys."""
    room = width - NAME - COST - (WEEKS + WIDE_VERDICT if width >= 100 else VERDICT)
    last = first
    while last < len(table.columns) and room >= _column_width(table, last):
        room -= _column_width(table, last)
        last += 1
    return range(first, max(last, min(first + 1, len(table.columns))))


def _heads(table: TradeOff, shown: range, *, weeks: bool) -> list[Row]:
    widths = [_column_width(table, i) for i in shown]
    heads = [_head(table.columns[i], w) for i, w in zip(shown, widths, strict=True)]
    lines: list[Row] = []
    for line in (0, 1):
        spans = [left("", NAME)]
        spans += [right(h[line] + "  ", w, "mute") for h, w in zip(heads, widths, strict=True)]
        spans.append(right(("First", "year")[line], COST, "mute"))
        if weeks:
            spans.append(right(("", "Weeks")[line], WEEKS, "mute"))
        spans.append(Span(("", "   Verdict")[line], "mute"))
        lines.append(Row(tuple(spans)))
    targets = [left("target", NAME, "faint")]
    targets += [right(table.columns[i].target + "  ", w, "faint") for i, w in zip(shown, widths, strict=True)]
    targets.append(right("least", COST, "faint"))
    return [*lines, Row(tuple(targets))]


def _cells(move: MoveRow, table: TradeOff, shown: range) -> list[Span]:
    spans: list[Span] = []
    for i in shown:
        cell, width = move.cells[i], _column_width(table, i)
        spans.append(right(_value(table.columns[i], cell), width - 2, "mute" if cell.met else "miss bold"))
        spans.append(Span(" ✓" if cell.met else " ✗", "faint" if cell.met else "miss"))
    return spans


def _under(move: MoveRow, roles: Roles) -> Span:
    """What stands under a move's name: whose it is."""
    if move.move == roles.yours:
        both = "you and the product" if roles.yours == roles.product else f"you, {sure_words(roles.sure)}"
        return span(f"▸ {both}", "accent")
    return span("◆ the product", "text") if move.move == roles.product else Span("")


def _with_hidden(move: MoveRow, table: TradeOff, shown: range, room: int) -> str:
    """The reason, and the misses in columns out of sight that it does not name: as many as there is room for."""
    found = [
        inside(column.name)
        for i, (column, cell) in enumerate(zip(table.columns, move.cells, strict=True))
        if not cell.met and i not in shown and column.metric != move.named
    ]
    for count in range(len(found), 0, -1):
        rest = f" +{len(found) - count}" if count < len(found) else ""
        text = f"{move.reason}; and {', '.join(found[:count])}{rest}"
        if cells(text) <= room:
            return text
    return move.reason


def _move_rows(
    move: MoveRow,
    table: TradeOff,
    shown: range,
    roles: Roles,
    width: int,
    note: tuple[Span, ...] = (),
    *,
    brief: bool = False,
) -> list[Row]:
    mine = move.move == roles.yours
    wide = width >= 100
    colour = VERDICT_STYLES[move.verdict]
    name = [Span("▌" if mine else " ", "accent"), span(f"{move.digit}", "accent bold" if mine else "mute"), Span(" ")]
    first = [*name, left(move.name, NAME - 3, "text bold"), *_cells(move, table, shown), right(move.cost, COST, "text")]
    if wide:
        first.append(right(move.weeks, WEEKS, "mute"))
    first += [Span("   " if wide else "  "), Span(f"{MARKS[move.verdict]} {move.verdict}", f"{colour} bold")]
    if brief:
        return [Row(tuple(first), mine)]
    whose = _under(move, roles)
    reason = move.reason if wide else _with_hidden(move, table, shown, width - NAME - 3)
    if wide:
        # The reason stands under the verdict; a long one begins further left.
        indent = min(sum(cells(s.text) for s in first) - cells(str(move.verdict)), width - cells(reason)) - NAME
        under = [Span("▌  " if mine else "   ", "accent"), left(whose.text, NAME - 3, whose.style)]
        # In between is room for a note; one that would touch the reason is left out.
        told = Row((Span("  "), *note)) if note else Row()
        told = told if told.width + 2 <= indent else Row()
        under += [*told.spans, Span(" " * max(0, indent - told.width)), span(reason, "mute")]
    else:
        under = [Span("▌  " if mine else "   ", "accent"), left(whose.text, NAME, whose.style), span(reason, "mute")]
    return [Row(tuple(first), mine), Row(tuple(under), mine)]


def _one_move(table: TradeOff, at: int, roles: Roles, width: int) -> tuple[Row, ...]:
    """One move a page, for narrow screens."""
    move = table.rows[at % len(table.rows)]
    colour = VERDICT_STYLES[move.verdict]
    whose = _under(move, roles)
    rows = [
        section(f"{move.digit} {move.name}", width, f"{at % len(table.rows) + 1} of {len(table.rows)}"),
        Row((Span(f"{MARKS[move.verdict]} {move.verdict}", f"{colour} bold"), Span("  "), span(move.reason, "mute"))),
        Row((whose,)),
        Row((span(f"first year {move.cost}, {weeks_text(move.weeks)}", "mute"),)),
        EMPTY,
    ]
    for column, cell in zip(table.columns, move.cells, strict=True):
        mark = Span("✓ ", "faint") if cell.met else Span("✗ ", "miss")
        value = right(cell.text, 15, "mute" if cell.met else "miss bold")
        rows.append(Row((mark, left(column.name, 17, "mute"), value, right(cell.limit or column.target, 19, "faint"))))
    return tuple(rows)


def trade_off_view(
    table: TradeOff,
    roles: Roles,
    width: int,
    first: int = 0,
    *,
    brief: bool = False,
    turn: str = "←→",
    notes: Mapping[str, tuple[Span, ...]] = NO_NOTES,
) -> tuple[Row, ...]:
    """The table; `first` is the first metric shown, or on a narrow screen the move shown.

    `brief` leaves out whose a row is and the reasons; `turn` is the key that shows other metrics. `notes` are shown on
    a wide screen under a move's metrics.
    """
    if width < 70:
        return _one_move(table, first, roles, width)
    shown = shown_columns(table, width, first)
    remark = "every move, computed"
    if len(shown) < len(table.columns):
        remark = f"metrics {shown.start + 1} to {shown.stop} of {len(table.columns)}, {turn}"
    rows = [section("Trade-off", width, remark)]
    rows += _heads(table, shown, weeks=width >= 100)
    rows.append(row(Span("─" * width, "rule")))
    for move in table.rows:
        rows += _move_rows(move, table, shown, roles, width, notes.get(move.move, ()), brief=brief)
    return tuple(rows)

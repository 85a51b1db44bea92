"""The trade-off table: every move against every metric, with cost and verdict, in three widths."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from casewalk.numbers import NBSP
from casewalk.tui.text import EMPTY, Row, Span, left, right, row, section, span
from casewalk.tui.views.story import lines
from casewalk.walk.prose import cells, inside
from casewalk.walk.tradeoff import Cell, Column, TradeOff, weeks_text
from casewalk.walk.tradeoff import Row as MoveRow
from casewalk.walk.verdicts import Verdict

VERDICT_STYLES = {Verdict.FITS: "ok", Verdict.OVERBUILDS: "near", Verdict.BREAKS: "miss"}
MARKS = {Verdict.FITS: "✓", Verdict.OVERBUILDS: "▲", Verdict.BREAKS: "✗"}
NAME, COST, WEEKS, VERDICT = 24, 8, 6, 14
"""The widest name of a move with its digit, the narrowest cost, weeks, and the verdict with the gap before it."""
TITLE = 18
"""Cells of the heading that its title, a piece of its line and the gaps take."""
WIDE, WIDE_VERDICT = 100, 20
SPREAD = 3
"""Cells that a column takes at most of what is left over."""
LEAST, LONG = 7, 10
"""The narrowest value with its mark; a target beyond so many cells takes two rows where its unit is long."""
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
    one = noun.removesuffix("s")
    shown = (text.removesuffix(f"{NBSP}{one}s").removesuffix(f"{NBSP}{one}") for text in (cell.text, cell.limit))
    return " ".join(text for text in shown if text)


def _column_width(table: TradeOff, index: int) -> int:
    """Wide enough for values with their marks; head and target may stand over the mark's cells, too."""
    column = table.columns[index]
    values = max((cells(_value(column, r.cells[index])) for r in table.rows), default=0) + 2
    heads = max(cells(w) for w in _head(column, 0))
    targets = max(cells(w) for w in _target(column))
    return max(column.least, max(values, heads, targets, LEAST) + 1)


def _target(column: Column) -> tuple[str, str]:
    """A target; the name of a long unit goes to a second row."""
    limit, _, noun = column.target.rpartition(NBSP)
    long = cells(noun) > LEAST and cells(column.target) > LONG and not any(c.isdigit() for c in noun)
    return (limit, noun) if long else (column.target, "")


def _name_width(table: TradeOff) -> int:
    """Columns for digit and name of a move; the column after them begins with a gap."""
    return min(NAME, max((cells(move.name) for move in table.rows), default=0) + 3)


def _cost_width(table: TradeOff) -> int:
    """Columns for the cost, and for the most that fits, which stands over it."""
    return max(COST, cells(f"≤ {table.most}") + 1, table.least)


def needed(table: TradeOff) -> tuple[dict[str, int], int]:
    """The cells that each metric takes, and the cost: what a table keeps whose values move, see `Column.least`."""
    return {c.metric: _column_width(table, n) for n, c in enumerate(table.columns)}, _cost_width(table)


def _room(table: TradeOff, width: int) -> int:
    """Columns for metrics."""
    return width - _name_width(table) - _cost_width(table) - WEEKS - (WIDE_VERDICT if width >= WIDE else VERDICT)


def _widths(table: TradeOff, shown: range, width: int) -> dict[int, int]:
    """How wide each column stands: as it needs, and a few cells of what is left over."""
    needed = {index: _column_width(table, index) for index in shown}
    spare = (_room(table, width) - sum(needed.values())) // max(1, len(needed))
    return {index: size + max(0, min(SPREAD, spare)) for index, size in needed.items()}


def shown_columns(table: TradeOff, width: int, first: int) -> range:
    """Which metrics fit, from `first` on; the rest is for the arrow keys."""
    room, last = _room(table, width), first
    while last < len(table.columns) and room >= _column_width(table, last):
        room -= _column_width(table, last)
        last += 1
    return range(first, max(last, min(first + 1, len(table.columns))))


def _over(text: str, width: int, style: str) -> Span:
    """A head over numbers: it ends where they end, or as much further to the right as it needs."""
    return right(text + " " * max(0, min(2, width - 1 - cells(text))), width, style)


def _heads(table: TradeOff, shown: Mapping[int, int]) -> list[Row]:
    widths = tuple(shown.values())
    heads = [_head(table.columns[i], w) for i, w in shown.items()]
    targets = [_target(table.columns[i]) for i in shown]
    name, cost = _name_width(table), _cost_width(table)
    lines: list[Row] = []
    for line in (0, 1):
        spans = [left("", name), *(_over(h[line], w, "mute") for h, w in zip(heads, widths, strict=True))]
        spans.append(right(("First", "year")[line], cost, "mute"))
        spans.append(right(("", "Weeks")[line], WEEKS, "mute"))
        spans.append(Span(("", "  Verdict")[line], "mute"))
        lines.append(Row(tuple(spans)))
    for line in (0, 1) if any(noun for _, noun in targets) else (0,):
        spans = [left(("target", "")[line], name, "faint")]
        spans += [_over(t[line], w, "faint") for t, w in zip(targets, widths, strict=True)]
        most = f"≤{NBSP}{table.most}" if table.most else "least"
        lines.append(Row((*spans, right((most, "")[line], cost, "faint"))))
    return lines


def _cells(move: MoveRow, table: TradeOff, shown: Mapping[int, int]) -> list[Span]:
    spans: list[Span] = []
    for i, width in shown.items():
        cell = move.cells[i]
        spans.append(right(_value(table.columns[i], cell), width - 2, "mute" if cell.met else "miss bold"))
        spans.append(Span(" ✓" if cell.met else " ✗", "faint" if cell.met else "miss"))
    return spans


def _under(move: MoveRow, roles: Roles) -> Span:
    """What stands under a move's name: whose it is."""
    if move.move == roles.yours:
        both = "you and the product" if roles.yours == roles.product else f"you, {sure_words(roles.sure)}"
        return span(f"▸ {both}", "accent")
    return span("◆ the product", "text") if move.move == roles.product else Span("")


def _with_hidden(move: MoveRow, table: TradeOff, shown: Mapping[int, int], room: int) -> str:
    """The reason, and each miss in a column out of sight that it does not name, as many as there is room for."""
    found = [
        inside(column.name)
        for i, (column, cell) in enumerate(zip(table.columns, move.cells, strict=True))
        if not cell.met and i not in shown and column.metric != move.named
    ]
    for count in range(len(found), 0, -1):
        rest = f", {len(found) - count} more" if count < len(found) else ""
        text = f"{move.reason}, also {', '.join(f'{MARKS[Verdict.BREAKS]} {name}' for name in found[:count])}{rest}"
        if cells(text) <= room:
            return text
    return move.reason


def _move_rows(
    move: MoveRow,
    table: TradeOff,
    shown: Mapping[int, int],
    roles: Roles,
    width: int,
    note: tuple[Span, ...] = (),
    *,
    brief: bool = False,
) -> list[Row]:
    mine = move.move == roles.yours
    wide = width >= WIDE
    colour = VERDICT_STYLES[move.verdict]
    name = [Span("▌" if mine else " ", "accent"), span(f"{move.digit}", "accent bold" if mine else "mute"), Span(" ")]
    first = [*name, left(move.name, _name_width(table) - 3, "text bold"), *_cells(move, table, shown)]
    first += [right(move.cost, _cost_width(table), "text"), right(move.weeks, WEEKS, "mute")]
    first += [Span("  "), Span(f"{MARKS[move.verdict]} {move.verdict}", f"{colour} bold")]
    if brief:
        return [Row(tuple(first), mine)]
    whose = _under(move, roles)
    reason = move.reason if wide else _with_hidden(move, table, shown, width - NAME - 3)
    if wide:
        # The reason stands under the verdict; a long one begins further left, and a note moves it to the right.
        most = width - cells(reason) - NAME
        indent = min(sum(cells(s.text) for s in first) - cells(str(move.verdict)) - NAME, most)
        under = [Span("▌  " if mine else "   ", "accent"), left(whose.text, NAME - 3, whose.style)]
        # A note that would touch the reason all the same is left out.
        told = Row((Span("  "), *note)) if note else Row()
        indent = max(indent, min(told.width + 2, most))
        told = told if told.width + 2 <= indent else Row()
        under += [*told.spans, Span(" " * max(0, indent - told.width)), span(reason, "mute")]
    else:
        under = [Span("▌  " if mine else "   ", "accent"), left(whose.text, NAME, whose.style), span(reason, "mute")]
    return [Row(tuple(first), mine), Row(tuple(under), mine)]


def _one_move(table: TradeOff, at: int, roles: Roles, width: int) -> tuple[Row, ...]:
    """One move a page, for narrow screens."""
    move = table.rows[at % len(table.rows)]
    colour = VERDICT_STYLES[move.verdict]
    whose, most = _under(move, roles), f" of at most {table.most}" if table.most else ""
    rows = [
        section(f"{move.digit} {move.name}", width, f"{at % len(table.rows) + 1} of {len(table.rows)}"),
        Row((Span(f"{MARKS[move.verdict]} {move.verdict}", f"{colour} bold"), Span("  "), span(move.reason, "mute"))),
        Row((whose,)),
        Row((span(f"first year {move.cost}{most}, {weeks_text(move.weeks)}", "mute"),)),
        EMPTY,
    ]
    name = max((cells(column.name) for column in table.columns), default=0) + 1
    size = max((cells(cell.text) for cell in move.cells), default=0)
    for column, cell in zip(table.columns, move.cells, strict=True):
        mark = Span("✓ ", "faint") if cell.met else Span("✗ ", "miss")
        value = right(cell.text, size, "mute" if cell.met else "miss bold")
        limit = right(cell.limit or column.target, width - name - size - 2, "faint")
        rows.append(Row((mark, left(column.name, name, "mute"), value, limit)))
    return (*rows, EMPTY, *lines(table.most_text, width))


def trade_off_view(
    table: TradeOff,
    roles: Roles,
    width: int,
    first: int = 0,
    *,
    brief: bool = False,
    turn: str = "←→",
    notes: Mapping[str, tuple[Span, ...]] = NO_NOTES,
    left: Sequence[str] = (),
) -> tuple[Row, ...]:
    """The table; `first` is the first metric shown, or on a narrow screen the move shown.

    `left`, what the road's move leaves for a later one in more and in fewer words, goes into the heading.

    `brief` leaves out whose a row is and the reasons; `turn` is the key that shows other metrics. `notes` are shown on
    a wide screen under a move's metrics.
    """
    if width < 70:
        return _one_move(table, first, roles, width)
    shown = shown_columns(table, width, first)
    turning = ""
    if len(shown) < len(table.columns):
        turning = f"metrics {shown.start + 1} to {shown.stop} of {len(table.columns)}, {turn}"
    told = [f"{text}   {turning}".rstrip() for text in left if cells(text) + cells(turning) + TITLE <= width]
    rows = [section("Trade-off", width, next(iter(told), turning or "every move, computed"))]
    widths = _widths(table, shown, width)
    rows += _heads(table, widths)
    rows.append(row(Span("─" * width, "rule")))
    for move in table.rows:
        rows += _move_rows(move, table, widths, roles, width, notes.get(move.move, ()), brief=brief)
    return tuple(rows) if brief else (*rows, *lines(table.most_text, width))

"""The trade-off table: every move against every metric, with cost and verdict, in three widths."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from casewalk.numbers import NBSP
from casewalk.tui.text import EMPTY, Row, Span, left, right, row, section, span
from casewalk.tui.views.story import lines
from casewalk.walk.prose import cells, inside
from casewalk.walk.tradeoff import Cell, Column, TradeOff, weeks_text
from casewalk.walk.tradeoff import Row as MoveRow
from casewalk.walk.verdicts import Verdict

VERDICT_STYLES = {Verdict.FITS: "ok", Verdict.OVERBUILDS: "near", Verdict.BREAKS: "miss"}
MARKS = {Verdict.FITS: "✓", Verdict.OVERBUILDS: "▲", Verdict.BREAKS: "✗"}
NAME, WHOSE, COST, WEEKS, VERDICT = 24, 22, 7, 5, 12
"""The widest name of a move with its digit, the cells that whose it is takes, the narrowest cost, weeks, a verdict."""
TITLE = 18
"""Cells of the heading that its title, a piece of its line and the gaps take."""
WIDE, INSET, REASON = 100, 2, 24
"""From which width the reason stands under the verdict, how far it is set in there, and the longest told in full."""
GAP, SPREAD = 2, 12
"""Cells before each column, and those that it takes at most of what is left over."""
LEAST, LONG = 7, 10
"""The narrowest value with its mark; a target beyond so many cells takes two rows where its unit is long."""
TOLD = 44
"""Cells of a second row that are for what is told of a move, before its own targets take their names."""
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


def _value(table: TradeOff, index: int, cell: Cell, *, brief: bool) -> str:
    """A value; without a long unit that the target above shows already, unless a move has a target of its own.

    In `brief`, where no second row tells that one, it follows the value: `6.67 ≤ 20 Gbit/s`.
    """
    noun = table.columns[index].target.rsplit(NBSP, 1)[-1]
    if cell.limit and brief:
        own = cell.limit.rsplit(NBSP, 1)[-1]
        return f"{cell.text.removesuffix(f'{NBSP}{own}')} {cell.limit}"
    if cells(noun) <= SYMBOL or any(row.cells[index].limit for row in table.rows):
        return cell.text
    counted, slash, per = noun.partition("/")
    one = counted.removesuffix("s")
    return cell.text.removesuffix(f"{NBSP}{one}s{slash}{per}").removesuffix(f"{NBSP}{one}{slash}{per}")


def _column_width(table: TradeOff, index: int, *, brief: bool) -> int:
    """Wide enough for values with their marks; head and target may stand over the mark's cells, too."""
    column = table.columns[index]
    values = max((cells(_value(table, index, r.cells[index], brief=brief)) for r in table.rows), default=0) + 2
    heads = max(cells(w) for w in _head(column, 0))
    targets = max(cells(w) for w in _target(column))
    return max(column.least, values, heads, targets, LEAST)


def _target(column: Column) -> tuple[str, str]:
    """A target; the name of a long unit goes to a second row."""
    limit, _, noun = column.target.rpartition(NBSP)
    long = cells(noun) > LEAST and cells(column.target) > LONG and not any(c.isdigit() for c in noun)
    return (limit, noun) if long else (column.target, "")


@dataclass(frozen=True)
class _Plan:
    """Where the columns of a table stand: name, metrics, cost, weeks, and the verdict at `verdict`, as at any metrics.

    Widths are without the `gap` before a column. A reason under the verdict has `told` cells.
    """

    name: int
    needed: tuple[int, ...]
    gap: int
    cost: int
    verdict: int
    told: int
    brief: bool

    @property
    def room(self) -> int:
        """Columns for metrics with their gaps."""
        return self.verdict - self.name - self.cost - WEEKS - 3 * GAP

    @property
    def told_at(self) -> int:
        """Where the second row of a move goes on on a wide screen: where the first metric begins."""
        return self.name + self.gap

    @property
    def told_room(self) -> int:
        """Cells from there to the gap before the verdict's column."""
        return self.verdict - GAP - self.told_at

    def shown(self, first: int) -> range:
        """Which metrics fit, from one on; one at least."""
        room, last = self.room, first
        while last < len(self.needed) and room >= self.gap + self.needed[last]:
            room -= self.gap + self.needed[last]
            last += 1
        return range(first, max(last, min(first + 1, len(self.needed))))

    def widths(self, shown: range) -> dict[int, int]:
        """How wide each metric stands with its gap: the first as it needs, others with a share of what is left over.

        So does the cost, which takes the rest.
        """
        spare = self.room - sum(self.gap + self.needed[index] for index in shown)
        share = max(0, min(SPREAD, spare // max(1, len(shown))))
        return {index: self.gap + self.needed[index] + (share if index > shown.start else 0) for index in shown}

    def cost_width(self, widths: Mapping[int, int]) -> int:
        """Columns of the cost with what is left over before it."""
        return self.verdict - GAP - WEEKS - GAP - self.name - sum(widths.values())


def _plan(table: TradeOff, width: int, *, brief: bool) -> _Plan:
    """The columns of a table in a width.

    Reasons are told in full as far as that takes no metric from the first ones in sight, and else in short words.
    """
    told = width >= WIDE and not brief
    name = max([cells(move.name) + 3 for move in table.rows] + [WHOSE * told])
    needed = tuple(_column_width(table, index, brief=brief) for index in range(len(table.columns)))
    cost = max([COST, table.least, cells(f"≤ {table.most}"), *(cells(move.cost) for move in table.rows)])
    least = _Plan(min(name, NAME), needed, GAP, cost, width - VERDICT, 0, brief)
    if not told:
        pairs = (needed[n : n + 2] for n in range(max(1, len(needed) - 1)))
        tight = any(sum(pair) + GAP * len(pair) > least.room for pair in pairs)
        return replace(least, gap=GAP - 1) if tight else least
    briefest = max((cells(move.brief) for move in table.rows), default=0)
    full = (size for size in (cells(move.reason) for move in table.rows) if size <= REASON)
    sizes = {max(size, briefest, VERDICT - INSET) for size in (*full, briefest)}
    plans = [replace(least, verdict=width - INSET - size, told=size) for size in sorted(sizes, reverse=True)]
    return next((plan for plan in plans if plan.shown(0) == plans[-1].shown(0)), least)


def needed(table: TradeOff) -> tuple[dict[str, int], int]:
    """The cells that each metric takes, and the cost: what a table keeps whose values move, see `Column.least`."""
    plan = _plan(table, WIDE, brief=True)
    return {column.metric: size for column, size in zip(table.columns, plan.needed, strict=True)}, plan.cost


def shown_columns(table: TradeOff, width: int, first: int, *, brief: bool = False) -> range:
    """Which metrics fit, from `first` on; the rest is for the arrow keys."""
    return _plan(table, width, brief=brief).shown(first)


def _over(text: str, width: int, style: str) -> Span:
    """A head over numbers: it ends where they end, or as much further to the right as it needs."""
    return right(text + " " * max(0, min(2, width - cells(text))), width, style)


def _heads(table: TradeOff, plan: _Plan, shown: Mapping[int, int]) -> list[Row]:
    heads = [_head(table.columns[i], plan.needed[i]) for i in shown]
    targets = [_target(table.columns[i]) for i in shown]

    def over(texts: Sequence[tuple[str, str]], line: int, style: str) -> list[Span]:
        """The metrics' texts on a line, each within its column and after the gap before it."""
        sized = zip(texts, shown.items(), strict=True)
        pairs = ((Span(" " * (w - plan.needed[i])), _over(t[line], plan.needed[i], style)) for t, (i, w) in sized)
        return [piece for pair in pairs for piece in pair]

    lines: list[Row] = []
    cost = plan.cost_width(shown)
    for line in (0, 1):
        spans = [left("", plan.name), *over(heads, line, "mute")]
        spans.append(right(("First", "year")[line], cost, "mute"))
        spans.append(right(("", "Weeks")[line], GAP + WEEKS, "mute"))
        spans.append(Span(("", " " * GAP + "Verdict")[line], "mute"))
        lines.append(Row(tuple(spans)))
    for line in (0, 1) if any(noun for _, noun in targets) else (0,):
        most = f"≤{NBSP}{table.most}" if table.most else "least"
        spans = [left(("target", "")[line], plan.name, "faint"), *over(targets, line, "faint")]
        lines.append(Row((*spans, right((most, "")[line], cost, "faint"))))
    return lines


def _cells(move: MoveRow, table: TradeOff, plan: _Plan, shown: Mapping[int, int]) -> list[Span]:
    spans: list[Span] = []
    for i, width in shown.items():
        cell = move.cells[i]
        value = _value(table, i, cell, brief=plan.brief)
        spans.append(right(value, width - 2, "mute" if cell.met else "miss bold"))
        spans.append(Span(" ✓" if cell.met else " ✗", "faint" if cell.met else "miss"))
    return spans


def _own_limits(move: MoveRow, table: TradeOff, shown: Iterable[int], room: int) -> str:
    """The targets of its own that a move has among the metrics in sight: `page bytes ≤ 20 Gbit/s`.

    Without their names where these would leave less of the room than `TOLD`: `limit 20 Gbit/s`.
    """
    own = [(inside(table.columns[i].name), move.cells[i].limit) for i in shown if move.cells[i].limit]
    named = ", ".join(f"{name} {limit}" for name, limit in own)
    if not own or cells(named) + GAP + TOLD <= room:
        return named
    return f"limit {', '.join(limit.partition(NBSP)[2] for _, limit in own)}"


def _under(move: MoveRow, roles: Roles) -> Span:
    """What stands under a move's name: whose it is."""
    if move.move == roles.yours:
        both = "you ◆ the product" if roles.yours == roles.product else f"you, {sure_words(roles.sure)}"
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
    plan: _Plan,
    shown: Mapping[int, int],
    roles: Roles,
    width: int,
    note: tuple[Span, ...] = (),
) -> list[Row]:
    mine = move.move == roles.yours
    colour = VERDICT_STYLES[move.verdict]
    name = [Span("▌" if mine else " ", "accent"), span(f"{move.digit}", "accent bold" if mine else "mute"), Span(" ")]
    first = [*name, left(move.name, plan.name - 3, "text bold"), *_cells(move, table, plan, shown)]
    first += [right(move.cost, plan.cost_width(shown), "text"), right(move.weeks, GAP + WEEKS, "mute")]
    first += [Span(" " * GAP), Span(f"{MARKS[move.verdict]} {move.verdict}", f"{colour} bold")]
    if plan.brief:
        return [Row(tuple(first), mine)]
    whose, wide = _under(move, roles), width >= WIDE
    at = plan.told_at if wide else max(plan.name, WHOSE) + GAP
    under = _reason_right(move, table, plan, shown, note) if wide else _reason_left(move, table, shown, width - at)
    lead = [Span("▌  " if mine else "   ", "accent"), left(whose.text, at - 3, whose.style)]
    return [Row(tuple(first), mine), Row((*lead, *under), mine)]


def _reason_right(
    move: MoveRow, table: TradeOff, plan: _Plan, shown: Mapping[int, int], note: tuple[Span, ...]
) -> list[Span]:
    """From the first metric on: when the move is right, its own limits before the verdict's column, and the reason."""
    limits = _own_limits(move, table, shown, plan.told_room)
    kept = note if Row(note).width <= plan.told_room - (cells(limits) + GAP) * bool(limits) else ()
    own = right(limits, plan.told_room - Row(kept).width, "mute")
    return [*kept, own, Span(" " * (GAP + INSET)), span(_told(move, plan), "mute")]


def _told(move: MoveRow, plan: _Plan) -> str:
    """The reason, in the words that end at the table's edge."""
    return move.reason if cells(move.reason) <= plan.told else move.brief


def _reason_left(move: MoveRow, table: TradeOff, shown: Mapping[int, int], room: int) -> list[Span]:
    """The reason with the misses out of sight, and the move's own limits at the right."""
    limits = _own_limits(move, table, shown, room)
    most = room - (cells(limits) + GAP) * bool(limits)
    reason = _with_hidden(move, table, shown, most)
    reason = reason if cells(reason) <= most else move.brief
    return [span(reason, "mute"), *([right(limits, room - cells(reason), "mute")] if limits else [])]


def note_rooms(table: TradeOff, width: int, first: int) -> dict[str, int]:
    """How many cells each move's second row has for when it is right, on a wide screen."""
    plan = _plan(table, width, brief=False)
    shown, room = plan.shown(first), plan.told_room
    limits = {move.move: cells(_own_limits(move, table, shown, room)) for move in table.rows}
    return {move: room - (size + GAP if size else 0) for move, size in limits.items()}


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
    plan = _plan(table, width, brief=brief)
    shown = plan.shown(first)
    turning = ""
    if len(shown) < len(table.columns):
        turning = f"metrics {shown.start + 1} to {shown.stop} of {len(table.columns)}, {turn}"
    told = [f"{text}   {turning}".rstrip() for text in left if cells(text) + cells(turning) + TITLE <= width]
    rows = [section("Trade-off", width, next(iter(told), turning or "every move, computed"))]
    widths = plan.widths(shown)
    rows += _heads(table, plan, widths)
    rows.append(row(Span("─" * width, "rule")))
    for move in table.rows:
        rows += _move_rows(move, table, plan, widths, roles, width, notes.get(move.move, ()))
    return tuple(rows) if brief else (*rows, *lines(table.most_text, width))

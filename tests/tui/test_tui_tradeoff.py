"""The columns of the trade-off: apart from each other, the verdict in one, what is told of a move beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from casewalk.tui.text import Row, Span
from casewalk.tui.views.tradeoff import (
    GAP,
    INSET,
    NAME,
    REASON,
    WHOSE,
    WIDE,
    Roles,
    note_rooms,
    shown_columns,
    trade_off_view,
)
from casewalk.walk.tradeoff import TradeOff, trade_off
from opened import shipped, workings

NOBODY = Roles("", "", "")


def tables(name: str) -> Iterator[tuple[str, TradeOff]]:
    found = workings(name)
    for index, stage in enumerate(found.case.stages):
        for at, decision in enumerate(stage.decisions):
            yield stage.id, trade_off(found, index, at, {m.id: n for n, m in enumerate(decision.moves, 1)})


def table(name: str, stage: str) -> TradeOff:
    return next(found for where, found in tables(name) if where == stage)


def texts(rows: tuple[Row, ...]) -> list[str]:
    """The table's rows from the heads on, without the line under them."""
    return [row.text for row in rows[1:] if not row.text.startswith("─")]


def heads(rows: tuple[Row, ...]) -> list[str]:
    """The names and targets of the columns, above the line under them."""
    line = next(n for n, row in enumerate(rows) if row.text.startswith("─"))
    return [row.text for row in rows[1:line]]


def firsts(found: TradeOff, rows: tuple[Row, ...]) -> list[str]:
    """The first row of each move."""
    named = [(f"{move.digit} {move.name}", f"{move.verdict}") for move in found.rows]
    return [next(t for t in texts(rows) if n in t[: NAME + 3] and v in t) for n, v in named]


def gutters(lines: list[str], start: int) -> list[int]:
    """The widths of the gaps that all lines leave blank, from the column on at which the first metric stands."""
    size = max(map(len, lines))
    blank = [all(column >= len(line) or line[column] == " " for line in lines) for column in range(size)]
    found = re.finditer(r"#+", "".join("#" if b else "." for b in blank[start:]))
    return [len(gap[0]) for gap in found if gap.start() > 0 and len(gap[0]) >= 2]


@pytest.mark.parametrize("name", shipped())
@pytest.mark.parametrize("width", [96, 106, 116])
@pytest.mark.parametrize("brief", [False, True])
def test_two_blank_cells_part_every_column_from_the_next(name: str, width: int, brief: bool) -> None:
    for stage, found in tables(name):
        for first in range(len(found.columns)):
            shown = shown_columns(found, width, first, brief=brief)
            rows = trade_off_view(found, NOBODY, width, first, brief=brief)
            lines = [*heads(rows), *firsts(found, rows)]
            start = max(len(f" {move.digit} {move.name}") for move in found.rows) + GAP
            assert len(gutters(lines, start)) == len(shown) + 2, (stage, first)


@pytest.mark.parametrize("name", shipped())
@pytest.mark.parametrize("width", [76, 96, 106, 116])
def test_the_verdict_stands_in_one_column_whichever_metrics_are_in_sight(name: str, width: int) -> None:
    for stage, found in tables(name):
        at: set[int] = set()
        for first in range(len(found.columns)):
            rows = trade_off_view(found, NOBODY, width, first)
            at |= {
                min(line.rindex(mark) for mark in "✓▲✗" if f"{mark} {move.verdict}" in line)
                for move, line in zip(found.rows, firsts(found, rows), strict=True)
            }
            at.add(next(line.index("Verdict") for line in texts(rows) if "Verdict" in line))
        assert len(at) == 1, stage


@pytest.mark.parametrize("name", shipped())
@pytest.mark.parametrize("width", [100, 106, 116])
def test_reasons_begin_in_one_column_and_end_at_the_edge(name: str, width: int) -> None:
    for stage, found in tables(name):
        rows = texts(trade_off_view(found, NOBODY, width))
        verdict = next(line.index("Verdict") for line in rows if "Verdict" in line)
        under = [rows[rows.index(line) + 1] for line in firsts(found, trade_off_view(found, NOBODY, width))]
        assert all(line[: verdict + GAP].endswith(" " * 4) for line in under), stage
        told = [line[verdict + GAP :] for line in under]
        assert all(text in {move.reason, move.brief} for text, move in zip(told, found.rows, strict=True)), stage
        longest = max([*map(len, told), len("overbuilds")])
        assert width - verdict - GAP - longest in range(12), stage


@pytest.mark.parametrize("width", [106, 116])
def test_a_note_begins_with_the_first_metric_and_ends_two_cells_before_the_verdict(width: int) -> None:
    found = table("stararena", "five-shows")
    rooms = note_rooms(found, width, 0)
    assert len(set(rooms.values())) == 2, "some moves have a target of their own"
    notes = {move: (Span("n" * room),) for move, room in rooms.items()}
    rows = trade_off_view(found, Roles(found.rows[0].move, found.rows[0].move, "high"), width, notes=notes)
    verdict = next(row.text.index("Verdict") for row in rows if "Verdict" in row.text)
    noted = [row.text for row in rows if "nnn" in row.text]
    assert len(noted) == len(found.rows)
    for line in noted:
        assert line.index("nnn") == WHOSE + GAP
        assert line[verdict - GAP : verdict + GAP].strip() == ""
        assert line[verdict - GAP - 1] != " "
    too_long = {move: (Span("n" * (room + 1)),) for move, room in rooms.items()}
    assert "nnn" not in "".join(row.text for row in trade_off_view(found, NOBODY, width, notes=too_long))


def test_few_metrics_are_spread_and_leave_no_void_at_the_right() -> None:
    few = 0
    for name in shipped():
        for stage, found in tables(name):
            rows = trade_off_view(found, NOBODY, 116)
            if len(found.columns) > 3:
                continue
            few += 1
            head = next(row.text for row in rows if "Verdict" in row.text)
            assert head.index("Verdict") >= 116 - GAP - INSET - REASON, stage
            assert max(row.width for row in rows if "─" not in row.text) >= 114, stage
    assert few


def test_a_target_of_a_moves_own_stands_on_its_second_row_and_the_value_keeps_its_unit() -> None:
    found = table("stararena", "five-shows")
    for width, told in ((116, "page bytes ≤\xa020\xa0Gbit/s"), (106, "limit 20\xa0Gbit/s")):
        rows = [row.text for row in trade_off_view(found, NOBODY, width)]
        for name in ("Copy a show", "Store a show", "Largest size"):
            at = next(n for n, line in enumerate(rows) if name in line)
            assert "6.67\xa0Gbit/s ✓" in rows[at]
            assert told in rows[at + 1]
        assert "6.67\xa0Gbit/s ✗" in next(line for line in rows if "One for all" in line)
        assert sum(told in line for line in rows) == 3
    brief = [row.text for row in trade_off_view(found, NOBODY, 116, brief=True)]
    assert sum("6.67 ≤\xa020\xa0Gbit/s ✓" in line for line in brief) == 3
    narrow = [row.text for row in trade_off_view(found, NOBODY, 76, 3)]
    assert sum("limit 20\xa0Gbit/s" in line for line in narrow) == 3
    assert width >= WIDE


def test_a_reason_is_told_in_full_where_that_takes_no_metric() -> None:
    found = table("stararena", "five-shows")
    rows = "\n".join(row.text for row in trade_off_view(found, NOBODY, 116))
    assert "$5.28\xa0k more" in rows
    assert "above the least" not in rows
    found = table("patchdesk", "mail-hour")
    rows = "\n".join(row.text for row in trade_off_view(found, NOBODY, 180))
    assert "$1.8\xa0k above the least" in rows
    assert "notices that are lost" in rows


@pytest.mark.parametrize("name", shipped())
def test_a_small_screen_shows_two_metrics_of_a_table_side_by_side_at_least(name: str) -> None:
    for stage, found in tables(name):
        for brief in (False, True):
            assert len(shown_columns(found, 76, 0, brief=brief)) >= 2, (stage, brief)


def test_a_long_unit_that_the_target_tells_for_one_is_not_told_again_for_many() -> None:
    rows = [row.text for row in trade_off_view(table("documind", "walls"), NOBODY, 116)]
    assert sum("answer/month" in line for line in rows) == 1
    assert not any("answers/month" in line for line in rows)

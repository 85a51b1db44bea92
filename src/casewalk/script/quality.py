"""The guessers' table over a pack, as text and as plain values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from casewalk.script.findings import printable
from casewalk.script.rules.guessing import Pack
from casewalk.walk.guessing import Guessed


def quality_lines(pack: Pack) -> Iterator[str]:
    """The table: each guesser over the moves, then over the signals, against chance."""
    moves, signals = sum(len(a.moves) for a in pack.asked), sum(len(a.signals) for a in pack.asked)
    yield f"{_count(len(pack.asked), 'case')}: {_count(moves, 'decision')}, {_count(signals, 'signal')}"
    for kind, rows in (("moves", pack.table.moves), ("signals", pack.table.signals)):
        yield ""
        yield f"{kind:<28}{'right':>6}{'of':>5}{'chance':>8}{'p':>10}"
        yield from (_line(row) for row in rows)
        yield f"p below {rows[0].level:.2g} is a finding (CW507)"
    if pack.left_out:
        yield ""
    for folder in pack.left_out:
        yield f"left out: {printable(str(folder))}; casewalk check says what is wrong there"


def quality_values(pack: Pack) -> dict[str, Any]:
    """The table as plain values."""
    return {
        "cases": [asked.report.case.id for asked in pack.asked],
        "left_out": [str(folder) for folder in pack.left_out],
        "moves": [_values(row) for row in pack.table.moves],
        "signals": [_values(row) for row in pack.table.signals],
    }


def fair(pack: Pack) -> bool:
    """Whether every case was judged and no guesser was found out."""
    rows = (*pack.table.moves, *pack.table.signals)
    return not pack.left_out and not any(row.found_out for row in rows)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _line(row: Guessed) -> str:
    note = "" if row.telling else "  too few to tell" if row.of else "  nothing to tell apart"
    note = "  found out" if row.found_out else note
    return f"{row.guesser:<28}{row.right:>6.3g}{row.of:>5}{row.chance:>8.1f}{row.p:>10.2g}{note}"


def _values(row: Guessed) -> dict[str, Any]:
    return {
        "guesser": row.guesser,
        "right": row.right,
        "of": row.of,
        "chance": row.chance,
        "p": row.p,
        "level": row.level,
        "telling": row.telling,
        "found_out": row.found_out,
    }

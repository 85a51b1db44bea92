"""The guessers' table over a pack and the length of each case, as text and as plain values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from casewalk.script.findings import printable
from casewalk.script.rules.guessing import Asked, Pack
from casewalk.walk.duration import duration
from casewalk.walk.guessing import Guessed


def quality_lines(pack: Pack) -> Iterator[str]:
    """Each guesser over the moves, then over the signals, against chance; then how long each case takes to walk."""
    moves, signals = sum(len(a.moves) for a in pack.asked), sum(len(a.signals) for a in pack.asked)
    yield f"{_count(len(pack.asked), 'case')}: {_count(moves, 'decision')}, {_count(signals, 'signal')}"
    for kind, rows in (("moves", pack.table.moves), ("signals", pack.table.signals)):
        yield ""
        yield f"{kind:<28}{'right':>6}{'of':>5}{'chance':>8}{'p':>10}"
        yield from (_line(row) for row in rows)
        yield f"p below {rows[0].level:.2g} is a finding (CW507)"
    for asked in pack.asked:
        yield ""
        yield from _length_lines(asked)
    if pack.left_out:
        yield ""
    for folder in pack.left_out:
        yield f"left out: {printable(str(folder))}; casewalk check says what is wrong there"


def quality_values(pack: Pack) -> dict[str, Any]:
    """The table and the lengths as plain values."""
    return {
        "cases": [asked.report.case.id for asked in pack.asked],
        "left_out": [str(folder) for folder in pack.left_out],
        "moves": [_values(row) for row in pack.table.moves],
        "signals": [_values(row) for row in pack.table.signals],
        "lengths": [_length_values(asked) for asked in pack.asked],
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


def _length_lines(asked: Asked) -> Iterator[str]:
    case, found = asked.report.case, duration(asked.report.workings)
    yield f"{case.id + ' to walk':<28}{'':>6}{'minutes':>9}"
    for noun, count, minutes in found.parts:
        yield f"{noun:<28}{count:>6}{minutes:>9.1f}"
    yield f"{'in all':<28}{'':>6}{found.minutes:>9.1f}"
    yield f"case.yaml says {case.header.minutes}; {found.rounded} is the nearest (CW703)"


def _length_values(asked: Asked) -> dict[str, Any]:
    case, found = asked.report.case, duration(asked.report.workings)
    return {
        "case": case.id,
        "says": case.header.minutes,
        "minutes": found.minutes,
        "rounded": found.rounded,
        "parts": {noun: {"count": count, "minutes": minutes} for noun, count, minutes in found.parts},
        "words": {stage.id: words for stage, words in zip(case.stages, found.words, strict=True)},
    }


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

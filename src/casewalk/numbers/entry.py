"""Reading what a learner types, and saying how far off it is."""

from __future__ import annotations

import math
import re

from casewalk.numbers.converting import factor, typed_unit
from casewalk.numbers.errors import EntryError
from casewalk.numbers.printing import NBSP
from casewalk.numbers.units import WORDS, Unit, unit

_NUMBER = re.compile(
    r"\s*(~?\s*(?:-?\$(?![-+])|))\s*([-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,2})?)\s*(.*?)\s*\Z", re.DOTALL
)
_GROUPED = re.compile(r"(?<=\d)(?<!\b0)[,_ '\u00a0\u202f](?=\d{3}(?!\d))")
_STEPS = {"k": 1e3, "K": 1e3, "M": 1e6, "m": 1e6, "G": 1e9, "B": 1e9, "bn": 1e9, "T": 1e12, "P": 1e15}
_WORDS = {"thousand": 1e3, "million": 1e6, "mio": 1e6, "billion": 1e9}
_WORD = re.compile(r"(thousand|million|mio|billion)s?(?![a-z])\s*", re.IGNORECASE)
_STEP = re.compile(r"(bn|[kKMmGTBP])(?![A-Za-z])\s*")
_PER = re.compile(r"\s*\b(?:per|an?|each|every)\s+")
_BITS_A_SECOND = re.compile(r"\b([kMGT]?)bps\b")
MAX_ENTRY = 60


def _refuse(asked: Unit, why: str) -> EntryError:
    example = {"%": "30 %", "$": "$60k", "min": "15 min", "s": "10 s", "ms": "800 ms"}.get(asked.top, "")
    if not example:
        example = f"60k {asked.text}".strip() if asked.top not in WORDS else f"3.5 {asked.text}"
    return EntryError(f"{why}; type a number, such as {example}")


def _scaled(rest: str, asked: Unit) -> tuple[float, str]:
    """A leading step (`k`, `M`, `million`) and what follows it. A step may touch a noun: `60kreq/s`, `60krps`."""
    if word := _WORD.match(rest):
        return _WORDS[word[1].lower()], rest[word.end() :]
    head = _STEP.match(rest)
    if head and not re.match(r"[Bm](?:/|\Z)", rest):
        return _STEPS[head[1]], rest[head.end() :]
    nouns = [w for w in (asked.top, "req", "rps", "qps") if w and w not in WORDS]
    if rest[:1] in _STEPS and rest[1:].startswith(tuple(nouns)):
        return _STEPS[rest[0]], rest[1:]
    return 1.0, rest


def _bare_step(text: str, asked: Unit) -> float | None:
    """`1.5m` or `2B` where no unit is meant: millions or billions of a noun."""
    if text in {"m", "B"} and asked.dimension in {(0, 0, 0), (-1, 0, 0), (0, 0, 1)}:
        return _STEPS[text]
    return None


def read_entry(text: str, asked: str | Unit) -> float:
    """A typed quantity in base units: `60k`, `60,000`, `6e4 req/s`, `3.5 TB`, `1.2M/day`, `15 min`, `30%`, `$60k`.

    A bare number is in the asked unit; a unit of the same dimension is converted, a time below the slash as well
    (`720 answers/month`). What is not understood is refused. Raises EntryError, which says what
    to type.
    """
    wanted = asked if isinstance(asked, Unit) else unit(asked)
    if len(text) > MAX_ENTRY:
        raise _refuse(wanted, "that is too long for a number")
    while (shorter := _GROUPED.sub("", text, count=1)) != text:
        text = shorter
    found = _NUMBER.match(text)
    if found is None:
        raise _refuse(wanted, f"{text.strip()!r} is no number" if text.strip() else "nothing was typed")
    value = float(found[2]) * (-1 if "-" in found[1] else 1)
    money = "$" in found[1]
    step = _bare_step(found[3], wanted)
    scale, rest = (step, "") if step else _scaled(found[3], wanted)
    if money:
        rest = f"${rest}" if rest.startswith("/") or not rest else rest
    rest = _BITS_A_SECOND.sub(r"\1bit/s", _PER.sub("/", rest))
    if rest.startswith("/") and wanted.top:
        rest = f"{wanted.top}{rest}" if not money else rest
    by = wanted.scale if not rest else None
    if rest:
        typed = typed_unit(rest)
        # What the question itself is asked in may hold a word that elsewhere stands for another: `answers/day`.
        by = wanted.scale if rest == wanted.text else factor(typed, wanted) if typed else None
    if by is None:
        raise _refuse(wanted, f"{rest!r} does not measure what is asked, in {wanted.text or 'a bare number'}")
    result = value * scale * by
    if not math.isfinite(result):
        raise _refuse(wanted, "that number is out of bounds")
    return result


def factor_off(given: float, answer: float) -> float:
    """How many times too high or too low, from 1 on; infinity where the signs differ or one is nought."""
    if given == answer:
        return 1.0
    if given == 0 or answer == 0 or (given < 0) != (answer < 0) or math.isinf(answer):
        return math.inf
    ratio = given / answer
    return ratio if ratio > 1 else 1 / ratio


NOISE = 1e-9
"""What floats leave over where a factor is told upwards."""


def words_off(given: float, answer: float) -> str:
    """How far off, in words: `exact`, `2 % too low`, `within a factor of 1.3`, `12 times too low`."""
    off = factor_off(given, answer)
    side = "high" if given > answer else "low"
    if off < 1.005:
        return "exact"
    if math.isinf(off):
        return f"too {side}, by more than a factor can say"
    if off < 1.05:
        return f"{max(1, round((off - 1) * 100))}{NBSP}% too {side}"
    if off <= 3:
        # Rounded up: within it is what it says.
        return f"within a factor of {math.ceil(off * 10 - NOISE) / 10:.2g}, too {side}"
    orders = round(math.log10(off))
    if orders >= 1 and 0.8 <= off / 10**orders <= 1.25:
        return f"{'an order' if orders == 1 else f'{orders} orders'} of magnitude too {side}"
    times = f"{off:.2g}" if off < 100 else f"{off:,.0f}"
    return f"{times} times too {side}"

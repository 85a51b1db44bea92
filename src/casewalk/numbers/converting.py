"""Whether a typed unit measures what is asked, and by what its number is multiplied.

Time converts on either side of the slash, the calendar's words as well: a year is 365 days, a month a twelfth of it.
"""

from __future__ import annotations

from casewalk.numbers.errors import UnitError
from casewalk.numbers.units import TIME, WORDS, Unit, unit

_DAY = 86_400.0
CALENDAR = {"week": 7 * _DAY, "month": 365 * _DAY / 12, "year": 365 * _DAY}
"""Seconds in the words for time that count as nouns in a case's units; a `day` there is a `d` here."""

_ALIASES = {
    "sec": "s", "secs": "s", "second": "s", "seconds": "s", "minute": "min", "minutes": "min", "mins": "min",
    "m": "min", "hour": "h", "hours": "h", "hr": "h", "hrs": "h", "day": "d", "days": "d", "percent": "%", "pct": "%",
    "wk": "week", "wks": "week", "mo": "month", "mos": "month", "yr": "year", "yrs": "year",
    "usd": "$", "dollar": "$", "dollars": "$", "msec": "ms", "µs": "us", "times": "x", "×": "x",
    "request": "req", "requests": "req", "transaction": "tx", "transactions": "tx",
    "Mb": "Mbit", "Gb": "Gbit", "Tb": "Tbit", "kb": "kB", "mb": "MB", "gb": "GB", "tb": "TB", "pb": "PB", "KB": "kB",
}  # fmt: skip
_RATES = {"rps", "qps", "tps"}
"""Words for something a second, whatever it is."""

_SHARES = {"%", "x"}


def typed_unit(text: str) -> Unit | None:
    """A unit as a learner writes it; None for what is none."""
    parts = [_ALIASES.get(p.strip(), p.strip()) for p in text.split("/")]
    parts = [_ALIASES.get(p.lower(), p) if p not in WORDS else p for p in parts]
    if len(parts) == 1 and parts[0].lower() in _RATES:
        parts = ["", "s"]
    try:
        return unit("/".join(parts))
    except UnitError:
        return None


def factor(typed: Unit, asked: Unit) -> float | None:
    """What a number in the typed unit is multiplied by to be in base units; None where the asked one is another thing.

    A noun is the asked one or none at all; only a bare number takes any. What stands below the slash may be left out.
    """
    top = _top(typed, asked)
    if top is None:
        return None
    if not typed.bottom:
        return top * asked.scale
    below = _ratio(asked.bottom, typed.bottom)
    return None if below is None else top * below * asked.scale


def _top(typed: Unit, asked: Unit) -> float | None:
    """How many of the asked top one of the typed top is."""
    if not typed.top:
        return 1.0
    if not asked.top:
        counted = typed.top not in WORDS and _seconds(typed.top) is None
        return 1.0 if counted else None
    if not typed.bottom and asked.bottom and typed.top in WORDS and WORDS[typed.top][1] != asked.dimension:
        return None
    return _ratio(typed.top, asked.top)


def _ratio(one: str, other: str) -> float | None:
    """How many of the other word make the one; None where they do not go together."""
    if _noun(one) == _noun(other):
        return 1.0
    spans = _seconds(one), _seconds(other)
    if spans[0] is not None and spans[1] is not None:
        return spans[0] / spans[1]
    if one not in WORDS or other not in WORDS or (one in _SHARES) != (other in _SHARES):
        return None
    (scale, dimension), (per, under) = WORDS[one], WORDS[other]
    return scale / per if dimension == under else None


def _seconds(word: str) -> float | None:
    """How long a word for time lasts; None for another word."""
    plain = _noun(word)
    if plain in WORDS:
        return WORDS[plain][0] if WORDS[plain][1] == TIME else None
    return CALENDAR.get(plain)


def _noun(word: str) -> str:
    """A noun in the singular and in small letters, so that `Users` and `user` are one; a unit word as it is."""
    small = word if word in WORDS else _ALIASES.get(word.lower(), word.lower())
    if small in WORDS:
        return small
    if small.endswith("ies"):
        return f"{small[:-3]}y"
    return small.removesuffix("s")

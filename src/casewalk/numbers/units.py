"""Units: words for quantities, each with its scale to base units and its dimension.

Base units are seconds, bits, dollars, fractions and plain counts. Nouns (users, req, weeks) are counts and have no
dimension; time, data and money do, and are checked through every formula.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from casewalk.numbers.errors import UnitError

Dimension = tuple[int, int, int]
"""Powers of time, data and money."""

NONE: Dimension = (0, 0, 0)
TIME: Dimension = (1, 0, 0)
DATA: Dimension = (0, 1, 0)
MONEY: Dimension = (0, 0, 1)

_TIME = {"us": 1e-6, "ms": 1e-3, "s": 1.0, "min": 60.0, "h": 3600.0, "d": 86_400.0, "staff-h": 3600.0}
_STEP = {"": 1.0, "k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12, "P": 1e15}
_BITS = {f"{p}bit": s for p, s in _STEP.items()} | {f"{p}B": 8 * s for p, s in _STEP.items()}
WORDS: dict[str, tuple[float, Dimension]] = {
    **{word: (scale, TIME) for word, scale in _TIME.items()},
    **{word: (scale, DATA) for word, scale in _BITS.items()},
    "$": (1.0, MONEY),
    "%": (0.01, NONE),
    "x": (1.0, NONE),
}
"""Every unit word that is not a noun, with its scale to base and its dimension."""

_NOUN = re.compile(r"[A-Za-z][A-Za-z-]*(?: [a-z][a-z-]*)*\Z")
_SHAPE = re.compile(r"([^/]*)(?:/([^/]+))?\Z")


@dataclass(frozen=True)
class Unit:
    """A parsed unit: `top` over `bottom`, as written; `scale` times a written value is the value in base units."""

    text: str
    top: str
    bottom: str
    scale: float
    dimension: Dimension


def combined(one: Dimension, other: Dimension, sign: int = 1) -> Dimension:
    """The dimension of a product (`sign` 1) or a quotient (`sign` -1)."""
    return (one[0] + sign * other[0], one[1] + sign * other[1], one[2] + sign * other[2])


def _word(text: str, whole: str) -> tuple[float, Dimension]:
    if text in WORDS:
        return WORDS[text]
    if _NOUN.match(text):
        return 1.0, NONE
    raise UnitError(f"{whole!r} is no unit: use words such as ms, s, min, MB, %, $ or a noun, and one slash", 0)


@lru_cache(1024)
def unit(text: str) -> Unit:
    """Parse a unit: a word, or one word over another. An empty text is a bare number. Raises UnitError."""
    shape = _SHAPE.match(text.strip())
    if shape is None or len(text) > 40:
        raise UnitError(f"{text!r} is no unit: at most one slash", 0)
    top, bottom = shape[1].strip(), (shape[2] or "").strip()
    scale, dimension = _word(top, text) if top else (1.0, NONE)
    if bottom:
        below, under = _word(bottom, text)
        scale, dimension = scale / below, combined(dimension, under, -1)
    return Unit(text.strip(), top, bottom, scale, dimension)


def to_base(value: float, of: str | Unit) -> float:
    """A value written in a unit, in base units."""
    return value * (of if isinstance(of, Unit) else unit(of)).scale


def from_base(value: float, of: str | Unit) -> float:
    """A value in base units, as it would be written in a unit."""
    return value / (of if isinstance(of, Unit) else unit(of)).scale

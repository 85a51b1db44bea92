"""Numbers in words: what `twenty-four thousand`, `nine seats in ten` and `twice` say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_UNDER_TWENTY = """
zero one two three four five six seven eight nine
ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
"""
_OF_TENS = """
twenty thirty forty fifty sixty seventy eighty ninety
"""
_ONES = {word: n for n, word in enumerate(_UNDER_TWENTY.split())}
_TENS = {word: 10 * n for n, word in enumerate(_OF_TENS.split(), 2)}
_POWERS = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_TIMES = {"twice": 2.0, "double": 2.0, "thrice": 3.0}
_UNITS, _POWER = "|".join(list(_ONES)[1:10]), rf"(?:(?:{'|'.join(_POWERS)})\b)"
_SMALL = rf"(?:(?:(?:{'|'.join(_TENS)})(?:[- ](?:{_UNITS}))?|{'|'.join(_ONES)})\b)"
_HEAD = rf"(?:(?:half a |a |{_SMALL} )?{_POWER}(?: {_POWER})*)"
_NUMBER = rf"(?:{_HEAD}(?: and | ))*(?:{_HEAD}|{_SMALL})(?: and a half)?"
"""Thousands and hundreds with what multiplies them, and behind them the rest: one small number follows no other."""
_NOUN = rf"(?: (?!(?:{'|'.join((*_ONES, *_TENS, *_POWERS))})\b)[^\W\d]+)"
_SHARE = rf"\b(?P<plain>{_NUMBER})\b(?:{_NOUN}{{0,2}}? in (?P<of>{_NUMBER})\b)?"
_FIND = re.compile(rf"{_SHARE}|\b(?P<times>{'|'.join(_TIMES)})\b", re.IGNORECASE)
"""A number, with the number that it is a share of behind up to two words; or a multiple."""


@dataclass(frozen=True)
class Spoken:
    """A number in words: where it begins in its text, the words, and what they say."""

    position: int
    words: str
    value: float


def spoken(text: str) -> Iterator[Spoken]:
    """The numbers in words from two up, shares (`one in twenty` is 0.05) and multiples (`twice` is 2) of a text."""
    for found in _FIND.finditer(text):
        if found["times"]:
            yield Spoken(found.start(), found[0], _TIMES[found[0].lower()])
            continue
        value, of = _value(found["plain"]), _value(found["of"]) if found["of"] else 0.0
        if of > 1:
            yield Spoken(found.start(), found[0], value / of)
        elif value > 1:
            yield Spoken(found.start(), found["plain"], value)


def _value(words: str) -> float:
    """What number words say: `half a million` is 500,000, `two and a half` is 2.5."""
    whole, text = 0.0, words.lower()
    half, text = text.startswith("half a "), text.removeprefix("half a ")
    rest, text = (0.5, text.removesuffix(" and a half")) if text.endswith(" and a half") else (0.0, text)
    below = 0.0
    for word in re.split(r" and |[ -]", text.removeprefix("a ")):
        if word in _POWERS:
            below = (below or 1) * _POWERS[word]
            if _POWERS[word] > 100:
                whole, below = whole + below, 0.0
        else:
            below += _ONES.get(word, 0) + _TENS.get(word, 0)
    return (whole + below + rest) / (2 if half else 1)

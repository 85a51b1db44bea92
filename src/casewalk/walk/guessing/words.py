"""Words of a text as somebody counts them who does not read it."""

from __future__ import annotations

import re


def words_in(text: str) -> tuple[str, ...]:
    """The words of a text in order, in small letters, without figures."""
    return tuple(re.findall(r"[a-z]+", text.lower()))


COMMON = frozenset(
    words_in("does from have that their then there they this what when where which while with will these those into")
)
"""Words too common to give an answer away; shorter ones are left out anyway."""

HEDGES = frozenset(
    words_in(
        "about almost can could except generally if largely likely may maybe might mostly nearly often only perhaps "
        "possibly probably roughly should some sometimes somewhat typically unless until usually where would"
    )
)
"""Words that limit or soften a claim."""

JOINTS = frozenset(
    words_in(
        "and although as because before after but if or since so than that then though unless until when where whereas "
        "which while who whose"
    )
)
"""Words that begin a clause, or may."""

NUMERALS = frozenset(
    words_in(
        "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty hundred "
        "thousand million half third quarter double twice"
    )
)
"""Numbers in letters; one and second are left out, since they are other words as well."""

_FIGURE = re.compile(r"\d[\d.,]*")
_STOP = re.compile(r"[,;:.?!–—](?=\s|$)")


def content_words(text: str) -> frozenset[str]:
    """Words that carry meaning: four letters or more, and not among the commonest."""
    return frozenset(word for word in words_in(text) if len(word) > 3) - COMMON


def hedges(text: str) -> int:
    """How many words limit or soften."""
    return sum(word in HEDGES for word in words_in(text))


def numbers(text: str) -> int:
    """How many numbers a text names, in figures or letters."""
    return len(_FIGURE.findall(text)) + sum(word in NUMERALS for word in words_in(text))


def clauses(text: str) -> int:
    """About how many clauses: stops, and words that join."""
    return len(_STOP.findall(text)) + sum(word in JOINTS for word in words_in(text))

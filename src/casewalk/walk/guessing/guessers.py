"""Guessers: each sees one item without its answer, and says which options it would pick among.

A guesser returns positions of options; none where it cannot tell, because all are alike to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import isnan

from casewalk.walk.guessing.items import Item, Option
from casewalk.walk.guessing.words import clauses, content_words, hedges, numbers

Picks = tuple[int, ...]
Guesser = Callable[[Item], Picks]
POSITIONS = ("first", "second", "third", "fourth", "fifth")


def _telling(item: Item, picks: Iterable[int]) -> Picks:
    """Picks that leave something out; otherwise none."""
    found = tuple(picks)
    return found if len(found) < len(item.options) else ()


def _most(item: Item, measure: Callable[[Option], float]) -> Picks:
    sizes = [measure(option) for option in item.options]
    most = max(sizes, default=0.0)
    return _telling(item, (at for at, size in enumerate(sizes) if size == most))


def longest(item: Item) -> Picks:
    """The option of most characters."""
    return _most(item, lambda option: len(option.text))


def shortest(item: Item) -> Picks:
    """The option of fewest characters."""
    return _most(item, lambda option: -len(option.text))


def most_hedged(item: Item) -> Picks:
    """The option with most words that limit or soften."""
    return _most(item, lambda option: hedges(option.text))


def most_numbers(item: Item) -> Picks:
    """The option that names most numbers, in figures or letters."""
    return _most(item, lambda option: numbers(option.text))


def most_clauses(item: Item) -> Picks:
    """The option of most clauses."""
    return _most(item, lambda option: clauses(option.text))


def most_shared(item: Item) -> Picks:
    """The option that shares most words with the question."""
    asked = content_words(item.ask)
    return _most(item, lambda option: len(asked & content_words(option.text)))


def keeping(item: Item) -> Picks:
    """What leaves things as they are."""
    return _telling(item, (at for at, option in enumerate(item.options) if option.keep))


def changing(item: Item) -> Picks:
    """Anything but what leaves things as they are."""
    return _telling(item, (at for at, option in enumerate(item.options) if not option.keep))


def largest(item: Item) -> Picks:
    """The option with the largest figure beside it."""
    return _most(item, _amount)


def smallest(item: Item) -> Picks:
    """The option with the smallest figure beside it."""
    return _most(item, lambda option: -_amount(option))


def middle(item: Item) -> Picks:
    """The options whose figure is neither the largest nor the smallest."""
    amounts = [_amount(option) for option in item.options]
    low, high = min(amounts, default=0.0), max(amounts, default=0.0)
    return _telling(item, (at for at, amount in enumerate(amounts) if low < amount < high))


def last(item: Item) -> Picks:
    """The option that stands last."""
    return _telling(item, (len(item.options) - 1,) if item.options else ())


def standing(position: int) -> Guesser:
    """The option in one position, from 0; nothing where there are fewer."""

    def guess(item: Item) -> Picks:
        return _telling(item, (position,) if position < len(item.options) else ())

    return guess


def _amount(option: Option) -> float:
    return 0.0 if option.amount is None or isnan(option.amount) else option.amount


FORM: dict[str, Guesser] = {
    "longest": longest,
    "shortest": shortest,
    "most hedged": most_hedged,
    "most numbers": most_numbers,
    "most clauses": most_clauses,
    "most words of the question": most_shared,
    **{f"the {name}": standing(at) for at, name in enumerate(POSITIONS)},
    "the last": last,
}
"""Guessers that see the form of an option."""
MOVES: dict[str, Guesser] = FORM | {
    "always keep": keeping,
    "never keep": changing,
    "most weeks": largest,
    "fewest weeks": smallest,
    "middling weeks": middle,
}
READINGS: dict[str, Guesser] = FORM | {
    "farthest off target": largest,
    "nearest to target": smallest,
    "middling off target": middle,
}
"""Guessers that choose among the readings of a signal."""
NONE_YET: dict[str, Guesser] = {"always none yet": keeping, "never none yet": changing}
"""Guessers that see only whether an answer is a reading at all."""

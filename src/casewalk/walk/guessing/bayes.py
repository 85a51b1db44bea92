"""Naive Bayes over words: picks the options that use the words of right answers elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from math import isclose, log

from casewalk.walk.guessing.items import Item
from casewalk.walk.guessing.words import words_in

_Counts = dict[bool, Counter[str]]


def fold_of(items: Sequence[Item]) -> Callable[[Item], str]:
    """What is left out while an item is guessed: its case; with a single case, the item alone."""
    if len({item.case for item in items}) > 1:
        return lambda item: item.case
    return lambda item: item.place


def _count(items: Sequence[Item]) -> _Counts:
    """In how many right and in how many wrong options each word stands."""
    found: _Counts = {True: Counter(), False: Counter()}
    for item in items:
        for option in item.options:
            found[option.right].update(set(words_in(option.text)))
    return found


def _scores(item: Item, known: _Counts) -> list[float]:
    """The log odds of each option's words, add-one smoothed; words not met elsewhere say nothing."""
    vocabulary = {word for counts in known.values() for word, count in counts.items() if count > 0}
    sizes = {right: sum(counts.values()) + len(vocabulary) for right, counts in known.items()}
    shift = log(sizes[False] / sizes[True]) if vocabulary else 0.0
    return [
        sum(
            log((known[True][word] + 1) / (known[False][word] + 1)) + shift
            for word in sorted(set(words_in(option.text)) & vocabulary)
        )
        for option in item.options
    ]


def naive_bayes(items: Sequence[Item]) -> tuple[tuple[int, ...], ...]:
    """The picks for each item, learned from the items of the other folds; none where all its options score alike."""
    fold, whole = fold_of(items), _count(items)
    known: dict[str, _Counts] = {}
    found = []
    for item in items:
        if fold(item) not in known:
            out = _count([other for other in items if fold(other) == fold(item)])
            known[fold(item)] = {right: whole[right] - out[right] for right in whole}
        scores = _scores(item, known[fold(item)])
        best = max(scores, default=0.0)
        picks = tuple(at for at, score in enumerate(scores) if isclose(score, best, rel_tol=1e-9, abs_tol=1e-9))
        found.append(picks if len(picks) < len(item.options) else ())
    return tuple(found)

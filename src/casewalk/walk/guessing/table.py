"""The table of guessers: how often each is right over a pack, what chance would give, and how surprising that is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from casewalk.walk.guessing.bayes import naive_bayes
from casewalk.walk.guessing.chance import Draw, expected, least_tail, tail
from casewalk.walk.guessing.guessers import MOVES, NONE_YET, READINGS, Guesser, Picks
from casewalk.walk.guessing.items import Item, among_readings

LEVEL = 0.05
"""A fair pack has a guesser found out in it at most this often: a table's guessers share it evenly (Bonferroni)."""
BAYES = "naive Bayes over words"


@dataclass(frozen=True)
class Guessed:
    """A guesser's row: right so often (a tie counts its share), of so many items that it could tell apart.

    `p` is the probability of being right this often or oftener without a cue; `least` is that of being right as often
    as these items allow. `level` is what `p` must stay above. `hits` are the items and their scores.
    """

    guesser: str
    right: float
    of: int
    chance: float
    p: float
    least: float
    level: float
    hits: tuple[tuple[Item, float], ...]

    @property
    def telling(self) -> bool:
        """Whether the pack is large enough to tell: a guesser that is always right would be found out."""
        return self.least < self.level

    @property
    def found_out(self) -> bool:
        """Whether the guesser beats chance by more than luck allows."""
        return self.p < self.level


@dataclass(frozen=True)
class Table:
    """The guessers over a pack's moves, and over its signals."""

    moves: tuple[Guessed, ...]
    signals: tuple[Guessed, ...]


_Guesses = Callable[[Sequence[Item]], Sequence[Picks]]


def _each(guesser: Guesser) -> _Guesses:
    return lambda items: [guesser(item) for item in items]


def _draw(item: Item, picks: Picks) -> Draw:
    right = [option.right for option in item.options]
    return Draw(len(right), sum(right), len(picks), sum(right[at] for at in picks))


def _guessed(name: str, guesses: _Guesses, items: Sequence[Item], level: float) -> Guessed:
    met = [(item, _draw(item, picks)) for item, picks in zip(items, guesses(items), strict=True) if picks]
    draws = [draw for _, draw in met]
    return Guessed(
        guesser=name,
        right=fsum(draw.score for draw in draws),
        of=len(draws),
        chance=expected(draws),
        p=tail(draws),
        least=least_tail(draws),
        level=level,
        hits=tuple((item, draw.score) for item, draw in met),
    )


def _all(guessers: Mapping[str, Guesser]) -> dict[str, _Guesses]:
    return {name: _each(guesser) for name, guesser in guessers.items()}


def guess_table(moves: Iterable[Item], signals: Iterable[Item]) -> Table:
    """Every guesser over the moves and the signals of a pack.

    A signal asks twice: is it a reading at all, over all signals; and which reading, over those where one is right.
    """
    decisions, asked = tuple(moves), tuple(signals)
    readings = tuple(among_readings(asked))
    over_moves = _all(MOVES) | {BAYES: naive_bayes}
    over_readings = _all(READINGS) | {BAYES: naive_bayes}
    none_yet = _all(NONE_YET)
    share = LEVEL / len(over_moves), LEVEL / (len(over_readings) + len(none_yet))
    return Table(
        tuple(_guessed(name, guesses, decisions, share[0]) for name, guesses in over_moves.items()),
        tuple(_guessed(name, guesses, readings, share[1]) for name, guesses in over_readings.items())
        + tuple(_guessed(name, guesses, asked, share[1]) for name, guesses in none_yet.items()),
    )

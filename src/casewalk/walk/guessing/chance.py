"""Chance: the exact probability that a guesser is right at least this often without a cue.

A guesser narrows an item of n options, r of them right, to k that it cannot tell apart, and scores the share of right
ones among the k: what picking one of them blindly is worth on average. Without a cue any k of the n options are equally
likely, so that the number of right ones among them is hypergeometric; with k = 1 that is a coin that falls right with
r / n, and the sum over items is Poisson binomial. The sum's distribution is found by convolution.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb, fsum, lcm


@dataclass(frozen=True)
class Draw:
    """One item as a guesser met it: so many options, so many of them right, so many picked, so many hits."""

    options: int
    right: int
    picked: int
    hits: int

    @property
    def score(self) -> float:
        """The share of right ones among the picked."""
        return self.hits / self.picked

    @property
    def chance(self) -> float:
        """What the score is on average without a cue."""
        return self.right / self.options

    def outcomes(self) -> dict[int, float]:
        """The probability of each number of right ones among the picked, without a cue."""
        wrong, ways = self.options - self.right, comb(self.options, self.picked)
        fewest, most = max(0, self.picked - wrong), min(self.right, self.picked)
        return {
            hits: comb(self.right, hits) * comb(wrong, self.picked - hits) / ways for hits in range(fewest, most + 1)
        }


def expected(draws: Sequence[Draw]) -> float:
    """How often a blind pick is right over these items."""
    return fsum(draw.chance for draw in draws)


def tail(draws: Sequence[Draw]) -> float:
    """The probability of at least the score of these draws, without a cue; 1 for none.

    Scores are counted in whole parts of the least common multiple of the ties, so that equal sums are equal.
    """
    parts = lcm(*(draw.picked for draw in draws))
    reached = sum(draw.hits * (parts // draw.picked) for draw in draws)
    sums = {0: 1.0}
    for draw in draws:
        share, grown = parts // draw.picked, dict[int, float]()
        for hits, probability in draw.outcomes().items():
            for total, before in sums.items():
                grown[total + hits * share] = grown.get(total + hits * share, 0.0) + before * probability
        sums = grown
    return min(1.0, sum(probability for total, probability in sums.items() if total >= reached))


def least_tail(draws: Sequence[Draw]) -> float:
    """The tail of the best score that there could have been: what these items could tell at most."""
    return tail([Draw(d.options, d.right, d.picked, min(d.right, d.picked)) for d in draws])

"""The exact test, held against every way in which right answers can lie."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations, product
from math import comb, prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewalk.walk.guessing.chance import Draw, expected, least_tail, tail


@st.composite
def draws(draw: st.DrawFn) -> Draw:
    options = draw(st.integers(2, 5))
    right, picked = draw(st.integers(1, options)), draw(st.integers(1, options))
    hits = draw(st.integers(max(0, picked + right - options), min(right, picked)))
    return Draw(options, right, picked, hits)


def _every_score(met: Draw) -> list[Fraction]:
    """What a guesser of the first options scores, for each way in which the right ones can lie."""
    return [
        Fraction(sum(at < met.picked for at in right), met.picked)
        for right in combinations(range(met.options), met.right)
    ]


def by_enumeration(met: Sequence[Draw]) -> Fraction:
    reached = sum((Fraction(d.hits, d.picked) for d in met), Fraction(0))
    ways = list(product(*map(_every_score, met)))
    return Fraction(sum(sum(way, Fraction(0)) >= reached for way in ways), len(ways))


@given(st.lists(draws(), max_size=4))
def test_the_tail_is_the_share_of_all_ways_that_score_as_high(met: list[Draw]) -> None:
    assert tail(met) == pytest.approx(float(by_enumeration(met)), rel=1e-12)


@given(st.lists(draws(), max_size=4))
def test_chance_is_the_mean_over_all_ways(met: list[Draw]) -> None:
    means = [sum(_every_score(d), Fraction(0)) / comb(d.options, d.right) for d in met]
    assert expected(met) == pytest.approx(float(sum(means, Fraction(0))), rel=1e-12)


@given(st.lists(draws(), max_size=4))
def test_no_score_tells_more_than_the_best(met: list[Draw]) -> None:
    best = [Draw(d.options, d.right, d.picked, min(d.right, d.picked)) for d in met]
    assert least_tail(met) == pytest.approx(float(by_enumeration(best)), rel=1e-12)
    assert least_tail(met) <= tail(met) * (1 + 1e-12)


def test_equal_chances_are_the_binomial() -> None:
    met = [Draw(4, 1, 1, int(at < 7)) for at in range(20)]
    binomial = sum(comb(20, hits) * 0.25**hits * 0.75 ** (20 - hits) for hits in range(7, 21))
    assert tail(met) == pytest.approx(binomial, rel=1e-12)


def test_unequal_chances_all_right_are_their_product() -> None:
    met = [Draw(options, 1, 1, 1) for options in (2, 3, 4, 5, 3, 4)]
    assert tail(met) == pytest.approx(prod(1 / d.options for d in met), rel=1e-12)


def test_thirds_add_up_to_a_whole() -> None:
    thirds = [Draw(4, 1, 3, 1)] * 3
    whole = [Draw(4, 1, 3, 1)] * 2 + [Draw(3, 1, 3, 1)]
    assert tail(thirds) == pytest.approx(0.75**3, rel=1e-12)
    assert tail(whole) == pytest.approx(0.75**2, rel=1e-12)


def test_nothing_met_tells_nothing() -> None:
    assert (tail([]), expected([]), least_tail([])) == (1.0, 0, 1.0)


def test_a_tie_counts_its_share() -> None:
    assert Draw(5, 2, 4, 2).score == 0.5
    assert Draw(5, 2, 4, 2).chance == 0.4

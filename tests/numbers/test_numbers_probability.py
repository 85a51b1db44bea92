"""Probability functions against tables, exact products and sums, and the standard library."""

from __future__ import annotations

import itertools
import math
from fractions import Fraction
from statistics import NormalDist

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numbers_referees import call, close, textbook

from casewalk.numbers import OutOfBounds

FEW = settings(max_examples=30)


@textbook("normal_cdf")
@pytest.mark.parametrize(("z", "up_to"), [(-6, 9.8659e-10), (-1.645, 0.04998), (0, 0.5), (1, 0.84134), (2.33, 0.9901)])
def test_normal_cdf(z: float, up_to: float) -> None:
    """Tables of the standard normal, to the digits printed (Abramowitz and Stegun, table 26.1)."""
    assert call("normal_cdf", z) == close(up_to, rel=2e-4)


@textbook("normal_cdf")
@FEW
@given(st.floats(-5, 5))
def test_normal_cdf_both_ways(z: float) -> None:
    """The standard library's normal distribution, and the two sides of a number that make one."""
    assert call("normal_cdf", z) == close(NormalDist().cdf(z), rel=1e-6)
    assert call("normal_cdf", z) + call("normal_cdf", -z) == close(1, rel=1e-12)


@textbook("normal_cdf")
def test_normal_cdf_at_its_ends() -> None:
    """The limits of a distribution function."""
    assert (call("normal_cdf", -math.inf), call("normal_cdf", math.inf)) == (0, 1)


@textbook("lognormal_tail", "lognormal_q")
@FEW
@given(st.floats(0.01, 100), st.floats(1.01, 20), st.floats(0.001, 0.999))
def test_lognormal(median: float, spread: float, q: float) -> None:
    """The standard library's normal distribution, through the logarithm."""
    law = NormalDist(math.log(median), math.log(spread) / NormalDist().inv_cdf(0.95))
    x = call("lognormal_q", q, median, median * spread)
    assert math.log(x) == close(law.inv_cdf(q), rel=1e-6, abs=1e-6)
    assert call("lognormal_tail", x, median, median * spread) == close(1 - law.cdf(math.log(x)), rel=1e-6, abs=1e-12)


@textbook("lognormal_tail", "lognormal_q")
def test_lognormal_by_its_own_percentiles() -> None:
    """By definition half lie beyond the median and a twentieth beyond the 95th percentile."""
    assert call("lognormal_tail", 3, 3, 5) == close(0.5)
    assert call("lognormal_tail", 5, 3, 5) == close(0.05)
    assert call("lognormal_q", 0.5, 3, 5) == close(3)
    assert call("lognormal_q", 0.95, 3, 5) == close(5)
    assert call("lognormal_tail", 0, 3, 5) == 1
    assert (call("lognormal_tail", 2, 3, 3), call("lognormal_tail", 4, 3, 3)) == (1, 0)


def poisson_up_to(mean: float, k: int) -> float:
    """P(N <= k), from the mode outwards so that no term is lost."""
    return math.fsum(math.exp(n * math.log(mean) - mean - math.lgamma(n + 1)) for n in range(k + 1))


@textbook("poisson_tail")
@pytest.mark.parametrize(
    ("mean", "k", "up_to"), [(2, 3, 0.8571), (5, 8, 0.9319), (10, 15, 0.9513), (1, 0, 0.3679), (20, 25, 0.8878)]
)
def test_poisson_tail(mean: float, k: int, up_to: float) -> None:
    """Cumulative Poisson tables, four digits (as in Montgomery and Runger, Applied Statistics, appendix A)."""
    assert call("poisson_tail", mean, k) == close(1 - up_to, abs=5e-5)


@textbook("poisson_tail")
@pytest.mark.parametrize("k", [1950, 2000, 2050, 2100])
def test_poisson_tail_of_a_large_mean(k: int) -> None:
    """The exact sum, to within a thousandth, past the mean where the normal takes over."""
    assert call("poisson_tail", 2000, k) == close(1 - poisson_up_to(2000, k), abs=2.5e-3)


@textbook("poisson_tail")
@pytest.mark.parametrize(
    ("mean", "k", "tail"),
    [
        (0, 0, 0),
        (5, -1, 1),
        (5, 1e300, 0),
        (5, math.inf, 0),
        (1e9, 1e300, 0),
        (math.inf, 5, 1),
        (math.inf, math.inf, 0),
    ],
)
def test_poisson_tail_at_its_ends(mean: float, k: float, tail: float) -> None:
    """The limits of a distribution function: nothing lies beyond everything, and all beyond nothing."""
    assert call("poisson_tail", mean, k) == tail


@textbook("binomial_tail")
@pytest.mark.parametrize(
    ("n", "share", "k", "up_to"),
    [(5, 0.5, 2, 0.5), (10, 0.3, 3, 0.6496), (15, 0.4, 6, 0.6098), (20, 0.25, 5, 0.6172), (20, 0.9, 15, 0.0432)],
)
def test_binomial_tail(n: int, share: float, k: int, up_to: float) -> None:
    """Cumulative binomial tables, four digits (as in Montgomery and Runger, Applied Statistics, appendix A)."""
    assert call("binomial_tail", n, share, k) == close(1 - up_to, abs=5e-5)


@textbook("binomial_tail")
@FEW
@given(st.integers(1, 400), st.fractions(0, 1, max_denominator=100), st.integers(-1, 400))
def test_binomial_tail_exactly(n: int, share: Fraction, k: int) -> None:
    """The sum of its terms, in exact fractions; far out in the tail to ten digits of what is left."""
    terms = (math.comb(n, i) * share**i * (1 - share) ** (n - i) for i in range(max(0, k + 1), n + 1))
    assert call("binomial_tail", n, float(share), k) == close(float(sum(terms)), rel=1e-9, abs=1e-300)


@textbook("binomial_tail")
@pytest.mark.parametrize("n", [5_000, 1_000_000])
def test_binomial_tail_of_many_trials(n: int) -> None:
    """De Moivre and Laplace: the normal with continuity correction, at one deviation past the mean."""
    mean, deviation = 0.3 * n, math.sqrt(0.21 * n)
    k = round(mean + deviation)
    normal = 0.5 * math.erfc((k + 0.5 - mean) / deviation / math.sqrt(2))
    assert call("binomial_tail", n, 0.3, k) == close(normal, abs=1e-3)


@textbook("binomial_tail")
@pytest.mark.parametrize(
    ("n", "share", "k", "tail"),
    [(20, 0.5, -1, 1), (20, 0.5, 20, 0), (20, 0, 4, 0), (20, 1, 4, 1), (0, 0.5, 0, 0), (20, 0.5, math.inf, 0)],
)
def test_binomial_tail_at_its_ends(n: int, share: float, k: float, tail: float) -> None:
    """No more can come of n trials than n, and nothing of a share of nought."""
    assert call("binomial_tail", n, share, k) == tail


@textbook("binomial_tail")
def test_binomial_tail_bounds() -> None:
    """Beyond a million trials there is no answer."""
    for n in (2e6, math.inf, math.nan):
        with pytest.raises(OutOfBounds):
            call("binomial_tail", n, 0.5, 5)


@textbook("poisson_q")
@pytest.mark.parametrize("mean", [1, 1.4, 2, 3.3, 5, 20, 50.5, 100, 200])
@pytest.mark.parametrize("q", [0.5, 0.6, 0.75, 0.9, 0.95, 0.99, 0.999])
def test_poisson_q(mean: float, q: float) -> None:
    """The exact quantile by summing, whose steps are one wide: the smooth one runs through them."""
    terms = (math.exp(n * math.log(mean) - mean - math.lgamma(n + 1)) for n in itertools.count())
    exact = next(k for k, up_to in enumerate(itertools.accumulate(terms)) if up_to >= q)
    assert call("poisson_q", mean, q) == close(exact, abs=0.75)


@textbook("poisson_q")
def test_poisson_q_bounds() -> None:
    """Nothing comes of a mean of nought; beyond a million and outside (0, 1) there is no answer."""
    assert call("poisson_q", 0, 0.99) == 0
    for mean, q in ((2e6, 0.5), (5, 0), (5, 1)):
        with pytest.raises(OutOfBounds):
            call("poisson_q", mean, q)


@textbook("at_least_one")
@pytest.mark.parametrize(
    ("share", "n", "chance"),
    [(1 / 6, 4, 0.5177), (1 / 36, 24, 0.4914), (0, 99, 0), (1, 1, 1), (1, 0, 0), (0.5, 0, 0), (0.5, -3, 0)],
)
def test_at_least_one(share: float, n: float, chance: float) -> None:
    """The Chevalier de Méré's bets, settled by Pascal and Fermat in 1654: one six in 4 throws, a double one in 24."""
    assert call("at_least_one", share, n) == close(chance, abs=5e-5)


@textbook("at_least_one")
@FEW
@given(st.fractions(0, 1, max_denominator=1000), st.integers(0, 200))
def test_at_least_one_exactly(share: Fraction, n: int) -> None:
    """1 - (1 - p)^n in exact fractions."""
    assert call("at_least_one", float(share), n) == close(float(1 - (1 - share) ** n), abs=1e-12)


@textbook("rule_of_three")
@pytest.mark.parametrize("n", [1, 10, 100, 1000, 1_000_000])
def test_rule_of_three(n: int) -> None:
    """At the bound, n trials without an event have a chance of exactly 5 %; from 100 on it is nearly 3 / n."""
    found = call("rule_of_three", n)
    assert (1 - found) ** n == close(0.05)
    if n >= 100:
        assert found == close(3 / n, rel=0.02)


@textbook("rule_of_three")
def test_rule_of_three_without_trials() -> None:
    """No trials exclude nothing."""
    assert call("rule_of_three", 0) == 1


@textbook("birthday_collision")
@pytest.mark.parametrize(("n", "space"), [(5, 365), (23, 365), (40, 365), (100, 10**6), (1200, 10**6), (3000, 10**7)])
def test_birthday_collision(n: int, space: int) -> None:
    """The exact product (1 - 1/N)(1 - 2/N)... (Feller, Probability Theory I, II.3): 23 people, 50.7 %."""
    distinct = math.prod(1 - i / space for i in range(n))
    assert call("birthday_collision", n, space) == close(1 - distinct, abs=0.01, rel=0.01)


@textbook("birthday_collision")
@pytest.mark.parametrize(("n", "space", "chance"), [(0, 365, 0), (1, 365, 0), (0.5, 365, 0), (366, 365, 1)])
def test_birthday_collision_at_its_ends(n: float, space: float, chance: float) -> None:
    """One pick cannot collide; by the pigeonhole principle one more pick than places must."""
    assert call("birthday_collision", n, space) == chance


@textbook("exp_decay")
@pytest.mark.parametrize(("time", "mean"), [(0, 5), (5, 5), (10, 5), (5 * math.log(2), 5), (1, 20)])
def test_exp_decay(time: float, mean: float) -> None:
    """Decay compounded in a million small steps: (1 - dt/mean)^n; at ln 2 means, a half-life, one half is left."""
    steps = 1_000_000
    assert call("exp_decay", time, mean) == close((1 - time / steps / mean) ** steps, rel=1e-4)


@textbook("exp_decay")
def test_exp_decay_at_its_ends() -> None:
    """All last longer than no time, and none where the mean is nought."""
    assert call("exp_decay", -1, 5) == 1
    assert call("exp_decay", 1, 0) == 0
    assert call("exp_decay", 5 * math.log(2), 5) == close(0.5)

"""Probability: rare events, waiting people, and what a sample can show."""

from __future__ import annotations

import math
from functools import lru_cache

from casewalk.numbers.errors import OutOfBounds

Z95 = 1.6448536269514722
"""The 95th percentile of the standard normal."""
MAX_MEAN = 1e6


def normal_tail(z: float) -> float:
    """P(Z > z) of the standard normal."""
    return 0.5 * math.erfc(z / math.sqrt(2))


def normal_cdf(z: float) -> float:
    """P(Z <= z) of the standard normal: its share up to z deviations above the mean, or below it for a negative z.

    (1 + erf(z / sqrt 2)) / 2, by `erfc`, so that the far lower end keeps its digits. Source: Abramowitz and Stegun,
    Handbook of Mathematical Functions, 26.2.29.
    """
    return normal_tail(-z)


def lognormal_tail(x: float, median: float, p95: float) -> float:
    """Share beyond x of a lognormal given by its median and 95th percentile.

    ln X is normal with mean ln(median) and deviation ln(p95 / median) / 1.645.
    """
    if x <= 0:
        return 1.0
    if p95 <= median or median <= 0:
        return 1.0 if x < median else 0.0
    return normal_tail(math.log(x / median) / (math.log(p95 / median) / Z95))


@lru_cache(64)
def _normal_q(q: float) -> float:
    """Quantile q of the standard normal, by bisection on its tail; a case asks for the same few again and again."""
    low, high = -40.0, 40.0
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if normal_tail(middle) > 1 - q else (low, middle)
    return high


def lognormal_q(q: float, median: float, p95: float) -> float:
    """Quantile q of a lognormal given by its median and 95th percentile, by bisection on its tail."""
    if not 0 < q < 1:
        raise OutOfBounds("a quantile lies between 0 and 1")
    return float(median * math.exp(_normal_q(q) * math.log(max(p95 / median, 1.0)) / Z95))


def poisson_tail(mean: float, k: float) -> float:
    """P(N > k) for a Poisson count; beyond a mean of a thousand by the normal with continuity correction."""
    if k < 0:
        return 1.0
    if mean <= 0:
        return 0.0
    if not mean <= 1000:  # also where the mean is not a number
        if math.isinf(mean):
            return 0.0 if math.isinf(k) else 1.0
        return normal_tail((math.floor(k) + 0.5 - mean) / math.sqrt(mean))
    if k > mean + 40 * math.sqrt(mean) + 200:
        return 0.0
    total = sum(math.exp(n * math.log(mean) - mean - math.lgamma(n + 1)) for n in range(int(k) + 1))
    return max(0.0, 1 - total)


def binomial_tail(trials: float, share: float, k: float) -> float:
    """P(N > k) of a binomial count: more than k of so many independent trials, each with the same share.

    The regularised incomplete beta function I_p(k + 1, n - k), smooth in the number of trials. Source: Abramowitz and
    Stegun, Handbook of Mathematical Functions, 26.5.24; the continued fraction is their 26.5.8.
    """
    if not trials <= MAX_MEAN:  # also where it is not a number
        raise OutOfBounds("trials up to a million")
    if k < 0:
        return 1.0
    k = math.floor(min(k, MAX_MEAN))
    if k >= trials or share <= 0:
        return 0.0
    if share >= 1:
        return 1.0
    a, b = k + 1.0, trials - k
    if share < (a + 1) / (a + b + 2):
        return min(1.0, _beta_part(a, b, share))
    return max(0.0, 1 - _beta_part(b, a, 1 - share))


def _beta_part(a: float, b: float, x: float) -> float:
    """I_x(a, b) by its continued fraction, after Lentz; it converges fast for x below (a + 1) / (a + b + 2)."""
    scale = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)) / a
    tiny = 1e-300
    c, d = 1.0, 1 / ((1 - (a + b) * x / (a + 1)) or tiny)
    total = d
    for m in range(1, 20_000):
        step = total
        for term in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / ((1 + term * d) or tiny)
            c = (1 + term / c) or tiny
            total *= c * d
        if abs(total / step - 1) < 1e-14:
            break
    return scale * total


def poisson_q(mean: float, q: float) -> float:
    """Smooth quantile q of a Poisson count, from the median up: what it stays under with probability q.

    The Cornish-Fisher expansion mean + z sqrt(mean) + (z^2 - 1) / 6: within three quarters of a count of the exact
    quantile from a mean of 1 and to 99.9 %, and without steps, so that boundaries can be found on it.
    """
    if not 0 < q < 1 or mean > MAX_MEAN:
        raise OutOfBounds("a quantile lies between 0 and 1, a mean up to a million")
    if mean <= 0:
        return 0.0
    z = math.log(lognormal_q(q, 1.0, math.exp(Z95)))
    return max(mean, mean + z * math.sqrt(mean) + (z * z - 1) / 6)


def at_least_one(share: float, n: float) -> float:
    """Probability of at least one event in n independent trials: 1 - (1 - p)^n."""
    n = max(0.0, n)
    if share >= 1:
        return 1.0 if n > 0 else 0.0
    return -math.expm1(n * math.log1p(-max(0.0, share)))


def rule_of_three(n: float) -> float:
    """The largest event share that n trials without an event leave possible, at 95 % confidence: about 3 / n.

    Exact form 1 - 0.05^(1/n). Source: Hanley and Lippman-Hand, JAMA 1983.
    """
    return 1.0 if n < 1 else -math.expm1(math.log(0.05) / n)


def birthday_collision(n: float, space: float) -> float:
    """Probability that two of n random picks out of a space are equal: 1 - exp(-n (n - 1) / 2 N)."""
    return 1.0 if n > space else -math.expm1(-n * max(0.0, n - 1) / (2 * space))


def exp_decay(time: float, mean: float) -> float:
    """Share of memoryless events that last longer than a time: exp(-t / mean)."""
    return math.exp(-max(0.0, time) / mean) if mean > 0 else 0.0

"""The function library of the formula language: every function with its meaning, source and dimensions."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from casewalk.numbers import probability, queueing
from casewalk.numbers.errors import OutOfBounds

MAX_POWER = 64.0
MAX_BASE = 1e12


@dataclass(frozen=True)
class Function:
    """A function of the language.

    `takes` gives each argument's dimension as a letter (equal letters, equal dimensions) or `1` for a bare number;
    `more` repeats after it; `gives` is the result: a letter, `1`, or `1/A`.
    """

    call: Callable[..., float]
    takes: tuple[str, ...]
    gives: str
    more: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Its description."""
        return self.call.__doc__ or ""


def clamp(x: float, low: float, high: float) -> float:
    """x, but at least `low` and at most `high`."""
    return max(low, min(high, x))


def smallest(*numbers: float) -> float:
    """The smallest of its arguments."""
    return min(numbers)


def largest(*numbers: float) -> float:
    """The largest of its arguments."""
    return max(numbers)


def absolute(x: float) -> float:
    """x without its sign."""
    return abs(x)


def nearest(x: float) -> float:
    """The nearest whole number; the even one of two equally near."""
    return float(round(x)) if math.isfinite(x) else x


def upward(x: float) -> float:
    """The next whole number up."""
    return float(math.ceil(x)) if math.isfinite(x) else x


def downward(x: float) -> float:
    """The next whole number down."""
    return float(math.floor(x)) if math.isfinite(x) else x


def root(x: float) -> float:
    """The square root."""
    return math.sqrt(x)


def exponential(x: float) -> float:
    """e to the power x."""
    return math.exp(min(x, 700.0))


def logarithm(x: float) -> float:
    """The natural logarithm."""
    return math.log(x)


def logarithm10(x: float) -> float:
    """The logarithm to base ten."""
    return math.log10(x)


def logarithm2(x: float) -> float:
    """The logarithm to base two."""
    return math.log2(x)


def power(base: float, exponent: float) -> float:
    """`**`, bounded: an exponent up to 64 and a base up to 1e12, either sign."""
    if abs(exponent) > MAX_POWER or abs(base) > MAX_BASE:
        raise OutOfBounds(f"power out of bounds: exponents to {MAX_POWER:g}, bases to {MAX_BASE:g}")
    result = base**exponent
    if isinstance(result, complex):
        raise OutOfBounds("a broken power of a negative number")
    return float(result)


def _segment(x: float, points: tuple[float, ...]) -> tuple[float, float, float] | float:
    """The values at both ends of the line that x lies on, and how far along it is; outside them, the value there."""
    xs, ys = points[::2], points[1::2]
    if len(points) < 4 or len(points) % 2:
        raise OutOfBounds("a table needs two or more pairs")
    if x <= xs[0]:
        return ys[0]
    for left, right, low, high in zip(xs, xs[1:], ys, ys[1:], strict=False):
        if x <= right:
            return (low, high, (x - left) / (right - left))
    return ys[-1]


def table(x: float, *points: float) -> float:
    """Straight lines between the pairs x1, y1, x2, y2 ... (x rising); flat outside them."""
    found = _segment(x, points)
    if not isinstance(found, tuple):
        return found
    low, high, share = found
    return low + (high - low) * share


def logtable(x: float, *points: float) -> float:
    """Like `table`, straight in the logarithm of y: for shares that fall by factors."""
    found = _segment(x, points)
    if not isinstance(found, tuple):
        return found
    low, high, share = found
    return float(low * (high / low) ** share)


_A, _ONE = ("A",), ("1",)
FUNCTIONS: dict[str, Function] = {
    "min": Function(smallest, _A, "A", _A),
    "max": Function(largest, _A, "A", _A),
    "abs": Function(absolute, _A, "A"),
    "clamp": Function(clamp, ("A", "A", "A"), "A"),
    "round": Function(nearest, _ONE, "1"),
    "ceil": Function(upward, _ONE, "1"),
    "floor": Function(downward, _ONE, "1"),
    "sqrt": Function(root, _ONE, "1"),
    "exp": Function(exponential, _ONE, "1"),
    "log": Function(logarithm, _ONE, "1"),
    "log10": Function(logarithm10, _ONE, "1"),
    "log2": Function(logarithm2, _ONE, "1"),
    "table": Function(table, ("A", "A", "B", "A", "B"), "B", ("A", "B")),
    "logtable": Function(logtable, ("A", "A", "B", "A", "B"), "B", ("A", "B")),
    "erlang_b": Function(queueing.erlang_b, ("1", "1"), "1"),
    "erlang_c": Function(queueing.erlang_c, ("1", "1"), "1"),
    "mmc_wait": Function(queueing.mmc_wait, ("A", "A", "1"), "1/A"),
    "mmc_wait_q": Function(queueing.mmc_wait_q, ("A", "A", "1", "1"), "1/A"),
    "mmc_resp_q": Function(queueing.mmc_resp_q, ("A", "A", "1", "1"), "1/A"),
    "mm1_p99": Function(queueing.mm1_p99, ("A", "1", "A"), "A"),
    "mmck_loss": Function(queueing.mmck_loss, ("A", "A", "1", "1"), "1"),
    "backlog": Function(queueing.backlog, ("A", "A", "B"), "A*B"),
    "drain_time": Function(queueing.drain_time, ("B", "A", "A"), "B/A"),
    "retry_amplification": Function(queueing.retry_amplification, ("1", "1"), "1"),
    "little": Function(queueing.little, ("A", "B"), "A*B"),
    "normal_cdf": Function(probability.normal_cdf, _ONE, "1"),
    "lognormal_tail": Function(probability.lognormal_tail, ("A", "A", "A"), "1"),
    "lognormal_q": Function(probability.lognormal_q, ("1", "A", "A"), "A"),
    "poisson_tail": Function(probability.poisson_tail, ("1", "1"), "1"),
    "binomial_tail": Function(probability.binomial_tail, ("1", "1", "1"), "1"),
    "poisson_q": Function(probability.poisson_q, ("1", "1"), "1"),
    "at_least_one": Function(probability.at_least_one, ("1", "1"), "1"),
    "rule_of_three": Function(probability.rule_of_three, _ONE, "1"),
    "birthday_collision": Function(probability.birthday_collision, ("1", "1"), "1"),
    "exp_decay": Function(probability.exp_decay, ("A", "A"), "1"),
}
"""Every function that a formula may call, by name."""

"""Plain arithmetic of the language, against exact decimals and fractions."""

from __future__ import annotations

import itertools
import math
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numbers_referees import call, close, textbook

FEW = settings(max_examples=30)


@textbook("min", "max", "clamp", "abs")
@FEW
@given(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9), st.floats(-1e9, 1e9))
def test_order(one: float, two: float, three: float) -> None:
    """Order statistics by sorting; the clamp is the median of its arguments (D. Knuth); |x| is sqrt(x^2)."""
    low, middle, high = sorted((one, two, three))
    assert call("min", one, two, three) == low
    assert call("max", one, two, three) == high
    assert call("clamp", middle, low, high) == middle
    assert call("clamp", one, *sorted((two, three))) == middle
    assert call("abs", one) == close(math.hypot(one))


@textbook("round", "ceil", "floor")
@FEW
@given(st.decimals(-1000, 1000, places=2))
def test_whole_numbers(exact: Decimal) -> None:
    """Decimal arithmetic: IEEE 754 rounding to even, towards plus and towards minus infinity."""
    x = float(exact)
    assert call("round", x) == float(exact.quantize(Decimal(1), "ROUND_HALF_EVEN"))
    assert call("ceil", x) == float(exact.quantize(Decimal(1), "ROUND_CEILING"))
    assert call("floor", x) == float(exact.quantize(Decimal(1), "ROUND_FLOOR"))
    assert all(call(name, math.inf) == math.inf for name in ("round", "ceil", "floor"))


@textbook("sqrt", "exp", "log", "log10")
@pytest.mark.parametrize("x", ["0.001", "0.5", "1", "2", "2.718281828", "10", "123.456"])
def test_roots_and_logarithms(x: str) -> None:
    """Decimal's correctly rounded functions, to 28 digits."""
    exact = Decimal(x)
    assert call("sqrt", float(x)) == close(float(exact.sqrt()))
    assert call("exp", float(x)) == close(float(exact.exp()))
    assert call("log", float(x)) == close(float(exact.ln()), abs=1e-15)
    assert call("log10", float(x)) == close(float(exact.log10()), abs=1e-15)


@textbook("log2")
@pytest.mark.parametrize("power", range(-20, 60, 7))
def test_logarithm_to_two(power: int) -> None:
    """The definition: the logarithm to base two of 2^n is n."""
    assert call("log2", 2.0**power) == power


@textbook("table")
@FEW
@given(st.fractions(-1, 5))
def test_table(x: Fraction) -> None:
    """Linear interpolation in exact fractions, by the two-point form of a line."""
    points = [(Fraction(0), Fraction(10)), (Fraction(1), Fraction(30)), (Fraction(4), Fraction(-3))]
    inside = min(max(x, points[0][0]), points[-1][0])
    for (x1, y1), (x2, y2) in itertools.pairwise(points):
        if x1 <= inside <= x2:
            wanted = (y1 * (x2 - inside) + y2 * (inside - x1)) / (x2 - x1)
    assert call("table", float(x), 0, 10, 1, 30, 4, -3) == close(float(wanted))


@textbook("logtable")
@pytest.mark.parametrize(
    ("x", "y"), [(0, 1), (1, 0.1), (2, 0.01), (0.5, math.sqrt(0.1)), (5, 1e-5), (-1, 1), (20, 1e-5), (3.5, 10**-3.5)]
)
def test_logtable(x: float, y: float) -> None:
    """A decade a step is a straight line on log paper: y = 10^-x; half way lies the geometric mean."""
    assert call("logtable", x, 0, 1, 2, 0.01, 5, 1e-5) == close(y)

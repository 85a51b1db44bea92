"""Units, and the one way to print a number."""

from __future__ import annotations

import math

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from casewalk.numbers import NBSP, UnitError, dimension_words, from_base, show, to_base, unit

FEW = settings(max_examples=60)


UNITS = (
    "", "users", "req", "req/s", "users/d", "/s", "us", "ms", "s", "min", "h", "d", "staff-h", "bit", "kbit", "Mbit",
    "Gbit/s", "B", "kB", "MB", "GB", "TB", "PB", "MB/user", "GB/d", "$", "$/month", "$/GB", "%", "%/h", "x", "min/h",
    "MB/GB", "MB/$", "s/req", "open tickets",
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "scale", "dimension"),
    [
        ("", 1, "a bare number"),
        ("users", 1, "a bare number"),
        ("open tickets", 1, "a bare number"),
        ("%", 0.01, "a bare number"),
        ("x", 1, "a bare number"),
        ("us", 1e-6, "time"),
        ("ms", 1e-3, "time"),
        ("min", 60, "time"),
        ("h", 3600, "time"),
        ("d", 86_400, "time"),
        ("staff-h", 3600, "time"),
        ("bit", 1, "data"),
        ("kbit", 1e3, "data"),
        ("B", 8, "data"),
        ("kB", 8e3, "data"),
        ("MB", 8e6, "data"),
        ("GB", 8e9, "data"),
        ("TB", 8e12, "data"),
        ("PB", 8e15, "data"),
        ("$", 1, "money"),
        ("req/s", 1, "1/time"),
        ("users/d", 1 / 86_400, "1/time"),
        ("Gbit/s", 1e9, "data/time"),
        ("MB/user", 8e6, "data"),
        ("$/month", 1, "money"),
        ("$/GB", 1 / 8e9, "money/data"),
        ("min/h", 1 / 60, "a bare number"),
        ("/s", 1, "1/time"),
    ],
)
def test_a_unit_has_its_scale_and_dimension(text: str, scale: float, dimension: str) -> None:
    assert unit(text).scale == pytest.approx(scale)
    assert dimension_words(unit(text).dimension) == dimension


@pytest.mark.parametrize("text", ["a/b/c", "1", "req/1", "5 ms", "s^2", "m2", "%%", "users!", "a" * 41, "s/s/s", "Ü"])
def test_what_is_no_unit_is_refused(text: str) -> None:
    with pytest.raises(UnitError):
        unit(text)


@FEW
@given(st.floats(-1e12, 1e12), st.sampled_from(UNITS))
def test_to_base_and_back(value: float, of: str) -> None:
    assert from_base(to_base(value, of), of) == pytest.approx(value, rel=1e-12, abs=1e-12)


SHOWN = [
    (60_000, "req/s", "60 k req/s"),
    (59_990, "req/s", "60 k req/s"),
    (0.8, "ms", "800 ms"),
    (0.8, "s", "800 ms"),
    (0.8, "%", "80 %"),
    (0.005, "%", "0.5 %"),
    (0.000123, "%", "0.0123 %"),
    (0.0000123, "%", "0.0012 %"),
    (9.5, "%", "950 %"),
    (9.996, "%", "10×"),
    (20, "%", "20×"),
    (12_345, "%", "12.3 k×"),
    (3, "x", "3×"),
    (2.5, "x", "2.5×"),
    (60_000, "$", "$60 k"),
    (-60_000, "$", "-$60 k"),
    (1_250_000, "$/month", "$1.25 M/month"),
    (0, "d", "0 d"),
    (0, "users", "0 users"),
    (0, "%", "0 %"),
    (0, "$", "$0"),
    (1, "users", "1 user"),
    (1, "seats/show", "1 seat/show"),
    (999, "users", "999 users"),
    (999.6, "users", "1 k users"),
    (1000, "users", "1 k users"),
    (1_234_567, "users", "1.23 M users"),
    (5e9, "req", "5 G req"),
    (5e12, "req", "5 T req"),
    (5e15, "req", "5 P req"),
    (42, "", "42"),
    (0.000_001, "s", "1 µs"),
    (0.000_25, "ms", "250 µs"),
    (0.9996, "s", "1 s"),
    (1.5, "s", "1.5 s"),
    (299, "s", "299 s"),
    (300, "s", "5 min"),
    (10_740, "s", "179 min"),
    (240, "s", "240 s"),
    (240, "min", "4 min"),
    (90, "min", "1.5 min"),
    (59, "min", "59 s"),
    (59.99, "min", "1 min"),
    (5400, "h", "1.5 h"),
    (3000, "h", "50 min"),
    (10_800, "min", "3 h"),
    (86_400, "d", "1 d"),
    (-240, "min", "-4 min"),
    (10_800, "s", "3 h"),
    (259_200, "h", "3 d"),
    (86_400 * 5000, "d", "5 k d"),
    (86_400, "staff-h", "24 h"),
    (3600, "staff-h", "1 h"),
    (3599.9, "staff-h", "1 h"),
    (0, "staff-h", "0 h"),
    (201, "staff-h", "3.35 min"),
    (1800, "staff-h", "30 min"),
    (-1800, "staff-h", "-30 min"),
    (30, "staff-h", "30 s"),
    (1, "staff-h", "1 s"),
    (0.07, "staff-h", "<1 s"),
    (-0.07, "staff-h", ">-1 s"),
    (8e6, "MB", "1 MB"),
    (8e12, "GB", "1 TB"),
    (2e9, "Gbit/s", "2 Gbit/s"),
    (2e9, "GB/s", "250 MB/s"),
    (8e9 / 86_400, "GB/d", "1 GB/d"),
    (1 / 60, "users/min", "1 user/min"),
    (8e6, "MB/user", "1 MB/user"),
    (0.25, "min/h", "15 min/h"),
    (0.001, "MB/GB", "1 MB/GB"),
    (8e6, "MB/$", "1 MB/$"),
    (0.02, "ms/req", "20 ms/req"),
    (0.01 / 3600, "%/h", "1 %/h"),
    (5, "/s", "5 /s"),
    (math.inf, "req/s", "∞"),
    (math.nan, "s", "∞"),
    (-math.inf, "$", "-∞"),
    (-0.0, "users", "0 users"),
    (-1e-18, "users", "0 users"),
    (-2, "h", "-2 s"),
]


@pytest.mark.parametrize(("value", "of", "text"), SHOWN)
def test_a_value_is_printed_one_way(value: float, of: str, text: str) -> None:
    assert show(value, of).replace(NBSP, " ") == text


@pytest.mark.parametrize(("value", "of", "text"), SHOWN)
def test_a_printed_value_never_breaks_across_lines(value: float, of: str, text: str) -> None:
    assert " " not in show(value, of)
    assert text


@FEW
@given(st.floats(allow_nan=True, allow_infinity=True), st.sampled_from(UNITS))
def test_any_value_prints(value: float, of: str) -> None:
    assert show(value, of)


@FEW
@example(999_500_000_000_000.0, 1.03125, "MB")
@given(st.floats(0.02, 1e15), st.floats(1.02, 1e3), st.sampled_from(("users", "req/s", "$", "x", "MB", "s")))
def test_clearly_different_values_print_differently(value: float, factor: float, of: str) -> None:
    assert show(to_base(value, of), of) != show(to_base(value * factor, of), of)

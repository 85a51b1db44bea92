"""What a learner types, read; and how far off it is."""

from __future__ import annotations

import contextlib
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casewalk.numbers import EntryError, factor_off, read_entry, show, to_base, words_off

FEW = settings(max_examples=60)


READ = [
    ("60k", "req/s", 60_000),
    ("60,000", "req/s", 60_000),
    ("60 000", "users", 60_000),
    ("60_000", "users", 60_000),
    ("1'200'000", "users", 1_200_000),
    ("6e4 req/s", "req/s", 60_000),
    ("60k rps", "req/s", 60_000),
    ("60krps", "req/s", 60_000),
    ("60kreq/s", "req/s", 60_000),
    ("~60k", "users", 60_000),
    ("+60K", "users", 60_000),
    (".5", "users", 0.5),
    ("3.5 TB", "GB", 3.5 * 8e12),
    ("3.5", "TB", 3.5 * 8e12),
    ("500 kB", "MB", 4e6),
    ("500 KB", "MB", 4e6),
    ("2 Gbps", "Gbit/s", 2e9),
    ("800 Mb/s", "Gbit/s", 8e8),
    ("100 MB/s", "Gbit/s", 8e8),
    ("2 B", "kB", 16),
    ("1.2M/day", "users/d", 1.2e6 / 86_400),
    ("1.2M/day", "req/s", 1.2e6 / 86_400),
    ("40 answers/day", "answers/day", 40),
    ("40answers/day", "answers/day", 40),
    ("1.2k/day", "answers/day", 1200),
    ("1.5 million users per day", "users/d", 1.5e6 / 86_400),
    ("15 min", "s", 900),
    ("15 minutes", "min", 900),
    ("1.5m", "min", 90),
    ("1.5m", "users", 1_500_000),
    ("2 hrs", "min", 7200),
    ("3 days", "d", 259_200),
    ("800ms", "s", 0.8),
    ("250 µs", "ms", 0.000_25),
    ("5 h", "staff-h", 18_000),
    ("30", "%", 0.3),
    ("30%", "%", 0.3),
    ("30 percent", "%", 0.3),
    ("20x", "%", 20),
    ("20×", "%", 20),
    ("3", "x", 3),
    ("3 times", "x", 3),
    ("$60k", "$", 60_000),
    ("60k", "$", 60_000),
    ("60k $", "$", 60_000),
    ("60 thousand dollars", "$", 60_000),
    ("-$5", "$", -5),
    ("$4 bn", "$", 4e9),
    ("2B", "users", 2e9),
    ("3 billion", "users", 3e9),
    ("$60k/month", "$/month", 60_000),
    ("60k per month", "$/month", 60_000),
    ("5 P", "users", 5e15),
    ("7", "", 7),
    ("7 users", "", 7),
    ("5k/min", "/s", 5000 / 60),
    ("730 answers/month", "answers/day", 24),
    ("730 a month", "answers/day", 24),
    ("1 answer per hour", "answers/day", 24),
    ("168 Answers/week", "answers/day", 24),
    ("8.76k/yr", "answers/day", 24),
    ("3650 users/year", "users/d", 10 / 86_400),
    ("60 rps", "req/min", 60),
    ("$120k/year", "$/month", 10_000),
    ("$1/d", "$/week", 7),
    ("2 weeks", "d", 14 * 86_400),
    ("1 year", "months", 12),
    ("14 d", "weeks", 2),
    ("3 requests/s", "req/s", 3),
    ("2 queries", "query", 2),
]  # fmt: skip


@pytest.mark.parametrize(("text", "of", "value"), READ)
def test_an_entry_is_read_in_base_units(text: str, of: str, value: float) -> None:
    assert read_entry(text, of) == pytest.approx(value)


REFUSED = [
    ("", "s", "nothing was typed"),
    ("   ", "s", "nothing was typed"),
    ("many", "users", "no number"),
    ("k", "users", "no number"),
    ("--5", "s", "no number"),
    ("-$-5", "$", "no number"),
    ("1,5", "s", "does not measure"),
    ("0,500", "s", "does not measure"),
    ("12,34,567", "users", "does not measure"),
    ("1.2.3", "users", "does not measure"),
    ("5 MB", "s", "does not measure"),
    ("5 s", "MB", "does not measure"),
    ("5 s", "req/s", "does not measure"),
    ("10 sek", "min", "does not measure"),
    ("10 apples", "ms", "does not measure"),
    ("30 users", "%", "does not measure"),
    ("30 %", "users", "does not measure"),
    ("$60k", "users", "does not measure"),
    ("5 users", "$", "does not measure"),
    ("5/s/s", "req/s", "does not measure"),
    ("1e999", "users", "does not measure"),
    ("5; DROP", "users", "does not measure"),
    ("5\x00", "users", "does not measure"),
    ("720 answers/fortnight", "answers/day", "does not measure"),
    ("720 answers/moon", "answers/day", "does not measure"),
    ("720 apples/day", "answers/day", "does not measure"),
    ("720 months", "answers/day", "does not measure"),
    ("720 answers/user", "answers/day", "does not measure"),
    ("720 answers/$", "answers/day", "does not measure"),
    ("5 users/day", "users", "does not measure"),
    ("5 apples", "users", "does not measure"),
    ("5/day", "", "does not measure"),
    ("5 weeks", "", "does not measure"),
    ("5 %/month", "%", "does not measure"),
    ("5 GB", "GB/d", "does not measure"),
    ("$5", "answers/day", "does not measure"),
    ("$5/token", "$/Mtoken", "does not measure"),
    ("nan", "users", "no number"),
    ("inf", "users", "no number"),
    ("9" * 61, "users", "too long"),
    ("9" * 100_000, "users", "too long"),
]


@pytest.mark.parametrize(("text", "of", "why"), REFUSED)
def test_a_bad_entry_is_refused_and_told_what_to_type(text: str, of: str, why: str) -> None:
    with pytest.raises(EntryError) as refused:
        read_entry(text, of)
    assert why in refused.value.message
    assert "type a number, such as" in refused.value.message


@pytest.mark.parametrize("of", ["", "s", "min", "MB", "req/s", "users", "$", "$/month", "%", "x", "GB/d", "staff-h"])
def test_the_example_of_a_refusal_can_be_typed(of: str) -> None:
    with pytest.raises(EntryError) as refused:
        read_entry("?", of)
    example = refused.value.message.rpartition("such as ")[2]
    assert read_entry(example, of) > 0


ROUND = ("users", "req/s", "users/d", "s", "ms", "min", "d", "staff-h", "MB", "kbit", "Gbit/s", "GB/d", "MB/user", "$",
         "$/month", "%", "x", "min/h", "")  # fmt: skip


@FEW
@given(st.floats(0.02, 1e12), st.booleans(), st.sampled_from(ROUND))
def test_what_is_printed_can_be_typed(value: float, negative: bool, of: str) -> None:
    base = to_base(-value if negative else value, of)
    assert read_entry(show(base, of), of) == pytest.approx(base, rel=0.006)


@FEW
@given(st.floats(1e-3, 1e15), st.sampled_from(ROUND))
def test_printing_what_was_read_from_print_changes_nothing(value: float, of: str) -> None:
    once = show(to_base(value, of), of)
    assert show(read_entry(once, of), of) == once


@FEW
@given(st.text(max_size=80), st.sampled_from(ROUND))
def test_any_text_is_read_or_refused(text: str, of: str) -> None:
    with contextlib.suppress(EntryError):
        assert math.isfinite(read_entry(text, of))


@pytest.mark.parametrize(
    ("given_", "answer", "off", "words"),
    [
        (60, 60, 1, "exact"),
        (60.1, 60, 60.1 / 60, "exact"),
        (78, 60, 1.3, "within a factor of 1.3, too high"),
        (60, 78, 1.3, "within a factor of 1.3, too low"),
        (100, 123, 1.23, "within a factor of 1.3, too low"),
        (600, 60, 10, "an order of magnitude too high"),
        (0.6, 60, 100, "2 orders of magnitude too low"),
        (5, 60, 12, "an order of magnitude too low"),
        (60, 12, 5, "5 times too high"),
        (30_000, 60, 500, "500 times too high"),
        (0, 60, math.inf, "too low, by more than a factor can say"),
        (-5, 60, math.inf, "too low, by more than a factor can say"),
        (60, 0, math.inf, "too high, by more than a factor can say"),
        (60, math.inf, math.inf, "too low, by more than a factor can say"),
        (0, 0, 1, "exact"),
    ],
)
def test_how_far_off(given_: float, answer: float, off: float, words: str) -> None:
    assert factor_off(given_, answer) == pytest.approx(off)
    assert words_off(given_, answer) == words


@FEW
@given(st.floats(1e-9, 1e9), st.floats(1e-9, 1e9))
def test_the_factor_is_symmetric_and_at_least_one(one: float, other: float) -> None:
    assert factor_off(one, other) >= 1
    assert factor_off(one, other) == pytest.approx(factor_off(other, one))

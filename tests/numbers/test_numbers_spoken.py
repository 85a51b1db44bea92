"""Numbers in words are read as a person reads them."""

from __future__ import annotations

import pytest

from casewalk.numbers.spoken import spoken


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Twenty-four thousand press for the stadium.", [24_000]),
        ("seven thousand four hundred of them", [7_400]),
        ("A hundred and twenty thousand scripts", [120_000]),
        ("half a million tickets", [500_000]),
        ("two and a half times as large", [2.5]),
        ("members may take nine seats in ten", [0.9]),
        ("one in twenty, three in a thousand", [0.05, 0.003]),
        ("one row in fifty million queries", [2e-8]),
        ("Twice the scripts come, sixty thousand of them", [2, 60_000]),
        ("one of them, a pair, someone often", []),
        ("seven o'clock in one hall", [7]),
        ("Fifteen changes in a hundred are about notices", [0.15]),
        ("after eleven four in ten thousand", [11, 0.0004]),
        ("two thousand three hundred forty-five", [2_345]),
        ("two clauses, and one reader in ten acts", [2, 0.1]),
    ],
)
def test_numbers_in_words(text: str, values: list[float]) -> None:
    assert [found.value for found in spoken(text)] == pytest.approx(values)


def test_it_says_where_the_words_stand() -> None:
    (found,) = spoken("There are thirty-two disputes.")
    assert (found.position, found.words) == (10, "thirty-two")

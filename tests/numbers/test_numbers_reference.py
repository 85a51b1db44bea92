"""The page of functions says what the functions say."""

from pathlib import Path

import pytest

from casewalk.numbers import FUNCTIONS
from casewalk.numbers.reference import reference

PAGE = Path(__file__).parents[2] / "docs" / "functions.md"


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text("utf-8") == reference(), "run: make docs"


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_is_on_the_page(name: str) -> None:
    assert f"\n## `{name}(" in reference()

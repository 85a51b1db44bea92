"""A register of the tests that referee the functions of the formula language."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from casewalk.numbers import FUNCTIONS

REFEREED: dict[str, list[Callable[..., None]]] = {}
close = pytest.approx


def textbook(*names: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Records that a test referees these functions."""

    def record(test: Callable[..., None]) -> Callable[..., None]:
        for name in names:
            REFEREED.setdefault(name, []).append(test)
        return test

    return record


def call(name: str, *arguments: float) -> float:
    return FUNCTIONS[name].call(*arguments)

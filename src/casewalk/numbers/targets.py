"""Targets: a comparison and a limit, as written in a case."""

from __future__ import annotations

import re
from dataclasses import dataclass

from casewalk.numbers.errors import FormulaError

_COMPARISON = re.compile(r"(.+?)(<=|>=|==|<|>)(.+)\Z", re.DOTALL)
_TARGET = re.compile(r"\s*(<=|>=|==|<|>)\s*([^\s<>=].*?)\s*\Z", re.DOTALL)


@dataclass(frozen=True)
class Target:
    """`op` is one of <= >= == < >; `expression` is the limit, and begins at `position` in the text."""

    op: str
    expression: str
    position: int


def parse_target(text: str) -> Target:
    """Read `<= 800 ms` or `>= needed * 2`. Raises FormulaError."""
    found = _TARGET.match(text)
    if found is None:
        raise FormulaError(f"{text!r} is no target: write a comparison and a limit, such as <= 800 ms", 0)
    return Target(found[1], found[2], found.start(2))


def parse_comparison(text: str) -> tuple[str, str, str]:
    """Split `entrance_rps < 0.6 * core_rps` into left, comparison, right. Raises FormulaError."""
    found = _COMPARISON.match(text)
    if found is None:
        raise FormulaError(f"{text!r} compares nothing: write a quantity, a comparison and a limit", 0)
    return found[1].strip(), found[2], found[3].strip()

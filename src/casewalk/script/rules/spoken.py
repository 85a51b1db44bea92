"""A rule on numbers in words: what a what-if asks is what it changes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from math import isclose

from casewalk.case import Flip
from casewalk.numbers import to_base
from casewalk.numbers.spoken import spoken
from casewalk.script.rules.report import Report
from casewalk.walk.prose import PLACEHOLDER

_SCALES = (1.0, 0.01, 60.0, 3600.0, 86_400.0, 1e3, 1e6)
"""Besides its unit a value may be said in hundredths, minutes, hours, days, or for a thousand or a million."""
NEAR = 0.005
"""A spoken number is near another if they differ by less."""


def check_spoken(report: Report) -> None:
    """CW405: a number in words in a what-if's question is of its changes: the new value, the old, or by how much."""
    for index, stage in enumerate(report.case.stages):
        for n, flip in enumerate(stage.flips):
            said = tuple(_said(report, index, flip))
            # What stands in braces is printed by the model, or was declared a plain fact.
            bare = PLACEHOLDER.sub(lambda m: "x" * len(m[0]), flip.ask)
            for found in spoken(bare):
                if not any(isclose(found.value, value, rel_tol=NEAR) for value in said):
                    report.add(
                        "CW405",
                        report.stage_file(stage),
                        ("flips", n, "ask"),
                        f"{found.words!r} is none of what this what-if changes",
                        "say what `change` sets, or {=words} for what no model computes",
                        offset=found.position,
                    )


def _said(report: Report, index: int, flip: Flip) -> Iterator[float]:
    """Every number that the changes may be said with."""
    workings = report.workings
    now = workings.parameters(index)
    for name, new in workings.in_base(flip.change).items():
        old, unit = now[name], to_base(1.0, workings.unit_of(name))
        for value, scale in product((new, old, abs(new - old)), (unit, *_SCALES)):
            yield value / scale
        yield from (a / b for a, b in ((new, old), (old, new)) if b)

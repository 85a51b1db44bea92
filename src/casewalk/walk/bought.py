"""Bought in between: what a stage's pressure adds to a lever that has a price, on the road that is walked.

A pressure tells where the product's people stand by then, with nodes that they bought meanwhile. On every road the same
is bought and paid for: as much as the lever grows on that road, at the price of one more.
"""

from __future__ import annotations

from dataclasses import dataclass

from casewalk.numbers import written
from casewalk.walk.moments import BEFORE, NOW, values_at
from casewalk.walk.workings import Workings


@dataclass(frozen=True)
class Purchase:
    """So much more of a lever, in base units, and what it costs a month, in dollars."""

    lever: str
    amount: float
    month: float


def bought(workings: Workings, stage_index: int) -> tuple[Purchase, ...]:
    """What the road has bought by the time of a stage's pressure, since the stage before."""
    priced = {name: lever for name, lever in workings.case.model.levers.items() if lever.bought is not None}
    if not priced or not workings.case.stages[stage_index].pressure:
        return ()
    before, now = (values_at(workings, stage_index, 0, moment) for moment in (BEFORE, NOW))
    found = []
    for name, lever in priced.items():
        more = now[name] - before[name]
        if more > 0:
            each = workings.evaluate(written(lever.bought or 0), "$/month", now)
            found.append(Purchase(name, more, more * each))
    return tuple(found)


def bought_year(workings: Workings, stage_index: int) -> float:
    """What all that was bought in between costs in first years, up to and in a stage, in dollars."""
    months = (p.month for index in range(stage_index + 1) for p in bought(workings, index))
    return 12 * sum(months)

"""Metric rows: value, target, margin and history as text, for a screen and for a page."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from casewalk.numbers import NBSP, show, unit
from casewalk.walk.cover import NOTHING, cover_text, covered_first
from casewalk.walk.readings import Reading, reading, readings, times_over
from casewalk.walk.workings import Road, Values, Workings

SIGNS = {"<=": "≤", ">=": "≥", "==": "=", "<": "<", ">": ">"}


@dataclass(frozen=True)
class MetricRow:
    """One metric as it is shown. `history` holds one value a stage so far, None where it was not yet measured.

    A covered metric shows neither its value nor whether it meets its target; `met` is then True.
    """

    metric: str
    name: str
    short: str
    value: str
    target: str
    margin: str
    met: bool
    history: tuple[float | None, ...]
    stages: int
    basis: str
    covered: bool = False
    judged: bool = False
    """Whether a decision of the stage is judged by it."""
    rank: int = 2
    """Its group in the stage's order: what the pressure turns missed comes first, then what decides, then the rest."""
    limit: float = math.inf
    """Its target in base units, as `history` is."""
    op: str = "<="

    def times_over(self, value: float) -> float:
        """How many times past the target a value of its history is: 1 at it, less where it is met with room."""
        return times_over(value, self.limit, self.op)


def target_text(seen: Reading) -> str:
    """A target as shown: `≤ 800 ms`."""
    return f"{SIGNS[seen.op]}{NBSP}{show(seen.limit, seen.unit)}"


def margin_text(seen: Reading) -> str:
    """How far from the target: `25× over`, `30 % over`, `10 pt spare`, `550 ms spare`."""
    if not seen.met:
        times = seen.times_over
        if math.isinf(times):
            return "over" if seen.op in {"<=", "<", "=="} else "short"
        word = "over" if seen.op in {"<=", "<", "=="} else "short"
        if times >= 2:
            return f"{times:.2g}× {word}" if times < 100 else f"{show(times, 'x')} {word}"
        return f"{max(1, round((times - 1) * 100))}{NBSP}% {word}"
    spare = abs(seen.limit - seen.value)
    if unit(seen.unit).top == "%" and seen.limit < 10:
        points = spare * 100
        return f"{show(round(points) if points >= 10 else points, 'pt')} spare"
    return f"{show(spare, seen.unit)} spare" if spare > 0 else "held"


def history(workings: Workings, stage_index: int, metric: str, now: float) -> tuple[float | None, ...]:
    """The metric at the end of each stage before, on the road that is walked, then now; None before it was measured."""
    begins = workings.case.stage_index(workings.case.model.metrics[metric].begins)
    past: list[float | None] = []
    for index in range(stage_index):
        if index < begins:
            past.append(None)
            continue
        past.append(workings.values(workings.road_to(index + 1), workings.parameters(index))[metric])
    return (*past, now)


def _row(workings: Workings, stage_index: int, seen: Reading, *, covered: bool) -> MetricRow:
    past = history(workings, stage_index, seen.metric, seen.value)
    return MetricRow(
        metric=seen.metric,
        name=seen.label,
        short=seen.short,
        value=cover_text(seen.unit) if covered else seen.value_text,
        target=target_text(seen),
        margin="" if covered else margin_text(seen),
        met=covered or seen.met,
        history=(*past[:-1], None) if covered else past,
        stages=len(workings.case.stages),
        basis=workings.case.model.metrics[seen.metric].basis,
        covered=covered,
        limit=seen.limit,
        op=seen.op,
        judged=any(seen.metric in d.judged_by for d in workings.case.stages[stage_index].decisions),
    )


def metric_rows(
    workings: Workings, stage_index: int, values: Values, covered: frozenset[str] = NOTHING
) -> tuple[MetricRow, ...]:
    """Every metric measured by now, in the case's order."""
    return tuple(
        _row(workings, stage_index, seen, covered=seen.metric in covered)
        for seen in readings(workings, stage_index, values)
    )


def ranked(workings: Workings, stage_index: int, rows: tuple[MetricRow, ...]) -> tuple[MetricRow, ...]:
    """Rows in the one order that a stage has from its first beat to its last, whatever they show at the moment.

    Missed under the pressure, then judged by the stage's decisions, then the rest; each in the order given. What the
    stage covers at first stands as if it were met, then and later, so that its place tells nothing; there missed and
    judged are one group, since after the estimate others of it may prove missed.
    """
    hidden = covered_first(workings, stage_index)
    values = workings.values(workings.road_to(stage_index), workings.parameters(stage_index))
    missed = {seen.metric for seen in readings(workings, stage_index, values) if not seen.met} - hidden
    placed = [(0 if row.metric in missed else 1 if row.judged else 2, row) for row in rows]
    least = 1 if any(row.metric in hidden for row in rows) else 0
    return tuple(replace(row, rank=max(least, at)) for at, row in sorted(placed, key=lambda pair: pair[0]))


def missed_text(rows: tuple[MetricRow, ...]) -> str:
    """`3 of 7 missed`, or `all 7 met`; with covered ones, what is known of the others: `1 missed, 2 covered`."""
    missed, hidden = sum(not r.met for r in rows), sum(r.covered for r in rows)
    if hidden:
        return f"{missed or 'none'} missed, {hidden} covered"
    return f"{missed} of {len(rows)} missed" if missed else f"all {len(rows)} met"


def mark(row: MetricRow) -> str:
    """A metric's sign: met, missed or covered."""
    return "?" if row.covered else "✓" if row.met else "✗"


def in_focus(workings: Workings, stage_index: int, rows: tuple[MetricRow, ...]) -> tuple[MetricRow, ...]:
    """The rows that a stage is about: judged by its decisions, offered as signals, or missed; in the order given."""
    signal = workings.case.stages[stage_index].signal
    offered = {*signal.others, signal.proof}
    return tuple(row for row in rows if row.judged or row.metric in offered or not row.met)


@dataclass(frozen=True)
class OfferedReading:
    """A reading offered as a signal: as it stands, and (for after the answer) under the cheap cure."""

    name: str
    value: str
    target: str
    met: bool
    cured_value: str
    cured_target: str
    cured: bool


def offered_reading(workings: Workings, stage_index: int, metric: str, road: Road | None = None) -> OfferedReading:
    """One signal reading under the pressure, and under more of the same."""
    stage = workings.case.stages[stage_index]
    standing = workings.road_to(stage_index) if road is None else road
    now = workings.parameters(stage_index)
    seen = reading(workings, metric, workings.values(standing, now))
    cure = now | workings.in_base(stage.signal.more_of_same)
    cured = reading(workings, metric, workings.values(standing, cure))
    return OfferedReading(
        name=seen.label,
        value=seen.value_text,
        target=target_text(seen),
        met=seen.met,
        cured_value=cured.value_text,
        cured_target=target_text(cured),
        cured=cured.met,
    )

"""The trade-off table: every move, every metric that tells them apart, cost and verdict, all computed."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from casewalk.case import Decision, Move
from casewalk.numbers import from_base, show, to_base
from casewalk.walk.locks import open_moves
from casewalk.walk.metrics import target_text
from casewalk.walk.prose import inside
from casewalk.walk.readings import Reading, reading, readings
from casewalk.walk.verdicts import (
    GIVE_OR_TAKE,
    SHARE_ALONE,
    Outcome,
    Verdict,
    affordable,
    judge,
    lead,
    least_bad,
)
from casewalk.walk.workings import Road, Step, Values, Workings

MARKS = {Verdict.FITS: "✓", Verdict.OVERBUILDS: "▲", Verdict.BREAKS: "✗"}
LEAST_BAD = "the least bad"
"""What is added to the reason of a move that counts as a fit because nothing fits."""
_ORDER = {Verdict.FITS: 0, Verdict.OVERBUILDS: 1, Verdict.BREAKS: 2}


@dataclass(frozen=True)
class Price:
    """What anybody could quote before the decision."""

    weeks: str
    parts: str


@dataclass(frozen=True)
class Cell:
    """One value in the table. `limit` is the move's own target, where it is another than the column's: `≤ 4 Gbit/s`."""

    text: str
    met: bool
    limit: str = ""


@dataclass(frozen=True)
class Row:
    """One move: the digit under which it was offered, its cells in the table's order, cost and verdict."""

    move: str
    digit: int
    name: str
    label: str
    cells: tuple[Cell, ...]
    cost: str
    weeks: str
    verdict: Verdict
    reason: str
    named: str = ""
    """The metric that the reason names, if it names one."""
    brief: str = ""
    """The reason in fewer words, where there is little room."""


@dataclass(frozen=True)
class Column:
    """One metric's head: its name in one or two short words, and its target."""

    metric: str
    name: str
    target: str
    least: int = 0
    """The fewest cells that it takes, where the table's values move and its columns do not."""


@dataclass(frozen=True)
class TradeOff:
    """The whole table. Rows by verdict, then cost; columns as they decide: see `deciding`."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    most: str = ""
    """The most that a move may cost and fit, printed; empty where nothing holds."""
    leeway: str = GIVE_OR_TAKE
    """How far that is from the least that holds, in words."""
    least: int = 0
    """The fewest cells that the cost takes, as `Column.least`."""

    def row(self, move: str) -> Row:
        """A move's row. Raises StopIteration for a move that it does not have."""
        return next(row for row in self.rows if row.move == move)

    @property
    def most_text(self) -> str:
        """What fits, in a sentence: `Fits up to $25.2 k: the least that holds, give or take a staff-week or 5 %.`"""
        return f"Fits up to {self.most}: the least that holds, {self.leeway}." if self.most else "Nothing holds here."


def weeks_text(weeks: str) -> str:
    """A printed number of weeks with its noun: `1 week`, `0.5 weeks`."""
    return f"{weeks} week{'' if weeks == '1' else 's'}"


def _weeks(base: float) -> str:
    weeks = from_base(base, "weeks")
    return f"{weeks:.2g}" if weeks < 10 else f"{weeks:.0f}"


def reason_text(outcome: Outcome, unit: str) -> str:
    """Why the verdict, in a few words: `least that holds`, `$365 k too much`, `no seat choice`, `3 targets missed`."""
    if outcome.verdict is Verdict.BREAKS:
        if len(outcome.broken) == 1:
            return inside(outcome.broken[0].label)
        return f"{len(outcome.broken)} targets missed"
    if outcome.verdict is Verdict.OVERBUILDS:
        return f"{show(outcome.excess, unit)} too much"
    return "least that holds" if outcome.excess <= 0 else f"{show(outcome.excess, unit)} above the least"


def _brief_reason(outcome: Outcome, unit: str) -> str:
    """The same in fewer words: `least cost`, `$1.44 k more`, `4 missed`, or the one that is by its short name."""
    if outcome.verdict is Verdict.BREAKS:
        return inside(outcome.broken[0].short) if len(outcome.broken) == 1 else f"{len(outcome.broken)} missed"
    return "least cost" if outcome.excess <= 0 else f"{show(outcome.excess, unit)} more"


def parts_added(workings: Workings, road: Road, values: Values) -> int:
    """How many more parts there are to run after the last move of a road than before it, by these values after it.

    A part that is drawn once counts as often as it is there.
    """
    before = workings.values(road[:-1], {name: values[name] for name in workings.case.model.parameters})
    return sum(workings.counts(road, values).values()) - sum(workings.counts(road[:-1], before).values())


def price_of(workings: Workings, stage_index: int, decision_index: int, move: Move) -> Price:
    """A move's weeks and parts, as it is offered."""
    stage = workings.case.stages[stage_index]
    decision = stage.decisions[decision_index]
    step = Step(stage.id, decision.id, move.id)
    road = (*workings.road_to(stage_index, decision_index), step)
    values = workings.values(road, workings.parameters(stage_index), priced=step)
    machines, parts = values["machines"], parts_added(workings, road, values)
    count, word = (round(machines), "node") if machines else (parts, "part")
    return Price(
        weeks=weeks_text(_weeks(values["build_weeks"])),
        parts=f"{'+' * (count >= 0)}{show(count, '')} {word}{'' if abs(count) == 1 else 's'}",
    )


def deciding(workings: Workings, decision: Decision, outcomes: Mapping[str, Outcome], stage_index: int) -> list[str]:
    """The metrics that tell moves apart, the most telling first: those that a move breaks, then others of `judged_by`.

    First come the few that between them show every broken move a miss, each time the one that shows most moves one;
    then by how many moves miss them. Among equals `judged_by` goes before the rest, and the case's order holds.
    """
    missed: dict[str, set[str]] = {metric: set() for metric in workings.measured(stage_index)}
    for outcome in outcomes.values():
        for seen in outcome.broken:
            missed[seen.metric].add(outcome.move)
    shown = [metric for metric, moves in missed.items() if moves or metric in decision.judged_by]
    shown.sort(key=lambda m: m not in decision.judged_by)
    unseen, first = set[str]().union(*missed.values()), list[str]()
    while unseen:
        first.append(max(shown, key=lambda m: len(missed[m] & unseen)))
        unseen -= missed[first[-1]]
    return [*first, *sorted((m for m in shown if m not in first), key=lambda m: -len(missed[m]))]


def trade_off(
    workings: Workings,
    stage_index: int,
    decision_index: int,
    digits: Mapping[str, int],
    *,
    road: Road | None = None,
    overrides: Mapping[str, float] | None = None,
    outcomes: Mapping[str, Outcome] | None = None,
    also: Iterable[str] = (),
) -> TradeOff:
    """The table of a decision. `digits` are those under which the moves were offered; `outcomes`, if judged already.

    `also` names metrics that have a column whether or not they tell the moves apart here.
    """
    decision = workings.case.stages[stage_index].decisions[decision_index]
    if outcomes is None:
        outcomes = judge(workings, stage_index, decision_index, road=road, overrides=overrides)
    metrics = list(dict.fromkeys((*deciding(workings, decision, outcomes, stage_index), *also)))
    standing = workings.road_to(stage_index, decision_index) if road is None else road
    parameters = workings.parameters(stage_index) | dict(overrides or {})
    now = workings.values(standing, parameters)
    heads = [reading(workings, m, now) for m in metrics]
    columns = tuple(Column(r.metric, r.short, target_text(r)) for r in heads)
    unit = workings.unit_of(decision.minimise)
    moves = {m.id: m for m in decision.moves}
    ordered = sorted(outcomes.values(), key=lambda o: (_ORDER[o.verdict], o.cost, digits.get(o.move, 0)))
    least = least_bad(workings, decision, outcomes)
    rows = tuple(_row(workings, o, moves[o.move], digits, columns, unit) for o in ordered)
    rows = tuple(_as_least_bad(r) if r.move in least else r for r in rows)
    week = lead(workings, decision, parameters)
    best = min((o.cost for o in outcomes.values() if o.verdict is not Verdict.BREAKS), default=None)
    most = "" if best is None else show(affordable(best, week), unit)
    return TradeOff(columns, rows, most, GIVE_OR_TAKE if week else SHARE_ALONE)


def _as_least_bad(row: Row) -> Row:
    return replace(row, reason=f"{row.reason}, {LEAST_BAD}", brief=LEAST_BAD)


def _row(
    workings: Workings, outcome: Outcome, move: Move, digits: Mapping[str, int], columns: tuple[Column, ...], unit: str
) -> Row:
    seen = [(c, reading(workings, c.metric, outcome.values)) for c in columns]
    return Row(
        move=move.id,
        digit=digits.get(move.id, 0),
        name=move.short,
        label=move.label,
        cells=tuple(Cell(r.value_text, r.met, "" if target_text(r) == c.target else target_text(r)) for c, r in seen),
        cost=show(outcome.cost, unit),
        weeks=_weeks(outcome.weeks),
        verdict=outcome.verdict,
        reason=reason_text(outcome, unit),
        named=outcome.broken[0].metric if len(outcome.broken) == 1 else "",
        brief=_brief_reason(outcome, unit),
    )


@dataclass(frozen=True)
class Interval:
    """Where a continuous setting fits: the lever, and the lowest and highest value that break nothing, printed."""

    lever: str
    low: str
    high: str


def fitting_interval(workings: Workings, stage_index: int, decision_index: int) -> Interval | None:
    """The values of the decision's setting that break nothing, all else as under the chosen move.

    Found by a sweep of 240 steps and bisection at its ends. None where there is no setting, nothing fits, or the chosen
    move is locked.
    """
    stage = workings.case.stages[stage_index]
    decision = stage.decisions[decision_index]
    if not decision.setting:
        return None
    lever, (low, high) = next(iter(decision.setting.items()))
    unit = workings.unit_of(lever)
    standing = workings.road_to(stage_index, decision_index)
    if all(m.id != decision.chosen for m in open_moves(workings, stage_index, decision_index, standing)):
        return None
    road = (*standing, Step(stage.id, decision.id, decision.chosen))
    parameters = workings.parameters(stage_index)
    before = workings.values(standing, parameters)
    held = {r.metric for r in readings(workings, stage_index, before) if r.met} | set(decision.judged_by)
    setting = workings.setting_sheet(road, lever)

    def fits(written: float) -> bool:
        values = setting.evaluate({**parameters, "setting__value": to_base(written, unit)})
        return all(r.met for r in readings(workings, stage_index, values) if r.metric in held)

    steps = [low + (high - low) * i / 240 for i in range(241)]
    good = [i for i, x in enumerate(steps) if fits(x)]
    if not good:
        return None
    first, last = good[0], good[-1]
    start = steps[first] if first == 0 else _edge(fits, steps[first - 1], steps[first])
    end = steps[last] if last == len(steps) - 1 else _edge(fits, steps[last + 1], steps[last])
    return Interval(lever, show(to_base(start, unit), unit), show(to_base(end, unit), unit))


def _edge(fits: Callable[[float], bool], outside: float, inside: float) -> float:
    for _ in range(20):
        middle = (outside + inside) / 2
        outside, inside = (outside, middle) if fits(middle) else (middle, inside)
    return inside


def limit_text(workings: Workings, seen: Reading) -> str:
    """A broken target in words: `Seat lock P99 is 10 s, not ≤ 800 ms`."""
    value = "beyond any limit" if math.isinf(seen.value) else seen.value_text
    return f"{workings.label_of(seen.metric)} is {value}, not {target_text(seen)}"

"""A decision's moves side by side in one sheet, so that many points of its parameters can be tried.

What all moves compute alike is computed once. `judge` remains the word on verdicts; this agrees with it, and is fast.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from casewalk.case import Decision
from casewalk.numbers import Definition, Sheet, compile_sheet, from_base, names_in, unit
from casewalk.walk.readings import meets
from casewalk.walk.space import Axis, axis
from casewalk.walk.verdicts import WITHIN
from casewalk.walk.workings import Step, Values, Workings, limit_name

LEAD = 0.10
"""By how much a move must be ahead of every other one: in what it costs, or in how far the other misses a target."""
FAR = 10.0
"""Past this log of a factor, a value is as far from its limit as can be."""
_TOKEN = re.compile(r"[A-Za-z_]\w*|[\d.]+(?:[eE][-+]?\d+)?\s*(?:[A-Za-z_]\w*)?")


def strain(value: float, op: str, limit: float, *, share: bool) -> float:
    """How far past its limit a value is: the log of the factor, negative where it is met; within -FAR to FAR.

    A share that has a floor is read by what is missing from the whole, so 98 % under a floor of 99 % is twice over.
    """
    if share and op in {">=", ">"} and 0 < limit < 1:
        value, limit = 1 - value, 1 - limit
    elif op in {">=", ">"}:
        value, limit = limit, value
    found = FAR if limit <= 0 else -FAR if value <= 0 else math.log(value / limit) if value < math.inf else FAR
    return abs(found) if op == "==" else min(FAR, max(-FAR, found))


@dataclass(frozen=True)
class Gauge:
    """A metric against its limit, as names in the shared sheet; `share` says that its unit is %."""

    value: str
    limit: str
    op: str
    share: bool

    def read(self, values: Values) -> float:
        """How far past the limit: above nought where the target is missed, nought or less where it is met."""
        value, limit = values[self.value], values[self.limit]
        if self.op == "<=" and 0 < value < limit:
            return max(-FAR, math.log(value / limit))
        found = strain(value, self.op, limit, share=self.share)
        return min(found, 0.0) if meets(value, self.op, limit) else max(found, 1e-9)


Watch = tuple[int, int | None]
"""A gauge of one move by position, and that of the same metric before the move; None where the metric is judged.

One that is not judged counts only where it was met before.
"""


@dataclass(frozen=True)
class Stance:
    """A move at a point: its cost, the worst strain of what counts against it, and the sum of what is missed."""

    cost: float
    strain: float
    missed: float

    @property
    def holds(self) -> bool:
        """Whether it breaks nothing."""
        return self.missed == 0


class _Fusion:
    """Definitions of several sheets under new names; those that are alike in all they read share one."""

    def __init__(self) -> None:
        self.definitions: dict[str, Definition] = {}
        self._names: dict[tuple[str | int | float, str], str] = {}

    def take_in(self, sheet: Sheet, wanted: Iterable[str]) -> dict[str, str]:
        """Take in all that these names depend on. Returns every name's name in the shared sheet."""
        cone = sheet.cone(wanted)
        found = {name: name for name in sheet.parameters if name in cone}
        for name in sheet.order:
            if name in cone:
                found[name] = self._name(sheet.definition(name), found)
        return found

    def _name(self, definition: Definition, names: Mapping[str, str]) -> str:
        source = definition.source
        if isinstance(source, str):
            # A word right after a number is its unit, and is matched with it.
            source = _TOKEN.sub(lambda m: names.get(m[0], m[0]), source).strip()
            if source in names.values():
                return source
        key = (source, definition.unit)
        if key not in self._names:
            self._names[key] = f"shared__{len(self._names)}"
            self.definitions[self._names[key]] = Definition(source, definition.unit)
        return self._names[key]


@dataclass(frozen=True)
class Contest:
    """A decision ready to be tried at any point of its own parameters, in base units.

    `axes` are the parameters that its judged metrics and its costs depend on, under any of its moves.
    """

    moves: tuple[str, ...]
    chosen: str
    axes: tuple[Axis, ...]
    limits_only: frozenset[str]
    """Those axes that only set a target."""
    standing: Values
    sheet: Sheet
    gauges: tuple[Gauge, ...]
    watches: tuple[tuple[Watch, ...], ...]
    costs: tuple[str, ...]
    relations: tuple[str, ...]
    week: float | str
    """A staff-week in the unit of the costs: the parameter that sets it, or nought where costs are no money."""

    def allowed(self, values: Values) -> float:
        """By how much at least a dearer move must be dearer to overbuild."""
        return values[self.week] if isinstance(self.week, str) else self.week

    def try_at(self, changes: Values) -> tuple[tuple[Stance, ...], float] | None:
        """Every move's stance under changed parameters, and a staff-week; None where a relation does not hold."""
        values = self.sheet.evaluate({**self.standing, **changes})
        if not all(values[name] for name in self.relations):
            return None
        seen = [gauge.read(values) for gauge in self.gauges]
        stances = tuple(_stance(seen, w, values[c]) for w, c in zip(self.watches, self.costs, strict=True))
        return stances, self.allowed(values)

    def text(self) -> str:
        """All that the search reads, as text: two contests with the same text have the same witnesses."""
        definitions = [(n, self.sheet.definition(n).source, self.sheet.definition(n).unit) for n in self.sheet.order]
        parts = (self.moves, self.chosen, self.axes, sorted(self.limits_only), sorted(self.standing.items()))
        return repr((*parts, sorted(definitions), self.gauges, self.watches, self.costs, self.relations, self.week))


def _stance(seen: Sequence[float], watches: Iterable[Watch], cost: float) -> Stance:
    worst, missed = -FAR, 0.0
    for now, before in watches:
        found = seen[now]
        if before is None or found <= 0 or seen[before] <= 0:
            worst = max(worst, found)
            missed += max(0.0, found)
    return Stance(cost, worst, missed)


def contest(workings: Workings, stage_index: int, decision_index: int = 0) -> Contest:
    """The contest of a decision on the product's road. Raises numbers' errors and PatchFault like Workings."""
    case = workings.case
    stage = case.stages[stage_index]
    decision = stage.decisions[decision_index]
    road = workings.product_road(stage_index, decision_index)
    steps = [Step(stage.id, decision.id, m.id) for m in decision.moves]
    sheets = [workings.sheet((*road, step), step) for step in steps]
    metrics = workings.measured(stage_index)
    wanted = [*metrics, *map(limit_name, metrics)]
    fusion = _Fusion()
    before = fusion.take_in(workings.sheet(road), wanted)
    after = [fusion.take_in(sheet, [*wanted, decision.minimise]) for sheet in sheets]
    relations = {f"relation__{n}": Definition(source, "") for n, source in enumerate(case.model.require)}
    week = _week(workings, decision)
    read = {name for names in (before, *after) for name in names.values()}
    read |= {name for source in case.model.require for name in names_in(source)} | {str(week)}
    units = {name: p.unit for name, p in case.model.parameters.items() if name in read}
    parameters = workings.parameters(stage_index)
    gauges: dict[Gauge, int] = {}
    watches = tuple(tuple(_watches(workings, decision, metrics, before, names, gauges)) for names in after)
    axes, limits_only = _axes(workings, decision, sheets, parameters)
    return Contest(
        moves=tuple(m.id for m in decision.moves),
        chosen=decision.chosen,
        axes=axes,
        limits_only=limits_only,
        standing={name: parameters[name] for name in units},
        sheet=compile_sheet(units, fusion.definitions | relations),
        gauges=tuple(gauges),
        watches=watches,
        costs=tuple(names[decision.minimise] for names in after),
        relations=tuple(relations),
        week=week,
    )


def _week(workings: Workings, decision: Decision) -> float | str:
    money = unit(workings.unit_of(decision.minimise)).dimension == unit("$").dimension
    return "week_cost" if money and "week_cost" in workings.case.model.parameters else 0.0


def _axes(
    workings: Workings, decision: Decision, sheets: list[Sheet], parameters: Values
) -> tuple[tuple[Axis, ...], frozenset[str]]:
    limits = {limit_name(metric) for metric in decision.judged_by}
    computed = {*decision.judged_by, decision.minimise}
    in_limits = frozenset[str]().union(*(sheet.cone(limits) for sheet in sheets))
    in_values = frozenset[str]().union(*(sheet.cone(computed) for sheet in sheets))
    declared = workings.case.model.parameters
    axes = tuple(
        axis(name, p, from_base(parameters[name], p.unit))
        for name, p in declared.items()
        if name in in_limits | in_values and p.range[0] < p.range[1]
    )
    return axes, frozenset(a.name for a in axes if a.name not in in_values)


def _watches(
    workings: Workings,
    decision: Decision,
    metrics: Iterable[str],
    before: Mapping[str, str],
    after: Mapping[str, str],
    gauges: dict[Gauge, int],
) -> Iterator[Watch]:
    """What counts against a move; a metric that no one judges by and that the move leaves alone never does."""

    def position(name: str, names: Mapping[str, str]) -> int:
        op = workings.targets[name].op
        gauge = Gauge(names[name], names[limit_name(name)], op, workings.unit_of(name) == "%")
        return gauges.setdefault(gauge, len(gauges))

    for name in metrics:
        if name in decision.judged_by:
            yield position(name, after), None
        elif (was := position(name, before)) != (now := position(name, after)):
            yield now, was


def allowed_cost(cheapest: float, week: float) -> float:
    """What a move may cost and still fit beside the cheapest one that holds."""
    return max(cheapest * WITHIN, cheapest + week) + 1e-9

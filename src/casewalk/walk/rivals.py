"""Rivals: the moves of a decision side by side in one sheet, so that many points of its parameters can be tried.

What all moves compute alike is computed once, and what no move touches is left out: it is the same before and after
each of them, so it can make no move break. `judge` remains the word on verdicts; this agrees with it, and is fast.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from casewalk.case import Decision
from casewalk.numbers import Definition, Sheet, compile_sheet, from_base, names_in
from casewalk.walk.fusion import Fusion
from casewalk.walk.locks import open_moves
from casewalk.walk.prose import listed
from casewalk.walk.space import Axis, axis
from casewalk.walk.strain import Gauge, Stance, Watch, scaled_limit, stance
from casewalk.walk.verdicts import Verdict, affordable, lead
from casewalk.walk.workings import Road, Step, Values, Workings, limit_name

Verdicts = Mapping[str, Verdict]
"""Each open move's verdict, by move id, in the decision's order."""
NO_FACTORS: Mapping[str, float] = {}


@dataclass(frozen=True)
class Figure:
    """A quantity of one move at a point, and the limit it is held against (None for what it costs), in base units."""

    value: float
    limit: float | None


class Rivals:
    """The moves of a decision that can be taken against one another, on the road that is walked or on another.

    Raises numbers' errors and PatchFault like Workings.
    """

    def __init__(self, workings: Workings, stage_index: int, at: int = 0, road: Road | None = None) -> None:
        stage = workings.case.stages[stage_index]
        self.workings, self.stage_index, self.at = workings, stage_index, at
        self.decision: Decision = stage.decisions[at]
        self.road = workings.road_to(stage_index, at) if road is None else road
        self.moves: tuple[str, ...] = tuple(m.id for m in open_moves(workings, stage_index, at, self.road))
        self.chosen = self.decision.chosen
        steps = [Step(stage.id, self.decision.id, move) for move in self.moves]
        sheets = [workings.sheet((*self.road, step), step) for step in steps]
        measured = workings.measured(stage_index)
        wanted = [*measured, *map(limit_name, measured)]
        fusion = Fusion()
        before = fusion.take_in(workings.sheet(self.road), wanted)
        self._names = [fusion.take_in(sheet, [*wanted, self.decision.minimise]) for sheet in sheets]
        self.metrics: tuple[str, ...] = tuple(
            name
            for name in measured
            if name in self.decision.judged_by or any(_differ(name, before, names) for names in self._names)
        )
        """The metrics that may decide: those it is judged by, and those that a move touches."""
        self._gauges, self._watches, self._judging = self._look_out(before)
        self._costs = tuple(names[self.decision.minimise] for names in self._names)
        self._weeks = lead(workings, self.decision, {"week_cost": 1.0}) > 0 and (
            "week_cost" in workings.case.model.parameters
        )
        self._relations = {f"relation__{n}": Definition(text, "") for n, text in enumerate(workings.case.model.require)}
        self._sheet = self._shared_sheet(fusion)
        here = workings.parameters(stage_index)
        self.standing: Values = {name: here[name] for name in self._sheet.parameters} | self._week_of(here)
        """The parameters that the sheet reads, as they stand in this stage."""
        self.axes, self.limits_only = self._axes(sheets, here)

    # ------------------------------------------------------------ making the sheet

    def _look_out(
        self, before: Mapping[str, str]
    ) -> tuple[tuple[Gauge, ...], tuple[tuple[Watch, ...], ...], list[str]]:
        """Every gauge once, what counts against each move, and the metric that each gauge reads."""
        gauges: dict[Gauge, int] = {}
        of: list[str] = []

        def position(name: str, names: Mapping[str, str]) -> int:
            op, share = self.workings.targets[name].op, self.workings.unit_of(name) == "%"
            gauge = Gauge(names[name], names[limit_name(name)], op, share)
            if gauge not in gauges:
                gauges[gauge] = len(gauges)
                of.append(name)
            return gauges[gauge]

        watches = []
        for names in self._names:
            found: list[Watch] = []
            for name in self.metrics:
                if name in self.decision.judged_by:
                    found.append((position(name, names), None))
                elif _differ(name, before, names):
                    found.append((position(name, names), position(name, before)))
            watches.append(tuple(found))
        return tuple(gauges), tuple(watches), of

    def _shared_sheet(self, fusion: Fusion) -> Sheet:
        declared = self.workings.case.model.parameters
        read = {name for names in self._names for name in names.values()}
        read |= {name for text in self.workings.case.model.require for name in names_in(text)}
        read |= {name for d in fusion.definitions.values() if isinstance(d.source, str) for name in names_in(d.source)}
        units = {name: p.unit for name, p in declared.items() if name in read}
        whole = compile_sheet(units, fusion.definitions | self._relations)
        asked = [name for gauge in self._gauges for name in (gauge.value, gauge.limit)]
        shown = [names[n] for names in self._names for m in self.metrics for n in (m, limit_name(m))]
        return whole.part((*asked, *shown, *self._costs, *self._relations))

    def _week_of(self, parameters: Values) -> dict[str, float]:
        return {"week_cost": parameters["week_cost"]} if self._weeks else {}

    def _axes(self, sheets: Sequence[Sheet], here: Values) -> tuple[tuple[Axis, ...], frozenset[str]]:
        limits = {limit_name(metric) for metric in self.decision.judged_by}
        computed = {*self.decision.judged_by, self.decision.minimise}
        in_limits = frozenset[str]().union(*(sheet.cone(limits) for sheet in sheets))
        in_values = frozenset[str]().union(*(sheet.cone(computed) for sheet in sheets))
        axes = tuple(
            axis(name, p, from_base(here[name], p.unit))
            for name, p in self.workings.case.model.parameters.items()
            if name in in_limits | in_values and p.range[0] < p.range[1]
        )
        return axes, frozenset(a.name for a in axes if a.name not in in_values)

    # ------------------------------------------------------------ asking it

    @property
    def parameters(self) -> frozenset[str]:
        """The parameters that the verdicts depend on."""
        asked = [name for gauge in self._gauges for name in (gauge.value, gauge.limit)]
        found = self._sheet.cone((*asked, *self._costs)) & self.workings.case.model.parameters.keys()
        return found | self._week_of(self.standing).keys()

    def verdicts(self, parameters: Values, factors: Mapping[str, float] = NO_FACTORS) -> Verdicts:
        """The verdict of every move under these parameters, all of the case's, in base units.

        `factors` are what the limits of some metrics are multiplied by.
        """
        return self._judged(self._sheet.evaluate(parameters), parameters, factors)

    def possible_verdicts(self, parameters: Values) -> Verdicts | None:
        """The same; None where the case does not allow these parameters."""
        values = self._sheet.evaluate(parameters)
        return self._judged(values, parameters) if self._possible(values) else None

    def _possible(self, values: Values) -> bool:
        return all(values[name] for name in self._relations)

    def _judged(self, values: Values, parameters: Values, factors: Mapping[str, float] = NO_FACTORS) -> Verdicts:
        met = [gauge.met(values) for gauge in self._gauges]
        for position, metric in enumerate(self._judging if factors else ()):
            if metric in factors:
                met[position] = self._gauges[position].met_if(values, factors[metric])
        costs = {
            move: values[cost]
            for move, watches, cost in zip(self.moves, self._watches, self._costs, strict=True)
            if all(met[now] or (before is not None and not met[before]) for now, before in watches)
        }
        week = parameters["week_cost"] if self._weeks else 0.0
        allowed = affordable(min(costs.values(), default=0.0), week)
        return {
            move: Verdict.BREAKS
            if move not in costs
            else Verdict.FITS
            if costs[move] <= allowed
            else Verdict.OVERBUILDS
            for move in self.moves
        }

    def scaled_limit(self, parameters: Values, metric: str, factor: float) -> float:
        """The limit of a metric times a factor, as the product's move finds it, or the first where that is locked."""
        figures = self.figures(parameters, metric)
        found = figures.get(self.chosen, figures[self.moves[0]]).limit
        share = self.workings.unit_of(metric) == "%"
        return scaled_limit(found or 0.0, self.workings.targets[metric].op, factor, share=share)

    def figures(self, parameters: Values, quantity: str) -> dict[str, Figure]:
        """A metric that may decide, or what is minimised, under every move. Raises KeyError for any other quantity."""
        return self._figures(self._sheet.evaluate(parameters), quantity)

    def possible_figures(self, parameters: Values, quantity: str) -> dict[str, Figure] | None:
        """The same; None where the case does not allow these parameters."""
        values = self._sheet.evaluate(parameters)
        return self._figures(values, quantity) if self._possible(values) else None

    def _figures(self, values: Values, quantity: str) -> dict[str, Figure]:
        if quantity == self.decision.minimise and quantity not in self.metrics:
            return {move: Figure(values[cost], None) for move, cost in zip(self.moves, self._costs, strict=True)}
        if quantity not in self.metrics:
            raise KeyError(quantity)
        return {
            move: Figure(values[names[quantity]], values[names[limit_name(quantity)]])
            for move, names in zip(self.moves, self._names, strict=True)
        }

    def try_at(self, changes: Values) -> tuple[tuple[Stance, ...], float] | None:
        """Every move's stance under changed parameters, and a staff-week; None where a relation does not hold."""
        given = {**self.standing, **changes}
        values = self._sheet.evaluate(given)
        if not self._possible(values):
            return None
        seen = [gauge.read(values) for gauge in self._gauges]
        stances = tuple(stance(seen, w, values[c]) for w, c in zip(self._watches, self._costs, strict=True))
        return stances, given["week_cost"] if self._weeks else 0.0

    def text(self) -> str:
        """All that the search for witnesses reads, as text: two with the same text have the same witnesses."""
        sheet = self._sheet
        definitions = [(n, sheet.definition(n).source, sheet.definition(n).unit) for n in sheet.order]
        parts = (self.moves, self.chosen, self.axes, sorted(self.limits_only), sorted(self.standing.items()))
        lasts = (sorted(definitions), self._gauges, self._watches, self._costs, tuple(self._relations), self._weeks)
        return repr((*parts, *lasts))


def _differ(metric: str, before: Mapping[str, str], after: Mapping[str, str]) -> bool:
    """Whether a move touches what a metric or its limit is computed from."""
    return any(before[name] != after[name] for name in (metric, limit_name(metric)))


def fitting(verdicts: Verdicts) -> tuple[str, ...]:
    """The moves that fit."""
    return tuple(move for move, verdict in verdicts.items() if verdict is Verdict.FITS)


def names_of(decision: Decision, moves: Iterable[str]) -> str:
    """Moves in words: `Open door`, `Rented room and Own waiting room`, `A, B and C`."""
    wanted = set(moves)
    return listed([m.short for m in decision.moves if m.id in wanted])

"""The workings of a case: its model compiled for any road of moves, and evaluated under any parameters."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from math import isclose, isfinite
from typing import TYPE_CHECKING

from msgspec.structs import replace

from casewalk.case import Architecture, Case, Decision, Move, Stage
from casewalk.numbers import Definition, Sheet, Target, compile_sheet, names_in, parse_target, to_base
from casewalk.walk.patches import Patch, lever_definitions, patch_of
from casewalk.walk.prose import facts
from casewalk.walk.settling import settle

if TYPE_CHECKING:
    from casewalk.walk.grounds import Grounds

Values = Mapping[str, float]
"""Quantity names to values in base units."""

COST_UNITS = {"build_weeks": "weeks", "run_month": "$/month", "machines": "nodes"}


@dataclass(frozen=True)
class Step:
    """A move taken."""

    stage: str
    decision: str
    move: str


Road = tuple[Step, ...]
"""The moves taken so far, in order."""

Picks = Mapping[tuple[str, str], str]
"""Moves by stage and decision."""

FOLLOWED: Picks = {}
"""No pick counts: the road is the product's."""


@dataclass(frozen=True)
class Heat:
    """How near a part is to its limit; load and capacity in base units, utilisation as a fraction."""

    load: float
    capacity: float
    utilisation: float
    unit: str


def limit_name(metric: str) -> str:
    """The sheet's name for the limit of a metric's target."""
    return f"limit__{metric}"


def node_quantity(node_id: str, what: str) -> str:
    """The sheet's name for a part's `load` or `capacity`, or for the `times` that there are of it."""
    return f"node__{node_id.replace('-', '_')}__{what}"


def _read(architecture: Architecture) -> Architecture:
    """An architecture with the plain facts in its parts' texts as they read."""
    nodes = {
        name: replace(node, about=facts(node.about), rules=tuple(map(facts, node.rules)))
        for name, node in architecture.nodes.items()
    }
    return replace(architecture, nodes=nodes)


class Workings:
    """A case compiled on demand: sheets and architectures by road, kept once made.

    `road_to` is the road that is walked: the product's, or (see `along`) that of a learner who lives with every pick.
    Methods raise numbers' errors and PatchFault for a case that the checker would refuse.
    """

    def __init__(self, case: Case) -> None:
        self.case = case
        self.picks: Picks = FOLLOWED
        self._patches: dict[Step, Patch] = {}
        self._sheets: dict[tuple[Road, Step | None], Sheet] = {}
        self._architectures: dict[Road, Architecture] = {(): _read(case.model.architecture)}
        self.grounds: dict[tuple[int, int, Road], Grounds] = {}
        """What decisions stand on, by stage, decision and road: found by `casewalk.walk.grounds`."""

    @cached_property
    def targets(self) -> Mapping[str, Target]:
        """Each metric's comparison and limit expression, in the case's order."""
        return {name: parse_target(metric.target) for name, metric in self.case.model.metrics.items()}

    @cached_property
    def _quantities(self) -> Mapping[str, tuple[str, str, str]]:
        model = self.case.model
        found = {name: (p.unit, p.label, p.short or p.label) for name, p in model.parameters.items()}
        for name, formula in model.formulas.items():
            found[name] = (formula.unit, formula.label, formula.short or formula.label)
        for name, lever in model.levers.items():
            found[name] = (lever.unit, lever.label, lever.short or lever.label)
        labels = {"build_weeks": "Weeks to build", "run_month": "Added running cost", "machines": "Machines added"}
        return found | {name: (unit, labels[name], labels[name]) for name, unit in COST_UNITS.items()}

    def unit_of(self, name: str) -> str:
        """The declared unit of a quantity. Raises KeyError for a name that the case does not have."""
        return self._quantities[name][0]

    def label_of(self, name: str) -> str:
        """The quantity's label."""
        return self._quantities[name][1]

    def short_of(self, name: str) -> str:
        """The quantity's name for a table's head."""
        return self._quantities[name][2]

    def measured(self, stage_index: int) -> tuple[str, ...]:
        """The metrics that have begun by this stage, in the case's order."""
        metrics = self.case.model.metrics
        return tuple(name for name, m in metrics.items() if self.case.stage_index(m.begins) <= stage_index)

    def parameters(self, stage_index: int, *, before: bool = False) -> dict[str, float]:
        """Parameter values in base units at a stage; `before` leaves this stage's own pressure out."""
        declared = self.case.model.parameters
        values = {name: p.value for name, p in declared.items()}
        for stage in self.case.stages[: stage_index + (0 if before else 1)]:
            values |= stage.pressure
        return {name: to_base(value, declared[name].unit) for name, value in values.items()}

    def in_base(self, given: Mapping[str, float]) -> dict[str, float]:
        """Parameter values as an author writes them, in base units."""
        return {name: to_base(value, self.case.model.parameters[name].unit) for name, value in given.items()}

    def product_road(self, stage_index: int, decision_index: int = 0) -> Road:
        """What the product did before this decision."""
        steps = [
            Step(stage.id, decision.id, decision.chosen)
            for stage in self.case.stages[:stage_index]
            for decision in stage.decisions
        ]
        stage = self.case.stages[stage_index]
        steps += [Step(stage.id, decision.id, decision.chosen) for decision in stage.decisions[:decision_index]]
        return tuple(steps)

    def along(self, picks: Picks) -> Workings:
        """The same case on the road of these picks; what was compiled is shared. `FOLLOWED` leads back."""
        if picks == self.picks:
            return self
        found = copy(self)
        found.picks = dict(picks)
        return found

    def taken(self, stage_index: int, decision_index: int = 0) -> str:
        """The move that the road takes at a decision: the pick, or the product's move where none counts."""
        stage = self.case.stages[stage_index]
        decision = stage.decisions[decision_index]
        return self.picks.get((stage.id, decision.id), decision.chosen)

    def road_to(self, stage_index: int, decision_index: int = 0) -> Road:
        """What was done before this decision on the road that is walked."""
        if not self.picks:
            return self.product_road(stage_index, decision_index)
        counts = [len(stage.decisions) for stage in self.case.stages[:stage_index]] + [decision_index]
        return tuple(
            Step(stage.id, stage.decisions[at].id, self.taken(index, at))
            for index, (stage, count) in enumerate(zip(self.case.stages, counts, strict=False))
            for at in range(count)
        )

    def road_after(self, stage_index: int) -> Road:
        """The road with every decision of a stage made."""
        return self.road_to(stage_index, len(self.case.stages[stage_index].decisions))

    def off_road(self, stage_index: int, decision_index: int = 0) -> bool:
        """Whether another move than the product's was taken somewhere before this decision."""
        return self.road_to(stage_index, decision_index) != self.product_road(stage_index, decision_index)

    def find(self, step: Step) -> tuple[Stage, Decision, Move]:
        """The stage, decision and move that a step names. Raises KeyError where one is missing."""
        stage = self.case.stages[self.case.stage_index(step.stage)]
        decision = next((d for d in stage.decisions if d.id == step.decision), None)
        move = next((m for m in decision.moves if m.id == step.move), None) if decision else None
        if decision is None or move is None:
            raise KeyError(step)
        return stage, decision, move

    def patch(self, step: Step) -> Patch:
        """The whole patch of a move taken."""
        if step not in self._patches:
            self._patches[step] = patch_of(*self.find(step))
        return self._patches[step]

    def definitions(self, road: Road, priced: Step | None = None) -> dict[str, Definition]:
        """Everything that the model computes on a road; costs are those of `priced`, or nought."""
        model = self.case.model
        found = {name: Definition(f.source, f.unit) for name, f in model.formulas.items()}
        found |= lever_definitions(model.levers, [self.patch(step) for step in road])
        cost = self.patch(priced) if priced else None
        for name, unit in COST_UNITS.items():
            found[name] = Definition(getattr(cost, name) if cost else 0, unit)
        for name, target in self.targets.items():
            found[limit_name(name)] = Definition(target.expression, self.unit_of(name))
        for node_id, node in self.architecture(road).nodes.items():
            for what, source in (("load", node.load), ("capacity", node.capacity)):
                if source is not None:
                    found[node_quantity(node_id, what)] = Definition(source, node.unit)
            if node.times != 1:
                found[node_quantity(node_id, "times")] = Definition(node.times, "")
        return found

    def sheet(self, road: Road, priced: Step | None = None) -> Sheet:
        """The compiled model on a road."""
        key = (road, priced)
        if key not in self._sheets:
            units = {name: p.unit for name, p in self.case.model.parameters.items()}
            self._sheets[key] = compile_sheet(units, self.definitions(road, priced))
        return self._sheets[key]

    def setting_sheet(self, road: Road, lever: str) -> Sheet:
        """The model on a road with one lever replaced by the extra parameter `setting__value`, in base units."""
        units = {name: p.unit for name, p in self.case.model.parameters.items()}
        definitions = self.definitions(road) | {lever: Definition("setting__value", self.unit_of(lever))}
        return compile_sheet({**units, "setting__value": self.unit_of(lever)}, definitions)

    @cached_property
    def _relations(self) -> Sheet:
        """What the case requires of its parameters, each relation as the quantity `relation__n`."""
        units = {name: p.unit for name, p in self.case.model.parameters.items()}
        found = {f"relation__{n}": Definition(text, "") for n, text in enumerate(self.case.model.require)}
        whole = compile_sheet(units, found)
        return whole.part(found)

    def broken_relation(self, parameters: Values) -> str:
        """The first relation between parameters that does not hold, as the author wrote it; empty where all hold."""
        seen = self._relations.evaluate(parameters)
        return next((text for n, text in enumerate(self.case.model.require) if not seen[f"relation__{n}"]), "")

    def values(self, road: Road, parameters: Values, priced: Step | None = None) -> dict[str, float]:
        """Every quantity on a road under these parameters, in base units."""
        return self.sheet(road, priced).evaluate(parameters)

    def evaluate(self, expression: str, unit: str, values: Values) -> float:
        """An expression over quantities whose values are given, in base units."""
        names = sorted(names_in(expression))
        sheet = compile_sheet(dict.fromkeys(names, ""), {"result__": Definition(expression, unit)})
        return sheet.evaluate({name: values[name] for name in names})["result__"]

    def architecture(self, road: Road) -> Architecture:
        """The architecture after the moves of a road."""
        if road not in self._architectures:
            standing = self.architecture(road[:-1])
            for patch in self.patch(road[-1]).architecture:
                standing = settle(standing, patch)
            self._architectures[road] = _read(standing)
        return self._architectures[road]

    def heats(self, road: Road, values: Values) -> dict[str, Heat]:
        """The heat of every part that declares load and capacity."""
        found: dict[str, Heat] = {}
        for node_id, node in self.architecture(road).nodes.items():
            if node.load is None or node.capacity is None:
                continue
            load = values[node_quantity(node_id, "load")]
            capacity = values[node_quantity(node_id, "capacity")]
            utilisation = load / capacity if capacity > 0 else float("inf")
            found[node_id] = Heat(load, capacity, utilisation, node.unit)
        return found

    def counts(self, road: Road, values: Values) -> dict[str, int]:
        """How many there are of every part, each at least one; whole, and one where the number has no end."""
        told = ((name, values.get(node_quantity(name, "times"), 1.0)) for name in self.architecture(road).nodes)
        return {name: max(1, round(times)) if isfinite(times) else 1 for name, times in told}

    def counts_after(self, stage_index: int) -> dict[str, int]:
        """How many there are of every part once a stage is decided."""
        road = self.road_after(stage_index)
        return self.counts(road, self.values(road, self.parameters(stage_index)))

    def resized(self, before: Road, after: Road, parameters: Values) -> frozenset[str]:
        """The parts of both roads whose capacity differs under the same parameters."""
        old = self.heats(before, self.values(before, parameters))
        new = self.heats(after, self.values(after, parameters))
        return frozenset(n for n in old.keys() & new.keys() if not isclose(old[n].capacity, new[n].capacity))

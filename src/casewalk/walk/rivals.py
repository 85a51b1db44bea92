"""Rivals: the verdicts of one decision under any parameters, and no more, fast enough for a sweep.

What no move touches is the same before and after each of them, so it can make no move break; it is left out. The
verdicts are those of `judge`.
"""

from __future__ import annotations

from collections.abc import Mapping

from casewalk.case import Decision
from casewalk.numbers import Sheet
from casewalk.walk.locks import open_moves
from casewalk.walk.readings import meets
from casewalk.walk.verdicts import Verdict, affordable, lead
from casewalk.walk.workings import Road, Step, Values, Workings, limit_name

Verdicts = Mapping[str, Verdict]
"""Each open move's verdict, by move id, in the decision's order."""


def _touched(standing: Sheet, moved: Sheet, metric: str) -> bool:
    """Whether a move defines anything else that a metric or its limit is computed from."""
    cone = moved.cone((metric, limit_name(metric)))
    return any(
        name in moved.reads and (name not in standing.reads or moved.definition(name) != standing.definition(name))
        for name in cone
    )


class Rivals:
    """The moves of a decision that can be taken against one another, on the road that is walked or on another."""

    def __init__(self, workings: Workings, stage_index: int, at: int = 0, road: Road | None = None) -> None:
        stage = workings.case.stages[stage_index]
        self.workings, self.stage_index, self.at = workings, stage_index, at
        self.decision: Decision = stage.decisions[at]
        self.road = workings.road_to(stage_index, at) if road is None else road
        moves = open_moves(workings, stage_index, at, self.road)
        steps = {m.id: Step(stage.id, self.decision.id, m.id) for m in moves}
        standing = workings.sheet(self.road)
        moved = {move: workings.sheet((*self.road, step), step) for move, step in steps.items()}
        self.metrics: tuple[str, ...] = tuple(
            name
            for name in workings.measured(stage_index)
            if name in self.decision.judged_by or any(_touched(standing, sheet, name) for sheet in moved.values())
        )
        """The metrics that may decide: those it is judged by, and those that a move touches."""
        names = (*self.metrics, *map(limit_name, self.metrics))
        self._now = standing.part(names)
        self._moves = {move: sheet.part((*names, self.decision.minimise)) for move, sheet in moved.items()}
        self._held = tuple((m, limit_name(m), workings.targets[m].op) for m in self.metrics)

    @property
    def parameters(self) -> frozenset[str]:
        """The parameters that the verdicts depend on."""
        sheets = (self._now, *self._moves.values())
        found = {name for sheet in sheets for name in sheet.parameters}
        week = {"week_cost"} if lead(self.workings, self.decision, {"week_cost": 1.0}) else set()
        return frozenset(found | week & self.workings.case.model.parameters.keys())

    def verdicts(self, parameters: Values) -> Verdicts:
        """The verdict of every move under these parameters, all of the case's, in base units."""
        now = self._now.evaluate(parameters)
        judged = self.decision.judged_by
        watched = [h for h in self._held if h[0] in judged or meets(now[h[0]], h[2], now[h[1]])]
        costs: dict[str, float] = {}
        for move, sheet in self._moves.items():
            values = sheet.evaluate(parameters)
            if all(meets(values[metric], op, values[limit]) for metric, limit, op in watched):
                costs[move] = values[self.decision.minimise]
        best = min(costs.values(), default=0.0)
        allowed = affordable(best, lead(self.workings, self.decision, parameters))
        return {
            move: Verdict.BREAKS
            if move not in costs
            else Verdict.FITS
            if costs[move] <= allowed
            else Verdict.OVERBUILDS
            for move in self._moves
        }

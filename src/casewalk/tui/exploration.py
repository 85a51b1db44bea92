"""An exploration: a decision, the constraints that a learner moves, and every sweep of the model kept once made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from casewalk.tui.course import Course, Place
from casewalk.tui.views.tradeoff import Roles
from casewalk.walk import Walk, decision_index, decision_of
from casewalk.walk.answers import offered_moves
from casewalk.walk.curves import Curves, curves
from casewalk.walk.locks import open_moves
from casewalk.walk.rivals import Rivals
from casewalk.walk.scales import Scale
from casewalk.walk.sweep import Sweep, sweep
from casewalk.walk.tradeoff import deciding
from casewalk.walk.verdicts import judge
from casewalk.walk.whatif import WhatIf, constraints, scales, under, what_if

HALVINGS = 16
"""A boundary's place to five digits of the gap between two columns: more than is printed."""
KEPT = 200
"""Sweeps that are kept."""


@dataclass
class Exploration:
    """Answers for one decision. Sweeps depend on everything but their own parameter, and are kept by that."""

    rivals: Rivals
    digits: Mapping[str, int]
    roles: Roles
    marked: tuple[Scale, ...]
    others: tuple[Scale, ...]
    live: bool = False
    """Whether the walk lives with its picks."""
    _sweeps: dict[tuple[object, ...], Sweep] = field(default_factory=dict)
    _curves: dict[tuple[object, ...], Curves] = field(default_factory=dict)
    _deciding: list[str] = field(default_factory=list)

    @property
    def first(self) -> str:
        """The move that is looked at first: the product's, in a walk that lives with its picks yours; else any open."""
        first = (self.roles.yours, self.roles.product) if self.live else (self.roles.product, self.roles.yours)
        return next(move for move in (*first, *self.digits) if move in self.digits)

    def sweep(self, scale: Scale, overrides: Mapping[str, float], columns: int) -> Sweep:
        """The verdicts along a parameter, all else as it has been moved."""
        elsewhere = frozenset((n, v) for n, v in overrides.items() if n != scale.name)
        key = (scale.name, columns, elsewhere)
        if key not in self._sweeps:
            if len(self._sweeps) >= KEPT:
                self._sweeps.clear()
            self._sweeps[key] = sweep(self.rivals, scale, under(self.rivals, overrides), columns, HALVINGS)
        return self._sweeps[key]

    def curves(self, scale: Scale, overrides: Mapping[str, float], columns: int, quantity: str) -> Curves:
        """A quantity along a parameter, all else as it has been moved."""
        elsewhere = frozenset((n, v) for n, v in overrides.items() if n != scale.name)
        key = (scale.name, columns, elsewhere, quantity)
        if key not in self._curves:
            if len(self._curves) >= KEPT:
                self._curves.clear()
            self._curves[key] = curves(self.rivals, scale, under(self.rivals, overrides), columns, quantity)
        return self._curves[key]

    def answer(self, overrides: Mapping[str, float]) -> WhatIf:
        """The decision judged again; moves as they were offered and metrics in one order, so that nothing jumps.

        The metrics stand as they decide in the case; those that only some constraints bring into the table come after.
        """
        found = what_if(self.rivals, overrides, self.digits)
        table = found.table
        order = sorted(range(len(table.columns)), key=lambda n: self._rank(table.columns[n].metric))
        rows = [replace(row, cells=tuple(row.cells[n] for n in order)) for row in table.rows]
        columns = tuple(table.columns[n] for n in order)
        ordered = replace(table, columns=columns, rows=tuple(sorted(rows, key=lambda row: row.digit)))
        return replace(found, table=ordered)

    def _rank(self, metric: str) -> tuple[bool, int]:
        """Where a metric stands in the table."""
        if not self._deciding:
            outcomes = judge(self.rivals.workings, self.rivals.stage_index, self.rivals.at, road=self.rivals.road)
            found = deciding(self.rivals.workings, self.rivals.decision, outcomes, self.rivals.stage_index)
            self._deciding.extend(found)
        if metric in self._deciding:
            return False, self._deciding.index(metric)
        return True, list(self.rivals.workings.case.model.metrics).index(metric)


def explore(course: Course, walk: Walk, place: Place) -> Exploration:
    """Begin at the decision of a place."""
    stage, beat = place.stage(course.case), place.beat(course.case)
    decision = decision_of(stage, beat)
    rivals = Rivals(course.workings, place.stage_index, decision_index(stage, decision.id))
    able = open_moves(course.workings, place.stage_index, rivals.at, rivals.road)
    found = constraints(rivals)
    picked = walk.picks.get((stage.id, decision.id))
    return Exploration(
        rivals=rivals,
        digits={m.id: n for n, m in enumerate(offered_moves(walk, stage, decision), 1) if m in able},
        roles=Roles(decision.chosen, picked.move if picked else "", picked.sure if picked else ""),
        marked=scales(rivals, found.marked),
        others=scales(rivals, found.others),
        live=walk.live,
    )

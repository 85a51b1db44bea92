"""An exploration: a decision, the constraints that a learner moves, and every sweep of the model kept once made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from casewalk.tui.course import Course, Place
from casewalk.tui.views.tradeoff import Roles, needed
from casewalk.walk import Beat, Walk, decision_index, decision_of
from casewalk.walk.answers import offered_moves
from casewalk.walk.curves import Curves, curves
from casewalk.walk.locks import open_moves
from casewalk.walk.moments import ask_text
from casewalk.walk.rivals import Rivals
from casewalk.walk.scales import Scale
from casewalk.walk.sweep import Sweep, sweep
from casewalk.walk.tradeoff import TradeOff, deciding
from casewalk.walk.verdicts import judge
from casewalk.walk.whatif import WhatIf, constraints, scales, under, what_if

HALVINGS = 16
"""A boundary's place to five digits of the gap between two columns: more than is printed."""
KEPT = 200
"""Sweeps that are kept."""
PROBES, SPARE = 5, 3
"""Values of each constraint that are tried once for the table's columns, and cells that one may widen by for them."""


@dataclass
class Exploration:
    """Answers for one decision. Sweeps depend on everything but their own parameter, and are kept by that."""

    rivals: Rivals
    digits: Mapping[str, int]
    roles: Roles
    marked: tuple[Scale, ...]
    others: tuple[Scale, ...]
    ask: str
    """What the decision asks, with the case's numbers."""
    live: bool = False
    """Whether the walk lives with its picks."""
    _sweeps: dict[tuple[object, ...], Sweep] = field(default_factory=dict)
    _curves: dict[tuple[object, ...], Curves] = field(default_factory=dict)
    _widths: dict[str, int] = field(default_factory=dict)
    """The table's metrics in their order, each with the most cells that it has taken."""
    _cost: int = 0

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
        """The decision judged again; moves as they were offered, metrics in one order and width, so that nothing jumps.

        The metrics stand as they decide in the case; then those that the constraints of the story bring into the table;
        one that only something else brings comes last. What has once had a column keeps it, and its width.
        """
        if not self._widths:
            self._probe()
        found = what_if(self.rivals, overrides, self.digits, self._widths)
        self._keep(found.table)
        names = [column.metric for column in found.table.columns]
        order = [names.index(metric) for metric in self._widths]
        rows = [replace(row, cells=tuple(row.cells[n] for n in order)) for row in found.table.rows]
        columns = tuple(replace(found.table.columns[n], least=self._widths[names[n]]) for n in order)
        rows.sort(key=lambda row: row.digit)
        return replace(found, table=replace(found.table, columns=columns, rows=tuple(rows), least=self._cost))

    def _probe(self) -> None:
        """Find the columns that come along any constraint of the story, and how wide they become.

        One that would become much wider waits until it is: for a value that may never be shown it would push others
        out of sight.
        """
        rivals = self.rivals
        outcomes = judge(rivals.workings, rivals.stage_index, rivals.at, road=rivals.road)
        self._widths.update(dict.fromkeys(deciding(rivals.workings, rivals.decision, outcomes, rivals.stage_index), 0))
        self._keep(what_if(rivals, {}, self.digits).table)
        moved = [{scale.name: scale.at(n, PROBES)} for scale in self.marked for n in range(PROBES)]
        able = (one for one in moved if not rivals.workings.broken_relation(under(rivals, one)))
        tables = [what_if(rivals, one, self.digits).table for one in able]
        every = list(rivals.workings.case.model.metrics)
        come = {column.metric for table in tables for column in table.columns} - set(self._widths)
        self._widths.update(dict.fromkeys(sorted(come, key=every.index), 0))
        for table in tables:
            self._keep(table, dict(self._widths))

    def _keep(self, table: TradeOff, base: Mapping[str, int] | None = None) -> None:
        """Remember the columns of a table and their widths; beside `base`, only those a little wider than it."""
        widths, cost = needed(table)
        for metric, wide in widths.items():
            known = self._widths.get(metric, 0)
            if base is None or not base[metric] or wide <= base[metric] + SPARE:
                self._widths[metric] = max(known, wide)
        self._cost = max(self._cost, cost)


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
        ask=ask_text(course.workings, place.stage_index, Beat("move", decision.id), decision.ask),
        live=walk.live,
    )

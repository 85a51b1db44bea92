"""What if: a decision under other constraints than the case's. Which matter, and what changes with them, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from casewalk.case import Architecture, Case, Flip, Stage
from casewalk.walk.beats import Beat, beats, decision_index, decision_of, flip_of
from casewalk.walk.metrics import MetricRow, metric_rows
from casewalk.walk.rivals import Rivals, Verdicts
from casewalk.walk.scales import Scale, scale_of
from casewalk.walk.state import Walk
from casewalk.walk.tradeoff import TradeOff, reason_text, trade_off
from casewalk.walk.verdicts import Outcome, Verdict, judge
from casewalk.walk.workings import Heat, Step

FEW = 3
"""With fewer constraints than this from a stage's own pressure and flips, those of the other stages come first too."""


@dataclass(frozen=True)
class Constraints:
    """The parameters that a decision depends on: first the few that matter, then all the others."""

    marked: tuple[str, ...]
    others: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """A move whose verdict is another than in the case; why, unless it fits."""

    name: str
    verdict: Verdict
    why: str

    @property
    def text(self) -> str:
        """In words: `Rented room: overbuilds now, $44 k too much`."""
        return f"{self.name}: {self.verdict} now{f', {self.why}' if self.why else ''}"


@dataclass(frozen=True)
class WhatIf:
    """A decision under changed constraints. `changes` in the decision's order."""

    overrides: Mapping[str, float]
    outcomes: Mapping[str, Outcome]
    table: TradeOff
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Consequences:
    """One move under changed constraints: the architecture it gives, its metrics, and each part's heat and number."""

    architecture: Architecture
    metrics: tuple[MetricRow, ...]
    heats: Mapping[str, Heat]
    counts: Mapping[str, int]


def _told(stage: Stage, flips: Iterable[Flip]) -> list[str]:
    """The parameters that a stage's pressure sets or its flips change."""
    return list(dict.fromkeys((*stage.pressure, *(name for flip in flips for name in flip.change))))


def constraints(rivals: Rivals) -> Constraints:
    """What the decision depends on, first what its author marked; else the stage's own pressure and its flips."""
    case, matter = rivals.workings.case, rivals.parameters
    marked = [name for name in rivals.decision.sliders if name in matter] or _from_story(rivals, matter)
    others = (name for name in case.model.parameters if name in matter and name not in marked)
    return Constraints(tuple(marked), tuple(others))


def _from_story(rivals: Rivals, matter: frozenset[str]) -> list[str]:
    case = rivals.workings.case
    stage = case.stages[rivals.stage_index]
    mine = [f for f in stage.flips if decision_index(stage, f.decision) == rivals.at]
    found = [name for name in _told(stage, mine) if name in matter]
    if len(found) < FEW:
        found += [name for other in case.stages for name in _told(other, other.flips) if name in matter]
    return list(dict.fromkeys(found))


def scales(rivals: Rivals, names: Iterable[str]) -> tuple[Scale, ...]:
    """The scales of parameters at the rivals's stage."""
    return tuple(scale_of(rivals.workings, rivals.stage_index, name) for name in names)


def under(rivals: Rivals, overrides: Mapping[str, float]) -> dict[str, float]:
    """All parameters of the rivals's stage, some of them changed, in base units."""
    return rivals.workings.parameters(rivals.stage_index) | dict(overrides)


def _changes(rivals: Rivals, was: Verdicts, outcomes: Mapping[str, Outcome]) -> tuple[Change, ...]:
    unit = rivals.workings.unit_of(rivals.decision.minimise)
    found: list[Change] = []
    for move in (m for m in rivals.decision.moves if m.id in outcomes):
        now = outcomes[move.id]
        if now.verdict is not was[move.id]:
            why = reason_text(now, unit) if now.verdict is not Verdict.FITS else ""
            found.append(Change(move.short, now.verdict, why))
    return tuple(found)


def what_if(
    rivals: Rivals, overrides: Mapping[str, float], digits: Mapping[str, int], also: Iterable[str] = ()
) -> WhatIf:
    """Judge the decision under changed parameters (base units). `digits` are those under which moves were offered.

    `also` names metrics that the table shows whether or not they tell the moves apart here.
    """
    workings, index, at = rivals.workings, rivals.stage_index, rivals.at
    outcomes = judge(workings, index, at, road=rivals.road, overrides=overrides)
    road = rivals.road
    table = trade_off(workings, index, at, digits, road=road, overrides=overrides, outcomes=outcomes, also=also)
    was = rivals.verdicts(workings.parameters(index))
    return WhatIf(dict(overrides), outcomes, table, _changes(rivals, was, outcomes))


def consequences(rivals: Rivals, move: str, overrides: Mapping[str, float]) -> Consequences:
    """What a move would come to under changed parameters. Raises KeyError for a move that is not on offer."""
    workings = rivals.workings
    stage = workings.case.stages[rivals.stage_index]
    step = Step(stage.id, rivals.decision.id, move)
    road = (*rivals.road, step)
    values = workings.values(road, under(rivals, overrides), step)
    rows = metric_rows(workings, rivals.stage_index, values)
    return Consequences(workings.architecture(road), rows, workings.heats(road, values), workings.counts(road, values))


def closed(case: Case, walk: Walk, stage_index: int, beat: Beat, what: str = "what if") -> str:
    """Why the what-if of a beat's decision may not be looked at yet; empty once it may.

    Before the move it would give the move away, and before a flip of the same decision is predicted, that. `what` is
    the answer's name for whatever else looks behind a move.
    """
    stage = case.stages[stage_index]
    decision = decision_of(stage, beat)
    reveal = beats(stage).index(Beat("reveal", decision.id))
    if not walk.reached(stage_index, reveal):
        return f"{what} opens after your move"
    here, furthest = walk.at(case)
    asked = not walk.finished and here is stage and furthest.kind == "flip" and not walk.answered(here, furthest)
    if asked and decision_index(stage, flip_of(stage, furthest).decision) == decision_index(stage, decision.id):
        return f"answer the question first; then {what} opens"
    return ""

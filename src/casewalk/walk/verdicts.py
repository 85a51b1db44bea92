"""Verdicts: what a decision's moves are worth under given constraints. Nobody types a verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from casewalk.case import Decision, Move
from casewalk.numbers import unit
from casewalk.walk.locks import open_moves
from casewalk.walk.readings import Reading, readings
from casewalk.walk.workings import Road, Step, Values, Workings

WITHIN = 1.05
"""A move that costs up to this many times the cheapest fitting one still fits."""
GIVE_OR_TAKE, SHARE_ALONE = "give or take a staff-week or 5 %", "give or take 5 %"
"""WITHIN and a staff-week in words; the share alone where what is minimised is not money."""
RULE = (
    f"A move fits if it misses no target and costs no more than the least that holds, {GIVE_OR_TAKE}; it overbuilds if "
    "it holds and costs more; it breaks if it misses a target. Every move that fits is right."
)
"""The verdicts in words, wherever they are explained."""


class Verdict(StrEnum):
    """Fits: holds, at the least cost. Overbuilds: holds, and pays more. Breaks: a target is missed."""

    FITS = "fits"
    OVERBUILDS = "overbuilds"
    BREAKS = "breaks"


@dataclass(frozen=True)
class Outcome:
    """A move's verdict with everything it follows from. Cost and excess in the unit of what is minimised, base.

    `weeks` are staff-weeks, and `values` every quantity after the move, costs included, all in base units.
    """

    move: str
    verdict: Verdict
    cost: float
    excess: float
    weeks: float
    broken: tuple[Reading, ...]
    readings: tuple[Reading, ...]
    values: Values


@dataclass(frozen=True)
class _Trial:
    move: Move
    values: Values
    readings: tuple[Reading, ...]
    broken: tuple[Reading, ...]
    cost: float


def lead(workings: Workings, decision: Decision, parameters: Values) -> float:
    """A staff-week in the unit of what is minimised; nought where that is not money."""
    money = unit(workings.unit_of(decision.minimise)).dimension == unit("$").dimension
    return parameters.get("week_cost", 0.0) if money else 0.0


def affordable(best: float, week: float) -> float:
    """The most that a move may cost and still fit, where `best` is the least that holds and `week` a staff-week."""
    return max(best * WITHIN, best + week) + 1e-9


def _try(
    workings: Workings, stage_index: int, decision: Decision, move: Move, road: Road, parameters: Values, held: set[str]
) -> _Trial:
    step = Step(workings.case.stages[stage_index].id, decision.id, move.id)
    values = workings.values((*road, step), parameters, priced=step)
    seen = readings(workings, stage_index, values)
    watched = held | set(decision.judged_by)
    broken = tuple(r for r in seen if not r.met and r.metric in watched)
    return _Trial(move, values, seen, broken, values[decision.minimise])


def _verdict(trial: _Trial, best: float | None, allowed: float) -> Verdict:
    if trial.broken:
        return Verdict.BREAKS
    return Verdict.FITS if best is None or trial.cost <= allowed else Verdict.OVERBUILDS


def judge(
    workings: Workings,
    stage_index: int,
    decision_index: int = 0,
    *,
    road: Road | None = None,
    overrides: Mapping[str, float] | None = None,
) -> dict[str, Outcome]:
    """The outcome of every move of a decision that can be taken, by move id; what is locked is not judged.

    `road` is what was done before it (the road that is walked if not given); `overrides` are parameters in base units.
    A move breaks if it misses a target of `judged_by` or turns any other met target missed; it fits if it breaks
    nothing and no other such move is cheaper by more than the larger of 5 % and a staff-week; else it overbuilds.
    """
    decision = workings.case.stages[stage_index].decisions[decision_index]
    standing = workings.road_to(stage_index, decision_index) if road is None else road
    parameters = {**workings.parameters(stage_index), **(overrides or {})}
    now = readings(workings, stage_index, workings.values(standing, parameters))
    held = {r.metric for r in now if r.met}
    moves = open_moves(workings, stage_index, decision_index, standing)
    trials = [_try(workings, stage_index, decision, m, standing, parameters, held) for m in moves]
    best = min((t.cost for t in trials if not t.broken), default=None)
    allowed = 0.0 if best is None else affordable(best, lead(workings, decision, parameters))
    return {
        t.move.id: Outcome(
            move=t.move.id,
            verdict=_verdict(t, best, allowed),
            cost=t.cost,
            excess=0.0 if best is None else t.cost - best,
            weeks=t.values["build_weeks"],
            broken=t.broken,
            readings=t.readings,
            values=t.values,
        )
        for t in trials
    }


def least_bad(workings: Workings, decision: Decision, outcomes: Mapping[str, Outcome]) -> frozenset[str]:
    """Where nothing fits: the moves that miss the fewest targets, at the least cost, give or take as for a fit.

    Every target that is missed after the move counts, older debt too. Empty where something holds.
    """
    if not outcomes or any(o.verdict is not Verdict.BREAKS for o in outcomes.values()):
        return frozenset()
    missed = {o.move: sum(not r.met for r in o.readings) for o in outcomes.values()}
    fewest = min(missed.values())
    near = [o for o in outcomes.values() if missed[o.move] == fewest]
    allowed = affordable(min(o.cost for o in near), lead(workings, decision, near[0].values))
    return frozenset(o.move for o in near if o.cost <= allowed)


def counted(workings: Workings, decision: Decision, outcomes: Mapping[str, Outcome], move: str) -> Verdict:
    """What a move counts as in the scores: its verdict; where nothing fits, the least bad counts as fitting."""
    return Verdict.FITS if move in least_bad(workings, decision, outcomes) else outcomes[move].verdict

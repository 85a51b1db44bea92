"""Witnesses: for every move of a decision, constraints near the stage's own under which that move is ahead.

Ahead: it holds, and every other move misses a target by a tenth or costs a tenth more. Constraints under which it also
fits alone are preferred; what costs less than a staff-week always fits beside what costs nothing. A move without a
witness is a strawman. What the search does not find may still exist; what it finds holds, by `judge`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from casewalk.numbers import show
from casewalk.walk.hunt import LEAD, Hunt, Point
from casewalk.walk.rivals import Rivals
from casewalk.walk.strain import strain
from casewalk.walk.verdicts import Outcome, Verdict, judge
from casewalk.walk.workings import Workings


@dataclass(frozen=True)
class Change:
    """A parameter moved away from where the stage has it; both values in the parameter's unit."""

    name: str
    value: float
    now: float


@dataclass(frozen=True)
class Witness:
    """The nearest constraints found under which a move is ahead; no change where it is so as the stage stands."""

    changes: tuple[Change, ...]
    alone: bool
    """Whether it alone fits; else others fit within a staff-week, and it is the least by the lead."""
    limits_only: bool
    """Whether all that changes is a target."""


@dataclass(frozen=True)
class Share:
    """Of the points tried: where a move fits, and where it alone does, as fractions."""

    fits: float
    wins: float


@dataclass(frozen=True)
class Evidence:
    """What was found for a move; `near` is the space of two changes from the stage, `wide` that of all parameters."""

    move: str
    witness: Witness | None
    near: Share
    wide: Share


@dataclass(frozen=True)
class Found:
    """What was found for a decision, and whether the product's move fitted wherever any move held."""

    evidence: tuple[Evidence, ...]
    everywhere: bool

    @property
    def strawmen(self) -> tuple[str, ...]:
        """The moves without a witness."""
        return tuple(e.move for e in self.evidence if e.witness is None)


def search(of: Rivals) -> Found:
    """Search rivals for the witness of each move, and for the share of the space in which it fits and wins.

    Deterministic: the same rivals (see `Rivals.text`) have the same witnesses.
    """
    hunt = Hunt(of)
    hunt.run()
    near, wide = hunt.near.shares(), hunt.wide.shares()
    evidence = tuple(
        Evidence(move, _witness(of, hunt.alone[n], hunt.least[n]), Share(*near[n]), Share(*wide[n]))
        for n, move in enumerate(of.moves)
    )
    return Found(evidence, hunt.everywhere)


def _witness(of: Rivals, alone: Point | None, least: Point | None) -> Witness | None:
    point = least if alone is None else alone
    if point is None:
        return None
    changes = tuple(Change(of.axes[n].name, value, of.axes[n].now) for n, value in point)
    limits_only = bool(changes) and all(c.name in of.limits_only for c in changes)
    return Witness(changes, alone is not None, limits_only)


def overrides_of(workings: Workings, witness: Witness) -> dict[str, float]:
    """The witness's parameters in base units, for `judge`."""
    return workings.in_base({change.name: change.value for change in witness.changes})


def proves(workings: Workings, stage_index: int, decision_index: int, move: str, witness: Witness) -> bool:
    """Whether under these constraints the move is ahead, by the verdicts, with the lead that is asked for."""
    outcomes = judge(workings, stage_index, decision_index, overrides=overrides_of(workings, witness))
    fitting = [o.move for o in outcomes.values() if o.verdict is Verdict.FITS]
    if move not in fitting or (witness.alone and len(fitting) > 1):
        return False
    return lead(outcomes, move) >= LEAD - 1e-9


def lead(outcomes: Mapping[str, Outcome], move: str) -> float:
    """How far a fitting move is ahead of the nearest other one, as a share.

    Ahead of one that breaks: by how much that one is past the limit that it misses most; or, if that is more, by how
    much dearer it is. Ahead of one that holds: by how much dearer it is.
    """
    own = outcomes[move]
    return min((_ahead(own, other) for other in outcomes.values() if other is not own), default=math.inf)


def _ahead(own: Outcome, other: Outcome) -> float:
    found = [math.expm1(strain(r.value, r.op, r.limit, share=r.unit == "%")) for r in other.broken]
    dearer = other.cost - own.cost
    found.append(dearer / abs(own.cost) if own.cost else math.copysign(math.inf, dearer) if dearer else 0.0)
    return max(found)


def witness_words(workings: Workings, witness: Witness) -> str:
    """The changes in words: `clickers 12 k users instead of 5 k users`."""
    if not witness.changes:
        return "as the stage stands"
    units = {c.name: workings.unit_of(c.name) for c in witness.changes}
    values = workings.in_base({c.name: c.value for c in witness.changes})
    now = workings.in_base({c.name: c.now for c in witness.changes})
    told = [f"{n} {show(values[n], unit)} instead of {show(now[n], unit)}" for n, unit in units.items()]
    remark = " (a target only)" if witness.limits_only else ""
    return ", ".join(told) + remark

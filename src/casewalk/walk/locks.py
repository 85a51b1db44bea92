"""Locks: why a move cannot be taken on a road. What it builds on is missing there, or what it does stands already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import takewhile

from casewalk.case import Case, Decision, Move, Stage
from casewalk.walk.prose import listed
from casewalk.walk.settling import missing
from casewalk.walk.standing import since, stands
from casewalk.walk.workings import Road, Step, Workings


def lock(workings: Workings, stage: Stage, decision: Decision, move: Move, road: Road) -> str:
    """Why a move cannot be taken on this road, in words; empty where it can."""
    for need in move.needs:
        stage_id, _, move_id = need.rpartition("/")
        if not _had(workings, stage_id or stage.id, move_id, road):
            return f"needs {_move_name(workings.case, stage_id or stage.id, move_id)}"
    step = Step(stage.id, decision.id, move.id)
    lacking = missing(workings.architecture(road), workings.patch(step).architecture)
    if lacking:
        return f"needs {_part_name(workings, (stage.id, decision.id), lacking[0])}"
    by = since(workings, road, step)
    if by is None:
        return ""
    name = workings.find(by)[2].short
    told = f"stands already, since stage {workings.case.stage_index(by.stage) + 1}"
    return told if name == move.short else f"{told}: {name}"


def _had(workings: Workings, stage_id: str, move_id: str, road: Road) -> bool:
    """Whether a move that another one needs was taken, or what it does stands by another move."""
    if any((step.stage, step.move) == (stage_id, move_id) for step in road):
        return True
    stages = (stage for stage in workings.case.stages if stage.id == stage_id)
    steps = (Step(s.id, d.id, m.id) for s in stages for d in s.decisions for m in d.moves if m.id == move_id)
    return any(stands(workings, road, step) for step in steps)


def open_moves(workings: Workings, stage_index: int, decision_index: int, road: Road) -> tuple[Move, ...]:
    """The moves of a decision that can be taken on a road, in the decision's order."""
    stage = workings.case.stages[stage_index]
    decision = stage.decisions[decision_index]
    return tuple(m for m in decision.moves if not lock(workings, stage, decision, m, road))


def locked_moves(workings: Workings, stage_index: int, decision_index: int) -> tuple[tuple[Move, str], ...]:
    """The moves of a decision that cannot be taken on the road that is walked, each with the reason."""
    stage = workings.case.stages[stage_index]
    decision = stage.decisions[decision_index]
    road = workings.road_to(stage_index, decision_index)
    found = ((m, lock(workings, stage, decision, m, road)) for m in decision.moves)
    return tuple((m, reason) for m, reason in found if reason)


def named(label: str) -> str:
    """A label inside a sentence, with its article: `a waiting room`, `a CDN`, `an order service`."""
    acronym = label[1:2].isupper() or label[1:2].isdigit()
    word = label if acronym else label[:1].lower() + label[1:]
    vowels = "AEFHILMNORSX" if acronym else "aeio"
    return f"{'an' if word[:1] in vowels else 'a'} {word}"


def _move_name(case: Case, stage_id: str, move_id: str) -> str:
    for number, stage in enumerate(case.stages, 1):
        for decision in stage.decisions:
            for move in decision.moves:
                if stage.id == stage_id and move.id == move_id:
                    return f"“{move.label}” (stage {number})"
    return f"{move_id!r}, which the case does not have"


def _decisions(case: Case) -> Iterator[tuple[int, Stage, Decision]]:
    """Every decision with its stage, and the stage's number, from 1."""
    yield from ((n, stage, decision) for n, stage in enumerate(case.stages, 1) for decision in stage.decisions)


def _part_name(workings: Workings, here: tuple[str, str], part: str) -> str:
    """A part that does not stand, by the name that most moves give it, and the moves on the way that bring it."""
    labels: Counter[str] = Counter()
    brought: dict[int, list[str]] = {}
    for number, stage, decision in takewhile(lambda at: (at[1].id, at[2].id) != here, _decisions(workings.case)):
        for move in decision.moves:
            patches = workings.patch(Step(stage.id, decision.id, move.id)).architecture
            given = [patch.add[part].label for patch in patches if part in patch.add]
            if given:
                labels.update(given)
                brought.setdefault(number, []).append(move.short)
    if not labels:
        base = workings.case.model.architecture.nodes.get(part)
        return f"{named(base.label) if base else repr(part)}, which is no longer there"
    where = [f"{listed(names, 'or')} (stage {number})" for number, names in brought.items()]
    return f"{named(labels.most_common(1)[0][0])}: {', '.join(where)}"

"""Locks: why a move cannot be taken on a road. Another move, or a part that it builds on, is missing there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import takewhile

from casewalk.case import Case, Decision, Move, Stage
from casewalk.walk.settling import missing
from casewalk.walk.workings import Road, Step, Workings


def lock(workings: Workings, stage: Stage, decision: Decision, move: Move, road: Road) -> str:
    """Why a move cannot be taken on this road, in words; empty where it can."""
    taken = {(step.stage, step.move) for step in road}
    for need in move.needs:
        stage_id, _, move_id = need.rpartition("/")
        if ((stage_id or stage.id), move_id) not in taken:
            return f"needs {_move_name(workings.case, stage_id or stage.id, move_id)}"
    patch = workings.patch(Step(stage.id, decision.id, move.id))
    lacking = missing(workings.architecture(road), patch.architecture)
    return f"needs {_part_name(workings, (stage.id, decision.id), lacking[0])}" if lacking else ""


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


def _either(names: list[str]) -> str:
    """`Hold 30 min, Hold 15 min or Hold 8 min`."""
    return f"{', '.join(names[:-1])} or {names[-1]}" if len(names) > 1 else names[0]


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
    where = [f"{_either(names)} (stage {number})" for number, names in brought.items()]
    return f"{named(labels.most_common(1)[0][0])}: {', '.join(where)}"

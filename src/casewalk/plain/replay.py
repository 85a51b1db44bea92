"""The pressure replay of the plain walk: `replay`, `replay MOVE`, `replay MOVE SECONDS`, in words."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from casewalk.case import Decision, Stage
from casewalk.export.replays import replay_words
from casewalk.walk import Beat, Walk, Workings, decision_index, decision_of
from casewalk.walk.answers import offered_moves
from casewalk.walk.playing import closed, replays_of
from casewalk.walk.prose import capital
from casewalk.walk.scales import Impossible

STANDING = "now"
"""What is typed for the architecture as it stands."""


def replay_asked(
    workings: Workings, walk: Walk, beat: Beat, text: str, changed: Mapping[str, float], width: int
) -> Iterator[str]:
    """What `replay ...` is answered with, under the constraints that were changed (base units)."""
    stage = workings.case.stages[walk.stage]
    decision = decision_of(stage, beat)
    try:
        move, time = _read(walk, stage, decision, text)
        if reason := stage.flow and closed(workings, walk, walk.stage, beat, move):
            yield f"{capital(reason)}."
            return
        at = decision_index(stage, decision.id)
        found = replays_of(workings, walk.stage, [move] if move else [], at=at, overrides=changed)
    except Impossible as impossible:
        yield f"{capital(str(impossible))}."
        return
    yield from replay_words(found[0], width, time)


def _read(walk: Walk, stage: Stage, decision: Decision, text: str) -> tuple[str, float | None]:
    """The move (empty for the architecture as it stands) and the moment that were typed. Raises Impossible."""
    words = text.split()[1:]
    if len(words) > len(("MOVE", "SECONDS")):
        raise Impossible("type replay, replay MOVE, or replay MOVE SECONDS")
    move = _move(walk, stage, decision, words[0]) if words else ""
    return move, _seconds(words[1]) if len(words) > 1 else None


def _move(walk: Walk, stage: Stage, decision: Decision, word: str) -> str:
    offered = {str(n): move.id for n, move in enumerate(offered_moves(walk, stage, decision), 1)}
    known = offered | {move.id: move.id for move in decision.moves} | {STANDING: ""}
    if word not in known:
        moves = ", ".join(f"{number} {name}" for number, name in offered.items())
        raise Impossible(f"no move {word!r}; type {STANDING}, or a move by its number or name: {moves}")
    return known[word]


def _seconds(word: str) -> float:
    try:
        found = float(word.removesuffix("s"))
    except ValueError:
        found = -1.0
    if not 0 <= found < math.inf:
        raise Impossible(f"{word!r} is no moment; type seconds from the start, such as replay {STANDING} 8")
    return found

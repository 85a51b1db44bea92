"""The beats of a stage, in order, and the four questions that they answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from casewalk.case import Decision, Flip, Stage

BeatKind = Literal["situation", "why", "estimate", "signal", "move", "reveal", "aftermath", "flip"]


ASKED = 2
"""So many flips of a stage are asked; the others are told after the last of them."""


@dataclass(frozen=True)
class Beat:
    """One beat; `key` is the decision's or the flip's id where there may be several."""

    kind: BeatKind
    key: str = ""

    @property
    def id(self) -> str:
        """A stable name inside its stage."""
        return f"{self.kind}/{self.key}" if self.key else self.kind


class Question(StrEnum):
    """The four questions of every stage."""

    WHY = "why it was right"
    SIGNAL = "signal"
    MOVE = "move"
    WHAT_IF = "what if"


QUESTION_OF: dict[BeatKind, Question] = {
    "situation": Question.WHY,
    "why": Question.WHY,
    "estimate": Question.SIGNAL,
    "signal": Question.SIGNAL,
    "move": Question.MOVE,
    "reveal": Question.MOVE,
    "aftermath": Question.MOVE,
    "flip": Question.WHAT_IF,
}


def beats(stage: Stage) -> tuple[Beat, ...]:
    """The beats of a stage in the order in which they are walked."""
    found = [Beat("situation"), Beat("why")]
    if stage.estimate is not None:
        found.append(Beat("estimate"))
    found.append(Beat("signal"))
    for decision in stage.decisions:
        found += [Beat("move", decision.id), Beat("reveal", decision.id)]
    found.append(Beat("aftermath"))
    found += [Beat("flip", flip.id) for flip in stage.flips[:ASKED]]
    return tuple(found)


def further_flips(stage: Stage, beat: Beat) -> tuple[Flip, ...]:
    """After the last flip that is asked, those that are not; otherwise none."""
    return tuple(stage.flips[ASKED:]) if beat == beats(stage)[-1] and beat.kind == "flip" else ()


def decision_index(stage: Stage, decision_id: str) -> int:
    """Position of a decision in its stage; an empty id means the first. Raises KeyError."""
    if not decision_id:
        return 0
    for index, decision in enumerate(stage.decisions):
        if decision.id == decision_id:
            return index
    raise KeyError(decision_id)


def decision_of(stage: Stage, beat: Beat) -> Decision:
    """The decision that a beat is about; the last one for beats after all decisions."""
    if beat.kind in {"move", "reveal"}:
        return stage.decisions[decision_index(stage, beat.key)]
    if beat.kind == "flip":
        return stage.decisions[decision_index(stage, flip_of(stage, beat).decision)]
    return stage.decisions[-1] if beat.kind == "aftermath" else stage.decisions[0]


def flip_of(stage: Stage, beat: Beat) -> Flip:
    """The flip that a beat is about. Raises KeyError."""
    for flip in stage.flips:
        if flip.id == beat.key:
            return flip
    raise KeyError(beat.key)

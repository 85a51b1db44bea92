"""The replays of one stage that a learner may look at: each move under its digit, each run once and kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from casewalk.tui.course import Course, Place
from casewalk.walk import Walk, decision_index, decision_of
from casewalk.walk.answers import offered_moves
from casewalk.walk.cover import covered
from casewalk.walk.playing import AS_IT_STANDS, replay_stage
from casewalk.walk.replays import Comparison, Replay
from casewalk.walk.verdicts import Outcome, judge
from casewalk.walk.whatif import revealed

NO_MOVES = "the moves can be replayed once you have chosen one."
STANDING = 0
"""The digit of the architecture as it stands."""


def closed(course: Course, walk: Walk, place: Place) -> str:
    """Why a stage's replay may not be looked at yet; empty once it may. It would show what an estimate asks for."""
    if covered(course.workings, walk, place.stage_index):
        return "give the estimate first; then the replay opens"
    return ""


@dataclass
class Replays:
    """Moves by digit; nought is the architecture as it stands, and before the decision is taken there is no other."""

    course: Course
    place: Place
    at: int
    """The decision whose moves they are."""
    overrides: Mapping[str, float]
    moves: Mapping[int, str]
    product: str
    yours: str
    outcomes: Mapping[str, Outcome]
    """Verdicts, once they may be seen."""
    _kept: dict[int, Replay] = field(default_factory=dict)

    @property
    def revealed(self) -> bool:
        """Whether the moves may be looked at."""
        return len(self.moves) > 1

    def replay(self, digit: int) -> Replay:
        """The run of the move under a digit. Raises KeyError where none is."""
        if digit not in self._kept:
            found = replay_stage(
                self.course.workings, self.place.stage_index, self.moves[digit], at=self.at, overrides=self.overrides
            )
            if found is None:
                raise KeyError(digit)
            self._kept[digit] = found
        return self._kept[digit]

    def refused(self, digit: int) -> str:
        """Why there is nothing to look at under a digit; empty where there is. Runs it."""
        if digit not in self.moves:
            return NO_MOVES if not self.revealed else f"no move has the digit {digit}."
        try:
            self.replay(digit)
        except ValueError as error:
            return f"under these constraints it cannot run: {error}."
        return ""

    def compared(self, digit: int, other: int) -> Comparison:
        """Two of them on the scales that they share."""
        return Comparison(self.replay(digit), self.replay(other))

    def digit(self, move: str) -> int:
        """The digit of a move; nought where it is none of these."""
        return next((digit for digit, name in self.moves.items() if name == move), STANDING)

    def first(self) -> int:
        """Where to begin: with your own move, or the product's; before the move, with what stands."""
        return self.digit(self.yours or self.product)

    def beside(self, digit: int) -> int:
        """What a move is held against at first: the product's, and that against yours, or against what stands."""
        product, yours = self.digit(self.product), self.digit(self.yours)
        return next(other for other in (product, yours, STANDING, *self.moves) if other != digit)

    def name(self, digit: int) -> str:
        """The move's short name."""
        return self.replay(digit).name if digit != STANDING else AS_IT_STANDS


def replays_of(course: Course, walk: Walk, place: Place, overrides: Mapping[str, float]) -> Replays:
    """The replays of a place's decision. Before its reveal has been seen there is only what stands."""
    stage, beat = place.stage(course.case), place.beat(course.case)
    decision = decision_of(stage, beat)
    at = decision_index(stage, decision.id)
    moves = {STANDING: ""}
    picked = walk.picks.get((stage.id, decision.id))
    outcomes: Mapping[str, Outcome] = {}
    if revealed(course.case, walk, place.stage_index, beat):
        moves |= {n: m.id for n, m in enumerate(offered_moves(walk, stage, decision), 1)}
        outcomes = judge(course.workings, place.stage_index, at, overrides=overrides)
    return Replays(
        course=course,
        place=place,
        at=at,
        overrides=dict(overrides),
        moves=moves,
        product=decision.chosen if outcomes else "",
        yours=picked.move if picked and outcomes else "",
        outcomes=outcomes,
    )

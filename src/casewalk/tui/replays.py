"""The replays of one stage that a learner may look at: each move under its digit, each run once and kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from casewalk.tui.course import Course, Place
from casewalk.walk import Road, Step, Walk, decision_index, decision_of, playing
from casewalk.walk.answers import offered_moves
from casewalk.walk.locks import open_moves
from casewalk.walk.playing import AS_IT_STANDS
from casewalk.walk.replays import Comparison, Replay
from casewalk.walk.scales import Impossible
from casewalk.walk.verdicts import Outcome, judge

STANDING = 0
"""The digit of the architecture as it stands."""


@dataclass
class Replays:
    """Moves by digit; nought is the architecture as it stands. Before the decision is taken there is no other."""

    course: Course
    place: Place
    at: int
    """The decision whose moves they are."""
    overrides: Mapping[str, float]
    moves: Mapping[int, str]
    names: Mapping[int, str]
    shut: str
    """Why no move may be looked at; empty where they may."""
    product: str
    yours: str
    outcomes: Mapping[str, Outcome]
    """Verdicts, once they may be seen."""
    stations: int
    """How many stations there are at most under any of the moves."""
    _kept: dict[int, Replay] = field(default_factory=dict)

    def replay(self, digit: int) -> Replay:
        """The run of the move under a digit. Raises KeyError where none is, and Impossible where it cannot run."""
        if digit not in self._kept:
            moves = [self.moves[digit]] if digit != STANDING else []
            workings, index = self.course.workings, self.place.stage_index
            (self._kept[digit],) = playing.replays_of(workings, index, moves, at=self.at, overrides=self.overrides)
        return self._kept[digit]

    def refused(self, digit: int) -> str:
        """Why there is nothing to look at under a digit; empty where there is. Runs it."""
        if digit not in self.moves:
            return self.shut or f"no move has the digit {digit}"
        try:
            self.replay(digit)
        except Impossible as impossible:
            return str(impossible)
        return ""

    def run_all(self) -> None:
        """Run every move, so that each is there when it is asked for."""
        for digit in self.moves:
            self.refused(digit)

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
        wanted = (self.digit(self.product), self.digit(self.yours), STANDING, *self.moves)
        return next((other for other in wanted if other != digit and not self.refused(other)), digit)


def replays_of(course: Course, walk: Walk, place: Place, overrides: Mapping[str, float]) -> Replays:
    """The replays of a place's decision. Before its reveal has been seen there is only what stands."""
    stage, beat = place.stage(course.case), place.beat(course.case)
    decision = decision_of(stage, beat)
    at = decision_index(stage, decision.id)
    shut = playing.closed(course.workings, walk, place.stage_index, beat, decision.chosen)
    moves, names = {STANDING: ""}, {STANDING: AS_IT_STANDS}
    if not shut:
        able = {move.id for move in open_moves(course.workings, place.stage_index, at, _road(course, place, at))}
        offered = {n: move for n, move in enumerate(offered_moves(walk, stage, decision), 1) if move.id in able}
        moves |= {digit: move.id for digit, move in offered.items()}
        names |= {digit: move.short for digit, move in offered.items()}
    picked = walk.picks.get((stage.id, decision.id))
    return Replays(
        course=course,
        place=place,
        at=at,
        overrides=dict(overrides),
        moves=moves,
        names=names,
        shut=shut,
        product="" if shut else decision.chosen,
        yours=picked.move if picked and not shut else "",
        outcomes={} if shut else judge(course.workings, place.stage_index, at, overrides=overrides),
        stations=max(_stations(course, place, at, move) for move in moves.values()),
    )


def _road(course: Course, place: Place, at: int) -> Road:
    """What was done before the decision."""
    return course.workings.road_to(place.stage_index, at)


def _stations(course: Course, place: Place, at: int, move: str) -> int:
    """How many parts of the architecture that a move leaves have a station."""
    stage = place.stage(course.case)
    road = _road(course, place, at)
    if move:
        road = (*road, Step(stage.id, stage.decisions[at].id, move))
    parts = course.workings.architecture(road).nodes
    return sum(name in parts for name in stage.flow.stations) if stage.flow else 0

"""A course: a case opened for walking, with its workings and the logbook that keeps the walk."""

from __future__ import annotations

from dataclasses import dataclass, replace

from casewalk.case import Case, Stage
from casewalk.journal.logbook import Logbook
from casewalk.walk import Beat, Road, Walk, Workings, beats
from casewalk.walk.moments import standing_at


@dataclass(frozen=True)
class Course:
    """A case, compiled, and where its answers go."""

    case: Case
    digest: str
    workings: Workings
    logbook: Logbook

    def along(self, walk: Walk) -> Course:
        """The course with its workings on the road of a walk: the product's, or that of its picks."""
        return replace(self, workings=self.workings.along(walk.road))


@dataclass(frozen=True)
class Place:
    """A stage and a beat that are being looked at; they need not be the furthest."""

    stage_index: int
    beat_index: int

    def stage(self, case: Case) -> Stage:
        """The stage."""
        return case.stages[self.stage_index]

    def beat(self, case: Case) -> Beat:
        """The beat."""
        return beats(self.stage(case))[self.beat_index]


def furthest(walk: Walk) -> Place:
    """Where the walk has come to."""
    return Place(walk.stage, walk.beat)


def before(case: Case, walk: Walk, place: Place) -> Place | None:
    """The place before; None at the walk's first."""
    if place.beat_index:
        return Place(place.stage_index, place.beat_index - 1)
    if place.stage_index > walk.first_stage:
        index = place.stage_index - 1
        return Place(index, len(beats(case.stages[index])) - 1)
    return None


def after(case: Case, walk: Walk, place: Place) -> Place | None:
    """The next place that the walk has reached; None at the furthest."""
    following = Place(place.stage_index, place.beat_index + 1)
    if following.beat_index >= len(beats(place.stage(case))):
        following = Place(place.stage_index + 1, 0)
    if following.stage_index >= len(case.stages):
        return None
    return following if walk.reached(following.stage_index, following.beat_index) else None


def standing_road(course: Course, place: Place) -> tuple[Road, str]:
    """The road that the picture and the metrics of a place show, and its moment: before, now or after."""
    return standing_at(course.workings, place.stage_index, place.beat(course.case))

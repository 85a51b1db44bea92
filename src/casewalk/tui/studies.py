"""Studies: the grounds of decisions, found a little at a time while nobody presses a key."""

from __future__ import annotations

import time
from collections.abc import Generator
from dataclasses import dataclass, field

from casewalk.tui.course import Course, Place
from casewalk.walk import Road, decision_index, decision_of
from casewalk.walk.grounds import Grounds, study
from casewalk.walk.rivals import Rivals

SLICE = 0.006
"""Seconds of work between two looks at the keyboard: well under a frame."""
_Key = tuple[int, int, Road]


@dataclass
class Studies:
    """What is being found, by decision and road; what has been found the workings keep."""

    _going: dict[_Key, Generator[None, None, Grounds]] = field(default_factory=dict)

    def ready(self, course: Course, place: Place) -> Grounds | None:
        """The grounds of the decision at a place, if they have been found."""
        return course.workings.grounds.get(_key(course, place))

    def work(self, course: Course, place: Place, seconds: float = SLICE) -> bool:
        """Go on with the decision at a place for so long. Returns whether its grounds have been found."""
        key, done = _key(course, place), course.workings.grounds
        if key in done:
            return True
        if key not in self._going:
            self._going[key] = study(Rivals(course.workings, *key))
        end = time.perf_counter() + seconds
        try:
            while time.perf_counter() < end:
                next(self._going[key])
        except StopIteration:
            del self._going[key]
        return key in done


def _key(course: Course, place: Place) -> _Key:
    """The decision at a place, by stage and position, and the road before it: the one that is walked."""
    stage = place.stage(course.case)
    at = decision_index(stage, decision_of(stage, place.beat(course.case)).id)
    return place.stage_index, at, course.workings.road_to(place.stage_index, at)

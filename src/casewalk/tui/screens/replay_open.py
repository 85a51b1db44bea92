"""Opening a replay from another screen: where a stage has one, and may already be looked at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from casewalk.tui.course import Course, Place
from casewalk.tui.widgets.bars import Footer
from casewalk.walk import Walk
from casewalk.walk.cover import covered

if TYPE_CHECKING:
    from casewalk.tui.screens.walk import WalkScreen
    from casewalk.tui.screens.whatif import WhatIfScreen


def has_replay(course: Course, place: Place) -> bool:
    """Whether a stage declares what flows."""
    return place.stage(course.case).flow is not None


def may_replay(course: Course, walk: Walk, place: Place) -> bool:
    """Whether there is a replay, and it would be shown: not before the estimate of what it shows is given."""
    return has_replay(course, place) and not covered(course.workings, walk, place.stage_index)


def open_replay(screen: WalkScreen | WhatIfScreen, overrides: Mapping[str, float], move: str = "") -> None:
    """Show the replay of a screen's place under changed constraints, or say why not."""
    from casewalk.tui.replays import replays_of  # noqa: PLC0415 - imported when it is opened
    from casewalk.tui.screens.replay import ReplayScreen  # noqa: PLC0415
    from casewalk.walk.playing import closed  # noqa: PLC0415

    place = screen.place
    if reason := closed(screen.course.workings, screen.walk, place.stage_index, place.beat(screen.course.case)):
        screen.query_one(Footer).say(f"{reason}.")
        return
    found = replays_of(screen.course, screen.walk, place, overrides)
    digit = found.digit(move) if move else found.first()
    if reason := found.refused(digit):
        screen.query_one(Footer).say(f"{reason}.")
        return
    motion = screen.app.motion  # type: ignore[attr-defined]
    screen.app.push_screen(ReplayScreen(screen.course, screen.walk, place, found, digit=digit, motion=motion))

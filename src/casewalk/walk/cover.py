"""Cover: until an estimate is given, the quantity it asks for and all that is computed from it are not shown."""

from __future__ import annotations

import math

from casewalk.numbers import NBSP, unit
from casewalk.walk.state import Walk
from casewalk.walk.workings import Road, Workings

COVER = "?"
NOTHING: frozenset[str] = frozenset()


def reached_by(workings: Workings, road: Road, name: str) -> frozenset[str]:
    """A quantity and every one on this road whose formula reaches it, loads and limits of parts included."""
    sheet = workings.sheet(road)
    return frozenset(found for found in sheet.order if name in sheet.cone((found,)))


def countable(workings: Workings, stage_index: int) -> bool:
    """Whether a stage's estimate has a number to work out on the road that is walked: finite, and not nought."""
    asked = workings.case.stages[stage_index].estimate
    if asked is None or not workings.off_road(stage_index):
        return asked is not None
    value = workings.values(workings.road_to(stage_index), workings.parameters(stage_index))[asked.answer]
    return math.isfinite(value) and value != 0


def covered_first(workings: Workings, stage_index: int) -> frozenset[str]:
    """What is covered in a stage, as its pressure stands, before its estimate is given."""
    asked = workings.case.stages[stage_index].estimate
    if asked is None or not countable(workings, stage_index):
        return NOTHING
    return reached_by(workings, workings.road_to(stage_index), asked.answer)


def covered(workings: Workings, walk: Walk, stage_index: int) -> frozenset[str]:
    """What is covered in a stage, as its pressure stands; nothing once its estimate has been given."""
    given = workings.case.stages[stage_index].id in walk.estimates
    return NOTHING if given else covered_first(workings, stage_index)


def cover_text(unit_text: str) -> str:
    """A covered value as it is printed: `? req/s`."""
    return f"{COVER}{NBSP}{unit(unit_text).text}".strip() if unit_text else COVER

"""Cover: until an estimate is given, the quantity it asks for and all that is computed from it are not shown."""

from __future__ import annotations

from casewalk.numbers import NBSP, unit
from casewalk.walk.state import Walk
from casewalk.walk.workings import Road, Workings

COVER = "?"
NOTHING: frozenset[str] = frozenset()


def reached_by(workings: Workings, road: Road, name: str) -> frozenset[str]:
    """A quantity and every one on this road whose formula reaches it, loads and limits of parts included."""
    sheet = workings.sheet(road)
    return frozenset(found for found in sheet.order if name in sheet.cone((found,)))


def covered(workings: Workings, walk: Walk, stage_index: int) -> frozenset[str]:
    """What is covered in a stage, as its pressure stands; nothing once its estimate has been given."""
    stage = workings.case.stages[stage_index]
    if stage.estimate is None or stage.id in walk.estimates:
        return NOTHING
    return reached_by(workings, workings.product_road(stage_index), stage.estimate.answer)


def cover_text(unit_text: str) -> str:
    """A covered value as it is printed: `? req/s`."""
    return f"{COVER}{NBSP}{unit(unit_text).text}".strip() if unit_text else COVER

"""Debt: targets that a road missed before the pressure of a stage came, and those that the pressure turns missed."""

from __future__ import annotations

from casewalk.walk.moments import BEFORE, NOW, values_at
from casewalk.walk.readings import Reading, reading, readings
from casewalk.walk.workings import Workings


def missed_since(workings: Workings, stage_index: int, metric: str) -> int | None:
    """The position of the stage at whose end a metric's present run of misses began; None where it was met last."""
    begins = workings.case.stage_index(workings.case.model.metrics[metric].begins)
    found = None
    for index in range(stage_index - 1, begins - 1, -1):
        values = workings.values(workings.road_after(index), workings.parameters(index))
        if reading(workings, metric, values).met:
            break
        found = index
    return found


def missed_early(workings: Workings, stage_index: int, metric: str) -> bool:
    """Whether a target was missed before the pressure came, measured then or not."""
    return not reading(workings, metric, values_at(workings, stage_index, 0, BEFORE)).met


def missed_at(workings: Workings, stage_index: int, moment: str = NOW) -> tuple[Reading, ...]:
    """The targets that are missed at a moment of a stage: before its pressure, or under it."""
    return tuple(r for r in readings(workings, stage_index, values_at(workings, stage_index, 0, moment)) if not r.met)


def outliving(workings: Workings, stage_index: int) -> tuple[Reading, ...]:
    """The targets that are missed under the pressure, and under more of the same as well; as they read under that."""
    signal = workings.case.stages[stage_index].signal
    cure = workings.parameters(stage_index) | workings.in_base(signal.more_of_same)
    cured = readings(workings, stage_index, workings.values(workings.road_to(stage_index), cure))
    now = {r.metric for r in missed_at(workings, stage_index)}
    return tuple(r for r in cured if not r.met and r.metric in now)

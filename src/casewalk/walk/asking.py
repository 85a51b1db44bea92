"""Asking: which questions a road leaves open. On the product's every one; off it, those that the model bears out."""

from __future__ import annotations

from casewalk.case import Stage
from casewalk.walk.beats import Beat
from casewalk.walk.cover import countable
from casewalk.walk.metrics import OfferedReading, offered_reading
from casewalk.walk.moments import BEFORE, values_at
from casewalk.walk.readings import reading, readings
from casewalk.walk.state import Walk
from casewalk.walk.workings import Workings


def unasked(workings: Workings, stage_index: int, beat: Beat) -> str:
    """Why a question is not asked on the road that is walked, in words; empty where it is."""
    if beat.kind == "signal" and workings.off_road(stage_index):
        return _no_signal(workings, stage_index)
    if beat.kind == "estimate" and workings.off_road(stage_index):
        return _no_estimate(workings, stage_index)
    return ""


def waiting(workings: Workings, walk: Walk, stage_index: int, beat: Beat) -> bool:
    """Whether a beat still waits for its answer."""
    stage = workings.case.stages[stage_index]
    return not walk.answered(stage, beat) and not unasked(workings, stage_index, beat)


def offered_others(workings: Workings, stage_index: int) -> tuple[str, ...]:
    """The readings that are offered beside the proof: off the product's road, those that are missed and then cured."""
    others = workings.case.stages[stage_index].signal.others
    if not workings.off_road(stage_index):
        return tuple(others)
    seen = ((name, offered_reading(workings, stage_index, name)) for name in others)
    return tuple(name for name, found in seen if not found.met and found.cured)


def _no_estimate(workings: Workings, stage_index: int) -> str:
    if countable(workings, stage_index):
        return ""
    return "On your road this quantity has no number: it is nought, or grows without end. So it is not asked."


def _no_signal(workings: Workings, stage_index: int) -> str:
    stage = workings.case.stages[stage_index]
    if stage.signal.proof is None:
        return _no_stand(workings, stage_index, stage)
    seen: OfferedReading = offered_reading(workings, stage_index, stage.signal.proof)
    name = f"The product's proof here is {seen.name}."
    if seen.met:
        return f"{name} On your road it is met under the pressure: {seen.value}, {seen.target}. It proves nothing here."
    early = reading(workings, stage.signal.proof, values_at(workings, stage_index, 0, BEFORE))
    if not early.met:
        return f"{name} On your road it was missed before this pressure came: an older debt, and no new proof."
    if seen.cured:
        return f"{name} On your road more of the same brings it back: {seen.cured_value}. It proves nothing here."
    return ""


def _no_stand(workings: Workings, stage_index: int, stage: Stage) -> str:
    cure = workings.parameters(stage_index) | workings.in_base(stage.signal.more_of_same)
    left = [
        r for r in readings(workings, stage_index, workings.values(workings.road_to(stage_index), cure)) if not r.met
    ]
    if not left and offered_others(workings, stage_index):
        return ""
    if not left:
        return "On your road none of the readings that speak here is missed. There is nothing to point at."
    names = ", ".join(r.label for r in left)
    return f"For the product no reading outlives more of the same. On your road some do, as older debt: {names}."

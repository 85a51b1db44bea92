"""Asking: which questions a road leaves open. On the product's every one; off it, those that the model bears out."""

from __future__ import annotations

from casewalk.walk.beats import Beat
from casewalk.walk.cover import countable
from casewalk.walk.debt import missed_early, outliving
from casewalk.walk.metrics import OfferedReading, offered_reading
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


def speaking(workings: Workings, stage_index: int) -> tuple[str, ...]:
    """The readings that are right as a signal; empty where none is, and "none yet" is right.

    On the product's road the proof. Off it every target that the pressure turns missed and that more of the same leaves
    so: what was missed before is an older debt, and no new proof.
    """
    if not workings.off_road(stage_index):
        proof = workings.case.stages[stage_index].signal.proof
        return (proof,) if proof else ()
    left = outliving(workings, stage_index)
    return tuple(r.metric for r in left if not missed_early(workings, stage_index, r.metric))


def right_signal(workings: Workings, stage_index: int, metric: str) -> bool:
    """Whether a reading, or none yet (an empty name), is the right answer on the road that is walked."""
    right = speaking(workings, stage_index)
    return metric in right if right else not metric


def offered_metrics(workings: Workings, stage_index: int) -> tuple[str, ...]:
    """The readings that are offered: off the product's road the right ones, and the author's that are missed and cured.

    A reading beside the author's is offered where it is right.
    """
    signal = workings.case.stages[stage_index].signal
    named = (*([signal.proof] if signal.proof else []), *signal.others)
    if not workings.off_road(stage_index):
        return named
    seen = ((name, offered_reading(workings, stage_index, name)) for name in named)
    cured = (name for name, found in seen if not found.met and found.cured)
    return tuple(dict.fromkeys((*speaking(workings, stage_index), *cured)))


def spoken_of(workings: Workings, stage_index: int) -> tuple[str, ...]:
    """The readings that are told where no signal is asked for: the author's, and others that would have been right."""
    signal = workings.case.stages[stage_index].signal
    named = (*([signal.proof] if signal.proof else []), *signal.others)
    return tuple(dict.fromkeys((*named, *speaking(workings, stage_index))))


def _no_estimate(workings: Workings, stage_index: int) -> str:
    if countable(workings, stage_index):
        return ""
    return "On your road this quantity has no number: it is nought, or grows without end. So it is not asked."


def _no_signal(workings: Workings, stage_index: int) -> str:
    stage = workings.case.stages[stage_index]
    right, offered = speaking(workings, stage_index), offered_metrics(workings, stage_index)
    if right:
        return "" if set(offered) - set(right) else _plain(workings, right)
    if stage.signal.proof is None:
        return _no_stand(workings, stage_index)
    seen: OfferedReading = offered_reading(workings, stage_index, stage.signal.proof)
    name = f"The product's proof here is {seen.name}."
    if seen.met:
        return f"{name} On your road it is met under the pressure: {seen.value}, {seen.target}. It proves nothing here."
    if seen.cured:
        return f"{name} On your road more of the same brings it back: {seen.cured_value}. It proves nothing here."
    return f"{name} On your road it was missed before this pressure came: an older debt, and no new proof."


def _plain(workings: Workings, right: tuple[str, ...]) -> str:
    """Where there is nothing to choose from: what outlives more of the same, told."""
    names = ", ".join(workings.label_of(name) for name in right)
    one = f"On your road one reading alone speaks here: {names}. It outlives"
    several = f"On your road the readings that speak here are {names}. All of them outlive"
    return f"{one if len(right) == 1 else several} more of the same, and no other is on offer, so it is not asked."


def _no_stand(workings: Workings, stage_index: int) -> str:
    left = outliving(workings, stage_index)
    if left:
        names = ", ".join(r.label for r in left)
        return f"For the product no reading outlives more of the same. On your road some do, as older debt: {names}."
    if offered_metrics(workings, stage_index):
        return ""
    return "On your road none of the readings that speak here is missed. There is nothing to point at."

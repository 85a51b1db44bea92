"""Telling: the author's prose where it is true on the road that is walked, and what the model says where it may not be.

The author writes on the product's road. A passage is shown as long as the road to what it speaks of is the product's;
it is told with the product's numbers, which are then the learner's too, or stand beside them.
"""

from __future__ import annotations

from casewalk.case import Failure, Flip
from casewalk.numbers import NBSP, show
from casewalk.walk import offroad
from casewalk.walk.answers import hints_of
from casewalk.walk.beats import Beat, decision_index, decision_of
from casewalk.walk.cover import NOTHING
from casewalk.walk.flips import FlipAnswer
from casewalk.walk.moments import tell
from casewalk.walk.offroad import Blocks, paragraph
from casewalk.walk.state import Walk
from casewalk.walk.workings import FOLLOWED, Workings


def situation(workings: Workings, stage_index: int, covered: frozenset[str] = NOTHING) -> Blocks:
    """Who is under pressure, and what it does to what stands; off the product's road more of the same as well."""
    if workings.off_road(stage_index):
        sets = workings.case.stages[stage_index].signal.more_of_same
        proposed = "" if covered & sets.keys() else cure(workings, stage_index)
        offer = (paragraph(f"What people propose, more of the same: {proposed}."),) if proposed else ()
        return (*offroad.situation(workings, stage_index, covered), *offer)
    return tell(workings, stage_index, Beat("situation"), workings.case.stages[stage_index].situation, covered)


def why(workings: Workings, stage_index: int) -> Blocks:
    """Why what stands was right until now, or how it came to stand."""
    if workings.off_road(stage_index):
        return offroad.why(workings, stage_index)
    return tell(workings, stage_index, Beat("why"), workings.case.stages[stage_index].why)


def hints(workings: Workings, stage_index: int, beat: Beat) -> tuple[str, ...]:
    """The hint ladder of a beat; hints are written for the product's road, so there is none off it."""
    return () if workings.off_road(stage_index) else hints_of(workings.case.stages[stage_index], beat)


def estimate_because(workings: Workings, stage_index: int) -> Blocks:
    """What the number means; off the product's road the derivation speaks for itself."""
    asked = workings.case.stages[stage_index].estimate
    if asked is None or workings.off_road(stage_index):
        return ()
    return tell(workings, stage_index, Beat("estimate"), asked.because)


def signal_shows(workings: Workings, stage_index: int, metric: str) -> Blocks:
    """What one of the other readings shows."""
    text = workings.case.stages[stage_index].signal.others.get(metric, "")
    return () if workings.off_road(stage_index) else tell(workings, stage_index, Beat("signal"), text)


def cure(workings: Workings, stage_index: int) -> str:
    """What more of the same would be: the author's words; off the product's road, what it sets."""
    signal = workings.case.stages[stage_index].signal
    if not workings.off_road(stage_index) or not signal.more_of_same:
        return signal.cure
    now, then = workings.parameters(stage_index), workings.in_base(signal.more_of_same)
    told = (
        f"{_named(workings, name)}: {_bare(workings, name, value)} instead of {_bare(workings, name, now[name])}"
        for name, value in then.items()
    )
    return "; ".join(told)


def _named(workings: Workings, name: str) -> str:
    """A parameter's label; its short name where a metric has the same label: a limit is no value."""
    label = workings.label_of(name)
    taken = any(workings.label_of(metric) == label for metric in workings.case.model.metrics)
    return workings.short_of(name) if taken else label


def _bare(workings: Workings, name: str, value: float) -> str:
    """A value printed, without a unit that its label names already: `Application nodes: 12`."""
    number, _, noun = show(value, workings.unit_of(name)).rpartition(NBSP)
    return number if number and noun in workings.label_of(name).lower().split() else f"{number}{NBSP}{noun}".strip(NBSP)


def signal_because(workings: Workings, stage_index: int) -> Blocks:
    """What the proof proves."""
    if workings.off_road(stage_index):
        return offroad.signal(workings, stage_index)
    return tell(workings, stage_index, Beat("signal"), workings.case.stages[stage_index].signal.because)


def reveal(workings: Workings, stage_index: int, beat: Beat) -> Blocks:
    """What the product did and what the numbers say; on another road, what they say there."""
    decision = decision_of(workings.case.stages[stage_index], beat)
    at = decision_index(workings.case.stages[stage_index], decision.id)
    if workings.off_road(stage_index, at):
        return offroad.reveal(workings, stage_index, at)
    told = tell(workings.along(FOLLOWED), stage_index, beat, decision.reveal)
    return (*told, *(offroad.reveal(workings, stage_index, at) if workings.off_road(stage_index, at + 1) else ()))


def aftermath(workings: Workings, stage_index: int) -> Blocks:
    """How the stage ends."""
    stage = workings.case.stages[stage_index]
    if workings.off_road(stage_index, len(stage.decisions)):
        return offroad.aftermath(workings, stage_index)
    return tell(workings, stage_index, Beat("aftermath"), stage.aftermath)


def failures(workings: Workings, stage_index: int) -> tuple[Failure, ...]:
    """What goes wrong later with what the product has built; nothing is known of another road."""
    stage = workings.case.stages[stage_index]
    return () if workings.off_road(stage_index, len(stage.decisions)) else stage.failures


def flip_because(workings: Workings, stage_index: int, flip: Flip, answer: FlipAnswer) -> Blocks:
    """What the change teaches; on another road, what fits then."""
    at = decision_index(workings.case.stages[stage_index], flip.decision)
    if workings.off_road(stage_index, at):
        return (paragraph("On your road, under this change, ", answer.fits_text, "."),)
    return tell(workings.along(FOLLOWED), stage_index, Beat("flip", flip.id), flip.because)


def mode_text(walk: Walk) -> str:
    """Which way a walk goes, as a header says it; nothing where it follows the product."""
    return "living with your moves" if walk.live else ""

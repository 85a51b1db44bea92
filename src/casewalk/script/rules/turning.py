"""Rules on what the model says: turns turn, stands stand, and the product's move fits."""

from __future__ import annotations

import math

from casewalk.case import ArchitecturePatch, Stage
from casewalk.numbers import show
from casewalk.script.findings import Path_
from casewalk.script.rules.report import Report
from casewalk.walk import Reading, Step, Verdict, Workings, judge, reading, readings
from casewalk.walk.moments import NOW, values_at
from casewalk.walk.rivals import Rivals

MOST_SLIDERS = 6


def check_chosen(report: Report) -> None:
    """CW601: the product's move fits, in every decision."""
    workings = report.workings
    for index, stage in enumerate(report.case.stages):
        for at, decision in enumerate(stage.decisions):
            outcome = judge(workings, index, at).get(decision.chosen)
            if outcome is None:
                message = f"the product's move {decision.chosen!r} needs a move that the product did not take"
                report.add("CW601", report.stage_file(stage), ("decisions", at, "chosen"), message)
                continue
            if outcome.verdict is not Verdict.FITS:
                why = ", ".join(r.metric for r in outcome.broken) or f"{outcome.excess:,.0f} more than needed"
                message = f"the product's move {decision.chosen!r} {outcome.verdict}: {why}"
                hint = f"casewalk show {report.loaded.directory} --stage {stage.id} --verdicts"
                report.add("CW601", report.stage_file(stage), ("decisions", at, "chosen"), message, hint)


def check_apart(report: Report) -> None:
    """CW613: a target that a move misses is missed by enough to be seen: value and limit print differently."""
    for index, stage in enumerate(report.case.stages):
        for at, decision in enumerate(stage.decisions):
            outcomes = judge(report.workings, index, at)
            for n, move in enumerate(decision.moves):
                for seen in outcomes[move.id].broken if move.id in outcomes else ():
                    shown = show(seen.value, seen.unit)
                    if shown == show(seen.limit, seen.unit):
                        message = f"{move.id!r} misses the target of {seen.metric!r}, and both print {shown}"
                        path: Path_ = ("decisions", at, "moves", n)
                        report.add("CW613", report.stage_file(stage), path, message, "move a figure a little")


def check_sliders(report: Report) -> None:
    """CW612: the sliders that an author marks are few, and each of them can change what the decision is judged by."""
    for index, stage in enumerate(report.case.stages):
        for at, decision in enumerate(stage.decisions):
            if not decision.sliders:
                continue
            path: Path_ = ("decisions", at, "sliders")
            if len(decision.sliders) > MOST_SLIDERS:
                message = (
                    f"{len(decision.sliders)} sliders are marked, and the few that matter are {MOST_SLIDERS} at most"
                )
                report.add("CW612", report.stage_file(stage), path, message, "the others stand behind a key", key=True)
            matter = Rivals(report.workings, index, at).parameters
            for n, name in enumerate(decision.sliders):
                if name not in matter:
                    message = f"nothing that {decision.id!r} is judged by depends on {name!r}"
                    hint = "casewalk whatif names what it depends on"
                elif name in decision.sliders[:n]:
                    message, hint = f"{name!r} is marked twice", ""
                else:
                    continue
                report.add("CW612", report.stage_file(stage), (*path, n), message, hint)


def _read(
    workings: Workings, index: int, *, before: bool = False, cure: bool = False, after: bool = False
) -> dict[str, Reading]:
    stage = workings.case.stages[index]
    road = workings.product_road(index)
    if after:
        road = (*road, *(Step(stage.id, d.id, d.chosen) for d in stage.decisions))
    parameters = workings.parameters(index, before=before)
    if cure:
        parameters |= workings.in_base(stage.signal.more_of_same)
    return {r.metric: r for r in readings(workings, index, workings.values(road, parameters))}


def check_turns(report: Report) -> None:
    """CW602 to CW608: the pressure turns the proof, more of the same does not cure it, the product's move does."""
    workings = report.workings
    for index, stage in enumerate(report.case.stages):
        if stage.kind == "stand":
            _stand(report, workings, index, stage)
        else:
            _turn(report, workings, index, stage)
        _begun(report, workings, index, stage)
        _left(report, workings, index, stage)


def _stand(report: Report, workings: Workings, index: int, stage: Stage) -> None:
    """A stand: no missed reading outlives more of the same, and the product keeps the design or buys more of it."""
    file = report.stage_file(stage)
    now, cured = _read(workings, index), _read(workings, index, cure=True)
    left = [name for name, r in cured.items() if not r.met]
    if left:
        message = f"a stand in which {', '.join(left)} stays missed under more of the same"
        report.add("CW607", file, ("kind",), message, "then it is a turn, or the cheap cure is too small")
    if stage.signal.proof is not None:
        report.add("CW607", file, ("signal", "proof"), "a stand has no proof: none yet is the right signal")
    for at, decision in enumerate(stage.decisions):
        step = Step(stage.id, decision.id, decision.chosen)
        if any(not _same_design(patch) for patch in workings.patch(step).architecture):
            message = "in a stand the product keeps the design, or buys more of the same"
            hint = "a rule on a part may change, no part or edge"
            report.add("CW607", file, ("decisions", at, "chosen"), message, hint)
    _judged(report, stage, now)


def _same_design(patch: ArchitecturePatch) -> bool:
    return not (patch.add or patch.remove or patch.connect or patch.disconnect or patch.times)


def _judged(report: Report, stage: Stage, now: dict[str, Reading]) -> None:
    judged = {name for d in stage.decisions for name in d.judged_by}
    for name, seen in now.items():
        if not seen.met and name not in judged:
            message = f"the pressure turns {name!r} missed, and no decision is judged by it"
            report.add("CW605", report.stage_file(stage), ("decisions", 0, "judged_by"), message)


def _turn(report: Report, workings: Workings, index: int, stage: Stage) -> None:
    file, proof = report.stage_file(stage), stage.signal.proof
    if proof is None or proof not in workings.measured(index):
        report.add("CW602", file, ("signal",), "a turn has a proof that is measured by now", key=True)
        return
    path = ("signal", "proof")
    if not _read(workings, index, before=True)[proof].met:
        report.add("CW602", file, path, f"{proof!r} is missed before the pressure")
    now, cured = _read(workings, index), _read(workings, index, cure=True)
    if now[proof].met:
        report.add("CW602", file, path, f"{proof!r} is still met under the pressure")
    if cured[proof].met:
        report.add("CW602", file, path, f"more of the same cures {proof!r}, so it proves nothing")
    if not _read(workings, index, after=True)[proof].met:
        report.add("CW602", file, path, f"the product's move does not bring {proof!r} back")
    _others(report, stage, now, cured)
    _judged(report, stage, now)
    patched = any(
        not p.empty for d in stage.decisions for p in workings.patch(Step(stage.id, d.id, d.chosen)).architecture
    )
    if not patched:
        report.add(
            "CW608", file, ("decisions", 0, "chosen"), "the product's move changes no part, edge or rule of the picture"
        )


def _others(report: Report, stage: Stage, now: dict[str, Reading], cured: dict[str, Reading]) -> None:
    """The other readings that are offered are missed as well, and cured by more of the same."""
    file = report.stage_file(stage)
    if not stage.signal.others:
        report.add("CW603", file, ("signal",), "only the proof is offered; offer a second missed reading", key=True)
    for name in stage.signal.others:
        if name in now and now[name].met:
            report.add("CW603", file, ("signal", "others", name), f"{name!r} is offered, and it is met", key=True)
        elif name in cured and not cured[name].met:
            report.add(
                "CW603", file, ("signal", "others", name), f"more of the same does not cure {name!r} either", key=True
            )


def _begun(report: Report, workings: Workings, index: int, stage: Stage) -> None:
    """A measurement that begins here is met without the pressure."""
    before = _read(workings, index, before=True)
    for name, metric in report.case.model.metrics.items():
        if metric.begins == stage.id and not before[name].met:
            message = f"{name!r} begins in {stage.id!r} and is missed there without the pressure"
            report.add("CW606", report.model_file, ("metrics", name, "from"), message)


def _left(report: Report, workings: Workings, index: int, stage: Stage) -> None:
    """After the product's move nothing measured is missed."""
    for name, seen in _read(workings, index, after=True).items():
        if not seen.met:
            message = f"{name!r} is missed after the stage"
            hint = "mend CW601, CW605 and CW607 first, of this stage and of earlier ones: this may follow from them"
            path = ("decisions", -1 + len(stage.decisions), "chosen")
            report.add("CW604", report.stage_file(stage), path, message, hint)


def check_finite(report: Report) -> None:
    """CW609: what is asked for and shown is a finite number."""
    workings = report.workings
    for index, stage in enumerate(report.case.stages):
        if stage.estimate is not None:
            value = values_at(workings, index, 0, NOW)[stage.estimate.answer]
            if not math.isfinite(value) or value == 0:
                message = f"the estimate asks for {stage.estimate.answer!r}, which is {value:g} here"
                report.add("CW609", report.stage_file(stage), ("estimate", "answer"), message)
        for at, flip in enumerate(stage.flips):
            overrides = workings.in_base(flip.change)
            values = workings.values(workings.product_road(index), workings.parameters(index) | overrides)
            for name in workings.measured(index):
                if not math.isfinite(reading(workings, name, values).value):
                    report.add(
                        "CW609", report.stage_file(stage), ("flips", at), f"{name!r} is infinite under this flip"
                    )

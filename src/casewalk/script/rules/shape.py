"""Rules on the shape of a case: stages, decisions, moves, flips, coverage, and pictures that draw."""

from __future__ import annotations

from casewalk.case import Stage
from casewalk.diagram import draw, picture
from casewalk.diagram.drawing import BOXLESS, HIGH, WIDE
from casewalk.script.rules.references import sharing
from casewalk.script.rules.report import LEAST_STAGES, Report, moves_of
from casewalk.walk import Step
from casewalk.walk.beats import ASKED
from casewalk.walk.patches import keeps

MOST_PARTS = 14
MOST_CROSSINGS = 2
"""Crossings that the eye still follows."""


def check_shape(report: Report) -> None:
    """CW110, CW501, CW505, CW701, CW702: enough of everything, and not too much."""
    if report.whole:
        _story(report)
    for stage in report.case.stages:
        _stage_shape(report, stage)


def _story(report: Report) -> None:
    """Whether the stages together are a story: enough of them, a stand among them, every topic drilled."""
    stages = report.case.stages
    if len(stages) < LEAST_STAGES:
        report.add("CW702", report.header_file, ("stages",), f"{len(stages)} stages; a case has {LEAST_STAGES} or more")
    if all(stage.kind == "turn" for stage in stages):
        message = "no stage is a stand"
        report.add("CW702", report.header_file, ("stages",), message, "in one stage at least, keeping is the answer")
    covered = {topic for stage in stages for topic in stage.subject}
    for at, topic in enumerate(report.case.header.drills):
        if topic not in covered:
            report.add("CW701", report.header_file, ("drills", at), f"no stage has the subject {topic!r}")


def _stage_shape(report: Report, stage: Stage) -> None:
    file = report.stage_file(stage)
    if not 1 <= len(stage.decisions) <= 2:
        report.add("CW501", file, ("decisions",), f"{len(stage.decisions)} decisions; a stage has one or two", key=True)
    if len(stage.flips) < 2:
        report.add("CW702", file, ("flips",), f"{len(stage.flips)} flips; a stage has two or more", key=True)
    for at, flip in enumerate(stage.flips[:ASKED]):
        for key in ("ask", "because"):
            if not getattr(flip, key).strip():
                hint = f"the first {ASKED} flips of a stage are asked"
                report.add("CW110", file, ("flips", at), f"the key {key!r} is missing", hint)
    for at, decision in enumerate(stage.decisions):
        if not 3 <= len(decision.moves) <= 5:
            message = f"{len(decision.moves)} moves; a decision has three to five"
            report.add("CW501", file, ("decisions", at, "moves"), message, key=True)
        if not any(keeps(move) for move in decision.moves):
            message = "keeping what stands is not among the moves"
            report.add(
                "CW505",
                file,
                ("decisions", at, "moves"),
                message,
                "add a move without levers, patch, costs and includes",
                key=True,
            )
        free = [m for m in decision.moves if not m.needs]
        if len(free) < 2:
            report.add("CW501", file, ("decisions", at, "moves"), "fewer than two moves need nothing", key=True)


def check_pictures(report: Report) -> None:
    """CW801: the architecture of every stage, under every move, draws with at most two crossings.

    A picture in which two parts share a place is CW205's: it cannot draw, and moving one of them is the cure.
    """
    workings = report.workings
    for index, stage in enumerate(report.case.stages):
        for path, at, move in moves_of(stage):
            before = workings.product_road(index, at)
            road = (*before, Step(stage.id, stage.decisions[at].id, move.id))
            values = workings.values(road, workings.parameters(index), road[-1])
            heats = {name: heat.utilisation for name, heat in workings.heats(road, values).items()}
            architecture = workings.architecture(road)
            if sharing(architecture):
                continue
            if len(architecture.nodes) > MOST_PARTS:
                message = f"{len(architecture.nodes)} parts; up to {MOST_PARTS} are drawn"
                report.add("CW801", report.stage_file(stage), (*path, "architecture"), message)
                continue
            drawing = draw(picture(architecture, heats, counts=workings.counts(road, values)), WIDE, HIGH)
            if drawing.form in BOXLESS:
                message = f"the picture does not draw in boxes at {WIDE} by {HIGH}"
                hint = "shorter names (short:), or a place nearer to what it is joined to"
                report.add("CW801", report.stage_file(stage), (*path, "architecture"), message, hint)
            elif drawing.crossings > MOST_CROSSINGS:
                message = (
                    f"{drawing.crossings} crossings at {WIDE} by {HIGH}; up to {MOST_CROSSINGS} are followed by eye"
                )
                report.add("CW801", report.stage_file(stage), (*path, "architecture"), message, "move a part")

"""Rules on references: every name leads somewhere, and every patch applies."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path

from casewalk.case import Architecture, ArchitecturePatch, Decision, Stage
from casewalk.script.findings import Path_
from casewalk.script.rules.report import Report, moves_of
from casewalk.walk import PatchFault, apply_patch, patch_of

MOST_NAMES = 12
"""So many of the known names are told where none is like the wrong one."""


def _near(name: str, known: Iterable[str]) -> str:
    names = sorted(known)
    close = difflib.get_close_matches(name, names, 1)
    more = ", ..." if len(names) > MOST_NAMES else ""
    return f"did you mean {close[0]!r}?" if close else f"known: {', '.join(names[:MOST_NAMES])}{more}"


def _lever(report: Report, stage: Stage, path: Path_, name: str) -> None:
    """A lever's name where a move or a fragment sets one; a parameter's name is the usual slip."""
    if name not in report.case.model.parameters:
        _known(report, stage, path, name, report.case.model.levers, "lever")
        return
    message = f"{name!r} is a parameter, and a move sets levers"
    hint = f"give it a lever whose default reads it: is: {name}"
    report.add("CW202", report.stage_file(stage), path, message, hint)


def _known(report: Report, stage: Stage, path: Path_, name: str, known: Iterable[str], what: str) -> None:
    names = set(known)
    if name not in names:
        report.add("CW202", report.stage_file(stage), path, f"{name!r} is no {what} of this case", _near(name, names))


def check_references(report: Report) -> None:
    """CW202: every name leads to something of its kind."""
    model = report.case.model
    stages = {s.id for s in report.case.stages}
    for name, metric in model.metrics.items():
        if name not in model.formulas and name not in model.levers:
            known = (*model.formulas, *model.levers)
            message = f"{name!r} is no formula and no lever"
            report.add("CW202", report.model_file, ("metrics", name), message, _near(name, known), key=True)
        if metric.begins not in stages:
            message = f"{metric.begins!r} is no stage of this case"
            report.add("CW202", report.model_file, ("metrics", name, "from"), message, _near(metric.begins, stages))
    _header_references(report)
    for at, edge in enumerate(model.architecture.edges):
        for end in (edge.source, edge.target):
            if end not in model.architecture.nodes:
                path: Path_ = ("architecture", "edges", at)
                message = f"{end!r} is no part"
                report.add("CW202", report.model_file, path, message, _near(end, model.architecture.nodes))
    for stage in report.case.stages:
        _stage_references(report, stage)
        for name, fragment in stage.fragments.items():
            for lever in fragment.levers:
                _lever(report, stage, ("fragments", name, "levers", lever), lever)


def _header_references(report: Report) -> None:
    """By name in `case.yaml`: how topics are spelt, and the forces of stages."""
    header = report.case.header
    kinds = (
        ("spelt", header.spelt, header.drills, "topic"),
        ("forces", header.forces, [stage.id for stage in report.case.stages], "stage"),
    )
    for key, named, known, what in kinds:
        for name in named:
            if name not in known:
                message = f"{name!r} is no {what} of this case"
                report.add("CW202", report.header_file, (key, name), message, _near(name, known), key=True)


def _stage_references(report: Report, stage: Stage) -> None:
    model = report.case.model
    for at, topic in enumerate(stage.subject):
        _known(report, stage, ("subject", at), topic, report.case.header.drills, "topic")
    for name in stage.pressure:
        _known(report, stage, ("pressure", name), name, model.parameters, "parameter")
    for name in stage.signal.more_of_same:
        _known(report, stage, ("signal", "more_of_same", name), name, model.parameters, "parameter")
    for name in stage.signal.others:
        _known(report, stage, ("signal", "others", name), name, model.metrics, "metric")
    if stage.signal.proof is not None:
        _known(report, stage, ("signal", "proof"), stage.signal.proof, model.metrics, "metric")
    if stage.flow is not None and stage.flow.metric:
        _known(report, stage, ("flow", "metric"), stage.flow.metric, model.metrics, "metric")
    quantities = {*model.parameters, *model.formulas, *model.levers}
    if stage.estimate is not None:
        _known(report, stage, ("estimate", "answer"), stage.estimate.answer, quantities, "quantity")
    decisions = [d.id for d in stage.decisions]
    for at, flip in enumerate(stage.flips):
        for name in flip.change:
            _known(report, stage, ("flips", at, "change", name), name, model.parameters, "parameter")
        if flip.decision:
            _known(report, stage, ("flips", at, "decision"), flip.decision, decisions, "decision")
    for at, decision in enumerate(stage.decisions):
        _decision_references(report, stage, at, decision)


def _decision_references(report: Report, stage: Stage, at: int, decision: Decision) -> None:
    model = report.case.model
    for n, name in enumerate(decision.judged_by):
        _known(report, stage, ("decisions", at, "judged_by", n), name, model.metrics, "metric")
    moves = {m.id for m in decision.moves}
    _known(report, stage, ("decisions", at, "chosen"), decision.chosen, moves, "move")
    _known(report, stage, ("decisions", at, "minimise"), decision.minimise, model.formulas, "formula")
    for n, name in enumerate(decision.sliders):
        _known(report, stage, ("decisions", at, "sliders", n), name, model.parameters, "parameter")
    for name in decision.setting:
        _known(report, stage, ("decisions", at, "setting", name), name, model.levers, "lever")
    taken = {f"{s.id}/{m.id}" for s in report.case.stages for d in s.decisions for m in d.moves}
    for n, move in enumerate(decision.moves):
        path: Path_ = ("decisions", at, "moves", n)
        for name in move.levers:
            _lever(report, stage, (*path, "levers", name), name)
        for i, name in enumerate(move.includes):
            _known(report, stage, (*path, "includes", i), name, {*stage.fragments, *moves}, "fragment or move")
        for what in ("needs", "replaces"):
            for i, name in enumerate(getattr(move, what)):
                here = {m.id for d in stage.decisions for m in d.moves}
                _known(report, stage, (*path, what, i), name, {*taken, *here}, "move")


def check_patches(report: Report) -> None:
    """CW204, CW205: patches apply where they are used, and no two parts share a place."""
    found = report.case.model.architecture
    for late, other in sharing(found):
        _shared(report, report.model_file, ("architecture", "nodes", late, "at"), found, (late, other))
    for stage in report.case.stages:
        for at, decision in enumerate(stage.decisions):
            after: Architecture | None = None
            for path, where, move in moves_of(stage):
                if where != at:
                    continue
                try:
                    patch = patch_of(stage, decision, move)
                except PatchFault as fault:
                    report.add("CW204", report.stage_file(stage), (*path, *fault.path), fault.message)
                    continue
                applied = _apply(report, stage, path, found, patch.architecture)
                after = applied if move.id == decision.chosen else after
            if after is None:
                return  # told at the move that the product took, and nothing stands from there on
            found = after


def _apply(
    report: Report, stage: Stage, path: Path_, standing: Architecture, patches: Iterable[ArchitecturePatch]
) -> Architecture | None:
    """What stands after a move; None where its patch does not apply."""
    file = report.stage_file(stage)
    after, moved = standing, dict[str, str]()
    for patch in patches:
        try:
            after = apply_patch(after, patch)
        except PatchFault as fault:
            report.add("CW204", file, (*path, "architecture", *fault.path), fault.message)
            return None
        moved |= dict.fromkeys(patch.add, "add") | {n: "change" for n, c in patch.change.items() if c.at is not None}
    known = set(sharing(standing))
    for name, other in sharing(after):
        if (name, other) not in known:
            late, first = (name, other) if name in moved else (other, name)
            where = (*path, "architecture", moved.get(late, "add"), late, "at")
            _shared(report, file, where, after, (late, first))
    return after


def sharing(architecture: Architecture) -> list[tuple[str, str]]:
    """Every part that shares its place with an earlier one, as the pair of their ids; none in a sound picture."""
    places: dict[tuple[int, int], str] = {}
    return [(name, first) for name, n in architecture.nodes.items() if (first := places.setdefault(n.at, name)) != name]


def _shared(report: Report, file: Path, path: Path_, architecture: Architecture, parts: tuple[str, str]) -> None:
    message = f"{parts[0]!r} and {parts[1]!r} share the place {list(architecture.nodes[parts[0]].at)}"
    hint = f"casewalk arrange {report.loaded.directory} --keep finds places for these two and moves no other part"
    report.add("CW205", file, path, message, hint)

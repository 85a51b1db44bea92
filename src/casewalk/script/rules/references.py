"""Rules on ids and references: unique, stable, and leading somewhere."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path

from casewalk.case import Architecture, ArchitecturePatch, Decision, Stage
from casewalk.numbers import NumbersError, check_name
from casewalk.script.findings import Path_
from casewalk.script.load import ID
from casewalk.script.rules.report import Report, moves_of
from casewalk.walk import PatchFault, apply_patch, patch_of
from casewalk.walk.moments import AFTER, BEFORE, NOW
from casewalk.walk.workings import COST_UNITS

MOMENTS = (BEFORE, NOW, AFTER)


def _near(name: str, known: Iterable[str]) -> str:
    names = sorted(known)
    close = difflib.get_close_matches(name, names, 1)
    return f"did you mean {close[0]!r}?" if close else f"known: {', '.join(names[:12])}"


def _known(report: Report, stage: Stage, path: Path_, name: str, known: Iterable[str], what: str) -> None:
    names = set(known)
    if name not in names:
        report.add("CW202", report.stage_file(stage), path, f"{name!r} is no {what} of this case", _near(name, names))


def check_ids(report: Report) -> None:
    """CW201, CW203: ids are stable words, match their files, and are unique."""
    header = report.case.header
    _names(report)
    if not ID.match(header.id) or header.id != report.loaded.directory.name:
        message = f"the id {header.id!r} does not match the folder {report.loaded.directory.name!r}"
        report.add("CW201", report.header_file, ("id",), message, "lower-case words joined by hyphens")
    for index, stage in enumerate(report.case.stages):
        if stage.id != header.stages[index]:
            message = f"the id {stage.id!r} does not match the file {header.stages[index]!r}"
            report.add("CW201", report.stage_file(stage), ("id",), message, "rename the file or the id")
        _unique(report, stage)
    for at, name in enumerate(header.stages):
        if name in header.stages[:at]:
            report.add("CW203", report.header_file, ("stages", at), f"the stage {name!r} is listed twice")


def _names(report: Report) -> None:
    """Quantities have names that formulas can read, each once; parts have ids."""
    model = report.case.model
    taken: dict[str, str] = dict.fromkeys(COST_UNITS, "the language")
    for kind in ("parameters", "formulas", "levers"):
        for name in getattr(model, kind):
            try:
                check_name(name)
            except NumbersError as error:
                report.add("CW201", report.model_file, (kind, name), error.message, key=True)
            if name in taken:
                message = f"{name!r} is defined by {taken[name]} already"
                report.add("CW203", report.model_file, (kind, name), message, key=True)
            taken.setdefault(name, kind)
    for name in model.architecture.nodes:
        _id(report, report.model_file, ("architecture", "nodes", name), name, key=True)
    for stage in report.case.stages:
        for path, _, move in moves_of(stage):
            for name in move.architecture.add:
                _id(report, report.stage_file(stage), (*path, "architecture", "add", name), name, key=True)
            if move.id in MOMENTS:
                message = f"{move.id!r} is a moment's name: a placeholder could not tell them apart"
                report.add("CW201", report.stage_file(stage), (*path, "id"), message)


def _id(report: Report, file: Path, path: Path_, name: str, *, key: bool = False) -> None:
    if not ID.match(name):
        report.add("CW201", file, path, f"{name!r} is no id", "lower-case words joined by hyphens", key=key)


def _unique(report: Report, stage: Stage) -> None:
    file = report.stage_file(stage)
    lists: list[tuple[Path_, list[str]]] = [
        (("decisions",), [d.id for d in stage.decisions]),
        (("flips",), [f.id for f in stage.flips]),
        *((("decisions", n, "moves"), [m.id for m in d.moves]) for n, d in enumerate(stage.decisions)),
    ]
    for path, ids in lists:
        for at, name in enumerate(ids):
            _id(report, file, (*path, at, "id"), name)
            if name in ids[:at]:
                report.add("CW203", file, (*path, at, "id"), f"the id {name!r} is taken in this list")


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
    for at, edge in enumerate(model.architecture.edges):
        for end in (edge.source, edge.target):
            if end not in model.architecture.nodes:
                path: Path_ = ("architecture", "edges", at)
                message = f"{end!r} is no part"
                report.add("CW202", report.model_file, path, message, _near(end, model.architecture.nodes))
    for stage in report.case.stages:
        _stage_references(report, stage)


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
    for name in decision.setting:
        _known(report, stage, ("decisions", at, "setting", name), name, model.levers, "lever")
    taken = {f"{s.id}/{m.id}" for s in report.case.stages for d in s.decisions for m in d.moves}
    for n, move in enumerate(decision.moves):
        path: Path_ = ("decisions", at, "moves", n)
        for name in move.levers:
            _known(report, stage, (*path, "levers", name), name, model.levers, "lever")
        for i, name in enumerate(move.includes):
            _known(report, stage, (*path, "includes", i), name, {*stage.fragments, *moves}, "fragment or move")
        for what in ("needs", "replaces"):
            for i, name in enumerate(getattr(move, what)):
                here = {m.id for d in stage.decisions for m in d.moves}
                _known(report, stage, (*path, what, i), name, {*taken, *here}, "move")


def check_patches(report: Report) -> None:
    """CW204, CW205: patches apply where they are used, and no two parts share a place."""
    workings = report.workings
    found = report.case.model.architecture
    for name, other in _sharing(found):
        _shared(report, report.model_file, ("architecture", "nodes", name, "at"), found, name, other)
    for index, stage in enumerate(report.case.stages):
        for path, at, move in moves_of(stage):
            decision = stage.decisions[at]
            try:
                standing = workings.architecture(workings.product_road(index, at))
            except (PatchFault, KeyError):
                return  # the product's move before this one does not apply, and is told there
            try:
                patch = patch_of(stage, decision, move)
            except PatchFault as fault:
                report.add("CW204", report.stage_file(stage), (*path, *fault.path), fault.message)
                continue
            _apply(report, stage, path, standing, patch.architecture)


def _apply(
    report: Report, stage: Stage, path: Path_, standing: Architecture, patches: Iterable[ArchitecturePatch]
) -> None:
    file = report.stage_file(stage)
    after, placed = standing, set[str]()
    for patch in patches:
        placed |= {*patch.add, *(name for name, change in patch.change.items() if change.at is not None)}
        try:
            after = apply_patch(after, patch)
        except PatchFault as fault:
            report.add("CW204", file, (*path, "architecture", *fault.path), fault.message)
            return
    for name, other in _sharing(after):
        if {name, other} & placed:
            moved = next((key for key in ("add", "change") if name in getattr(patch, key)), "")
            where = (*path, "architecture", moved, name, "at") if moved else (*path, "architecture")
            _shared(report, file, where, after, name, other)


def _sharing(architecture: Architecture) -> list[tuple[str, str]]:
    """Pairs of parts in one place; the later one first."""
    places: dict[tuple[int, int], str] = {}
    return [
        (name, places[node.at]) for name, node in architecture.nodes.items() if places.setdefault(node.at, name) != name
    ]


def _shared(report: Report, file: Path, path: Path_, architecture: Architecture, name: str, other: str) -> None:
    message = f"{name!r} and {other!r} share the place {list(architecture.nodes[name].at)}"
    report.add("CW205", file, path, message, "every part keeps a place of its own")

"""Rules on the model's formulas: readable, acyclic, of one dimension, and all of them used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from casewalk.case import COST_NAMES, ArchitecturePatch, Move, Stage
from casewalk.numbers import (
    Circular,
    Definition,
    NumbersError,
    UnitError,
    check_dimensions,
    literals_in,
    name_position,
    names_in,
    parse_comparison,
    parse_formula,
    parse_target,
    unit,
    written,
)
from casewalk.script.findings import Path_
from casewalk.script.rules.report import Report, moves_of
from casewalk.walk.patches import PatchFault
from casewalk.walk.prose import PLACEHOLDER
from casewalk.walk.workings import COST_UNITS, Step

SUPPLIED = (*COST_NAMES, "machines")


@dataclass(frozen=True)
class Source:
    """One expression of the case: where it stands, and the unit it is to give."""

    file: Path
    path: Path_
    text: str | int | float
    unit: str
    shift: int = 0


def sources(report: Report) -> Iterator[Source]:
    """Every expression of a case."""
    model, file = report.case.model, report.model_file
    units: dict[str, str] = {}
    for name, formula in model.formulas.items():
        yield Source(file, ("formulas", name, "is"), formula.source, formula.unit)
        units[name] = formula.unit
    for name, lever in model.levers.items():
        yield Source(file, ("levers", name, "is"), lever.source, lever.unit)
        units[name] = lever.unit
    for name, metric in model.metrics.items():
        try:
            target = parse_target(metric.target)
        except NumbersError:
            continue
        yield Source(file, ("metrics", name, "target"), target.expression, units.get(name, ""), target.position)
    for at, relation in enumerate(model.require):
        yield Source(file, ("require", at), relation, "")
    for name, node in model.architecture.nodes.items():
        for what in ("load", "capacity"):
            if getattr(node, what) is not None:
                yield Source(file, ("architecture", "nodes", name, what), getattr(node, what), node.unit)
    for stage in report.case.stages:
        yield from _stage_sources(report, stage)


def _stage_sources(report: Report, stage: Stage) -> Iterator[Source]:
    file = report.stage_file(stage)
    patches: list[tuple[Path_, object]] = [(path, move) for path, _, move in moves_of(stage)]
    patches += [(("fragments", name), fragment) for name, fragment in stage.fragments.items()]
    for path, patch in patches:
        for name, source in patch.levers.items():  # type: ignore[attr-defined]
            lever = report.case.model.levers.get(name)
            yield Source(file, (*path, "levers", name), source, lever.unit if lever else "")
        for name, of in COST_UNITS.items():
            source = getattr(patch.costs, name)  # type: ignore[attr-defined]
            if source != 0:
                yield Source(file, (*path, "costs", name), source, of)
        changed: ArchitecturePatch = patch.architecture  # type: ignore[attr-defined]
        for key, nodes in (("add", changed.add), ("change", changed.change)):
            for node_id, node in nodes.items():
                for what in ("load", "capacity"):
                    if (source := getattr(node, what)) is not None:
                        yield Source(file, (*path, "architecture", key, node_id, what), source, node.unit or "")
    for at, decision in enumerate(stage.decisions):
        try:
            left, _, right = parse_comparison(decision.record.revisit_when)
        except NumbersError as error:
            report.add("CW301", file, ("decisions", at, "record", "revisit_when"), error.message)
            continue
        for side in (left, right):
            yield Source(file, ("decisions", at, "record", "revisit_when"), side, "")


def check_formulas(report: Report) -> None:
    """CW301, CW302: every expression is readable, and reads only what the case defines."""
    model = report.case.model
    known = {*model.parameters, *model.formulas, *model.levers, *SUPPLIED}
    for name, metric in model.metrics.items():
        try:
            parse_target(metric.target)
        except NumbersError as error:
            report.add("CW301", report.model_file, ("metrics", name, "target"), error.message)
    for source in sources(report):
        text = written(source.text)
        try:
            formula = parse_formula(text)
        except NumbersError as error:
            offset = source.shift + (error.position or 0)
            report.add("CW301", source.file, source.path, error.message, offset=offset)
            continue
        allowed = known | ({"was"} if "levers" in source.path and source.file != report.model_file else set())
        for name in sorted(formula.names - allowed):
            offset = source.shift + name_position(text, name)
            report.add("CW302", source.file, source.path, f"{name!r} is not defined", offset=offset)


def check_cycles(report: Report) -> None:
    """CW303: neither the model nor any move closes a circle; the message leads round it."""
    workings, hint = report.workings, "break the cycle: one of these must not need the next"
    try:
        workings.sheet(())
        for index, stage in enumerate(report.case.stages):
            for path, at, move in moves_of(stage):
                step = Step(stage.id, stage.decisions[at].id, move.id)
                try:
                    workings.sheet((*workings.product_road(index, at), step), step)
                except Circular as error:
                    where = _where_closed(path, move, error)
                    report.add("CW303", report.stage_file(stage), where, _round(error), hint, key=True)
                    if move.id == stage.decisions[at].chosen:
                        return  # every later road leads through it
    except Circular as error:
        name = error.path[0]
        kind = "formulas" if name in report.case.model.formulas else "levers"
        report.add("CW303", report.model_file, (kind, name), _round(error), hint, key=True)
    except (NumbersError, PatchFault):
        return  # told already, at its place


def _plain_names(error: Circular) -> list[str]:
    return [name.split("__was")[0] for name in error.path]


def _round(error: Circular) -> str:
    return "circular: " + " -> ".join(_plain_names(error))


def _where_closed(path: Path_, move: Move, error: Circular) -> Path_:
    """The lever or cost of the move that lies on the circle; the move itself where a fragment closes it."""
    names = _plain_names(error)
    lever = next((name for name in names if name in move.levers), None)
    cost = next((name for name in names if name in COST_UNITS), None)
    return (*path, "levers", lever) if lever else (*path, "costs", cost) if cost else path


def check_units(report: Report) -> None:
    """CW304, CW305: units exist, and time, data and money go together in every formula."""
    model, file = report.case.model, report.model_file
    units = {name: p.unit for name, p in model.parameters.items()}
    formulas = {name: f.unit for name, f in model.formulas.items()}
    levers = {name: lever.unit for name, lever in model.levers.items()}
    for kind, declared in (("parameters", units), ("formulas", formulas), ("levers", levers)):
        for name, text in declared.items():
            try:
                unit(text)
            except UnitError as error:
                report.add("CW304", file, (kind, name, "unit"), error.message)
    of = formulas | levers | COST_UNITS
    for source in sources(report):
        if not source.unit or not _known_unit(report, source):
            continue
        name = str(source.path[-1]) if source.path[-1] != "is" else str(source.path[-2])
        definitions = {n: Definition(0, u) for n, u in of.items()}
        key = "this__formula"
        definitions[key] = Definition(source.text, source.unit)
        if "levers" in source.path:
            definitions["was"] = Definition(0, source.unit)
        for fault in check_dimensions(units, definitions):
            if fault.name == key:
                report.add(
                    "CW305", source.file, source.path, f"{name}: {fault.message}", offset=source.shift + fault.position
                )


def _known_unit(report: Report, source: Source) -> bool:
    """Whether the unit exists; one that a part of the picture declares is told here, the others are told already."""
    try:
        unit(source.unit)
    except UnitError as error:
        if source.path[-1] in {"load", "capacity"}:
            report.add("CW304", source.file, (*source.path[:-1], "unit"), error.message)
        return False
    return True


def check_unused(report: Report) -> None:
    """CW306: every parameter, formula and lever is read by something, or told in prose."""
    if report.has("CW301"):
        return  # what cannot be parsed may read anything
    model = report.case.model
    read: set[str] = set()
    for source in sources(report):
        try:
            read |= names_in(written(source.text))
        except NumbersError:
            continue
    read |= set(model.metrics)
    for stage in report.case.stages:
        read |= {n for d in stage.decisions for n in (d.minimise, *d.setting)}
        read |= {stage.estimate.answer} if stage.estimate else set()
    read |= {"week_cost"}
    text = "\n".join(str(document.content) for document in report.loaded.documents.values())
    read |= {found[2].strip() for found in PLACEHOLDER.finditer(text) if not found[1]}
    for kind in ("parameters", "formulas", "levers"):
        for name in getattr(model, kind):
            if name not in read:
                report.add(
                    "CW306",
                    report.model_file,
                    (kind, name),
                    f"{name!r} is read by nothing",
                    "use it or take it out",
                    key=True,
                )


def check_literals(report: Report) -> None:
    """CW310: a figure in a lever patch is a parameter with range and basis; 0, 1 and arithmetic on `was` may stay."""
    for stage in report.case.stages:
        settings = {name for d in stage.decisions for name in d.setting}
        patches: list[tuple[Path_, object]] = [(path, move) for path, _, move in moves_of(stage)]
        patches += [(("fragments", name), fragment) for name, fragment in stage.fragments.items()]
        for path, patch in patches:
            for name, source in patch.levers.items():  # type: ignore[attr-defined]
                if name in settings or _is_plain(written(source)):
                    continue
                message = f"{written(source)!r} holds a figure that nobody can vary"
                hint = "make it a parameter with range and basis; 0, 1 and arithmetic on was may stay"
                report.add(
                    "CW310", report.stage_file(stage), (*path, "levers", name), message, hint, severity="warning"
                )


_ON_WAS = re.compile(r"(?:\d+(?:\.\d+)?\s*[*+]\s*)?\bwas\b(?:\s*[-+*/]\s*\d+(?:\.\d+)?)*")


def _is_plain(source: str) -> bool:
    try:
        figures = [x for x in literals_in(_ON_WAS.sub("was", source)) if x.value not in {0.0, 1.0}]
    except NumbersError:
        return True
    return not figures


def check_overwritten(report: Report) -> None:
    """CW309: a lever that an earlier move of the product set is built on with `was`, or `replaces` says otherwise."""
    touched: dict[str, str] = {}
    for stage in report.case.stages:
        for path, _, move in moves_of(stage):
            for name, source in move.levers.items():
                if name in touched and "was" not in _words(written(source)) and touched[name] not in move.replaces:
                    message = f"{name!r} was set by {touched[name]} and is overwritten without was"
                    hint = f"build on was, or say replaces: [{touched[name]}]"
                    report.add("CW309", report.stage_file(stage), (*path, "levers", name), message, hint)
        for decision in stage.decisions:
            chosen = next((m for m in decision.moves if m.id == decision.chosen), None)
            for name in chosen.levers if chosen else ():
                touched[name] = f"{stage.id}/{decision.chosen}"


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z_]\w*", text))

"""Rules on the model's formulas: readable, acyclic, of one dimension, and all of them used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from casewalk.case import COST_NAMES, Expression, Fragment, Move, Node, NodeChange, Stage
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
from casewalk.script.rules.report import LEAST_STAGES, Report, moves_of, patches_of
from casewalk.walk import PatchFault
from casewalk.walk.flows import flow_sources, flow_unit
from casewalk.walk.prose import PLACEHOLDER
from casewalk.walk.workings import COST_UNITS, Road, Step

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
        if lever.bought is not None:
            yield Source(file, ("levers", name, "bought"), lever.bought, _price_unit(lever.unit))
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
        yield from _part_sources(file, ("architecture", "nodes", name), node)
    for stage in report.case.stages:
        yield from _stage_sources(report, stage)
        for path, text in flow_sources(stage.flow) if stage.flow else ():
            yield Source(report.stage_file(stage), ("flow", *path), text, flow_unit(path))


def _price_unit(lever_unit: str) -> str:
    """The unit of what one more of a lever costs; none, which is not checked, for one more byte or byte a second."""
    try:
        counted = unit(lever_unit).dimension == unit("").dimension
    except UnitError:
        return ""  # told at the lever
    return "$/month" if counted else ""


def _part_sources(file: Path, path: Path_, node: Node | NodeChange) -> Iterator[Source]:
    for what in ("load", "capacity"):
        if (source := getattr(node, what)) is not None:
            yield Source(file, (*path, what), source, node.unit or "")
    if isinstance(node, Node) and node.times != 1:
        yield Source(file, (*path, "times"), node.times, "parts")


def _stage_sources(report: Report, stage: Stage) -> Iterator[Source]:
    file = report.stage_file(stage)
    for path, patch in patches_of(stage):
        for name, source in patch.levers.items():
            lever = report.case.model.levers.get(name)
            yield Source(file, (*path, "levers", name), source, lever.unit if lever else "")
        for name, of in COST_UNITS.items():
            source = getattr(patch.costs, name)
            if source != 0:
                yield Source(file, (*path, "costs", name), source, of)
        for node_id, times in patch.architecture.times.items():
            yield Source(file, (*path, "architecture", "times", node_id), times, "parts")
        for how in ("add", "change"):
            for node_id, node in getattr(patch.architecture, how).items():
                yield from _part_sources(file, (*path, "architecture", how, node_id), node)
    for at, decision in enumerate(stage.decisions):
        try:
            left, _, right = parse_comparison(decision.record.revisit_when)
        except NumbersError as error:
            report.add("CW301", file, ("decisions", at, "record", "revisit_when"), error.message)
            continue
        written_as = decision.record.revisit_when
        for side, shift in ((left, written_as.index(left)), (right, written_as.rindex(right))):
            yield Source(file, ("decisions", at, "record", "revisit_when"), side, "", shift)


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
    """CW303: definitions have no cycle, before any move and under every move; the message leads round it."""
    model, file = report.case.model, report.model_file
    places: dict[str, Path_]
    if found := _cycle(report, ()):
        places = {name: ("formulas" if name in model.formulas else "levers", name) for name in found}
        first = min(found, key=lambda name: report.loaded.at(file, places[name], key=True))
        _circular(report, file, places[first], found, first)
        return
    for index, stage in enumerate(report.case.stages):
        for path, at, move in moves_of(stage):
            step = Step(stage.id, stage.decisions[at].id, move.id)
            if found := _cycle(report, (*report.workings.product_road(index, at), step)):
                places = {name: (*path, "costs", name) for name in COST_UNITS}
                places |= {name: where for where, name, _ in settings(stage, path, at, move)}
                first = next((name for name in found if name in places), found[0])
                _circular(report, report.stage_file(stage), places.get(first, path), found, first)
                if move.id == stage.decisions[at].chosen:
                    return  # every road from here on leads through it


def _cycle(report: Report, road: Road) -> list[str]:
    """The names round a cycle on a road, each once; none where there is no cycle, or a fault told already."""
    try:
        report.workings.sheet(road, road[-1] if road else None)
    except Circular as error:
        return [name.split("__was")[0] for name in error.path[:-1]]
    except (NumbersError, PatchFault):
        return []
    return []


def _circular(report: Report, file: Path, path: Path_, names: list[str], first: str) -> None:
    at = names.index(first)
    message = "circular: " + " -> ".join([*names[at:], *names[:at], first])
    hint = "break the cycle: one of these must not need the next"
    report.add("CW303", file, path, message, hint, key=True)


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
    _check_part_units(report)
    known = units | formulas | levers | COST_UNITS
    key = "this__formula"
    for source in sources(report):
        if not source.unit:
            continue
        name = str(source.path[-1]) if source.path[-1] != "is" else str(source.path[-2])
        given = known | {"was": source.unit} if "levers" in source.path else known
        for fault in check_dimensions(given, {key: Definition(source.text, source.unit)}):
            message = f"{name}: {fault.message}"
            report.add("CW305", source.file, source.path, message, offset=source.shift + fault.position)


def _check_part_units(report: Report) -> None:
    parts: list[tuple[Path, Path_, str]] = [
        (report.model_file, ("architecture", "nodes", name), node.unit)
        for name, node in report.case.model.architecture.nodes.items()
    ]
    for stage in report.case.stages:
        for path, patch in patches_of(stage):
            for how in ("add", "change"):
                found = getattr(patch.architecture, how).items()
                parts += [(report.stage_file(stage), (*path, "architecture", how, n), p.unit or "") for n, p in found]
    for file, path, text in parts:
        try:
            unit(text)
        except UnitError as error:
            report.add("CW304", file, (*path, "unit"), error.message)


def check_unused(report: Report) -> None:
    """CW306: every parameter, formula and lever is read by something, or told in prose."""
    if report.has("CW301") or not report.whole:
        return  # what cannot be parsed may read anything, and so may stages to come
    model = report.case.model
    more_to_come = len(report.case.stages) < LEAST_STAGES
    hint = "a stage to come may read it; else take it out" if more_to_come else "use it or take it out"
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
        # A move that sets a parameter is told as CW202: what it means to read is no leftover.
        read |= {name for _, patch in patches_of(stage) for name in patch.levers if name in model.parameters}
    read |= {"week_cost"}
    text = "\n".join(str(document.content) for document in report.loaded.documents.values())
    read |= {found[2].strip() for found in PLACEHOLDER.finditer(text) if not found[1]}
    for kind in ("parameters", "formulas", "levers"):
        for name in getattr(model, kind):
            if name not in read:
                report.add("CW306", report.model_file, (kind, name), f"{name!r} is read by nothing", hint, key=True)


def check_literals(report: Report) -> None:
    """CW310: a figure in a lever patch is a parameter with range and basis; 0, 1 and arithmetic on `was` may stay."""
    for stage in report.case.stages:
        settings = {name for d in stage.decisions for name in d.setting}
        for path, patch in patches_of(stage):
            for name, source in patch.levers.items():
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
    """CW309: a lever that an earlier move may have set is built on with `was`, or `replaces` names that move.

    Every earlier move counts, not only the product's: whoever lives with every pick may have taken it.
    """
    touched: dict[str, list[str]] = {}
    for stage in report.case.stages:
        for at in range(len(stage.decisions)):
            here = [(path, move) for path, where, move in moves_of(stage) if where == at]
            for path, move in here:
                for where, name, source in settings(stage, path, at, move):
                    by = [other for other in touched.get(name, []) if other not in move.replaces]
                    if by and "was" not in _words(written(source)):
                        message = f"{name!r} was set by {' or '.join(by)} and is overwritten without was"
                        hint = f"build on was, or say replaces: [{', '.join(by)}]"
                        report.add("CW309", report.stage_file(stage), where, message, hint)
            for path, move in here:
                for name in dict.fromkeys(name for _, name, _ in settings(stage, path, at, move)):
                    touched.setdefault(name, []).append(f"{stage.id}/{move.id}")


def sources_of(stage: Stage, path: Path_, at: int, move: Move) -> Iterator[tuple[Path_, Move | Fragment]]:
    """A move and all that it includes, each with its path in the file."""
    sources: dict[Path_, Move | Fragment] = {path: move}
    todo = [move]
    while todo:
        for name in todo.pop().includes:
            moves = stage.decisions[at].moves
            n = next((n for n, other in enumerate(moves) if other.id == name), None)
            if name in stage.fragments:
                sources["fragments", name] = stage.fragments[name]
            elif n is not None and ("decisions", at, "moves", n) not in sources:
                sources["decisions", at, "moves", n] = moves[n]
                todo.append(moves[n])
    yield from sources.items()


def settings(stage: Stage, path: Path_, at: int, move: Move) -> Iterator[tuple[Path_, str, Expression]]:
    """What a move sets, itself and by what it includes: where, which lever, to what."""
    for where, patch in sources_of(stage, path, at, move):
        for name, source in patch.levers.items():
            yield (*where, "levers", name), name, source


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z_]\w*", text))

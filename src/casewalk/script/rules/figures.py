"""Rules on figures: ranges, whole counts, bases, relations, and metrics that are more than a constant."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from casewalk.case import Parameter
from casewalk.numbers import Definition, NumbersError, compile_sheet, names_in, show
from casewalk.numbers.printing import NBSP
from casewalk.script.findings import Path_
from casewalk.script.rules.report import Report
from casewalk.walk import Step, Workings

BASES = ("measured:", "published:", "contract:", "assumed:")


def _settings(report: Report) -> Iterator[tuple[Path, Path_, str, float]]:
    """Every place that gives a parameter a value: file, path, name, value in the parameter's unit."""
    for stage in report.case.stages:
        file = report.stage_file(stage)
        for name, value in stage.pressure.items():
            yield file, ("pressure", name), name, value
        for name, value in stage.signal.more_of_same.items():
            yield file, ("signal", "more_of_same", name), name, value
        for at, flip in enumerate(stage.flips):
            for name, value in flip.change.items():
                yield file, ("flips", at, "change", name), name, value


def check_ranges(report: Report) -> None:
    """CW307: values lie in their ranges, counts are whole, what is likely lies inside what is possible."""
    parameters = report.case.model.parameters
    for name, parameter in parameters.items():
        path: Path_ = ("parameters", name)
        low, high = parameter.range
        if low >= high:
            report.add("CW307", report.model_file, (*path, "range"), f"the range of {name!r} is empty")
        _within(report, report.model_file, (*path, "value"), name, parameter, parameter.value)
        if parameter.likely is not None and not low <= parameter.likely[0] <= parameter.likely[1] <= high:
            report.add(
                "CW307", report.model_file, (*path, "likely"), f"what is likely for {name!r} is outside its range"
            )
    for file, path, name, value in _settings(report):
        if name in parameters:
            _within(report, file, path, name, parameters[name], value)

    for stage in report.case.stages:
        for at, decision in enumerate(stage.decisions):
            for name, (low, high) in decision.setting.items():
                if low >= high:
                    message = f"the range swept for {name!r} is empty"
                    report.add("CW307", report.stage_file(stage), ("decisions", at, "setting", name), message)


def _within(report: Report, file: Path, path: Path_, name: str, parameter: Parameter, value: float) -> None:
    low, high = parameter.range
    if not low <= value <= high:
        message = f"{name!r} is {value:g}, outside its range of {low:g} to {high:g} {parameter.unit}"
        report.add("CW307", file, path, message, "widen the range or change the value")
    if parameter.whole and value != int(value):
        report.add("CW307", file, path, f"{name!r} is a count, and {value:g} is not whole")


def check_bases(report: Report) -> None:
    """CW308: every figure says where it comes from."""
    for name, parameter in report.case.model.parameters.items():
        if not parameter.basis.startswith(BASES) or len(parameter.basis.split(":", 1)[1].strip()) < 3:
            message = f"the basis of {name!r} does not say where the figure comes from"
            hint = f"begin with {', '.join(BASES)} and say what"
            report.add("CW308", report.model_file, ("parameters", name, "basis"), message, hint)


def check_metrics(report: Report) -> None:
    """CW311: a metric reads a parameter on the product's road; else it is a verdict typed in disguise."""
    workings = report.workings
    parameters = set(report.case.model.parameters)
    everywhere = {
        name
        for index, stage in enumerate(report.case.stages)
        for at, decision in enumerate(stage.decisions)
        for move in decision.moves
        for name in _reading(
            workings, (*workings.product_road(index, at), Step(stage.id, decision.id, move.id)), parameters
        )
    }
    for name in report.case.model.metrics:
        if name not in everywhere:
            message = f"{name!r} reads no parameter under any move"
            report.add(
                "CW311", report.model_file, ("metrics", name), message, "give it a formula over parameters", key=True
            )


def _reading(workings: Workings, road: tuple[Step, ...], parameters: set[str]) -> Iterator[str]:
    sheet = workings.sheet(road, road[-1])
    for name in workings.case.model.metrics:
        if sheet.cone([name]) & parameters:
            yield name


def check_relations(report: Report) -> None:
    """CW312: the relations that the model requires hold at every stage and under every flip."""
    model = report.case.model
    units = {name: p.unit for name, p in model.parameters.items()}
    for at, relation in enumerate(model.require):
        try:
            read = {name: unit for name, unit in units.items() if name in names_in(relation)}
            sheet = compile_sheet(read, {"holds": Definition(relation, "")})
        except NumbersError as error:
            report.add("CW301", report.model_file, ("require", at), error.message, offset=error.position or 0)
            continue
        workings = report.workings
        for index, stage in enumerate(report.case.stages):
            now = workings.parameters(index)
            if not sheet.evaluate(now)["holds"]:
                message = _not_held(relation, read, now)
                report.add("CW312", report.stage_file(stage), ("pressure",), message, key=True)
            for n, flip in enumerate(stage.flips):
                then = now | workings.in_base(flip.change)
                if not sheet.evaluate(then)["holds"]:
                    report.add(
                        "CW312", report.stage_file(stage), ("flips", n, "change"), _not_held(relation, read, then)
                    )


def _not_held(relation: str, read: dict[str, str], values: dict[str, float]) -> str:
    """What does not hold, with the values of what it reads: `here a < b does not hold: a is 3 min, b is 2 min`."""
    told = ", ".join(f"{name} is {show(values[name], unit)}".replace(NBSP, " ") for name, unit in read.items())
    return f"here {relation} does not hold: {told}"

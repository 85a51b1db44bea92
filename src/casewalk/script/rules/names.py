"""Rules on names: ids are stable words that match their files, quantities are plain names, and each stands once."""

from __future__ import annotations

from collections.abc import Iterator

from casewalk.case import Case, Stage
from casewalk.numbers import NumbersError, check_name
from casewalk.script.findings import Path_
from casewalk.script.load import ID
from casewalk.script.rules.report import Report
from casewalk.walk.moments import AFTER, BEFORE, NOW
from casewalk.walk.workings import COST_UNITS

AN_ID = "lower-case words joined by hyphens"


def check_ids(report: Report) -> None:
    """CW201, CW203: ids are stable words, match their files, and are unique."""
    header, stages = report.case.header, report.case.stages
    if not ID.match(header.id) or header.id != report.loaded.directory.name:
        message = f"the id {header.id!r} does not match the folder {report.loaded.directory.name!r}"
        report.add("CW201", report.header_file, ("id",), message, AN_ID)
    for index, stage in enumerate(stages):
        if stage.id != header.stages[index]:
            code = "CW203" if any(s.id == stage.id for s in stages if s is not stage) else "CW201"
            message = f"the id {stage.id!r} does not match the file {header.stages[index]!r}"
            report.add(code, report.stage_file(stage), ("id",), message, "rename the file or the id")
        _check_stage_ids(report, stage)
    for key, what in (("stages", "stage"), ("drills", "topic"), ("templates", "template")):
        names = getattr(header, key)
        for at, name in enumerate(names):
            if name in names[:at]:
                report.add("CW203", report.header_file, (key, at), f"the {what} {name!r} is listed twice")


def _check_stage_ids(report: Report, stage: Stage) -> None:
    file = report.stage_file(stage)
    lists: list[tuple[Path_, list[str]]] = [
        (("decisions",), [d.id for d in stage.decisions]),
        (("flips",), [f.id for f in stage.flips]),
        *((("decisions", n, "moves"), [m.id for m in d.moves]) for n, d in enumerate(stage.decisions)),
    ]
    for path, ids in lists:
        for at, name in enumerate(ids):
            where = (*path, at, "id")
            if not ID.match(name):
                report.add("CW201", file, where, f"{name!r} is no id", AN_ID)
            if path[-1] == "moves" and name in {BEFORE, NOW, AFTER}:
                message = f"{name!r} is a moment's name: a placeholder could not tell them apart"
                report.add("CW201", file, where, message)
            if name in ids[:at]:
                report.add("CW203", file, where, f"the id {name!r} is taken in this list")


def _quantities(case: Case) -> Iterator[tuple[str, str]]:
    """Every quantity that a case defines: the kind, and the name."""
    for kind in ("parameters", "formulas", "levers"):
        for name in getattr(case.model, kind):
            yield kind, name


def _name_fault(name: str) -> str:
    """Why formulas could not read a quantity of this name; nothing for one that they can."""
    try:
        check_name(name)
    except NumbersError as error:
        return error.message
    return f"{name!r} is a name that the language keeps for itself" if "__" in name or name == "was" else ""


def readable(case: Case) -> bool:
    """Whether formulas can read every quantity by its name."""
    return not any(_name_fault(name) for _, name in _quantities(case))


def check_names(report: Report) -> None:
    """CW201, CW203: names of quantities are plain, not the language's own, and each is defined once."""
    seen = dict.fromkeys(COST_UNITS, "the language")
    for kind, name in _quantities(report.case):
        path = (kind, name)
        if message := _name_fault(name):
            report.add("CW201", report.model_file, path, message, key=True)
        if name in seen:
            message = f"{name!r} is defined by {seen[name]} already"
            report.add("CW203", report.model_file, path, message, "every quantity has one definition", key=True)
        seen[name] = f"the {kind}"

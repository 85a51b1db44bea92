"""The checker: every fault of a case, each at its place, never only the first; then the cases as a pack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from casewalk.case import Case
from casewalk.numbers import NumbersError
from casewalk.script.findings import Finding, printable
from casewalk.script.kept import Kept
from casewalk.script.library import case_directories, content_root
from casewalk.script.load import Loaded, first_stages, load_case
from casewalk.script.rules import COMPUTED, FIRST, JOINED, ROADS, SEARCHED, TEXTS, Report
from casewalk.script.rules.formulas import check_cycles, check_formulas, check_units
from casewalk.script.rules.guessing import Pack, asked_of, check_guessers
from casewalk.script.rules.names import check_ids, check_names, readable
from casewalk.script.rules.references import check_patches, check_references
from casewalk.script.rules.wording import check_placeholders
from casewalk.walk import PatchFault, Workings
from casewalk.walk.witness import Found

BLOCKING = ("CW202", "CW203", "CW301", "CW302", "CW304")
"""Faults under which names and formulas cannot be joined."""
MEANINGLESS = ("CW204", "CW303", "CW305")
"""Faults under which the model's answers would mean nothing."""

UNWALKABLE = ("CW204", "CW303", "CW402")
"""Faults under which some stage cannot be told."""

UNASKED = (*BLOCKING, *MEANINGLESS, *UNWALKABLE, "CW501")
"""Faults under which a case is not yet one of a pack: not computed, not told, or no fair number of moves."""


def check_case(loaded: Loaded, kept: Kept | None = None) -> tuple[Finding, ...]:
    """Every finding of one case, in the order of its files. What earlier searches found is taken from `kept`."""
    if loaded.case is None:
        return tuple(sorted(set(loaded.findings)))
    return tuple(sorted(set(_report_on(loaded, loaded.case, kept or Kept()).findings)))


def _report_on(loaded: Loaded, case: Case, kept: Kept) -> Report:
    report = Report(loaded, case, list(loaded.findings), kept)
    for rule in (*FIRST, *TEXTS):
        rule(report)
    if not report.has(*BLOCKING) and readable(report.case):
        for rule in JOINED:
            rule(report)
        if not report.has(*MEANINGLESS):
            for rule in ROADS:
                rule(report)
            _ask_model(report)
    return report


def open_case(directory: Path) -> Loaded:
    """A case for walking: `case` is None where the engine could not compute it, and the findings say why.

    Only what the engine rests on is asked (names, formulas, patches, placeholders), so that opening stays quick.
    """
    return _opened(load_case(directory))


def open_unfinished(directory: Path) -> Loaded:
    """A case for walking as far as it is written: from the first stage that cannot be walked on it is cut off.

    The findings say what stopped it; there are none where the whole case can be walked.
    """
    loaded = load_case(directory)
    opened = _opened(loaded)
    if opened.case is not None:
        return replace(opened, findings=())
    case, told = loaded.written, opened.findings
    while case is not None:
        opened = _opened(replace(loaded, case=case))
        if opened.case is not None:
            return replace(opened, findings=told)
        files = [loaded.file("stages", f"{stage}.yaml") for stage in case.header.stages]
        sound = min((files.index(f.file) for f in opened.findings if f.file in files), default=0)
        case = first_stages(case, sound) if sound else None
    return replace(opened, findings=told)


def told_as_far(loaded: Loaded) -> str:
    """Where an unfinished case was cut off, and why, in a line; empty for a whole one."""
    if loaded.case is None or not loaded.findings:
        return ""
    first = loaded.findings[0]
    count = len(loaded.case.stages)
    where = f"{first.file.name}:{first.line}: {printable(first.message)}"
    return f"as far as it is written, {count} stage{'' if count == 1 else 's'}: {where}"


def _opened(loaded: Loaded) -> Loaded:
    if loaded.case is None:
        return loaded
    report = Report(loaded, loaded.case, list(loaded.findings))
    for rule in (check_ids, check_names, check_references, check_formulas, check_units):
        rule(report)
    closing = {*BLOCKING, *UNWALKABLE} if readable(report.case) else {*BLOCKING, *UNWALKABLE, "CW201"}
    if not report.has(*closing):
        check_patches(report)
        check_cycles(report)
        if not report.has(*UNWALKABLE):
            check_placeholders(report)
    told = tuple(sorted({f for f in report.findings if f.code in closing}))
    return replace(loaded, case=None, findings=told) if told else loaded


def _ask_model(report: Report) -> None:
    for rule in (*COMPUTED, *SEARCHED):
        if rule in SEARCHED and report.wrong:
            return
        try:
            rule(report)
        except (NumbersError, PatchFault) as error:
            # A fault that only one road of moves shows: the model cannot be asked further.
            report.add("CW303", report.model_file, (), f"the model does not compile on some road: {error}")
            return


def _cases_of(path: Path) -> Iterable[tuple[Path, Path | None]]:
    """Case folders under a path; for a single file, its case and the file."""
    if path.is_dir():
        for directory in case_directories(path):
            yield directory, None
        return
    for directory in (path.parent, path.parent.parent):
        if (directory / "case.yaml").exists():
            yield directory, path
            return
    yield path.parent, path


def check(paths: Iterable[Path], kept: Kept | None = None) -> tuple[Finding, ...]:
    """Every finding under these paths: folders of cases, a case's folder, or one of its files; else all that ships.

    The cases found are one pack: what only shows over all of them together is told as well.
    """
    found: list[Finding] = []
    kept = kept or Kept()
    checked: list[tuple[Loaded | Report, Path | None]] = []
    for path in list(paths) or [content_root()]:
        cases = list(_cases_of(path))
        if not cases:
            found.append(Finding(path, 1, 1, "CW100", "there is no case here", "a case has a case.yaml"))
        for directory, only in cases:
            loaded = load_case(directory)
            checked.append((loaded if loaded.case is None else _report_on(loaded, loaded.case, kept), only))
    reports = [report for report, _ in checked if isinstance(report, Report)]
    check_guessers(_pack(report for report in reports if not report.has(*UNASKED)))
    for report, only in checked:
        findings = sorted(set(report.findings))
        found += [f for f in findings if only is None or f.file.resolve() == only.resolve() or not f.file.exists()]
    return tuple(found)


def _pack(reports: Iterable[Report]) -> Pack:
    """The cases that can be computed and told, each once, whatever paths lead to it."""
    once = {report.header_file.resolve(): report for report in reports if readable(report.case)}
    return Pack(tuple(asked for report in once.values() if (asked := asked_of(report))))


def quality(paths: Iterable[Path]) -> Pack:
    """The cases under these paths as one pack, and the folders in which there is none, or none that can be walked."""
    folders = [folder for path in list(paths) or [content_root()] for folder in _folders_of(path)]
    loads = {folder.resolve(): open_case(folder) for folder in folders}
    pack = _pack(Report(loaded, loaded.case) for loaded in loads.values() if loaded.case is not None)
    asked = {one.report.loaded.directory for one in pack.asked}
    return replace(pack, left_out=tuple(one.directory for one in loads.values() if one.directory not in asked))


def _folders_of(path: Path) -> list[Path]:
    return [folder for folder, _ in _cases_of(path)] or [path]


def searched(paths: Iterable[Path], kept: Kept) -> Iterator[tuple[Workings, dict[tuple[int, int], Found]]]:
    """Every case under these paths that can be walked, with what is found for its decisions, by their positions."""
    for path in list(paths) or [content_root()]:
        for directory, _ in _cases_of(path):
            case = open_case(directory).case
            if case is not None:
                workings = Workings(case)
                yield workings, kept.found(workings)

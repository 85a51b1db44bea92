"""The checker: every fault of a case, each at its place, never only the first; then the cases as a pack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from casewalk.case import Case
from casewalk.numbers import NumbersError
from casewalk.script.findings import Finding, printable
from casewalk.script.kept import Kept
from casewalk.script.library import case_directories, content_root
from casewalk.script.load import Loaded, first_stages, load_case
from casewalk.script.rules import (
    ASTRAY,
    BLOCKING,
    CODES,
    COMPUTED,
    FIRST,
    JOINED,
    MEANINGLESS,
    ROADS,
    SEARCHED,
    TEXTS,
    TOLD,
    UNTOLD,
    Report,
    Rule,
)
from casewalk.script.rules.formulas import check_cycles, check_formulas, check_units
from casewalk.script.rules.guessing import Pack, asked_of, check_guessers
from casewalk.script.rules.names import check_ids, check_names, readable
from casewalk.script.rules.references import check_patches, check_references
from casewalk.script.rules.wording import check_placeholders
from casewalk.script.unasked import unasked_line
from casewalk.walk import PatchFault, Workings
from casewalk.walk.witness import Found

UNWALKABLE = ("CW204", "CW303", "CW402")
"""Faults under which some stage cannot be told."""

UNASKED = (*BLOCKING, *MEANINGLESS, *UNWALKABLE, "CW501")
"""Faults under which a case is not yet one of a pack: not computed, not told, or no fair number of moves."""


@dataclass(frozen=True)
class Checked:
    """The findings of a check, and a line for each case of which something was not asked: what, and why."""

    findings: tuple[Finding, ...]
    unasked: tuple[str, ...]


def _reports_on(loaded: Loaded, kept: Kept) -> tuple[Report, ...]:
    """What is found in all that can be read; and where that cannot be computed, in the first stages that can.

    There is none where not even one stage can be read.
    """
    written = loaded.written if loaded.case is None else loaded.case
    if written is None:
        return ()
    first = _report_on(loaded, written, kept, whole=loaded.case is not None)
    cut = _as_far(loaded).case if first.has(*BLOCKING, *MEANINGLESS) else None
    return (first,) if cut is None else (first, _report_on(loaded, cut, kept, whole=False))


def _report_on(loaded: Loaded, case: Case, kept: Kept, *, whole: bool = True) -> Report:
    report = Report(loaded, case, list(loaded.findings), kept, whole)
    for rule in (*FIRST, *TEXTS):
        rule(report)
    unread = () if readable(case) else ("CW201",)
    first = (*unread, *report.reported(*BLOCKING))
    _ask(report, JOINED, first)
    first = first or report.reported(*MEANINGLESS)
    _ask(report, (*ROADS, *COMPUTED), first)
    for rules, also in ((TOLD, UNTOLD), (SEARCHED, ASTRAY)):
        _ask(report, rules, first or report.reported(*MEANINGLESS, *also))
    return report


def _ask(report: Report, rules: tuple[Rule, ...], first: tuple[str, ...]) -> None:
    """Ask rules, unless there are findings that come `first`. What was not asked is noted."""
    for n, rule in enumerate(rules):
        try:
            if not first:
                rule(report)
        except (NumbersError, PatchFault) as error:
            _uncompiled(report, error)
            first, rules = ("CW303",), rules[n:]
    if first:
        report.left_out((code for rule in rules for code in CODES[rule]), first)


def _uncompiled(report: Report, error: NumbersError | PatchFault) -> None:
    """A fault that only one road of moves shows: the model cannot be asked further."""
    report.add("CW303", report.model_file, (), f"the model does not compile on some road: {error}")


def open_case(directory: Path) -> Loaded:
    """A case for walking: `case` is None where the engine could not compute it, and the findings say why.

    Only what the engine rests on is asked (names, formulas, patches, placeholders), so that opening stays quick.
    """
    return _opened(load_case(directory))


def open_unfinished(directory: Path) -> Loaded:
    """A case for walking as far as it is written: from the first stage that cannot be walked on it is cut off.

    The findings say what stopped it; there are none where the whole case can be walked.
    """
    return _as_far(load_case(directory))


def _as_far(loaded: Loaded) -> Loaded:
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
        try:
            check_patches(report)
            check_cycles(report)
            if not report.has(*UNWALKABLE):
                check_placeholders(report)
        except (NumbersError, PatchFault) as error:
            _uncompiled(report, error)
    told = tuple(sorted({f for f in report.findings if f.code in closing}))
    return replace(loaded, case=None, findings=told) if told else loaded


def _cases_of(path: Path) -> Iterable[tuple[Path, Path | None]]:
    """Case folders under a path; for a single file, its case and the file. None for what is of no case."""
    if path.is_dir():
        for directory in case_directories(path):
            yield directory, None
        return
    for directory in (path.parent, path.parent.parent):
        if (directory / "case.yaml").exists():
            yield directory, path
            return
    if path.suffix in {".yaml", ".yml"}:  # a case that has no case.yaml yet
        yield path.parent, path


def check(paths: Iterable[Path], kept: Kept | None = None) -> tuple[Finding, ...]:
    """Every finding under these paths: folders of cases, a case's folder, or one of its files; else all that ships.

    The cases found are one pack: what only shows over all of them together is told as well.
    """
    return checked(paths, kept).findings


def checked(paths: Iterable[Path], kept: Kept | None = None) -> Checked:
    """Every finding under these paths, as `check` has them, and what was not asked."""
    found: list[Finding] = []
    kept = kept or Kept()
    cases: list[tuple[Loaded, tuple[Report, ...], Path | None]] = []
    for path in list(paths) or [content_root()]:
        folders = list(_cases_of(path))
        if not folders:
            found.append(Finding(path, 1, 1, "CW100", "there is no case here", "a case has a case.yaml"))
        for directory, only in folders:
            loaded = load_case(directory)
            cases.append((loaded, _reports_on(loaded, kept), only))
    whole = [report for _, reports, _ in cases for report in reports if report.whole]
    check_guessers(_pack(report for report in whole if not report.has(*UNASKED)))
    for loaded, reports, only in cases:
        findings = sorted({*loaded.findings, *(f for report in reports for f in report.findings)})
        found += [f for f in findings if only is None or f.file.resolve() == only.resolve() or not f.file.exists()]
    return Checked(tuple(found), tuple(line for loaded, reports, _ in cases if (line := unasked_line(loaded, reports))))


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

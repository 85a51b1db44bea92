"""Loading: a case's folder into a case, with whatever is wrong in its files."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path
from typing import Any

import msgspec

from casewalk.case import FORMAT, Case, CaseHeader, Model, Stage, Term
from casewalk.script.decode import decode
from casewalk.script.findings import Finding, Path_
from casewalk.script.reader import MAX_BYTES, Document, Rejected, read

ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*\Z")
"""Stable ids: lower-case words joined by hyphens."""
LONGEST_ID = 60


@dataclass(frozen=True)
class Loaded:
    """A case as far as it could be read: `case` is None where a file is missing or does not decode."""

    directory: Path
    case: Case | None
    findings: tuple[Finding, ...]
    documents: dict[Path, Document] = field(default_factory=dict)
    digest: str = ""
    written: Case | None = None
    """The case as far as its first stages can be read, for an author who is not done; None without a single one."""

    def file(self, *parts: str) -> Path:
        """A file of the case."""
        return self.directory.joinpath(*parts)

    def at(self, file: Path, path: Path_, *, key: bool = False, offset: int | None = None) -> tuple[int, int]:
        """Line and column of a value, of its key, or of a character of it, in one of the case's files."""
        document = self.documents.get(file)
        if document is None:
            return (1, 1)
        if offset is not None:
            return document.place_in(path, offset)
        return document.key_place(path) if key else document.place(path)


class Unreadable(OSError):
    """A file that is missing, no regular file, or outside the case's folder."""


def read_bytes(root: Path, file: Path) -> bytes:
    """The file's bytes, up to one past the limit. Follows no links out of `root`. Raises Unreadable."""
    try:
        real = file.resolve(strict=True)
        if not real.is_relative_to(root.resolve(strict=True)):
            raise Unreadable(f"{file.name} leads outside the case's folder")
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
        handle = os.open(real, flags)
    except Unreadable:
        raise
    except (OSError, RuntimeError, ValueError) as error:
        raise Unreadable(getattr(error, "strerror", None) or "it cannot be opened") from None
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise Unreadable("it is no regular file")
    with os.fdopen(handle, "rb") as stream:
        try:
            return stream.read(MAX_BYTES + 1)
        except OSError as error:
            raise Unreadable(error.strerror or "an error of the disk") from None


@dataclass
class _Reading:
    root: Path
    findings: list[Finding] = field(default_factory=list)
    documents: dict[Path, Document] = field(default_factory=dict)
    raw: list[bytes] = field(default_factory=list)

    def load(self, file: Path, kind: str, listed: tuple[Path, int, int] | None = None) -> Any | None:
        """One file, decoded; its faults go to the findings. One that is not there is missed where it is `listed`."""
        try:
            raw = read_bytes(self.root, file)
            self.raw.append(raw)
            document = read(raw)
        except Unreadable as error:
            place, message = listed or (file, 1, 1), f"{file.name} cannot be read: {error}"
            self.findings.append(Finding(*place, "CW100", message, "every case needs this file"))
            return None
        except Rejected as error:
            self.findings.append(Finding(file, error.line, error.column, error.code, error.message, error.hint))
            return None
        self.documents[file] = document
        if kind == "case" and not self._of_our_format(file, document):
            return None
        found, faults = decode(document, kind)
        for path, message, hint, key in faults:
            line, column = document.key_place(path) if key else document.place(path)
            self.findings.append(Finding(file, line, column, "CW110", message, hint))
        return found

    def _of_our_format(self, file: Path, document: Document) -> bool:
        """Whether the file is of the format that this program reads: another one may have other keys altogether."""
        found = document.content.get("format") if isinstance(document.content, dict) else None
        if not isinstance(found, int) or isinstance(found, bool) or found == FORMAT:
            return True
        message = f"format {found}; this program reads format {FORMAT}"
        hint = "a newer casewalk may read it" if found > FORMAT else ""
        self.findings.append(Finding(file, *document.place(("format",)), "CW111", message, hint))
        return False


def _digest(raw: list[bytes]) -> str:
    import hashlib  # noqa: PLC0415 - the library screen lists cases without it

    total = hashlib.sha256()
    for part in raw:
        total.update(len(part).to_bytes(8, "big") + part)
    return total.hexdigest()[:16]


def load_header(directory: Path) -> tuple[CaseHeader | None, tuple[Finding, ...]]:
    """`case.yaml` alone."""
    reading = _Reading(directory)
    header: CaseHeader | None = reading.load(directory / "case.yaml", "case")
    return header, tuple(reading.findings)


def is_there(path: Path) -> bool:
    """Whether a path leads to something that can be looked at. Never raises."""
    try:
        return path.exists()
    except (OSError, ValueError, RuntimeError):
        return False


def _stage_files(directory: Path) -> tuple[Path, ...]:
    """The stage files that are there, by name, whether they are listed or not."""
    try:
        return tuple(sorted(f for f in (directory / "stages").iterdir() if f.suffix in {".yaml", ".yml"}))
    except (OSError, ValueError):
        return ()


def _stages(reading: _Reading, header: CaseHeader | None) -> list[Stage | None]:
    """Every stage that the header lists, in order; where there is no header, whatever files there are."""
    present = _stage_files(reading.root)
    if header is None:
        return [reading.load(file, "stage") for file in present]
    case_file, stages = reading.root / "case.yaml", list[Stage | None]()
    for index, stage_id in enumerate(header.stages):
        place = reading.documents[case_file].place(("stages", index))
        if not ID.match(stage_id) or len(stage_id) > LONGEST_ID:
            message = f"{stage_id[:LONGEST_ID]!r} is no id: lower-case words joined by hyphens"
            reading.findings.append(Finding(case_file, *place, "CW201", message))
            stages.append(None)
            continue
        stages.append(reading.load(reading.root / "stages" / f"{stage_id}.yaml", "stage", (case_file, *place)))
    for file in present:
        if file.suffix != ".yaml" or file.stem not in header.stages:
            message = f"{file.name!r} is no stage that case.yaml lists"
            hint = "list it under stages, or take the file away"
            reading.findings.append(Finding(file, 1, 1, "CW206", message, hint))
    return stages


def load_case(directory: Path) -> Loaded:
    """A whole case from its folder. Never raises on content: what is wrong is a finding."""
    reading = _Reading(directory)
    header: CaseHeader | None = reading.load(directory / "case.yaml", "case")
    model: Model | None = reading.load(directory / "model.yaml", "model")
    glossary: tuple[Term, ...] | None = ()
    if is_there(directory / "glossary.yaml"):
        glossary = reading.load(directory / "glossary.yaml", "glossary")
    stages = _stages(reading, header)
    case = written = None
    if header is not None and model is not None:
        first = tuple(stage for stage in takewhile(lambda stage: stage is not None, stages) if stage is not None)
        whole = Case(header=header, model=model, stages=first, glossary=glossary or ())
        written = first_stages(whole, len(first)) if first else None
        case = whole if glossary is not None and len(first) == len(stages) else None
    return Loaded(directory, case, tuple(reading.findings), reading.documents, _digest(reading.raw), written)


def first_stages(case: Case, count: int) -> Case:
    """The case with its first stages alone: what is measured only later goes with the rest."""
    dropped = case.header.stages[count:]
    metrics = {name: metric for name, metric in case.model.metrics.items() if metric.begins not in dropped}
    forces = {stage: force for stage, force in case.header.forces.items() if stage not in dropped}
    return Case(
        header=msgspec.structs.replace(case.header, stages=case.header.stages[:count], forces=forces),
        model=msgspec.structs.replace(case.model, metrics=metrics),
        stages=case.stages[:count],
        glossary=case.glossary,
    )

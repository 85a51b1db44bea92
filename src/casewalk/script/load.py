"""Loading: a case's folder into a case, with whatever is wrong in its files."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from casewalk.case import FORMAT, Case, CaseHeader, Model, Stage, Term
from casewalk.script.decode import decode
from casewalk.script.findings import Finding, Path_
from casewalk.script.reader import MAX_BYTES, Document, Rejected, read

ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*\Z")
"""Stable ids: lower-case words joined by hyphens."""


@dataclass(frozen=True)
class Loaded:
    """A case as far as it could be read: `case` is None where a file is missing or does not decode."""

    directory: Path
    case: Case | None
    findings: tuple[Finding, ...]
    documents: dict[Path, Document] = field(default_factory=dict)
    digest: str = ""

    def file(self, *parts: str) -> Path:
        """A file of the case."""
        return self.directory.joinpath(*parts)

    def at(self, file: Path, path: Path_, *, key: bool = False) -> tuple[int, int]:
        """Line and column of a value (or its key) in one of the case's files."""
        document = self.documents.get(file)
        if document is None:
            return (1, 1)
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
    except (OSError, RuntimeError) as error:
        raise Unreadable(getattr(error, "strerror", None) or "it cannot be opened") from None
    with os.fdopen(handle, "rb") as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise Unreadable("it is no regular file")
        try:
            return stream.read(MAX_BYTES + 1)
        except OSError as error:
            raise Unreadable(error.strerror or "it cannot be read") from None


@dataclass
class _Reading:
    root: Path
    findings: list[Finding] = field(default_factory=list)
    documents: dict[Path, Document] = field(default_factory=dict)
    raw: list[bytes] = field(default_factory=list)

    def load(self, file: Path, kind: str) -> Any | None:
        """One file, decoded; its faults go to the findings."""
        try:
            raw = read_bytes(self.root, file)
            self.raw.append(raw)
            document = read(raw)
        except Unreadable as error:
            self.findings.append(Finding(file, 1, 1, "CW100", str(error), "every case needs this file"))
            return None
        except Rejected as error:
            self.findings.append(Finding(file, error.line, error.column, error.code, error.message))
            return None
        self.documents[file] = document
        found, faults = decode(document, kind)
        for path, message, hint in faults:
            unknown = message.startswith("unknown key")
            line, column = document.key_place(path) if unknown else document.place(path)
            self.findings.append(Finding(file, line, column, "CW110", message, hint))
        return found


def _digest(raw: list[bytes]) -> str:
    import hashlib  # noqa: PLC0415 - the library screen lists cases without it

    total = hashlib.sha256()
    for part in raw:
        total.update(len(part).to_bytes(8, "big") + part)
    return total.hexdigest()[:16]


def load_header(directory: Path) -> tuple[CaseHeader | None, tuple[Finding, ...]]:
    """`case.yaml` alone."""
    reading = _Reading(directory)
    header = reading.load(directory / "case.yaml", "case")
    if header is not None and header.format != FORMAT:
        line, column = reading.documents[directory / "case.yaml"].place(("format",))
        message = f"format {header.format}; this program reads format {FORMAT}"
        reading.findings.append(Finding(directory / "case.yaml", line, column, "CW111", message))
        return None, tuple(reading.findings)
    return header, tuple(reading.findings)


def _stage_file(directory: Path, stage_id: str) -> Path | None:
    return directory / "stages" / f"{stage_id}.yaml" if ID.match(stage_id) and len(stage_id) <= 60 else None


def load_case(directory: Path) -> Loaded:
    """A whole case from its folder. Never raises on content: what is wrong is a finding."""
    reading = _Reading(directory)
    case_file = directory / "case.yaml"
    header: CaseHeader | None = reading.load(case_file, "case")
    model: Model | None = reading.load(directory / "model.yaml", "model")
    glossary: tuple[Term, ...] | None = ()
    if (directory / "glossary.yaml").exists():
        glossary = reading.load(directory / "glossary.yaml", "glossary")
    stages: list[Stage | None] = []
    for index, stage_id in enumerate(header.stages if header else ()):
        file = _stage_file(directory, stage_id)
        if file is None:
            line, column = reading.documents[case_file].place(("stages", index))
            message = f"{stage_id!r} is no id: lower-case words joined by hyphens"
            reading.findings.append(Finding(case_file, line, column, "CW201", message))
            continue
        stages.append(reading.load(file, "stage"))
    case = None
    if header is not None and model is not None and glossary is not None and None not in stages:
        case = Case(header=header, model=model, stages=tuple(s for s in stages if s), glossary=glossary)
        if header.format != FORMAT:
            message = f"format {header.format}; this program reads format {FORMAT}"
            reading.findings.append(
                Finding(case_file, *reading.documents[case_file].place(("format",)), "CW111", message)
            )
            case = None
    if case is not None and not case.stages:
        place = reading.documents[case_file].place(("stages",))
        reading.findings.append(Finding(case_file, *place, "CW702", "a case without a stage"))
        case = None
    return Loaded(directory, case, tuple(reading.findings), reading.documents, _digest(reading.raw))


def encode_schema(kind: str) -> bytes:
    """A kind's JSON Schema as JSON text."""
    from casewalk.script.decode import schema  # noqa: PLC0415

    return msgspec.json.format(msgspec.json.encode(schema(kind)), indent=2)

"""The library: which cases there are, read from `case.yaml` alone."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casewalk.case import CaseHeader, Force
from casewalk.script.findings import Finding, printable
from casewalk.script.load import is_there, load_header


@dataclass(frozen=True)
class Shelved:
    """A case on the shelf: its header, or the findings that keep it from being read."""

    directory: Path
    header: CaseHeader | None
    findings: tuple[Finding, ...]

    @property
    def id(self) -> str:
        """The case's id; the folder's name where the case cannot be read."""
        return self.header.id if self.header else self.directory.name

    def lines(self) -> tuple[str, ...]:
        """What the header says, or why it says nothing."""
        header = self.header
        if header is None:
            return (f"{printable(self.id):<12} cannot be read: {self.findings[0].text()}",)
        about = f"{header.title}: {header.subtitle}; {len(header.stages)} stages, {header.minutes} min"
        drills = ", ".join(map(header.topic, header.drills))
        return (f"{self.id:<12} {about}", f"{'':<12} drills {drills}")

    def as_json(self) -> dict[str, Any]:
        """What the header says, as JSON values; null and empty where it cannot be read."""
        header = self.header
        return {
            "id": self.id,
            "title": header.title if header else None,
            "subtitle": header.subtitle if header else None,
            "drills": list(header.drills) if header else [],
            "minutes": header.minutes if header else None,
            "stages": len(header.stages) if header else 0,
            "forces": dict(header.forces) if header else {},
            "findings": [f.as_json() for f in self.findings],
        }


@dataclass(frozen=True)
class Meeting:
    """A force that several cases meet: in which stages of one, and in which of another, by title; numbers from 1.

    Only stages that were walked have their numbers: which force it is may tell what holds there.
    """

    force: Force
    here: tuple[int, ...]
    elsewhere: tuple[tuple[str, tuple[int, ...]], ...]

    @property
    def places(self) -> str:
        """Where it is met, in words: `stage 6; PatchDesk 5`, or `PatchDesk` alone."""
        others = ", ".join(f"{title} {_numbers(stages)}".rstrip() for title, stages in self.elsewhere)
        return f"stage {_numbers(self.here)}; {others}"


def _numbers(stages: tuple[int, ...]) -> str:
    return " and ".join(map(str, stages))


def _met(header: CaseHeader) -> dict[Force, tuple[int, ...]]:
    found: dict[Force, tuple[int, ...]] = {}
    for number, stage in enumerate(header.stages, 1):
        if (force := header.forces.get(stage)) is not None:
            found[force] = (*found.get(force, ()), number)
    return found


def meetings(shelf: Iterable[Shelved], of: Shelved, walked: Mapping[str, int]) -> tuple[Meeting, ...]:
    """The forces of a case that other cases on the shelf meet as well, in the order of its stages.

    `walked` says by case id how many stages are done: of a stage to come nothing is told.
    """
    if of.header is None:
        return ()

    def seen(shelved: Shelved, stages: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(number for number in stages if number <= walked.get(shelved.id, 0))

    others = [(s, s.header.title, _met(s.header)) for s in shelf if s.header is not None and s.id != of.id]
    found = (
        Meeting(force, here, tuple((title, seen(s, met[force])) for s, title, met in others if force in met))
        for force, stages in _met(of.header).items()
        if (here := seen(of, stages))
    )
    return tuple(meeting for meeting in found if meeting.elsewhere)


def content_root() -> Path:
    """The folder of the content that ships: inside an installed package, or beside the sources of a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "content"
    return inside if inside.is_dir() else package.parent.parent / "content"


def case_directories(root: Path) -> tuple[Path, ...]:
    """Every case folder under a content root, a folder of cases, or a case folder itself, by name. Never raises."""
    if is_there(root / "case.yaml"):
        return (root,)
    shelf = root / "cases" if is_there(root / "cases") else root
    try:
        return tuple(sorted(d for d in shelf.iterdir() if _holds_case(d)))
    except (OSError, ValueError):
        return ()


def _holds_case(directory: Path) -> bool:
    """Whether a folder has a `case.yaml`, or cannot be looked into, so that nobody can say."""
    try:
        os.lstat(directory / "case.yaml")
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return directory.is_dir()
    return True


def library(roots: Iterable[Path] = ()) -> tuple[Shelved, ...]:
    """Every case of the content that ships, then of other folders. Reads one small file a case; never raises.

    The first case of an id has it; another of the same id stays closed, with a finding that says so.
    """
    found: list[Shelved] = []
    taken: dict[str, Path] = {}
    seen: set[str] = set()
    for directory in (d for root in (content_root(), *roots) for d in case_directories(root)):
        real = os.path.realpath(directory)
        if real in seen:
            continue
        seen.add(real)
        header, findings = load_header(directory)
        if header is not None and header.id in taken:
            message = f"the id {header.id!r} is taken by {taken[header.id]}"
            hint = "every case has an id of its own"
            header, findings = None, (Finding(directory / "case.yaml", 1, 1, "CW203", message, hint),)
        if header is not None:
            taken[header.id] = directory
        found.append(Shelved(directory, header, findings))
    return tuple(found)


def case_folder(name: str) -> Path | None:
    """The folder of a case that a path leads to; None where a name is no such path."""
    path = Path(name)
    return path if is_there(path / "case.yaml") else None


def find_case(name: str, roots: Iterable[Path] = ()) -> Path | None:
    """The folder of a case, by its id or by a path to it."""
    if (folder := case_folder(name)) is not None:
        return folder
    named = [shelved for shelved in library(roots) if shelved.id == name]
    named.sort(key=lambda shelved: shelved.header is None)
    return named[0].directory if named else None

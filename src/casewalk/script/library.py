"""The library: which cases there are, read from `case.yaml` alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from casewalk.case import CaseHeader
from casewalk.script.findings import Finding
from casewalk.script.load import load_header


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


def content_root() -> Path:
    """The folder of the content that ships: inside an installed package, or beside the sources of a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "content"
    return inside if inside.is_dir() else package.parent.parent / "content"


def case_directories(root: Path) -> tuple[Path, ...]:
    """Every case folder under a content root, a folder of cases, or a case folder itself, by name."""
    if (root / "case.yaml").exists():
        return (root,)
    shelf = root / "cases" if (root / "cases").is_dir() else root
    try:
        return tuple(sorted(d for d in shelf.iterdir() if (d / "case.yaml").exists()))
    except OSError:
        return ()


def library(roots: Iterable[Path] = ()) -> tuple[Shelved, ...]:
    """Every case of the content that ships, then of other folders. Reads one small file a case."""
    found: list[Shelved] = []
    for root in (content_root(), *roots):
        for directory in case_directories(root):
            header, findings = load_header(directory)
            found.append(Shelved(directory, header, findings))
    return tuple(found)


def find_case(name: str, roots: Iterable[Path] = ()) -> Path | None:
    """The folder of a case, by its id or by a path to it."""
    path = Path(name)
    if (path / "case.yaml").exists():
        return path
    return next((shelved.directory for shelved in library(roots) if shelved.id == name), None)

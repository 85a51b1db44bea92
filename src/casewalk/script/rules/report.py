"""What every rule reports to: findings at their places, and the files of the case under check."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from casewalk.case import Case, Fragment, Move, Stage
from casewalk.script.findings import Finding, Path_, Severity
from casewalk.script.kept import Kept
from casewalk.script.load import Loaded
from casewalk.walk import Workings

LEAST_STAGES = 6
"""A case has so many stages or more."""


@dataclass
class Report:
    """Findings of one case, and its model: compiled once, and shared by the rules that ask it."""

    loaded: Loaded
    case: Case
    findings: list[Finding] = field(default_factory=list)
    kept: Kept = field(default_factory=Kept)
    """What searches found before."""
    whole: bool = True
    """Whether this is all that the author has listed, and not only the first stages of it."""
    unasked: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The codes that were not asked for, each with the codes of the findings that come first."""

    @cached_property
    def workings(self) -> Workings:
        """The case's model. Its methods raise for a case whose names lead nowhere: only later rules ask it."""
        return Workings(self.case)

    @property
    def header_file(self) -> Path:
        """`case.yaml`."""
        return self.loaded.file("case.yaml")

    @property
    def model_file(self) -> Path:
        """`model.yaml`."""
        return self.loaded.file("model.yaml")

    @property
    def glossary_file(self) -> Path:
        """`glossary.yaml`."""
        return self.loaded.file("glossary.yaml")

    def stage_file(self, stage: Stage) -> Path:
        """The file that a stage was read from: it is named in the header, whatever id the stage gives itself."""
        index = next(i for i, s in enumerate(self.case.stages) if s is stage)
        return self.loaded.file("stages", f"{self.case.header.stages[index]}.yaml")

    def add(
        self,
        code: str,
        file: Path,
        path: Path_,
        message: str,
        hint: str = "",
        *,
        key: bool = False,
        offset: int | None = None,
        severity: Severity = "error",
    ) -> None:
        """A finding at a value, at its key, or at the character of a text that `offset` counts to."""
        line, column = self.loaded.at(file, path, key=key, offset=offset)
        self.findings.append(Finding(file, line, column, code, message, hint, severity))

    def has(self, *codes: str) -> bool:
        """Whether any of these codes was reported."""
        return bool(self.reported(*codes))

    def reported(self, *codes: str) -> tuple[str, ...]:
        """Those of these codes that were reported, in their order."""
        return tuple(sorted({f.code for f in self.findings if f.code in codes}))

    def left_out(self, codes: Iterable[str], first: tuple[str, ...]) -> None:
        """These codes were not asked for: the findings `first` come first."""
        self.unasked |= {code: first for code in codes if code not in self.unasked}


def patches_of(stage: Stage) -> list[tuple[Path_, Move | Fragment]]:
    """Every move and fragment of a stage, with its path in the file."""
    moves: list[tuple[Path_, Move | Fragment]] = [(path, move) for path, _, move in moves_of(stage)]
    return moves + [(("fragments", name), fragment) for name, fragment in stage.fragments.items()]


def moves_of(stage: Stage) -> list[tuple[Path_, int, Move]]:
    """Every move of a stage, with its path in the file and the position of its decision."""
    return [
        (("decisions", at, "moves", n), at, move)
        for at, decision in enumerate(stage.decisions)
        for n, move in enumerate(decision.moves)
    ]

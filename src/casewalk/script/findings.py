"""Findings: what is wrong in a case, where, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Severity = Literal["error", "warning"]
Path_ = tuple[str | int, ...]
"""Keys and indexes that lead to a value inside a file."""


@dataclass(frozen=True, order=True)
class Finding:
    """One fault. Line and column count from 1; `code` names the rule, which has a page in docs/rules."""

    file: Path
    line: int
    column: int
    code: str
    message: str
    hint: str = ""
    severity: Severity = "error"

    def text(self) -> str:
        """`file:line:column: CODE message`, and the hint on a second line. Hostile characters print escaped."""
        head = f"{printable(str(self.file))}:{self.line}:{self.column}: {self.code} {printable(self.message)}"
        head += "" if self.severity == "error" else " (warning)"
        return f"{head}\n    {printable(self.hint)}" if self.hint else head

    def as_json(self) -> dict[str, str | int]:
        """The finding as plain values."""
        return {
            "file": str(self.file),
            "line": self.line,
            "column": self.column,
            "code": self.code,
            "severity": self.severity,
            "message": self.message,
            "hint": self.hint,
        }


def printable(text: str) -> str:
    """Text whose control, invisible and unpaired characters are escaped: a message must not steer a terminal."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)

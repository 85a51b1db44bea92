"""The program as another process, with its standard streams as pipes, or called in this one."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

import casewalk
from casewalk.cli import main

SOURCES = str(Path(casewalk.__file__).resolve().parent.parent)


def unwrapped(told: str) -> str:
    """What a plain walk printed, each long line in one again."""
    return re.sub(r"\n {4,}", " ", told)


def run(
    *arguments: str, typed: Iterable[str] | bytes = b"", encoding: str = "utf-8", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run `python -m casewalk`, feed it lines (or bytes), and wait for its end."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CASEWALK")}
    given = typed if isinstance(typed, bytes) else "".join(f"{line}\n" for line in typed).encode(encoding)
    return subprocess.run(
        [sys.executable, "-m", "casewalk", *arguments],
        input=given,
        capture_output=True,
        check=False,
        timeout=120,
        env=kept | {"PYTHONPATH": SOURCES, "PYTHONIOENCODING": encoding} | environment,
    )


def printed(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    """What a command prints on standard output; it must end with the status, and print no error if that is 0."""
    assert main(arguments) == status
    found = capsys.readouterr()
    assert bool(found.err) is (status == 2)
    return found.out if status != 2 else found.err

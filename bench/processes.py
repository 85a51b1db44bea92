"""Whole processes: what a person waits for after pressing enter in a shell."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.timing import Subject

SIZE = (36, 120)
PATIENCE = 30.0


def _run(*arguments: str) -> None:
    command = (sys.executable, "-m", "casewalk", *arguments)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, timeout=PATIENCE)


def _read_until(descriptor: int, wanted: bytes) -> None:
    """Read a terminal until it shows a text. Raises TimeoutError where it never does."""
    seen, deadline = b"", time.monotonic() + PATIENCE
    while wanted not in seen:
        if not select.select([descriptor], [], [], max(0.0, deadline - time.monotonic()))[0]:
            raise TimeoutError(f"{wanted!r} was never on the screen")
        seen = seen[-len(wanted) :] + os.read(descriptor, 65_536)


def library_on_screen(home: Path) -> None:
    """Start casewalk in a terminal of its own, and end it once the library lists StarArena."""
    import termios  # noqa: PLC0415 - there is none on Windows

    ours, theirs = os.openpty()
    termios.tcsetwinsize(theirs, SIZE)
    command = (sys.executable, "-m", "casewalk", "--home", str(home))
    environment = os.environ | {"TERM": "xterm-256color"}
    program = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment)
    os.close(theirs)
    try:
        _read_until(ours, b"StarArena")
    finally:
        program.kill()
        program.wait()
        os.close(ours)


def processes(home: Path) -> list[Subject]:
    """The version, the list of cases, and the library on the screen of a terminal."""
    found = [
        Subject("python, doing nothing", lambda: subprocess.run((sys.executable, "-c", ""), check=True)),
        Subject("casewalk --version", lambda: _run("--version")),
        Subject("casewalk list", lambda: _run("list")),
    ]
    if hasattr(os, "openpty"):
        found.append(Subject("casewalk, until the library is on the screen", lambda: library_on_screen(home)))
    return found


def temporary_home() -> tempfile.TemporaryDirectory[str]:
    """A learner's folder that is removed after use."""
    return tempfile.TemporaryDirectory(prefix="casewalk-bench-")

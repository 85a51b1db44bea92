"""Watching: which of the files that a check reads have changed since it last looked."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from casewalk.script.library import case_directories

Stamps = dict[Path, tuple[int, int]]
"""When each file was last written, in nanoseconds, and how long it is."""


def _files(path: Path) -> Iterable[Path]:
    if not path.is_dir():
        return (path,)
    return (file for folder in case_directories(path) for file in folder.rglob("*.yaml"))


def stamps(paths: Iterable[Path]) -> Stamps:
    """The stamps of every case file under these paths. A file that goes while it is looked at is left out."""
    found: Stamps = {}
    for path in paths:
        for file in _files(path):
            try:
                seen = file.stat()
            except OSError:
                continue
            found[file] = (seen.st_mtime_ns, seen.st_size)
    return found


def changed(before: Stamps, now: Stamps) -> tuple[Path, ...]:
    """The files that were written, came or went between two looks, in order of their names."""
    return tuple(sorted(file for file in before.keys() | now.keys() if before.get(file) != now.get(file)))

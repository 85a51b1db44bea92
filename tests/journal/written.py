"""What the journal's tests share: journals with rows in them, and ways to damage one."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from pathlib import Path

from casewalk.journal import Folders, Journal, open_journal

SOURCE = Path(__file__).parents[2] / "src"
NOON = "2026-03-01T12:00:00+00:00"
LATER = "2026-03-02T13:00:00+00:00"


def environment(**more: str) -> dict[str, str]:
    """The environment of a program started by a test."""
    return {**os.environ, "PYTHONPATH": str(SOURCE), **more}


def opened(places: Folders, now: str = NOON) -> Journal:
    """The journal, which must open without a word."""
    found = open_journal(places, now)
    assert found.notices == ()
    assert found.journal is not None
    return found.journal


def write(journal: Journal, count: int, attempt: str = "a") -> list[int]:
    """Write numbered events; returns their ids."""
    return [journal.append(attempt, "case", "digest", NOON, "note", f'{{"n":{n}}}') for n in range(count)]


def filled(places: Folders, count: int) -> list[str]:
    """A closed journal with events in it; returns their bodies."""
    journal = opened(places)
    write(journal, count)
    bodies = bodies_of(journal)
    journal.close()
    return bodies


def bodies_of(journal: Journal) -> list[str]:
    return [entry.body for entry in journal.entries()]


def flip(path: Path, found: bytes, put: bytes) -> None:
    """Replace bytes in the middle of a file by as many others."""
    data = path.read_bytes()
    assert data.count(found) == 1
    assert len(found) == len(put)
    path.write_bytes(data.replace(found, put))


def cut_short(places: Folders) -> None:
    """Leave the file as a kill amid a write does: half of it in the file, and the way back beside it."""
    path = places.journal
    copy = path.with_name("copy.db")
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("PRAGMA cache_size=2")
        writer.execute("BEGIN IMMEDIATE")
        for _ in range(300):
            writer.execute(
                "INSERT INTO events (attempt, case_id, digest, at, kind, body, link)"
                " VALUES ('x', 'x', 'x', 'x', 'x', ?, 'x')",
                ("y" * 500,),
            )
        shutil.copyfile(path, copy)
        shutil.copyfile(f"{path}-journal", f"{copy}-journal")
        writer.execute("ROLLBACK")
    copy.replace(path)
    Path(f"{copy}-journal").replace(f"{path}-journal")

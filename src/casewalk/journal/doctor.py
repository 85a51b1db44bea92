"""The doctor: where things are, which versions run, and whether the journal is sound. Reads only."""

from __future__ import annotations

import contextlib
import os
import platform
import shutil
import sqlite3
import sys
import tempfile
from importlib import metadata
from pathlib import Path
from typing import Any

from casewalk import __version__
from casewalk.journal.backups import good, newest_good
from casewalk.journal.folders import Folders
from casewalk.journal.schema import VERSION, connect, is_blank, roll_back, version_of
from casewalk.journal.store import Journal

_EFFECTIVE = os.access in os.supports_effective_ids
"""Whether rights can be asked for as whom the program acts, and not only as whom it was started by."""
PACKAGES = ("textual", "rich", "PyYAML", "msgspec", "jsonschema", "platformdirs")


def _journal(places: Folders) -> dict[str, Any]:
    try:
        if not places.journal.exists():
            return {"ok": True, "state": "none yet", "items": []}
        if not places.journal.is_file():
            return {"ok": False, "state": "is no file", "items": []}
        return _look(places.journal, places)
    except OSError as error:
        return {"ok": False, "state": f"cannot be read: {error.strerror}", "items": []}
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorname", "") != "SQLITE_READONLY_ROLLBACK":
            return {"ok": False, "state": f"cannot be read: {error}", "items": []}
    return _look_after_rollback(places)


def _look(path: Path, places: Folders) -> dict[str, Any]:
    with contextlib.closing(connect(path, read_only=True)) as connection:
        version = version_of(connection)
        journal = Journal(path, connection, read_only=True)
        if version > VERSION:
            return {"ok": False, "state": f"written by a newer program (format {version})", "items": []}
        sound = journal.sound()
        if sound and version == 0 and is_blank(connection) and newest_good(places.backups) is None:
            return {"ok": True, "state": "none yet", "items": []}
        items = [entry.id for entry in journal.entries()] if sound else []
        damaged = list(journal.damaged_rows()) if sound else []
        state = "sound" if sound and not damaged else f"rows that do not fit: {damaged}" if sound else "damaged"
        return {"ok": sound and not damaged, "state": state, "items": items}


def _look_after_rollback(places: Folders) -> dict[str, Any]:
    """Look at a copy, in which SQLite may undo a write that was cut short, as the next start will in the file."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / places.journal.name
            for end in ("", "-journal"):
                shutil.copyfile(f"{places.journal}{end}", f"{copy}{end}")
            roll_back(copy)
            return _look(copy, places)
    except (sqlite3.Error, OSError) as error:
        return {"ok": False, "state": f"cannot be read: {error}", "items": []}


def examine(places: Folders) -> dict[str, Any]:
    """The whole report as plain values; `ok` says whether all is well, `items` are the ids of all events."""
    journal, writable = _journal(places), _writable(places.home)
    return {
        "ok": journal["ok"] and writable,
        "casewalk": __version__,
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "encoding": sys.stdout.encoding,
        "packages": {name: _version(name) for name in PACKAGES},
        "home": str(places.home),
        "writable": writable,
        "journal": {"state": journal["state"], "events": len(journal["items"])},
        "backups": _backups(places.backups),
        "items": journal["items"],
    }


def _backups(folder: Path) -> dict[str, int]:
    """How many events each backup holds, -1 of a damaged one; none where the folder may not be looked into."""
    try:
        return {path.name: good(path) for path in sorted(folder.glob("journal-*.db"))}
    except OSError:
        return {}


def _writable(home: Path) -> bool:
    """Whether a folder can be written, or made where it is not there yet."""
    # The method of a path raises where a folder above may not be looked into.
    nearest = next((path for path in (home, *home.parents) if os.path.exists(path)), None)  # noqa: PTH110
    if nearest is None or not nearest.is_dir():
        return False
    return os.access(nearest, os.W_OK | os.X_OK, effective_ids=_EFFECTIVE)


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "not installed"


def report(found: dict[str, Any]) -> tuple[str, ...]:
    """The report as lines of text."""
    unwritten = "" if found["writable"] else ", where nothing can be written: answers are not being saved"
    lines = [
        f"casewalk {found['casewalk']}, Python {found['python']}, SQLite {found['sqlite']}, {found['encoding']}",
        "packages: " + ", ".join(f"{name} {version}" for name, version in found["packages"].items()),
        f"home: {found['home']}{unwritten}",
        f"journal: {found['journal']['state']}, {found['journal']['events']} events",
    ]
    lines += [
        f"backup: {name}, {f'{count} events' if count >= 0 else 'which is damaged'}"
        for name, count in found["backups"].items()
    ] or ["backups: none yet"]
    return (*lines, "all is well" if found["ok"] else "something is wrong; answers already saved are kept")

"""Opening the journal: made where it is missing, brought forward where it is old, mended where it is damaged."""

from __future__ import annotations

import errno
import re
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from casewalk.journal.backups import newest_good, save_backup
from casewalk.journal.folders import Folders, make_private
from casewalk.journal.schema import VERSION, connect, migrate, quick_check, roll_back, version_of
from casewalk.journal.store import Journal, NotSaved, readable_rows, reason_of


@dataclass(frozen=True)
class Opened:
    """The journal, or None where answers cannot be saved; and sentences for the learner."""

    journal: Journal | None
    notices: tuple[str, ...] = ()


def _stamp(now: str) -> str:
    return re.sub(r"[^0-9T]", "", now)[:15]


def _state(path: Path, places: Folders) -> str:
    """`new`, `sound`, `newer` or `damaged`. Raises sqlite3.OperationalError for what may pass: locked, not allowed."""
    if not path.exists():
        return "new"
    if not path.is_file():
        raise OSError(errno.EINVAL, f"{path.name} is no file")
    roll_back(path)
    if path.stat().st_size == 0:
        return "damaged" if newest_good(places.backups) else "new"
    connection = connect(path, read_only=True)
    try:
        if version_of(connection) > VERSION:
            return "newer"
        if not quick_check(connection):
            return "damaged"
        connection.execute("SELECT count(*) FROM events").fetchone()
    except sqlite3.OperationalError as error:
        if "no such table" in str(error):
            return "new" if version_of(connection) == 0 else "damaged"
        raise
    except sqlite3.DatabaseError:
        return "damaged"
    finally:
        connection.close()
    return "sound"


def open_journal(places: Folders, now: str) -> Opened:
    """Open the journal at a time (ISO text). Never raises: what cannot be saved is said in a notice."""
    try:
        make_private(places.home)
        state = _state(places.journal, places)
        if state == "newer":
            journal = Journal(places.journal, connect(places.journal, read_only=True), read_only=True)
            text = (
                "The journal was written by a newer casewalk; it is open for reading, and answers are not being saved."
            )
            return Opened(journal, (text,))
        notices = _mend(places, now) if state == "damaged" else ()
        journal = _ready(places)
        save_backup(journal, places.backups, now)
        return Opened(journal, notices)
    except sqlite3.Error as error:
        return Opened(None, (f"Answers are not being saved: {reason_of(error)}.",))
    except FileExistsError:
        return Opened(None, (f"Answers are not being saved: {places.home} is no folder.",))
    except OSError as error:
        return Opened(None, (f"Answers are not being saved: {error.strerror or error} ({places.home}).",))


def _ready(places: Folders) -> Journal:
    connection = connect(places.journal)
    if version_of(connection) < VERSION:
        migrate(connection)
    places.journal.chmod(0o600)
    return Journal(places.journal, connection)


def _aside(path: Path, now: str) -> Path:
    """A dated name that no other file has."""
    names = (f"{path.name}.damaged-{_stamp(now)}{end}" for end in ("", *(f"-{n}" for n in range(2, 1000))))
    return next(aside for name in names if not (aside := path.with_name(name)).exists())


def _mend(places: Folders, now: str) -> tuple[str, ...]:
    """Set the damaged file aside, restore the newest good backup, and add what can still be read."""
    path = places.journal
    aside = _aside(path, now)
    salvaged = list(readable_rows(path)) if path.exists() else []
    if path.exists():
        path.replace(aside)
    hot = Path(f"{path}-journal")
    if hot.exists():
        hot.replace(Path(f"{aside}-journal"))
    backup = newest_good(places.backups)
    if backup is not None:
        path.write_bytes(backup.read_bytes())
    journal = _ready(places)
    try:
        added = _add_missing(journal, salvaged)
        total = len(journal.entries())
    finally:
        journal.close()
    source = f" from the backup {backup.name}" if backup else ""
    restored = f"it was kept as {aside.name} and restored{source}"
    return (f"The journal was damaged; {restored}: {total} events, {added} of them salvaged.",)


def _add_missing(journal: Journal, rows: list[tuple[str, str, str, str, str, str]]) -> int:
    have = {(e.attempt, e.case_id, e.digest, e.at, e.kind, e.body) for e in journal.entries()}
    added = 0
    for row in rows:
        if row not in have:
            try:
                journal.append(*row)
            except NotSaved:
                break
            added += 1
    return added

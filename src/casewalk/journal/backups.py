"""Backups: verified copies, thinned to seven days, four weeks and twelve months."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from casewalk.journal.folders import make_private
from casewalk.journal.schema import connect, quick_check
from casewalk.journal.store import Journal

DAILY, WEEKLY, MONTHLY = 7, 4, 12
_SHAPE = "%Y%m%dT%H%M%S"


def _when(path: Path) -> datetime | None:
    try:
        return datetime.strptime(path.stem.removeprefix("journal-"), _SHAPE).replace(tzinfo=UTC)
    except ValueError:
        return None


def _dated(folder: Path) -> list[tuple[datetime, Path]]:
    found = [(when, path) for path in folder.glob("journal-*.db") if (when := _when(path))]
    return sorted(found, reverse=True)


def keep(times: Iterable[datetime]) -> set[datetime]:
    """Which backups to keep: the newest of each of the last seven days, four weeks and twelve months that have one."""
    kept: set[datetime] = set()
    ordered = sorted(times, reverse=True)
    for most, bucket in ((DAILY, "%Y%m%d"), (WEEKLY, "%G%V"), (MONTHLY, "%Y%m")):
        seen: dict[str, datetime] = {}
        for when in ordered:
            seen.setdefault(when.strftime(bucket), when)
        kept |= set(list(seen.values())[:most])
    return kept


def good(path: Path) -> int:
    """How many events a backup holds; -1 where it cannot be trusted."""
    try:
        connection = connect(path, read_only=True)
    except sqlite3.Error:
        return -1
    try:
        if not quick_check(connection):
            return -1
        return int(connection.execute("SELECT count(*) FROM events").fetchone()[0])
    except sqlite3.Error:
        return -1
    finally:
        connection.close()


def newest_good(folder: Path) -> Path | None:
    """The newest backup that can be trusted."""
    return next((path for _, path in _dated(folder) if good(path) >= 0), None)


def save_backup(journal: Journal, folder: Path, now: str, *, force: bool = False) -> Path | None:
    """Copy the journal where something was written since the last copy and that is a day old; then thin.

    The copy is verified before an older one goes. Returns the new copy; None where none was due or could be made.
    """
    entries = journal.entries()
    dated = _dated(folder)
    moment = datetime.fromisoformat(now).astimezone(UTC)
    if not entries or (not force and dated and moment - dated[0][0] < timedelta(days=1)):
        return None
    if not force and dated and good(dated[0][1]) == len(entries):
        return None
    target = folder / f"journal-{moment.strftime(_SHAPE)}.db"
    try:
        make_private(folder)
        journal.copy_to(target)
        whole = good(target) >= len(entries)
    except (sqlite3.Error, OSError):
        whole = False
    if not whole:
        with contextlib.suppress(OSError):
            target.unlink(missing_ok=True)
        return None
    kept = keep(when for when, _ in _dated(folder))
    for when, path in _dated(folder):
        if when not in kept:
            path.unlink(missing_ok=True)
    return target

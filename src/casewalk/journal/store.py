"""The journal: an append-only log of events. What was acknowledged is on disk."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from casewalk.journal.schema import chain, connect, quick_check

ACK_VARIABLE = "CASEWALK_ACK_FILE"
"""A test's hook: a file to which each acknowledged event's id is appended."""
RESET = "reset"


class NotSaved(Exception):
    """An answer that could not be written; the message says why, for a learner to read."""


@dataclass(frozen=True)
class Entry:
    """One event as it was written."""

    id: int
    attempt: str
    case_id: str
    digest: str
    at: str
    kind: str
    body: str


@dataclass(frozen=True)
class Attempt:
    """One walk through a case: when it was last carried on (ISO text), and whether it was finished."""

    attempt: str
    case_id: str
    last: str
    finished: bool


_REASONS = {
    "SQLITE_FULL": "the disk is full",
    "SQLITE_READONLY": "the folder or file cannot be written",
    "SQLITE_READONLY_DBMOVED": "the journal's file was moved or replaced while the program ran",
    "SQLITE_CANTOPEN": "the journal's file cannot be opened",
    "SQLITE_BUSY": "another program keeps the journal locked",
    "SQLITE_IOERR": "the disk reported an error",
}


def reason_of(error: sqlite3.Error) -> str:
    """An SQLite error in a learner's words."""
    name = getattr(error, "sqlite_errorname", "") or ""
    for known in sorted(_REASONS, key=len, reverse=True):
        if name.startswith(known):
            return _REASONS[known]
    return f"the journal cannot be written ({name or error})"


class Journal:
    """An open event log. Methods may be called from a worker thread, one at a time."""

    def __init__(self, path: Path, connection: sqlite3.Connection, *, read_only: bool = False) -> None:
        self.path = path
        self.read_only = read_only
        self._connection = connection

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def append(self, attempt: str, case_id: str, digest: str, at: str, kind: str, body: str) -> int:
        """Write one event in a transaction of its own; returns its id once it is on disk. Raises NotSaved."""
        if self.read_only:
            raise NotSaved("this journal is open for reading only")
        row = (attempt, case_id, digest, at, kind, body)
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                found = self._connection.execute("SELECT link FROM events ORDER BY id DESC LIMIT 1").fetchone()
                link = chain(found[0] if found else "", row)
                cursor = self._connection.execute(
                    "INSERT INTO events (attempt, case_id, digest, at, kind, body, link) VALUES (?,?,?,?,?,?,?)",
                    (*row, link),
                )
                self._connection.execute("COMMIT")
            except sqlite3.Error:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
        except sqlite3.Error as error:
            raise NotSaved(reason_of(error)) from None
        written = int(cursor.lastrowid or 0)
        _acknowledge(written)
        return written

    def entries(self, attempt: str | None = None) -> tuple[Entry, ...]:
        """Every event, or those of one attempt, in the order in which they were written."""
        where, values = ("WHERE attempt = ? ", (attempt,)) if attempt else ("", ())
        columns = "id, attempt, case_id, digest, at, kind, body"
        rows = self._connection.execute(f"SELECT {columns} FROM events {where}ORDER BY id", values)  # noqa: S608
        return tuple(Entry(*row) for row in rows)

    def attempts(self, case_id: str | None = None) -> tuple[Attempt, ...]:
        """Attempts that no reset has hidden, the one with the latest event first."""
        rows = self._connection.execute(
            "SELECT attempt, max(case_id), max(at), max(kind = 'finished'), min(id) FROM events"
            " WHERE kind <> ? GROUP BY attempt ORDER BY max(id) DESC",
            (RESET,),
        ).fetchall()
        resets = self._connection.execute(
            "SELECT case_id, max(id) FROM events WHERE kind = ? GROUP BY case_id", (RESET,)
        )
        hidden = dict(resets.fetchall())
        return tuple(
            Attempt(attempt, case, last, bool(finished))
            for attempt, case, last, finished, begun in rows
            if begun > max(hidden.get("", 0), hidden.get(case, 0)) and case_id in {None, case}
        )

    def damaged_rows(self) -> tuple[int, ...]:
        """Ids of rows whose check value does not fit: a flipped bit, which SQLite itself does not see."""
        bad: list[int] = []
        before = ""
        rows = self._connection.execute(
            "SELECT id, attempt, case_id, digest, at, kind, body, link FROM events ORDER BY id"
        )
        for number, *row, link in rows:
            if chain(before, (row[0], row[1], row[2], row[3], row[4], row[5])) != link:
                bad.append(number)
            before = link
        return tuple(bad)

    def sound(self) -> bool:
        """Whether the file's structure is sound."""
        try:
            return quick_check(self._connection)
        except sqlite3.Error:
            return False

    def copy_to(self, target: Path) -> None:
        """A consistent copy of the whole file. Raises sqlite3.Error or OSError."""
        copy = sqlite3.connect(target)
        try:
            self._connection.backup(copy)
        finally:
            copy.close()
        target.chmod(0o600)

    def reset(self, attempt: str, case_id: str, at: str) -> int:
        """Hide every earlier attempt of a case, or of all cases where `case_id` is empty. Nothing is removed."""
        return self.append(attempt, case_id, "", at, RESET, "{}")


def _acknowledge(event_id: int) -> None:
    if path := os.environ.get(ACK_VARIABLE):
        with Path(path).open("a", encoding="utf-8") as stream:
            stream.write(f"{event_id}\n")


def readable_rows(path: Path) -> Iterable[tuple[str, str, str, str, str, str]]:
    """Rows of a damaged file whose check value fits, up to the first that cannot be read."""
    try:
        connection = connect(path, read_only=True)
    except sqlite3.Error:
        return
    before = ""
    try:
        for *row, link in connection.execute(
            "SELECT attempt, case_id, digest, at, kind, body, link FROM events ORDER BY id"
        ):
            if all(isinstance(value, str) for value in (*row, link)):
                whole = (row[0], row[1], row[2], row[3], row[4], row[5])
                if chain(before, whole) == link:
                    yield whole
                before = link
    except sqlite3.Error:
        return
    finally:
        connection.close()

"""The shape of the journal's file, and the settings under which SQLite keeps its word."""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from pathlib import Path

APPLICATION_ID = 0x63617365
VERSION = 1
BUSY_SECONDS = 5.0

TABLES = (
    """CREATE TABLE events (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        attempt TEXT NOT NULL,
        case_id TEXT NOT NULL,
        digest TEXT NOT NULL,
        at TEXT NOT NULL,
        kind TEXT NOT NULL,
        body TEXT NOT NULL,
        link TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX events_attempt ON events (attempt, id)",
    """CREATE TRIGGER events_no_update BEFORE UPDATE ON events
       BEGIN SELECT RAISE(ABORT, 'events are never changed'); END""",
    """CREATE TRIGGER events_no_delete BEFORE DELETE ON events
       BEGIN SELECT RAISE(ABORT, 'events are never removed'); END""",
)
MIGRATIONS: dict[int, tuple[str, ...]] = {0: TABLES}
"""What leads from each version to the next."""

PRAGMAS = (
    "PRAGMA journal_mode=DELETE",
    "PRAGMA synchronous=EXTRA",
    "PRAGMA fullfsync=ON",
    "PRAGMA foreign_keys=ON",
    "PRAGMA recursive_triggers=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA temp_store=MEMORY",
)
"""A rollback journal, synced with its folder: the mode that lost nothing in a power cut."""


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """A connection without implicit transactions, usable from a worker thread. Raises sqlite3.Error."""
    if read_only:
        return sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro",
            uri=True,
            isolation_level=None,
            timeout=BUSY_SECONDS,
            check_same_thread=False,
        )
    connection = sqlite3.connect(path, isolation_level=None, timeout=BUSY_SECONDS, check_same_thread=False)
    try:
        for pragma in PRAGMAS:
            connection.execute(pragma)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def roll_back(path: Path) -> None:
    """Let SQLite undo a write that was cut short; a connection for reading cannot, and would be refused for good."""
    if Path(f"{path}-journal").exists():
        with (
            contextlib.suppress(sqlite3.Error),
            contextlib.closing(sqlite3.connect(path, timeout=BUSY_SECONDS)) as found,
        ):
            version_of(found)


def version_of(connection: sqlite3.Connection) -> int:
    """The file's schema version; 0 for a new file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a file to this program's version, in one transaction a step. Raises sqlite3.Error."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        while (version := version_of(connection)) < VERSION:
            for statement in MIGRATIONS[version]:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version={version + 1}")
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute("COMMIT")
    except sqlite3.Error:
        connection.execute("ROLLBACK")
        raise


def chain(before: str, row: tuple[str, str, str, str, str, str]) -> str:
    """A row's check value: sixteen hex digits over the one before and the row itself."""
    text = "\x1f".join((before, *row))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def quick_check(connection: sqlite3.Connection) -> bool:
    """Whether the file's structure is sound. Raises sqlite3.Error where it cannot be read."""
    return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")


def is_blank(connection: sqlite3.Connection) -> bool:
    """Whether nothing was made in the file yet: a first start that was cut short. Raises sqlite3.Error."""
    return int(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]) == 0

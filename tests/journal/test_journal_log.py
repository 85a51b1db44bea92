"""The log only grows, each row vouches for the one before, and processes take turns."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from written import NOON, bodies_of, environment, filled, flip, opened, write

from casewalk.journal import Folders, NotSaved, open_journal
from casewalk.journal.doctor import examine, report
from casewalk.journal.logbook import Logbook
from casewalk.journal.schema import PRAGMAS, chain, connect
from casewalk.walk.answers import advance, note
from opened import stararena

WRITER = """
import sys
from casewalk.journal import Folders, open_journal
from pathlib import Path
found = open_journal(Folders(Path(sys.argv[1])), "2026-03-01T12:00:00+00:00")
assert found.journal is not None, found.notices
for n in range(int(sys.argv[3])):
    found.journal.append(sys.argv[2], "case", "digest", "2026-03-01T12:00:00+00:00", "note", str(n))
"""


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE events SET body = 'x' WHERE id = 2", "never changed"),
        ("UPDATE events SET link = ''", "never changed"),
        ("DELETE FROM events WHERE id = 2", "never removed"),
        ("DELETE FROM events", "never removed"),
        (
            "INSERT OR REPLACE INTO events (id, attempt, case_id, digest, at, kind, body, link)"
            " VALUES (2, 'x', 'x', 'x', 'x', 'x', 'x', 'x')",
            "never removed",
        ),
    ],
)
def test_no_row_is_changed_or_removed(places: Folders, statement: str, words: str) -> None:
    before = filled(places, 3)
    connection = connect(places.journal)
    with pytest.raises(sqlite3.IntegrityError, match=words):
        connection.execute(statement)
    connection.close()
    journal = opened(places)
    assert bodies_of(journal) == before
    assert journal.damaged_rows() == ()


def test_each_link_is_over_the_row_and_the_link_before(places: Folders) -> None:
    filled(places, 5)
    connection = connect(places.journal, read_only=True)
    rows = connection.execute(
        "SELECT attempt, case_id, digest, at, kind, body, link FROM events ORDER BY id"
    ).fetchall()
    before = ""
    for *row, link in rows:
        assert link == chain(before, tuple(row))
        before = link
    assert len({row[-1] for row in rows}) == 5
    assert all(len(row[-1]) == 16 for row in rows)


def test_a_flipped_byte_in_a_row_is_told_by_the_doctor_and_the_rest_is_kept(places: Folders) -> None:
    before = filled(places, 5)
    flip(places.journal, b'{"n":2}', b'{"n":7}')
    found = examine(places)
    assert not found["ok"]
    assert found["journal"]["state"] == "rows that do not fit: [3]"
    assert found["items"] == [1, 2, 3, 4, 5]
    assert report(found)[-1] == "something is wrong; answers already saved are kept"
    journal = opened(places)
    assert journal.damaged_rows() == (3,)
    assert [b for b in bodies_of(journal) if b in before] == [b for b in before if b != '{"n":2}']


def test_a_row_taken_out_behind_the_triggers_is_seen(places: Folders) -> None:
    filled(places, 5)
    connection = connect(places.journal)
    connection.execute("DROP TRIGGER events_no_delete")
    connection.execute("DELETE FROM events WHERE id = 3")
    connection.close()
    assert opened(places).damaged_rows() == (4,)
    assert not examine(places)["ok"]


def test_the_settings_that_keep_the_word_are_in_force(places: Folders) -> None:
    journal = opened(places)
    connection = journal._connection
    read = {p.split()[1].split("=")[0] for p in PRAGMAS}
    values = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in read}
    assert values["journal_mode"] == "delete"
    assert values["synchronous"] == 3
    assert values["recursive_triggers"] == 1
    assert values["trusted_schema"] == 0


def test_folder_and_file_are_the_owners_alone(places: Folders) -> None:
    opened(places)
    assert stat.S_IMODE(places.home.stat().st_mode) == 0o700
    assert stat.S_IMODE(places.journal.stat().st_mode) == 0o600


def test_three_processes_write_at_once_from_the_first_start(places: Folders) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(places.home), name, "150"], env=environment(), stderr=subprocess.PIPE
        )
        for name in "abc"
    ]
    ends = [(writer.communicate()[1].decode(), writer.returncode) for writer in writers]
    assert ends == [("", 0)] * 3
    journal = opened(places)
    entries = journal.entries()
    assert [entry.id for entry in entries] == list(range(1, 451))
    for name in "abc":
        assert [entry.body for entry in journal.entries(name)] == [str(n) for n in range(150)]
    assert journal.damaged_rows() == ()
    assert examine(places)["ok"]


def test_a_lock_that_another_program_keeps_is_named(places: Folders) -> None:
    journal = opened(places)
    journal._connection.execute("PRAGMA busy_timeout=1")
    other = connect(places.journal)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(NotSaved, match="another program keeps the journal locked"):
        write(journal, 1)
    other.execute("ROLLBACK")
    assert write(journal, 1) == [1]


def test_a_full_disk_is_said_and_every_saved_answer_stays(places: Folders) -> None:
    journal = opened(places)
    pages = journal._connection.execute("PRAGMA page_count").fetchone()[0]
    journal._connection.execute(f"PRAGMA max_page_count={pages + 4}")
    saved: list[int] = []

    def fill() -> None:
        saved.extend(journal.append("a", "case", "digest", NOON, "note", "x" * 500) for _ in range(1000))

    with pytest.raises(NotSaved, match="the disk is full"):
        fill()
    assert saved
    assert not journal._connection.in_transaction
    assert [e.id for e in journal.entries()] == saved
    assert examine(places)["ok"]


def test_a_full_disk_is_said_during_a_walk_and_what_is_owed_is_written_once_there_is_room(places: Folders) -> None:
    journal = opened(places)
    logbook = Logbook(journal, lambda: NOON)
    assert logbook.trouble == ""
    write(journal, 200)
    pages = journal._connection.execute("PRAGMA page_count").fetchone()[0]
    journal._connection.execute(f"PRAGMA max_page_count={pages}")
    with pytest.raises(NotSaved):
        write(journal, 200)
    digest = "d" * 3000
    walk = logbook.start(stararena(), digest, "walk", "seed")
    assert logbook.trouble == "answers are not being saved: the disk is full"
    assert walk.case_id == "stararena"
    walk = logbook.record(stararena(), walk, advance(stararena(), walk), digest)
    assert logbook.resume(stararena(), "walk") is None
    journal._connection.execute(f"PRAGMA max_page_count={pages + 100}")
    walk = logbook.record(stararena(), walk, note(stararena(), walk, "there is room again"), digest)
    assert logbook.trouble == ""
    assert logbook.resume(stararena(), "walk") == walk
    assert [entry.kind for entry in journal.entries("walk")] == ["started", "advanced", "noted"]
    assert journal.damaged_rows() == ()


def test_a_file_taken_away_while_the_program_runs_is_no_saved_answer(places: Folders) -> None:
    journal = opened(places)
    write(journal, 1)
    places.journal.rename(places.home / "elsewhere.db")
    with pytest.raises(NotSaved, match="moved or replaced"):
        write(journal, 1)


def test_without_a_journal_a_walk_goes_on_in_memory_and_says_so(places: Folders) -> None:
    logbook = Logbook(None, lambda: NOON)
    assert logbook.trouble == "answers are not being saved"
    assert logbook.start(stararena(), "digest", "walk", "seed").attempt == "walk"
    assert logbook.attempts() == ()
    assert not places.home.exists()


def test_a_reset_hides_attempts_and_removes_nothing(places: Folders) -> None:
    journal = opened(places)
    journal.append("one", "first", "d", NOON, "note", "{}")
    journal.append("two", "second", "d", NOON, "note", "{}")
    journal.reset("reset-one", "first", NOON)
    assert [a.attempt for a in journal.attempts()] == ["two"]
    journal.append("three", "first", "d", NOON, "note", "{}")
    assert [a.attempt for a in journal.attempts("first")] == ["three"]
    journal.reset("reset-all", "", NOON)
    assert journal.attempts() == ()
    assert [e.attempt for e in journal.entries()] == ["one", "two", "reset-one", "three", "reset-all"]


def test_the_reset_command_makes_a_copy_first(places: Folders) -> None:
    before = filled(places, 4)
    command = [sys.executable, "-m", "casewalk", "--home", str(places.home), "reset", "case"]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    (copy,) = places.backups.glob("journal-*.db")
    assert done.stdout == f"Attempts at case are hidden; a copy is in {copy}.\n"
    held = open_journal_at(copy)
    assert held == before
    journal = opened(places)
    assert bodies_of(journal)[:4] == before
    assert journal.attempts() == ()


def open_journal_at(path: Path) -> list[str]:
    connection = connect(path, read_only=True)
    rows = connection.execute("SELECT body FROM events ORDER BY id").fetchall()
    connection.close()
    return [row[0] for row in rows]


def test_acknowledgements_follow_the_disk(places: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = tmp_path / "told"
    monkeypatch.setenv("CASEWALK_ACK_FILE", str(told))
    found = open_journal(places, NOON).journal
    assert found is not None
    ids = write(found, 3)
    found._connection.execute("PRAGMA query_only=ON")
    with pytest.raises(NotSaved):
        write(found, 1)
    assert told.read_text().split() == [str(n) for n in ids]

"""Whatever is found where the journal should be, it opens or says in a sentence that it does not."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from written import LATER, NOON, bodies_of, cut_short, filled, opened, write

from casewalk.journal import Folders, NotSaved, open_journal
from casewalk.journal.backups import newest_good, save_backup
from casewalk.journal.doctor import examine, report
from casewalk.journal.logbook import Logbook
from casewalk.journal.schema import VERSION, connect
from nobody import let_in, nobody


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _text(path: Path) -> None:
    path.write_text("my notes\n", encoding="utf-8")


def _long_text(path: Path) -> None:
    path.write_text("my notes\n" * 2000, encoding="utf-8")


def _half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _tail_gone(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def _header_byte(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[3] ^= 0x10
    path.write_bytes(data)


def _root_page(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[100] ^= 0xFF
    path.write_bytes(data)


def _zeroes(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:4096] + bytes(len(data) - 4096))


DAMAGE = (_empty, _text, _long_text, _half, _tail_gone, _header_byte, _root_page, _zeroes)


def backed_up(places: Folders, count: int) -> list[str]:
    """A journal with a backup of all that is in it, closed."""
    journal = opened(places)
    write(journal, count)
    assert save_backup(journal, places.backups, NOON) is not None
    bodies = bodies_of(journal)
    journal.close()
    return bodies


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_file_is_set_aside_and_the_backup_restored(places: Folders, damage: Callable[[Path], None]) -> None:
    before = backed_up(places, 60)
    damage(places.journal)
    spoilt = places.journal.read_bytes()
    found = open_journal(places, LATER)
    assert found.journal is not None
    (notice,) = found.notices
    aside = places.home / "journal.db.damaged-20260302T130000"
    assert aside.read_bytes() == spoilt
    assert aside.name in notice
    assert "restored from the backup journal-20260301T120000.db: 60 events, 0 of them salvaged" in notice
    assert bodies_of(found.journal) == before
    assert found.journal.damaged_rows() == ()
    assert write(found.journal, 1) == [61]
    assert examine(places)["ok"]


@pytest.mark.parametrize("damage", [d for d in DAMAGE if d is not _empty])
def test_the_doctor_tells_of_damage_and_changes_nothing(places: Folders, damage: Callable[[Path], None]) -> None:
    backed_up(places, 60)
    damage(places.journal)
    before = {path: path.read_bytes() for path in places.home.rglob("*") if path.is_file()}
    found = examine(places)
    assert not found["ok"]
    assert found["journal"]["state"]
    assert found["backups"] == {"journal-20260301T120000.db": 60}
    assert {path: path.read_bytes() for path in places.home.rglob("*") if path.is_file()} == before


def test_a_file_emptied_is_no_first_start_where_a_backup_exists(places: Folders) -> None:
    backed_up(places, 3)
    _empty(places.journal)
    assert not examine(places)["ok"]


def test_rows_since_the_backup_are_salvaged(places: Folders) -> None:
    backed_up(places, 5)
    journal = opened(places)
    journal.append("b", "case", "digest", LATER, "note", "later")
    before = bodies_of(journal)
    connection = connect(places.journal)
    page = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'events_attempt'").fetchone()[0]
    connection.close()
    journal.close()
    data = bytearray(places.journal.read_bytes())
    data[(page - 1) * 4096 : page * 4096] = os.urandom(4096)
    places.journal.write_bytes(data)
    found = open_journal(places, LATER)
    assert found.journal is not None
    assert "6 events, 1 of them salvaged" in found.notices[0]
    assert bodies_of(found.journal) == before
    assert found.journal.damaged_rows() == ()


def test_damage_without_a_backup_starts_anew_and_keeps_the_file(places: Folders) -> None:
    places.home.mkdir()
    _text(places.journal)
    found = open_journal(places, NOON)
    assert found.journal is not None
    assert bodies_of(found.journal) == []
    assert (places.home / "journal.db.damaged-20260301T120000").read_text(encoding="utf-8") == "my notes\n"
    assert "damaged" in found.notices[0]
    assert write(found.journal, 1) == [1]


def test_damage_twice_in_a_second_keeps_both_files(places: Folders) -> None:
    places.home.mkdir()
    for text in ("first", "second"):
        places.journal.write_text(text, encoding="utf-8")
        found = open_journal(places, NOON)
        assert found.journal is not None
        found.journal.close()
    kept = {path.read_bytes() for path in places.home.glob("journal.db.damaged-*")}
    assert kept == {b"first", b"second"}


def test_a_damaged_backup_is_passed_over(places: Folders) -> None:
    before = backed_up(places, 4)
    bad = places.backups / "journal-20260301T235959.db"
    _text(bad)
    good = newest_good(places.backups)
    assert good is not None
    assert good.name == "journal-20260301T120000.db"
    _text(places.journal)
    found = open_journal(places, LATER)
    assert found.journal is not None
    assert bodies_of(found.journal) == before
    assert good.name in found.notices[0]


def test_an_empty_file_is_a_first_start(places: Folders) -> None:
    places.home.mkdir()
    _empty(places.journal)
    assert examine(places)["journal"] == {"state": "none yet", "events": 0}
    assert write(opened(places), 2) == [1, 2]


def test_a_write_cut_short_is_rolled_back_and_the_journal_goes_on(places: Folders) -> None:
    before = filled(places, 5)
    cut_short(places)
    journal = opened(places)
    assert bodies_of(journal) == before
    assert write(journal, 1) == [6]
    assert journal.damaged_rows() == ()


def test_the_doctor_sees_past_a_write_cut_short_and_leaves_the_file_alone(places: Folders) -> None:
    filled(places, 5)
    cut_short(places)
    before = {path: path.read_bytes() for path in places.home.iterdir()}
    found = examine(places)
    assert found["ok"]
    assert found["journal"] == {"state": "sound", "events": 5}
    assert {path: path.read_bytes() for path in places.home.iterdir()} == before


def test_a_folder_in_place_of_the_file(places: Folders) -> None:
    places.journal.mkdir(parents=True)
    (places.journal / "kept").write_text("mine", encoding="utf-8")
    found = open_journal(places, NOON)
    assert found.journal is None
    assert found.notices == (f"Answers are not being saved: journal.db is no file ({places.home}).",)
    assert (places.journal / "kept").read_text(encoding="utf-8") == "mine"
    assert not examine(places)["ok"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_in_place_of_the_file_is_not_waited_for(places: Folders) -> None:
    places.home.mkdir()
    os.mkfifo(places.journal)
    assert open_journal(places, NOON).journal is None
    assert examine(places)["journal"]["state"] == "is no file"


def test_a_file_where_the_folder_should_be(places: Folders) -> None:
    places.home.write_text("mine", encoding="utf-8")
    found = open_journal(places, NOON)
    assert found.journal is None
    assert found.notices == (f"Answers are not being saved: {places.home} is no folder.",)
    assert places.home.read_text(encoding="utf-8") == "mine"
    told = examine(places)
    assert not told["ok"]
    assert report(told)[2] == f"home: {places.home}, where nothing can be written: answers are not being saved"


def test_a_file_above_the_folder(places: Folders) -> None:
    places.home.write_text("mine", encoding="utf-8")
    below = Folders(places.home / "below")
    found = open_journal(below, NOON)
    assert found.journal is None
    assert found.notices == (f"Answers are not being saved: Not a directory ({below.home}).",)
    assert not examine(below)["writable"]


def test_a_folder_that_cannot_be_written(places: Folders, tmp_path: Path) -> None:
    let_in(tmp_path)
    places.home.mkdir()
    places.home.chmod(0o555)
    with nobody():
        found, told = open_journal(places, NOON), examine(places)
    assert found.journal is None
    assert found.notices == ("Answers are not being saved: the journal's file cannot be opened.",)
    assert (told["ok"], told["writable"]) == (False, False)


def test_a_folder_that_may_not_be_looked_into(places: Folders, tmp_path: Path) -> None:
    below = Folders(places.home / "below")
    let_in(tmp_path)
    below.home.mkdir(parents=True)
    places.home.chmod(0)
    try:
        with nobody():
            found, told = open_journal(below, NOON), examine(below)
    finally:
        places.home.chmod(0o700)
    assert found.journal is None
    assert (told["ok"], told["writable"], told["journal"]["state"]) == (
        False,
        False,
        "cannot be read: Permission denied",
    )


def test_a_file_that_turns_unwritable_is_said_at_the_next_answer(places: Folders) -> None:
    journal = opened(places)
    logbook = Logbook(journal, lambda: NOON)
    journal._connection.execute("PRAGMA query_only=ON")
    with pytest.raises(NotSaved, match="the folder or file cannot be written"):
        write(journal, 1)
    journal._connection.execute("PRAGMA query_only=OFF")
    assert write(journal, 1) == [1]
    assert logbook.trouble == ""


def test_a_newer_journal_is_read_and_never_written(places: Folders) -> None:
    before = filled(places, 3)
    connection = connect(places.journal)
    connection.execute(f"PRAGMA user_version={VERSION + 1}")
    connection.close()
    data = places.journal.read_bytes()
    found = open_journal(places, LATER)
    assert found.journal is not None
    assert found.notices == (
        "The journal was written by a newer casewalk; it is open for reading, and answers are not being saved.",
    )
    assert bodies_of(found.journal) == before
    with pytest.raises(NotSaved, match="open for reading only"):
        write(found.journal, 1)
    assert Logbook(found.journal, lambda: NOON).trouble == "answers are not being saved"
    assert examine(places)["journal"]["state"] == f"written by a newer program (format {VERSION + 1})"
    assert places.journal.read_bytes() == data
    assert not places.backups.exists()


def test_a_folder_of_any_name(tmp_path: Path) -> None:
    places = Folders(tmp_path / "a b?mode=ro#100%20 é")
    filled(places, 2)
    assert examine(places)["items"] == [1, 2]
    assert len(opened(places).entries()) == 2

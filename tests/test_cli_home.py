"""The commands that look after a learner's folder: doctor, reset and export."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from casewalk.journal.folders import cache_folder
from opened import logbook_in, stararena
from piped import printed


def test_the_doctor_is_content_with_a_new_folder_and_makes_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    told = printed(capsys, "--home", str(tmp_path / "home"), "doctor").splitlines()
    assert f"home: {tmp_path / 'home'}" in told
    assert "journal: none yet, 0 events" in told
    assert told[-1] == "all is well"
    assert not (tmp_path / "home").exists()


def test_the_doctor_counts_events_and_tells_damage(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    logbook_in(tmp_path).start(stararena(), "d", "attempt", "s")
    found = json.loads(printed(capsys, "--home", str(tmp_path), "doctor", "--json"))
    assert (found["ok"], found["journal"], len(found["items"])) == (True, {"state": "sound", "events": 1}, 1)
    for file in tmp_path.glob("journal.db*"):
        file.write_bytes(b"this is no database at all, and long enough to be read as one" * 40)
    found = json.loads(printed(capsys, "--home", str(tmp_path), "doctor", "--json", status=1))
    assert not found["ok"]


def test_the_home_may_come_from_the_environment(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASEWALK_HOME", str(tmp_path / "env"))
    assert f"home: {tmp_path / 'env'}" in printed(capsys, "doctor")
    assert f"home: {tmp_path / 'given'}" in printed(capsys, "--home", str(tmp_path / "given"), "doctor")


def test_a_home_of_nobody_is_told_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    told = printed(capsys, "--home", "~no-such-user/x", "doctor", status=2)
    assert told.startswith("casewalk: ~no-such-user/x leads to no home folder that is known here; ")
    assert len(told.splitlines()) == 1
    assert cache_folder("~no-such-user/x") is None


def test_a_reset_hides_attempts_and_keeps_a_copy(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    logbook_in(tmp_path).start(stararena(), "d", "attempt", "s")
    told = printed(capsys, "--home", str(tmp_path), "reset", "stararena")
    assert told.startswith("Attempts at stararena are hidden; a copy is in ")
    assert logbook_in(tmp_path).attempts("stararena") == ()
    assert list((tmp_path / "backups").iterdir())


def test_a_reset_of_nothing_is_told_and_writes_nothing(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    reset = ("--home", str(tmp_path), "reset")
    assert printed(capsys, *reset, status=2) == "casewalk: no attempts at any case\n"
    logbook_in(tmp_path).start(stararena(), "d", "attempt", "s")
    told = printed(capsys, *reset, "starbarena", status=2)
    assert told == "casewalk: no attempts at starbarena; there are some at stararena\n"
    assert json.loads(printed(capsys, "--home", str(tmp_path), "doctor", "--json"))["journal"]["events"] == 1


def test_a_reset_without_room_for_a_copy_hides_nothing(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    logbook_in(tmp_path).start(stararena(), "d", "attempt", "s")
    (tmp_path / "backups").write_text("no folder", encoding="utf-8")
    told = printed(capsys, "--home", str(tmp_path), "reset", "stararena", status=2)
    assert told == f"casewalk: nothing was hidden: no copy could be made in {tmp_path / 'backups'}\n"
    assert len(logbook_in(tmp_path).attempts("stararena")) == 1


def test_a_reset_tells_that_a_damaged_journal_was_mended(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "journal.db").write_text("my notes", encoding="utf-8")
    told = printed(capsys, "--home", str(tmp_path), "reset", "stararena", status=2).splitlines()
    assert told[0].startswith("The journal was damaged; it was kept as journal.db.damaged-")
    assert told[1:] == ["casewalk: no attempts at stararena"]


def test_an_export_without_a_journal_does_not_claim_that_nothing_was_walked(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "journal.db").mkdir()
    arguments = ("--home", str(tmp_path), "export", "stararena", str(tmp_path / "out"))
    told = printed(capsys, *arguments, status=2).splitlines()
    assert told[0].startswith("Answers are not being saved: journal.db is no file")
    assert told[1:] == ["casewalk: your decisions cannot be read now, so none was exported"]
    assert not (tmp_path / "out").exists()

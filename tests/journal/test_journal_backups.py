"""Copies are made once a day where something changed, verified, and thinned."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from written import LATER, NOON, filled, opened, write

from casewalk.journal import Folders, Journal
from casewalk.journal.backups import good, keep, newest_good, save_backup
from casewalk.journal.doctor import examine, report


def test_four_hundred_days_are_thinned_to_days_weeks_and_months() -> None:
    newest = datetime(2026, 3, 1, 12, tzinfo=UTC)
    times = [newest - timedelta(days=n) for n in range(400)]
    kept = keep(times)
    assert kept >= set(times[:7])
    weeks = sorted({t.strftime("%G%V") for t in times}, reverse=True)[:4]
    months = sorted({t.strftime("%Y%m") for t in times}, reverse=True)[:12]
    assert [w for w in weeks if all(t.strftime("%G%V") != w for t in kept)] == []
    assert sorted({t.strftime("%Y%m") for t in kept}, reverse=True) == months
    assert 18 <= len(kept) <= 7 + 4 + 12


def test_of_one_day_the_newest_is_kept() -> None:
    hours = [datetime(2026, 3, 1, hour, tzinfo=UTC) for hour in range(24)]
    assert keep(hours) == {hours[-1]}
    assert keep([]) == set()


def test_a_copy_is_made_once_a_day_and_only_after_a_change(places: Folders) -> None:
    journal = opened(places)
    assert save_backup(journal, places.backups, NOON) is None
    write(journal, 2)
    first = save_backup(journal, places.backups, NOON)
    assert first == places.backups / "journal-20260301T120000.db"
    assert good(first) == 2
    write(journal, 1)
    assert save_backup(journal, places.backups, "2026-03-02T11:59:59+00:00") is None
    second = save_backup(journal, places.backups, LATER)
    assert second is not None
    assert good(second) == 3
    assert save_backup(journal, places.backups, "2026-03-09T12:00:00+00:00") is None
    assert newest_good(places.backups) == second


def test_opening_makes_the_copy_that_is_due(places: Folders) -> None:
    filled(places, 3)
    opened(places, LATER)
    assert [path.name for path in places.backups.iterdir()] == ["journal-20260302T130000.db"]


def test_old_copies_go_and_other_files_stay(places: Folders) -> None:
    journal = opened(places)
    start = datetime(2025, 1, 1, 12, tzinfo=UTC)
    for day in range(60):
        write(journal, 1)
        assert save_backup(journal, places.backups, (start + timedelta(days=day)).isoformat()) is not None
        if day == 0:
            (places.backups / "journal-mine.db").write_text("mine", encoding="utf-8")
    kept = sorted(path.name for path in places.backups.glob("journal-2*.db"))
    times = [start + timedelta(days=day) for day in range(60)]
    assert kept[-7:] == [f"journal-{t:%Y%m%dT%H%M%S}.db" for t in times[-7:]]
    assert len(kept) < 15
    assert (places.backups / "journal-mine.db").read_text(encoding="utf-8") == "mine"


def test_a_copy_that_cannot_be_made_takes_no_older_one_away(places: Folders) -> None:
    journal = opened(places)
    write(journal, 1)
    places.backups.write_text("mine", encoding="utf-8")
    assert save_backup(journal, places.backups, NOON) is None
    assert places.backups.read_text(encoding="utf-8") == "mine"
    assert len(journal.entries()) == 1


def test_a_copy_that_was_cut_short_is_taken_away(places: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = opened(places)
    write(journal, 1)

    def cut_short(_: Journal, target: Path) -> None:
        target.write_bytes(b"SQLite format 3")
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(Journal, "copy_to", cut_short)
    assert save_backup(journal, places.backups, NOON) is None
    assert list(places.backups.iterdir()) == []


def test_a_damaged_copy_is_called_so(places: Folders) -> None:
    write(opened(places), 2)
    places.backups.mkdir()
    (places.backups / "journal-20260301T120000.db").write_text("no database", encoding="utf-8")
    assert "backup: journal-20260301T120000.db, which is damaged" in report(examine(places))

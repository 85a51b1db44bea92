"""Copies are made once a day where something changed, verified, and thinned."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from written import LATER, NOON, filled, opened, write

from casewalk.journal import Folders, Settings, load_settings, save_settings
from casewalk.journal.backups import good, keep, newest_good, save_backup


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


@pytest.mark.parametrize(
    "text",
    ["", "{", "[1, 2]", '"dark"', "null", "[" * 100_000, "\x00\x01", '{"theme": "light"'],
    ids=["nothing", "open", "list", "text", "null", "deep", "control", "cut"],
)
def test_settings_that_cannot_be_read_are_set_aside(places: Folders, text: str) -> None:
    places.home.mkdir()
    places.settings.write_text(text, encoding="utf-8")
    settings, notice = load_settings(places.settings)
    assert settings == Settings()
    assert "set aside, and defaults are used" in notice
    assert (places.home / "settings.unreadable").read_text(encoding="utf-8") == text
    assert load_settings(places.settings) == (Settings(), "")


def test_settings_in_another_encoding_or_a_folder_are_set_aside(places: Folders) -> None:
    places.home.mkdir()
    places.settings.write_bytes(b'{"theme": "\xff\xfe"}')
    assert load_settings(places.settings)[0] == Settings()
    (places.home / "settings.unreadable").unlink()
    places.settings.mkdir()
    settings, notice = load_settings(places.settings)
    assert settings == Settings()
    assert notice


@pytest.mark.parametrize("theme", ["plaid", 7, None, ["dark"], {}])
def test_a_theme_that_does_not_exist_falls_back(places: Folders, theme: object) -> None:
    places.home.mkdir()
    places.settings.write_text(json.dumps({"theme": theme, "other": 1}), encoding="utf-8")
    assert load_settings(places.settings) == (Settings("dark", {"other": 1}), "")


def test_settings_come_back_with_keys_of_other_versions(places: Folders) -> None:
    assert save_settings(places.settings, Settings("light", {"later": [1, 2]}))
    assert load_settings(places.settings) == (Settings("light", {"later": [1, 2]}), "")
    assert [path.name for path in places.home.iterdir()] == ["settings.json"]


def test_settings_that_cannot_be_written_leave_the_old_ones(places: Folders) -> None:
    assert save_settings(places.settings, Settings("light"))
    (places.home / "settings.part").mkdir()
    assert not save_settings(places.settings, Settings("dark"))
    assert load_settings(places.settings) == (Settings("light"), "")


@pytest.mark.parametrize("motion", [True, False, None])
def test_motion_is_remembered_where_it_was_chosen(places: Folders, motion: bool | None) -> None:
    assert save_settings(places.settings, Settings(motion=motion))
    assert load_settings(places.settings) == (Settings(motion=motion), "")
    assert ("motion" in places.settings.read_text(encoding="utf-8")) is (motion is not None)


def test_motion_that_is_neither_is_not_chosen(places: Folders) -> None:
    places.home.mkdir(parents=True, exist_ok=True)
    places.settings.write_text('{"motion": "often"}', encoding="utf-8")
    assert load_settings(places.settings) == (Settings(), "")

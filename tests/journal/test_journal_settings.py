"""Settings: what was chosen comes back, and what cannot be read is set aside."""

from __future__ import annotations

import json

import pytest

from casewalk.journal import Folders, Settings, load_settings, save_settings


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

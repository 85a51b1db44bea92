"""What every test shares: the caches of whoever runs them stay as they are, and a case that ships is opened once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from casewalk import journal
from opened import open_once

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    where: Path = tmp_path_factory.getbasetemp() / "cache"
    monkeypatch.setattr(journal, "cache_folder", lambda _given: where)


@pytest.fixture(autouse=True)
def _opened_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casewalk.script.checker.open_case", open_once)

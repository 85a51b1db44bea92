"""What every test shares: nothing is kept in the caches of whoever runs the tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from casewalk import journal


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    where: Path = tmp_path_factory.getbasetemp() / "cache"
    monkeypatch.setattr(journal, "cache_folder", lambda _given: where)

"""A learner's folder for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from casewalk.journal import Folders


@pytest.fixture
def places(tmp_path: Path) -> Folders:
    """A folder that is not there yet."""
    return Folders(tmp_path / "home")

"""Where the learner's data lives."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

HOME_VARIABLE = "CASEWALK_HOME"


class NoHome(OSError):
    """No folder could be found or made for the learner's data."""


@dataclass(frozen=True)
class Folders:
    """The learner's folder and what is in it."""

    home: Path

    @property
    def journal(self) -> Path:
        """The event log."""
        return self.home / "journal.db"

    @property
    def backups(self) -> Path:
        """Verified copies of the event log."""
        return self.home / "backups"

    @property
    def settings(self) -> Path:
        """Theme and other choices."""
        return self.home / "settings.json"

    @property
    def crashes(self) -> Path:
        """Reports of crashes, without the learner's words."""
        return self.home / "crashes"


def _named(given: str | None) -> Path | None:
    """The folder that `--home` or the environment names; None where neither does. Raises NoHome for nobody's home."""
    named = given or os.environ.get(HOME_VARIABLE)
    try:
        return Path(named).expanduser().absolute() if named else None
    except RuntimeError:
        raise NoHome(f"{named} leads to no home folder that is known here; name another one with --home DIR") from None


def folders(given: str | None = None) -> Folders:
    """The folders under `--home`, the environment's CASEWALK_HOME, or the platform's place for user data.

    Raises NoHome where none can be named; nothing is made here.
    """
    if named := _named(given):
        return Folders(named)
    import platformdirs  # noqa: PLC0415 - only where no folder is named

    try:
        return Folders(Path(platformdirs.user_data_dir("casewalk", appauthor=False)))
    except (RuntimeError, KeyError) as error:
        raise NoHome(f"no home folder is known here ({error}); name one with --home DIR") from None


def cache_folder(given: str | None = None) -> Path | None:
    """Where to keep what can be computed again: under `--home` or CASEWALK_HOME, else the platform's place for caches.

    None where no such place is known; nothing is made here.
    """
    import platformdirs  # noqa: PLC0415 - only where a cache is wanted

    try:
        if named := _named(given):
            return named / "cache"
        return Path(platformdirs.user_cache_dir("casewalk", appauthor=False))
    except (RuntimeError, KeyError, NoHome):
        return None


def make_private(directory: Path) -> None:
    """Make a folder that only its owner can read. Raises OSError."""
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)

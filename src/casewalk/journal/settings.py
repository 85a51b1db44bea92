"""Settings: a small JSON file, written so that a power cut leaves the old one or the new one."""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from casewalk.journal.folders import make_private

THEMES = ("dark", "light")


@dataclass(frozen=True)
class Settings:
    """The learner's choices. Keys of other versions are kept as they are."""

    theme: str = "dark"
    others: dict[str, Any] = field(default_factory=dict)
    motion: bool | None = None
    """Whether the replay plays by itself; None where nothing was chosen."""

    def with_theme(self, theme: str) -> Settings:
        """The same with another theme."""
        return replace(self, theme=theme)

    def with_motion(self, *, motion: bool) -> Settings:
        """The same with motion chosen."""
        return replace(self, motion=motion)


def load_settings(path: Path) -> tuple[Settings, str]:
    """The settings, and a notice where the file could not be read and was set aside."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings(), ""
    except (OSError, ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        with contextlib.suppress(OSError):
            path.replace(path.with_suffix(".unreadable"))
        return Settings(), "The settings could not be read; they were set aside, and defaults are used."
    theme = found.pop("theme", "dark")
    motion = found.pop("motion", None)
    chosen = motion if isinstance(motion, bool) else None
    return Settings(theme if theme in THEMES else "dark", found, chosen), ""


def save_settings(path: Path, settings: Settings) -> bool:
    """Write the settings; whether that worked."""
    chosen = {"theme": settings.theme} | ({} if settings.motion is None else {"motion": settings.motion})
    text = json.dumps({**settings.others, **chosen}, indent=2, sort_keys=True)
    part = path.with_suffix(".part")
    try:
        make_private(path.parent)
        with part.open("w", encoding="utf-8") as stream:
            stream.write(text + "\n")
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
        if hasattr(os, "O_DIRECTORY"):
            handle = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
    except OSError:
        return False
    return True

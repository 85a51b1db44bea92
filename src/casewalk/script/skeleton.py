"""A new case's files: a small case that can be walked at once, to be replaced line by line."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from casewalk.script.load import ID, LONGEST_ID

ROOT = "skeleton"


class NotWritten(ValueError):
    """Why a new case was not written, in words."""


def title_of(case_id: str) -> str:
    """A title from an id: `front-desk` becomes `Front desk`."""
    return case_id.replace("-", " ").capitalize()


def _sources(folder: Traversable) -> list[tuple[tuple[str, ...], str]]:
    found: list[tuple[tuple[str, ...], str]] = []
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir():
            found += [((entry.name, *path), text) for path, text in _sources(entry)]
        elif entry.name.endswith(".yaml"):
            found.append(((entry.name,), entry.read_text(encoding="utf-8")))
    return found


def write_skeleton(directory: Path) -> tuple[Path, ...]:
    """Write a new case into a folder that does not exist yet; its name is the case's id. Returns the files.

    Raises NotWritten where the name is no id, or where the folder is there or cannot be written.
    """
    case_id = directory.name
    if not ID.match(case_id) or len(case_id) > LONGEST_ID:
        raise NotWritten(f"{case_id!r} is no id: lower-case words joined by hyphens")
    try:
        directory.mkdir(parents=True)
        try:
            return tuple(_written(directory, case_id))
        except OSError:
            # Half a case would only be in the way of the next try.
            shutil.rmtree(directory, ignore_errors=True)
            raise
    except FileExistsError:
        raise NotWritten(f"{directory} is there already; a new case needs a new folder") from None
    except OSError as error:
        raise NotWritten(f"{directory} cannot be written: {error.strerror or error}") from None


def _written(directory: Path, case_id: str) -> Iterator[Path]:
    """Write the files of a new case into its folder, one by one. Raises OSError."""
    for path, text in _sources(files("casewalk.script") / ROOT):
        file = directory.joinpath(*path)
        file.parent.mkdir(exist_ok=True)
        named = text.replace("CASE_ID", case_id).replace("CASE_TITLE", title_of(case_id))
        file.write_text(named, encoding="utf-8")
        yield file

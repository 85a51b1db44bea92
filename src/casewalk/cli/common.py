"""What commands share: exit statuses, messages, folders and cases."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from casewalk.journal import Folders
    from casewalk.script import Loaded

OK, FOUND, USAGE, CRASHED = 0, 1, 2, 70


def refuse(message: str) -> int:
    """Say on standard error why a command was not run; returns its exit status."""
    print(f"casewalk: {message}", file=sys.stderr)
    return USAGE


def now() -> str:
    """The time, in UTC, to the second."""
    from datetime import UTC, datetime

    return datetime.now(UTC).isoformat(timespec="seconds")


def stage_named(given: str | None, stages: Sequence[str]) -> str | None:
    """A stage's id, where its number from 1 may have been given in its place."""
    if given is not None and given.isdecimal() and 1 <= int(given) <= len(stages):
        return stages[int(given) - 1]
    return given


def places_of(args: argparse.Namespace) -> Folders | None:
    """Where user data is kept, or None after a message was printed."""
    from casewalk.journal import NoHome, folders

    try:
        return folders(args.home)
    except NoHome as error:
        refuse(str(error))
        return None


def loaded_case(name: str, *, draft: bool = False) -> Loaded | None:
    """A case by id or path, or None after an error was printed.

    With `draft`, a case whose folder is named is taken as far as it is written, and standard error says how far.
    """
    from casewalk.script import case_folder, find_case
    from casewalk.script.checker import open_case, open_unfinished, told_as_far

    directory = find_case(name)
    if directory is None:
        refuse(f"no case {name!r}; casewalk list names those that there are")
        return None
    loaded = open_unfinished(directory) if draft and case_folder(name) is not None else open_case(directory)
    if notice := told_as_far(loaded):
        print(notice, file=sys.stderr)
    if loaded.case is None:
        for finding in loaded.findings[:5]:
            print(finding.text(), file=sys.stderr)
        refuse(f"{directory} cannot be walked; casewalk check {directory} says all that is wrong")
        return None
    return loaded

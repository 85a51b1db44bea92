"""A plain session: choose a case, start or resume its walk, and carry it on over standard input and output."""

from __future__ import annotations

import sys
import uuid
from collections.abc import Callable
from pathlib import Path

from casewalk.journal import Folders, open_journal
from casewalk.journal.logbook import Logbook, resumable
from casewalk.plain.walk import PlainWalk, numbered
from casewalk.script import Loaded, case_folder, find_case, library
from casewalk.script.checker import open_case, open_unfinished, told_as_far
from casewalk.walk import Walk, Workings

USAGE = 2


def _say(text: str) -> None:
    print(text, flush=True)


def _ask(prompt: str) -> str | None:
    """A line from standard input; None at its end. Bytes that are no text are replaced."""
    print(prompt, end="", flush=True)
    line = sys.stdin.readline()
    return line.rstrip("\n") if line else None


def _choose() -> Path | None:
    shelf = [s for s in library() if s.header is not None]
    for number, s in enumerate(shelf, 1):
        if s.header is not None:
            _say(f"{number} {s.header.title}: {s.header.subtitle}, {s.header.minutes} min")
    while (text := _ask("Which case: ")) is not None:
        if text.strip() == "q":
            return None
        if number := numbered(text.strip(), len(shelf)):
            return shelf[number - 1].directory
        _say(f"Type a number from 1 to {len(shelf)}, or q to leave.")
    return None


def _resumed_or_new(logbook: Logbook, loaded: Loaded, stage: str | None) -> Walk | None:
    case = loaded.case
    assert case is not None  # noqa: S101 - the caller has looked
    if stage is not None and all(s.id != stage for s in case.stages):
        _say(f"No stage {stage!r}; the stages are {', '.join(s.id for s in case.stages)}.")
        return None
    open_attempt = resumable(logbook.attempts(case.id)) if stage is None else None
    if open_attempt is not None and (walk := logbook.resume(case, open_attempt.attempt)) is not None:
        return walk
    return logbook.start(case, loaded.digest, str(uuid.uuid4()), uuid.uuid4().hex, stage or "")


def walk_plain(name: str | None, stage: str | None, places: Folders, now: Callable[[], str]) -> int:
    """Walk a case in plain text; returns the exit status."""
    for stream in (sys.stdin, sys.stdout):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    directory = find_case(name) if name else _choose()
    if directory is None:
        if name:
            _say(f"No case {name!r}; casewalk list names those that there are.")
        return USAGE if name else 0
    unfinished = name is not None and case_folder(name) is not None
    loaded = open_unfinished(directory) if unfinished else open_case(directory)
    if loaded.case is None:
        for finding in loaded.findings:
            _say(finding.text())
        return USAGE
    if notice := told_as_far(loaded):
        _say(notice)
    opened = open_journal(places, now())
    for notice in opened.notices:
        _say(notice)
    logbook = Logbook(opened.journal, now)
    walk = _resumed_or_new(logbook, loaded, stage)
    if walk is None:
        return USAGE
    PlainWalk(Workings(loaded.case), loaded.digest, walk, logbook, _say, _ask).run()
    return 0

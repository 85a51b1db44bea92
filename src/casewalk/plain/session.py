"""A plain session: choose a case, start or resume its walk, and carry it on over standard input and output."""

from __future__ import annotations

import sys
import uuid
from collections.abc import Callable
from functools import partial
from pathlib import Path

from casewalk.export.pages import WIDTH
from casewalk.journal import Folders, open_journal
from casewalk.journal.logbook import Logbook
from casewalk.plain.told import say_wrapped
from casewalk.plain.walk import PlainWalk, numbered
from casewalk.script import Loaded, case_folder, find_case, library
from casewalk.script.checker import open_case, open_unfinished, told_as_far
from casewalk.walk import Walk, Workings

USAGE = 2


def _print(text: str) -> None:
    print(text, flush=True)


_say = partial(say_wrapped, _print, WIDTH)


def _ask(prompt: str) -> str | None:
    """A line from standard input; None at its end. Bytes that are no text are replaced."""
    print(prompt, end="", flush=True)
    line = sys.stdin.readline()
    return line.rstrip("\n") if line else None


def _refuse(*reasons: str) -> int:
    """Say on standard error why there is no walk; returns the exit status."""
    for reason in reasons:
        print(f"casewalk: {reason}", file=sys.stderr)
    return USAGE


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


def _mode() -> bool | None:
    """Whether a new walk lives with its picks, as asked; None at the end of input, or to leave."""
    _say("1 Follow the product: each stage begins with what the product did.")
    _say("2 Live with your moves: each pick stays, and the next pressure meets your own architecture.")
    while (text := _ask("How do you walk (Enter for 1): ")) is not None:
        match text.strip():
            case "" | "1":
                return False
            case "2":
                return True
            case "q":
                return None
        _say("Type 1 or 2, or q to leave.")
    return None


def _resumed_or_new(logbook: Logbook, loaded: Loaded, stage: str | None, *, live: bool) -> Walk | None:
    """The walk that is open, or a new one; None where the learner leaves before it.

    `live` goes on with a walk that lives with its picks, and only such a one; a walk opened at a stage asks nothing.
    """
    case = loaded.case
    assert case is not None  # noqa: S101 - the caller has looked
    walk = logbook.open_walk(case) if stage is None else None
    if walk is not None and (walk.live or not live):
        return walk
    if stage is None and not live:
        chosen = _mode()
        if chosen is None:
            return None
        live = chosen
    return logbook.start(case, loaded.digest, str(uuid.uuid4()), uuid.uuid4().hex, stage or "", live=live)


def walk_plain(
    name: str | None, stage: str | None, places: Folders, now: Callable[[], str], *, live: bool = False
) -> int:
    """Walk a case in plain text, `live` with every pick kept; returns the exit status."""
    for stream in (sys.stdin, sys.stdout):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    directory = find_case(name) if name else _choose()
    if directory is None:
        return _refuse(f"no case {name!r}; casewalk list names those that there are") if name else 0
    unfinished = name is not None and case_folder(name) is not None
    loaded = open_unfinished(directory) if unfinished else open_case(directory)
    if loaded.case is None:
        return _refuse(*(finding.text() for finding in loaded.findings))
    if stage is not None and all(s.id != stage for s in loaded.case.stages):
        return _refuse(f"no stage {stage!r}; the stages are {', '.join(s.id for s in loaded.case.stages)}")
    opened = open_journal(places, now())
    for notice in (told_as_far(loaded), *opened.notices):
        if notice:
            _say(notice)
    logbook = Logbook(opened.journal, now)
    walk = _resumed_or_new(logbook, loaded, stage, live=live)
    if walk is None:
        return 0
    PlainWalk(Workings(loaded.case), loaded.digest, walk, logbook, _print, _ask).run()
    return 0

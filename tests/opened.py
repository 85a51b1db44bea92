"""What tests of the whole program share: cases opened, StarArena above all, and an app over a learner's folder."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from casewalk.case import Case
from casewalk.journal import Folders, Settings, open_journal
from casewalk.journal.logbook import Logbook
from casewalk.script import Loaded, content_root, library, load_case
from casewalk.script.checker import open_case
from casewalk.script.library import case_directories
from casewalk.walk import Workings

NOON = "2026-03-01T12:00:00+00:00"


@cache
def shipped() -> tuple[str, ...]:
    """The ids of the cases that ship, in the order of the library."""
    return tuple(directory.name for directory in case_directories(content_root() / "cases"))


@cache
def loaded(name: str = "stararena") -> Loaded:
    """A case that ships, read once."""
    return load_case(content_root() / "cases" / name)


def opened(name: str) -> Case:
    """A case that ships."""
    case = loaded(name).case
    assert case is not None
    return case


def stararena() -> Case:
    """StarArena as a case."""
    return opened("stararena")


@cache
def workings(name: str = "stararena") -> Workings:
    """A case that ships, compiled; sheets are kept between tests."""
    return Workings(opened(name))


@cache
def open_shipped(directory: Path) -> Loaded:
    """A case that ships, opened for walking; what ships does not change while tests run."""
    return open_case(directory)


def open_once(directory: Path) -> Loaded:
    """A case opened for walking: one that ships is opened once in all tests, any other each time."""
    return (open_shipped if directory.is_relative_to(content_root()) else open_case)(directory)


_compiled: dict[str, Workings] = {}


def compile_once(case: Case) -> Workings:
    """A case compiled, and one that ships once in all tests."""
    kept = next((name for name in shipped() if open_shipped(content_root() / "cases" / name).case is case), "")
    if kept not in _compiled:
        found = Workings(case)
        return _compiled.setdefault(kept, found) if kept else found
    return _compiled[kept]


def logbook_in(home: Path) -> Logbook:
    """A logbook over a journal in a folder, at a fixed time."""
    return Logbook(open_journal(Folders(home), NOON).journal, lambda: NOON)


def app_in(
    home: Path,
    *,
    case: bool = True,
    stage: str = "",
    theme: str = "dark",
    shelf: tuple[str, ...] = (),
    asked: bool = False,
    live: bool = False,
    name: str = "stararena",
) -> object:
    """The app over a folder, a case that ships open if wanted; a walk is begun already, unless it is to be `asked` how.

    `shelf` are the cases that the library shows, all that ship where it is empty.
    """
    from casewalk.tui.app import CasewalkApp, Opening

    directory = content_root() / "cases" / name if case else None
    shelved = tuple(found for found in library() if not shelf or found.id in shelf)
    logbook = logbook_in(home)
    if case and not stage and not asked and not logbook.attempts():
        logbook.start(opened(name), loaded(name).digest, "attempt", "seed", live=live)
    opening = Opening(shelved, logbook, Settings(theme), Folders(home), lambda: NOON, (), directory, stage, live)
    return CasewalkApp(opening)

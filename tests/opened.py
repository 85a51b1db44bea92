"""What tests of the whole program share: StarArena opened, and an app over a learner's folder."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from casewalk.case import Case
from casewalk.journal import Folders, Settings, open_journal
from casewalk.journal.logbook import Logbook
from casewalk.script import Loaded, content_root, library, load_case
from casewalk.walk import Workings

NOON = "2026-03-01T12:00:00+00:00"


@cache
def loaded() -> Loaded:
    """StarArena, read once."""
    return load_case(content_root() / "cases" / "stararena")


def stararena() -> Case:
    """StarArena as a case."""
    case = loaded().case
    assert case is not None
    return case


@cache
def workings() -> Workings:
    """StarArena compiled; sheets are kept between tests."""
    return Workings(stararena())


def logbook_in(home: Path) -> Logbook:
    """A logbook over a journal in a folder, at a fixed time."""
    return Logbook(open_journal(Folders(home), NOON).journal, lambda: NOON)


def app_in(
    home: Path, *, case: bool = True, stage: str = "", theme: str = "dark", asked: bool = False, live: bool = False
) -> object:
    """The app over a folder, StarArena open if wanted; a new walk is begun already, unless it is to be `asked` how."""
    from casewalk.tui.app import CasewalkApp, Opening

    directory = content_root() / "cases" / "stararena" if case else None
    logbook = logbook_in(home)
    if case and not stage and not asked and not logbook.attempts():
        logbook.start(stararena(), loaded().digest, "attempt", "seed", live=live)
    opening = Opening(library(), logbook, Settings(theme), Folders(home), lambda: NOON, (), directory, stage, live)
    return CasewalkApp(opening)

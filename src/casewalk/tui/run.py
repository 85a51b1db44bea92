"""Starting the terminal program, and ending it with the right status whatever happened."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable

from casewalk.journal import Folders, load_settings, open_journal
from casewalk.journal.logbook import Logbook
from casewalk.script import case_folder, find_case, library, load_case, printable
from casewalk.tui import guard
from casewalk.tui.app import CasewalkApp, Opening
from casewalk.tui.motion import allowed

USAGE = 2


def _refuse(message: str) -> int:
    sys.stderr.write(f"casewalk: {message}\n")
    return USAGE


def run(
    name: str | None,
    stage: str | None,
    places: Folders,
    now: Callable[[], str],
    *,
    live: bool = False,
    motion: bool | None = None,
) -> int:
    """Open the library, or a case at once, `live` with every pick kept; returns the exit status.

    `motion` is what the command line says of it.
    """
    directory = find_case(name) if name else None
    if name and directory is None:
        return _refuse(f"no case {printable(name)!r}; casewalk list names those that there are")
    if stage and directory is not None:
        case = load_case(directory).written
        if case is not None and all(s.id != stage for s in case.stages):
            return _refuse(f"no stage {printable(stage)!r}; the stages are {', '.join(s.id for s in case.stages)}")
    opened = open_journal(places, now())
    settings, notice = load_settings(places.settings)
    opening = Opening(
        shelf=library(),
        logbook=Logbook(opened.journal, now),
        settings=settings,
        places=places,
        now=now,
        notices=(*opened.notices, *([notice] if notice else [])),
        directory=directory,
        stage=stage or "",
        live=live,
        motion=allowed(motion, settings.motion, os.environ),
        unfinished=name is not None and case_folder(name) is not None,
    )
    guard.tolerate_broken_input()
    return _ended(CasewalkApp(opening), places, now)


def _ended(app: CasewalkApp, places: Folders, now: Callable[[], str]) -> int:
    """Run the program to its end; returns the exit status, after a report where it ended on an error."""
    # Nothing that was loaded so far will go away: the collector need not look at it again.
    gc.freeze()
    app.run()
    if app.ending is not None:
        app.ending.cancel()
    if app.failure is not None:
        report = guard.crash_report(app.failure, places.crashes, now())
        where = f"; a report is in {report}" if report else ""
        sys.stderr.write(f"casewalk stopped on an error ({type(app.failure).__name__}){where}. Answers are saved.\n")
        return guard.CRASHED
    return app.return_code or 0

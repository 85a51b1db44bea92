"""The learner's commands: list, walk, whatif, replay, export, reset and doctor."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from casewalk.cli.common import FOUND, OK, USAGE, loaded_case, now, places_of, refuse, stage_named

if TYPE_CHECKING:
    from casewalk.journal import Folders, Journal
    from casewalk.walk import Workings


def list_cases(args: argparse.Namespace) -> int:
    """Print the cases of the library."""
    from casewalk.script import library

    shelf = library()
    if args.json:
        print(json.dumps([s.as_json() for s in shelf], indent=2))
        return OK
    for shelved in shelf:
        print(*shelved.lines(), sep="\n")
    return OK


def _at_decision(args: argparse.Namespace) -> tuple[Workings, int, int] | int:
    """The workings of a case, and the stage and decision that are asked for; a status after a message was printed."""
    from casewalk.walk import Workings

    loaded = loaded_case(args.case, draft=True)
    if loaded is None or loaded.case is None:
        return USAGE
    stages = [s.id for s in loaded.case.stages]
    args.stage = stage_named(args.stage, stages)
    if args.stage not in stages:
        return refuse(f"no stage {args.stage!r}; the stages are {', '.join(stages)}")
    index = stages.index(args.stage)
    decisions = [d.id for d in loaded.case.stages[index].decisions]
    if args.decision is not None and args.decision not in decisions:
        return refuse(f"no decision {args.decision!r}; the stage has {', '.join(decisions)}")
    return Workings(loaded.case), index, decisions.index(args.decision) if args.decision else 0


def what_if(args: argparse.Namespace) -> int:
    """Judge a decision under changed constraints."""
    from casewalk.export.charts import asked_chart
    from casewalk.export.grounds import mind_lines
    from casewalk.export.pages import WIDTH, heading
    from casewalk.export.whatifs import constraint_lines, what_if_json, what_if_lines
    from casewalk.walk.grounds import grounds
    from casewalk.walk.rivals import Rivals
    from casewalk.walk.scales import Impossible, read_changes

    asked = _at_decision(args)
    if isinstance(asked, int):
        return asked
    workings, index, at = asked
    charted = args.chart is not None or args.over is not None
    if charted and args.json:
        return refuse("a chart has no JSON; leave out --json, or --chart and --over")
    rivals = Rivals(workings, index, at)
    try:
        overrides = read_changes(workings, index, args.changes)
        if charted:
            print(*asked_chart(rivals, overrides, args.chart or "", args.over or "", WIDTH), sep="\n")
            return OK
    except Impossible as impossible:
        return refuse(str(impossible))
    if args.json:
        print(json.dumps(what_if_json(rivals, overrides), indent=2))
        return OK
    listed = () if overrides else ("", "What it depends on:", *constraint_lines(rivals, {}, WIDTH))
    told = what_if_lines(rivals, overrides, {}, WIDTH)
    stands = ("", *mind_lines(grounds(rivals, overrides), WIDTH))
    print("\n".join((heading(workings, index)[0], rivals.decision.ask, "", *told, *stands, *listed)))
    return OK


def replay(args: argparse.Namespace) -> int:
    """Run a stage's pressure through its architecture."""
    from casewalk.export.replay_values import Asked, replay_output
    from casewalk.walk.scales import Impossible

    asked = _at_decision(args)
    if isinstance(asked, int):
        return asked
    try:
        how = Asked(args.changes, args.move, args.at, args.width, args.json, args.ascii)
        print(replay_output(*asked, how))
    except Impossible as impossible:
        return refuse(str(impossible))
    return OK


def doctor(args: argparse.Namespace) -> int:
    """Say where things are, and how they are."""
    from casewalk.journal.doctor import examine, report

    places = places_of(args)
    if places is None:
        return USAGE
    found = examine(places)
    print(json.dumps(found, indent=2) if args.json else "\n".join(report(found)))
    return OK if found["ok"] else FOUND


def _journal(places: Folders) -> Journal | None:
    """The journal, or None where it cannot be opened; what there is to say of it goes to standard error."""
    from casewalk.journal import open_journal

    opened = open_journal(places, now())
    for notice in opened.notices:
        print(notice, file=sys.stderr)
    return opened.journal


def export(args: argparse.Namespace) -> int:
    """Write decision records."""
    from casewalk.export.records import NotExported, write_records
    from casewalk.export.roads import roads_of
    from casewalk.journal.logbook import Logbook
    from casewalk.walk import Workings
    from casewalk.walk.debrief import decision_notes

    loaded, places = loaded_case(args.case), places_of(args)
    if loaded is None or loaded.case is None or places is None:
        return USAGE
    journal = _journal(places)
    if journal is None:
        return refuse("your decisions cannot be read now, so none was exported")
    logbook = Logbook(journal, now)
    walk = logbook.decided_walk(loaded.case)
    if walk is None:
        return refuse(f"{loaded.case.id} has not been walked yet")
    workings = Workings(loaded.case)
    try:
        notes, roads = decision_notes(workings, walk), roads_of(workings, walk)
        written = write_records(notes, Path(args.folder), loaded.case.header.title, now()[:10], roads)
    except NotExported as error:
        return refuse(str(error))
    for path in written:
        print(path)
    return OK


def reset(args: argparse.Namespace) -> int:
    """Hide attempts, after a copy."""
    import uuid

    from casewalk.journal import NotSaved
    from casewalk.journal.backups import save_backup

    places = places_of(args)
    if places is None:
        return USAGE
    journal = _journal(places)
    if journal is None or journal.read_only:
        return refuse("nothing was hidden: the journal cannot be written")
    if not journal.attempts(args.case or None):
        known = ", ".join(sorted({attempt.case_id for attempt in journal.attempts()}))
        return refuse(f"no attempts at {args.case or 'any case'}{known and f'; there are some at {known}'}")
    copy = save_backup(journal, places.backups, now(), force=True)
    if copy is None:
        return refuse(f"nothing was hidden: no copy could be made in {places.backups}")
    try:
        journal.reset(str(uuid.uuid4()), args.case, now())
    except NotSaved as error:
        return refuse(f"nothing was hidden: {error}")
    print(f"Attempts at {args.case or 'all cases'} are hidden; a copy is in {copy}.")
    return OK


def _stage_of(args: argparse.Namespace) -> str | None:
    """The id of the stage to open at; a number is looked up in the case's header."""
    given: str | None = args.stage
    if given is None or not given.isdecimal() or args.case is None:
        return given
    from casewalk.script import find_case, load_header

    directory = find_case(args.case)
    header = load_header(directory)[0] if directory is not None else None
    return stage_named(args.stage, header.stages) if header is not None else given


def open_walk(args: argparse.Namespace) -> int:
    """Open the library or a case, on the full screen or as plain text."""
    places = places_of(args)
    if places is None:
        return USAGE
    args.stage = _stage_of(args)
    if args.plain:
        from casewalk.plain.session import walk_plain

        return walk_plain(args.case, args.stage, places, now, live=args.live)
    from casewalk.tui.guard import preflight

    if reason := preflight():
        return refuse(reason)
    from casewalk.tui.run import run

    return run(args.case, args.stage, places, now, live=args.live, motion=args.motion)

"""Argument parsing. A room is imported only inside the command that needs it.

Exit status: 0 all went well; 1 findings, or a doctor who is not content; 2 wrong use, an unknown case, or no terminal;
70 a crash; 128 and the signal's number when a signal ended the program.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from casewalk import __version__

if TYPE_CHECKING:
    from casewalk.journal import Folders
    from casewalk.journal.logbook import Logbook
    from casewalk.script import Loaded
    from casewalk.script.kept import Kept

_AddCommand = Callable[[str, Callable[[argparse.Namespace], int], str], argparse.ArgumentParser]
OK, FOUND, USAGE = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; returns the exit status."""
    args = _parsed(argv)
    for stream in (sys.stdout, sys.stderr):
        # A case is told in more letters than some encodings have; a question mark beats an end in the middle.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        return int(args.run(args))
    except BrokenPipeError:
        # The reader of a pipe has enough; what is left to flush would fail again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        return 130


def _parsed(argv: Sequence[str] | None) -> argparse.Namespace:
    """The arguments. Changes may stand before and after options, which argparse alone does not allow."""
    parser = _parser()
    args, left = parser.parse_known_args(argv)
    if left and (not hasattr(args, "changes") or any(text.startswith("-") for text in left)):
        parser.error(f"unrecognized arguments: {' '.join(left)}")
    if left:
        args.changes = [*args.changes, *left]
    return args


HOME = "keep all user data in DIR (or set CASEWALK_HOME)"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="casewalk",
        description="A flight simulator for architecture judgement. Without a command it opens the library.",
        epilog="Exit status: 0 well, 1 findings, 2 wrong use or no terminal, 70 a crash.",
    )
    parser.add_argument("--version", action="version", version=f"casewalk {__version__}")
    parser.add_argument("--home", metavar="DIR", help=HOME)
    parser.add_argument("--plain", action="store_true", help="walk as numbered plain text, without a full screen")
    parser.set_defaults(run=_open, case=None, stage=None)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
        found = commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
        # Suppressed, so that an option before the command is not forgotten where it is not said again.
        found.add_argument("--home", metavar="DIR", default=argparse.SUPPRESS, help=HOME)
        found.set_defaults(run=run)
        return found

    _learner_commands(command)
    _author_commands(command)
    return parser


def _learner_commands(command: _AddCommand) -> None:
    listing = command("list", _list, "list the cases")
    listing.add_argument("--json", action="store_true", help="as JSON")
    walking = command("walk", _open, "walk a case, or a folder with one")
    walking.add_argument("case", metavar="CASE", help="a case of the library, or its folder")
    walking.add_argument("--stage", metavar="ID", help="open at a stage, as a new attempt")
    walking.add_argument("--plain", action="store_true", default=argparse.SUPPRESS, help="as numbered plain text")
    asking = command("whatif", _what_if, "judge a decision again under changed constraints")
    asking.add_argument("case", metavar="CASE")
    asking.add_argument("changes", metavar="NAME=VALUE", nargs="*", help="such as clickers=60k; without one, the list")
    asking.add_argument("--stage", metavar="ID", required=True)
    asking.add_argument("--decision", metavar="ID", help="where the stage has more than one; without it, the first")
    asking.add_argument(
        "--chart", metavar="METRIC", nargs="?", const="", help="draw the cost, or a metric, of each move"
    )
    asking.add_argument(
        "--over", metavar="NAME", help="the constraint to chart along; without it, the first that matters"
    )
    asking.add_argument("--json", action="store_true", help="as JSON")
    exporting = command("export", _export, "write your decisions in a case as decision records")
    exporting.add_argument("case", metavar="CASE")
    exporting.add_argument("folder", metavar="FOLDER")
    resetting = command("reset", _reset, "hide your attempts at a case (or at all), after a copy")
    resetting.add_argument("case", metavar="CASE", nargs="?", default="")
    doctor = command("doctor", _doctor, "say where things are, and whether the journal is sound")
    doctor.add_argument("--json", action="store_true", help="as JSON")


def _author_commands(command: _AddCommand) -> None:
    showing = command("show", _show, "print a stage: diagram and metrics, or its verdicts")
    showing.add_argument("case", metavar="CASE")
    showing.add_argument("--stage", metavar="ID", help="one stage; without it, all of them")
    showing.add_argument("--verdicts", action="store_true", help="readings and the verdict of every move")
    showing.add_argument("--width", type=int, default=76, metavar="N", help="columns, 40 to 200")
    showing.add_argument("--ascii", action="store_true", help="no letters beyond ASCII")
    checking = command("check", _check, "check cases: every fault with its place")
    checking.add_argument("paths", nargs="*", metavar="PATH", help="folders or files; without one, all that ships")
    checking.add_argument("--quality", action="store_true", help="how often guessers are right, against chance")
    checking.add_argument("--json", action="store_true", help="as JSON")
    checking.add_argument("--witness", action="store_true", help="print where each move is the answer, and how often")
    schema = command("schema", _schema, "print the JSON Schema of a kind of file, for editors")
    schema.add_argument("kind", nargs="?", default="stage", choices=["case", "model", "stage", "glossary"])


def _error(message: str) -> int:
    print(f"casewalk: {message}", file=sys.stderr)
    return USAGE


def _now() -> str:
    from datetime import UTC, datetime

    return datetime.now(UTC).isoformat(timespec="seconds")


def _places(args: argparse.Namespace) -> Folders | None:
    from casewalk.journal import NoHome, folders

    try:
        return folders(args.home)
    except NoHome as error:
        _error(str(error))
        return None


def _loaded(name: str) -> Loaded | None:
    """A case by id or path, or None after an error was printed."""
    from casewalk.script import find_case, printable
    from casewalk.script.checker import open_case

    directory = find_case(name)
    if directory is None:
        _error(f"no case {printable(name)!r}; casewalk list names those that there are")
        return None
    loaded = open_case(directory)
    if loaded.case is None:
        for finding in loaded.findings[:5]:
            print(finding.text(), file=sys.stderr)
        _error(f"{directory} cannot be walked; casewalk check {directory} says all that is wrong")
        return None
    return loaded


def _list(args: argparse.Namespace) -> int:
    from casewalk.script import library, printable

    shelf = library()
    if args.json:
        rows = [
            {
                "id": s.id,
                "title": s.header.title if s.header else None,
                "subtitle": s.header.subtitle if s.header else None,
                "drills": list(s.header.drills) if s.header else [],
                "minutes": s.header.minutes if s.header else None,
                "stages": len(s.header.stages) if s.header else 0,
                "findings": [f.as_json() for f in s.findings],
            }
            for s in shelf
        ]
        print(json.dumps(rows, indent=2))
        return OK
    for s in shelf:
        if s.header is None:
            print(f"{printable(s.id):<12} cannot be read: {s.findings[0].text()}")
            continue
        print(
            f"{s.id:<12} {s.header.title}: {s.header.subtitle}; {len(s.header.stages)} stages, {s.header.minutes} min"
        )
        print(f"{'':<12} drills {', '.join(d.replace('-', ' ') for d in s.header.drills)}")
    return OK


def _check(args: argparse.Namespace) -> int:
    from casewalk.journal import cache_folder
    from casewalk.script import printable
    from casewalk.script.checker import check
    from casewalk.script.kept import Kept
    from casewalk.script.load import is_there

    paths = [Path(p) for p in args.paths]
    missing = [p for p in paths if not is_there(p)]
    if missing:
        return _error(f"{printable(str(missing[0]))} does not exist")
    if args.quality:
        return _quality(paths, as_json=args.json)
    kept = Kept(cache_folder(args.home))
    findings = check(paths, kept)
    errors = sum(f.severity == "error" for f in findings)
    if args.witness:
        _witnesses(paths, kept, as_json=args.json)
    elif args.json:
        print(json.dumps([f.as_json() for f in findings], indent=2))
    if not args.json:
        for finding in findings:
            print(finding.text())
        pages = "; docs/rules has a page for each code" if findings else ""
        print(f"{errors} errors, {len(findings) - errors} warnings{pages}")
    return FOUND if errors else OK


def _quality(paths: Sequence[Path], *, as_json: bool) -> int:
    from casewalk.script.checker import quality
    from casewalk.script.quality import fair, quality_lines, quality_values

    pack = quality(paths)
    print(json.dumps(quality_values(pack), indent=2) if as_json else "\n".join(quality_lines(pack)))
    return OK if fair(pack) else FOUND


def _witnesses(paths: list[Path], kept: Kept, *, as_json: bool) -> None:
    from casewalk.plain.witnesses import witness_lines, witness_rows
    from casewalk.script.checker import searched

    found = list(searched(paths, kept))
    if as_json:
        print(json.dumps([row for case in found for row in witness_rows(*case)], indent=2))
        return
    for case in found:
        print(*witness_lines(*case), "", sep="\n")


def _schema(args: argparse.Namespace) -> int:
    from casewalk.script.load import encode_schema

    print(encode_schema(args.kind).decode())
    return OK


def _show(args: argparse.Namespace) -> int:
    from casewalk.diagram import ascii_text
    from casewalk.export.pages import stage_page
    from casewalk.plain.verdicts import verdict_lines
    from casewalk.walk import Workings

    loaded = _loaded(args.case)
    if loaded is None or loaded.case is None:
        return USAGE
    stages = [s.id for s in loaded.case.stages]
    if args.stage is not None and args.stage not in stages:
        return _error(f"no stage {args.stage!r}; the stages are {', '.join(stages)}")
    workings = Workings(loaded.case)
    width = max(40, min(args.width, 200))
    for index, stage_id in enumerate(stages):
        if args.stage in {None, stage_id}:
            lines = verdict_lines(workings, index) if args.verdicts else stage_page(workings, index, width)
            for line in (*lines, ""):
                print(ascii_text(line) if args.ascii else line)
    return OK


def _what_if(args: argparse.Namespace) -> int:
    from casewalk.export.charts import asked_chart
    from casewalk.export.grounds import mind_lines
    from casewalk.export.pages import heading
    from casewalk.export.whatifs import constraint_lines, what_if_json, what_if_lines
    from casewalk.walk import Workings
    from casewalk.walk.grounds import grounds
    from casewalk.walk.rivals import Rivals
    from casewalk.walk.scales import Impossible, read_changes

    loaded = _loaded(args.case)
    if loaded is None or loaded.case is None:
        return USAGE
    stages = [s.id for s in loaded.case.stages]
    if args.stage not in stages:
        return _error(f"no stage {args.stage!r}; the stages are {', '.join(stages)}")
    index = stages.index(args.stage)
    decisions = [d.id for d in loaded.case.stages[index].decisions]
    if args.decision is not None and args.decision not in decisions:
        return _error(f"no decision {args.decision!r}; the stage has {', '.join(decisions)}")
    workings = Workings(loaded.case)
    rivals = Rivals(workings, index, decisions.index(args.decision) if args.decision else 0)
    try:
        overrides = read_changes(workings, index, args.changes)
        if args.chart is not None or args.over is not None:
            print(*asked_chart(rivals, overrides, args.chart or "", args.over or "", 76), sep="\n")
            return OK
    except Impossible as impossible:
        return _error(str(impossible))
    if args.json:
        print(json.dumps(what_if_json(rivals, overrides), indent=2))
        return OK
    listed = () if overrides else ("", "What it depends on:", *constraint_lines(rivals, {}, 76))
    told = what_if_lines(rivals, overrides, {}, 76)
    stands = ("", *mind_lines(grounds(rivals, overrides), 76))
    print("\n".join((heading(workings, index)[0], rivals.decision.ask, "", *told, *stands, *listed)))
    return OK


def _doctor(args: argparse.Namespace) -> int:
    from casewalk.journal.doctor import examine, report

    places = _places(args)
    if places is None:
        return USAGE
    found = examine(places)
    print(json.dumps(found, indent=2) if args.json else "\n".join(report(found)))
    return OK if found["ok"] else FOUND


def _logbook(places: Folders) -> Logbook:
    from casewalk.journal import open_journal
    from casewalk.journal.logbook import Logbook

    opened = open_journal(places, _now())
    for notice in opened.notices:
        print(notice, file=sys.stderr)
    return Logbook(opened.journal, _now)


def _export(args: argparse.Namespace) -> int:
    from casewalk.export.records import NotExported, write_records
    from casewalk.walk import Workings
    from casewalk.walk.debrief import decision_notes

    loaded, places = _loaded(args.case), _places(args)
    if loaded is None or loaded.case is None or places is None:
        return USAGE
    logbook = _logbook(places)
    attempts = logbook.attempts(loaded.case.id)
    walk = logbook.resume(loaded.case, attempts[0].attempt) if attempts else None
    if walk is None:
        return _error(f"{loaded.case.id} has not been walked yet")
    try:
        notes = decision_notes(Workings(loaded.case), walk)
        written = write_records(notes, Path(args.folder), loaded.case.header.title, _now()[:10])
    except NotExported as error:
        return _error(str(error))
    for path in written:
        print(path)
    return OK


def _reset(args: argparse.Namespace) -> int:
    import uuid

    from casewalk.journal import NotSaved, open_journal
    from casewalk.journal.backups import save_backup

    places = _places(args)
    if places is None:
        return USAGE
    opened = open_journal(places, _now())
    if opened.journal is None:
        return _error(opened.notices[0])
    copy = save_backup(opened.journal, places.backups, _now(), force=True)
    try:
        opened.journal.reset(str(uuid.uuid4()), args.case, _now())
    except NotSaved as error:
        return _error(str(error))
    print(f"Attempts at {args.case or 'all cases'} are hidden; a copy is in {copy or places.backups}.")
    return OK


def _open(args: argparse.Namespace) -> int:
    places = _places(args)
    if places is None:
        return USAGE
    if args.plain:
        from casewalk.plain.session import walk_plain

        return walk_plain(args.case, args.stage, places, _now)
    from casewalk.tui.guard import preflight

    if reason := preflight():
        return _error(reason)
    from casewalk.tui.run import run

    return run(args.case, args.stage, places, _now)

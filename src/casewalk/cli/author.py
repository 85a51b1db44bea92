"""The author's commands: show, check, schema, new and arrange."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from casewalk.cli.common import FOUND, OK, USAGE, loaded_case, now, refuse, stage_named

if TYPE_CHECKING:
    from casewalk.script.kept import Kept
    from casewalk.walk import Workings

GLANCE = 0.3
"""Seconds between two looks at the files that are watched."""


def show(args: argparse.Namespace) -> int:
    """Print stages as text."""
    from casewalk.diagram import ascii_text
    from casewalk.walk import Workings

    loaded = loaded_case(args.case, draft=True)
    if loaded is None or loaded.case is None:
        return USAGE
    stages = [s.id for s in loaded.case.stages]
    args.stage = stage_named(args.stage, stages)
    if args.stage is not None and args.stage not in stages:
        return refuse(f"no stage {args.stage!r}; the stages are {', '.join(stages)}")
    if args.move is not None and args.stage is None:
        return refuse("--move needs --stage, for every stage has moves of its own")
    workings = Workings(loaded.case)
    for index, stage_id in enumerate(stages):
        if args.stage in {None, stage_id}:
            lines = _stage_lines(workings, index, args)
            if lines is None:
                moves = ", ".join(m.id for d in loaded.case.stages[index].decisions for m in d.moves)
                return refuse(f"no move {args.move!r}; the moves are {moves}")
            for line in (*lines, ""):
                print(ascii_text(line) if args.ascii else line)
    return OK


def _stage_lines(workings: Workings, index: int, args: argparse.Namespace) -> Iterable[str] | None:
    """What is asked for of a stage; None where it has no such move."""
    from casewalk.export.manuscript import manuscript_lines, move_lines
    from casewalk.export.pages import stage_page
    from casewalk.export.verdicts import verdict_lines

    width = max(40, min(args.width, 200))
    if args.move is not None:
        found = ((at, m) for at, d in enumerate(workings.case.stages[index].decisions) for m in d.moves)
        at, move = next(((at, m) for at, m in found if m.id == args.move), (0, None))
        return None if move is None else move_lines(workings, index, at, move, width)
    if args.prose:
        return manuscript_lines(workings, index, width)
    return verdict_lines(workings, index) if args.verdicts else stage_page(workings, index, width)


def check_cases(args: argparse.Namespace) -> int:
    """Check cases, once or after each change."""
    from casewalk.script import printable
    from casewalk.script.load import is_there

    paths = [Path(p) for p in args.paths]
    missing = [p for p in paths if not is_there(p)]
    if missing:
        return refuse(f"{printable(str(missing[0]))} does not exist")
    if args.watch:
        return _watched(paths, args)
    return _checked(paths, args)


def _checked(paths: list[Path], args: argparse.Namespace) -> int:
    from casewalk.journal import cache_folder
    from casewalk.script import printable
    from casewalk.script.checker import checked
    from casewalk.script.kept import Kept

    if args.quality:
        return _quality(paths, as_json=args.json)
    kept = Kept(cache_folder(args.home))
    done = checked(paths, kept)
    findings = done.findings
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
    for line in done.unasked:
        print(printable(line), file=sys.stderr if args.json else sys.stdout)
    return FOUND if errors else OK


def _watched(paths: list[Path], args: argparse.Namespace) -> int:
    """Check, and again after each change, until interrupted."""
    from casewalk.script import content_root
    from casewalk.script.watch import changed, stamps

    watched = paths or [content_root()]
    while True:
        seen = stamps(watched)
        status = _checked(paths, args)
        print(f"{now()[11:]}  watching {len(seen)} files; Ctrl-C ends it", flush=True)
        try:
            while not (written := changed(seen, stamps(watched))):
                time.sleep(GLANCE)
        except KeyboardInterrupt:
            return status
        print(f"\n{', '.join(path.name for path in written)}", flush=True)


def _quality(paths: Sequence[Path], *, as_json: bool) -> int:
    from casewalk.script.checker import quality
    from casewalk.script.quality import fair, quality_lines, quality_values

    pack = quality(paths)
    print(json.dumps(quality_values(pack), indent=2) if as_json else "\n".join(quality_lines(pack)))
    return OK if fair(pack) else FOUND


def _witnesses(paths: list[Path], kept: Kept, *, as_json: bool) -> None:
    from casewalk.export.witnesses import witness_lines, witness_rows
    from casewalk.script.checker import searched

    found = list(searched(paths, kept))
    if as_json:
        print(json.dumps([row for case in found for row in witness_rows(*case)], indent=2))
        return
    for case in found:
        print(*witness_lines(*case), "", sep="\n")


def schema(args: argparse.Namespace) -> int:
    """Print a JSON Schema."""
    from casewalk.script.decode import schema_text

    print(schema_text(args.kind))
    return OK


def new(args: argparse.Namespace) -> int:
    """Write a new case."""
    from casewalk.script.skeleton import NotWritten, write_skeleton

    folder = Path(args.folder)
    try:
        written = write_skeleton(folder)
    except NotWritten as reason:
        return refuse(str(reason))
    for path in written:
        print(path)
    print(f"\nIt can be walked as it is: casewalk walk {folder}\nWhat it lacks: casewalk check {folder}")
    return OK


def arrange(args: argparse.Namespace) -> int:
    """Propose places for a case's parts, and write them if asked."""
    from casewalk.script.arranging import proposal_lines, propose, write_places

    loaded = loaded_case(args.case)
    if loaded is None or loaded.case is None:
        return USAGE
    proposal = propose(loaded, loaded.case, keep=args.keep)
    print("\n".join(proposal_lines(proposal, loaded.directory)))
    if not args.write:
        return OK
    try:
        files, by_hand = write_places(proposal)
    except OSError as reason:
        return refuse(f"not all was written: {reason}")
    print(f"written to {len(files)} files")
    for w in by_hand:
        print(f"to be written by hand: {w.file}:{w.line}:{w.column} {w.part}")
    return FOUND if by_hand else OK

"""Argument parsing. A command is named by its module and function, and imported only when it is run.

Exit status: 0 all went well; 1 findings, or a doctor who is not content; 2 wrong use, an unknown case, or no terminal;
70 a crash, or output that cannot be written; 128 and the signal's number when a signal ended the program.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from casewalk import __version__
from casewalk.cli.common import CRASHED, OK

_AddCommand = Callable[[str, str, str], argparse.ArgumentParser]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; returns the exit status."""
    _prepare_streams()
    args = _parsed(argv)
    try:
        return _run(args.run, args)
    except BrokenPipeError:
        # The reader of a pipe has enough.
        _discard_output()
        return OK
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        _discard_output()
        print(f"casewalk: it cannot go on: {error}", file=sys.stderr)
        return CRASHED
    except Exception as error:
        # Left to the interpreter, a crash would end with the status of findings.
        traceback.print_exc()
        print(f"casewalk: stopped on an error ({type(error).__name__}). Answers are saved.", file=sys.stderr)
        return CRASHED


def _run(command: str, args: argparse.Namespace) -> int:
    """Run a command, `module:function`; returns the exit status."""
    module, _, function = command.partition(":")
    status = int(getattr(import_module(module), function)(args))
    # What cannot be written shows here, not when the interpreter ends.
    sys.stdout.flush()
    return status


def _prepare_streams() -> None:
    """Standard streams that bear every text. One that the program was started without leads nowhere."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - open to the end
    for stream in (sys.stdout, sys.stderr):
        # A case is told in more letters than some encodings have; a question mark beats an end in the middle.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _discard_output() -> None:
    """Let what is left to flush go nowhere: it would fail again at exit."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parsed(argv: Sequence[str] | None) -> argparse.Namespace:
    """The arguments. Changes may stand before and after options, which argparse alone does not allow."""
    parser = _parser()
    args, left = parser.parse_known_args(argv)
    if left and (not hasattr(args, "changes") or any(text.startswith("-") for text in left)):
        parser.error(f"unrecognized arguments: {' '.join(left)}")
    if left:
        args.changes = [*args.changes, *left]
    return args


LEARNER, AUTHOR = "casewalk.cli.learner", "casewalk.cli.author"
HOME = "keep all user data in DIR (or set CASEWALK_HOME)"

MOTION = "whether the replay plays, or only steps by key (or set CASEWALK_NO_MOTION)"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="casewalk",
        description="A flight simulator for architecture judgement. Without a command it opens the library.",
        epilog="Exit status: 0 well, 1 findings, 2 wrong use or no terminal, 70 a crash.",
    )
    parser.add_argument("--version", action="version", version=f"casewalk {__version__}")
    parser.add_argument("--home", metavar="DIR", help=HOME)
    parser.add_argument("--plain", action="store_true", help="walk as numbered plain text, without a full screen")
    parser.add_argument("--motion", action=argparse.BooleanOptionalAction, help=MOTION)
    parser.set_defaults(run=f"{LEARNER}:open_walk", case=None, stage=None, live=False)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    def command(name: str, run: str, text: str) -> argparse.ArgumentParser:
        found = commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
        # Suppressed, so that an option before the command is not forgotten where it is not said again.
        found.add_argument("--home", metavar="DIR", default=argparse.SUPPRESS, help=HOME)
        found.set_defaults(run=run)
        return found

    _learner_commands(command)
    _author_commands(command)
    return parser


def _learner_commands(command: _AddCommand) -> None:
    listing = command("list", f"{LEARNER}:list_cases", "list the cases")
    listing.add_argument("--json", action="store_true", help="as JSON")
    walking = command("walk", f"{LEARNER}:open_walk", "walk a case, or a folder with one")
    walking.add_argument("case", metavar="CASE", help="a case of the library, or its folder")
    walking.add_argument("--stage", metavar="STAGE", help="open at a stage, by its id or number, as a new attempt")
    walking.add_argument("--live", action="store_true", help="live with your moves: each pick stays")
    walking.add_argument("--plain", action="store_true", default=argparse.SUPPRESS, help="as numbered plain text")
    walking.add_argument("--motion", action=argparse.BooleanOptionalAction, default=argparse.SUPPRESS, help=MOTION)
    asking = command("whatif", f"{LEARNER}:what_if", "judge a decision again under changed constraints")
    _decision_arguments(asking, "such as clickers=60k; without one, the list")
    asking.add_argument(
        "--chart", metavar="METRIC", nargs="?", const="", help="draw the cost, or a metric, of each move"
    )
    asking.add_argument(
        "--over", metavar="NAME", help="the constraint to chart along; without it, the first that matters"
    )
    playing = command("replay", f"{LEARNER}:replay", "run a stage's pressure through its parts, second by second")
    _decision_arguments(playing, "such as patience_s=8s")
    playing.add_argument("--move", metavar="ID", action="append", default=[], help="a move; two stand side by side")
    playing.add_argument("--at", type=float, metavar="SECONDS", help="as far as this moment")
    _page_arguments(playing)
    exporting = command("export", f"{LEARNER}:export", "write your decisions in a case as decision records")
    exporting.add_argument("case", metavar="CASE")
    exporting.add_argument("folder", metavar="FOLDER")
    resetting = command("reset", f"{LEARNER}:reset", "hide your attempts at a case (or at all), after a copy")
    resetting.add_argument("case", metavar="CASE", nargs="?", default="")
    doctor = command("doctor", f"{LEARNER}:doctor", "say where things are, and whether the journal is sound")
    doctor.add_argument("--json", action="store_true", help="as JSON")


def _decision_arguments(parser: argparse.ArgumentParser, changes: str) -> None:
    parser.add_argument("case", metavar="CASE")
    parser.add_argument("changes", metavar="NAME=VALUE", nargs="*", help=changes)
    parser.add_argument("--stage", metavar="STAGE", required=True)
    parser.add_argument("--decision", metavar="ID", help="where the stage has more than one; without it, the first")
    parser.add_argument("--json", action="store_true", help="as JSON")


def _page_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--width", type=int, default=76, metavar="N", help="columns, 40 to 200")
    parser.add_argument("--ascii", action="store_true", help="no letters beyond ASCII")


def _author_commands(command: _AddCommand) -> None:
    showing = command("show", f"{AUTHOR}:show", "print a stage: diagram and metrics, or its verdicts, or its prose")
    showing.add_argument("case", metavar="CASE")
    showing.add_argument("--stage", metavar="STAGE", help="one stage; without it, all of them")
    what = showing.add_mutually_exclusive_group()
    what.add_argument(
        "--verdicts", action="store_true", help="readings, every move's verdict, and the flips, as wide as they are"
    )
    what.add_argument("--prose", action="store_true", help="all that is told on the product's road, numbers filled in")
    what.add_argument("--move", metavar="ID", help="the picture that stands after a move of the stage")
    _page_arguments(showing)
    checking = command("check", f"{AUTHOR}:check_cases", "check cases: every fault with its place")
    checking.add_argument("paths", nargs="*", metavar="PATH", help="folders or files; without one, all that ships")
    besides = checking.add_mutually_exclusive_group()
    besides.add_argument("--quality", action="store_true", help="guessers against chance, and how long a walk takes")
    besides.add_argument("--witness", action="store_true", help="print where each move is the answer, and how often")
    checking.add_argument("--json", action="store_true", help="as JSON")
    checking.add_argument("--watch", action="store_true", help="check again whenever a file is saved")
    starting = command("new", f"{AUTHOR}:new", "write a small case that can be walked, to begin with")
    starting.add_argument("folder", metavar="FOLDER", help="a folder that is not there yet; its name is the case's id")
    arranging = command("arrange", f"{AUTHOR}:arrange", "propose places for a case's parts: few crossings and bends")
    arranging.add_argument("case", metavar="CASE")
    arranging.add_argument("--keep", action="store_true", help="move only parts that share a place, in every stage")
    arranging.add_argument("--write", action="store_true", help="write the proposal into the case's files")
    schema = command("schema", f"{AUTHOR}:schema", "print the JSON Schema of a kind of file, for editors")
    schema.add_argument("kind", nargs="?", default="stage", choices=["case", "model", "stage", "glossary"])

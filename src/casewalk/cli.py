"""Argument parsing. A room is imported only inside the command that needs it."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from casewalk import __version__


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; returns the exit status."""
    parser = argparse.ArgumentParser(prog="casewalk", description="A flight simulator for architecture judgement.")
    parser.add_argument("--version", action="version", version=f"casewalk {__version__}")
    parser.parse_args(argv)
    return 0

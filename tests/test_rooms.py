"""The rooms below the terminal program start without it."""

import os
import subprocess
import sys

import pytest

from piped import SOURCES

HEADLESS = ("case", "numbers", "diagram", "flow", "walk", "script", "journal", "plain", "export", "cli")
HEAVY = ("textual", "rich", "numpy", "networkx", "pydantic")


@pytest.mark.parametrize("room", HEADLESS)
def test_a_headless_room_loads_no_terminal_toolkit(room: str) -> None:
    program = f"import sys, casewalk.{room}; print(*sorted(m for m in {HEAVY!r} if m in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": SOURCES},
    )
    assert done.stdout.split() == []


def test_the_version_needs_only_the_argument_parser() -> None:
    program = (
        "import sys, casewalk.cli\n"
        "try: casewalk.cli.main(['--version'])\n"
        "except SystemExit: pass\n"
        "print(*sorted(m for m in sys.modules if m.startswith('casewalk.')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": SOURCES},
    )
    assert done.stdout.splitlines()[-1].split() == ["casewalk.cli", "casewalk.cli.common"]

"""Leaving leaves, and an error ends with a report that holds nobody's words."""

from __future__ import annotations

import contextlib
import os
import pty
import subprocess
import sys
import time
from pathlib import Path

import pytest

from piped import SOURCES

HANGS = """
import sys, time
from casewalk.tui import guard
guard.PATIENCE = 0.3
from casewalk.tui.app import CasewalkApp
{what}
from casewalk.cli import main
sys.exit(main(["--home", sys.argv[1], "walk", "stararena", "--stage", "first-shows"]))
"""
STUCK = "import textual.app; textual.app.App._shutdown = lambda self: __import__('asyncio').sleep(60)"
BROKEN = "CasewalkApp.action_help = lambda self: 1 / 0"


def _left_on(leader: int) -> bytes:
    """What the program wrote between the last reading and its end."""
    found = b""
    with contextlib.suppress(OSError):  # none left, or hung up
        while more := os.read(leader, 65536):
            found += more
    return found


def on_terminal(program: str, home: Path, keys: bytes) -> tuple[int, bytes]:
    """Run a program on a pseudo-terminal, press keys once it has drawn, and wait for its end."""
    leader, follower = pty.openpty()
    started = subprocess.Popen(
        [sys.executable, "-c", program, str(home)],
        stdin=follower, stdout=follower, stderr=follower, start_new_session=True,
        env={**os.environ, "PYTHONPATH": SOURCES, "TERM": "xterm-256color", "LANG": "C.UTF-8"},
    )  # fmt: skip
    os.close(follower)
    os.set_blocking(leader, False)
    shown, sent, end = b"", False, time.monotonic() + 40
    while started.poll() is None and time.monotonic() < end:
        try:
            shown += os.read(leader, 65536)
        except BlockingIOError:
            time.sleep(0.05)
        except OSError:
            break
        if not sent and b"Situation" in shown:
            os.write(leader, keys)
            sent = True
    assert started.wait(timeout=20) is not None
    shown += _left_on(leader)
    os.close(leader)
    return started.returncode, shown


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_an_end_that_hangs_is_cut_short_and_the_terminal_restored(tmp_path: Path) -> None:
    status, shown = on_terminal(HANGS.format(what=STUCK), tmp_path, b"q")
    assert status == 0
    assert b"\x1b[?1049l" in shown


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_an_error_ends_with_a_report_and_no_values(tmp_path: Path) -> None:
    status, shown = on_terminal(HANGS.format(what=BROKEN), tmp_path, b"?")
    assert status == 70
    assert b"casewalk stopped on an error (ZeroDivisionError)" in shown
    reports = list(tmp_path.rglob("crash-*.txt"))
    assert len(reports) == 1
    assert "ZeroDivisionError" in reports[0].read_text(encoding="utf-8")

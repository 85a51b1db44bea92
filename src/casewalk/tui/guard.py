"""The guard: looks at the terminal before the program starts, and restores it however the program ends."""

from __future__ import annotations

import asyncio
import codecs
import contextlib
import functools
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

CRASHED = 70
HINT = "use casewalk --plain for the walk as text"


def preflight() -> str:
    """Why a full screen cannot be shown here, in one line; empty where it can."""
    streams = (sys.__stdin__, sys.__stdout__, sys.__stderr__)
    if not all(stream is not None and stream.isatty() for stream in streams):
        return f"standard input and output are no terminal; {HINT}"
    if os.environ.get("TERM", "") in {"", "dumb"}:
        return f"this terminal cannot position text (TERM={os.environ.get('TERM', '')}); {HINT}"
    encoding = (getattr(sys.__stdout__, "encoding", "") or "").lower().replace("-", "")
    if encoding != "utf8":
        return f"this terminal's encoding is {encoding or 'unknown'}, not UTF-8; {HINT}"
    return ""


def tolerate_broken_input() -> None:
    """Make the driver replace bytes that are no UTF-8, and drop what no terminal sends; either would end its thread."""
    with contextlib.suppress(ImportError, AttributeError):
        import textual.drivers.linux_driver as driver  # noqa: PLC0415 - the module differs by platform

        from casewalk.tui.parser import TolerantParser  # noqa: PLC0415

        driver.XTermParser = TolerantParser  # type: ignore[attr-defined]
        original = codecs.getincrementaldecoder
        driver.getincrementaldecoder = lambda name: functools.partial(original(name), errors="replace")  # type: ignore[attr-defined]


def watch_signals(leave: Callable[[int], None]) -> None:
    """On TERM, HUP, INT and QUIT leave with 128 and the signal's number, the terminal restored."""
    loop = asyncio.get_running_loop()
    for name in ("SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT"):
        number = getattr(signal, name, None)
        if number is not None:
            with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(number, leave, 128 + number)


def terminal_gone() -> bool:
    """Whether the terminal has hung up without a signal."""
    try:
        import select  # noqa: PLC0415 - not on every platform

        stream = sys.__stdin__
        if stream is None:
            return True
        poll = select.poll()
        poll.register(stream.fileno(), select.POLLIN)
        return any(event & (select.POLLHUP | select.POLLERR | select.POLLNVAL) for _, event in poll.poll(0))
    except (ImportError, AttributeError, OSError, ValueError):
        return False


def crash_report(error: BaseException, folder: Path, now: str) -> Path | None:
    """Write where an error arose, without any values: a report must not hold the learner's words."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"{type(error).__name__}", *(f"{f.filename}:{f.lineno} in {f.name}" for f in frames)]
    path = folder / f"crash-{''.join(c for c in now if c.isalnum())}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    except OSError:
        return None
    return path


def quiet_task_errors(fail: Callable[[BaseException], None]) -> None:
    """Errors in background tasks end the program with a report instead of passing unseen."""

    def failed(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        if isinstance(error := context.get("exception"), BaseException):
            fail(error)

    asyncio.get_running_loop().set_exception_handler(failed)


MODES_OFF = (1000, 1002, 1003, 1006, 1015, 1004, 2004, 2048)
RESTORE = "".join(("\x1b[<u", *(f"\x1b[?{mode}l" for mode in MODES_OFF), "\x1b[?25h\x1b[?7h\x1b[?1049l"))
"""Keys, mouse, focus, paste and size reports off; cursor, wrapping and the first screen back."""
PATIENCE = 5.0
"""Seconds for an orderly end."""


def end_for_certain(status: int, terminal: list[Any] | None) -> threading.Timer:
    """End the program within `PATIENCE` seconds even if its own way out hangs, the terminal as it was found."""

    def end() -> None:
        with contextlib.suppress(OSError, ValueError, AttributeError):
            os.write(sys.__stdout__.fileno(), RESTORE.encode())  # type: ignore[union-attr]
        restore_lines(terminal)
        os._exit(status)

    timer = threading.Timer(PATIENCE, end)
    timer.daemon = True
    timer.start()
    return timer


def line_settings() -> list[Any] | None:
    """How the terminal treats lines, to be restored; None where that is not known."""
    try:
        import termios  # noqa: PLC0415 - not on every platform

        stream = sys.__stdin__
        return termios.tcgetattr(stream.fileno()) if stream is not None and stream.isatty() else None
    except (ImportError, OSError, ValueError):
        return None


def restore_lines(terminal: list[Any] | None) -> None:
    """Put the terminal's treatment of lines back."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import termios  # noqa: PLC0415

        stream = sys.__stdin__
        if terminal is not None and stream is not None and stream.isatty():
            termios.tcsetattr(stream.fileno(), termios.TCSANOW, terminal)

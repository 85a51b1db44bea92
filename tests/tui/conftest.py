"""Pilot tests wait for the program's own queues, and not for a processor that is idle.

Textual's pilot takes a program for settled when its process uses hardly any processor time. Work in idle slices keeps
it busy for a second after a key with nothing on the screen changing; a test waits for every message to be dealt with.
"""

from __future__ import annotations

import asyncio
from inspect import iscoroutinefunction
from pathlib import Path
from time import monotonic

import pytest
from textual._context import active_app
from textual.app import App

from opened import compile_once, open_once

TICK = 0.002
ROUNDS = 2


def _waiting(app: App[object]) -> bool:
    """Whether something is under way: a message, a callback, a worker, a widget that is to be laid out or painted."""
    if any(worker.is_running for worker in app.workers):
        return True
    screens = app.screen_stack
    if any(screen._callbacks or screen._dirty_widgets for screen in screens[-1:]):
        return True
    return any(pump.is_running and (pump.message_queue_size or pump._next_callbacks) for pump in (app, *app._registry))


async def _dealt_with(min_sleep: float = 0.0, max_sleep: float = 1.0) -> None:
    """Wait until no message waits in any queue, twice in a row; at most `max_sleep` seconds."""
    app, end, still = active_app.get(), monotonic() + max_sleep, 0
    begun = monotonic()
    while still < ROUNDS and monotonic() < end:
        await asyncio.sleep(TICK)
        still = 0 if _waiting(app) else still + 1
    await asyncio.sleep(max(0.0, min_sleep - (monotonic() - begun)))


FAST = "test_tui_walk.py"
"""The keyboard tests that stay among the fast ones: the walk from beat to beat."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every other test that runs the program costs a second or so: it is a slow one."""
    for item in items:
        runs = isinstance(item, pytest.Function) and iscoroutinefunction(item.function)
        if runs and item.path.parent == Path(__file__).parent and item.path.name != FAST:
            item.add_marker(pytest.mark.slow)


@pytest.fixture(autouse=True)
def _queues(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("textual.app.wait_for_idle", _dealt_with)
    monkeypatch.setattr("textual.pilot.wait_for_idle", _dealt_with)


@pytest.fixture(autouse=True)
def _opened_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casewalk.tui.app.open_case", open_once)
    monkeypatch.setattr("casewalk.tui.app.Workings", compile_once)

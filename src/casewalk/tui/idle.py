"""Idle work: what takes longer than a frame is done in slices, while no key comes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.screen import Screen
from textual.timer import Timer

PAUSE, BREATH = 0.1, 0.004
"""Seconds without a key before work is taken up, and between two slices of it."""


class Idle:
    """Work of a screen. A slice returns whether more is left; it should take a few milliseconds.

    A timer, and not the next turn of the queue: between two slices the screen is painted and keys are heard.
    """

    def __init__(self, screen: Screen[Any], work: Callable[[], bool]) -> None:
        self._screen, self._work = screen, work
        self._timer: Timer | None = None

    @property
    def under_way(self) -> bool:
        """Whether a slice is still to come."""
        return self._timer is not None

    def begin(self) -> None:
        """Take the work up after a pause."""
        self._after(PAUSE)

    def postpone(self) -> None:
        """A key has come: if there is work under way, it waits for another pause."""
        if self.under_way:
            self._after(PAUSE)

    def _after(self, seconds: float) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._screen.set_timer(seconds, self._slice)

    def _slice(self) -> None:
        self._timer = None
        if self._screen.is_attached and self._work():
            self._after(BREATH)

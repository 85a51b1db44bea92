"""Playback: a clock over a stretch of time. Told the moment, it says how far the replay has come.

It counts from where playing began and never adds up ticks, so it cannot drift, and a late tick only skips frames.
"""

from __future__ import annotations

from dataclasses import dataclass

SPEEDS = (1, 2, 4, 8, 16, 32)
"""Seconds of the replay a second."""
USUAL = 4


@dataclass
class Playback:
    """The clock of a replay that lasts so many seconds; moments are seconds of any steady clock."""

    lasts: float
    speed: int = USUAL
    _at: float = 0.0
    """Where it stands, or stood when playing began."""
    _since: float | None = None
    """The moment at which playing began; None while it stands."""

    @property
    def playing(self) -> bool:
        """Whether it runs."""
        return self._since is not None

    def at(self, moment: float) -> float:
        """Seconds into the replay."""
        if self._since is None:
            return self._at
        return min(self.lasts, self._at + max(0.0, moment - self._since) * self.speed)

    def play(self, moment: float) -> None:
        """Run; from the start where it had come to the end."""
        if self._at >= self.lasts:
            self._at = 0.0
        self._since = moment

    def pause(self, moment: float) -> None:
        """Stand where it has come to."""
        self._at, self._since = self.at(moment), None

    def go(self, seconds: float) -> None:
        """Stand at a moment of the replay, or at the nearest end of it."""
        self._at, self._since = max(0.0, min(seconds, self.lasts)), None

    def faster(self, by: int, moment: float) -> bool:
        """The next speed up or down, from where it has come to; whether there was one."""
        at = SPEEDS.index(self.speed) + by
        if not 0 <= at < len(SPEEDS):
            return False
        self._at = self.at(moment)
        if self._since is not None:
            self._since = moment
        self.speed = SPEEDS[at]
        return True

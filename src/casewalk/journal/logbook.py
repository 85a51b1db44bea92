"""The logbook: walks in the journal. A walk is started, resumed by replay, and carried on event by event."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from casewalk.case import Case
from casewalk.journal.store import Attempt, Journal, NotSaved
from casewalk.walk import Event, Walk, apply, begin, decode, encode, replay
from casewalk.walk.events import Finished, Started

Clock = Callable[[], str]
"""The time now as ISO text; only the program's edge knows a real one."""


class Logbook:
    """Walks of one learner. Without a journal it keeps walks in memory only, and says that nothing is saved.

    What cannot be written now is owed: it is written before the next event, so that a walk has no gaps. Like the
    journal's, its methods are called from one thread at a time.
    """

    def __init__(self, journal: Journal | None, clock: Clock) -> None:
        self._journal = journal
        self._clock = clock
        self._owed: list[tuple[str, str, str, str, str, str]] = []
        self.trouble = "" if journal is not None and not journal.read_only else "answers are not being saved"

    def attempts(self, case_id: str | None = None) -> tuple[Attempt, ...]:
        """Attempts in the journal, the latest first; none where it cannot be read."""
        if self._journal is None:
            return ()
        try:
            return self._journal.attempts(case_id)
        except sqlite3.Error:
            return ()

    def start(
        self, case: Case, digest: str, attempt: str, seed: str, first_stage: str = "", *, live: bool = False
    ) -> Walk:
        """Begin a walk, on the product's road or (`live`) on that of its picks. Its start is written like any event."""
        event = Started(case=case.id, digest=digest, seed=seed, first_stage=first_stage, live=live)
        walk = begin(case, event, attempt)
        self._write(walk, event, digest)
        return walk

    def resume(self, case: Case, attempt: str) -> Walk | None:
        """A walk as the journal has it, replayed over the case as it is now; None where it has no start."""
        if self._journal is None:
            return None
        try:
            entries = self._journal.entries(attempt)
        except sqlite3.Error:
            return None
        found = [event for entry in entries if (event := decode(entry.body)) is not None]
        return replay(case, attempt, found)

    def decided_walk(self, case: Case) -> Walk | None:
        """The walk to look back on: the latest of the case that has a decision, else the latest; None where none is.

        Whoever begins again has nothing new to look at before the first move.
        """
        walks = [walk for one in self.attempts(case.id) if (walk := self.resume(case, one.attempt)) is not None]
        return next((walk for walk in walks if walk.picks), walks[0] if walks else None)

    def open_walk(self, case: Case) -> Walk | None:
        """The walk to go on with: the latest of the case that is not finished; None where there is none."""
        latest = resumable(self.attempts(case.id))
        return self.resume(case, latest.attempt) if latest else None

    def record(self, case: Case, walk: Walk, event: Event, digest: str) -> Walk:
        """Write an event, then return the walk after it. One that cannot be written counts in memory, and is owed."""
        self._write(walk, event, digest)
        after = apply(case, walk, event)
        if after.finished and not walk.finished:
            self._write(after, Finished(), digest)
        return after

    def _write(self, walk: Walk, event: Event, digest: str) -> None:
        if self._journal is None:
            return
        self._owed.append((walk.attempt, walk.case_id, digest, self._clock(), *encode(event)))
        try:
            while self._owed:
                self._journal.append(*self._owed[0])
                self._owed.pop(0)
        except NotSaved as error:
            self.trouble = f"answers are not being saved: {error}"
        else:
            self.trouble = ""


def resumable(attempts: tuple[Attempt, ...]) -> Attempt | None:
    """The attempt to go on with: the latest that is not finished."""
    return next((a for a in attempts if not a.finished), None)

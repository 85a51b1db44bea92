"""What a move leaves missed: its own misses, and those that a later decision of the same stage is judged by."""

from __future__ import annotations

from dataclasses import dataclass

from casewalk.case import Stage
from casewalk.walk.beats import Beat, decision_index, decision_of
from casewalk.walk.metrics import MetricRow, metric_rows, missed_text
from casewalk.walk.moments import standing_at
from casewalk.walk.workings import Workings

NEXT, LATER = "the next move", "later moves"


def of_moves(stage: Stage, beat: Beat) -> tuple[int, int] | None:
    """Which move of how many a beat asks for or reveals; None where the stage has one alone, or at another beat."""
    if beat.kind not in {"move", "reveal"} or len(stage.decisions) < 2:
        return None
    return decision_index(stage, beat.key) + 1, len(stage.decisions)


def of_moves_text(stage: Stage, beat: Beat) -> str:
    """Which move of how many, in words: `move 1 of 2`; empty where there is one alone."""
    found = of_moves(stage, beat)
    return f"move {found[0]} of {found[1]}" if found else ""


@dataclass(frozen=True)
class Remaining:
    """The targets after a move: all of them, those missed for good, and those left for `whom`, a later move."""

    rows: tuple[MetricRow, ...]
    missed: tuple[MetricRow, ...]
    left: tuple[MetricRow, ...] = ()
    whom: str = NEXT

    @property
    def texts(self) -> tuple[tuple[str, str], ...]:
        """What is missed, and what is left, in fewer and fewer words; one of them may be empty."""
        if not self.left:
            return ((missed_text(self.rows), ""),)
        count = len(self.left)
        lefts = (f"{count} left for {self.whom}", f"{count} left")
        if mine := len(self.missed):
            whole, brief = f"{mine} of {len(self.rows)} missed", f"{mine} missed"
            return (whole, lefts[0]), (whole, lefts[1]), (brief, lefts[1])
        return ("", f"{count} missed, left for {self.whom}"), *(("", text) for text in lefts)

    @property
    def names(self) -> str:
        """The targets that are left, by their short names."""
        return ", ".join(row.short for row in self.left)


def remaining(stage: Stage, beat: Beat, rows: tuple[MetricRow, ...]) -> Remaining:
    """What the metrics of a beat leave missed.

    A miss is left for a later decision of the stage where that is judged by it and the one of the beat is not; only a
    reveal leaves any.
    """
    missed = tuple(row for row in rows if not row.met)
    if beat.kind != "reveal":
        return Remaining(rows, missed)
    at = decision_index(stage, decision_of(stage, beat).id)
    here, after = set(stage.decisions[at].judged_by), stage.decisions[at + 1 :]
    left = tuple(r for r in missed if r.metric not in here and any(r.metric in d.judged_by for d in after))
    by_next = bool(after) and all(row.metric in after[0].judged_by for row in left)
    return Remaining(rows, tuple(row for row in missed if row not in left), left, NEXT if by_next else LATER)


def left_text(workings: Workings, stage_index: int, beat: Beat, whose: str) -> str:
    """What a reveal leaves for a later move, as a sentence on `whose` move; empty where it leaves nothing."""
    road, _ = standing_at(workings, stage_index, beat)
    values = workings.values(road, workings.parameters(stage_index))
    found = remaining(workings.case.stages[stage_index], beat, metric_rows(workings, stage_index, values))
    told = ", ".join(filter(None, found.texts[0]))
    return f"After {whose} move: {told} ({', '.join(row.name for row in found.left)})." if found.left else ""

"""The reveal: one sentence, the trade-off, what changed, the record, and what the numbers say."""

from __future__ import annotations

from casewalk.case import Move
from casewalk.tui.course import Course, Place
from casewalk.tui.text import EMPTY, Row, section, span
from casewalk.tui.views.grounds import right_notes
from casewalk.tui.views.story import evenly, lines, prose, record_view
from casewalk.tui.views.tradeoff import VERDICT_STYLES, Roles, shown_columns, trade_off_view
from casewalk.walk import Walk, decision_index, decision_of, telling
from casewalk.walk.answers import offered_moves
from casewalk.walk.debrief import revisit_text
from casewalk.walk.grounds import Grounds
from casewalk.walk.moments import tell_move
from casewalk.walk.prose import Block, Run
from casewalk.walk.tradeoff import TradeOff, fitting_interval, trade_off
from casewalk.walk.verdicts import Verdict, judge, least_bad
from casewalk.walk.workings import FOLLOWED

UNDER = 50
"""Columns of a move's second row that its name and its reason take."""
HOLDS = {
    Verdict.FITS: ("it holds, and it ", "fits"),
    Verdict.OVERBUILDS: ("it holds, and it ", "overbuilds"),
    Verdict.BREAKS: ("it ", "breaks"),
}


def table_of(course: Course, walk: Walk, place: Place) -> TradeOff:
    """The trade-off of the decision at a place, under the digits of this walk."""
    stage, beat = place.stage(course.case), place.beat(course.case)
    decision = decision_of(stage, beat)
    digits = {m.id: n for n, m in enumerate(offered_moves(walk, stage, decision), 1)}
    return trade_off(course.workings, place.stage_index, decision_index(stage, decision.id), digits)


def sentence(course: Course, walk: Walk, place: Place, width: int) -> tuple[Row, ...]:
    """What the product did, what you did, and what it is worth."""
    stage, beat = place.stage(course.case), place.beat(course.case)
    decision = decision_of(stage, beat)
    at = decision_index(stage, decision.id)
    picked = walk.picks[stage.id, decision.id]
    moves = {m.id: m for m in decision.moves}
    outcomes = judge(course.workings, place.stage_index, at)
    if picked.move not in outcomes:
        return lines(f"You {moves[picked.move].past}. The case has changed since, and locks that move now.", width)
    verdict = outcomes[picked.move].verdict
    off = course.workings.off_road(place.stage_index, at)
    least = picked.move in least_bad(course.workings, decision, outcomes)
    told = [
        _sentence(moves[decision.chosen], moves[picked.move], verdict, off=off, least=least, brief=brief)
        for brief in (False, True)
    ]
    styles = {"strong": "text bold", "number": f"{VERDICT_STYLES[verdict]} bold", "": "mute", "code": "text"}
    wrapped = [evenly(runs, width) for runs in told]
    # One row where the short words have room: a second one would be taken from the diagram.
    best = wrapped[1] if len(wrapped[1]) == 1 < len(wrapped[0]) else wrapped[0]
    return tuple(Row(tuple(span(r.text, styles[r.style]) for r in line)) for line in best)


def _sentence(product: Move, yours: Move, verdict: Verdict, *, off: bool, least: bool, brief: bool) -> list[Run]:
    """What is told of two moves; in `brief` yours goes by its short name."""
    lead, word = HOLDS[verdict]
    if brief:
        runs = [Run(f"The product{', on its own road,' if off else ''} {product.past}.", "strong")]
        runs += [Run(f" Yours, {yours.short}, "), Run(word, "number"), Run(".")]
        return [*runs, Run(" Nothing fits; it counts as a fit.")] if least else runs
    runs = [Run(f"The product{', on its own road,' if off else ''} {product.past}.", "strong")]
    if yours is product:
        runs += [Run(" So did you: "), Run(f"it {word}", "number"), Run(" on yours." if off else ".")]
    else:
        runs += [Run(f" You {yours.past}: {lead}"), Run(word, "number"), Run(".")]
    if least:
        runs.append(Run(" Nothing fits here; yours is the least bad, and counts as a fit."))
    return runs


def table_view(
    course: Course, walk: Walk, place: Place, width: int, first: int, grounds: Grounds | None = None
) -> tuple[Row, ...]:
    """The sentence and the table below it; once the grounds are known, when each move is right."""
    stage, beat = place.stage(course.case), place.beat(course.case)
    decision = decision_of(stage, beat)
    picked = walk.picks[stage.id, decision.id]
    roles = Roles(decision.chosen, picked.move, picked.sure)
    table = table_of(course, walk, place)
    return (
        *sentence(course, walk, place, width),
        EMPTY,
        *trade_off_view(table, roles, width, first, notes=right_notes(grounds, width - UNDER)),
    )


def last_column(course: Course, walk: Walk, place: Place, width: int) -> int:
    """The largest `first` that the arrow keys may reach."""
    table = table_of(course, walk, place)
    if width < 70:
        return len(table.rows) - 1
    first = 0
    while shown_columns(table, width, first).stop < len(table.columns):
        first += 1
    return first


def _entries(course: Course, walk: Walk, place: Place) -> list[tuple[str, tuple[Block, ...]]]:
    stage, beat = place.stage(course.case), place.beat(course.case)
    decision = decision_of(stage, beat)
    at = decision_index(stage, decision.id)
    picked = walk.picks[stage.id, decision.id]
    off = course.workings.off_road(place.stage_index, at)
    # Off the product's road its move says nothing here: the record is of the learner's own.
    recorded = next(m for m in decision.moves if m.id == (picked.move if off else decision.chosen))
    workings = course.workings if off else course.workings.along(FOLLOWED)
    entries = [
        (name, tell_move(workings, place.stage_index, at, recorded, text))
        for name, text in (("Gained", recorded.gained), ("Gave up", recorded.gave_up), ("Risk", recorded.risk))
    ]
    if not off:
        revisit = Run(revisit_text(course.workings, place.stage_index, decision), "number")
        entries.append(("Revisit when", (Block((revisit,)),)))
    if interval := fitting_interval(course.workings, place.stage_index, at):
        label = course.workings.label_of(interval.lever)
        fits = (Run(f"{label} from "), Run(interval.low, "number"), Run(" to "), Run(interval.high, "number"))
        entries.append(("Fits", (Block(fits),)))
    if picked.why:
        entries.append(("Your why", (Block((Run(f"“{picked.why}”"),)),)))
    return entries


def record(course: Course, walk: Walk, place: Place, width: int, room: int) -> tuple[Row, ...]:
    """The decision record, then yours where you took another move, then what the numbers say."""
    stage, beat = place.stage(course.case), place.beat(course.case)
    decision = decision_of(stage, beat)
    entries = _entries(course, walk, place)
    at = decision_index(stage, decision.id)
    off = course.workings.off_road(place.stage_index, at)
    rows = [section("Decision record", width, "yours" if off else "")]
    stacked = record_view(entries, width, stacked=True)
    rows += stacked if len(stacked) <= room - 1 else record_view(entries, width, stacked=False)
    rows += [EMPTY, section("What the numbers say", width)]
    rows += prose(telling.reveal(course.workings, place.stage_index, beat), width)
    if off:
        return tuple(rows)
    if decision.record.revisit_why:
        rows += [EMPTY, *lines(f"Look again then: {decision.record.revisit_why}", width)]
    return (*rows, *_yours(course, walk, place, width))


def _yours(course: Course, walk: Walk, place: Place, width: int) -> tuple[Row, ...]:
    """What your own move gained and gave up, where it is not the product's."""
    stage, beat = place.stage(course.case), place.beat(course.case)
    decision = decision_of(stage, beat)
    picked = walk.picks[stage.id, decision.id]
    if picked.move == decision.chosen:
        return ()
    at = decision_index(stage, decision.id)
    move = next(m for m in decision.moves if m.id == picked.move)
    entries = [
        (name, tell_move(course.workings, place.stage_index, at, move, text))
        for name, text in (("Gained", move.gained), ("Gave up", move.gave_up), ("Risk", move.risk))
    ]
    return (EMPTY, section("Your move", width, move.short), *record_view(entries, width, stacked=False))

"""The reveal: one sentence, the trade-off, what changed, the record, and what the numbers say."""

from __future__ import annotations

from collections.abc import Sequence

from casewalk.case import Decision, Move
from casewalk.diagram import Picture
from casewalk.diagram.picture import MARKS as CHANGES
from casewalk.tui.course import Course, Place
from casewalk.tui.text import EMPTY, Row, cut_text, row, section, span
from casewalk.tui.views.frame import judged
from casewalk.tui.views.grounds import right_notes
from casewalk.tui.views.story import evenly, lines, prose, record_view
from casewalk.tui.views.tradeoff import VERDICT_STYLES, WIDE, Roles, note_rooms, shown_columns, trade_off_view
from casewalk.walk import Walk, decision_index, decision_of, telling
from casewalk.walk.answers import offered_moves
from casewalk.walk.debrief import revisit_text
from casewalk.walk.grounds import Grounds
from casewalk.walk.metrics import MetricRow
from casewalk.walk.moments import tell_move
from casewalk.walk.prose import Block, Run, cells, inside
from casewalk.walk.remaining import remaining
from casewalk.walk.tradeoff import TradeOff, fitting_interval, trade_off
from casewalk.walk.verdicts import Verdict, judge, least_bad
from casewalk.walk.workings import FOLLOWED, Workings

YOURS, PRODUCTS, BOTH = "yours", "the product's", "yours and the product's"
SIGNS = {YOURS: "▸", PRODUCTS: "◆", BOTH: "▸"}
"""As the table marks whose row is whose."""
SAID = {YOURS: "yours", PRODUCTS: "the product"}
"""Whose move targets stand after, in words."""
LARGER = ("Tab or d: larger", "d: larger")
"""How to see the picture larger, in fewer words where there is less room."""
LINE = 9
"""Cells of a heading's line that say that there is more, when its pane is read."""
Entries = list[tuple[str, tuple[Block, ...]]]
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
        runs += [Run(f" Yours, {inside(yours.short)}, "), Run(word, "number"), Run(".")]
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
    course: Course,
    walk: Walk,
    place: Place,
    width: int,
    first: int,
    grounds: Grounds | None = None,
    left: Sequence[str] = (),
) -> tuple[Row, ...]:
    """The sentence and the table below it, `left` in its heading; once the grounds are known, when moves are right."""
    stage, beat = place.stage(course.case), place.beat(course.case)
    decision = decision_of(stage, beat)
    picked = walk.picks[stage.id, decision.id]
    roles = Roles(decision.chosen, picked.move, picked.sure)
    table = table_of(course, walk, place)
    notes = right_notes(grounds, note_rooms(table, width, first)) if width >= WIDE else {}
    return (
        *sentence(course, walk, place, width),
        EMPTY,
        *trade_off_view(table, roles, width, first, notes=notes, left=left),
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


def shown_move(course: Course, walk: Walk, place: Place) -> tuple[Move, str]:
    """The move that a reveal's picture and record show, and whose it is: the one that the road takes."""
    stage, beat = place.stage(course.case), place.beat(course.case)
    decision = decision_of(stage, beat)
    at = decision_index(stage, decision.id)
    taken = course.workings.taken(place.stage_index, at)
    move = next(m for m in decision.moves if m.id == taken)
    # Off the product's road its move says nothing here, even where it is the same.
    if taken != decision.chosen or course.workings.off_road(place.stage_index, at):
        return move, YOURS
    return move, BOTH if walk.picks[stage.id, decision.id].move == taken else PRODUCTS


def standing_remarks(course: Course, walk: Walk, place: Place, rows: tuple[MetricRow, ...]) -> tuple[Row, ...]:
    """What the targets of a place come to, in fewer and fewer words.

    In a reveal it says whose move they stand after, where the product's is another than yours; and what is left for the
    stage's next move is not in the colour of a miss.
    """
    found = remaining(place.stage(course.case), place.beat(course.case), rows)
    whose = shown_move(course, walk, place)[1] if place.beat(course.case).kind == "reveal" else BOTH
    if whose == BOTH and not found.left:
        return (judged(found.texts[0][0], missed=bool(found.missed)),)
    sign = ("✗ " if found.missed else "○ ") if whose == BOTH else f"{SIGNS[whose]} "
    leads = (sign,) if whose == BOTH else (f"{sign}{SAID[whose]}: ", sign)
    style = "miss" if found.missed else "mute"
    return tuple(
        row(span(f"{lead}{missed}", style), span(f", {left}" if missed and left else left, "mute"))
        for missed, left in found.texts
        for lead in leads
    )


def left_remarks(course: Course, walk: Walk, place: Place, rows: tuple[MetricRow, ...]) -> tuple[str, ...]:
    """What a reveal leaves for the stage's next move, with its names and without; nothing where it leaves none."""
    found = remaining(place.stage(course.case), place.beat(course.case), rows)
    if not found.left:
        return ()
    told = standing_remarks(course, walk, place, rows)[0].text
    return f"{told}: {found.names}", told


def heading(titles: tuple[str, str], move: Move, whose: str, width: int, line: int = 0) -> str:
    """A title that names the move below it and whose it is, in fewer words where there is less room.

    `titles` are the title's words and its short ones. Where whose it is has no room, its sign in the table stands
    for it. The heading's line has `line` cells, as far as its title with the move leaves them.
    """
    signed = f"{SIGNS[whose]} {move.short}"
    named = f"{move.short}, {whose}"
    forms = [f"{title}: {told}" for told in (named, signed) for title in titles]
    rooms = (width - line, width)
    found = (form for room in rooms for form in forms if cells(form) <= room)
    return next(found, cut_text(signed, width))


def changed_heading(
    course: Course, walk: Walk, place: Place, shown: Picture, width: int, *, larger: bool = False
) -> tuple[str, str]:
    """The picture's title and its legend: the marks that are in it, all of them where there is room.

    Where the picture may be seen `larger`, the legend says by which key.
    """
    move, whose = shown_move(course, walk, place)
    found = (
        {p.status for p in shown.parts} | {link.status for link in shown.links} | ({"removed"} if shown.gone else set())
    )
    marks = [f"{mark} {status}" for status, mark in CHANGES.items() if status]
    every, there = "   ".join(marks), "   ".join(m for m in marks if m.split(" ")[1] in found)
    titles = ("What changed", "Changed")
    whole = f"{titles[0]}: {move.short}, {whose}"
    legend = every if cells(whole) + cells(every) + 3 <= width else there
    if larger:
        forms = [f"{there}   {key}".strip() for key in LARGER]
        legend = next((form for form in forms if cells(whole) + cells(form) + 3 <= width), forms[-1])
    return heading(titles, move, whose, width - cells(legend) - 3), legend


def _record_of(workings: Workings, place: Place, decision: Decision, move: Move) -> Entries:
    """What a move gained and gave up, and its risk."""
    at = workings.case.stages[place.stage_index].decisions.index(decision)
    told = (("Gained", move.gained), ("Gave up", move.gave_up), ("Risk", move.risk))
    return [(name, tell_move(workings, place.stage_index, at, move, text)) for name, text in told]


def _products(course: Course, place: Place, decision: Decision) -> Entries:
    """The record of the product's move on its own road, and when to look at it again."""
    move = next(m for m in decision.moves if m.id == decision.chosen)
    revisit = Run(revisit_text(course.workings, place.stage_index, decision), "number")
    entries = _record_of(course.workings.along(FOLLOWED), place, decision, move)
    return [*entries, ("Revisit", (Block((revisit,)),))]


def _look_again(decision: Decision, width: int) -> tuple[Row, ...]:
    why = decision.record.revisit_why
    return (EMPTY, *lines(f"Look again then: {why}", width)) if why else ()


def _entries(course: Course, walk: Walk, place: Place, move: Move, whose: str) -> Entries:
    stage, beat = place.stage(course.case), place.beat(course.case)
    decision = decision_of(stage, beat)
    entries = (
        _record_of(course.workings, place, decision, move) if whose == YOURS else _products(course, place, decision)
    )
    if interval := fitting_interval(course.workings, place.stage_index, decision_index(stage, decision.id)):
        label = course.workings.label_of(interval.lever)
        fits = (Run(f"{label} from "), Run(interval.low, "number"), Run(" to "), Run(interval.high, "number"))
        entries.append(("Fits", (Block(fits),)))
    picked = walk.picks[stage.id, decision.id]
    if picked.why:
        # In the record of another move than yours it says which one it is of.
        of = "" if picked.move == move.id else f", of {next(m.short for m in decision.moves if m.id == picked.move)}"
        entries.insert(0, ("Your why", (Block((Run(f"“{picked.why}”{of}"),)),)))
    return entries


def record(course: Course, walk: Walk, place: Place, width: int, room: int) -> tuple[Row, ...]:
    """The record of the move that the picture shows, what the numbers say, and the record of the other one."""
    stage, beat = place.stage(course.case), place.beat(course.case)
    decision = decision_of(stage, beat)
    move, whose = shown_move(course, walk, place)
    entries = _entries(course, walk, place, move, whose)
    rows = [section(heading(("Decision record", "Record"), move, whose, width, LINE), width)]
    rows += record_view(entries, width, room - 1)
    rows += [EMPTY, section("What the numbers say", width)]
    rows += prose(telling.reveal(course.workings, place.stage_index, beat), width)
    if course.workings.off_road(place.stage_index, decision_index(stage, decision.id)):
        return tuple(rows)
    again = _look_again(decision, width)
    other = _other(course, walk, place, whose, width)
    return (*rows, *other, *again) if whose == YOURS else (*rows, *again, *other)


def _other(course: Course, walk: Walk, place: Place, whose: str, width: int) -> tuple[Row, ...]:
    """The record that is not shown above: yours where that is the product's, the product's where that is yours."""
    decision = decision_of(place.stage(course.case), place.beat(course.case))
    picked = walk.picks[place.stage(course.case).id, decision.id].move
    if whose == BOTH:
        return ()
    title, of = ("The product's move", decision.chosen) if whose == YOURS else ("Your move", picked)
    move = next(m for m in decision.moves if m.id == of)
    entries = (
        _products(course, place, decision) if whose == YOURS else _record_of(course.workings, place, decision, move)
    )
    return (EMPTY, section(title, width, move.short), *record_view(entries, width))

"""The what-if: one constraint changes, the learner says which move fits now, and the model answers."""

from __future__ import annotations

from casewalk.tui.course import Course, Place
from casewalk.tui.text import EMPTY, Row, Span, packed, row, section, span
from casewalk.tui.views.choices import Option, choices
from casewalk.tui.views.look import Look
from casewalk.tui.views.story import lines, prose
from casewalk.tui.views.tradeoff import MARKS, VERDICT_STYLES, missed_names
from casewalk.walk import Walk, decision_index, decision_of, flip_of, telling
from casewalk.walk.answers import NONE_FITS, offered_moves
from casewalk.walk.beats import further_flips
from casewalk.walk.flips import FlipAnswer, answer_flip, change_texts
from casewalk.walk.locks import open_moves
from casewalk.walk.moments import ask_text
from casewalk.walk.prose import capital

NONE = "None of them"


def flip_options(course: Course, walk: Walk, place: Place) -> tuple[tuple[str, Option], ...]:
    """The decision's moves that are open, under the digits of the decision itself, and at the end none of them."""
    stage, beat = place.stage(course.case), place.beat(course.case)
    decision = decision_of(stage, beat)
    at = decision_index(stage, decision.id)
    able = {
        m.id for m in open_moves(course.workings, place.stage_index, at, course.workings.road_to(place.stage_index, at))
    }
    moves = offered_moves(walk, stage, decision)
    found = [(m.id, Option(digit, m.short)) for digit, m in enumerate(moves, 1) if m.id in able]
    return (*found, (NONE_FITS, Option(len(moves) + 1, NONE)))


def flip_view(course: Course, walk: Walk, place: Place, look: Look, width: int, room: int) -> tuple[Row, ...]:
    """The change and the question; once predicted, what the model says of every move."""
    stage, beat = place.stage(course.case), place.beat(course.case)
    flip = flip_of(stage, beat)
    rows = [
        section("What if", width),
        *lines(ask_text(course.workings, place.stage_index, beat, flip.ask), width, "text bold"),
        EMPTY,
    ]
    for text in change_texts(course.workings, place.stage_index, flip):
        rows += lines(text, width, "text")
    predicted = walk.predictions.get((stage.id, flip.id))
    options = flip_options(course, walk, place)
    if predicted is None:
        listed = [option for _, option in options]
        rows += [EMPTY, row(span("Which move fits now?", "mute"))]
        return packed((*rows, *choices(listed, width, room - len(rows), look.choice).rows), room)
    digits = {move: option.digit for move, option in options}
    answer = answer_flip(course.workings, place.stage_index, flip, digits)
    said = next((option.label for move, option in options if move == predicted.move), NONE)
    rows += [EMPTY, *_answer(answer, said, predicted.move, width), EMPTY]
    blocks = telling.flip_because(course.workings, place.stage_index, flip, answer)
    return packed((*rows, *prose(blocks, width), *_further(course, place, width)), room)


def _answer(answer: FlipAnswer, said: str, predicted: str, width: int) -> list[Row]:
    mark = Span("✓ ", "ok") if answer.right(predicted) else Span("✗ ", "miss")
    remark = f", {answer.remark(predicted)}" if answer.remark(predicted) else ""
    rows = [Row((mark, span(f"You said: {said}{remark}.", "mute"))), EMPTY]
    for move in answer.table.rows:
        verdict = Span(f"{MARKS[move.verdict]} {move.verdict:<10}", f"{VERDICT_STYLES[move.verdict]} bold")
        product = "◆ " if move.move == answer.chosen else "  "
        name = span(f"  {product}{move.name:<21}", "text bold")
        head, missed = (verdict, name, span(f"{move.cost:>9}  ", "text")), missed_names(answer.table, move)
        short = f"misses {missed[0]}" if len(missed) == 1 else move.reason
        reason = next((r for r in (move.reason, short) if Row((*head, span(r))).width <= width), "")
        rows.append(Row((*head, span(reason, "mute"))))
        if not reason:
            rows += [Row((Span(" " * 12), *line.spans)) for line in lines(short, width - 12)]
    return rows


def _further(course: Course, place: Place, width: int) -> list[Row]:
    """After the last question: the other changes, each with what fits then."""
    stage, beat = place.stage(course.case), place.beat(course.case)
    others = further_flips(stage, beat)
    if not others:
        return []
    rows = [EMPTY, section("And if instead:", width)]
    for flip in others:
        answer = answer_flip(course.workings, place.stage_index, flip, {})
        rows += lines(f"{'; '.join(answer.changes)}. {capital(answer.fits_text)}.", width)
    return rows

"""What is told after an answer, as lines of text: an estimate judged, the reveal of a decision, the debrief."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from casewalk.case import Move, Stage
from casewalk.diagram import changes
from casewalk.export import pages
from casewalk.export.grounds import grounds_lines
from casewalk.export.roads import roads_of, roads_text
from casewalk.numbers import show
from casewalk.walk import Beat, Walk, Workings, decision_index, decision_of, telling
from casewalk.walk.answers import offered_moves
from casewalk.walk.debrief import SURE_WORDS, debrief, revisit_text
from casewalk.walk.derivation import derivation, judge_estimate
from casewalk.walk.grounds import Grounds, grounds
from casewalk.walk.moments import NOW, tell_move, values_at
from casewalk.walk.prose import capital, plain
from casewalk.walk.remaining import left_text
from casewalk.walk.rivals import Rivals
from casewalk.walk.scores import calibration_texts, decisions_text
from casewalk.walk.tradeoff import fitting_interval, trade_off
from casewalk.walk.verdicts import judge, least_bad
from casewalk.walk.workings import FOLLOWED


def estimate_answer(workings: Workings, walk: Walk, stage: Stage, width: int) -> Iterable[str]:
    """How far off the estimate is, and the derivation. `workings` are those of the walk's road, here as everywhere."""
    assert stage.estimate is not None  # noqa: S101 - the caller has one
    index = workings.case.stage_index(stage.id)
    values = values_at(workings, index, 0, NOW)
    name = stage.estimate.answer
    given = walk.estimates[stage.id]
    judged = judge_estimate(given.value, values[name])
    unit = workings.unit_of(name)
    yield f"You: {show(given.value, unit)}. The model: {show(values[name], unit)}. {capital(judged.words)}."
    sheet = workings.sheet(workings.road_to(index))
    yield from pages.derivation_lines(derivation(workings, sheet, values, name), width)


BROAD = 10_000
"""So wide that a text stays one line, to be wrapped behind its label."""


def labelled(label: str, text: str, width: int) -> list[str]:
    """A text behind its label, the lines after the first set in."""
    return textwrap.wrap(f"{label}: {text}", width, subsequent_indent="    ", break_long_words=False)


def reveal_text(
    workings: Workings, walk: Walk, index: int, beat: Beat, width: int, known: Grounds | None = None
) -> Iterable[str]:
    """The whole reveal of a decision: sentence, trade-off, story, grounds, difference, record.

    The grounds are found now, unless they are `known`.
    """
    stage = workings.case.stages[index]
    decision = decision_of(stage, beat)
    at = decision_index(stage, decision.id)
    picked = walk.picks[stage.id, decision.id]
    chosen, yours = (next(m for m in decision.moves if m.id == i) for i in (decision.chosen, picked.move))
    off = workings.off_road(index, at)
    yield _sentence(workings, index, at, chosen, yours)
    whose = "your" if workings.taken(index, at) == yours.id else "the product's"
    if left := left_text(workings, index, beat, whose):
        yield from textwrap.wrap(left, width)
    yield ""
    digits = {m.id: n for n, m in enumerate(offered_moves(walk, stage, decision), 1)}
    yield from pages.trade_off_lines(trade_off(workings, index, at, digits), width, decision.chosen, picked.move)
    yield ""
    yield from plain(telling.reveal(workings, index, beat), width)
    if interval := fitting_interval(workings, index, at):
        yield f"{workings.label_of(interval.lever)}: fits from {interval.low} to {interval.high}."
    yield ""
    yield from grounds_lines(known or grounds(Rivals(workings, index, at)), width)
    yield ""
    yield from _changed(workings, index, at, width)
    yield ""
    spoken = [] if off else [("The product", chosen, workings.along(FOLLOWED))]
    spoken += [("You", yours, workings)] if off or yours is not chosen else []
    for whose, move, where in spoken:
        for what in ("gained", "gave_up", "risk"):
            told = " ".join(plain(tell_move(where, index, at, move, getattr(move, what)), BROAD))
            yield from labelled(f"{whose}, {what.replace('_', ' ')}", told, width)
    if off:
        return
    revisit = f"{revisit_text(workings, index, decision)}. {decision.record.revisit_why}".strip()
    yield from labelled("Revisit the product's move when", revisit, width)


def _changed(workings: Workings, index: int, at: int, width: int) -> Iterable[str]:
    """What the road's move changed of the picture, in words."""
    yield "What changed:"
    before, road = workings.road_to(index, at), workings.road_to(index, at + 1)
    changed = changes(pages.picture_of(workings, index, road, before)) or ("nothing that is drawn.",)
    yield from (line for text in changed for line in textwrap.wrap(text, width, subsequent_indent="    "))


def _sentence(workings: Workings, index: int, at: int, chosen: Move, yours: Move) -> str:
    """What the product did, what you did, and what it is worth on your road."""
    decision = workings.case.stages[index].decisions[at]
    outcomes = judge(workings, index, at)
    if yours.id not in outcomes:
        return f"You {yours.past}. The case has changed since, and locks that move now."
    where = ", on its own road," if workings.off_road(index, at) else ""
    least = yours.id in least_bad(workings, decision, outcomes)
    told = f"The product{where} {chosen.past}. You {yours.past}: it {outcomes[yours.id].verdict}."
    return f"{told} Nothing fits here; yours is the least bad, and counts as a fit." if least else told


def debrief_text(workings: Workings, walk: Walk) -> Iterable[str]:
    """The debrief as text."""
    found = debrief(workings, walk)
    scores = found.scores
    yield f"Decisions: {scores.decisions.text} ({decisions_text(scores)})"
    estimates, predictions = scores.estimates.text, scores.predictions.text
    yield f"Signals: {scores.signals.text}. Estimates in range: {estimates}. What ifs: {predictions}."
    yield f"Calibration: {', '.join(calibration_texts(scores)).replace(', fit', ' fit')}."
    yield ""
    for row in found.road:
        other = "" if row.same or not row.yours else f"; the product: {row.products}"
        verdict = f"{row.verdict}, {row.reason}" if row.verdict else "not decided"
        sure = f", {SURE_WORDS[row.sure]} sure" if row.sure else ""
        yield f"{row.stage} {row.stage_title}: {row.yours or '-'}{sure}{other}. {capital(verdict)}."
        if row.yours:
            yield f"    Your why: {row.why or 'none written'}"
            yield f"    The product gained: {row.products_why}"
    if (roads := roads_of(workings, walk)) is not None:
        yield ""
        yield from roads_text(roads, pages.WIDTH)
        yield ""
    for wrong in found.sure_and_wrong:
        yield f"Sure, and wrong, in stage {wrong.stage}: {wrong.yours}. {wrong.says}"

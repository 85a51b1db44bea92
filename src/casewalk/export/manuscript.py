"""A stage's prose on the product's road with its numbers in it: what an author reads to proof-read it.

And the picture under one move, which a walk shows only after the move.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from casewalk.case import Decision, Move
from casewalk.diagram import changes, draw
from casewalk.diagram.drawing import BOXLESS, HIGH, WIDE
from casewalk.export import pages
from casewalk.export.reveals import BROAD, labelled
from casewalk.walk import Beat, Step, Workings, telling
from casewalk.walk.beats import ASKED
from casewalk.walk.debrief import revisit_text
from casewalk.walk.flips import answer_flip
from casewalk.walk.moments import ask_text, tell_move
from casewalk.walk.prose import Block, plain


def manuscript_lines(workings: Workings, stage_index: int, width: int) -> Iterator[str]:
    """All that is told of a stage on the product's road, in the order of the walk, each text behind its key."""
    stage = workings.case.stages[stage_index]
    yield from pages.heading(workings, stage_index)
    yield from _told("situation", telling.situation(workings, stage_index), width)
    yield from _told("why", telling.why(workings, stage_index), width)
    yield from _estimate(workings, stage_index, width)
    yield from _signal(workings, stage_index, width)
    for at, decision in enumerate(stage.decisions):
        yield from _decision(workings, stage_index, at, decision, width)
    yield from _told("aftermath", telling.aftermath(workings, stage_index), width)
    yield from _flips(workings, stage_index, width)
    yield from pages.failure_lines(stage.failures, width)


def move_lines(workings: Workings, stage_index: int, at: int, move: Move, width: int) -> Iterator[str]:
    """The picture that stands after a move on the product's road, how it draws where it has to, and what changed."""
    stage = workings.case.stages[stage_index]
    before = workings.product_road(stage_index, at)
    road = (*before, Step(stage.id, stage.decisions[at].id, move.id))
    drawn = pages.picture_of(workings, stage_index, road)
    yield from pages.heading(workings, stage_index)
    yield f"after {move.id}: {move.label}"
    yield ""
    yield from pages.diagram_lines(drawn, width)
    yield ""
    small = draw(drawn, WIDE, HIGH)
    form = "not in boxes" if small.form in BOXLESS else "in boxes"
    yield f"At {WIDE} by {HIGH} cells: {form}, {small.crossings} crossing{'' if small.crossings == 1 else 's'}."
    changed = changes(pages.picture_of(workings, stage_index, road, before)) or ("nothing that is drawn.",)
    for text in ("What changed:", *changed):
        yield from textwrap.wrap(text, width, subsequent_indent="    ")


def _told(key: str, blocks: Iterable[Block], width: int) -> Iterator[str]:
    """A passage under its key; nothing where it is empty."""
    lines = plain(blocks, width - 4)
    if lines:
        yield from ("", f"{key}:", *(f"    {line}".rstrip() for line in lines))


def _hints(workings: Workings, stage_index: int, beat: Beat, width: int) -> Iterator[str]:
    for text in telling.hints(workings, stage_index, beat):
        yield from labelled("hint", ask_text(workings, stage_index, beat, text), width)


def _estimate(workings: Workings, stage_index: int, width: int) -> Iterator[str]:
    asked, beat = workings.case.stages[stage_index].estimate, Beat("estimate")
    if asked is None:
        return
    yield ""
    yield from labelled("estimate", ask_text(workings, stage_index, beat, asked.ask), width)
    yield from _hints(workings, stage_index, beat, width)
    yield from _told("estimate, because", telling.estimate_because(workings, stage_index), width)


def _signal(workings: Workings, stage_index: int, width: int) -> Iterator[str]:
    signal, beat = workings.case.stages[stage_index].signal, Beat("signal")
    yield ""
    yield from labelled("signal", signal.ask, width)
    if signal.cure:
        yield from labelled("more of the same", signal.cure, width)
    yield f"proof: {'none yet' if signal.proof is None else workings.label_of(signal.proof)}"
    for name in signal.others:
        told = " ".join(plain(telling.signal_shows(workings, stage_index, name), BROAD))
        yield from labelled(workings.label_of(name), told, width)
    yield from _hints(workings, stage_index, beat, width)
    yield from _told("signal, because", telling.signal_because(workings, stage_index), width)


def _decision(workings: Workings, stage_index: int, at: int, decision: Decision, width: int) -> Iterator[str]:
    beat = Beat("move", decision.id)
    yield ""
    yield from labelled(decision.id, ask_text(workings, stage_index, beat, decision.ask), width)
    yield from _hints(workings, stage_index, beat, width)
    for move in decision.moves:
        chosen = " ◆" if move.id == decision.chosen else ""
        yield from ("", f"{move.id}{chosen}: {move.label}", f"    The product {move.past}.")
        for what in ("how", "gained", "gave_up", "risk"):
            told = " ".join(plain(tell_move(workings, stage_index, at, move, getattr(move, what)), BROAD))
            yield from (f"    {line}" for line in labelled(what.replace("_", " "), told, width - 4))
    yield from _told("reveal", telling.reveal(workings, stage_index, Beat("reveal", decision.id)), width)
    yield ""
    revisit = f"{revisit_text(workings, stage_index, decision)}. {decision.record.revisit_why}".strip()
    yield from labelled("record, revisit when", revisit, width)


def _flips(workings: Workings, stage_index: int, width: int) -> Iterator[str]:
    """The flips that are asked, with what the model says of each; of the others the one line that is told."""
    for n, flip in enumerate(workings.case.stages[stage_index].flips):
        answer = answer_flip(workings, stage_index, flip, {})
        yield ""
        if n >= ASKED:
            yield from labelled(f"flip {flip.id}, told", " ".join(pages.further_lines(answer, BROAD)), width)
            continue
        asked = ask_text(workings, stage_index, Beat("flip", flip.id), flip.ask)
        yield from labelled(f"flip {flip.id}, asked", asked, width)
        yield from labelled("    the model", f"{'; '.join(answer.changes)}: {answer.fits_text}.", width)
        yield from _told("because", telling.flip_because(workings, stage_index, flip, answer), width)

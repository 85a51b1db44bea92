"""Grounds as text and as JSON values: what would change an answer, where each move is right, what it outlives."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

from casewalk.numbers import from_base
from casewalk.walk import grounds_text as words
from casewalk.walk.grounds import Grounds, Turn


def _item(runs: words.Runs, width: int, lead: str = "- ") -> list[str]:
    text = f"{lead}{words.text_of(runs)}"
    return textwrap.wrap(text, width, subsequent_indent="    ", break_long_words=False)


def mind_lines(grounds: Grounds, width: int) -> Iterator[str]:
    """What would change the answer, and where each move is right."""
    changers = words.mind_changers(grounds)
    if changers:
        yield f"{words.MIND}:"
    for runs in changers:
        yield from _item(runs, width)
    yield f"{words.RIGHT}:"
    for move in (m for m in grounds.rivals.decision.moves if m.id in grounds.rivals.moves):
        yield from _item(words.right_when(grounds, move.id), width, f"- {move.short}: ")


def outlived_lines(grounds: Grounds, width: int) -> Iterator[str]:
    """The judged targets halved and doubled, and what was assumed at the ends of its likely range."""
    yield f"{words.TARGETS}: {words.targets_remark(grounds)}."
    for runs in words.target_changes(grounds):
        yield from _item(runs, width)
    if grounds.assumed:
        yield f"{words.ASSUMED}: {words.doubts_remark(grounds)}."
    for doubt in grounds.doubts:
        yield from _item(words.doubt_runs(grounds, doubt), width)


def grounds_lines(grounds: Grounds, width: int) -> Iterator[str]:
    """Everything on which an answer stands."""
    yield from mind_lines(grounds, width)
    yield from outlived_lines(grounds, width)


def _turn(turn: Turn) -> dict[str, Any]:
    return {
        "parameter": turn.scale.name,
        "below" if turn.below else "from": from_base(turn.value, turn.scale.unit),
        "unit": turn.scale.unit,
        "fits": list(turn.fits),
        "marked": turn.marked,
    }


def grounds_json(grounds: Grounds) -> dict[str, Any]:
    """The same as JSON values, with every turn of every constraint, the nearest first; numbers in declared units."""
    workings = grounds.rivals.workings
    return {
        "fits": list(grounds.fits),
        "turns": [_turn(turn) for turn in grounds.turns],
        "right_when": {move: _turn(turn) for move, turn in grounds.right_when.items()},
        "right_ends": {move: _turn(turn) for move, turn in grounds.right_ends.items()},
        "examples": {
            move: {scale.name: from_base(value, scale.unit) for scale, value in example.changes}
            for move, example in grounds.examples.items()
        },
        "targets": [
            {"metric": t.metric, "factor": t.factor, "target": from_base(t.limit, workings.unit_of(t.metric))}
            | {"fits": list(t.fits)}
            for t in grounds.targets
        ],
        "assumptions": grounds.assumed,
        "not_outlived": [
            _turn(d.turn) | {"likely": [from_base(end, d.scale.unit) for end in d.likely]} for d in grounds.doubts
        ],
    }

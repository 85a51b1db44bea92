"""A what-if as text and as JSON values: what was changed, every move judged again, and where verdicts change."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from casewalk.export.grounds import grounds_json
from casewalk.export.pages import trade_off_lines
from casewalk.numbers import from_base
from casewalk.walk.grounds import grounds
from casewalk.walk.prose import inside
from casewalk.walk.rivals import Rivals
from casewalk.walk.scales import Scale
from casewalk.walk.sweep import Sweep, stretch_text, stretches, sweep
from casewalk.walk.verdicts import Outcome, Verdict
from casewalk.walk.whatif import WhatIf, constraints, scales, under, what_if

COLUMNS = 120
"""Columns of a sweep that is told in words."""


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, subsequent_indent="    ", break_long_words=False)


def constraint_lines(
    rivals: Rivals, overrides: Mapping[str, float], width: int, *, everything: bool = False, more: str = ""
) -> Iterator[str]:
    """The constraints that matter to a decision: name to type, value, what it is in the case, range and label.

    Of those that come after them `more` says how they are listed; without it they are named.
    """
    found = constraints(rivals)
    shown = (*found.marked, *found.others) if everything else found.marked
    for scale in scales(rivals, shown):
        now = overrides.get(scale.name, scale.product)
        case = f" ({scale.show(scale.product)} in the case)" if now != scale.product else ""
        reach = f"{scale.show(scale.low)} to {scale.show(scale.high)}"
        yield from _wrapped(f"{scale.name} = {scale.show(now)}{case}, from {reach}: {scale.label}", width)
    if not everything and found.others:
        yield from _wrapped(
            f"and {len(found.others)} more that it depends on{'; ' if more else ': '}{more or ', '.join(found.others)}",
            width,
        )


def changed_lines(rivals: Rivals, found: WhatIf, width: int) -> Iterator[str]:
    """What was changed, and which verdicts are others for it."""
    for scale in scales(rivals, found.overrides):
        text = f"{scale.name}: {scale.show(found.overrides[scale.name])} instead of {scale.show(scale.product)}"
        yield from _wrapped(text, width)
    if found.overrides:
        said = [change.text for change in found.changes] or ["Every verdict is as in the case"]
        yield from (line for text in said for line in _wrapped(f"{text}.", width))


def boundary_lines(rivals: Rivals, found: WhatIf, width: int) -> Iterator[str]:
    """For each changed parameter, what fits along its range, all else as changed."""
    for scale in scales(rivals, found.overrides):
        swept = sweep(rivals, scale, under(rivals, found.overrides), COLUMNS)
        yield from _wrapped(f"By {scale.name} ({inside(scale.label)}), all else as above, what fits:", width)
        for part in stretches(swept):
            yield from _wrapped(f"  {stretch_text(rivals, scale, part)}", width)


def what_if_lines(
    rivals: Rivals, overrides: Mapping[str, float], digits: Mapping[str, int], width: int, yours: str = ""
) -> Iterator[str]:
    """The whole answer: changes, trade-off, boundaries along what was changed."""
    found = what_if(rivals, overrides, digits)
    yield from changed_lines(rivals, found, width)
    if overrides:
        yield ""
    yield from trade_off_lines(found.table, width, rivals.decision.chosen, yours)
    if overrides:
        yield ""
        yield from boundary_lines(rivals, found, width)


def _number(value: float, unit: str) -> float | None:
    """A value in a unit as JSON can say it; what is beyond all bounds is null."""
    written = from_base(value, unit)
    return written if math.isfinite(written) else None


def _parameter(scale: Scale, value: float) -> dict[str, Any]:
    value_, case, low, high = (_number(v, scale.unit) for v in (value, scale.product, scale.low, scale.high))
    return {"value": value_, "case": case, "range": [low, high], "unit": scale.unit, "label": scale.label}


def _boundaries(scale: Scale, swept: Sweep) -> list[dict[str, Any]]:
    return [
        {
            "from": _number(edge.first, scale.unit),
            "changes": {move: [str(edge.before[move]), str(edge.after[move])] for move in edge.changed()},
        }
        for edge in swept.boundaries
    ]


def _move(rivals: Rivals, outcome: Outcome, was: Verdict) -> dict[str, Any]:
    """One move under the changed constraints, beside its verdict in the case."""
    money = rivals.workings.unit_of(rivals.decision.minimise)
    return {
        "move": outcome.move,
        "label": next(m.label for m in rivals.decision.moves if m.id == outcome.move),
        "verdict": str(outcome.verdict),
        "verdict_in_case": str(was),
        "cost": _number(outcome.cost, money),
        "weeks": _number(outcome.weeks, "weeks"),
        "metrics": {
            r.metric: {
                "value": _number(r.value, r.unit),
                "op": r.op,
                "target": _number(r.limit, r.unit),
                "unit": r.unit,
                "met": r.met,
            }
            for r in outcome.readings
        },
    }


def what_if_json(rivals: Rivals, overrides: Mapping[str, float]) -> dict[str, Any]:
    """The answer as JSON values; numbers in the units that the case declares."""
    workings = rivals.workings
    found = what_if(rivals, overrides, {})
    was = rivals.verdicts(workings.parameters(rivals.stage_index))
    moves = [_move(rivals, outcome, was[outcome.move]) for outcome in found.outcomes.values()]
    changed = scales(rivals, overrides)
    full = under(rivals, overrides)
    return {
        "case": workings.case.header.id,
        "stage": workings.case.stages[rivals.stage_index].id,
        "decision": rivals.decision.id,
        "chosen": rivals.decision.chosen,
        "cost_unit": workings.unit_of(rivals.decision.minimise),
        "parameters": {scale.name: _parameter(scale, overrides[scale.name]) for scale in changed},
        "changes": [change.text for change in found.changes],
        "moves": moves,
        "grounds": grounds_json(grounds(rivals, overrides)),
        "boundaries": {scale.name: _boundaries(scale, sweep(rivals, scale, full, COLUMNS)) for scale in changed},
    }

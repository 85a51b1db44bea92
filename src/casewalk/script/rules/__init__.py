"""The rules, in the order in which they are asked. Each stage of checking needs the one before it to be clean."""

from __future__ import annotations

from collections.abc import Callable

from casewalk.script.rules.estimates import check_covered
from casewalk.script.rules.figures import check_bases, check_metrics, check_ranges, check_relations
from casewalk.script.rules.flows import check_flows
from casewalk.script.rules.formulas import (
    check_cycles,
    check_formulas,
    check_literals,
    check_overwritten,
    check_units,
    check_unused,
)
from casewalk.script.rules.length import check_minutes
from casewalk.script.rules.names import check_ids, check_names
from casewalk.script.rules.parts import check_parts
from casewalk.script.rules.references import check_patches, check_references
from casewalk.script.rules.report import Report
from casewalk.script.rules.roads import check_bought, check_defaults, check_roads, check_union
from casewalk.script.rules.shape import check_pictures, check_shape
from casewalk.script.rules.spoken import check_spoken
from casewalk.script.rules.strawmen import check_strawmen
from casewalk.script.rules.turning import check_apart, check_chosen, check_finite, check_sliders, check_turns
from casewalk.script.rules.wording import check_alike, check_digits, check_glossary, check_lengths, check_placeholders

Rule = Callable[[Report], None]

FIRST: tuple[Rule, ...] = (
    check_ids,
    check_names,
    check_references,
    check_formulas,
    check_units,
    check_ranges,
    check_bases,
)
"""Rules that need only that the files decode."""
TEXTS: tuple[Rule, ...] = (
    check_digits,
    check_lengths,
    check_glossary,
    check_alike,
    check_shape,
    check_unused,
    check_literals,
    check_defaults,
    check_bought,
)
"""Rules on words and shape."""
JOINED: tuple[Rule, ...] = (check_patches, check_cycles, check_overwritten)
"""Rules that need every name to lead somewhere."""
ROADS: tuple[Rule, ...] = (check_union, check_roads, check_parts)
"""Rules on every road of picks, where the patches and the product's own road are sound."""
COMPUTED: tuple[Rule, ...] = (
    check_relations,
    check_metrics,
    check_placeholders,
    check_spoken,
    check_covered,
    check_chosen,
    check_apart,
    check_sliders,
    check_turns,
    check_finite,
    check_pictures,
    check_flows,
)
"""Rules that ask the model."""
TOLD: tuple[Rule, ...] = (check_minutes,)
"""Rules on the walk as it is told: every placeholder in it resolves."""
SEARCHED: tuple[Rule, ...] = (check_strawmen,)
"""Rules that search under which constraints a move is right; last, for that takes a while."""

BLOCKING = ("CW202", "CW203", "CW301", "CW302", "CW304")
"""Faults under which names and formulas cannot be joined."""
MEANINGLESS = ("CW204", "CW303", "CW305")
"""Faults under which the model's answers would mean nothing."""
UNTOLD = ("CW402",)
"""Faults under which a walk cannot be told, though it can be computed."""
ASTRAY = ("CW307", "CW309", "CW311", "CW312", "CW601", "CW604", "CW605")
"""Faults under which a search would set out from the wrong place: ranges that do not hold the values, a lever that
forgets a move, a verdict typed in disguise, constraints that cannot be, a road that is not yet the product's,
verdicts judged by too little."""

CODES: dict[Rule, tuple[str, ...]] = {
    check_patches: ("CW204", "CW205"),
    check_cycles: ("CW303",),
    check_overwritten: ("CW309",),
    check_union: ("CW303",),
    check_roads: ("CW208", "CW209", "CW508", "CW509"),
    check_parts: ("CW210",),
    check_relations: ("CW312",),
    check_metrics: ("CW311",),
    check_placeholders: ("CW402",),
    check_spoken: ("CW405",),
    check_covered: ("CW506",),
    check_chosen: ("CW601",),
    check_apart: ("CW613",),
    check_turns: tuple(f"CW{n}" for n in range(602, 609)),
    check_finite: ("CW609",),
    check_pictures: ("CW801",),
    check_flows: ("CW207",),
    check_minutes: ("CW703",),
    check_sliders: ("CW612",),
    check_strawmen: ("CW610", "CW611"),
}
"""What the rules that may have to wait report, for the line that says which were not asked."""

__all__ = [
    "ASTRAY",
    "BLOCKING",
    "CODES",
    "COMPUTED",
    "FIRST",
    "JOINED",
    "MEANINGLESS",
    "ROADS",
    "SEARCHED",
    "TEXTS",
    "TOLD",
    "UNTOLD",
    "Report",
    "Rule",
]

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
from casewalk.script.rules.references import check_patches, check_references
from casewalk.script.rules.report import Report
from casewalk.script.rules.roads import check_defaults, check_roads, check_union
from casewalk.script.rules.shape import check_pictures, check_shape
from casewalk.script.rules.strawmen import check_strawmen
from casewalk.script.rules.turning import check_chosen, check_finite, check_sliders, check_turns
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
)
"""Rules on words and shape."""
JOINED: tuple[Rule, ...] = (check_patches, check_cycles, check_overwritten)
"""Rules that need every name to lead somewhere."""
ROADS: tuple[Rule, ...] = (check_union, check_roads)
"""Rules on every road of picks, where the patches and the product's own road are sound."""
COMPUTED: tuple[Rule, ...] = (
    check_relations,
    check_metrics,
    check_placeholders,
    check_covered,
    check_chosen,
    check_sliders,
    check_turns,
    check_finite,
    check_pictures,
    check_flows,
)
"""Rules that ask the model."""
SEARCHED: tuple[Rule, ...] = (check_minutes, check_strawmen)
"""Rules on the case as a whole, asked where nothing else is wrong; the search comes last, for it takes a while."""

__all__ = ["COMPUTED", "FIRST", "JOINED", "ROADS", "SEARCHED", "TEXTS", "Report", "Rule"]

"""How a number comes about: no line says the same twice, no factor of one, and what decides is named."""

from __future__ import annotations

import pytest

from casewalk.walk import Workings, node_quantity
from casewalk.walk.derivation import Line, derivation, explained
from casewalk.walk.moments import NOW, values_at
from opened import shipped, stararena, workings


def _of(found: Workings, stage: int) -> list[tuple[Line, ...]]:
    road, case = found.road_to(stage), found.case
    sheet, values = found.sheet(road), values_at(found, stage, 0, NOW)
    each = [
        explained(found, sheet, values, node_quantity(part, what))
        for part, node in found.architecture(road).nodes.items()
        for what in ("load", "capacity")
        if getattr(node, what) is not None
    ]
    asked = case.stages[stage].estimate
    return [*each, derivation(found, sheet, values, asked.answer)] if asked else each


@pytest.mark.parametrize("name", shipped())
def test_no_line_of_a_derivation_says_the_same_twice_or_multiplies_by_one(name: str) -> None:
    found = workings(name)
    for stage in range(len(found.case.stages)):
        for lines in _of(found, stage):
            assert len({line.label for line in lines}) == len(lines)
            for line in lines:
                assert not line.filled.endswith(" × 1×")
                assert "rule_of_three" not in line.words
                assert "at_least_one" not in line.filled
                assert ("".join(line.figures) == f"= {line.result}") is (line.filled == line.result)


def test_a_load_that_is_a_quantity_is_opened_and_its_parts_explained() -> None:
    found, stage = workings(), stararena().stage_index("static-load")
    sheet, values = found.sheet(found.road_to(stage)), values_at(found, stage, 0, NOW)
    load, *rest = explained(found, sheet, values, node_quantity("db", "load"))
    assert load.also == "Transactions at the seat store"
    assert load.words.startswith("Seat holds a second × ")
    assert load.filled != load.result
    assert "Reads for personal parts of pages" in [line.label for line in rest]
    told = " ".join(line.filled for line in explained(found, sheet, values, node_quantity("core", "load")))
    assert "5\xa0%" in told

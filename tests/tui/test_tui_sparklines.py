"""Histories: by their span, or without one by the target, so that a miss stands high and a met value does not."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from casewalk.tui.views.metrics import sparkline
from casewalk.walk.metrics import MetricRow, metric_rows
from opened import shipped, workings

ROW = MetricRow("m", "Luck", "Luck", "95 %", "≤ 5 %", "19× over", False, (None, 0.95), 4, "", limit=0.05)


def drawn(row: MetricRow) -> str:
    return "".join(span.text for span in sparkline(row))


def test_one_value_that_misses_its_target_stands_at_the_top_and_a_met_one_at_half_at_most() -> None:
    assert drawn(ROW) == " ▇··"
    assert drawn(replace(ROW, met=True, history=(None, 0.05))) == " ▄··"
    assert drawn(replace(ROW, met=True, history=(None, 0.02))) == " ▂··"
    assert drawn(replace(ROW, met=True, history=(None, 0.0))) == " ▁··"


def test_values_without_a_span_stand_by_the_target() -> None:
    assert drawn(replace(ROW, history=(0.95, 0.95))) == "▇▇··"
    assert drawn(replace(ROW, met=True, history=(0.05, 0.05))) == "▄▄··"


def test_a_target_from_below_is_read_the_other_way_round() -> None:
    least = replace(ROW, op=">=", limit=0.5)
    assert drawn(replace(least, history=(None, 0.4))) == " ▇··"
    assert drawn(replace(least, met=True, history=(None, 1.0))) == " ▃··"
    assert drawn(replace(least, met=False, history=(None, 0.0))) == " ▇··"


def test_a_target_of_nought_that_is_met_stands_at_the_bottom() -> None:
    assert drawn(replace(ROW, met=True, limit=0.0, history=(None, 0.0))) == " ▁··"


def test_past_values_of_a_covered_metric_tell_whether_they_met_it() -> None:
    covered = replace(ROW, met=True, covered=True)
    assert drawn(replace(covered, history=(0.95, None))) == "▇ ··"
    assert drawn(replace(covered, history=(0.05, None))) == "▄ ··"


def test_a_span_reaches_from_the_lowest_bar_to_one_that_leaves_an_edge_free() -> None:
    assert drawn(replace(ROW, history=(0.0, 0.5, 1.0))) == "▁▄▇·"
    assert drawn(replace(ROW, history=(0.0, 0.5, math.inf))) == "▁▇▇·"


@pytest.mark.parametrize("name", shipped())
def test_no_history_of_a_case_draws_a_lone_miss_low_or_fills_a_cell(name: str) -> None:
    here = workings(name)
    for index in range(len(here.case.stages)):
        for row in metric_rows(here, index, here.values(here.road_to(index), here.parameters(index))):
            past, now, _ = (span.text for span in sparkline(row))
            assert "█" not in past + now
            lone = len({v for v in row.history if v is not None}) == 1
            if lone:
                assert now == "▇" if not row.met else now in "▁▂▃▄", row.name

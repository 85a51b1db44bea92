"""The table of metrics at every width: each value and target whole, in columns that are the same in every row."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from casewalk.tui.views.metrics import WIDE, metric_view, metric_window
from casewalk.walk.metrics import MetricRow, metric_rows
from opened import shipped, workings

STAGES = [(name, index) for name in shipped() for index in range(len(workings(name).case.stages))]


def rows_of(name: str, index: int, *, early: bool = False) -> tuple[MetricRow, ...]:
    """Every metric of a stage, under its pressure or before it."""
    here = workings(name)
    return metric_rows(here, index, here.values(here.road_to(index), here.parameters(index, before=early)))


def shown(rows: tuple[MetricRow, ...], width: int) -> list[str]:
    """The lines of the table; those that part its groups are left out."""
    return [row.text for row in metric_view(rows, rows, width) if set(row.text) != {"─"}]


@pytest.mark.parametrize("width", [56, 60, 76, 100, 120])
@pytest.mark.parametrize(("name", "index"), STAGES)
def test_no_unit_and_no_target_is_cut(name: str, index: int, width: int) -> None:
    for early in (True, False):
        found = rows_of(name, index, early=early)
        lines = [line.rstrip() for line in shown(found, width)]
        assert max(map(len, lines)) <= width
        lead, each = (2, 1) if width >= WIDE else (1, 2)
        for at, metric in enumerate(found):
            line = " ".join(lines[lead + at * each : lead + (at + 1) * each])
            assert f" {metric.value} " in line
            assert f" {metric.target} " in f"{line} "
            assert metric.name in line or metric.short in line
            assert "…" not in line
            amount = re.split(r"[\s/]", metric.margin)[0]
            assert amount in line.split(metric.target)[1]


@pytest.mark.parametrize("width", [76, 100])
@pytest.mark.parametrize(("name", "index"), STAGES)
def test_the_numbers_of_a_wide_table_end_in_the_same_columns(name: str, index: int, width: int) -> None:
    found = rows_of(name, index)
    head, *lines = shown(found, width)[1:]
    assert " now " in head
    assert " target " in head
    for word in ("value", "target"):
        ends = set()
        for metric, line in zip(found, lines, strict=True):
            text = getattr(metric, word)
            ends.add(line.index(f" {text} " if word == "value" else text) + len(text) + (word == "value"))
        assert len(ends) == 1, word
    sparks = "stages" in head
    assert all((line.rstrip()[-1] in "·▁▂▃▄▅▆▇█") is sparks for line in lines)


def test_histories_go_before_anything_else_does() -> None:
    found = rows_of("patchdesk", 7)
    head, *lines = shown(found, 130)[1:]
    assert "stages" in head
    assert all(metric.name in line and metric.margin in line for metric, line in zip(found, lines, strict=True))
    without = shown(found, 100)
    assert not any("stages" in line for line in without)
    assert all(any(metric.margin in line for line in without) for metric in found if not metric.met)


@pytest.mark.parametrize("width", [26, 30, 36])
@pytest.mark.parametrize("hide", [0, 4])
def test_the_heading_of_a_page_of_metrics_is_never_cut(width: int, hide: int) -> None:
    found = rows_of("stararena", 4)
    held = tuple(replace(row, met=True, covered=at < hide) for at, row in enumerate(found))
    rows = (*held[:-1], replace(held[-1], met=False, covered=False))
    page = metric_window(rows, rows, width, 14, 2)
    head = page.rows[0].text
    assert "…" not in head
    assert head.endswith(f"{page.first + 1} to {page.first + page.count}")
    assert "1 missed" in head or "1 of" in head or width == 26

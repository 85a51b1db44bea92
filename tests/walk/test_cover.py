"""What an estimate asks for is covered until it is given, in prose, metrics and picture alike."""

from __future__ import annotations

from dataclasses import replace

import pytest

from casewalk.export.pages import picture_of, stage_metrics, stage_page
from casewalk.numbers import show
from casewalk.walk.cover import COVER, NOTHING, cover_text, covered, reached_by
from casewalk.walk.events import Estimated
from casewalk.walk.metrics import metric_rows, missed_text
from casewalk.walk.state import Walk
from casewalk.walk.workings import node_quantity
from opened import stararena, workings

ESTIMATED = [index for index, stage in enumerate(stararena().stages) if stage.estimate]
WALK = Walk(case_id="stararena", digest="", seed="1", attempt="a")


def hidden(index: int) -> frozenset[str]:
    return covered(workings(), WALK, index)


@pytest.mark.parametrize("index", ESTIMATED)
def test_only_the_answer_and_what_is_computed_from_it_are_covered(index: int) -> None:
    found, stage = workings(), stararena().stages[index]
    assert stage.estimate is not None
    answer, names, sheet = stage.estimate.answer, hidden(index), found.sheet(found.product_road(index))
    assert answer in names
    for name in names - {answer}:
        assert sheet.reads[name] & names, f"{name} is covered and reads nothing that is"
    for name in set(sheet.order) - names:
        assert not sheet.reads[name] & names, f"{name} reads what is covered and is not"


@pytest.mark.parametrize("index", ESTIMATED)
def test_the_page_of_a_stage_does_not_tell_the_answer(index: int) -> None:
    found, stage = workings(), stararena().stages[index]
    assert stage.estimate is not None
    values = found.values(found.product_road(index), found.parameters(index))
    told = show(values[stage.estimate.answer], found.unit_of(stage.estimate.answer))
    page = "\n".join(stage_page(found, index, 76, hidden(index)))
    story = page.split("\n\n", maxsplit=1)[1]
    assert told not in story


def test_a_stage_without_an_estimate_covers_nothing() -> None:
    without = set(range(len(stararena().stages))) - set(ESTIMATED)
    assert without
    assert all(hidden(index) == NOTHING for index in without)


def test_a_given_estimate_uncovers() -> None:
    stage = stararena().stages[0]
    given = replace(WALK, estimates={stage.id: Estimated(stage=stage.id, text="1", value=1.0)})
    assert covered(workings(), given, 0) == NOTHING


def test_covered_metrics_tell_neither_value_nor_verdict() -> None:
    found = workings()
    values = found.values(found.product_road(2), found.parameters(2))
    rows = {row.metric: row for row in metric_rows(found, 2, values, hidden(2))}
    lock = rows["lock_p99"]
    assert (lock.value, lock.margin, lock.met, lock.history[-1]) == (cover_text("ms"), "", True, None)
    assert missed_text(tuple(rows.values())) == f"1 missed, {sum(r.covered for r in rows.values())} covered"
    assert any(line.startswith("? Seat lock P99") for line in stage_metrics(found, 2, hidden(2)))


def test_a_covered_part_prints_no_heat() -> None:
    found = workings()
    picture = picture_of(found, 1, found.product_road(1), covered=hidden(1))
    assert picture.part("db").printed == COVER
    assert picture.part("db").heat is None
    assert picture.part("core").heat is not None


def test_reach_is_what_reads_the_name() -> None:
    found = workings()
    reached = reached_by(found, (), "entrance_rps")
    assert {"entrance_rps", "admitted_rps", "core_util", "lock_p99", node_quantity("core", "load")} <= reached
    assert not reached & {"orders", "egress", "release_wait"}

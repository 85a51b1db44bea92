"""One order of metrics a stage, from its first beat to its last, which gives nothing away that is covered."""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_tui_in_sight import course_of

from casewalk.tui.course import Place
from casewalk.tui.views.frame import Standing, standing
from casewalk.tui.views.metrics import metric_view
from casewalk.walk import beats, begin
from casewalk.walk.cover import covered_first
from casewalk.walk.events import Estimated, Started
from opened import shipped


def stood(name: str, stage_index: int, *, given: bool) -> list[Standing]:
    """What each beat of a stage shows, with or without its estimate given."""
    course = course_of(name)
    stage = course.case.stages[stage_index]
    walk = begin(course.case, Started(case=name, digest="d", seed="s"), "attempt")
    told = Estimated(stage=stage.id, text="1", value=1.0)
    walk = replace(walk, stage=stage_index, estimates={stage.id: told} if given else {})
    return [standing(course, walk, Place(stage_index, at)) for at in range(len(beats(stage)))]


STAGES = [(name, index) for name in shipped() for index in range(len(course_of(name).case.stages))]


@pytest.mark.parametrize(("name", "index"), STAGES)
def test_no_metric_changes_its_place_within_a_stage(name: str, index: int) -> None:
    found = [*stood(name, index, given=False), *stood(name, index, given=True)]
    assert len({tuple((row.metric, row.rank) for row in now.metrics) for now in found}) == 1


@pytest.mark.parametrize(("name", "index"), STAGES)
def test_missed_comes_first_then_judged_and_what_is_covered_stands_as_if_met(name: str, index: int) -> None:
    here = course_of(name).workings
    under = next(now for now in stood(name, index, given=True) if now.moment == "now")
    hidden = covered_first(here, index)
    wanted = [0 if not row.met and row.metric not in hidden else 1 if row.judged else 2 for row in under.metrics]
    assert wanted == sorted(wanted)
    case_order = list(here.case.model.metrics)
    for group in (0, 1, 2):
        places = [case_order.index(r.metric) for r, at in zip(under.metrics, wanted, strict=True) if at == group]
        assert places == sorted(places)


def test_the_floods_first_metric_is_the_same_in_every_beat() -> None:
    index = course_of("stararena").case.stage_index("flood")
    found = [*stood("stararena", index, given=False), *stood("stararena", index, given=True)]
    assert {now.metrics[0].name for now in found} == {"Let in for nothing"}


def test_no_line_parts_what_is_missed_from_what_the_estimate_shows_to_be() -> None:
    index = course_of("stararena").case.stage_index("flood")
    now = stood("stararena", index, given=True)[0]
    rows = [row.text for row in metric_view(now.focus, now.metrics, 36)]
    assert sum(not row.met for row in now.focus) == 4
    assert not any(set(text) == {"─"} for text in rows)

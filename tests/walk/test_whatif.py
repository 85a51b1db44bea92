"""What if: the fast verdicts are those of `judge`, boundaries are exact, and what is said follows from both."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from casewalk.numbers import NBSP
from casewalk.walk import Beat, Verdict, Workings, beats, begin, judge
from casewalk.walk.events import Started
from casewalk.walk.rivals import Rivals
from casewalk.walk.scales import Impossible, in_short, read_changes, read_value, scale_of
from casewalk.walk.sweep import stretch_text, stretches, sweep
from casewalk.walk.whatif import closed, consequences, constraints, scales, under, what_if
from opened import stararena, workings

DECISIONS = [(i, at) for i, stage in enumerate(stararena().stages) for at in range(len(stage.decisions))]
FLOOD = stararena().stage_index("flood")


@cache
def rivals(index: int = FLOOD, at: int = 0) -> Rivals:
    return Rivals(workings(), index, at)


def texts(name: str, index: int = FLOOD, at: int = 0) -> list[str]:
    found = rivals(index, at)
    scale = scale_of(workings(), index, name)
    swept = sweep(found, scale, under(found, {}), 60)
    return [stretch_text(found, scale, part).replace(NBSP, " ") for part in stretches(swept)]


@pytest.mark.parametrize(("index", "at"), DECISIONS)
@settings(max_examples=15)
@given(given=st.data())
def test_the_fast_verdicts_are_those_of_judge(given: st.DataObject, index: int, at: int) -> None:
    found = rivals(index, at)
    names = given.draw(st.lists(st.sampled_from(sorted(stararena().model.parameters)), max_size=4, unique=True))
    shares = st.floats(0, 1)
    overrides = {s.name: s.value(given.draw(shares)) for s in scales(found, names)}
    fast = found.verdicts(under(found, overrides))
    assert fast == {move: o.verdict for move, o in judge(workings(), index, at, overrides=overrides).items()}


@pytest.mark.parametrize(("index", "at"), DECISIONS)
@settings(max_examples=5)
@given(given=st.data())
def test_nothing_else_than_the_constraints_changes_a_verdict(given: st.DataObject, index: int, at: int) -> None:
    found = rivals(index, at)
    matter = constraints(found)
    idle = sorted(stararena().model.parameters.keys() - {*matter.marked, *matter.others})
    overrides = {s.name: s.value(given.draw(st.floats(0, 1))) for s in scales(found, idle)}
    now = judge(workings(), index, at)
    assert {m: o.verdict for m, o in judge(workings(), index, at, overrides=overrides).items()} == {
        m: o.verdict for m, o in now.items()
    }


@pytest.mark.parametrize(("index", "at"), DECISIONS)
def test_strips_and_boundaries_hold_against_judge(index: int, at: int) -> None:
    found = rivals(index, at)
    for scale in scales(found, constraints(found).marked[:3]):
        swept = sweep(found, scale, under(found, {}), 24)
        assert len(swept.columns) == 24
        for column in (0, 11, 23):
            value = scale.at(column, 24)
            if (seen := swept.columns[column]) is not None:
                outcomes = judge(workings(), index, at, overrides={scale.name: value})
                assert seen == {move: o.verdict for move, o in outcomes.items()}
        for edge in swept.boundaries:
            for value, side in ((edge.last, edge.before), (edge.first, edge.after)):
                outcomes = judge(workings(), index, at, overrides={scale.name: value})
                assert side == {move: o.verdict for move, o in outcomes.items()}
            assert edge.changed()
            if scale.whole:
                assert edge.first - edge.last == 1
            else:
                assert math.isclose(edge.first, edge.last, rel_tol=1e-9)


def test_boundaries_read_as_sentences() -> None:
    assert texts("clickers") == [
        "below 8.7 k users: As today",
        "from 8.7 k users to 11.1 k users: Limit at the gateway",
        "from 11.1 k users to 416 k users: Rented room",
        "from 416 k users up: nothing",
    ]
    assert texts("shows") == [
        "below 6 shows/year: Rented room",
        "from 6 shows/year to 8 shows/year: Rented room and Own waiting room",
        "from 9 shows/year up: Own waiting room",
    ]
    assert texts("app_nodes") == ["at every value: Rented room"]


def test_a_relation_of_the_case_leaves_columns_empty() -> None:
    found = rivals()
    swept = sweep(found, scale_of(workings(), FLOOD, "clickers"), under(found, {}), 60)
    strip = swept.cells("keep")
    cut = strip.index(None)
    assert set(strip[cut:]) == {None}
    assert swept.scale.at(cut - 1, 60) <= workings().parameters(FLOOD)["visitors"] < swept.scale.at(cut, 60)


def test_the_constraints_that_the_author_marked_come_first() -> None:
    for index, at in DECISIONS:
        found = constraints(rivals(index, at))
        marked = stararena().stages[index].decisions[at].sliders
        assert found.marked == marked
        assert 3 <= len(marked) <= 6
        assert not set(found.marked) & set(found.others)
        assert {*found.marked, *found.others} == rivals(index, at).parameters


def test_where_none_is_marked_those_of_the_story_come_first() -> None:
    case = stararena()
    stage = case.stages[FLOOD]
    bare = structs.replace(stage, decisions=(structs.replace(stage.decisions[0], sliders=()),))
    unmarked = structs.replace(case, stages=(*case.stages[:FLOOD], bare, *case.stages[FLOOD + 1 :]))
    found = constraints(Rivals(Workings(unmarked), FLOOD))
    assert set(found.marked) <= set(stage.pressure) | {name for flip in stage.flips for name in flip.change}
    assert found.marked[:2] == ("clickers", "visitors")
    assert "week_cost" in found.others


def test_a_changed_verdict_is_said_in_words() -> None:
    found = what_if(rivals(), {"clickers": 3000, "visitors": 6000, "seats": 2400, "window_s": 20}, {})
    said = {change.name: change.text.replace(NBSP, " ") for change in found.changes}
    assert said["As today"] == "As today: fits now"
    assert said["Rented room"].startswith("Rented room: overbuilds now, $")
    assert found.outcomes["keep"].verdict is Verdict.FITS
    assert found.table.rows[0].move == "keep"
    assert what_if(rivals(), {}, {}).changes == ()


def test_metrics_and_heats_follow_the_change_and_the_move() -> None:
    quiet = consequences(rivals(), "keep", {"clickers": 3000})
    loud = consequences(rivals(), "keep", {})
    calm = consequences(rivals(), "hosted-room", {})
    assert quiet.heats["core"].utilisation < 0.9 < loud.heats["core"].utilisation
    assert calm.heats["core"].utilisation < 0.9
    assert [m.metric for m in quiet.metrics] == [m.metric for m in loud.metrics]
    assert {m.metric for m in loud.metrics if not m.met} > {m.metric for m in quiet.metrics if not m.met}


@settings(max_examples=200)
@given(st.sampled_from(sorted(stararena().model.parameters)), st.floats(0, 1), st.sampled_from([-10, -1, 1, 10]))
def test_a_step_moves_inside_the_range_until_its_end(name: str, share: float, by: int) -> None:
    scale = scale_of(workings(), FLOOD, name)
    value = scale.value(share)
    stepped = scale.stepped(value, by, 60)
    slack = 1e-9 * scale.high
    assert scale.low - slack <= stepped <= scale.high + slack
    at_the_end = share > 1 - 1e-6 if by > 0 else share < 1e-6
    assert (stepped - value) * by > 0 or at_the_end or value == (scale.high if by > 0 else scale.low)


@settings(max_examples=200)
@given(st.sampled_from(sorted(stararena().model.parameters)), st.floats(0, 1))
def test_a_value_stands_where_its_share_is(name: str, share: float) -> None:
    scale = scale_of(workings(), FLOOD, name)
    value = scale.value(share)
    assert scale.low <= value <= scale.high
    assert scale.value(scale.share(value)) == pytest.approx(value)
    assert 0 <= scale.column(value, 60) < 60


def test_wide_ranges_are_laid_out_by_factors() -> None:
    by_factors = {n: scale_of(workings(), FLOOD, n).log for n in ("clickers", "choice_share", "tries", "seats")}
    assert by_factors == {"clickers": True, "choice_share": False, "tries": False, "seats": True}


def test_steps_are_worth_reading() -> None:
    clickers = scale_of(workings(), FLOOD, "clickers")
    assert [round(clickers.stepped(300_000, by, 60)) for by in (1, -1, 10)] == [350_000, 260_000, 1_430_000]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("clikers=5", "no parameter 'clikers'; did you mean clickers?"),
        ("zzz=5", "no parameter 'zzz'"),
        ("clickers", "type name=value"),
        ("clickers=5e9", "clickers goes from 200 users to 2 M users"),
        ("clickers=many", "type a number"),
        ("clickers=500.5", "clickers is a count"),
        ("clickers=700k", "the case needs visitors ≥ clickers"),
        ("pay_p95=9 users", "does not measure what is asked"),
    ],
)
def test_what_cannot_be_is_refused_in_words(typed: str, said: str) -> None:
    with pytest.raises(Impossible) as refused:
        read_changes(workings(), FLOOD, [typed])
    assert said in str(refused.value).replace(NBSP, " ")


def test_changes_are_read_as_learners_type_them() -> None:
    read = read_changes(workings(), FLOOD, ["clickers=60k", "pay_p95=9min", "luck_ok=100%", "visitors = 1.2M"])
    assert read == pytest.approx({"clickers": 60_000, "pay_p95": 540, "luck_ok": 1, "visitors": 1_200_000})


def test_it_opens_only_after_the_move_and_not_before_a_question_is_answered() -> None:
    case = stararena()
    stage = case.stages[FLOOD]
    start = begin(case, Started(case=case.header.id, digest="d", seed="s", first_stage="flood"), "a")
    order = [b.kind for b in beats(stage)]

    def reason(kind: str, beat: Beat) -> str:
        return closed(case, replace(start, beat=order.index(kind)), FLOOD, beat)

    situation = Beat("situation")
    assert "after your move" in reason("situation", situation)
    assert "after your move" in reason("move", beats(stage)[order.index("move")])
    assert reason("reveal", situation) == ""
    assert reason("aftermath", situation) == ""
    assert "answer the question first" in reason("flip", situation)
    assert closed(case, replace(start, finished=True), FLOOD, situation) == ""


def test_a_refused_value_is_told_with_the_slider_s_name() -> None:
    here = workings("patchdesk")
    index = here.case.stage_index("mail-hour")
    scale = scale_of(here, index, "outage_h")
    with pytest.raises(Impossible) as caught:
        read_value(scale, "100 h")
    assert in_short(scale, caught.value).replace("\xa0", " ") == "Mail away goes from 72 s to 60 h"
    with pytest.raises(Impossible) as caught:
        read_value(scale, "soon")
    assert "outage_h" not in in_short(scale, caught.value)


@pytest.mark.parametrize(("index", "at"), DECISIONS)
def test_what_is_said_of_a_limit_is_true_of_the_number_that_is_printed(index: int, at: int) -> None:
    """`up to 6.25 k users` where 6,250 itself still holds, `from 4 teams up` where four do no longer."""
    found, parameters = rivals(index, at), workings().parameters(index)
    told: set[bool] = set()
    for name in constraints(found).marked:
        scale = scale_of(workings(), index, name)
        for edge in sweep(found, scale, parameters, 24).boundaries:
            there = found.verdicts({**parameters, name: scale.printed(edge.first)})
            assert edge.beyond is (there == edge.after)
            told.add(edge.beyond)
    assert told


def test_a_limit_that_holds_at_its_own_number_is_told_so() -> None:
    assert texts("clickers", index=0)[-1].startswith("above ")
    assert texts("teams", index=0)[1].startswith("from ")


def test_of_whole_numbers_both_ends_are_told_that_are_in_it() -> None:
    assert texts("teams", index=0)[1] == "from 4 teams to 10 teams: Three services"
    assert texts("teams", index=0)[2].startswith("from 11 teams up")

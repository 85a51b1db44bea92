"""Grounds: every turn is where the verdicts turn and the nearest one, and what is said follows from them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

import pytest
from msgspec import structs

from casewalk.case import Parameter
from casewalk.numbers import NBSP
from casewalk.walk import Step, Verdict, Workings, judge
from casewalk.walk.beats import ASKED, decision_index
from casewalk.walk.grounds import Doubt, Grounds, Turn, grounds, likely_range, study
from casewalk.walk.grounds_text import (
    answer_words,
    doubt_runs,
    doubts_remark,
    mind_changers,
    right_note,
    right_when,
    target_changes,
    targets_remark,
    text_of,
)
from casewalk.walk.prose import inside
from casewalk.walk.rivals import Rivals
from casewalk.walk.scales import scale_of
from opened import shipped, stararena, workings

DECISIONS = [(i, at) for i, stage in enumerate(stararena().stages) for at in range(len(stage.decisions))]
FIRST, FLOOD, ORDER, HOLDS, ROW = (
    stararena().stage_index(name) for name in ("first-shows", "flood", "who-goes-first", "seat-holds", "five-shows")
)


@cache
def found(index: int, at: int = 0) -> Grounds:
    return grounds(Rivals(workings(), index, at))


def fits(index: int, at: int, **overrides: float) -> tuple[str, ...]:
    outcomes = judge(workings(), index, at, overrides=overrides)
    return tuple(move for move, o in outcomes.items() if o.verdict is Verdict.FITS)


def beside(turn: Turn) -> tuple[float, float]:
    """A value on this side of a turn and one beyond it, a millionth of the range apart."""
    step = 1.0 if turn.scale.whole else max(turn.value, turn.scale.high * 1e-9) * 1e-5
    return (turn.value, turn.value - step) if turn.below else (turn.value - step, turn.value)


@pytest.mark.parametrize(("index", "at"), DECISIONS)
def test_at_every_turn_the_verdicts_turn(index: int, at: int) -> None:
    for turn in found(index, at).turns:
        here, beyond = beside(turn)
        assert fits(index, at, **{turn.scale.name: here}) == found(index, at).fits
        assert fits(index, at, **{turn.scale.name: beyond}) == turn.fits


@pytest.mark.parametrize(("index", "at"), [DECISIONS[2], DECISIONS[5], DECISIONS[8]])
def test_no_turn_is_nearer(index: int, at: int) -> None:
    now = workings().parameters(index)
    for turn in found(index, at).turns:
        start, end = now[turn.scale.name], beside(turn)[0]
        for share in (0.25, 0.5, 0.75):
            between = turn.scale.rounded(start + (end - start) * share)
            assert fits(index, at, **{turn.scale.name: between}) == found(index, at).fits


@pytest.mark.parametrize(("index", "at"), DECISIONS)
def test_each_move_is_right_where_it_is_said_to_be(index: int, at: int) -> None:
    of = found(index, at)
    for move in of.rivals.moves:
        if turn := of.right_when.get(move):
            there = fits(index, at, **{turn.scale.name: beside(turn)[1]})
            assert (move in there) is (move not in of.fits)
            assert turn.fits == there
        else:
            example = of.examples[move]
            assert len(example.changes) == 2
            assert move in fits(index, at, **{scale.name: value for scale, value in example.changes})


def least_there(index: int, at: int, changed: Mapping[str, float]) -> str:
    """The cheapest move that fits under a change."""
    outcomes = judge(workings(), index, at, overrides=changed).values()
    holding = [o for o in outcomes if o.verdict is Verdict.FITS]
    return min(holding, key=lambda o: o.cost).move if holding else ""


def test_a_what_if_of_the_stage_is_the_example_where_the_move_is_the_least_that_holds() -> None:
    """Of those that are told: one that is asked would be given away. Where none does it, what the search finds."""
    of_stage: dict[str, str] = {}
    of_search: dict[str, str] = {}
    for index, at in DECISIONS:
        stage = stararena().stages[index]
        flips = [f for f in stage.flips[ASKED:] if decision_index(stage, f.decision) == at]
        for move, example in found(index, at).examples.items():
            change = {scale.name: value for scale, value in example.changes}
            does = [f.id for f in flips if move in fits(index, at, **workings().in_base(f.change))]
            named = [f.id for f in flips if workings().in_base(f.change) == change]
            assert set(named) <= set(does)
            assert named or not any(least_there(index, at, workings().in_base(f.change)) == move for f in flips)
            (of_stage if named else of_search)[move] = text_of(right_when(found(index, at), move))
    assert {"members-first", "room-early"} <= of_stage.keys()
    assert {"own-cache", "memory-store", "keep-clock", "ballot"} <= of_search.keys()
    assert all(said.startswith("for example with ") for said in (*of_stage.values(), *of_search.values()))


def test_a_target_halved_is_what_a_case_with_that_target_says() -> None:
    case = stararena()
    halved = {"core_util": "<= 45 %", "luck_share": "<= luck_ok * 0.5", "lock_p99": "<= 400 ms"}
    for metric, target in halved.items():
        metrics = case.model.metrics | {metric: structs.replace(case.model.metrics[metric], target=target)}
        other = Workings(structs.replace(case, model=structs.replace(case.model, metrics=metrics)))
        outcomes = judge(other, FLOOD)
        rivals = Rivals(workings(), FLOOD)
        verdicts = rivals.verdicts(workings().parameters(FLOOD), {metric: 0.5})
        assert verdicts == {move: o.verdict for move, o in outcomes.items()}


def test_targets_that_may_be_halved_and_doubled_are_not_told() -> None:
    of = found(FLOOD)
    touchy = ("core_util", "db_util", "join_rps")
    assert [(t.metric, t.factor, t.fits) for t in of.targets] == [(metric, 0.5, ()) for metric in touchy]
    lines = [text_of(runs).replace(NBSP, " ") for runs in target_changes(of)]
    told = "Core use ≤ 45 instead of 90 %, seat store ≤ 40 instead of 80 %, joins ≤ 125 k instead of 250 k req/s"
    assert lines == [f"{told}: nothing fits"]
    several = [text_of(runs).replace(NBSP, " ") for runs in target_changes(found(ROW))]
    halved = "Failover ≤ 30 instead of 60 s, core use ≤ 45 instead of 90 %, to ticket ≤ 30 instead of 60 s"
    assert several == [f"{halved}, callbacks ≤ 40 instead of 80 %: nothing fits"]
    first = [text_of(runs).replace(NBSP, " ") for runs in target_changes(found(0))]
    assert any("page bytes ≤ 2 instead of 4 Gbit/s" in line for line in first)
    assert targets_remark(of) == "4 of 7 change nothing"


@pytest.mark.parametrize(("index", "at"), DECISIONS)
def test_doubts_are_where_the_products_move_stops_to_fit_within_what_is_likely(index: int, at: int) -> None:
    of = found(index, at)
    chosen, now = of.rivals.chosen, workings().parameters(index)
    doubted = {doubt.scale.name for doubt in of.doubts}
    for name, parameter in stararena().model.parameters.items():
        scale = scale_of(workings(), index, name)
        likely = likely_range(parameter, scale, now[name])
        if likely is None or name not in of.rivals.parameters:
            assert name not in doubted
            continue
        assert likely[0] <= now[name] <= likely[1]
        ends = [fits(index, at, **{name: end}) for end in likely]
        if not all(chosen in there for there in ends):
            assert name in doubted
    for doubt in of.doubts:
        value = beside(doubt.turn)[1]
        assert chosen not in fits(index, at, **{doubt.scale.name: value})
        assert doubt.likely[0] * 0.9999 <= value <= doubt.likely[1] * 1.0001


def test_what_is_likely_goes_with_the_value_of_the_stage() -> None:
    scale = scale_of(workings(), FLOOD, "clickers")
    clickers = stararena().model.parameters["clickers"]
    assert likely_range(clickers, scale, 300_000) == (240_000, 420_000)
    measured = Parameter(value=5, unit="x", range=(1, 9), label="A", basis="measured: once", likely=(4, 6))
    assert likely_range(measured, scale, 5) is None


def test_it_is_found_a_little_at_a_time_and_the_same() -> None:
    whole: list[Grounds] = []

    def kept() -> Iterator[None]:
        whole.append((yield from study(Rivals(Workings(stararena()), FLOOD))))

    steps = sum(1 for _ in kept())
    assert steps > 30
    assert whole[0].turns == found(FLOOD).turns
    assert whole[0].examples == found(FLOOD).examples


def test_what_would_change_my_mind_is_told_in_words() -> None:
    lines = [text_of(runs).replace(NBSP, " ") for runs in mind_changers(found(FLOOD))]
    assert "People who press < 11.1 k users: Limit at the gateway instead" in lines
    assert "Rent for a visitor ≥ $0.0267/user: Own waiting room as well" in lines
    assert lines[-1].endswith("nothing fits")
    assert all(2 <= len(mind_changers(found(*place))) <= 4 for place in DECISIONS)
    assert {doubt.scale.name for doubt in found(ORDER).doubts} == {"bots"}
    (doubt,) = found(ORDER).doubts
    assert text_of(doubt_runs(found(ORDER), doubt)).replace(NBSP, " ") == (
        "Scripted entries > 75 k scripts (likely 9 k to 90 k): Draw by phone instead"
    )
    of = found(FLOOD)
    good = of.assumed - len({doubt.scale.name for doubt in of.doubts})
    assert doubts_remark(of) == f"the product's move fits over {good} of {of.assumed} likely ranges"


@pytest.mark.parametrize("place", DECISIONS)
def test_what_is_likely_shows_its_unit_once_and_keeps_its_thousands(place: tuple[int, int]) -> None:
    of = found(*place)
    for doubt in of.doubts:
        said = text_of(doubt_runs(of, doubt))
        value, high = (doubt.scale.show(v) for v in (doubt.turn.value, doubt.likely[1]))
        end = said.partition("(likely ")[2].partition("): ")[0].rpartition(" to ")[2]
        assert f"{value} (likely " in said
        assert high.startswith(end)
        units = {doubt.scale.unit, value.rpartition(NBSP)[2]}
        assert high[len(end) :] in ("", *(f"{NBSP}{u}" for u in units), f"/{doubt.scale.unit.rpartition('/')[2]}")
        assert value.endswith(high[len(end) :])


def test_the_likely_range_of_a_sum_keeps_its_thousands() -> None:
    """Both are told in thousands a week, and only the week is told once."""
    of, scale = found(HOLDS, 1), scale_of(workings(), HOLDS, "week_cost")
    turn = Turn(scale, 4810.0, 4800.0, True, ("read-copy",), 1.0)
    said = text_of(doubt_runs(of, Doubt(scale, (4000.0, 11_000.0), turn))).replace(NBSP, " ")
    assert said == "A staff-week < $4.8 k/week (likely $4 k to $11 k): only A copy for reading"


def test_when_each_move_is_right_is_told_in_words() -> None:
    said = {m: text_of(right_when(found(FLOOD), m)).replace(NBSP, " ") for m in found(FLOOD).rivals.moves}
    assert said == {
        "keep": "when people who press < 8.7 k users",
        "refuse": "with people who press between 8.7 k and 11.1 k users",
        "queue-orders": "when want to choose ≤ 10 %",
        "hosted-room": "while rent for a visitor ≤ $0.04/user",
        "waiting-room": "when rent for a visitor ≥ $0.0267/user, beside Rented room",
    }
    assert (
        text_of(right_when(found(FIRST), "room-early")).replace(NBSP, " ")
        == "for example with people who press = 7.4 k users and people on the page = 7.4 k users"
    )


def test_an_open_door_and_a_limit_end_where_the_model_says() -> None:
    """The one where the first second leaves a line as long as the target, the other where luck decides too much."""
    of, now = found(FLOOD), workings().parameters(FLOOD)

    def counted(move: str, clickers: float) -> dict[str, float]:
        road = (*workings().product_road(FLOOD), Step("flood", "entrance", move))
        return workings().values(road, now | {"clickers": clickers})

    door, limit = of.right_when["keep"], of.right_when["refuse"]
    assert door.value == of.right_ends["refuse"].value
    at_door = counted("keep", door.value)
    assert at_door["lock_p99"] == pytest.approx(at_door["limit__lock_p99"], rel=1e-3)
    assert at_door["burst_wait"] > 0.99 * at_door["lock_p99"]
    passed = counted("refuse", limit.value)
    pressed_by_one = now["tries"] / now["window_s"]
    assert limit.value == pytest.approx(passed["passed_rps"] / (1 - now["luck_ok"]) / pressed_by_one, rel=1e-3)
    assert passed["luck_share"] == pytest.approx(now["luck_ok"], rel=1e-3)


def test_what_fits_then_is_told_against_what_fits_now() -> None:
    of = found(ROW)
    assert set(of.fits) == {"partition-by-show", "cell-per-show"}
    assert answer_words(of, ("cell-per-show",)) == "only Copy a show"
    assert answer_words(of, ("keep-one",)) == "One for all instead"
    assert answer_words(of, ("keep-one", *of.fits)) == "One for all as well"
    assert answer_words(of, ()) == "nothing fits"


def test_under_changed_constraints_they_are_others() -> None:
    club = {"clickers": 3000.0, "visitors": 6000.0, "seats": 2400.0, "window_s": 20.0}
    of = grounds(Rivals(workings(), FLOOD), club)
    assert of.fits == ("keep",)
    assert of.assumed == 0
    turn = of.right_when["keep"]
    here, beyond = beside(turn)
    assert fits(FLOOD, 0, **club | {turn.scale.name: here}) == ("keep",)
    assert "keep" not in fits(FLOOD, 0, **club | {turn.scale.name: beyond})


@pytest.mark.parametrize("value", [0.0, -5.0, 1e9])
def test_a_value_outside_its_range_does_not_end_the_walk(value: float) -> None:
    case = stararena()
    parameters = case.model.parameters | {
        name: structs.replace(case.model.parameters[name], value=value) for name in ("node_rps", "uplink", "luck_ok")
    }
    odd = Workings(structs.replace(case, model=structs.replace(case.model, parameters=parameters)))
    of = grounds(Rivals(odd, FLOOD))
    assert all(text_of(runs) for runs in mind_changers(of))
    assert all(text_of(right_when(of, move)) for move in of.rivals.moves)
    assert doubts_remark(of) or not of.assumed


@pytest.mark.parametrize("name", shipped())
def test_a_label_within_a_sentence_begins_small_unless_it_is_a_name(name: str) -> None:
    here = workings(name)
    stages = [n for n, stage in enumerate(here.case.stages) if stage.decisions]
    for index in stages[:4]:
        of = grounds(Rivals(here, index))
        for move in of.rivals.moves:
            for said in (text_of(right_note(of, move)), text_of(right_when(of, move))):
                capitals = re.findall(r"(?:when|while|with) ([A-Z][^ ]*)", said)
                capitals += re.findall(r"and ([A-Z][^ ]*)[^,]* =", said)
                assert all(inside(word) == word for word in capitals), said


BANDS = [
    ("patchdesk", "two-teams", "extract-notices", "right with wait a pair adds between 2.31 and 3.65 h"),
    ("patchdesk", "two-teams", "checked-borders", "right with engineers between 14 and 19 engineers"),
    ("stararena", "flood", "refuse", "right with people who press between 8.7 k and 11.1 k users"),
]


@pytest.mark.parametrize(("name", "stage", "move", "said"), BANDS)
def test_a_move_that_is_right_within_a_band_names_both_ends(name: str, stage: str, move: str, said: str) -> None:
    here = workings(name)
    index = here.case.stage_index(stage)
    of = grounds(Rivals(here, index))
    assert text_of(right_note(of, move)).replace(NBSP, " ") == said
    turn, end = of.right_when[move], of.right_ends[move]
    assert turn.scale == end.scale
    lower, upper = sorted((turn, end), key=lambda t: t.value)

    def holds(value: float) -> bool:
        outcomes = judge(here, index, 0, overrides={turn.scale.name: value})
        return outcomes[move].verdict is Verdict.FITS

    assert [holds(v) for v in (lower.last, lower.value, upper.last, upper.value)] == [False, True, True, False]


def test_a_hold_is_right_for_as_many_whole_rounds_as_the_hour_has() -> None:
    """Below one round a deadline is machinery; the fourth round of a quarter of an hour ends after the hour."""
    step = Step("seat-holds", "hold-length", "hold-15")
    cut = workings().values((*workings().product_road(HOLDS), step), workings().parameters(HOLDS))["cut"]

    def holds(share_back: float) -> bool:
        abandon = (share_back - cut) / (1 - cut)
        return judge(workings(), HOLDS, 0, overrides={"abandon": abandon})["hold-15"].verdict is Verdict.FITS

    first, fourth = 0.01, 0.01 ** (1 / 4)
    assert [holds(share) for share in (0.98 * first, 1.02 * first, 0.98 * fourth, 1.02 * fourth)] == [
        False, True, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize(("index", "at"), DECISIONS)
def test_without_another_end_a_move_is_right_as_far_as_the_range_goes(index: int, at: int) -> None:
    of = found(index, at)
    for move, turn in of.right_when.items():
        way = turn.below if move not in of.fits else not turn.below
        furthest = turn.scale.low if way else turn.scale.high
        outcomes = judge(workings(), index, at, overrides={turn.scale.name: furthest})
        assert (outcomes[move].verdict is Verdict.FITS) is (move not in of.right_ends)

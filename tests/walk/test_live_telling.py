"""What is told, asked and counted on a road of the learner's own follows from that road alone."""

from __future__ import annotations

import pytest
from roads import walked
from test_live_roads import OPEN_DOOR, live

from casewalk.diagram import outline, picture
from casewalk.export.grounds import mind_lines
from casewalk.walk import Beat, Workings, judge, telling
from casewalk.walk.asking import offered_metrics, right_signal, speaking, spoken_of, unasked
from casewalk.walk.debrief import decision_notes
from casewalk.walk.debt import missed_early, outliving
from casewalk.walk.grounds import grounds
from casewalk.walk.grounds_text import mind_changers
from casewalk.walk.metrics import offered_reading
from casewalk.walk.moments import NOW, values_at
from casewalk.walk.offroad import missed_after
from casewalk.walk.prose import Block, inside
from casewalk.walk.readings import reading
from casewalk.walk.rivals import Rivals
from casewalk.walk.tradeoff import trade_off
from casewalk.walk.verdicts import least_bad
from opened import stararena, workings

NBSP = "\N{NO-BREAK SPACE}"
SIGNAL = Beat("signal")


def text_of(blocks: tuple[Block, ...]) -> str:
    return " ".join(block.text for block in blocks).replace(NBSP, " ")


def road_of(seed: int) -> Workings:
    """The road of a random walk."""
    return workings().along(walked(workings(), seed).walk.road)


def at(stage: str) -> int:
    return stararena().stage_index(stage)


def test_the_right_signals_are_those_that_turn_and_outlive_the_cure() -> None:
    asked = beside = 0
    for seed in range(300, 312):
        here = road_of(seed)
        for index, stage in enumerate(stararena().stages):
            if not here.off_road(index):
                continue
            right, offered = speaking(here, index), offered_metrics(here, index)
            for name in offered:
                seen = offered_reading(here, index, name)
                assert not seen.met
                assert seen.cured is (name not in right)
            fresh = {r.metric for r in outliving(here, index) if not missed_early(here, index, r.metric)}
            assert set(right) == fresh <= set(offered)
            if not unasked(here, index, SIGNAL):
                asked += 1
                assert set(offered) - set(right)
                assert right_signal(here, index, "") is (not right)
            beside += len(fresh - {stage.signal.proof, *stage.signal.others})
    assert asked > 10
    assert beside > 3


def test_a_reading_beside_the_authors_is_offered_where_it_outlives_the_cure_freshly() -> None:
    here, index = road_of(313), at("five-shows")
    right = ("lock_p99", "core_util", "stopped_for")
    assert speaking(here, index) == right
    assert not {"lock_p99", "core_util"} & {
        stararena().stages[index].signal.proof,
        *stararena().stages[index].signal.others,
    }
    assert offered_metrics(here, index) == (*right, "db_util", "egress")
    assert all(right_signal(here, index, name) for name in right)
    assert not any(right_signal(here, index, name) for name in ("db_util", "egress", ""))
    assert not missed_early(here, index, "egress")
    assert offered_reading(here, index, "egress").cured
    told = text_of(telling.signal_because(here, index))
    assert told.startswith("Seat lock P99, Core utilisation and Sale time lost in a failover outlive more of the same.")
    assert "The others offered do not." in told
    alone = road_of(318)
    assert offered_metrics(alone, index) == (*right, "egress")
    assert "in a failover outlive more of the same. The other one offered does not." in text_of(
        telling.signal_because(alone, index)
    )
    assert "Older debt outlives it as well, and says nothing new: No seat choice, Desk hours for a show" in told


def test_where_one_reading_alone_is_offered_it_is_told_and_not_asked() -> None:
    here, index = road_of(388), at("five-shows")
    assert offered_metrics(here, index) == speaking(here, index) == ("stopped_for",)
    assert "one reading alone speaks here: Sale time lost in a failover. It outlives" in unasked(here, index, SIGNAL)
    assert set(spoken_of(here, index)) == {"stopped_for", "db_util", "egress", "cb_util"}


def test_nobody_joins_a_room_that_is_not_there() -> None:
    index = at("who-goes-first")
    door, room = (workings().along(live(("flood", "entrance", move)).road) for move in ("refuse", "waiting-room"))
    joins = [reading(here, "join_rps", values_at(here, index, 0, NOW)).value for here in (door, room)]
    assert joins[0] == 0
    assert joins[1] > 0


def test_the_situation_counts_those_in_sight_and_says_so() -> None:
    here, index = workings().along(live(("flood", "entrance", "refuse")).road), at("who-goes-first")
    whole = text_of(telling.situation(here, index))
    assert "On your road it turns 1 target missed: Places taken by scripts" in whole
    some = text_of(telling.situation(here, index, frozenset({"script_share"})))
    assert "Of the targets in sight, it turns no other one missed. 3 were missed before it came:" in some
    assert "Places taken" not in some
    one = frozenset({"script_share", "db_util", "luck_share"})
    assert "One was missed before it came: Let in for nothing" in text_of(telling.situation(here, index, one))


def test_a_metric_that_begins_here_is_old_debt_where_it_was_missed_before_the_pressure() -> None:
    found = 0
    for seed in range(300, 330):
        here = road_of(seed)
        for index, stage in enumerate(stararena().stages):
            told = text_of(telling.situation(here, index)) if here.off_road(index) else ""
            for name, metric in stararena().model.metrics.items():
                early = f"{here.label_of(name)}: "
                if metric.begins == stage.id and early in told and missed_early(here, index, name):
                    found += 1
                    assert "missed before it was measured" in told
                    assert told.index("missed before it came") < told.rindex(early)
    assert found


def test_a_limit_that_is_named_like_its_metric_is_told_by_its_short_name() -> None:
    here, index = road_of(300), at("paid-no-ticket")
    assert telling.cure(here, index).replace(NBSP, " ") == "Repair hours allowed: 40 h instead of 8 h"


def test_plain_facts_in_the_rules_of_a_part_read_as_text() -> None:
    here = workings().along(live(("flood", "entrance", "refuse")).road)
    architecture = here.architecture(here.road_after(at("flood")))
    assert architecture.nodes["gateway"].rules == ("429 past the limit",)
    assert "holds: 429 past the limit" in " ".join(outline(picture(architecture, {})))


@pytest.mark.slow
def test_where_nothing_fits_the_cause_is_named_and_the_least_bad_marked() -> None:
    found = 0
    for seed in range(300, 312):
        here = road_of(seed)
        for index, stage in enumerate(stararena().stages):
            for number, decision in enumerate(stage.decisions):
                outcomes = judge(here, index, number)
                least = least_bad(here, decision, outcomes)
                table = trade_off(here, index, number, {})
                assert {row.move for row in table.rows if row.reason.endswith("the least bad")} == least
                always = set.intersection(*({r.metric for r in o.broken} for o in outcomes.values()))
                told = text_of(telling.reveal(here, index, Beat("reveal", decision.id)))
                assert ("Every move on offer misses:" in told) is bool(always)
                for metric in always:
                    found += 1
                    assert f"{here.label_of(metric)}: " in told.split("Every move on offer misses:")[1]
    assert found


def test_what_the_least_bad_leaves_is_told_apart_into_this_decisions_and_older() -> None:
    """Every number is that of the outcome; where it has older debt, the line says how much of the sum it is."""
    counts = {"older": 0, "own": 0}
    for seed in range(300, 303):
        here = road_of(seed)
        for index, stage in enumerate(stararena().stages):
            for number, decision in enumerate(stage.decisions):
                outcomes = judge(here, index, number)
                least = [outcomes[m.id] for m in decision.moves if m.id in least_bad(here, decision, outcomes)]
                if not least or not here.off_road(index, number):
                    continue
                told = text_of(telling.reveal(here, index, Beat("reveal", decision.id)))
                line = told.split("counted as a fit: ")[1].split(" at the least cost.")[0]
                for outcome in least:
                    total, own = sum(not r.met for r in outcome.readings), len(outcome.broken)
                    if total > own:
                        assert f"{total} targets missed" in line
                        assert f"{own} of this decision and {total - own} older" in line
                    else:
                        assert f"{'one target' if total == 1 else f'{total} targets'} of this decision missed" in line
                    counts["older" if total > own else "own"] += 1
    assert all(counts.values())


def test_locked_moves_stand_in_a_paragraph_of_their_own() -> None:
    here, index = workings().along(live(*OPEN_DOOR).road), at("who-goes-first")
    texts = [block.text for block in telling.reveal(here, index, Beat("reveal", "order"))]
    assert texts[texts.index("Locked on your road:") + 1].startswith("Draw at eight needs a waiting room: ")


def test_labels_inside_a_sentence_keep_what_is_no_word() -> None:
    labels = (
        "Seat lock P99",
        "No seat choice",
        "CDN",
        "Page bytes through our port",
        "Monday at nine",
        "A copy",
        "May be read",
    )
    assert [inside(label) for label in labels] == [
        "seat lock P99", "no seat choice", "CDN", "page bytes through our port",
        "Monday at nine", "a copy", "may be read",
    ]  # fmt: skip


def test_the_money_stands_beside_the_targets_that_are_missed() -> None:
    here = road_of(300)
    told = text_of(telling.aftermath(here, at("static-load")))
    mine, theirs = (len(missed_after(road, at("static-load"))) for road in (here, workings()))
    assert theirs == 0
    assert told.endswith(f"It misses {mine} targets; the product's none.")


@pytest.mark.slow
def test_records_print_limits_and_not_their_names() -> None:
    done = walked(workings(), 300)
    notes = decision_notes(workings(), done.walk)
    drivers = [driver.replace(NBSP, " ") for note in notes for driver in note.drivers]
    assert "Decided by luck ≤ 5 %" in drivers
    assert not any("_" in driver for driver in drivers)


def test_a_heading_with_nothing_under_it_is_left_out() -> None:
    seen = set()
    for stage in ("static-load", "five-shows"):
        here = road_of(302)
        found = grounds(Rivals(here, at(stage)))
        lines = list(mind_lines(found, 76))
        seen.add(bool(mind_changers(found)))
        assert ("What would change my mind:" in lines) is bool(mind_changers(found))
    assert False in seen


def test_a_limit_behind_a_room_leaves_nothing_to_luck() -> None:
    index = at("flood")
    room = workings().along(
        live(("first-shows", "monolith", "room-early"), ("static-load", "static", "lean-page")).road
    )
    assert judge(room, index)["refuse"].values["luck_share"] == 0
    assert judge(workings(), index)["refuse"].values["luck_share"] > 0.9
    assert room.architecture(room.road_after(at("first-shows"))).nodes["room"].label == "Waiting room"


def test_authorising_first_adds_no_deadline_where_seats_are_taken_when_paid() -> None:
    picks = {("seat-holds", "hold-length"): "when-paid", ("money-late", "late-money"): "capture-later"}
    here = workings().along(picks)
    rules = here.architecture(here.road_after(at("money-late"))).nodes["core"].rules
    assert rules == ("bundled pages", "seat taken when paid", "capture on confirm")

"""What is told, asked and counted on a road of the learner's own follows from that road alone."""

from __future__ import annotations

from roads import walked
from test_live_roads import OPEN_DOOR, live

from casewalk.diagram import outline, picture
from casewalk.walk import Beat, Workings, telling
from casewalk.walk.asking import offered_metrics, right_signal, speaking, spoken_of, unasked
from casewalk.walk.debt import missed_early, outliving
from casewalk.walk.metrics import offered_reading
from casewalk.walk.prose import Block
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
    here, index = road_of(303), at("static-load")
    assert speaking(here, index) == ("lock_p99", "db_util")
    assert "lock_p99" not in {stararena().stages[index].signal.proof, *stararena().stages[index].signal.others}
    assert offered_metrics(here, index) == ("lock_p99", "db_util", "core_util")
    assert all(right_signal(here, index, name) for name in ("lock_p99", "db_util"))
    assert not any(right_signal(here, index, name) for name in ("core_util", ""))
    told = text_of(telling.signal_because(here, index))
    assert told.startswith("Seat lock P99 and Seat store utilisation outlive more of the same. The other one offered")
    assert "Older debt outlives it as well, and says nothing new: Page bytes from our uplink." in told


def test_where_one_reading_alone_is_offered_it_is_told_and_not_asked() -> None:
    here, index = road_of(305), at("who-goes-first")
    assert offered_metrics(here, index) == speaking(here, index) == ("join_rps",)
    assert "one reading alone speaks here: Joins in the busiest second. It outlives" in unasked(here, index, SIGNAL)
    assert set(spoken_of(here, index)) == {"join_rps", "script_share"}


def test_the_situation_counts_those_in_sight_and_says_so() -> None:
    here, index = workings().along(live(*OPEN_DOOR).road), at("who-goes-first")
    whole = text_of(telling.situation(here, index))
    assert "On your road it turns 1 target missed: Joins in the busiest second" in whole
    some = text_of(telling.situation(here, index, frozenset({"join_rps"})))
    assert "Of the targets in sight, it turns no other one missed. 3 were missed before it came:" in some
    assert "Joins" not in some
    one = frozenset({"join_rps", "lock_p99", "core_util"})
    assert "One was missed before it came: Leave without an order" in text_of(telling.situation(here, index, one))


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

"""The pressure replay of StarArena's flood: collapse, bounded core, stock; and what holds for every flow."""

from __future__ import annotations

import math
import re
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
import yaml

from casewalk.case import Flow
from casewalk.numbers import NBSP
from casewalk.walk import Beat, Road, Step, apply, begin
from casewalk.walk.answers import advance, estimate, pick, point
from casewalk.walk.events import Started
from casewalk.walk.playing import closed, replay_stage, replays_of
from casewalk.walk.replays import Comparison, Replay, clock_text
from casewalk.walk.scales import Impossible
from casewalk.walk.sparks import ASCII_BARS, BARS, spark
from casewalk.walk.tracks import SERIES, WORDS, Served
from opened import stararena, workings

FLOOD = stararena().stage_index("flood")
MOVES = [move.id for move in stararena().stages[FLOOD].decisions[0].moves]
DOORS = ["refuse", "queue-orders", "hosted-room", "waiting-room"]
"""The moves that bound what reaches the core."""
EVERY = [
    pytest.param(index, at, move, id=f"{stage.id} {move or 'as it stands'}")
    for index, stage in enumerate(stararena().stages)
    if stage.flow
    for at, decision in enumerate(stage.decisions)
    for move in ["", *(m.id for m in decision.moves)]
]


def replay(move: str, **overrides: float) -> Replay:
    found = replay_stage(workings(), FLOOD, move, overrides=overrides)
    assert found is not None
    return found


def values(move: str) -> dict[str, float]:
    return workings().values(road(move), workings().parameters(FLOOD))


def road(move: str) -> Road:
    return (*workings().product_road(FLOOD), Step("flood", "entrance", move))


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


def test_the_open_door_collapses() -> None:
    seen = replay("keep")
    core = seen.track("core")
    assert seen.first_failure is not None
    assert (seen.first_failure.part, seen.first_failure.at, seen.first_failure.cause) == ("core", 0.0, "late")
    assert core.utilisation[-1] == pytest.approx(1)
    assert core.backlog[-1] > 20 * core.capacity
    assert core.share_wasted > 0.5
    assert sum(core.served[-100:]) < 0.01 * sum(core.served)
    assert max(core.arriving) > values("keep")["entrance_rps"]
    assert seen.overloaded[0].part == "core"


def test_retries_feed_the_line() -> None:
    fed, alone = replay("keep").track("core"), replay("keep", again_share=0.0).track("core")
    assert sum(fed.coming_back) > 0
    assert sum(alone.coming_back) == 0
    assert max(fed.backlog) > 1.5 * max(alone.backlog)


def test_impatience_below_some_seconds_leaves_seats_unsold() -> None:
    """The core works for people who have gone, so that not even the stock is sold."""
    hasty, orders = replay("keep", patience_s=5.0), values("keep")["orders"]
    assert hasty.sold_out is None
    assert hasty.served.amount < 0.8 * orders
    assert sum(hasty.track("db").served[-50:]) * hasty.step < 0.01 * orders


@pytest.mark.parametrize("move", DOORS)
def test_a_door_keeps_the_core_alive(move: str) -> None:
    seen = replay(move)
    core = seen.track("core")
    assert max(core.heat) < 0.8
    assert max(core.backlog) == 0
    assert core.share_wasted == 0
    assert "core" not in [broken.part for broken in seen.broken]


@pytest.mark.parametrize("move", ["queue-orders", "hosted-room", "waiting-room"])
def test_behind_a_room_nothing_fails_and_whoever_waits_is_told(move: str) -> None:
    seen, found = replay(move), values(move)
    door, seats = seen.gone
    assert seen.broken == ()
    assert door.stock == pytest.approx(found["users_in"] * found["calls"])
    assert door.at == pytest.approx(door.stock / found["admitted_rps"], abs=seen.step)
    assert door.turned_away == pytest.approx(found["entrance_rps"] * found["window_s"] - door.stock)
    assert (seats.part, seats.last, seats.what) == ("db", True, "the seats are gone")
    assert seen.tracks[-1].backlog[-1] == 0
    assert sum(track.backlog[-1] for track in seen.tracks) == 0


def test_a_limit_at_the_gateway_knows_no_stock() -> None:
    seen, found = replay("refuse"), values("refuse")
    assert seen.first_failure is not None
    assert (seen.first_failure.part, seen.first_failure.cause) == ("gateway", "refuses")
    assert [gone.part for gone in seen.gone] == ["db"]
    let_in = seen.track("core").totals.served / found["calls"]
    assert let_in > 1.25 * found["let_in"]
    assert let_in == pytest.approx(found["users_in"], rel=0.1)


def test_at_a_limit_those_who_press_again_are_too_many_for_the_gateway_and_next_for_the_store() -> None:
    """Whoever is refused comes back, and a limit lets in faster than a room until the seats are held."""
    seen, room, now = replay("refuse"), replay("hosted-room"), workings().parameters(FLOOD)
    (full,) = seen.overloaded
    gateway = seen.track("gateway")
    assert full.part == "gateway"
    assert max(gateway.arriving) > now["front_rps"] > max(replay("refuse", again_share=0.0).track("gateway").arriving)
    assert seen.next_limit is not None
    assert seen.next_limit.part == "db"
    assert seen.next_limit.heat > max(room.track("db").heat) + 0.2


@pytest.mark.parametrize("move", MOVES)
def test_seats_are_gone_when_they_are_gone(move: str) -> None:
    seen, found = replay(move), values(move)
    db = seen.track("db")
    gone = seen.sold_out
    assert gone is not None
    after = seen.steps_by(gone.at)
    assert db.totals.served == pytest.approx(found["orders"])
    assert max(db.served[after:]) == 0
    assert max(db.turned_away[: after - 1]) == 0
    assert max(db.turned_away[after:]) > 0
    assert seen.served.share == pytest.approx(found["win_share"])


@pytest.mark.parametrize("move", MOVES)
def test_what_reaches_the_core_is_what_the_metric_says(move: str) -> None:
    """Retries come on top where nothing holds them back; before the first of them the two agree."""
    core, found = replay(move, again_share=0.0).track("core"), values(move)
    assert max(core.arriving) == pytest.approx(found["admitted_rps"], rel=1e-6)
    assert max(core.heat) == pytest.approx(found["core_util"], rel=1e-6)
    assert core.capacity == pytest.approx(found["core_rps"])


@pytest.mark.parametrize("move", MOVES)
def test_holds_come_at_about_the_pace_of_the_metric(move: str) -> None:
    """The metric is a mean over the first wave; the replay lets people choose as long, and has its peak."""
    seen, found = replay(move), values(move)
    peak, _ = seen.track("db").peak("arriving")
    assert 0.7 < peak / found["hold_rps"] < 1.2
    assert max(seen.track("db").heat) == pytest.approx(found["db_util"], abs=0.1)


def test_the_line_at_the_open_door_is_the_one_of_the_story() -> None:
    """What stands in line as the rush ends: the case counts files as work of the core only in its use."""
    seen, found = replay("keep", again_share=0.0, patience_s=300.0), values("keep")
    end = seen.steps_by(found["window_s"])
    assert seen.track("core").backlog[end - 1] == pytest.approx(found["stuck_after"], rel=0.01)


def test_the_wait_that_counts_as_late_is_the_target() -> None:
    """A flow cannot name a target, so that the figure stands twice in the case."""
    flow = stararena().stages[FLOOD].flow
    assert flow is not None
    assert values("keep")["limit__lock_p99"] == pytest.approx(0.8)
    assert flow.stations["core"].late == flow.stations["db"].late == "800 ms"


def test_the_flow_in_the_guide_is_the_one_that_ships() -> None:
    guide = Path(__file__).resolve().parent.parent.parent / "docs" / "replay.md"
    sample = next(b for b in re.findall(r"```yaml\n(.*?)```", guide.read_text(encoding="utf-8"), re.DOTALL))
    assert msgspec.convert(yaml.safe_load(sample)["flow"], Flow) == stararena().stages[FLOOD].flow


def test_every_show_at_once_brings_its_crowd_and_its_seats() -> None:
    """Two at once: the pages of both leave the store too little for their holds, and the line stands there."""
    one, both = replay("hosted-room"), replay("hosted-room", at_once=2.0)
    assert both.served.of == pytest.approx(2 * one.served.of)
    assert both.gone[0].stock == pytest.approx(2 * one.gone[0].stock)
    assert both.overloaded[0].part == "db"
    assert [(broken.part, broken.cause) for broken in both.broken] == [("db", "late")]
    assert max(both.track("db").backlog) > 1000
    assert max(one.track("db").backlog) == 0


@pytest.mark.parametrize(("index", "at", "move"), EVERY)
def test_every_move_of_every_flow_runs(index: int, at: int, move: str) -> None:
    seen = replay_stage(workings(), index, move, at=at)
    assert seen is not None
    assert {track.part for track in seen.tracks} <= set(seen.architecture.nodes)
    for track in seen.tracks:
        for name in SERIES:
            assert len(track.series(name)) == len(seen.times)
            assert all(math.isfinite(value) and value >= 0 for value in track.series(name))
    last = seen.so_far(seen.seconds)
    assert last.completed == pytest.approx(seen.served.amount, rel=1e-6)


@pytest.mark.parametrize("move", ["keep", "hosted-room"])
def test_the_same_again_gives_the_same(move: str) -> None:
    one, other = replay(move), replay(move)
    assert one == other
    assert one.heats(8) == other.heats(8)


def test_no_percentile_is_told_without_its_share() -> None:
    for move in MOVES:
        served = replay(move).served
        share = plain(f"{served.share:.2%}".replace("%", " %"))
        assert [p.name for p in served.percentiles] == ["P50", "P95", "P99"]
        assert all(p.share == served.share for p in served.percentiles)
        assert all(re.fullmatch(rf"P\d+ .+ of the {share} served", plain(p.text)) for p in served.percentiles)
        assert plain(served.times_text).startswith(f"of the {share} served: P50")
    nobody = Served(0.0, 100.0, "users", ())
    assert plain(nobody.text) == "0 of 100 users served, 0 %"
    assert nobody.times_text == "nobody got through, so there is no percentile"


def test_heat_follows_the_clock() -> None:
    seen = replay("hosted-room")
    before, rush, after = (seen.heats(time) for time in (0, 5, 110))
    assert set(rush) == {"room", "gateway", "core", "db"}
    assert all(heat.utilisation == 0 for heat in before.values())
    assert rush["core"].load == pytest.approx(values("hosted-room")["admitted_rps"] + values("keep")["static_load"])
    assert rush["room"].utilisation > 0.2
    assert after["room"].utilisation == 0
    assert after["core"].utilisation == pytest.approx(values("keep")["static_load"] / values("keep")["core_rps"])


def test_a_line_that_is_worked_off_keeps_its_part_hot() -> None:
    assert replay("keep").heats(119)["core"].utilisation >= 0.999


def test_what_has_come_of_everybody_grows_with_the_clock() -> None:
    seen = replay("refuse")
    early, late = seen.so_far(3), seen.so_far(20)
    assert seen.so_far(0).refused == 0
    assert 0 < early.refused < late.refused
    assert late.refused == pytest.approx(sum(seen.track("gateway").refused[:100]) * seen.step)


def test_a_stage_without_flow_has_no_replay() -> None:
    assert replay_stage(workings(), 0) is None
    with pytest.raises(Impossible, match="declares no flow to replay; flood does"):
        replays_of(workings(), 0, [], overrides={})


def test_a_move_that_there_is_not_is_named_with_those_that_there_are() -> None:
    with pytest.raises(Impossible, match="no move 'door'; the moves are keep, refuse"):
        replays_of(workings(), FLOOD, ["door"], overrides={})


def test_parameters_under_which_nothing_can_run_are_refused_with_the_parts_label() -> None:
    with pytest.raises(Impossible, match="Ticket monolith: a rate and a patience are more than nought"):
        replays_of(workings(), FLOOD, ["keep"], overrides={"patience_s": 0.0})


@pytest.mark.parametrize("move", ["keep", "refuse", "hosted-room", "queue-orders"])
def test_a_part_that_other_work_takes_whole_serves_nobody_and_says_so(move: str) -> None:
    crowd = {"visitors": 3_000_000.0}
    (found,) = replays_of(workings(), FLOOD, [move], overrides=crowd)
    store = found.track("db")
    assert found.served.amount == 0
    assert (max(store.served), store.totals.served) == (0, 0)
    assert found.sold_out is None
    assert store.backlog[-1] == pytest.approx(sum(store.arriving) * found.step, rel=1e-3)
    assert store.capacity == pytest.approx(3000 / 3)
    assert min(store.heat) >= 5833 / 3000
    (said,) = (text.replace("\N{NO-BREAK SPACE}", " ") for text in found.starved)
    assert said == "Seat DB: pages alone ask for 5.83 k of its 3 k tx/s"
    (broken,) = (b for b in found.broken if b.part == "db")
    assert broken.why.endswith("and nothing is left")


def test_where_enough_is_left_nothing_is_said_of_other_work() -> None:
    assert replay("keep").starved == ()


def test_a_core_that_files_take_whole_lets_everybody_wait_and_give_up() -> None:
    (found,) = replays_of(workings(), FLOOD, ["keep"], overrides={"static_cost": 0.9, "db_tps": 20_000.0})
    core = found.track("core")
    assert core.totals.served == 0
    assert core.totals.reneged > 10_000
    assert core.capacity == pytest.approx(3000)
    assert "files alone ask for" in found.starved[0]


def test_two_replays_share_their_scale_and_their_parts() -> None:
    found = Comparison(replay("keep"), replay("hosted-room"))
    assert found.parts == ("fans", "room", "gateway", "core", "db")
    assert found.pair("room")[0] is None
    assert found.top("core", "arriving") == max(found.left.track("core").arriving)
    limit = Comparison(replay("keep"), replay("refuse"))
    assert limit.top("core", "arriving") == max(limit.left.track("core").arriving)
    assert limit.top("db", "arriving") == max(limit.right.track("db").arriving)
    assert max(limit.right.track("db").arriving) > max(limit.left.track("db").arriving)


def test_the_replay_opens_with_the_estimate_and_that_of_a_move_after_it() -> None:
    case, beat = stararena(), Beat("move", "entrance")
    walk = begin(case, Started(case="stararena", digest="digest", seed="1", first_stage="flood"), "attempt")
    assert closed(workings(), walk, FLOOD, beat) == "answer the estimate first; then the replay opens"
    assert closed(workings(), walk, FLOOD, beat, "keep") == "answer the estimate first; then the replay opens"
    for _ in range(2):
        walk = apply(case, walk, advance(case, walk))
    walk = apply(case, walk, estimate(workings(), walk, "60k"))
    assert closed(workings(), walk, FLOOD, beat) == ""
    assert closed(workings(), walk, FLOOD, beat, "keep") == "the replay of a move opens after your move"
    walk = apply(case, walk, advance(case, walk))
    walk = apply(case, walk, point(case, walk, "doomed_share"))
    walk = apply(case, walk, advance(case, walk))
    walk = apply(case, walk, pick(workings(), walk, "keep", "low", "", workings().product_road(FLOOD)))
    walk = apply(case, walk, advance(case, walk))
    assert closed(workings(), walk, FLOOD, beat, "hosted-room") == ""


def test_a_sparkline_grows_and_never_rescales() -> None:
    values_ = [float(n) for n in range(1, 41)]
    lines = [spark(values_, upto, 8) for upto in (0, 10, 20, 40)]
    assert lines[0] == " " * 8
    for less, more in pairwise(lines):
        assert more.startswith(less.rstrip()[:-1])
    assert lines[-1] == BARS
    assert spark(values_, 40, 8, bars=ASCII_BARS) == ASCII_BARS


def test_a_sparkline_keeps_its_peaks_and_its_noughts() -> None:
    assert spark([0, 0, 0, 9, 0, 0, 0, 0], 8, 4) == " █  "
    assert spark([1, 1], 2, 2, top=100.0) == "▁▁"
    assert spark([0.0, 0.0], 2, 2) == "  "
    assert spark([1.0], 1, 30) == "█"


def test_the_clock_counts_minutes() -> None:
    assert [clock_text(t) for t in (0, 8.2, 59.9999999999, 120)] == ["0:00", "0:08", "1:00", "2:00"]


def test_every_series_has_a_word() -> None:
    assert set(WORDS) == set(SERIES)

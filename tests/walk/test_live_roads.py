"""Walks that live with their picks: any road can be walked to its end, told, judged and replayed."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from msgspec import structs
from roads import Walked, told, walked

from casewalk.case import Architecture
from casewalk.diagram import draw, picture
from casewalk.export.reveals import debrief_text, reveal_text
from casewalk.script import load_case
from casewalk.walk import Beat, Step, Verdict, Walk, Workings, apply, begin, decode, encode, judge, replay, telling
from casewalk.walk.answers import NONE_FITS, Refused, advance, hint, pick
from casewalk.walk.asking import offered_metrics, unasked
from casewalk.walk.beats import ASKED
from casewalk.walk.beside import beside
from casewalk.walk.debrief import debrief, decision_notes
from casewalk.walk.events import Picked, Predicted, Started
from casewalk.walk.flips import answer_flip
from casewalk.walk.locks import lock, locked_moves, named
from casewalk.walk.metrics import metric_rows
from casewalk.walk.moments import standing_at
from casewalk.walk.playing import replays_of
from casewalk.walk.rivals import Rivals
from casewalk.walk.scales import Impossible
from casewalk.walk.scores import score
from casewalk.walk.verdicts import counted, least_bad
from casewalk.walk.workings import FOLLOWED
from opened import shipped, stararena, workings

SLOW = pytest.mark.slow
FIXTURES = Path(__file__).parent.parent / "script" / "fixture"


@cache
def practice(name: str) -> Workings:
    """A practice case: `canteen`, or `harbour-bikes`, which was written from the guide alone."""
    case = load_case(FIXTURES / name).case
    assert case is not None
    return Workings(case)


def sound(architecture: Architecture) -> None:
    """Edges join parts that stand, once each, and no two parts share a place."""
    ends = [(e.source, e.target) for e in architecture.edges]
    assert len(ends) == len(set(ends))
    assert {end for pair in ends for end in pair} <= set(architecture.nodes)
    places = [node.at for node in architecture.nodes.values()]
    assert len(places) == len(set(places))


def run(here: Workings, index: int, moves: list[str]) -> bool:
    """Whether a replay runs: where nothing is left of a part, nobody gets through."""
    (found,) = replays_of(here, index, moves, overrides={})
    return found.served.amount < 1 if found.starved else found.served.amount >= 0


def played(here: Workings, index: int) -> None:
    """What stands and every open move can be replayed; a locked one says why not."""
    locked = {move.id for move, _ in locked_moves(here, index, 0)}
    for move in ("", *(m.id for m in here.case.stages[index].decisions[0].moves)):
        if move in locked:
            with pytest.raises(Impossible, match=r"needs|stands already"):
                replays_of(here, index, [move], overrides={})
            continue
        assert run(here, index, [move] if move else [])


def seen(found: Workings, done: Walked) -> None:
    """Everything that a screen or a page would ask of the road."""
    here = found.along(done.walk.road)
    for index, stage in enumerate(here.case.stages):
        sound(here.architecture(here.road_after(index)))
        road, _ = standing_at(here, index, Beat("aftermath"))
        values = here.values(road, here.parameters(index))
        assert len(metric_rows(here, index, values)) == len(here.measured(index))
        assert all(not math.isnan(heat.utilisation) for heat in here.heats(road, values).values())
        for at, decision in enumerate(stage.decisions):
            outcomes = judge(here, index, at)
            quick = Rivals(here, index, at).verdicts(here.parameters(index))
            assert quick == {name: outcome.verdict for name, outcome in outcomes.items()}
            assert len(outcomes) + len(locked_moves(here, index, at)) == len(decision.moves)
            assert list(reveal_text(here, done.walk, index, Beat("reveal", decision.id), 76))
        if stage.flow is not None:
            played(here, index)
        for flip in stage.flips:
            assert telling.flip_because(here, index, flip, answer_flip(here, index, flip, {}))
    assert all(told(found, done.walk))
    assert list(debrief_text(found, done.walk))
    assert len(decision_notes(found, done.walk)) == sum(len(s.decisions) for s in here.case.stages)
    both = beside(found, done.walk)
    assert both is not None
    assert len(both.stages) == len(here.case.stages)
    counts = score(found, done.walk)
    assert counts.fits + counts.overbuilds + counts.breaks == counts.decisions.of


def replayed(found: Workings, done: Walked) -> None:
    """Through the journal's text and back the walk is the same."""
    events = [decode(encode(event)[1]) for event in done.events]
    assert replay(found.case, "a", [event for event in events if event is not None]) == done.walk
    assert done.walk.finished
    assert not done.walk.misfits


@pytest.mark.parametrize("block", [0, *(pytest.param(n, marks=SLOW) for n in range(1, 6))])
def test_random_roads_through_stararena_reach_the_end(block: int) -> None:
    for seed in range(block * 25, block * 25 + 25):
        done = walked(workings(), seed)
        replayed(workings(), done)
        assert done.off >= 1


@pytest.mark.parametrize("name", [name for name in shipped() if name != "stararena"])
@pytest.mark.parametrize("seed", [2, *(pytest.param(n, marks=SLOW) for n in range(3, 12))])
def test_random_roads_through_the_other_cases_reach_the_end(seed: int, name: str) -> None:
    done = walked(workings(name), seed)
    replayed(workings(name), done)
    assert done.off >= 1


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1000, 1002))
def test_everything_that_is_shown_of_a_random_road_can_be_shown(seed: int) -> None:
    seen(workings(), walked(workings(), seed))


@pytest.mark.parametrize("name", ["canteen", "harbour-bikes"])
@pytest.mark.parametrize("block", [0, *(pytest.param(n, marks=SLOW) for n in range(1, 4))])
def test_random_roads_through_a_practice_case(block: int, name: str) -> None:
    for seed in range(block * 10, block * 10 + 10):
        done = walked(practice(name), seed)
        replayed(practice(name), done)
    # Everything told of one of them: that weighs the grounds of every decision.
    seen(practice(name), done)


@pytest.mark.parametrize("name", ["canteen", "harbour-bikes"])
def test_the_products_road_through_a_practice_case_is_told_to_its_debrief(name: str) -> None:
    for seed in range(5):
        done = walked(practice(name), seed, live=False)
        replayed(practice(name), done)
        assert done.off == 0
        assert done.unasked == []
        assert all(told(practice(name), done.walk))
        assert len(debrief(practice(name), done.walk).road) == sum(len(s.decisions) for s in practice(name).case.stages)
        assert list(debrief_text(practice(name), done.walk))


@pytest.mark.slow
@pytest.mark.parametrize("block", range(2))
def test_many_random_roads_through_stararena(block: int) -> None:
    found = Workings(stararena())
    for seed in range(10_000 + block * 5, 10_005 + block * 5):
        done = walked(found, seed)
        replayed(found, done)
        seen(found, done)
        here = found.along(done.walk.road)
        end = here.road_after(len(here.case.stages) - 1)
        assert draw(picture(here.architecture(end), {}, None, {}), 76, 60).text()


def test_a_walk_may_begin_later_on_the_products_road() -> None:
    done = walked(workings(), 5, "money-late")
    here = workings().along(done.walk.road)
    assert not here.off_road(stararena().stage_index("money-late"))
    both = beside(workings(), done.walk)
    assert both is not None
    assert [s.stage for s in both.stages] == [6, 7, 8]
    later = workings().along({("money-late", "late-money"): "keep-clock"})
    told_why = " ".join(block.text for block in telling.why(later, stararena().stage_index("paid-no-ticket")))
    assert "Stage 3: the product rented a waiting room." in told_why
    assert "Stage 6: you " in told_why


def test_more_of_the_same_is_told_from_what_it_sets() -> None:
    index = stararena().stage_index("flood")
    assert telling.cure(workings(), index) == stararena().stages[index].signal.cure
    here = workings().along(live(*OPEN_DOOR[:1], ("static-load", "static", "cdn")).road)
    assert telling.cure(here, index).replace("\N{NO-BREAK SPACE}", " ") == (
        "Application nodes before any move: 408 instead of 8; "
        "Transactions that one database commits: 20 k tx/s instead of 3 k tx/s"
    )


def test_a_walk_without_the_choice_in_its_journal_follows_the_product() -> None:
    old = decode('{"kind":"started","case":"stararena","digest":"d","seed":"s"}')
    assert isinstance(old, Started)
    walk = begin(stararena(), old, "a")
    assert (walk.live, walk.road) == (False, FOLLOWED)


def live(*picks: tuple[str, str, str]) -> Walk:
    """A walk that has come to the stage after these picks (stage, decision, move)."""
    walk = begin(stararena(), Started(case="stararena", digest="d", seed="s", live=True), "a")
    made = {(s, d): Picked(stage=s, decision=d, move=m, sure="high") for s, d, m in picks}
    last = stararena().stage_index(picks[-1][0]) + 1
    return replace(walk, picks=made, stage=last)


OPEN_DOOR = (
    ("first-shows", "monolith", "more-core"),
    ("static-load", "static", "lean-page"),
    ("flood", "entrance", "keep"),
)


def test_a_road_of_the_products_moves_is_the_products() -> None:
    chosen = {(s.id, d.id): d.chosen for s in stararena().stages for d in s.decisions}
    here = workings().along(chosen)
    for index in range(len(stararena().stages)):
        assert not here.off_road(index)
        assert here.road_after(index)[: len(here.road_to(index))] == workings().product_road(index)
        assert telling.situation(here, index) == telling.situation(workings(), index)


def test_without_a_waiting_room_the_draw_is_locked_and_says_why() -> None:
    walk = live(*OPEN_DOOR)
    here = workings().along(walk.road)
    index = stararena().stage_index("who-goes-first")
    locked = {move.id: reason for move, reason in locked_moves(here, index, 0)}
    assert set(locked) == {"shuffle", "members-first", "verified-phone"}
    assert (
        locked["shuffle"] == "needs a waiting room: A waiting line (stage 1), Rented room or Own waiting room (stage 3)"
    )
    assert set(judge(here, index, 0)) == {"keep-arrival", "ballot"}
    at_move = replace(walk, beat=3)
    assert at_move.at(stararena())[1].kind == "move"
    with pytest.raises(Refused, match="locked, it needs a waiting room"):
        pick(here, at_move, "shuffle", "high")


def test_off_the_road_the_situation_is_told_from_the_metrics() -> None:
    here = workings().along(live(*OPEN_DOOR[:2], ("flood", "entrance", "refuse")).road)
    index = stararena().stage_index("who-goes-first")
    text = " ".join(block.text for block in telling.situation(here, index)).replace("\N{NO-BREAK SPACE}", " ")
    stage = stararena().stages[index]
    for name in stage.pressure:
        assert here.label_of(name) in text
    assert "30 k scripts, until now 100 scripts" in text
    assert "3 were missed before it came:" in text
    assert "The list was right" not in text
    assert "it turns 1 target missed: Places taken by scripts: 96.8 %, not ≤ 20 %. 3 were" in text
    assert "Let in for nothing: 67.7 %, not ≤ 60 %, since stage 3." in text


def test_a_signal_whose_proof_does_not_turn_is_not_asked() -> None:
    """A waiting room that was built for the first hall leaves nothing of the flood's proof to see."""
    walk = live(("first-shows", "monolith", "room-early"), ("static-load", "static", "lean-page"))
    here = workings().along(walk.road)
    index = stararena().stage_index("flood")
    reason = unasked(here, index, Beat("signal"))
    assert "It proves nothing here" in reason
    assert unasked(workings(), index, Beat("signal")) == ""
    at_signal = replace(walk, beat=3)
    assert at_signal.at(stararena())[1].kind == "signal"
    with pytest.raises(Refused, match="answer first"):
        advance(stararena(), at_signal)
    assert advance(stararena(), at_signal, asked=False)
    assert set(offered_metrics(here, index)) <= set(stararena().stages[index].signal.others)


def test_hints_are_those_of_the_products_road() -> None:
    walk = live(*OPEN_DOOR)
    with pytest.raises(Refused, match="hints are written for the product's road"):
        hint(stararena(), replace(walk, beat=2), off=True)
    here = workings().along(walk.road)
    assert telling.hints(here, 3, Beat("signal")) == ()
    assert telling.hints(workings(), 3, Beat("signal"))


def test_where_nothing_fits_the_least_bad_counts_as_a_fit() -> None:
    """Some road of chance has such a decision; there the scores say so, and the verdict stays what it is."""
    for seed in range(2000, 2040):
        done = walked(workings(), seed)
        here = workings().along(done.walk.road)
        for index, stage in enumerate(stararena().stages):
            for at, decision in enumerate(stage.decisions):
                outcomes = judge(here, index, at)
                least = least_bad(here, decision, outcomes)
                nothing = all(o.verdict is Verdict.BREAKS for o in outcomes.values())
                assert bool(least) is nothing
                if not nothing:
                    continue
                missed = {m: sum(not r.met for r in o.readings) for m, o in outcomes.items()}
                assert {missed[m] for m in least} == {min(missed.values())}
                cheapest = min(
                    (m for m in outcomes if missed[m] == min(missed.values())), key=lambda m: outcomes[m].cost
                )
                assert cheapest in least
                assert counted(here, decision, outcomes, cheapest) is Verdict.FITS
                assert outcomes[cheapest].verdict is Verdict.BREAKS
                return
    pytest.fail("no such decision in forty roads")


def test_in_a_what_if_the_least_bad_counts_where_nothing_fits_and_so_does_none() -> None:
    done = walked(workings(), 2000).walk
    here = workings().along(done.road)
    least: dict[tuple[str, str], Predicted] = {}
    for index, stage in enumerate(stararena().stages):
        for flip in stage.flips[:ASKED]:
            answer = answer_flip(here, index, flip, {})
            if not answer.fits:
                move = min(answer.least)
                least[stage.id, flip.id] = Predicted(stage=stage.id, flip=flip.id, move=move)
                assert answer.table.row(move).reason.endswith(answer.remark(move))
    assert len(least) >= 4
    none = {key: structs.replace(said, move=NONE_FITS) for key, said in least.items()}
    for said in (least, none):
        counts = score(workings(), replace(done, predictions=said)).predictions
        assert (counts.right, counts.of) == (len(least), len(least))


def test_a_later_add_takes_the_place_of_the_same_part_and_what_is_gone_may_be_taken_away() -> None:
    road = (
        Step("first-shows", "monolith", "room-early"),
        Step("static-load", "static", "cdn"),
        Step("flood", "entrance", "hosted-room"),
        Step("money-late", "late-money", "capture-later"),
    )
    found = workings().architecture(road)
    sound(found)
    assert found.nodes["room"].label == "Rented room"
    twice = workings().architecture((*road, road[-1]))
    assert twice == found


def test_a_part_whose_place_is_taken_stands_at_the_nearest_free_one() -> None:
    split = workings().architecture((Step("first-shows", "monolith", "split-services"),))
    both = workings().architecture(
        (Step("first-shows", "monolith", "split-services"), Step("seat-holds", "hold-length", "hold-8"))
    )
    sound(both)
    assert both.nodes["order-service"].at == split.nodes["order-service"].at
    assert both.nodes["expiry"].at != split.nodes["order-service"].at


def test_locks_name_what_is_missing() -> None:
    assert [named(label) for label in ("Waiting room", "CDN", "Order service", "SMS")] == [
        "a waiting room", "a CDN", "an order service", "an SMS",
    ]  # fmt: skip
    stage = stararena().stages[stararena().stage_index("money-late")]
    decision = stage.decisions[0]
    grace = next(m for m in decision.moves if m.id == "grace")
    reason = lock(workings(), stage, decision, grace, ())
    assert reason == "needs a hold expiry: Hold 30 min, Hold 15 min or Hold 8 min (stage 5)"


def test_both_roads_tell_what_stands_on_one_of_them_alone() -> None:
    walk = live(*OPEN_DOOR[:2], ("flood", "entrance", "waiting-room"))
    both = beside(workings(), walk)
    assert both is not None
    assert (both.only_yours, both.only_products) == (("Waiting room",), ("Rented room",))
    assert both.shared_parts == len(workings().architecture(workings().road_after(2)).nodes) - 1
    first, last = both.stages[0], both.stages[-1]
    assert first.yours == first.products
    assert last.yours.missed_text == "nothing missed"
    assert last.yours.spent != last.products.spent


def test_a_debrief_of_a_walk_that_follows_has_one_road() -> None:
    walk = begin(stararena(), Started(case="stararena", digest="d", seed="s"), "a")
    found = debrief(workings(), walk)
    assert (found.beside, found.products) == (None, ())
    assert (found.road, found.architectures) == ((), ())


def test_a_debrief_tells_nothing_of_what_has_not_been_decided() -> None:
    walk = begin(stararena(), Started(case="stararena", digest="d", seed="s"), "a")
    for count, stage in enumerate(stararena().stages[:3], 1):
        for decision in stage.decisions:
            event = Picked(stage=stage.id, decision=decision.id, move=decision.moves[0].id, sure="high")
            walk = apply(stararena(), walk, event)
        found = debrief(workings(), walk)
        assert [row.stage for row in found.road] == list(range(1, count + 1))
        assert [standing.stage for standing in found.architectures] == list(range(1, count + 1))

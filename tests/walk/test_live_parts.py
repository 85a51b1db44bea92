"""What a part holds on a road is what that road's own moves put there; what stands already is not done again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from msgspec.structs import replace as replace_move

from casewalk.case import Node, NodeChange
from casewalk.walk import Walk, Workings, begin
from casewalk.walk.answers import Refused, pick
from casewalk.walk.events import Started
from casewalk.walk.locks import lock, locked_moves
from casewalk.walk.patches import changed, keeps
from casewalk.walk.standing import says_once, since, stands
from casewalk.walk.workings import Picks, Step
from opened import opened, shipped, workings

NODE = Node(
    kind="db", label="Store", at=(0, 0), about="A store.", rules=("one row", "{=429} past it"), parts=("a", "b")
)


def road(case: str, **picks: str) -> Workings:
    """The road of these moves, each by its decision's stage; a stage's first decision."""
    found: Picks = {
        (stage.id, stage.decisions[0].id): picks[name]
        for stage in opened(case).stages
        if (name := stage.id.replace("-", "_")) in picks
    }
    assert len(found) == len(picks)
    return workings(case).along(found)


def holds(here: Workings, stage: str, part: str) -> tuple[str, ...]:
    """What a part holds at the end of a stage."""
    return here.architecture(here.road_after(here.case.stage_index(stage))).nodes[part].rules


def test_a_change_begins_and_ends_and_leaves_the_rest() -> None:
    change = NodeChange(
        rules=("a lease", "one row"), parts=("c",), drop=("{=429} past it", "b", "never there"), also="And a lease."
    )
    after = changed(NODE, change)
    assert (after.rules, after.parts, after.about) == (("one row", "a lease"), ("a", "c"), "A store. And a lease.")
    assert changed(after, change) == after
    assert changed(NODE, NodeChange(label="Shop")).rules == ("one row", "429 past it")


def test_an_outbox_takes_no_row_policy_away_and_borders_claim_no_layer() -> None:
    here = road(
        "patchdesk", next_door="row-policy", who_closed_it="timeline", mail_hour="outbox", two_teams="checked-borders"
    )
    db = ("tenant_id on each row", "row policy by tenant", "events are appended", "outbox in the same commit")
    assert holds(here, "mail-hour", "db") == db
    app = holds(here, "two-teams", "app")
    assert "tenant named per transaction" in app
    assert app[-1] == "imports checked"
    assert "filter added by a layer" not in app


def test_rows_that_are_copied_are_told_beside_what_a_database_a_tenant_is() -> None:
    here = road("patchdesk", next_door="own-databases", who_closed_it="row-copies")
    node = here.architecture(here.road_after(here.case.stage_index("who-closed-it"))).nodes["db"]
    assert node.rules == ("one database a tenant", "old rows copied")
    assert "shared by all tenants" not in node.about
    assert "for each tenant. A trigger on each table" in node.about


def given(here: Workings, step: Step) -> set[tuple[str, str]]:
    """What a move puts at parts, by part."""
    patches = here.patch(step).architecture
    pairs = [pair for patch in patches for pair in (*patch.add.items(), *patch.change.items())]
    return {(part, text) for part, one in pairs for text in (*one.rules, *one.parts)}


@pytest.mark.parametrize("name", shipped())
def test_no_part_claims_what_the_product_did_and_the_road_did_not(name: str) -> None:
    """Whichever other move is picked, nothing that only the product's put there stands at the end of all stages."""
    here, told = workings(name), 0
    first = {(n, text) for n, node in here.case.model.architecture.nodes.items() for text in (*node.rules, *node.parts)}
    for index, stage in enumerate(here.case.stages):
        for at, decision in enumerate(stage.decisions):
            product = here.product_road(index, at + 1)
            theirs = given(here, product[-1]) - first - {pair for step in product[:-1] for pair in given(here, step)}
            for move in decision.moves:
                own = theirs - given(here, Step(stage.id, decision.id, move.id))
                mine = here.along({(stage.id, decision.id): move.id})
                standing = mine.architecture(mine.road_after(len(here.case.stages) - 1)).nodes
                held = {(n, text) for n, node in standing.items() for text in (*node.rules, *node.parts)}
                assert not own & held, (stage.id, move.id)
                told += len(own)
    assert told


def locked(here: Workings, stage: str, at: int = 0) -> dict[str, str]:
    """The moves of a decision that cannot be taken on a road, with the reasons."""
    return {move.id: reason for move, reason in locked_moves(here, here.case.stage_index(stage), at)}


def test_borders_that_stand_are_locked_and_say_since_when() -> None:
    here = road("patchdesk", first_fifty="borders")
    assert locked(here, "two-teams") == {"checked-borders": "stands already, since stage 1"}
    assert locked(workings("patchdesk"), "two-teams") == {}
    index = here.case.stage_index("two-teams")
    walk: Walk = begin(here.case, Started(case="patchdesk", digest="d", seed="s", live=True), "a")
    beat = next(n for n in range(20) if replace(walk, stage=index, beat=n).at(here.case)[1].kind == "move")
    with pytest.raises(Refused, match="locked, it stands already, since stage 1"):
        pick(here, replace(walk, stage=index, beat=beat), "checked-borders", "high")


def test_services_stand_with_the_notices_that_they_brought() -> None:
    found = locked(road("patchdesk", first_fifty="services"), "two-teams")
    assert found == {
        "services": "stands already, since stage 1",
        "extract-notices": "stands already, since stage 1: Five services",
    }


def test_a_part_of_an_effect_that_stands_is_not_had_again() -> None:
    """Services after borders shorten a build no further, and the fewer clashes of the two are left."""
    here = road("patchdesk", first_fifty="borders", two_teams="services")
    index = here.case.stage_index("two-teams")
    after = here.values(here.road_after(index), here.parameters(index))
    assert after["build_each"] == after["build_min"] * after["build_part"]
    assert after["tangle"] == after["service_tangle"]
    here = road("patchdesk", next_door="own-databases", own_database="databases")
    after = here.values(here.road_after(7), here.parameters(7))
    assert after["units"] == after["databases"] == after["split"] == after["tenants"]


def test_a_waiting_room_of_ones_own_stands_and_a_rented_one_does_not() -> None:
    found = locked(road("stararena", first_shows="room-early"), "flood")
    assert found == {"waiting-room": "stands already, since stage 1: A waiting line"}


def test_what_is_needed_may_stand_by_another_move() -> None:
    here = road("patchdesk", first_fifty="borders")
    stage = here.case.stages[here.case.stage_index("two-teams")]
    decision = stage.decisions[0]
    move = replace_move(decision.moves[0], needs=("two-teams/checked-borders",))
    at = here.case.stage_index("two-teams")
    assert lock(here, stage, decision, move, here.road_to(at)) == ""
    follows = workings("patchdesk")
    assert lock(follows, stage, decision, move, follows.road_to(at)).startswith("needs")


def test_a_formula_says_the_same_twice_where_it_bounds_or_forgets() -> None:
    once = ("min(was, share)", "max(was, a * (b + 1))", "was * 0 + given", "0 * was", "nodes_next", "clamp(x, 0, 1)")
    assert all(says_once(text) for text in once)
    assert not any(
        says_once(text) for text in ("was * share", "was + more", "4 * was", "min(was, was * share)", "0.5 * was")
    )


def test_keeping_never_stands_already_and_no_product_takes_what_stands() -> None:
    for name in shipped():
        here = workings(name)
        for index, stage in enumerate(here.case.stages):
            for at, decision in enumerate(stage.decisions):
                before = here.product_road(index, at)
                for move in decision.moves:
                    step = Step(stage.id, decision.id, move.id)
                    assert not stands(here, before, step), step
                    if keeps(move):
                        assert since(here, (*before, step), step) is None

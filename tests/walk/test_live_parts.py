"""What a part holds on a road is what that road's own moves put there; what stands already is not done again."""

from __future__ import annotations

import pytest

from casewalk.case import Node, NodeChange
from casewalk.walk import Workings
from casewalk.walk.patches import changed
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
    assert "as there are tenants; drawn once. A trigger on each table" in node.about


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

"""A part that is drawn once may stand for many: the picture says how many, and the price counts them."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from casewalk.case import Architecture, ArchitecturePatch, Node
from casewalk.diagram import draw, outline, picture
from casewalk.export.pages import picture_of
from casewalk.walk import Workings
from casewalk.walk.locks import locked_moves
from casewalk.walk.patches import PatchFault, apply_patch
from casewalk.walk.settling import settle
from casewalk.walk.tradeoff import price_of
from casewalk.walk.workings import FOLLOWED, Step
from opened import workings

DB = Node(kind="db", label="Store", at=(0, 0), load="rows", capacity="most", unit="tx/s")
ONE = Architecture(nodes={"db": DB})
EACH = ArchitecturePatch(times={"db": "cities", "till": "cities"})
SHARED = "shared-fate"


def price(case: str, stage: str, move: str, here: Workings | None = None) -> str:
    found = here or workings(case)
    index = found.case.stage_index(stage)
    decision = found.case.stages[index].decisions[0]
    return price_of(found, index, 0, next(m for m in decision.moves if m.id == move)).parts


def at_once() -> int:
    return round(workings().parameters(len(workings().case.stages) - 1)["at_once"])


def test_a_patch_says_how_many_there_are_of_what_stands() -> None:
    assert settle(ONE, EACH).nodes == {"db": replace(DB, times="cities")}
    assert not EACH.empty
    with pytest.raises(PatchFault, match="says how many 'till' there are, which is not there") as caught:
        apply_patch(ONE, EACH)
    assert caught.value.path == ("times", "till")


@pytest.mark.parametrize(("count", "told"), [(1, ""), (5, " ×5"), (2000, " ×2\N{NO-BREAK SPACE}k")])
def test_a_box_says_how_many_it_stands_for(count: int, told: str) -> None:
    shown = picture(ONE, {"db": 0.5}, counts={"db": count})
    assert outline(shown)[0].startswith(f"Store (db{told}), 50")
    assert f"─db{told}─" in draw(shown, 40, 12).text()
    small = draw(shown, 10, 5)
    assert small.form in {"slim", "tight"}
    assert told.strip() in small.text()


def test_a_store_for_each_city_is_as_many_stores() -> None:
    more = at_once() - 1
    assert more >= 1
    assert price("stararena", "five-shows", "partition-by-show") == f"+{3 * more} parts"
    assert price("stararena", "five-shows", "cell-per-show") == f"+{5 * more} parts"
    assert price("stararena", "five-shows", "keep-one") == "+0 parts"


def test_thousands_of_databases_are_printed_as_a_number_is() -> None:
    here = workings("patchdesk")
    tenants = here.parameters(here.case.stage_index("own-database"))["tenants"]
    assert tenants == 2000
    assert price("patchdesk", "own-database", "databases") == "+2\N{NO-BREAK SPACE}k parts"


def test_off_the_products_road_what_does_not_stand_is_not_counted_and_locks_nothing() -> None:
    here = workings().along({("money-late", "late-money"): "keep-clock"})
    index = here.case.stage_index("five-shows")
    assert "inbox" not in here.architecture(here.road_to(index)).nodes
    assert "partition-by-show" not in locked_moves(here, index, 0)
    assert price("stararena", "five-shows", "partition-by-show", here) == f"+{2 * (at_once() - 1)} parts"


def test_the_number_follows_its_constraint() -> None:
    here = workings()
    index = here.case.stage_index("five-shows")
    road = (*here.road_to(index), Step("five-shows", SHARED, "partition-by-show"))
    ten = here.values(road, here.parameters(index) | {"at_once": 10.0})
    assert here.counts(road, ten)["db"] == 10
    assert here.counts(road, ten)["core"] == 1
    assert "db ×5" in picture_of(here.along(FOLLOWED), index, road).part("db").kinds


@pytest.mark.parametrize(("value", "count"), [(0.0, 1), (0.4, 1), (2.5, 2), (float("inf"), 1)])
def test_there_is_at_least_one_and_no_number_without_end(value: float, count: int) -> None:
    here = workings()
    index = here.case.stage_index("five-shows")
    road = (*here.road_to(index), Step("five-shows", SHARED, "partition-by-show"))
    values = here.values(road, here.parameters(index) | {"at_once": value})
    assert here.counts(road, values)["db"] == count

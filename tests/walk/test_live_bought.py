"""What a pressure buys in between is bought, told and paid for on every road; no debt goes without a word."""

from __future__ import annotations

import pytest

from casewalk.walk import Workings, telling
from casewalk.walk.bought import bought, bought_year
from casewalk.walk.debt import missed_at
from casewalk.walk.moments import BEFORE
from casewalk.walk.offroad import spent
from opened import shipped, workings

NBSP = "\N{NO-BREAK SPACE}"


def text_of(here: Workings, index: int) -> str:
    return " ".join(block.text for block in telling.situation(here, index)).replace(NBSP, " ")


def stayed() -> Workings:
    """PatchDesk on the one node that it began with."""
    return workings("patchdesk").along({("first-fifty", "shape"): "keep"})


def test_each_road_buys_what_it_lacks_and_pays_for_it() -> None:
    here, index = stayed(), 1
    (mine,), (theirs,) = bought(here, index), bought(workings("patchdesk"), index)
    assert (mine.lever, mine.amount, theirs.amount) == ("nodes", 3, 1)
    price = here.case.model.parameters["node_month"].value
    assert (mine.month, theirs.month) == (3 * price, price)
    moves = spent(here, index) - bought_year(here, index)
    assert bought_year(here, index) == 12 * 3 * price
    assert bought_year(here, index + 1) == 12 * 5 * price
    assert moves == spent(workings("patchdesk"), index) - 12 * price - spent(workings("patchdesk"), 0)


def test_the_situation_tells_what_was_bought_and_which_targets_it_met() -> None:
    told = text_of(stayed(), 1)
    bill = "Nodes that serve: 3 nodes more, $90/month, which counts in what your road costs."
    assert f"Bought in between, as the product's people did. {bill}" in told
    assert (
        "Missed before it came, and met now, by no move of yours: List P95, Update P95 and Application in use." in told
    )
    assert "met now, by no move" not in text_of(workings("patchdesk").along({("first-fifty", "shape"): "services"}), 2)


def test_what_is_covered_is_told_in_neither_line() -> None:
    here = stayed()
    some = " ".join(b.text for b in telling.situation(here, 1, frozenset({"nodes", "list_p95"})))
    assert "Bought in between" not in some
    assert "by no move of yours: Update P95 and Application in use." in some


def test_the_aftermath_tells_the_part_of_both_bills() -> None:
    told = " ".join(block.text for block in telling.aftermath(stayed(), 1))
    assert "Of that, $1.08\N{NO-BREAK SPACE}k was bought in between; of the product's, $360. It misses" in told


@pytest.mark.parametrize("name", shipped())
def test_no_debt_goes_without_a_word(name: str) -> None:
    """Wherever a pressure meets a target that was missed before it, the situation says so by name."""
    here, found = workings(name), 0
    first = here.case.stages[0]
    for move in first.decisions[0].moves:
        mine = here.along({(first.id, first.decisions[0].id): move.id})
        for index in range(1, len(here.case.stages)):
            if not mine.off_road(index):
                continue
            now = {r.metric for r in missed_at(mine, index)}
            back = [r.label for r in missed_at(mine, index, BEFORE) if r.metric not in now]
            told = text_of(mine, index)
            assert ("met now, by no move of yours" in told) is bool(back)
            assert all(label.replace(NBSP, " ") in told for label in back)
            found += len(back)
    assert found or name != "patchdesk"

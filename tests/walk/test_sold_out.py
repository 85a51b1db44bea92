"""When StarArena's house is full, against a simulation of its sale: every hold by chance, resold as it comes back."""

from __future__ import annotations

import math
from collections.abc import Mapping
from random import Random

import pytest

from casewalk.walk import Step
from opened import stararena, workings

HOLDS = stararena().stage_index("seat-holds")
MOVES = ["hold-8", "hold-15", "hold-30"]
MINUTE = 60.0
HOUSES = 30
"""So many at once that chance does not decide whether one more round is needed."""


def chance() -> Random:
    """The same for every sale."""
    return Random(1)  # noqa: S311 - no secret


def counted(move: str, **overrides: float) -> Mapping[str, float]:
    """Every quantity of the case after a hold; times in seconds."""
    road = (*workings().product_road(HOLDS), Step("seat-holds", "hold-length", move))
    return workings().values(road, workings().parameters(HOLDS) | overrides)


def sale(drawn: Random, orders: int, of: Mapping[str, float]) -> float:
    """When ninety-nine orders in a hundred are paid, in seconds.

    Whoever holds walks away with probability `abandon`, else pays after a lognormal time if the hold is that long. A
    seat that was not paid comes back as its hold ends, and is held again at once.
    """
    middle, spread = math.log(of["pay_median"]), math.log(of["pay_p95"] / of["pay_median"]) / 1.645
    paid: list[float] = []
    held, begins = orders, 0.0
    while held:
        back = 0
        for _ in range(held):
            walks_away = drawn.random() < of["abandon"]
            takes = math.inf if walks_away else drawn.lognormvariate(middle, spread)
            if takes <= of["hold"]:
                paid.append(begins + takes)
            else:
                back += 1
        held, begins = back, begins + of["hold"]
    return sorted(paid)[math.ceil(0.99 * orders) - 1]


@pytest.mark.parametrize(("move", "minutes"), zip(MOVES, [8, 15, 30], strict=True))
def test_the_house_is_full_when_a_simulated_crowd_has_paid(move: str, minutes: float) -> None:
    of = counted(move)
    assert of["hold"] == minutes * MINUTE
    full = sale(chance(), HOUSES * round(of["orders"]), of)
    assert full == pytest.approx(of["sold_out"], rel=0.05)


@pytest.mark.parametrize("abandon", [0.2, 0.35, 0.5])
@pytest.mark.parametrize("move", MOVES)
def test_it_is_full_when_they_have_whatever_share_walks_away(move: str, abandon: float) -> None:
    of = counted(move, abandon=abandon)
    assert sale(chance(), HOUSES * round(of["orders"]), of) == pytest.approx(of["sold_out"], rel=0.05)


@pytest.mark.parametrize("move", MOVES)
def test_one_house_is_at_times_full_a_round_sooner_and_each_has_the_verdict_of_the_model(move: str) -> None:
    """At two in five who walk away five rounds leave just over one seat in a hundred, and chance may make it fewer."""
    of, drawn = counted(move, abandon=0.4), chance()
    assert 0.01 < of["fail_share"] ** of["rounds"] < 0.0115
    kept = of["sold_out"] <= of["limit__sold_out"]
    for _ in range(10):
        full = sale(drawn, round(of["orders"]), of)
        assert of["sold_out"] - of["hold"] < full < 1.05 * of["sold_out"]
        assert (full <= of["limit__sold_out"]) is kept

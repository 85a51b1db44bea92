"""DocuMind's claims about its field: the knobs that one reaches for first, and textbook answers that must stay right.

The walk plan pins the case's own situations; these move its figures.
"""

from __future__ import annotations

import math

import pytest

from casewalk.walk import Verdict, judge
from opened import workings

CASE = "documind"


def verdicts(stage: str, **change: float) -> dict[str, Verdict]:
    """The verdict of every move of a stage's decision, with parameters changed, in their units."""
    found = workings(CASE)
    index = [s.id for s in found.case.stages].index(stage)
    outcomes = judge(found, index, overrides=found.in_base(change))
    return {move: outcome.verdict for move, outcome in outcomes.items()}


@pytest.mark.parametrize("overlap", [20, 25, 30, 34, 35, 40, 45])
def test_no_overlap_alone_is_enough_for_the_lawyers(overlap: float) -> None:
    """What repeats its neighbour takes two places of a list, so the first knob that one turns does not win."""
    found = verdicts("split-answers", overlap=overlap)
    assert found["keep-windows"] == found["wide-overlap"] == Verdict.BREAKS
    assert found["small-to-big"] == Verdict.FITS


@pytest.mark.parametrize("readable", [90, 6])
def test_going_short_is_binomial(readable: float) -> None:
    """Twenty candidates, five needed: the exact sum, which is next to nought for readers of nearly everything."""
    found = workings(CASE)
    index = [s.id for s in found.case.stages].index("walls")
    values = found.values(found.product_road(index), found.parameters(index, before=readable == 90))
    p = readable / 100
    exact = math.fsum(math.comb(20, n) * p**n * (1 - p) ** (20 - n) for n in range(5))
    assert values["starved"] == pytest.approx(exact, rel=1e-9)


@pytest.mark.parametrize("audiences", [6, 9, 20, 60])
def test_a_filter_in_the_query_is_right_for_many_audiences(audiences: float) -> None:
    found = verdicts("walls", audiences=audiences)
    assert found["in-search"] == Verdict.FITS
    assert found["audience-index"] == Verdict.BREAKS


def test_a_checker_that_strikes_good_sentences_is_not_free() -> None:
    assert verdicts("cited")["sentence-gate"] == Verdict.OVERBUILDS
    assert verdicts("cited", false_alarm=20)["sentence-gate"] == Verdict.BREAKS


@pytest.mark.parametrize("releases", [4, 6, 8, 12, 16])
def test_a_set_of_questions_is_right_from_four_releases_a_month(releases: float) -> None:
    found = verdicts("releases", releases=releases)
    assert found["small-set"] == Verdict.FITS
    assert found["keep-spot"] == Verdict.BREAKS


@pytest.mark.parametrize("bad_share", [10, 20, 30])
def test_the_set_does_not_hang_on_how_many_changes_are_bad(bad_share: float) -> None:
    assert verdicts("releases", bad_share=bad_share)["small-set"] == Verdict.FITS


def test_the_product_does_not_always_take_the_cheapest_move() -> None:
    """In some stages cheaper moves that change something are offered, and miss."""
    found = workings(CASE)
    passed_over = []
    for index, stage in enumerate(found.case.stages):
        outcomes = judge(found, index)
        chosen = outcomes[stage.decisions[0].chosen]
        cheaper = [o for o in outcomes.values() if 0 < o.cost < chosen.cost]
        passed_over.append(bool(cheaper) and chosen.cost > 0)
    assert sum(passed_over) >= len(passed_over) // 2

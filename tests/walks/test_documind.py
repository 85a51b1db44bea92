"""DocuMind's claims about its field: the knobs that one reaches for first, and textbook answers that must stay right.

The walk plan pins the case's own situations; these move its figures.
"""

from __future__ import annotations

import math

import pytest

from casewalk.walk import Outcome, Verdict, judge
from casewalk.walk.bought import bought
from casewalk.walk.tradeoff import fitting_interval
from opened import workings

CASE = "documind"


def verdicts(stage: str, **change: float) -> dict[str, Verdict]:
    """The verdict of every move of a stage's decision, with parameters changed, in their units."""
    found = workings(CASE)
    index = [s.id for s in found.case.stages].index(stage)
    outcomes = judge(found, index, overrides=found.in_base(change))
    return {move: outcome.verdict for move, outcome in outcomes.items()}


def on_road(stage: str, **picks: str) -> dict[str, Outcome]:
    """The outcomes of a stage's moves where other moves than the product's were picked, by stage with `_` for `-`."""
    found = workings(CASE)
    road = {
        (s.id, s.decisions[0].id): picks.get(s.id.replace("-", "_"), s.decisions[0].chosen) for s in found.case.stages
    }
    return judge(found.along(road), [s.id for s in found.case.stages].index(stage))


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


@pytest.mark.parametrize("pilot", ["early-pipeline", "more-workers", "whole-files", "tuned-model"])
def test_the_next_tier_is_bought_once(pilot: str) -> None:
    """What the pilot took is not bought again in May, and the tier above in January is ten times that, not more."""
    found = workings(CASE)
    road = found.along({("pilot", "knowledge"): pilot})
    assert "tier" not in {p.lever for p in bought(road, 1)}
    assert {p.lever: p.month for p in bought(found, 1)}["tier"] == pytest.approx(100)
    for outcome in on_road("all-hands", pilot=pilot).values():
        assert outcome.values["tier"] in (pytest.approx(450_000 / 60), pytest.approx(4_500_000 / 60))


def test_a_sweep_that_stands_is_neither_paid_twice_nor_made_worse_by_events() -> None:
    after = on_road("old-rules", pilot="early-pipeline")
    assert after["pipeline"].weeks < 1
    assert after["events"].values["old_day"] < after["pipeline"].values["old_day"]
    assert on_road("old-rules")["events"].verdict == Verdict.BREAKS


def test_ranking_can_be_rented_without_a_reranker_of_ones_own() -> None:
    before = on_road("all-hands", part_numbers="two-lists")
    assert before["hosted-rank"].verdict == Verdict.FITS
    assert before["hosted-rank"].values["hit"] > before["keep-one"].values["hit"]


@pytest.mark.parametrize("days", [250, 365])
def test_a_larger_model_pays_for_its_questions(days: float) -> None:
    """Its first year holds twice the price of a question, and both moves hold at either number of days."""
    found = workings(CASE)
    outcomes = judge(found, len(found.case.stages) - 1, overrides=found.in_base({"workdays": days}))
    larger, kept = outcomes["faster-model"], outcomes["keep-rounds"]
    dearer = (larger.values["ask_price"] - kept.values["ask_price"]) * 3 * days
    assert larger.cost == pytest.approx(8000 + 12 * 300 + dearer)
    assert larger.verdict == outcomes["live-system"].verdict == Verdict.FITS


def test_hours_of_renewal_limit_the_set() -> None:
    """A tenth of the set at eight minutes each, and fifty grades at three: ten hours are reached near 562."""
    found = workings(CASE)
    interval = fitting_interval(found, [s.id for s in found.case.stages].index("releases"), 0)
    assert interval is not None
    assert interval.high.split()[0] == "562"


@pytest.mark.parametrize("releases", [2, 4, 8])
def test_two_versions_side_by_side_share_the_month(releases: float) -> None:
    found = workings(CASE)
    index = [s.id for s in found.case.stages].index("releases")
    outcome = judge(found, index, overrides=found.in_base({"releases": releases}))["side-by-side"]
    assert outcome.values["ab_run"] / 86_400 * releases <= 250 / 12 + 1e-9

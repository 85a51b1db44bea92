"""The right answer to an estimate is right in every unit of time that converts, and no other unit is let through."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from casewalk.numbers import EntryError, from_base, read_entry, unit
from casewalk.walk import Workings
from casewalk.walk.derivation import judge_estimate
from casewalk.walk.moments import NOW, values_at
from opened import opened, shipped

YEAR = 365 * 86_400.0
PERIODS = {"s": 1.0, "min": 60.0, "h": 3600.0, "d": 86_400.0, "day": 86_400.0, "week": 7 * 86_400.0,
           "month": YEAR / 12, "year": YEAR}  # fmt: skip


class Asked(NamedTuple):
    """An estimate of a shipped case: where it is, the model's answer in base units, and the unit it is asked in."""

    where: str
    answer: float
    of: str


def _asked() -> list[Asked]:
    found = []
    for name in shipped():
        case = opened(name)
        workings = Workings(case)
        for index, stage in enumerate(case.stages):
            if stage.estimate is not None:
                answer = stage.estimate.answer
                value = values_at(workings, index, 0, NOW)[answer]
                found.append(Asked(f"{name}/{stage.id}", value, workings.unit_of(answer)))
    return found


ASKED = _asked()
TIMED = [a for a in ASKED if unit(a.of).bottom in PERIODS]


def test_the_cases_ask_for_rates_of_more_than_one_kind() -> None:
    assert {a.of for a in TIMED} >= {"answers/day", "req/s", "events/d"}


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("asked", TIMED, ids=lambda a: a.where)
def test_the_right_answer_is_exact_in_every_unit_of_time(asked: Asked, period: str) -> None:
    parsed = unit(asked.of)
    number = from_base(asked.answer, asked.of) * PERIODS[period] / PERIODS[parsed.bottom]
    for typed in (f"{parsed.top}/{period}", f"/{period}", f" per {period}", f"{parsed.top.removesuffix('s')}/{period}"):
        given = read_entry(f"{number!r}{typed}", asked.of)
        judged = judge_estimate(given, asked.answer)
        assert judged.words == "exact", f"{number!r}{typed}"
        assert judged.in_range


@pytest.mark.parametrize("asked", ASKED, ids=lambda a: a.where)
@pytest.mark.parametrize(
    "garbage", ["zork", "zork/s", "zork/month", "/zork", "s/s/s", "MB/day", "$/month", "!", "fortnights"]
)
def test_a_unit_that_cannot_be_read_is_refused_in_words(asked: Asked, garbage: str) -> None:
    with pytest.raises(EntryError) as refused:
        read_entry(f"5 {garbage}", asked.of)
    assert "does not measure what is asked" in refused.value.message
    assert "type a number, such as" in refused.value.message

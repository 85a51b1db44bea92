"""Every function of the language is described, refereed, and monotone where load is."""

from __future__ import annotations

import itertools

import pytest
import test_numbers_arithmetic
import test_numbers_probability
import test_numbers_queueing
from numbers_referees import REFEREED, call

from casewalk.numbers import FUNCTIONS

REFEREES = (test_numbers_arithmetic, test_numbers_probability, test_numbers_queueing)


def test_every_function_has_a_referee() -> None:
    assert set(REFEREED) == set(FUNCTIONS)
    assert {test.__module__ for tests in REFEREED.values() for test in tests} == {room.__name__ for room in REFEREES}
    for tests in REFEREED.values():
        assert all(test.__doc__ for test in tests)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_says_what_it_is(name: str) -> None:
    function = FUNCTIONS[name]
    assert function.text[:1].isalpha() or function.text[:1] == "`"
    assert len(function.text) >= 15
    letters = {*function.takes, *function.more, "1"}
    assert set(function.gives.replace("*", "/").split("/")) <= letters


MONOTONE = {
    "erlang_b": (lambda x: (10, 20 * x), 1),
    "erlang_c": (lambda x: (10, 9.9 * x), 1),
    "mmc_wait": (lambda x: (9.9 * x, 1, 10), 1),
    "mmc_wait_q": (lambda x: (9.9 * x, 1, 10, 0.99), 1),
    "mmc_resp_q": (lambda x: (9.9 * x, 1, 10, 0.99), 1),
    "mm1_p99": (lambda x: (0.02, 3 * x, 10), 1),
    "mmck_loss": (lambda x: (40 * x, 1, 10, 30), 1),
    "normal_cdf": (lambda x: (12 * x - 6,), 1),
    "lognormal_tail": (lambda x: (10 * x, 3, 5), -1),
    "lognormal_q": (lambda x: (0.001 + 0.998 * x, 3, 5), 1),
    "poisson_tail": (lambda x: (900 * x, 500), 1),
    "binomial_tail": (lambda x: (400, x, 20), 1),
    "poisson_q": (lambda x: (1000 * x, 0.99), 1),
    "at_least_one": (lambda x: (x, 50), 1),
    "rule_of_three": (lambda x: (1000 * x, ), -1),
    "birthday_collision": (lambda x: (300 * x, 365), 1),
    "exp_decay": (lambda x: (30 * x, 5), -1),
    "retry_amplification": (lambda x: (x, 6), 1),
    "drain_time": (lambda x: (5, 10, 9.9 * x), 1),
}  # fmt: skip


@pytest.mark.parametrize("name", MONOTONE)
def test_more_load_never_reads_as_less(name: str) -> None:
    arguments, way = MONOTONE[name]
    found = [way * call(name, *arguments(i / 100)) for i in range(101)]
    assert all(later >= earlier - 1e-9 for earlier, later in itertools.pairwise(found))

"""Dimensions are followed through every formula."""

from __future__ import annotations

import pytest

from casewalk.numbers import FUNCTIONS, Definition, check_dimensions

PARAMETERS = {
    "users": "users",
    "window": "s",
    "hold": "min",
    "rate": "req/s",
    "size": "MB",
    "uplink": "Gbit/s",
    "price": "$",
    "rent": "$/month",
    "share": "%",
    "desk": "staff-h",
    "times": "x",
}


def faults(source: str | float, of: str) -> list[tuple[int, str]]:
    found = check_dimensions(PARAMETERS, {"made": Definition(source, of)})
    assert all(fault.name == "made" for fault in found)
    return [(fault.position, fault.message) for fault in found]


@pytest.mark.parametrize(
    ("source", "of"),
    [
        ("users / window", "req/s"),
        ("users / window", "users/d"),
        ("rate * window", "req"),
        ("window + hold", "h"),
        ("window + 800 ms", "ms"),
        ("max(window, 10 s, hold)", "s"),
        ("size * rate", "Gbit/s"),
        ("size / uplink", "s"),
        ("size + 10 kB", "B"),
        ("price * users + rent", "$"),
        ("price / (10 GB)", "$/GB"),
        ("share * users", "users"),
        ("share * times", "%"),
        ("1 / window", "req/s"),
        ("window ** 2 / hold", "s"),
        ("window ** -1", "req/s"),
        ("window ** 2 * 1 / window", "s"),
        ("users ** 0.5", "users"),
        ("2 ** users", ""),
        ("0", "s"),
        ("window if users > 5 else 0", "s"),
        ("window if window > 1 min else hold", "s"),
        ("0 if share > 50 % else price", "$"),
        ("max(0, window)", "s"),
        ("window > 0 and hold > 0", ""),
        ("not window", ""),
        ("window // hold", ""),
        ("-window", "s"),
        ("desk + 1 h", "staff-h"),
        ("unknown + window", "s"),
        ("unknown * window", "$"),
        ("mm1_p99(window, share, hold)", "ms"),
        ("erlang_c(users, rate * window)", "%"),
        ("mmc_wait(rate, 1 / window, users)", "s"),
        ("mmc_wait_q(rate, 1 / window, users, 0.99)", "ms"),
        ("mmck_loss(rate, rate, users, users)", "%"),
        ("backlog(rate, rate, window)", "req"),
        ("backlog(uplink, uplink, window)", "GB"),
        ("drain_time(users, rate, rate)", "s"),
        ("drain_time(size, uplink, uplink)", "s"),
        ("little(rate, window)", "users"),
        ("little(uplink, window)", "MB"),
        ("lognormal_tail(hold, window, window)", "%"),
        ("lognormal_q(0.99, window, hold)", "min"),
        ("exp_decay(hold, window)", "%"),
        ("table(window, 0, 1, 60 s, 2, 10 min, 3)", ""),
        ("table(window, 0, $1, 1 min, $2)", "$"),
        ("clamp(window, 1 s, 1 min)", "s"),
        ("abs(window - hold)", "s"),
        (5, "s"),
        (0.5, "$"),
        ("1 +", "s"),
    ],
)
def test_what_goes_together_is_no_fault(source: str | float, of: str) -> None:
    assert faults(source, of) == []


@pytest.mark.parametrize(
    ("source", "of", "position", "says"),
    [
        ("users / window", "users", 0, "gives 1/time, but 'users' is a bare number"),
        ("window", "", 0, "gives time, but 'no unit' is a bare number"),
        ("5", "s", 0, "gives a bare number, but 's' is time"),
        ("window + users", "s", 0, "adds time and a bare number"),
        ("price + 3 * (window - users)", "$", 13, "adds time and a bare number"),
        ("window - 5", "s", 0, "adds time and a bare number"),
        ("size + price", "MB", 0, "adds data and money"),
        ("  window + price", "s", 2, "adds time and money"),
        ("1 if window > 5 else 0", "", 5, "compares time and a bare number"),
        ("window < hold < price", "", 0, "compares time and money"),
        ("window if users else price", "s", 0, "gives either time and money"),
        ("max(window, price)", "s", 12, "max is given"),
        ("clamp(window, 1, 2)", "s", 14, "clamp is given"),
        ("users ** window", "", 9, "exponent must be a bare number"),
        ("window ** 0.5", "s", 0, "no whole number"),
        ("window ** users", "s", 0, "no whole number"),
        ("sqrt(window)", "s", 5, "sqrt is given"),
        ("round(hold)", "min", 6, "round is given"),
        ("mm1_p99(window, hold, hold)", "s", 16, "mm1_p99 is given"),
        ("mmc_wait(rate, window, users)", "s", 15, "mmc_wait is given"),
        ("drain_time(users, uplink, uplink)", "s", 0, "gives time/data, but 's' is time"),
        ("drain_time(users, rate, uplink)", "s", 24, "drain_time is given"),
        ("little(rate, window)", "s", 0, "gives a bare number, but 's' is time"),
        ("lognormal_tail(size, window, window)", "%", 21, "lognormal_tail is given"),
        ("lognormal_q(window, window, window)", "s", 12, "lognormal_q is given"),
        ("table(window, 0, 1, 60, 2)", "", 20, "table is given"),
        ("table(users, 0, $1, 60, 1 s)", "$", 24, "table is given"),
        ("(window and price + users) * 1", "", 12, "adds money and a bare number"),
        ("not (price + users)", "", 5, "adds money and a bare number"),
        ("window if price > size else hold", "s", 10, "compares money and data"),
    ],
)
def test_what_does_not_go_together_is_a_fault_in_its_place(source: str, of: str, position: int, says: str) -> None:
    [(found, message)] = faults(source, of)
    assert says in message
    assert found == position


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_knows_a_wrong_dimension(name: str) -> None:
    """The result of a call in fitting dimensions never fits money."""
    of = {"A": "window", "B": "size", "1": "users"}
    arguments = ", ".join(of[letter] for letter in FUNCTIONS[name].takes)
    [(position, message)] = faults(f"{name}({arguments})", "$")
    assert position == 0
    assert message.endswith("but '$' is money")


def test_every_definition_is_judged_by_its_own_unit() -> None:
    definitions = {
        "a": Definition("users / window", "req/s"),
        "b": Definition("a * hold", "req"),
        "c": Definition("a + b", "req"),
        "d": Definition("a * size", "s"),
        "e": Definition("1", "a/b/c"),
    }
    assert [fault.name for fault in check_dimensions(PARAMETERS, definitions)] == ["c", "d"]

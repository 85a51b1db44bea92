"""Curves: in every column the values are those that the moves have by the verdicts."""

from __future__ import annotations

import pytest

from casewalk.walk import judge
from casewalk.walk.curves import curves, quantities
from casewalk.walk.rivals import Rivals
from casewalk.walk.scales import scale_of
from casewalk.walk.whatif import under
from opened import stararena, workings

FLOOD = stararena().stage_index("flood")
COLUMNS = 12


@pytest.mark.parametrize("name", ["clickers", "shows", "luck_ok"])
def test_values_and_limits_are_those_of_judge(name: str) -> None:
    rivals, scale = Rivals(workings(), FLOOD), scale_of(workings(), FLOOD, name)
    for quantity in quantities(rivals):
        found = curves(rivals, scale, under(rivals, {}), COLUMNS, quantity)
        for column in range(COLUMNS):
            outcomes = judge(workings(), FLOOD, overrides={name: scale.at(column, COLUMNS)})
            for move, outcome in outcomes.items():
                value = found.values[move][column]
                if value is None:
                    assert name == "clickers"
                    continue
                assert value == pytest.approx(outcome.values[quantity])
                if found.limits:
                    assert found.limits[move][column] == pytest.approx(outcome.values[f"limit__{quantity}"])


def test_what_may_be_charted_is_the_cost_then_what_it_is_judged_by() -> None:
    rivals = Rivals(workings(), FLOOD)
    found = quantities(rivals)
    assert found[: 1 + len(rivals.decision.judged_by)] == ("first_year_cost", *rivals.decision.judged_by)
    assert set(found) == {"first_year_cost", *rivals.metrics}
    with pytest.raises(KeyError):
        curves(rivals, scale_of(workings(), FLOOD, "shows"), under(rivals, {}), COLUMNS, "sold_out")

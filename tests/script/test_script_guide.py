"""A case of three stages that was written from the guide alone: what the guide teaches is enough for the checker."""

from __future__ import annotations

from pathlib import Path

import pytest

from casewalk.script import load_case
from casewalk.script.checker import check
from casewalk.walk import Workings
from casewalk.walk.rivals import Rivals
from casewalk.walk.witness import search

BIKES = Path(__file__).parent / "fixture" / "harbour-bikes"


def test_it_lacks_nothing_but_stages() -> None:
    findings = check([BIKES])
    assert [f.code for f in findings] == ["CW702"], "\n".join(f.text() for f in findings)


@pytest.mark.parametrize("index", range(3))
def test_every_move_of_it_has_a_witness(index: int) -> None:
    case = load_case(BIKES).case
    assert case is not None
    found = search(Rivals(Workings(case), index))
    assert [e.move for e in found.evidence] == [m.id for m in case.stages[index].decisions[0].moves]
    assert found.strawmen == ()
    assert not found.everywhere

"""The figures of a decision: shown before the commit off the product's road, there for whoever asks on every road."""

from __future__ import annotations

from dataclasses import replace

import pytest

from casewalk.walk import Beat, Workings, apply, begin, telling
from casewalk.walk.answers import advance, estimate, pick, point
from casewalk.walk.cover import covered
from casewalk.walk.events import Started
from casewalk.walk.moments import NOW, values_at
from casewalk.walk.needed import closed, figures, needed
from casewalk.walk.rivals import Rivals
from casewalk.walk.whatif import constraints
from opened import shipped, stararena, workings

NBSP = "\N{NO-BREAK SPACE}"


def off(name: str = "patchdesk", move: str = "keep") -> Workings:
    """The road that begins with another move than the product's."""
    stage = workings(name).case.stages[0]
    assert stage.decisions[0].chosen != move
    return workings(name).along({(stage.id, stage.decisions[0].id): move})


def text_of(here: Workings, stage: str, at: int = 0) -> str:
    return " ".join(b.text for b in needed(here, here.case.stage_index(stage), at)).replace(NBSP, " ")


def test_the_products_road_needs_no_list() -> None:
    assert all(needed(workings("patchdesk"), index, 0) == () for index in range(8))


def test_figures_stand_with_their_basis_or_the_stage_that_set_them() -> None:
    told = text_of(off(), "next-door")
    assert "Queries that a data layer would not write: 1 % (measured: a count over the repository: repairs, and" in told
    assert "Queries that a row policy would not reach: 12 % (measured: the request log" in told
    assert "Chance that a query lacks its tenant filter: 0.1 % (since stage 2)." in told
    assert "(since stage 1)" not in told.split("What the moves bring:")[0]
    assert "What a row policy adds to a query: 6 %" in told.split("What the moves bring:")[1]


def test_a_missed_reading_is_told_with_what_it_is_made_of() -> None:
    told = text_of(off(), "who-may").split("How the missed readings come about:")[1]
    assert "= 4 changes × 14 copies × 2 % × 3 months / 2 = 1.68 holes." in told
    assert "14 copies × 3 h + 1.6 h = 43.6 h." in told


@pytest.mark.parametrize("name", shipped())
def test_every_marked_figure_is_shown_as_it_stands(name: str) -> None:
    first = workings(name).case.stages[0].decisions[0]
    here = off(name, next(m.id for m in first.moves if m.id != first.chosen))
    for index, stage in enumerate(here.case.stages[1:], 1):
        for at in range(len(stage.decisions)):
            blocks = [b.text for b in needed(here, index, at)]
            rivals = Rivals(here, index, at)
            marked = constraints(rivals).marked
            assert marked
            values = values_at(here, index, at, NOW)
            for parameter in marked:
                (line,) = [b for b in blocks if b.startswith(f"{here.label_of(parameter)}: ")]
                assert values[parameter] == here.parameters(index)[parameter]
                assert line.endswith(").")
            figures = [b for b in blocks if b.endswith(").")]
            assert len(figures) == len(set(figures))


@pytest.mark.parametrize("name", shipped())
def test_on_the_products_road_the_same_list_is_there_for_whoever_asks(name: str) -> None:
    here = workings(name)
    for index, stage in enumerate(here.case.stages):
        for at in range(len(stage.decisions)):
            told = [b.text for b in figures(here, index, at)]
            for parameter in constraints(Rivals(here, index, at)).marked:
                (line,) = [b for b in told if b.startswith(f"{here.label_of(parameter)}: ")]
                assert line.endswith(").")


def test_they_open_at_the_move_once_the_estimate_is_given() -> None:
    """FLOOD asks for an estimate: up to the move's question the figures are closed, and whatever it covers is."""
    case, here = stararena(), workings()
    stage, index = case.stages[case.stage_index("flood")], case.stage_index("flood")
    walk = begin(case, Started(case=case.id, digest="d", seed="s", first_stage="flood"), "attempt")
    seen: list[str] = []
    while walk.at(case)[1].kind != "reveal":
        beat = walk.at(case)[1]
        reason = closed(here, walk, index, beat)
        assert (reason == "") is (beat.kind == "move")
        if covered(here, walk, index):
            assert reason
        seen.append(beat.kind)
        if beat.kind == "estimate":
            walk = apply(case, walk, estimate(here, walk, "60k"))
        elif beat.kind == "signal":
            walk = apply(case, walk, point(case, walk, stage.signal.proof or ""))
        elif beat.kind == "move":
            walk = apply(case, walk, pick(here, walk, stage.decisions[0].chosen, "high", ""))
        walk = apply(case, walk, advance(case, walk))
    assert seen == ["situation", "why", "estimate", "signal", "move"]
    assert closed(here, walk, index, Beat("situation")) == ""
    forgotten = replace(walk, estimates={})
    assert closed(here, forgotten, index, Beat("move", "entrance")) == "give the estimate first; then the figures open"


def test_what_people_propose_is_told_in_the_situation_and_nothing_covered() -> None:
    here, index = off(), 2
    said = telling.situation(here, index)[-1].text.replace(NBSP, " ")
    cure = "Time between two audits of rights: 0.5 months instead of 3 months"
    assert said == f"What people propose, more of the same: {cure}."
    some = telling.situation(here, index, frozenset({"audit_every"}))
    assert not any("propose" in block.text for block in some)
    follows = telling.situation(workings("patchdesk"), index)
    assert not any("What people propose" in block.text for block in follows)

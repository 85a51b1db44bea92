"""The trade-off: which metrics lead it, and the most that fits."""

from __future__ import annotations

import pytest

from casewalk.tui.views.tradeoff import Roles, shown_columns, trade_off_view
from casewalk.walk import Workings
from casewalk.walk.tradeoff import TradeOff, trade_off
from casewalk.walk.verdicts import GIVE_OR_TAKE, RULE, Verdict, affordable, judge
from opened import shipped, workings


def _tables(name: str) -> list[tuple[Workings, int, int, TradeOff]]:
    found = workings(name)
    return [
        (found, index, at, trade_off(found, index, at, {m.id: n for n, m in enumerate(d.moves, 1)}))
        for index, stage in enumerate(found.case.stages)
        for at, d in enumerate(stage.decisions)
    ]


@pytest.mark.parametrize("name", shipped())
def test_the_metrics_that_show_every_broken_move_a_miss_come_first(name: str) -> None:
    for _, _, _, table in _tables(name):
        misses = [sum(not row.cells[n].met for row in table.rows) for n in range(len(table.columns))]
        broken = {row.move for row in table.rows if row.verdict is Verdict.BREAKS}
        seen: set[str] = set()
        for n, missed in enumerate(misses):
            if not broken - seen:
                assert misses[n:] == sorted(misses[n:], reverse=True)
                break
            here = {row.move for row in table.rows if not row.cells[n].met}
            best = max(len({r.move for r in table.rows if not r.cells[k].met} - seen) for k in range(len(misses)))
            assert len((here & broken) - seen) == best > 0
            assert missed
            seen |= here


@pytest.mark.parametrize("name", shipped())
@pytest.mark.parametrize("width", [76, 96, 116])
def test_two_metrics_a_view_and_cost_and_weeks_at_every_width(name: str, width: int) -> None:
    for _, _, _, table in _tables(name):
        roles = Roles(table.rows[0].move, table.rows[-1].move, "high")
        assert len(shown_columns(table, width, 0)) >= min(2, len(table.columns))
        text = [row.text for row in trade_off_view(table, roles, width)]
        assert all(len(line) <= width for line in text)
        assert not any("…" in line for line in text)
        assert any("Weeks" in line for line in text)
        for row in table.rows:
            line = next(t for t in text if f"{row.digit} {row.name}" in t)
            assert line.split("✓ fits")[0].split("▲ over")[0].split("✗ breaks")[0].split()[-1] == row.weeks
            assert f" {row.cost} " in line


def test_a_miss_out_of_sight_is_told_with_its_mark_and_the_rest_counted() -> None:
    table = next(t for w, i, _, t in _tables("stararena") if w.case.stages[i].id == "money-late")
    told = "\n".join(row.text for row in trade_off_view(table, Roles("", "", ""), 76))
    assert "4 targets missed, also ✗ to ticket, ✗ callbacks" in told
    table = next(t for w, i, _, t in _tables("patchdesk") if w.case.stages[i].id == "own-database")
    told = "\n".join(row.text for row in trade_off_view(table, Roles("", "", ""), 76))
    assert " more\n" in told
    assert "+5" not in told


@pytest.mark.parametrize("name", shipped())
def test_what_costs_up_to_the_most_fits_and_what_costs_more_overbuilds(name: str) -> None:
    for found, index, at, table in _tables(name):
        outcomes = judge(found, index, at)
        held = [o for o in outcomes.values() if o.verdict is not Verdict.BREAKS]
        week = found.parameters(index)["week_cost"]
        most = affordable(min(o.cost for o in held), week)
        assert all((o.cost <= most) is (o.verdict is Verdict.FITS) for o in held)
        assert table.most_text.startswith(f"Fits up to {table.most}: the least that holds, {GIVE_OR_TAKE}")
        assert f"≤ {table.most}".replace("≤ ", "≤\xa0") in "\n".join(
            row.text for row in trade_off_view(table, Roles("", "", ""), 76)
        )
    assert GIVE_OR_TAKE in RULE

"""The verdict table of a stage as text: what an author reads while writing a case."""

from __future__ import annotations

from collections.abc import Iterator

from casewalk.case import Decision, Stage
from casewalk.export.flipped import flip_rows
from casewalk.export.grounds import grounds_lines
from casewalk.numbers import from_base, show
from casewalk.walk import Outcome, Reading, Step, Verdict, Workings, judge, reading
from casewalk.walk.grounds import grounds
from casewalk.walk.locks import locked_moves
from casewalk.walk.rivals import Rivals
from casewalk.walk.tradeoff import MARKS

WIDTH = 110
"""Columns of what is told in sentences."""


def _printed(seen: Reading) -> str:
    return f"{seen.value_text} {'✓' if seen.met else '✗'}"


def _pressure(workings: Workings, stage: Stage, index: int) -> Iterator[str]:
    before = workings.parameters(index, before=True)
    now = workings.parameters(index)
    for name in stage.pressure:
        unit = workings.unit_of(name)
        yield f"  {name}: {show(before[name], unit)} -> {show(now[name], unit)}"


def _reading_rows(workings: Workings, stage: Stage, index: int) -> Iterator[str]:
    road = workings.product_road(index)
    done = (*road, *(Step(stage.id, d.id, d.chosen) for d in stage.decisions))
    now = workings.parameters(index)
    cure = now | workings.in_base(stage.signal.more_of_same)
    columns = (
        ("before", workings.values(road, workings.parameters(index, before=True))),
        ("pressure", workings.values(road, now)),
        ("more of same", workings.values(road, cure)),
        ("after", workings.values(done, now)),
    )
    yield f"  {'reading':24}{'target':>14}" + "".join(f"{head:>18}" for head, _ in columns)
    offered = {stage.signal.proof: "proof"} | dict.fromkeys(stage.signal.others, "other")
    for metric in workings.measured(index):
        cells = [reading(workings, metric, values) for _, values in columns]
        target = f"{cells[1].op} {show(cells[1].limit, cells[1].unit)}"
        row = f"  {metric:24}{target:>14}" + "".join(f"{_printed(cell):>18}" for cell in cells)
        yield f"{row}  {offered.get(metric, '')}".rstrip()


def _reason(outcome: Outcome) -> str:
    if outcome.verdict is Verdict.BREAKS:
        return "; ".join(f"{r.metric} {r.value_text}, not {r.op} {show(r.limit, r.unit)}" for r in outcome.broken)
    return f"{show(outcome.excess, '$')} more than needed" if outcome.excess > 0 else "least that holds"


def _decision_rows(workings: Workings, index: int, at: int, decision: Decision) -> Iterator[str]:
    outcomes = judge(workings, index, at)
    yield f"  {decision.ask}  (judged by {', '.join(decision.judged_by)})"
    unit = workings.unit_of(decision.minimise)
    ordered = sorted(outcomes.values(), key=lambda o: (list(Verdict).index(o.verdict), o.cost))
    for outcome in ordered:
        chosen = "◆" if outcome.move == decision.chosen else " "
        weeks = f"{from_base(outcome.weeks, 'weeks'):.3g} wk"
        price = f"{show(outcome.cost, unit):>9}{weeks:>9}"
        verdict = f"{MARKS[outcome.verdict]} {outcome.verdict}"
        yield f"  {chosen} {outcome.move:22}{verdict:14}{price}  {_reason(outcome)}"
    for move, reason in locked_moves(workings, index, at):
        yield f"    {move.id:22}locked, it {reason}"
    yield ""
    yield from (f"  {line}" for line in grounds_lines(grounds(Rivals(workings, index, at)), WIDTH))


def verdict_lines(workings: Workings, stage_index: int) -> tuple[str, ...]:
    """One stage's readings, the verdict of every move, what it stands on and what the flips come to, as lines."""
    stage = workings.case.stages[stage_index]
    lines = [f"{stage_index + 1} {stage.id} ({stage.kind}): {stage.title}"]
    lines += _pressure(workings, stage, stage_index)
    lines += _reading_rows(workings, stage, stage_index)
    for at, decision in enumerate(stage.decisions):
        lines += ["", *_decision_rows(workings, stage_index, at, decision)]
    lines += ["", *flip_rows(workings, stage_index)]
    return tuple(lines)

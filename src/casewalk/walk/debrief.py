"""The debrief: the road of a walk beside the product's, what held and what did not, and notes for decision records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from casewalk.case import Decision, Stage
from casewalk.numbers import parse_comparison, show
from casewalk.walk import telling
from casewalk.walk.beats import Beat
from casewalk.walk.beside import Beside, beside, decided
from casewalk.walk.events import Picked
from casewalk.walk.grounds import grounds
from casewalk.walk.grounds_text import mind_changers, right_when, text_of
from casewalk.walk.locks import locked_moves
from casewalk.walk.metrics import SIGNS, target_text
from casewalk.walk.moments import AFTER, NOW, ask_text, tell_move, values_at
from casewalk.walk.prose import Block
from casewalk.walk.readings import Reading, reading
from casewalk.walk.rivals import Rivals
from casewalk.walk.scores import Scores, score
from casewalk.walk.state import Walk
from casewalk.walk.tradeoff import limit_text, reason_text
from casewalk.walk.verdicts import Outcome, Verdict, judge, least_bad
from casewalk.walk.workings import FOLLOWED, Workings

SURE_WORDS = {"low": "under 67 %", "middle": "67 to 80 %", "high": "over 80 %"}


@dataclass(frozen=True)
class RoadRow:
    """One decision: yours, the product's if another fits beside or instead, how sure you were, and the verdict."""

    stage: int
    stage_title: str
    yours: str
    products: str
    same: bool
    sure: str
    verdict: Verdict | None
    least: bool
    """Whether nothing fits, and this is the least bad: it counts as a fit."""
    reason: str
    why: str
    products_why: str


@dataclass(frozen=True)
class Standing:
    """The architecture after a stage: how many parts, and how many of them new."""

    stage: int
    parts: int
    new: int


@dataclass(frozen=True)
class SureAndWrong:
    """A decision of which the learner was sure, and what the model says against it."""

    stage: int
    title: str
    yours: str
    says: str


@dataclass(frozen=True)
class Debrief:
    """Everything that the last screen shows."""

    scores: Scores
    road: tuple[RoadRow, ...]
    architectures: tuple[Standing, ...]
    beside: Beside | None
    """Both roads, where the learner lived with every pick."""
    products: tuple[Standing, ...]
    """The product's architectures beside them; none where the road is the product's."""
    sure_and_wrong: tuple[SureAndWrong, ...]
    held: tuple[str, ...]
    did_not: tuple[tuple[Verdict, str], ...]
    """What did not hold, or cost more than it had to, each with its verdict and reason."""


def _row(workings: Workings, index: int, at: int, pick: Picked | None) -> RoadRow:
    stage = workings.case.stages[index]
    decision = stage.decisions[at]
    names = {m.id: m.short for m in decision.moves}
    product = next(m for m in decision.moves if m.id == decision.chosen)
    outcomes = judge(workings, index, at)
    outcome = outcomes.get(pick.move) if pick else None
    return RoadRow(
        stage=index + 1,
        stage_title=stage.title,
        yours=names[pick.move] if pick else "",
        products=names[decision.chosen],
        same=pick is not None and pick.move == decision.chosen,
        sure=pick.sure if pick else "",
        verdict=outcome.verdict if outcome else None,
        least=outcome is not None and outcome.move in least_bad(workings, decision, outcomes),
        reason=_reason(workings, decision, outcomes, outcome) if outcome else "",
        why=pick.why if pick else "",
        products_why=_text(tell_move(workings.along(FOLLOWED), index, at, product, product.gained)),
    )


def _reason(workings: Workings, decision: Decision, outcomes: dict[str, Outcome], outcome: Outcome) -> str:
    """Why the verdict; where nothing fits and this is the least bad, that it counts as a fit."""
    reason = reason_text(outcome, workings.unit_of(decision.minimise))
    least = outcome.move in least_bad(workings, decision, outcomes)
    return f"{reason}; nothing fits, and this is the least bad" if least else reason


def _standings(workings: Workings, until: int) -> tuple[Standing, ...]:
    found: list[Standing] = []
    before: Mapping[str, int] = {}
    for index in range(until):
        now = workings.counts_after(index)
        new = sum(max(0, count - before.get(part, 0)) for part, count in now.items())
        found.append(Standing(index + 1, sum(now.values()), new if index else 0))
        before = now
    return tuple(found)


def _says(workings: Workings, outcome: Outcome, unit: str) -> str:
    if outcome.broken:
        return "; ".join(limit_text(workings, r) for r in outcome.broken) + "."
    return f"It holds, and costs {show(outcome.excess, unit)} more than the least that does."


def _judged(workings: Workings, walk: Walk) -> list[tuple[int, Decision, Picked, Outcome, bool]]:
    """Every decision made, with its outcome, and whether it is the least bad where nothing fits."""
    found = []
    for index, stage in enumerate(workings.case.stages):
        for at, decision in enumerate(stage.decisions):
            if pick := walk.picks.get((stage.id, decision.id)):
                outcomes = judge(workings, index, at)
                if outcome := outcomes.get(pick.move):
                    found.append((index, decision, pick, outcome, pick.move in least_bad(workings, decision, outcomes)))
    return found


def debrief(workings: Workings, walk: Walk) -> Debrief:
    """The debrief of a walk, judged on its own road. Of one that is not finished, as far as it has been decided."""
    workings = workings.along(walk.road)
    stages = workings.case.stages
    road = tuple(
        _row(workings, index, at, walk.picks.get((stage.id, decision.id)))
        for index, stage in enumerate(stages)
        for at, decision in enumerate(stage.decisions)
        if walk.finished or (stage.id, decision.id) in walk.picks
    )
    wrong: list[SureAndWrong] = []
    held: list[str] = []
    did_not: list[tuple[Verdict, str]] = []
    for index, decision, pick, outcome, least in _judged(workings, walk):
        name = next(m.short for m in decision.moves if m.id == pick.move)
        said = _says(workings, outcome, workings.unit_of(decision.minimise))
        if outcome.verdict is Verdict.FITS:
            held.append(f"{name}: {reason_text(outcome, workings.unit_of(decision.minimise))}")
            continue
        did_not.append((outcome.verdict, f"{name}: {said}"))
        if pick.sure == "high" and not least:
            wrong.append(SureAndWrong(index + 1, stages[index].title, name, said))
    until = len(stages) if walk.finished else decided(workings, walk)
    product = _standings(workings.along(FOLLOWED), until) if walk.live else ()
    return Debrief(
        scores=score(workings, walk),
        road=road,
        architectures=_standings(workings, until),
        beside=beside(workings, walk),
        products=product,
        sure_and_wrong=tuple(wrong),
        held=tuple(held),
        did_not=tuple(did_not),
    )


def revisit_text(workings: Workings, index: int, decision: Decision) -> str:
    """When to look again at the product's move, with the limit computed: `Requests at the entrance < 1.8 k req/s`."""
    left, op, right = parse_comparison(decision.record.revisit_when)
    workings = workings.along(FOLLOWED)
    stage = workings.case.stages[index]
    at = stage.decisions.index(decision)
    try:
        unit, label = workings.unit_of(left), workings.label_of(left)
    except KeyError:
        return decision.record.revisit_when
    sheet_values = values_at(workings, index, at, AFTER)
    limit = workings.evaluate(right, unit, sheet_values)
    return f"{label} {SIGNS[op]} {show(limit, unit)}"


@dataclass(frozen=True)
class DecisionNote:
    """One decision as a record: what was asked, on what numbers, what was considered, picked, gained and given up."""

    stage_title: str
    when: str
    question: str
    context: str
    drivers: tuple[str, ...]
    options: tuple[tuple[str, str, str], ...]
    """Label, cost, and verdict with its reason, or why it was locked."""
    picked: str
    product: str
    verdict: str
    sure: str
    why: str
    remark: str
    """The learner's note on the stage."""
    gained: str
    gave_up: str
    risk: str
    revisit: str
    """When to look at the product's move again; empty where another road was taken."""
    right: str
    """Where the picked move is right."""
    changers: tuple[str, ...]
    """What would change which moves fit."""


def _text(blocks: tuple[Block, ...]) -> str:
    return "\n\n".join(("- " if b.item else "") + b.text for b in blocks)


def _options(workings: Workings, index: int, at: int, outcomes: dict[str, Outcome]) -> tuple[tuple[str, str, str], ...]:
    decision = workings.case.stages[index].decisions[at]
    unit = workings.unit_of(decision.minimise)
    judged = tuple(
        (m.label, show(o.cost, unit), f"{o.verdict}: {_reason(workings, decision, outcomes, o)}")
        for m in decision.moves
        if (o := outcomes.get(m.id))
    )
    return (
        *judged,
        *((m.label, "not judged", f"locked, it {reason}") for m, reason in locked_moves(workings, index, at)),
    )


def _driver(workings: Workings, asked: Reading, outcome: Outcome | None) -> str:
    """A target that the decision is judged by; where the move taken has one of its own, that too."""
    own = next((r for r in outcome.readings if r.metric == asked.metric), asked) if outcome else asked
    text = f"{workings.label_of(asked.metric)} {target_text(asked)}"
    return text if target_text(own) == target_text(asked) else f"{text} ({target_text(own)} with this move)"


def _note(workings: Workings, index: int, stage: Stage, decision: Decision, pick: Picked, remark: str) -> DecisionNote:
    at = stage.decisions.index(decision)
    outcomes = judge(workings, index, at)
    move = next(m for m in decision.moves if m.id == pick.move)
    said = {
        what: _text(tell_move(workings, index, at, move, getattr(move, what))) for what in ("gained", "gave_up", "risk")
    }
    stands, off = grounds(Rivals(workings, index, at)), workings.off_road(index, at + 1)
    values = values_at(workings, index, at, NOW)
    outcome = outcomes.get(move.id)
    # What the move breaks beside the targets that the decision is judged by drove its verdict as well.
    asked = dict.fromkeys((*decision.judged_by, *(r.metric for r in (outcome.broken if outcome else ()))))
    drivers = tuple(_driver(workings, reading(workings, m, values), outcome) for m in asked)
    return DecisionNote(
        stage_title=stage.title,
        when=stage.when,
        question=ask_text(workings, index, Beat("move", decision.id), decision.ask),
        context=_text(telling.situation(workings, index)),
        drivers=drivers,
        options=_options(workings, index, at, outcomes),
        picked=move.label,
        product=next(m.label for m in decision.moves if m.id == decision.chosen),
        verdict=str(outcomes[move.id].verdict) if move.id in outcomes else "was not judged",
        sure=SURE_WORDS[pick.sure],
        why=pick.why,
        remark=remark,
        # When to look again is said of the product's move alone; of another one it would be wrong.
        revisit="" if move.id != decision.chosen or off else revisit_text(workings, index, decision),
        right=text_of(right_when(stands, move.id)),
        changers=tuple(text_of(runs) for runs in mind_changers(stands)),
        **said,
    )


def decision_notes(workings: Workings, walk: Walk) -> tuple[DecisionNote, ...]:
    """The learner's decisions so far, in order, as records to export, on the road of the walk."""
    workings = workings.along(walk.road)
    return tuple(
        _note(workings, index, stage, decision, pick, walk.notes.get(stage.id, ""))
        for index, stage in enumerate(workings.case.stages)
        for decision in stage.decisions
        if (pick := walk.picks.get((stage.id, decision.id)))
    )

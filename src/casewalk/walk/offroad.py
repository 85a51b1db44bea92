"""Off the product's road: what can be told of a stage from the model alone, where the author's prose may be untrue."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from casewalk.numbers import show
from casewalk.walk.asking import offered_metrics, speaking
from casewalk.walk.bought import bought, bought_year
from casewalk.walk.cover import NOTHING
from casewalk.walk.debt import missed_at, missed_early, missed_since, outliving
from casewalk.walk.locks import locked_moves
from casewalk.walk.metrics import target_text
from casewalk.walk.moments import AFTER, BEFORE, values_at
from casewalk.walk.prose import Block, Run, listed
from casewalk.walk.readings import Reading, readings
from casewalk.walk.verdicts import Outcome, Verdict, judge, least_bad
from casewalk.walk.workings import FOLLOWED, Workings

Blocks = tuple[Block, ...]


def paragraph(*texts: str) -> Block:
    """A paragraph of alternating words and numbers, words first; an empty text where one is not wanted."""
    runs = tuple(Run(text, "number" if at % 2 else "") for at, text in enumerate(texts))
    return Block(tuple(run for run in runs if run.text))


def item(*texts: str) -> Block:
    """The same as one item of a list."""
    return Block(paragraph(*texts).runs, item=True)


def _miss(seen: Reading, debt: str = "") -> Block:
    """One missed target: `Seat lock P99: 10 s, not ≤ 800 ms, since stage 2.`"""
    value = "beyond any limit" if math.isinf(seen.value) else seen.value_text
    return item(f"{seen.label}: ", value, f", not {target_text(seen)}{debt and f', {debt}'}.")


def since_text(workings: Workings, stage_index: int, metric: str) -> str:
    """Since when a missed target has been missed: `since stage 2`; empty where this stage turns it missed."""
    since = missed_since(workings, stage_index, metric)
    if since is not None:
        return f"since stage {since + 1}"
    return "missed before it was measured" if missed_early(workings, stage_index, metric) else ""


def _misses(workings: Workings, stage_index: int, seen: Iterable[Reading]) -> Blocks:
    """Missed targets, each with the stage from which on it has been missed, where that is an earlier one."""
    return tuple(_miss(r, since_text(workings, stage_index, r.metric)) for r in seen)


def _by_age(workings: Workings, stage_index: int, seen: Iterable[Reading]) -> tuple[list[Reading], list[Reading]]:
    """Missed targets that this stage's pressure turned, and older debt: what was missed before it came."""
    found = list(seen)
    old = [r for r in found if missed_early(workings, stage_index, r.metric)]
    return [r for r in found if r not in old], old


def _counted(missed: int, total: int, words: str) -> tuple[str, str]:
    """A count of targets, and words that follow it: `1 of 8`, ` targets is missed`."""
    return f"{missed} of {total}", f" targets {'is' if missed == 1 else 'are'} {words}"


def situation(workings: Workings, stage_index: int, covered: frozenset[str] = NOTHING) -> Blocks:
    """The pressure, then what is missed under it and by how much, and what was missed before. Nothing covered."""
    stage = workings.case.stages[stage_index]
    early, late = workings.parameters(stage_index, before=True), workings.parameters(stage_index)
    blocks = [paragraph("The pressure meets what you have built. What changes now:")]
    for name in stage.pressure:
        unit = workings.unit_of(name)
        was = "" if name in covered else f", until now {show(early[name], unit)}"
        value = "covered until the estimate" if name in covered else show(late[name], unit)
        blocks.append(item(f"{workings.label_of(name)}: ", value, f"{was}."))
    if not stage.pressure:
        blocks[0] = paragraph("Nothing changes now; what you have built goes on.")
    missed = [r for r in missed_at(workings, stage_index) if r.metric not in covered]
    blocks += [*_bought(workings, stage_index, covered), *_brought_back(workings, stage_index, covered)]
    return (*blocks, *_turned(workings, stage_index, missed, in_sight=bool(covered)))


def _bought(workings: Workings, stage_index: int, covered: frozenset[str]) -> Blocks:
    """What was bought by now, as the product's people did, and that it is paid for on this road as well."""
    blocks: list[Block] = []
    for one in bought(workings, stage_index):
        if one.lever in covered:
            continue
        name, more = workings.label_of(one.lever), show(one.amount, workings.unit_of(one.lever))
        price = f"{show(one.month, '$/month')}, which counts in what your road costs" if one.month else "at no price"
        blocks.append(paragraph(f"Bought in between, as the product's people did. {name}: ", more, f" more, {price}."))
    return tuple(blocks)


def _brought_back(workings: Workings, stage_index: int, covered: frozenset[str]) -> Blocks:
    """The targets that were missed before the pressure and are met under it: no move of the learner's did that."""
    now = {r.metric for r in missed_at(workings, stage_index)}
    back = [r for r in missed_at(workings, stage_index, BEFORE) if r.metric not in now | covered]
    names = listed([r.label for r in back])
    return (paragraph(f"Missed before it came, and met now, by no move of yours: {names}."),) if back else ()


def _turned(workings: Workings, stage_index: int, missed: list[Reading], *, in_sight: bool) -> Blocks:
    """What the pressure turns missed, then what was missed before; with `in_sight`, of the targets not covered."""
    if not missed:
        return (
            paragraph("Of the targets in sight, none is missed." if in_sight else "On your road no target is missed."),
        )
    fresh, old = _by_age(workings, stage_index, missed)
    many = "target missed" if len(fresh) == 1 else "targets missed"
    if in_sight:
        head = paragraph("Of the targets in sight, it turns ", str(len(fresh)), " missed:")
        none = "Of the targets in sight, it turns no other one missed."
    else:
        head = paragraph("On your road it turns ", str(len(fresh)), f" {many}:")
        none = "On your road it turns no other target missed."
    blocks = [head, *_misses(workings, stage_index, fresh)] if fresh else []
    if old:
        lead = "" if fresh else f"{none} "
        several = paragraph(lead, str(len(old)), " were missed before it came:")
        blocks.append(several if len(old) > 1 else paragraph(f"{lead}One was missed before it came:"))
        blocks += _misses(workings, stage_index, old)
    return tuple(blocks)


def why(workings: Workings, stage_index: int) -> Blocks:
    """What stands on this road and who put it there, and how it held until now."""
    blocks = [paragraph("What stands here is what was picked on your road:")]
    for index, stage in enumerate(workings.case.stages[:stage_index]):
        for at, decision in enumerate(stage.decisions):
            move = next(m for m in decision.moves if m.id == workings.taken(index, at))
            who = "you" if (stage.id, decision.id) in workings.picks else "the product"
            blocks.append(item(f"Stage {index + 1}: {who} {move.past}."))
    total = len(workings.measured(stage_index))
    missed = missed_at(workings, stage_index, BEFORE)
    if not missed:
        return (*blocks, paragraph("Before this pressure all ", str(total), " targets were met."))
    head = paragraph("Before this pressure ", f"{len(missed)} of {total}", " targets had been missed already:")
    return (*blocks, head, *_misses(workings, stage_index, missed))


def signal(workings: Workings, stage_index: int) -> Blocks:
    """What the readings say, after the answer: which outlive more of the same, and which of those are older debt."""
    right = speaking(workings, stage_index)
    others = set(offered_metrics(workings, stage_index)) - set(right)
    told: list[Block] = []
    if right:
        names = listed([workings.label_of(name) for name in right])
        rest = {0: "", 1: " The other one offered does not."}.get(len(others), " The others offered do not.")
        told.append(paragraph(f"{names} {'outlives' if len(right) == 1 else 'outlive'} more of the same.{rest}"))
    else:
        told.append(paragraph("No reading on offer outlives more of the same, so none speaks about the design."))
    old = [r for r in outliving(workings, stage_index) if r.metric not in right]
    if old:
        told.append(
            paragraph(f"Older debt outlives it as well, and says nothing new: {listed([r.label for r in old])}.")
        )
    return tuple(told)


def _fitting(workings: Workings, stage_index: int, at: int, outcomes: dict[str, Outcome]) -> Blocks:
    """What fits; where nothing does, why, and which moves are the least bad."""
    decision = workings.case.stages[stage_index].decisions[at]
    names = {m.id: m.short for m in decision.moves}
    fits = [names[o.move] for o in outcomes.values() if o.verdict is Verdict.FITS]
    if fits:
        return (paragraph(f"What fits here on your road: {listed(fits)}."),)
    least = least_bad(workings, decision, outcomes)
    words = listed([names[m] for m in names if m in least])
    left = _left_by({names[m]: outcomes[m] for m in names if m in least})
    told = f" on your road. Least bad, and counted as a fit: {words}, which {left} at the least cost."
    return (paragraph("", "Nothing on offer fits", told), *_causes(workings, stage_index, outcomes, least))


def _left_by(least: dict[str, Outcome]) -> str:
    """What the least bad leave missed, by name, each as many targets: `leaves 2 targets missed, 1 of … and 1 older,`.

    This decision's are those that count against a move: it is judged by them, or they were met before it.
    """
    leave = "leaves" if len(least) == 1 else "leave"
    splits: dict[str, str] = {}
    total = 0
    for name, outcome in least.items():
        total, own = sum(not r.met for r in outcome.readings), len(outcome.broken)
        splits[name] = f"{own} of this decision and {total - own} older" if total > own else ""
    many = "one target" if total == 1 else f"{total} targets"
    if not any(splits.values()):
        return f"{leave} {many} of this decision missed"
    if len(set(splits.values())) == 1:
        return f"{leave} {many} missed, {next(iter(splits.values()))},"
    each = "; ".join(f"{name}: {split or f'{total} of this decision'}" for name, split in splits.items())
    return f"{leave} {many} missed ({each})"


def _causes(workings: Workings, stage_index: int, outcomes: dict[str, Outcome], least: frozenset[str]) -> Blocks:
    """The targets that every move on offer misses, as the least bad leaves them, and since when."""
    always = set.intersection(*({r.metric for r in o.broken} for o in outcomes.values()))
    shown = next(o for o in outcomes.values() if o.move in least)
    seen = [r for r in shown.broken if r.metric in always]
    if not seen:
        return ()
    causes = (
        _miss(r, since_text(workings, stage_index, r.metric) or f"since this stage, stage {stage_index + 1}")
        for r in seen
    )
    return (paragraph("Every move on offer misses:"), *causes)


def reveal(workings: Workings, stage_index: int, at: int) -> Blocks:
    """Which moves fit on this road, what yours misses, the debt that stays, and what was locked."""
    outcomes = judge(workings, stage_index, at)
    blocks = [*_fitting(workings, stage_index, at, outcomes)]
    yours = outcomes.get(workings.taken(stage_index, at))
    if yours is not None and yours.broken:
        blocks += [paragraph("Yours misses what the decision is judged by, or what was met before it:")]
        blocks += [_miss(r) for r in yours.broken]
    if yours is not None:
        broken = {r.metric for r in yours.broken}
        left = [r for r in yours.readings if not r.met and r.metric not in broken]
        if left:
            blocks.append(paragraph("Older debt, which this move leaves:"))
            blocks += _misses(workings, stage_index, left)
    if locked := locked_moves(workings, stage_index, at):
        blocks.append(paragraph("Locked on your road:"))
        blocks += [item(f"{move.short} {reason}.") for move, reason in locked]
    return tuple(blocks)


def spent(workings: Workings, stage_index: int) -> float:
    """First-year costs up to the end of a stage, in dollars: of every move, and of what was bought in between."""
    total = 0.0
    for index, stage in enumerate(workings.case.stages[: stage_index + 1]):
        for at, decision in enumerate(stage.decisions):
            if workings.unit_of(decision.minimise) == "$":
                total += values_at(workings, index, at, AFTER)[decision.minimise]
    return total + bought_year(workings, stage_index)


def missed_after(workings: Workings, stage_index: int) -> tuple[Reading, ...]:
    """The targets that the road misses at the end of a stage."""
    values = workings.values(workings.road_after(stage_index), workings.parameters(stage_index))
    return tuple(r for r in readings(workings, stage_index, values) if not r.met)


def _left_missed(yours: Sequence[Reading], products: Sequence[Reading]) -> str:
    """How many targets each road misses: `It misses 3 targets; the product's none.`"""
    counts = [f"{len(found)}" if found else "none" for found in (yours, products)]
    noun = "" if not yours else " target" if len(yours) == 1 else " targets"
    return f"It misses {counts[0] if yours else 'no target'}{noun}; the product's {counts[1]}."


def _between(workings: Workings, product: Workings, stage_index: int) -> str:
    """How much of both bills was bought in between, not by a move; nothing where nothing was."""
    yours, theirs = bought_year(workings, stage_index), bought_year(product, stage_index)
    if not yours and not theirs:
        return ""
    return f" Of that, {show(yours, '$')} was bought in between; of the product's, {show(theirs, '$')}."


def aftermath(workings: Workings, stage_index: int) -> Blocks:
    """How the stage ends on this road: targets, and the bill beside the product's."""
    total, missed = len(workings.measured(stage_index)), missed_after(workings, stage_index)
    product = workings.along(FOLLOWED)
    money = paragraph(
        "Your road has cost ", show(spent(workings, stage_index), "$"), " in first years so far; the product's ",
        show(spent(product, stage_index), "$"), f".{_between(workings, product, stage_index)} "
        f"{_left_missed(missed, missed_after(product, stage_index))}",
    )  # fmt: skip
    if not missed:
        return (paragraph("After your move all ", str(total), " targets are met."), money)
    head = paragraph("After your move ", *_counted(len(missed), total, "missed, and that goes on with you:"))
    return (head, *_misses(workings, stage_index, missed), money)

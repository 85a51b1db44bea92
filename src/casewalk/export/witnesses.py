"""The witnesses of a case as text and as plain values: what an author reads to see that no move is a strawman."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from casewalk.walk import Workings
from casewalk.walk.witness import Evidence, Found, Share, witness_words

Searched = Mapping[tuple[int, int], Found]
"""What was found, by the positions of stage and decision."""

COLUMNS = ("near fits", "alone", "wide fits", "alone")
FOOT = (
    "near: two parameters changed; wide: all that the decision depends on; the share of either in which the move fits,",
    "and fits alone. A witness is the nearest found; + marks one under which others fit as well, within a staff-week;",
    "as the stage stands: it is the answer there; (a target only): only limits change, which is the weakest witness.",
)


def _percent(share: float) -> str:
    if 0 < share < 0.001:
        return "<0.1 %"
    return f"{share:.1%}".replace("%", " %")


def _shares(evidence: Evidence) -> Iterator[float]:
    for share in (evidence.near, evidence.wide):
        yield from (share.fits, share.wins)


def _words(workings: Workings, evidence: Evidence) -> str:
    if evidence.witness is None:
        return "none found"
    return ("" if evidence.witness.alone else "+ ") + witness_words(workings, evidence.witness)


def witness_lines(workings: Workings, searched: Searched) -> Iterator[str]:
    """A table for each decision: the moves, how much of the space each fits and wins, and its witness."""
    for (index, at), found in searched.items():
        stage = workings.case.stages[index]
        decision = stage.decisions[at]
        yield f"{workings.case.id} / {stage.id} / {decision.id}"
        yield f"    {'move':24}" + "".join(f"{head:>11}" for head in COLUMNS) + "  witness"
        for evidence in found.evidence:
            mark = "◆" if evidence.move == decision.chosen else " "
            cells = "".join(f"{_percent(share):>11}" for share in _shares(evidence))
            yield f"  {mark} {evidence.move:24}{cells}  {_words(workings, evidence)}"
        yield ""
    yield from FOOT


def witness_rows(workings: Workings, searched: Searched) -> list[dict[str, object]]:
    """The same as plain values; shares as fractions, a witness as the parameters' values in their units."""
    return [_row(workings, index, at, e) for (index, at), found in searched.items() for e in found.evidence]


def _row(workings: Workings, index: int, at: int, evidence: Evidence) -> dict[str, object]:
    def shares(of: Share) -> dict[str, float]:
        return {"fits": of.fits, "alone": of.wins}

    stage, witness = workings.case.stages[index], evidence.witness
    return {
        "case": workings.case.id,
        "stage": stage.id,
        "decision": stage.decisions[at].id,
        "move": evidence.move,
        "chosen": stage.decisions[at].chosen == evidence.move,
        "near": shares(evidence.near),
        "wide": shares(evidence.wide),
        "witness": {c.name: c.value for c in witness.changes} if witness else None,
        "alone": witness.alone if witness else False,
        "limits_only": witness.limits_only if witness else False,
        "words": _words(workings, evidence),
    }

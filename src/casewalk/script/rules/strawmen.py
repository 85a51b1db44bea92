"""Rules on moves that are never right: asked last, of a case without other errors, for the search takes a while."""

from __future__ import annotations

from casewalk.case import Decision
from casewalk.script.findings import Path_
from casewalk.script.rules.report import Report
from casewalk.walk.witness import Evidence, Found


def check_strawmen(report: Report) -> None:
    """CW610: every move has a witness. CW611: the product's move is not right everywhere."""
    for (index, at), found in report.kept.found(report.workings).items():
        stage = report.case.stages[index]
        decision, path = stage.decisions[at], ("decisions", at)
        if _unopposed(decision, found):
            message = f"the product's move {decision.chosen!r} fits wherever any move holds"
            hint = "change a price, a target or a lever, so that each of the others is right under some constraints"
            report.add("CW611", report.stage_file(stage), (*path, "chosen"), message, hint)
            continue
        for n, evidence in enumerate(found.evidence):
            if evidence.witness is None:
                place: Path_ = (*path, "moves", n, "id")
                message = f"{evidence.move!r} is ahead nowhere within two changes of the stage's parameters"
                report.add("CW610", report.stage_file(stage), place, message, _hint(evidence))


def _unopposed(decision: Decision, found: Found) -> bool:
    """Whether the product's move fitted at every point, and no other move was ahead anywhere."""
    others = {m.id for m in decision.moves} - {decision.chosen}
    return found.everywhere and others == set(found.strawmen) - {decision.chosen}


def _hint(evidence: Evidence) -> str:
    if evidence.wide.wins:
        share = f"{evidence.wide.wins:.2%}".replace(".00%", "%")
        return f"it alone fits in {share} of all constraints, all further away: bring one of them nearer"
    return "a strawman: cheapen it, let a lever do more, or take it out; casewalk check --witness prints the others"

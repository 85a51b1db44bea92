"""Rules on estimates: what is asked for is not told before it is answered."""

from __future__ import annotations

from casewalk.script.rules.report import Report
from casewalk.script.rules.wording import Text, texts
from casewalk.walk.cover import reached_by
from casewalk.walk.moments import BEFORE
from casewalk.walk.prose import PLACEHOLDER


def _told_before(text: Text) -> bool:
    return text.path[0] in {"situation", "why"} or text.path[:2] in {("estimate", "ask"), ("estimate", "hints")}


def check_covered(report: Report) -> None:
    """CW506: nothing that the estimate's answer reaches is told under the pressure before the estimate is given."""
    workings = report.workings
    covered = {
        index: reached_by(workings, workings.product_road(index), stage.estimate.answer)
        for index, stage in enumerate(report.case.stages)
        if stage.estimate is not None
    }
    for text in texts(report):
        if text.stage in covered and _told_before(text):
            for found in PLACEHOLDER.finditer(text.text):
                name, moment = (found[2] or "").strip(), (found[3] or "").strip() or text.moment
                if not found[1] and moment != BEFORE and name in covered[text.stage]:
                    message = f"{found[0]} tells what the estimate asks for, or follows from it"
                    hint = "say it in the estimate's `because`"
                    report.add("CW506", text.file, text.path, message, hint, offset=found.start())

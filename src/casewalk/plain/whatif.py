"""The what-if of the plain walk: `set` lists the constraints that matter most, `set all` every one.

`set NAME VALUE` judges again, `reset` undoes.

`chart METRIC NAME` draws a metric along a constraint.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from casewalk.export.charts import asked_chart
from casewalk.export.whatifs import constraint_lines, what_if_lines
from casewalk.walk import Beat, Walk, Workings, decision_index, decision_of
from casewalk.walk.answers import offered_moves
from casewalk.walk.prose import capital
from casewalk.walk.rivals import Rivals
from casewalk.walk.scales import Impossible, read_value, require_possible, scale_of
from casewalk.walk.whatif import closed

ALL = "all"


class PlainWhatIf:
    """The constraints that were changed, for each decision; nothing of it is written down."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._changed: dict[tuple[int, int], dict[str, float]] = {}

    def changed(self, index: int, at: int) -> dict[str, float]:
        """What was changed at a decision of a stage, in base units."""
        return dict(self._changed.get((index, at), {}))

    def asked(self, workings: Workings, walk: Walk, beat: Beat, text: str) -> Iterator[str]:
        """What `set`, `reset` and `chart` are answered with, about the decision of a beat of the stage at hand."""
        index = walk.stage
        if reason := closed(workings.case, walk, index, beat):
            yield f"{capital(reason)}."
            return
        stage = workings.case.stages[index]
        at = decision_index(stage, decision_of(stage, beat).id)
        command, _, rest = text.partition(" ")
        rivals = Rivals(workings, index, at)
        digits = {m.id: n for n, m in enumerate(offered_moves(walk, stage, rivals.decision), 1)}
        try:
            if command == "chart":
                yield from self._chart(rivals, rest.split(), digits)
                return
            if command == "set" and rest.strip() in {"", ALL}:
                yield from self._listed(rivals, everything=bool(rest.strip()))
                return
            changed = self._after(rivals, command, rest.strip())
        except Impossible as impossible:
            yield f"{impossible}."
            return
        self._changed[index, at] = changed
        if not changed:
            yield "As in the case."
        picked = walk.picks.get((stage.id, rivals.decision.id))
        yield from what_if_lines(rivals, changed, digits, self._width, picked.move if picked else "")

    def _listed(self, rivals: Rivals, *, everything: bool) -> Iterator[str]:
        """The constraints that matter most, or all that the decision depends on."""
        changed = self.changed(rivals.stage_index, rivals.at)
        yield from constraint_lines(rivals, changed, self._width, everything=everything, more=f"set {ALL} lists them")
        yield "set NAME VALUE changes one, reset puts all back."

    def _chart(self, rivals: Rivals, words: list[str], digits: Mapping[str, int]) -> tuple[str, ...]:
        """A metric along a constraint; either may be left out, and they may stand in any order. Raises Impossible."""
        names = [word for word in words if word in rivals.workings.case.model.parameters]
        metrics = [word for word in words if word not in names]
        if len(names) > 1 or len(metrics) > 1:
            raise Impossible("chart METRIC NAME draws one metric along one constraint")
        changed = self.changed(rivals.stage_index, rivals.at)
        return asked_chart(rivals, changed, "".join(metrics), "".join(names), self._width, digits)

    def _after(self, rivals: Rivals, command: str, rest: str) -> dict[str, float]:
        """The changes after a command. Raises Impossible."""
        workings, index = rivals.workings, rivals.stage_index
        changed = self.changed(index, rivals.at)
        name, _, value = rest.replace("=", " ", 1).partition(" ")
        if command == "reset":
            if not name:
                return {}
            gone = scale_of(workings, index, name, rivals.parameters).name
            return {n: v for n, v in changed.items() if n != gone}
        scale = scale_of(workings, index, name, rivals.parameters)
        now = {**changed, name: read_value(scale, value.strip())}
        require_possible(workings, index, now)
        return now

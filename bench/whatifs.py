"""What if: everything that one key on a slider asks for, and a sweep along a parameter."""

from __future__ import annotations

from bench.timing import Subject
from casewalk.case import Case
from casewalk.walk import Workings
from casewalk.walk.rivals import Rivals
from casewalk.walk.scales import scale_of
from casewalk.walk.sweep import sweep
from casewalk.walk.whatif import constraints, under, what_if

FRAME = 16e-3
COLUMNS = 74


def what_ifs(case: Case) -> list[Subject]:
    """The last stage's first decision with its first constraint moved; and the strips of that constraint."""
    last = len(case.stages) - 1
    workings = Workings(case)
    rivals = Rivals(workings, last)
    scale = scale_of(workings, last, constraints(rivals).marked[0])
    moved = {scale.name: scale.high}
    parameters = under(rivals, moved)
    return [
        Subject("what if: a key, to table and words", lambda: what_if(rivals, moved, {}), goal=FRAME),
        Subject("what if: the verdicts alone", lambda: rivals.verdicts(parameters)),
        Subject(f"what if: strips of {COLUMNS} columns", lambda: sweep(rivals, scale, parameters, COLUMNS, 16)),
    ]

"""What if: everything that one key on a slider asks for, up to the rows of the screen; and what is found while idle."""

from __future__ import annotations

from itertools import cycle

from msgspec import structs

from bench.timing import Subject
from casewalk.case import Case, Formula
from casewalk.journal.logbook import Logbook
from casewalk.tui.course import Course, Place
from casewalk.tui.exploration import explore
from casewalk.tui.text import Row
from casewalk.tui.views.sight import Sight, tick_columns, track_columns
from casewalk.tui.views.whatif import what_if_view
from casewalk.walk import Beat, Workings, beats, begin
from casewalk.walk.curves import curves
from casewalk.walk.events import Started
from casewalk.walk.grounds import grounds
from casewalk.walk.rivals import Rivals
from casewalk.walk.scales import scale_of
from casewalk.walk.sweep import sweep
from casewalk.walk.whatif import constraints, under, what_if

FRAME = 16e-3
COLUMNS = 74
WIDTH, HEIGHT = 116, 32
FORMULAS = 200


def enlarged(case: Case, formulas: int) -> Case:
    """The case with so many formulas: what is minimised reads a chain of invented ones, which adds nothing to it."""
    model = case.model
    names = list(model.parameters)
    more: dict[str, Formula] = {}
    before = names[0]
    for n in range(formulas - len(model.formulas)):
        source = f"max(0, {before} - {names[n % len(names)]}) * 0.5 + {names[(n * 7) % len(names)]} / 3"
        more[f"invented_{n}"] = Formula(source=source, unit="", label=f"Invented {n}")
        before = f"invented_{n}"
    cost = model.formulas["first_year_cost"]
    more["first_year_cost"] = structs.replace(cost, source=f"{cost.source} + 0 * {before}")
    return structs.replace(case, model=structs.replace(model, formulas=model.formulas | more))


class Keys:
    """A slider of the last stage's first decision, moved to and fro: every call is one key, up to the screen's rows."""

    def __init__(self, case: Case, *, charted: bool) -> None:
        last = len(case.stages) - 1
        course = Course(case, "", Workings(case), Logbook(None, str))
        walk = begin(case, Started(case=case.header.id, digest="", seed="s", first_stage=case.stages[last].id), "a")
        kinds = [beat.kind for beat in beats(case.stages[last])]
        self._found = explore(course, walk, Place(last, kinds.index(Beat("reveal").kind)))
        self._scales = self._found.marked
        self._columns = track_columns(self._scales, WIDTH)
        self._values = cycle(self._scales[0].at(n, self._columns) for n in (20, 30, 40, 50))
        self._charted = charted

    def press(self) -> tuple[Row, ...]:
        """One key."""
        found, scale, columns = self._found, self._scales[0], self._columns
        overrides = {scale.name: next(self._values)}
        swept = found.sweep(scale, overrides, columns)
        shown = found.curves(scale, overrides, columns, "first_year_cost") if self._charted else None
        ticks = {scale.name: tick_columns(swept, columns)}
        answer = found.answer(overrides)
        sight = Sight(found, self._scales, 0, overrides, answer, swept, ticks, columns, 0, shown)
        return what_if_view(sight, WIDTH, HEIGHT)


def what_ifs(case: Case) -> list[Subject]:
    """The last stage's first decision with its first constraint moved; and the strips of that constraint."""
    last = len(case.stages) - 1
    workings = Workings(case)
    rivals = Rivals(workings, last)
    scale = scale_of(workings, last, constraints(rivals).marked[0])
    moved = {scale.name: scale.high}
    parameters = under(rivals, moved)
    large = enlarged(case, FORMULAS)
    plain, charted = Keys(large, charted=False), Keys(large, charted=True)
    return [
        Subject("what if: a key, to table and words", lambda: what_if(rivals, moved, {}), goal=FRAME),
        Subject(f"what if: a key, to rows, {FORMULAS} formulas", plain.press, goal=FRAME),
        Subject(f"what if: a key, to rows with chart, {FORMULAS} formulas", charted.press, goal=FRAME),
        Subject("what if: the verdicts alone", lambda: rivals.verdicts(parameters)),
        Subject(f"what if: strips of {COLUMNS} columns", lambda: sweep(rivals, scale, parameters, COLUMNS, 16)),
        Subject(
            f"what if: a chart of {COLUMNS} columns",
            lambda: curves(rivals, scale, parameters, COLUMNS, "first_year_cost"),
        ),
        Subject("what if: the grounds of a decision", lambda: grounds(rivals)),
    ]

"""Charts: every value lies in its row, the stroke says the state, the marks say whose line it is."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from casewalk.diagram import ASCII, Line, ascii_text, chart
from casewalk.diagram.chart import NOW, Span, span_of

COLUMNS, ROWS = 40, 9
VALUES = st.one_of(st.none(), st.floats(0, 1e9), st.just(math.inf))
STATES = st.sampled_from(["fits", "overbuilds", "breaks"])


def grid(rows: tuple[tuple[object, ...], ...]) -> list[str]:
    return ["".join(s.text for s in row).ljust(COLUMNS) for row in rows]  # type: ignore[attr-defined]


def flat(mark: str, value: float, state: str = "fits") -> Line:
    return Line(mark, [value] * COLUMNS, [state] * COLUMNS)


@given(st.lists(VALUES, min_size=COLUMNS, max_size=COLUMNS), st.lists(STATES, min_size=COLUMNS, max_size=COLUMNS))
def test_every_value_lies_in_its_row_and_nothing_where_there_is_none(
    values: list[float | None], states: list[str]
) -> None:
    drawn = chart([Line("1", values, states)], [], COLUMNS - 1, COLUMNS, ROWS)
    text = grid(drawn.rows)
    assert len(text) == ROWS
    assert all(len(row) == COLUMNS for row in text)
    for column, value in enumerate(values[:-1]):
        filled = [row for row in range(ROWS) if text[row][column] != " "]
        if value is None:
            assert not filled
        else:
            assert drawn.span.row(value, ROWS) in filled


@given(st.lists(st.floats(0, 1e12), min_size=2, max_size=20))
def test_what_is_more_never_lies_lower(values: list[float]) -> None:
    span = span_of([values])
    rows = [span.row(value, ROWS) for value in sorted(values)]
    assert rows == sorted(rows, reverse=True)
    assert rows[-1] == 0 or max(values) == 0


def test_values_far_apart_stand_by_factors_and_nought_below_them() -> None:
    assert span_of([[0, 10, 500]]) == Span(10, 500, log=True, nought=True)
    assert span_of([[10, 500, math.inf]]) == Span(10, 500, log=True)
    assert span_of([[10, 100]]) == Span(0, 100, log=False)
    assert span_of([[0, 0]]) == Span(0, 1, log=False)
    span = span_of([[0, 10, 500]])
    assert [span.row(v, ROWS) for v in (500, math.inf, 10, 0)] == [0, 0, ROWS - 2, ROWS - 1]


def test_the_stroke_says_the_state() -> None:
    lines = [flat("1", 3, "fits"), flat("2", 2, "overbuilds"), flat("3", 1, "breaks")]
    text = grid(chart(lines, [], 20, COLUMNS, ROWS).rows)
    for stroke in "━─┄":
        assert sum(stroke in row for row in text) == 1


def test_lines_on_top_of_each_other_all_show_their_marks_at_both_ends() -> None:
    text = grid(chart([flat(str(n), 5) for n in range(1, 6)], [], 20, COLUMNS, ROWS).rows)
    (row,) = [row for row in text if "━" in row]
    assert [c for c in row if c.isdigit()] == [*"12345", *"54321"]


def test_a_step_is_joined() -> None:
    values = [1.0] * 20 + [9.0] * 20
    text = grid(chart([Line("1", values, ["breaks"] * 20 + ["fits"] * 20)], [], 0, COLUMNS, ROWS).rows)
    column = [row[20] for row in text if row[20] != " "]
    assert column[0] == "┏"
    assert column[-1] == "┛"
    assert set(column[1:-1]) == {"┃"}


def test_the_present_and_the_target_lie_below_the_lines() -> None:
    drawn = chart([flat("1", 8)], [[4.0] * COLUMNS], 7, COLUMNS, ROWS)
    text = grid(drawn.rows)
    assert drawn.target_row is not None
    assert "╌" in text[drawn.target_row]
    assert sum(row[7] == NOW for row in text) == ROWS - 2
    assert text[drawn.span.row(8, ROWS)][7] == "━"


def test_a_target_that_moves_with_the_constraint_is_followed() -> None:
    limits = [float(n) for n in range(1, COLUMNS + 1)]
    drawn = chart([flat("1", 1)], [limits], 0, COLUMNS, ROWS)
    text = grid(drawn.rows)
    marked = {n for n, row in enumerate(text) if "╌" in row}
    assert len(marked) > ROWS / 2
    assert drawn.target_row == 0


def test_every_stroke_has_a_plain_letter() -> None:
    lines = [flat("1", 3, "fits"), flat("2", 2, "overbuilds"), flat("3", 1, "breaks")]
    text = "\n".join(grid(chart(lines, [[2.5] * COLUMNS], 20, COLUMNS, ROWS).rows))
    assert "?" not in ascii_text(text)
    assert ord("╌") in ASCII

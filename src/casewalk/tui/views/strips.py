"""Strips: where each move fits, overbuilds and breaks along a constraint, in its slider's own columns."""

from __future__ import annotations

from casewalk.numbers import spell
from casewalk.tui.text import EMPTY, Row, Span, left, prose_rows, section
from casewalk.tui.views.sight import (
    NAME,
    NARROW,
    WIDE,
    Sight,
    along,
    margin_of,
    painted,
    placed,
    settable,
    shortly,
    whose,
)
from casewalk.tui.views.story import WIDEST
from casewalk.tui.views.tradeoff import MARKS, VERDICT_STYLES
from casewalk.walk.prose import Run, cells, wrap_runs
from casewalk.walk.sweep import stretch_runs, stretches
from casewalk.walk.verdicts import Verdict
from casewalk.walk.whatif import under

LEGEND = "█ fits  ▒ overbuilds  · breaks"
GLYPHS = {Verdict.FITS: ("█", "ok"), Verdict.OVERBUILDS: ("▒", "near"), Verdict.BREAKS: ("·", "faint")}


def _strip(sight: Sight, move: str) -> tuple[Span, ...]:
    now = sight.scale.column(sight.value(sight.scale), sight.columns)
    marks = [(" ", "faint") if seen is None else GLYPHS[seen] for seen in sight.swept.cells(move)]
    marks[now] = ("│", "accent bold")
    return painted(marks)


def now_row(sight: Sight, margin: int) -> Row:
    """The present value, above its column."""
    scale, value = sight.scale, sight.value(sight.scale)
    here = placed(sight.columns, [(scale.column(value, sight.columns), shortly(scale, value), "accent bold")])
    return Row((Span(" " * margin), *here.spans))


def axis(sight: Sight, margin: int, width: int) -> tuple[Row, ...]:
    """The selected constraint's range, with the present value and where verdicts change; figures below."""
    scale, columns = sight.scale, sight.columns
    now = scale.column(sight.value(scale), columns)
    ticks = sight.ticks.get(scale.name, ())
    marks = [("─", "faint")] * columns
    for column in ticks:
        marks[column] = ("┼", "text bold")
    marks[now] = ("▲", "accent bold")
    fitting = {part.low.first for part in stretches(sight.swept) if part.low is not None}
    ordered = sorted(sight.swept.boundaries, key=lambda edge: edge.first not in fitting)
    edges = [(scale.column(e.first, columns), shortly(scale, e.first), "text bold") for e in ordered]
    ends = [(0, shortly(scale, scale.low), "faint"), (columns - 1, shortly(scale, scale.high), "faint")]
    reach = min(columns + 4, width - margin)
    figures = placed(reach, [(column, text, style) for column, text, style in (*edges, *ends)])
    blank = Span(" " * margin)
    return settable(sight, (Row((blank, *painted(marks))), Row((blank, *figures.spans))))


def _heading(width: int, remark: str) -> Row:
    """The heading, whose remark ends with what the marks mean; each mark in its colour."""
    *before, last = section("Verdict", width, remark).spans
    legend = (
        ("█", "ok"),
        (" fits  ", "mute"),
        ("▒", "near"),
        (" overbuilds  ", "mute"),
        ("·", "text"),
        (" breaks", "mute"),
    )
    return Row((*before, Span(last.text.removesuffix(LEGEND), last.style), *painted(legend)))


def _between(sight: Sight, margin: int) -> Row:
    """A blank row between two strips: only the present value's line goes through it."""
    now = sight.scale.column(sight.value(sight.scale), sight.columns)
    return Row((Span(" " * (margin + now)), Span("│", "accent bold"), Span(" " * (sight.columns - now - 1))))


def strips(sight: Sight, width: int, *, spaced: bool = False) -> tuple[Row, ...]:
    """Where each move fits, overbuilds and breaks along the selected constraint, in the slider's columns.

    `spaced` leaves a row between two of them, so that they do not run into one another.
    """
    narrow, margin = width < NARROW, margin_of(width)
    scale, found = sight.scale, sight.exploration
    by = along(scale)
    remarks = (f"{by}, all else as above   {LEGEND}", f"{by}   {LEGEND}", LEGEND)
    rows = [_heading(width, next(text for text in remarks if cells(text) + 12 <= width))]
    moves = sight.answer.table.rows
    if narrow:
        rows += [
            *settable(sight, (Row((Span("  "), *_strip(sight, found.roles.product))),)),
            *axis(sight, margin, width),
        ]
        rows += [verdict_row(sight, m.move, m.name, width) for m in moves]
        return tuple(rows)
    rows.append(now_row(sight, margin))
    for number, move in enumerate(moves):
        rows += settable(sight, (_between(sight, margin),)) if spaced and number else ()
        name = (*whose(sight, move.move), left(move.name, NAME - 2, "text bold"))
        word = Span(f"  {MARKS[move.verdict]} {move.verdict}", f"{VERDICT_STYLES[move.verdict]} bold")
        rows += settable(sight, (Row((*name, *_strip(sight, move.move), word)),))
    return (*rows, *axis(sight, margin, width))


def verdict_row(sight: Sight, move: str, name: str, width: int) -> Row:
    """A move and its verdict now."""
    verdict = sight.answer.outcomes[move].verdict
    word = Span(f"{MARKS[verdict]} {verdict}", f"{VERDICT_STYLES[verdict]} bold")
    return Row((*whose(sight, move), left(name, width - 16, "text bold"), word))


def breaking_points(sight: Sight, width: int) -> tuple[Row, ...]:
    """Where another move begins to fit, in a sentence; and why some columns are empty."""
    runs = [Run("What fits ")]
    for index, part in enumerate(stretches(sight.swept)):
        runs += [Run("; ")] if index else []
        runs += stretch_runs(sight.exploration.rivals, sight.scale, part)
    ruled = _ruled_out(sight)
    runs.append(Run(f". Empty is not allowed: the case needs {ruled}." if ruled else "."))
    if width < WIDE:
        return prose_rows(wrap_runs(runs, min(width, WIDEST)))
    rows = prose_rows(wrap_runs(runs, min(width - NAME, WIDEST)))
    heads = ("  Breaking points", *[""] * len(rows))
    found = [Row((left(head, NAME, "mute"), *line.spans)) for head, line in zip(heads, rows, strict=False)]
    return (*found, *[EMPTY] * (2 - len(found)))


def _ruled_out(sight: Sight) -> str:
    """The relation that does not hold in the first empty column, as it reads with names of sliders."""
    empty = next((n for n, seen in enumerate(sight.swept.columns) if seen is None), None)
    if empty is None:
        return ""
    found, scale = sight.exploration.rivals, sight.scale
    values = under(found, {**sight.overrides, scale.name: scale.at(empty, sight.columns)})
    return spell(found.workings.broken_relation(values), found.workings.short_of)

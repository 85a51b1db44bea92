"""The what-if: sliders, a strip a move on the slider's own columns, what changed in words, and the trade-off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from casewalk.numbers import NBSP, spell
from casewalk.tui.exploration import Exploration
from casewalk.tui.text import EMPTY, Row, Span, beside, left, prose_rows, right, row, section, span
from casewalk.tui.views.story import WIDEST, lines
from casewalk.tui.views.tradeoff import MARKS, VERDICT_STYLES, trade_off_view
from casewalk.walk.prose import Run, cells, wrap_runs
from casewalk.walk.scales import Scale
from casewalk.walk.sweep import Sweep, stretch_runs, stretches
from casewalk.walk.verdicts import Verdict
from casewalk.walk.whatif import Change, WhatIf, under

NAME = 24
NARROW, WIDE = 66, 96
GLYPHS = {Verdict.FITS: ("█", "ok"), Verdict.OVERBUILDS: ("▒", "near"), Verdict.BREAKS: ("·", "faint")}
LEGEND = "● now   ○ in the case   ┼ a verdict changes"


@dataclass(frozen=True)
class Sight:
    """What is looked at: the scales that are shown, the selected one, what was moved, and where verdicts change."""

    exploration: Exploration
    scales: tuple[Scale, ...]
    at: int
    overrides: Mapping[str, float]
    answer: WhatIf
    swept: Sweep
    ticks: Mapping[str, tuple[int, ...]]
    columns: int
    first_column: int = 0

    @property
    def scale(self) -> Scale:
        """The selected scale."""
        return self.scales[self.at]

    def value(self, scale: Scale) -> float:
        """A parameter's value now."""
        return self.overrides.get(scale.name, scale.product)


def _value_width(scales: tuple[Scale, ...]) -> int:
    """Columns for the values at the right: enough for any of these scales, so that nothing moves with them."""
    longest = max(cells(s.show(v)) for s in scales for v in (s.low, s.product, s.high))
    return min(28, max(15, longest + 4))


def track_columns(scales: tuple[Scale, ...], width: int) -> int:
    """How many columns the sliders and the strips have."""
    return max(10, width - 2 if width < NARROW else width - NAME - _value_width(scales))


def tick_columns(found: Sweep, columns: int) -> tuple[int, ...]:
    """The columns in which a verdict changes."""
    return tuple(sorted({found.scale.column(edge.first, columns) for edge in found.boundaries}))


def _painted(marks: Iterable[tuple[str, str]]) -> tuple[Span, ...]:
    """Single cells as spans, those of one style together."""
    return tuple(
        Span("".join(glyph for glyph, _ in run), style) for style, run in groupby(marks, key=lambda mark: mark[1])
    )


def _track(sight: Sight, scale: Scale, *, chosen: bool) -> tuple[Span, ...]:
    now = scale.column(sight.value(scale), sight.columns)
    fill = "accent" if chosen else "mute"
    marks = [("━", fill)] * now + [("─", "faint")] * (sight.columns - now)
    for column in sight.ticks.get(scale.name, ()):
        marks[column] = ("┼", "text bold")
    marks[scale.column(scale.product, sight.columns)] = ("○", "text")
    marks[now] = ("●", f"{fill} bold")
    return _painted(marks)


def slider(sight: Sight, index: int, width: int) -> tuple[Row, ...]:
    """One constraint: name, track, value. On a narrow screen the track stands below."""
    scale, chosen = sight.scales[index], index == sight.at
    bar = Span("▌ " if chosen else "  ", "accent")
    name = "text bold" if chosen or scale.name in sight.overrides else "mute"
    value = scale.show(sight.value(scale))
    style = "text bold" if chosen or scale.name in sight.overrides else "mute"
    if width < NARROW:
        head = Row((bar, left(scale.short, width - 22, name), right(value, 20, style)), chosen)
        return (head, Row((Span("  "), *_track(sight, scale, chosen=chosen))))
    figure = right(value, width - NAME - sight.columns - 1, style)
    return (Row((bar, left(scale.short, NAME - 2, name), *_track(sight, scale, chosen=chosen), figure), chosen),)


def sliders(sight: Sight, width: int, room: int) -> tuple[Row, ...]:
    """The constraints under a heading, as many as find room, round the selected one."""
    each = 2 if width < NARROW else 1
    fit = max(1, (room - 1) // each)
    total = len(sight.scales)
    start = max(0, min(sight.at - fit // 2, total - fit))
    title = "Constraints" if fit >= total else f"Constraints, {sight.at + 1} of {total}"
    rows = [section(title, width, LEGEND if width >= 72 else "")]
    for index in range(start, min(start + fit, total)):
        rows += slider(sight, index, width)
    return tuple(rows)


def changed_rows(sight: Sight, width: int, room: int) -> tuple[Row, ...]:
    """What the changed constraints do, in words, in a place that is kept."""
    if not sight.overrides:
        rows = [*lines("As in the case. Move a constraint, and every verdict follows.", width)]
    elif not sight.answer.changes:
        rows = [*lines("No verdict changes.", width)]
    else:
        rows = _sentences([_sentence(change) for change in sight.answer.changes], width)
    if len(rows) > room:
        rows = [*rows[: room - 1], beside(rows[room - 1], row(Span("…", "mute")), width)]
    return (*rows, *[EMPTY] * (room - len(rows)))


def _sentence(change: Change) -> Row:
    why = [Span(": ", "mute"), span(change.why, "mute")] if change.why else []
    mark = f"{MARKS[change.verdict]} "
    colour = VERDICT_STYLES[change.verdict]
    name = (Span(mark, colour), span(change.name, "text bold"), Span(" now ", "mute"))
    return Row((*name, Span(str(change.verdict), f"{colour} bold"), *why))


def _sentences(each: list[Row], width: int) -> list[Row]:
    """Sentences side by side, as many as fit on a row."""
    rows: list[Row] = []
    for one in each:
        if rows and rows[-1].width + 3 + one.width <= width:
            rows[-1] = Row((*rows[-1].spans, Span("   "), *one.spans))
        else:
            rows.append(one)
    return rows


def _strip(sight: Sight, move: str) -> tuple[Span, ...]:
    now = sight.scale.column(sight.value(sight.scale), sight.columns)
    marks = [(" ", "faint") if seen is None else GLYPHS[seen] for seen in sight.swept.cells(move)]
    marks[now] = ("│", "accent bold")
    return _painted(marks)


def _placed(width: int, texts: list[tuple[int, str, str]]) -> Row:
    """Texts centred on columns, the first ones first; what would touch another is left out."""
    taken = [False] * (width + 1)
    found: list[tuple[int, str, str]] = []
    for column, text, style in texts:
        size = cells(text)
        start = max(0, min(column - size // 2, width - size))
        if start < 0 or any(taken[max(0, start - 1) : start + size + 1]):
            continue
        taken[start : start + size] = [True] * size
        found.append((start, text, style))
    spans: list[Span] = []
    at = 0
    for start, text, style in sorted(found):
        spans += [Span(" " * (start - at)), span(text, style)]
        at = start + cells(text)
    return Row((*spans, Span(" " * max(0, width - at))))


def _shortly(scale: Scale, value: float) -> str:
    """A value without a long unit, for an axis."""
    text = scale.show(value)
    parts = text.split(NBSP)
    return NBSP.join(parts[:-1]) if len(parts) > 1 and cells(parts[-1]) > 4 else text


def _axis(sight: Sight, margin: int, width: int) -> tuple[Row, ...]:
    scale, columns = sight.scale, sight.columns
    now = scale.column(sight.value(scale), columns)
    ticks = sight.ticks.get(scale.name, ())
    marks = [("─", "faint")] * columns
    for column in ticks:
        marks[column] = ("┼", "text bold")
    marks[now] = ("▲", "accent bold")
    fitting = {part.low for part in stretches(sight.swept)}
    ordered = sorted(sight.swept.boundaries, key=lambda edge: edge.first not in fitting)
    edges = [(scale.column(e.first, columns), _shortly(scale, e.first), "text bold") for e in ordered]
    ends = [(0, _shortly(scale, scale.low), "faint"), (columns - 1, _shortly(scale, scale.high), "faint")]
    reach = min(columns + 4, width - margin)
    figures = _placed(reach, [(column, text, style) for column, text, style in (*edges, *ends)])
    blank = Span(" " * margin)
    return Row((blank, *_painted(marks))), Row((blank, *figures.spans))


def strips(sight: Sight, width: int) -> tuple[Row, ...]:
    """Where each move fits, overbuilds and breaks along the selected constraint, in the slider's columns."""
    narrow = width < NARROW
    margin = 2 if narrow else NAME
    scale, found = sight.scale, sight.exploration
    rows = [section("Verdict", width, f"by {scale.short.lower()}, all else as above" if not narrow else "")]
    now = scale.column(sight.value(scale), sight.columns)
    here = _placed(sight.columns, [(now, _shortly(scale, sight.value(scale)), "accent bold")])
    moves = sight.answer.table.rows
    if narrow:
        rows += [Row((Span("  "), *_strip(sight, found.first))), *_axis(sight, margin, width)]
        rows += [_verdict_row(sight, m.move, m.name, width) for m in moves]
        return tuple(rows)
    rows.append(Row((Span(" " * margin), *here.spans)))
    for move in moves:
        name = (*_whose(sight, move.move), left(move.name, NAME - 2, "text bold"))
        word = Span(f"  {MARKS[move.verdict]} {move.verdict}", f"{VERDICT_STYLES[move.verdict]} bold")
        rows.append(Row((*name, *_strip(sight, move.move), word)))
    return (*rows, *_axis(sight, margin, width))


def _whose(sight: Sight, move: str) -> tuple[Span, ...]:
    roles = sight.exploration.roles
    if move == roles.product:
        return (Span("◆ ", "accent" if move == roles.yours else "text"),)
    return (Span("▸ ", "accent") if move == roles.yours else Span("  "),)


def _verdict_row(sight: Sight, move: str, name: str, width: int) -> Row:
    verdict = sight.answer.outcomes[move].verdict
    word = Span(f"{MARKS[verdict]} {verdict}", f"{VERDICT_STYLES[verdict]} bold")
    return Row((*_whose(sight, move), left(name, width - 16, "text bold"), word))


def breaking_points(sight: Sight, width: int) -> tuple[Row, ...]:
    """Where another move begins to fit, in a sentence; and why some columns are empty."""
    runs: list[Run] = []
    for index, part in enumerate(stretches(sight.swept)):
        runs += [Run("; ")] if index else []
        runs += stretch_runs(sight.exploration.rivals, sight.scale, part)
    ruled = _ruled_out(sight)
    runs.append(Run(f". Empty where the case rules it out: {ruled}." if ruled else "."))
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


def table_rows(sight: Sight, width: int) -> tuple[Row, ...]:
    """The trade-off under these constraints, a row a move."""
    return trade_off_view(sight.answer.table, sight.exploration.roles, width, sight.first_column, brief=True, turn="m")


def what_if_view(sight: Sight, width: int, height: int) -> tuple[Row, ...]:
    """Everything on one page, for a wide screen: words, sliders, strips, breaking points, trade-off."""
    below = [strips(sight, width), breaking_points(sight, width), (EMPTY, *table_rows(sight, width))]
    ask = row(span(sight.exploration.rivals.decision.ask, "text bold"))
    head = (ask, *changed_rows(sight, width, 2))
    used = len(head) + sum(len(part) for part in below)
    shown = sliders(sight, width, max(4, min(len(sight.scales) + 1, height - used - 1)))
    gap = (EMPTY,) if height - used - len(shown) >= 2 else ()
    rows = (*head, *gap, *shown, EMPTY, *(line for part in below for line in part))
    return rows if len(rows) <= height else tuple(line for line in rows if line is not EMPTY)


def slider_page(sight: Sight, width: int, height: int) -> tuple[Row, ...]:
    """One pane of a smaller screen: what changed, sliders round the chosen one, strips, the breaking points."""
    words = 2 if width >= NARROW else 1
    rest = (*strips(sight, width), *breaking_points(sight, width))
    room = max(3 if width < NARROW else 2, min(height - words - len(rest), 1 + len(sight.scales)))
    return (*changed_rows(sight, width, words), *sliders(sight, width, room), *rest)


def table_page(sight: Sight, width: int) -> tuple[Row, ...]:
    """The other pane: the chosen slider, what changed, the trade-off."""
    rows = (*slider(sight, sight.at, width), *changed_rows(sight, width, 2), EMPTY)
    return (*rows, *table_rows(sight, width))


def diagram_head(sight: Sight, width: int, *, wide: bool) -> tuple[Row, ...]:
    """What stands above the diagram: what changed, and the chosen slider, or on a wide screen those around it."""
    if not wide:
        return (*slider(sight, sight.at, width), *changed_rows(sight, width, 1 if width < NARROW else 2))
    ask = row(span(sight.exploration.rivals.decision.ask, "text bold"))
    return (ask, *changed_rows(sight, width, 2), *sliders(sight, width, 6))

"""Stages as plain text: what `show`, the plain walk and the clipboard have in common."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from casewalk.case import Failure, Stage
from casewalk.diagram import Picture, draw, outline, picture
from casewalk.walk import Beat, Road, Values, Workings, node_quantity, telling
from casewalk.walk.cover import COVER, NOTHING
from casewalk.walk.derivation import Line
from casewalk.walk.flips import FlipAnswer
from casewalk.walk.locks import locked_moves
from casewalk.walk.metrics import MetricRow, OfferedReading, in_focus, mark, metric_rows, ranked
from casewalk.walk.moments import BEFORE, ask_text, standing_at, tell, tell_move
from casewalk.walk.prose import capital, plain
from casewalk.walk.remaining import of_moves_text
from casewalk.walk.tradeoff import MARKS, TradeOff, weeks_text

WIDTH = 76
"""Columns of a line of text, where no other width is asked for."""
TALL = 200
"""Rows of a picture in a page: as good as no limit."""
FIRST = Beat("situation")


def seen_heats(
    workings: Workings, road: Road, values: Values, covered: frozenset[str]
) -> tuple[dict[str, float], dict[str, str]]:
    """The heat of each part that may be seen, and what is printed for the others."""
    heats = {name: heat.utilisation for name, heat in workings.heats(road, values).items()}
    hidden = {n for n in heats if covered & {node_quantity(n, "load"), node_quantity(n, "capacity")}}
    return {n: heat for n, heat in heats.items() if n not in hidden}, dict.fromkeys(hidden, COVER)


def picture_of(
    workings: Workings,
    stage_index: int,
    road: Road,
    before: Road | None = None,
    covered: frozenset[str] = NOTHING,
    *,
    early: bool = False,
) -> Picture:
    """The architecture on a road with the heat of this stage, or (`early`) of the time before its pressure.

    With `before`, as a difference to that road.
    """
    values = workings.values(road, workings.parameters(stage_index, before=early))
    heats, prints = seen_heats(workings, road, values, covered)
    counts = workings.counts(road, values)
    if before is None:
        return picture(workings.architecture(road), heats, None, prints, counts=counts)
    resized = workings.resized(before, road, workings.parameters(stage_index))
    return picture(workings.architecture(road), heats, workings.architecture(before), prints, resized, counts)


def diagram_lines(drawn: Picture, width: int, *, words: bool = False) -> tuple[str, ...]:
    """A picture as text of a width; in words where it finds no room, or where words are wanted."""
    drawing = None if words else draw(drawn, width, TALL)
    if drawing is None or drawing.form == "outline":
        return tuple(line for text in outline(drawn) for line in textwrap.wrap(text, width, subsequent_indent="    "))
    return tuple(drawing.text().split("\n"))


def heading(workings: Workings, stage_index: int) -> tuple[str, ...]:
    """Which case and stage this is."""
    stage = workings.case.stages[stage_index]
    total = len(workings.case.stages)
    return (f"{workings.case.header.title}, stage {stage_index + 1} of {total}: {stage.title}", stage.when)


def told(
    workings: Workings, stage_index: int, beat: Beat, text: str, width: int, covered: frozenset[str] = NOTHING
) -> tuple[str, ...]:
    """A beat's prose, wrapped."""
    return plain(tell(workings, stage_index, beat, text, covered), width)


def metric_lines(rows: Iterable[MetricRow]) -> tuple[str, ...]:
    """Metrics as a table of text."""
    found = list(rows)
    name = max((len(r.name) for r in found), default=0)
    value = max((len(r.value) for r in found), default=0)
    target = max((len(r.target) for r in found), default=0)
    return tuple(
        f"{mark(r)} {r.name:<{name}}  {r.value:>{value}}  {r.target:>{target}}  {r.margin}".rstrip() for r in found
    )


def stage_metrics(
    workings: Workings,
    stage_index: int,
    covered: frozenset[str] = NOTHING,
    beat: Beat = FIRST,
    *,
    focus: bool = False,
) -> tuple[str, ...]:
    """The metrics that a beat shows; with `focus`, those that the stage is about."""
    road, moment = standing_at(workings, stage_index, beat)
    values = workings.values(road, workings.parameters(stage_index, before=moment == BEFORE))
    rows = ranked(workings, stage_index, metric_rows(workings, stage_index, values, covered))
    shown = in_focus(workings, stage_index, rows) if focus else rows
    more = f"and {len(rows) - len(shown)} more; m lists them"
    return (*metric_lines(shown), *((more,) if len(shown) < len(rows) else ()))


def failure_lines(failures: Sequence[Failure], width: int) -> tuple[str, ...]:
    """What goes wrong later, a paragraph each."""
    if not failures:
        return ()
    found = ["", "What goes wrong later:"]
    for failure in failures:
        text = f"{failure.failure}: {failure.result}. Seen by: {failure.detect}. Caught by: {failure.fallback}."
        found += textwrap.wrap(text.replace("..", "."), width, subsequent_indent="    ")
    return tuple(found)


def derivation_lines(lines: Iterable[Line], width: int) -> tuple[str, ...]:
    """A derivation: each quantity in words, then with values."""
    out: list[str] = []
    for line in lines:
        if not line.words:
            out += textwrap.wrap(f"{line.label} = {line.result}", width, subsequent_indent="    ")
            continue
        out += textwrap.wrap(f"{line.label} = {line.words}", width, subsequent_indent="    ")
        out += textwrap.wrap("".join(line.figures), width, initial_indent="  ", subsequent_indent="    ")
    return tuple(out)


def trade_off_lines(table: TradeOff, width: int, chosen: str = "", yours: str = "") -> tuple[str, ...]:
    """The trade-off as one block a move: verdict first, then every metric against its target."""
    lines: list[str] = []
    for row in table.rows:
        marks = [w for w, on in (("the product", row.move == chosen), ("you", row.move == yours)) if on]
        who = f"  <- {', '.join(marks)}" if marks else ""
        lines.append(f"{MARKS[row.verdict]} {row.verdict}: {row.digit or ''} {row.label}{who}".replace(":  ", ": "))
        lines.append(f"    {row.reason}; first year {row.cost}, {weeks_text(row.weeks)}")
        cells = [
            f"{'✓' if cell.met else '✗'} {head.name} {cell.text} ({cell.limit or head.target})"
            for head, cell in zip(table.columns, row.cells, strict=True)
        ]
        lines += textwrap.wrap(
            "; ".join(cells), width, initial_indent="    ", subsequent_indent="    ", break_long_words=False
        )
    return (*lines, *textwrap.wrap(table.most_text, width))


def reading_line(seen: OfferedReading) -> str:
    """One offered reading before the answer."""
    return f"{seen.name}: {seen.value}, target {seen.target}, {'met' if seen.met else 'missed'}"


def cured_line(seen: OfferedReading) -> str:
    """One offered reading under the cheap cure."""
    state = "met" if seen.cured else "still missed"
    return (
        f"{seen.name}: {seen.value} now, {seen.cured_value} with more of the same, target {seen.cured_target}: {state}"
    )


def flip_lines(answer: FlipAnswer, width: int) -> tuple[str, ...]:
    """What the model says of each move under a flip, a line each."""
    rows = [
        f"{MARKS[row.verdict]} {row.verdict}: {row.name}{' (the product)' if row.move == answer.chosen else ''}; "
        f"{row.reason}, first year {row.cost}"
        for row in answer.table.rows
    ]
    return tuple(line for text in rows for line in textwrap.wrap(text, width, subsequent_indent="    "))


def further_lines(answer: FlipAnswer, width: int) -> tuple[str, ...]:
    """A flip that was not asked: the change, and what fits then."""
    return tuple(textwrap.wrap(f"And if instead: {'; '.join(answer.changes)}. {capital(answer.fits_text)}.", width))


def stage_page(workings: Workings, stage_index: int, width: int, covered: frozenset[str] = NOTHING) -> tuple[str, ...]:
    """A stage as the learner meets it: situation, picture, metrics, question and moves, nothing of the reveal."""
    stage: Stage = workings.case.stages[stage_index]
    road = workings.road_to(stage_index)
    lines = [*heading(workings, stage_index), ""]
    lines += [*plain(telling.situation(workings, stage_index, covered), width), ""]
    lines += [*diagram_lines(picture_of(workings, stage_index, road, covered=covered), width), ""]
    lines += [*stage_metrics(workings, stage_index, covered)]
    for at, decision in enumerate(stage.decisions):
        beat = Beat("move", decision.id)
        which = of_moves_text(stage, beat)
        lines += ["", *([f"{capital(which)}:"] if which else []), ask_text(workings, stage_index, beat, decision.ask)]
        locked = {move.id: reason for move, reason in locked_moves(workings, stage_index, at)}
        for number, move in enumerate(sorted(decision.moves, key=lambda m: m.label), 1):
            how = plain(tell_move(workings, stage_index, at, move, move.how), width - 4)
            if move.id in locked:
                how = (*textwrap.wrap(f"Locked, it {locked[move.id]}.", width - 4), *how)
            lines += [f"{number} {move.label}", *(f"    {line}" for line in how)]
    return tuple(lines)

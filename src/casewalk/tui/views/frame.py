"""What frames a place: header, tabs, the picture with its read-out, and the details of a part."""

from __future__ import annotations

from dataclasses import dataclass, replace

from casewalk.diagram import Picture, picture
from casewalk.diagram.picture import heat_text
from casewalk.export.pages import seen_heats
from casewalk.numbers import show
from casewalk.tui.course import Course, Place, standing_road
from casewalk.tui.text import EMPTY, Row, Span, cut_text, row, section, span
from casewalk.tui.views.story import derivation_view, lines
from casewalk.walk import Question, Values, Walk, beats, node_quantity, telling
from casewalk.walk.beats import QUESTION_OF
from casewalk.walk.cover import COVER, NOTHING, covered
from casewalk.walk.derivation import explained
from casewalk.walk.metrics import MetricRow, in_focus, metric_rows, ranked
from casewalk.walk.moments import BEFORE, NOW
from casewalk.walk.prose import cells, inside
from casewalk.walk.remaining import of_moves


@dataclass(frozen=True)
class Standing:
    """Values, picture and metrics at a place."""

    values: Values
    picture: Picture
    metrics: tuple[MetricRow, ...]
    focus: tuple[MetricRow, ...]
    moment: str
    hidden: frozenset[str]


def standing(course: Course, walk: Walk, place: Place) -> Standing:
    """What the picture and the metrics of a place show; at a reveal, the picture as a difference.

    What an estimate that was not yet given asks for is covered, except in the time before the pressure.
    """
    workings = course.workings
    road, moment = standing_road(course, place)
    values = workings.values(road, workings.parameters(place.stage_index, before=moment == BEFORE))
    hidden = covered(workings, walk, place.stage_index) if moment == NOW else NOTHING
    heats, prints = seen_heats(workings, road, values, hidden)
    reveal = place.beat(course.case).kind == "reveal"
    old = workings.architecture(road[:-1]) if reveal else None
    resized = workings.resized(road[:-1], road, workings.parameters(place.stage_index)) if reveal else frozenset()
    rows = ranked(workings, place.stage_index, metric_rows(workings, place.stage_index, values, hidden))
    focus = in_focus(workings, place.stage_index, rows)
    shown = picture(workings.architecture(road), heats, old, prints, resized, workings.counts(road, values))
    return Standing(values, shown, rows, focus, moment, hidden)


def stage_cells(done: int, total: int) -> tuple[Span, Span]:
    """One cell a stage, filled as far as the walk has come."""
    return Span("▮" * done, "accent"), Span("▯" * (total - done), "faint")


def _said(subtitle: str, walk: Walk, width: int) -> tuple[Span, ...]:
    """What may stand beside a case's name: which way the walk goes, or what the case is; in fewer words after that."""
    if walk.live:
        words = (span(telling.mode_text(walk), "near"), span("your moves", "near"))
        return words if width >= 100 else words[:1] if width >= 80 else words[1:]
    return (span(subtitle, "mute"),) if width >= 100 else ()


def header_rows(course: Course, walk: Walk, place: Place, width: int, mode: str = "") -> tuple[Row, Row, Row, Row]:
    """The header's two rows, each as left and right; `mode` is what is open over the walk: `what if`, `replay`."""
    case = course.case
    stage = place.stage(case)
    total = len(case.stages)
    name = span(case.header.title, "accent bold")
    number = span(f"stage {place.stage_index + 1} of {total}", "text")
    right = Row((number, Span("  "), *stage_cells(place.stage_index + 1, total)))
    dated = Row((span(stage.when, "mute"), Span("   "), *right.spans))
    firsts = [Row((name, Span("  "), said)) for said in _said(case.header.subtitle, walk, width)] or [Row((name,))]
    if not walk.live:
        firsts.append(Row((name,)))
    # The date says more than the words beside the name: they give way to it.
    room = width - 6
    first = next((one for one in firsts if one.width + dated.width <= room), None)
    right, first = (right, firsts[0]) if first is None else (dated, first)
    questions = _questions(course, walk, place, mode, (width, width - 5 - cells(stage.title)))
    title = cut_text(stage.title, width - 4 - questions.width - 1)
    return first, right, row(span(title, "text bold")), questions


def _word(question: Question) -> str:
    """A question where there is little room."""
    return "why" if question is Question.WHY else str(question)


def _questions(course: Course, walk: Walk, place: Place, mode: str, fit: tuple[int, int]) -> Row:
    """The four questions: done, here, to come; where a stage has several moves which one, in words if there is room.

    After them stands the mode, if there is room; the what-if is one of the four. `fit` is the header's width, and the
    room that the title leaves.
    """
    width, room = fit
    of = of_moves(place.stage(course.case), place.beat(course.case))
    brief = f" {of[0]}/{of[1]}" if of else ""
    if width < 70:
        if mode:
            return Row((Span("● ", "accent"), span(mode, "text bold")))
        here = QUESTION_OF[place.beat(course.case).kind]
        at = span(f"{list(Question).index(here) + 1}/4 ", "accent bold")
        return Row((Span("● ", "accent"), at, span(f"{_word(here)}{brief}", "text bold")))
    exploring = mode == Question.WHAT_IF
    whole, short = (
        _trail(course, walk, place, width, which, exploring=exploring)
        for which in (f" {of[0]} of {of[1]}" if of else "", brief)
    )
    last = (Span("   "), Span("● ", "accent"), span(mode, "text bold")) if mode and not exploring else ()
    tried = (Row((*whole.spans, *last)), Row((*short.spans, *last)), whole)
    return next((one for one in tried if one.width <= room), short)


def _trail(course: Course, walk: Walk, place: Place, width: int, which: str, *, exploring: bool) -> Row:
    """The questions side by side; `which` follows the one at hand. While `exploring` the last one is at hand, too."""
    found = beats(place.stage(course.case))
    at = QUESTION_OF[place.beat(course.case).kind]
    here = Question.WHAT_IF if exploring else at
    reached = walk.beat if place.stage_index == walk.stage and not walk.finished else len(found)
    done = {QUESTION_OF[b.kind] for b in found} - {QUESTION_OF[b.kind] for b in found[reached:]}
    if at is not here and place.beat(course.case).key in {"", place.stage(course.case).decisions[-1].id}:
        # It opens once the move has been answered.
        done.add(at)
    spans: list[Span] = []
    for question in Question:
        word = (str(question) if width >= 100 else _word(question)) + (which if question is at else "")
        # What is read again is decided all the same: its tick stays, in the accent where one is.
        mark = ("✓ ", "ok") if question in done else ("● ", "accent") if question in {at, here} else ("○ ", "faint")
        if question in done and question is here:
            mark = ("✓ ", "accent")
        style = "text bold" if question is here else "mute" if question in {*done, at} else "faint"
        spans += [Span(*mark), span(word, style), Span("   ")]
    return Row(tuple(spans[:-1]))


def judged(text: str, *, missed: bool) -> Row:
    """What targets come to, as a remark: in the colour of a miss where one is missed."""
    return row(span(f"✗ {text}" if missed else f"✓ {text}", "miss" if missed else "mute"))


def tabs_row(names: tuple[str, ...], at: int, width: int, remarks: tuple[Row, ...] = ()) -> Row:
    """The panes of a narrow screen, the one that is shown underlined; at the right the first remark that fits."""
    spans: list[Span] = []
    for index, name in enumerate(names):
        spans += [span(name, "accent bold underline" if index == at else "mute"), Span("   ")]
    left = Row(tuple(spans))
    right = next((one for one in remarks if left.width + one.width + 1 <= width), EMPTY)
    return Row((*left.spans, Span(" " * max(0, width - left.width - right.width)), *right.spans))


def readout(course: Course, place: Place, part: str | None, now: Standing, width: int) -> tuple[Span, ...]:
    """One line on the focused part: its load against its limit."""
    if part is None or all(p.id != part for p in now.picture.parts):
        return ()
    shown = now.picture.part(part)
    road, _ = standing_road(course, place)
    heat = course.workings.heats(road, now.values).get(part)
    spans = [Span("▸ ", "accent"), span(shown.label, "text bold"), Span("  ")]
    if heat is None:
        return (*spans, span(shown.kind, "mute"))
    if shown.printed == COVER:
        return (*spans, span("covered until the estimate is given", "mute"))
    style = "miss bold" if shown.warmth == "miss" else "near" if shown.warmth == "near" else "text"
    text = (
        span(show(heat.load, heat.unit), style),
        Span(" at a limit of " if width >= 70 else " of ", "mute"),
        span(show(heat.capacity, heat.unit), "text bold"),
    )
    return (*spans, *text, span(f"   {heat_text(heat.utilisation)}", style))


def part_view(course: Course, place: Place, part: str, now: Standing, width: int) -> tuple[Row, ...]:
    """Everything about a part: what it is, its load and limit with their formulas, its rules, its edges."""
    road, _ = standing_road(course, place)
    architecture = course.workings.architecture(road)
    node = architecture.nodes.get(part)
    if node is None:
        return (section(now.picture.part(part).label, width, "removed"),)
    rows = [section(node.label, width, now.picture.part(part).kinds), *lines(node.about, width)]
    sheet = course.workings.sheet(road)
    for what in ("load", "capacity"):
        if node_quantity(part, what) in now.hidden:
            rows += [EMPTY, *lines(f"{what.capitalize()}: covered until the estimate is given.", width)]
        elif getattr(node, what) is not None:
            first, *rest = explained(course.workings, sheet, now.values, node_quantity(part, what))
            label = f"{what.capitalize()}, {inside(first.also)}" if first.also else what.capitalize()
            # What a covered quantity is made of would give it away.
            below = () if now.hidden else rest
            rows += [EMPTY, *derivation_view([replace(first, label=label), *below], width)]
    if node.times != 1:
        first, *rest = explained(course.workings, sheet, now.values, node_quantity(part, "times"))
        rows += [EMPTY, *derivation_view([replace(first, label="How many"), *rest], width)]
    for name, items in (("Holds here", node.rules), ("Inside", node.parts)):
        if items:
            rows += [EMPTY, *lines(f"{name}: {'; '.join(items)}.", width)]
    rows.append(EMPTY)
    for edge in architecture.edges:
        if part in {edge.source, edge.target}:
            out = edge.source == part
            other = architecture.nodes[edge.target if out else edge.source].label
            arrow = ("─►" if edge.kind == "sync" else "┄►") if out else ("◄─" if edge.kind == "sync" else "◄┄")
            rows.append(row(span(f"{arrow} ", "faint"), span(other, "text"), span(f"  {edge.label}", "mute")))
    return tuple(rows)

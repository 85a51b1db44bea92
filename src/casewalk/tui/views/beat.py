"""The beats of a stage as rows: what is told, asked and answered at a place."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from casewalk.numbers import show
from casewalk.tui.course import Course, Place
from casewalk.tui.text import EMPTY, Row, Span, packed, right, section, span
from casewalk.tui.views.choices import Option, choices, confidence, question
from casewalk.tui.views.flip import flip_view
from casewalk.tui.views.look import Look
from casewalk.tui.views.readings import reading_heads
from casewalk.tui.views.story import derivation_view, failures_view, lines, prose, terms_view, told
from casewalk.walk import Walk, decision_index, decision_of, telling
from casewalk.walk.answers import NONE_YET, offered_moves, offered_readings
from casewalk.walk.asking import offered_metrics, right_signal, spoken_of, unasked
from casewalk.walk.cover import covered
from casewalk.walk.derivation import derivation, judge_estimate
from casewalk.walk.locks import lock
from casewalk.walk.metrics import OfferedReading, offered_reading
from casewalk.walk.moments import NOW, ask_text, tell, tell_move, values_at
from casewalk.walk.needed import figures, needed
from casewalk.walk.offroad import paragraph
from casewalk.walk.prose import cells, terms_in
from casewalk.walk.tradeoff import price_of

FIGURES = "The figures to decide by stand before the story: Tab."
"""Off the product's road, where the story does not tell them."""
TO_DECIDE, HINT = "To decide", "Hint "
VERDICT_STYLES = {"fits": "ok", "overbuilds": "near", "breaks": "miss"}


def _each_hint(course: Course, place: Place, width: int, word: str = HINT) -> list[list[Row]]:
    """Every hint there is here, each behind a word and its number: a number alone reads like an option."""
    beat = place.beat(course.case)
    found: list[list[Row]] = []
    for number, text in enumerate(telling.hints(course.workings, place.stage_index, beat), 1):
        lead = f"{word}{number}  "
        body = prose(tell(course.workings, place.stage_index, beat, text), width - len(lead))
        found.append([Row((span(lead if i == 0 else " " * len(lead), "accent"), *r.spans)) for i, r in enumerate(body)])
    return found


def _hints(course: Course, walk: Walk, place: Place, width: int, word: str = HINT) -> list[Row]:
    """The hints that were opened here, below a blank row."""
    stage, beat = place.stage(course.case), place.beat(course.case)
    taken = walk.hints.get((stage.id, beat.id), 0)
    rows = [row for hint in _each_hint(course, place, width, word)[:taken] for row in hint]
    return [EMPTY, *rows] if rows else []


def _tallest_hint(course: Course, place: Place, width: int) -> int:
    """How many rows the longest hint takes that there is here, opened or not."""
    return max(map(len, _each_hint(course, place, width)), default=0)


def _hints_in(course: Course, walk: Walk, place: Place, width: int, room: int) -> list[Row]:
    """The hints that were opened here, in so many rows: the last ones, where there is no room for all."""
    rows = _hints(course, walk, place, width)
    if len(rows) <= room or not rows:
        return rows
    rows = rows[1:]
    starts = [n for n, one in enumerate(rows) if one.text.startswith(HINT)]
    kept = next((start for start in starts if len(rows) - start <= room), starts[-1])
    return rows[kept:]


def opened_hints(course: Course, walk: Walk, place: Place, width: int) -> list[Row]:
    """The hints that were opened at a move, all of them, below its situation."""
    if place.beat(course.case).kind != "move":
        return []
    rows = _hints(course, walk, place, width, word="")
    return [EMPTY, section("Hints", width), *rows[1:]] if rows else []


def situation(course: Course, walk: Walk, place: Place, width: int) -> tuple[Row, ...]:
    """The story as it stands in every beat of the stage; off the product's road a move has before it what decides."""
    hidden = covered(course.workings, walk, place.stage_index)
    story = told("Situation", telling.situation(course.workings, place.stage_index, hidden), width)
    story = (*story, *opened_hints(course, walk, place, width))
    stage, beat = place.stage(course.case), place.beat(course.case)
    if beat.kind != "move":
        return story
    facts = needed(course.workings, place.stage_index, decision_index(stage, beat.key))
    return (*told(TO_DECIDE, facts, width), EMPTY, *story) if facts else story


def figures_view(course: Course, place: Place, width: int) -> tuple[Row, ...]:
    """The figures that the decision of a place depends on, for whoever asks."""
    stage = place.stage(course.case)
    at = decision_index(stage, decision_of(stage, place.beat(course.case)).id)
    return told(TO_DECIDE, figures(course.workings, place.stage_index, at), width)


def words_here(course: Course, place: Place, width: int) -> tuple[Row, ...]:
    """Glossary terms that the situation uses."""
    stage = place.stage(course.case)
    if course.workings.off_road(place.stage_index):
        return ()
    return terms_view(terms_in(stage.situation + stage.why, course.case.glossary)[:10], width)


def _situation(course: Course, walk: Walk, place: Place, __: Look, width: int, ___: int) -> tuple[Row, ...]:
    return situation(course, walk, place, width)


def _why(course: Course, _: Walk, place: Place, __: Look, width: int, ___: int) -> tuple[Row, ...]:
    head = section("Why it was right, until now", width, "targets and values before this pressure")
    if course.workings.off_road(place.stage_index):
        head = section("What stands, until now", width, "targets and values before this pressure")
    return (head, *prose(telling.why(course.workings, place.stage_index), width))


def _asked_estimate(course: Course, place: Place, width: int) -> tuple[Row, ...]:
    """What an estimate asks for and in what unit, with a blank row after it; below it stands what is given."""
    asked = place.stage(course.case).estimate
    if asked is None:
        return ()
    ask = ask_text(course.workings, place.stage_index, place.beat(course.case), asked.ask)
    unit = course.workings.unit_of(asked.answer)
    remark = f"In {unit}, or in a unit that converts to it." if unit else "A bare number."
    return (*question("Estimate", width), *lines(ask, width, "text bold"), EMPTY, *lines(remark, width, "faint"), EMPTY)


def entry_line(course: Course, place: Place, width: int) -> int:
    """The row of an estimate's pane that is kept for the line to type into."""
    return len(_asked_estimate(course, place, width))


def _estimate(course: Course, walk: Walk, place: Place, _: Look, width: int, room: int) -> tuple[Row, ...]:
    stage = place.stage(course.case)
    asked = stage.estimate
    if asked is None:
        return ()
    if reason := unasked(course.workings, place.stage_index, place.beat(course.case)):
        return (*question("Estimate", width), *lines(reason, width))
    head = _asked_estimate(course, place, width)
    given = walk.estimates.get(stage.id)
    if given is None:
        # The line is typed into the row between; hints stand below, so that opening one does not move it.
        return (*head, EMPTY, *_hints_in(course, walk, place, width, room - len(head) - 1))
    unit = course.workings.unit_of(asked.answer)
    values = values_at(course.workings, place.stage_index, 0, NOW)
    judged = judge_estimate(given.value, values[asked.answer])
    style = "ok" if judged.in_range else "miss"
    mark = "✓" if judged.in_range else "✗"
    told = _compared(show(given.value, unit), show(values[asked.answer], unit), f"{mark} {judged.words}", style, width)
    sheet = course.workings.sheet(course.workings.road_to(place.stage_index))
    rows = (EMPTY, *derivation_view(derivation(course.workings, sheet, values, asked.answer), width))
    rows = (*rows, EMPTY, *prose(telling.estimate_because(course.workings, place.stage_index), width))
    # What was given stands where it was typed; of the blank rows only those below it give way.
    return (*head, *told, *packed(rows, room - len(head) - len(told)))


def _compared(yours: str, models: str, verdict: str, style: str, width: int) -> tuple[Row, ...]:
    """An estimate beside the model's figure, with what it is worth; that goes below where there is no room."""
    both = (
        Span("You: ", "mute"),
        span(yours, "accent bold"),
        Span("   the model: ", "mute"),
        span(models, "text bold"),
    )
    one = Row((*both, Span("   "), span(verdict, style)))
    return (one,) if one.width <= width else (Row(both), *lines(verdict, width, style))


def signal_options(course: Course, walk: Walk, place: Place) -> tuple[tuple[str, Option], ...]:
    """The readings that are offered, with the metric that each stands for."""
    stage = place.stage(course.case)
    names = offered_readings(walk, stage, offered_metrics(course.workings, place.stage_index))
    seen = _readings(course, place, [name for name in names if name != NONE_YET])
    # Targets of one width: so both they and the values before them end in columns.
    wide = max((cells(one.target) for one in seen.values()), default=0)
    return tuple(
        (name, _reading_option(digit, seen[name], wide) if name in seen else Option(digit, "None yet"))
        for digit, name in enumerate(names, 1)
    )


def _readings(course: Course, place: Place, metrics: Sequence[str]) -> dict[str, OfferedReading]:
    """Readings by their metrics, in the order given."""
    return {name: offered_reading(course.workings, place.stage_index, name) for name in metrics}


def _reading_option(digit: int, seen: OfferedReading, target: int) -> Option:
    """A reading to choose, its target right-aligned in so many cells."""
    return Option(digit, f"{'✓' if seen.met else '✗'} {seen.name}", f"{seen.value}   {right(seen.target, target).text}")


def _signal(course: Course, walk: Walk, place: Place, look: Look, width: int, room: int) -> tuple[Row, ...]:
    stage = place.stage(course.case)
    rows = [*question(stage.signal.ask, width)]
    if reason := unasked(course.workings, place.stage_index, place.beat(course.case)):
        return (*rows, *lines(reason, width), *_seen_anyhow(course, place, width))
    pointed = walk.signals.get(stage.id)
    options = signal_options(course, walk, place)
    if pointed is None:
        # Blank rows between readings stand only where those of a hint are free, so that opening one moves nothing.
        room -= len(rows)
        listed = choices([o for _, o in options], width, room, look.choice, _tallest_hint(course, place, width) + 1)
        return (*rows, *listed.rows, *_hints_in(course, walk, place, width, room - len(listed.rows)))
    well = right_signal(course.workings, place.stage_index, pointed.metric)
    names = {metric: option.label.lstrip("✓✗ ") for metric, option in options}
    yours = names.get(pointed.metric, pointed.metric)
    rows.append(Row((Span("✓ Right: " if well else "✗ No: ", "ok" if well else "miss"), span(yours, "text"))))
    if not well:
        right = (name for metric, name in names.items() if right_signal(course.workings, place.stage_index, metric))
        rows += lines(f"The right one: {' or '.join(right)}.", width)
    if cure := telling.cure(course.workings, place.stage_index):
        rows += [EMPTY, *lines(f"More of the same would be: {cure}.", width)]
    for shown in _shown(course, place, [metric for metric, _ in options if metric != NONE_YET], width):
        rows += [EMPTY, *shown]
    rows += [EMPTY, *prose(telling.signal_because(course.workings, place.stage_index), width)]
    return packed(tuple(rows), room)


def _seen_anyhow(course: Course, place: Place, width: int) -> list[Row]:
    """Where no signal is asked for: the readings that the stage speaks of, now and under more of the same."""
    rows: list[Row] = [EMPTY]
    if cure := telling.cure(course.workings, place.stage_index):
        rows += [*lines(f"More of the same would be: {cure}.", width), EMPTY]
    for shown in _shown(course, place, spoken_of(course.workings, place.stage_index), width):
        rows += shown
    return rows


def _shown(course: Course, place: Place, metrics: Sequence[str], width: int) -> list[tuple[Row, ...]]:
    """Readings with what each of them shows: now, and under more of the same."""
    seen = _readings(course, place, metrics)
    cured = bool(place.stage(course.case).signal.more_of_same)
    heads = reading_heads(tuple(seen.values()), width, cured=cured)
    return [
        (*head, *prose(telling.signal_shows(course.workings, place.stage_index, metric), width))
        for metric, head in zip(seen, heads, strict=True)
    ]


def _brief(reason: str) -> str:
    """A lock's reason without the moves that would open it: `needs a waiting room`."""
    return reason.split(":", maxsplit=1)[0].split(",", maxsplit=1)[0]


def move_options(course: Course, walk: Walk, place: Place) -> tuple[tuple[str, Option], ...]:
    """The moves of a decision as they are offered, with their prices."""
    stage, beat = place.stage(course.case), place.beat(course.case)
    decision = decision_of(stage, beat)
    at = decision_index(stage, decision.id)
    road = course.workings.road_to(place.stage_index, at)
    found = []
    for digit, move in enumerate(offered_moves(walk, stage, decision), 1):
        price = price_of(course.workings, place.stage_index, at, move)
        how = tell_move(course.workings, place.stage_index, at, move, move.how)
        brief = f"{price.weeks.split(' ')[0]}\xa0wk"
        if reason := lock(course.workings, stage, decision, move, road):
            found.append(
                (
                    move.id,
                    Option(digit, move.label, "", (paragraph(f"Locked, it {reason}."),), _brief(reason), how, brief),
                )
            )
            continue
        found.append((move.id, Option(digit, move.label, f"{price.weeks:>8}  {price.parts:>10}", how, brief=brief)))
    return tuple(found)


def _move(course: Course, walk: Walk, place: Place, look: Look, width: int, room: int) -> tuple[Row, ...]:
    stage, beat = place.stage(course.case), place.beat(course.case)
    decision = decision_of(stage, beat)
    options = [o for _, o in move_options(course, walk, place)]
    head = question(ask_text(course.workings, place.stage_index, beat, decision.ask), width)
    picked = walk.picks.get((stage.id, decision.id))
    chosen, sure = look.choice, look.sure
    if picked is not None:
        chosen = next((i for i, (m, _) in enumerate(move_options(course, walk, place)) if m == picked.move), None)
        sure = picked.sure
    # The line of why takes the last row once it is asked for; until then it stays free, so that nothing moves.
    room -= 0 if look.asking_why else 1
    room -= len(head) + 1
    # Whether the list stands in full is decided with the room of any hint, so that opening one moves no row of it.
    listed = choices(options, width, room, chosen, _tallest_hint(course, place, width))
    hints = _hints_in(course, walk, place, width, room - len(listed.rows))
    # Hints and the confidence row keep their place at the bottom, whether or not a move is picked.
    free = max(0, room - len(listed.rows) - len(hints))
    where = lines(FIGURES, width, "faint") if course.workings.off_road(place.stage_index) else ()
    where = () if len(where) > free else where
    if free and hints:
        hints, free = [*hints, EMPTY], free - 1
    body = (*head, *listed.rows, *[EMPTY] * (free - len(where)), *hints, *where)
    return (*body, confidence(sure, width, open_=chosen is not None))


def _aftermath(course: Course, _: Walk, place: Place, __: Look, width: int, ___: int) -> tuple[Row, ...]:
    return (
        section("Afterwards", width),
        *prose(telling.aftermath(course.workings, place.stage_index), width),
        *failures_view(telling.failures(course.workings, place.stage_index), width),
    )


Builder = Callable[[Course, Walk, Place, Look, int, int], tuple[Row, ...]]
BUILDERS: dict[str, Builder] = {
    "situation": _situation,
    "why": _why,
    "estimate": _estimate,
    "signal": _signal,
    "move": _move,
    "aftermath": _aftermath,
    "flip": flip_view,
}


def beat_view(course: Course, walk: Walk, place: Place, look: Look, width: int, room: int) -> tuple[Row, ...]:
    """A beat's main pane, for a width and for so many rows. The reveal has a view of its own."""
    return BUILDERS[place.beat(course.case).kind](course, walk, place, look, width, room)

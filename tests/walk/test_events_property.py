"""Whatever a learner does, in whatever order, a walk stays whole: it never raises, and it can be walked to its end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casewalk.walk import Beat, Event, Walk, apply, beats, begin, decision_of, decode, encode, replay
from casewalk.walk.answers import (
    MAX_HINTS,
    MAX_NOTE,
    MAX_WHY,
    Refused,
    advance,
    estimate,
    hint,
    note,
    offered_moves,
    offered_readings,
    pick,
    point,
    predict,
)
from casewalk.walk.events import (
    Advanced,
    Estimated,
    Finished,
    Hinted,
    Noted,
    Picked,
    Pointed,
    Predicted,
    Started,
)
from opened import stararena, workings

CASE = stararena()
ATTEMPT = "attempt-1"
STAGE_IDS = [s.id for s in CASE.stages]
SURE = ("low", "middle", "high")
TOTAL_BEATS = sum(len(beats(s)) for s in CASE.stages)

Choice = tuple[str, int, str]
"""What to try, a number that selects among what is offered, and a text."""
choices = st.lists(
    st.tuples(
        st.sampled_from(["answer", "advance", "advance", "hint", "note", "again", "locked"]),
        st.integers(0, 50),
        st.sampled_from(["", "60k", "1.5 k req/s", "12 parrots", "-1", "∞", "1e400", "nan", "[red]", "\x1b[2J", "💺"]),
    ),
    max_size=60,
)


def started(seed: str = "seed", stage: str = "") -> Started:
    return Started(case=CASE.id, digest="digest", seed=seed, first_stage=stage)


def _answer(walk: Walk, number: int, text: str) -> Event:
    """An answer of the kind that the furthest beat asks for. Raises Refused."""
    stage, beat = walk.at(CASE)
    match beat.kind:
        case "estimate":
            return estimate(workings(), walk, text)
        case "signal":
            offered = offered_readings(walk, stage)
            return point(CASE, walk, offered[number % len(offered)])
        case "move":
            moves = offered_moves(walk, stage, decision_of(stage, beat))
            road = workings().product_road(walk.stage)
            return pick(workings(), walk, moves[number % len(moves)].id, SURE[number % 3], text, road)  # type: ignore[arg-type]
        case "flip":
            return predict(CASE, walk, ["", *(m.id for m in decision_of(*walk.at(CASE)).moves)][number % 3])
    return advance(CASE, walk)


def _tried(walk: Walk, events: list[Event], choice: Choice) -> Event:
    what, number, text = choice
    if what == "hint":
        return hint(CASE, walk)
    if what == "note":
        return note(CASE, walk, text)
    if what == "advance":
        return advance(CASE, walk)
    if what == "again":
        return events[number % len(events)]
    if what == "locked":
        return pick(workings(), walk, "no-such-move", "low")
    return _answer(walk, number, text)


def _to_the_end(walk: Walk, events: list[Event]) -> Walk:
    """Answer plainly and go on; every turn either answers a beat or leaves it."""
    for _ in range(2 * TOTAL_BEATS):
        if walk.finished:
            break
        stage, beat = walk.at(CASE)
        event = advance(CASE, walk) if walk.answered(stage, beat) else _answer(walk, 0, "60000")
        events.append(event)
        walk = apply(CASE, walk, event)
    return walk


@settings(max_examples=40)
@given(choices, st.text(max_size=8), st.sampled_from(["", *STAGE_IDS]))
def test_any_legal_sequence_can_be_walked_to_the_end_and_replayed(tries: list[Choice], seed: str, stage: str) -> None:
    start = started(seed, stage)
    walk = begin(CASE, start, ATTEMPT)
    events: list[Event] = [start]
    for choice in tries:
        try:
            event = _tried(walk, events, choice)
        except Refused:
            continue
        events.append(event)
        after = walk if isinstance(event, Started) else apply(CASE, walk, event)
        assert (after.stage, after.beat) >= (walk.stage, walk.beat)
        walk = after
    walk = _to_the_end(walk, events)
    assert walk.finished
    assert walk.misfits == ()
    assert set(walk.signals) == set(STAGE_IDS[walk.first_stage :])
    assert replay(CASE, ATTEMPT, events) == walk


@settings(max_examples=25)
@given(choices)
def test_events_survive_being_written_and_read(tries: list[Choice]) -> None:
    walk = begin(CASE, started(), ATTEMPT)
    events: list[Event] = [started()]
    for choice in tries:
        try:
            events.append(_tried(walk, events, choice))
        except Refused:
            continue
        walk = walk if isinstance(events[-1], Started) else apply(CASE, walk, events[-1])
    written = [encode(event)[1] for event in events]
    assert [decode(body) for body in written] == events
    assert replay(CASE, ATTEMPT, [e for body in written if (e := decode(body))]) == walk


words = st.one_of(
    st.text(max_size=12),
    st.sampled_from(STAGE_IDS),
    st.sampled_from([m.id for s in CASE.stages for d in s.decisions for m in d.moves]),
    st.sampled_from([b.id for s in CASE.stages for b in beats(s)]),
)
anything = st.one_of(
    st.builds(Advanced, stage=words, beat=words),
    st.builds(Hinted, stage=words, beat=words, step=st.integers(-3, 99)),
    st.builds(Estimated, stage=words, text=words, value=st.floats(allow_nan=False)),
    st.builds(Pointed, stage=words, metric=words),
    st.builds(Picked, stage=words, decision=words, move=words, sure=st.sampled_from(SURE), why=words),
    st.builds(Predicted, stage=words, flip=words, move=words),
    st.builds(Noted, stage=words, text=words),
    st.builds(Finished),
    st.builds(Started, case=words, digest=words, seed=words, first_stage=words),
)


@settings(max_examples=150)
@given(st.lists(anything, max_size=40))
def test_garbage_is_tolerated_and_the_walk_goes_on(garbage: list[Event]) -> None:
    walk = replay(CASE, ATTEMPT, [started(), *garbage])
    assert walk is not None
    walk = _to_the_end(walk, [])
    assert walk.finished


@pytest.mark.parametrize(
    ("event", "word"),
    [
        (Estimated(stage="gone", text="1", value=1), "gone"),
        (Pointed(stage="gone", metric="db_util"), "gone"),
        (Pointed(stage="flood", metric="gone"), "gone"),
        (Picked(stage="flood", decision="gone", move="keep", sure="low"), "keep"),
        (Picked(stage="flood", decision=CASE.stages[2].decisions[0].id, move="gone", sure="low"), "gone"),
        (Predicted(stage="flood", flip="gone", move=""), "gone"),
        (Advanced(stage="gone", beat="why"), "gone"),
        (Advanced(stage="flood", beat="gone"), "gone"),
    ],
)
def test_what_no_longer_fits_the_case_is_told_and_changes_nothing_else(event: Event, word: str) -> None:
    before = begin(CASE, started(), ATTEMPT)
    after = apply(CASE, before, event)
    assert len(after.misfits) == 1
    assert word in after.misfits[0]
    assert replace(after, misfits=()) == before


def test_a_beat_that_is_not_the_furthest_is_no_misfit_and_moves_nothing() -> None:
    before = begin(CASE, started(), ATTEMPT)
    assert apply(CASE, before, Advanced(stage="flood", beat="why")) == before


def test_an_unknown_first_stage_becomes_the_first_and_is_told() -> None:
    walk = begin(CASE, started(stage="gone"), ATTEMPT)
    assert walk.stage == 0
    assert "gone" in walk.misfits[0]


def test_events_without_a_start_make_no_walk() -> None:
    assert replay(CASE, ATTEMPT, [Noted(stage="flood", text="x")]) is None


def test_only_the_first_start_counts() -> None:
    walk = replay(CASE, ATTEMPT, [started("one"), started("two", "flood")])
    assert walk is not None
    assert (walk.seed, walk.stage) == ("one", 0)


@pytest.mark.parametrize(
    "body",
    ["", "{", "[]", "null", "7", '{"kind":"flew"}', '{"kind":"advanced"}', '{"kind":"noted","stage":1,"text":"x"}'],
)
def test_a_body_that_is_no_event_is_none(body: str) -> None:
    assert decode(body) is None


@settings(max_examples=100)
@given(st.text(max_size=60))
def test_no_text_makes_the_decoder_raise(body: str) -> None:
    found = decode(body)
    assert found is None or isinstance(found, msgspec.Struct)


def test_a_body_with_a_lone_surrogate_is_no_event() -> None:
    assert decode('{"kind":"noted","stage":"flood","text":"\ud800"}') is None


def test_an_edited_case_keeps_what_fits_and_tells_the_rest() -> None:
    events: list[Event] = [started()]
    walked = _to_the_end(begin(CASE, started(), ATTEMPT), events)
    shorter = msgspec.structs.replace(CASE, stages=CASE.stages[:1] + CASE.stages[2:])
    walk = replay(shorter, ATTEMPT, events)
    assert walk is not None
    assert len(walk.misfits) == sum(getattr(event, "stage", "") == "static-load" for event in events)
    assert walk.finished
    assert set(walk.signals) == set(walked.signals) - {"static-load"}


def _walk_at(kind: str, stage: str = "flood") -> Walk:
    """A walk that has come to a stage's first beat of a kind."""
    walk = begin(CASE, started(stage=stage), ATTEMPT)
    for _ in range(TOTAL_BEATS):
        here, beat = walk.at(CASE)
        if beat.kind == kind:
            break
        event = advance(CASE, walk) if walk.answered(here, beat) else _answer(walk, 0, "60000")
        walk = apply(CASE, walk, event)
    assert walk.at(CASE)[1].kind == kind
    return walk


@pytest.mark.parametrize("kind", ["estimate", "signal", "move", "flip"])
def test_a_beat_that_asks_holds_until_it_is_answered(kind: str) -> None:
    walk = _walk_at(kind)
    stage, beat = walk.at(CASE)
    with pytest.raises(Refused, match="answer first"):
        advance(CASE, walk)
    assert apply(CASE, walk, Advanced(stage=stage.id, beat=beat.id)) == walk


def _second_answers() -> list[tuple[str, Callable[[Walk], Event]]]:
    return [
        ("estimate", lambda w: estimate(workings(), w, "7 req/s")),
        ("signal", lambda w: point(CASE, w, "")),
        ("flip", lambda w: predict(CASE, w, "")),
        ("move", lambda w: pick(workings(), w, "keep", "low")),
    ]


@pytest.mark.parametrize(("kind", "again"), _second_answers())
def test_a_second_answer_is_refused(kind: str, again: Callable[[Walk], Event]) -> None:
    walk = _walk_at(kind)
    answered = apply(CASE, walk, _answer(walk, 0, "60000"))
    with pytest.raises(Refused, match="the first answer stays"):
        again(answered)


@pytest.mark.parametrize("kind", ["estimate", "signal", "move", "flip"])
def test_an_answer_at_the_wrong_point_is_refused(kind: str) -> None:
    walk = begin(CASE, started(), ATTEMPT)
    with pytest.raises(Refused, match=f"no {kind} to answer"):
        dict(_second_answers())[kind](walk)


def test_a_finished_walk_takes_no_more_answers() -> None:
    walk = _to_the_end(begin(CASE, started(stage="five-shows"), ATTEMPT), [])
    assert walk.finished
    with pytest.raises(Refused, match="finished"):
        advance(CASE, walk)
    with pytest.raises(Refused, match="finished"):
        predict(CASE, walk, "")


def test_a_move_needs_a_confidence_and_an_offer() -> None:
    walk = _walk_at("move")
    with pytest.raises(Refused, match="how sure"):
        pick(workings(), walk, "keep", None)
    with pytest.raises(Refused, match="not among those offered"):
        pick(workings(), walk, "pray", "high")
    with pytest.raises(Refused, match="not among those offered"):
        point(CASE, _walk_at("signal"), "pray")


def test_hints_are_opened_in_order_and_run_out() -> None:
    walk = _walk_at("move")
    stage, beat = walk.at(CASE)
    ladder = decision_of(stage, beat).hints[:MAX_HINTS]
    for step in range(1, len(ladder) + 1):
        event = hint(CASE, walk)
        assert event == Hinted(stage=stage.id, beat=beat.id, step=step)
        walk = apply(CASE, walk, event)
    with pytest.raises(Refused, match="last hint"):
        hint(CASE, walk)


def test_hints_never_count_down() -> None:
    walk = _walk_at("move")
    for step in (2, 1):
        walk = apply(CASE, walk, Hinted(stage="flood", beat="move/x", step=step))
    assert walk.hints["flood", "move/x"] == 2


def test_long_words_are_cut_and_the_last_note_stays() -> None:
    walk = _walk_at("move")
    event = pick(workings(), walk, "keep", "low", "w" * 5000)
    assert isinstance(event, Picked)
    assert len(event.why) == MAX_WHY
    for text in ("first", "n" * 5000):
        walk = apply(CASE, walk, note(CASE, walk, text))
    assert walk.notes == {"flood": "n" * MAX_NOTE}


@pytest.mark.parametrize("text", ["", "many", "12 MB", "5 $", "nan", "1 / 0", "\x00", "9" * 500])
def test_what_is_no_quantity_is_refused_with_a_word(text: str) -> None:
    with pytest.raises(Refused, match=r"\w"):
        estimate(workings(), _walk_at("estimate"), text)


def test_every_beat_has_a_name_of_its_own_in_its_stage() -> None:
    for stage in CASE.stages:
        ids = [b.id for b in beats(stage)]
        assert len(ids) == len(set(ids))
        assert beats(stage)[0] == Beat("situation")

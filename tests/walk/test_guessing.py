"""Guessers on questions made by hand: what each picks, what the table says, and that a planted cue is found."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import pytest

from casewalk.walk.asking import speaking
from casewalk.walk.guessing import Item, Option, Table, guess_table, move_items, signal_items
from casewalk.walk.guessing.bayes import naive_bayes
from casewalk.walk.guessing.guessers import FORM, MOVES, NONE_YET, READINGS
from casewalk.walk.guessing.items import NONE_TEXT, among_readings
from casewalk.walk.guessing.table import BAYES, Guessed
from casewalk.walk.guessing.words import clauses, hedges, numbers
from casewalk.walk.verdicts import Verdict, judge
from opened import workings


def item(*texts: str, ask: str = "What now?", right: int = 0, case: str = "case", place: str = "stage/one") -> Item:
    return Item(case, place, ask, tuple(Option(text, at == right) for at, text in enumerate(texts)))


def priced(*amounts: float | None, keep: Sequence[int] = ()) -> Item:
    options = [Option("text", right=False, keep=at in keep, amount=amount) for at, amount in enumerate(amounts)]
    return Item("case", "stage/one", "What now?", tuple(options))


@pytest.mark.parametrize(
    ("name", "texts", "picks"),
    [
        ("longest", ("a queue", "a long queue", "a row"), (1,)),
        ("longest", ("a queue", "a store", "a row"), (0, 1)),
        ("shortest", ("a queue", "a store", "a row"), (2,)),
        ("most hedged", ("It is sent.", "It is usually sent, unless it is late.", "It may be sent."), (1,)),
        ("most numbers", ("Two rows of 15 min", "Four rows", "A row"), (0,)),
        ("most numbers", ("Two rows", "Four rows", "A row"), (0, 1)),
        ("most clauses", ("A row, which waits until it is paid", "A row and a lock", "A row"), (0,)),
        ("the first", ("a", "b", "c"), (0,)),
        ("the second", ("a", "b", "c"), (1,)),
        ("the third", ("a", "b", "c"), (2,)),
        ("the fourth", ("a", "b", "c"), ()),
        ("the fifth", ("a", "b", "c", "d", "e"), (4,)),
        ("the last", ("a", "b", "c"), (2,)),
        ("longest", ("row", "log", "map"), ()),
        ("most hedged", ("row", "log", "map"), ()),
        ("longest", (), ()),
        ("the last", ("only",), ()),
    ],
)
def test_guessers_of_form(name: str, texts: tuple[str, ...], picks: tuple[int, ...]) -> None:
    assert FORM[name](item(*texts)) == picks


def test_words_of_the_question_are_counted_without_the_commonest() -> None:
    asked = item("A gate before the crowd", "A queue that the crowd joins", "A row", ask="What stops that crowd?")
    assert FORM["most words of the question"](asked) == (0, 1)
    assert FORM["most words of the question"](item("That row", "A row", ask="What stops that crowd?")) == ()


@pytest.mark.parametrize(
    ("name", "asked", "picks"),
    [
        ("always keep", priced(0, 1, 2, keep=[0]), (0,)),
        ("never keep", priced(0, 1, 2, keep=[0]), (1, 2)),
        ("always keep", priced(0, 1, 2), ()),
        ("never keep", priced(0, 1, 2), ()),
        ("most weeks", priced(0, 4, 1, 4), (1, 3)),
        ("fewest weeks", priced(0, 4, 1, 4), (0,)),
        ("middling weeks", priced(0, 4, 1, 2), (2, 3)),
        ("middling weeks", priced(0, 4, 0, 4), ()),
        ("most weeks", priced(3, 3, 3), ()),
        ("most weeks", priced(None, float("nan"), 2), (2,)),
    ],
)
def test_guessers_of_price_and_of_keeping(name: str, asked: Item, picks: tuple[int, ...]) -> None:
    assert MOVES[name](asked) == picks


def test_guessers_of_readings_see_how_far_they_are_off() -> None:
    asked = priced(1.2, float("inf"), 3)
    assert READINGS["farthest off target"](asked) == (1,)
    assert READINGS["nearest to target"](asked) == (0,)
    assert READINGS["middling off target"](asked) == (2,)


def test_what_is_counted_in_a_text() -> None:
    assert hedges("It can wait, mostly until noon; it waits.") == 3
    assert numbers("Two nodes, 1,500 req/s at 99.5 % and half a row.") == 4
    assert clauses("A row waits until noon, and then it goes; none is lost at 20:00.") == 6


def test_naive_bayes_learns_from_other_cases_alone() -> None:
    pack = [
        item("queue outside", "rows inside", right=0, case="a", place="one"),
        item("rows here", "queue there", right=1, case="b", place="two"),
        item("queue again", "nothing known", right=1, case="c", place="three"),
    ]
    assert naive_bayes(pack) == ((0,), (1,), (0,))
    assert naive_bayes([pack[0], pack[2]]) == ((1,), (0,))
    assert naive_bayes([item("bird", "row", case="a"), item("fish", "log", case="b")]) == ((), ())


def test_naive_bayes_of_one_case_leaves_the_decision_out() -> None:
    pack = [item("queue", "rows", right=0, place=f"stage/{n}") for n in range(3)]
    assert naive_bayes(pack) == ((0,), (0,), (0,))
    assert naive_bayes(pack[:1]) == ((),)


def rows(table: Table) -> dict[str, Guessed]:
    return {row.guesser: row for row in table.moves}


PLAIN = "A row waits."
PLANTED: dict[str, Option] = {
    "longest": Option("A row that is long waits.", right=True),
    "shortest": Option("A row.", right=True),
    "most hedged": Option("A row mostly waits.", right=True),
    "most numbers": Option("Two rows wait.", right=True),
    "most clauses": Option("A row, a log, a map.", right=True),
    "most words of the question": Option("A crowd waits.", right=True),
    "always keep": Option(PLAIN, right=True, keep=True),
    "most weeks": Option(PLAIN, right=True, amount=5),
    "fewest weeks": Option(PLAIN, right=True, amount=1),
    BAYES: Option("A bird waits.", right=True),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_cue_is_found_out(name: str) -> None:
    """The cue is in the right option wherever that stands."""
    wrong = [Option(PLAIN, right=False, amount=amount) for amount in (2, 3)]
    pack = [
        Item(
            f"case {n % 3}", f"stage/{n}", "What does a crowd need?", (*wrong[: n % 3], PLANTED[name], *wrong[n % 3 :])
        )
        for n in range(12)
    ]
    row = rows(guess_table(pack, ()))[name]
    assert (row.right, row.of, row.chance) == (12, 12, pytest.approx(4))
    assert row.p == pytest.approx(3**-12)
    assert row.found_out


@pytest.mark.parametrize(("name", "at"), [("the first", 0), ("the second", 1), ("the third", 2), ("the fourth", 3)])
def test_a_planted_position_is_found_out(name: str, at: int) -> None:
    pack = [item(*["A row waits."] * 4, right=at, place=f"stage/{n}") for n in range(6)]
    found = {row.guesser for row in guess_table(pack, ()).moves if row.found_out}
    assert found == ({name, "the last"} if at == 3 else {name})


def test_never_keep_and_the_middle_are_found_out_over_many_items() -> None:
    options = (Option(PLAIN, False, keep=True, amount=0), Option(PLAIN, True, amount=1), Option(PLAIN, False, amount=2))
    found = rows(guess_table([Item("case", f"stage/{n}", "What now?", options) for n in range(20)], ()))
    assert found["never keep"].right == 10
    assert found["never keep"].p == pytest.approx((2 / 3) ** 20)
    assert found["never keep"].found_out
    assert found["middling weeks"].found_out
    assert not found["most weeks"].found_out


def test_a_small_pack_cannot_tell() -> None:
    pack = [item("a long text", "short", "text", place=f"stage/{n}") for n in range(5)]
    row = rows(guess_table(pack, ()))["longest"]
    assert (row.right, row.of) == (5, 5)
    assert not row.telling
    assert not row.found_out


def test_a_balanced_pack_gives_nothing_away() -> None:
    """Every position, length and price is right equally often."""
    texts = ("A row.", "A row waits.", "A row waits here.")
    pack = [
        Item("case", f"stage/{at}{n}", "What now?", tuple(Option(t, i == at, i == 0, i) for i, t in enumerate(texts)))
        for n in range(6)
        for at in range(3)
    ]
    table = guess_table(pack, pack)
    assert not [row.guesser for row in (*table.moves, *table.signals) if row.found_out]
    assert rows(table)["longest"].right == rows(table)["longest"].chance == 6


def signal(*right: bool, offered: int = 3) -> tuple[Option, ...]:
    readings = [Option(f"reading {n}", at, amount=2.0) for n, at in enumerate(right)]
    return (*readings[:offered], Option(NONE_TEXT, right=not any(right), keep=True))


def test_signals_ask_whether_and_which() -> None:
    pack = [Item("case", f"stage {n}", "Which?", signal(False, n < 8, False)) for n in range(10)]
    assert len(list(among_readings(tuple(pack)))) == 8
    found = {row.guesser: row for row in guess_table((), pack).signals}
    assert (found["the second"].right, found["the second"].of) == (8, 8)
    assert found["the second"].chance == pytest.approx(8 / 3)
    assert found["the second"].found_out
    assert (found["always none yet"].right, found["always none yet"].of) == (2, 10)
    assert found["never none yet"].right == pytest.approx(8 / 3)
    assert not found["never none yet"].found_out


def test_the_level_is_shared_by_the_guessers_of_a_table() -> None:
    table = guess_table((), ())
    for found in (table.moves, table.signals):
        assert sum(row.level for row in found) == pytest.approx(0.05)
    assert len(table.signals) == len(READINGS) + len(NONE_YET) + 1


def test_the_items_of_a_case_are_what_the_walk_offers() -> None:
    case = workings().case
    items = move_items(workings())
    decisions = [(i, at, d) for i, s in enumerate(case.stages) for at, d in enumerate(s.decisions)]
    for asked, (index, at, decision) in zip(items, decisions, strict=True):
        outcomes = judge(workings(), index, at).values()
        assert [o.right for o in asked.options] == [o.verdict is Verdict.FITS for o in outcomes]
        assert [o.amount for o in asked.options] == [o.weeks for o in outcomes]
        assert [o.text.startswith(m.label) for o, m in zip(asked.options, decision.moves, strict=True)]
        assert not any("{" in text for text in (asked.ask, *(o.text for o in asked.options)))
        assert any(o.keep for o in asked.options)


def test_the_signals_of_a_case_have_one_right_answer() -> None:
    for index, asked in enumerate(signal_items(workings())):
        (right,) = [option for option in asked.options if option.right]
        proof = "".join(speaking(workings(), index))
        assert right.text == (workings().label_of(proof) if proof else NONE_TEXT)
        assert [option.keep for option in asked.options] == [*[False] * (len(asked.options) - 1), True]


def test_no_two_guessers_are_one() -> None:
    """Each of them says something that the others do not, on some item."""
    pack = (*move_items(workings()), *among_readings(signal_items(workings())))
    for one, other in combinations(MOVES, 2):
        assert [MOVES[one](i) for i in pack] != [MOVES[other](i) for i in pack], (one, other)

"""Prose: a small markup, numbers in their places, and lines that never grow wider than they may."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casewalk.case import Term
from casewalk.walk import Beat
from casewalk.walk.moments import tell
from casewalk.walk.prose import Block, ProseError, Run, cells, fill, plain, terms_in, wrap, wrap_runs
from opened import stararena, workings

NBSP = "\N{NO-BREAK SPACE}"


def resolve(name: str, moment: str) -> str:
    """Knows `load` alone, at any moment but `never`."""
    if name != "load" or moment == "never":
        raise KeyError(f"no quantity {name!r}")
    return f"60{NBSP}k req/s" + (f" ({moment})" if moment else "")


def texts(text: str) -> list[str]:
    return [block.text for block in fill(text, resolve)]


def test_numbers_take_their_places_and_are_styled_as_numbers() -> None:
    (block,) = fill("It is {load}, then {load@after}; a fact is {=seven}.", resolve)
    assert block.text == f"It is 60{NBSP}k req/s, then 60{NBSP}k req/s (after); a fact is seven."
    assert [r.text for r in block.runs if r.style == "number"] == [f"60{NBSP}k req/s", f"60{NBSP}k req/s (after)"]


def test_marks_become_styles_and_do_not_show() -> None:
    (block,) = fill("A **strong {load}** and `code {load}` end", resolve)
    assert block.runs == (
        Run("A "),
        Run("strong ", "strong"),
        Run(f"60{NBSP}k req/s", "number"),
        Run(" and "),
        Run("code {load}", "code"),
        Run(" end"),
    )


def test_paragraphs_and_lists_become_blocks() -> None:
    found = fill("One\nand more.\n\n- first\n- second,\n  longer\n\nLast.", resolve)
    assert [(b.text, b.item) for b in found] == [
        ("One and more.", False),
        ("first", True),
        ("second, longer", True),
        ("Last.", False),
    ]


@pytest.mark.parametrize("text", ["", " ", "\n\n", " \n \n "])
def test_nothing_but_space_is_no_block(text: str) -> None:
    assert fill(text, resolve) == ()


@pytest.mark.parametrize(
    "text",
    [
        "[red]x[/red]",
        "[/]",
        "[[",
        "a_b_c",
        "<b>",
        "2 * 3 * 4",
        "**",
        "****",
        "a ** b",
        "}",
        "{",
        "\\n",
        "a `b",
        "100 %",
    ],
)
def test_everything_else_is_literal(text: str) -> None:
    assert texts(text) == [text]
    assert plain(fill(text, resolve), 40) == (text,)


@pytest.mark.parametrize(
    "text",
    [
        "{cpu}",
        "Some words, then {cpu} there.",
        "First.\n\n  Second {load@never} here",
        "**strong {cpu}**",
        "Line one\nline {cpu}",
        "- one\n- two {cpu}",
        "{load} {load} {}",
        "- one\n  goes on {cpu}",
        "- **one\n    two** {cpu}",
    ],
)
def test_a_placeholder_that_resolves_to_nothing_is_told_at_its_place(text: str) -> None:
    with pytest.raises(ProseError, match="resolves to nothing") as caught:
        fill(text, resolve)
    at = caught.value.position
    assert text[at] == "{"
    assert text[at:].startswith(("{cpu}", "{load@never}", "{}"))


PIECES = st.sampled_from(
    [
        "[red]",
        "[/red]",
        "[",
        "]",
        "**",
        "*",
        "`",
        "{load}",
        "{=x}",
        " ",
        "  ",
        "\n",
        "\n\n",
        "- ",
        "💺",
        "席",
        "é",
        NBSP,
        "a",
    ]
)
PROSE = st.one_of(
    st.lists(PIECES, max_size=60).map("".join),
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="{}"), max_size=200),
    st.lists(st.text("abc[]*`", min_size=1, max_size=15), max_size=40).map(" ".join),
)


def line_text(line: tuple[Run, ...]) -> str:
    return "".join(run.text for run in line)


@settings(max_examples=300)
@given(PROSE, st.integers(20, 120))
def test_no_line_is_wider_than_it_may_be_but_for_a_single_long_word(text: str, width: int) -> None:
    for line in wrap(fill(text, resolve), width):
        words = line_text(line).removeprefix("- ").removeprefix("  ").split(" ")
        assert cells(line_text(line)) <= width or len(words) == 1


@settings(max_examples=200)
@given(
    st.lists(st.text("ab[]/é席💺", min_size=1, max_size=9), min_size=1, max_size=50), st.integers(20, 90), st.booleans()
)
def test_lines_of_short_words_never_exceed_the_width_and_fill_it(words: list[str], width: int, item: bool) -> None:
    found = wrap([Block((Run(" ".join(words)),), item=item)], width)
    lines = [line_text(line) for line in found]
    assert all(cells(line) <= width for line in lines)
    bodies = [line[2:] if item else line for line in lines]
    assert " ".join(bodies).split(" ") == words
    for line, following in zip(lines, bodies[1:], strict=False):
        assert cells(f"{line} {following.split(' ')[0]}") > width


@settings(max_examples=200)
@given(PROSE, st.integers(20, 120))
def test_wrapping_loses_and_adds_no_letter(text: str, width: int) -> None:
    blocks = fill(text, resolve)
    lines = [line_text(line) for line in wrap([Block(b.runs) for b in blocks], width)]
    assert "".join("".join(lines).split(" ")) == "".join("".join(b.text for b in blocks).split(" "))


@settings(max_examples=100)
@given(st.lists(st.sampled_from(["[red]", "[/]", "[b", "x]"]), min_size=1, max_size=30), st.integers(20, 60))
def test_brackets_stay_as_they_were_typed(words: list[str], width: int) -> None:
    assert " ".join(plain(fill(" ".join(words), resolve), width)).split() == words


def test_a_number_and_its_unit_stay_on_one_line() -> None:
    for width in range(20, 60):
        lines = plain(fill("some words before {load} and some after it, and **{load}**, again", resolve), width)
        assert sum(f"60{NBSP}k" in line for line in lines) >= 1
        assert not any(line.endswith("60") or line.startswith("k") for line in lines)


def test_punctuation_stays_with_the_word_whose_style_ends_before_it() -> None:
    lines = wrap_runs((Run("aaaa bbbb "), Run("cccc", "strong"), Run(", dddd")), 14)
    assert [line_text(line) for line in lines] == ["aaaa bbbb", "cccc, dddd"]


def test_items_stand_together_and_paragraphs_apart() -> None:
    assert plain(fill("One.\n\n- a b c d e f g h i j k l\n- second\n\nTwo.", resolve), 20) == (
        "One.",
        "",
        "- a b c d e f g h i",
        "  j k l",
        "- second",
        "",
        "Two.",
    )


@pytest.mark.parametrize(("text", "size"), [("", 0), ("abc", 3), ("席", 2), ("e\u0301", 1), (NBSP, 1), ("×", 1)])
def test_cells(text: str, size: int) -> None:
    assert cells(text) == size


def test_all_of_stararena_s_prose_keeps_within_twenty_cells_and_more() -> None:
    for index, stage in enumerate(stararena().stages):
        for beat, text in ((Beat("situation"), stage.situation), (Beat("why"), stage.why)):
            for width in (20, 40, 76):
                lines = plain(tell(workings(), index, beat, text), width)
                assert lines
                assert max(cells(line) for line in lines) <= width, (stage.id, beat.id, width)


def test_terms_are_found_as_whole_words_in_the_glossary_s_order() -> None:
    hold, queue = Term(term="hold", meaning="m", also=("holds", "C++")), Term(term="queue", meaning="m")
    assert terms_in("A Queue before a hold.", (hold, queue)) == (hold, queue)
    assert terms_in("Household queues", (hold, queue)) == ()
    assert terms_in("In C++ it", (hold, queue)) == (hold,)

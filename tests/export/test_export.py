"""Decision records: the headings of MADR, one file a decision, and nothing of others overwritten."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from casewalk.cli import main
from casewalk.export.pages import stage_page
from casewalk.export.records import INDEX, NotExported, escaped, record, slug, write_records
from casewalk.export.reveals import debrief_text
from casewalk.walk import Walk, apply, begin
from casewalk.walk.debrief import DecisionNote, debrief, decision_notes
from casewalk.walk.events import Picked, Started
from opened import loaded, logbook_in, stararena, workings

DATE = "2026-03-01"
DECISIONS = [(stage, decision) for stage in stararena().stages for decision in stage.decisions]
HEADINGS = [
    "Context and Problem Statement",
    "Decision Drivers",
    "Considered Options",
    "Decision Outcome",
    "Consequences",
    "More Information",
]
NASTY = "# not a heading [red](x) <b>&amp; `code` *star* | \\ 💺"


def picks(why: str = "because") -> Iterable[Picked]:
    """The first move of every decision, as the case lists them."""
    for stage, decision in DECISIONS:
        yield Picked(stage=stage.id, decision=decision.id, move=decision.moves[0].id, sure="high", why=why)


def walked(why: str = "because") -> Walk:
    walk = begin(stararena(), Started(case="stararena", digest="d", seed="s"), "attempt")
    for event in picks(why):
        walk = apply(stararena(), walk, event)
    return walk


@cache
def notes(why: str = "because") -> tuple[DecisionNote, ...]:
    return decision_notes(workings(), walked(why))


def headings(text: str) -> list[tuple[str, str]]:
    tokens = MarkdownIt().parse(text)
    return [(t.tag, tokens[i + 1].content) for i, t in enumerate(tokens) if t.type == "heading_open"]


def test_every_decision_becomes_one_record_with_madr_s_headings(tmp_path: Path) -> None:
    written = write_records(notes(), tmp_path / "records", "StarArena", DATE)
    assert [p.name for p in written][-1] == INDEX
    assert len(written) == len(DECISIONS) + 1
    for number, (path, (stage, decision)) in enumerate(zip(written, DECISIONS, strict=False), 1):
        text = path.read_text(encoding="utf-8")
        found = headings(text)
        assert path.name.startswith(f"{number:04d}-")
        assert found[0] == ("h1", f"{number:04d}. {escaped(decision.ask)}")
        assert [title for _, title in found[1:]] == HEADINGS
        assert f"* Date: {DATE}\n" in text
        assert escaped(stage.title) in text
        assert "Why, in the words of the moment: because" in text
        assert "Confidence when it was chosen: over 80 %." in text


def test_a_record_names_every_option_with_its_verdict_and_what_was_picked(tmp_path: Path) -> None:
    written = write_records(notes(), tmp_path, "StarArena", DATE)
    for path, (_, decision) in zip(written, DECISIONS, strict=False):
        text = path.read_text(encoding="utf-8")
        options = text.split("## Considered Options")[1].split("##")[0].strip().splitlines()
        assert len(options) == len(decision.moves)
        for line, move in zip(options, decision.moves, strict=True):
            assert line.startswith(f"* {escaped(move.label)} (")
            assert re.search(r": (fits|overbuilds|breaks): \S", line)
        assert f"Chosen option: **{escaped(decision.moves[0].label)}**. The model says that it " in text
        product = next(m.label for m in decision.moves if m.id == decision.chosen)
        assert (f"StarArena itself took another: {escaped(product)}." in text) is (product != decision.moves[0].label)


def test_no_placeholder_is_left_in_a_record(tmp_path: Path) -> None:
    for path in write_records(notes(), tmp_path, "StarArena", DATE):
        assert not re.search(r"\\?\{[a-z_=@-]+\\?\}", path.read_text(encoding="utf-8")), path.name


def test_the_index_links_every_record(tmp_path: Path) -> None:
    written = write_records(notes(), tmp_path, "StarArena", DATE)
    links = re.findall(r"\]\(([^)]+)\)", written[-1].read_text(encoding="utf-8"))
    assert links == [p.name for p in written[:-1]]
    assert all((tmp_path / link).exists() for link in links)


def test_a_learner_s_words_are_shown_as_they_stand() -> None:
    text = record(notes(NASTY)[0], 1, "StarArena", DATE)
    assert [title for _, title in headings(text)][1:] == HEADINGS
    tokens = MarkdownIt("commonmark").parse(text)
    inline = next(t for t in tokens if t.type == "inline" and "words of the moment" in t.content)
    assert inline.children is not None
    assert {child.type for child in inline.children} <= {"text", "text_special", "softbreak"}
    shown = "".join(child.content for child in inline.children)
    assert shown == f"Why, in the words of the moment: {NASTY}"


def test_without_words_there_is_no_line_for_them() -> None:
    assert "words of the moment" not in record(notes("")[0], 1, "StarArena", DATE)


def test_a_second_export_replaces_the_first(tmp_path: Path) -> None:
    first = write_records(notes("once"), tmp_path, "StarArena", DATE)
    second = write_records(notes("twice"), tmp_path, "StarArena", DATE)
    assert first == second
    assert sorted(tmp_path.iterdir()) == sorted(second)
    assert "twice" in second[0].read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["thesis.docx", ".git", "README.md", "0001-Mine.md"])
def test_a_folder_with_other_files_is_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("# Mine\n", encoding="utf-8")
    with pytest.raises(NotExported, match=re.escape(name)):
        write_records(notes(), tmp_path, "StarArena", DATE)
    assert [p.name for p in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_text(encoding="utf-8") == "# Mine\n"


def test_nothing_to_export_and_no_place_to_write_are_told(tmp_path: Path) -> None:
    with pytest.raises(NotExported, match="no decision"):
        write_records((), tmp_path / "records", "StarArena", DATE)
    assert not (tmp_path / "records").exists()
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(NotExported, match="is no folder; name an empty one"):
        write_records(notes(), tmp_path / "file", "StarArena", DATE)


@pytest.mark.parametrize(
    ("text", "name"),
    [("What now?", "what-now"), ("", "decision"), ("席", "decision"), ("../../etc", "etc"), ("a" * 99, "a" * 60)],
)
def test_slugs_are_safe_names(text: str, name: str) -> None:
    assert slug(text) == name


@pytest.mark.slow
def test_the_command_exports_the_latest_walk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home, folder = str(tmp_path / "home"), tmp_path / "records"
    assert main(["--home", home, "export", "stararena", str(folder)]) == 2
    assert "has not been walked yet" in capsys.readouterr().err
    logbook = logbook_in(tmp_path / "home")
    walk = logbook.start(stararena(), loaded().digest, "attempt", "s")
    assert main(["--home", home, "export", "stararena", str(folder)]) == 2
    assert "no decision to export yet" in capsys.readouterr().err
    for event in picks():
        walk = logbook.record(stararena(), walk, event, loaded().digest)
    assert main(["--home", home, "export", "stararena", str(folder)]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert sorted(printed) == sorted(str(p) for p in folder.iterdir())
    assert len(printed) == len(DECISIONS) + 1


def test_the_debrief_tells_every_decision_and_those_that_were_sure_and_wrong() -> None:
    told = "\n".join(debrief_text(workings(), walked()))
    found = debrief(workings(), walked())
    assert [(row.stage_title, row.products) for row in found.road] == [
        (stage.title, next(m.short for m in decision.moves if m.id == decision.chosen)) for stage, decision in DECISIONS
    ]
    assert all(f"{row.stage} {row.stage_title}: {row.yours}" in told for row in found.road)
    assert len(found.sure_and_wrong) == found.scores.overbuilds + found.scores.breaks
    assert all(wrong.says in told for wrong in found.sure_and_wrong)
    assert len(found.held) + len(found.did_not) == len(DECISIONS)


def test_a_page_of_a_stage_shows_every_move_and_nothing_of_the_reveal() -> None:
    for index, stage in enumerate(stararena().stages):
        page = "\n".join(stage_page(workings(), index, 76))
        for decision in stage.decisions:
            assert decision.ask in page
            assert all(m.label in page for m in decision.moves)
            assert "{" not in page
            assert not any(" ".join(m.past.split()) in page for m in decision.moves if len(m.past) > 30)


def test_a_record_says_what_was_given_up_and_a_revisit_of_the_product_s_move_alone() -> None:
    revisits = 0
    for note, (_, decision) in zip(notes(), DECISIONS, strict=True):
        text = record(note, 1, "StarArena", DATE)
        assert f"* Gained: {escaped(note.gained)}\n* Given up: {escaped(note.gave_up)}\n" in text
        assert "because:" not in text
        mine = decision.moves[0].id == decision.chosen
        assert ("Revisit when:" in text) <= mine
        revisits += "Revisit when:" in text
    assert revisits < len(DECISIONS)


def test_a_move_with_a_target_of_its_own_says_so_among_the_drivers() -> None:
    walk = begin(stararena(), Started(case="stararena", digest="d", seed="s"), "attempt")
    event = Picked(stage="first-shows", decision="monolith", move="more-core", sure="high")
    (note,) = decision_notes(workings(), apply(stararena(), walk, event))
    told = [driver.replace("\xa0", " ") for driver in note.drivers]
    assert "Page bytes through our port ≤ 2 Gbit/s (≤ 4 Gbit/s with this move)" in told
    assert "Core utilisation ≤ 90 %" in told


def test_a_file_s_name_ends_with_a_whole_word() -> None:
    question = "Who notices that money and ticket disagree, and who repairs it?"
    assert slug(question) == "who-notices-that-money-and-ticket-disagree-and-who-repairs"
    assert slug("a" * 80) == "a" * 60
    assert slug("?!") == "decision"


def test_a_record_keeps_the_note_on_its_stage_and_every_target_that_broke() -> None:
    walk = replace(walked(), notes={"flood": "ask the *vendor*"})
    found = next(n for n in decision_notes(workings(), walk) if n.stage_title == stararena().stages[2].title)
    assert "Note on the stage: ask the \\*vendor\\*" in record(found, 3, "StarArena", "2026-01-01")
    assert any(driver.startswith("Seat store utilisation ≤") for driver in found.drivers)

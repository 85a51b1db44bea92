"""StarArena walked through a pipe: numbered text in, plain text out, to the debrief and back again."""

from __future__ import annotations

import re
import sqlite3
import subprocess
from pathlib import Path

import msgspec
import pytest

from casewalk.case import Case
from casewalk.plain.walk import PlainWalk
from casewalk.walk import Beat, Walk, Workings, beats
from casewalk.walk.verdicts import RULE
from opened import loaded, logbook_in, opened, shipped, stararena, workings
from piped import run, unwrapped

ANSWERS = {"estimate": ["60000"], "signal": ["1"], "move": ["1", "3", "because"], "flip": ["1"]}
"""A move is followed by its reveal at once; every other beat by Enter."""


def script(stage: str = "", name: str = "stararena") -> list[str]:
    """The lines that walk a case to its end: Enter to follow the product, then each answer, and Enter."""
    stages = opened(name).stages[opened(name).stage_index(stage) if stage else 0 :]
    follow = [] if stage else [""]
    return [*follow, *(line for s in stages for beat in beats(s) for line in _lines(beat.kind))]


def _lines(kind: str) -> list[str]:
    return [*ANSWERS.get(kind, []), *([] if kind == "move" else [""])]


def walked(home: Path, *lines: str, stage: str = "") -> subprocess.CompletedProcess[bytes]:
    at = ("--stage", stage) if stage else ()
    return run("--home", str(home), "walk", "stararena", "--plain", *at, typed=lines)


def events(home: Path) -> int:
    with sqlite3.connect(home / "journal.db") as journal:
        names = [row[0] for row in journal.execute("select name from sqlite_master where type = 'table'")]
        return max(journal.execute(f"select count(*) from {name}").fetchone()[0] for name in names)  # noqa: S608


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[bytes]]:
    home = tmp_path_factory.mktemp("home")
    return home, walked(home, *script())


def test_a_walk_through_a_pipe_reaches_its_debrief(whole: tuple[Path, subprocess.CompletedProcess[bytes]]) -> None:
    _, done = whole
    told = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")
    assert "\nDebrief\n" in told
    asked = sum(len(stage.decisions) for stage in stararena().stages)
    assert re.search(rf"^Decisions: [\d.]+ of {asked} \(", told, re.MULTILINE)
    assert "Left." not in told


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in shipped() if name != "stararena"])
def test_every_case_can_be_walked_through_a_pipe(name: str, tmp_path: Path) -> None:
    done = run("--home", str(tmp_path), "walk", name, "--plain", typed=script(name=name))
    told = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")
    asked = sum(len(stage.decisions) for stage in opened(name).stages)
    assert re.search(rf"^Decisions: [\d.]+ of {asked} \(", told.split("\nDebrief\n")[1], re.MULTILINE)
    assert "{" not in told
    assert logbook_in(tmp_path).attempts(name)[0].finished


def test_no_escape_and_no_other_control_is_printed(whole: tuple[Path, subprocess.CompletedProcess[bytes]]) -> None:
    assert b"\x1b" not in whole[1].stdout
    assert not re.search(rb"[\x00-\x09\x0b-\x1f\x7f]", whole[1].stdout)


def test_a_stage_with_two_moves_numbers_them_and_says_what_is_left(
    whole: tuple[Path, subprocess.CompletedProcess[bytes]],
) -> None:
    told = " ".join(whole[1].stdout.decode().split())
    assert told.count("Move 1 of 2:") == told.count("Move 2 of 2:") == 1
    owner = r"After (your|the product's) move: 2 missed, left for the next move \("
    assert len(re.findall(owner, told)) == 1


def test_every_stage_question_and_reveal_is_told(whole: tuple[Path, subprocess.CompletedProcess[bytes]]) -> None:
    told = unwrapped(whole[1].stdout.decode())
    for number, stage in enumerate(stararena().stages, 1):
        assert f"StarArena, stage {number} of 8: {stage.title}" in told
        for decision in stage.decisions:
            assert decision.ask in told
            chosen = next(m for m in decision.moves if m.id == decision.chosen)
            assert f"The product {chosen.past}. You " in told
        asked = [beat.key for beat in beats(stage) if beat.kind == "flip"]
        for flip in stage.flips:
            question = re.sub(r"\{=([^}]*)\}", r"\1", flip.ask)
            assert (question in told) == (flip.id in asked)


def test_a_wrong_signal_is_told_beside_the_right_one(whole: tuple[Path, subprocess.CompletedProcess[bytes]]) -> None:
    told = unwrapped(whole[1].stdout.decode())
    wrong = re.findall(r"No: you said (.+); it is (.+)\.$", told, re.MULTILINE)
    assert wrong
    assert all(said != proof for said, proof in wrong)


def test_no_line_is_longer_than_the_page_and_none_is_broken_in_a_word(
    whole: tuple[Path, subprocess.CompletedProcess[bytes]],
) -> None:
    told = whole[1].stdout.decode()
    prompts = (
        "How do you walk",
        "Your move: ",
        "How sure? ",
        "Which one: ",
        "Your estimate: ",
        "Enter to go on: ",
        "Which move fits now: ",
    )
    lines = [line for line in told.split("\n") if not line.startswith(prompts)]
    assert max(map(len, lines)) <= 76
    assert RULE in unwrapped(told)


def test_the_reveal_follows_the_why_at_once(whole: tuple[Path, subprocess.CompletedProcess[bytes]]) -> None:
    told = whole[1].stdout.decode()
    after = re.findall(r"Why, in one line \(Enter for none\): \n(.*)", told)
    assert len(after) == sum(len(stage.decisions) for stage in stararena().stages)
    assert all(text.startswith("The product ") for text in after)


def test_no_placeholder_is_left_unfilled(whole: tuple[Path, subprocess.CompletedProcess[bytes]]) -> None:
    assert not re.search(r"\{[a-z_=]+(@[a-z-]+)?\}|\*\*", whole[1].stdout.decode())


def test_a_walk_is_written_down_and_a_finished_one_starts_anew(
    whole: tuple[Path, subprocess.CompletedProcess[bytes]],
) -> None:
    home, _ = whole
    again = walked(home, "", "", "q")
    assert again.returncode == 0
    assert b"stage 1 of 8" in again.stdout
    attempts = logbook_in(home).attempts("stararena")
    assert [a.finished for a in attempts].count(True) == 1


@pytest.mark.slow
def test_a_walk_that_ends_with_its_input_is_resumed_where_it_was(tmp_path: Path) -> None:
    first = walked(tmp_path, *script()[:9])
    assert first.returncode == 0
    assert first.stdout.decode().splitlines()[-1].endswith("Left. Everything that was answered is saved.")
    before = events(tmp_path)
    second = walked(tmp_path)
    assert second.returncode == 0
    told = unwrapped(second.stdout.decode())
    assert stararena().stages[0].decisions[0].ask in told
    assert stararena().stages[0].signal.ask not in told
    assert f"Going on where you were: StarArena, stage 1 of 8: {stararena().stages[0].title}." in told
    assert "Going on where you were" not in first.stdout.decode()
    assert events(tmp_path) == before


@pytest.mark.slow
def test_a_walk_opened_at_the_last_stage_ends_there(tmp_path: Path) -> None:
    done = walked(tmp_path, *script("five-shows"), stage="five-shows")
    assert done.returncode == 0
    assert b"stage 8 of 8" in done.stdout
    assert b"\nDebrief\n" in done.stdout
    assert b"Not decided" in done.stdout


def test_what_can_be_asked_at_any_time_is_served_and_answers_nothing(tmp_path: Path) -> None:
    done = walked(
        tmp_path, "", "?", "d", "D", "m", "g", "g hold", "g zzz", "h", "n a thought", "", "", "h", "12 MB", "q"
    )
    told = done.stdout.decode()
    assert done.returncode == 0
    assert "Type a number to choose" in told
    assert "'zzz' is no term of this case." in told
    assert "there is no hint here." in told
    assert "Noted." in told
    assert "Count people first" in told
    assert "does not measure what is asked" in told


WRONG = ("0", "99", "-1", "1.5", "one", "²", "9" * 5000, "\\x1b[2J", "[red]", "\\x00", "💺")


@pytest.mark.slow
def test_what_is_not_offered_is_refused_and_asked_again(tmp_path: Path) -> None:
    lines = ["", "", "", "60000", "", *WRONG, "1", "", *WRONG, "1", *WRONG, "3", "why", "", ""]
    done = walked(tmp_path, *lines)
    told = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")
    assert told.count("type a number from 1 to ") == len(WRONG)
    assert told.count("That is not offered here") == 2 * len(WRONG)
    assert "\x1b" not in told


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "latin-1"])
def test_bytes_that_are_no_text_and_poor_encodings_end_no_walk(tmp_path: Path, encoding: str) -> None:
    done = run(
        "--home",
        str(tmp_path),
        "walk",
        "stararena",
        "--plain",
        typed=b"\n\n\n\xff\xfe\n60000\n\nq\n",
        encoding=encoding,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Left. Everything that was answered is saved." in done.stdout


def test_a_case_is_chosen_by_its_number(tmp_path: Path) -> None:
    typed = [str(len(shipped()) + 1), "²", "x", str(shipped().index("stararena") + 1), "", "q"]
    done = run("--home", str(tmp_path), "--plain", typed=typed)
    assert done.returncode == 0
    last = len(shipped())
    assert done.stdout.count(f"Type a number from 1 to {last}, or q to leave.".encode()) == 3
    assert b"stage 1 of 8" in done.stdout
    assert run("--home", str(tmp_path), "--plain", typed=["q"]).returncode == 0


@pytest.mark.slow
def test_unknown_cases_and_stages_are_told(tmp_path: Path) -> None:
    case = run("--home", str(tmp_path), "walk", "moonarena", "--plain")
    assert case.returncode == 2
    assert b"No case 'moonarena'; casewalk list names those that there are." in case.stdout
    stage = walked(tmp_path, stage="moon")
    assert stage.returncode == 2
    assert b"No stage 'moon'; the stages are first-shows, static-load" in stage.stdout


def _locked() -> Case:
    """StarArena whose first decision has a move that needs one which was not taken; it is not the product's."""
    case = stararena()
    first = case.stages[0]
    decision = first.decisions[0]
    moves = tuple(
        m if m.id == decision.chosen else msgspec.structs.replace(m, needs=("no-such-move",)) for m in decision.moves
    )
    changed = msgspec.structs.replace(first, decisions=(msgspec.structs.replace(decision, moves=moves),))
    return msgspec.structs.replace(case, stages=(changed, *case.stages[1:]))


def _told(case: Case, home: Path, lines: list[str]) -> tuple[Walk, list[str]]:
    said: list[str] = []
    rest = iter(lines)
    logbook = logbook_in(home)
    walk = logbook.start(case, loaded().digest, "attempt", "s")
    found = Workings(case) if case is not stararena() else workings()
    end = PlainWalk(found, loaded().digest, walk, logbook, said.append, lambda _: next(rest, None)).run()
    return end, said


def test_a_move_that_is_still_locked_is_refused_and_another_can_be_taken(tmp_path: Path) -> None:
    walk, said = _told(_locked(), tmp_path, ["", "", "60000", "", "1", "", *"1234", "3", "why"])
    stage = stararena().stages[0]
    assert walk.picks[stage.id, stage.decisions[0].id].move == stage.decisions[0].chosen
    assert any("Locked, it needs 'no-such-move', which the case does not have" in line for line in said)


def test_a_resumed_walk_tells_what_no_longer_fits(tmp_path: Path) -> None:
    logbook = logbook_in(tmp_path)
    walk = logbook.start(stararena(), "d", "attempt", "s", "gone")
    said: list[str] = []
    end = PlainWalk(workings(), "d", walk, logbook, said.append, lambda _: None).run()
    assert end.at(stararena())[1] == Beat("situation")
    assert any(line.startswith("Left out, because the case has changed: ") and "gone" in line for line in said)


def test_the_figures_are_told_from_the_move_on_and_not_unasked(tmp_path: Path) -> None:
    lines = ["figures", "", "", "60000", "figures", "", "1", "", "figures", "1", "3", "because", "figures", "q"]
    told = unwrapped(walked(tmp_path, *lines, stage="flood").stdout.decode())
    assert told.count("The figures open at the move.") == 2
    told = told.replace("\N{NO-BREAK SPACE}", " ")
    assert told.count("What the decision depends on:") == 2
    first = told.index("What the decision depends on:")
    assert told.index("What stands between the crowd") < first < told.index("Your move: How sure?")
    assert "- Buyers who want to choose their seats: 80 % (assumed: a seated show)." in told


def test_the_why_of_a_move_may_begin_with_the_word_of_a_command(tmp_path: Path) -> None:
    lines = ["", "", "60000", "", "1", "", "1", "3", "figures", "q"]
    told = walked(tmp_path, *lines, stage="flood").stdout.decode()
    assert "What the decision depends on:" not in told

"""Living with your moves as plain text: the choice at the start, a whole walk through a pipe, and both roads."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from test_plain import ANSWERS, script

from casewalk.export.pages import stage_page
from casewalk.plain.walk import PlainWalk
from casewalk.walk import Beat, beats, begin
from casewalk.walk.answers import offered_moves
from casewalk.walk.events import Picked, Started
from casewalk.walk.locks import locked_moves
from casewalk.walk.moments import tell_move
from casewalk.walk.prose import plain
from opened import logbook_in, stararena, workings
from piped import run

PICKED = ("1", "2", "3", "4", "5")


def lived(home: Path, *lines: str, flags: tuple[str, ...] = ("--live",)) -> subprocess.CompletedProcess[bytes]:
    return run("--home", str(home), "walk", "stararena", "--plain", *flags, typed=lines)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A walk to the end by lines that do not depend on the road: what a beat leaves over is refused at its `Enter`."""
    home = tmp_path_factory.mktemp("home")
    done = lived(home, *_patient() * 2)  # more than enough: what is left is not read
    assert (done.returncode, done.stderr) == (0, b"")
    return home, done.stdout.decode()


def _patient() -> list[str]:
    """The lines that walk StarArena to its end with the first move on offer that is open."""
    return [line for stage in stararena().stages for beat in beats(stage) for line in _lines(beat.kind)]


def _lines(kind: str) -> list[str]:
    """At a move every digit in turn: the first open one is taken, the rest say how sure and why, or are refused."""
    if kind == "move":
        return [*PICKED, "3", "because", ""]
    return [*ANSWERS.get(kind, []), ""]


def test_the_choice_is_asked_and_kept(tmp_path: Path) -> None:
    done = lived(tmp_path, "3", "live", "2", "q", flags=())
    told = done.stdout.decode()
    assert done.returncode == 0
    assert told.count("Type 1 or 2, or q to leave.") == 2
    assert "In this walk you live with your moves" in told
    again = lived(tmp_path, "q", flags=())
    assert "In this walk you live with your moves" in again.stdout.decode()
    assert "Follow the product" not in again.stdout.decode()
    assert len(logbook_in(tmp_path).attempts("stararena")) == 1


def test_the_figures_to_decide_by_are_printed_before_the_moves(tmp_path: Path) -> None:
    """From the second stage on, on a road that began with other than the product's move."""
    said: list[str] = []
    book, first = logbook_in(tmp_path), stararena().stages[0]
    walk = book.start(stararena(), "d", "attempt", "seed", live=True)
    offered = [move.id for move in offered_moves(walk, first, first.decisions[0])]
    pick = [str(offered.index("split-services") + 1), "3", "because", ""]
    lines = iter([x for beat in beats(first) for x in (pick if beat.kind == "move" else _lines(beat.kind))])

    def ask(prompt: str) -> str:
        said.append(prompt)
        return next(lines, {"Your move: ": "q", "Enter to go on: ": ""}.get(prompt, "1"))

    PlainWalk(workings(), "d", walk, book, said.append, ask).run()
    told = "\n".join(said)
    later = told[told.index("What people propose, more of the same:") :]
    assert later.index("What the decision depends on:") < later.index("(measured: ") < later.index("Your move: ")
    assert "What the decision depends on:" not in told[: told.index("What people propose")]


def test_a_locked_move_is_told_whole_with_its_reason_and_how_it_works(tmp_path: Path) -> None:
    """In the plain walk and in a stage as text, at which three moves of the decision are locked."""
    walk = begin(stararena(), Started(case="stararena", digest="d", seed="s", live=True), "attempt")
    kept = Picked(stage="flood", decision="entrance", move="keep", sure="high")
    index = stararena().stage_index("who-goes-first")
    at_move = beats(stararena().stages[index]).index(Beat("move", "order"))
    walk = replace(walk, picks={("flood", "entrance"): kept}, stage=index, beat=at_move)
    here, said = workings().along(walk.road), list[str]()
    PlainWalk(workings(), "d", walk, logbook_in(tmp_path), said.append, lambda _: None).run()
    page = "\n".join(stage_page(here, index, 76))
    locked = locked_moves(here, index, 0)
    assert len(locked) == 3
    for told in ("\n".join(said), page):
        flat = " ".join(told.replace("\N{NO-BREAK SPACE}", " ").split())
        assert "…" not in flat
        for move, reason in locked:
            assert f"ocked, it {reason}" in flat
            how = " ".join(plain(tell_move(here, index, 0, move, move.how), 76))
            assert " ".join(how.replace("\N{NO-BREAK SPACE}", " ").split()) in flat


@pytest.mark.slow
def test_leaving_at_the_choice_begins_nothing(tmp_path: Path) -> None:
    for lines in (("q",), ()):
        assert lived(tmp_path, *lines, flags=()).returncode == 0
    assert logbook_in(tmp_path).attempts() == ()


@pytest.mark.slow
def test_live_goes_on_with_a_live_walk_and_leaves_one_that_follows(tmp_path: Path) -> None:
    lived(tmp_path, "", "q", flags=())
    first = lived(tmp_path, "", "q")
    assert "In this walk you live with your moves" in first.stdout.decode()
    assert len(logbook_in(tmp_path).attempts("stararena")) == 2
    lived(tmp_path, "q")
    assert len(logbook_in(tmp_path).attempts("stararena")) == 2


@pytest.mark.slow
def test_a_stage_may_be_opened_live_and_asks_nothing(tmp_path: Path) -> None:
    done = lived(tmp_path, "q", flags=("--stage", "flood", "--live"))
    assert "In this walk you live with your moves" in done.stdout.decode()
    follows = lived(tmp_path, "q", flags=("--stage", "flood"))
    assert "This walk follows the product" in follows.stdout.decode()


@pytest.mark.slow
def test_a_whole_walk_is_lived_through_a_pipe(whole: tuple[Path, str]) -> None:
    home, told = whole
    assert "\nDebrief\n" in told
    assert "Both roads, at the end of each stage:" in told
    assert " ".join(told.split()).count("first-year costs so far") == 2 * len(stararena().stages)
    assert "Yours, as it stands at the end:\nFans (client)." in told
    assert "The pressure meets what you have built." in told
    assert "{" not in told
    attempt = logbook_in(home).attempts("stararena")[0]
    assert attempt.finished


@pytest.mark.slow
def test_the_records_of_a_lived_walk_lay_both_roads_side_by_side(whole: tuple[Path, str], tmp_path: Path) -> None:
    home, _ = whole
    done = run("--home", str(home), "export", "stararena", str(tmp_path / "records"))
    assert (done.returncode, done.stderr) == (0, b"")
    index = (tmp_path / "records" / "README.md").read_text("utf-8")
    assert "## Both roads" in index
    rows = [line for line in index.splitlines() if line.startswith("| ")]
    assert len(rows) == 1 + len(stararena().stages)
    assert all(row.count(" | ") == 6 for row in rows)
    drawn = index.split("### Your architecture")[1]
    assert drawn.count("```") == 4
    assert drawn.count("Payment") >= 2
    records = sorted((tmp_path / "records").glob("0*.md"))
    assert len(records) == sum(len(stage.decisions) for stage in stararena().stages)
    # By the last stage some shuffled pick has left the product's road; after three it may not have.
    later = records[-1].read_text("utf-8")
    assert "The pressure meets what you have built" in later
    assert "Revisit when" not in later


@pytest.mark.slow
def test_a_walk_that_follows_has_no_second_road_in_its_records(tmp_path: Path) -> None:
    run("--home", str(tmp_path / "home"), "walk", "stararena", "--plain", typed=script()[:20])
    done = run("--home", str(tmp_path / "home"), "export", "stararena", str(tmp_path / "records"))
    assert done.returncode == 0
    assert "## Both roads" not in (tmp_path / "records" / "README.md").read_text("utf-8")

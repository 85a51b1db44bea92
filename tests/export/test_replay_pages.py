"""`casewalk replay` and `replay` in plain mode: sparklines beside figures, words for a screen reader, JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from casewalk.cli import main
from casewalk.export.replay_values import replays_json
from casewalk.export.replays import Sheet, fates_text, replay_lines, replay_words
from casewalk.numbers import NBSP
from casewalk.walk.playing import replays_of
from casewalk.walk.replays import FATES, LEGEND, LIMITS
from opened import stararena, workings
from piped import run, unwrapped

FLOOD = stararena().stage_index("flood")
MOVES = [move.id for move in stararena().stages[FLOOD].decisions[0].moves]
ASKED = ("replay", "stararena", "--stage", "flood")
SHARED = "▁▂▃▄▅▆▇█"


def told(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    assert main(arguments) == status
    found = capsys.readouterr()
    return (found.err if status else found.out).replace(NBSP, " ")


def block(text: str, part: str) -> list[str]:
    """The rows of a part."""
    lines = text.split("\n")
    start = lines.index(part)
    ends = (n for n, line in enumerate(lines[start + 1 :], start + 1) if not line.startswith("  "))
    return lines[start : next(ends, len(lines))]


def test_the_page_says_what_breaks_what_runs_out_and_who_got_through(capsys: pytest.CaptureFixture[str]) -> None:
    found = " ".join(told(capsys, *ASKED, "--move", "keep", "--width", "200").split())
    assert "As today, 2:00 of it" in found
    assert "10 k of 300 k users served, 3.33 %; of the 3.33 % served: P50" in found
    assert "First failure: Ticket monolith from 0 s on: what joins then waits" in found
    assert "The seats are gone at" in found
    assert "Past its capacity: Ticket monolith, 26.1× of its capacity" in found
    assert "Next limit: Seat DB" in found
    assert "of the work that Ticket monolith began was for somebody who had given up" in found


def test_without_a_move_it_is_the_architecture_as_it_stands(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, *ASKED)
    assert "As it stands, 2:00 of it" in found
    assert "Fans (client)" in found
    assert "Rented room" not in found


def test_every_row_fits_its_columns(capsys: pytest.CaptureFixture[str]) -> None:
    for width in (40, 76, 99, 100, 140, 200):
        found = told(capsys, *ASKED, "--move", "refuse", "--move", "hosted-room", "--width", str(width))
        assert max(map(len, found.split("\n"))) <= width


def test_a_moment_shows_what_has_played_and_no_more(capsys: pytest.CaptureFixture[str]) -> None:
    whole, part = (block(told(capsys, *ASKED, *more), "Ticket monolith (service)") for more in ((), ("--at", "30")))
    for full, early in zip(whole[1:], part[1:], strict=True):
        assert full[:14] == early[:14]
        bars, seen = full[14:49], early[14:49].rstrip()
        assert len(seen) <= 9
        assert bars.startswith(seen[:-1])
    assert "By 0:30:" in told(capsys, *ASKED, "--at", "30")


def test_two_moves_stand_side_by_side_where_there_is_room(capsys: pytest.CaptureFixture[str]) -> None:
    asked = (*ASKED, "--move", "keep", "--move", "hosted-room")
    wide, narrow = told(capsys, *asked, "--width", "100"), told(capsys, *asked, "--width", "99")
    assert any("As today, 2:00" in line and "Rented room, 2:00" in line for line in wide.split("\n"))
    assert not any("As today, 2:00" in line and "Rented room, 2:00" in line for line in narrow.split("\n"))
    assert "(no such part)" in wide
    rows = [line for line in wide.split("\n") if line.startswith("  arriving") and "78.1 k" in line and "1.8 k" in line]
    left, right = rows[-1][14:34], rows[-1][66:86]
    assert max(map(SHARED.find, left)) == 7
    assert max(map(SHARED.find, right.strip())) == 0


def test_in_ascii_bars_are_told_apart(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, *ASKED, "--ascii")
    assert found.isascii()
    assert len(set(block(found, "Ticket monolith (service)")[1][14:49].strip())) > 3


def test_changes_reach_the_replay_and_are_said(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, *ASKED, "--move", "keep", "patience_s=5s")
    assert "patience_s: 5 s instead of 15 s" in found
    assert "The seats are gone" in told(capsys, *ASKED, "--move", "keep")
    assert "The seats are gone" not in found


def test_as_json_every_percentile_stands_with_its_share(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(told(capsys, *ASKED, "--json", "--at", "8", "--move", "keep", "--move", "refuse", "tries=3"))
    assert (found["case"], found["stage"], found["at"]) == ("stararena", "flood", 8)
    assert found["parameters"] == {"tries": 3}
    assert [r["move"] for r in found["replays"]] == ["keep", "refuse"]
    for seen in found["replays"]:
        steps = round(seen["seconds"] / seen["step"])
        assert set(seen["served"]) == {"amount", "of", "who", "share", "seconds_of_those_served"}
        assert set(seen["served"]["seconds_of_those_served"]) == {"p50", "p95", "p99"}
        assert set(seen["so_far"]) == {"came", "completed", "parted", "turned_away", "never", "refused", "gave_up"}
        for fates in (seen["outcome"], seen["outcome_so_far"]):
            assert fates["came"] == sum(fates[name] for name in ("served", "parted", "turned_away", "never", "inside"))
        assert seen["timed"] == "from a press to a seat held"
        for part in seen["parts"]:
            assert all(len(values) == steps for values in part["series"].values())
            assert part["then"]["arriving"] == part["series"]["arriving"][39]
    assert found["replays"][0]["failures"][0]["part"] == "core"
    assert found["replays"][0]["parts"][0]["capacity"] is None


def test_json_has_no_number_that_json_cannot_say() -> None:
    played = replays_of(workings(), FLOOD, MOVES, overrides={"patience_s": 2.0, "window_s": 3600.0})
    json.dumps(replays_json(workings(), FLOOD, played, {}, 0.0), allow_nan=False)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--move", "moon"], "no move 'moon'; the moves are keep, refuse"),
        (["--at", "-3"], "--at is a moment in seconds"),
        (["--at", "nan"], "--at is a moment in seconds"),
        (["--stage", "seat-holds"], "stage 'seat-holds' declares no flow to replay; flood does"),
        (["clikers=5"], "did you mean clickers?"),
        (["--decision", "moon"], "no decision 'moon'"),
    ],
)
def test_wrong_use_is_told_in_one_line(capsys: pytest.CaptureFixture[str], arguments: list[str], said: str) -> None:
    found = told(capsys, *ASKED, *arguments, status=2)
    assert said in found
    assert len(found.splitlines()) == 1


@pytest.mark.parametrize("move", MOVES)
def test_in_words_there_is_no_bar_and_every_part(move: str) -> None:
    (replay,) = replays_of(workings(), FLOOD, [move], overrides={})
    for time in (None, 0.0, 8.0, 500.0):
        lines = list(replay_words(replay, 76, time))
        assert not set("".join(lines)) & set(SHARED)
        assert all(len(line) <= 76 for line in lines)
        for track in replay.tracks:
            assert any(line.startswith(f"{track.label}: ") for line in lines)


def test_a_page_of_no_width_is_still_a_page() -> None:
    (replay,) = replays_of(workings(), FLOOD, ["keep"], overrides={})
    assert all(len(line) <= 40 for line in replay_lines(replay, Sheet(40)))


def walked(home: Path, *lines: str) -> str:
    done = run("--home", str(home), "walk", "stararena", "--plain", "--stage", "flood", typed=lines)
    assert done.returncode == 0
    return done.stdout.decode().replace(NBSP, " ")


def test_in_plain_mode_it_opens_with_the_estimate_and_a_move_with_the_move(tmp_path: Path) -> None:
    found = walked(tmp_path, "replay", "", "", "replay", "60k", "replay keep", "replay", "", "1", "", "replay now 8")
    assert found.count("Answer the estimate first; then the replay opens.") == 2
    assert "The replay of a move opens after your move." in found
    assert "Replay of 120 s: As it stands." in found
    assert "By 0:08: " in found


def test_in_plain_mode_a_move_is_named_or_numbered_and_what_was_set_holds(tmp_path: Path) -> None:
    begun = ["", "", "60k", "", "1", "", "1", "3", "replay is what I thought of"]
    asked = ["replay hosted-room", "replay 1", "set patience_s 5", "replay keep", "replay moon", "replay keep soon"]
    found = walked(tmp_path, *begun, *asked, "replay keep 8 9", "?")
    assert "Replay of 120 s: Rented room." in found
    assert found.count("Replay of 120 s: ") == 3
    assert "7.29 k of 300 k users served, 2.43 %" in found
    assert "No move 'moon'; type now, or a move by its number or name: 1 " in found
    assert "'soon' is no moment; type seconds from the start, such as replay now 8." in found
    assert "Type replay, replay MOVE, or replay MOVE SECONDS." in found
    assert all(text in unwrapped(found) for text in (LEGEND, *LIMITS))


def test_the_legend_says_what_each_fate_means() -> None:
    assert all(f"{word.capitalize()}: " in LEGEND for word in FATES.values())


def test_a_moment_in_words_tells_every_fate() -> None:
    (played,) = replays_of(workings(), FLOOD, ["hosted-room"], overrides={})
    assert all(word in fates_text(played, time) for word in FATES.values() for time in (0.0, 30.0, played.seconds))
    assert "564 k turned away, 0 never answered" in fates_text(played, played.seconds).replace(NBSP, " ")


def test_in_plain_mode_a_stage_without_flow_says_so(tmp_path: Path) -> None:
    done = run("--home", str(tmp_path), "walk", "stararena", "--plain", typed=["", "replay"])
    assert "declares no flow to replay; flood does." in done.stdout.decode()

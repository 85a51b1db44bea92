"""How long a case takes to walk: what is counted is what a walk tells, and the sum is that of its parts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from casewalk.walk import beats
from casewalk.walk.duration import Duration, duration, shown
from opened import stararena, workings
from piped import run

ANSWERS = {"estimate": ["1"], "signal": ["1"], "move": ["1", "2", ""], "flip": ["1"]}


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("stage_id", [pytest.param("flood", marks=pytest.mark.slow), "seat-holds"])
def test_every_text_that_is_counted_is_told_in_a_walk(stage_id: str, tmp_path: Path) -> None:
    """One stage with five flips, and one with two decisions; walked as text, whatever the answers."""
    index = stararena().stage_index(stage_id)
    stage = stararena().stages[index]
    typed = [line for beat in beats(stage) for line in (*ANSWERS.get(beat.kind, []), "")]
    told = run(
        "--home", str(tmp_path), "walk", "stararena", "--plain", "--stage", stage_id, typed=typed
    ).stdout.decode()
    counted = [flat(text) for text in shown(workings(), index) if text]
    missing = [text for text in counted if text.rstrip(".") not in flat(told)]
    assert len(counted) > 40
    assert missing == []


def test_the_words_of_a_stage_are_those_of_its_texts() -> None:
    found = duration(workings())
    assert len(found.words) == len(stararena().stages)
    for index, words in enumerate(found.words):
        assert words == len(" ".join(shown(workings(), index)).split())


def test_questions_are_counted_as_they_are_asked() -> None:
    """Of a stage's flips two are asked; what is told of the others counts as words alone."""
    found, stages = duration(workings()), stararena().stages
    assert found.decisions == sum(len(stage.decisions) for stage in stages)
    assert (found.signals, found.what_ifs) == (len(stages), 2 * len(stages))
    assert found.what_ifs < sum(len(stage.flips) for stage in stages)
    told = " ".join(shown(workings(), stararena().stage_index("flood")))
    flips = stages[stararena().stage_index("flood")].flips
    assert flat(flips[1].because) in flat(told)
    assert flat(flips[2].because) not in flat(told)


def test_minutes_are_the_sum_of_the_parts() -> None:
    found = Duration(words=(220, 440), decisions=2, estimates=1, signals=3, what_ifs=3)
    assert [minutes for _, _, minutes in found.parts] == [3, 3, 1, 2, 1]
    assert found.minutes == 10


@pytest.mark.parametrize(("words", "rounded"), [(0, 5), (220 * 12, 10), (220 * 13, 15), (220 * 62, 60), (220 * 63, 65)])
def test_minutes_are_printed_to_five(words: int, rounded: int) -> None:
    empty = Duration(words=(), decisions=0, estimates=0, signals=0, what_ifs=0)
    assert replace(empty, words=(words,)).rounded == rounded

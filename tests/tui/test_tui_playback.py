"""The replay's clock, and who decides whether it may run: plain values, no screen."""

from __future__ import annotations

import pytest

from casewalk.tui.motion import allowed
from casewalk.tui.playback import SPEEDS, Playback


def test_it_stands_until_it_is_told_to_play() -> None:
    clock = Playback(120)
    assert not clock.playing
    assert clock.at(50.0) == 0
    clock.play(50.0)
    assert clock.at(52.5) == 10


def test_however_often_it_is_asked_it_says_the_same() -> None:
    often, once = Playback(120), Playback(120)
    often.play(7.0)
    once.play(7.0)
    for tick in range(1000):
        often.at(7.0 + tick / 100)
    assert often.at(17.0) == once.at(17.0) == 40


def test_a_pause_keeps_the_moment_and_playing_goes_on_from_it() -> None:
    clock = Playback(120)
    clock.play(0.0)
    clock.pause(3.0)
    assert clock.at(99.0) == 12
    clock.play(100.0)
    assert clock.at(101.0) == 16


def test_it_stops_at_the_end_and_begins_again_from_there() -> None:
    clock = Playback(120)
    clock.play(0.0)
    assert clock.at(1000.0) == 120
    clock.pause(1000.0)
    clock.play(2000.0)
    assert clock.at(2000.0) == 0


def test_another_speed_counts_from_where_it_has_come_to() -> None:
    clock = Playback(120)
    clock.play(0.0)
    assert clock.faster(1, 5.0)
    assert clock.at(5.0) == 20
    assert clock.at(6.0) == 28
    while clock.speed < SPEEDS[-1]:
        assert clock.faster(1, 6.0)
    assert not clock.faster(1, 6.0)
    assert clock.at(6.0) == 28


def test_it_goes_no_further_than_its_ends() -> None:
    clock = Playback(120)
    clock.go(500)
    assert clock.at(0.0) == 120
    clock.go(-3)
    assert clock.at(0.0) == 0


@pytest.mark.parametrize(
    ("option", "remembered", "environment", "moves"),
    [
        (None, None, {}, True),
        (None, None, {"SSH_CONNECTION": "10.0.0.1 5 10.0.0.2 22"}, False),
        (None, True, {"SSH_CONNECTION": "10.0.0.1 5 10.0.0.2 22"}, True),
        (None, None, {"SSH_CONNECTION": "10.0.0.1 5 10.0.0.2 22", "CASEWALK_NO_MOTION": "0"}, True),
        (None, True, {"CASEWALK_NO_MOTION": "1"}, False),
        (None, True, {"CASEWALK_NO_MOTION": ""}, True),
        (None, True, {"TEXTUAL_ANIMATIONS": "none"}, False),
        (None, False, {}, False),
        (True, False, {"CASEWALK_NO_MOTION": "1"}, True),
        (False, True, {}, False),
    ],
)
def test_the_plainest_word_decides_on_motion(
    option: bool | None, remembered: bool | None, environment: dict[str, str], moves: bool
) -> None:
    assert allowed(option, remembered, environment) is moves

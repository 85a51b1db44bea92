"""The minutes of a case against those that its walk takes."""

from __future__ import annotations

from pathlib import Path

import pytest
from rule_samples import CASE, copy_case

from casewalk.script import load_case
from casewalk.script.rules import Report, length
from casewalk.walk.duration import Duration

SHORT = Duration(words=(220 * 12 + 110,), decisions=0, estimates=0, signals=0, what_ifs=0)
LONG = Duration(words=(220 * 100,), decisions=0, estimates=0, signals=0, what_ifs=0)


@pytest.mark.parametrize(
    ("found", "typed", "off"),
    [
        (LONG, 85, False),
        (LONG, 115, False),
        (LONG, 84, True),
        (LONG, 116, True),
        (SHORT, 10, False),  # a fifth less, and yet the nearest that is printed
        (SHORT, 9, True),
        (SHORT, 15, True),
    ],
)
def test_minutes_are_held_to_the_margin_or_to_the_rounded_figure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, found: Duration, typed: int, *, off: bool
) -> None:
    case = copy_case(tmp_path)
    header = case / "case.yaml"
    header.write_text(header.read_text("utf-8").replace("minutes: 25", f"minutes: {typed}"), "utf-8")
    loaded = load_case(case)
    assert loaded.case is not None
    monkeypatch.setattr(length, "duration", lambda _: found)
    report = Report(loaded, loaded.case)
    length.check_minutes(report)
    assert [f.code for f in report.findings] == ["CW703"] * off
    assert all(f.severity == "warning" and f"say {found.rounded}," in f.hint for f in report.findings)


def test_the_practice_case_says_what_is_computed() -> None:
    loaded = load_case(CASE)
    assert loaded.case is not None
    report = Report(loaded, loaded.case)
    assert loaded.case.header.minutes == length.duration(report.workings).rounded

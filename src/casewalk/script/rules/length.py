"""The rule on a case's length: the minutes that the library shows are those that a walk takes."""

from __future__ import annotations

from casewalk.script.rules.report import Report
from casewalk.walk.duration import Duration, duration

MARGIN = 0.15
"""Learners read at very different speeds; a figure nearer than this to the computed one misleads nobody."""


def check_minutes(report: Report) -> None:
    """CW703: `minutes` is what the walk takes, give or take the margin. The rounded figure is always right."""
    found, typed = duration(report.workings), report.case.header.minutes
    if typed == found.rounded or abs(typed - found.minutes) <= MARGIN * found.minutes:
        return
    message = f"minutes: {typed}, and a walk takes {found.minutes:.0f}"
    report.add("CW703", report.header_file, ("minutes",), message, _hint(found), severity="warning")


def _hint(found: Duration) -> str:
    parts = ", ".join(f"{count} {noun} {minutes:.0f}" for noun, count, minutes in found.parts)
    return f"{parts}; say {found.rounded}, or shorten the case"

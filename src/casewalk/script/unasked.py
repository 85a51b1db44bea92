"""What a check did not ask of a case, and why, in one line: silence about a rule is no praise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from casewalk.script.load import Loaded
from casewalk.script.rules import Report

OF_THE_WHOLE = ("CW306", "CW507", "CW701", "CW702", "CW703")
"""What is only asked of a case that is written to its end."""


def unasked_line(loaded: Loaded, reports: Sequence[Report]) -> str:
    """What was not asked of a case and which findings come first; empty where everything was asked.

    The first report is on all that can be read; a second one on the first stages, where the rest cannot be computed.
    """
    name = loaded.directory.name
    if not reports:
        return f"{name}: nothing else was asked: mend what keeps the first stage from being read"
    last = reports[-1]
    told = _reasons(last)
    if not reports[0].whole:
        count = len(last.case.stages)
        told.append(f"{spans(OF_THE_WHOLE)}, for there is more to come")
        return f"{name}: asked as far as it is written, {_stages(count)}; not asked: {'; '.join(told)}"
    if len(reports) > 1:
        beyond = f"not asked beyond {_stages(len(last.case.stages))}: {'; '.join(_reasons(reports[0]))}"
        return f"{name}: {'; '.join([beyond, *(f'nor in them {text}' for text in told)])}"
    return f"{name}: not asked: {'; '.join(told)}" if told else ""


def _stages(count: int) -> str:
    return f"{count} stage{'' if count == 1 else 's'}"


def _reasons(report: Report) -> list[str]:
    """The codes that were not asked for, with what comes first."""
    found: dict[tuple[str, ...], list[str]] = {}
    for code, first in sorted(report.unasked.items()):
        found.setdefault(first, []).append(code)
    return [f"{spans(codes)} (mend {spans(first)} first)" for first, codes in found.items()]


def spans(codes: Iterable[str]) -> str:
    """Codes in order, runs of three and more by their ends: `CW303, CW601 to CW609`."""
    numbers = sorted({int(code.removeprefix("CW")) for code in codes})
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    texts = [
        f"CW{run[0]} to CW{run[-1]}" if len(run) > 2 else ", ".join(f"CW{number}" for number in run) for run in runs
    ]
    return ", ".join(texts)

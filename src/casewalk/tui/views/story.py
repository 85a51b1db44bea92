"""What is told: prose, derivations, records, failures, and what a part is."""

from __future__ import annotations

from collections.abc import Iterable

from casewalk.case import Failure, Term
from casewalk.tui.text import EMPTY, Row, Span, left, prose_rows, row, section, span
from casewalk.walk.derivation import Line
from casewalk.walk.prose import Block, Run, wrap, wrap_runs

WIDEST = 76


def prose(blocks: Iterable[Block], width: int) -> tuple[Row, ...]:
    """Blocks as rows, never wider than reads well."""
    return prose_rows(wrap(blocks, min(width, WIDEST)))


def evenly(runs: Iterable[Run], width: int) -> tuple[tuple[Run, ...], ...]:
    """Runs wrapped to a width, so that no single word is left alone on the last row."""
    whole = tuple(runs)
    rows = tuple(wrap_runs(whole, width))
    for narrower in range(width - 1, width * 2 // 3, -1):
        if len(rows) < 2 or " " in "".join(r.text for r in rows[-1]).strip():
            break
        if len(other := tuple(wrap_runs(whole, narrower))) == len(rows):
            rows = other
    return rows


def told(title: str, blocks: Iterable[Block], width: int, remark: str = "") -> tuple[Row, ...]:
    """A heading and prose."""
    return (section(title, width, remark), *prose(blocks, width))


def lines(text: str, width: int, style: str = "mute") -> tuple[Row, ...]:
    """A sentence of ours, wrapped."""
    return tuple(Row(tuple(span(r.text, style) for r in line)) for line in evenly([Run(text)], min(width, WIDEST)))


def derivation_view(steps: Iterable[Line], width: int) -> tuple[Row, ...]:
    """How a number comes about: each quantity in words, then with its values and its result."""
    rows: list[Row] = []
    for step in steps:
        if not step.words:
            given = [Run(f"{step.label} = "), Run(step.result, "number")]
            rows += [Row(_numbered(line, "mute")) for line in wrap_runs(given, min(width, WIDEST))]
            continue
        words = [Run(f"{step.label} = {step.words}")]
        rows += [Row(tuple(span(r.text, "mute") for r in line)) for line in wrap_runs(words, min(width, WIDEST))]
        figures, result = step.figures
        filled = [Run(figures), Run(result, "number")]
        for line in wrap_runs(filled, min(width, WIDEST) - 2):
            rows.append(Row((Span("  "), *_numbered(line, "text"))))
    return tuple(rows)


def _numbered(runs: Iterable[Run], style: str) -> tuple[Span, ...]:
    """Runs in a style, what the model computed in bold."""
    return tuple(span(run.text, "text bold" if run.style == "number" else style) for run in runs)


def record_view(entries: Iterable[tuple[str, tuple[Block, ...]]], width: int, *, stacked: bool) -> tuple[Row, ...]:
    """A decision record: label and text, side by side where there is room, with blank rows between if `stacked`."""
    label = 14
    rows: list[Row] = []
    for name, blocks in entries:
        style = "accent" if name.startswith("Your") else "mute"
        wrapped = prose_rows(wrap(blocks, min(width, WIDEST) - label), "text")
        for index, line in enumerate(wrapped or (EMPTY,)):
            rows.append(Row((left(name if index == 0 else "", label, style), *line.spans)))
        if stacked:
            rows.append(EMPTY)
    return tuple(rows)


def failures_view(failures: Iterable[Failure], width: int) -> tuple[Row, ...]:
    """What goes wrong later: how it shows, how it is seen, what catches it."""
    found = list(failures)
    if not found:
        return ()
    rows: list[Row] = [EMPTY, section("What goes wrong later", width)]
    for failure in found:
        rows += lines(failure.failure, width, "text bold")
        for name, text in (("result", failure.result), ("seen by", failure.detect), ("caught by", failure.fallback)):
            body = wrap_runs([Run(text)], min(width, WIDEST) - 13)
            for index, line in enumerate(body):
                head = left(f"  {name}" if index == 0 else "", 13, "faint")
                rows.append(Row((head, *(span(r.text, "mute") for r in line))))
    return tuple(rows)


def terms_view(terms: Iterable[Term], width: int) -> tuple[Row, ...]:
    """The words of this page, for the side."""
    found = list(terms)
    if not found:
        return ()
    return (section("Words here", width, "g"), *(row(span(t.term, "mute")) for t in found))

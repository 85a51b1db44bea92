"""What is told: prose, derivations, records, failures, and what a part is."""

from __future__ import annotations

from collections.abc import Iterable

from casewalk.case import Failure, Term
from casewalk.tui.text import EMPTY, Row, Span, left, prose_rows, row, section, span
from casewalk.walk.derivation import Line
from casewalk.walk.prose import Block, Run, wrap, wrap_runs

WIDEST = 76
LABEL, BESIDE = 10, 50
"""Columns of a record's label, and from which width it stands beside its text."""


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


def record_view(entries: Iterable[tuple[str, tuple[Block, ...]]], width: int, room: int = 0) -> tuple[Row, ...]:
    """A decision record in the first of its forms that has room, else in the lowest: calm, without blank rows, beside.

    In a narrow column a label stands above its text, which takes the whole width; in a wide one beside it.
    """
    found = tuple(entries)
    beside = _labels_beside(found, width)
    best = beside if width >= BESIDE else _labels_above(found, width)
    calm = tuple(line for n, part in enumerate(best) for line in (*([EMPTY] if n else []), *part))
    tight = [tuple(line for part in form for line in part) for form in (best, beside)]
    return next((rows for rows in (calm, *tight) if len(rows) <= room), min(reversed(tight), key=len))


def _label_style(name: str) -> str:
    return "accent" if name.startswith("Your") else "mute"


def _labels_above(entries: Iterable[tuple[str, tuple[Block, ...]]], width: int) -> tuple[tuple[Row, ...], ...]:
    return tuple((row(span(name, _label_style(name))), *_wrapped(blocks, width)) for name, blocks in entries)


def _labels_beside(entries: Iterable[tuple[str, tuple[Block, ...]]], width: int) -> tuple[tuple[Row, ...], ...]:
    found: list[tuple[Row, ...]] = []
    for name, blocks in entries:
        texts = _wrapped(blocks, min(width, WIDEST) - LABEL) or (EMPTY,)
        labels = [name, *[""] * (len(texts) - 1)]
        pairs = zip(labels, texts, strict=True)
        found.append(tuple(Row((left(label, LABEL, _label_style(name)), *text.spans)) for label, text in pairs))
    return tuple(found)


def _wrapped(blocks: tuple[Block, ...], width: int) -> tuple[Row, ...]:
    return prose_rows(wrap(blocks, min(width, WIDEST)), "text")


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

"""The library as rows: what to go on with, the cases with their progress, and one of them in detail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from casewalk.case import FORCES
from casewalk.script import Meeting, Shelved
from casewalk.tui.text import EMPTY, Row, Span, beside, left, row, section, span
from casewalk.tui.views.frame import stage_cells
from casewalk.tui.views.story import lines
from casewalk.walk.prose import Run, wrap_runs


@dataclass(frozen=True)
class Progress:
    """How far a case has been walked. `line` says where the walk stands, for the row that goes on."""

    stages_done: int = 0
    finished: bool = False
    attempt: str = ""
    open: bool = False
    live: bool = False
    """Whether the walk lives with its picks."""
    when: str = ""
    line: str = ""
    done_topics: tuple[str, ...] = ()
    scores: tuple[tuple[str, str], ...] = field(default_factory=tuple)


NEW = Progress()
PAIR = 40
"""Columns between which a name and its value stand, at most: farther apart the eye loses the row."""
BRIEF = 70
"""Columns under which a case is one row: its name and its stages."""


def continue_rows(title: str, total: int, at: Progress, width: int, *, selected: bool) -> tuple[Row, ...]:
    """The two rows that lead back into the walk; Enter does, where they are selected."""
    bar = Span("▌ " if selected else "  ", "accent")
    stage = min(at.stages_done + 1, total)
    head = Row((bar, Span("Continue ", "accent bold"), span(f"{title}, stage {stage} of {total}", "text bold")))
    enter = row(Span("Enter ", "accent bold")) if selected else EMPTY
    under = Row((bar, span(at.line, "mute")))
    first = beside(head, enter, width)
    second = beside(under, row(span(f"{at.when} ", "faint")), width)
    return Row(first.spans, selected), Row(second.spans, selected)


def case_rows(digit: int, shelved: Shelved, at: Progress, width: int, *, selected: bool) -> tuple[Row, ...]:
    """A case on the shelf: two rows, or one where there is little room; greyed, with why, where it cannot be read."""
    bar = Span("▌ " if selected else "  ", "accent")
    header = shelved.header
    if header is None:
        finding = shelved.findings[0]
        head = Row((bar, span(f"{digit}  {shelved.id}", "faint"), Span("  cannot be read", "miss")))
        where = (
            f"{finding.file.name}:{finding.line}:{finding.column} {finding.message}; casewalk check {shelved.directory}"
        )
        under = [Row((bar, Span("   "), span(text, "faint"))) for text in (r.text for r in lines(where, width - 6))]
        return tuple(Row(r.spans, selected) for r in (head, *under))
    total = len(header.stages)
    state = "✓ done" if at.finished else f"{at.stages_done} of {total}" if at.attempt else "new"
    done = total if at.finished else at.stages_done
    aside = Row((*stage_cells(done, total), span(f"{state:>9}", "text" if at.attempt else "mute")))
    mode = (span("your moves  ", "near"),) if at.live else ()
    if width < BRIEF:
        short = Row((bar, span(f"{digit}", "accent bold"), Span("  "), span(header.title, "text bold")))
        return (Row(beside(short, Row((*mode, *aside.spans)), width).spans, selected),)
    name = (
        bar,
        span(f"{digit}", "accent bold"),
        Span("  "),
        left(header.title, 11, "text bold"),
        span(header.subtitle, "text"),
    )
    drills = ", ".join(map(header.topic, header.drills))
    room = width - 5 - 8 - (12 if at.live else 0)
    fitting = wrap_runs([Run(drills)], room - 2)
    first = "".join(r.text for r in fitting[0]).rstrip(",") + (" …" if len(fitting) > 1 else "")
    minutes = Row((*mode, span(f"{header.minutes}\xa0min", "faint")))
    second = beside(Row((bar, Span("   "), span(first, "mute"))), minutes, width)
    return Row(beside(Row(name), aside, width).spans, selected), Row(second.spans, selected)


def detail_rows(shelved: Shelved, at: Progress, width: int, shared: Sequence[Meeting] = ()) -> tuple[Row, ...]:
    """A case in detail: what is at stake, what it drills, what it shares with others, how it went so far."""
    header = shelved.header
    if header is None:
        rows = [section(shelved.id, width)]
        for finding in shelved.findings[:4]:
            rows += [EMPTY, *lines(finding.text().split("\n")[0], width)]
        return (*rows, EMPTY, *lines(f"casewalk check {shelved.directory}", width, "accent"))
    rows = [section(header.title, width), EMPTY, *lines(header.product, width)]
    rows += [EMPTY, row(Span("Drills", "text bold"))]
    for name in header.drills:
        done = name in at.done_topics
        mark = Span("✓ ", "ok") if done else Span("○ ", "faint")
        rows.append(Row((mark, span(header.topic(name), "text" if done else "mute"))))
    if shared:
        rows += [EMPTY, row(Span("The same force elsewhere", "text bold"))]
        for meeting in shared:
            rows += lines(FORCES[meeting.force], width, "text")
            rows += [Row((Span("  "), *r.spans)) for r in lines(meeting.places, width - 2)]
    if at.scores:
        rows += [EMPTY, row(Span("So far", "text bold"))]
        rows += [
            beside(row(span(name, "mute")), row(span(value, "text")), min(width, PAIR)) for name, value in at.scores
        ]
    return tuple(rows)

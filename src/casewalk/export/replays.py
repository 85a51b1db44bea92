"""A pressure replay as text: figures, sparklines, two moves side by side; and in words, for a screen reader."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from casewalk.export.pages import heading
from casewalk.numbers import show
from casewalk.walk import Workings
from casewalk.walk.replays import FATES, Comparison, Replay, clock_text
from casewalk.walk.scales import scale_of
from casewalk.walk.sparks import BARS, spark
from casewalk.walk.tracks import WORDS, Track, whole

ROWS = ("arriving", "served", "refused", "gave_up", "turned_away", "wasted", "backlog", "wait", "heat")
"""The series of a part, in the order in which they are shown; those with nothing in them are left out."""
TOTALS = frozenset({"arriving", "served", "refused", "gave_up", "turned_away", "wasted"})
"""The series whose sum says something."""
AT_ONCE = frozenset({"turned_away"})
"""A whole line is turned away in the one step in which the stock runs out: a rate would say nothing."""
NAME, FIGURE = 14, 13
"""Columns of a series' name, and of each of its two figures."""
GUTTER = 4
PAIR = 2
ROOMY = 60
"""Columns from which a sparkline leaves room for both figures."""
SIDE_BY_SIDE = 100
"""Columns from which two replays stand beside one another."""


@dataclass(frozen=True)
class Sheet:
    """How a replay is laid out: columns, the moment up to which it is shown (None: all of it), and the bars."""

    width: int
    time: float | None = None
    bars: str = BARS

    @property
    def figures(self) -> int:
        """How many figures stand behind a sparkline."""
        return 2 if self.width >= ROOMY else 1

    @property
    def cells(self) -> int:
        """The length of a sparkline."""
        return self.width - NAME - self.figures * FIGURE - 1

    def line(self, name: str, bars: str, *figures: str) -> str:
        """One row: a name, what is drawn, and as many of the figures as there is room for."""
        return (
            f"{name:<{NAME}}{bars:<{self.cells}} {''.join(f'{f:>{FIGURE}}' for f in figures[: self.figures])}".rstrip()
        )

    def until(self, replay: Replay) -> float:
        """The moment up to which a replay is shown."""
        return replay.seconds if self.time is None else min(self.time, replay.seconds)

    def wrapped(self, text: str) -> list[str]:
        """A text in lines of the width."""
        return textwrap.wrap(text, self.width, subsequent_indent="    ", break_long_words=False)


def finding_texts(replay: Replay) -> Iterator[str]:
    """What the whole replay comes to, a sentence each: who got through, first failure, stock, limits, work in vain."""
    yield f"{replay.served.text}; {replay.served.times_text}."
    if replay.timed:
        yield f"Timed {replay.timed}{f'; the metric for it: {replay.metric}' if replay.metric else ''}."
    yield f"{fates_text(replay, replay.seconds)}."
    yield from (f"Nothing is left of {text}." for text in replay.starved)
    first = replay.first_failure
    yield f"First failure: {first.text}." if first else "Nothing fails."
    yield from (f"{gone.text}." for gone in replay.gone)
    yield from (f"Past its capacity: {limit.text}." for limit in replay.overloaded)
    if replay.next_limit:
        yield f"Next limit: {replay.next_limit.text}."
    for track in replay.tracks:
        if track.share_wasted >= 0.005:
            share = show(track.share_wasted, "%")
            yield f"In vain: {share} of the work that {track.label} began was for somebody who had given up."


def fates_text(replay: Replay, time: float) -> str:
    """`Of 319 questions that came, 131 served, 188 never answered, 0 still inside; 430 refusals, 0 give-ups`."""
    seen, noun = replay.so_far(time), replay.tracks[0].noun
    fates = seen.fates
    parts = [f"{show(getattr(fates, name), '')} {FATES[name]}" for name in replay.fates]
    tries = [f"{show(whole(seen.refused), '')} refusals", f"{show(whole(seen.gave_up), '')} give-ups"]
    return f"Of {show(fates.came, noun)} that came, {', '.join(parts)}; {', '.join(tries)}"


def so_far_text(replay: Replay, time: float) -> str:
    """`By 0:08: of 319 questions that came, ...`."""
    told = fates_text(replay, time)
    return f"By {clock_text(time)}: {told[:1].lower()}{told[1:]}"


def shown_series(track: Track) -> tuple[str, ...]:
    """The series of a part that say something: not nought throughout, and not the same as what arrives."""
    found = [name for name in ROWS if max(track.series(name), default=0.0) > 1e-6]
    same = all(abs(a - b) <= 1e-6 * max(a, 1.0) for a, b in zip(track.arriving, track.served, strict=True))
    return tuple(name for name in found if not (same and name == "served"))


def _row(replay: Replay, track: Track, name: str, sheet: Sheet, top: float) -> str:
    values = track.series(name)
    upto = replay.steps_by(sheet.until(replay))
    seen = values[:upto]
    rate = max(values) if sheet.time is None else next(iter(seen[-1:]), 0.0)
    first = track.print_value(name, rate) if name not in AT_ONCE else ""
    second = track.print_total(sum(seen) * replay.step) if name in TOTALS else ""
    line = spark(values, upto, sheet.cells, top, sheet.bars)
    return sheet.line(f"  {WORDS[name]}", line, first, second)


def _heading(replay: Replay, sheet: Sheet) -> str:
    """The clock over the sparklines, and what the figures are."""
    until = clock_text(sheet.until(replay))
    ends = clock_text(replay.seconds)
    clock = f"0:00{ends:>{sheet.cells - 4}}"
    figures = ("at most", "in all") if sheet.time is None else (f"at {until}", f"by {until}")
    return sheet.line("", clock, *figures)


def _block(replay: Replay, track: Track, sheet: Sheet, names: Sequence[str], tops: dict[str, float]) -> list[str]:
    head = f"{track.label} ({track.kind})"
    return [head, *(_row(replay, track, name, sheet, tops.get(name, 0.0)) for name in names)]


def replay_lines(replay: Replay, sheet: Sheet) -> Iterator[str]:
    """One replay: what it comes to, then a block of sparklines for each part."""
    yield f"{replay.name}, {clock_text(replay.seconds)} of it"
    for text in _told(replay, sheet):
        yield from sheet.wrapped(text)
    yield ""
    yield _heading(replay, sheet)
    for track in replay.tracks:
        yield from _block(replay, track, sheet, shown_series(track), {})


def _told(replay: Replay, sheet: Sheet) -> Iterator[str]:
    yield from finding_texts(replay)
    if sheet.time is not None:
        yield f"{so_far_text(replay, sheet.until(replay))}."


def comparison_lines(found: Comparison, sheet: Sheet) -> Iterator[str]:
    """Two replays beside one another on scales that they share; one below the other where there is no room."""
    if sheet.width < SIDE_BY_SIDE:
        yield from replay_lines(found.left, sheet)
        yield ""
        yield from replay_lines(found.right, sheet)
        return
    half = Sheet((sheet.width - GUTTER) // 2, sheet.time, sheet.bars)
    sides = (found.left, found.right)
    yield from _beside([[f"{r.name}, {clock_text(r.seconds)} of it"] for r in sides], half.width)
    told = [[line for text in _told(r, half) for line in half.wrapped(text)] for r in sides]
    yield from _beside(told, half.width)
    yield ""
    yield from _beside([[_heading(r, half)] for r in sides], half.width)
    for part in found.parts:
        pair = found.pair(part)
        names = [n for n in ROWS if any(t is not None and n in shown_series(t) for t in pair)]
        tops = {name: found.top(part, name) for name in names}
        blocks = [
            _block(r, t, half, names, tops) if t is not None else ["(no such part)"]
            for r, t in zip(sides, pair, strict=True)
        ]
        yield from _beside(blocks, half.width)


def _beside(columns: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    for left, right in zip_longest(*columns, fillvalue=""):
        yield f"{left:<{width + GUTTER}}{right}".rstrip()


def replay_page(
    workings: Workings, stage_index: int, played: Sequence[Replay], overrides: Mapping[str, float], sheet: Sheet
) -> Iterator[str]:
    """What the command prints: the stage, what was changed, then the replays; two of them side by side."""
    yield from sheet.wrapped(heading(workings, stage_index)[0])
    for name, value in overrides.items():
        scale = scale_of(workings, stage_index, name)
        yield from sheet.wrapped(f"{name}: {scale.show(value)} instead of {scale.show(scale.product)}")
    if len(played) == PAIR:
        yield ""
        yield from comparison_lines(Comparison(*played), sheet)
        return
    for replay in played:
        yield ""
        yield from replay_lines(replay, sheet)


def replay_words(replay: Replay, width: int, time: float | None = None) -> Iterator[str]:
    """A replay in sentences, without a sparkline: what the whole of it comes to, or (`time`) one moment of it."""
    sheet = Sheet(width, time)
    yield f"Replay of {show(replay.seconds, 's')}: {replay.name}."
    told = finding_texts(replay) if time is None else [f"{so_far_text(replay, sheet.until(replay))}."]
    for text in told:
        yield from sheet.wrapped(text)
    yield ""
    for track in replay.tracks:
        tell = _most_words if time is None else _moment_words
        said = list(tell(replay, track, sheet.until(replay)))
        yield from sheet.wrapped(f"{track.label}: {'; '.join(said) if said else 'nothing happens'}.")


def _most_words(replay: Replay, track: Track, _: float) -> Iterator[str]:
    for name in shown_series(track):
        most, step = track.peak(name)
        figure = "most" if name in AT_ONCE else f"at most {track.print_value(name, most)}"
        total = f", {track.print_total(sum(track.series(name)) * replay.step)} in all" if name in TOTALS else ""
        yield f"{WORDS[name]} {figure} at {clock_text(step * replay.step)}{total}"


def _moment_words(replay: Replay, track: Track, time: float) -> Iterator[str]:
    n = replay.steps_by(time) - 1
    for name in shown_series(track):
        if name in AT_ONCE:
            continue
        yield f"{WORDS[name]} {track.print_value(name, track.series(name)[n] if n >= 0 else 0.0)}"

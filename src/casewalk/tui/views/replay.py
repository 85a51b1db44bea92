"""The replay as rows: the clock with its marks, and a row a station with charts that grow under the clock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from casewalk.numbers import show
from casewalk.tui.text import EMPTY, Row, Span, left, right, row, span
from casewalk.walk.prose import cells
from casewalk.walk.replays import Comparison, Replay, clock_text
from casewalk.walk.sparks import spark, top_of
from casewalk.walk.tracks import WORDS, Track

WIDE, NARROW = 96, 66
TICKS = (60.0, 30.0, 20.0, 10.0, 5.0, 2.0, 1.0)
"""Seconds between two figures below the clock; the first of them that gives three figures or more."""
FAILED, GONE = "✗", "◇"
BARS = "▁▂▃▄▅▆▇"
"""Never the whole cell: charts of neighbouring rows would run into one another."""
CHARTS = {"backlog": "mute", "arriving": "faint", "drops": "miss"}
"""Series that are drawn, and how they are painted."""
FIGURES = ("arriving", "served", "backlog", "drops")
"""What holds now, in the table's columns; all but the line are so many a second."""
FEW = ("arriving", "backlog", "drops")
LEGEND = ((FAILED, "miss bold", "first failure"), (GONE, "near bold", "gone"))
GUTTER = 4
"""Columns between two sides of a page."""
LEAST = 0.5
"""Less than half a request is nothing to look at."""


@dataclass(frozen=True)
class Dial:
    """The clock: seconds into the replay, how fast it plays (nought where it never does), and what it does now."""

    at: float
    speed: int = 0
    state: str = ""


@dataclass(frozen=True)
class Columns:
    """Columns of the table: names, what a chart shows, the chart, and each figure."""

    name: int
    label: int
    chart: int
    figures: dict[str, int]
    seconds: bool = False
    """Whether the heads say that a figure is so many a second."""

    @property
    def lead(self) -> int:
        """Columns before the chart."""
        return self.name + self.label


def columns(width: int, *, digits: bool = False) -> Columns:
    """The table's columns for a width; `digits` where a digit stands for what a chart shows."""
    sizes: tuple[int, ...]
    if width >= WIDE:
        name, label, sizes = 20, 9, (12, 10, 9, 12)
    elif width >= NARROW:
        name, label, sizes = 13, 9, (10, 9, 9)
    else:
        name, label, sizes = 13, 0, (10, 8, 8)
    if digits:
        label = 3
    shown = FIGURES if len(sizes) == len(FIGURES) else FEW
    figures = dict(zip(shown, sizes, strict=True))
    return Columns(name, label, max(6, width - name - label - sum(sizes)), figures, seconds=width >= WIDE)


def _tenths(seconds: float) -> str:
    """The clock while it runs: `0:16.4`."""
    return f"{clock_text(seconds)}.{int(seconds * 10 + 1e-6) % 10}"


def _column(at: float, lasts: float, size: int) -> int:
    """The column of a track or a chart in which a moment lies."""
    return max(0, min(size - 1, int(at / lasts * size - 1e-9)))


def failing_from(replay: Replay) -> float | None:
    """The end of the step in which a station is first past its limit."""
    first = replay.first_failure
    return None if first is None else first.at + replay.step


def _track(replay: Replay, dial: Dial, size: int) -> tuple[Span, ...]:
    """How far the clock has come, with marks where it breaks first and where the stock is gone."""
    lasts, now = replay.seconds, _column(dial.at, replay.seconds, size)
    found = [("━", "accent")] * now + [("─", "faint")] * (size - now)
    for gone in replay.gone:
        found[_column(gone.at, lasts, size)] = (GONE, "near bold")
    if (fails := failing_from(replay)) is not None:
        found[_column(fails, lasts, size)] = (FAILED, "miss bold")
    found[now] = ("●", "accent bold")
    return tuple(Span("".join(g for g, _ in run), style) for style, run in groupby(found, key=lambda cell: cell[1]))


def clock_row(replay: Replay, dial: Dial, at: Columns) -> Row:
    """Clock, progress and speed, over the columns of the charts, and where there is room what the marks mean."""
    clock = [span(_tenths(dial.at), "text bold")]
    if at.lead >= 18:
        clock.append(span(f" of {clock_text(replay.seconds)}", "faint"))
    lead = Row((Span("  "), *clock))
    speed = span(f"{dial.speed}× " if dial.speed else "", "text bold")
    state = row(Span("  "), speed, span(dial.state, "mute")) if dial.state else EMPTY
    room = sum(at.figures.values())
    words = [s for mark, style, text in LEGEND for s in (Span(f"   {mark} ", style), span(text, "faint"))]
    legend = Row(tuple(words))
    gap = room - state.width - legend.width  # the legend begins with a gap of its own
    end = Row((*state.spans, Span(" " * gap), *legend.spans)) if gap >= 0 else state
    return Row((*lead.spans, Span(" " * (at.lead - lead.width)), *_track(replay, dial, at.chart), *end.spans))


def head_row(replay: Replay, at: Columns) -> Row:
    """The heads of the table, and the time below the clock's track."""
    lasts = replay.seconds
    gap = next((t for t in TICKS if lasts / t >= 3.5 and t / lasts * at.chart >= 6), lasts / 2)
    axis = [" "] * at.chart
    last = int(lasts / gap + 1e-9)
    for n in (last, *range(last)):
        text = clock_text(n * gap)
        start = min(round(n * gap / lasts * at.chart), at.chart - cells(text))
        if not "".join(axis[max(0, start - 1) : start + cells(text) + 1]).strip():
            axis[start : start + cells(text)] = text
    titles = [
        right(WORDS[name] + ("/s" if at.seconds and name != "backlog" else ""), size, "faint")
        for name, size in at.figures.items()
    ]
    return Row((left("", at.lead), Span("".join(axis), "faint"), *titles))


def charts_of(tracks: Iterable[Track | None]) -> tuple[str, ...]:
    """What is drawn of a station: its line if it ever has one, what arrives otherwise; its drops if there are any."""
    there = [track for track in tracks if track is not None]
    first = "backlog" if top_of(t.backlog for t in there) >= LEAST else "arriving"
    return (first, "drops") if top_of(t.drops for t in there) >= LEAST else (first,)


def state_mark(replay: Replay, track: Track, at: float) -> Span:
    """Whether a station has failed by now, or its stock is gone."""
    if any(b.part == track.part and b.at + replay.step <= at + 1e-9 for b in replay.broken):
        return Span(f"{FAILED} ", "miss bold")
    if any(g.part == track.part and g.at <= at + 1e-9 for g in replay.gone):
        return Span(f"{GONE} ", "near bold")
    return Span("  ")


def _value(series: Sequence[float], n: int) -> float:
    """A series after n steps; nothing before the first."""
    return series[n - 1] if n else 0.0


def _figures(track: Track, series: str, n: int, at: Columns) -> tuple[Span, ...]:
    """What holds now: that which is drawn beside it reads best, and drops of more than one in a hundred stand out."""
    spans: list[Span] = []
    for name, size in at.figures.items():
        value = _value(track.series(name), n)
        bad = name == "drops" and value >= LEAST and value > _value(track.arriving, n) / 100
        style = "miss bold" if bad else "text" if name == series else "mute"
        spans.append(right(show(value if value >= LEAST / 10 else 0.0, ""), size, style))
    return tuple(spans)


@dataclass(frozen=True)
class _Drawn:
    """One chart: a series of a station on a scale, under a word, with the station's figures beside it or not."""

    track: Track
    series: str
    top: float
    word: str
    named: bool = True
    figured: bool = True


def _chart_row(replay: Replay, drawn: _Drawn, dial: Dial, at: Columns, *, chosen: bool) -> Row:
    track, n = drawn.track, replay.steps_by(dial.at)
    name = track.label if cells(track.label) <= at.name - 4 else track.short
    mark = state_mark(replay, track, dial.at) if drawn.figured else Span("  ")
    told = name if drawn.named else "" if at.label else f"  {drawn.word}"
    style = ("text bold" if chosen else "text") if drawn.named else "faint"
    shown = left(spark(track.series(drawn.series), n, at.chart, drawn.top, BARS), at.chart, CHARTS[drawn.series])
    return Row(
        (
            Span("▌" if chosen else " ", "accent"),
            mark,
            left(told, at.name - 3, style),
            left(drawn.word if at.label else "", at.label, "faint"),
            shown,
            *(_figures(track, drawn.series, n, at) if drawn.figured else (Span(" " * sum(at.figures.values())),)),
        ),
        chosen,
    )


def _station_rows(
    replay: Replay, track: Track, dial: Dial, at: Columns, charts: dict[str, float], *, chosen: bool
) -> list[Row]:
    """A station: mark, name, first chart and figures; a further chart below."""
    drawn = [
        _Drawn(track, series, top, WORDS[series], named=number == 0, figured=number == 0)
        for number, (series, top) in enumerate(charts.items())
    ]
    return [_chart_row(replay, one, dial, at, chosen=chosen) for one in drawn]


def table(replay: Replay, dial: Dial, part: str, width: int, room: int) -> tuple[Row, ...]:
    """The clock, and every station; second charts only where there are rows for all of them."""
    at = columns(width)
    charts = {track.part: charts_of((track,)) for track in replay.tracks}
    if 2 + sum(map(len, charts.values())) > room:
        charts = {name: found[:1] for name, found in charts.items()}
    rows = [clock_row(replay, dial, at), head_row(replay, at)]
    for track in replay.tracks:
        tops = dict.fromkeys(charts[track.part], 0.0)
        rows += _station_rows(replay, track, dial, at, tops, chosen=track.part == part)
    return tuple(rows)


def side_table(found: Comparison, side: int, dial: Dial, part: str, width: int) -> tuple[Row, ...]:
    """One side of a comparison, its stations on the shared scales; blank where only the other side has one."""
    at, replay = columns(width), found.right if side else found.left
    rows = [clock_row(replay, Dial(dial.at) if side else dial, at), head_row(replay, at)]
    for name in found.parts:
        pair, chosen = found.pair(name), name == part
        tops = {series: found.top(name, series) for series in charts_of(pair)}
        track = pair[side]
        if track is not None:
            rows += _station_rows(replay, track, dial, at, tops, chosen=chosen)
        else:
            rows += [_absent("", "", at, chosen=chosen), *[Row((), chosen)] * (len(tops) - 1)]
    return tuple(rows)


def _absent(name: str, word: str, at: Columns, *, chosen: bool) -> Row:
    bar = Span("▌  " if chosen else "   ", "accent")
    style = "text bold" if chosen else "text"
    return Row(
        (bar, left(name, at.name - 3, style), left(word, at.label, "faint"), span("no such part", "faint")), chosen
    )


def stacked_table(found: Comparison, digits: tuple[int, int], dial: Dial, part: str, width: int) -> tuple[Row, ...]:
    """Both sides of a comparison, one above the other in the same columns: a station has a row under each digit."""
    at = columns(width, digits=True)
    rows = [clock_row(found.left, dial, at), head_row(found.left, at)]
    for name in found.parts:
        pair, chosen = found.pair(name), name == part
        series = charts_of(pair)[0]
        named = True
        for replay, track, digit in zip((found.left, found.right), pair, digits, strict=True):
            if track is None:
                other = next(t.short for t in pair if t is not None)
                rows.append(_absent(other if named else "", str(digit), at, chosen=chosen))
            else:
                drawn = _Drawn(track, series, found.top(name, series), str(digit), named=named)
                rows.append(_chart_row(replay, drawn, dial, at, chosen=chosen))
            named = False
    return tuple(rows)


def beside_rows(both: Sequence[Sequence[Row]], half: int, gutter: int) -> tuple[Row, ...]:
    """Two columns of rows side by side."""
    one, other = both
    height = max(len(one), len(other))
    pairs = zip([*one, *[EMPTY] * (height - len(one))], [*other, *[EMPTY] * (height - len(other))], strict=True)
    return tuple(
        Row((*first.spans, Span(" " * (half - first.width + gutter)), *second.spans), first.selected)
        for first, second in pairs
    )

"""What a replay comes to: the chosen station and everybody, so far and in the end; two moves against each other."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from casewalk.diagram.picture import heat_text
from casewalk.numbers import show
from casewalk.tui.text import EMPTY, Row, Span, cut_text, left, right, row, section, span
from casewalk.tui.views.replay import FAILED, GONE, GUTTER, LEAST, WIDE, Dial, beside_rows
from casewalk.tui.views.story import lines
from casewalk.walk.prose import cells
from casewalk.walk.replays import FATES, Replay
from casewalk.walk.tracks import WORDS, Track, share_of, whole

AT_THE_END = "at the end"
STOCK_GONE = "stock gone"
ALIKE = "Both come to the same here. What tells them apart is in the trade-off."
TRIES = {"refused": "refusals", "gave_up": "give-ups"}
"""Tries that came to nothing: whoever comes back is in them again."""
PERCENTILES = ("P50", "P95", "P99")
LABEL = 14
"""Columns for the words of a table of two outcomes."""


@dataclass(frozen=True)
class Item:
    """A word and its value."""

    word: str
    value: str
    style: str = "text bold"


@dataclass(frozen=True)
class Detail:
    """One quantity of the chosen station: what holds now, and its sum or its most since the start."""

    series: str
    now: str
    since: str


FLOWING = ("arriving", "served", "refused", "gave_up", "turned_away", "wasted", "coming_back")
LEVELS = ("backlog", "wait", "heat")
ALWAYS = {"arriving", "served"}


def _small(value: float) -> float:
    return value if value >= LEAST / 10 else 0.0


def _rates(replay: Replay, track: Track, n: int) -> tuple[Detail, ...]:
    """What flows, a second and so far. What never does in the whole stretch is left out, so that no row jumps."""
    found: list[Detail] = []
    for name in FLOWING:
        series = track.series(name)
        if name in ALWAYS or max(series, default=0.0) >= LEAST:
            now, total = series[n - 1] if n else 0.0, sum(series[:n]) * replay.step
            found.append(Detail(name, show(_small(now), ""), show(whole(total), "")))
    return tuple(found)


def _levels(track: Track, n: int) -> tuple[Detail, ...]:
    """What stands: now, and the most so far."""
    found: list[Detail] = []
    for name in LEVELS:
        series = track.series(name)
        if max(series, default=0.0) <= LEAST / 1000:
            continue
        both = (series[n - 1] if n else 0.0, max(series[:n], default=0.0))
        texts = [_level(track, name, value) for value in both]
        found.append(Detail(name, *texts))
    return tuple(found)


def _level(track: Track, name: str, value: float) -> str:
    if name == "heat":
        return heat_text(value)
    return show(_small(value), "") if name == "backlog" else track.print_value(name, value)


def station_view(replay: Replay, part: str, dial: Dial, width: int) -> tuple[Row, ...]:
    """The chosen station, now and so far."""
    track, n = replay.track(part), replay.steps_by(dial.at)
    rows = [section(track.label, width, f"{track.kind}, {track.noun}")]
    for heads, details in ((("a second", "so far"), _rates(replay, track, n)), (("now", "most"), _levels(track, n))):
        if details:
            rows += [_columns(Detail("", *heads), width, "faint"), *(_columns(d, width) for d in details)]
    return tuple(rows)


def _columns(detail: Detail, width: int, style: str = "") -> Row:
    first = 12
    second = (width - first) // 2
    return Row(
        (
            left(WORDS.get(detail.series, ""), first, "mute"),
            right(detail.now, second, style or "text"),
            right(detail.since, width - first - second, style or "mute"),
        )
    )


def station_items(replay: Replay, part: str, dial: Dial, width: int, room: int) -> tuple[Row, ...]:
    """The chosen station in a few rows: what the table does not show."""
    track, n = replay.track(part), replay.steps_by(dial.at)
    items = [Item(WORDS[d.series], d.now) for d in reversed(_levels(track, n)) if d.series != "backlog"]
    items += [Item(WORDS[d.series], d.since) for d in _rates(replay, track, n) if d.series != "arriving"]
    rows = (section(track.label, width, f"{track.kind}, {track.noun} so far"), *item_rows(items, width))[:room]
    return (*rows, *[EMPTY] * (room - len(rows)))


def item_rows(items: Iterable[Item], width: int) -> tuple[Row, ...]:
    """Items side by side, as many as fit on a row."""
    rows: list[Row] = []
    for item in items:
        one = _item(item)
        if rows and rows[-1].width + 3 + one.width <= width:
            rows[-1] = Row((*rows[-1].spans, Span("   "), *one.spans))
        else:
            rows.append(one)
    return tuple(rows)


def _item(item: Item) -> Row:
    return row(span(item.word, "mute"), Span(" "), span(item.value, item.style))


def over(replay: Replay, dial: Dial) -> bool:
    """Whether the clock has come to the end."""
    return dial.at >= replay.seconds - 1e-9


def served_rows(replay: Replay, dial: Dial, width: int) -> tuple[Row, ...]:
    """How many got through by now; at the end how soon, with the share beside it or just above."""
    first, *times = _served(replay, dial)
    if width >= WIDE:
        return item_rows((first, *times), width)
    return (*item_rows((first,), width), *item_rows(times, width))


def _served(replay: Replay, dial: Dial) -> tuple[Item, ...]:
    served, now = replay.served, replay.so_far(dial.at)
    share = share_of(whole(now.completed), served.of)
    first = Item("served", f"{show(whole(now.completed), '')} of {show(served.of, served.who)}, {show(share, '%')}")
    if not over(replay, dial):
        return (first, Item(f"how soon ({', '.join(PERCENTILES)}):", f"told {AT_THE_END}", "faint"))
    if not served.percentiles:
        return (first, Item("how soon:", "nobody got through", "mute"))
    head, *rest = (Item(p.name, show(p.seconds, "s")) for p in served.percentiles)
    return (first, replace(head, word=f"of these {head.word}"), *rest)


def _next_limit(replay: Replay, dial: Dial) -> tuple[Item, ...]:
    """At the end: the part that came nearest to its capacity without passing it."""
    limit = replay.next_limit if over(replay, dial) else None
    return (Item("next limit", f"{limit.label}, {show(limit.heat, '%')}"),) if limit else ()


def _kept_limit(replay: Replay, dial: Dial) -> tuple[Item, ...]:
    """The next limit; until it is known its place stays blank, so that no row moves when it comes."""
    if over(replay, dial):
        return _next_limit(replay, dial)
    found = _next_limit(replay, Dial(replay.seconds))
    return tuple(Item(" " * cells(item.word), " " * cells(item.value)) for item in found)


def _tries_of(*replays: Replay) -> tuple[str, ...]:
    """Which tries are counted: those that come about in any of these, so that no row jumps while it plays."""
    ended = [replay.so_far(replay.seconds) for replay in replays]
    return tuple(name for name in TRIES if any(whole(getattr(seen, name)) >= 1 for seen in ended))


def crowd_items(replay: Replay, dial: Dial, fates: Collection[str], tries: Collection[str]) -> tuple[Item, ...]:
    """What has come of everybody by now, fate by fate; then tries, as often as they were made."""
    now, noun = replay.so_far(dial.at), replay.tracks[0].noun
    counted = now.fates
    found = {FATES[name]: getattr(counted, name) for name in fates if name != "served"}
    found |= {TRIES[name]: int(whole(getattr(now, name))) for name in tries}
    return (Item("came", show(counted.came, noun)), *(Item(word, show(value, "")) for word, value in found.items()))


def events(replay: Replay, dial: Dial) -> tuple[tuple[str, str, str], ...]:
    """What has happened by now, each with its mark and its style: first failure, parts taken whole, stocks run out."""
    found: list[tuple[str, str, str]] = []
    first = replay.first_failure
    if first is not None and first.at + replay.step <= dial.at + 1e-9:
        found.append((FAILED, "miss bold", first.text))
    found += [(FAILED, "miss bold", f"Nothing is left of {text}") for text in replay.starved]
    by_now = (gone for gone in replay.gone if gone.at <= dial.at + 1e-9)
    found += [(GONE, "near bold", f"{gone.label} at {show(gone.at, 's')}: {gone.what}") for gone in by_now]
    return tuple(found)


def event_rows(replay: Replay, dial: Dial, width: int) -> tuple[Row, ...]:
    """What has happened by now, one under the other; on one row where there is room for it."""
    rows: list[Row] = []
    for mark, style, text in events(replay, dial):
        whole_row = cells(text) <= width - 2
        body = (row(span(text, "text")),) if whole_row else lines(text, width - 2, "text")
        rows += [Row((Span(f"{mark} " if n == 0 else "  ", style), *line.spans)) for n, line in enumerate(body)]
    return tuple(rows)


def _remark(replay: Replay, dial: Dial, width: int) -> str:
    """Whether it is the whole stretch, and what the percentiles time; the latter alone where there is no room."""
    when = "the whole stretch" if over(replay, dial) else "so far"
    both = f"{when}; timed {replay.timed}" if replay.timed else when
    return both if cells(both) + 12 <= width else f"timed {replay.timed}"


def outcome_view(replay: Replay, dial: Dial, width: int) -> tuple[Row, ...]:
    """The outcome by now or in the end: served with its percentiles, the rest of the crowd, what happened."""
    head = section("Outcome", width, _remark(replay, dial, width))
    crowd = (*crowd_items(replay, dial, replay.fates, _tries_of(replay)), *_kept_limit(replay, dial))
    rows = (head, *served_rows(replay, dial, width), *item_rows(crowd, width))
    return (*rows, *event_rows(replay, dial, width))


def compared_outcomes(pair: tuple[Replay, Replay], names: tuple[str, str], dial: Dial, width: int) -> tuple[Row, ...]:
    """Both outcomes in one table: a row a quantity, a number a move; on a wide screen the crowd beside the rest."""
    head = section("Outcome", width, _remark(pair[0], dial, width))
    rest, crowd = _paired(pair, dial)
    if width < WIDE:
        served, *others = rest
        cut_at = len(PERCENTILES)
        listed = (served, *others[:cut_at], *crowd, *others[cut_at:])
        return (head, *_numbers(listed, names, width), *alike_rows(pair, dial, width))
    half = (width - GUTTER) // 2
    both = beside_rows([_numbers(rest, names, half), _numbers(crowd, names, half)], half, GUTTER)
    return (head, *both, *alike_rows(pair, dial, width))


def _numbers(pairs: Iterable[tuple[Item, Item]], names: tuple[str, str], width: int) -> tuple[Row, ...]:
    """A label, and right-aligned under each move's name what it comes to; under its digit where a name is too long."""
    each = (width - LABEL) // 2
    heads = names if all(cells(name) < each for name in names) else [name.split(" ")[0] for name in names]
    rows = [Row((left("", LABEL), *(right(name, each, "text bold") for name in heads)))]
    for both in pairs:
        values = (right(cut_text(item.value, each - 1), each, item.style) for item in both)
        rows.append(Row((left(both[0].word, LABEL, "mute"), *values)))
    return tuple(rows)


def alike_rows(pair: tuple[Replay, Replay], dial: Dial, width: int) -> tuple[Row, ...]:
    """At the end of two replays that come to the same: that it is another thing that tells these moves apart."""
    listed = (both for part in _paired(pair, dial) for both in part)
    if not over(pair[0], dial) or any(one.value != other.value for one, other in listed):
        return ()
    return lines(ALIKE, width)


def _paired(pair: tuple[Replay, Replay], dial: Dial) -> tuple[list[tuple[Item, Item]], list[tuple[Item, Item]]]:
    """Both outcomes, item by item: what came of those who got through and what happened; then the whole crowd.

    Fates, tries and stocks are told where one of the two has any.
    """
    stocked = any(replay.sold_out is not None for replay in pair)
    fates = [name for name in FATES if any(name in replay.fates for replay in pair)]
    crowd = zip(*(crowd_items(replay, dial, fates, _tries_of(*pair)) for replay in pair), strict=True)
    rest = zip(*(_listed(replay, dial) for replay in pair), strict=True)
    told = [(one, other) for one, other in rest if stocked or one.word != STOCK_GONE]
    return told, [(replace(one, style="text"), replace(other, style="text")) for one, other in crowd]


def _listed(replay: Replay, dial: Dial) -> tuple[Item, ...]:
    """An outcome but for its crowd, as a list whose rows are the same for every move; what is not yet known says so."""
    served, now, ended = replay.served, replay.so_far(dial.at), over(replay, dial)
    found = {p.name: show(p.seconds, "s") for p in served.percentiles} if ended else {}
    wait = "none" if ended else AT_THE_END
    times = (Item(name, found.get(name, wait), "text bold" if ended else "faint") for name in PERCENTILES)
    limit = next(iter(_next_limit(replay, dial)), Item("next limit", wait))
    return (
        Item("served", f"{show(whole(now.completed), '')}, {show(share_of(whole(now.completed), served.of), '%')}"),
        *times,
        _failed(replay, dial),
        _sold_out(replay, dial),
        replace(limit, style="text" if ended else "faint"),
    )


def _failed(replay: Replay, dial: Dial) -> Item:
    first = replay.first_failure
    if first is None or first.at + replay.step > dial.at + 1e-9:
        return Item("first failure", "none" if over(replay, dial) else "none yet", "mute")
    return Item("first failure", f"{FAILED} {replay.track(first.part).short} {show(first.at, 's')}", "miss bold")


def _sold_out(replay: Replay, dial: Dial) -> Item:
    gone = replay.sold_out
    if gone is None or gone.at > dial.at + 1e-9:
        return Item(STOCK_GONE, "no" if over(replay, dial) else "not yet", "mute")
    return Item(STOCK_GONE, f"{GONE} {show(gone.at, 's')}", "text")


def readout(replay: Replay, part: str, dial: Dial, width: int) -> tuple[Span, ...]:
    """One line on the chosen part below the diagram: all of its load against its capacity at the clock.

    The table beside it counts the replayed crowd alone, so it says what the part has to do besides.
    """
    track, heat = replay.track(part), replay.heats(dial.at).get(part)
    spans = [Span("▸ ", "accent"), span(track.label, "text bold"), Span("  ")]
    if heat is None:
        return (*spans, span(track.kind, "mute"))
    style = "miss bold" if heat.utilisation >= 0.9 else "near" if heat.utilisation >= 0.7 else "text"
    load = span(show(heat.load, heat.unit), style)
    told = (
        *spans,
        load,
        Span(" of ", "mute"),
        span(show(heat.capacity, heat.unit), "text bold"),
        span(f"   {heat_text(heat.utilisation)}", style),
    )
    rest = Span("   with all its other work", "faint")
    return (*told, rest) if Row((*told, rest)).width <= width else told

"""What the replay command answers: pages of text, or every series as JSON values."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from casewalk.diagram import ascii_text
from casewalk.export.replays import ROWS, Sheet, replay_page
from casewalk.numbers import from_base
from casewalk.walk import Workings
from casewalk.walk.playing import replays_of
from casewalk.walk.replays import Replay
from casewalk.walk.scales import Impossible, read_changes
from casewalk.walk.sparks import ASCII_BARS, BARS
from casewalk.walk.tracks import Served, Track


@dataclass(frozen=True)
class Asked:
    """What was asked for: changes as typed (`clickers=60k`), moves by id, and how it is to be told."""

    changes: Sequence[str]
    moves: Sequence[str]
    time: float | None = None
    """The moment up to which it is told, in seconds; None for all of it."""
    width: int = 76
    as_json: bool = False
    ascii_only: bool = False


def replay_output(workings: Workings, stage_index: int, at: int, asked: Asked) -> str:
    """The replays of a decision's moves as text. Raises Impossible, saying what there is instead."""
    if asked.time is not None and not 0 <= asked.time < math.inf:
        raise Impossible("--at is a moment in seconds from the start")
    overrides = read_changes(workings, stage_index, asked.changes)
    played = replays_of(workings, stage_index, asked.moves, at=at, overrides=overrides)
    if asked.as_json:
        return json.dumps(replays_json(workings, stage_index, played, overrides, asked.time), indent=2)
    sheet = Sheet(max(40, min(asked.width, 200)), asked.time, ASCII_BARS if asked.ascii_only else BARS)
    text = "\n".join(replay_page(workings, stage_index, played, overrides, sheet))
    return ascii_text(text) if asked.ascii_only else text


def _finite(value: float) -> float | None:
    """A number as JSON can say it; what is beyond all bounds is null."""
    return round(value, 9) if math.isfinite(value) else None


def _served(served: Served) -> dict[str, Any]:
    """Who got through, with how soon: the percentiles stand inside what says whose they are."""
    times = {p.name.lower(): _finite(p.seconds) for p in served.percentiles}
    return {
        "amount": _finite(served.amount),
        "of": _finite(served.of),
        "who": served.who,
        "share": _finite(served.share),
        "seconds_of_those_served": times,
    }


def _part(track: Track, at: int | None) -> dict[str, Any]:
    found: dict[str, Any] = {
        "part": track.part,
        "label": track.label,
        "unit": track.unit,
        "capacity": _finite(track.capacity),
        "totals": {name: _finite(value) for name, value in asdict(track.totals).items()},
        "share_wasted": _finite(track.share_wasted),
        "series": {name: [_finite(value) for value in track.series(name)] for name in ROWS},
        "utilisation": [_finite(value) for value in track.utilisation],
    }
    if at is not None:
        found["then"] = {name: _finite(track.series(name)[at - 1]) if at else 0.0 for name in ROWS}
    return found


def _replay(replay: Replay, time: float | None) -> dict[str, Any]:
    found: dict[str, Any] = {
        "move": replay.move or None,
        "name": replay.name,
        "seconds": replay.seconds,
        "step": replay.step,
        "served": _served(replay.served),
        "timed": replay.timed or None,
        "metric": replay.metric or None,
        "outcome": asdict(replay.so_far(replay.seconds).fates),
        "failures": [{**asdict(broken), "text": broken.text} for broken in replay.broken],
        "gone": [
            {"part": g.part, "at": _finite(g.at), "stock": _finite(g.stock), "what": g.what, "last": g.last,
             "turned_away": _finite(g.turned_away)}
            for g in replay.gone
        ],
        "limits": [{"part": x.part, "heat": _finite(x.heat), "at": _finite(x.at)} for x in replay.limits],
        "parts": [_part(track, None if time is None else replay.steps_by(time)) for track in replay.tracks],
    }  # fmt: skip
    if time is not None:
        found["so_far"] = {name: _finite(value) for name, value in asdict(replay.so_far(time)).items()}
        found["outcome_so_far"] = asdict(replay.so_far(time).fates)
    return found


def replays_json(
    workings: Workings, stage_index: int, replays: Iterable[Replay], overrides: Mapping[str, float], time: float | None
) -> dict[str, Any]:
    """Replays of a stage as JSON values: rates a second, seconds, shares as fractions; null for what has no bound."""
    return {
        "case": workings.case.header.id,
        "stage": workings.case.stages[stage_index].id,
        "parameters": {name: from_base(value, workings.unit_of(name)) for name, value in overrides.items()},
        "at": time,
        "replays": [_replay(replay, time) for replay in replays],
    }

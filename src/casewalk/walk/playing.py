"""Runs the pressure replay of a stage under one of its moves, and makes it ready to be shown."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

from casewalk.case import Architecture, Flow, Node
from casewalk.flow import STEP, FlowError, FlowRun, Network, Series, Station, arriving, simulate
from casewalk.numbers import NBSP, show
from casewalk.walk import whatif
from casewalk.walk.beats import Beat
from casewalk.walk.cover import covered
from casewalk.walk.flows import ENDLESS, Numbers, network_from
from casewalk.walk.locks import locked_moves
from casewalk.walk.replays import Replay
from casewalk.walk.scales import Impossible
from casewalk.walk.state import Walk
from casewalk.walk.tracks import Broken, Gone, Limit, Percentile, Served, Track, share_of, whole
from casewalk.walk.workings import Heat, Road, Step, Values, Workings

AS_IT_STANDS = "As it stands"


def replay_stage(
    workings: Workings,
    stage_index: int,
    move: str = "",
    *,
    at: int = 0,
    overrides: Mapping[str, float] | None = None,
    road: Road | None = None,
) -> Replay | None:
    """Run a stage's flow through the architecture as it stands, or as one of the moves of decision `at` leaves it.

    `overrides` are parameters in base units; `road` what was done before, that of the workings without it. None
    where the stage declares no flow. Raises KeyError for a move that is not on offer, FlowError where the flow does not
    fit the architecture, and numbers' errors.
    """
    stage = workings.case.stages[stage_index]
    if stage.flow is None:
        return None
    taken = workings.road_to(stage_index, at) if road is None else road
    name = AS_IT_STANDS
    if move:
        step = Step(stage.id, stage.decisions[at].id, move)
        name = workings.find(step)[2].short
        taken = (*taken, step)
    values = workings.values(taken, workings.parameters(stage_index) | dict(overrides or {}))
    numbers = Numbers(stage.flow, values)
    architecture = workings.architecture(taken)
    network = network_from(stage.flow, architecture, numbers)
    heats, counts = workings.heats(taken, values), workings.counts(taken, values)
    metric = _metric_text(workings, stage.flow.metric, values)
    return _Making(stage.flow, architecture, numbers, heats, counts, network, metric).replay(stage_index, move, name)


def _metric_text(workings: Workings, metric: str, values: Values) -> str:
    """A metric with its value: `Last words P95, 6.51 s`."""
    return f"{workings.label_of(metric)}, {show(values[metric], workings.unit_of(metric))}" if metric else ""


def replays_of(
    workings: Workings, stage_index: int, moves: Sequence[str], *, at: int = 0, overrides: Mapping[str, float]
) -> tuple[Replay, ...]:
    """The replay of each of these moves, or, without one, of the architecture as it stands.

    Raises Impossible, saying what there is instead, where a stage declares no flow or has no such move, and where the
    flow cannot run under such parameters.
    """
    stage = workings.case.stages[stage_index]
    if stage.flow is None:
        others = [s.id for s in workings.case.stages if s.flow]
        raise Impossible(f"stage {stage.id!r} declares no flow to replay; {', '.join(others) or 'no stage'} does")
    known = [move.id for move in stage.decisions[at].moves]
    locked = {move.id: reason for move, reason in locked_moves(workings, stage_index, at)}
    for move in moves:
        if move not in known:
            raise Impossible(f"no move {move!r}; the moves are {', '.join(known)}")
        if move in locked:
            raise Impossible(f"{workings.find(Step(stage.id, stage.decisions[at].id, move))[2].short} {locked[move]}")
    try:
        found = [replay_stage(workings, stage_index, move, at=at, overrides=overrides) for move in moves or ("",)]
    except FlowError as error:
        standing = workings.architecture(workings.road_to(stage_index, at)).nodes
        part = standing.get(error.station)
        message = f"{part.label}: {error.message}" if part else str(error)
        raise Impossible(f"the replay cannot run like this: {message}") from None
    return tuple(replay for replay in found if replay is not None)


def closed(workings: Workings, walk: Walk, stage_index: int, beat: Beat, move: str = "") -> str:
    """Why the replay of a beat's stage may not be looked at yet; empty once it may, or where there is none to speak of.

    It shows what an estimate asks for, and a move's would give the move away.
    """
    if covered(workings, walk, stage_index):
        return "answer the estimate first; then the replay opens"
    return whatif.closed(workings.case, walk, stage_index, beat, "the replay of a move") if move else ""


class _Making:
    """A run made into what is shown."""

    def __init__(
        self,
        flow: Flow,
        architecture: Architecture,
        numbers: Numbers,
        heats: Mapping[str, Heat],
        counts: Mapping[str, int],
        network: Network,
        metric: str,
    ) -> None:
        self._metric = metric
        self._flow, self._architecture, self._numbers, self._heats = flow, architecture, numbers, heats
        self._network, self._counts = network, counts
        self._run: FlowRun = simulate(network, STEP)
        self._stations = {s.name: s for s in network.stations if s.name in architecture.nodes}

    def replay(self, stage_index: int, move: str, name: str) -> Replay:
        """The whole."""
        tracks = tuple(self._track(station) for station in self._stations.values())
        ends = frozenset(s.name for s in self._network.stations if not s.routes)
        return Replay(
            stage_index=stage_index,
            move=move,
            name=name,
            architecture=self._architecture,
            counts=self._counts,
            step=self._run.step,
            times=tuple(self._run.times),
            tracks=tracks,
            served=self._served(),
            broken=tuple(self._broken()),
            gone=tuple(self._gone(ends)),
            limits=tuple(self._limits(tracks)),
            starved=tuple(
                f"{self._node(p).label}: {self._starved_text(p)}" for p in self._stations if self._starved(p)
            ),
            ends=ends,
            came=tuple(accumulate(self._offered(n) for n in range(len(self._run.times)))),
            parts_with=self._parts_with(),
            stocked=any(station.stock < math.inf for station in self._stations.values()),
            timed=self._flow.timed,
            metric=self._metric,
        )

    def _offered(self, n: int) -> float:
        """What comes from outside in a step."""
        step = self._run.step
        ends = min((n + 1) * step, self._network.seconds)
        return sum(arriving(station.arrivals, n * step, ends) for station in self._network.stations)

    def _parts_with(self) -> dict[str, float]:
        """What the routes of a station leave over has what it came for."""
        rests = ((s.name, 1 - sum(route.share for route in s.routes)) for s in self._stations.values() if s.routes)
        return {name: rest for name, rest in rests if rest > 1e-9}

    def _node(self, part: str) -> Node:
        return self._architecture.nodes[part]

    def _noun(self, part: str) -> str:
        return self._flow.stations[part].noun or self._flow.noun

    def _taken(self, part: str) -> float:
        return self._numbers.at("stations", part, "taken", otherwise=0.0)

    def _capacity(self, station: Station) -> float:
        """What the whole part takes a second, other work included.

        The diagram's own capacity where it is told in what flows: a door that lets in at a pace of its own answers many
        more than it lets in.
        """
        heat, part = self._heats.get(station.name), station.name
        if station.servers == ENDLESS:
            return math.inf
        if heat is not None and heat.unit == f"{self._noun(part)}/s":
            return heat.capacity
        if not self._starved(part):
            return station.capacity / (1 - self._taken(part))
        # What is written is what is left, and less than nothing of it; the whole follows from it all the same.
        rate, servers = (self._numbers.at("stations", part, key) for key in ("rate", "servers"))
        left = rate if station.servers is None else servers / station.service
        spare = 1 - self._taken(part)
        return left / spare if spare < 0 and left < 0 else station.capacity

    def _starved(self, part: str) -> bool:
        """Whether other work takes all of a part, so that this flow has nothing of it."""
        return self._taken(part) >= 1

    def _starved_text(self, part: str) -> str:
        """What takes all of a part, with the numbers: `pages alone ask for 4.67 k of its 3 k tx/s`."""
        taken, by, heat = self._taken(part), self._flow.stations[part].taken_by, self._heats.get(part)
        who = f"{by} alone ask for" if by else "other work alone asks for"
        if heat is None:
            return f"{who} {show(taken, '%')} of it"
        amount = show(taken * heat.capacity, heat.unit).removesuffix(f"{NBSP}{heat.unit}")
        return f"{who} {amount} of its {show(heat.capacity, heat.unit)}"

    def _track(self, station: Station) -> Track:
        seen, node = self._run.series[station.name], self._node(station.name)
        capacity, per = self._capacity(station), 1 / self._run.step

        def rate(values: Iterable[float]) -> tuple[float, ...]:
            return tuple([value * per for value in values])

        return Track(
            part=station.name,
            label=node.label,
            short=node.short or node.label,
            kind=node.kind,
            unit=f"{self._noun(station.name)}/s",
            noun=self._noun(station.name),
            capacity=capacity,
            arriving=rate(seen.arrivals),
            served=rate(seen.served),
            refused=rate(seen.dropped),
            gave_up=rate(seen.reneged),
            turned_away=rate(seen.sold_out),
            wasted=rate(seen.wasted),
            coming_back=rate(seen.retries),
            backlog=tuple(seen.backlog),
            wait=tuple(0.0 for _ in seen.wait) if self._starved(station.name) else tuple(seen.wait),
            utilisation=tuple(seen.utilisation),
            heat=self._heat(station, seen, capacity, per),
            totals=self._run.totals[station.name],
        )

    def _heat(self, station: Station, seen: Series, capacity: float, per: float) -> tuple[float, ...]:
        """Arrivals against capacity, and no less than what is in use, as a line is worked off after the rush."""
        if capacity == math.inf:
            return tuple(0.0 for _ in seen.arrivals)
        taken = self._taken(station.name)
        own = station.capacity / capacity
        pairs = zip(seen.arrivals, seen.utilisation, strict=True)
        return tuple([taken + max(came * per / capacity, busy * own) for came, busy in pairs])

    def _served(self) -> Served:
        run, flow = self._run, self._flow
        wanted = self._numbers.at("wanted", otherwise=run.offered)
        share = share_of(whole(run.completed), wanted)
        times = {"P50": run.p50, "P95": run.p95, "P99": run.p99} if run.completed >= 1 else {}
        return Served(
            amount=run.completed,
            of=wanted,
            who=flow.who or flow.noun,
            percentiles=tuple(Percentile(name, seconds, share) for name, seconds in times.items()),
        )

    def _broken(self) -> Iterable[Broken]:
        for failure in self._run.failures:
            if failure.station in self._stations:
                n = round(failure.at / self._run.step)
                why = self._why(failure.station, failure.cause, n)
                yield Broken(failure.station, self._node(failure.station).label, failure.at, failure.cause, why)

    def _why(self, part: str, cause: str, n: int) -> str:
        if self._starved(part):
            return f"{self._starved_text(part)}, and nothing is left"
        seen = self._run.series[part]
        if cause == "late":
            late = show(self._stations[part].late, "s")
            return f"what joins then waits {show(seen.wait[n], 's')}, and more than {late} counts as failed"
        totals = self._run.totals[part]
        if cause == "refuses":
            return f"it refuses {show(totals.dropped / totals.arrivals, '%')} of all that comes"
        if totals.arrivals <= 0:
            return "those who wait give up"
        return f"as many give up as {show(totals.reneged / totals.arrivals, '%')} of all that comes"

    def _gone(self, ends: frozenset[str]) -> Iterable[Gone]:
        for part, at in sorted(self._run.sold_out_at.items(), key=lambda item: item[1]):
            if part in self._stations:
                yield Gone(
                    part=part,
                    label=self._node(part).label,
                    at=at,
                    stock=self._stations[part].stock,
                    turned_away=self._run.totals[part].sold_out,
                    what=self._flow.stations[part].gone or "the stock is gone",
                    noun=self._noun(part),
                    last=part in ends,
                )

    def _limits(self, tracks: Iterable[Track]) -> Iterable[Limit]:
        for track in sorted(tracks, key=lambda t: -t.peak("heat")[0]):
            if track.capacity < math.inf:
                heat, n = track.peak("heat")
                yield Limit(track.part, track.label, heat, n * self._run.step)

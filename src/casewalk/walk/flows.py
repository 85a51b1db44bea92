"""A stage's flow over the architecture of a road, as a network that can be simulated."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace

from casewalk.case import Architecture, Flow, FlowStation
from casewalk.flow import MOST_STEPS, STEP, FlowError, Network, Retries, Route, Station
from casewalk.numbers import Definition, compile_sheet, names_in
from casewalk.walk.workings import Road, Values, Workings

UNITS = {"rate": "req/s"} | dict.fromkeys(("at", "service", "patience", "late", "after", "pause", "lasts"), "s")
"""The unit of a bare number; the other keys are plain counts and shares."""

LONGEST = STEP * MOST_STEPS
"""Seconds that a replay may last: longer ones would keep the reader waiting."""
STARVED = 1e-12
"""So little a second that nothing is served: what is left of a part all of whose capacity other work takes."""
ENDLESS = 1e12
"""So many servers that nobody waits for one."""

Keyed = tuple[tuple[str | int, ...], str | int | float]
"""Where an expression stands inside a flow, and the expression."""


def flow_sources(flow: Flow) -> Iterator[Keyed]:
    """Every expression of a flow, each with its path inside it as an author wrote it."""
    yield ("lasts",), flow.lasts
    if flow.wanted is not None:
        yield ("wanted",), flow.wanted
    for name, station in flow.stations.items():
        for path, source in _station_sources(station):
            yield ("stations", name, *path), source


def _station_sources(station: FlowStation) -> Iterator[Keyed]:
    for place, entry in enumerate(station.arrivals):
        yield ("arrivals", place, "at"), entry.begins
        yield ("arrivals", place, "rate"), entry.rate
    for key in ("servers", "service", "rate", "taken", "queue", "patience", "stock", "late", "pause"):
        source = getattr(station, key)
        if source is not None:
            yield (key,), source
    if station.retries is not None:
        for key in ("share", "after", "most"):
            yield ("retries", key), getattr(station.retries, key)
    for target, source in station.routes.items():
        yield ("next", target), source


def flow_unit(path: tuple[str | int, ...]) -> str:
    """The unit in which the expression at a path is read."""
    return UNITS.get(str(path[-1]), "") if path[-2:-1] != ("next",) else ""


class Numbers:
    """The values of a flow's expressions, by path."""

    def __init__(self, flow: Flow, values: Values) -> None:
        written = {f"flow__{place}": keyed for place, keyed in enumerate(flow_sources(flow))}
        names = sorted({name for _, source in written.values() for name in names_in(source)})
        definitions = {name: Definition(source, flow_unit(path)) for name, (path, source) in written.items()}
        found = compile_sheet(dict.fromkeys(names, ""), definitions).evaluate({name: values[name] for name in names})
        self._values = {path: found[name] for name, (path, _) in written.items()}

    def at(self, *path: str | int, otherwise: float = math.inf) -> float:
        """The value at a path, or what stands for an absent key."""
        return self._values.get(path, otherwise)


def _present(flow: Flow, architecture: Architecture) -> frozenset[str]:
    return frozenset(name for name in flow.stations if name in architecture.nodes)


def _routes(
    flow: Flow, numbers: Numbers, present: frozenset[str], name: str, share: float = 1.0, seen: tuple[str, ...] = ()
) -> dict[str, float]:
    """Where work goes after a station; a station whose part is not there is passed through, on to what follows it."""
    found: dict[str, float] = {}
    for target in flow.stations[name].routes:
        part = share * numbers.at("stations", name, "next", target)
        if target in present:
            found[target] = found.get(target, 0.0) + part
        elif target in flow.stations and target not in seen:
            for beyond, more in _routes(flow, numbers, present, target, part, (*seen, target)).items():
                found[beyond] = found.get(beyond, 0.0) + more
        else:
            raise FlowError(f"{target!r} is no station that work can go on to", name)
    return found


def _arrivals(flow: Flow, numbers: Numbers, name: str) -> tuple[tuple[float, float], ...]:
    entries = range(len(flow.stations[name].arrivals))
    places = (("stations", name, "arrivals", place) for place in entries)
    return tuple((numbers.at(*place, "at"), numbers.at(*place, "rate")) for place in places)


def _retries(flow: Flow, numbers: Numbers, present: frozenset[str], name: str) -> Retries | None:
    rule = flow.stations[name].retries
    if rule is None:
        return None
    share, after, most = (numbers.at("stations", name, "retries", key) for key in ("share", "after", "most"))
    if not math.isfinite(most):
        raise FlowError("nobody tries again for ever", name)
    back = rule.at or name
    if back not in flow.stations:
        raise FlowError(f"{back!r} is no station to come back to", name)
    return Retries(share, after, int(most), back if back in present else _first_beyond(flow, present, back))


def _first_beyond(flow: Flow, present: frozenset[str], name: str) -> str:
    """The first station that stands on the way after one whose part is not there."""
    todo, seen = [name], {name}
    while todo:
        here = todo.pop(0)
        if here in present:
            return here
        following = [t for t in flow.stations[here].routes if t in flow.stations and t not in seen]
        todo += following
        seen.update(following)
    raise FlowError("no part of this architecture comes after it", name)


def _stations(flow: Flow, numbers: Numbers, present: frozenset[str], name: str) -> Iterator[Station]:
    """A part's station, and where people pause after it another that stands for the pause."""
    station = _station(flow, numbers, present, name)
    pause = numbers.at("stations", name, "pause", otherwise=0.0)
    if pause <= 0 or not station.routes:
        yield station
        return
    yield replace(station, routes=(Route(pause_after(name), sum(route.share for route in station.routes)),))
    whole = sum(route.share for route in station.routes)
    routes = tuple(Route(route.station, route.share / whole) for route in station.routes)
    yield Station(pause_after(name), servers=ENDLESS, service=pause, counted=False, routes=routes)


def pause_after(name: str) -> str:
    """The station that stands for the pause after a part; no part is called so."""
    return f"{name} pause"


def _station(flow: Flow, numbers: Numbers, present: frozenset[str], name: str) -> Station:
    declared = flow.stations[name]
    routes = _routes(flow, numbers, present, name)
    taken = numbers.at("stations", name, "taken", otherwise=0.0)
    if not taken >= 0:
        raise FlowError("other work takes a share that is nought or more", name)
    servers = numbers.at("stations", name, "servers", otherwise=ENDLESS) if declared.service is not None else None
    if declared.service is None and declared.servers is not None:
        servers = numbers.at("stations", name, "servers")
    service = numbers.at("stations", name, "service", otherwise=0.0)
    rate = numbers.at("stations", name, "rate")
    if taken >= 1:
        servers, rate = (None, STARVED) if servers is None else (STARVED * service, rate)
    return Station(
        name=name,
        arrivals=_arrivals(flow, numbers, name),
        servers=servers,
        service=service,
        even=declared.even,
        rate=rate,
        queue=numbers.at("stations", name, "queue"),
        patience=numbers.at("stations", name, "patience"),
        wasted=declared.wasted,
        retries=_retries(flow, numbers, present, name),
        stock=numbers.at("stations", name, "stock"),
        late=numbers.at("stations", name, "late"),
        routes=tuple(Route(target, share) for target, share in routes.items() if share > 0),
    )


def network_of(flow: Flow, architecture: Architecture, values: Values) -> Network:
    """A flow over an architecture under such values (base units). Raises FlowError, and numbers' errors."""
    return network_from(flow, architecture, Numbers(flow, values))


def network_from(flow: Flow, architecture: Architecture, numbers: Numbers) -> Network:
    """A flow over an architecture, its expressions evaluated. Raises FlowError."""
    present = _present(flow, architecture)
    for name, station in flow.stations.items():
        if station.arrivals and name not in present:
            raise FlowError("work arrives at it, and the architecture does not have it", name)
    found = (s for name in flow.stations if name in present for s in _stations(flow, numbers, present, name))
    seconds = numbers.at("lasts")
    if LONGEST < seconds < math.inf:
        raise FlowError(f"a replay lasts {LONGEST:.0f} s at most")
    return Network(tuple(found), seconds)


def flow_of(
    workings: Workings, stage_index: int, road: Road, overrides: Mapping[str, float] | None = None
) -> Network | None:
    """What a stage's pressure runs through the architecture of a road; None where the stage declares no flow.

    `overrides` are parameters in base units. Raises FlowError where the flow does not fit the architecture.
    """
    flow = workings.case.stages[stage_index].flow
    if flow is None:
        return None
    values = workings.values(road, workings.parameters(stage_index) | dict(overrides or {}))
    return network_of(flow, workings.architecture(road), values)

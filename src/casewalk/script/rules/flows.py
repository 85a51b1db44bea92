"""Rules on flow: every station is a part, and the replay can run under every move."""

from __future__ import annotations

from collections.abc import Iterator

from casewalk.case import Flow, Stage
from casewalk.flow import FlowError
from casewalk.script.findings import Path_
from casewalk.script.rules.report import Report, moves_of
from casewalk.walk import Road, Step, flow_of


def check_flows(report: Report) -> None:
    """CW207: a flow names parts and stations that there are, and makes a network under every move of its stage."""
    for index, stage in enumerate(report.case.stages):
        if stage.flow is not None and not _names(report, index, stage, stage.flow):
            _runs(report, index, stage)


def _names(report: Report, index: int, stage: Stage, flow: Flow) -> bool:
    """Report names that lead nowhere; whether there are any."""
    roads = [(*report.workings.product_road(index, at), _step(stage, at, move.id)) for _, at, move in moves_of(stage)]
    parts = {name for road in roads for name in report.workings.architecture(road).nodes}
    astray: list[tuple[Path_, str]] = []
    for name, station in flow.stations.items():
        path: Path_ = ("flow", "stations", name)
        if name not in parts:
            astray.append((path, f"{name!r} is no part under any move of this stage"))
        astray += [((*path, "next", t), f"{t!r} is no station") for t in station.routes if t not in flow.stations]
        if station.retries and station.retries.at and station.retries.at not in flow.stations:
            astray.append(((*path, "retries", "at"), f"{station.retries.at!r} is no station"))
    for path, message in astray:
        key = path[-1] != "at"
        report.add("CW207", report.stage_file(stage), path, message, f"stations: {', '.join(flow.stations)}", key=key)
    return bool(astray)


def _step(stage: Stage, at: int, move: str) -> Step:
    return Step(stage.id, stage.decisions[at].id, move)


def _runs(report: Report, index: int, stage: Stage) -> None:
    told: set[tuple[str, str]] = set()
    for moment, road in _roads(report, index, stage):
        try:
            flow_of(report.workings, index, road)
        except FlowError as error:
            if (error.station, error.message) in told:
                continue
            told.add((error.station, error.message))
            path: Path_ = ("flow", "stations", error.station) if error.station else ("flow", "lasts")
            message = f"the replay cannot run {moment}: {error.message}"
            report.add("CW207", report.stage_file(stage), path, message, key=True)


def _roads(report: Report, index: int, stage: Stage) -> Iterator[tuple[str, Road]]:
    """Every architecture that the stage can be replayed through: after each move, and as it stands before it."""
    for _, at, move in moves_of(stage):
        yield f"under {move.id!r}", (*report.workings.product_road(index, at), _step(stage, at, move.id))
    for at in range(len(stage.decisions)):
        yield "before the move", report.workings.product_road(index, at)

"""The pressure replay's engine: a stretch of time as a fluid through stations with limits. Knows nothing of cases."""

from casewalk.flow.network import FlowError, Network, Retries, Route, Station
from casewalk.flow.record import Failure, FlowRun, Series, Totals
from casewalk.flow.simulate import MOST_STEPS, STEP, arriving, simulate

__all__ = [
    "MOST_STEPS",
    "STEP",
    "Failure",
    "FlowError",
    "FlowRun",
    "Network",
    "Retries",
    "Route",
    "Series",
    "Station",
    "Totals",
    "arriving",
    "simulate",
]

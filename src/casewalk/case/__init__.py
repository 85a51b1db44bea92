"""The words: frozen types for a case and everything in it. No I/O, and no other room of ours."""

from casewalk.case.architecture import (
    NO_PATCH,
    Architecture,
    ArchitecturePatch,
    Edge,
    EdgeEnds,
    EdgeKind,
    Node,
    NodeChange,
    NodeKind,
)
from casewalk.case.base import Expression, Word
from casewalk.case.case import FORMAT, Case, CaseHeader, Term
from casewalk.case.flow import ArrivalRate, Flow, FlowStation, RetryRule
from casewalk.case.forces import FORCES, Force
from casewalk.case.model import COST_NAMES, Formula, Lever, Metric, Model, Parameter
from casewalk.case.stage import (
    Costs,
    Decision,
    DecisionRecord,
    Estimate,
    Failure,
    Flip,
    Fragment,
    Move,
    Signal,
    Stage,
    StageKind,
)

__all__ = [
    "COST_NAMES",
    "FORCES",
    "FORMAT",
    "NO_PATCH",
    "Architecture",
    "ArchitecturePatch",
    "ArrivalRate",
    "Case",
    "CaseHeader",
    "Costs",
    "Decision",
    "DecisionRecord",
    "Edge",
    "EdgeEnds",
    "EdgeKind",
    "Estimate",
    "Expression",
    "Failure",
    "Flip",
    "Flow",
    "FlowStation",
    "Force",
    "Formula",
    "Fragment",
    "Lever",
    "Metric",
    "Model",
    "Move",
    "Node",
    "NodeChange",
    "NodeKind",
    "Parameter",
    "RetryRule",
    "Signal",
    "Stage",
    "StageKind",
    "Term",
    "Word",
]

"""The engine: pure functions over a case and its numbers. Events in, state out.

The public names live in their modules; the ones that every caller needs are gathered here.
"""

from casewalk.walk.beats import Beat, Question, beats, decision_index, decision_of, flip_of
from casewalk.walk.events import Event, decode, encode
from casewalk.walk.flows import flow_of
from casewalk.walk.patches import Patch, PatchFault, apply_patch, patch_of
from casewalk.walk.readings import Reading, reading, readings
from casewalk.walk.state import Walk, apply, begin, replay
from casewalk.walk.verdicts import Outcome, Verdict, judge
from casewalk.walk.workings import Heat, Road, Step, Values, Workings, node_quantity

__all__ = [
    "Beat",
    "Event",
    "Heat",
    "Outcome",
    "Patch",
    "PatchFault",
    "Question",
    "Reading",
    "Road",
    "Step",
    "Values",
    "Verdict",
    "Walk",
    "Workings",
    "apply",
    "apply_patch",
    "beats",
    "begin",
    "decision_index",
    "decision_of",
    "decode",
    "encode",
    "flip_of",
    "flow_of",
    "judge",
    "node_quantity",
    "patch_of",
    "reading",
    "readings",
    "replay",
]

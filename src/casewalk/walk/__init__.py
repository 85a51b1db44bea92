"""The engine: pure functions over a case and its numbers. Events in, state out."""

from casewalk.walk.patches import Patch, PatchFault, apply_patch, patch_of
from casewalk.walk.readings import Reading, meets, reading, readings
from casewalk.walk.verdicts import Outcome, Verdict, judge, parts_added
from casewalk.walk.workings import Heat, Road, Step, Values, Workings, limit_name, node_quantity

__all__ = [
    "Heat",
    "Outcome",
    "Patch",
    "PatchFault",
    "Reading",
    "Road",
    "Step",
    "Values",
    "Verdict",
    "Workings",
    "apply_patch",
    "judge",
    "limit_name",
    "meets",
    "node_quantity",
    "parts_added",
    "patch_of",
    "reading",
    "readings",
]

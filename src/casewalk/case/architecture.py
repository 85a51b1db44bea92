"""An architecture: parts on a grid, joined by edges, and the patches that change it from stage to stage."""

from typing import Literal

from casewalk.case.base import Expression, GridLine, PartId, Word

NodeKind = Literal[
    "client", "cdn", "gateway", "service", "queue", "cache", "db", "worker", "external", "store", "model"
]
EdgeKind = Literal["sync", "async"]


class Node(Word, frozen=True, kw_only=True):
    """One part of the architecture: a deployable, a store, or a system of somebody else's."""

    kind: NodeKind
    label: str
    at: tuple[GridLine, GridLine]
    """Column and row on the author's grid; a part keeps its place from stage to stage."""
    about: str = ""
    """One or two sentences: what this part is and does."""
    short: str = ""
    """A name for narrow pictures; the label where it is empty."""
    load: Expression | None = None
    """What arrives at it. Utilisation, the part's heat, is load / capacity; both in `unit`."""
    capacity: Expression | None = None
    unit: str = ""
    times: Expression = 1
    """How many of it there are, where one box stands for them all: a store for each tenant. Load and capacity are those
    of all of them together."""
    rules: tuple[str, ...] = ()
    """What holds here, in a few words each: a conditional update, a hold of fifteen minutes."""
    parts: tuple[str, ...] = ()
    """Modules inside one deployable."""


class NodeChange(Word, frozen=True, kw_only=True):
    """What a patch changes of a node; what is absent stays as it was.

    `rules` and `parts` are those that begin, beside what stands; `drop` names those that end. So what a part holds is
    what the moves of a road put there, whichever they were.
    """

    kind: NodeKind | None = None
    label: str | None = None
    at: tuple[GridLine, GridLine] | None = None
    about: str | None = None
    short: str | None = None
    load: Expression | None = None
    capacity: Expression | None = None
    unit: str | None = None
    rules: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    """Rules and modules that end; one that does not stand on a road is gone already."""
    also: str = ""
    """A sentence after what is told of the part already; `about` puts another text in its place."""


class Edge(Word, frozen=True, kw_only=True, rename={"source": "from", "target": "to"}):
    """A call (`sync`: the caller waits) or a message (`async`) from one part to another."""

    source: str
    target: str
    label: str = ""
    kind: EdgeKind = "sync"


class EdgeEnds(Word, frozen=True, kw_only=True, rename={"source": "from", "target": "to"}):
    """Names an edge by its two ends; one edge a direction between two parts."""

    source: str
    target: str


class Architecture(Word, frozen=True, kw_only=True):
    """Nodes by id, and the edges between them."""

    nodes: dict[PartId, Node] = {}
    edges: tuple[Edge, ...] = ()


class ArchitecturePatch(Word, frozen=True, kw_only=True):
    """What a move does to the architecture. Order: remove, disconnect, add, change, connect, times.

    Removing a node takes its edges along. On the product's road, connecting two ends that are joined
    already, without disconnecting them first, is a fault; on any other road a patch gives way (see
    `casewalk.walk.settling`).
    """

    add: dict[PartId, Node] = {}
    change: dict[PartId, NodeChange] = {}
    remove: tuple[str, ...] = ()
    connect: tuple[Edge, ...] = ()
    disconnect: tuple[EdgeEnds, ...] = ()
    times: dict[PartId, Expression] = {}
    """How many there are of parts that stand, as `Node.times`; on another road than the product's, of those that do."""

    @property
    def empty(self) -> bool:
        """Whether it changes nothing."""
        return not (self.add or self.change or self.remove or self.connect or self.disconnect or self.times)


NO_PATCH = ArchitecturePatch()

__all__ = [
    "NO_PATCH",
    "Architecture",
    "ArchitecturePatch",
    "Edge",
    "EdgeEnds",
    "EdgeKind",
    "Node",
    "NodeChange",
    "NodeKind",
]

"""A case: what the library shows of it, its model, its stages, its words."""

from typing import Annotated

from casewalk.case.base import AT_LEAST_ONE, Word
from casewalk.case.forces import Force
from casewalk.case.model import Model
from casewalk.case.stage import Stage

FORMAT = 1
"""The number of the case format that this program reads."""


class CaseHeader(Word, frozen=True, kw_only=True):
    """`case.yaml`: all that the library screen needs, and nothing more."""

    format: int
    id: str
    title: str
    """The product's name."""
    subtitle: str
    """What it is, in up to 40 cells."""
    product: str
    """What is at stake, in two or three sentences."""
    drills: tuple[str, ...]
    spelt: dict[str, str] = {}
    """By topic: how it is written where its id with spaces does not read, as `graph RAG` for `graph-rag`."""
    templates: tuple[str, ...] = ()
    minutes: int
    """How long it takes to walk; `casewalk check --quality` computes it."""
    stages: Annotated[tuple[str, ...], AT_LEAST_ONE]
    forces: dict[str, Force] = {}
    """By stage: the force that it is really about. The library shows where other cases meet the same one."""

    def topic(self, name: str) -> str:
        """A topic as words."""
        return self.spelt.get(name, name.replace("-", " "))


class Term(Word, frozen=True, kw_only=True):
    """One word of the case's glossary (`glossary.yaml`)."""

    term: str
    meaning: str
    also: tuple[str, ...] = ()
    """Other spellings under which the text uses it."""


class Case(Word, frozen=True, kw_only=True):
    """A whole case, decoded. That it decodes does not say that it is sound: the checker does."""

    header: CaseHeader
    model: Model
    stages: tuple[Stage, ...]
    glossary: tuple[Term, ...] = ()

    @property
    def id(self) -> str:
        """The case's stable id."""
        return self.header.id

    def stage_index(self, stage_id: str) -> int:
        """Position of a stage, from 0. Raises KeyError for an id that the case does not have."""
        for index, stage in enumerate(self.stages):
            if stage.id == stage_id:
                return index
        raise KeyError(stage_id)

"""The JSON Schema that editors get: it says of every file what the program itself says."""

from __future__ import annotations

import json
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from mutants import FILES, files_of, mutants
from rule_samples import CASE

from casewalk.cli import main
from casewalk.script.decode import KINDS, decode, schema_text
from casewalk.script.reader import Document, Rejected, read

CONTENT = {file: read(text.encode()).content for file, text in FILES.items()}
PRACTICE = {file: read(text.encode()).content for file, text in files_of(CASE).items()}


def kind_of(file: Path) -> str:
    return "stage" if file.parent.name == "stages" else file.stem


@cache
def validator(kind: str) -> Draft202012Validator:
    """A kind's schema, as the program prints it."""
    return Draft202012Validator(json.loads(schema_text(kind)))


@pytest.mark.parametrize("kind", KINDS)
def test_the_program_prints_a_schema_of_every_kind(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", kind]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    schema = json.loads(told.out)
    Draft202012Validator.check_schema(schema)
    assert schema == validator(kind).schema
    assert schema["title"] == f"casewalk {kind} file"


@pytest.mark.parametrize("file", CONTENT, ids=str)
def test_every_file_that_ships_is_valid(file: Path) -> None:
    assert [error.message for error in validator(kind_of(file)).iter_errors(CONTENT[file])] == []


@pytest.mark.parametrize("file", CONTENT, ids=str)
def test_an_unknown_key_is_refused_at_every_level_that_has_fixed_keys(file: Path) -> None:
    known = {key for kind in KINDS for key in _properties(validator(kind).schema)}
    # One of each shape: a model has scores of parameters, all alike.
    shapes = {frozenset(_at(CONTENT[file], path)): path for path in _records(CONTENT[file], known)}
    assert shapes
    for path in shapes.values():
        content = deepcopy(CONTENT[file])
        _at(content, path)["no_such_key"] = 1
        assert not validator(kind_of(file)).is_valid(content), path


def _properties(schema: Any) -> set[str]:
    if isinstance(schema, list):
        return set().union(*map(_properties, schema), set())
    if not isinstance(schema, dict):
        return set()
    return set(schema.get("properties", {})) | set().union(*map(_properties, schema.values()), set())


def _records(value: Any, known: set[str], path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Paths of mappings whose keys are the format's own, not names that the author chose."""
    if isinstance(value, list):
        return [p for n, inner in enumerate(value) for p in _records(inner, known, (*path, n))]
    if not isinstance(value, dict):
        return []
    below = [p for key, inner in value.items() for p in _records(inner, known, (*path, key))]
    own = bool(value) and set(value) <= known and "no_such_key" not in value
    return [path, *below] if own and len(value) > 1 else below


def _at(value: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        value = value[step]
    return value


PLANTS: list[tuple[str, tuple[str | int, ...], Any]] = [
    ("case.yaml", ("minutes",), "fifty"),
    ("case.yaml", ("stages",), []),
    ("case.yaml", ("stages",), "rush"),
    ("case.yaml", ("title",), None),
    ("model.yaml", ("parameters", "meals", "range"), [1]),
    ("model.yaml", ("parameters", "meals", "range"), [1, 2, 3]),
    ("model.yaml", ("parameters", "meals", "whole"), "yes"),
    ("model.yaml", ("metrics", "row_util", "target"), 5),
    ("model.yaml", ("architecture", "nodes", "core", "kind"), "database"),
    ("model.yaml", ("architecture", "nodes", "core", "at"), [-1, 0]),
    ("model.yaml", ("architecture", "nodes", "core", "at"), [0, 99]),
    ("model.yaml", ("architecture", "nodes", "The Core"), {"kind": "db", "label": "Core", "at": [9, 9]}),
    ("stages/rush.yaml", ("kind",), "turnip"),
    ("stages/rush.yaml", ("pressure", "diners"), "many"),
    ("stages/rush.yaml", ("decisions",), []),
    ("stages/rush.yaml", ("decisions", 0, "moves"), []),
    ("stages/rush.yaml", ("decisions", 0, "moves", 0, "costs"), {"weeks": 1}),
    ("stages/rush.yaml", ("decisions", 0, "moves", 1, "levers", "people_in"), [1]),
    ("stages/rush.yaml", ("estimate",), "soon"),
    ("stages/rush.yaml", ("estimate", "answer"), 5),
    ("glossary.yaml", (0, "also"), "requests"),
    ("glossary.yaml", (0,), "req/s"),
]


@pytest.mark.parametrize(("name", "path", "value"), PLANTS, ids=[f"{p[0]} {p[1][-1]} {p[2]}"[:50] for p in PLANTS])
def test_planted_structural_faults_are_refused(name: str, path: tuple[str | int, ...], value: Any) -> None:
    content = deepcopy(PRACTICE[Path(name)])
    _at(content, path[:-1])[path[-1]] = value
    kind = kind_of(Path(name))
    places = [tuple(error.absolute_path) for error in validator(kind).iter_errors(content)]
    assert places
    assert all(place in {path, path[:-1]} or place[: len(path)] == path for place in places)
    found, faults = decode(Document(content, {}), kind)
    assert found is None
    assert {fault[0][: len(path)] for fault in faults} == {path}


@pytest.mark.parametrize("file", CONTENT, ids=str)
def test_every_required_key_is_missed(file: Path) -> None:
    kind = kind_of(file)
    content = CONTENT[file]
    record = content[0] if isinstance(content, list) else content
    for key in record:
        without = deepcopy(content)
        del (without[0] if isinstance(content, list) else without)[key]
        assert validator(kind).is_valid(without) is (decode(Document(without, {}), kind)[0] is not None), key


def test_the_schema_and_the_program_agree_on_mutants() -> None:
    agreed = {True: 0, False: 0}
    for what, file, raw in mutants(seed=3, count=200):
        try:
            document = read(raw)
        except Rejected:
            continue
        kind = kind_of(file)
        found, faults = decode(document, kind)
        assert validator(kind).is_valid(document.content) is (found is not None), (what, file, faults)
        assert bool(faults) is (found is None)
        agreed[found is not None] += 1
    assert min(agreed.values()) > 25

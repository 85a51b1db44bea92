"""Rules on prose: no typed digits, placeholders that resolve, lengths, and moves that are told alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from casewalk.case import Decision, Stage
from casewalk.script.findings import Path_
from casewalk.script.rules.report import Report
from casewalk.walk.beats import Beat, beats
from casewalk.walk.guessing.words import content_words, words_in
from casewalk.walk.moments import natural_moment, resolver
from casewalk.walk.prose import PLACEHOLDER, ProseError, Resolver, cells, fill

_DIGITS = re.compile(r"(?<![\w:.,-])\d[\d.,]*(?![\w:-])(?!\s*:\s*\d)")
_SPARED = re.compile(r"`[^`]*`|\b\d{1,2}:\d{2}\b|\{[^{}]*\}")
ABSOLUTES = {"always", "never", "all", "none", "only", "every", "any", "nobody", "everybody", "nothing", "everything"}
LEAST_ALIKE, MOST_ALIKE = 0.75, 1.33


@dataclass(frozen=True)
class Text:
    """One piece of prose: where it stands, the beat or move that it belongs to, and its longest length in words."""

    file: Path
    path: Path_
    text: str
    stage: int
    at: int = 0
    moment: str = ""
    words: int = 0


def texts(report: Report) -> Iterator[Text]:
    """Every piece of prose that may hold placeholders."""
    for index, stage in enumerate(report.case.stages):
        file = report.stage_file(stage)
        yield from _beat_texts(file, index, stage)
        for at, decision in enumerate(stage.decisions):
            yield from _decision_texts(file, index, at, decision)


def _beat_texts(file: Path, index: int, stage: Stage) -> Iterator[Text]:
    last = len(stage.decisions) - 1
    yield Text(file, ("situation",), stage.situation, index, 0, "now", 120)
    yield Text(file, ("why",), stage.why, index, 0, "before", 120)
    yield Text(file, ("aftermath",), stage.aftermath, index, last, "after", 120)
    if stage.estimate is not None:
        yield Text(file, ("estimate", "ask"), stage.estimate.ask, index, 0, "now", 30)
        yield Text(file, ("estimate", "because"), stage.estimate.because, index, 0, "now", 80)
        for n, hint in enumerate(stage.estimate.hints):
            yield Text(file, ("estimate", "hints", n), hint, index, 0, "now", 40)
    yield Text(file, ("signal", "because"), stage.signal.because, index, 0, "now", 80)
    for name, text in stage.signal.others.items():
        yield Text(file, ("signal", "others", name), text, index, 0, "now", 40)
    for n, hint in enumerate(stage.signal.hints):
        yield Text(file, ("signal", "hints", n), hint, index, 0, "now", 40)
    found = {b.key: b for b in beats(stage) if b.kind == "flip"}
    for n, flip in enumerate(stage.flips):
        at = next((i for i, d in enumerate(stage.decisions) if d.id == flip.decision), 0)
        natural = natural_moment(found.get(flip.id, Beat("flip", flip.id)))
        yield Text(file, ("flips", n, "ask"), flip.ask, index, at, natural, 40)
        yield Text(file, ("flips", n, "because"), flip.because, index, at, natural, 60)


def _decision_texts(file: Path, index: int, at: int, decision: Decision) -> Iterator[Text]:
    path: Path_ = ("decisions", at)
    yield Text(file, (*path, "ask"), decision.ask, index, at, "now", 30)
    yield Text(file, (*path, "reveal"), decision.reveal, index, at, "after", 180)
    for n, hint in enumerate(decision.hints):
        yield Text(file, (*path, "hints", n), hint, index, at, "now", 40)
    for n, move in enumerate(decision.moves):
        yield Text(file, (*path, "moves", n, "how"), move.how, index, at, move.id, 30)
        for what in ("gained", "gave_up", "risk"):
            yield Text(file, (*path, "moves", n, what), getattr(move, what), index, at, move.id, 30)


def check_digits(report: Report) -> None:
    """CW401: no bare digits in prose; a number is a placeholder, or a plain fact in `{=...}`."""
    for text in texts(report):
        bare = _SPARED.sub(lambda m: "x" * len(m[0]), text.text)
        for found in _DIGITS.finditer(bare):
            message = f"the typed figure {found[0]!r}"
            hint = "let the model print it with {quantity}, or say {=figure} for a plain fact"
            report.add("CW401", text.file, text.path, message, hint, offset=found.start())


def check_placeholders(report: Report) -> None:
    """CW402: every placeholder resolves to a quantity at a moment that exists."""
    workings = report.workings
    resolvers: dict[tuple[int, int, str], Resolver] = {}
    for text in texts(report):
        key = (text.stage, text.at, text.moment)
        resolve = resolvers.setdefault(key, resolver(workings, *key))
        for error in _unresolved(text.text, resolve):
            hint = "{q}, {q@before}, {q@now}, {q@move-id} or {=fact}"
            report.add("CW402", text.file, text.path, error.message, hint, offset=error.position)


def _unresolved(text: str, resolve: Resolver) -> Iterator[ProseError]:
    """Every placeholder that does not resolve: one that was found makes room for the next."""
    while True:
        try:
            fill(text, resolve)
        except ProseError as error:
            yield error
            end = text.index("}", error.position) + 1
            text = text[: error.position] + "x" * (end - error.position) + text[end:]
        else:
            return


def check_lengths(report: Report) -> None:
    """CW403: texts, labels and titles fit where they are shown."""
    for text in texts(report):
        count = len(PLACEHOLDER.sub("x", text.text).split())
        if text.words and count > text.words:
            report.add("CW403", text.file, text.path, f"{count} words; up to {text.words} are read")
    for name, parameter in report.case.model.parameters.items():
        _cells(report, report.model_file, ("parameters", name, "short"), parameter.short, 20)
    for stage in report.case.stages:
        file = report.stage_file(stage)
        _cells(report, file, ("title",), stage.title, 44)
        for at, decision in enumerate(stage.decisions):
            for n, move in enumerate(decision.moves):
                path: Path_ = ("decisions", at, "moves", n)
                _cells(report, file, (*path, "label"), move.label, 48)
                _cells(report, file, (*path, "short"), move.short, 20)


def _cells(report: Report, file: Path, path: Path_, text: str, most: int) -> None:
    if cells(text) > most:
        report.add("CW403", file, path, f"{cells(text)} cells wide; up to {most} are shown")


def check_glossary(report: Report) -> None:
    """CW404: terms are there, and each once."""
    seen: dict[str, int] = {}
    for at, term in enumerate(report.case.glossary):
        for word in (term.term, *term.also):
            if word.lower() in seen and seen[word.lower()] != at:
                report.add("CW404", report.glossary_file, (at, "term"), f"{word!r} is explained already")
            seen[word.lower()] = at


def check_alike(report: Report) -> None:
    """CW502 to CW505: moves of a decision are alike in length and form, and nothing in them gives the answer away."""
    for stage in report.case.stages:
        for at, decision in enumerate(stage.decisions):
            _lengths_alike(report, stage, at, decision)
            _absolutes(report, stage, at, decision)
            _clues(report, stage, at, decision)


def _lengths_alike(report: Report, stage: Stage, at: int, decision: Decision) -> None:
    sizes = [len(m.how) for m in decision.moves]
    mean = sum(sizes) / len(sizes)
    for n, size in enumerate(sizes):
        if not LEAST_ALIKE * mean <= size <= MOST_ALIKE * mean:
            message = f"{size} characters, where the moves here have {mean:.0f} on average"
            path: Path_ = ("decisions", at, "moves", n, "how")
            report.add("CW502", report.stage_file(stage), path, message, "between 0.75 and 1.33 of the mean")


def _words(text: str) -> set[str]:
    return set(words_in(PLACEHOLDER.sub(" ", text)))


def _absolutes(report: Report, stage: Stage, at: int, decision: Decision) -> None:
    used = [(n, m, _words(f"{m.label} {m.how}") & ABSOLUTES) for n, m in enumerate(decision.moves)]
    chosen = next((words for _, m, words in used if m.id == decision.chosen), set())
    if chosen or sum(bool(words) for _, _, words in used) < 2:
        return
    for n, _, words in used:
        if words:
            message = f"absolutes ({', '.join(sorted(words))}) stand only in moves that the product did not take"
            path: Path_ = ("decisions", at, "moves", n, "how")
            report.add(
                "CW503", report.stage_file(stage), path, message, "say it without, or use one in the product's too"
            )


def _clues(report: Report, stage: Stage, at: int, decision: Decision) -> None:
    asked = content_words(PLACEHOLDER.sub(" ", decision.ask))
    having = {w: [m.id for m in decision.moves if w in _words(f"{m.label} {m.how}")] for w in asked}
    for word, moves in sorted(having.items()):
        if moves == [decision.chosen]:
            n = next(i for i, m in enumerate(decision.moves) if m.id == decision.chosen)
            message = f"{word!r} stands in the question and in the product's move alone"
            path: Path_ = ("decisions", at, "moves", n, "how")
            report.add("CW504", report.stage_file(stage), path, message, "say it otherwise in one of them")

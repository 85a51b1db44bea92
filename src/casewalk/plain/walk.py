"""The plain walk: print, read a line, print. No cursor movement, no escapes; made for screen readers and pipes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from casewalk.case import Move
from casewalk.export import pages
from casewalk.export.reveals import debrief_text, estimate_answer, reveal_text
from casewalk.journal.logbook import Logbook
from casewalk.plain.replay import replay_asked
from casewalk.plain.told import FOLLOWING, HELP, LIVE, WIDTH, Say, say_wrapped
from casewalk.plain.whatif import PlainWhatIf
from casewalk.walk import Event, Walk, Workings, decision_index, decision_of, flip_of, telling
from casewalk.walk.answers import (
    NONE_FITS,
    NONE_YET,
    Refused,
    advance,
    estimate,
    hint,
    hints_of,
    note,
    offered_moves,
    offered_readings,
    pick,
    point,
    predict,
)
from casewalk.walk.asking import offered_metrics, right_signal, spoken_of, unasked
from casewalk.walk.beats import further_flips
from casewalk.walk.cover import NOTHING, covered
from casewalk.walk.events import Sure
from casewalk.walk.flips import answer_flip, change_texts
from casewalk.walk.locks import locked_moves
from casewalk.walk.metrics import OfferedReading, offered_reading
from casewalk.walk.moments import BEFORE, NOW, ask_text, standing_at, tell_move
from casewalk.walk.needed import closed, figures, needed
from casewalk.walk.offroad import paragraph
from casewalk.walk.prose import capital, plain, terms_in
from casewalk.walk.remaining import of_moves_text
from casewalk.walk.replays import LEGEND, LIMITS
from casewalk.walk.tradeoff import price_of

Ask = Callable[[str], str | None]
"""Prints a prompt and returns the line typed; None at the end of input."""
SURE: dict[str, Sure] = {"1": "low", "2": "middle", "3": "high"}


def numbered(text: str, most: int) -> int:
    """The number from 1 to `most` that a text is; 0 for any other text."""
    short = len(text) <= 4 and text.isascii() and text.isdigit()
    return int(text) if short and int(text) <= most else 0


class Left(Exception):
    """The learner leaves, or the input has ended. What was answered is saved."""


@dataclass
class PlainWalk:
    """One walk over a pair of functions that print and read."""

    workings: Workings
    digest: str
    walk: Walk
    logbook: Logbook
    say: Say
    ask: Ask
    width: int = WIDTH

    def __post_init__(self) -> None:
        self.workings = self.workings.along(self.walk.road)
        self._what_if = PlainWhatIf(self.width)
        self.say = partial(say_wrapped, self.say, self.width)

    def run(self) -> Walk:
        """Walk to the debrief, or until the learner leaves; returns the walk as far as it came."""
        case = self.workings.case
        for line in (f"{case.header.title}: {case.header.subtitle}. Plain mode, as asked for.", *HELP):
            self.say(line)
        self.say(LIVE if self.walk.live else FOLLOWING)
        self.say("")
        for misfit in self.walk.misfits:
            self.say(f"Left out, because the case has changed: {misfit}.")
        if not self.walk.finished and self.walk.at(case)[1].kind != "situation":
            self.say(f"Going on where you were: {pages.heading(self.workings, self.walk.stage)[0]}.")
        try:
            while not self.walk.finished:
                self._beat()
            self._debrief()
        except Left:
            self.say(
                "Left. Everything that was answered is saved." if not self.logbook.trouble else self.logbook.trouble
            )
        return self.walk

    def _beat(self) -> None:
        beat = self.walk.at(self.workings.case)[1]
        lines = {
            "situation": self._situation,
            "why": lambda: plain(telling.why(self.workings, self.walk.stage), self.width),
            "estimate": self._estimate,
            "signal": self._signal,
            "move": self._move,
            "reveal": self._reveal,
            "aftermath": self._aftermath,
            "flip": self._flip,
        }[beat.kind]()
        self._say_all(lines)
        if beat.kind == "move":  # its last line, the why, has just been typed
            self._advance()
        else:
            self._go_on()

    def _say_all(self, lines: Iterable[str] | None) -> None:
        for line in lines or ():
            self.say(line)

    def _record(self, event: Event) -> None:
        self.walk = self.logbook.record(self.workings.case, self.walk, event, self.digest)
        self.workings = self.workings.along(self.walk.road)
        if self.logbook.trouble:
            self.say(f"Note: {self.logbook.trouble}.")

    def _go_on(self) -> None:
        self._line("Enter to go on: ", lambda text: not text)
        self._advance()

    def _advance(self) -> None:
        beat = self.walk.at(self.workings.case)[1]
        asked = not unasked(self.workings, self.walk.stage, beat)
        self._record(advance(self.workings.case, self.walk, asked=asked))
        self.say("")

    def _line(self, prompt: str, accept: Callable[[str], bool], *, words: bool = False) -> str:
        """Read lines, serving what may be asked at any time, until one is accepted; `words` may begin with anything."""
        while True:
            text = self.ask(prompt)
            if text is None:
                raise Left
            text = text.strip()
            if self._served(text) or (not words and self._asked_further(text)):
                continue
            if accept(text):
                return text
            self.say("That is not offered here; ? lists what is.")

    def _served(self, text: str) -> bool:
        word, _, rest = text.partition(" ")
        index = self.walk.stage
        if text == "q":
            raise Left
        if text == "?":
            self._say_all((*HELP, LEGEND, *LIMITS))
        elif text in {"d", "D"}:
            road, moment = standing_at(self.workings, index, self.walk.at(self.workings.case)[1])
            hidden = self._hidden() if moment == NOW else NOTHING
            picture = pages.picture_of(self.workings, index, road, covered=hidden, early=moment == BEFORE)
            self._say_all(pages.diagram_lines(picture, self.width, words=text == "d"))
        elif text == "m":
            beat = self.walk.at(self.workings.case)[1]
            hidden = NOTHING if beat.kind == "why" else self._hidden()
            self._say_all(pages.stage_metrics(self.workings, index, hidden, beat))
        elif text == "h":
            self._hint()
        elif word == "g":
            self._glossary(rest)
        elif word == "n" and rest:
            self._record(note(self.workings.case, self.walk, rest))
            self.say("Noted.")
        else:
            return False
        return True

    def _asked_further(self, text: str) -> bool:
        """Whether it is a what-if, a replay or the figures that were asked for; if so, it has been told."""
        word = text.partition(" ")[0]
        stage, beat = self.walk.at(self.workings.case)
        if word in {"set", "reset", "chart"}:
            self._say_all(self._what_if.asked(self.workings, self.walk, beat, text))
        elif word == "replay":
            changed = self._what_if.changed(self.walk.stage, decision_index(stage, decision_of(stage, beat).id))
            self._say_all(replay_asked(self.workings, self.walk, beat, text, changed, self.width))
        elif text == "figures":
            self._say_all(self._figures())
        else:
            return False
        return True

    def _figures(self) -> Iterable[str]:
        """The figures that the decision at hand depends on, or why they may not be looked at yet."""
        stage, beat = self.walk.at(self.workings.case)
        if reason := closed(self.workings, self.walk, self.walk.stage, beat):
            return (f"{reason[:1].upper()}{reason[1:]}.",)
        at = decision_index(stage, decision_of(stage, beat).id)
        return plain(figures(self.workings, self.walk.stage, at), self.width)

    def _hint(self) -> None:
        stage, beat = self.walk.at(self.workings.case)
        try:
            event = hint(self.workings.case, self.walk, off=self.workings.off_road(self.walk.stage))
        except Refused as refused:
            self.say(f"{refused}.")
            return
        self._record(event)
        step = self.walk.hints[stage.id, beat.id]
        ladder = hints_of(stage, beat)
        self.say(f"Hint {step} of {len(ladder)}:")
        self._say_all(pages.told(self.workings, self.walk.stage, beat, ladder[step - 1], self.width))

    def _glossary(self, word: str) -> None:
        terms = self.workings.case.glossary
        found = [t for t in terms if word.lower() in (t.term.lower(), *(a.lower() for a in t.also))]
        if not found:
            found = [t for t in terms if word.lower() in t.term.lower()]
        text = " ".join(block.text for block in telling.situation(self.workings, self.walk.stage, self._hidden()))
        for term in found if word else (terms_in(text, terms) or terms):
            self.say(f"{term.term}: {term.meaning}")
        if not found:
            self.say(f"{word!r} is no term of this case.")

    def _hidden(self) -> frozenset[str]:
        return covered(self.workings, self.walk, self.walk.stage)

    def _situation(self) -> Iterable[str]:
        yield from pages.heading(self.workings, self.walk.stage)
        if self.walk.live:
            yield f"You are {telling.mode_text(self.walk)}."
        yield ""
        yield from plain(telling.situation(self.workings, self.walk.stage, self._hidden()), self.width)
        yield ""
        yield "The architecture:"
        road = self.workings.road_to(self.walk.stage)
        picture = pages.picture_of(self.workings, self.walk.stage, road, covered=self._hidden())
        yield from pages.diagram_lines(picture, self.width, words=True)
        yield ""
        yield "The metrics:"
        yield from pages.stage_metrics(self.workings, self.walk.stage, self._hidden(), focus=True)

    def _answer(self, make: Callable[[str], Event], prompt: str) -> None:
        """Ask until an input makes an event, then record it. What is refused is said."""
        while True:
            text = self._line(prompt, lambda _: True)
            try:
                self._record(make(text))
            except Refused as refused:
                self.say(f"{refused}.")
                continue
            return

    def _estimate(self) -> Iterable[str]:
        stage, beat = self.walk.at(self.workings.case)
        assert stage.estimate is not None  # noqa: S101 - a beat of this kind exists only with one
        if reason := unasked(self.workings, self.walk.stage, beat):
            yield from plain((paragraph(reason),), self.width)
            return
        self.say(ask_text(self.workings, self.walk.stage, beat, stage.estimate.ask))
        if stage.id not in self.walk.estimates:
            self._answer(lambda text: estimate(self.workings, self.walk, text), "Your estimate: ")
        yield from estimate_answer(self.workings, self.walk, stage, self.width)
        yield from plain(telling.estimate_because(self.workings, self.walk.stage), self.width)

    def _signal(self) -> Iterable[str]:
        stage, beat = self.walk.at(self.workings.case)
        if reason := unasked(self.workings, self.walk.stage, beat):
            yield from plain((paragraph(reason),), self.width)
            yield from self._cure()
            for metric in spoken_of(self.workings, self.walk.stage):
                yield self._reading_line(offered_reading(self.workings, self.walk.stage, metric))
            return
        names = offered_metrics(self.workings, self.walk.stage)
        offered = offered_readings(self.walk, stage, names)
        seen = {m: offered_reading(self.workings, self.walk.stage, m) for m in offered if m != NONE_YET}
        self.say(stage.signal.ask)
        for number, metric in enumerate(offered, 1):
            self.say(f"{number} {pages.reading_line(seen[metric]) if metric in seen else 'None yet'}")

        def answer(text: str) -> Event:
            if not (number := numbered(text, len(offered))):
                raise Refused(f"type a number from 1 to {len(offered)}")
            return point(self.workings.case, self.walk, offered[number - 1], names)

        if stage.id not in self.walk.signals:
            self._answer(answer, "Which one: ")
        yield self._told_signal(offered, self.walk.signals[stage.id].metric)
        yield from self._cure()
        for metric, reading in seen.items():
            yield self._reading_line(reading)
            yield from plain(telling.signal_shows(self.workings, self.walk.stage, metric), self.width)
        yield from plain(telling.signal_because(self.workings, self.walk.stage), self.width)

    def _told_signal(self, offered: Sequence[str], said: str) -> str:
        """Whether the reading that was pointed at is right; if not, it and the right ones by name."""
        right = [m for m in offered if right_signal(self.workings, self.walk.stage, m)]
        if said in right:
            return "Right."

        def name(metric: str) -> str:
            return "none yet" if metric == NONE_YET else self.workings.label_of(metric)

        return f"No: you said {name(said)}; it is {' or '.join(map(name, right))}."

    def _cure(self) -> Iterable[str]:
        if cure := telling.cure(self.workings, self.walk.stage):
            yield from plain((paragraph(f"More of the same would be: {cure}."),), self.width)

    def _reading_line(self, seen: OfferedReading) -> str:
        cured = self.workings.case.stages[self.walk.stage].signal.more_of_same
        return pages.cured_line(seen) if cured else pages.reading_line(seen)

    def _move(self) -> Iterable[str]:
        stage, beat = self.walk.at(self.workings.case)
        decision = decision_of(stage, beat)
        at = decision_index(stage, decision.id)
        moves = offered_moves(self.walk, stage, decision)
        if which := of_moves_text(stage, beat):
            self.say(f"{capital(which)}:")
        self.say(ask_text(self.workings, self.walk.stage, beat, decision.ask))
        self._say_all(plain(needed(self.workings, self.walk.stage, at), self.width))
        locked = {move.id: reason for move, reason in locked_moves(self.workings, self.walk.stage, at)}
        for number, move in enumerate(moves, 1):
            if move.id in locked:
                self.say(f"{number} {move.label}: locked, it {locked[move.id]}")
            else:
                price = price_of(self.workings, self.walk.stage, at, move)
                self.say(f"{number} {move.label}: {price.weeks}, {price.parts}")
            self._say_all(
                f"    {line}" for line in plain(tell_move(self.workings, self.walk.stage, at, move, move.how), 72)
            )
        if (stage.id, decision.id) not in self.walk.picks:
            self._commit(moves, locked)
        return ()

    def _commit(self, moves: Sequence[Move], locked: Mapping[str, str]) -> None:
        while True:
            number = self._line("Your move: ", lambda text: numbered(text, len(moves)) > 0)
            move = moves[numbered(number, len(moves)) - 1]
            if move.id not in locked:
                break
            self.say(f"Locked, it {locked[move.id]}.")
        sure = self._line("How sure? 1 under 67 %, 2 up to 80 %, 3 over 80 %: ", lambda t: t in SURE)
        why = self._line("Why, in one line (Enter for none): ", lambda _: True, words=True)
        self._record(pick(self.workings, self.walk, move.id, SURE[sure], why))

    def _reveal(self) -> Iterable[str]:
        beat = self.walk.at(self.workings.case)[1]
        return reveal_text(self.workings, self.walk, self.walk.stage, beat, self.width)

    def _aftermath(self) -> Iterable[str]:
        yield from plain(telling.aftermath(self.workings, self.walk.stage), self.width)
        yield from pages.failure_lines(telling.failures(self.workings, self.walk.stage), self.width)

    def _flip(self) -> Iterable[str]:
        stage, beat = self.walk.at(self.workings.case)
        flip = flip_of(stage, beat)
        self.say(ask_text(self.workings, self.walk.stage, beat, flip.ask))
        self._say_all(change_texts(self.workings, self.walk.stage, flip))

        decision = decision_of(stage, beat)
        at = decision_index(stage, decision.id)
        locked = {move.id for move, _ in locked_moves(self.workings, self.walk.stage, at)}
        moves = offered_moves(self.walk, stage, decision)
        names = {n: (m.id, m.short) for n, m in enumerate(moves, 1) if m.id not in locked}
        names[len(moves) + 1] = (NONE_FITS, "None of them")
        for number, (_, name) in names.items():
            self.say(f"{number} {name}")

        def answer(text: str) -> Event:
            if (number := numbered(text, len(moves) + 1)) not in names:
                raise Refused(f"type one of the numbers {', '.join(map(str, names))}")
            return predict(self.workings.case, self.walk, names[number][0])

        if (stage.id, flip.id) not in self.walk.predictions:
            self._answer(answer, "Which move fits now: ")
        found = answer_flip(self.workings, self.walk.stage, flip, {move: n for n, (move, _) in names.items()})
        said = self.walk.predictions[stage.id, flip.id].move
        remark = f": {found.remark(said)}" if found.remark(said) else ""
        yield f"Right{remark}." if found.right(said) else "No."
        yield from pages.flip_lines(found, self.width)
        yield from plain(telling.flip_because(self.workings, self.walk.stage, flip, found), self.width)
        for other in further_flips(stage, beat):
            yield from pages.further_lines(answer_flip(self.workings, self.walk.stage, other, {}), self.width)

    def _debrief(self) -> None:
        self.say("Debrief")
        self._say_all(debrief_text(self.workings, self.walk))

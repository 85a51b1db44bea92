"""The walk: one stage at a time, beat by beat. The screen holds the walk and how it is looked at; views draw it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Input

from casewalk.tui.course import Course, Place, after, before, furthest
from casewalk.tui.idle import Idle
from casewalk.tui.screens import (
    walk_answers,
    walk_bindings,
    walk_figures,
    walk_grounds,
    walk_keys,
    walk_panes,
    walk_picture,
    walk_tabs,
)
from casewalk.tui.screens.filled import FilledScreen
from casewalk.tui.screens.replay_open import has_replay, open_replay
from casewalk.tui.studies import Studies
from casewalk.tui.views.frame import Standing, standing
from casewalk.tui.views.look import FRESH, Look
from casewalk.tui.widgets.bars import Footer, Header
from casewalk.tui.widgets.entry import Entry
from casewalk.tui.widgets.entry_row import EntryRow
from casewalk.tui.widgets.pane import Pane
from casewalk.tui.widgets.picture import PictureView
from casewalk.walk import Beat, Event, Walk
from casewalk.walk.answers import Refused, advance, estimate, hint, note
from casewalk.walk.asking import waiting
from casewalk.walk.events import Hinted, Noted
from casewalk.walk.whatif import closed


class WalkScreen(FilledScreen[None]):
    """Walks a course. Answers go to the logbook in a thread; what follows is shown once they are written."""

    BINDINGS = walk_bindings.BINDINGS
    look: reactive[Look] = reactive(FRESH, init=False)

    class Ended(Message):
        """The walk has reached its debrief."""

        def __init__(self, walk: Walk) -> None:
            super().__init__()
            self.walk = walk

    def __init__(self, course: Course, walk: Walk) -> None:
        super().__init__()
        self.course = course.along(walk)
        self.walk = walk
        self.place: Place = furthest(walk)
        self.now: Standing = standing(self.course, walk, self.place)
        self.writing = False
        self.studies = Studies()
        self.idle = Idle(self, partial(walk_grounds.study, self))
        left_out = "; ".join(walk.misfits[:2])
        self.notice = f"The case has changed since: left out {left_out}." if left_out else ""

    def compose(self) -> ComposeResult:
        """Every pane there is; which of them show is decided by size and beat."""
        yield Header()
        yield Pane(id="tabs")
        with Vertical(id="body"):
            yield Pane(id="table")
            with Horizontal(id="upper"):
                yield PictureView(id="picture")
                yield Pane(id="metrics")
            with Horizontal(id="lower"):
                yield PictureView(id="change")
                yield Pane(id="grounds")
                with Vertical(id="left"):
                    yield Pane(id="main")
                    yield EntryRow()
                yield Pane(id="side")
        yield Footer()

    # ------------------------------------------------------------ what is shown

    @property
    def beat(self) -> Beat:
        """The beat that is being looked at."""
        return self.place.beat(self.course.case)

    @property
    def asks(self) -> bool:
        """Whether the beat at hand is the furthest and still waits for its answer."""
        here = self.place == furthest(self.walk) and not self.walk.finished
        return here and waiting(self.course.workings, self.walk, self.place.stage_index, self.beat)

    @property
    def wide(self) -> bool:
        """Whether two columns fit."""
        return self.size.width >= 100 and self.size.height >= 32

    def on_mount(self) -> None:
        """Show the place that the walk has come to."""
        self.call_after_refresh(self.go, self.place)

    def on_resize(self) -> None:
        """Another size, another arrangement."""
        self.lay_out()

    def watch_look(self) -> None:
        """Looking differently answers nothing; only panes change."""
        self.notice = ""
        self.lay_out()

    def go(self, place: Place) -> None:
        """Look at another place, from its top."""
        self.place = place
        self.now = standing(self.course, self.walk, place)
        for pane in self.query(Pane):
            pane.top = 0
        self.set_reactive(WalkScreen.look, replace(FRESH, tab=walk_tabs.home_tab(self)))
        entry = self.query_one(Entry)
        entry.value = ""
        self.lay_out()
        self.idle.begin()

    def lay_out(self) -> None:
        """Decide which panes show, and fill them once they have their sizes."""
        if not self.is_mounted:
            return
        self.set_class(self.wide, "wide")
        walk_panes.choose_panes(self)
        self._aim_entry()
        self.fill_soon()

    def _aim_entry(self) -> None:
        entry = self.query_one(Entry)
        open_ = (self.asks and self.beat.kind == "estimate") or self.look.asking_why
        on_tab = self.wide or walk_tabs.tab_name(self) == "question"
        self.query_one("#entry-row").display = open_ and on_tab
        walk_panes.place_entry(self)
        entry.numeric = not self.look.asking_why
        entry.placeholder = "why? one line; Enter commits" if self.look.asking_why else "your estimate"
        if open_ and on_tab and not self.look.in_picture:
            entry.focus()
        else:
            self.set_focus(None)

    def fill(self) -> None:
        """Give every visible pane its rows."""
        walk_panes.fill(self)
        walk_keys.tell_footer(self)
        if self.notice:
            self.query_one(Footer).say(self.notice)

    # ------------------------------------------------------------ what keys do

    def options(self) -> int:
        """How many things there are to choose from."""
        return walk_answers.options(self)

    def action_choose(self, digit: int) -> None:
        """Select what a digit stands for, where the options are seen: another pane gives way to them first."""
        at = walk_panes.position(self, digit) if self.asks else None
        if at is not None:
            self.look = replace(walk_tabs.at_question(self), choice=at)

    def action_turn(self, dx: int, dy: int) -> None:
        """Arrow keys: through the picture, the options, the confidence, the columns, or the text."""
        walk_answers.turn(self, dx, dy)

    def action_page(self, way: int) -> None:
        """Scroll the pane that is read by a page."""
        walk_panes.scroll(self, way, page=True)

    def action_pane(self, way: int) -> None:
        """The next pane: shown on a narrow screen, read on a wide one."""
        names = walk_tabs.tab_names(self)
        self.look = replace(self.look, tab=(self.look.tab + way) % len(names), in_picture=False, toured=True)

    def action_picture(self) -> None:
        """Walk the diagram with the arrow keys, from its first part."""
        walk_picture.enter_picture(self)

    @on(PictureView.Focused)
    def part_focused(self, message: PictureView.Focused) -> None:
        """A part was chosen in the picture."""
        message.stop()
        # What is told of a part begins at its top.
        self.query_one("#side", Pane).top = 0
        self.look = replace(self.look, part=message.part, in_picture=True)

    def action_metrics(self) -> None:
        """All metrics, or those in focus; where panes are shown one by one, their pane and back."""
        walk_panes.turn_metrics(self)

    def action_back(self) -> None:
        """Out of the picture, the entry or another pane, to where the beat begins; from there one beat back."""
        home = walk_tabs.home_tab(self)
        if self.look.in_picture:
            self.query_one("#side", Pane).top = 0
            self.look = replace(self.look, in_picture=False, tab=home)
        elif self.look.asking_why:
            # What was typed stays for when the line is opened again; another Esc leaves the beat, and with it the line.
            self.look = replace(self.look, asking_why=False)
        elif self.beat.kind == "reveal" and walk_tabs.tab_name(self) == walk_tabs.GROUNDS:
            self.action_grounds()
        elif walk_tabs.tab_name(self) == walk_tabs.FIGURES:
            self.action_figures()
        elif self.look.tab != home:
            self.look = replace(self.look, tab=home)
        elif self.walk.finished and not self.place.beat_index:
            self.post_message(self.Ended(self.walk))
        elif (place := before(self.course.case, self.walk, self.place)) is not None:
            self.go(place)
        else:
            self.app.pop_screen()

    def action_commit(self) -> None:
        """Answer with what is selected, or go on."""
        if self.writing:
            return
        if self.look.in_picture:
            self.action_back()
            return
        try:
            if self.asks and not walk_tabs.sees_question(self):
                self.look = walk_tabs.at_question(self)
            elif self.asks:
                walk_answers.answer(self)
            elif (place := after(self.course.case, self.walk, self.place)) is not None:
                self.go(place)
            elif self.walk.finished:
                self.post_message(self.Ended(self.walk))
            else:
                self.record(advance(self.course.case, self.walk, asked=self.asks))
        except Refused as refused:
            self.query_one(Footer).say(f"{refused}.")

    @on(Input.Changed)
    def typing(self, message: Input.Changed) -> None:
        """While something is typed, letters are no keys."""
        message.stop()
        walk_keys.tell_footer(self)

    @on(Input.Submitted)
    def typed(self, message: Input.Submitted) -> None:
        """An estimate, or the line of why that completes a move."""
        message.stop()
        if self.writing:
            return
        try:
            if self.look.asking_why:
                walk_answers.commit_move(self, message.value)
            elif message.value.strip():
                self.record(estimate(self.course.workings, self.walk, message.value))
            else:
                raise Refused("type a number first")
        except Refused as refused:
            self.query_one(Footer).say(f"{refused}.", "miss")

    def action_hint(self) -> None:
        """Open the next hint; it costs a quarter of a decision."""
        try:
            if not self.asks:
                raise Refused("there is no hint here")
            off = self.course.workings.off_road(self.place.stage_index)
            # A hint that costs is opened in sight.
            self.look = walk_tabs.at_question(self)
            self.record(hint(self.course.case, self.walk, off=off))
        except Refused as refused:
            self.query_one(Footer).say(f"{refused}.")

    def action_note(self) -> None:
        """Write a note on this stage."""
        from casewalk.tui.screens.note import NoteScreen  # noqa: PLC0415 - a screen is imported when it is opened

        stage = self.place.stage(self.course.case)

        def noted(text: str | None) -> None:
            if text is not None:
                self.record(note(self.course.case, self.walk, text, stage.id))

        self.app.push_screen(NoteScreen(stage.title, self.walk.notes.get(stage.id, "")), noted)

    def action_grounds(self) -> None:
        """What would change the answer, in a reveal."""
        walk_grounds.turn_to(self)

    def action_figures(self) -> None:
        """The figures that this decision depends on, or back."""
        walk_figures.turn_to(self)

    def action_copy(self) -> None:
        """Put this stage on the clipboard as plain text."""
        self.app.copy_to_clipboard("\n".join(walk_panes.as_text(self)))
        self.query_one(Footer).say("Copied this stage as text.", "ok")

    def action_glossary(self) -> None:
        """The words of the case; those on this page first."""
        from casewalk.tui.screens.glossary import GlossaryScreen  # noqa: PLC0415

        text = "\n".join(row.text for pane in self.query(Pane) if pane.display for row in pane.rows)
        self.app.push_screen(GlossaryScreen(self.course.case.glossary, text))

    def action_what_if(self) -> None:
        """Move the constraints of this decision, once its reveal has been seen."""
        if reason := closed(self.course.case, self.walk, self.place.stage_index, self.beat):
            self.query_one(Footer).say(f"{reason}.")
            return
        from casewalk.tui.screens.whatif import WhatIfScreen  # noqa: PLC0415

        self.app.push_screen(WhatIfScreen(self.course, self.walk, self.place, walk_panes.flipped(self)))

    def action_replay(self) -> None:
        """Run the stretch of time that this stage declares through what stands, and after the move through each."""
        if not has_replay(self.course, self.place):
            self.query_one(Footer).say("this stage has no replay.")
        else:
            open_replay(self, walk_panes.flipped(self) if self._open_what_if else {})

    @property
    def _open_what_if(self) -> bool:
        return not closed(self.course.case, self.walk, self.place.stage_index, self.beat)

    @on(Pane.Clicked)
    def row_clicked(self, message: Pane.Clicked) -> None:
        """A click selects an option, or a tab."""
        message.stop()
        walk_panes.clicked(self, message)

    def on_key(self, event: events.Key) -> None:
        """Any key brings the footer's keys back."""
        self.idle.postpone()
        if event.key != "enter":
            walk_keys.tell_footer(self)

    # ------------------------------------------------------------ writing

    def record(self, event: Event, *, then_advance: bool = False) -> None:
        """Write an answer down; what follows is shown once it is written."""
        self.writing = True
        self.run_worker(self._write(event, then_advance=then_advance), exclusive=False)

    async def _write(self, event: Event, *, then_advance: bool) -> None:
        """Write in a thread; what follows is shown only after the commit."""
        case, digest = self.course.case, self.course.digest
        old = furthest(self.walk)
        walk = await asyncio.to_thread(self.course.logbook.record, case, self.walk, event, digest)
        if then_advance and not walk.finished:
            walk = await asyncio.to_thread(self.course.logbook.record, case, walk, advance(case, walk), digest)
        ends = walk.finished and not self.walk.finished
        self.walk, self.course, self.writing = walk, self.course.along(walk), False
        if ends:
            self.post_message(self.Ended(walk))
        elif furthest(walk) != old:
            self.go(furthest(walk))
        else:
            self.now = standing(self.course, walk, self.place)
            if not isinstance(event, Hinted | Noted):  # neither answers: what is picked stays picked
                self.look = replace(self.look, choice=None, asking_why=False)
            self.lay_out()
        if self.course.logbook.trouble:
            self.query_one(Footer).say(f"{self.course.logbook.trouble}.", "miss")

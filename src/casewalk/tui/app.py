"""The app: screens, theme, keys that work everywhere. It alone knows the clock, chance and the learner's folders."""

from __future__ import annotations

import asyncio
import contextlib
import os
import threading
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from textual import events, on
from textual.app import App
from textual.binding import Binding

from casewalk.case import Case
from casewalk.export.records import NotExported, write_records
from casewalk.export.roads import roads_of
from casewalk.journal import Attempt, Folders, Settings, save_settings
from casewalk.journal.logbook import Clock, Logbook
from casewalk.script import Loaded, Shelved
from casewalk.script.checker import open_case, open_unfinished, told_as_far
from casewalk.tui import guard
from casewalk.tui.course import Course, Place
from casewalk.tui.palette import DARK, LIGHT, THEMES
from casewalk.tui.screens.library import LibraryScreen
from casewalk.tui.views.library import Progress
from casewalk.tui.widgets.bars import Footer
from casewalk.walk import Walk, Workings
from casewalk.walk.debrief import decision_notes
from casewalk.walk.scores import score

SMALLEST = (40, 12)


@dataclass(frozen=True)
class Opening:
    """What the app is started with: a case and stage to open at once, or the library."""

    shelf: tuple[Shelved, ...]
    logbook: Logbook
    settings: Settings
    places: Folders
    now: Clock
    notices: tuple[str, ...] = ()
    directory: Path | None = None
    stage: str = ""
    live: bool = False
    """Whether the case that is opened at once is walked on the road of its picks."""
    motion: bool = True
    unfinished: bool = False
    """Whether the folder was named as a path: such a case is walked as far as it is written."""


class CasewalkApp(App[int]):
    """The terminal program."""

    CSS_PATH = "styles.tcss"
    TITLE = "casewalk"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = [
        Binding("q", "leave", show=False),
        Binding("ctrl+q", "leave", show=False, priority=True),
        Binding("ctrl+c", "stay", show=False, priority=True),
        Binding("question_mark,f1", "help", show=False),
        Binding("t", "theme", show=False),
    ]

    def __init__(self, opening: Opening) -> None:
        # Without colour the terminal's own ink and ground are used, and dim is the terminal's.
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        self.opening = opening
        self.settings = opening.settings
        self.motion = opening.motion
        self.animation_level = "none"
        self._loaded: dict[Path, Loaded] = {}
        self._compiled: dict[Path, Workings] = {}
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = LIGHT if self.settings.theme == "light" else DARK
        self.failure: BaseException | None = None
        self._terminal = guard.line_settings()
        self.ending: threading.Timer | None = None

    def on_mount(self) -> None:
        """Open the library, and above it the case that was asked for."""
        guard.watch_signals(self._signalled)
        guard.quiet_task_errors(self._failed)
        self.set_interval(1.0, self._look_for_terminal)
        self.push_screen(LibraryScreen(self.opening.shelf, {}, self.opening.notices))
        if self.opening.directory is not None:
            how = "stage" if self.opening.stage else "live" if self.opening.live else "open"
            self.call_after_refresh(self._open, Shelved(self.opening.directory, None, ()), how)

    # ------------------------------------------------------------ leaving

    def _signalled(self, status: int) -> None:
        self.exit(status, return_code=status)

    def _failed(self, error: BaseException) -> None:
        self.failure = self.failure or error
        self.exit(guard.CRASHED, return_code=guard.CRASHED)

    def _handle_exception(self, error: Exception) -> None:
        """An error ends the program with a report; Textual's own would print what the learner wrote."""
        if self.is_headless:
            super()._handle_exception(error)
        else:
            self._failed(error)

    def exit(self, result: int | None = None, return_code: int = 0, message: Any = None) -> None:
        """Leave, for certain: an end that hangs is cut short."""
        if not self.is_headless and self.ending is None:
            self.ending = guard.end_for_certain(return_code, self._terminal)
        super().exit(result, return_code, message)

    def _look_for_terminal(self) -> None:
        if not self.is_headless and guard.terminal_gone():
            self.exit(129, return_code=129)

    def action_leave(self) -> None:
        """Leave; everything that was answered is saved."""
        self.exit(0)

    def action_stay(self) -> None:
        """Ctrl+C copies what is selected; it never leaves."""
        selected = self.screen.get_selected_text()
        if selected:
            self.copy_to_clipboard(selected)
        for footer in self.screen.query(Footer):
            footer.say("Copied." if selected else "Press q to leave; everything that was answered is saved.")

    def action_help(self) -> None:
        """Help, unless it is open; of the place first in which it is asked for."""
        from casewalk.tui.screens import help as page  # noqa: PLC0415 - a screen is imported when it is opened
        from casewalk.tui.screens.debrief import DebriefScreen  # noqa: PLC0415 - likewise
        from casewalk.tui.screens.replay import ReplayScreen  # noqa: PLC0415 - likewise
        from casewalk.tui.screens.whatif import WhatIfScreen  # noqa: PLC0415 - likewise

        if not isinstance(self.screen, page.HelpScreen):
            places = {
                ReplayScreen: page.IN_REPLAY,
                WhatIfScreen: page.WHAT_IF,
                LibraryScreen: page.LIBRARY,
                DebriefScreen: page.DEBRIEF,
            }
            self.push_screen(page.HelpScreen(places.get(type(self.screen), page.WALK)))

    def action_theme(self) -> None:
        """Dark or light; remembered."""
        light = self.theme == DARK
        self.theme = LIGHT if light else DARK
        self.settings = self.settings.with_theme("light" if light else "dark")
        save_settings(self.opening.places.settings, self.settings)
        for screen in self.screen_stack:
            screen.refresh(layout=True)

    def choose_motion(self, *, motion: bool) -> None:
        """Whether the replay plays by itself; remembered."""
        self.motion = motion
        self.settings = self.settings.with_motion(motion=motion)
        save_settings(self.opening.places.settings, self.settings)

    def on_resize(self, event: events.Resize) -> None:
        """Below the smallest usable size a clear word stands instead."""
        from casewalk.tui.screens.small import SmallScreen  # noqa: PLC0415

        small = event.size.width < SMALLEST[0] or event.size.height < SMALLEST[1]
        if small and not isinstance(self.screen, SmallScreen):
            self.push_screen(SmallScreen(*SMALLEST))
        elif not small and isinstance(self.screen, SmallScreen):
            self.pop_screen()

    # ------------------------------------------------------------ cases

    def _case(self, directory: Path) -> Loaded:
        if directory not in self._loaded:
            # A folder that was named may hold a case that somebody is still writing.
            named = directory == self.opening.directory and self.opening.unfinished
            self._loaded[directory] = open_unfinished(directory) if named else open_case(directory)
        return self._loaded[directory]

    def _workings(self, directory: Path, case: Case) -> Workings:
        if directory not in self._compiled:
            self._compiled[directory] = Workings(case)
        return self._compiled[directory]

    @on(LibraryScreen.Chosen)
    def case_chosen(self, message: LibraryScreen.Chosen) -> None:
        """Open a case."""
        message.stop()
        self._open(message.shelved, message.how)

    def _open(self, shelved: Shelved, how: str) -> None:
        loaded = self._case(shelved.directory)
        if loaded.case is None:
            finding = loaded.findings[0]
            self._say(f"{finding.file.name}:{finding.line}: {finding.message}; casewalk check {shelved.directory}")
            return
        for screen in self.screen_stack:
            if isinstance(screen, LibraryScreen):
                screen.stand_on(loaded.case.id)
        course = Course(
            loaded.case, loaded.digest, self._workings(shelved.directory, loaded.case), self.opening.logbook
        )
        if how == "debrief" and (walk := self.opening.logbook.decided_walk(loaded.case)) is not None:
            self._debrief(course, walk)
            return
        self._resume_or_begin(course, how)
        if notice := told_as_far(loaded):
            self.call_after_refresh(self._say, notice)

    def _say(self, notice: str) -> None:
        for footer in self.screen.query(Footer):
            footer.say(notice, "miss")

    def _resume_or_begin(self, course: Course, how: str) -> None:
        """Go on with the walk that is open, or begin one: as was asked for, or else as the learner chooses."""
        walk = self.opening.logbook.open_walk(course.case) if how in {"open", "live"} else None
        if walk is not None and (walk.live or how == "open"):
            self._walk(course, walk)
        elif how in {"stage", "live"}:
            self._begin(course, self.opening.stage if how == "stage" else "", live=self.opening.live)
        else:
            self._ask_how(course)

    def _ask_how(self, course: Course) -> None:
        from casewalk.tui.screens.start import StartScreen  # noqa: PLC0415 - a screen is imported when it is opened

        def chosen(live: bool | None) -> None:
            if live is not None:
                self._begin(course, "", live=live)

        self.push_screen(StartScreen(course.case.header), chosen)

    def _begin(self, course: Course, stage: str, *, live: bool) -> None:
        attempt, seed = str(uuid.uuid4()), uuid.uuid4().hex
        self._walk(course, self.opening.logbook.start(course.case, course.digest, attempt, seed, stage, live=live))

    def _walk(self, course: Course, walk: Walk, place: Place | None = None) -> None:
        from casewalk.tui.screens.walk import WalkScreen  # noqa: PLC0415 - a screen is imported when it is opened

        screen = WalkScreen(course, walk)
        if place is not None:
            screen.place = place
        self.push_screen(screen)

    @on(LibraryScreen.Resumed)
    def library_resumed(self, message: LibraryScreen.Resumed) -> None:
        """Tell the library how far things have come."""
        message.stop()
        for screen in self.screen_stack:
            if isinstance(screen, LibraryScreen):
                screen.told(self._progress())

    def on_walk_screen_ended(self, message: object) -> None:
        """A walk has ended: its debrief takes its place; after a stage was re-read it is the one that was left."""
        from casewalk.tui.screens.walk import WalkScreen  # noqa: PLC0415

        if isinstance(message, WalkScreen.Ended) and isinstance(self.screen, WalkScreen):
            course = self.screen.course
            self.pop_screen()
            self._debrief_of(course, message.walk)

    def _debrief_of(self, course: Course, walk: Walk) -> None:
        """The debrief on top: the one that stands there already where nothing has changed, else a new one."""
        from casewalk.tui.screens.debrief import DebriefScreen  # noqa: PLC0415

        if isinstance(self.screen, DebriefScreen):
            if self.screen.walk == walk:
                return
            self.pop_screen()
        self._debrief(course, walk)

    def _debrief(self, course: Course, walk: Walk) -> None:
        from casewalk.tui.screens.debrief import DebriefScreen  # noqa: PLC0415

        self.push_screen(DebriefScreen(course, walk))

    def on_debrief_screen_reread(self, message: object) -> None:
        """A stage is read again; nothing that was answered changes."""
        from casewalk.tui.screens.debrief import DebriefScreen  # noqa: PLC0415

        if isinstance(message, DebriefScreen.Reread) and message.walk.reached(message.stage, 0):
            self._walk(message.course, message.walk, Place(message.stage, 0))

    async def on_debrief_screen_export_wanted(self, message: object) -> None:
        """Write the decisions of a walk into the folder that was told before."""
        from casewalk.tui.screens.debrief import DebriefScreen  # noqa: PLC0415

        if not isinstance(message, DebriefScreen.ExportWanted):
            return
        workings, folder = message.course.workings, message.folder
        notes = await asyncio.to_thread(decision_notes, workings, message.walk)
        roads = roads_of(workings, message.walk)
        try:
            written = write_records(notes, folder, message.course.case.header.title, self.opening.now()[:10], roads)
            text, style = f"{len(written) - 1} decision records are in {folder}", "ok"
        except NotExported as error:
            text, style = str(error), "miss"
        if isinstance(self.screen, DebriefScreen):
            self.screen.said(text, style)

    def _progress(self) -> dict[str, Progress]:
        found: dict[str, Progress] = {}
        by_id = {s.id: s for s in self.opening.shelf if s.header is not None}
        for attempt in self.opening.logbook.attempts():
            shelved = by_id.get(attempt.case_id)
            if shelved is None or attempt.case_id in found:
                continue
            with contextlib.suppress(KeyError):
                found[attempt.case_id] = self._one_progress(shelved, attempt)
        return found

    def _one_progress(self, shelved: Shelved, attempt: Attempt) -> Progress:
        loaded = self._case(shelved.directory)
        case: Case | None = loaded.case
        walk = self.opening.logbook.resume(case, attempt.attempt) if case is not None else None
        if case is None or walk is None:
            return Progress(attempt=attempt.attempt, finished=attempt.finished, when=attempt.last[:10])
        stage, beat = walk.at(case)
        done = len(case.stages) if walk.finished else walk.stage
        decided = walk if walk.picks else self.opening.logbook.decided_walk(case) or walk
        seen = len(case.stages) if decided.finished else decided.stage
        topics = tuple(dict.fromkeys(t for s in case.stages[:seen] for t in s.subject))
        counted = score(self._workings(shelved.directory, case), decided)
        scores = (
            ("decisions", counted.decisions.text),
            ("right when sure", counted.calibration["high"].text),
            ("signals read", counted.signals.text),
            ("estimates in range", counted.estimates.text),
        )
        doing = {
            "move": "the move is yours",
            "signal": "which reading proves it?",
            "estimate": "an estimate is asked for",
        }
        return Progress(
            stages_done=done,
            finished=walk.finished,
            attempt=attempt.attempt,
            open=not walk.finished,
            live=walk.live,
            when=attempt.last[:10],
            line=f"{stage.title}: {doing.get(beat.kind, 'read on')}",
            done_topics=topics,
            scores=scores,
        )

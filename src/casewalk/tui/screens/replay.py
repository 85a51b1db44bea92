"""The replay screen: a stretch of time runs through an architecture, once it is asked to."""

from __future__ import annotations

from time import monotonic
from typing import Any

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.timer import Timer

from casewalk.tui.course import Course, Place
from casewalk.tui.playback import Playback
from casewalk.tui.replays import Replays
from casewalk.tui.screens import replay_panes
from casewalk.tui.screens.filled import FilledScreen
from casewalk.tui.widgets.bars import Footer, Header
from casewalk.tui.widgets.pane import Pane
from casewalk.tui.widgets.picture import PictureView
from casewalk.walk import Walk
from casewalk.walk.replays import Comparison, Replay

FRAME = 1 / 15
"""Seconds between two looks at the clock while it plays."""
TWIN = 116
"""Columns from which two pictures stand side by side."""
NO_MOTION = "motion is off: ←→ steps, with Shift by ten; o turns it on."
STRIDE, LEAP = 1.0, 10.0
"""Seconds of a step by key, and of one with Shift."""


class ReplayScreen(FilledScreen[None]):
    """Stands still until a key plays it. Nothing here is an answer, and nothing is written down."""

    AUTO_FOCUS = ""
    BINDINGS = [
        Binding("escape,p", "close", show=False),
        Binding("space", "play", show=False),
        Binding("left", "step(-1)", show=False),
        Binding("right", "step(1)", show=False),
        Binding("shift+left", "leap(-1)", show=False),
        Binding("shift+right", "leap(1)", show=False),
        Binding("home,r", "go_first", show=False),
        Binding("end", "go_last", show=False),
        Binding("f", "first_failure", show=False),
        Binding("plus,equals_sign,greater_than_sign", "speed(1)", show=False),
        Binding("minus,less_than_sign", "speed(-1)", show=False),
        Binding("up", "select(-1)", show=False),
        Binding("down", "select(1)", show=False),
        *[Binding(str(n), f"move({n})", show=False) for n in range(10)],
        Binding("c", "compare", show=False),
        Binding("o", "motion", show=False),
        Binding("d", "diagram", show=False),
        Binding("y", "copy", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("tab", "pane(1)", show=False, priority=True),
        Binding("shift+tab", "pane(-1)", show=False, priority=True),
    ]

    def __init__(
        self, course: Course, walk: Walk, place: Place, replays: Replays, *, digit: int = 0, motion: bool = True
    ) -> None:
        super().__init__()
        self.course, self.walk, self.place, self.motion = course, walk, place, motion
        self.replays = replays
        self.digit = digit
        self.other: int | None = None
        self.tab = 0
        self.part = self.parts[-1]
        self.notice = ""
        self.playback = Playback(self.replay.seconds)
        self._ticking: Timer | None = None
        self._shown = -1
        if (first := self.replay.first_failure) is not None:
            self.part = first.part
        if not motion:
            self.playback.go(self.replay.seconds)

    def compose(self) -> ComposeResult:
        """Moves, panes for small screens, pictures above, the clock and the stations below."""
        yield Header()
        yield Pane(id="tabs")
        with Vertical(id="body"):
            yield Pane(id="moves")
            with Horizontal(id="upper"):
                yield PictureView(id="picture")
                yield PictureView(id="change")
                yield Pane(id="side")
            yield Pane(id="main")
        yield Footer()

    def on_mount(self) -> None:
        """Lay out for the size at hand."""
        self.set_focus(None)
        self.call_after_refresh(self.lay_out)
        self.run_worker(self.replays.run_all, thread=True)

    # ------------------------------------------------------------ what is shown

    @property
    def digits(self) -> tuple[int, ...]:
        """The move that is looked at, and the one it is compared with."""
        return (self.digit,) if self.other is None else (self.digit, self.other)

    @property
    def replay(self) -> Replay:
        """The run of the move that is looked at."""
        return self.replays.replay(self.digit)

    @property
    def comparison(self) -> Comparison:
        """It and the other, on shared scales."""
        return self.replays.compared(self.digit, self.digit if self.other is None else self.other)

    @property
    def parts(self) -> tuple[str, ...]:
        """The stations of what is shown, in the order in which work passes them."""
        return self.parts_of(self.replay) if self.other is None else self.comparison.parts

    @staticmethod
    def parts_of(replay: Replay) -> tuple[str, ...]:
        """The stations of one replay."""
        return tuple(track.part for track in replay.tracks)

    @property
    def at(self) -> float:
        """Seconds into the replay, in whole steps of it."""
        return self._whole(self.playback.at(monotonic()))

    def _whole(self, seconds: float) -> float:
        """The end of the step in which a moment lies."""
        return min(self.replay.seconds, round(int(seconds / self.replay.step + 1e-6) * self.replay.step, 6))

    @property
    def wide(self) -> bool:
        """Whether everything fits on one page."""
        return self.size.width >= 100 and self.size.height >= 32

    @property
    def twin(self) -> bool:
        """Whether two moves stand side by side, each with its whole picture; else they stand in turn."""
        return self.wide and self.size.width >= TWIN and (self.other is None or replay_panes.both_whole(self))

    @property
    def tabs(self) -> tuple[str, ...]:
        """The panes of a smaller screen."""
        if self.other is not None:
            return ("stations", "outcome")
        return ("stations", "diagram") if self.size.height >= replay_panes.TALL else ("stations", "diagram", "outcome")

    @property
    def pane(self) -> str:
        """The pane that is shown below the header."""
        return self.tabs[self.tab % len(self.tabs)]

    def on_resize(self) -> None:
        """Another size, another arrangement."""
        self.lay_out()

    def lay_out(self) -> None:
        """Decide which panes show, and fill them once they have their sizes."""
        if self.is_mounted:
            replay_panes.choose_panes(self)
            self.fill_soon()

    def fill(self) -> None:
        """The page for the size and the moment at hand."""
        replay_panes.fill_frame(self)
        self.fill_clock()
        self.tell_footer()

    def fill_clock(self) -> None:
        """Whatever follows the clock; panes paint only the cells that change."""
        self._shown = round(self.at / self.replay.step)
        replay_panes.fill(self)

    def tell_footer(self) -> None:
        """Name the keys that work now; what was just said stays until the next key."""
        footer = self.query_one(Footer)
        if self.notice:
            footer.say(self.notice)
        else:
            footer.tell(replay_panes.keys(self))

    def say(self, text: str) -> None:
        """One sentence in the footer, until the next key."""
        self.notice = text
        self.tell_footer()

    def on_key(self, event: events.Key) -> None:
        """The next key takes back what was said."""
        del event
        self.notice = ""
        self.tell_footer()

    # ------------------------------------------------------------ the clock

    def stop(self) -> None:
        """Stand still."""
        if self._ticking is not None:
            self._ticking.stop()
            self._ticking = None
        self.playback.pause(monotonic())

    def _tick(self) -> None:
        """Look at the clock: nothing is added up, so late ticks skip frames. Within one step there is nothing new."""
        if round(self.at / self.replay.step) != self._shown:
            self.fill_clock()
        if self.at >= self.replay.seconds:
            self.stop()
            self.fill()

    def on_screen_suspend(self) -> None:
        """Covered or left, it stands."""
        self.stop()

    def on_screen_resume(self) -> None:
        """Back on top."""
        self.fill_soon()

    def _go(self, seconds: float) -> None:
        self.stop()
        self.playback.go(self._whole(max(0.0, seconds)))
        self.fill()

    def action_play(self) -> None:
        """Play or pause; without motion, on by a leap."""
        if self.playback.playing:
            self.stop()
        elif self.motion:
            self.playback.play(monotonic())
            self._ticking = self.set_interval(FRAME, self._tick)
        else:
            self.say(NO_MOTION)
            return
        self.fill()

    def action_step(self, by: int) -> None:
        """A second on or back."""
        self._go(self.at + by * STRIDE)

    def action_leap(self, by: int) -> None:
        """Ten seconds on or back."""
        self._go(self.at + by * LEAP)

    def action_go_first(self) -> None:
        """To the start."""
        self._go(0)

    def action_go_last(self) -> None:
        """To the end."""
        self._go(self.replay.seconds)

    def action_first_failure(self) -> None:
        """To the moment at which a station is first past its limit; of two moves, the earlier one."""
        every = (self.replays.replay(digit) for digit in self.digits)
        found = [(first.at + replay.step, first.part) for replay in every if (first := replay.first_failure)]
        if found:
            moment, self.part = min(found)
            self._go(moment)
        else:
            self.say("no station fails in this stretch of time.")

    def action_speed(self, by: int) -> None:
        """Faster or slower."""
        if not self.motion:
            self.say(NO_MOTION)
        elif self.playback.faster(by, monotonic()):
            self.fill()
        else:
            self.say("this is the fastest." if by > 0 else "this is the slowest.")

    def action_motion(self) -> None:
        """Whether it plays by itself; remembered."""
        self.stop()
        self.motion = not self.motion
        self.app.choose_motion(motion=self.motion)  # type: ignore[attr-defined]
        self.fill()
        self.say("the replay plays on Space; remembered." if self.motion else "the replay steps by key; remembered.")

    # ------------------------------------------------------------ what is looked at

    def action_select(self, by: int) -> None:
        """The next station."""
        parts = self.parts
        at = parts.index(self.part) if self.part in parts else 0
        self.part = parts[(at + by) % len(parts)]
        self.fill()

    @on(PictureView.Focused)
    def part_focused(self, message: PictureView.Focused) -> None:
        """A click on a part chooses its station."""
        message.stop()
        if message.part in self.parts:
            self.part = message.part
            self.fill()

    def action_move(self, digit: int) -> None:
        """Another move, at the same moment; while two are compared, another second one."""
        if reason := self.replays.refused(digit):
            self.say(f"{reason}.")
            return
        if self.other is None:
            self.digit = digit
        elif digit != self.digit:
            self.other = digit
        self._keep_part()

    def _keep_part(self) -> None:
        if self.part not in self.parts:
            self.part = self.parts[0]
        self.lay_out()

    def action_compare(self) -> None:
        """Two moves on one clock and one scale, or one alone."""
        if self.replays.shut:
            self.say(f"{self.replays.shut}.")
            return
        self.other = self.replays.beside(self.digit) if self.other is None else None
        self.tab = 0
        self._keep_part()

    def action_pane(self, way: int) -> None:
        """The next pane of a smaller screen."""
        self.tab = (self.tab + way) % len(self.tabs)
        self.query_one("#main", Pane).top = 0
        self.lay_out()

    def action_diagram(self) -> None:
        """The diagram, on a smaller screen."""
        if not self.wide and "diagram" in self.tabs:
            self.tab = self.tabs.index("diagram")
            self.lay_out()

    def action_page(self, way: int) -> None:
        """Scroll what does not fit."""
        main = self.query_one("#main", Pane)
        main.scroll_rows(way * max(1, main.size.height - 1))

    def action_copy(self) -> None:
        """The replay as plain text, on the clipboard."""
        self.app.copy_to_clipboard("\n".join(replay_panes.as_text(self)))
        self.query_one(Footer).say("Copied this replay as text.", "ok")

    def action_close(self) -> None:
        """Back to where it was opened."""
        self.stop()
        if self.is_current:
            self.dismiss(None)

    @on(Pane.Clicked)
    def clicked(self, message: Any) -> None:
        """A click on a tab shows it."""
        message.stop()
        if message.pane.id == "tabs":
            ends = [sum(len(name) + 3 for name in self.tabs[: n + 1]) for n in range(len(self.tabs))]
            self.tab = next((n for n, end in enumerate(ends) if message.column < end), self.tab)
            self.lay_out()

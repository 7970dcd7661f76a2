"""Random keys on a thread, watched: `python -m tests.bench.monkey [--corpus NAME] [--keys N] [--seed N] [--json]`.

Told are every error and every time that the event loop was held longer than a frame may take, with the keys that led there and
the place in the program; the same seed presses the same keys. Held is measured in processor time of the main thread between two
beats of a timer, so that a busy machine is not blamed and work in slices is not either. Keys that leave the thread for good,
write files, or start other programs are never pressed; what a reader adds to comments goes to a folder that is thrown away.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import os
import sys
import tempfile
import threading
import time
import traceback
from collections import deque
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from textual import events
from textual.keys import _character_to_key

from tests.bench import corpus
from tests.bench.figures import Bar, Part
from tui_reader.archive.reader import Archive
from tui_reader.tui.app import ReaderApp
from tui_reader.tui.screens.thread import ThreadScreen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from rich.console import RenderableType
    from textual.notifications import SeverityLevel
    from textual.pilot import Pilot
    from textual.screen import Screen

    from tests.bench.figures import Scale

LONGEST = 0.1
"""Seconds of processor time that the event loop may be held."""

_KEYS, _QUICK_KEYS, _SEED = 100_000, 500, 7
_BEAT = 0.005
_FRAME = 0.01
"""Seconds between two steps."""

_CHARACTERS = {"space": " ", "enter": "\r", "tab": "\t"}
_REMEMBERED = 24
_SIZE = (120, 40)
_SETTLING = 0.45
_MOST_ESCAPES = 8

Step = tuple[str, ...]
"""Keys pressed in a row; `resize W H`, `wheel N` and `click X Y` do what they say, `wait` lets a number settle."""

_MOVES = (*"jjjjkkJKP]}{^gGdubhHLn*#N", "ctrl+f", "ctrl+b", "ctrl+d", "ctrl+u", "pagedown", "pageup", "home", "end")
_FOLDS = (*"hlxXU", "space", "space")
_CHORDS = ("z a", "z o", "z c", "z O", "z C", "z M", "z R", "0", "z m", "z r", "U")
_FILTERS = (*"aacC!.", "escape", "a", "escape")
_PANES = ("tab", "tab", *"VZ-+=T", "ctrl+l")
_COMMENTS = ("v", "s", "y y", "y q", "y l", "y b", "y f", '"', "(", ")")
_DIALOGS = (*"AiF?%Iw:", "enter", "t", "e")
_WALKED = ("j", "k", "down", "pagedown", "G", "g", "end", "tab")
"""What is pressed in a dialog before Esc: nothing that chooses, writes or starts anything."""

_WORDS = (
    "the",
    "in",
    "zzzz",
    "by:user_1",
    "-the",
    "by:user_0 that",
    '"of the"',
    "score:>5",
    "e",
    "is",
    "depth:3",
    "(",
    "words:>50",
)


def steps(dice: Random) -> Iterator[Step]:
    """Yield what a restless reader does, for ever."""
    kinds = {_move: 46, _fold: 18, _filter: 12, _typed: 5, _pane: 6, _scroll: 6, _comment: 3, _dialog: 2, _sort: 1, _resize: 1}
    while True:
        yield dice.choices([*kinds], [*kinds.values()])[0](dice)


def _counted(dice: Random, key: str, most: int) -> Step:
    return (*str(dice.randint(1, most)), *key.split())


def _move(dice: Random) -> Step:
    if dice.random() < 0.1:
        return _counted(dice, dice.choice("gG"), 10 ** dice.randint(1, 6))
    key = dice.choice(_MOVES)
    return _counted(dice, key, 30) if dice.random() < 0.1 else (key,)


def _fold(dice: Random) -> Step:
    if dice.random() < 0.02:
        return (str(dice.randint(1, 9)), "wait")
    return tuple(dice.choice((*_FOLDS, *_CHORDS)).split())


def _filter(dice: Random) -> Step:
    return (dice.choice(_FILTERS),)


def _typed(dice: Random) -> Step:
    """Type something into the prompt of the filter or the search; three in four are sent off, the others given up."""
    return (dice.choice("ff/"), *dice.choice(_WORDS), dice.choice(("enter", "enter", "enter", "escape")))


def _pane(dice: Random) -> Step:
    return (dice.choice(_PANES),)


def _scroll(dice: Random) -> Step:
    if dice.random() < 0.3:
        return (f"click {dice.randrange(_SIZE[0])} {dice.randrange(_SIZE[1])}",)
    return (f"wheel {dice.choice((-3, -1, 1, 1, 3))}",)


def _comment(dice: Random) -> Step:
    return tuple(dice.choice(_COMMENTS).split())


def _dialog(dice: Random) -> Step:
    return (dice.choice(_DIALOGS), *dice.choices(_WALKED, k=dice.randrange(4)), "escape")


def _sort(_dice: Random) -> Step:
    return ("S",)


def _resize(dice: Random) -> Step:
    width, height = (dice.randrange(20, 200), dice.randrange(5, 60)) if dice.random() < 0.7 else _SIZE
    return (f"resize {width} {height}",)


class Held(NamedTuple):
    """A time that the event loop was held: milliseconds, which key, the keys before it, and where the program was."""

    milliseconds: float
    number: int
    keys: str
    place: str


@dataclass
class Findings:
    """What came of it."""

    corpus: str
    seed: int
    keys: int = 0
    held: list[Held] = field(default_factory=list)
    longest: float = 0.0
    errors: list[tuple[int, str, str]] = field(default_factory=list)
    told: dict[str, str] = field(default_factory=dict)


class Watched(ReaderApp):
    """The app, which tells of errors, and paints into the void: a headless one would not draw at all."""

    def __init__(self, archive: Archive, watch: Watch) -> None:
        super().__init__(archive)
        self._watch = watch

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        super()._display(screen, renderable)
        if renderable is not None and hasattr(renderable, "render_segments"):
            renderable.render_segments(self.console)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Take note of what went wrong."""
        if severity == "error":
            self._watch.findings.told.setdefault(message, self._watch.recent)
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)


class Watch:
    """A timer of the event loop, and a thread that looks where the program is when the timer is late."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self._pressed: deque[str] = deque(maxlen=_REMEMBERED)
        self._place = ""
        self._beats = 0
        self._worked = time.thread_time()
        self._main = threading.get_ident()
        self._over = threading.Event()

    @property
    def recent(self) -> str:
        """The last keys."""
        return " ".join(self._pressed)

    def press(self, key: str) -> None:
        """Take note of a key."""
        self.findings.keys += 1
        self._pressed.append(key)

    async def beat(self) -> None:
        """Measure how much the main thread works from beat to beat."""
        threading.Thread(target=self._look, daemon=True).start()
        self._worked = time.thread_time()
        while not self._over.is_set():
            await asyncio.sleep(_BEAT)
            before, self._worked = self._worked, time.thread_time()
            self._beats += 1
            self._note(self._worked - before)
            self._place = ""

    def stop(self) -> None:
        """Watch no longer."""
        self._over.set()

    def _note(self, seconds: float) -> None:
        self.findings.longest = max(self.findings.longest, seconds * 1e3)
        if seconds > LONGEST:
            self.findings.held.append(Held(seconds * 1e3, self.findings.keys, self.recent, self._place))

    def _look(self) -> None:
        """Keep the place of the program whenever there was no beat for most of the time that is allowed."""
        while not self._over.wait(LONGEST * 0.4):
            beats, begun = self._beats, time.perf_counter()
            while beats == self._beats and not self._over.wait(0.01):
                if time.perf_counter() - begun > LONGEST * 0.6:
                    self._place = _place(sys._current_frames().get(self._main))
                    self._over.wait(LONGEST / 4)


def _place(frame: FrameType | None) -> str:
    """Return the innermost places in this program, the innermost first."""
    stack = [each for each in traceback.extract_stack(frame) if "tui_reader/" in each.filename]
    return " < ".join(f"{each.filename.partition('tui_reader/')[2]}:{each.lineno} {each.name}" for each in stack[:-6:-1])


async def _perform(pilot: Pilot[None], key: str) -> None:
    """Press a key, or do what stands for one."""
    word, *numbers = key.split() if key != " " else [key]
    match word, [int(number) for number in numbers]:
        case "resize", [width, height]:
            await pilot.resize_terminal(width, height)
        case "click", [x, y] if x < pilot.app.size.width and y < pilot.app.size.height:
            await pilot.click(offset=(x, y))
        case "wheel", [lines]:
            await _wheel(pilot, lines)
        case "wait", []:
            await pilot.pause(_SETTLING)
        case _, []:
            await _type(pilot, "space" if key == " " else key)
        case _:
            pass


async def _type(pilot: Pilot[None], key: str) -> None:
    """Send a key as the keyboard does, and wait until all widgets have had it; `Pilot.press` waits for the clock as well."""
    name = key if len(key) > 1 or key.isalnum() else _character_to_key(key)
    event = events.Key(name, key if len(key) == 1 else _CHARACTERS.get(key))
    event.set_sender(pilot.app)
    pilot.app._driver.send_message(event)  # type: ignore[union-attr]
    await asyncio.sleep(0)
    if isinstance(pilot.app, ReaderApp) and (turn := pilot.app._typing._task):
        await asyncio.wait({turn})
    await pilot._wait_for_screen()


async def _wheel(pilot: Pilot[None], lines: int) -> None:
    kind = events.MouseScrollDown if lines > 0 else events.MouseScrollUp
    x, y = pilot.app.size.width - 5, pilot.app.size.height // 2
    for _ in range(abs(lines)):
        pilot.app.screen._forward_event(kind(None, x, y, 0, lines, 0, False, False, False, x, y))
    await pilot._wait_for_screen()


async def _read(pilot: Pilot[None], todo: Iterator[Step], watch: Watch, most: int) -> None:
    """Do one step after the other, and come back to the thread after each."""
    await pilot.pause(0.5)
    for step in todo:
        for key in step:
            watch.press(key)
            await _perform(pilot, key)
        await _come_back(pilot, watch)
        await asyncio.sleep(_FRAME)
        if watch.findings.keys >= most or not pilot.app.is_running or pilot.app._exception:
            return


async def _come_back(pilot: Pilot[None], watch: Watch) -> None:
    for _ in range(_MOST_ESCAPES):
        if isinstance(pilot.app.screen, ThreadScreen) and "Input" not in type(pilot.app.focused).__name__:
            return
        watch.press("escape")
        await _type(pilot, "escape")
    if pilot.app.is_running:
        raise RuntimeError(f"no way back to the thread from {pilot.app.screen!r}")


async def _one_run(path: Path, todo: Iterator[Step], findings: Findings, most: int) -> None:
    """Read until all keys are pressed, or an error ends the app."""
    watch = Watch(findings)
    with Archive.open(path) as archive:
        app = Watched(archive, watch)
        try:
            async with app.run_test(size=_SIZE) as pilot:
                beats = asyncio.create_task(watch.beat())
                try:
                    await _read(pilot, todo, watch, most)
                finally:
                    watch.stop()
                    await beats
        except Exception:  # noqa: BLE001  # whatever ends the app is what is looked for
            findings.errors.append((findings.keys, watch.recent, traceback.format_exc(limit=-6)))


def pressed(name: str, keys: int, seed: int) -> Findings:
    """Press so many random keys on the thread of a corpus, in a new app after each error, and return what came of it."""
    findings, todo, path = Findings(name, seed), steps(Random(seed)), corpus.archive(name)
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {f"XDG_{kind}_HOME": home for kind in ("STATE", "CONFIG", "DATA")}
        for variable in ("EDITOR", "VISUAL"):
            os.environ.pop(variable, None)
        while findings.keys < keys:
            gc.disable()
            asyncio.run(_one_run(path, todo, findings, keys))
    return findings


def restless(scale: Scale, _home: Path) -> Part:
    """Press random keys on a small thread and on the largest."""
    part = Part("Random keys", "Errors, and times that the event loop was held for over 100 ms of processor time in one piece.")
    keys = _QUICK_KEYS if scale.is_quick else _KEYS
    for name, number in {"thread-1k": keys, f"thread-{scale.largest}": keys // 10}.items():
        findings = pressed(name, number, _SEED)
        part.rows[name] = dict(_figures(findings))
        part.bars.append(Bar("keys", f"{name}, {number:,} random keys: errors", len(findings.errors), most=0))
        part.bars.append(Bar("keys", f"{name}, {number:,} random keys: held over 100 ms", len(findings.held), most=0))
    return part


def _figures(findings: Findings) -> dict[str, float]:
    return {
        "keys": findings.keys,
        "errors": len(findings.errors),
        "held over 100 ms": len(findings.held),
        "longest ms": findings.longest,
    }


def _told(findings: Findings, most: int) -> Iterator[str]:
    yield f"{findings.corpus}, seed {findings.seed}: " + ", ".join(f"{name} {n:g}" for name, n in _figures(findings).items())
    worst = sorted(findings.held, reverse=True)
    yield from (
        f"held {held.milliseconds:.0f} ms at key {held.number} in {held.place}\n    {held.keys}" for held in worst[:most]
    )
    yield from (f"error at key {number} after {keys}\n{text}" for number, keys, text in findings.errors)
    yield from (f"told: {message}\n    {keys}" for message, keys in islice(findings.told.items(), most))


def main() -> int:
    """Press, tell, and return 1 where something was found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpus", default="thread-1k", choices=corpus.CORPORA, metavar="NAME")
    parser.add_argument("--keys", type=int, default=_KEYS)
    parser.add_argument("--seed", type=int, default=_SEED)
    parser.add_argument("--most", type=int, default=20, help="how many of the longest times are told")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    findings = pressed(options.corpus, options.keys, options.seed)
    told = json.dumps(asdict(findings), indent=1) if options.json else "\n".join(_told(findings, options.most))
    sys.stdout.write(told + "\n")
    return int(bool(findings.errors or findings.held))


if __name__ == "__main__":
    sys.exit(main())

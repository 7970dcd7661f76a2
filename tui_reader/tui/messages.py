"""What the parts of the app tell each other across screens, and what every screen may ask of the app."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from tui_reader.archive.reader import Archive
    from tui_reader.errors import TuiReaderError
    from tui_reader.ingest.choices import Choices
    from tui_reader.model import StoredThread
    from tui_reader.settings import Settings, State
    from tui_reader.tui.commands import Command


class ReaderHost(Protocol):
    """The app, as far as screens know it."""

    settings: Settings
    state: State
    dump: Path | None
    kept: Path | None
    """The archive that the dump has been kept in."""

    keeping: Path | None
    """The archive that the dump is being kept in now."""

    @property
    def opened_path(self) -> Path | None:
        """What is being read, so that it can be opened again: an archive, or a dump as long as it is kept in none."""
        ...

    readings: dict[str, Choices]
    """How sources of the dump are read where the reader has taken another layout, by their digests."""

    last_export: tuple[str, Path] | None
    """The format and the folder of the export before, in this session."""

    told_unread: str
    """Why what the reader has added to comments could not be read, as far as it was said."""

    def leave(self) -> None:
        """Go back to the screen before, or quit."""
        ...

    def read_thread(self, thread: StoredThread, comment: int | None = None) -> None:
        """Open a thread above the screen there is, at a comment where its row id is given."""
        ...

    def renew_threads(self, current: StoredThread) -> None:
        """Show in the list of threads what the archive holds by now, with the cursor on one of them."""
        ...

    def remember(self, state: State) -> None:
        """Keep what was chosen for the next run."""
        ...


class CommandHost(Protocol):
    """A screen that carries out commands, as far as the command palette knows it."""

    @property
    def commands(self) -> Sequence[Command]:
        """All commands that can be given there."""
        ...

    def run_command(self, command: str, count: int | None = None) -> None:
        """Carry out a command by its id."""
        ...


@dataclass
class WorkedOut(Message):
    """A worker has an answer, or none: to what was asked under a name, at which time, and what the screen does with it."""

    name: str
    ticket: int
    take: Callable[[], None]


@dataclass
class Failed(Message):
    """A worker could not do what it was asked."""

    error: TuiReaderError


@dataclass
class KeepingEnded(Message):
    """A dump is not being brought into an archive any more, whatever became of it."""


@dataclass
class DumpRead(Message):
    """A dump that is only looked at has been read into an archive of its own."""

    archive: Archive


@dataclass
class DumpRefused(Message):
    """A dump could not be read."""

    error: TuiReaderError


@dataclass
class Done(Message):
    """A worker has done what it was asked, but for a part of it where not `wholly`; `words` say what became of it.

    `kept` is the archive that holds the dump from now on.
    """

    words: str
    wholly: bool = True
    kept: Path | None = None

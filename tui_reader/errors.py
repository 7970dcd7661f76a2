"""Every error a user can meet, each with what happened, what to do about it, and the exit code it ends in.

TuiReaderError
├── UsageError            exit 2: the command asks for something that cannot be
├── NothingFoundError     exit 3: the question is fine, the answer is empty
├── SourceError           exit 1: a file to import cannot be read
│   └── UnknownFormatError
├── ArchiveError          exit 1: an archive cannot be opened, read or written
│   ├── ArchiveDamagedError
│   ├── ArchiveLockedError
│   └── ArchiveVersionError
├── StateError            exit 1: what the reader added to comments cannot be read or kept
├── QueryError            exit 2: a filter cannot be understood; knows its column
└── ExportError           exit 1: a thread cannot be written where it was asked for

Invariant: whatever reaches the user is one of these; a traceback is a defect.
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What the program tells the shell; scripts rely on these."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    NOTHING_FOUND = 3
    REJECTED_RECORDS = 4
    INTERRUPTED = 130


class TuiReaderError(Exception):
    """An error with one line that says what and where, and a hint that says what to do."""

    exit_code = ExitCode.FAILED

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message


class UsageError(TuiReaderError):
    """The command asks for something that cannot be."""

    exit_code = ExitCode.USAGE


class NothingFoundError(TuiReaderError):
    """The question is fine, the answer is empty."""

    exit_code = ExitCode.NOTHING_FOUND


class SourceError(TuiReaderError):
    """A file to import cannot be read."""

    def at(self, path: str) -> str:
        """Return the error in words that name the file."""
        return str(self) if self.message.startswith(path) else f"{path}: {self}"


class UnknownFormatError(SourceError):
    """No format knows a file to import."""


class ArchiveError(TuiReaderError):
    """An archive cannot be opened, read or written."""


class ArchiveDamagedError(ArchiveError):
    """The file is an archive whose content does not hold together."""


class ArchiveLockedError(ArchiveError):
    """Another program is writing the archive and did not finish in time."""


class ArchiveVersionError(ArchiveError):
    """The archive was made by a newer program, or by another one."""


class StateError(TuiReaderError):
    """What the reader added to comments cannot be read or kept."""


class QueryError(TuiReaderError):
    """A filter cannot be understood; `column` counts characters from 1."""

    exit_code = ExitCode.USAGE

    def __init__(self, message: str, column: int, hint: str = "") -> None:
        super().__init__(f"{message} at column {column}", hint)
        self.column = column


class ExportError(TuiReaderError):
    """A thread cannot be written where it was asked for."""

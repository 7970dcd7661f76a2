"""Databases of other programs, opened so that nothing in them or beside them changes: what isso keeps, for one.

A copy is read, so that a file that its program is writing, or that came out of a zip, is read like any other.

Invariant: a foreign database runs no code here: no view, no trigger, no extension; and no statement runs for ever.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import time
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from tui_reader.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_SECONDS = 60.0
_PRAGMAS = ("trusted_schema=off", "cell_size_check=on", "mmap_size=0", "query_only=on")
_AT_ONCE = 1_000


def open_foreign(open_raw: Callable[[], BinaryIO]) -> Callable[[str], Iterator[tuple[Any, ...]]]:
    """Return what runs a SELECT on a database and yields its rows; SourceError says what SQLite finds wrong with it."""
    return partial(_rows, open_raw)


def _rows(open_raw: Callable[[], BinaryIO], statement: str) -> Iterator[tuple[Any, ...]]:
    with tempfile.TemporaryDirectory(prefix="tui-reader-") as folder:
        copy = Path(folder) / "foreign.db"
        with open_raw() as stream, copy.open("wb") as file:
            shutil.copyfileobj(stream, file)
        try:
            with closing(sqlite3.connect(copy.as_uri() + "?mode=ro&immutable=1", uri=True)) as connection:
                deadline = time.monotonic() + _SECONDS
                connection.set_progress_handler(lambda: time.monotonic() > deadline, 10_000)
                connection.text_factory = partial(str, encoding="utf-8", errors="replace")
                for pragma in _PRAGMAS:
                    connection.execute(f"PRAGMA {pragma}")
                found = connection.execute(statement)
                while rows := found.fetchmany(_AT_ONCE):
                    yield from rows
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise SourceError(f"a database that cannot be read: {error}") from error

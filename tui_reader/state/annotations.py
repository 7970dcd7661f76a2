"""Stars, tags and notes on comments.

Invariant: what is on disk is what is told; a change that cannot be kept changes nothing here either.
"""

from __future__ import annotations

import re
from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING

from tui_reader.model import NO_ANNOTATION, Annotation
from tui_reader.state.database import fetch, store
from tui_reader.text.sanitize import storable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

_ALL = """SELECT comment, 'star', '' FROM star WHERE thread = ?
UNION ALL SELECT comment, 'tag', name FROM tag WHERE thread = ?
UNION ALL SELECT comment, 'note', text FROM note WHERE thread = ?"""
_EVERYWHERE = """SELECT thread, comment, 'star', '' FROM star
UNION ALL SELECT thread, comment, 'tag', name FROM tag
UNION ALL SELECT thread, comment, 'note', text FROM note"""
_KNOWN_TAGS = "SELECT name FROM tag GROUP BY name ORDER BY count(*) DESC, name"
_STAR = "INSERT OR IGNORE INTO star VALUES (?, ?)"
_UNSTAR = "DELETE FROM star WHERE thread = ? AND comment = ?"
_TAG = "INSERT OR IGNORE INTO tag VALUES (?, ?, ?)"
_UNTAG = "DELETE FROM tag WHERE thread = ? AND comment = ? AND name = ?"
_WRITE = "INSERT OR REPLACE INTO note VALUES (?, ?, ?)"
_ERASE = "DELETE FROM note WHERE thread = ? AND comment = ?"

_BETWEEN_TAGS = re.compile(r"[\s,]+")


class ThreadAnnotations:
    """What the reader has added to the comments of a thread, by comment key: read when first asked for, then held.

    Several threads of execution may ask. Every method raises StateError where the database cannot be read or written.
    """

    def __init__(self, path: Path, thread: str) -> None:
        self._path = path
        self._thread = thread
        self._lock = Lock()
        self._held: dict[str, Annotation] | None = None

    def all(self) -> Mapping[str, Annotation]:
        """Return what was added to all comments that something was added to."""
        with self._lock:
            return dict(self._known())

    def of(self, comment: str) -> Annotation:
        """Return what was added to a comment."""
        with self._lock:
            return self._known().get(comment, NO_ANNOTATION)

    def star(self, comments: Sequence[str], *, starred: bool) -> None:
        """Star comments, or take their stars away."""
        with self._lock:
            store(self._path, [(_STAR if starred else _UNSTAR, [(self._thread, comment) for comment in comments])])
            for comment in comments:
                self._hold(comment, replace(self._known().get(comment, NO_ANNOTATION), starred=starred))

    def tag(self, comment: str, tags: Sequence[str]) -> None:
        """Give a comment these tags and no others; those that another reader gave it meanwhile stay."""
        wanted = tuple(sorted(set(map(storable, tags)), key=str.casefold))
        with self._lock:
            now = self._known().get(comment, NO_ANNOTATION)
            added, dropped = set(wanted).difference(now.tags), set(now.tags).difference(wanted)
            store(self._path, [(_UNTAG, self._rows(comment, dropped)), (_TAG, self._rows(comment, added))])
            self._hold(comment, replace(now, tags=wanted))

    def write(self, comment: str, note: str) -> None:
        """Write a note on a comment in the place of the one that is there; an empty one takes it away."""
        text = storable(note).strip()
        with self._lock:
            now = self._known().get(comment, NO_ANNOTATION)
            change = (_WRITE, self._rows(comment, [text])) if text else (_ERASE, [(self._thread, comment)])
            store(self._path, [change])
            self._hold(comment, replace(now, note=text))

    def _known(self) -> dict[str, Annotation]:
        if self._held is None:
            self._held = self._read()
        return self._held

    def _read(self) -> dict[str, Annotation]:
        return _by_comment(fetch(self._path, _ALL, *(self._thread,) * 3))

    def _rows(self, comment: str, texts: Iterable[str]) -> list[tuple[str, str, str]]:
        return [(self._thread, comment, text) for text in texts]

    def _hold(self, comment: str, annotation: Annotation) -> None:
        if annotation == NO_ANNOTATION:
            self._known().pop(comment, None)
        else:
            self._known()[comment] = annotation


def all_annotations(path: Path) -> dict[str, dict[str, Annotation]]:
    """Return what the reader has added to any comment, by the key of the thread and the key of the comment."""
    threads: dict[str, list[tuple[str, str, str]]] = {}
    for thread, *row in fetch(path, _EVERYWHERE):
        threads.setdefault(str(thread), []).append((str(row[0]), str(row[1]), str(row[2])))
    return {thread: _by_comment(rows) for thread, rows in threads.items()}


def _by_comment(rows: Iterable[tuple[str, str, str]]) -> dict[str, Annotation]:
    """Return annotations by comment key from rows of a comment, a kind and a text."""
    found: dict[str, Annotation] = {}
    for comment, kind, text in sorted(rows, key=lambda row: row[2].casefold()):
        now = found.get(comment, NO_ANNOTATION)
        if kind == "star":
            found[comment] = replace(now, starred=True)
        elif kind == "tag":
            found[comment] = replace(now, tags=(*now.tags, text))
        else:
            found[comment] = replace(now, note=text)
    return found


def known_tags(path: Path) -> list[str]:
    """Return all tags that the reader has given to any comment, most used first."""
    return [name for (name,) in fetch(path, _KNOWN_TAGS)]


def split_tags(text: str) -> tuple[str, ...]:
    """Return the tags in what somebody typed, with or without #, with spaces or commas between.

    Each is there once, in the case that it was typed in first.
    """
    words = [word for piece in _BETWEEN_TAGS.split(text) if (word := piece.lstrip("#"))]
    return tuple({word.casefold(): word for word in reversed(words)}.values())

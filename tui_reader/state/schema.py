"""What the reader's own database stores, as SQL, and how a database of an older version gets there.

Invariant: the statements of a released version are never edited; a later version appends its own.
"""

from __future__ import annotations

APPLICATION_ID = 0x54554953
"""`TUIS` in the header of the file: made by this program."""

_ANNOTATIONS = (
    """CREATE TABLE star (
    thread TEXT NOT NULL,
    comment TEXT NOT NULL,
    PRIMARY KEY (thread, comment)
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE tag (
    thread TEXT NOT NULL,
    comment TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (thread, comment, name)
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE note (
    thread TEXT NOT NULL,
    comment TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (thread, comment)
) STRICT, WITHOUT ROWID""",
)

_QUERIES = ("CREATE TABLE query (number INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT",)

MIGRATIONS: tuple[tuple[str, ...], ...] = (_ANNOTATIONS, _QUERIES)
"""What each version added to the one before, oldest first; the `user_version` of a file counts those that it has."""

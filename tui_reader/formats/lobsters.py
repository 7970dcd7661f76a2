"""Stories and comments of Lobsters, and of the sites that run its program, as its pages and its JSON both tell them.

Invariant: a comment that is gone has no text; the words the site shows in its place only say who took it away.
"""

from __future__ import annotations

from tui_reader.model import Status

SITE = "lobste.rs"


def status_of(words: str) -> Status:
    """Return what became of a comment by the words that stand in its place."""
    return Status.DELETED if "author" in words.lower() else Status.REMOVED

"""Finding comments: a condition becomes the WHERE of one statement, for a thread or for the whole archive."""

from __future__ import annotations

from tui_reader.archive.search import facts, relations
from tui_reader.archive.search.hits import MOST_RANKED, Hits, Order

__all__ = ["MOST_RANKED", "Hits", "Order", "facts", "relations"]

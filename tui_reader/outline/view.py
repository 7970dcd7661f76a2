"""Placeholder."""

from __future__ import annotations

from enum import StrEnum


class Context(StrEnum):
    """How much is shown around a match; each shows what the one before shows, and more."""

    MATCHES = "matches"
    PATH = "path"
    REPLIES = "replies"
    BRANCH = "branch"


class OutlineView:
    """Folds and filter."""

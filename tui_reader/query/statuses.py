"""Conditions on what became of comments: whether they were deleted, removed, marked as spam, edited."""

from __future__ import annotations

from dataclasses import dataclass

from tui_reader.model import Status

EDITED, GONE, ASIDE = "edited", "gone", "aside"
"""Words for more than one status, or for none: edited; no longer there; anything but a comment that stands as it was said."""

_MEANT = {
    **{status.value: frozenset({status}) for status in Status if status not in {Status.LOST, Status.PRESENT}},
    GONE: frozenset({Status.DELETED, Status.REMOVED, Status.VANISHED}),
    ASIDE: frozenset(Status) - {Status.PRESENT},
}
_IN_WORDS = {
    Status.SPAM.value: "marked as spam",
    Status.PENDING.value: "never let through",
    Status.PINGBACK.value: "pingbacks",
    Status.SERVICE.value: "messages of the site itself",
    GONE: "deleted, removed or vanished",
    ASIDE: "deleted, spam or the like",
}


@dataclass(frozen=True, slots=True)
class Became:
    """The comment is what a word says: `deleted`, `removed`, `spam` …, `edited`, `gone` or `aside`."""

    word: str

    @property
    def statuses(self) -> frozenset[Status]:
        """What it may have become; nothing where the word speaks of edits."""
        return _MEANT.get(self.word, frozenset())

    def describe(self) -> str:
        """Return it in words."""
        return _IN_WORDS.get(self.word, self.word)

    def query(self) -> str:
        """Return the term that asks for it."""
        return f"is:{self.word}"


STATES = {word: Became(word) for word in (*_MEANT, EDITED)}
"""Every condition of this kind, by the word that asks for it."""

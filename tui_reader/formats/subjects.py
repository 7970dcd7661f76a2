"""Subjects of messages without what programs put before them.

Invariant: the tag of a mailing list stays, once; what people wrote is not touched.
"""

from __future__ import annotations

import re

_PREFIXES = "re|aw|antw|sv|vs|vá|odp|ynt|res|rif|ref|fwd?|wg|tr|rv|enc|回复|回覆|答复|转发|轉寄"
_PREFIX = re.compile(rf"(?:{_PREFIXES})\s?(?:\[\d{{1,3}}\]|\(\d{{1,3}}\)|\^\d{{1,3}}|\*\d{{1,3}})?\s?[::]\s*", re.IGNORECASE)
_TAG = re.compile(r"\[[^][]{1,80}\]\s*")


def bare_subject(subject: str | None) -> str | None:
    """Return a subject without Re:, Fwd: and the like, each tag once; None if nothing else is there."""
    said = subject or ""
    tags: dict[str, None] = {}
    start = 0
    while found := _PREFIX.match(said, start) or _TAG.match(said, start):
        if found[0].startswith("["):
            tags[found[0].strip()] = None
        start = found.end()
    return " ".join((*tags, said[start:])).strip() or None

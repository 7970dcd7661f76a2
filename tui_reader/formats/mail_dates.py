"""When a message was sent: its Date field, else where it was received first, else the line that parts it from the one before.

Invariant: a moment in UTC ends in Z; what stands there for no moment at all is None.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tui_reader.formats import moments

if TYPE_CHECKING:
    from tui_reader.formats.mail_headers import Header

_UNKNOWN_ZONE = re.compile(r"[ \t]-0000\b")
_COMMENT = re.compile(r"\([^()]*\)")
_ZONES = {"BST": 1, "CET": 1, "MET": 1, "MEZ": 1, "WEST": 1, "CEST": 2, "MEST": 2, "MESZ": 2, "EET": 2, "EEST": 3, "MSK": 3}
_ZONES |= {"JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13, "AKST": -9, "HST": -10}
"""Hours before UTC of zones that people wrote by name and that mail does not define."""

_NAMED_ZONE = re.compile(rf"\b({'|'.join(_ZONES)})\b(?:[ \t]+DST\b)?")
_OF_POSTMARK = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),?\s+)?(?P<month>[A-Z][a-z]{2})\s+(?P<day>\d{1,2})\s+(?P<time>\d\d:\d\d(?::\d\d)?)"
    r"(?:\s+(?P<before>[+-]\d{4}|[A-Z]{3,4}))?\s+(?P<year>\d{4})(?:\s+(?P<zone>[+-]\d{4}|[A-Z]{3,4}))?"
)
_NOBODYS = ("1970-01-01T00:00:00", "2001-09-17T00:00:00")
"""Moments that programs write into that line where they know none."""


def stated_date(header: Header) -> str | None:
    """Return the Date field as it is written."""
    return header.text("date", "posted")


def posted(header: Header, postmark: str | None = None) -> str | None:
    """Return when a message was sent; `postmark` is the line before it in a mailbox."""
    if moment := of_text(stated_date(header)):
        return moment
    received = [of_text(field.rpartition(";")[2]) for field in reversed(header.every("received"))]
    return next((moment for moment in received if moment), None) or _of_postmark(postmark)


def of_text(text: str | None) -> str | None:
    """Return the moment that a field states."""
    if not text:
        return None
    bare = _COMMENT.sub(" ", text)
    moment = moments.of_mail(bare)
    if moment is None or moment.endswith("Z"):
        return moment
    if _UNKNOWN_ZONE.search(bare):
        return f"{moment}Z"
    zone = _NAMED_ZONE.search(bare)
    return _earlier(moment, _ZONES[zone[1]] + zone[0].endswith("DST")) if zone else moment


def _earlier(moment: str, hours: int) -> str | None:
    """Return a moment that is some hours before UTC in UTC."""
    try:
        return f"{(datetime.fromisoformat(moment) - timedelta(hours=hours)).isoformat(timespec='seconds')}Z"
    except OverflowError:
        return None


def _of_postmark(line: str | None) -> str | None:
    """Return the moment at the end of the line that parts messages; what programs make up is none."""
    found = _OF_POSTMARK.search(line or "")
    if found is None:
        return None
    zone = found["before"] or found["zone"] or ""
    moment = of_text(f"{found['day']} {found['month']} {found['year']} {found['time']} {zone}")
    return None if moment and moment.startswith(_NOBODYS) else moment

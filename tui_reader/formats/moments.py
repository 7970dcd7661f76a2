"""Moments as sources state them, turned into what an archive keeps: ISO 8601 in UTC with `Z`, without where no zone is known.

Invariant: what is no moment, or lies outside the years 1 to 9999, is None; nothing is ever taken for 1970.
"""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECONDS_FROM = 10**11
"""Seconds of the year 5138; from here on a number of seconds is one of milliseconds."""

_SECONDS_OF_A_DAY = 86_400
_TWO_DIGITS = [f"{number:02}" for number in range(60)]
_MINUTES = [f"{hour:02}:{minute}" for hour in range(24) for minute in _TWO_DIGITS]
"""Looked up, since dumps have millions of moments."""


def of_epoch(value: object) -> str | None:
    """Return a moment given in seconds (or milliseconds) since 1970, as a number or the text of one."""
    if value.__class__ is int and 0 <= value < _MILLISECONDS_FROM:
        day, second = divmod(value, _SECONDS_OF_A_DAY)
        return f"{_day(day)}T{_MINUTES[second // 60]}:{_TWO_DIGITS[second % 60]}Z"
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        seconds = float(value)
        if not math.isfinite(seconds):
            return None
        if abs(seconds) >= _MILLISECONDS_FROM:
            seconds /= 1000
        return in_utc(_EPOCH + timedelta(seconds=seconds))
    except (ValueError, OverflowError):
        return None


@lru_cache(maxsize=1024)
def _day(days: int) -> str:
    return (_EPOCH + timedelta(days)).date().isoformat()


def as_written(value: object, moment: str | None) -> str | None:
    """Return a date as its source writes it; None for whole seconds since 1970, which their moment says as well."""
    if value is None or (value.__class__ is int and moment and value < _MILLISECONDS_FROM):
        return None
    if moment and (isinstance(value, int) or (isinstance(value, str) and value.isdecimal())):
        return None if int(value) < _MILLISECONDS_FROM else str(value)
    return str(value)


def of_iso(value: object, *, zone_is_utc: bool = False) -> str | None:
    """Return a moment given in ISO 8601; one without an offset is in UTC where the format says so."""
    if not isinstance(value, str):
        return None
    text = value.strip()
    try:
        if len(text) == len("2024-01-01"):
            return date.fromisoformat(text).isoformat()
        when = datetime.fromisoformat(text)
    except ValueError:
        return None
    return in_utc(when.replace(tzinfo=UTC) if when.tzinfo is None and zone_is_utc else when)


def of_mail(value: object) -> str | None:
    """Return a moment given as mail and feeds of RSS state it (RFC 5322)."""
    if not isinstance(value, str):
        return None
    try:
        return in_utc(parsedate_to_datetime(value))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def in_utc(when: datetime) -> str | None:
    """Return a moment in seconds: in UTC where it has a zone, as it is where it has none."""
    try:
        if when.tzinfo is None:
            return when.isoformat(timespec="seconds")
        return when.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
    except (OverflowError, ValueError):
        return None

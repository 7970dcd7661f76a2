"""Dates as a reader wants them in a line: short, never more exact than the source, never relative."""

from __future__ import annotations

from datetime import UTC, datetime

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DATE_LENGTH = len("2012-05-03")


def short_date(posted: str | None, written: str | None = None) -> str:
    """Return an ISO date as "3 May 2012" or "3 May 2012 14:05", else the date as its source wrote it."""
    if posted:
        try:
            moment = datetime.fromisoformat(posted)
        except ValueError:
            return written or posted
        day = _day(moment)
        return day if len(posted) <= _DATE_LENGTH else f"{day} {moment:%H:%M}"
    return written or ""


def time_span(first: int, last: int) -> str:
    """Return the days from one second to another (since 1970) as "3–7 May 2012"; empty where nothing is known."""
    if not last:
        return ""
    begin, end = (datetime.fromtimestamp(seconds, UTC) for seconds in (first, last))
    if begin.date() == end.date():
        return _day(end)
    if (begin.year, begin.month) == (end.year, end.month):
        return f"{begin.day}–{_day(end)}"
    if begin.year == end.year:
        return f"{begin.day} {_MONTHS[begin.month - 1]} – {_day(end)}"
    return f"{_day(begin)} – {_day(end)}"


def _day(moment: datetime) -> str:
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"

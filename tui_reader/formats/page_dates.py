"""Dates as pages write them for people: "March 3, 2009 at 4:12 pm", "3. März 2009, 16:12 Uhr", "2009-03-03 16:12 +0100".

Months are known in a dozen languages. Of "03/02/2009" nobody knows which is the month, unless other dates of the page say so.

Invariant: a date that can be read in two ways is found, and has no moment; one without a zone gets none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING

from tui_reader.formats.moments import in_utc

if TYPE_CHECKING:
    from collections.abc import Iterable

_MONTHS = (
    "jan|january|januar|jänner|janvier|janv|enero|ene|gennaio|gen|januari|janeiro|stycznia|января|янв|januára|ledna",
    "feb|february|februar|feber|février|févr|fév|febrero|febbraio|febbr|februari|fevereiro|fev|lutego|февраля|фев|února",
    "mar|march|märz|mär|mrz|mars|marzo|maart|mrt|março|marca|марта|мар|března",
    "apr|april|avril|avr|abril|abr|aprile|kwietnia|апреля|апр|dubna",
    "may|mai|mayo|maggio|mag|mei|maio|maja|мая|май|maj|května",
    "jun|june|juni|juin|junio|giugno|giu|junho|czerwca|июня|июн|června",
    "jul|july|juli|juillet|juil|julio|luglio|lug|julho|lipca|июля|июл|července",
    "aug|august|août|aout|agosto|ago|augustus|augusti|agosto|sierpnia|августа|авг|srpna",
    "sep|sept|september|septembre|septiembre|setiembre|settembre|sett|set|setembro|września|сентября|сен|сент|září",
    "oct|october|oktober|okt|octobre|octubre|ottobre|ott|outubro|out|października|октября|окт|oktobra|října",
    "nov|november|novembre|noviembre|novembro|listopada|ноября|ноя|нояб|listopadu",
    "dec|december|dezember|dez|décembre|déc|diciembre|dic|dicembre|dezembro|desember|grudnia|декабря|дек|prosince",
)
_NUMBERS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split("|")}
_MONTH = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_NO_LETTER = r"(?![^\W\d_])"
_CLOCK = (
    r"(?P<hour>[01]?\d|2[0-3])(?:[:.h](?P<minute>[0-5]\d)(?:[:.](?P<second>[0-5]\d))?)"
    r"\s?(?P<half>[ap]\.?\s?m\b\.?)?(?:\s?\(?(?P<zone>UTC|GMT|Z\b|[+-]\d\d:?\d\d\b)\)?)?"
)
_AFTER = re.compile(r"(?:[\s,;|@/·•—–-]|\b(?:at|um|on|à|a las|alle|às|om|kl\.?|klo|klockan|в|o)\b)*" + _CLOCK, re.IGNORECASE)
_BEFORE = re.compile(
    _CLOCK + r"(?:\s?Uhr)?(?:[\s,;|@·•—–-]|\b(?:on|am|of|le|el|del|på|op)\b|[a-z]{2,9}day\b)*\Z", re.IGNORECASE
)
_BEFORE_REACH = 32
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])"
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_YEAR}[-/.](?P<month>1[0-2]|0?[1-9])[-/.]{_DAY}(?!\d)T?",
        rf"(?<!\d){_DAY}\.?(?:st|nd|rd|th|er|º|ª)?,?[\s-](?:de\s|of\s)?(?P<name>{_MONTH}){_NO_LETTER}\.?,?[\s-](?:de\s|del\s)?{_YEAR}\b",
        rf"\b(?P<name>{_MONTH}){_NO_LETTER}\.?\s{_DAY}(?:st|nd|rd|th)?,?\s(?:at\s)?{_YEAR}\b",
        rf"(?<![\d.]){_DAY}\.\s?(?P<month>1[0-2]|0?[1-9])\.?,?\s?{_YEAR}(?!\d)",
        r"(?<![\d.])(?P<day>3[01]|[12]\d|0?[1-9])\.(?P<month>1[0-2]|0?[1-9])\.(?P<short>\d\d)(?![\d.])",
        rf"(?<![\d/-])(?P<first>\d\d?)[/-](?P<other>\d\d?)[/-]{_YEAR}(?!\d)",
        r"(?<![\d/])(?P<first>\d\d?)/(?P<other>\d\d?)/(?P<short>\d\d)(?![\d/])",
    )
)
_HAS_DATE = re.compile(r"(?:19|20)\d\d|\d\d?([./])\d\d?\1\d\d")
_SLASHED = re.compile(r"(?<![\d/-])(\d\d?)[/-](\d\d?)[/-](?:(?:19|20)\d\d|\d\d)(?!\d)")
_RELATIVE = re.compile(
    r"\b(?:(?:\d+|an?|one)\s?(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|yrs?|[smhdwy]|mo)\s+ago"
    r"|(?:vor|il y a|hace)\s+(?:\d+|einem|einer|un|une|una)\s\w+|\d+\s\w+\s(?:geleden|fa|назад|sedan|siden)"
    r"|just now|yesterday(?: at [\d:]+)?)",
    re.IGNORECASE,
)
_LONGEST = 400
"""Characters of a text in which a date is looked for; who writes more says something."""


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text: as it is written, where, and its moment if it has but one meaning."""

    text: str
    start: int
    moment: str | None


def has_digits_of_date(text: str) -> bool:
    """Whether a text may hold a date; cheap."""
    return _HAS_DATE.search(text) is not None


def day_comes_first(texts: Iterable[str]) -> bool | None:
    """Return whether dates such as 13/02/2009 begin with the day, by all dates of a page; None where nothing tells."""
    firsts, others = set(), set()
    for text in texts:
        for found in _SLASHED.finditer(text):
            firsts.add(int(found[1]))
            others.add(int(found[2]))
    if any(number > 12 for number in firsts):
        return None if any(number > 12 for number in others) else True
    return False if any(number > 12 for number in others) else None


def find_date(text: str, *, day_first: bool | None = None) -> FoundDate | None:
    """Return the first date in a text."""
    text = text[:_LONGEST]
    if has_digits_of_date(text):
        matches = [found for pattern in _DATES if (found := pattern.search(text))]
        if matches:
            return _with_clock(text, min(matches, key=lambda found: (found.start(), -found.end())), day_first)
    return None


def find_relative(text: str) -> FoundDate | None:
    """Return words such as "3 days ago" in a short text."""
    found = _RELATIVE.search(text[:_LONGEST])
    return FoundDate(found[0], found.start(), None) if found else None


def _with_clock(text: str, found: re.Match[str], day_first: bool | None) -> FoundDate:
    """Join the time of day that stands after a date, or before it."""
    start, end = found.span()
    clock = _AFTER.match(text, end)
    if clock:
        end = clock.end()
    elif clock := _BEFORE.search(text, max(0, start - _BEFORE_REACH), start):
        start = clock.start()
    return FoundDate(" ".join(text[start:end].split()), start, _moment(found, clock, day_first))


def _moment(found: re.Match[str], clock: re.Match[str] | None, day_first: bool | None) -> str | None:
    day = _day(found.groupdict(), day_first)
    if day is None or clock is None:
        return day.isoformat() if day else None
    hour = int(clock["hour"])
    if clock["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if clock["half"].lower().startswith("p") else 0)
    when = time(hour, int(clock["minute"]), int(clock["second"] or 0))
    return in_utc(datetime.combine(day, when, _zone(clock["zone"])))


def _day(parts: dict[str, str | None], day_first: bool | None) -> date | None:
    try:
        short = parts.get("short")
        year = (1900 if int(short) > 70 else 2000) + int(short) if short else int(parts.get("year") or 0)
        if first := parts.get("first"):
            return _slashed_day(int(first), int(parts["other"] or 0), year, day_first)
        name = parts.get("name")
        month = _NUMBERS[name.lower()] if name else int(parts.get("month") or 0)
        return date(year, month, int(parts.get("day") or 0))
    except ValueError:
        return None


def _slashed_day(first: int, other: int, year: int, day_first: bool | None) -> date | None:
    if first > 12 or first == other:
        day_first = True
    elif other > 12:
        day_first = False
    if day_first is None:
        return None
    return date(year, other, first) if day_first else date(year, first, other)


def _zone(name: str | None) -> timezone | None:
    if not name:
        return None
    if name[0] not in "+-":
        return UTC
    minutes = int(name[1:3]) * 60 + int(name[-2:])
    return timezone(timedelta(minutes=-minutes if name[0] == "-" else minutes)) if minutes < 24 * 60 else None

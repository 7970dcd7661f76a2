"""Dates and times as people and web pages write them, in a dozen languages.

Invariant: `parse` returns ISO 8601 only where the text can mean one day: alone, or in the order of day and month that the other
dates of its dump show; "May 3" is recognised, never resolved.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import Enum, auto
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from tui_reader.structure.date_words import MONTHS, UNITS, WEEKDAYS, cased, one_of

if TYPE_CHECKING:
    from collections.abc import Iterable

REMEMBERED = 1 << 16
"""How many short texts the dates found in them are remembered for: every layout asks the same questions."""

_MONTH = (
    rf"(?:(?<![^\W\d_]){one_of(cased(MONTHS))}|{one_of(word.capitalize() for word in MONTHS)})"
    r"(?![^\W\d_])\.?"
)
_MONTH_NUMBERS = {form: number for name, number in MONTHS.items() for form in cased([name])}
_WEEKDAY = rf"(?:\b(?:{one_of(cased(WEEKDAYS))}|Mo|Di|Mi|Do|Fr|Sa|So)\b)"
_DAY = r"(?<!\d)(?P<day{0}>\d{{1,2}})(?:st|nd|rd|th|ST|ND|RD|TH|er|º|°|\.)?"
_YEAR = r"(?P<year{0}>(?:19|20)\d\d)(?!\d)"
_ZONE = (
    r"\s*(?:(?P<utc>UTC|GMT|Z)\b(?![+-]\d)"
    r"|(?:UTC|GMT)?\s?(?P<offset>[+-](?:0\d|1[0-4]):?[0-5]\d)(?!\d)"
    r"|\(?(?:[ECMP][SD]T|CES?T|BST|[ECMP]T)\b\)?)"
)
_CLOCK = (
    r"(?P<hour>\d{1,2})(?=[:hH.]\d\d|\s?[hH]\s?\d\d|\s*[apAP]\.?[mM]\b)"
    r"(?:(?:[:hH.]|\s?[hH]\s?)(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d{1,6})?)?)?(?!\d)"
    rf"(?:\s*(?P<half>[ap]\.?m\b\.?|[AP]M)|\s(?:Uhr|min|uur)\b)?(?:{_ZONE})?"
)
_TIME_JOIN = (
    r"(?:T(?=\d)|\s*(?:,|-|–|—|·|•|/|\||@|,\s*@)?\s*"
    r"(?:\b(?:at|um|à|a las|a la|às|as|alle ore|alle|ore|en|kl\.?|klo|om|o godz\.|o|в|ve|v|@|gegen)\s*)?)"
)
_CALENDAR = (
    r"(?P<iso>(?<!\d)(?P<year1>(?:19|20)\d\d)(?:[-/.](?P<month1>\d{1,2})[-/.](?P<day1>\d{1,2})(?!\d)"
    r"|(?:年|년)\s?(?P<month2>\d{1,2})(?:月|월)\s?(?P<day2>\d{1,2})(?:日|일))(?:\s?\([^\W\d_]{1,3}\))?)"
    r"|(?P<numeric>(?<![\d.])(?P<left>\d{1,2})(?P<sep>[./-])\s?(?P<right>\d{1,2})(?P=sep)\s?(?P<year0>\d{4}|\d{2})(?!\d)(?:\s?\([^\W\d_]{2,3}\))?)"
    rf"|(?P<monthname3>{_MONTH})\s*{_DAY.format(3)}(?!\d|[:.]\d)(?:,?\s*{_YEAR.format(3)}|\s['’]\d\d(?!\d)|,?\s\d\d(?=,?\s(?:at\s)?\d{{1,2}}:\d\d))?"
    rf"|{_DAY.format(4)}(?:\s*(?:de\s|of\s|,\s?)?\s*|[-/])(?P<monthname4>(?!out of\b){_MONTH})"
    rf"(?!\s*\d{{1,2}}(?:st|nd|rd|th)?,?\s+{_YEAR.format(5)})(?:(?:,?\s*(?:de\s|del\s)?|[-/]){_YEAR.format(4)}(?:\sг\.)?)?"
)
_AGO_WORDS = ("ago", "her", "zuvor", "fa", "atrás", "назад", "geleden", "sedan", "siden", "temu", "önce")
_AGO = one_of(cased(_AGO_WORDS))
_BEFORE_WORDS = ("vor", "il y a", "hace", "há", "för", "před")
_BEFORE = one_of(cased((*_BEFORE_WORDS, "for")))
_UNIT = one_of(cased(UNITS))
_SHORT_UNIT = r"(?:min|mo|yr?|[smhdw])"
_COUNT = r"(?:[Aa]bout |[Oo]ver |[Aa]lmost )?(?:(?<!\d)\d{1,5}|\b[Aa]n?|\b[Oo]ne|\b[Ee]ine?)"
_AT = r"(?:at|um|à|a las|às|alle|в)"
_NAMED_DAYS = ("just now", "yesterday", "gestern", "hier", "ayer", "ontem", "ieri", "вчера", "gisteren", "igår")
_DAYS_WITH_NAMES = one_of(cased(_NAMED_DAYS))
_RELATIVE = (
    rf"(?:{_COUNT}\s?(?:\s{_UNIT}\.?|(?<=\d){_SHORT_UNIT}\.?)(?:,?\s+\d{{1,2}}\s+{_UNIT})?\s+{_AGO}\b"
    rf"|{_COUNT}\s+{_UNIT}\s+later(?=:)"
    rf"|\b{_BEFORE}\s+(?:etwa |über |environ |más de |mais de )?(?:\d{{1,5}}|einem|einer|une?|um|uma)"
    rf"\s+{_UNIT}\b(?:\s+(?:et\s+)?\d{{1,2}}\s+{_UNIT}\b)?(?:\s+(?:siden|sedan))?"
    r"|(?<!\d)\d{1,3}\s?(?:秒|分|時間|日|週間|か月|ヶ月|年)前"
    rf"|(?:(?<=[·•]\s)|^)\d{{1,3}}{_SHORT_UNIT}(?=$|\s*[·•|]|\s+(?:Like|Reply|Antworten|Gefällt))"
    rf"|\b{_DAYS_WITH_NAMES}\b(?=,?\s+{_AT}\s\d|\W*$))"
)
_OPENING_WORDS = (
    *(*MONTHS, *WEEKDAYS, *_NAMED_DAYS, *_BEFORE_WORDS),
    *("for", "about", "over", "almost", "one", "mo", "di", "mi", "do", "fr", "sa", "so"),
)
_OPENING = rf"(?=\d|{one_of({word[:3] for word in cased(_OPENING_WORDS)})}|[Aa]n?\s|[Ee]ine?\s)"
"""What every date begins with, so that most places of a text are passed over without trying every form of date there."""

_PATTERN = (
    rf"(?!(?<=[a-z])[a-z]){_OPENING}(?:"
    rf"(?P<relative>{_RELATIVE})(?:\s*\(\s*\d{{1,2}}:\d\d(?:\s*[AP]M)?\s*\)|,?\s+{_AT}\s\d{{1,2}}:\d\d)?"
    rf"|(?:{_WEEKDAY}[,.]?\s*(?:,\s*)?(?:the |le |el |den |der |il |dia )?)?(?:{_CALENDAR})(?:{_TIME_JOIN}(?:{_CLOCK}))?"
    rf"|(?P<weekday>{_WEEKDAY}),?\s+(?:at\s+)?(?P<clock>\d{{1,2}}:\d\d\s*(?:[ap]\.?m\b\.?|[AP]M)?))"
)
_CLOCK_BEFORE = re.compile(
    r"(?<![\d:.])(?P<hour>\d{1,2})(?=[:hH]\d\d|\s?[apAP]\.?[mM]\b)(?:[:hH](?P<minute>\d\d)(?::(?P<second>\d\d))?)?"
    r"(?:\s?(?P<half>[ap]\.?m\b\.?|[AP]M\b))?\s*(?:,|[-–—·|]|\b(?:on|am|le|el|il|em|op|den)\b)?\s*$"
)
"""A time in front of its date ("4:15 PM on March 8")."""

_DIGIT = re.compile(r"\d")
_LETTERS = re.compile(r"[^\W\d_]+")
_NUMBERS = re.compile(r"\d[./:-]\s?\d|\d\s?[年년秒分時日週かヶ]|^\d{1,3}[smhdwy]|[·•]\s\d")
_BEFORE_NUMBER = re.compile(r"([^\W\d_]{3,})[.\s]*\d")
_MONTH_NAMES = tuple(MONTHS)
_TELLING = frozenset(
    word for phrase in (*MONTHS, *_AGO_WORDS, "later", *_BEFORE_WORDS, *_NAMED_DAYS) for word in phrase.split() if len(word) > 1
)
"""Every date has such numbers or such a word; most lines have neither, and are spared the search."""

_LONGEST_CLOCK = 24
"""Characters in front of a date in which its time is looked for."""

_WITHOUT_DIGITS = (*(f" {word}" for word in _AGO_WORDS), *(f"{word} " for word in _BEFORE_WORDS), *_NAMED_DAYS)
"""What a date without any digit has somewhere."""


_MONTHS_OF_A_YEAR, _SHORT_YEAR, _LEAST_DATES = 12, 2, 3
_LAST_CENTURY = 80
"""Years of two digits from here on are of the last century."""


class Order(Enum):
    """What stands first in a date of numbers."""

    DAY_FIRST = auto()
    MONTH_FIRST = auto()


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date found in a text: characters `start` to `end`, as they stand there."""

    start: int
    end: int
    text: str


@cache
def _pattern() -> re.Pattern[str]:
    """Return the pattern of all dates, made when the first is looked for: that takes as long as to read 20,000 comments."""
    return re.compile(_PATTERN)


def find(text: str) -> Stamp | None:
    """Return the last date in a text, with the time that goes with it, or None."""
    found = find_all(text)
    return found[-1] if found else None


def find_first(text: str) -> Stamp | None:
    """Return the first date in a text, or None."""
    found = find_all(text)
    return found[0] if found else None


@lru_cache(maxsize=REMEMBERED)
def find_all(text: str) -> tuple[Stamp, ...]:
    """Return all dates in a text."""
    return () if is_spared(text) else search_all(text)


def search_all(text: str) -> tuple[Stamp, ...]:
    """Return all dates in a text by looking at every place of it."""
    return tuple(_stamp(found) for found in _pattern().finditer(text))


def is_spared(text: str) -> bool:
    """Return whether a text lacks what every date has: words of dates, or a month that ends the word before a number."""
    lowered = text.lower()
    if not _DIGIT.search(text):
        return not any(map(lowered.__contains__, _WITHOUT_DIGITS))
    if _NUMBERS.search(text):
        return False
    if not _TELLING.isdisjoint(_LETTERS.findall(lowered)):
        return False
    return not any(word.endswith(_MONTH_NAMES) for word in _BEFORE_NUMBER.findall(lowered))


@lru_cache(maxsize=REMEMBERED)
def parse(text: str, order: Order | None = None) -> str | None:
    """Return a date as ISO 8601 where the text can mean only one day, in the order of its dump if that is known, else None."""
    found = _pattern().search(text)
    return _iso(found, order) if found is not None else None


def order_of(texts: Iterable[str]) -> Order | None:
    """Return in which order the dates of a dump are written, where some can only be read one way and none the other.

    A year of two digits may as well be a day: it is taken for a year where it varies less than the days do.
    """
    found = [each for text in texts if (each := _pattern().search(text)) is not None and each["numeric"]]
    days_left = any(int(each["left"]) > _MONTHS_OF_A_YEAR for each in found)
    days_right = any(int(each["right"]) > _MONTHS_OF_A_YEAR for each in found)
    if days_left == days_right:
        return None
    years, days = {each["year0"] for each in found}, {each["left" if days_left else "right"] for each in found}
    short = any(len(year) == _SHORT_YEAR for year in years)
    if short and (len(found) < _LEAST_DATES or len(years) >= len(days)):
        return None
    return Order.DAY_FIRST if days_left else Order.MONTH_FIRST


def is_date(text: str) -> bool:
    """Return whether a text is a date and nothing more."""
    stamp = find_first(text)
    return stamp is not None and not (text[: stamp.start] + text[stamp.end :]).strip(" ,.:|·•-–—()[]")


def _stamp(found: re.Match[str]) -> Stamp:
    """Return the stamp of a match."""
    clock = _clock_before(found)
    start = clock.start() if clock is not None else found.start()
    text = found.string[start : found.end()].rstrip(" ,-–—·/|@")
    return Stamp(start, start + len(text), text)


def _clock_before(found: re.Match[str]) -> re.Match[str] | None:
    """Return the time in front of a date that has none behind it."""
    if found["hour"] or found["relative"] or found["weekday"]:
        return None
    return _CLOCK_BEFORE.search(found.string, max(0, found.start() - _LONGEST_CLOCK), found.start())


def _iso(found: re.Match[str], order: Order | None) -> str | None:
    """Return what a match means, or None where a day, a month or a year is missing or could be another.

    A time with an offset is moved to UTC.
    """
    day = _day_of(found, order)
    clock = _clock_of(_clock_before(found) or found) if day is not None else None
    if day is None or clock is None:
        return day.isoformat() if day is not None else None
    if found["offset"]:
        moment = datetime.combine(day, clock, timezone(_offset(found["offset"]))).astimezone(UTC)
        return moment.replace(tzinfo=None).isoformat() + "Z"
    return f"{day.isoformat()}T{clock.isoformat()}" + ("Z" if found["utc"] else "")


def _offset(text: str) -> timedelta:
    """Return the distance from UTC that "+0200" or "-05:30" means."""
    digits = text[1:].replace(":", "")
    distance = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return -distance if text[0] == "-" else distance


def _day_of(found: re.Match[str], order: Order | None) -> date | None:
    """Return the calendar day of a match where there is one only."""
    if found["iso"]:
        return _calendar_day(found["year1"], int(found["month1"] or found["month2"]), found["day1"] or found["day2"])
    if found["numeric"]:
        return _numeric_day(found, order)
    for form in ("3", "4"):
        if found[f"monthname{form}"] and found[f"year{form}"]:
            month = _MONTH_NUMBERS[found[f"monthname{form}"].rstrip(".")]
            return _calendar_day(found[f"year{form}"], month, found[f"day{form}"])
    return None


def _numeric_day(found: re.Match[str], order: Order | None) -> date | None:
    """Return the day of "07.14.2012"-like text where the order of day and month is certain."""
    short = len(found["year0"]) == _SHORT_YEAR
    order = order if short else _own_order(found) or order
    if order is None:
        return None
    year = _whole_year(found["year0"]) if short else found["year0"]
    left, right = found["left"], found["right"]
    return _calendar_day(year, *((int(right), left) if order is Order.DAY_FIRST else (int(left), right)))


def _own_order(found: re.Match[str]) -> Order | None:
    """Return the order that a date with a whole year shows by itself.

    Full stops are the German order by convention; a number over 12 can only be a day.
    """
    left, right = int(found["left"]), int(found["right"])
    if left > _MONTHS_OF_A_YEAR or left == right or (found["sep"] == "." and right <= _MONTHS_OF_A_YEAR):
        return Order.DAY_FIRST
    return Order.MONTH_FIRST if right > _MONTHS_OF_A_YEAR else None


def _whole_year(digits: str) -> str:
    """Return the year that two digits mean: pages with comments are not much older than thirty years."""
    return ("20" if int(digits) < _LAST_CENTURY else "19") + digits


def _calendar_day(year: str, month: int, day: str) -> date | None:
    """Return a day, or None where the calendar has no such day."""
    try:
        return date(int(year), month, int(day))
    except ValueError:
        return None


def _clock_of(found: re.Match[str]) -> time | None:
    """Return the time of day of a match, or None where there is none."""
    if not found["hour"] or not (found["minute"] or found["half"]):
        return None
    hour, half = int(found["hour"]), (found["half"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    try:
        return time(hour, int(found["minute"] or 0), int(found["second"] or 0))
    except ValueError:
        return None

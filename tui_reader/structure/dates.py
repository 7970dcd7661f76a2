"""Dates and times as people and web pages write them in English, German, French and Spanish.

Invariant: `parse` returns ISO 8601 only where the text can mean one day; "3/4/2012" and "May 3" are recognised, never resolved.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time

MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar jänner janvier janv enero ene",
            "february feb februar février fevrier févr fév febrero",
            "march mar märz maerz mrz mär mars marzo",
            "april apr avril avr abril abr",
            "may mai mayo",
            "june jun juni juin junio",
            "july jul juli juillet juil julio",
            "august aug août aout agosto ago",
            "september sep sept septembre septiembre setiembre",
            "october oct oktober okt octobre octubre",
            "november nov novembre noviembre",
            "december dec dezember dez décembre déc diciembre dic",
        ),
        1,
    )
    for name in names.split()
}
"""Month names and their short forms, in lower case."""

_MONTH_WORDS = sorted(MONTHS, key=len, reverse=True)
_MONTH = (
    rf"(?:(?<![^\W\d_])(?i:{'|'.join(_MONTH_WORDS)})|(?:{'|'.join(word.capitalize() for word in _MONTH_WORDS)}))"
    r"(?![^\W\d_])\.?"
)
_WEEKDAY = (
    r"(?:\b(?i:mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|mon|tues?|wed|thurs?|thu|fri|sat|sun|montag|dienstag|"
    r"mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo)"
    r"|\b(?:Mo|Di|Mi|Do|Fr|Sa|So))\b"
)
_DAY = r"(?<!\d)(?P<day{0}>\d{{1,2}})(?:st|nd|rd|th|ST|ND|RD|TH|er|º|\.)?"
_YEAR = r"(?P<year{0}>(?:19|20)\d\d)(?!\d)"
_CLOCK = (
    r"(?P<hour>\d{1,2})(?=[:h.]\d\d|\s*[apAP]\.?[mM]\b)(?:[:h.](?P<minute>\d\d)(?::(?P<second>\d\d))?)?(?!\d)"
    r"(?:\s*(?P<half>[ap]\.?m\b\.?|[AP]M))?(?:\s*Uhr\b)?"
    r"(?:\s*(?P<zone>UTC|GMT|Z)\b|\s*\(?(?:E[SD]T|C[SD]T|M[SD]T|P[SD]T|CES?T|BST)\)?)?"
)
_TIME_JOIN = r"(?:\s*(?:,|-|–|—|·|/|\||@|,\s*@)?\s*(?:\b(?:at|um|à|a las|às|@|gegen|kl\.)\s*)?)"
_CALENDAR = (
    r"(?P<iso>(?<!\d)(?P<year1>(?:19|20)\d\d)[-/.](?P<month1>\d{1,2})[-/.](?P<day1>\d{1,2})(?!\d))"
    r"|(?P<numeric>(?<![\d.])(?P<left>\d{1,2})(?P<sep>[./-])\s?(?P<right>\d{1,2})(?P=sep)\s?(?P<year2>\d{4}|\d{2})(?!\d))"
    rf"|(?P<monthname3>{_MONTH})\s*{_DAY.format(3)}(?!\d|[:.]\d)(?:,?\s*{_YEAR.format(3)})?"
    rf"|{_DAY.format(4)}\s*(?:de\s|of\s|,\s?)?\s*(?P<monthname4>{_MONTH})"
    rf"(?!\s*\d{{1,2}}(?:st|nd|rd|th)?,?\s+{_YEAR.format(5)})(?:,?\s*(?:de\s)?{_YEAR.format(4)})?"
)
_UNIT = (
    r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|mos?|years?|yrs?|sekunden?|minuten?|stunden?|tage?n?|wochen?|monate?n?|jahre?n?|"
    r"secondes?|heures?|jours?|semaines?|mois|ans?|années?|segundos?|minutos?|horas?|días?|semanas?|meses|mes|años?)"
)
_RELATIVE = (
    rf"(?i:(?:about |over |almost )?(?:\b\d{{1,5}}|\ban?|\bone|\beine?)\s+{_UNIT}(?:,?\s+\d{{1,2}}\s+{_UNIT})?"
    r"\s+(?:ago|her|zuvor)"
    r"|(?:vor|il y a|hace)\s+(?:etwa |über |environ |más de )?(?:\d{1,5}|einem|einer|une?)"
    rf"\s+{_UNIT}(?:\s+(?:et\s+)?\d{{1,2}}\s+{_UNIT})?|just now|yesterday|gestern)"
)
_PATTERN = re.compile(
    rf"(?P<relative>{_RELATIVE})(?:\s*\(\s*\d{{1,2}}:\d\d(?:\s*[AP]M)?\s*\))?"
    rf"|(?:{_WEEKDAY}[,.]?\s*(?:,\s*)?(?:the |le |el |den |der )?)?(?:{_CALENDAR})(?:{_TIME_JOIN}(?:{_CLOCK}))?"
    rf"|(?P<weekday>{_WEEKDAY}),?\s+(?:at\s+)?(?P<clock>\d{{1,2}}:\d\d\s*(?:[ap]\.?m\b\.?|[AP]M)?)"
)
_HINT = re.compile(
    rf"\d[./:-]\s?\d|\d\D{{0,5}}(?i:{'|'.join(_MONTH_WORDS)})|(?i:{'|'.join(_MONTH_WORDS)})\W{{0,3}}\d"
    r"|(?i:ago|her|zuvor|vor|il y a|hace|just now|yesterday|gestern)\b"
)
"""What every date has somewhere; most lines have not, and are spared the search for a date."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date found in a text: characters `start` to `end`, and what it means where that is certain."""

    start: int
    end: int
    text: str
    iso: str | None = None


def find(text: str) -> Stamp | None:
    """Return the last date in a text, with the time that goes with it, or None."""
    found = list(_PATTERN.finditer(text)) if _HINT.search(text) else []
    return _stamp(found[-1]) if found else None


def find_first(text: str) -> Stamp | None:
    """Return the first date in a text, or None."""
    found = _PATTERN.search(text) if _HINT.search(text) else None
    return _stamp(found) if found is not None else None


def parse(text: str) -> str | None:
    """Return a date as ISO 8601 where the text can mean only one day, else None."""
    stamp = find_first(text)
    return stamp.iso if stamp is not None else None


def is_date(text: str) -> bool:
    """Return whether a text is a date and nothing more."""
    stamp = find_first(text)
    return stamp is not None and not (text[: stamp.start] + text[stamp.end :]).strip(" ,.:|·-–—()[]")


def _stamp(found: re.Match[str]) -> Stamp:
    """Return the stamp of a match."""
    text = found.group().rstrip(" ,-–—·/|@")
    return Stamp(found.start(), found.start() + len(text), text, _iso(found))


def _iso(found: re.Match[str]) -> str | None:
    """Return what a match means, or None where a day, a month or a year is missing or could be another."""
    day = _day_of(found)
    if day is None:
        return None
    clock = _clock_of(found)
    if clock is None:
        return day.isoformat()
    return f"{day.isoformat()}T{clock.isoformat()}" + ("Z" if found["zone"] else "")


def _day_of(found: re.Match[str]) -> date | None:
    """Return the calendar day of a match where there is one only."""
    if found["iso"]:
        return _calendar_day(found["year1"], int(found["month1"]), found["day1"])
    if found["numeric"]:
        return _numeric_day(found)
    for form in ("3", "4"):
        if found[f"monthname{form}"] and found[f"year{form}"]:
            month = MONTHS[found[f"monthname{form}"].rstrip(".").lower()]
            return _calendar_day(found[f"year{form}"], month, found[f"day{form}"])
    return None


def _numeric_day(found: re.Match[str]) -> date | None:
    """Return the day of "07.14.2012"-like text where the order of day and month is certain.

    Full stops with four digits of year are the German order by convention; a number over 12 can only be a day.
    """
    if len(found["year2"]) != 4:
        return None
    left, right = int(found["left"]), int(found["right"])
    if left > 12 or left == right or (found["sep"] == "." and right <= 12):
        return _calendar_day(found["year2"], right, found["left"])
    if right > 12:
        return _calendar_day(found["year2"], left, found["right"])
    return None


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

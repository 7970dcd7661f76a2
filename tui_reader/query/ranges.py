"""Ranges of numbers and of dates, as they are typed after a field.

Invariant: a range writes itself as it can be typed, and what is typed again is the same range.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

_RANGE = re.compile(r"(?P<mark>>=|<=|>|<)(?P<edge>.+)|(?P<low>.*?)\.\.(?P<high>.*)|(?P<only>.+)")
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_AGO = re.compile(r"(\d{1,5})([dwmy])")
_AFTER_ALL = "~"
"""Sorts after whatever goes on from a date: hours after a day, days after a month."""


@dataclass(frozen=True, slots=True)
class Range:
    """From `low` to `high`, each as it was typed, each inside or not; None is no limit."""

    low: str | None
    high: str | None
    with_low: bool = True
    with_high: bool = True

    def value(self) -> str:
        """Return it as it is typed."""
        if self.low == self.high and self.low is not None:
            return self.low
        if self.high is None:
            return f">{'=' if self.with_low else ''}{self.low}"
        if self.low is None:
            return f"<{'=' if self.with_high else ''}{self.high}"
        return f"{self.low}..{self.high}"

    def describe(self) -> str:
        """Return it with the signs of mathematics."""
        return self.value().replace(">=", "≥ ").replace("<=", "≤ ").replace(">", "> ").replace("<", "< ").replace("..", " to ")


def read_range(value: str) -> Range | None:
    """Return the range that a text writes: `5`, `>5`, `>=5`, `<5`, `<=5`, `5..20`, `5..`, `..5`; None where it is none."""
    match = _RANGE.fullmatch(value)
    if match is None:
        return None
    mark, edge, low, high, only = match.groups()
    if mark:
        return Range(edge, None, with_low="=" in mark) if ">" in mark else Range(None, edge, with_high="=" in mark)
    if only:
        return Range(only, only)
    return Range(low or None, high or None) if low or high else None


def is_date(text: str) -> bool:
    """Return whether a text is a year, a month, a day, or some days, weeks, months or years ago."""
    return bool(_AGO.fullmatch(text)) or (_DATE.fullmatch(text) is not None and _first_day(text) is not None)


def is_ago(text: str) -> bool:
    """Return whether a date is counted back from today."""
    return _AGO.fullmatch(text) is not None


def _first_day(text: str) -> date | None:
    match = _DATE.fullmatch(text)
    try:
        return date(int(match[1]), int(match[2] or 1), int(match[3] or 1)) if match else None
    except ValueError:
        return None


def moments(dates: Range, today: date) -> tuple[str | None, str | None]:
    """Return from which text on, and before which, the dates of a range sort as texts; None is no limit."""
    low = None if dates.low is None else _written(dates.low, today)
    high = None if dates.high is None else _written(dates.high, today)
    since = low if low is None or dates.with_low else low + _AFTER_ALL
    before = high if high is None or not dates.with_high else high + _AFTER_ALL
    return since, before


def _written(text: str, today: date) -> str:
    """Return a date as an archive writes it, as far as it is known."""
    match = _AGO.fullmatch(text)
    return _ago(int(match[1]), match[2], today).isoformat() if match else text


def _ago(count: int, unit: str, today: date) -> date:
    """Return the day so long ago; the first of all days where it would be before it."""
    if unit in "dw":
        days = count * (7 if unit == "w" else 1)
        return today - timedelta(days) if days < today.toordinal() else date.min
    month = today.year * 12 + today.month - 1 - count * (12 if unit == "y" else 1)
    if month < 12:
        return date.min
    first = date(month // 12, month % 12 + 1, 1)
    last = (first + timedelta(31)).replace(day=1) - timedelta(1) if first < date(9999, 12, 1) else date.max
    return first.replace(day=min(today.day, last.day))

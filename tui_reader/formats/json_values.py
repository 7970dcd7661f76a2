"""JSON values one after the other, each with its line, and objects whose members are checked as they are asked for.

Invariant: whatever the text holds, reading ends: in values, or in `Malformed` places, never in another exception.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, NoReturn

from tui_reader.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_NEXT_START = re.compile(r"^(?=[{\[])", re.MULTILINE)
_SPACE = re.compile(r"[ \t\r\n\ufeff]*")
_AS_KEPT = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z?)?", re.ASCII)
_LARGEST = (1 << 63) - 1


class MemberError(ValueError):
    """A member of an object is not what the schema says."""


class JsonObject(dict[str, Any]):
    """A JSON object; each method returns one member as the schema wants it, None where it is null or not there."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        """Take the members as they stand; a name that stands twice is remembered."""
        super().__init__(pairs)
        self.is_ambiguous = len(self) != len(pairs)

    def text(self, name: str) -> str | None:
        """Return a text."""
        value = self.get(name)
        if value is not None and not isinstance(value, str):
            raise MemberError(f"{name} is not text")
        return value

    def required_text(self, name: str) -> str:
        """Return a text that has to be there."""
        value = self.text(name)
        if value is None:
            raise MemberError(f"{name} is missing")
        return value

    def whole(self, name: str) -> int | None:
        """Return a whole number."""
        value = self.get(name)
        if value is not None and (type(value) is not int or abs(value) > _LARGEST):
            raise MemberError(f"{name} is not a whole number")
        return value

    def count(self, name: str) -> int | None:
        """Return a whole number that is not negative."""
        value = self.whole(name)
        if value is not None and value < 0:
            raise MemberError(f"{name} is negative")
        return value

    def share(self, name: str) -> float | None:
        """Return a number from 0 to 1."""
        value = self.get(name)
        if value is None:
            return None
        if type(value) not in {int, float} or not 0 <= value <= 1:
            raise MemberError(f"{name} is not a number from 0 to 1")
        return float(value)

    def name(self, name: str) -> str | None:
        """Return a name; one of nothing but white space is none."""
        value = self.text(name)
        return value if value and not value.isspace() else None

    def moment(self, name: str) -> str | None:
        """Return a moment as an archive keeps it: ISO 8601 in its extended form, in UTC where it states an offset."""
        value = self.text(name)
        if value is None:
            return None
        try:
            kept = _as_kept(value)
        except (ValueError, OverflowError):
            raise MemberError(f"{name} is no moment in ISO 8601") from None
        return value if _AS_KEPT.fullmatch(value) else kept

    def span(self, name: str) -> Span | None:
        """Return first and last line."""
        value = self.get(name)
        return None if value is None else span_of(value, name)

    def items_of(self, name: str) -> list[Any]:
        """Return a list, empty where there is none."""
        value = self.get(name)
        if value is not None and not isinstance(value, list):
            raise MemberError(f"{name} is not a list")
        return value or []


def _as_kept(moment: str) -> str:
    """Return a moment in ISO 8601 as text that can be compared with others."""
    with suppress(ValueError):
        return date.fromisoformat(moment).isoformat()
    when = datetime.fromisoformat(moment)
    return when.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z" if when.tzinfo else when.isoformat()


def span_of(value: object, name: str) -> Span:
    """Return a pair of line numbers, counted from 1, as a span."""
    match value:
        case [int(first), int(last)] if type(first) is type(last) is int and 1 <= first <= last <= _LARGEST:
            return Span(first, last)
    raise MemberError(f"{name} is not a pair of line numbers")


@dataclass(frozen=True, slots=True)
class Placed:
    """A JSON value and the line it begins in."""

    value: Any
    line: int


@dataclass(frozen=True, slots=True)
class Malformed:
    """The line in which no JSON value begins though one should, and why."""

    message: str
    line: int


def values_of(text: str) -> Iterator[Placed | Malformed]:
    """Yield the JSON values of a text; after a malformed one go on at the next line that begins with a bracket."""
    offset, line = _after_space(text, 0), 1
    line += text.count("\n", 0, offset)
    while offset < len(text):
        try:
            value, end = _DECODER.raw_decode(text, offset)
        except json.JSONDecodeError as error:
            noticed = line + text.count("\n", offset, error.pos)
            yield Malformed(f"not JSON: {error.msg}" + (f" (line {noticed})" if noticed > line else ""), line)
            end = _next_start(text, offset)
        except (ValueError, RecursionError) as error:
            yield Malformed(f"JSON that cannot be read: {_reason(error)}", line)
            end = _next_start(text, offset)
        else:
            yield Placed(value, line)
        end = _after_space(text, end)
        line += text.count("\n", offset, end)
        offset = end


def _after_space(text: str, offset: int) -> int:
    found = _SPACE.match(text, offset)
    return found.end() if found else offset


def _next_start(text: str, offset: int) -> int:
    found = _NEXT_START.search(text, offset + 1)
    return found.start() if found else len(text)


def _reason(error: Exception) -> str:
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


_DECODER = json.JSONDecoder(object_pairs_hook=JsonObject, parse_constant=_refuse_constant)

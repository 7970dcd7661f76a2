"""Which member of somebody's records is which field of a comment: guessed from names and values, or stated by the user.

Invariant: no member stands for two fields in a guess, and a guess is the same for the same records.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any

from tui_reader.errors import UsageError
from tui_reader.formats.comment_fields import NAMES, plain_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui_reader.formats.json_reading import Json

_ORDER = ("body", "children", "parent", "id", "depth", "date", "author", "score", "thread", "url", "title")
_INSIDE = {
    "author": ("name", "username", "display_name", "login", "nickname", "screen_name", "id"),
    "parent": ("id", "_id", "$oid"),
}
_INSIDE |= {"id": ("$oid",), "date": ("$date",)}
_LINKS = ("parent", "children", "depth")
_TELLING = ("author", "date", "parent", "children", "depth", "id", "score", "thread")
_BODIES = frozenset(NAMES["body"])
_DEEPEST = 10_000


@dataclass(frozen=True, slots=True)
class FieldMapping:
    """The members that hold the fields of a comment, None where there is none; dots lead into objects: `author.name`."""

    body: str | None = None
    author: str | None = None
    date: str | None = None
    id: str | None = None
    parent: str | None = None
    children: str | None = None
    depth: str | None = None
    score: str | None = None
    thread: str | None = None
    title: str | None = None
    url: str | None = None

    @classmethod
    def parse(cls, text: str) -> FieldMapping:
        """Return the mapping that a text states, as in `author=by,body=msg,parent=re`; raise UsageError where it is none."""
        known = [field.name for field in fields(cls)]
        stated: dict[str, str] = {}
        for pair in filter(str.strip, text.split(",")):
            ours, sign, theirs = (part.strip() for part in pair.partition("="))
            if not sign or not theirs:
                raise UsageError(f"{pair.strip()!r} maps nothing", "say FIELD=NAME, as in author=by,body=msg")
            if ours not in known:
                raise UsageError(f"no field is called {ours!r}", f"there are: {', '.join(known)}")
            stated[ours] = theirs
        if "body" not in stated:
            raise UsageError("no member is said to be the body", "say body=NAME")
        return cls(**stated)

    @property
    def stated(self) -> dict[str, str]:
        """The members by our fields, without those that there are none for."""
        return {ours: theirs for ours, theirs in asdict(self).items() if theirs is not None}

    def value(self, record: Json, ours: str) -> Json:
        """Return what a record holds for a field of ours, None where it holds nothing."""
        path = getattr(self, ours)
        if path is None or not isinstance(record, dict):
            return None
        if path in record:
            return record[path]
        value: Json = record
        for name in path.split("."):
            value = value.get(name) if isinstance(value, dict) else None
        return value


def guessed(records: Sequence[dict[str, Any]]) -> FieldMapping | None:
    """Return which members of these records are which fields; None where they do not look like comments."""
    if not any(plain_name(key) in _BODIES for record in records for key in record):
        return None
    members = _members(records)
    found: dict[str, str] = {}
    waiting = {plain_name(key): key for key in reversed(members)}
    for ours in _ORDER:
        for name in NAMES[ours]:
            if (theirs := waiting.get(name)) is not None and (path := _path(ours, theirs, members[theirs])):
                found[ours] = path
                del waiting[name]
                break
    if "url" in found and "thread" not in found and not _names_pages(members[found["url"]], found):
        del found["url"]
    return FieldMapping(**found) if _is_comment(found, len(records)) else None


def _members(records: Sequence[dict[str, Any]]) -> dict[str, list[Any]]:
    """Return the values of each member that says something anywhere."""
    members: dict[str, list[Any]] = {}
    for record in records:
        for key, value in record.items():
            if value is not None and value != "":
                members.setdefault(key, []).append(value)
    return members


def _path(ours: str, theirs: str, values: list[Any]) -> str | None:
    """Return where a field of ours stands in a member of this name with these values; None where it does not."""
    if ours in _INSIDE and all(isinstance(value, dict) for value in values):
        inside = _members(values)
        return next(
            (f"{theirs}.{name}" for name in _INSIDE[ours] if name in inside and all(map(_is_scalar, inside[name]))), None
        )
    return theirs if all(map(_CHECKS.get(ours, _is_scalar), values)) else None


def _is_scalar(value: Json) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def _is_text(value: Json) -> bool:
    return isinstance(value, str)


def _is_list(value: Json) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value[:10])


def _is_number(value: Json) -> bool:
    text = str(value).strip().removeprefix("-")
    return not isinstance(value, bool) and text.replace(".", "", 1).isdecimal()


def _is_depth(value: Json) -> bool:
    return _is_number(value) and 0 <= float(value) < _DEEPEST


_CHECKS: dict[str, Callable[[Json], bool]] = {
    "body": _is_text,
    "title": _is_text,
    "url": _is_text,
    "children": _is_list,
    "score": _is_number,
    "depth": _is_depth,
}


def _names_pages(addresses: list[str], found: dict[str, str]) -> bool:
    """Whether addresses are those of pages, and not of the comments themselves."""
    if any("#" in address for address in addresses):
        return False
    return len(addresses) == 1 or len(set(addresses)) < len(addresses) or not any(link in found for link in _LINKS)


def _is_comment(found: dict[str, str], records: int) -> bool:
    """Whether the fields that were found are those of what somebody said."""
    if "body" not in found:
        return False
    told = sum(1 for ours in _TELLING if ours in found)
    return ("author" in found or "date" in found or "parent" in found) and (told > 1 or records > 1)

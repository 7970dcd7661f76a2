"""Comments that people and small programs dumped as they liked, in JSON, JSON lines or CSV: which field is which is guessed.

Any other format claims what is its own more strongly. A dump of which nobody can tell where the words stand is not claimed.

Invariant: a record is a comment, a `Rejection`, or stands around comments; what its guess was can be asked for and overruled.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from tui_reader.errors import SourceError
from tui_reader.formats.base import NO_CLAIM, Document, Format, Item, Probe, Rejection
from tui_reader.formats.comment_shapes import Group, groups_of, looks_like_comment
from tui_reader.formats.comment_tables import first_rows, rows_of
from tui_reader.formats.field_mapping import FieldMapping, guessed
from tui_reader.formats.json_documents import values_in
from tui_reader.formats.json_reading import first_value, parsed
from tui_reader.formats.mapped_threads import items_of_group
from tui_reader.formats.shown_names import with_names
from tui_reader.model import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_ENOUGH = 200
_ENOUGH_GROUPS = 20
_CLAIM = 0.2
_JSON = (b"{", b"[")


def probe(head: bytes, name: str) -> Probe:
    """Claim weakly what has records with words and who said them, or when, or to whom."""
    mapping = guess(head, name)
    if not mapping:
        return NO_CLAIM
    told = ", ".join(f"{theirs} for {ours}" if ours != theirs else ours for ours, theirs in mapping.items())
    return Probe(_CLAIM, f"its records look like comments: {told}")


def guess(head: bytes, _name: str) -> dict[str, str]:
    """Return which member of the records of a dump is which field of a comment; nothing where they are no comments."""
    if _is_json(head):
        groups = groups_of(_values(head), looks_like_comment)
        mapping = _of_groups(list(islice(groups, _ENOUGH_GROUPS)))
    else:
        rows = first_rows(head)
        mapping = guessed(rows) if rows else None
    return mapping.stated if mapping else {}


def read(document: Document) -> Iterator[Item]:
    """Yield the threads of a dump by its own names."""
    return read_mapped(document, None)


def read_mapped(document: Document, mapping: FieldMapping | None) -> Iterator[Item]:
    """Yield the threads of a dump; `mapping` says which member is which field where that is not to be guessed."""
    return with_names(_items(document, mapping))


def _items(document: Document, mapping: FieldMapping | None) -> Iterator[Item]:
    is_comment = _test_of(mapping)
    told: list[Item] = []
    loose: list[Any] = []
    groups: list[Group] = []
    for value in values_in(document) if _is_json(document.head) else rows_of(document):
        if isinstance(value, Rejection | Problem):
            told.append(value)
        elif isinstance(value, dict) and not _is_page(value, is_comment):
            loose.append(value)
        else:
            groups.extend(groups_of(value, is_comment))
    groups = [Group(None, {}, loose), *groups] if loose else groups
    mapping = mapping or _of_groups(groups)
    if mapping is None:
        raise SourceError(f"{document.path}: no comments can be told in it", "say which member is which: --map author=…,body=…")
    seen: set[str] = set()
    for group in groups:
        yield from items_of_group(group, mapping, PurePosixPath(document.name).stem, seen)
    yield from told


def _is_page(value: dict[str, Any], is_comment: Callable[[dict[str, Any]], bool]) -> bool:
    """Whether an object is something around comments, rather than a comment or what is left of one."""
    return any(group.comments != [value] for group in groups_of(value, is_comment))


def _test_of(mapping: FieldMapping | None) -> Callable[[dict[str, Any]], bool]:
    """Return what tells comments from other records: by the user's word, else by what they look like."""
    if mapping is None:
        return looks_like_comment
    return lambda record: isinstance(mapping.value(record, "body"), str)


def _of_groups(groups: list[Group]) -> FieldMapping | None:
    """Return what the first records of all groups have in common; what lies below them has it too."""
    records = [one for group in groups[:_ENOUGH] for one in group.comments[:_ENOUGH] if isinstance(one, dict)][:_ENOUGH]
    mapping = guessed(records) if records else None
    if mapping is None and records:
        mapping = guessed([record for record in records if looks_like_comment(record)])
    if mapping is not None and len(groups) > 1 and any(group.key for group in groups):
        return replace(mapping, thread=None)
    return mapping


def _is_json(head: bytes) -> bool:
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(_JSON)


def _values(head: bytes) -> Any:  # noqa: ANN401 (whatever the head says)
    """Return the value of a head, or the values of its lines."""
    lines = [line for line in head.split(b"\n")[:_ENOUGH] if line.strip()]
    first = first_value(head)
    if not isinstance(first, dict) or len(lines) < 2 or not lines[0].rstrip().endswith(b"}"):
        return first
    values = []
    for line in lines:
        try:
            values.append(parsed(line))
        except ValueError:
            break
    return values or first


FORMAT = Format(
    "generic",
    "comments in JSON or CSV of any other kind, by the names of their fields",
    (".json", ".jsonl", ".csv"),
    probe,
    read,
)

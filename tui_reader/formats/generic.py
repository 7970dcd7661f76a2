"""Home-grown dumps of comments: JSON, JSON a line, CSV and TSV that follow no format, read by guessing which field is what.

A dump is claimed only where a body and what comments have beside it can be told from the names of fields and what stands in
them; where the guess is wrong, `--map author=by,body=msg` says it by hand.

Invariant: the probe and the reading guess alike, and the probe says what it guesses.
"""

from __future__ import annotations

import re
from contextlib import suppress
from itertools import chain, islice
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from tui_reader.errors import SourceError
from tui_reader.formats.base import NO_CLAIM, Document, Format, Item, Probe, Rejection
from tui_reader.formats.delimited import header_of, read_rows, sample_rows
from tui_reader.formats.field_mapping import SAMPLE, FieldMapping
from tui_reader.formats.field_values import plain_name
from tui_reader.formats.json_reading import Json, first_value, parsed, read_json, read_lines
from tui_reader.formats.mapped_comments import MappedReader
from tui_reader.formats.record_shapes import Group, groups_in, sample
from tui_reader.formats.shown_names import with_names
from tui_reader.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CLAIM = 0.2
_MARK = b"\xef\xbb\xbf"
_OF_COMMENTS = re.compile(r"comment|repl(?:y|ies)|thread|respon|discussion|guestbook|kommentar|commentaire|comentario")
_OTHER_KINDS = frozenset(
    {"severity", "loglevel", "levelname", "logger", "hostname", "commit", "sha", "hash", "features", "geometry", "enclosure"}
    | {"guidislink", "license", "dependencies", "jsonrpc", "stacktrace"}
)
"""Fields of what looks like comments and is none: logs, histories of code, maps, feeds."""

_LINKED_DATA = frozenset({"@context", "@type", "$schema", "$id"})
"""Names of fields that belong to formats of their own."""

_TITLES = frozenset({"title", "headline", "subject"})
_MOSTLY = 0.6
_LEAST_LINES = 2


def probe(head: bytes, name: str) -> Probe:
    """Claim records that have a body and enough of what comments have beside it."""
    text = head.removeprefix(_MARK).lstrip()
    if text.startswith((b"{", b"[")):
        groups = list(_groups_of_head(text))
        records, places = sample(groups, SAMPLE)
        keys = {key for group in groups for key in group.keys}
    elif header := header_of(head):
        records, places, keys = sample_rows(head, header, SAMPLE), list[int](), set[str]()
    else:
        return NO_CLAIM
    mapping = FieldMapping.guess(records, places)
    if not _are_comments(records, mapping, {*keys, PurePosixPath(name).stem}):
        return NO_CLAIM
    return Probe(_CLAIM, f"its members look like comments: {mapping}")


def _groups_of_head(head: bytes) -> Iterator[Group]:
    """Yield the groups of records that the first bytes of JSON, or of JSON a line, hold."""
    if _has_lines(head):
        for line in islice(head.splitlines(), SAMPLE):
            with suppress(ValueError):
                yield from groups_in(parsed(line))
    else:
        yield from groups_in(first_value(head))


def _has_lines(head: bytes) -> bool:
    """Whether each line is an object by itself, as far as the first two tell."""
    lines = [line for line in islice(head.splitlines(), 5) if line.strip()]
    if len(lines) < _LEAST_LINES or not lines[0].lstrip(_MARK).startswith(b"{") or not lines[1].startswith(b"{"):
        return False
    try:
        return isinstance(parsed(lines[0]), dict)
    except ValueError:
        return False


def _are_comments(records: Sequence[dict[str, Any]], mapping: FieldMapping, names: set[str]) -> bool:
    """Whether records are comments and not articles, messages of programs or the like."""
    raw = {name for record in records for name in record}
    if mapping.body is None or raw & _LINKED_DATA or not _OTHER_KINDS.isdisjoint(map(plain_name, raw)):
        return False
    told = " ".join(
        (*names, mapping.body, mapping.parent or "", mapping.children or "", mapping.id or "", mapping.thread or "")
    )
    is_told = _OF_COMMENTS.search(told.lower()) is not None
    beside = mapping.author or mapping.date
    if is_told:
        return bool(beside or (len(records) > 1 and (mapping.id or mapping.parent)))
    if _have_titles(records):
        return bool(mapping.parent and mapping.author and mapping.date)
    is_tree = mapping.parent or mapping.children or mapping.depth
    return bool((is_tree and beside) or (mapping.author and (mapping.date or (mapping.id and mapping.thread))))


def _have_titles(records: Sequence[dict[str, Any]]) -> bool:
    titles = [value for record in records for name, value in record.items() if plain_name(name) in _TITLES and value]
    return len(titles) >= _MOSTLY * len(records) and len(set(map(str, titles))) > 1


def read(document: Document) -> Iterator[Item]:
    """Yield the comments of a dump, by a guess at its fields."""
    return read_mapped(document, None)


def read_mapped(document: Document, mapping: FieldMapping | None) -> Iterator[Item]:
    """Yield the comments of a dump by a mapping of its fields; what it leaves open is guessed."""
    return with_names(_items(document, mapping or FieldMapping()))


def mapped_format(mapping: FieldMapping) -> Format:
    """Return this format with what the user says of the fields."""
    return Format(FORMAT.name, FORMAT.description, FORMAT.suffixes, probe, lambda document: read_mapped(document, mapping))


def _items(document: Document, mapping: FieldMapping) -> Iterator[Item]:
    head = document.head.removeprefix(_MARK).lstrip()
    if not head.startswith((b"{", b"[")):
        yield from _table(document, mapping)
    elif _has_lines(head):
        yield from _lines(document, mapping)
    else:
        value, rejections = read_json(document)
        groups = list(groups_in(value, mapping))
        reader = MappedReader(_completed(document, mapping, *sample(groups, SAMPLE)), document.name)
        for group in groups:
            yield from reader.items(group)
        yield from rejections


def _completed(
    document: Document, mapping: FieldMapping, records: list[dict[str, Any]], places: Sequence[int] = ()
) -> FieldMapping:
    """Return a mapping that says where the body is; raise SourceError where nobody can tell."""
    found = mapping.completed(records, places)
    if not records or found.body is None:
        hint = f"which field holds it? {mapping}" if mapping.body else "say which field is what: --map author=NAME,body=NAME"
        raise SourceError(f"{document.path}: no record has a body", hint)
    return found


def _table(document: Document, mapping: FieldMapping) -> Iterator[Item]:
    header = header_of(document.head, frozenset(theirs for _, theirs in mapping.pairs))
    if header is None:
        raise SourceError(f"{document.path}: is neither JSON nor a table with a header")
    if mapping.body is not None and mapping.body not in header.names:
        raise SourceError(f"{document.path}: no column is called {mapping.body!r}", f"there are: {', '.join(header.names)}")
    reader = MappedReader(_completed(document, mapping, sample_rows(document.head, header, SAMPLE)), document.name)
    for row in read_rows(document, header):
        if isinstance(row, Rejection | Problem):
            yield row
        else:
            yield from reader.items(Group([(None, row[1])], ()), row[0])


def _lines(document: Document, mapping: FieldMapping) -> Iterator[Item]:
    """Yield the comments of JSON a line; the first lines say what the fields are."""
    lines = read_lines(document)
    first = list(islice(lines, SAMPLE))
    found = [group for each in first if not isinstance(each, Rejection) for group in groups_in(each[1], mapping)]
    reader = MappedReader(_completed(document, mapping, *sample(found, SAMPLE)), document.name)
    for each in chain(first, lines):
        if isinstance(each, Rejection):
            yield each
        else:
            yield from _line(each[1], each[0], reader)


def _line(value: Json, line: int, reader: MappedReader) -> Iterator[Item]:
    is_found = False
    for group in groups_in(value, reader.mapping):
        is_found = True
        yield from reader.items(group, line)
    if not is_found and isinstance(value, dict) and any(each in ([], {}) for each in value.values()):
        yield reader.head(value)
    elif not is_found:
        yield Rejection("left out: it is no comment and holds none", line)


FORMAT = Format(
    "generic",
    "home-grown dumps of comments in JSON, JSON a line, CSV or TSV",
    (".json", ".ndjson", ".jsonl", ".csv", ".tsv"),
    probe,
    read,
)

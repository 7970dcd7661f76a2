"""One source on its way into an archive: what is known of it, and its records.

Invariant: `records` is drawn once, and when it is drawn to its end the tally has counted what really came by.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from tui_reader.archive.packing import PackedComments
from tui_reader.archive.writer import SourceFacts
from tui_reader.errors import UnknownFormatError
from tui_reader.formats.base import Bundle, Document, PlainText, told_once
from tui_reader.ingest.inner import InnerReader, bundle_format, is_worth_reading, recognised
from tui_reader.ingest.tally import Tally
from tui_reader.ingest.texts import origin_of_text, told
from tui_reader.model import Comment, Origin
from tui_reader.pace import Pace
from tui_reader.structure.parting import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.archive.packing import Packed, Storable
    from tui_reader.formats.base import Format, Item
    from tui_reader.ingest.choices import Choices
    from tui_reader.structure.parting import ReadText

_STRIDE = 256
_BYTES_BESIDE_THE_BODY = 250
"""What a comment takes in JSON besides its words."""

WORTH_SHARING = 32_000_000
"""Bytes of a source from which other processes are started to read it: before they begin, one could have read half of that."""

CONTAINER = "container"
"""The format of a source whose files each go their own way."""


@dataclass(frozen=True, slots=True)
class Intake:
    """A source that was recognised, and why; `text` and what was seen in it are there where it is plain text."""

    facts: SourceFacts
    records: Iterator[Storable]
    tally: Tally
    reason: str = ""
    text: PlainText | None = None
    seen: ReadText | None = None

    @property
    def lines_read(self) -> int | None:
        """How many lines of plain text say anything; None where there is no plain text."""
        if self.text is None:
            return self.tally.lines_read or None
        return sum(1 for line in self.text.lines if line.strip())

    @property
    def lines_kept(self) -> int | None:
        """How many of them stand in exactly one block, comment or stretch of other lines."""
        if self.text is None:
            return self.tally.lines_kept or None
        return sum(1 for line, held in zip(self.text.lines, self.tally.places, strict=True) if line.strip() and held == 1)


def what_reads(source: Document | Bundle, choices: Choices, *, named: bool = True) -> tuple[str, str]:
    """Return the name of the format that would read a source, and why; raise SourceError where none would."""
    if isinstance(source, Bundle):
        bundled = bundle_format(source, choices)
        return (bundled.format.name, bundled.reason) if bundled else (CONTAINER, f"{len(source.members):,} files")
    claim = recognised(source, choices)
    if not named and not is_worth_reading(source, claim.format):
        raise UnknownFormatError(f"{source.path}: no format knows it")
    return claim.format.name, claim.reason


def take_in(source: Document | Bundle, choices: Choices, pace: Pace | None = None, *, named: bool = True) -> Intake:
    """Recognise a source and begin to read it; raise SourceError where that cannot be done.

    `named` says that the user named it: what lies in a folder is not read as plain text just because it is text.
    """
    pace = pace or Pace()
    if isinstance(source, Bundle):
        return _bundle(source, choices, pace)
    claim = recognised(source, choices)
    if not named and not is_worth_reading(source, claim.format):
        raise UnknownFormatError(f"{source.path}: no format knows it")
    found = _shared(source, claim.format, choices) or claim.format.read(source)
    if isinstance(found, PlainText) and not source.is_packed:
        return _plain_text(source, claim.format, found, choices, pace)
    tally = Tally()
    reader = InnerReader(choices, tally, pace)
    items = iter((Document.of(source.name, source.path, source.data),)) if isinstance(found, PlainText) else found
    records = reader.records(items, source.troubles)
    origin = Origin(source.name, claim.format.name, source.sha256, source.size or 0)
    paced = _paced(records, source.size or 1, pace, tally)
    facts = SourceFacts(origin, source.path, is_read_anew=choices.mapping is not None)
    return Intake(facts, paced, tally, claim.reason)


def _shared(document: Document, form: Format, choices: Choices) -> Iterator[Item | Packed] | None:
    """Begin to read a large document by several processes; None where that is not wanted or cannot be."""
    if form.lines is None or choices.jobs == 1 or (document.size or 0) < WORTH_SHARING:
        return None
    state = form.lines.prepare(document)
    return None if state is None else _in_pieces(document, form, state, choices.jobs)


def _in_pieces(document: Document, form: Format, state: object, jobs: int) -> Iterator[Item | Packed]:
    from tui_reader.ingest.parsers import parsed, pieces_of

    with document.open() as stream:
        pieces = parsed(pieces_of(stream), jobs, form.name, state)
        found: Iterator[Any] = chain.from_iterable((*piece.told, *piece.comments) for piece in pieces)
        yield from told_once(found)


def _bundle(source: Bundle, choices: Choices, pace: Pace) -> Intake:
    """Begin to read several files, as one thing where a format knows them so."""
    tally = Tally()
    reader = InnerReader(choices, tally, pace)
    claim = bundle_format(source, choices)
    bundled = claim.format.bundle if claim else None
    items = bundled.read(source) if bundled else reader.members(source)
    origin = Origin(source.name, claim.format.name if claim else CONTAINER, source.sha256, source.size or 0)
    reason = claim.reason if claim else f"{len(source.members):,} files"
    facts = SourceFacts(origin, source.path, is_read_anew=choices.mapping is not None)
    records = pace.each(reader.records(items, source.troubles))
    return Intake(facts, _counted(records, tally), tally, reason)


def _plain_text(document: Document, form: Format, text: PlainText, choices: Choices, pace: Pace) -> Intake:
    seen = read_text(text.lines, choices.layout, choices.split, pace)
    origin = origin_of_text(document, form, text, seen)
    facts = SourceFacts(origin, document.path, document.data, text.encoding)
    tally = Tally(places=[0] * len(text.lines))
    records = _counted(pace.each(told(seen, text, origin)), tally)
    return Intake(facts, records, tally, text=text, seen=seen)


def _paced(records: Iterator[Storable], size: int, pace: Pace, tally: Tally) -> Iterator[Storable]:
    """Count records, and say now and then how much of a document of so many bytes they make up, as far as can be told."""
    held = 0
    for number, record in enumerate(records):
        if not number % _STRIDE:
            pace.reach(min(1.0, held / size))
        if isinstance(record, Comment):
            held += len(record.body) + _BYTES_BESIDE_THE_BODY
        elif isinstance(record, PackedComments):
            held += len(record.rows)
        tally.count(record)
        yield record


def _counted(records: Iterator[Storable], tally: Tally) -> Iterator[Storable]:
    for record in records:
        tally.count(record)
        yield record

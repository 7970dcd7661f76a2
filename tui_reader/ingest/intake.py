"""One document on its way into an archive: what is known of it, and its records.

Invariant: `records` is drawn once, and when it is drawn to its end the tally has counted what really came by.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tui_reader.archive.writer import SourceFacts
from tui_reader.errors import UsageError
from tui_reader.formats.base import Document, Format, Item, PlainText, Rejection
from tui_reader.formats.registry import find_format, recognise
from tui_reader.model import Article, Comment, Origin, Problem, Record, Span, Status
from tui_reader.pace import Pace
from tui_reader.structure.assembly import THREAD
from tui_reader.structure.layouts import LAYOUTS
from tui_reader.structure.segment import read_thread

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tui_reader.archive.writer import KnownSource
    from tui_reader.structure.segment import Segmentation

_STRIDE = 256
_BYTES_BESIDE_THE_BODY = 250
"""What a comment of thread JSON takes besides its words."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the user decided in place of the program: the format of all sources, and the layout of plain text.

    `layouts` are those of single sources, by the digests of their bytes. Making one raises UsageError where there is no such
    format or layout.
    """

    format: str | None = None
    layout: str | None = None
    layouts: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.format is not None:
            find_format(self.format)
        names = [layout.name for layout in LAYOUTS]
        if self.layout is not None and self.layout not in names:
            raise UsageError(f"no layout is called {self.layout!r}", f"there are: {', '.join(names)}")

    def of_source(self, sha256: str) -> Choices:
        """Return what was decided for the source with this digest."""
        return Choices(self.format, self.layouts.get(sha256, self.layout))

    def ask_for_another_reading(self, known: KnownSource) -> bool:
        """Return whether the user decided otherwise than a source was read."""
        return self.format not in {None, known.format} or self.layout not in {None, known.layout}


@dataclass(slots=True)
class Tally:
    """What the records of a document are before an archive puts them together; `places` counts the records on each line."""

    threads: int = 0
    comments: int = 0
    lost: int = 0
    rejected: int = 0
    problems: list[Problem] = field(default_factory=list)
    places: list[int] = field(default_factory=list)

    def count(self, record: Record) -> None:
        """Take a record into account."""
        if isinstance(record, Article):
            self.threads += 1
            self._hold(block.span for block in record.blocks)
            self._hold(record.meta)
        elif isinstance(record, Comment):
            self.lost += record.status is Status.LOST
            self.comments += record.status is not Status.LOST
            self._hold((record.span,))
        else:
            self.problems.append(record)

    def _hold(self, spans: Iterable[Span | None]) -> None:
        for span in spans:
            if span and self.places:
                for line in range(span.first, min(span.last, len(self.places)) + 1):
                    self.places[line - 1] += 1


@dataclass(frozen=True, slots=True)
class Intake:
    """A document that was recognised; `text` and `segmentation` are there where it is plain text."""

    facts: SourceFacts
    records: Iterator[Record]
    tally: Tally
    text: PlainText | None = None
    segmentation: Segmentation | None = None

    @property
    def lines_read(self) -> int | None:
        """How many lines of a plain text say anything."""
        return sum(1 for line in self.text.lines if line.strip()) if self.text else None

    @property
    def lines_kept(self) -> int | None:
        """How many of them stand in exactly one block, comment or stretch of other lines."""
        if self.text is None:
            return None
        return sum(1 for line, held in zip(self.text.lines, self.tally.places, strict=True) if line.strip() and held == 1)


def take_in(document: Document, choices: Choices, pace: Pace | None = None) -> Intake:
    """Recognise a document and begin to read it; raise SourceError where that cannot be done."""
    pace = pace or Pace()
    form = find_format(choices.format) if choices.format else recognise(document)
    found = form.read(document)
    if isinstance(found, PlainText):
        return _plain_text(document, form, found, choices.layout, pace)
    tally = Tally()
    facts = SourceFacts(_origin(document, form), document.path)
    records = _paced(_without_rejections(found, tally), len(document.data), pace)
    return Intake(facts, _counted(records, tally), tally)


def _plain_text(document: Document, form: Format, text: PlainText, layout: str | None, pace: Pace) -> Intake:
    seen = read_thread(text.lines, layout, pace)
    origin = Origin(
        name=document.name,
        format=form.name,
        sha256=document.sha256,
        bytes=len(document.data),
        lines=len(text.lines),
        layout=seen.layout,
        confidence=seen.confidence,
    )
    facts = SourceFacts(origin, document.path, document.data, text.encoding)
    tally = Tally(places=[0] * len(text.lines))
    return Intake(facts, _counted(pace.each(_segmented(seen, text)), tally), tally, text, seen)


def _segmented(seen: Segmentation, text: PlainText) -> Iterator[Record]:
    """Yield the records of the one thread that a plain text is."""
    yield Article(ref=THREAD, title=seen.title, names=seen.names, blocks=seen.blocks, meta=seen.meta)
    yield from seen.comments
    yield from text.problems
    yield from seen.problems


def _without_rejections(items: Iterator[Item], tally: Tally) -> Iterator[Record]:
    """Yield records, and each rejection as the problem that the archive keeps of it."""
    for item in items:
        if isinstance(item, Rejection):
            tally.rejected += 1
            yield Problem(item.message, item.line)
        else:
            yield item


def _paced(records: Iterator[Record], size: int, pace: Pace) -> Iterator[Record]:
    """Yield records, and say now and then how much of a document of so many bytes they make up, as far as can be told."""
    held = 0
    for number, record in enumerate(records):
        if number % _STRIDE == 0:
            pace.reach(min(1.0, held / size))
        held += len(record.body) + _BYTES_BESIDE_THE_BODY if isinstance(record, Comment) else 0
        yield record


def _counted(records: Iterator[Record], tally: Tally) -> Iterator[Record]:
    for record in records:
        tally.count(record)
        yield record


def _origin(document: Document, form: Format) -> Origin:
    return Origin(name=document.name, format=form.name, sha256=document.sha256, bytes=len(document.data))

"""One document on its way into an archive: what is known of it, and its records.

Invariant: `records` is drawn once, and when it is drawn to its end the tally has counted what really came by.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tui_reader.archive.keys import digest, thread_key
from tui_reader.archive.writer import SourceFacts
from tui_reader.errors import UsageError
from tui_reader.formats.base import Document, Format, Item, PlainText, Rejection
from tui_reader.formats.registry import find_format, recognise
from tui_reader.model import Article, Comment, Origin, Problem, Record, Span, Status
from tui_reader.pace import Pace
from tui_reader.structure.layouts import LAYOUTS
from tui_reader.structure.parting import read_text
from tui_reader.structure.splitting import Splitter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tui_reader.archive.writer import KnownSource
    from tui_reader.structure.parting import ReadText, TextThread

_STRIDE = 256
_BYTES_BESIDE_THE_BODY = 250
"""What a comment of thread JSON takes besides its words."""

_PARTED = "; parted "
"""Stands between the layouts of a text of several threads and the words that say at what it is parted."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the user decided in place of the program: the format of all sources, layout of plain text, where its threads begin.

    `single` are the choices for single sources, by the digests of their bytes. Making one raises UsageError where there is no
    such format or layout.
    """

    format: str | None = None
    layout: str | None = None
    split: Splitter | None = None
    single: Mapping[str, Choices] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.format is not None:
            find_format(self.format)
        names = [layout.name for layout in LAYOUTS]
        if self.layout is not None and self.layout not in names:
            raise UsageError(f"no layout is called {self.layout!r}", f"there are: {', '.join(names)}")

    def of_source(self, sha256: str) -> Choices:
        """Return what was decided for the source with this digest."""
        return self.single.get(sha256, self)

    def ask_for_another_reading(self, known: KnownSource) -> bool:
        """Return whether the user decided otherwise than a source was read."""
        layouts, _, parted = (known.layout or "").partition(_PARTED)
        otherwise = self.layout not in {None, layouts} or (self.split is not None and self.split.reason != parted)
        return self.format not in {None, known.format} or otherwise


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
    """A document that was recognised; `text` and what was seen in it are there where it is plain text."""

    facts: SourceFacts
    records: Iterator[Record]
    tally: Tally
    text: PlainText | None = None
    seen: ReadText | None = None

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
        return _plain_text(document, form, found, choices, pace)
    tally = Tally()
    facts = SourceFacts(_origin(document, form), document.path)
    records = _paced(_without_rejections(found, tally), len(document.data), pace)
    return Intake(facts, _counted(records, tally), tally)


def _plain_text(document: Document, form: Format, text: PlainText, choices: Choices, pace: Pace) -> Intake:
    seen = read_text(text.lines, choices.layout, choices.split, pace)
    origin = Origin(
        name=document.name,
        format=form.name,
        sha256=document.sha256,
        bytes=len(document.data),
        lines=len(text.lines),
        layout=f"{seen.layouts}{_PARTED}{seen.parted}" if seen.parted else seen.layouts,
        confidence=seen.confidence,
    )
    facts = SourceFacts(origin, document.path, document.data, text.encoding)
    tally = Tally(places=[0] * len(text.lines))
    return Intake(facts, _counted(pace.each(_told(seen, text, origin)), tally), tally, text, seen)


def _told(seen: ReadText, text: PlainText, origin: Origin) -> Iterator[Record]:
    """Yield the records of the threads that a plain text holds."""
    times: dict[str, int] = {}
    yield from (replace(problem, thread=_thread_at(seen, problem.line)) for problem in text.problems)
    for number, thread in enumerate(seen.threads, 1):
        article = _article(thread, str(number), origin if seen.parted else None)
        yield _told_apart(article, thread, times) if seen.parted else article
        yield from thread.seen.comments
        yield from thread.seen.problems
    yield from seen.problems


def tally_of(thread: TextThread, lines: int, pace: Pace) -> Tally:
    """Return the tally of one thread of a text that has so many lines."""
    tally = Tally(places=[0] * lines)
    tally.count(_article(thread, "", None))
    for record in pace.each(thread.seen.comments):
        tally.count(record)
    return tally


def splitter_behind(layout: str) -> Splitter | None:
    """Return what parts a text again as it was when it was read in a layout; None where it parts by itself."""
    return Splitter.behind(layout.partition(_PARTED)[2])


def _article(thread: TextThread, ref: str, whole: Origin | None) -> Article:
    """Return the head of a thread, with an origin of its own where the text holds several."""
    seen = thread.seen
    origin = replace(whole, layout=seen.layout, confidence=seen.confidence) if whole else None
    return Article(ref, seen.title, url=thread.url, names=seen.names, blocks=seen.blocks, meta=seen.meta, origin=origin)


def _told_apart(article: Article, thread: TextThread, times: dict[str, int]) -> Article:
    """Return an article with a key of its own where an earlier thread of the text says the same; count how often it does."""
    key = thread_key(article, thread.seen.comments)
    times[key] = times.get(key, 0) + 1
    return article if times[key] == 1 else replace(article, key=digest([key, str(times[key])]))


def _thread_at(seen: ReadText, line: int | None) -> str | None:
    """Return the reference of the thread that a line stands in."""
    above = sum(line is not None and thread.span.first <= line for thread in seen.threads)
    return str(above) if above else None


def _without_rejections(items: Iterator[Item], tally: Tally) -> Iterator[Record]:
    """Yield records, and each rejection as the problem that the archive keeps of it."""
    for item in items:
        if isinstance(item, Rejection):
            tally.rejected += 1
            yield Problem(item.message, item.line)
        elif not isinstance(item, Document):
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

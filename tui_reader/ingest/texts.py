"""Plain text on its way into an archive: read by the segmenter, told as records, its lines counted where they stand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tui_reader.archive.keys import digest, thread_key
from tui_reader.ingest.choices import PARTED
from tui_reader.ingest.tally import Tally
from tui_reader.model import Article, Origin
from tui_reader.structure.parting import read_text
from tui_reader.structure.splitting import Splitter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.formats.base import Document, Format, PlainText
    from tui_reader.ingest.choices import Choices
    from tui_reader.model import Record
    from tui_reader.pace import Pace
    from tui_reader.structure.parting import ReadText, TextThread


@dataclass(frozen=True, slots=True)
class TextRecords:
    """What a plain text says, how that was seen, and how many of its lines stand in exactly one place."""

    seen: ReadText
    origin: Origin
    records: tuple[Record, ...]
    lines_read: int
    lines_kept: int


def records_of_text(document: Document, form: Format, text: PlainText, choices: Choices, pace: Pace) -> TextRecords:
    """Read a plain text."""
    seen = read_text(text.lines, choices.layout, choices.split, pace)
    origin = origin_of_text(document, form, text, seen)
    records = tuple(told(seen, text, origin))
    tally = Tally(places=[0] * len(text.lines))
    for record in pace.each(records):
        tally.count(record)
    filled = [number for number, line in enumerate(text.lines) if line.strip()]
    return TextRecords(seen, origin, records, len(filled), sum(tally.places[number] == 1 for number in filled))


def origin_of_text(document: Document, form: Format, text: PlainText, seen: ReadText) -> Origin:
    """Return where the threads of a text are from."""
    return Origin(
        name=document.name,
        format=form.name,
        sha256=document.sha256,
        bytes=document.size or 0,
        lines=len(text.lines),
        layout=f"{seen.layouts}{PARTED}{seen.parted}" if seen.parted else seen.layouts,
        confidence=seen.confidence,
    )


def told(seen: ReadText, text: PlainText, origin: Origin) -> Iterator[Record]:
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
    return Splitter.behind(layout.partition(PARTED)[2])


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

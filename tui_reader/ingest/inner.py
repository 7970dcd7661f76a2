"""Documents inside documents: what a zip, a WARC or lines of JSON hold goes through the same door as what lies in a folder.

Files in a container that no format knows are counted, not failed: a saved site is full of pictures and scripts.

Invariant: the threads of each document keep to themselves until the archive knows them, and say which document they are from.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from tui_reader.errors import SourceError, UnknownFormatError
from tui_reader.formats.base import Bundle, Document, Item, PlainText, Rejection
from tui_reader.formats.generic import mapped_format
from tui_reader.formats.plain_text import FORMAT as PLAIN_TEXT
from tui_reader.formats.registry import Recognised, find_format, recognise, recognise_bundles
from tui_reader.ingest.texts import records_of_text
from tui_reader.model import Article, Comment, KeptText, Origin, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tui_reader.archive.packing import Packed, Storable
    from tui_reader.formats.base import Format
    from tui_reader.ingest.choices import Choices
    from tui_reader.ingest.tally import Tally
    from tui_reader.pace import Pace

_DEEPEST = 6
"""Containers inside containers that are opened."""

_TEXTS = frozenset({"", ".asc", ".md", ".text", ".txt"})
"""Suffixes of files in containers that are read as plain text where nothing else claims them."""

_KINDS_NAMED = 5


def recognised(document: Document, choices: Choices) -> Recognised:
    """Return the format that reads a document: the user's, the container's, or the one that claims it."""
    if choices.mapping:
        return Recognised(mapped_format(choices.mapping), f"mapped by hand: {choices.mapping}")
    if choices.format:
        return Recognised(find_format(choices.format), "asked for")
    if document.format:
        return Recognised(find_format(document.format), "what holds it says so")
    return recognise(document)


def bundle_format(bundle: Bundle, choices: Choices) -> Recognised | None:
    """Return the format that reads several files as one thing; None where each goes its own way."""
    if choices.mapping:
        return None
    form = find_format(choices.format) if choices.format else None
    if form is not None:
        return Recognised(form, "asked for") if form.bundle else None
    whole = recognise_bundles(bundle.members).get("")
    return whole[0] if whole and len(whole[1]) == len(bundle.members) else None


def is_worth_reading(document: Document, form: Format) -> bool:
    """Whether a file that nobody named is more than any text: scripts and style sheets are texts too."""
    return form is not PLAIN_TEXT or bool(document.format) or PurePosixPath(document.name).suffix.lower() in _TEXTS


@dataclass(slots=True)
class InnerReader:
    """Reads items, and the documents among them, into records; counts what was left out and passed over."""

    choices: Choices
    tally: Tally
    pace: Pace
    passed_over: Counter[str] = field(default_factory=Counter)
    numbers: count[int] = field(default_factory=lambda: count(1))

    def records(self, items: Iterator[Item | Packed], troubles: list[str] | None = None) -> Iterator[Storable]:
        """Yield the records of the source itself, and of whatever is inside it; `troubles` are those of its stream."""
        yield from self._records(items, 0)
        yield from map(self._rejected, map(Rejection, dict.fromkeys(troubles or ())))
        if self.passed_over:
            yield Problem(self._summary())

    def members(self, bundle: Bundle) -> Iterator[Item | Packed]:
        """Yield what several files hold, one after the other; first the folders among them that are one thing to a format."""
        taken: set[str] = set()
        for folder, (claim, paths) in () if self._is_told else recognise_bundles(bundle.members).items():
            taken.update(paths)
            members = {path[len(folder) :]: bundle.members[path] for path in paths}
            yield from self._whole(replace(bundle, name=folder.rstrip("/") or bundle.name, members=members), claim.format)
        for name, open_member in bundle.members.items():
            if name in taken:
                continue
            try:
                member = open_member()
            except SourceError as error:
                yield Rejection(f"{name}: {error.message.removeprefix(f'{bundle.path}/{name}: ')}")
                continue
            yield from (member,) if isinstance(member, Document) else self._container(name, member)

    @property
    def _is_told(self) -> bool:
        """Whether the user said how every file is to be read."""
        return bool(self.choices.format or self.choices.mapping)

    def _container(self, name: str, bundle: Bundle) -> Iterator[Item | Packed]:
        claim = bundle_format(bundle, self.choices)
        yield from self._whole(bundle, claim.format) if claim else self.members(bundle)
        yield from (Rejection(f"{name}: {each}") for each in dict.fromkeys(bundle.troubles))

    def _whole(self, bundle: Bundle, form: Format) -> Iterator[Item | Packed]:
        """Yield what several files say together, told apart from what others say."""
        if form.bundle is None:
            return
        origin = Origin(bundle.name, form.name, bundle.sha256, bundle.size or 0)
        place = _placing(f"{next(self.numbers)}/", origin, bundle.name, None)
        for item in form.bundle.read(bundle):
            yield item if isinstance(item, Rejection | Document) else place(item)

    def _records(self, items: Iterator[Item | Packed], depth: int) -> Iterator[Storable]:
        for item in items:
            if isinstance(item, Comment) or not isinstance(item, Rejection | Document):
                yield item
            elif isinstance(item, Rejection):
                yield self._rejected(item)
            elif depth < _DEEPEST:
                yield from self._document(item, depth + 1)
            else:
                yield self._rejected(Rejection(f"{item.path}: too many containers inside one another"))

    def _document(self, document: Document, depth: int) -> Iterator[Storable]:
        """Yield the records of a document inside, which are told apart from those of others."""
        self.pace.tick()
        try:
            form = recognised(document, self.choices).format
        except UnknownFormatError:
            self._pass_over(document)
            return
        except SourceError as error:
            yield self._rejected(Rejection(str(error)))
            return
        if not is_worth_reading(document, form):
            self._pass_over(document)
            return
        try:
            found = form.read(document)
            if isinstance(found, PlainText):
                records, origin = self._text(document, form, found)
            else:
                records = self._records(found, depth)
                origin = Origin(document.name, form.name, document.sha256, document.size or 0)
            place = _placing(f"{next(self.numbers)}/", origin, document.name, document.hints)
            yield from map(place, records)
        except UnknownFormatError:
            self._pass_over(document)
        except SourceError as error:
            yield self._rejected(Rejection(f"{document.name}: {error.message.removeprefix(f'{document.path}: ')}"))
        yield from (self._rejected(Rejection(f"{document.name}: {each}")) for each in dict.fromkeys(document.troubles))

    def _text(self, document: Document, form: Format, text: PlainText) -> tuple[Iterator[Storable], Origin]:
        """Return what a plain text inside holds; it is kept, so that its lines can be shown."""
        if document.is_packed:
            document = Document.of(document.name, document.path, document.data, document.hints)
        read = records_of_text(document, form, text, self.choices, self.pace)
        self.tally.lines_read += read.lines_read
        self.tally.lines_kept += read.lines_kept
        return iter((KeptText(read.origin, document.data, text.encoding), *read.records)), read.origin

    def _rejected(self, rejection: Rejection) -> Problem:
        self.tally.rejected += 1
        return Problem(rejection.message, rejection.line)

    def _pass_over(self, document: Document) -> None:
        self.passed_over[PurePosixPath(document.name).suffix.lower() or "without a suffix"] += 1

    def _summary(self) -> str:
        """Say how many files hold nothing to read, and of what kinds they are."""
        kinds = [f"{number:,} {kind}" for kind, number in self.passed_over.most_common(_KINDS_NAMED)]
        more = ", …" if len(self.passed_over) > _KINDS_NAMED else ""
        return f"passed over, as no format knows them: {', '.join(kinds)}{more}"


def _placing(prefix: str, origin: Origin, name: str, hints: Article | None) -> Callable[[Storable], Storable]:
    """Return what puts the records of a document beside those of others."""

    def place(record: Storable) -> Storable:
        """Return a record under names that only this document has."""
        match record:
            case Article():
                return replace(_hinted(record, hints), ref=prefix + record.ref, origin=record.origin or origin)
            case Comment():
                return record._replace(thread=prefix + record.thread)
            case Problem(thread=None):
                told = record.message if record.message.startswith(name) else f"{name}: {record.message}"
                return replace(record, message=told)
            case Problem():
                return replace(record, thread=prefix + (record.thread or ""))
        return record

    return place


def _hinted(article: Article, hints: Article | None) -> Article:
    """Return the head of a thread with what its container knows where it says nothing itself."""
    if hints is None:
        return article
    return replace(
        article,
        title=article.title or hints.title,
        url=article.url or hints.url,
        site=article.site or hints.site,
        author=article.author or hints.author,
        posted=article.posted or hints.posted,
        source_id=hints.source_id if article.source_id is None else article.source_id,
    )

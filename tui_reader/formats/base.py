"""The contract between a format and the pipeline that runs it.

A format is a cheap `probe` and a `read`, nothing else. `read` gives a stream of records, with a `Rejection` for each record
that it cannot read and an inner `Document` for whatever is to go through the door by itself, or the whole document as
`PlainText` where it says nothing about its own structure. A format whose threads lie in several files reads a `Bundle` too.

Invariant: `read` never drops anything in silence, never prints, and gives the same items for the same document.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

from tui_reader.errors import SourceError
from tui_reader.model import Article, Comment, Problem, Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

HEAD_BYTES = 65_536
"""How much of a document a probe is shown."""

LARGEST_DOCUMENT = 256 * 1024 * 1024
"""Bytes of the largest document that is read whole; what is streamed may be of any size."""


@dataclass(frozen=True, slots=True)
class Document:
    """One thing to read, unpacked: its file name without the suffix of compression, and the path it was asked for by.

    `sha256` is of the bytes as the user holds them. `head` are the first bytes, as a probe sees them; `open` gives all from the
    start, once more at each call, and tells how far that is; `open_whole`, if it is there, says nothing. `size` are the bytes
    as the user holds them, None where nobody knows.

    `database` runs a statement of SQL on a document that is an SQLite file, without changing it; None where it is none.

    What a container knows of an inner document stands in `hints` (title, url, date …), and in `format` if it can be nothing
    else. `is_packed` says that `sha256` is not of the bytes that `open` gives. `troubles` is where a stream says that it was
    cut short or damaged, at the latest when it ends.
    """

    name: str
    path: str
    sha256: str
    head: bytes
    open: Callable[[], BinaryIO]
    size: int | None = None
    database: Callable[[str], Iterator[tuple[object, ...]]] | None = None
    hints: Article | None = None
    format: str | None = None
    is_packed: bool = False
    open_whole: Callable[[], BinaryIO] | None = None
    troubles: list[str] = field(default_factory=list, compare=False)

    @classmethod
    def of(cls, name: str, path: str, data: bytes, hints: Article | None = None, form: str | None = None) -> Document:
        """Return the document that holds these bytes."""
        digest = hashlib.sha256(data).hexdigest()
        return cls(name, path, digest, data[:HEAD_BYTES], lambda: BytesIO(data), len(data), None, hints, form)

    @property
    def data(self) -> bytes:
        """All bytes; raise SourceError where they are too many to be read whole."""
        if not self.is_packed and self.size is not None and self.size > LARGEST_DOCUMENT:
            raise self._too_large()
        with (self.open_whole or self.open)() as stream:
            data = stream.read(LARGEST_DOCUMENT + 1)
        if len(data) > LARGEST_DOCUMENT:
            raise self._too_large()
        return data

    def _too_large(self) -> SourceError:
        return SourceError(f"{self.path}: larger than {LARGEST_DOCUMENT >> 20} MiB", "split it into one file a thread")


@dataclass(frozen=True, slots=True)
class Bundle:
    """Several files that belong together: a folder, or what a zip or tar holds; `members` go by their path inside, with `/`.

    A member is a document, or a bundle itself. `sha256` and `size` are of the whole as the user holds it. `troubles` say what
    is wrong with the whole, and are known before its members are opened.
    """

    name: str
    path: str
    members: Mapping[str, Callable[[], Document | Bundle]]
    sha256: str = ""
    size: int | None = None
    troubles: list[str] = field(default_factory=list, compare=False)

    def document(self, name: str) -> Document:
        """Return a member; raise KeyError where there is none of that path, SourceError where it is a bundle itself."""
        member = self.members[name]()
        if isinstance(member, Bundle):
            raise SourceError(f"{member.path}: holds several files where one was looked for")
        return member

    def called(self, name: str) -> Document | None:
        """Return the member with that file name in the uppermost folder that has one, whatever the case of its letters."""
        found = [path for path in self.members if path.rpartition("/")[2].lower() == name.lower()]
        return self.document(min(found, key=lambda path: (path.count("/"), path))) if found else None


@dataclass(frozen=True, slots=True)
class Probe:
    """How strongly a format claims a document, 0 (not at all) to 1 (it says so itself), and why."""

    strength: float
    reason: str = ""


NO_CLAIM = Probe(0)
"""What most formats say of most documents."""


@dataclass(frozen=True, slots=True)
class PlainText:
    """Lines without their ends; who says what in them is for the segmenter to find. `problems` tell what decoding guessed."""

    lines: tuple[str, ...]
    encoding: str = "utf-8"
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejection:
    """A record that cannot be read and is left out, with its place; `line` counts from 1."""

    message: str
    line: int | None = None


Item = Record | Rejection | Document
"""What a stream of records consists of."""


@dataclass(frozen=True, slots=True)
class Mention:
    """The head of a thread as far as a comment of it tells; nothing to whoever has heard of the thread before."""

    article: Article


@dataclass(frozen=True, slots=True)
class LineReader:
    """How to read a document that has one record a line piece by piece, so that several processes may share the work.

    `prepare` returns what has to be known of the whole to read a piece, as a value that can be pickled; None where the document
    is written in another way. `read` is given that, whole lines and the number of the first of them, and yields what they say.
    """

    prepare: Callable[[Document], object]
    read: Callable[[BinaryIO, int, object], Iterator[Item | Mention]]


def told_once(items: Iterable[Item | Mention]) -> Iterator[Item]:
    """Yield items, of what is only mentioned what nobody has told of before."""
    known = set[str]()
    for item in items:
        if isinstance(item, Comment):
            yield item
            continue
        told = item.article if isinstance(item, Mention) else item
        if isinstance(told, Article):
            if told is not item and told.ref in known:
                continue
            known.add(told.ref)
        yield told


@dataclass(frozen=True, slots=True)
class BundleReader:
    """How to know a bundle, by the paths of its members alone, and how to read it."""

    probe: Callable[[Sequence[str]], Probe]
    read: Callable[[Bundle], Iterator[Item]]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of document: its name on the command line, the usual suffixes (with the dot), and how to know and read it.

    `bundle` is there where the format also lies in several files, `lines` where it can be read in pieces; `extra` names what
    has to be installed beside the program.
    """

    name: str
    description: str
    suffixes: tuple[str, ...]
    probe: Callable[[bytes, str], Probe]
    read: Callable[[Document], Iterator[Item] | PlainText]
    bundle: BundleReader | None = None
    lines: LineReader | None = None
    extra: str | None = None

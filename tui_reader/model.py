"""What an archive is made of: values without behaviour that every room shares.

A format yields `Article`, `Comment` and `Problem` records; the writer assembles them into threads. Records refer to each
other by references (`ref`, `parent`, `thread`) that need to be unique within one source only.

Invariants: values are frozen; text is exactly what the source says (after decoding), never cleaned for display.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

LOW_CONFIDENCE = 0.6
"""Below this the reader of plain text may well be wrong; every report, screen and export says so."""

NO_NAME = "name lost"
"""How the one bucket of comments without a name is called wherever people are listed."""


class Label(StrEnum):
    """What a line of a plain-text source is; every non-blank line has exactly one."""

    TITLE = "title"
    BYLINE = "byline"
    CAPTION = "caption"
    DATE = "date"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    AUTHOR = "author"
    META = "meta"
    BODY = "body"
    BOILERPLATE = "boilerplate"


class BlockKind(StrEnum):
    """What a block of the article is."""

    TITLE = "title"
    BYLINE = "byline"
    CAPTION = "caption"
    DATE = "date"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUOTE = "quote"
    BOILERPLATE = "boilerplate"


class Status(StrEnum):
    """What became of a comment, or what it is beside what somebody said.

    `DELETED` by whoever wrote it, `REMOVED` by somebody else; `SPAM` and `PENDING` were never let through. `PINGBACK` is a link
    from another site (trackbacks too), `SERVICE` what the site itself says (somebody joined, a topic was closed). `VANISHED`
    stood in an earlier copy and is not in a later one. `LOST` is a slot with nothing left in it: an empty place in the source,
    or a comment that others answer and that is not there.
    """

    PRESENT = "present"
    DELETED = "deleted"
    REMOVED = "removed"
    SPAM = "spam"
    PENDING = "pending"
    PINGBACK = "pingback"
    SERVICE = "service"
    VANISHED = "vanished"
    LOST = "lost"


class ReplyBasis(StrEnum):
    """How the parent of a comment is known."""

    STATED = "stated"
    INDENTED = "indented"
    LINKED = "linked"
    QUOTED = "quoted"
    GUESSED = "guessed"
    CORRECTED = "corrected"


class Names(StrEnum):
    """What a source lets us say about the names it shows.

    `COMPLETE`: every comment shows its author. `SOME_LOST`: some names are lost, anybody's. `SHORT_LOST`: only names of one
    word are lost, so the list of a named commenter's comments is complete. `NONE`: the source shows no names at all.
    """

    COMPLETE = "complete"
    SOME_LOST = "some-lost"
    SHORT_LOST = "short-lost"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Span:
    """Lines of a source, counted from 1, both ends included."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the article in its order; `span` where the source is plain text."""

    kind: BlockKind
    text: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a thread was read from: the innermost document, not the container around it.

    `confidence` is 0 to 1 and says how sure the reader of plain text is of its layout; structured formats leave both None.
    `lines` counts all lines of a plain text, blank ones too; None for other formats.
    """

    name: str
    format: str
    sha256: str
    bytes: int
    lines: int | None = None
    layout: str | None = None
    confidence: float | None = None

    @property
    def is_unsure(self) -> bool:
        """Whether the layout of a plain text was more guessed than recognised."""
        return self.confidence is not None and self.confidence < LOW_CONFIDENCE


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read as it should, with its place; `line` counts from 1.

    `thread` is the `ref` of the thread that it belongs to, None for the source as a whole; an archive gives it back as None.
    """

    message: str
    line: int | None = None
    thread: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """The head of a thread: what the comments are about.

    `ref` names the thread within its source; `source_id` is the id that the site itself gives it, if any. `key` is given only
    by sources that already know the archive's key (our own JSON); otherwise the writer derives it. `posted` is ISO 8601, with
    `Z` where the zone is known. `meta` are the lines that belong to neither article nor comments. `origin` says which inner
    document of a container the thread was read from, None for the source itself.

    `claimed` is how many comments the source says that there are, and `score` the head's own. `is_whole` says that the source
    holds all that the thread had when it was saved, so that what an earlier copy had and this one has not is gone.
    """

    ref: str
    title: str | None = None
    site: str | None = None
    url: str | None = None
    author: str | None = None
    posted: str | None = None
    key: str | None = None
    names: Names = Names.COMPLETE
    blocks: tuple[Block, ...] = ()
    meta: tuple[Span, ...] = ()
    source_id: str | None = None
    origin: Origin | None = None
    claimed: int | None = None
    score: int | None = None
    is_whole: bool = False


class Comment(NamedTuple):
    """One comment as its source tells it; a tuple, since millions are made.

    `ref` names it within its thread and `parent` is the `ref` of the comment it answers; `source_id` is the id that the
    source itself shows, if any. `author` is None where the source shows none, and `author_lost` then says why, in words that
    can follow "name lost: ". `posted` is ISO 8601 (with `Z` where the zone is known) and `posted_text` the date as written,
    None where that is a number of seconds, which `posted` says as well. `reply_confidence` is 0 to 1. `span` runs from the
    author line (or first body line) to the last body line or signature.

    `body` is text to be read; where that was made from HTML, Markdown or the like, `original` is what the source has. `edited`
    is the moment of the last edit, empty where the source says only that there was one.
    """

    thread: str
    ref: str
    body: str
    author: str | None = None
    author_lost: str | None = None
    parent: str | None = None
    reply_basis: ReplyBasis | None = None
    reply_confidence: float | None = None
    posted: str | None = None
    posted_text: str | None = None
    score: int | None = None
    status: Status = Status.PRESENT
    source_id: str | None = None
    key: str | None = None
    span: Span | None = None
    original: str | None = None
    edited: str | None = None


@dataclass(frozen=True, slots=True)
class KeptText:
    """The bytes of a document inside a source, and how they became text: kept, so that any of its lines can be shown."""

    origin: Origin
    data: bytes
    encoding: str = "utf-8"


Record = Article | Comment | Problem | KeptText


def name_of_thread(title: str | None, opening: str | None, file: str) -> str:
    """Return what to call a thread: its title, else how its first comment begins, else the file that it is from."""
    return title or " ".join((opening or "").split()) or file


@dataclass(frozen=True, slots=True)
class StoredThread:
    """A thread as an archive lists it, without article and comments.

    `claimed` is how many comments the source says that there are, and `score` the head's own. `opening` is how the first
    comment begins, where there is no title.

    `comments` counts what was said (lost slots are counted in `lost` alone), `people` distinct names, `unnamed` comments
    whose name is lost or was never shown. `first_posted` and `last_posted` are ISO 8601 or None.
    """

    id: int
    key: str
    title: str | None
    site: str | None
    url: str | None
    author: str | None
    posted: str | None
    names: Names
    comments: int
    people: int
    lost: int
    unnamed: int
    first_posted: str | None
    last_posted: str | None
    origin: Origin
    claimed: int | None = None
    score: int | None = None
    opening: str | None = None

    @property
    def name(self) -> str:
        """What to call it: its title, else how its first comment begins, else the file that it is from."""
        return name_of_thread(self.title, self.opening, self.origin.name)


@dataclass(frozen=True, slots=True)
class StoredSource:
    """A source as an archive lists it, or a document inside one, whose `parent` is the id of the source.

    `threads` and `comments` count what it told when it came in, `problems` what could not be read as it should.
    """

    id: int
    parent: int | None
    path: str
    format: str
    layout: str | None
    confidence: float | None
    bytes: int
    imported_at: str
    threads: int
    comments: int
    problems: int


@dataclass(frozen=True, slots=True)
class SourceWords:
    """What one of several sources said of a comment, and when that source came in."""

    source: str
    imported_at: str
    author: str | None
    posted: str | None
    score: int | None
    status: Status
    edited: str | None
    body: str


@dataclass(frozen=True, slots=True)
class StoredProblem:
    """What could not be read as it should: in which source, at which line from 1, and in which thread where that is known."""

    source: str
    line: int | None
    message: str
    thread: str | None
    title: str | None

    @property
    def place(self) -> str:
        """The source, and the line where there is one, as compilers write it."""
        return self.source if self.line is None else f"{self.source}:{self.line}"


@dataclass(frozen=True, slots=True)
class StoredComment:
    """A comment as an archive holds it; `position` is its place in the thread's preorder, counted from 0.

    `parent_key` is the key of the comment it answers; `descendants` counts the comments below it.
    """

    id: int
    key: str
    position: int
    depth: int
    descendants: int
    parent_key: str | None
    author: str | None
    author_lost: str | None
    posted: str | None
    posted_text: str | None
    score: int | None
    status: Status
    body: str
    reply_basis: ReplyBasis | None
    reply_confidence: float | None
    source_id: str | None
    span: Span | None
    edited: str | None = None
    original: str | None = None


@dataclass(frozen=True, slots=True)
class Annotation:
    """What a reader added to a comment; the tags are sorted, an empty note is none."""

    starred: bool = False
    tags: tuple[str, ...] = ()
    note: str = ""


NO_ANNOTATION = Annotation()
"""What most comments have."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in a comment that repeat words of the article or of an earlier comment.

    `start` and `end` are character offsets in the body of `comment` (half open). The target is the article block with index
    `block`, or the comment `earlier`; both comments are given by position in preorder.
    """

    comment: int
    start: int
    end: int
    block: int | None = None
    earlier: int | None = None
    target_start: int = 0
    target_end: int = 0


@dataclass(frozen=True, slots=True)
class ThreadDocument:
    """What an export writes: a thread, or the part of it that somebody chose.

    `comments` stand in preorder. `selection` says in words what was chosen, None for the whole thread; `left_out` counts the
    comments of the thread that are not in it. `context` holds the positions of comments that nobody asked for and that are
    there to show where the others stand.
    """

    thread: StoredThread
    blocks: tuple[Block, ...]
    comments: tuple[StoredComment, ...]
    meta: tuple[Span, ...] = ()
    problems: tuple[Problem, ...] = ()
    selection: str | None = None
    left_out: int = 0
    context: frozenset[int] = frozenset()

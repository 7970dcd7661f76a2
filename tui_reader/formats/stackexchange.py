"""Stack Exchange: the tables of its public dumps, Posts.xml and Comments.xml with the names of Users.xml.

A question is a thread; its answers and all comments are its comments. Of one table by itself, what the others know is missing:
Posts.xml has no comments and few names, Comments.xml does not know which question an answer belongs to.

Invariant: of what was read, only numbers and the names of users are held.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tui_reader.errors import SourceError
from tui_reader.formats import moments
from tui_reader.formats.article_blocks import blocks_of
from tui_reader.formats.base import NO_CLAIM, Bundle, BundleReader, Document, Format, Item, Probe, Rejection
from tui_reader.formats.xml_rows import Row, rows
from tui_reader.model import Article, Comment, Names, Problem, ReplyBasis
from tui_reader.text.markdown import readable_markdown
from tui_reader.text.markup import readable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_QUESTION, _ANSWER = "1", "2"
_REMOVED = re.compile(r"user\d+")
"""What posts of removed accounts have in the place of a name."""

_TABLE = re.compile(r"(?:.*/)?([a-z]+)\.xml(?:\.(?:gz|bz2|xz|zst|lz4|br|z))?", re.IGNORECASE | re.DOTALL)
_TABLES = frozenset({"posts", "comments", "users", "votes", "badges", "posthistory", "postlinks", "tags"})
_HOST = re.compile(
    r"(?<![\w.-])(?:(?:[a-z0-9-]+\.){0,4}(?:stackexchange|stackoverflow|serverfault|superuser|askubuntu|stackapps)\.com"
    r"|(?:meta\.)?mathoverflow\.net)(?!\w)",
    re.IGNORECASE,
)
_FIRST_ROW = re.compile(rb"<row\b[^<>]*")
_NUMBER = re.compile(r"-?[0-9]{1,18}")


class _RowError(ValueError):
    """A row that says nothing that could be kept."""


def probe(head: bytes, _name: str) -> Probe:
    """Claim rows with the columns of posts, or of comments on posts."""
    found = _FIRST_ROW.search(head)
    row = found[0] if found else b""
    if b' PostTypeId="' in row and b' CreationDate="' in row:
        return Probe(0.9, "its rows have PostTypeId and CreationDate")
    if b' PostId="' in row and b' Text="' in row:
        return Probe(0.9, "its rows have PostId and Text")
    return NO_CLAIM


def probe_bundle(paths: Sequence[str]) -> Probe:
    """Claim a folder of posts or comments beside another table of the dump."""
    if _folders(paths):
        return Probe(0.9, "it holds Posts.xml or Comments.xml beside other tables of a dump")
    return NO_CLAIM


def _folders(paths: Sequence[str]) -> dict[str, dict[str, str]]:
    """Return the folders that are dumps, each with the paths of its tables."""
    folders: dict[str, dict[str, str]] = {}
    for path in sorted(paths):
        found = _TABLE.fullmatch(path)
        if found and (table := found[1].lower()) in _TABLES:
            folders.setdefault(path.rpartition("/")[0], {}).setdefault(table, path)
    return {folder: tables for folder, tables in folders.items() if len(tables) > 1 and tables.keys() & {"posts", "comments"}}


def read_bundle(bundle: Bundle) -> Iterator[Item]:
    """Yield the threads of each dump in a bundle."""
    folders = _folders(list(bundle.members))
    for folder, tables in folders.items():
        dump = _Dump(_site(f"{bundle.path}/{bundle.name}/{folder}"), f"{folder}/" if len(folders) > 1 else "")
        for table in ("users", "posts", "comments"):
            if table in tables:
                learn = dump.users if table == "users" else dump.items
                yield from _placed(learn(bundle.document(tables[table])), tables[table])
        yield from dump.summary()


def _placed(items: Iterator[Item], path: str) -> Iterator[Item]:
    """Yield items; what cannot be read is told with the table that it stands in."""
    for item in items:
        yield Rejection(f"{path}: {item.message}", item.line) if isinstance(item, Rejection) else item


def read(document: Document) -> Iterator[Item]:
    """Yield what one table tells; raise SourceError where it holds neither posts nor comments."""
    hints = document.hints
    dump = _Dump((hints.site if hints else None) or _site(f"{document.path}/{document.name}"))
    yield from dump.items(document)
    if dump.unknown and not dump.threads:
        raise SourceError(f"{document.path}: its rows are neither posts nor comments")
    yield from dump.summary()


def _site(path: str) -> str | None:
    """Return the site that a path names, as dumps are called by it."""
    found = _HOST.findall(path)
    return found[-1].lower() if found else None


@dataclass(slots=True)
class _Dump:
    """What was read of a dump: `threads` has the question of each post, `headless` those that are not there."""

    site: str | None
    prefix: str = ""
    names: dict[str, str] = field(default_factory=dict)
    threads: dict[int, int] = field(default_factory=dict)
    headless: set[int] = field(default_factory=set)
    nameless: set[str] = field(default_factory=set)
    others: int = 0
    unknown: int = 0

    def users(self, document: Document) -> Iterator[Item]:
        """Learn the names of users; yield what cannot be read."""
        for row in rows(document):
            if not isinstance(row, Row):
                yield row
            elif name := row.columns.get("DisplayName", "").strip():
                self.names[row.columns.get("Id", "")] = name

    def items(self, document: Document) -> Iterator[Item]:
        """Yield the posts and comments of a table."""
        for row in rows(document):
            if not isinstance(row, Row):
                yield row
                continue
            try:
                yield from self._items(row.columns)
            except _RowError as error:
                yield Rejection(f"row left out: {error}", row.line)

    def summary(self) -> Iterator[Item]:
        """Yield what can be said at the end only: whose names are lost, and what was left out or is missing."""
        yield from (Article(ref, names=Names.SOME_LOST) for ref in sorted(self.nameless))
        if self.others:
            yield Problem(f"left out: {self.others} posts that are neither questions nor answers (wikis of tags and the like)")
        if self.unknown:
            yield Problem(f"left out: {self.unknown} rows that are neither posts nor comments")
        if self.headless:
            yield Problem(f"posts that are answered or commented on and are not in the source: {len(self.headless)}")

    def _items(self, row: dict[str, str]) -> Iterator[Item]:
        kind = row.get("PostTypeId")
        if kind == _QUESTION:
            yield self._question(row)
        elif kind == _ANSWER:
            thread = _number(row, "ParentId")
            self.threads[_number(row, "Id")] = thread
            yield from self._head_of(thread)
            yield self._comment(row, thread, f"a{_number(row, 'Id')}", None)
        elif kind is not None:
            self.others += 1
        elif "PostId" in row:
            post = _number(row, "PostId")
            ref = f"c{_number(row, 'Id')}"
            thread = self.threads.get(post, post)
            yield from self._head_of(thread)
            yield self._comment(row, thread, ref, None if thread == post else f"a{post}")
        else:
            self.unknown += 1

    def _head_of(self, thread: int) -> Iterator[Article]:
        """Yield what is known of a question that has not been seen, once."""
        if thread not in self.threads:
            self.threads[thread] = thread
            self.headless.add(thread)
            yield Article(
                self._ref(thread), site=self.site, source_id=str(thread) if self.site else None, url=self._url(thread)
            )

    def _question(self, row: dict[str, str]) -> Article:
        """Return a question; without a site, its moment tells it from the question of that number elsewhere."""
        ident = _number(row, "Id")
        self.threads[ident] = ident
        self.headless.discard(ident)
        title, date = row.get("Title", "").strip() or None, row.get("CreationDate", "")
        return Article(
            ref=self._ref(ident),
            title=title,
            site=self.site,
            url=self._url(ident),
            author=self._author(row)[0],
            posted=moments.of_iso(date, zone_is_utc=True),
            blocks=blocks_of(title, readable(row.get("Body", ""))),
            source_id=str(ident) if self.site else f"{ident}/{date}",
            score=_score(row),
        )

    def _comment(self, row: dict[str, str], thread: int, ref: str, parent: str | None) -> Comment:
        """Return an answer, or a comment on a post."""
        source = row.get("Body") if "Body" in row else row.get("Text")
        if source is None:
            raise _RowError("it has no text")
        body = readable(source) if "Body" in row else readable_markdown(source)
        author, author_lost = self._author(row)
        if author is None:
            self.nameless.add(self._ref(thread))
        edited = row.get("LastEditDate")
        return Comment(
            thread=self._ref(thread),
            ref=ref,
            source_id=ref,
            body=body,
            original=source if source != body else None,
            author=author,
            author_lost=author_lost,
            parent=parent,
            reply_basis=ReplyBasis.STATED if parent else None,
            reply_confidence=1.0 if parent else None,
            posted=moments.of_iso(row.get("CreationDate"), zone_is_utc=True),
            posted_text=row.get("CreationDate") or None,
            score=_score(row),
            edited=moments.of_iso(edited, zone_is_utc=True) or "" if edited else None,
        )

    def _author(self, row: dict[str, str]) -> tuple[str | None, str | None]:
        """Return the name of who wrote a row, else why there is none."""
        user = row.get("OwnerUserId") or row.get("UserId") or ""
        if not user and _REMOVED.fullmatch(row.get("OwnerDisplayName", "")):
            return None, f"the account was removed; {row['OwnerDisplayName']} stands in its place"
        shown = row.get("OwnerDisplayName", "").strip() or row.get("UserDisplayName", "").strip()
        name = self.names.get(user) or shown or None
        return name, f"of the user, only the number is there: {user}" if user and name is None else None

    def _ref(self, thread: int) -> str:
        return f"{self.prefix}{thread}"

    def _url(self, thread: int) -> str | None:
        return f"https://{self.site}/questions/{thread}" if self.site else None


def _number(row: dict[str, str], column: str) -> int:
    """Return the number in a column; raise _RowError where none is."""
    value = row.get(column, "").strip()
    if _NUMBER.fullmatch(value) is None:
        raise _RowError(f"its {column} is no number" if value else f"it has no {column}")
    return int(value)


def _score(row: dict[str, str]) -> int | None:
    value = row.get("Score", "")
    return int(value) if _NUMBER.fullmatch(value) else None


FORMAT = Format(
    name="stackexchange",
    description="the public dumps of Stack Exchange: Posts.xml, Comments.xml and Users.xml",
    suffixes=(".xml",),
    probe=probe,
    read=read,
    bundle=BundleReader(probe_bundle, read_bundle),
)

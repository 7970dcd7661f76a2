"""What Reddit gives somebody who asks for their own data: comments.csv and posts.csv.

All of it is by one person, whom only statistics.csv names; the comments they answered are not in it.

Invariant: a row that is not as long as the first one is left out and named.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field, replace
from io import TextIOWrapper
from typing import TYPE_CHECKING

from tui_reader.formats import moments, reddit
from tui_reader.formats.base import NO_CLAIM, Bundle, BundleReader, Document, Format, Item, Probe, Rejection
from tui_reader.model import Article, Names, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_COMMENTS = frozenset({"id", "date", "link", "parent", "body"})
_POSTS = frozenset({"id", "date", "subreddit", "title", "url", "body"})
_FILES = ("posts.csv", "comments.csv")
_BESIDE = frozenset({"comment_headers.csv", "post_headers.csv", "statistics.csv", "comment_votes.csv", "post_votes.csv"})
_THREAD = re.compile(r"/comments/([0-9a-z]{1,20})(?:[/?#]|$)")
_LARGEST_FIELD = 16 * 1024 * 1024


@dataclass(slots=True)
class _Person:
    """Whose data it is, if that is known, and the threads that were named already."""

    name: str | None = None
    seen: set[str] = field(default_factory=set)
    escaped: bool = False

    @property
    def names(self) -> Names:
        """What may be said of names."""
        return Names.COMPLETE if self.name else Names.NONE


def probe(head: bytes, _name: str) -> Probe:
    """Claim a table with the columns that Reddit gives it."""
    columns = set(head.removeprefix(b"\xef\xbb\xbf").partition(b"\n")[0].decode("utf-8", "replace").strip().split(","))
    if columns >= _COMMENTS | {"permalink", "subreddit"} or columns >= _POSTS | {"permalink"}:
        return Probe(0.9, "its columns are those of Reddit's own export")
    return NO_CLAIM


def probe_bundle(paths: Sequence[str]) -> Probe:
    """Claim a folder with comments or posts beside other tables of the export."""
    names = {path.rpartition("/")[2].lower() for path in paths}
    if names & {*_FILES} and names & _BESIDE:
        return Probe(0.9, "it holds the tables of Reddit's own export")
    return NO_CLAIM


def read_bundle(bundle: Bundle) -> Iterator[Item]:
    """Yield the posts and then the comments of one person, under their name if it is there."""
    statistics = bundle.called("statistics.csv")
    person = _Person(_account_name(statistics) if statistics else None)
    for name in _FILES:
        if (document := bundle.called(name)) is not None:
            yield from _read(document, person)


def read(document: Document) -> Iterator[Item]:
    """Yield the posts or comments of one person, whose name is not known."""
    yield from _read(document, _Person())


def _account_name(statistics: Document) -> str | None:
    """Return the name that the table of statistics gives."""
    for row in csv.reader(statistics.data.decode("utf-8", "replace").splitlines()):
        if len(row) > 1 and row[0].strip().lower() in {"account name", "username"}:
            return reddit.name_of(row[1].strip())
    return None


def _read(document: Document, person: _Person) -> Iterator[Item]:
    head = document.head.decode("utf-8", "replace")
    person.escaped = reddit.is_escaped([{"body": head}])
    for found in _rows(document):
        if isinstance(found, Rejection | Problem):
            yield found
            continue
        line, row = found
        try:
            yield from _post(row, person) if "title" in row else _comment(row, person)
        except reddit.RecordError as error:
            yield Rejection(f"left out: {error}", line)


def _rows(document: Document) -> Iterator[tuple[int, dict[str, str]] | Rejection | Problem]:
    """Yield each row under the names of its columns, with the line in which it ends."""
    csv.field_size_limit(_LARGEST_FIELD)
    is_ended = True
    with document.open() as stream, TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="") as text:

        def lines() -> Iterator[str]:
            """Yield the lines, and keep in mind whether the last one had an end."""
            nonlocal is_ended
            for line in text:
                is_ended = line.endswith(("\n", "\r"))
                yield line

        rows = csv.reader(lines())
        try:
            columns = [column.strip() for column in next(rows, [])]
            for row in rows:
                if len(row) == len(columns):
                    yield rows.line_num, dict(zip(columns, row, strict=True))
                elif row:
                    yield Rejection(f"left out: a row of {len(row)} columns among {len(columns)}", rows.line_num)
        except csv.Error as error:
            yield Rejection(f"no table from here on: {error}", rows.line_num)
        if not is_ended:
            yield Problem("the last line has no end: it may have been cut short", rows.line_num)


def _post(row: dict[str, str], person: _Person) -> Iterator[Item]:
    told = {"id": row.get("id"), "title": row["title"], "selftext": row.get("body"), "url": row.get("url")}
    article = reddit.article_of(told | {"permalink": row.get("permalink"), "author": person.name}, escaped=person.escaped)
    person.seen.add(article.ref)
    yield replace(article, posted=_moment(row), names=person.names)


def _comment(row: dict[str, str], person: _Person) -> Iterator[Item]:
    found = _THREAD.search(row.get("link", "")) or _THREAD.search(row.get("permalink", ""))
    if found is None or "body" not in row:
        raise reddit.RecordError(
            f"comment {row.get('id')} has no body" if found else f"comment {row.get('id')} names no thread"
        )
    thread = f"t3_{found[1]}"
    if thread not in person.seen:
        person.seen.add(thread)
        yield _thread(thread, row, person)
    told = {
        "id": row.get("id"),
        "body": row["body"].replace("\r\n", "\n"),
        "parent_id": row.get("parent") or None,
        "author": person.name,
    }
    comment = reddit.comment_of(told, thread, escaped=person.escaped)
    yield comment._replace(posted=_moment(row), posted_text=row.get("date") or None)


def _thread(ref: str, row: dict[str, str], person: _Person) -> Article:
    address = reddit.thread_address(row.get("link")) or reddit.thread_address(row.get("permalink"))
    return Article(ref=ref, site=reddit.SITE, url=address, names=person.names, source_id=ref)


def _moment(row: dict[str, str]) -> str | None:
    return moments.of_iso(row.get("date", "").removesuffix("UTC"), zone_is_utc=True)


FORMAT = Format(
    name="reddit-gdpr",
    description="Reddit's export of somebody's own data: comments.csv, posts.csv",
    suffixes=(".csv",),
    probe=probe,
    read=read,
    bundle=BundleReader(probe_bundle, read_bundle),
)

"""`tui-reader search`: what a query finds in all threads of an archive, as the filter of the reader finds it in one.

Invariant: a thread shows here what it would show there. The full-text index knows whole words only and the filter finds parts
of words too, so every comment is looked at.
"""

from __future__ import annotations

import json
import re
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui_reader.archive.reader import Archive
from tui_reader.cli.asking import matching
from tui_reader.errors import NothingFoundError, UsageError
from tui_reader.query import parse
from tui_reader.text.sanitize import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui_reader.model import StoredComment, StoredThread
    from tui_reader.query import Condition

    Hit = tuple[int, StoredThread, StoredComment]

_WINDOW = 500
_ROOM = 80
"""Characters of a comment that are shown around a match."""


@click.command("search")
@click.argument("archive", type=click.Path(path_type=Path))
@click.argument("query")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--limit", metavar="N", type=click.IntRange(1), default=100, help="At most so many comments (default: 100).")
def command(archive: Path, query: str, *, as_json: bool, limit: int) -> None:
    """Find comments in all threads of an ARCHIVE: number of the thread, date, commenter, words around the match.

    QUERY is that of the filter: words, "a phrase", by:NAME (in part), by:=NAME (whole), is:anon (without a name); is:starred,
    tag:WORD, note:WORD and has:note for what you added in the reader; A | B for either, -A for not, brackets. Put -- before a
    query that begins with a dash.
    """
    condition = parse(query)
    if condition is None:
        raise UsageError("the query asks for nothing", "say a word, a phrase in quotation marks, or by:NAME")
    with Archive.open(archive) as opened:
        hits = _hits(opened, condition)
        first = next(hits, None)
        if first is None:
            raise NothingFoundError(f"no comment matches {query!r}", "parts of words are found too, in any case")
        for hit in chain([first], islice(hits, limit - 1)):
            click.echo(json.dumps(_value(hit)) if as_json else _line(hit, condition.words()))
        if next(hits, None):
            click.echo(f"only the first {limit:,} are shown; --limit N shows more", err=True)


def _hits(archive: Archive, condition: Condition) -> Iterator[Hit]:
    """Yield what is found, in the order of the archive, each with the number and the head of its thread."""
    for number, thread in enumerate(archive.each_thread(), 1):
        places = matching(archive, thread, condition)
        ids = archive.outline(thread.id).ids if places else ()
        for start in range(0, len(places), _WINDOW):
            window = archive.comments([ids[place] for place in places[start : start + _WINDOW]])
            yield from ((number, thread, comment) for comment in window.values())


def _line(hit: Hit, words: Sequence[str]) -> str:
    number, _, comment = hit
    name = "(no name)" if comment.author is None else one_line(comment.author)
    date = one_line(comment.posted or "")[:10]
    return f"{number:>4}  {date:<10}  {name}: {excerpt(comment.body, words)}"


def _value(hit: Hit) -> dict[str, str | None]:
    _, thread, comment = hit
    said = {"author": comment.author, "posted": comment.posted, "body": comment.body}
    return {"thread": thread.key, "comment": comment.key, **said}


def excerpt(body: str, words: Sequence[str]) -> str:
    """Return a line of a body with the first of some words in it, or else its beginning."""
    text = one_line(body)
    match = re.search("|".join(map(re.escape, words)), text, re.IGNORECASE)
    start = text.rfind(" ", 0, max(0, match.start() - _ROOM // 3)) + 1 if match else 0
    cut = text[start : start + _ROOM]
    return ("… " if start else "") + cut + ("…" if start + _ROOM < len(text) else "")

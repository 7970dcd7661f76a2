"""`tui-reader search`: what a query finds in all threads of an archive, as the filter of the reader finds it in one.

Invariant: stdout holds the hits and nothing else; what is said about them goes to stderr.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui_reader.archive.reader import Archive
from tui_reader.archive.search import MOST_RANKED, Order
from tui_reader.cli.asking import nothing_matches, searching
from tui_reader.cli.choosing import find_thread
from tui_reader.errors import UsageError
from tui_reader.query import read
from tui_reader.query.excerpts import excerpt
from tui_reader.query.marking import marking
from tui_reader.text.sanitize import one_line

if TYPE_CHECKING:
    from tui_reader.archive.rows import Hit
    from tui_reader.text.marks import Marks

_ROOM = 80
"""Characters of a comment that are shown around a match."""

_PAGE = 500
_ORDERS = [order.value for order in Order if order is not Order.ADDED]


@click.command("search")
@click.argument("archive", type=click.Path(path_type=Path))
@click.argument("query")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--limit", metavar="N", type=click.IntRange(1), default=100, help="At most so many comments (default: 100).")
@click.option(
    "--sort",
    "order",
    type=click.Choice(_ORDERS),
    default=Order.NEWEST.value,
    help="Newest first (date, the default), oldest first, or the most telling first (rank).",
)
@click.option("--thread", metavar="KEY", help="Only in this thread: a number or a key, or the beginning of one.")
def command(archive: Path, query: str, *, as_json: bool, limit: int, order: str, thread: str | None) -> None:
    """Find comments in all threads of an ARCHIVE: number of the thread, date, commenter, words around the match.

    QUERY is that of the filter. A word is found where a word begins with it, in any case and without regard to accents; "a
    phrase" is whole words in a row, /regex/ finds anything. A B for both, A | B for either, -A for not, brackets. Put -- before
    a query that begins with a dash.

    \b
    by:NAME by:=NAME by:OP   who says it: in part, the whole name, who opened the thread
    q:WORD nq:WORD           only in what is quoted, only in own words
    title: tag: note:        title of the thread, your tags and notes
    date:2019-02..2019-03    also date:2w (the last two weeks), date:>2019
    score: words: depth: replies: size: conf: para:   numbers: 5, >5, <=5, 5..20
    is:root leaf op anon inferred edited gone aside starred deleted removed spam …
    has:link quote date score author note tag
    replyto:OP under:(by:ada tide) over: repliedby: thread:   the comments around
    """  # noqa: D301
    condition = read(query, takes=("in",)).condition
    if condition is None:
        raise UsageError("the query asks for nothing", "say a word, a phrase in quotation marks, or by:NAME")
    with Archive.open(archive) as opened:
        thread_id = find_thread(opened, thread).id if thread is not None else None
        hits = searching(opened, condition, Order(order), thread_id)
        if hits.order is not Order(order):
            click.echo(f"newest first: no words to weigh, or in more than {MOST_RANKED:,} comments", err=True)
        marks, numbers = marking([condition]), _numbers(opened)
        found, left = 0, limit
        while left and (page := hits.more(min(_PAGE, left))):
            found, left = found + len(page), left - len(page)
            for hit in page:
                click.echo(json.dumps(_value(hit)) if as_json else _line(hit, numbers[hit.thread], marks))
        if not found:
            raise nothing_matches(query)
        if not left and hits.more(1):
            click.echo(f"only the first {limit:,} are shown; --limit N shows more", err=True)


def _numbers(archive: Archive) -> dict[int, int]:
    """Return the number that the list of threads gives each, by row id."""
    return {identity: number for number, identity in enumerate(archive.thread_ids("added", falling=False), 1)}


def _line(hit: Hit, number: int, marks: Marks) -> str:
    name = "(no name)" if hit.author is None else one_line(hit.author)
    date = one_line(hit.posted or "")[:10]
    return f"{number:>4}  {date:<10}  {name}: {excerpt(hit.body, marks, _ROOM).text}"


def _value(hit: Hit) -> dict[str, str | None]:
    return {"thread": hit.thread_key, "comment": hit.key, "author": hit.author, "posted": hit.posted, "body": hit.body}

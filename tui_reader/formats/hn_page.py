"""Saved pages of Hacker News, of any year: one item with the comments below it, or a list of comments of several stories.

Every row of a comment has a cell of the class `default`, and beside it one that is as wide as the comment is deep: `indent`
says how deep since 2021, before that only the width of a picture does, 40 a level.

Invariant: a row answers the nearest row above it that is less deep; a list of stories holds no thread.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tui_reader.formats import hacker_news, moments
from tui_reader.formats.base import NO_CLAIM, Document, Format, Item, Probe
from tui_reader.formats.hacker_news import HackerItem
from tui_reader.formats.page_source import attribute, first_address, page_of, words_of
from tui_reader.model import Comment, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from tui_reader.model import Status

_ITEM = re.compile(r"(?:item|comments)\?id=(\d+)")
_NUMBER = re.compile(r"\d+")
_ITEM_LINK = re.compile(rb"(?:item|comments)\?id=\d+")
_PAGE_TOP = re.compile(rb"class=[\"']?pagetop|id=[\"']?hnmain", re.IGNORECASE)
_ROW = re.compile(rb"class=[\"']?(?:athing|hnuser|subtext|comhead|default)", re.IGNORECASE)
_AGE = re.compile(r"(?:\d+ (?:second|minute|hour|day|month|year)s? ago|on \w+ \d+, \d{4})")
_CLAIM = re.compile(r"(\d+)\s+comments?\b")
_POINTS = re.compile(r"(-?\d+)\s+points?\b")
_FURTHER = "a.morelink, a[href*='item?id='][href*='&p='], td.title > a[href*='x?fnid']"
_LEVEL = 40


@dataclass(frozen=True, slots=True)
class _Row:
    """A comment of the page, how deep it stands, and the story that it says it belongs to."""

    item: HackerItem
    depth: int
    story: str | None


def probe(head: bytes, _name: str) -> Probe:
    """Claim pages by the classes of their rows and their links to items."""
    if _PAGE_TOP.search(head) and _ROW.search(head) and _ITEM_LINK.search(head):
        return Probe(0.9, "its rows and links are those of a page of Hacker News")
    return NO_CLAIM


def read(document: Document) -> Iterator[Item]:
    """Yield the thread of a page, or those that its comments belong to."""
    page = page_of(document)
    yield from page.troubles
    table = _head_table(page.tree)
    rows = _rows(page.tree)
    if table is not None:
        yield from _thread(page.tree, table, rows)
    elif rows:
        yield from _loose(rows)


def _thread(tree: LexborHTMLParser, table: LexborNode, rows: list[_Row]) -> Iterator[Item]:
    head = _head(tree, table)
    comments = list(_comments(rows, head.number))
    claim = _CLAIM.search(words_of(table.css_first(".subtext, .subline")))
    yield hacker_news.article(
        head,
        claimed=int(claim[1]) if claim else None,
        options=_options(table),
        names=hacker_news.names_of(comments),
    )
    yield from comments
    if any(words_of(link).lower() == "more" for link in tree.css(_FURTHER)):
        yield Problem("the page has more comments on further pages, which are not in the file", thread=head.number)


def _loose(rows: list[_Row]) -> Iterator[Item]:
    """Yield the comments of a list of comments, each in the thread of the story that it or one above it names."""
    threads: dict[str, list[_Row]] = {}
    story: str | None = None
    for row in rows:
        story = row.story or story
        if story is not None:
            threads.setdefault(story, []).append(row)
    for number, members in threads.items():
        comments = list(_comments(members, number))
        yield hacker_news.article(HackerItem(number), names=hacker_news.names_of(comments))
        yield from comments
    if lost := len(rows) - sum(map(len, threads.values())):
        yield Problem(f"{lost} comments left out: the page does not say what they belong to")


def _comments(rows: list[_Row], thread: str) -> Iterator[Comment]:
    above: list[tuple[int, str]] = []
    for number, row in enumerate(rows, 1):
        while above and above[-1][0] >= row.depth:
            above.pop()
        item = replace(row.item, parent=above[-1][1]) if above else row.item
        made = hacker_news.comment(item, thread)
        if not made.ref:
            made = made._replace(ref=f"row {number}", source_id=None)
        above.append((row.depth, made.ref))
        yield made


def _head_table(tree: LexborHTMLParser) -> LexborNode | None:
    """Return the table of the item that the page is about; pages before 2010 do not mark it."""
    marked = tree.css_first("table.fatitem")
    if marked is not None:
        return marked
    titles = tree.css("td.title a[href]")
    lone = [cell for cell in tree.css("td.subtext") if cell.css_first("a[href*='?id=']") is not None]
    if len(lone) == 1 and titles and tree.css_first("form[action*='comment'], td.default, textarea") is not None:
        return _table_above(lone[0])
    unindented = [cell for cell in tree.css("td.default") if _depth(cell) is None]
    return _table_above(unindented[0]) if len(unindented) == 1 else None


def _table_above(node: LexborNode) -> LexborNode | None:
    found: LexborNode | None = node
    while found is not None and found.tag != "table":
        found = found.parent
    return found


def _head(tree: LexborHTMLParser, table: LexborNode) -> HackerItem:
    """Return the item at the head of a page: a story, or a comment with the title of its story."""
    cell = table.css_first("td.default")
    if cell is not None and table.css_first("td.subtext") is None:
        item = _item(cell)
        title = words_of(_story_link(cell)) or words_of(tree.css_first("title")).removesuffix("| Hacker News").strip()
        return HackerItem(item.number, item.author, item.posted, item.posted_text, item.text, title or None)
    line = table.css_first("td.subtext")
    link = table.css_first(".titleline > a, td.title a")
    age = _age(line)
    return HackerItem(
        _head_number(tree, table, line),
        author=_author(line),
        posted=age[0],
        posted_text=age[1],
        text=_head_text(table),
        title=words_of(link) or words_of(tree.css_first("title")).removesuffix("| Hacker News").strip() or None,
        url=_target(attribute(link, "href")),
        score=_points(line),
    )


def _head_number(tree: LexborHTMLParser, table: LexborNode, line: LexborNode | None) -> str:
    row = table.css_first("tr.athing[id]")
    canonical = _ITEM.search(attribute(tree.css_first("link[rel='canonical']"), "href") or "")
    return attribute(row, "id") or _linked(line) or (canonical[1] if canonical else "") or "0"


def _head_text(table: LexborNode) -> str:
    """Return the story's own text: marked since 2020, before that a lone cell of a row of two."""
    marked = table.css_first(".toptext")
    if marked is not None:
        return marked.inner_html or ""
    for row in table.css("tr"):
        cells = [cell for cell in row.iter() if cell.tag == "td"]
        if len(cells) == 2 and not words_of(cells[0]) and not attribute(cells[1], "class"):
            inner = cells[1].inner_html or ""
            if words_of(cells[1]) and cells[1].css_first("form, input, table") is None:
                return inner
    return ""


def _options(table: LexborNode) -> Iterator[str]:
    """Yield what a poll lets one choose."""
    for cell in table.css("td.comment"):
        yield (cell.css_first(".commtext, font") or cell).inner_html or ""


def _rows(tree: LexborHTMLParser) -> list[_Row]:
    rows = []
    for cell in tree.css("td.default"):
        depth = _depth(cell)
        if depth is not None:
            rows.append(_Row(_item(cell), depth, _linked(_story_link(cell), whole=True)))
    return rows


def _depth(cell: LexborNode) -> int | None:
    """Return how deep a comment stands, None where nothing says so: at the head of a page."""
    row = cell.parent
    space = row.css_first("td.ind[indent]") if row is not None else None
    if indent := attribute(space, "indent"):
        return int(indent) if indent.isascii() and indent.isdigit() else 0
    picture = row.css_first("td > img[width]") if row is not None else None
    width = attribute(picture, "width") or ""
    return int(width) // _LEVEL if width.isascii() and width.isdigit() else None


def _item(cell: LexborNode) -> HackerItem:
    """Return a comment as its cell shows it."""
    line = cell.css_first(".comhead")
    age = _age(line)
    text, status = _said(cell, line)
    return HackerItem(
        _row_number(cell) or _linked(line) or "",
        author=_author(line),
        posted=age[0],
        posted_text=age[1],
        text=text,
        score=_points(line),
        parent=_parent(line),
        status=status,
    )


def _row_number(cell: LexborNode) -> str | None:
    """Return the number that the outer row of a comment, or the arrow beside it, has."""
    node, left = cell.parent, 6
    arrow = node.css_first("a[id^='up_'], span[id^='down_']") if node is not None else None
    while node is not None and left:
        if "athing" in (attribute(node, "class") or "").split() and (number := attribute(node, "id")):
            return number
        node, left = node.parent, left - 1
    found = _NUMBER.search(attribute(arrow, "id") or "")
    return found[0] if found else None


def _said(cell: LexborNode, line: LexborNode | None) -> tuple[str, Status]:
    """Return the text of a comment as HTML, and what became of it."""
    for link in cell.css("div.reply, font[size='1'] a[href*='reply?'], a[href*='reply?']"):
        link.decompose()
    holder = cell.css_first(".commtext") or cell.css_first(".comment")
    if holder is not None:
        words = words_of(holder)
        text = words if hacker_news.is_notice(words) else (holder.inner_html or "").strip()
        return text, hacker_news.status_in(words_of(line))
    words = words_of(cell).removeprefix(words_of(line)).strip()
    return words, hacker_news.status_in(words_of(cell))


def _author(line: LexborNode | None) -> str | None:
    link = line.css_first(".hnuser, a[href*='user?id=']") if line is not None else None
    return words_of(link) or None


def _age(line: LexborNode | None) -> tuple[str | None, str | None]:
    """Return when something was posted, and that as the page has it."""
    mark = line.css_first(".age") if line is not None else None
    title = attribute(mark, "title")
    if title:
        moment, _, seconds = title.partition(" ")
        return moments.of_epoch(seconds) or moments.of_iso(moment, zone_is_utc=True), title
    found = _AGE.search(words_of(line))
    return None, found[0] if found else None


def _points(line: LexborNode | None) -> int | None:
    found = _POINTS.search(words_of(line))
    return int(found[1]) if found else None


def _linked(node: LexborNode | None, *, whole: bool = False) -> str | None:
    """Return the number of the item that the first link in a node, or the node itself, leads to."""
    if node is None:
        return None
    links = [node] if whole else node.css("a[href*='?id=']")
    found = [_ITEM.search(attribute(link, "href") or "") for link in links if words_of(link) not in {"parent", "context"}]
    return next((number[1] for number in found if number), None)


def _parent(line: LexborNode | None) -> str | None:
    """Return the item that a link called `parent` leads to, if it leads to another page."""
    for link in line.css("a[href*='?id=']") if line is not None else ():
        if words_of(link) == "parent" and (found := _ITEM.search(attribute(link, "href") or "")):
            return found[1]
    return None


def _story_link(cell: LexborNode) -> LexborNode | None:
    """Return the link to the story that a comment out of its thread belongs to."""
    marked = cell.css_first(".onstory a, .storyon a")
    if marked is not None:
        return marked
    line = cell.css_first(".comhead")
    if line is None or " on: " not in words_of(line):
        return None
    links = line.css("a[href*='?id=']")
    return links[-1] if links else None


def _target(address: str | None) -> str | None:
    """Return what a story points to, without the archive that the page came from; None for the site itself."""
    plain = first_address(address or "")
    return plain if "://" in plain and not _ITEM.search(plain) else None


FORMAT = Format("hn-page", "saved pages of Hacker News, old and new", (".html", ".htm"), probe, read)

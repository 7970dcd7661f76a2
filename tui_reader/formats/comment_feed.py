"""Feeds of comments: Atom, RSS 2.0 and RSS 1.0 from blogs, Blogger's exports, threads of Reddit and topics of Discourse.

What an entry answers is a thread, be it in the feed or not. Entries that are no comments and that no comment answers are
counted. Feeds run from the newest to the oldest; comments are told the other way, as they were written.

Invariant: a feed of articles is not claimed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from tui_reader.errors import SourceError
from tui_reader.formats import reddit
from tui_reader.formats.addresses import path_of
from tui_reader.formats.article_blocks import blocks_of
from tui_reader.formats.base import NO_CLAIM, Document, Format, Item, Probe, Rejection
from tui_reader.formats.feed_entries import Entry, entry_of
from tui_reader.formats.feed_places import ANCHOR, Place, page_of, place_by_title, place_of, title_key
from tui_reader.formats.feed_titles import COMMENT_IN_MARKUP, commented_page, said_by, without_forum
from tui_reader.formats.shown_names import with_names
from tui_reader.formats.xml_blocks import Element, elements, is_markup
from tui_reader.model import Article, Comment, Problem, ReplyBasis, Status
from tui_reader.text.markup import readable

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENTRIES = frozenset({"item", "entry"})
_OF_FEED = frozenset({"title", "link", "description"})
_ROOT = re.compile(rb"<(?:rss|feed|rdf:RDF)\b")
_EXPORT = re.compile(rb"wordpress\.org/export/|<wp:|disqus\.com/disqus-internals|<dsq:")
_SIGNS = (
    (re.compile(rb"<\w+:in-reply-to\b"), "its entries say what they are in reply to"),
    (re.compile(rb"<id>t1_\w"), "its entries are comments of Reddit"),
    (re.compile(rb"<guid[^<>]*>[^<>]*-post-\d+-\d+</guid>"), "its entries are posts of Discourse"),
    (re.compile(rb"/kind#(?:settings|comment)\b"), "its entries are what Blogger exports"),
    (
        re.compile(rb"<(?:link|guid|id)\b[^<>]*>\s*(?:<!\[CDATA\[)?\s*http[^<>\s\]]*" + ANCHOR.encode()),
        "its entries lie at comments",
    ),
    (re.compile(rb"<link\b[^<>]*href=[\"'][^<>\"']*" + ANCHOR.encode()), "its entries lie at comments"),
    (re.compile(rb"<title\b[^<>]*>\s*(?:<!\[CDATA\[)?\s*Comments (?:on|for)\b"), "it calls itself comments on something"),
    (re.compile(rb"<id>[^<>]{0,200}/questions/\d+[^<>]{0,300}/\d+#\d+</id>"), "its entries are answers of Stack Exchange"),
    (
        re.compile(rb"<link>[^<>]{0,99}reddit\.com/r/[^<>/]{1,50}/comments/\w+/[^<>/]{0,99}/\w+"),
        "its entries are comments of Reddit",
    ),
    (re.compile(rb"<guid[^<>]*>\s*https?://lobste\.rs/c/\w"), "its entries are comments of Lobsters"),
)
_TITLES = re.compile(COMMENT_IN_MARKUP)
_BEGINS = re.compile(rb"<(?:item|entry)[\s>]")
_TITLE_ON_REDDIT = re.compile(r"(?:/u/)?(\S+) on (.+)")
_TEXT_ON_REDDIT = re.compile(r"<!-- SC_OFF -->(.*)<!-- SC_ON -->", re.DOTALL)
_LAST_LINK = '<p><a href="'
_LONGEST_LINK = 3000


def probe(head: bytes, _name: str) -> Probe:
    """Claim a feed whose entries are told to be comments."""
    plain = head.replace(b"\0", b"")
    if not is_markup(plain) or _ROOT.search(plain[:4000]) is None or _EXPORT.search(plain):
        return NO_CLAIM
    certain = next((Probe(0.9, reason) for sign, reason in _SIGNS if sign.search(plain)), None)
    return certain or (Probe(0.5, "titles of its entries are those of comments") if _has_titles(plain) else NO_CLAIM)


def _has_titles(plain: bytes) -> bool:
    """Whether half of the entries have a title that only comments have."""
    titles = len(_TITLES.findall(plain))
    return titles > 0 and titles * 2 >= len(_BEGINS.findall(plain))


def read(document: Document) -> Iterator[Item]:
    """Yield the pages that are answered, and the comments on them."""
    return with_names(_items(document))


def _items(document: Document) -> Iterator[Item]:
    feed, is_empty = _Feed(), True
    for element in elements(document, _ENTRIES | _OF_FEED, _ENTRIES):
        is_empty = False
        if not isinstance(element, Element):
            yield element
        elif element.name in _OF_FEED:
            feed.learn(element)
        elif not element.is_cut:
            yield from feed.sort(element)
    if is_empty:
        raise SourceError(f"{document.path}: holds no entries of a feed")
    yield from feed.records()


@dataclass(slots=True)
class _Feed:
    """What a feed says of itself, the threads and comments found so far, and the entries that are none."""

    title: str = ""
    link: str = ""
    description: str = ""
    articles: dict[str, Article] = field(default_factory=dict)
    comments: list[Comment] = field(default_factory=list)
    others: dict[str, Entry] = field(default_factory=dict)
    answered: dict[str, str] = field(default_factory=dict)

    def learn(self, element: Element) -> None:
        """Keep what is first said of the feed."""
        if element.name == "title":
            self.title = self.title or " ".join(readable(element.text).split())
        elif element.name == "description":
            self.description = self.description or element.text
        elif element.attribute("rel") in {"", "alternate"}:
            self.link = self.link or element.attribute("href") or element.text

    def sort(self, element: Element) -> Iterator[Rejection]:
        """Keep an entry; yield why it is left out."""
        entry = entry_of(element)
        place = place_of(entry, is_comment=commented_page(self.title) is not None)
        if place is None and not entry.kind and (page := said_by(entry.title).page):
            place = place_by_title(entry, page)
        if place is None:
            self.others[entry.id or entry.link or f"{len(self.others)}"] = entry
            return
        self.answered |= dict.fromkeys((name for name, _ in entry.answers), place.thread)
        if place.comment is None:
            self.articles[place.thread] = _head(place, entry)
        elif not place.comment or not (entry.body or entry.author or entry.title):
            yield Rejection("entry left out: it has neither id nor text", element.line)
        else:
            comment, title = self._comment(place, entry)
            self.comments.append(comment)
            known = self.articles.get(place.thread)
            if known is None or known.title is None:
                self.articles[place.thread] = self._page(place, title) if known is None else replace(known, title=title)

    def records(self) -> Iterator[Item]:
        """Yield all that was kept."""
        left_out = 0
        by_page = {page_of(article.url): ref for ref, article in self.articles.items() if article.url}
        for ident, entry in self.others.items():
            thread = self.answered.get(ident) or by_page.get(page_of(entry.link))
            by_title = title_key(entry, without_forum(entry.title))
            if thread in self.articles:
                self.articles[thread] = _head(_place(self.articles[thread]), entry)
            elif by_title in self.articles:
                place = replace(_place(self.articles[by_title]), url=page_of(entry.link) or None)
                self.articles[by_title] = _head(place, replace(entry, title=without_forum(entry.title)))
            else:
                left_out += 1
        yield from self.articles.values()
        yield from self.comments[::-1] if _runs_backwards(self.comments) else self.comments
        if left_out:
            yield Problem(f"entries that are no comments, and that none answers, are left out: {left_out}")

    def _page(self, place: Place, title: str | None) -> Article:
        """Return the head of a thread that has no entry of its own, with what the feed of that thread says."""
        text = ""
        if place.url and path_of(place.url).strip("/") and page_of(self.link).rstrip("/") == place.url.rstrip("/"):
            title = title or commented_page(self.title) or self.title or None
            text = readable(self.description) if place.thread_id else ""
        return Article(
            ref=place.thread,
            title=title,
            site=place.site,
            url=place.url,
            blocks=blocks_of(title, text),
            source_id=place.thread_id,
        )

    def _comment(self, place: Place, entry: Entry) -> tuple[Comment, str | None]:
        """Return a comment, and the title that its own says the page has."""
        author, title = self._names(place, entry)
        body = _body(place, entry)
        status = reddit.GONE.get(body, Status.PRESENT) if place.site == reddit.SITE else Status.PRESENT
        comment = Comment(
            thread=place.thread,
            ref=place.comment or "",
            body=body,
            author=author,
            author_lost=reddit.why_nameless("", status) if place.site == reddit.SITE and author is None else None,
            parent=place.parent,
            reply_basis=ReplyBasis.STATED if place.parent else None,
            reply_confidence=1.0 if place.parent else None,
            posted=entry.posted,
            posted_text=entry.date or None,
            status=status,
            source_id=place.source_id,
            original=entry.source if entry.source != body else None,
            edited=entry.edited,
        )
        return comment, title

    def _names(self, place: Place, entry: Entry) -> tuple[str | None, str | None]:
        """Return who wrote a comment and what the page is called, as far as names and titles tell."""
        if place.site == reddit.SITE:
            found = _TITLE_ON_REDDIT.fullmatch(entry.title)
            return _on_reddit(entry.author or (found[1] if found else "")), found[2] if found else None
        author = _user_of(entry.author) if place.title else entry.author
        told = said_by(entry.title, author)
        is_named = author and author != self.title and not commented_page(author)
        return author if is_named else told.author, place.title or told.page


def _user_of(name: str) -> str:
    """Return the name of a user of Discourse, after which feeds may have the person's."""
    return name[1:].partition(" ")[0] if name.startswith("@") else name


def _on_reddit(name: str) -> str | None:
    return reddit.name_of(name.removeprefix("/u/"))


def _head(place: Place, entry: Entry) -> Article:
    """Return the head of a thread that is an entry itself."""
    title, author, body = entry.title or None, entry.author or None, _body(place, entry)
    if place.site == reddit.SITE:
        found = _TEXT_ON_REDDIT.search(entry.source)
        author, body = _on_reddit(entry.author), readable(found[1]) if found else ""
    return Article(
        ref=place.thread,
        title=title,
        site=place.site,
        url=place.url,
        author=author,
        posted=entry.posted,
        blocks=blocks_of(title, body),
        source_id=place.thread_id,
    )


def _body(place: Place, entry: Entry) -> str:
    """Return the text of an entry, without the link to the whole topic that Discourse sets below it."""
    start = entry.source.rfind(_LAST_LINK)
    link = entry.source[start:] if start >= 0 and place.thread_id and place.site != reddit.SITE else ""
    is_below = 0 < len(link) < _LONGEST_LINK and "/t/" in link and link.rstrip().endswith("</a></p>")
    return readable(entry.source[:start]) if is_below else entry.body


def _place(article: Article) -> Place:
    return Place(article.ref, article.url, article.site, article.source_id)


def _runs_backwards(comments: list[Comment]) -> bool:
    """Whether each comment is no later than the one before."""
    dates = [comment.posted for comment in comments if comment.posted]
    return len(set(dates)) > 1 and all(earlier >= later for earlier, later in pairwise(dates))


FORMAT = Format(
    name="comment-feed",
    description="feeds of comments: Atom and RSS from blogs, Blogger, Reddit and Discourse",
    suffixes=(".rss", ".atom", ".xml"),
    probe=probe,
    read=read,
)

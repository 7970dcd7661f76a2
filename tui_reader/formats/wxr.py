"""Exports of WordPress (WXR 1.0 to 1.2): a feed whose items are posts and pages with their comments.

Disqus takes its imports in the same form, with a `dsq:thread_identifier` in place of the post's number.

Invariant: whatever an item is, its comments are read; what has none is a thread if it is something to read.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tui_reader.errors import SourceError
from tui_reader.formats import moments
from tui_reader.formats.addresses import host_of
from tui_reader.formats.article_blocks import blocks_of
from tui_reader.formats.base import NO_CLAIM, Document, Format, Item, Probe
from tui_reader.formats.blog_values import phrase
from tui_reader.formats.xml_blocks import Element, elements, is_markup
from tui_reader.model import Article, Comment, Names, Problem, ReplyBasis, Status
from tui_reader.text.markup import readable

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAMESPACES = (b"wordpress.org/export/", b"<wp:wxr_version", b"<wp:comment>", b"<wp:post_id>")
_ALONE = frozenset({"item", "wp:comment"})
_WANTED = frozenset({"item", "wp:comment", "wp:base_blog_url", "wp:base_site_url", "link", "wp:author", "wp:wxr_version"})
_IN_ITEMS = "post_id post_date post_date_gmt post_name post_type post_parent status comment_status ping_status comment"
_IN_COMMENTS = "id author author_email author_url author_IP date date_gmt content approved type parent user_id"
_HOMES = {
    "item": "",
    **dict.fromkeys((f"wp:{name}" for name in _IN_ITEMS.split()), "item"),
    **dict.fromkeys(("content:encoded", "excerpt:encoded", "dsq:thread_identifier", "dc:creator", "pubDate"), "item"),
    **dict.fromkeys((f"wp:comment_{name}" for name in _IN_COMMENTS.split()), "wp:comment"),
}
_NOTHING_TO_READ = frozenset(
    {"attachment", "nav_menu_item", "custom_css", "customize_changeset", "revision", "oembed_cache", "user_request"}
)
_PARTS_OF_A_SITE = ("wp_", "acf-", "elementor_", "jp_")
_STATUSES = {
    "1": Status.PRESENT,
    "approve": Status.PRESENT,
    "approved": Status.PRESENT,
    "0": Status.PENDING,
    "hold": Status.PENDING,
    "spam": Status.SPAM,
    "trash": Status.REMOVED,
    "post-trashed": Status.REMOVED,
}
_LINKS = frozenset({"pingback", "trackback"})
_NOWHERE = Article(ref="no-item")
_ZEROS = "0-: "
_NO_PARENT = frozenset({"", "0"})


def probe(head: bytes, _name: str) -> Probe:
    """Claim feeds whose items have what WordPress exports."""
    plain = head.replace(b"\0", b"")
    if any(mark in plain for mark in _NAMESPACES) and (b"<rss" in plain or b"<item" in plain or b"<channel" in plain):
        return Probe(0.9 if is_markup(plain) else 0.6, "a feed with the elements of WordPress's exports")
    return NO_CLAIM


def read(document: Document) -> Iterator[Item]:
    """Yield each item with its comments."""
    blog, is_empty = _Blog(), True
    for element in elements(document, _WANTED, _ALONE, _HOMES):
        is_empty = False
        if not isinstance(element, Element):
            yield element
        elif element.name == "item":
            yield from blog.thread(element)
        elif element.name == "wp:comment":
            yield from blog.stray(element)
        else:
            blog.learn(element)
    if is_empty:
        raise SourceError(f"{document.path}: holds no item of a blog")
    if blog.left_out:
        yield Problem(f"left out as they have no comments: {blog.left_out} attachments, menus, empty items and the like")


@dataclass(slots=True)
class _Blog:
    """What an export has said of its blog so far."""

    addresses: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    left_out: int = 0
    items: int = 0
    latest: Article = _NOWHERE
    is_told: bool = False
    strays: int = 0

    def learn(self, element: Element) -> None:
        """Take an address of the blog, or the name that an author shows."""
        if element.name == "wp:author":
            if (login := phrase(element.words("wp:author_login"))) and (
                name := phrase(element.words("wp:author_display_name"))
            ):
                self.people[login] = name
        elif element.text:
            self.addresses.setdefault(element.name, element.text)

    def thread(self, item: Element) -> Iterator[Item]:
        """Yield an item and its comments, if there is anything to read."""
        self.items += 1
        comments = item.all("wp:comment")
        if item.is_cut and not (comments or item.words("wp:post_id")):
            return
        self.latest = article = self.article(item)
        self.is_told = bool(comments) or _is_readable(item)
        if not self.is_told:
            self.left_out += 1
            return
        said = [_comment(comment, article.ref, f"unnumbered-{number}") for number, comment in enumerate(comments, 1)]
        yield replace(article, names=Names.COMPLETE if all(comment.author for comment in said) else Names.SOME_LOST)
        yield from said

    def stray(self, comment: Element) -> Iterator[Item]:
        """Yield a comment that stands outside of all items, as one of the item before it."""
        if comment.is_cut:
            return
        if not self.is_told:
            self.is_told = True
            yield self.latest
        self.strays += 1
        thread = self.latest.ref
        yield Problem("a comment outside of any item is taken to the item before it", comment.line, thread)
        yield _comment(comment, thread, f"stray-{self.strays}")

    def article(self, item: Element) -> Article:
        """Return the head of an item's thread."""
        title, link = phrase(item.words("title")), item.words("link")
        author = phrase(item.words("dc:creator"))
        posted, _ = _moment(item, "wp:post_date_gmt", "wp:post_date")
        if posted is None and item.first("wp:post_date", "wp:post_date_gmt") is None:
            posted = moments.of_mail(item.words("pubDate"))
        number = item.words("wp:post_id")
        return Article(
            ref=number or item.words("dsq:thread_identifier") or link or f"unnumbered-{self.items}",
            title=title,
            site=self.site or host_of(link),
            url=link or None,
            author=self.people.get(author, author) if author else None,
            posted=posted,
            blocks=blocks_of(title, readable(item.words("content:encoded"), breaks=True)),
            source_id=f"{self.folder}{number}" if number else None,
            is_whole=not item.is_cut,
        )

    @property
    def site(self) -> str | None:
        """The blog's host."""
        names = ("wp:base_blog_url", "link", "wp:base_site_url")
        return next((host for name in names if (host := host_of(self.addresses.get(name, "")))), None)

    @property
    def folder(self) -> str:
        """Where a blog is one of several on its host: its folder, which tells its numbers from theirs."""
        blog, network = (self.addresses.get(name, "").rstrip("/") for name in ("wp:base_blog_url", "wp:base_site_url"))
        if not network or blog == network or host_of(blog) != host_of(network):
            return ""
        path = urlsplit(blog).path.strip("/")
        return f"{path}/" if path else ""


def _is_readable(item: Element) -> bool:
    """Whether an item without comments is a post, a page or something of its kind, with a text."""
    kind = item.words("wp:post_type")
    if kind in _NOTHING_TO_READ or kind.startswith(_PARTS_OF_A_SITE):
        return False
    return bool(item.words("content:encoded"))


def _comment(element: Element, thread: str, name: str) -> Comment:
    number, parent = element.words("wp:comment_id"), element.words("wp:comment_parent")
    posted, posted_text = _moment(element, "wp:comment_date_gmt", "wp:comment_date")
    content = element.words("wp:comment_content")
    body = readable(content, breaks=True)
    answers = parent not in _NO_PARENT
    return Comment(
        thread=thread,
        ref=number or name,
        source_id=number or None,
        body=body,
        original=content if content != body else None,
        author=phrase(element.words("wp:comment_author")),
        parent=parent if answers else None,
        reply_basis=ReplyBasis.STATED if answers else None,
        reply_confidence=1.0 if answers else None,
        posted=posted,
        posted_text=posted_text,
        status=_status(element),
    )


def _status(element: Element) -> Status:
    status = _STATUSES.get(element.words("wp:comment_approved").lower(), Status.PRESENT)
    is_link = element.words("wp:comment_type").lower() in _LINKS
    return Status.PINGBACK if is_link and status not in (Status.SPAM, Status.REMOVED) else status


def _moment(element: Element, in_utc: str, local: str) -> tuple[str | None, str | None]:
    """Return when something was posted, and as it is written; a date of zeros is none."""
    universal, here = element.words(in_utc), element.words(local)
    if posted := moments.of_iso(universal, zone_is_utc=True):
        return posted, universal
    return moments.of_iso(here), next((date for date in (here, universal) if date.strip(_ZEROS)), None)


FORMAT = Format("wxr", "exports of WordPress, and imports of Disqus in that form", (".xml", ".wxr"), probe, read)

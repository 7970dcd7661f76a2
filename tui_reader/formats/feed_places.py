"""Where the entries of feeds belong: which page each answers, and what number it has there.

Sites say it in the address of an entry or in its id, Atom in `thr:in-reply-to`.

Invariant: a thread and a comment have the ids that the other formats of their site give them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_reader.formats import hacker_news, lobsters, reddit
from tui_reader.formats.addresses import host_of, path_of

if TYPE_CHECKING:
    from tui_reader.formats.feed_entries import Entry

ANCHOR = r"#(?:comment-?(?!s)|IDComment|c_?)(?=[\w-]{0,40}\d|(?<=c_))([\w-]{1,64})"
"""The part of an address that leads to one comment of a page."""

_ANCHOR = re.compile(ANCHOR)
_FRAGMENT = re.compile(r"(?:[?&](?:showComment|replytocom)=\d+)?(?:#.*)?$", re.DOTALL)
_PAGE_OF_COMMENTS = re.compile(r"/comment-page-\d+/?$")
_REDDIT = re.compile(r"/comments/(\w+)(?:/[^/]*(?:/(\w+))?)?/?$")
_DISCOURSE = re.compile(r"(.*)-post-(\d+)-(\d+)")
_TOPIC = re.compile(r"(https?://[^?#]*/t/[^/?#]+/\d+)(?:/\d+)?/?$")
_QUESTION = re.compile(r"/questions/(\d+)(?:/[^/]*(?:/(\d+))?)?/?$")
_COMMENT_ON_POST = re.compile(r"#comment(\d+)_(\d+)$")
_NUMBER_ON_HACKER_NEWS = re.compile(r"/item\?id=(\d+)$")
_STORY = re.compile(r"/s/(\w+)")
_NUMBER_OF_BLOGGER = re.compile(r"(?:post-|/comments/default/)(\d+)")
_PARENT_OF_BLOGGER = re.compile(r"/comments/default/(\d+)")


@dataclass(frozen=True, slots=True)
class Place:
    """The thread of an entry with its page, and the comment that it is there; the head of the thread is none.

    `title` is the one of the page, empty where the site sets none above its entries.
    """

    thread: str
    url: str | None
    site: str | None
    thread_id: str | None = None
    comment: str | None = None
    source_id: str | None = None
    parent: str | None = None
    title: str = ""


def place_of(entry: Entry, *, is_comment: bool) -> Place | None:
    """Return where an entry belongs, None where it is no comment; `is_comment` says that all of the feed are."""
    place = _on_reddit(entry) or _on_discourse(entry) or _on_stack_exchange(entry) or _answer(entry) or _on_page(entry)
    if place is None and is_comment and entry.link:
        page = page_of(entry.link)
        return Place(page, page, host_of(page), comment=entry.id or entry.link)
    return place


def page_of(address: str) -> str:
    """Return the page that an address leads to, without the place on it."""
    return _PAGE_OF_COMMENTS.sub("/", _FRAGMENT.sub("", address))


def place_by_title(entry: Entry, page: str) -> Place | None:
    """Return where a comment belongs of which only the title says on what page it is."""
    site = host_of(entry.link)
    ident = entry.id or entry.link
    if not ident:
        return None
    found = _NUMBER_ON_HACKER_NEWS.search(entry.link) if site == hacker_news.SITE else None
    number = found[1] if found else None
    return Place(title_key(entry, page), None, site, comment=number or ident, source_id=number)


def title_key(entry: Entry, page: str) -> str:
    """Return how a thread is called that only a title tells."""
    return f"{host_of(entry.link)} {page}"


def _on_reddit(entry: Entry) -> Place | None:
    """Return the place that the address tells; that of the head may be a place of the site, too, which is none."""
    host = host_of(entry.link) or ""
    found = _REDDIT.search(path_of(entry.link)) if f".{host}".endswith(f".{reddit.SITE}") else None
    thread = reddit.full_name(found[1], "t3_") if found else None
    if found is None or thread is None:
        return None
    comment = entry.id if entry.id.startswith("t1_") else reddit.full_name(found[2], "t1_")
    return Place(thread, reddit.thread_address(entry.link), reddit.SITE, thread, comment, comment)


def _on_stack_exchange(entry: Entry) -> Place | None:
    """Return the place of a question (the head), of an answer, or of a comment on one."""
    found = _QUESTION.search(path_of(entry.link))
    if found is None or not ("/questions/" in entry.id or entry.id.endswith(f"/q/{found[1]}")):
        return None
    site = host_of(entry.link)
    answer = f"a{found[2]}" if found[2] and found[2] != found[1] else None
    comment, parent = answer, None
    if said := _COMMENT_ON_POST.search(entry.link) or _COMMENT_ON_POST.search(entry.id):
        comment, parent = f"c{said[1]}", f"a{said[2]}" if said[2] != found[1] else None
    url = f"https://{site}/questions/{found[1]}"
    return Place(found[1], url, site, found[1], comment, comment, parent)


def _on_discourse(entry: Entry) -> Place | None:
    found = _DISCOURSE.fullmatch(entry.id)
    topic = _TOPIC.match(entry.link)
    if found is None or topic is None:
        return None
    number = found[3] if found[3] != "1" else None
    return Place(found[2], topic[1], host_of(entry.link), found[2], number, number, title=entry.title)


def _answer(entry: Entry) -> Place | None:
    """Return the place of what says itself what it answers: a page, or a comment on one."""
    if not entry.answers:
        return None
    ref, href = next((each for each in entry.answers if not _anchor(each)), entry.answers[0])
    above = next(filter(None, map(_anchor, entry.answers)), None)
    above = above or next((found[1] for each in entry.related if (found := _PARENT_OF_BLOGGER.search(each))), None)
    page = page_of(href or (ref if ref.startswith("http") else "")) or None
    own = _anchor((entry.link, entry.id)) or next(iter(_NUMBER_OF_BLOGGER.findall(entry.id)), None)
    return Place(page or ref, page, host_of(page), comment=own or entry.id or entry.link, source_id=own, parent=above)


def _anchor(addresses: tuple[str, str]) -> str | None:
    return next((found[1] for each in addresses if (found := _ANCHOR.search(each))), None)


def _on_page(entry: Entry) -> Place | None:
    """Return the place of what lies at a place of a page."""
    address = next((each for each in (entry.link, entry.id) if each.startswith("http") and _ANCHOR.search(each)), None)
    if address is None:
        return None
    page, number, site = page_of(address), _anchor((address, "")), host_of(address)
    if site == lobsters.SITE and (story := _STORY.match(path_of(page))):
        return Place(story[1], page, site, story[1], number, number, title=entry.title.removeprefix("on "))
    return Place(page, page, site, comment=number, source_id=number)

"""Where the entries of feeds belong: which page each answers, and what number it has there.

Sites say it in the address of an entry or in its id, Atom in `thr:in-reply-to`.

Invariant: a thread and a comment have the ids that the other formats of their site give them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_reader.formats import lobsters, reddit
from tui_reader.formats.addresses import host_of, path_of

if TYPE_CHECKING:
    from tui_reader.formats.feed_entries import Entry

ANCHOR = r"#(?:comment-?(?!s)|IDComment|c_?)(?=[\w-]{0,40}\d|(?<=c_))([\w-]{1,64})"
"""The part of an address that leads to one comment of a page."""

_ANCHOR = re.compile(ANCHOR)
_FRAGMENT = re.compile(r"(?:[?&](?:showComment|replytocom)=\d+)?(?:#.*)?$", re.DOTALL)
_PAGE_OF_COMMENTS = re.compile(r"/comment-page-\d+/?$")
_REDDIT = re.compile(r"/comments/(\w+)/")
_DISCOURSE = re.compile(r"(.*)-post-(\d+)-(\d+)")
_TOPIC = re.compile(r"(https?://[^?#]*/t/[^/?#]+/\d+)(?:/\d+)?/?$")
_STORY = re.compile(r"/s/(\w+)")
_NUMBER_OF_BLOGGER = re.compile(r"(?:post-|/comments/default/)(\d+)")
_PARENT_OF_BLOGGER = re.compile(r"/comments/default/(\d+)")


@dataclass(frozen=True, slots=True)
class Place:
    """The thread of an entry with its page, and the comment that it is there; the head of the thread is none."""

    thread: str
    url: str | None
    site: str | None
    thread_id: str | None = None
    comment: str | None = None
    source_id: str | None = None
    parent: str | None = None


def place_of(entry: Entry, *, is_comment: bool) -> Place | None:
    """Return where an entry belongs, None where it is no comment; `is_comment` says that all of the feed are."""
    place = _on_reddit(entry) or _on_discourse(entry) or _answer(entry) or _on_page(entry)
    if place is None and is_comment and entry.link:
        page = page_of(entry.link)
        return Place(page, page, host_of(page), comment=entry.id or entry.link)
    return place


def page_of(address: str) -> str:
    """Return the page that an address leads to, without the place on it."""
    return _PAGE_OF_COMMENTS.sub("/", _FRAGMENT.sub("", address))


def _on_reddit(entry: Entry) -> Place | None:
    found = _REDDIT.search(path_of(entry.link))
    if found is None or not entry.id.startswith(("t1_", "t3_")):
        return None
    thread = reddit.full_name(found[1], "t3_")
    if thread is None:
        return None
    comment = entry.id if entry.id.startswith("t1_") else None
    return Place(thread, reddit.thread_address(entry.link), reddit.SITE, thread, comment, comment)


def _on_discourse(entry: Entry) -> Place | None:
    found = _DISCOURSE.fullmatch(entry.id)
    topic = _TOPIC.match(entry.link)
    if found is None or topic is None:
        return None
    number = found[3] if found[3] != "1" else None
    return Place(found[2], topic[1], host_of(entry.link), found[2], number, number)


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
        return Place(story[1], page, site, story[1], number, number)
    return Place(page, page, site, comment=number, source_id=number)

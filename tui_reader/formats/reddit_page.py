"""Saved pages of Reddit, of any of the three generations of its markup.

Invariant: which generation a page is of depends on its elements, not on the address it came from.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_reader.formats import reddit_old_page, reddit_redesign_page, reddit_shreddit_page
from tui_reader.formats.base import NO_CLAIM, Document, Format, Item, Probe
from tui_reader.formats.page_source import page_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_ELEMENT = re.compile(rb"<shreddit-(?:app|post|comment)", re.IGNORECASE)
_THING = re.compile(rb"class=[\"']?[^\"'>]*\bthing\b", re.IGNORECASE)
_THING_ID = re.compile(rb"(?:data-fullname=[\"']?|\bid-|thing_)t[13]_\w|data-permalink=[\"']?/r/\w+/comments/", re.IGNORECASE)
_POST = re.compile(rb"\bPost t3_\w|id=[\"']?t[13]_\w")
_STATIC = b"redditstatic.com"
_PLACE = rb"(?:(?:https?://web\.archive\.org)?/web/\w+/)?https?://(?:\w+\.)?reddit\.com/r/\w+/comments/\w+"
_ADDRESS = re.compile(rb"canonical[\"']?\s+href=[\"']?" + _PLACE + rb"|" + _PLACE + rb"[^<>]{0,300}canonical|url: " + _PLACE)
"""The page's own address, as it says itself or as whoever saved it wrote above it."""


def probe(head: bytes, _name: str) -> Probe:
    """Claim pages by the elements and ids of posts and comments."""
    if _ELEMENT.search(head):
        return Probe(0.9, "its elements are those of Reddit")
    if _THING.search(head) and _THING_ID.search(head):
        return Probe(0.9, "its posts and comments are marked as on old Reddit")
    if _ADDRESS.search(head) and (_POST.search(head) or _STATIC in head or b"SingleFile" in head):
        return Probe(0.9, "its address and its ids are those of a thread on Reddit")
    return NO_CLAIM


def read(document: Document) -> Iterator[Item]:
    """Yield the thread of a page, or those that its comments belong to."""
    page = page_of(document)
    yield from page.troubles
    if page.tree.css_first("shreddit-comment, shreddit-post") is not None:
        yield from reddit_shreddit_page.read(page.tree)
    elif page.tree.css_first(".thing") is not None:
        yield from reddit_old_page.read(page.tree)
    else:
        yield from reddit_redesign_page.read(page.tree)


FORMAT = Format("reddit-page", "saved pages of Reddit, old and new", (".html", ".htm"), probe, read)

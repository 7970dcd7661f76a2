"""What a saved page says of itself: its address, its site, the number of its post, its title, author and date.

Invariant: an address is absolute, and that of an archived copy is the address of what was copied.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from tui_reader.formats.addresses import host_of
from tui_reader.formats.page_tree import squeezed

if TYPE_CHECKING:
    from tui_reader.formats.page_tree import Tree
    from tui_reader.model import Article

_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)\s*(\S+)", re.IGNORECASE)
_SINGLE_FILE = re.compile(r"Page saved with SingleFile[^>]{0,200}?url:\s*(\S+)", re.IGNORECASE)
_MIRRORED = re.compile(r"<!-- Mirrored from (\S+) by HTTrack", re.IGNORECASE)
_ARCHIVED = re.compile(r"https?://web\.archive\.org/web/\d+[a-z_]*/(https?:/.*)", re.IGNORECASE)
_POST_CLASS = re.compile(r"(?:postid|page-id|post)-(\d{1,12})")
_SHORT_LINK = re.compile(r"[?&](?:p|page_id)=(\d{1,12})$")
_WORD_PRESS = re.compile(r"wp-(?:content|includes)|wordpress", re.IGNORECASE)
_SEPARATORS = re.compile(r"\s+[|»«–—·•:/-]+\s+|\s*[|»«·•]\s*|: ")
_TITLE_WORDS = frozenset({"storytitle", "headline", "entrytitle", "posttitle"})
_TITLE_PAIRS = (
    {"entry", "title"},
    {"post", "title"},
    {"article", "title"},
    {"page", "title"},
    {"topic", "title"},
    {"thread", "title"},
)
_FORUM_WORD = re.compile(r"^(?:thread|topic|thema|view topic|sujet|tema)\s*[:-]\s*(?=\S)", re.IGNORECASE)
_WORDS = re.compile(r"\w+")
_LOOKED_AT = 20_000
"""Characters at either end of a page in which programs that save pages leave word of where it came from."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says of itself."""

    url: str | None
    site: str | None
    number: str | None
    title: str | None
    author: str | None
    posted: str | None


def head_of(tree: Tree, markup: str, hints: Article | None, seen_until: int) -> Head:
    """Return what a page says of itself; `seen_until` is where its comments begin."""
    properties = _properties(tree)
    url = _address(tree, markup, properties, hints)
    return Head(
        url,
        host_of(url) or (hints.site if hints else None),
        _number(tree, markup),
        _title(tree, properties, seen_until) or (hints.title if hints else None),
        next(
            (
                name
                for key in ("author", "article:author", "dc.creator", "parsely-author")
                if (name := _name(properties.get(key)))
            ),
            None,
        ),
        next((properties[key] for key in ("article:published_time", "dc.date", "date", "pubdate") if key in properties), None),
    )


def _name(text: str | None) -> str | None:
    return None if not text or "://" in text or len(text) > 80 else squeezed(text) or None


def _properties(tree: Tree) -> dict[str, str]:
    """Return the properties in the head of a page, the first of each name."""
    properties: dict[str, str] = {}
    for entry, tag in enumerate(tree.tags):
        if tag == "meta":
            name = tree.attribute(entry, "property", "name").lower()
            if name and (value := tree.attribute(entry, "content")):
                properties.setdefault(name, value)
        elif tag == "link":
            for relation in tree.attribute(entry, "rel").lower().split():
                properties.setdefault(f"link:{relation}", tree.attribute(entry, "href"))
        elif tag == "base":
            properties.setdefault("base", tree.attribute(entry, "href"))
    return properties


def _address(tree: Tree, markup: str, properties: dict[str, str], hints: Article | None) -> str | None:
    """Return the address of a page: what it calls its own, else where it was saved from, else where its comments lead to."""
    saved = _saved_from(markup)
    candidates = (hints.url if hints else None, saved, properties.get("base"))
    base = next((address for address in candidates if address and _is_absolute(address)), "")
    for name in ("link:canonical", "og:url"):
        address = _unarchived(_joined(base, properties.get(name, "")))
        if _is_absolute(address) and (urlsplit(address).path.strip("/") or urlsplit(address).query):
            return address
    found = base if base and base != properties.get("base") else _permanent(tree)
    return _unarchived(found) if found else None


def _saved_from(markup: str) -> str | None:
    """Return the address that the program has noted that saved the page."""
    ends = markup[:_LOOKED_AT] + markup[-_LOOKED_AT:]
    saved = next((found[1] for pattern in (_SAVED_FROM, _SINGLE_FILE, _MIRRORED) if (found := pattern.search(ends))), None)
    return f"http://{saved}" if saved and "://" not in saved and not saved.startswith("about:") else saved


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address) if address else ""
    except ValueError:
        return ""


def _permanent(tree: Tree) -> str | None:
    """Return where links to comments of the page itself lead."""
    for entry, tag in enumerate(tree.tags):
        if tag == "a":
            address, _, mark = tree.attribute(entry, "href").partition("#")
            if mark and re.fullmatch(r"(?:comments?|respond|c|p|post)[-_]?\d*", mark) and _is_absolute(address):
                return re.sub(r"/comment-page-\d+/?$", "/", address)
    return None


def _is_absolute(address: str | None) -> bool:
    try:
        return bool(address) and urlsplit(address).scheme in {"http", "https"} and bool(urlsplit(address).hostname)
    except ValueError:
        return False


def _unarchived(address: str) -> str:
    found = _ARCHIVED.fullmatch(address)
    return found[1] if found else address


def _number(tree: Tree, markup: str) -> str | None:
    """Return the number that the site gives to the post, where the page states it."""
    for entry, tag in enumerate(tree.tags):
        if (
            tag == "input"
            and tree.attribute(entry, "name") == "comment_post_ID"
            and (value := tree.attribute(entry, "value")).isdigit()
        ):
            return value
        if (value := tree.attribute(entry, "data-topic-id")).isdigit():
            return value
        if tag == "body":
            for token in tree.classes(entry):
                if (found := _POST_CLASS.fullmatch(token)) and not token.startswith("post-"):
                    return found[1]
    if _WORD_PRESS.search(markup[:200_000]):
        for entry, tag in enumerate(tree.tags):
            if (
                tag == "link"
                and tree.attribute(entry, "rel") == "shortlink"
                and (found := _SHORT_LINK.search(tree.attribute(entry, "href")))
            ):
                return found[1]
    return None


def _title(tree: Tree, properties: dict[str, str], seen_until: int) -> str | None:
    """Return the title of the article, without the name of the site."""
    shown = next((tree.text(entry, 500) for entry, tag in enumerate(tree.tags) if tag == "title"), "")
    site = properties.get("og:site_name", "")
    for name in ("og:title", "twitter:title"):
        if name in properties:
            return _without_site(squeezed(properties[name]), site)
    headings = [
        (entry, text)
        for entry in range(seen_until)
        if tree.tags[entry] in {"h1", "h2", "h3", "h4"} and (text := tree.text(entry, 300)) and len(text) < 300
    ]
    marked = [text for entry, text in headings if _says_title(tree, entry)]
    told = _most_alike([text for _, text in headings], shown)
    if marked and (len(marked) == 1 or marked[0] == told):
        return marked[0]
    first = next((text for entry, text in headings if tree.tags[entry] == "h1"), None)
    return _FORUM_WORD.sub("", told or first or _without_site(shown, site) or "") or None


def _most_alike(headings: list[str], shown: str) -> str | None:
    """Return the heading that has most words of what the window shows as the page's title, and few others."""
    words = set(_WORDS.findall(shown.lower()))
    best, most = None, 0
    for heading in headings:
        own = _WORDS.findall(heading.lower())
        shared = sum(1 for word in own if word in words)
        if shared > most and shared * 5 >= len(own) * 3 and shared * 3 >= len(words):
            best, most = heading, shared
    return best


def _says_title(tree: Tree, entry: int) -> bool:
    words = tree.words[entry]
    if words & {"site", "widget", "comments", "comment", "sidebar", "related"}:
        return False
    return (
        bool(words & _TITLE_WORDS)
        or any(pair <= words for pair in _TITLE_PAIRS)
        or tree.attribute(entry, "itemprop") in {"headline", "name"}
    )


def _without_site(title: str, site: str) -> str | None:
    """Return a title without the name of its site at either end."""
    if site and title != site:
        for end in (site, site.lower()):
            for separator in ("|", "»", "«", "–", "—", "-", "·", "•", ":"):
                title = title.removesuffix(f" {separator} {end}").removeprefix(f"{end} {separator} ")
    elif not site:
        parts = [part for part in _SEPARATORS.split(title) if part.strip()]
        if len(parts) > 1 and re.search(r"\s[|»«–—·•:-]+\s", title):
            title = max(parts, key=len)
    return title.strip() or None

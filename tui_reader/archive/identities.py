"""The names by which another copy of a thread is known: where it lies on the web.

A link counts only for a thread that lies at it: what Hacker News says of a page is another thread than the page's own comments.
A path without a host, as isso keeps it, is a weak name: two sites may have it, so that what is said has to agree as well.

Invariant: the same page has the same names, whatever scheme, `www.`, slash at the end or tracking its link has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

if TYPE_CHECKING:
    from tui_reader.model import Article

_TRACKING = ("utm_", "fbclid", "gclid", "replytocom", "share", "ref", "cpage")
_INDEX_PAGES = ("index.html", "index.htm", "index.php", "amp")


def names_of(article: Article) -> tuple[str, ...]:
    """Return the names of a thread, the surest first; none where nobody knows where it lies."""
    if not article.url:
        return ()
    try:
        parts = urlsplit(article.url.strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ()
    if article.site and host and host != article.site.removeprefix("www."):
        return ()
    place = _path(parts.path) + _query(parts.query)
    if place == "/":
        return ()
    return (f"at {host}{place}", f"path {place}") if host else (f"path {place}",)


def is_sure(name: str) -> bool:
    """Whether a name says enough by itself."""
    return name.startswith("at ")


def _path(path: str) -> str:
    path = unquote(path).rstrip("/")
    first, _, last = path.rpartition("/")
    path = first if last.lower() in _INDEX_PAGES else path
    return "/" + path.lstrip("/")


def _query(query: str) -> str:
    kept = [(name, value) for name, value in parse_qsl(query) if not name.lower().startswith(_TRACKING)]
    return "?" + urlencode(sorted(kept)) if kept else ""

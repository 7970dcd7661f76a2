"""Entries of feeds, be they Atom, RSS 2.0 or RSS 1.0: one value for what the three call by different names.

Invariant: what an entry does not say is empty, never guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_reader.formats import moments
from tui_reader.text.markup import readable

if TYPE_CHECKING:
    from tui_reader.formats.xml_blocks import Element

_MAIL_AND_NAME = re.compile(r"\S+@\S+\s+\((.+)\)")
_MARKUP = re.compile(r"</[a-zA-Z]|<(?:br|p|hr|img)\b")
_KIND = re.compile(r"/kind#(\w+)")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry: `link` is its own page, `answers` where it says what it answers, each as id and address.

    `related` are the addresses of other entries that belong to it, `kind` what Blogger calls it.
    """

    id: str
    title: str
    link: str
    author: str
    date: str
    revised: str
    source: str
    body: str
    answers: tuple[tuple[str, str], ...] = ()
    related: tuple[str, ...] = ()
    kind: str = ""

    @property
    def posted(self) -> str | None:
        """When it was written, in whichever way the feed writes that."""
        return moment(self.date)

    @property
    def edited(self) -> str | None:
        """When it was changed after that, None where it was not."""
        revised = moment(self.revised)
        return revised if revised and self.posted and revised > self.posted else None


def moment(date: str) -> str | None:
    """Return a date of any kind of feed as a moment; in those of mail, -0000 is UTC at a place that is not told."""
    return moments.of_iso(date) or moments.of_mail(f"{date[:-5]}+0000" if date.endswith("-0000") else date)


def entry_of(element: Element) -> Entry:
    """Return what an item or an entry says."""
    published = element.words("published", "issued", "pubDate", "dc:date", "created")
    revised = element.words("updated", "modified", "atom:updated")
    source, body = _said(element)
    return Entry(
        id=element.words("id", "guid") or element.attribute("rdf:about"),
        title=title_of(element),
        link=link_of(element),
        author=_author(element),
        date=published or revised,
        revised=revised,
        source=source,
        body=body,
        answers=tuple(
            (each.attribute("ref"), each.attribute("href")) for each in element.children if each.name.endswith(":in-reply-to")
        ),
        related=tuple(each.attribute("href") for each in element.all("link") if each.attribute("rel") == "related"),
        kind=next((found[1] for each in element.all("category") if (found := _KIND.search(each.attribute("term")))), ""),
    )


def title_of(element: Element) -> str:
    """Return the title of a feed or an entry, on one line."""
    return " ".join(readable(element.words("title")).split())


def link_of(element: Element) -> str:
    """Return the page that a feed or an entry says it is, else what may be one."""
    links = element.all("link")
    own = [each for each in links if each.attribute("rel") in {"", "alternate"}]
    found = next((address for each in own if (address := each.attribute("href") or each.text)), "")
    return found or next((guid.text for guid in element.all("guid") if guid.text.startswith("http")), "")


def _author(element: Element) -> str:
    """Return the name of who wrote an entry, without the address of mail that RSS has before it."""
    told = element.words("dc:creator")
    for author in element.all("author"):
        told = told or author.words("name") or ("" if author.children else author.text)
    found = _MAIL_AND_NAME.fullmatch(told)
    return " ".join((found[1] if found else told).split())


def _said(element: Element) -> tuple[str, str]:
    """Return the text of an entry, as written and to be read."""
    for name in ("content", "content:encoded", "description", "summary"):
        for found in element.all(name):
            if text := found.text:
                is_plain = name in {"content", "summary"} and found.attribute("type") in {"", "text", "text/plain"}
                return text, text if is_plain and not _MARKUP.search(text) else readable(text)
    return "", ""

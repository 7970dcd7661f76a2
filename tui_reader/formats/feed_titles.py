"""What the titles of entries and feeds say: whose comment it is, and on what.

Programs write them in the language of the site: `Comment on X by Y`, `Kommentar zu X von Y`, `Re: X`, `/u/Y on X`.

Invariant: a title that is none of these says nothing of either.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_ON = (
    "Comments? on|Comments? for|Kommentare? zu|Commentaires? sur|Comentarios? en|Comentários? (?:em|sobre)|Commenti? su"
    "|Reacties? op"
)
_OF_FEED = re.compile(rf"(?:{_ON}) ?:? +(.+)", re.IGNORECASE)
_COMMENT = re.compile(rf"(?:{_ON}) ?:? +(?P<page>.+) (?:by|von|par|por|di|door) (?P<author>.+)", re.IGNORECASE)
_FORMS = (
    _COMMENT,
    re.compile(r"(?:By|Von|Par|Por|Di|Door) ?: +(?P<author>.+)"),
    re.compile(r'New comment by (?P<author>\S+) in "(?P<page>.+)"'),
    re.compile(r"(?:Answer|Comment) by (?P<author>.+?) (?:for|on) (?P<page>.+)"),
    re.compile(r"Reply to (?P<page>.+) on \w{3}, \d{1,2} \w{3} \d{4} .*"),
    re.compile(r"(?:.{1,100} • )?(?:Re|RE|AW|SV): +(?P<page>.+)"),
)
_FORUM = re.compile(r".{1,100} • +")

COMMENT_IN_MARKUP = (
    rb"<title\b[^<>]{0,100}>\s{0,20}(?:<!\[CDATA\[)?(?:New comment by \S+ in |Reply to [^<>]{1,300} on \w{3}, \d"
    rb"|(?:[^<>]{1,100} \xe2\x80\xa2 )?(?:Re|RE|AW|SV): )"
)
"""Titles that only comments have, as they stand in a feed."""


@dataclass(frozen=True, slots=True)
class TitleSays:
    """The author and the page of a comment, None for what its title does not tell."""

    author: str | None = None
    page: str | None = None


def said_by(title: str, author: str = "") -> TitleSays:
    """Return what the title of an entry says; where its author is known, a name may hold the word before it."""
    if author and title.endswith(f" {author}") and (known := _COMMENT.fullmatch(f"{title.removesuffix(author)}x")):
        return TitleSays(author, known["page"])
    for form in _FORMS:
        if found := form.fullmatch(title):
            return TitleSays(**found.groupdict())
    return TitleSays()


def commented_page(title: str) -> str | None:
    """Return what a feed says that its comments are on, None where it is no feed of comments."""
    found = _OF_FEED.fullmatch(title)
    return found[1] if found else None


def without_forum(title: str) -> str:
    """Return the title of a topic without the forum that stands before it."""
    return _FORUM.sub("", title, count=1)

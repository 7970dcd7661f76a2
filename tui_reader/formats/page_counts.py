"""How many comments a page says that it has: "35 Comments", "Kommentare (35)", "5 thoughts on …".

Invariant: only what stands at the comments, or is said once, is believed; of two numbers neither is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_reader.formats.page_tree import TEXT

if TYPE_CHECKING:
    from tui_reader.formats.page_tree import Tree
    from tui_reader.formats.page_units import Unit

_WORD = (
    r"(?:comments?|responses?|replies|reply|thoughts?|reactions?|kommentare?|antworten|antwort|meinungen|reaktionen|commentaires?|réponses?|comentarios?"
    r"|respuestas?|commenti|risposte|comentários?|reacties|kommentarer|komentarzy|комментари\w+|ответ\w*)"
)
_NUMBER = r"(?P<number>\d{1,3}(?:[.,  ]\d{3})+|\d{1,7})"
_BEFORE = re.compile(rf"(?:^|[\s(|·>]){_NUMBER}\s+(?:\w+\s+)?{_WORD}\b", re.IGNORECASE)
_AFTER = re.compile(rf"\b{_WORD}\s*[:(]?\s*\(?{_NUMBER}\)?\s*:?$", re.IGNORECASE)
_NONE = re.compile(
    rf"^(?:no|keine|kein|aucun|sin|nessun|geen|нет)\s+(?:\w+\s+)?{_WORD}(?:\s+(?:yet|bisher|vorhanden))?\W*$", re.IGNORECASE
)
_LONGEST = 120
_TITLE_WORDS = frozenset({"title", "headline", "heading", "count", "number", "num", "counter", "total"})
_COMMENT_WORDS = frozenset({"comment", "comments", "responses", "kommentare", "replies", "discussion", "commentaires"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "legend", "caption", "summary"})
_REACH = 40
"""Entries before the first comment within which a number is one at the comments."""


def claimed_of(tree: Tree, units: list[Unit]) -> int | None:
    """Return how many comments a page claims, None where it says nothing or contradicts itself."""
    first = units[0].entry if units else len(tree)
    inside = {each for unit in units for each in unit.own}
    titles: list[tuple[int, int]] = []
    others: list[tuple[int, int]] = []
    for entry, tag in enumerate(tree.tags):
        if tag == TEXT or entry in inside or not 0 < tree.length(entry) <= _LONGEST or tree.end[entry] - entry > 30:
            if tag == "meta" and (number := _stated(tree, entry)) is not None:
                return number
            continue
        number = _number(tree, entry)
        if number is not None:
            at_comments = tag in _HEADINGS or bool(tree.words[entry] & _COMMENT_WORDS)
            (titles if at_comments else others).append((entry, number))
    near = [number for entry, number in titles if entry < first and (first - entry <= _REACH or not units)]
    if near and units:
        return near[-1]
    told = {number for _, number in titles} or {number for _, number in others}
    return told.pop() if len(told) == 1 else None


def _stated(tree: Tree, entry: int) -> int | None:
    name = tree.attribute(entry, "itemprop").lower()
    value = tree.attribute(entry, "content")
    if name == "commentcount" and value.isdigit():
        return int(value)
    found = re.fullmatch(r"UserComments:(\d{1,7})", value) if name == "interactioncount" else None
    return int(found[1]) if found else None


def _number(tree: Tree, entry: int) -> int | None:
    text = tree.text(entry, _LONGEST)
    found = _BEFORE.search(text) or _AFTER.search(text)
    if found is None and tree.words[entry] & _COMMENT_WORDS and tree.words[entry] & _TITLE_WORDS:
        found = re.match(rf"\(?{_NUMBER}\)?(?:\s|$)", text)
    if found is not None:
        return int(re.sub(r"\D", "", found["number"]))
    return 0 if _NONE.match(text) else None

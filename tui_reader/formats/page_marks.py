"""Where a page shows who wrote something and when: every element and run of text that can be an author or a date.

Invariant: what is quoted, and what a forum tells of its members beside their posts, marks nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tui_reader.formats.moments import of_epoch, of_iso
from tui_reader.formats.page_dates import FoundDate, day_comes_first, find_date, find_relative
from tui_reader.formats.page_names import is_signed
from tui_reader.formats.page_tree import TEXT
from tui_reader.formats.page_words import BODIES, DATES, PROFILES, author_rank

if TYPE_CHECKING:
    from tui_reader.formats.page_tree import Tree

_LONGEST_NAME = 160
_LONGEST_DATE = 160
_MOST_ENTRIES = 300
_BESIDE_DATE = 16
"""Characters beside a date in a run of text that is nothing but one: "on", "at", brackets, the day of the week."""

_MEMBER_SINCE = re.compile(
    r"\b(?:join|registr|registered|member since|mitglied seit|dabei seit|inscri|miembro|lid sinds|last edited)", re.IGNORECASE
)
_EPOCHS = ("data-time", "data-timestamp", "data-utime", "data-epoch", "data-unixtime", "data-date")
_TITLES = ("title", "data-datetime", "data-original-title", "data-content", "aria-label")
_QUOTED = frozenset({"blockquote", "q", "pre", "code", "textarea"})
_NO_PROFILES = frozenset({"has", "post"})
_NO_BODIES = frozenset({"comments", "header", "head", "footer", "meta"})
_DAY_FIRST = (
    "de",
    "fr",
    "es",
    "it",
    "pt",
    "nl",
    "ru",
    "pl",
    "cs",
    "sk",
    "da",
    "nb",
    "no",
    "fi",
    "el",
    "tr",
    "uk",
    "en-gb",
    "en-au",
)


@dataclass(slots=True)
class Marks:
    """The marks of a page: the rank of each entry that can be an author (1 is surest), and of each that can be a date.

    `bodies` has for each entry the innermost element around it that is called the body of something, -1 for none.
    """

    authors: dict[int, int] = field(default_factory=dict)
    dates: dict[int, int] = field(default_factory=dict)
    quoted: list[bool] = field(default_factory=list)
    bodies: list[int] = field(default_factory=list)
    profiles: list[bool] = field(default_factory=list)
    day_first: bool | None = None

    def found_date(self, tree: Tree, entry: int) -> FoundDate | None:
        """Return the date that an entry shows or states."""
        shown = tree.text(entry, _LONGEST_DATE)
        seen = find_date(shown, day_first=self.day_first) or find_relative(shown)
        stated = _stated(tree, entry, self.day_first)
        if stated is None:
            return seen
        written = seen.text if seen else shown if 0 < len(shown) <= 60 else stated.text
        return FoundDate(written, 0, stated.moment or (seen.moment if seen else None))


def marks_of(tree: Tree) -> Marks:
    """Return the marks of a page."""
    marks = Marks(day_first=_day_first(tree))
    for entry, tag in enumerate(tree.tags):
        parent = tree.parents[entry]
        words = tree.words[entry]
        marks.quoted.append((parent >= 0 and marks.quoted[parent]) or tag in _QUOTED or "quote" in words)
        is_profile = words & PROFILES and not words & _NO_PROFILES and tag not in {"html", "body"}
        marks.profiles.append(bool(is_profile) or (parent >= 0 and marks.profiles[parent]))
        is_body = words & BODIES and not words & _NO_BODIES and tag not in {"html", "body"}
        marks.bodies.append(entry if is_body else marks.bodies[parent] if parent >= 0 else -1)
        if not marks.quoted[entry]:
            _mark(tree, marks, entry)
    return marks


def _mark(tree: Tree, marks: Marks, entry: int) -> None:
    tag = tree.tags[entry]
    if tag == TEXT:
        text = tree.texts[entry]
        if not marks.profiles[entry] and len(text) <= _LONGEST_DATE:
            _mark_text(tree, marks, entry, text.strip())
        return
    attributes = tree.attributes[entry]
    if (not attributes and tag not in {"cite", "time"}) or tree.end[entry] - entry > _MOST_ENTRIES:
        return
    if (rank := author_rank(tag, attributes)) and (0 < tree.length(entry) <= _LONGEST_NAME or "content" in attributes):
        marks.authors[entry] = rank
    if not marks.profiles[entry] and (rank := _date_rank(tree, entry)):
        marks.dates[entry] = rank


def _mark_text(tree: Tree, marks: Marks, entry: int, text: str) -> None:
    """Mark a run of text that holds a date, and the element of one that begins with "Posted by"."""
    found = find_date(text) or find_relative(text)
    if found and not _MEMBER_SINCE.search(text):
        marks.dates[entry] = 3 if len(text) <= len(found.text) + _BESIDE_DATE else 4
    parent = tree.parents[entry]
    if is_signed(text) and parent not in marks.authors and tree.length(parent) <= _LONGEST_NAME:
        marks.authors[parent] = 4


def _date_rank(tree: Tree, entry: int) -> int:
    """Return how an element shows that it is a date: 1 as data, 2 by an attribute, 3 by its words."""
    attributes = tree.attributes[entry]
    name = attributes.get("itemprop", "").lower()
    if "date" in name or "commenttime" in name or tree.tags[entry] == "time":
        return 1
    if tree.length(entry) > _LONGEST_DATE:
        return 0
    if _stated(tree, entry, None) is not None:
        return 2
    if not tree.words[entry] & DATES:
        return 0
    text = tree.text(entry)
    return 3 if find_date(text) or find_relative(text) else 0


def _stated(tree: Tree, entry: int, day_first: bool | None) -> FoundDate | None:
    """Return the date that an element's attributes state."""
    attributes = tree.attributes[entry]
    for name in ("datetime", "content", *_EPOCHS):
        if (value := attributes.get(name)) and (moment := of_iso(value) or (len(value) > 8 and of_epoch(value)) or None):
            return FoundDate(value, 0, moment)
    for name in ("datetime", *_TITLES):
        value = attributes.get(name)
        if value and len(value) <= 60 and (found := find_date(value, day_first=day_first)):
            return found
    return None


def _day_first(tree: Tree) -> bool | None:
    told = day_comes_first(text for text in tree.texts if text and len(text) <= _LONGEST_DATE)
    if told is not None:
        return told
    language = next(
        (tree.attribute(entry, "lang", "xml:lang") for entry, tag in enumerate(tree.tags) if tag == "html"), ""
    ).lower()
    if language.startswith(_DAY_FIRST):
        return True
    return False if language.startswith("en-us") else None

"""Lines of a source prepared for reading: text, indentation and the blank lines above each.

Invariant: rows stand for the non-blank lines, in order, and keep their line numbers; nothing is dropped.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Generic, TypeVar
from weakref import WeakKeyDictionary

from tui_reader.pace import Pace
from tui_reader.structure import shape
from tui_reader.structure.date_words import MONTHS

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

Found = TypeVar("Found")

TAB_WIDTH = 4
SHORT = 200
"""No header, signature or name is longer than this; longer lines are text and are not looked at closely."""

REMEMBERED = 1 << 16
"""How many short lines what was found out about them is remembered for: every layout asks the same questions."""

_MARKER = re.compile(r"(?P<marker>\d{1,4}\.|[•◦▪‣□☆○●■]|[*+](?=\s[^*+\s]))(?P<gap>\s+|$)")

_LINK = re.compile(r"\[\d{1,3}\](?=[^\W_])")
"""The number that text browsers put in front of the words of a link."""

_MANY_LINKS = 5
PREPARED = 0.1
"""The share of the time that reading a thread takes after which its lines are prepared."""


_MARKDOWN_LINK = re.compile(r"\[([^\[\]]{1,80})\]\((?:https?://|/|#)[^()\s]*(?: \"[^\"]*\")?\)")
_ICON = re.compile(
    r"^((?:[*+•◦▪○-]|\d{1,4}\.)\s+)?\[(?:info|userinfo|profile|photo|foto|avatar|image|img|bild)\]\s*(?=[^\W_])", re.IGNORECASE
)
"""What stands for the picture in front of an account's name."""


@dataclass(frozen=True, slots=True)
class Row:
    """A non-blank line, or the lines that a paragraph was broken into where the whole source is broken to one width.

    `first` and `last` are its line numbers. `text` is what it says, white space evened out; `indent` is its indentation and
    `blanks` the blank lines above, counted in units of the source's line spacing. `marker` is the list marker that opens it
    ("3." or "•") and `content` what follows the marker, else the whole text.
    """

    first: int
    last: int
    text: str
    indent: int
    blanks: int
    marker: str = ""
    content: str = ""

    @property
    def number(self) -> str | None:
        """The number of the list item that the line opens, if it has one."""
        return self.marker.rstrip(".") if self.marker[:1].isdigit() else None

    @property
    def short(self) -> bool:
        """Whether the line is short enough to be anything but text."""
        return len(self.text) <= SHORT


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Page:
    """A whole source: its lines, and what they say as rows; compared by identity, as what is known about it is remembered."""

    rows: tuple[Row, ...]
    lines: tuple[str, ...]

    def gap_after(self, index: int) -> int:
        """Return how many blank lines follow a row; after the last row, those up to the end of the source."""
        if index + 1 < len(self.rows):
            return self.rows[index + 1].blanks
        return len(self.lines) - self.rows[index].last

    def written(self, row: Row) -> list[str]:
        """Return the lines of a row as they stand in the source."""
        return [line.rstrip() for line in self.lines[row.first - 1 : row.last]]


class Findings(Generic[Found]):
    """What one question about pages was answered, forgotten with the pages; no answer may hold its page."""

    def __init__(self) -> None:
        self._by_page: WeakKeyDictionary[Page, dict[Hashable, Found]] = WeakKeyDictionary()

    def recall(self, page: Page, asked: Hashable, find: Callable[[], Found]) -> Found:
        """Return the answer to what is asked about a page, found out the first time."""
        found = self._by_page.setdefault(page, {})
        if asked not in found:
            found[asked] = find()
        return found[asked]


def prepare(lines: Sequence[str], pace: Pace | None = None) -> Page:
    """Return the rows of a source given as lines without line ends; whoever goes through the page keeps the pace.

    At its end the share `PREPARED` of the whole work is done.
    """
    pace = pace or Pace()
    whole = pace.walk(lines)
    rows: list[Row] = []
    linked = sum(bool(_LINK.search(line)) for line in whole) >= _MANY_LINKS
    for stretch in pace.part(0, PREPARED).over(shape.stretches(whole, pace)):
        text = " ".join(" ".join(whole[stretch.first - 1 : stretch.last]).split())
        text = _MARKDOWN_LINK.sub(r"\1", text)
        text = _ICON.sub(r"\1", (_LINK.sub("", text) or text) if linked else text)
        marker, content = _split_marker(text)
        rows.append(
            Row(stretch.first, stretch.last, text, indentation(whole[stretch.first - 1]), stretch.blanks, marker, content)
        )
    return Page(pace.walk(_with_numbers_aligned(pace.walk(rows))), whole)


def _with_numbers_aligned(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return rows in which items whose numbers are set to the right (" 9." above "10.") are indented alike."""
    lengths: defaultdict[int, set[int]] = defaultdict(set)
    for row in rows:
        if row.marker[:1].isdigit():
            lengths[row.indent + len(row.marker)].add(len(row.marker))
    shortest = {column: min(found) for column, found in lengths.items() if len(found) > 1}
    return tuple(
        replace(row, indent=column - shortest[column])
        if row.marker[:1].isdigit() and (column := row.indent + len(row.marker)) in shortest
        else row
        for row in rows
    )


def indentation(line: str) -> int:
    """Return how far a line is indented, in columns."""
    margin = len(line) - len(line.lstrip())
    return len(line[:margin].expandtabs(TAB_WIDTH)) if margin else 0


def _opens_date(text: str) -> bool:
    """Return whether what follows "11." is a month and a year, so that the number is a day."""
    words = text[:SHORT].split(None, 2)[:2]
    return len(words) == 2 and words[0].strip(".,").lower() in MONTHS and words[1][:4].isdigit()


def _split_marker(text: str) -> tuple[str, str]:
    """Return the list marker that opens a text and the rest, or no marker and the text."""
    found = _MARKER.match(text)
    if found is None or _opens_date(text[found.end() :]):
        return "", text
    return found["marker"], text[found.end() :].strip()

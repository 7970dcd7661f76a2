"""A signature below each comment: "Posted by: Ea | May 2, 2012", a date, or votes and an age.

What stands between one signature and the next is the comment. Where the first comment begins is nowhere stated.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import TYPE_CHECKING

from tui_reader.model import Label
from tui_reader.structure import anchors, article, chrome, dates, named_dates, names, placement
from tui_reader.structure.anchors import Group
from tui_reader.structure.marks import Mark, bare_name
from tui_reader.structure.reading import Layout, Part, Reading

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tui_reader.structure.lines import Page

_CAPTION = re.compile(r"avatar|photo|picture|bild", re.IGNORECASE)
_LEAST = 2
_NEARLY_ALL = 0.9
VOTED = "name below votes"
_COLUMN = re.compile(r"\s[|•·](?:\s|$)")
_VOTE = re.compile(r"[+\-−]\d{1,5}|0|\d{1,5}")
_VOTED_WEIGHT, _LEAST_VOTED, _MOST_VOTED = 0.9, 3, 0.75
_LIKELY = 0.5
_LONGEST_TITLE, _LONGEST_SIGN = 120, 40
_LEAST_ALIKE = 3
"""So many comments whose first line can be a name, and nearly all of them, begin with one."""


class Top(Enum):
    """Where names stand that are not in the signatures."""

    NOWHERE = auto()
    APART = auto()
    """On top of the comments, set apart from the text."""

    ALIKE = auto()
    """On top of the comments, directly above the text: nearly all of them begin with what can be a name."""


_LEAST_PLACED, _PLACED_WEIGHT, _PLACE_WORDS = 4, 0.8, 4
"""So many letters end in a name and a place; how seldom lines of both mean anything else; and the words of a place."""


@dataclass(frozen=True, slots=True)
class Signed:
    """The rows of one comment: from `first` to `end`, its signature in `row`."""

    first: int
    row: int
    end: int


def read(page: Page) -> Reading | None:
    """Read a page with a signature below each comment, by the kind of signature that explains most of it."""
    groups = [*anchors.groups_of(page), *_voted_names(page), *_placed_names(page)]
    readings = [reading for group in groups if (reading := _read_group(page, group)) is not None]
    return max(readings, key=lambda reading: (round(reading.score, 2), len(reading.parts)), default=None)


def _voted_names(page: Page) -> list[Group]:
    """Return bare names that stand below votes ("+14", then "Jo"), as one group where most votes have a likely one."""
    votes = [row for row in range(1, len(page.rows) - 1) if page.rows[row].blanks and _VOTE.fullmatch(page.rows[row].text)]
    signs = {row + 1: page.rows[row + 1].text for row in votes if page.gap_after(row + 1)}
    likely = sum(names.plausibility(text, strict=False) >= 0.4 for text in signs.values())
    if likely < max(_LEAST_VOTED, _MOST_VOTED * len(votes)):
        return []
    return [
        Group(VOTED, {row: Mark(VOTED, _VOTED_WEIGHT, text) for row, text in signs.items() if len(text) <= names.LONGEST_NAME})
    ]


def _placed_names(page: Page) -> list[Group]:
    """Return what ends blocks of lines as letters end, with a name and the place where that person lives, as one group."""
    signs = [
        row
        for row in range(2, len(page.rows))
        if page.gap_after(row)
        and not page.rows[row].blanks
        and _is_place(page.rows[row].text)
        and _is_name_above_place(page, row)
    ]
    texts = sum(placement.is_text(page.rows[row - 2].text) for row in signs)
    if len(signs) < _LEAST_PLACED or texts < _NEARLY_ALL * len(signs):
        return []
    return [Group("place", {row: Mark("place", _PLACED_WEIGHT) for row in signs})]


def _is_place(text: str) -> bool:
    """Return whether a line can say where somebody lives: a few words, nearly all of them capitalised, and no numbers."""
    words = text.removesuffix(".").replace(",", " ").split()
    capital = sum(word[:1].isupper() for word in words)
    return 0 < len(words) <= _PLACE_WORDS and capital >= len(words) - 1 and "".join(words).replace("-", "").isalpha()


def _read_group(page: Page, group: Group) -> Reading | None:
    """Read a page with the marks of one kind as signatures."""
    rows = anchors.without_byline(page, group.rows if not _is_at_top(page, group) else group.rows[1:])
    if len(rows) < _LEAST:
        return None
    buttoned = sum(_has_buttons(page, row) for row in rows) >= 0.7 * len(rows) and _has_buttons(page, rows[0])
    below = placement.below(page, group, rows)
    if (below < _LIKELY and not buttoned) or placement.is_above_alone(group):
        return None
    if group.kind == "place" and not all(_is_name_above_place(page, row) for row in rows):
        return None
    pieces = _pieces(page, rows)
    named = _names_above(page, group, rows)
    top = Top.NOWHERE if group.named or named else _names_on_top(page, pieces)
    start = _first_start(page, pieces, top, group)
    pieces[0] = Signed(start, pieces[0].row, pieces[0].end)
    parts = tuple(_with_name(page, _part(page, piece, group.marks[piece.row], top), named.get(piece.row)) for piece in pieces)
    return Reading(LAYOUT.name, _score(group, parts, buttoned=buttoned), parts)


def _names_above(page: Page, group: Group, rows: Sequence[int]) -> Mapping[int, int]:
    """Return the rows of the bare names right above nearly all dates, by the rows of the dates; else none."""
    beside = named_dates.beside(page, rows) if group.kind == "date" else {}
    named = {row: name for row, name in beside.items() if name == row - 1 and not page.rows[row].blanks}
    return named if len(named) >= _NEARLY_ALL * len(rows) else {}


def _with_name(page: Page, part: Part, name: int | None) -> Part:
    """Return a comment with the name that stands above its date."""
    if name is None or name <= part.first:
        return part
    return replace(part, author=named_dates.facts_of_name(page.rows[name]).name, roles={**part.roles, name: Label.AUTHOR})


def _is_at_top(page: Page, group: Group) -> bool:
    """Return whether the first mark is the byline below the title: where the others show a time, it shows a day at most."""
    first, *others = (page.rows[row].text for row in group.rows)
    timed = sum(":" in text for text in others)
    untimed = bool(others) and ":" not in first and timed >= _NEARLY_ALL * len(others)
    return group.rows[0] <= 1 or (untimed and all(len(row.text) <= _LONGEST_TITLE for row in page.rows[: group.rows[0]]))


def _has_buttons(page: Page, row: int) -> bool:
    """Return whether a row has votes or buttons directly above or below it."""
    above = row > 0 and page.rows[row].blanks == 0 and _is_below_text(page.rows[row - 1].text)
    return above or (row + 1 < len(page.rows) and page.rows[row + 1].blanks == 0 and chrome.is_button(page.rows[row + 1].text))


def _is_below_text(text: str) -> bool:
    """Return whether a row is a button; how many stars somebody gives stands above the text."""
    return chrome.is_button(text) and not chrome.is_rating(text)


def _is_name_above_place(page: Page, row: int) -> bool:
    """Return whether a row that can be a place has a name directly above it."""
    return page.rows[row].blanks == 0 and names.plausibility(page.rows[row - 1].text.partition(", ")[0], strict=False) >= 0.5


def _pieces(page: Page, rows: Sequence[int]) -> list[Signed]:
    """Return the comments that end in the given rows; buttons below a signature still belong to its comment."""
    pieces: list[Signed] = []
    taken = frozenset(rows)
    first = rows[0]
    refrain = placement.refrain_below(page, rows)
    apart = sum(row + 1 < len(page.rows) and _is_tail(page, row + 1) for row in rows) >= _NEARLY_ALL * len(rows)
    for row in rows:
        end = row + 1 + placement.has_below(page, row, refrain)
        while end < len(page.rows) and end not in taken and _is_tail(page, end) and (apart or page.rows[end].blanks == 0):
            end += 1
        pieces.append(Signed(_below_furniture(page, min(first, row), row), row, end))
        first = end
    return pieces


def _below_furniture(page: Page, first: int, row: int) -> int:
    """Return the first row of a comment that is no furniture with blank lines around it ("Show 3 more replies").

    The last row above the signature is text whatever it says.
    """
    while first < row - 1 and page.rows[first].blanks and page.rows[first + 1].blanks:
        text = page.rows[first].text
        if _VOTE.fullmatch(text) or not chrome.is_furniture(text):
            break
        first += 1
    return first


def _is_tail(page: Page, row: int) -> bool:
    """Return whether a row is a button that can hang on the comment above it; a picture's caption hangs on the one below."""
    text = page.rows[row].text
    return chrome.is_button(text) and not _CAPTION.search(text)


def _names_on_top(page: Page, pieces: Sequence[Signed]) -> Top:
    """Return where names stand on top of comments whose signature is a date."""
    rest = pieces[1:]
    if sum(_is_top_name(page, piece.first) for piece in rest) >= 0.5 * len(rest):
        return Top.APART
    alike = sum(_begins_with_name(page, piece) for piece in rest)
    return Top.ALIKE if len(rest) >= _LEAST_ALIKE and alike >= _NEARLY_ALL * len(rest) else Top.NOWHERE


def _begins_with_name(page: Page, piece: Signed) -> bool:
    """Return whether the first row of a comment can be a name, and text follows it."""
    return piece.row - piece.first > 1 and names.plausibility(_top_name(page, piece.first)) >= 0.5


def _top_name(page: Page, row: int) -> str:
    """Return the first column of a row on top of a comment: a name, where others follow ("Jo · Top Commenter")."""
    return _COLUMN.split(page.rows[row].text, maxsplit=1)[0]


def _is_top_name(page: Page, row: int) -> bool:
    """Return whether a row is a name: directly below a signature and set apart from the text, or the other way round."""
    if row + 1 >= len(page.rows):
        return False
    if page.rows[row].blanks:
        return page.rows[row + 1].blanks == 0 and names.plausibility(_top_name(page, row)) >= 0.5
    apart = page.rows[row + 1].blanks > 0 or chrome.is_button(page.rows[row + 1].text)
    return apart and names.plausibility(_top_name(page, row), strict=False) >= 0.4


def _first_start(page: Page, pieces: Sequence[Signed], top: Top, group: Group) -> int:
    """Return where the first comment begins.

    A heading of the section or a byline of the article above it settles that, as does a name where names are on top; else it
    is taken to be as long as the shorter ones of the others are, and to begin neither within a block nor by taking leave.
    """
    row = pieces[0].row
    lengths = sorted(piece.row - piece.first - _is_caption(page, piece, group) for piece in pieces[1:])
    usual = max(1, lengths[(len(lengths) - 1) // 3])
    if (
        top is not Top.NOWHERE
        and (first := _top_of_block(page, row)) < row - 1
        and _begins_with_name(page, Signed(first, row, row))
    ):
        return first
    ruled = row + 1 < len(page.rows) and placement.is_rule(page.rows[row + 1].text)
    for index in range(row - 1, max(0, row - 40), -1):
        text = page.rows[index].text
        if chrome.opens_comments(text) or chrome.closes_comments(text) or (ruled and placement.is_rule(text)):
            return index + 1
        if page.rows[index].short and article.is_byline(text) and index >= row - max(6, 3 * usual):
            return index + 1
        if top is Top.APART and index < row - 1 and _can_be_top_name(page, index):
            return index
    return _top_of_block(page, _above_sign_offs(page, max(1, row - usual)))


def _above_sign_offs(page: Page, row: int) -> int:
    """Return the row that a comment begins at if it goes on at a row: no closing formula begins one, a greeting does."""
    while row > 2 and _closes(page.rows[row].text):
        row -= 1
    return row - 1 if row > 2 and names.greets(page.rows[row - 1].text) else row


def _closes(text: str) -> bool:
    """Return whether a line takes leave or signs."""
    return names.is_sign_off(text) or names.is_signature(text) or (text.startswith(("- ", "– ")) and len(text) < _LONGEST_SIGN)


def _top_of_block(page: Page, row: int) -> int:
    """Return the first of the rows that no blank line parts from a row."""
    while row > 1 and page.rows[row].blanks == 0:
        row -= 1
    return row


def _is_caption(page: Page, piece: Signed, group: Group) -> bool:
    """Return whether a comment begins with its author's name, the caption of a picture; the first comment never does."""
    return page.rows[piece.first].text == group.marks[piece.row].name


def _can_be_top_name(page: Page, row: int) -> bool:
    """Return whether a row above the first signature can be the name on top of the first comment."""
    apart = page.rows[row + 1].blanks > 0 or chrome.is_button(page.rows[row + 1].text)
    return apart and names.plausibility(_top_name(page, row)) >= 0.6


def _part(page: Page, piece: Signed, mark: Mark, top: Top) -> Part:
    """Return the comment above a signature."""
    roles = {piece.row: Label.AUTHOR if mark.name else Label.DATE}
    if mark.kind == VOTED:
        roles[piece.row - 1] = Label.META
    author = mark.name
    if mark.kind == "place":
        author = page.rows[piece.row - 1].text
        roles = {piece.row: Label.META, piece.row - 1: Label.AUTHOR}
    first = page.rows[piece.first].text
    if author is not None and first == author and piece.first < piece.row:
        roles[piece.first] = Label.AUTHOR
    elif _has_top_name(page, piece, top):
        author = bare_name(_top_name(page, piece.first))[0] or first
        roles[piece.first] = Label.AUTHOR
    stamp = dates.find(page.rows[piece.row].text)
    return Part(
        first=piece.first,
        end=piece.end,
        author=author,
        roles=roles,
        reason=f"signature: {mark.kind}",
        posted_text=stamp.text if stamp else mark.date,
        level=page.rows[piece.row].indent,
        source_id=mark.number,
        answers=mark.answers,
    )


def _has_top_name(page: Page, piece: Signed, top: Top) -> bool:
    """Return whether a comment has its author's name on top."""
    if top is Top.ALIKE:
        return _begins_with_name(page, piece)
    if top is Top.NOWHERE:
        return False
    return _is_top_name(page, piece.first) or (piece.first < piece.row - 1 and _opens_with_name(page, piece))


def _opens_with_name(page: Page, piece: Signed) -> bool:
    """Return whether the first comment opens with a name, which nothing but its own shape can say."""
    return page.rows[piece.first].blanks < 2 and _can_be_top_name(page, piece.first) and piece.first > 0


def _score(group: Group, parts: Sequence[Part], *, buttoned: bool) -> float:
    """Return how well a group of signatures explains a page, 0 to 1."""
    marks = list(group.marks.values())
    topped = sum(part.author is not None for part in parts) >= _NEARLY_ALL * len(parts)
    weight = max(group.weight, 0.9) if buttoned or topped else group.weight - (0.2 if not group.named else 0.0)
    bodies = sum(part.end - part.first > len(part.roles) for part in parts) / len(parts)
    return min(0.99, weight * anchors.repetition(len(parts)) * (0.4 + 0.6 * anchors.name_share(marks)) * (0.3 + 0.7 * bodies))


LAYOUT = Layout(
    "signature",
    "A signature with the name, the date or both below each comment.",
    "I saw it too.\n\nPosted by: Mira | May 2, 2012 at 10:01 AM\n\nFrom the bridge?\n\n"
    "Posted by: Orla | May 2, 2012 at 10:20 AM",
    read,
)

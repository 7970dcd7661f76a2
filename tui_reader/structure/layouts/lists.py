"""Machine-made lists: each comment is a list item, and the nesting of lists states who answers whom.

The marker is the only sure boundary; names and dates may be gone from every item, or stand in it at the top or at the end.
Articles hold lists too: the list below the heading of the comment section counts.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from tui_reader.model import Label
from tui_reader.structure import anchors, chrome, dates, names, skipping
from tui_reader.structure.reading import Layout, Part, Reading

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tui_reader.structure.lines import Page
    from tui_reader.structure.reading import LostRun

_NAMED = 0.8
"""Where so large a share of the outermost items has names, a nested item without one is no comment."""

_FURNITURE = 120
"""What stands between the heading and the list is buttons and notes, no longer than this."""

_NEAR = 14
"""A list begins at most so many rows below the heading of the comment section."""


_BREAK = 4
"""A list goes on if no more rows than this stand between two of its items that are no part of it."""

_WITH_TEXT = 0.6
"""Where fewer of the items have any text beside their author, the text stands elsewhere."""

_TOLD = 0.5
"""Where so large a share of the items has a name, a date or a button, those without are no comments."""

_MOST_BREAKS = 0.2
"""So many breaks for each item at most."""

_BUTTONED = 0.7
"""Where so large a share of the items ends in votes or buttons, they are comments."""


@dataclass(frozen=True, slots=True)
class Item:
    """A list item that holds a comment: rows `first` to `end`, and what it shows of its author."""

    first: int
    end: int
    name: str | None
    date: str | None
    roles: Mapping[int, Label]


def read(page: Page) -> Reading | None:
    """Read a page whose comments are the items of a list."""
    heading = _heading(page)
    start = _list_below(page, heading) if heading is not None else _list_without_heading(page)
    if start is None:
        return None
    end = _end_of_list(page, start)
    items = _items(page, start, end)
    if not items:
        return None
    parts = tuple(_part(page, item) for item in items)
    return Reading(LAYOUT.name, _score(page, items, headed=heading is not None), parts, _skipped(page, items))


def _heading(page: Page) -> int | None:
    """Return the last heading of a comment section with a list close below it."""
    found = [row for row in anchors.headings(page) if not page.rows[row].marker and _list_below(page, row) is not None]
    return found[-1] if found else None


def _list_below(page: Page, heading: int) -> int | None:
    """Return the first list item close below a heading."""
    for index in range(heading + 1, min(heading + _NEAR, len(page.rows))):
        if page.rows[index].marker:
            return index
        if len(page.rows[index].text) > _FURNITURE:
            return None
    return None


def _list_without_heading(page: Page) -> int | None:
    """Return the first item of the longest list of a page."""
    best, longest, index = None, 0, 0
    while index < len(page.rows):
        if not page.rows[index].marker:
            index += 1
            continue
        end = _end_of_list(page, index)
        if end - index > longest:
            best, longest = index, end - index
        index = end
    return best


def _end_of_list(page: Page, start: int) -> int:
    """Return the row where the list that begins at `start` has ended: one that is neither an item nor indented like one.

    A line or two that a page puts between comments do not end it where it goes on below them; lines below most of its items
    would be their text, and the numbers no list.
    """
    base = page.rows[start].indent
    ends = [_first_outside(page, start, base)]
    following = _next_item(page, start, ends[0])
    while following is not None:
        ends.append(_first_outside(page, following, base))
        following = _next_item(page, following, ends[-1])
    items = sum(bool(row.marker) and row.indent == base for row in page.rows[start : ends[-1]])
    return ends[-1] if len(ends) - 1 <= _MOST_BREAKS * items else ends[0]


def _first_outside(page: Page, start: int, base: int) -> int:
    """Return the first row below `start` that lies outside a list whose items are indented so far."""
    return next((index for index in range(start + 1, len(page.rows)) if _leaves(page, index, base)), len(page.rows))


def _next_item(page: Page, start: int, end: int) -> int | None:
    """Return the item close below that goes on with the list of rows `start` to `end`."""
    base = page.rows[start].indent
    near = range(end + 1, min(end + 1 + _BREAK, len(page.rows)))
    following = next((index for index in near if page.rows[index].marker and page.rows[index].indent == base), None)
    return following if following is not None and _goes_on(page, start, end, following) else None


def _leaves(page: Page, index: int, base: int) -> bool:
    """Return whether a row lies outside a list whose items are indented so far."""
    row = page.rows[index]
    return row.indent < base or (row.indent == base and not row.marker)


def _goes_on(page: Page, start: int, end: int, following: int) -> bool:
    """Return whether an item goes on with the list of rows `start` to `end`: with the same bullet, or the next number."""
    base = page.rows[start].indent
    last = next(index for index in range(end - 1, start - 1, -1) if page.rows[index].marker and page.rows[index].indent == base)
    before, after = page.rows[last].marker.rstrip("."), page.rows[following].marker.rstrip(".")
    if before.isdigit() and after.isdigit():
        return 0 < int(after) - int(before) <= _BREAK
    return before == after


def _items(page: Page, start: int, end: int) -> list[Item]:
    """Return the items of a list, and of the lists in it, that are comments."""
    tops = [
        index
        for index in range(start, end)
        if page.rows[index].marker and (page.rows[index].content or _has_text(page, index, end))
    ]
    if not tops:
        return []
    items = _cut(page, tops, end)
    own = _lists_in_comments(page, items) | _untold(page, items)
    return _cut(page, [top for top in tops if top not in own], end) if own else items


def _cut(page: Page, tops: Sequence[int], end: int) -> list[Item]:
    """Return the items that begin in the given rows, each with its author."""
    bounds = list(zip(tops, [*tops[1:], end], strict=True))
    known = Counter(page.rows[top].content for top in tops)
    bare = {top for top, after in bounds if _is_bare_name(page, top, after)}
    others = [page.rows[top].content for top in tops if top not in bare]
    trusted = len(bare) >= 0.6 * len(tops) or (len(bare) > 1 and all(map(names.ends_sentence, others)))
    return [
        _item(page, top, after, bare=top in bare and (trusted or known[page.rows[top].content] > 1)) for top, after in bounds
    ]


def _lists_in_comments(page: Page, items: Sequence[Item]) -> frozenset[int]:
    """Return the items that are no comments but points that a comment makes: nested, without a name where others have one.

    Where no item has a name, nested lists are taken for points if they are few and their items short.
    """
    base = page.rows[items[0].first].indent if items else 0
    nested = [item for item in items if page.rows[item.first].indent > base]
    nameless = [item for item in nested if item.name is None]
    tops = [item for item in items if page.rows[item.first].indent == base]
    if sum(item.name is not None for item in tops) >= _NAMED * len(tops):
        return frozenset(item.first for item in nameless)
    short = [item for item in nested if item.end - item.first == 1 and len(page.rows[item.first].text) < 120]
    few = len(nested) <= 0.2 * len(items) and len(short) == len(nested) >= 2
    return frozenset(item.first for item in nested) if few else frozenset()


def _untold(page: Page, items: Sequence[Item]) -> frozenset[int]:
    """Return the items without a name, a date or a button where most have one: nested points, lists below other headings."""
    told = {item.first for item in items if item.name is not None or _shows_more_than_text(page, item)}
    if len(told) < _TOLD * len(items):
        return frozenset()
    base, last = page.rows[items[0].first].indent, max(told)
    untold = (item.first for item in items if item.first not in told)
    return frozenset(
        first
        for first in untold
        if page.rows[first].indent > base or any(_leaves(page, row, base) for row in range(last + 1, first))
    )


def _shows_more_than_text(page: Page, item: Item) -> bool:
    """Return whether a row of an item, not of one that it stands in, is a date or a button."""
    indent = page.rows[item.first].indent
    own = (page.rows[row] for row in range(item.first, item.end) if row == item.first or page.rows[row].indent > indent)
    return any(row.short and (chrome.is_button(row.content) or dates.is_date(row.content or row.text)) for row in own)


def _has_text(page: Page, index: int, end: int) -> bool:
    """Return whether an item that shows nothing beside its marker has its text in the rows below."""
    return index + 1 < end and not page.rows[index + 1].marker


def _is_bare_name(page: Page, top: int, after: int) -> bool:
    """Return whether an item opens with a name on a line of its own."""
    text = page.rows[top].content
    if top + 1 >= after or not text:
        return False
    return page.rows[top + 1].blanks > 0 and names.plausibility(text) >= 0.5


def _item(page: Page, first: int, end: int, *, bare: bool) -> Item:
    """Return the item of rows `first` to `end` with the author it shows: at the top, at the end, or not at all."""
    roles: dict[int, Label] = {}
    row = page.rows[first]
    if row.content.isdigit() and first + 1 < end:
        roles[first] = Label.META
    at_top = _author_at_top(page, first + (first in roles), end, roles)
    if at_top is not None:
        return Item(first, end, *at_top, roles)
    at_end = _author_at_end(page, first, end, roles)
    if at_end is not None:
        return Item(first, end, *at_end, roles)
    if bare:
        return Item(first, end, row.content, None, {first: Label.AUTHOR})
    return Item(first, end, None, None, roles)


def _author_at_top(page: Page, first: int, end: int, roles: dict[int, Label]) -> tuple[str, str | None] | None:
    """Return name and date where the first rows of an item state them, and label these rows."""
    below = next((index for index in range(first + 1, min(first + 3, end)) if not _is_aside(page.rows[index].text)), end)
    dated = below < end and page.rows[below].short and dates.is_date(page.rows[below].text)
    for index in (first, first + 1):
        mark = anchors.mark_of_row(page.rows[index]) if index < end and page.rows[index].short else None
        if (
            mark is not None
            and mark.name is not None
            and (index == first or mark.kind.startswith(("posted-by", "by-on", "comment-by")))
        ):
            roles[index] = Label.AUTHOR
            if dated and index == first:
                roles[below] = Label.DATE
            return mark.name, mark.date or (page.rows[below].text if dated else None)
    if dated and _can_stand_above_date(page.rows[first].content or page.rows[first].text):
        roles |= {first: Label.AUTHOR, below: Label.DATE}
        return page.rows[first].content or page.rows[first].text, page.rows[below].text
    return None


def _is_aside(text: str) -> bool:
    """Return whether a row between name and date is a badge such as "Author"."""
    return chrome.is_button(text) and not text.isdigit()


def _can_stand_above_date(text: str) -> bool:
    """Return whether a line with nothing but a date below it can be a name."""
    return len(text) <= names.LONGEST_NAME and text[-1] not in "!?:;,…" and names.plausibility(text, strict=False) >= 0.2


def _author_at_end(page: Page, first: int, end: int, roles: dict[int, Label]) -> tuple[str, str | None] | None:
    """Return name and date where the last row of an item that is no button states both, and label this row."""
    last = next((index for index in range(end - 1, first, -1) if not chrome.is_button(page.rows[index].text)), first)
    mark = anchors.mark_of_row(page.rows[last]) if last > first and page.rows[last].short else None
    if mark is None or mark.name is None or mark.date is None or not page.rows[last].blanks:
        return None
    roles[last] = Label.AUTHOR
    return mark.name, mark.date


def _part(page: Page, item: Item) -> Part:
    """Return the comment of an item."""
    row = page.rows[item.first]
    return Part(
        first=item.first,
        end=item.end,
        author=item.name,
        roles=item.roles,
        reason=f"list item {row.marker}" + (", names its author" if item.name else ""),
        posted_text=item.date,
        level=row.indent,
        source_id=row.number,
    )


def _score(page: Page, items: Sequence[Item], *, headed: bool) -> float:
    """Return how likely a list holds comments, 0 to 1."""
    named = sum(item.name is not None for item in items) / len(items)
    if sum(item.end - item.first > len(item.roles) for item in items) < _WITH_TEXT * len(items):
        return 0.2
    if headed and (named or len(items) > 1):
        return (0.9 + 0.095 * named) * anchors.repetition(len(items) + 1)
    if named >= 0.5:
        return 0.92 * anchors.repetition(len(items)) + 0.06 * named
    return _nameless_score(page, items)


def _nameless_score(page: Page, items: Sequence[Item]) -> float:
    """Return how likely a list without names and without a heading above it holds comments.

    Comments are long, some have several paragraphs, or end in buttons; and where a page lost some of them their numbers skip.
    """
    lengths = sorted(sum(len(page.rows[index].text) for index in range(item.first, item.end)) for item in items)
    buttoned = sum(item.end - item.first > 1 and chrome.is_button(page.rows[item.end - 1].text) for item in items)
    if buttoned >= _BUTTONED * len(items):
        return 0.75 * anchors.repetition(len(items))
    if len(items) < 5 or lengths[len(lengths) // 2] < 100:
        return 0.2
    numbers = [int(marker) for item in items if (marker := page.rows[item.first].marker.strip(".")).isdigit()]
    skips = any(after - number > 1 for number, after in pairwise(numbers))
    several = sum(item.end - item.first > 1 for item in items) / len(items)
    share = (items[-1].end - items[0].first) / len(page.rows)
    return min(0.85, 0.3 + 0.35 * several + (0.25 if skips else 0.0) + (0.25 if share > 0.8 else 0.0))


def _skipped(page: Page, items: Sequence[Item]) -> tuple[LostRun, ...]:
    """Return the comments of the top level that are missing, where the numbers of the list go up and skip some."""
    base = page.rows[items[0].first].indent
    tops = [item.first for item in items if page.rows[item.first].indent == base]
    numbers = [page.rows[top].marker.rstrip(".") for top in tops]
    return skipping.runs(page, tops, numbers)


LAYOUT = Layout(
    "list",
    "Each comment is a list item; nested lists hold the replies.",
    "3 comments\n\n  1. Mira says:\n\n    I saw it too.\n\n    • Orla says:\n\n      From the bridge?",
    read,
)

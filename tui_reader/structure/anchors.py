"""Marks of one kind that repeat down a page, and what they can be: the tops of comments, or their ends.

Invariant: a group's rows ascend, and all its marks are of one kind.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tui_reader.pace import Pace
from tui_reader.structure import chrome, mining, names, templates
from tui_reader.structure.lines import Findings
from tui_reader.structure.marks import Mark, is_profile, mark_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tui_reader.structure.lines import Page, Row

_GAP_FACTOR = 4
_GAP_LEAST = 12

_SAYS = "says"
_NUMBERED = "hash-name"
_NEARLY_ALL = 0.8
_SPEAKING = (":", "...", "…")
_OFTEN, _FEW = 3, 4
_MORE = re.compile(r"load|view|show|see|ver|voir|afficher|mostra|more|weitere|mehr|page|seite", re.IGNORECASE)
"""What leads to more comments stands among them, too."""

_FEW_BELOW = 0.2
"""So few of the marks of a kind stand below the form, for each above it, where they belong to the page and not to comments."""

_COUNT = re.compile(r"\d{1,6}")
_TOP = 8
"""The byline of an article is among so many rows at the top."""

_BYLINES = 3
"""So many lines that look like the marks of comments can stand in and above an article."""

_DATE_WEIGHT = 0.8
_LIKE_A_NAME = 0.6
_UNKNOWN_VERB = 0.85
"""The weight of a word that we do not know and that seems to say who speaks."""


_found: Findings[dict[int, Mark]] = Findings()
_grouped: Findings[list[Group]] = Findings()
_headings: Findings[tuple[int, ...]] = Findings()


@dataclass(frozen=True, slots=True)
class Group:
    """The marks of one kind: the rows they stand in."""

    kind: str
    marks: Mapping[int, Mark]

    @property
    def rows(self) -> list[int]:
        """Return the rows of the marks, in order."""
        return sorted(self.marks)

    @property
    def named(self) -> bool:
        """Return whether the marks bear names."""
        return any(mark.name for mark in self.marks.values())

    @property
    def weight(self) -> float:
        """Return how seldom a line of this kind means anything but a comment, 0 to 1."""
        return max(mark.weight for mark in self.marks.values())


def marks_of(page: Page, pace: Pace | None = None) -> Mapping[int, Mark]:
    """Return the marks of all rows that have one; they are looked for once a page."""
    return _found.recall(page, None, lambda: _find_marks(page, pace or Pace()))


def _find_marks(page: Page, pace: Pace) -> dict[int, Mark]:
    """Return the marks of all rows that have one."""
    rows = enumerate(pace.over(page.rows))
    found = {index: mark for index, row in rows if row.short and (mark := mark_of_row(row)) is not None}
    found = _without_addresses(_without_attributions(page, found))
    found |= _unknown_verbs(page, found)
    times = Counter(mark.kind for mark in found.values())
    known = [row for row, mark in found.items() if times[mark.kind] >= _OFTEN]
    found = _without_profiles(page, found | mining.mine(page, known))
    return _without_labels(_above_form(page, _on_this_page(page, found)))


def _without_attributions(page: Page, marks: dict[int, Mark]) -> dict[int, Mark]:
    """Return marks without kinds that only say whom a comment quotes: "Jo wrote:", and quoted lines or a rule right below."""
    kinds = Counter(mark.kind for mark in marks.values() if mark.kind.startswith(_SAYS))
    quoting = Counter(mark.kind for row, mark in marks.items() if mark.kind in kinds and _is_above_quotation(page, row))
    dropped = {kind for kind, times in quoting.items() if times >= _NEARLY_ALL * kinds[kind]}
    return {row: mark for row, mark in marks.items() if mark.kind not in dropped}


def _without_addresses(marks: dict[int, Mark]) -> dict[int, Mark]:
    """Return marks without those of a number that was reached before: "#2 Of course not" answers the second comment.

    Where most are such, the newest comment is on top.
    """
    numbers = {row: int(mark.number) for row, mark in sorted(marks.items()) if mark.kind == _NUMBERED and mark.number}
    reached = itertools.accumulate(numbers.values(), max, initial=0)
    dropped = {row for (row, number), highest in zip(numbers.items(), reached, strict=False) if number <= highest}
    return marks if 2 * len(dropped) > len(numbers) else {row: mark for row, mark in marks.items() if row not in dropped}


def _is_above_quotation(page: Page, row: int) -> bool:
    """Return whether a quoted line or a rule stands below a row."""
    below = page.rows[row + 1].text if row + 1 < len(page.rows) else ""
    return below.startswith(">") or (len(below) > 2 and not below.strip("-_=—"))


def _on_this_page(page: Page, marks: dict[int, Mark]) -> dict[int, Mark]:
    """Return marks without those below a heading that leads to other pages, where there are enough above it."""
    ends = (row for row in range(len(page.rows)) if chrome.ends_page(page.rows[row].text))
    end = next((row for row in ends if _leads_away(marks, row)), None)
    return marks if end is None else {row: mark for row, mark in marks.items() if row < end}


def _without_profiles(page: Page, marks: dict[int, Mark]) -> dict[int, Mark]:
    """Return marks without the dates on which people joined, where as many others show when something was written."""
    profiles = {row for row in marks if is_profile(page.rows[row].text)}
    others = sum(mark.date is not None for row, mark in marks.items() if row not in profiles)
    return {row: mark for row, mark in marks.items() if row not in profiles or others < max(_OFTEN, len(profiles))}


def _above_form(page: Page, marks: dict[int, Mark]) -> dict[int, Mark]:
    """Return marks without the few below what follows comments, such as a form, of kinds of which many stand above it."""
    texts = ((row, page.rows[row].text) for row in range(min(marks, default=0), len(page.rows)))
    form = next((row for row, text in texts if chrome.closes_comments(text) and not _MORE.match(text)), None)
    if form is None:
        return marks
    above, below = (Counter(mark.kind for row, mark in marks.items() if (row < form) is over) for over in (True, False))
    dropped = {kind for kind, times in below.items() if above[kind] >= _OFTEN and times <= _FEW_BELOW * above[kind]}
    return {row: mark for row, mark in marks.items() if row < form or mark.kind not in dropped}


def _leads_away(marks: Mapping[int, Mark], end: int) -> bool:
    """Return whether what stands below a heading is about other pages: marks enough stand above it, or a few dates below."""
    below = [mark.date or "" for row, mark in marks.items() if row > end]
    return len(marks) - len(below) >= _OFTEN or (len(below) <= _FEW and not any(":" in date for date in below))


def _without_labels(marks: dict[int, Mark]) -> dict[int, Mark]:
    """Return marks in which a word that stands before every date of one kind is a label ("Reviewed on May 3"), not a name."""
    shown: defaultdict[str, set[str]] = defaultdict(set)
    times = Counter(mark.kind for mark in marks.values())
    for mark in marks.values():
        shown[mark.kind].add("" if mark.number else mark.name or "")
    labels = {
        kind for kind, found in shown.items() if len(found) == 1 and times[kind] >= _OFTEN and all(map(_can_be_label, found))
    }
    return {
        row: replace(mark, kind="date", weight=_DATE_WEIGHT, name=None) if mark.kind in labels and mark.date else mark
        for row, mark in marks.items()
    }


def _can_be_label(text: str) -> bool:
    """Return whether a text that every mark bears can be a word of the site's own; a first and a last name are a person's."""
    return bool(text) and not names.is_stand_in(text) and (" " not in text or names.plausibility(text) < _LIKE_A_NAME)


def _unknown_verbs(page: Page, known: Mapping[int, Mark]) -> dict[int, Mark]:
    """Return marks of rows that are a name and a word that nobody taught us, if many rows end in that word ("Jo pravi:")."""
    endings: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for index, row in enumerate(page.rows):
        if row.text.endswith(_SPEAKING) and row.blanks and index not in known and len(row.content) <= names.LONGEST_NAME:
            name, _, verb = row.content.rstrip(": ….").rpartition(" ")
            endings[verb][index] = name
    return {
        index: Mark(f"says {verb}", _UNKNOWN_VERB, name)
        for verb, rows in endings.items()
        if len(rows) >= _OFTEN and _differ_and_look_like_names(list(rows.values()))
        for index, name in rows.items()
    }


def _differ_and_look_like_names(shown: Sequence[str]) -> bool:
    """Return whether texts are of more than one kind and nearly all can be names."""
    likely = sum(bool(name) and names.plausibility(name) >= 0.5 for name in shown)
    return len(set(shown)) > 1 and likely >= 0.8 * len(shown)


def mark_of_row(row: Row) -> Mark | None:
    """Return the mark of a row; the number of the list item that it opens is the comment's number."""
    if not row.marker or not row.content:
        return mark_of(row.text)
    mark = mark_of(row.content)
    if mark is None:
        return mark_of(row.text)
    number = mark.number or row.number
    return mark if number == mark.number else replace(mark, number=number)


def groups_of(page: Page) -> list[Group]:
    """Return the marks of a page grouped by kind."""
    return _grouped.recall(page, None, lambda: _group(marks_of(page)))


def _group(marks: Mapping[int, Mark]) -> list[Group]:
    """Return marks grouped by kind."""
    kinds: defaultdict[str, dict[int, Mark]] = defaultdict(dict)
    for index, mark in marks.items():
        kinds[mark.kind][index] = mark
    return [Group(kind, templates.with_bare_names(found)) for kind, found in _with_replies(kinds).items()]


def _with_replies(kinds: dict[str, dict[int, Mark]]) -> dict[str, dict[int, Mark]]:
    """Return marks by kind, those that say whom they answer among those of the people whom they answer.

    Some sites print "Jo added yesterday", and "Mira replied to Jo yesterday".
    """
    if not kinds:
        return kinds
    most = max(kinds, key=lambda kind: len(kinds[kind]))
    answered = {mark.name for mark in kinds[most].values()}
    replies = [
        kind
        for kind, found in kinds.items()
        if kind != most and all(mark.date and mark.name and mark.answers for mark in found.values())
        if {mark.answers for mark in found.values()} <= answered | {mark.name for mark in found.values()}
    ]
    joined = dict(sorted((kinds[most] | {row: mark for kind in replies for row, mark in kinds[kind].items()}).items()))
    return {kind: joined if kind == most else found for kind, found in kinds.items() if kind not in replies}


def headings(page: Page) -> tuple[int, ...]:
    """Return the rows that are headings of a comment section; they are looked for once a page."""
    return _headings.recall(
        page, None, lambda: tuple(row for row, each in enumerate(page.rows) if each.short and chrome.opens_comments(each.text))
    )


def tail_of(page: Page, last: int) -> int:
    """Return the row below `last` where the furniture that follows comments begins, or the number of rows."""
    return next(
        (index for index in range(last + 1, len(page.rows)) if chrome.closes_comments(page.rows[index].text)), len(page.rows)
    )


def begins_block(page: Page, row: int) -> bool:
    """Return whether a row has a blank line or furniture above it."""
    return bool(page.rows[row].blanks) or (row > 0 and chrome.is_button(page.rows[row - 1].text))


def text_below(page: Page, row: int, end: int) -> bool:
    """Return whether there is text (not just buttons and votes) between a row and the row `end`."""
    return any(not chrome.is_button(page.rows[index].text) for index in range(row + 1, end))


def without_byline(page: Page, rows: Sequence[int]) -> list[int]:
    """Return the rows of tops of comments without the article's own, which has often the same shape.

    It stands at the very top, no heading of a comment section is above it, and far more text follows it than follows any
    comment's.
    """
    heading = next(iter(headings(page)), None)
    of_article = sum(row < heading for row in rows[:_BYLINES]) if heading is not None else 0
    if len(rows) > 1 and _section_opens(page, rows[0], rows[1]):
        return list(rows[1:])
    if heading is not None and 1 < of_article < len(rows) and _counted(page.rows[heading].text) >= len(rows) - of_article:
        return list(rows[of_article:])
    if len(rows) < 3 or (heading is not None and heading < rows[0]):
        return list(rows)
    if _lacks_button(page, rows):
        return list(rows[1:])
    if rows[0] > _TOP:
        return list(rows)
    others = sorted(after - row for row, after in itertools.pairwise(rows))
    first = rows[1] - rows[0]
    return list(rows[1:] if first > max(_GAP_LEAST, _GAP_FACTOR * others[len(others) // 2]) else rows)


def _lacks_button(page: Page, rows: Sequence[int]) -> bool:
    """Return whether no button hangs on what stands below the first row, while the same one hangs on nearly all others."""
    if any(chrome.is_button(page.rows[row].text) for row in range(rows[0], rows[1])):
        return False
    shown = ({page.rows[row].text for row in range(first, after)} for first, after in itertools.pairwise(rows[1:]))
    times = Counter(text for texts in shown for text in texts if chrome.is_button(text))
    return max(times.values(), default=0) >= max(_OFTEN, _NEARLY_ALL * (len(rows) - 2))


def _counted(heading: str) -> int:
    """Return how many comments a heading says there are, 0 where it does not say."""
    found = _COUNT.search(heading) if chrome.counts_comments(heading) else None
    return int(found[0]) if found is not None else 0


def _section_opens(page: Page, first: int, second: int) -> bool:
    """Return whether the heading of a comment section stands between two rows: one that counts, or is not seen again below."""
    between = [page.rows[row].text for row in headings(page) if first < row < second]
    if any(map(chrome.counts_comments, between)):
        return True
    below = {row.text for row in page.rows[second:]}
    return any(not chrome.is_button(text) and not chrome.closes_comments(text) and text not in below for text in between)


def repetition(count: int) -> float:
    """Return how much it says that a mark is seen `count` times, 0 to 1."""
    return 1 - 0.5**count if count < 3 else 1 - 0.35 ** (count - 1)


def name_share(marks: Sequence[Mark]) -> float:
    """Return the share of marks whose name looks like one."""
    named = [mark.name for mark in marks if mark.name]
    if not named:
        return 1.0
    return sum(map(_can_sign, named)) / len(named)


def _can_sign(name: str) -> bool:
    """Return whether a text in the place of a name looks like one; a number alone does not."""
    return names.plausibility(name, strict=False) >= 0.3 or (" " not in name and not name.replace(".", "").isdigit())

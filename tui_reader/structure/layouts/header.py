"""A header above each comment: name and date in one line or in two, or a name that "says".

What stands between one header and the next is the comment. Indentation of headers states who answers whom.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from statistics import fmean
from typing import TYPE_CHECKING

from tui_reader.model import Label
from tui_reader.structure import anchors, chrome, dates, link_words, named_dates, names, placement, skipping, templates
from tui_reader.structure.anchors import Group
from tui_reader.structure.headers import Header, below_numbers, below_subjects
from tui_reader.structure.marks import Mark, mark_of
from tui_reader.structure.reading import Layout, Part, Reading

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence, Set

    from tui_reader.structure.lines import Page

_FIRST_WITHOUT_DATE = ("on-date-name", "comment-number")
_DATE_BELOW = ("says", "comment-by", "comment-number")
_LABEL_KIND = "name-dash-date :"
"""A word, a colon and a date: where the word never changes it is a label ("Last post: May 3")."""

_MINUTES = re.compile(r"\d[:.hH](\d\d)\b")
_PROGRAMME, _FEW, _SPEECHLESS = 0.35, 6, 0.5
"""How far what looks like a programme is believed, and up to how many dates; and a few headers of which one has no text."""

_LIKE_NAMES = 0.5
"""Bare lines beside dates are names, not titles of events, where they look so much like names on average."""

_MORE_DATES = 1.5
_SAYS = "says"
_FIRST_WITHIN = 12
"""The first comment begins at most so many rows above the second."""

_NEAR = 3
"""A heading stands at most so many rows above the first comment."""

_MAJORITY = 0.7
_LEAST_DATED = 3
_A_NAME, _NEARLY_ALL = 0.45, 0.8
_WITH_PLACE = "name-dash-date"
"""The kind of lines that may as well say where somebody lives ("Leeds | May 3"); others say "by" or "says"."""

_ENOUGH_ALONE = ("says ...", "comment-by", "says :", "says")
_ANYBODY = frozenset(("the", "a", "one", "he", "she", "they", "der", "die", "das", "er", "sie", "le", "la", "el", "il", "elle"))


def read(page: Page) -> Reading | None:
    """Read a page with a header above each comment, by the kind of header that explains most of it."""
    marks = anchors.marks_of(page)
    readings = [reading for group in anchors.groups_of(page) if (reading := _read_group(page, marks, group)) is not None]
    return max(readings, key=lambda reading: (round(reading.score, 2), len(reading.parts)), default=None)


def _read_group(page: Page, marks: Mapping[int, Mark], group: Group) -> Reading | None:
    """Read a page with the marks of one kind as headers."""
    rows = anchors.without_byline(page, _without_title(group))
    tail = anchors.tail_of(page, rows[-1])
    if group.kind == "place" or _are_quotations(marks, group):
        return None
    least = 3 if group.kind.startswith(("by-on", "posted-by")) else 1
    if (
        len(rows) < least
        or not anchors.text_below(page, rows[-1], tail)
        or (len(rows) == 1 and not _speaks_alone(group) and not _is_announced(page, rows[0]))
    ):
        return None
    headers = _headers(page, marks, Group(group.kind, {row: group.marks[row] for row in rows}))
    if headers is None:
        return None
    headers = below_subjects(page, below_numbers(page, _with_first(page, marks, group.kind, headers)))
    parts = tuple(
        _part(page, header, end) for header, end in zip(headers, [*(header.first for header in headers[1:]), tail], strict=True)
    )
    above = min(1.0, 2 - 2 * placement.below(page, group, rows))
    score = _score(group, headers, parts) * above * _likeness(page, group, headers)
    if group.kind == "date" and not any(row < headers[0].first for row in anchors.headings(page)):
        score *= _unlike_a_programme(headers)
    lost = skipping.runs(page, [part.first for part in parts], [part.source_id or "" for part in parts])
    return Reading(LAYOUT.name, score, link_words.enclosed(page, link_words.linked(group, parts)), lost)


def _without_title(group: Group) -> list[int]:
    """Return the rows of a group without one at the very top whose name is none: a title that ends in a date."""
    rows = group.rows
    name = group.marks[rows[0]].name
    return rows[1:] if len(rows) > 2 and rows[0] < 3 and name and names.plausibility(name) < 0.3 else rows


def _are_quotations(marks: Mapping[int, Mark], group: Group) -> bool:
    """Return whether marks that only say who speaks quote somebody: they stand below some of the dates, and most have none."""
    if not group.kind.startswith(_SAYS) or not _date_above(marks, group):
        return False
    return sum(mark.kind == "date" for mark in marks.values()) > _MORE_DATES * len(group.rows)


def _is_announced(page: Page, row: int) -> bool:
    """Return whether a heading right above a row counts the comments."""
    return any(chrome.counts_comments(above.text) for above in page.rows[max(0, row - _NEAR) : row])


def _speaks_alone(group: Group) -> bool:
    """Return whether one mark of a kind is enough: only words that nothing but comments have ("Marian said...") are."""
    names_shown = [mark.name or "" for mark in group.marks.values()]
    known = [name for name in names_shown if names.plausibility(name) >= 0.45 and name.split()[0].lower() not in _ANYBODY]
    return group.kind in _ENOUGH_ALONE and len(known) == len(names_shown)


def _headers(page: Page, marks: Mapping[int, Mark], group: Group) -> list[Header] | None:
    """Return the headers that the marks of a group make, with the rows around them that belong to them."""
    if group.kind == "date":
        return _named_dates(page, marks, group.rows)
    if _names_are_above(page, marks, group):
        return [_placed_header(page, row, group.marks[row]) for row in group.rows]
    above = _date_above(marks, group)
    rows = group.rows if above else _without_quoted(marks, group)
    return [_header(page, marks, row, group.marks[row], above=above) for row in rows]


def _names_are_above(page: Page, marks: Mapping[int, Mark], group: Group) -> bool:
    """Return whether what would be names are places, as nearly all have a name right above ("Jo", "Leeds | May 3")."""
    if not group.kind.startswith(_WITH_PLACE):
        return False
    above = {
        row: page.rows[row - 1].text
        for row in group.rows
        if row and row - 1 not in marks and page.rows[row].blanks == 0 and anchors.begins_block(page, row - 1)
    }
    likely = [row for row, text in above.items() if text != group.marks[row].name and names.plausibility(text) >= _A_NAME]
    shown = {group.marks[row].name for row in group.rows}
    enough = len(likely) >= max(_LEAST_DATED, _NEARLY_ALL * len(group.rows))
    return enough and None not in shown and len(set(above.values())) >= len(shown)


def _placed_header(page: Page, row: int, mark: Mark) -> Header:
    """Return the header of a name and, below it, a place and a date."""
    return Header(row - 1, row - 1, {row - 1: Label.AUTHOR, row: Label.DATE}, page.rows[row - 1].text, mark.date, mark)


def _without_quoted(marks: Mapping[int, Mark], group: Group) -> list[int]:
    """Return the rows of a group without those that show no date where the others have one: there somebody quotes somebody.

    Slashdot shows no date for comments that are folded.
    """
    if group.kind == "slashdot":
        return group.rows
    dated = [row for row in group.rows if group.marks[row].date or _is_bare_date(marks, row + 1)]
    return dated if len(dated) >= max(_LEAST_DATED, len(group.rows) / 2) else group.rows


def _header(page: Page, marks: Mapping[int, Mark], row: int, mark: Mark, *, above: bool) -> Header:
    """Return the header of a mark that bears a name, with its date in the row above or below where it stands there."""
    roles = {row: Label.AUTHOR if mark.name else Label.META}
    first, date = row, mark.date
    if above and _is_bare_date(marks, row - 1):
        first, date = row - 1, page.rows[row - 1].text
        roles[first] = Label.DATE
    elif date is None and _is_bare_date(marks, row + 1) and page.rows[row + 1].blanks == 0:
        date = page.rows[row + 1].text
        roles[row + 1] = Label.DATE
    if mark.name is not None:
        first = _repeated_name(page, row, first, mark.name, roles)
    return Header(first, row, roles, mark.name, date, mark)


def _repeated_name(page: Page, row: int, first: int, name: str, roles: dict[int, Label]) -> int:
    """Label rows around a header that repeat its name (a picture's caption), and return where the header then begins."""
    echoes = {name, f"{name}'s picture", f"{name}’s picture", f"Bild von {name}"}
    if row + 1 < len(page.rows) and page.rows[row + 1].text in echoes:
        roles[row + 1] = Label.META
    if row and page.rows[row - 1].text in echoes and row - 1 not in roles and first == row:
        roles[row - 1] = Label.META
        return row - 1
    return first


def _is_bare_date(marks: Mapping[int, Mark], row: int) -> bool:
    """Return whether a row holds a date alone."""
    mark = marks.get(row)
    return mark is not None and mark.kind == "date"


def _date_above(marks: Mapping[int, Mark], group: Group) -> bool:
    """Return whether dates stand above the headers rather than at the end of the comments before them."""
    rows = group.rows
    if any(mark.date for mark in group.marks.values()):
        return False
    return _is_bare_date(marks, rows[0] - 1) and sum(_is_bare_date(marks, row - 1) for row in rows) >= _MAJORITY * len(rows)


def _named_dates(page: Page, marks: Mapping[int, Mark], rows: Sequence[int]) -> list[Header] | None:
    """Return headers made of a date and a bare name beside it, or of dates alone where names are lost.

    Where those names "say", they are marks of their own kind, which may as well have their dates below the text.
    """
    named = named_dates.beside(page, rows)
    if sum(marks[name].kind.startswith(_SAYS) for name in named.values() if name in marks) >= _MAJORITY * len(rows):
        return None
    if named:
        in_columns = named_dates.are_in_columns([page.rows[name] for name in named.values()])
        known = {page.rows[name].text for name in named.values()}
        return _with_answers([_dated_header(page, row, name, known, in_columns=in_columns) for row, name in named.items()])
    timed = sum(":" in page.rows[row].text for row in rows)
    return _nameless(page, rows) if len(rows) >= 3 and timed >= _MAJORITY * len(rows) else None


def _with_answers(headers: list[Header]) -> list[Header]:
    """Return headers in which names that stand behind each other are who speaks and whom they answer."""
    parted = templates.parted([header.name for header in headers])
    return [
        replace(header, name=name, mark=replace(header.mark, answers=answers)) if answers and header.mark else header
        for header, (name, answers) in zip(headers, parted, strict=True)
    ]


def _nameless(page: Page, rows: Sequence[int]) -> list[Header]:
    """Return headers that show a date and no name, because names are lost."""
    return [Header(row, row, {row: Label.DATE}, None, page.rows[row].text, None) for row in rows]


def _dated_header(page: Page, date: int, name: int, known: Set[str], *, in_columns: bool) -> Header:
    """Return the header of a date row and a name row; the known name of another between them is whom this one answers."""
    first, last = min(date, name), max(date, name)
    first -= first > 0 and named_dates.are_initials(page, first - 1)
    roles = dict.fromkeys(range(first, last + 1), Label.META) | {date: Label.DATE, name: Label.AUTHOR}
    stamp = dates.find(page.rows[date].text)
    facts, numbered = named_dates.facts_of_name(page.rows[name], in_columns=in_columns), mark_of(page.rows[date].text)
    number = facts.number or (numbered.number if numbered else None)
    between = (page.rows[row].text for row in range(name + 1, date))
    answers = facts.answers or next((text for text in between if text in known), None)
    mark = Mark(named_dates.KIND, named_dates.WEIGHT, number=number, answers=answers)
    return Header(first, name, roles, facts.name, stamp.text if stamp else None, mark)


def _with_first(page: Page, marks: Mapping[int, Mark], kind: str, headers: list[Header]) -> list[Header]:
    """Return the headers with a first one that is not like the others: it shows only its name, or has another mark."""
    if kind.startswith(_FIRST_WITHOUT_DATE) and (first := _bare_first(page, kind, headers[0].first)):
        return [first, *headers]
    below = next((row + 1 for row in _rows_above(headers[0].first) if chrome.opens_comments(page.rows[row].text)), None)
    if below is None:
        return headers
    found = (_odd_first(page, marks, row) for row in range(below, headers[0].first))
    first = next(filter(None, found), None)
    return [first, *headers] if first and anchors.text_below(page, max(first.roles), headers[0].first) else headers


def _rows_above(row: int) -> range:
    """Return the rows above one, nearest first, in which the first comment can begin."""
    return range(row - 1, max(0, row - _FIRST_WITHIN), -1)


def _bare_first(page: Page, kind: str, before: int) -> Header | None:
    """Return the header of the first comment in layouts whose first one shows only its name."""
    for row in _rows_above(before):
        text = page.rows[row].content if kind == "comment-number" else page.rows[row].text
        if (
            page.rows[row].blanks
            and names.plausibility(text) >= 0.6
            and text != page.rows[row].text * (kind == "comment-number")
        ):
            return Header(row, row, {row: Label.AUTHOR}, text, None, None)
    return None


def _odd_first(page: Page, marks: Mapping[int, Mark], row: int) -> Header | None:
    """Return the header in the row below the heading of the section: a mark of another kind, or a bare name above its date."""
    mark, text = marks.get(row), page.rows[row].text
    if mark is not None and mark.name and (mark.date or mark.kind.startswith(_SAYS)):
        return _header(page, marks, row, mark, above=False)
    if names.plausibility(text) < _A_NAME or not _is_bare_date(marks, row + 1):
        return None
    return _header(page, marks, row, Mark(named_dates.KIND, named_dates.WEIGHT, text), above=False)


def _part(page: Page, header: Header, end: int) -> Part:
    """Return the comment below a header."""
    mark = header.mark
    roles = dict(header.roles)
    if mark is not None and mark.kind.startswith(_DATE_BELOW) and header.date is None:
        last = _trailing_date(page, header.row, end)
        if last is not None:
            roles[last] = Label.DATE
            return _made(page, header, end, roles, page.rows[last].text)
    return _made(page, header, end, roles, header.date)


def _trailing_date(page: Page, row: int, end: int) -> int | None:
    """Return the row at the end of a comment that holds its date."""
    for index in range(end - 1, max(row, end - 4), -1):
        if page.rows[index].short and dates.is_date(page.rows[index].text.removeprefix("Posted on ")):
            return index
        if not chrome.is_button(page.rows[index].text):
            return None
    return None


def _made(page: Page, header: Header, end: int, roles: Mapping[int, Label], date: str | None) -> Part:
    """Return a part with what its header says."""
    mark = header.mark
    kind = mark.kind if mark is not None else "a date"
    return Part(
        first=header.first,
        end=end,
        author=header.name,
        roles=roles,
        reason=f"header: {kind}",
        posted_text=date,
        level=page.rows[header.row].indent,
        source_id=mark.number if mark is not None else None,
        answers=mark.answers if mark is not None else None,
        score=mark.score if mark is not None else None,
    )


def _score(group: Group, headers: Sequence[Header], parts: Sequence[Part]) -> float:
    """Return how well a group of headers explains a page, 0 to 1."""
    marks = [header.mark for header in headers if header.mark is not None]
    shown = {header.name for header in headers if header.name}
    named = bool(shown)
    weight = group.weight if group.kind != "date" else 0.93 if named else 0.62
    score = weight * anchors.repetition(len(headers)) * (0.4 + 0.6 * anchors.name_share(marks))
    bodies = sum(part.end - part.first > len(part.roles) for part in parts) / len(parts)
    if group.kind == _LABEL_KIND and len(shown) == 1:
        score *= 0.4
    if bodies < 1 and len(parts) <= _LEAST_DATED:
        score *= _SPEECHLESS
    return min(0.99, score * (0.3 + 0.7 * bodies) * (1.03 if len(headers) > 3 else 1.0))


def _unlike_a_programme(headers: Sequence[Header]) -> float:
    """Return how little the dates of headers look like those of events, 0 to 1: planned for round times, on a day each."""
    stamps = [header.date for header in headers if header.date]
    times = [found[-1] for stamp in stamps if (found := _MINUTES.findall(stamp))]
    days = {dates.parse(stamp) for stamp in stamps}
    weekdays = {date.fromisoformat(day[:10]).weekday() for day in days if day}
    alone = len(stamps) >= _LEAST_DATED and None not in days and len({(day or "")[:10] for day in days}) == len(stamps)
    if alone and len(stamps) > _LEAST_DATED and len(weekdays) == 1:
        return _PROGRAMME
    if len(times) >= _LEAST_DATED and len(times) == len(stamps) and all(minute[-1] in "05" for minute in times):
        return _PROGRAMME if alone else 0.8
    return 0.8 if alone and not times and len(stamps) <= _FEW else 1.0


def _likeness(page: Page, group: Group, headers: Sequence[Header]) -> float:
    """Return how far bare lines beside dates look like names, 0 to 1, where no heading says that comments follow."""
    if group.kind != "date" or any(row < headers[0].first for row in anchors.headings(page)):
        return 1.0
    shown = [header.name for header in headers if header.name]
    return min(1.0, fmean(map(names.likeness, shown)) / _LIKE_NAMES) if shown else 1.0


LAYOUT = Layout(
    "header",
    "A header with the name, the date or both above each comment; indented headers are replies.",
    "Mira Halm July 4, 2012 at 3:10 pm\n\nI saw it too.\n\n    Orla July 4, 2012 at 4:00 pm\n\n    From the bridge?",
    read,
)

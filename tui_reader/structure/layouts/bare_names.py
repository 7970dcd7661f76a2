"""The founding document's grammar: a bare name above each comment, and an extra blank line where a name is lost.

Paragraphs stand one blank line apart. A known author is a line of its own between them. Two blank lines together open a
comment whose author is lost; more blank lines stand for whole comments that are lost. Nothing but its shape tells a name
from a short paragraph, so the evidence is what the candidates do together: they repeat, and comments of usual length lie
between them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_reader.model import Label
from tui_reader.structure import anchors, article, chrome, names
from tui_reader.structure.reading import Layout, LostRun, Part, Reading

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence, Set

    from tui_reader.structure.lines import Page

NAME_ENOUGH = 0.45
"""Plausibility from which a line between blank lines is taken for a name."""

_OFTEN, _REPEATED = 3, 0.7
"""A line that stands alone so often is likely a name, whatever it looks like ("old conductor"), if it can be one."""

_END_MARKS = ".!?…:;,)”\"’'*]"

_ARTICLE_LEAST = 4
"""Where fewer rows than this stand above the first name, there is hardly an article: the names may be its headings."""

_LONG_STRETCH = 14
"""More paragraphs than this between two names near the top: the first was a heading of the article."""


_Choice = tuple[float, "tuple[int, _Choice] | None"]
"""A weight, and the row chosen last with the choice before it."""


@dataclass(frozen=True, slots=True)
class Opening:
    """A row that opens a comment: with a name, or with none and `lost` whole comments in the blank lines above it."""

    row: int
    name: str | None
    lost: int
    known: bool = False


def read(page: Page) -> Reading | None:
    """Read a page in the founding document's grammar."""
    if len(page.rows) < 4 or _loose_share(page) < 0.6:
        return None
    heading = _section_heading(page)
    tail = _tail(page)
    candidates = _openings(
        page, heading + 1 if heading is not None else _below_title(page), tail, after_heading=heading is not None
    )
    openings = candidates if heading is not None else _without_headings(candidates, tail)
    openings = _with_unmarked_first(page, openings, heading)
    if not openings:
        return None
    parts = tuple(_part(page, opening, following) for opening, following in zip(openings, _ends(openings, tail), strict=True))
    lost = tuple(_lost_run(page, opening) for opening in openings if opening.lost)
    score = _score(openings, heading is not None, tail)
    return Reading(LAYOUT.name, score, parts, lost, _why_lost(page))


def _why_lost(page: Page) -> str:
    """Return why names are lost, in words that can follow "name lost: "."""
    if all(" " in row.text for row in page.rows):
        return "the dump keeps no one-word names"
    return "only an extra blank line is left of it"


def _loose_share(page: Page) -> float:
    """Return the share of rows with a blank line above them."""
    return sum(row.blanks > 0 for row in page.rows[1:]) / max(1, len(page.rows) - 1)


def _section_heading(page: Page) -> int | None:
    """Return the last row of the heading of the comment section, if there is one with text below it."""
    found = [row for row in anchors.headings(page) if row < len(page.rows) - 1]
    return found[-1] if found and _ARTICLE_LEAST <= found[-1] < len(page.rows) - 2 else None


def _below_title(page: Page) -> int:
    """Return the first row that can be part of a comment: a title is never one."""
    title = next(
        (index for index, label in enumerate(article.label_rows(page, min(30, len(page.rows)))) if label is Label.TITLE), 0
    )
    return title + 1


def _tail(page: Page) -> int:
    """Return the row where furniture of the page follows the last comment."""
    end = len(page.rows)
    while end > 1 and chrome.closes_comments(page.rows[end - 1].text):
        end -= 1
    return end


def _openings(page: Page, start: int, tail: int, *, after_heading: bool) -> list[Opening]:
    """Return the rows from `start` on that open a comment."""
    candidates = _candidates(page, start, tail)
    named = _named_rows(page, candidates)
    times = Counter(page.rows[index].text for index in named)
    found: list[Opening] = []
    for index in range(start, tail):
        row = page.rows[index]
        if index == start and after_heading:
            signed = index in named or _is_first_name(page, index)
            found.append(Opening(index, row.text if signed else None, 0, times[row.text] > 1))
        elif row.blanks >= 2:
            signed = row.text in times and page.gap_after(index) == 1
            found.append(Opening(index, row.text if signed else None, row.blanks - 2, signed))
        elif index in named and not _owns_address(page, index):
            found.append(Opening(index, row.text, 0, times[row.text] > 1))
    return found


def _is_first_name(page: Page, index: int) -> bool:
    """Return whether the row directly below the heading of the section is a name."""
    return page.rows[index].blanks == 0 and page.gap_after(index) == 1 and names.plausibility(page.rows[index].text) > 0


def _candidates(page: Page, start: int, tail: int) -> dict[int, float]:
    """Return the rows that look like names and stand alone, one blank line above and one below, with their plausibility."""
    strict = not _paragraphs_end_in_marks(page)
    alone = [index for index in range(start, tail - 1) if page.rows[index].blanks == 1 and page.rows[index + 1].blanks == 1]
    times = Counter(page.rows[index].text for index in alone)
    found: dict[int, float] = {}
    for index in alone:
        text = page.rows[index].text
        plausibility = names.plausibility(text, strict=strict)
        if times[text] >= _OFTEN and names.plausibility(text, strict=False) > 0:
            plausibility = max(plausibility, _REPEATED)
        if plausibility >= NAME_ENOUGH:
            found[index] = plausibility
    return found


def _paragraphs_end_in_marks(page: Page) -> bool:
    """Return whether paragraphs end in full stops and the like as a rule, so that a line without one says something."""
    paragraphs = [row.text for row in page.rows[2:] if len(row.text) > names.LONGEST_NAME]
    return sum(text[-1] in _END_MARKS for text in paragraphs) >= 0.85 * len(paragraphs)


def _named_rows(page: Page, candidates: Mapping[int, float]) -> frozenset[int]:
    """Return the candidates that are names: of candidates that follow each other, those that together are the most likely.

    Names do not follow each other, as bodies stand between them; what follows a name and looks like one is a short body, and
    what stands above a name and looks like one is the signature of the comment before.
    """
    times = Counter(page.rows[index].text for index in candidates if index + 1 not in candidates)
    chosen: set[int] = set()
    chain: list[int] = []
    for index in sorted(candidates):
        if chain and chain[-1] != index - 1:
            chosen |= _best_of_chain(page, chain, candidates, times)
            chain = []
        chain.append(index)
    chosen |= _best_of_chain(page, chain, candidates, times)
    return frozenset(chosen | _without_bodies(page, candidates, chosen))


def _without_bodies(page: Page, candidates: Mapping[int, float], chosen: Set[int]) -> set[int]:
    """Return candidates right above a chosen name that bear another commenter's: of their comments the body is lost.

    Whoever is speaking may as well sign with their own name.
    """
    known = {page.rows[index].text for index in chosen}
    speaking = ""
    found: set[int] = set()
    for index in sorted(candidates):
        text = page.rows[index].text
        if index in chosen:
            speaking = text
        elif index + 1 in chosen and index - 1 not in chosen and text in known and text != speaking:
            found.add(index)
    return found


def _best_of_chain(page: Page, chain: Sequence[int], candidates: Mapping[int, float], times: Mapping[str, int]) -> set[int]:
    """Return the members of a chain of rows, no two of them neighbours, whose weights sum up to the most."""
    best: _Choice = (0.0, None)
    without_last: _Choice = best
    for index in chain:
        weight = candidates[index] - NAME_ENOUGH + 0.3 * min(2, times.get(page.rows[index].text, 0))
        weight += 0.25 if index == chain[-1] else -0.1
        taken = (without_last[0] + weight, (index, without_last))
        best, without_last = (taken if taken[0] > best[0] else best), best
    chosen: set[int] = set()
    while best[1] is not None:
        index, best = best[1]
        chosen.add(index)
    return chosen


def _owns_address(page: Page, index: int) -> bool:
    """Return whether below a row that looks like a name there is only a web address: then both sign the comment above."""
    return names.is_address(page.rows[index + 1].text) and page.gap_after(index + 1) > 1


def _without_headings(openings: list[Opening], tail: int) -> list[Opening]:
    """Return the openings without those that lie in the article: headings, followed by far more text than comments are."""
    if not openings:
        return []
    lengths = [after - opening.row for opening, after in zip(openings, _ends(openings, tail), strict=True)]
    usual = sorted(lengths)[len(lengths) * 3 // 4]
    limit = max(_LONG_STRETCH, 3 * usual)
    start = 0
    for place, length in enumerate(lengths[: max(0, len(lengths) - 2)]):
        if length > limit and place <= len(lengths) // 3 and not openings[place].known:
            start = place + 1
    return openings[start:]


def _with_unmarked_first(page: Page, openings: list[Opening], heading: int | None) -> list[Opening]:
    """Return the openings with the first comment, which has no mark when its author is lost.

    If the first mark is a lost name, the comment above it runs on from the article; where it greets somebody it begins there,
    else its last paragraph is taken, with what is too short to be one.
    """
    if heading is not None or not openings or openings[0].name is not None or openings[0].row < 3:
        return openings
    after = openings[0].row
    above = range(after - 1, max(2, after - 8), -1)
    start = next((index for index in above if names.greets(page.rows[index].text)), None)
    if start is None:
        start = next((index for index in above if len(page.rows[index].text) > names.LONGEST_NAME), after - 1)
    return [Opening(start, None, 0), *openings]


def _ends(openings: Sequence[Opening], tail: int) -> list[int]:
    """Return where each opening's comment ends."""
    return [*(opening.row for opening in openings[1:]), tail]


def _part(page: Page, opening: Opening, end: int) -> Part:
    """Return the comment of an opening."""
    if opening.name is None:
        reason = f"{page.rows[opening.row].blanks} blank lines together: a name is lost here"
        if page.rows[opening.row].blanks < 2:
            reason = "no mark of its own: the first comment below the article"
        return Part(opening.row, end, reason=reason)
    reason = "a name between blank lines" + (", seen more than once" if opening.known else "")
    return Part(opening.row, end, opening.name, {opening.row: Label.AUTHOR}, reason)


def _lost_run(page: Page, opening: Opening) -> LostRun:
    """Return the blank lines above an opening that stand for lost comments."""
    above = page.rows[opening.row - 1].last if opening.row else 0
    return LostRun(above + 1, page.rows[opening.row].first - 1, opening.lost)


def _score(openings: Sequence[Opening], headed: bool, tail: int) -> float:
    """Return how well the openings agree with each other, 0 to 1."""
    named = [opening for opening in openings if opening.name is not None]
    lost = len(openings) - len(named)
    shown = [opening.name or "" for opening in named]
    evidence = 0.5 * sum(names.likeness(name) for name in shown) + 0.8 * (len(shown) - len(set(shown)))
    evidence += 0.25 * min(lost, 2 * len(named)) + (1.5 if headed else 0.0) + 1.5 * any(map(names.is_stand_in, shown))
    if not headed and openings[0].row < _ARTICLE_LEAST:
        evidence *= 0.6
    if lost > 2 * len(named) + 3:
        evidence *= 0.4
    lengths = sorted(after - opening.row for opening, after in zip(openings, _ends(openings, tail), strict=True))
    typical = lengths[len(lengths) // 2]
    if typical > 6 or not named:
        evidence *= 0.5
    return min(0.9, evidence / (evidence + 1.3))


LAYOUT = Layout(
    "bare-names",
    "A bare name above each comment; an extra blank line where a name is lost (the founding document's grammar).",
    "Mira Halm\n\nI saw it too.\n\n\nSo did I, from the bridge.\n\nOrla Venn\n\nThen it is true.",
    read,
)

"""Lines that may stand between the threads of one text: form feeds, rules, names of files, fields, and beginnings that repeat.

Nothing is believed here: comments and sections have rules between them as well, and print-outs form feeds between pages. What
a division is worth is for `structure.parting` to judge, by how its parts read.

Invariant: finding divisions looks at each line a few times and reads none; a text without dividers costs next to nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING

from tui_reader.structure import article
from tui_reader.structure.lines import SHORT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

FEED = "\f"
AT_FEEDS = "at form feeds that titles and comments follow"

_SIGNS = frozenset("=-*#_~+<>–—")
_RULE = re.compile(r"([=\-*#_~+–—])(?:\s*\1){2,}")
_FILE = r"[^\s<>|]+(?: [^\s<>|]+){0,5}\.(?:txt|text|html?|md|log)"
_KIND = r"(?:file|datei|fichier|archivo|document|dokument|doc|dump|source|quelle|url|thread)\b[ \t]*[:#]?"
_MARKER = re.compile(
    rf"(?P<sign>[=\-#*+~])(?P=sign)++>?\s*+(?:(?:{_KIND}\s*)?(?P<name>https?://\S+|{_FILE})\s*<?(?P=sign)*"
    rf"|(?P<title>{_KIND}\s*\S.*?)\s*(?P=sign){{2,}})",
    re.IGNORECASE,
)
_OPENING_TAG = re.compile(r"<(doc|document|thread|page|text)(?:\s[^<>]*)?>", re.IGNORECASE)
_CLOSING_TAG = re.compile(r"</(doc|document|thread|page|text)>", re.IGNORECASE)
_FIELD = re.compile(
    r"(?P<key>title|titel|titre|título|titolo|headline|url|link|source|quelle|site|website|date|datum|fecha|data|published|"
    r"author|autor|auteur|autore|by)\s?:\s+(?P<value>\S.*)",
    re.IGNORECASE,
)
_TITLES = frozenset({"title", "titel", "titre", "título", "titolo", "headline"})
_ADDRESSES = frozenset({"url", "link", "source", "quelle"})

NEED = 3.5
"""Evidence, in nats, that the parts of a text have to give for each other."""

_SAME_LINE, _LIKE_PAGES, _UNLIKE_PAGES = 1.5, 0.5, -1.0
"""What is needed more where a first line stands again (a title does so above comments), where form feeds may be those of a
print-out, and where they cannot."""

_LONGEST_PAGE, _FULL_PAGE = 100, 0.85
"""Pages have so many lines at most, and all but the last are filled so far."""

_BOXED = 6
"""So many short lines between two rules are a heading in a box."""

_TOP = 18
"""A byline that stands at the top, below a title, does so within so many lines."""

_KINDS = 5
"""So many kinds of rules in a text are looked at."""

_NEARLY_ALL = 0.8


class Ground(Enum):
    """What speaks for a division.

    `STATED`: it names files or documents. `NAMED`: it names addresses. `SHOWN`: nothing but how the parts read.
    """

    STATED = "stated"
    NAMED = "named"
    SHOWN = "shown"


@dataclass(frozen=True, slots=True)
class Division:
    """A way to part a text: a thread may begin at each of the lines `starts` (counted from 0, ascending).

    The lines `aside` only part. `reason` can follow the word "parted"; `need` is the evidence that its parts have to give.
    """

    starts: tuple[int, ...]
    reason: str
    aside: frozenset[int] = frozenset()
    ground: Ground = Ground.SHOWN
    need: float = NEED


def divisions(lines: Sequence[str]) -> Iterator[Division]:
    """Yield the ways in which a text could be parted into more than one thread, those that say it most plainly first."""
    top = next((number for number, line in enumerate(lines) if line.strip()), None)
    first = next((number for number, line in enumerate(lines) if line.strip() and not is_rule(line)), None)
    if top is None or first is None:
        return
    signed = _signed(lines)
    yield from _by_tags(lines, top, signed)
    yield from _by_markers(top, signed)
    yield from _by_fields(lines, first)
    yield from _by_feeds(lines)
    yield from _by_rules(lines, signed)
    yield from _by_first_line(lines, first)
    yield from _by_bylines(lines, first)


def is_rule(line: str) -> bool:
    """Return whether a line is nothing but a rule."""
    return len(line) <= SHORT and bool(_RULE.fullmatch(line.strip()))


def only_parts(line: str) -> bool:
    """Return whether a line says nothing of its own where a thread begins at it: a rule, the name of a file, a tag."""
    text = line.strip()
    return is_rule(text) or (len(text) <= SHORT and bool(_MARKER.fullmatch(text) or _OPENING_TAG.fullmatch(text)))


def fields(lines: Sequence[str], start: int, end: int) -> list[tuple[str, str]]:
    """Return the fields that stand below each other from a line on: their names in lower case, and what they say."""
    found: list[tuple[str, str]] = []
    for number in range(start, end):
        field = _FIELD.fullmatch(lines[number].strip(FEED).rstrip())
        if field is None:
            break
        found.append((field["key"].lower(), field["value"]))
    return found


def title_and_address(found: Sequence[tuple[str, str]]) -> tuple[str | None, str | None]:
    """Return the title and the web address that fields state."""
    title = next((value for key, value in found if key in _TITLES), None)
    return title, next((value for key, value in found if key in _ADDRESSES and "://" in value), None)


def _signed(lines: Sequence[str]) -> dict[int, str]:
    """Return the short lines that begin with a sign of which rules are made, by number."""
    found = ((number, line.strip()) for number, line in enumerate(lines) if line.lstrip()[:1] in _SIGNS)
    return {number: text for number, text in found if len(text) <= SHORT}


def _by_tags(lines: Sequence[str], top: int, signed: Mapping[int, str]) -> Iterator[Division]:
    """Part a text that consists of elements such as <doc ...> and </doc>."""
    opening = [number for number, text in signed.items() if _OPENING_TAG.fullmatch(text)]
    if len(opening) < 2 or opening[0] != top:
        return
    closing = {number for number, text in signed.items() if _CLOSING_TAG.fullmatch(text)}
    if all(_text_above(lines, number) in closing for number in opening[1:]):
        yield Division(tuple(opening), "at the tags of documents", frozenset({*opening, *closing}), Ground.STATED)


def _text_above(lines: Sequence[str], number: int) -> int | None:
    """Return the last line above that says anything."""
    return next((above for above in range(number - 1, -1, -1) if lines[above].strip()), None)


def _by_markers(top: int, signed: Mapping[int, str]) -> Iterator[Division]:
    """Part a text at rules that name files or addresses, each another one, where it begins with such a rule."""
    first = _MARKER.fullmatch(signed.get(top, ""))
    if first is None:
        return
    alike = {number: text for number, text in signed.items() if text[0] == first["sign"]}
    marks = {number: mark for number, text in alike.items() if (mark := _MARKER.fullmatch(text))}
    names = {(mark["name"] or mark["title"]).partition("#")[0] for mark in marks.values()}
    if len(names) == len(marks) > 1:
        ground = Ground.NAMED if any("://" in name for name in names) else Ground.STATED
        yield Division(tuple(marks), "at lines that name files or addresses", frozenset(marks), ground)


def _by_fields(lines: Sequence[str], first: int) -> Iterator[Division]:
    """Part a text at blocks of fields such as "Title: ..." and "URL: ...", where it begins with one."""
    top = fields(lines, first, len(lines))
    if len(top) < 2:
        return
    opening = lines[first][: len(top[0][0])] + ":"
    starts = [number for number, line in enumerate(lines) if line.startswith(opening) and _is_apart(lines, number)]
    stated = [title_and_address(fields(lines, start, len(lines))) for start in starts]
    if len(starts) > 1 and all(title for title, _ in stated):
        addresses = {address for _, address in stated if address}
        ground = Ground.NAMED if len(addresses) == len(starts) else Ground.SHOWN
        yield Division(tuple(starts), f"where {opening} stands again", ground=ground)


def _is_apart(lines: Sequence[str], number: int) -> bool:
    """Return whether nothing but a rule stands right above a line."""
    return number == 0 or not lines[number - 1].strip() or is_rule(lines[number - 1])


def _by_feeds(lines: Sequence[str]) -> Iterator[Division]:
    """Part a text at form feeds; one at the end of a line parts what is below it."""
    starts = sorted({number + (line.rstrip(" \t").endswith(FEED)) for number, line in enumerate(lines) if FEED in line})
    if starts:
        need = NEED + (_LIKE_PAGES if _are_pages(starts, len(lines)) else _UNLIKE_PAGES)
        yield Division(tuple(starts), AT_FEEDS, need=need)


def _are_pages(starts: Sequence[int], end: int) -> bool:
    """Return whether form feeds may be those of a print-out: all pages are about equally long, but for the last one."""
    *full, last = [below - start for start, below in pairwise([0, *starts, end]) if below > start]
    longest = max(full, default=0)
    return longest <= _LONGEST_PAGE and min(full, default=0) >= _FULL_PAGE * longest and last <= longest / _FULL_PAGE


def _by_rules(lines: Sequence[str], signed: Mapping[int, str]) -> Iterator[Division]:
    """Part a text at rules that look alike, the rarest first; those below a line underline it, two may box a heading."""
    alike: defaultdict[str, list[int]] = defaultdict(list)
    for number, text in signed.items():
        if _RULE.fullmatch(text):
            alike[text].append(number)
    for text, numbers in sorted(alike.items(), key=lambda item: len(item[1]))[:_KINDS]:
        reason = f"at lines like {text[:10].rstrip()} that titles and comments follow"
        underlines = [number for number in numbers if number and lines[number - 1].strip() and len(lines[number - 1]) <= SHORT]
        if len(underlines) >= _NEARLY_ALL * len(numbers):
            yield Division(tuple(number - 1 for number in underlines), reason, frozenset(underlines))
        yield Division(tuple(_unboxed(lines, numbers)), reason, frozenset(numbers))


def _unboxed(lines: Sequence[str], numbers: Sequence[int]) -> Iterator[int]:
    """Yield rules without those that close a box around a heading."""
    closes = False
    for here, below in pairwise([*numbers, len(lines)]):
        if not closes:
            yield here
        closes = not closes and _is_box(lines[here + 1 : min(below, here + _BOXED + 2)])


def _is_box(inside: Sequence[str]) -> bool:
    """Return whether what stands between two rules is a heading."""
    return len(inside) <= _BOXED and any(map(str.strip, inside)) and all(len(line) <= SHORT for line in inside)


def _by_first_line(lines: Sequence[str], first: int) -> Iterator[Division]:
    """Part a text where its first line stands again, as the name of a site does on each of its pages."""
    top = lines[first]
    if len(top) <= SHORT and any(map(str.isalpha, top)):
        starts = tuple(number for number, line in enumerate(lines) if line == top)
        if len(starts) > 1:
            yield Division(starts, "where the first line stands again above an article and comments", need=NEED + _SAME_LINE)


def _by_bylines(lines: Sequence[str], first: int) -> Iterator[Division]:
    """Part a text above bylines that begin as the one at its top does."""
    top = [number for number in range(first, min(len(lines), first + _TOP)) if lines[number].strip()][1:3]
    byline = next((number for number in top if article.is_byline(lines[number].strip())), None)
    if byline is None:
        return
    opening = lines[byline].split()[0]
    alike = [number for number, line in enumerate(lines) if line.startswith(opening) and len(line) <= SHORT]
    starts = [_text_above(lines, number) or 0 for number in alike if article.is_byline(lines[number].strip())]
    if len(starts) > 1:
        yield Division(tuple(starts), "above lines that name an author, as comments follow")

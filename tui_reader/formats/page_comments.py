"""What a comment of a page says, who wrote it, when, and what became of it.

Invariant: whatever a comment shows stands in its author, its date or its body, but for the furniture around comments.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_reader.formats.page_names import clean_name, name_before, name_of
from tui_reader.formats.page_tree import TEXT, squeezed
from tui_reader.formats.page_words import BODIES, FURNITURE, PROFILES, REPLY_LINKS
from tui_reader.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.formats.page_dates import FoundDate
    from tui_reader.formats.page_marks import Marks
    from tui_reader.formats.page_tree import Tree
    from tui_reader.formats.page_units import Unit

_HEADER_REST = 60
"""Characters that a comment's header may hold beside its author and its date."""

_MOST_SHOWN = 40
_PINGBACKS = frozenset({"pingback", "trackback", "ping", "pings"})
_GONE = re.compile(
    r"(?:this |the )?(?:comment|post|message) (?:has been |was |is |)(?P<how>deleted|removed)"
    r"(?: by (?:the |a |an )?(?P<who>[a-z ]+))?\W*"
    r"|(?:dieser|der) kommentar wurde (?:von einem |vom |durch (?:den |einen )?)?(?P<wer>[a-zäöü-]+)?"
    r" ?(?P<wie>gelöscht|entfernt)\W*",
    re.IGNORECASE,
)
_AWAITING = re.compile(
    r"awaiting (?:moderation|approval)|wartet auf (?:freischaltung|moderation)|en attente de modération", re.IGNORECASE
)
_MORE_LINES = re.compile(
    r"^(?:says|said|sagt|schrieb|writes|wrote|dit|dice|on|at|am|um|by|von|posted|\W|\d{1,3}\.?)+:?$", re.IGNORECASE
)
_PICTURES = frozenset({"avatar", "gravatar", "photo", "userpic"})
_SCORES = frozenset({"score", "upvotes", "votes", "points", "likes", "upvote", "karma"})
_SCORE = re.compile(r"[+-]?\d{1,7}")


@dataclass(frozen=True, slots=True)
class Saying:
    """What was found in one comment of a page."""

    author: str | None
    date: FoundDate | None
    body: str
    original: str | None
    status: Status
    score: int | None
    edited: str | None


def saying_of(tree: Tree, marks: Marks, unit: Unit) -> Saying:
    """Return what a comment of a page says."""
    status = _status(tree, unit)
    dated = _date_entries(tree, marks, unit)
    author, signed = _author(tree, marks, unit, status)
    body, original = _body(tree, marks, unit, [] if status is Status.PINGBACK else [*signed, *dated][:_MOST_SHOWN])
    if author is None:
        author = name_before(squeezed(" ".join(tree.texts[entry] for entry in unit.own))[:300])
    edited = "" if any("edited" in tree.words[entry] and tree.length(entry) for entry in unit.own) else None
    return Saying(
        author,
        _date(tree, marks, dated),
        body,
        original if original != body else None,
        _gone(body) or status,
        next(_scores(tree, marks, unit.own), None),
        edited,
    )


def _body(tree: Tree, marks: Marks, unit: Unit, header: list[int]) -> tuple[str, str]:
    """Return what a comment says, as text and as the page has it."""
    entry = _body_entry(tree, marks, unit, header) if header else None
    if entry is not None:
        hidden = _hidden_in_body(tree, unit, entry)
        return _with_subject(tree, marks, unit, entry, tree.readable(entry, hidden)), _markup(tree, [entry], hidden)
    hidden = _hidden_around(tree, marks, unit, header)
    body = "\n\n".join(said for top in unit.tops if (said := tree.readable(top, hidden)))
    return _without_header_lines(body), _markup(tree, unit.tops, hidden)


def _author(tree: Tree, marks: Marks, unit: Unit, status: Status) -> tuple[str | None, list[int]]:
    """Return the name of who wrote a comment, and the entries that show it."""
    for entry in unit.tops:
        if stated := tree.attribute(entry, "data-author", "data-username", "data-author-name", "data-user-name"):
            return clean_name(stated), [each for each in unit.authors if tree.text(each, 200) == stated]
    ranked = sorted(
        unit.authors[:_MOST_SHOWN], key=lambda entry: (marks.authors[entry], _holds_like(tree, marks, unit, entry), entry)
    )
    for entry in ranked:
        if status is Status.PINGBACK or marks.authors[entry] < 4 or marks.bodies[entry] <= unit.entry:
            name = tree.text(entry, 300) if status is Status.PINGBACK else name_of(tree, marks, entry)
            if name is not None:
                return name, [each for each in unit.authors if tree.is_within(each, entry) or tree.is_within(entry, each)]
    if status is Status.PINGBACK:
        link = next((entry for entry in unit.own if tree.tags[entry] == "a" and tree.length(entry)), None)
        return (tree.text(link, 300), [link]) if link is not None else (None, [])
    strong = next(
        (entry for entry in unit.own if tree.tags[entry] in {"strong", "b"} and _is_before_text(tree, unit, entry)), None
    )
    name = name_of(tree, marks, strong) if strong is not None else None
    return (name, [strong]) if name is not None and strong is not None else (None, [])


def _holds_like(tree: Tree, marks: Marks, unit: Unit, entry: int) -> bool:
    """Whether another element in this one shows an author as surely."""
    return any(
        entry < each < tree.end[entry] and marks.authors[each] == marks.authors[entry] and tree.length(each)
        for each in unit.authors[:_MOST_SHOWN]
    )


def _is_before_text(tree: Tree, unit: Unit, entry: int) -> bool:
    """Whether an entry begins what a comment shows, and is short."""
    return tree.length(entry) <= 40 and tree.lengths[entry] - tree.lengths[unit.entry] < 10


def _date_entries(tree: Tree, marks: Marks, unit: Unit) -> list[int]:
    """Return the entries that show the date of a comment, the surest first."""
    if not unit.dates:
        return []
    outside = [entry for entry in unit.dates if marks.dates[entry] < 4 or marks.bodies[entry] <= unit.entry]
    among = outside or [max(unit.dates) if len(unit.dates) > 1 and not unit.authors else unit.dates[0]]
    best = min(among, key=lambda entry: (marks.dates[entry], tree.length(entry) > 40, entry))
    return [best, *(each for each in unit.dates if each != best and (tree.is_within(each, best) or tree.is_within(best, each)))]


def _date(tree: Tree, marks: Marks, dated: list[int]) -> FoundDate | None:
    """Return the date that entries show; one without a time of day may have that in the element around it."""
    found = next((found for entry in dated if (found := marks.found_date(tree, entry))), None)
    if found is None or "T" in (found.moment or ""):
        return found
    around = tree.parents[dated[0]]
    wider = marks.found_date(tree, around) if tree.length(around) <= 200 else None
    return wider if wider and (found.moment or "") in (wider.moment or "") else found


def _body_entry(tree: Tree, marks: Marks, unit: Unit, header: list[int]) -> int | None:
    """Return the element that holds what is said, without who says it and when, if a comment has one."""
    best, most = None, -1
    for entry in unit.own:
        words = tree.words[entry]
        if entry == unit.entry or tree.tags[entry] == "a" or marks.profiles[entry]:
            continue
        is_text = tree.attributes[entry].get("itemprop", "").lower() in {"text", "commenttext", "reviewbody", "articlebody"}
        if not is_text and (not words & BODIES or words & FURNITURE):
            continue
        if any(tree.is_within(each, entry) for each in header) or tree.tags[entry] == TEXT:
            continue
        size = tree.length(entry) + (1_000_000 if is_text else 0)
        if size > most or (size == most and best is not None and tree.is_within(entry, best)):
            best, most = entry, size
    return best


def _hidden_in_body(tree: Tree, unit: Unit, body: int) -> set[int]:
    """Return what an element that holds what is said has beside it."""
    inside = unit.own[bisect_left(unit.own, body) + 1 : bisect_left(unit.own, tree.end[body])]
    furniture = {entry for entry in inside if tree.tags[entry] != TEXT and _is_furniture(tree, entry, tree.length(body))}
    return furniture | _others(tree, unit, [body, *inside])


def _others(tree: Tree, unit: Unit, entries: list[int]) -> set[int]:
    """Return the other comments right below entries of one."""
    own = set(unit.own)
    return {child for entry in entries for child in tree.children(entry) if child not in own}


def _hidden_around(tree: Tree, marks: Marks, unit: Unit, header: list[int]) -> set[int]:
    """Return what a comment without an element for what is said has beside it: its header, its links, other comments."""
    size = sum(tree.length(top) for top in unit.tops)
    hidden = _others(tree, unit, unit.own)
    hidden |= {entry for entry in unit.own if tree.tags[entry] != TEXT and _is_furniture(tree, entry, size)}
    hidden |= {entry for entry in unit.own if marks.profiles[entry]}
    return (hidden | _header(tree, unit, header)) - set(unit.tops)


def _header(tree: Tree, unit: Unit, shown: list[int]) -> set[int]:
    """Return the largest elements that hold little beside the author and the date."""
    told = [entry for entry in shown if entry not in unit.tops]
    outermost = [entry for entry in told if not any(other != entry and tree.is_within(entry, other) for other in told)]
    header: set[int] = set()
    for entry in outermost:
        largest = entry
        for outer in tree.ancestors(entry):
            rest = tree.length(outer) - sum(tree.length(each) for each in outermost if tree.is_within(each, outer))
            if outer in unit.tops or rest > _HEADER_REST or _has_paragraph(tree, outer):
                break
            largest = outer
        header.add(largest)
    return header


def _has_paragraph(tree: Tree, entry: int) -> bool:
    """Whether paragraphs that show something lie in an entry, if it is none itself."""
    return tree.tags[entry] != "p" and any(
        tree.tags[each] in {"p", "blockquote"} and tree.length(each) for each in tree.children(entry)
    )


def _is_furniture(tree: Tree, entry: int, size: int) -> bool:
    """Whether an element is what stands around a comment: links to answer it, buttons, votes, pictures of people."""
    tag = tree.tags[entry]
    words = tree.words[entry]
    if tag in {"form", "button", "input", "textarea", "select", "label"}:
        return True
    if tag == "img":
        around = tree.words[tree.parents[entry]] if tree.length(tree.parents[entry]) == 0 else words
        return bool(words & _PICTURES or around & _PICTURES) or tree.attribute(tree.parents[entry], "href").find("/@") >= 0
    if tag == "a" and tree.length(entry) < 25:
        return bool(words & {"reply", "permalink"}) or _says_reply(tree, entry)
    if tree.length(entry) < 12 and tag in {"p", "span", "div", "li"} and _says_reply(tree, entry):
        return True
    if words & {"reply", "replies"} and tree.length(entry) < 60 and tag in {"div", "span", "p", "li", "footer", "ul"}:
        return True
    return bool(words & (FURNITURE | PROFILES)) and tree.length(entry) * 2 <= size and tree.length(entry) < 200


def _says_reply(tree: Tree, entry: int) -> bool:
    return tree.text(entry, 50).lower().strip(" -[]()»›↓") in REPLY_LINKS


def _with_subject(tree: Tree, marks: Marks, unit: Unit, body_entry: int, body: str) -> str:
    """Put the heading that a comment has before what it says, unless it repeats that or the article's."""
    for entry in unit.own:
        if tree.tags[entry] not in {"h2", "h3", "h4", "h5"} or tree.is_within(entry, body_entry) or marks.profiles[entry]:
            continue
        told = [each for each in (*unit.authors, *unit.dates) if tree.is_within(each, entry) or tree.is_within(entry, each)]
        subject = tree.text(entry, 300)
        if (
            subject
            and not told
            and not subject.lower().startswith("re:")
            and not squeezed(body).startswith(subject.rstrip(".… "))
        ):
            return f"{subject}\n\n{body}" if len(subject) > 3 else body
    return body


def _without_header_lines(body: str) -> str:
    """Return a text without what is left of a header at its beginning: "says:", "#3", a bar."""
    lines = body.split("\n")
    while lines and (not lines[0].strip() or _MORE_LINES.match(lines[0].strip())):
        lines.pop(0)
    while lines and (not lines[-1].strip() or not any(letter.isalnum() for letter in lines[-1])):
        lines.pop()
    return "\n".join(lines) if lines else body.strip() if any(letter.isalnum() for letter in body) and len(body) > 12 else ""


def _markup(tree: Tree, tops: list[int], hidden: set[int]) -> str:
    """Return the markup in entries as the page has it, without what is hidden in them."""
    places = sorted(hidden)
    pieces: list[str] = []
    waiting = [child for top in tops for child in tree.children(top)][::-1]
    while waiting:
        entry = waiting.pop()
        if entry in hidden:
            continue
        if bisect_left(places, entry) < bisect_left(places, tree.end[entry]):
            waiting.extend(list(tree.children(entry))[::-1])
        else:
            pieces.append(tree.nodes[entry].html or "")
    return "".join(pieces).strip()


def _status(tree: Tree, unit: Unit) -> Status:
    words = frozenset().union(*(tree.words[top] for top in unit.tops))
    if words & _PINGBACKS:
        return Status.PINGBACK
    own = [entry for entry in unit.own if tree.tags[entry] != TEXT]
    if any("awaiting" in tree.words[entry] and tree.length(entry) for entry in own) or "unapproved" in words:
        return Status.PENDING
    if any(
        tree.tags[entry] == TEXT and len(tree.texts[entry]) < 120 and _AWAITING.search(tree.texts[entry]) for entry in unit.own
    ):
        return Status.PENDING
    if any(tree.words[entry] >= {"deleted", "comment"} for entry in own):
        return Status.DELETED
    return Status.DELETED if words & {"deleted"} else Status.REMOVED if words & {"removed"} else Status.PRESENT


def _gone(body: str) -> Status | None:
    """Return what became of a comment of which the page says only that it is gone."""
    found = _GONE.fullmatch(body.strip())
    if found is None:
        return None
    by = (found["who"] or found["wer"] or "").strip().lower()
    if by:
        return (
            Status.DELETED
            if by.startswith(("author", "autor", "user", "its author", "verfasser", "nutzer"))
            else Status.REMOVED
        )
    return Status.REMOVED if (found["how"] or "").lower() == "removed" else Status.DELETED


def _scores(tree: Tree, marks: Marks, own: list[int]) -> Iterator[int]:
    for entry in own:
        if tree.words[entry] & _SCORES and not marks.profiles[entry]:
            found = _SCORE.fullmatch(tree.text(entry, 20).removesuffix("points").removesuffix("likes").strip())
            if found:
                yield int(found[0])

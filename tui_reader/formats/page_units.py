"""Which candidates of a page are its comments, which of them is inside which, and which answers which.

A page wraps a comment in several elements that all look like one; the one with the author and the date of its own counts, with
whatever wraps it alone. An answer lies inside what it answers, or in a list right after it; or a depth or a number states it.

Invariant: an element with neither an author nor a date, nor a number like its neighbours', is no comment.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tui_reader.formats.page_candidates import candidates_of, repeated_candidates
from tui_reader.formats.page_tree import TEXT
from tui_reader.formats.page_words import CHILDREN, comment_number, post_number

if TYPE_CHECKING:
    from tui_reader.formats.page_candidates import Candidate
    from tui_reader.formats.page_marks import Marks
    from tui_reader.formats.page_tree import Tree

_WRAPPING = 80
"""Characters that an element may show beside the one comment that it wraps."""

_MOST_AROUND = 300
"""Characters that what wraps a comment and the answers to it may show beside them."""

_PEOPLE = frozenset({"author", "name", "user", "username", "poster", "userinfo", "nickname"})
_LISTS = frozenset({"ul", "ol", "dl", "blockquote"})


@dataclass(slots=True)
class Unit:
    """A comment as elements of a page: `tops` are they; `outer` is the unit that it lies in, `own` what no other unit holds."""

    tops: list[int]
    numbers: list[str]
    is_post: bool
    authors: list[int] = field(default_factory=list)
    dates: list[int] = field(default_factory=list)
    inner: list[Unit] = field(default_factory=list)
    outer: Unit | None = None
    own: list[int] = field(default_factory=list)
    is_clear: bool = True

    @property
    def entry(self) -> int:
        """The first of its elements."""
        return self.tops[0]

    @property
    def is_told(self) -> bool:
        """Whether it shows who wrote it or when."""
        return bool(self.authors or self.dates)

    @property
    def is_complete(self) -> bool:
        """Whether it shows who wrote it and when."""
        return bool(self.authors and self.dates)


def units_of(tree: Tree, marks: Marks) -> list[Unit]:
    """Return the comments of a page in their order, each with what it lies in and what is its own."""
    return _units_among(tree, marks, candidates_of(tree)) or _units_among(tree, marks, repeated_candidates(tree, marks))


def _units_among(tree: Tree, marks: Marks, candidates: list[Candidate]) -> list[Unit]:
    units = [Unit(each.tops, each.numbers, each.is_post, is_clear=each.is_clear) for each in candidates]
    owners = _owners(tree, units)
    _share_marks(marks, units, owners)
    if _join_neighbours(tree, units):
        units = [unit for unit in units if unit.tops]
        for unit in units:
            unit.authors, unit.dates = [], []
        owners = _owners(tree, units)
        _share_marks(marks, units, owners)
    chosen = sorted(_chosen(tree, units, owners), key=lambda unit: unit.entry)
    chosen = _of_one_kind(tree, marks, chosen)
    _lay_out(tree, chosen)
    for unit in chosen:
        _complete(tree, unit)
    return chosen


def _owners(tree: Tree, units: list[Unit]) -> list[int]:
    """Return for each entry the innermost unit that it lies in, by its place in the list, -1 for none."""
    tops = {top: place for place, unit in enumerate(units) for top in unit.tops}
    owners: list[int] = []
    for entry in range(len(tree)):
        parent = tree.parents[entry]
        owners.append(tops.get(entry, owners[parent] if parent >= 0 else -1))
    return owners


def _share_marks(marks: Marks, units: list[Unit], owners: list[int]) -> None:
    """Give each unit the marks that are in it and in no unit inside it; weak ones in what somebody says mark nothing."""
    tops = {top for unit in units for top in unit.tops if len(unit.tops) == 1}
    for ranks, chosen in ((marks.authors, "authors"), (marks.dates, "dates")):
        for entry, rank in ranks.items():
            if owners[entry] < 0 or entry in tops:
                continue
            unit = units[owners[entry]]
            if rank < 4 or marks.bodies[entry] < unit.entry or (marks.bodies[entry] == unit.entry and unit.numbers):
                getattr(unit, chosen).append(entry)


def _join_neighbours(tree: Tree, units: list[Unit]) -> bool:
    """Join each element with only an author or a date with the next one, if that shows the other; say whether any did."""
    by_top = {unit.entry: unit for unit in units}
    joined = False
    for unit in units:
        if not unit.tops or len(unit.tops) > 1 or bool(unit.authors) == bool(unit.dates):
            continue
        before = tree.before(unit.entry)
        first = by_top.get(before) if before is not None else None
        if (
            first is None
            or not first.tops
            or bool(first.authors) == bool(first.dates)
            or bool(first.authors) == bool(unit.authors)
        ):
            continue
        if tree.words[first.entry] != tree.words[unit.entry]:
            first.tops, first.numbers, unit.tops = [*first.tops, *unit.tops], first.numbers or unit.numbers, []
            joined = True
    return joined


def _chosen(tree: Tree, units: list[Unit], owners: list[int]) -> list[Unit]:
    """Return the units that are comments; what only wraps one, or is a part of one, is joined with it."""
    below: list[list[Unit]] = [[] for _ in units]
    top: list[Unit] = []
    for place in range(len(units) - 1, -1, -1):
        unit = units[place]
        inside = below[place][::-1]
        parent = tree.parents[unit.entry]
        holder = owners[parent] if parent >= 0 else -1
        target = top if holder < 0 else below[holder]
        target.extend(_resolved(tree, unit, inside)[::-1])
    chosen: list[Unit] = []
    waiting = top
    while waiting:
        unit = waiting.pop()
        chosen.append(unit)
        waiting.extend(unit.inner)
    return chosen


def _resolved(tree: Tree, unit: Unit, inside: list[Unit]) -> list[Unit]:
    """Return what stands for a candidate with these comments inside: itself, or they, or one of them grown to its size."""
    same = next((each for each in inside if unit.numbers and each.numbers and each.numbers[0] == unit.numbers[0]), None)
    core = same if same is not None and not (unit.is_complete and same.is_complete) else None
    if core is None and inside and (_completes(unit, inside[0]) if unit.is_told else _wraps_one(tree, unit, inside)):
        core = inside[0]
    if core is not None and not (unit.is_post and not core.is_post):
        return [_grown(unit, core, inside)]
    if unit.is_told and not (unit.is_post and not unit.is_complete and any(each.is_complete for each in inside)):
        unit.inner = _children_of(tree, unit, inside)
        return [unit]
    is_bare = not inside and not unit.is_told and unit.numbers and not unit.is_post and tree.length(unit.entry)
    return [unit] if is_bare else inside


def _completes(unit: Unit, first: Unit) -> bool:
    """Whether an element shows an author where the one inside it shows a date, or the other way round."""
    return not unit.is_complete and not first.is_complete and bool(first.authors) != bool(unit.authors)


def _grown(unit: Unit, core: Unit, inside: list[Unit]) -> Unit:
    """Return a comment that has what its core has, and the size of what wraps it."""
    others = [each for each in inside if each is not core and each.is_told]
    numbers = [*unit.numbers, *(number for number in core.numbers if number not in unit.numbers)]
    if core.numbers and not unit.is_told and not core.is_post:
        numbers = [*core.numbers, *(number for number in unit.numbers if number not in core.numbers)]
    grown = Unit(unit.tops, numbers, unit.is_post and core.is_post, [*unit.authors, *core.authors], [*unit.dates, *core.dates])
    grown.inner = [*core.inner, *others]
    grown.is_clear = unit.is_clear and core.is_clear
    return grown


def _children_of(tree: Tree, unit: Unit, inside: list[Unit]) -> list[Unit]:
    """Return the comments inside one that are no mere parts of it."""
    names = set(tree.classes(unit.entry))
    return [
        each
        for each in inside
        if each.is_told
        or each.is_post < unit.is_post
        or (each.numbers != unit.numbers and names & set(tree.classes(each.entry)))
    ]


def _wraps_one(tree: Tree, unit: Unit, inside: list[Unit]) -> bool:
    """Whether the first comment inside an element is what the element wraps, and all others are answers to it."""
    first, others = inside[0], inside[1:]
    if unit.numbers and first.numbers and unit.numbers[0] != first.numbers[0]:
        return False
    if tree.length(unit.entry) - sum(tree.length(each.entry) for each in inside) > _MOST_AROUND:
        return False
    return not any(_are_alike(tree, first.entry, each.entry) for each in others)


def _are_alike(tree: Tree, first: int, other: int) -> bool:
    """Whether two elements stand equally deep and have a class in common, or neither has any."""
    if tree.depths[first] != tree.depths[other] or tree.tags[first] != tree.tags[other]:
        return False
    return bool(set(tree.classes(first)) & set(tree.classes(other))) or tree.classes(first) == tree.classes(other)


def _of_one_kind(tree: Tree, marks: Marks, units: list[Unit]) -> list[Unit]:
    """Return the comments of a page without the posts, or the posts of a forum's page."""
    comments = [unit for unit in units if not unit.is_post]
    posts = [unit for unit in units if unit.is_post and unit.is_complete]
    if len(posts) > 1 and len(posts) > len(comments) and not _lead_elsewhere(tree, marks, posts):
        kept = posts
    elif any(unit.is_told for unit in comments):
        kept = comments
    else:
        kept = []
    return [] if kept and not kept[0].is_clear and _lead_elsewhere(tree, marks, kept) else kept


def _lead_elsewhere(tree: Tree, marks: Marks, units: list[Unit]) -> bool:
    """Whether most units have a heading that links to a page of their own, as entries of an index have."""
    links = [entry for entry in range(len(tree)) if entry not in marks.authors and _links_away(tree, entry)]
    leading = sum(1 for unit in units if any(bisect_left(links, top) < bisect_left(links, tree.end[top]) for top in unit.tops))
    return leading * 2 > len(units)


def _links_away(tree: Tree, entry: int) -> bool:
    if tree.tags[entry] != "a" or not tree.length(entry) or tree.words[entry] & _PEOPLE:
        return False
    address = tree.attribute(entry, "href")
    if not address or "#" in address or address.startswith("javascript:"):
        return False
    outers = (tree.parents[entry], tree.parents[tree.parents[entry]])
    return any(tree.tags[outer] in {"h1", "h2", "h3", "h4"} and not tree.words[outer] & _PEOPLE for outer in outers)


def _lay_out(tree: Tree, units: list[Unit]) -> None:
    """Give each unit what it answers by its place in the page, and the entries that are its own."""
    tops = {top: unit for unit in units for top in unit.tops}
    starts = [unit.entry for unit in units]
    holders: list[Unit | None] = []
    for entry, tag in enumerate(tree.tags):
        parent = tree.parents[entry]
        holder = holders[parent] if parent >= 0 else None
        if entry in tops:
            unit = tops[entry]
            if entry == unit.entry:
                unit.outer = holder
            holder = unit
        elif tag in _LISTS or tree.words[entry] & CHILDREN:
            holder = _answered_by(tree, tops, starts, units, entry) or holder
        holders.append(holder)
        if holder is not None and any(top <= entry < tree.end[top] for top in holder.tops):
            holder.own.append(entry)


def _complete(tree: Tree, unit: Unit) -> None:
    """Find the number of a comment in an anchor at it or in a link to it, and whether its post is called a comment inside."""
    if not unit.numbers:
        before = tree.before(unit.entry)
        anchors = [entry for entry in unit.own if tree.tags[entry] == "a"]
        names = [tree.attribute(entry, "id", "name") for entry in anchors]
        if before is not None and tree.tags[before] == "a" and not tree.length(before):
            names.insert(0, tree.attribute(before, "id", "name"))
        dated = [
            entry
            for entry in anchors
            if any(tree.is_within(each, entry) or tree.is_within(entry, each) for each in unit.dates[:9])
        ]
        names += [tree.attribute(entry, "href").rpartition("#")[2] for entry in dated if "#" in tree.attribute(entry, "href")]
        told = [
            tree.attribute(entry, "id") for entry in unit.own if tree.tags[entry] != "a" and tree.attributes[entry].get("id")
        ]
        names += [name for name in told if name.lower().startswith(("msg", "post", "comment", "message"))]
        number = next(
            (number for name in names if (number := comment_number(name) or post_number(name) or _bare_number(name))), None
        )
        unit.numbers = [number] if number else []
    if unit.is_post and any("comment" in tree.attributes[entry].get("class", "").lower() for entry in unit.own):
        unit.is_post = False


def _bare_number(name: str) -> str | None:
    return name if name.isdigit() and len(name) <= 20 else None


def _answered_by(tree: Tree, tops: dict[int, Unit], starts: list[int], units: list[Unit], entry: int) -> Unit | None:
    """Return the comment right before a list that holds comments, if that is one."""
    place = bisect_left(starts, entry)
    if place == len(starts) or starts[place] >= tree.end[entry]:
        return None
    before = tree.before(entry)
    while before is not None and tree.tags[before] == "a" and before not in tops:
        before = tree.before(before)
    if before is None or tree.tags[before] == TEXT:
        return None
    if before in tops:
        return tops[before]
    first = bisect_left(starts, before)
    if first == len(starts) or starts[first] >= tree.end[before] or first + 1 != place:
        return None
    return units[first] if tree.length(before) - tree.length(units[first].entry) < _WRAPPING else None

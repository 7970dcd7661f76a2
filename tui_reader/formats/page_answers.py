"""Which comment of a page answers which.

What a page states in so many words (the number of the parent, a link "in reply to") counts before the place in the page; where
all stand side by side, a class such as `depth-2` counts, and after that how far they are indented.

Invariant: a parent stands earlier in the page than its answer, so there are no loops.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.model import ReplyBasis

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.formats.page_tree import Tree
    from tui_reader.formats.page_units import Unit

_PARENTS = (
    "data-parent-id",
    "data-parentid",
    "data-parent_id",
    "data-parent",
    "data-parent-comment-id",
    "data-parent-comment",
    "data-comment-parent",
    "data-parent-post-id",
    "data-reply-to",
    "data-replyto",
    "data-in-reply-to",
    "data-inreplyto",
    "data-pid",
)
_IN_REPLY_TO = re.compile(
    r"\b(?:in (?:reply|response|answer) to|repl(?:y|ied|ies|ying) to|(?:als )?antwort auf|en réponse à|en respuesta a"
    r"|in risposta a|als antwoord op"
    r"|в ответ|show parent|parent)\b",
    re.IGNORECASE,
)
_DEPTH = re.compile(r"(?:.*[-_])?(?:depth|level|lvl|indent|nest|nesting)[-_]*(\d{1,4})")
_DEPTHS = ("data-depth", "data-level", "data-indent", "aria-level", "data-nesting", "depth", "level")
_INDENT = re.compile(r"(?:margin|padding)-left\s*:\s*(\d{1,5}(?:\.\d+)?)\s*(?:px|em|rem|%|pt)", re.IGNORECASE)
_REACH = 80
"""Characters of an element that says what a comment answers."""


class Answer(NamedTuple):
    """The comment that another answers, and how that is known."""

    parent: Unit
    basis: ReplyBasis
    confidence: float


def answers_of(tree: Tree, units: list[Unit]) -> list[Answer | None]:
    """Return for each comment of a page what it answers, None for the head."""
    earlier: dict[str, Unit] = {}
    answers: list[Answer | None] = []
    flat = _by_steps(units, [_depth(tree, unit) for unit in units], ReplyBasis.STATED, 1.0)
    if not any(flat) and not any(unit.outer for unit in units):
        flat = _by_steps(units, [_indent(tree, unit) for unit in units], ReplyBasis.INDENTED, 0.9)
    for unit, stepped in zip(units, flat, strict=True):
        answer = _stated(tree, unit, earlier)
        if answer is None and unit.outer is not None:
            answer = Answer(unit.outer, ReplyBasis.STATED, 1.0)
        answers.append(answer or stepped)
        for number in unit.numbers:
            earlier.setdefault(number, unit)
    return answers


def _stated(tree: Tree, unit: Unit, earlier: dict[str, Unit]) -> Answer | None:
    """Return what a comment says that it answers, if that is on the page."""
    for entry in unit.own:
        attributes = tree.attributes[entry]
        if not attributes:
            continue
        for name in _PARENTS:
            if (parent := _numbered(attributes.get(name, ""), earlier)) and parent is not unit:
                return Answer(parent, ReplyBasis.STATED, 1.0)
        if tree.tags[entry] == "a" and "#" in attributes.get("href", "") and _speaks_of_parent(tree, entry):
            parent = _numbered(attributes["href"].rpartition("#")[2], earlier)
            if parent is not None and parent is not unit:
                return Answer(parent, ReplyBasis.LINKED, 1.0)
    return None


def _numbered(name: str, earlier: dict[str, Unit]) -> Unit | None:
    """Return the comment that an id or an anchor names."""
    if not name or len(name) > 80:
        return None
    found = earlier.get(name.lstrip("#"))
    if found is None and (digits := re.search(r"(\d+)$", name)):
        found = earlier.get(digits[1])
    return found


def _speaks_of_parent(tree: Tree, entry: int) -> bool:
    """Whether a link leads to what a comment answers, by its own words or those right around it."""
    if tree.words[entry] & {"parent", "parentlink"} or tree.words[entry] >= {"reply", "to"}:
        return True
    before = tree.before(entry)
    if _IN_REPLY_TO.search(tree.text(entry, _REACH)) or (
        before is not None and _IN_REPLY_TO.search(tree.texts[before][-_REACH:])
    ):
        return True
    around = tree.parents[entry]
    links = (child for child in tree.children(around) if tree.tags[child] == "a")
    if tree.length(around) > _REACH or len(list(islice(links, 2))) > 1:
        return False
    return _IN_REPLY_TO.search(tree.text(around, _REACH)) is not None


def _depth(tree: Tree, unit: Unit) -> float | None:
    """Return the depth that the classes of a comment state."""
    for top in unit.tops:
        for token in tree.classes(top):
            if found := _DEPTH.fullmatch(token):
                return int(found[1])
        if (stated := tree.attribute(top, *_DEPTHS)).isdigit() and len(stated) < 5:
            return int(stated)
    told = next((value for entry in unit.own if (value := tree.attributes[entry].get("indent", "")).isdigit()), "")
    return int(told) if told and len(told) < 5 else None


def _indent(tree: Tree, unit: Unit) -> float | None:
    """Return how far a comment, or what wraps it alone, is indented by its own style."""
    around = tree.parents[unit.entry]
    found = next((found for entry in (unit.entry, around) if (found := _INDENT.search(tree.attribute(entry, "style")))), None)
    return float(found[1]) if found else 0.0


def _by_steps(units: list[Unit], steps: list[float | None], basis: ReplyBasis, confidence: float) -> list[Answer | None]:
    """Return what comments answer that stand side by side: the nearest one before with a smaller step."""
    return list(_stepped(units, steps, basis, confidence))


def _stepped(units: list[Unit], steps: list[float | None], basis: ReplyBasis, confidence: float) -> Iterator[Answer | None]:
    above: list[tuple[float, Unit]] = []
    for unit, step in zip(units, steps, strict=True):
        if step is None:
            yield None
            continue
        while above and above[-1][0] >= step:
            above.pop()
        yield Answer(above[-1][1], basis, confidence) if above else None
        above.append((step, unit))

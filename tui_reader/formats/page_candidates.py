"""Which elements of a page can be a comment or a forum's post, before anybody asks which lies in which.

Invariant: what stands in a side bar, a form or a list of related or recent things is no candidate.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

from tui_reader.formats.page_tree import TEXT
from tui_reader.formats.page_words import (
    COMMENTS,
    FORUM,
    WIDGETS,
    comment_number,
    is_comment_class,
    is_post_class,
    post_number,
    tokens_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.formats.page_marks import Marks
    from tui_reader.formats.page_tree import Tree

_HOLDERS = frozenset(
    {"li", "div", "article", "section", "table", "tr", "dt", "dd", "details", "p", "blockquote", "td", "aside"}
)
_ANSWERS = re.compile(r"schema\.org/(?:comment|usercomments|answer|discussionforumposting|review)$", re.IGNORECASE)
_IDS = (
    "data-comment-id",
    "data-commentid",
    "data-comment_id",
    "data-answerid",
    "data-post-id",
    "data-postid",
    "data-node-id",
    "data-id",
)
_LEAST_REPEATED = 2
_COUNTED = re.compile(
    r"\d+\s+(?:\w+\s+)?(?:comments?|responses?|replies|thoughts|kommentare?|antworten|commentaires?|comentarios?|reacties)\b"
    r"|\b(?:comments?|responses?|replies|discussion|kommentare?|commentaires?|comentarios?|комментари\w+)\s*(?:\(\d+\)|:?\s*\d*$)",
    re.IGNORECASE,
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "th", "legend", "b", "strong"})


@dataclass(slots=True)
class Candidate:
    """An element that can be a comment, with the numbers that it has and the siblings that go on with it."""

    entry: int
    numbers: list[str]
    is_post: bool
    parts: list[int] = field(default_factory=list)
    is_clear: bool = True

    @property
    def tops(self) -> list[int]:
        """The elements that it consists of."""
        return [self.entry, *self.parts]


def candidates_of(tree: Tree) -> list[Candidate]:
    """Return the elements of a page that name themselves comments or posts, in their order."""
    barred = _barred(tree)
    found: list[Candidate] = []
    for entry, tag in enumerate(tree.tags):
        if tag != TEXT and not barred[entry] and (tag in _HOLDERS or "-" in tag) and (each := _candidate(tree, entry)):
            found.append(each)
    return _with_definitions(tree, found)


def _barred(tree: Tree) -> list[bool]:
    """Return for each entry whether it lies where no comments are."""
    lists = [0, *accumulate(1 if _holds_comments(tree, entry) else 0 for entry in range(len(tree)))]
    half = tree.length(0) / 2
    barred: list[bool] = []
    for entry, tag in enumerate(tree.tags):
        parent = tree.parents[entry]
        words = tree.words[entry]
        inside = parent >= 0 and barred[parent]
        if (
            not inside
            and tag != TEXT
            and (tag in {"nav", "aside", "form", "head"} or words & WIDGETS)
            and tag not in {"html", "body"}
        ):
            told = bool(words & {"recent", "recentcomments", "related", "latest", "popular"}) and not words & {
                "article",
                "post",
            }
            inside = tag == "head" or (tree.length(entry) < half and (told or lists[tree.end[entry]] == lists[entry]))
        barred.append(inside)
    return barred


def _holds_comments(tree: Tree, entry: int) -> bool:
    words = tree.words[entry]
    return bool(words & {"comments", "commentlist", "responses", "kommentare", "posts"}) and not words & {
        "recent",
        "latest",
        "widget",
    }


def _candidate(tree: Tree, entry: int) -> Candidate | None:
    attributes = tree.attributes[entry]
    if not attributes:
        return None
    name = attributes.get("id", "")
    tokens = tokens_of({"class": attributes.get("class", "")})
    comment, post = comment_number(name), post_number(name)
    says_comment = any(is_comment_class(token) for token in tokens) or "comment" in tree.tags[entry].split("-")
    says_post = any(is_post_class(token) for token in tokens)
    is_answer = "itemtype" in attributes and _ANSWERS.search(attributes["itemtype"]) is not None
    if not (comment or says_comment or says_post or is_answer or (post and tree.tags[entry] != "p")):
        return None
    stated = tree.attribute(entry, *_IDS)
    is_post = not (comment or says_comment) and (says_post or post is not None)
    numbers = (comment, stated if len(stated) <= 40 else None, post)
    return Candidate(entry, list(dict.fromkeys(number for number in numbers if number)), is_post)


def _with_definitions(tree: Tree, found: list[Candidate]) -> list[Candidate]:
    """Join each `dt` with the `dd`s that follow it, and drop those as candidates of their own."""
    joined: list[Candidate] = []
    taken: set[int] = set()
    for each in found:
        if each.entry in taken:
            continue
        if tree.tags[each.entry] == "dt":
            each.parts = list(_following(tree, each.entry, "dd"))
            taken.update(each.parts)
        joined.append(each)
    return joined


def _following(tree: Tree, entry: int, tag: str) -> Iterator[int]:
    """Yield the siblings right after an entry that have this tag."""
    last = tree.end[tree.parents[entry]]
    after = tree.end[entry]
    while after < last and (tree.tags[after] == tag or (tree.tags[after] == TEXT and not tree.texts[after].strip())):
        if tree.tags[after] == tag:
            yield after
        after = tree.end[after]


def repeated_candidates(tree: Tree, marks: Marks) -> list[Candidate]:
    """Return like elements side by side that have an author and a date each, where words around them speak of comments."""
    barred = _barred(tree)
    authors = [0, *accumulate(1 if entry in marks.authors else 0 for entry in range(len(tree)))]
    dates = [0, *accumulate(1 if entry in marks.dates else 0 for entry in range(len(tree)))]
    about = _told_about(tree)
    best: list[int] = []
    for parent in range(len(tree)):
        if barred[parent] or not about[parent] or dates[tree.end[parent]] - dates[parent] < _LEAST_REPEATED:
            continue
        alike = [
            child
            for child in tree.children(parent)
            if tree.tags[child] != TEXT
            and authors[tree.end[child]] > authors[child]
            and dates[tree.end[child]] > dates[child]
            and not barred[child]
        ]
        if len(alike) > max(len(best), _LEAST_REPEATED - 1) and len({tree.tags[child] for child in alike}) == 1:
            best = alike
    is_forum = bool(best) and about[tree.parents[best[0]]] == 2
    return [Candidate(entry, [], is_forum, is_clear=False) for entry in best]


def _told_about(tree: Tree) -> list[int]:
    """Return for each entry what words on or before it speak of: 1 comments, 2 the posts of a forum, 0 neither."""
    told: list[int] = []
    counted = 0
    for entry, tag in enumerate(tree.tags):
        parent = tree.parents[entry]
        words = tree.words[entry]
        if tag in _HEADINGS and tree.length(entry) < 60 and _COUNTED.search(tree.text(entry)):
            counted = 1
        here = 1 if words & COMMENTS else 2 if words & FORUM else 0
        told.append(here or (told[parent] if parent >= 0 else 0) or counted)
    return told

"""The article of a saved page: the part that tells most, without what stands around it and without the comments.

Invariant: no word of a comment is a word of the article.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from tui_reader.formats.page_names import name_of
from tui_reader.formats.page_tree import TEXT
from tui_reader.formats.page_words import COMMENTS
from tui_reader.model import Block, BlockKind

if TYPE_CHECKING:
    from tui_reader.formats.page_marks import Marks
    from tui_reader.formats.page_tree import Tree
    from tui_reader.formats.page_units import Unit

_CONTENT = re.compile(
    r"(?:(?!(?:main|page|site|wrap|sidebar|left|right|inner|comment|no)[-_])[a-z0-9]+[-_]+)*"
    r"(?:(?:entry|post|article|story|blog|single|page|node|question|itempost|topic)[-_]?(?:content|body|text|full)|storycontent|postcontent"
    r"|entrytext|articletext|format[-_]text|e[-_]content|post[-_]?(?:message|copy)|bposttext|asset[-_]body|markup|available[-_]content"
    r"|entry[-_]summary|field[-_]name[-_]body|post__text|article[-_]formatted[-_]body)"
)
_ASIDE = frozenset(
    {
        "sharedaddy",
        "share",
        "sharing",
        "social",
        "related",
        "jp",
        "navigation",
        "nav",
        "breadcrumb",
        "breadcrumbs",
        "pager",
        "pagination",
    }
    | {
        "sidebar",
        "widget",
        "postmetadata",
        "tags",
        "byline",
        "meta",
        "newsletter",
        "advert",
        "ads",
        "adsense",
        "print",
        "toolbar",
        "skip",
    }
    | {"tools", "menu", "author", "authorbox", "bio", "respond", "likes", "addthis", "footer", "postnav", "cookie", "banner"}
)
_ASIDE_TAGS = frozenset({"nav", "aside", "form", "footer", "button", "select", "iframe", "head", "title"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_HEADER = 200
"""Characters at the beginning of an article in which a date may still be the article's own."""
_LEAST = 40
"""Characters from which an element called the content of a post is taken for it."""


def content_of(tree: Tree, units: list[Unit]) -> int | None:
    """Return the element that holds the article, if there is one."""
    starts = [top for unit in units for top in unit.tops]
    ends = sorted(tree.end[top] for top in starts)
    starts.sort()
    marked: list[tuple[int, int]] = []
    named: list[tuple[int, int]] = []
    inside_until = -1
    for entry, tag in enumerate(tree.tags):
        if tag == TEXT or entry < inside_until:
            continue
        if bisect_left(starts, entry + 1) > bisect_left(ends, entry + 1) or tag in _ASIDE_TAGS:
            inside_until = tree.end[entry]
            continue
        size = tree.length(entry)
        holds_comments = bisect_left(starts, entry) < bisect_left(starts, tree.end[entry])
        if size >= _LEAST and not holds_comments and _is_content(tree, entry):
            marked.append((size, entry))
        elif size and (tag in {"article", "main"} or "hentry" in tree.classes(entry)) and not tree.words[entry] & COMMENTS:
            named.append((size, entry))
    if marked:
        return max(marked, key=lambda each: (each[0], -each[1]))[1]
    best = _with_most_paragraphs(tree, starts)
    if named and (best is None or any(tree.is_within(best, entry) for _, entry in named)):
        return min((entry for _, entry in named if best is None or tree.is_within(best, entry)), key=tree.length)
    return best


def _is_content(tree: Tree, entry: int) -> bool:
    attributes = tree.attributes[entry]
    if attributes.get("itemprop", "").lower() in {"articlebody", "blogpost", "text"}:
        return True
    names = [*tree.classes(entry), attributes.get("id", "").lower()]
    return any(name and _CONTENT.fullmatch(name) for name in names)


def _with_most_paragraphs(tree: Tree, starts: list[int]) -> int | None:
    """Return the element whose own paragraphs and runs of text say most, links not counted, before and beside the comments."""
    scores: dict[int, int] = {}
    inside_until = -1
    for entry, tag in enumerate(tree.tags):
        if entry < inside_until:
            continue
        if (
            tag in _ASIDE_TAGS
            or entry in starts[bisect_left(starts, entry) : bisect_left(starts, entry) + 1]
            or tree.words[entry] & _ASIDE
        ):
            if tag not in {"html", "body"}:
                inside_until = tree.end[entry]
            continue
        parent = tree.parents[entry]
        if tag == "p":
            scores[parent] = scores.get(parent, 0) + tree.length(entry)
        elif tag == TEXT and tree.tags[parent] in {"div", "td", "section", "article", "body", "main"}:
            scores[parent] = scores.get(parent, 0) + len(tree.texts[entry].strip())
    best = max(scores, key=lambda entry: (scores[entry], -entry), default=None)
    return best if best is not None and scores[best] >= _LEAST else None


def blocks_of(tree: Tree, content: int | None, units: list[Unit], title: str | None) -> tuple[Block, ...]:
    """Return the article as blocks: its title, then paragraphs, headings and quotations."""
    blocks = [Block(BlockKind.TITLE, title)] if title else []
    if content is None:
        return tuple(blocks)
    tops = {top for unit in units for top in unit.tops}
    hidden: set[int] = set()
    headings: set[str] = set()
    for entry in tree.below(content):
        tag = tree.tags[entry]
        if entry in tops or _is_aside(tree, entry, content):
            hidden.add(entry)
        elif tag in _HEADINGS and tree.length(entry) < 500:
            if title and tree.text(entry, 600) == title:
                hidden.add(entry)
            else:
                headings.add(tree.readable(entry))
    blocks.extend(_block(piece, headings) for piece in _pieces(tree.readable(content, hidden)))
    return tuple(blocks)


def blocks_of_text(title: str | None, text: str) -> tuple[Block, ...]:
    """Return a title and a text to be read as blocks."""
    blocks = [Block(BlockKind.TITLE, title)] if title else []
    return (*blocks, *(_block(piece, set()) for piece in _pieces(text) if piece != title))


def _is_aside(tree: Tree, entry: int, content: int) -> bool:
    tag = tree.tags[entry]
    if tag == TEXT:
        return False
    if tag in _ASIDE_TAGS:
        return True
    words = tree.words[entry]
    is_small = tree.length(entry) * 2 < tree.length(content) or tree.length(entry) < 200
    return bool(words & _ASIDE or words & COMMENTS or tree.tags[entry] == "header") and is_small


def _pieces(text: str) -> list[str]:
    """Return the paragraphs of a text; lines of code with empty lines between them stay together."""
    return [piece.strip("\n") for piece in re.split(r"\n[ ]*\n", text) if piece.strip()]


def _block(piece: str, headings: set[str]) -> Block:
    if piece in headings:
        return Block(BlockKind.HEADING, piece)
    lines = piece.split("\n")
    if all(line.startswith(">") for line in lines):
        return Block(BlockKind.QUOTE, "\n".join(line[1:].removeprefix(" ") for line in lines))
    return Block(BlockKind.PARAGRAPH, piece)


def byline_of(tree: Tree, marks: Marks, content: int | None, seen_until: int) -> tuple[str | None, str | None]:
    """Return who wrote the article and when, as shown near it before the comments."""
    around = _around(tree, content, seen_until)
    authors = [entry for entry in around if entry in marks.authors and marks.authors[entry] <= 3]
    authors += [entry for entry in around if marks.authors.get(entry) == 4 and "author" in tree.attribute(entry, "rel").split()]
    dates = [
        entry for entry in around if entry in marks.dates and (marks.dates[entry] < 3 or not _is_said(tree, content, entry))
    ]
    shown = sorted(dates, key=lambda entry: (marks.dates[entry], entry))
    author = next(
        (
            name
            for entry in sorted(authors, key=lambda each: (marks.authors[each], each))
            if (name := name_of(tree, marks, entry))
        ),
        None,
    )
    found = next((found for entry in shown[:20] if (found := marks.found_date(tree, entry)) and found.moment), None)
    return author, found.moment if found else None


def _is_said(tree: Tree, content: int | None, entry: int) -> bool:
    """Whether an entry lies in an article, after its beginning."""
    return content is not None and tree.is_within(entry, content) and tree.lengths[entry] - tree.lengths[content] > _HEADER


def _around(tree: Tree, content: int | None, seen_until: int) -> range:
    """Return the entries of the element that holds the article with its header, but none from the comments on."""
    if content is None:
        return range(0)
    outermost = content
    for outer in tree.ancestors(content):
        if tree.tags[outer] in {"body", "html"} or tree.length(outer) > tree.length(content) + 1500:
            break
        outermost = outer
    return range(outermost, min(tree.end[outermost], seen_until))

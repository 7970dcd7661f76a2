"""The tree of a saved page, laid out in the order of its tags, so that any question about any part of it is a look at a table.

Scripts, styles and templates are left out; runs of text are entries like elements, with the tag `-text`.

Invariant: entries stand in preorder (an entry's subtree is `range(entry, end[entry])`); all tables are made in one pass.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from tui_reader.text.markup import readable_node

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

TEXT = "-text"
"""The tag of a run of text."""

_MOST_TAGS = 1_000_000
_MOST_WORK = 2_000_000_000
"""Steps that a parser may need where it looks through all open tags for each new one."""

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_UNCOUNTED = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p", "li"}
    | {"dd", "dt", "option", "tr", "td", "th", "tbody", "thead", "tfoot"}
)
"""Tags that need no end."""

_UNSEEN = frozenset({"script", "style", "template", "noscript", "svg", "math", "-comment", "_comment", "object", "canvas"})
_WORD = re.compile(r"[a-z]+|[A-Z]+(?![a-z])[a-z]*|[A-Z][a-z]+")
_SPACE = re.compile(r"\s+")
_SEEN_ATTRIBUTES = ("class", "id", "itemprop", "data-role", "data-testid", "data-test-id")


def is_bomb(markup: str) -> bool:
    """Whether markup is made to keep a parser busy: too many tags, or too many open at once."""
    if markup.count("<") < 5_000:
        return False
    tags = depth = work = 0
    for found in _TAG.finditer(markup):
        tags += 1
        if found[2].lower() not in _UNCOUNTED:
            depth = max(0, depth + (-1 if found[1] else 1))
        work += depth
    return tags > _MOST_TAGS or work > _MOST_WORK


def squeezed(text: str) -> str:
    """Return a text on one line, with one space between words."""
    return _SPACE.sub(" ", text).strip()


@dataclass(slots=True)
class Tree:
    """A page in tables: what stands at one index of each list is one entry, an element or a run of text."""

    root: LexborNode
    nodes: list[LexborNode] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    attributes: list[dict[str, str]] = field(default_factory=list)
    words: list[frozenset[str]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)
    index: dict[int, int] = field(default_factory=dict)
    depths: list[int] = field(default_factory=list)
    earlier: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, markup: str) -> Tree:
        """Return the tree of a page."""
        parser = LexborHTMLParser(markup.encode("utf-8", "replace").decode())
        top = parser.root
        if top is None:
            raise ValueError("no markup")
        tree = cls(top)
        for node, parent in _entries(top, tree.index):
            tree._add(node, parent)
        tree.end = _ends(tree.parents)
        tree.earlier = _earlier(tree)
        tree.lengths = list(accumulate((len(text.strip()) for text in tree.texts), initial=0))
        return tree

    def _add(self, node: LexborNode, parent: int) -> None:
        tag = node.tag or ""
        self.nodes.append(node)
        self.tags.append(tag)
        self.parents.append(parent)
        self.depths.append(self.depths[parent] + 1 if parent >= 0 else 0)
        if tag == TEXT:
            self.attributes.append(_NONE)
            self.words.append(_NO_WORDS)
            self.texts.append(node.text_content or "")
            return
        attributes = {name: value or "" for name, value in node.attributes.items()}
        self.attributes.append(attributes)
        self.words.append(_words(tag, attributes))
        self.texts.append("")

    def __len__(self) -> int:
        return len(self.tags)

    def below(self, entry: int) -> range:
        """Return the entries below one."""
        return range(entry + 1, self.end[entry])

    def is_within(self, entry: int, outer: int) -> bool:
        """Whether an entry is another or lies below it."""
        return outer <= entry < self.end[outer]

    def length(self, entry: int) -> int:
        """How many characters of text an entry shows, roughly."""
        return self.lengths[self.end[entry]] - self.lengths[entry]

    def text(self, entry: int, most: int = 100_000) -> str:
        """Return the text of an entry on one line; what is longer than `most` is cut."""
        pieces: list[str] = []
        size = 0
        for each in range(entry, min(self.end[entry], entry + most)):
            if self.texts[each]:
                pieces.append(self.texts[each])
                size += len(self.texts[each])
                if size > most:
                    break
            elif self.tags[each] == "br":
                pieces.append(" ")
        return squeezed("".join(pieces))

    def children(self, entry: int) -> Iterator[int]:
        """Yield the entries right below one, in order."""
        child, last = entry + 1, self.end[entry]
        while child < last:
            yield child
            child = self.end[child]

    def ancestors(self, entry: int) -> Iterator[int]:
        """Yield what an entry lies in, from the inside."""
        while (entry := self.parents[entry]) >= 0:
            yield entry

    def before(self, entry: int) -> int | None:
        """Return the entry before one among its siblings, runs of mere space aside."""
        return self.earlier[entry] if self.earlier[entry] >= 0 else None

    def attribute(self, entry: int, *names: str) -> str:
        """Return the first of these attributes of an entry that says anything, else nothing."""
        attributes = self.attributes[entry]
        return next((value for name in names if (value := attributes.get(name, "").strip())), "")

    def classes(self, entry: int) -> list[str]:
        """Return the classes of an entry in small letters."""
        return self.attributes[entry].get("class", "").lower().split()

    def readable(self, entry: int, left_out: frozenset[int] | set[int] = frozenset()) -> str:
        """Return what an entry says as text to be read, without these entries below it."""
        hidden = {self.nodes[each].mem_id for each in left_out}
        return readable_node(self.nodes[entry], lambda node: node.mem_id in hidden)


_NONE: dict[str, str] = {}
_NO_WORDS: frozenset[str] = frozenset()


def _entries(top: LexborNode, index: dict[int, int]) -> Iterator[tuple[LexborNode, int]]:
    """Yield every node that may be seen with the place of its parent, and note the place of each."""
    waiting: list[tuple[LexborNode, int]] = [(top, -1)]
    while waiting:
        node, parent = waiting.pop()
        if node.next is not None and parent >= 0:
            waiting.append((node.next, parent))
        if (node.tag or "") in _UNSEEN:
            continue
        place = index[node.mem_id] = len(index)
        yield node, parent
        child = node.child
        if child is not None:
            waiting.append((child, place))


def _ends(parents: list[int]) -> list[int]:
    """Return where the subtree of each entry ends."""
    ends = list(range(1, len(parents) + 1))
    for entry in range(len(parents) - 1, 0, -1):
        parent = parents[entry]
        ends[parent] = max(ends[parent], ends[entry])
    return ends


def _earlier(tree: Tree) -> list[int]:
    """Return the sibling before each entry, -1 for none."""
    last = [-1] * len(tree)
    earlier: list[int] = []
    for entry, parent in enumerate(tree.parents):
        earlier.append(last[parent] if parent >= 0 else -1)
        if parent >= 0 and (tree.tags[entry] != TEXT or tree.texts[entry].strip()):
            last[parent] = entry
    return earlier


def _words(tag: str, attributes: dict[str, str]) -> frozenset[str]:
    """Return the words that an element's class, id and the like are made of, in small letters, without numbers."""
    named = " ".join(value for name in _SEEN_ATTRIBUTES if (value := attributes.get(name)))
    words = {word.lower() for word in _WORD.findall(named)} if named else set()
    if "-" in tag:
        words |= set(tag.split("-"))
    return frozenset(words)

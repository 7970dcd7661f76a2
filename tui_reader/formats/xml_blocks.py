"""Elements of XML that need not be XML: exports of blogs and feeds as they are, of any size, one element after the other.

Prefixes may be bound to nothing, marks may stand unescaped, sections of CDATA may lie in one another, hold what should end
them, or not end; what is not closed is closed by what cannot stand in it.

Invariant: no element that begins is lost, time is linear, and memory is bounded by the largest element.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tui_reader.formats.base import Rejection
from tui_reader.formats.xml_window import FARTHEST, TextWindow
from tui_reader.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tui_reader.formats.base import Document

_NAME = r"<(/?)([^\W\d][\w:.-]*+)"
_TAG = re.compile(_NAME + r"""((?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+)>""")
_LOOSE_TAG = re.compile(_NAME + r"([^<>]*+)>")
_ATTRIBUTE = re.compile(r"""(?<![^\s"'])([^\s=<>"'/]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""")
_ENTITY = re.compile(r"&(?:#\d{1,8}|#[xX][0-9a-fA-F]{1,7}|[A-Za-z]\w{0,31});")
_SPACE = re.compile(r"\s*+")
_OPENING, _CLOSING = "<![CDATA[", "]]>"
_ESCAPED = "]]]]><![CDATA[>"
_JUNK = b"\xef\xbb\xbf\xfe\xff`'\"\\ \t\r\n"
_SKIPPED = (("<!--", "-->"), ("<?", "?>"), ("<!", ">"))
_ANYWHERE: Mapping[str, str] = {}
_PATIENCE = 16
"""How often, on average, a document may be searched for the end of sections that do not end as they should."""


class Section(str):
    """Text that stands as it is, of a section of CDATA."""

    __slots__ = ()


@dataclass(slots=True)
class Element:
    """An element with what it holds; `tag` is its first tag as written.

    `is_cut` says that the document ends in it, `is_closed` that it has a last tag. What the
    end cuts further in is not there. Names are given with their prefix, as they are written.
    """

    name: str
    tag: str
    line: int
    parts: list[str | Element] = field(default_factory=list)
    is_cut: bool = False
    is_closed: bool = False

    @property
    def children(self) -> list[Element]:
        """The elements right below."""
        return [part for part in self.parts if isinstance(part, Element)]

    @property
    def text(self) -> str:
        """What it says, decoded and without the space around; the markup where elements lie in it."""
        if any(isinstance(part, Element) for part in self.parts):
            return _with_feeds(self._markup()).strip()
        return _with_feeds("".join(_decoded(part) for part in self.parts if isinstance(part, str))).strip()

    def all(self, name: str) -> list[Element]:
        """Return the elements of that name right below."""
        return [part for part in self.parts if isinstance(part, Element) and part.name == name]

    def first(self, *names: str) -> Element | None:
        """Return the first element right below that has the first of some names that any has."""
        return next((found[0] for name in names if (found := self.all(name))), None)

    def words(self, *names: str) -> str:
        """Return what the first element below of one of some names says, for the first name where that is anything."""
        return next((text for name in names for found in self.all(name) if (text := found.text)), "")

    def attribute(self, name: str) -> str:
        """Return an attribute, decoded; empty where there is none."""
        return self.attributes().get(name, "")

    def attributes(self) -> dict[str, str]:
        """Return all attributes, decoded."""
        found = _ATTRIBUTE.finditer(self.tag, len(self.name) + 1)
        return {match[1]: _decoded(match[2] or match[3] or (match[4] or "").removesuffix("/")) for match in found}

    def _markup(self) -> str:
        """Return the inside as written, without the marks of sections."""
        told: list[str] = []
        pending: list[str | Element] = self.parts[::-1]
        while pending:
            part = pending.pop()
            if isinstance(part, str):
                told.append(part)
                continue
            told.append(part.tag)
            if part.is_closed:
                pending.append(f"</{part.name}>")
            pending.extend(reversed(part.parts))
        return "".join(told)


def is_markup(head: bytes) -> bool:
    """Whether bytes begin with a tag, marks and the like apart, not with something that holds markup among others."""
    return head.lstrip(_JUNK).startswith(b"<")


def elements(
    document: Document, wanted: frozenset[str], alone: frozenset[str], homes: Mapping[str, str] = _ANYWHERE
) -> Iterator[Element | Problem | Rejection]:
    """Yield the outermost elements of some names as they end, and what is wrong with the document.

    Those in `alone` never lie in one of the same name. `homes` names the element that those of a name lie right below, empty
    where they lie in no wanted one: what is open between the two was not closed. A document without any element gives nothing.
    """
    with document.open() as stream:
        yield from _Reader(TextWindow(stream, document.head), wanted, alone, homes).read()


@dataclass(slots=True)
class _Reader:
    """What is open while a document is read: `names` from the root on, and the elements of `kept` from the wanted one on."""

    window: TextWindow
    wanted: frozenset[str]
    alone: frozenset[str]
    homes: Mapping[str, str]
    place: int = 0
    names: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    kept: list[Element] = field(default_factory=list)
    depth: int = 0
    size: int = 0
    done: list[Element | Problem | Rejection] = field(default_factory=list)
    ends: dict[str, int] = field(default_factory=dict)
    spent: int = 0

    def read(self) -> Iterator[Element | Problem | Rejection]:
        """Yield what ends, as it ends."""
        while self.step():
            if self.done:
                yield from self.done
                self.done.clear()
            self.place = self.window.drop(self.place)
        yield from self.finish()

    def step(self) -> bool:
        """Read up to the end of the next tag, section or comment; return whether there was any."""
        found = self.window.find("<", self.place)
        end = found if found >= 0 else len(self.window.text)
        if self.kept and end > self.place:
            self.say(self.window.text[self.place : end])
        self.place = end
        if found < 0:
            return not self.window.at_end
        if found + 1 >= len(self.window.text):
            self.window.more(found)
        if self.window.text[found + 1 : found + 2] in {"!", "?"}:
            self.skip()
        else:
            self.tag()
        return True

    def finish(self) -> Iterator[Element | Problem | Rejection]:
        """Yield what the end of the document cuts."""
        is_cut = bool(self.names)
        for element, inner in zip(self.kept, self.kept[1:], strict=False):
            if element.parts and element.parts[-1] is inner:
                element.parts.pop()
        for element in self.kept[:1]:
            element.is_cut = True
        while self.names:
            self.pop()
        yield from self.done
        yield from self.window.problems
        if is_cut:
            yield Rejection("the file is cut short: what it ends in is left out or not whole", self.window.line_at(self.place))

    def say(self, text: str) -> None:
        """Add text to the innermost element; what is too much for one element is left out."""
        self.size += len(text)
        if self.size <= FARTHEST:
            self.kept[-1].parts.append(text)

    def tag(self) -> None:
        """Read a tag, or a mark that begins none."""
        match = self.match_tag()
        if match is None:
            if self.kept:
                self.say("<")
            self.place += 1
            return
        begin, self.place = self.place, match.end()
        name = match[2]
        if match[1]:
            self.close(name)
            return
        if name in self.alone and self.counts.get(name):
            self.done.append(Problem(f"<{name}> is not closed before the next one", self.window.line_at(begin)))
            self.close(name)
        if self.kept and name in self.homes:
            self.go_home(name, begin)
        self.push(name, match[0], begin)
        if match[3].endswith("/"):
            self.pop()

    def go_home(self, name: str, begin: int) -> None:
        """Close what an element that begins cannot lie in."""
        home, inner = self.homes[name], self.names[-1]
        if inner == home or (home and not self.counts.get(home)):
            return
        while self.kept and self.names[-1] != home:
            self.pop()
        self.done.append(Problem(f"<{inner}> is not closed before <{name}>", self.window.line_at(begin)))

    def match_tag(self) -> re.Match[str] | None:
        """Return the tag that begins here; quotation marks that do not pair are taken for letters."""
        while (match := _TAG.match(self.window.text, self.place)) is None:
            if self.window.text.find("<", self.place + 1) >= 0 or not self.window.more(self.place):
                return _LOOSE_TAG.match(self.window.text, self.place)
        return match

    def push(self, name: str, tag: str, begin: int) -> None:
        """Open an element."""
        if self.kept or name in self.wanted:
            element = Element(name, tag, self.window.line_at(begin))
            if not self.kept:
                self.depth, self.size = len(self.names), 0
            elif self.size + len(tag) <= FARTHEST:
                self.kept[-1].parts.append(element)
            self.size += len(tag)
            self.kept.append(element)
        self.names.append(name)
        self.counts[name] = self.counts.get(name, 0) + 1

    def close(self, name: str) -> None:
        """Close the innermost element of a name and all in it; a tag that closes nothing says nothing."""
        if self.counts.get(name):
            while self.names[-1] != name:
                self.pop()
            if self.kept:
                self.kept[-1].is_closed = True
            self.pop()

    def pop(self) -> str:
        """Close the innermost element."""
        name = self.names.pop()
        self.counts[name] -= 1
        if self.kept:
            element = self.kept.pop()
            if not self.kept:
                self.done.append(element)
                if self.size > FARTHEST:
                    self.done.append(Rejection(f"<{name}> is too large; its end is left out", element.line))
        return name

    def skip(self) -> None:
        """Pass a comment, an instruction or a declaration, and read a section."""
        if self.starts(_OPENING):
            self.section()
            return
        opening, closing = next(pair for pair in _SKIPPED if self.starts(pair[0]))
        end = self.window.find(closing, self.place + len(opening))
        self.place = end + len(closing) if end >= 0 else self.place + len(opening)

    def starts(self, opening: str) -> bool:
        """Whether something stands here, be it out of sight as yet."""
        while len(self.window.text) - self.place < len(opening) and self.window.more(self.place):
            pass
        return self.window.text.startswith(opening, self.place)

    def section(self) -> None:
        """Read a section of CDATA."""
        begin = self.place + len(_OPENING)
        if self.kept or self.is_closed_well(begin):
            end, self.place = self.end_of_section(begin)
        else:
            end = self.place = begin
        if self.kept:
            self.say(Section(self.window.text[begin:end].replace(_ESCAPED, _CLOSING)))

    def is_closed_well(self, begin: int) -> bool:
        """Whether a section ends where its element does; outside of what is wanted, others must not swallow what is."""
        first = self.window.find(_CLOSING, begin)
        return first >= 0 and self.ends_well(first + len(_CLOSING), self.names[-1] if self.names else "")

    def end_of_section(self, begin: int) -> tuple[int, int]:
        """Return where a section ends, and where to go on.

        What ends it is followed by the end of its element. Else, where its element ends with a section, all up to there is
        one; where its element ends before the section does, the section was not closed.
        """
        first = self.window.find(_CLOSING, begin)
        name = self.names[-1] if self.names else ""
        if (missed := self.missed_end(begin, first, name)) >= 0:
            return missed, missed
        if first >= 0 and self.ends_well(first + len(_CLOSING), name):
            return first, first + len(_CLOSING)
        outer = self.end_of_element(name, begin)
        if outer >= 0 and not 0 <= first < outer:
            return outer, outer
        if first < 0:
            return len(self.window.text), len(self.window.text)
        last = first if outer < 0 or self.is_mixed(begin, first, outer) else self.window.text.rfind(_CLOSING, first, outer)
        self.spent += outer - last if last > first else 0
        if last > first and self.window.text[last + len(_CLOSING) : outer].strip():
            last = first
        return last, last + len(_CLOSING)

    def is_mixed(self, begin: int, first: int, outer: int) -> bool:
        """Whether text and sections take turns: another section begins before anything else ends one."""
        text = self.window.text
        following = text.find(_OPENING, first, outer)
        return following >= 0 and text.find(_OPENING, begin, first) < 0 and text.find(_CLOSING, first + 1, following) < 0

    def missed_end(self, begin: int, first: int, name: str) -> int:
        """Return where the element ends if another section begins between there and what would end this one, else -1."""
        text = self.window.text
        end = text.find(f"</{name}", begin, first) if name and first >= 0 else -1
        is_missed = end >= 0 and text.find(f"<{name}", begin, end) < 0 and text.find(_OPENING, end, first) >= 0
        return end if is_missed else -1

    def ends_well(self, place: int, name: str) -> bool:
        """Whether the end of an element, or the next section, follows."""
        following = place
        while len(self.window.text) - following <= len(_OPENING) + len(name) and self.window.more(self.place):
            following = _end_of_space(self.window.text, place)
        text, following = self.window.text, _end_of_space(self.window.text, place)
        return text.startswith(f"</{name}", following) or text.startswith(_OPENING, place)

    def end_of_element(self, name: str, begin: int) -> int:
        """Return where the innermost element ends, -1 where nobody knows."""
        if not name or self.spent > _PATIENCE * (self.window.passed + FARTHEST // _PATIENCE):
            return -1
        known = self.ends.get(name, -1)
        if known >= self.window.absolute(begin):
            return known - self.window.absolute(0)
        found = self.window.find(f"</{name}", begin)
        self.spent += (found if found >= 0 else len(self.window.text)) - begin
        self.ends[name] = self.window.absolute(found) if found >= 0 else -1
        return found


def _decoded(text: str) -> str:
    """Return text without entities; a section as it stands."""
    if "&" not in text or isinstance(text, Section):
        return text
    return _ENTITY.sub(lambda match: html.unescape(match[0]), text)


def _end_of_space(text: str, place: int) -> int:
    match = _SPACE.match(text, place)
    return match.end() if match else place


def _with_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text

"""What a message says: the text of those of its parts that are to be read, and one line for each that is a file.

Of several renderings of the same (multipart/alternative) the plain one is taken; HTML and enriched text are made readable.

Invariant: nothing recurses, nothing raises, and no part is passed over but other renderings of one that is shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tui_reader.formats.charsets import text_of
from tui_reader.formats.flowed_text import unflowed
from tui_reader.formats.mail_addresses import shown_author
from tui_reader.formats.mail_headers import Header, split_message
from tui_reader.formats.mail_parts import Part, divided
from tui_reader.text.markup import readable

_DEEPEST = 30
"""Parts within parts beyond which nobody goes who wants to be read."""

_RENDERINGS = frozenset({"text/plain", "text/html", "text/enriched", "text/richtext", "text/x-amp-html", "text/watch-html"})
_MESSAGES = frozenset({"message/rfc822", "message/global", "message/news"})
_REPORTS = frozenset({"message/delivery-status", "message/disposition-notification", "message/feedback-report"})
_CHARSET_OF_HTML = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_COMMAND = re.compile(r"<param>[^<]{0,500}</param>|</?[\w-]{1,60}>|<<", re.IGNORECASE)
_ENDS = re.compile(r"(?<!\n)\n(?!\n)|\n(\n+)")


@dataclass(frozen=True, slots=True)
class MailText:
    """What a message says; `original` is what it really holds where that is not plain text, `is_cut` that an end is missing."""

    body: str
    original: str | None
    is_cut: bool


@dataclass(slots=True)
class _Reading:
    """A message that is being read: what there is to go through, last first, and what was found."""

    pile: list[tuple[Part, bool]]
    shown: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    is_cut: bool = False

    def read(self) -> MailText:
        """Go through all parts."""
        while self.pile:
            self._take(*self.pile.pop())
        body = _joined((*self.shown, "\n".join(self.files)))
        return MailText(body, None if self.shown == self.sources else _joined(self.sources), self.is_cut)

    def _take(self, part: Part, only_files: bool) -> None:
        """Read a part, or lay its own parts on the pile."""
        if part.kind.startswith("multipart/") and part.depth < _DEEPEST:
            self._divide(part, only_files=only_files)
        elif part.kind in _MESSAGES and not part.is_attached and part.depth < _DEEPEST:
            self._open(part, only_files=only_files)
        elif (part.depth and part.is_attached) or not _is_text(part):
            self.files.append(_file_line(part))
        elif not only_files:
            self._show(part)
        elif part.kind not in _RENDERINGS:
            self.files.append(_file_line(part))

    def _divide(self, part: Part, *, only_files: bool) -> None:
        """Lay the parts of a part on the pile: of several renderings, the one to be read."""
        division = divided(part)
        self.is_cut = self.is_cut or not division.is_closed
        if not division.parts:
            self.pile.append((Part(Header({}, is_ended=True), part.body, "text/plain", part.depth + 1), only_files))
            return
        if division.after.strip():
            self.pile.append((Part(Header({}, is_ended=True), division.after, "text/plain", part.depth + 1), only_files))
        best = _best(division.parts) if part.kind == "multipart/alternative" else None
        for inner in reversed(division.parts):
            self.pile.append((inner, only_files or best not in {None, id(inner)}))

    def _open(self, part: Part, *, only_files: bool) -> None:
        """Lay a message within the message on the pile, below a line or two that say whose it is."""
        header, body = split_message(part.data)
        self.pile.append((Part.of(header, body, part.depth + 1), only_files))
        if not only_files:
            self._add(_heading(header))

    def _show(self, part: Part) -> None:
        """Add the text of a part."""
        data = part.data
        charset = part.parameter("charset")
        if part.kind == "text/html" and charset is None and (found := _CHARSET_OF_HTML.search(data[:2048])):
            charset = found[1].decode("ascii")
        source = text_of(data, charset).replace("\r\n", "\n").replace("\r", "\n").strip("\n").rstrip()
        self._add(_readable(part, source), source)

    def _add(self, shown: str, source: str | None = None) -> None:
        """Add a piece of text that says anything."""
        if shown.strip():
            self.shown.append(shown)
            self.sources.append(shown if source is None else source)


def text_of_message(header: Header, body: bytes) -> MailText:
    """Return what a message says."""
    return _Reading([(Part.of(header, body), False)]).read()


def _joined(pieces: tuple[str, ...] | list[str]) -> str:
    """Return pieces of text with an empty line between them."""
    return "\n\n".join(piece for piece in pieces if piece)


def _is_text(part: Part) -> bool:
    """Whether a part is to be read."""
    return (part.kind.startswith("text/") and part.kind != "text/calendar") or part.kind in _REPORTS


def _best(parts: tuple[Part, ...]) -> int:
    """Return the identity of the rendering to be read: the plain one if it says anything, else the first of several words."""
    plain = [part for part in parts if part.kind == "text/plain" and part.body.strip()]
    others = [part for part in parts if part.kind in _RENDERINGS - {"text/plain"} or part.kind.startswith("multipart/")]
    return id((*plain, *others, parts[-1])[0])


def _readable(part: Part, source: str) -> str:
    """Return the text of a part as it is to be read."""
    if part.kind == "text/html":
        return readable(source)
    if part.kind in {"text/enriched", "text/richtext"}:
        return _without_commands(source)
    if (part.parameter("format") or "").strip().lower() == "flowed":
        return unflowed(source, deletes_space=(part.parameter("delsp") or "").strip().lower() == "yes")
    return source


def _without_commands(source: str) -> str:
    """Return enriched text (RFC 1896) without its commands; a single line end in it is a space, of several one is."""
    words = _COMMAND.sub(lambda found: "<" if found[0] == "<<" else "", source)
    joined = _ENDS.sub(lambda found: found[1] or " ", words)
    return "\n".join(line.rstrip() for line in joined.split("\n")).strip("\n")


def _heading(header: Header) -> str:
    """Return the lines that stand above a message within a message."""
    author = shown_author(header.raw("from"))
    said = (("From", author), ("Date", header.text("date")), ("Subject", header.text("subject")))
    return "\n".join(("[message]", *(f"{name}: {text}" for name, text in said if text)))


def _file_line(part: Part) -> str:
    """Return the line that stands for a file."""
    said = (part.file_name, part.kind, _size(part))
    return f"[attachment: {', '.join(text for text in said if text)}]"


def _size(part: Part) -> str:
    """Return how large a file is, in words."""
    bytes_there = len(part.data)
    if bytes_there < 1_000:
        return f"{bytes_there} bytes"
    return f"{bytes_there / 1_000:.0f} kB" if bytes_there < 1_000_000 else f"{bytes_there / 1_000_000:.1f} MB"

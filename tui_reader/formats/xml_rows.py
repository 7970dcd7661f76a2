"""Rows of a table written as XML, `<row Name="value" … />`, of any size, one after the other.

A row with characters that XML does not allow is read without them. After other damage, reading goes on at the next line that
begins with a row.

Invariant: one row at a time is held, no entity is ever expanded, and all that is left out is told with its line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers.expat import ErrorString, ExpatError, ParserCreate

from tui_reader.errors import SourceError
from tui_reader.formats.base import Rejection
from tui_reader.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.parsers.expat import XMLParserType

    from tui_reader.formats.base import Document

_LONGEST_PIECE = 1 << 24
_ROW = b"<row"
_CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
    "|&#(?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01])|x0*(?:[0-8bcefBCEF]|1[0-9a-fA-F]|[fF]{3}[eEfF]|[dD][89a-fA-F][0-9a-fA-F]{2}));"
)


@dataclass(frozen=True, slots=True)
class Row:
    """A row: what stands in its columns, and its line, counted from 1."""

    columns: dict[str, str]
    line: int


def rows(document: Document) -> Iterator[Row | Problem | Rejection]:
    """Yield the rows of a document; raise SourceError where it is no XML, or XML that defines entities."""
    reader = _RowReader(document.path)
    with document.open() as stream:
        while piece := stream.readline(_LONGEST_PIECE):
            yield from reader.rows_of(piece)
    yield from reader.finish()


@dataclass(slots=True)
class _RowReader:
    """Where reading is: `before` are the lines before those that the parser was given, `passed` all lines so far.

    There is no parser after damage, until a row begins again.
    """

    path: str
    parser: XMLParserType | None = None
    root: str = ""
    encoding: str | None = None
    before: int = 0
    passed: int = 0
    told: list[Row | Problem | Rejection] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.parser = self._parser()

    def rows_of(self, piece: bytes) -> Iterator[Row | Problem | Rejection]:
        """Yield the rows that end in a piece."""
        if self.parser is None and piece.lstrip().startswith(_ROW):
            self._begin_again()
        if self.parser is not None:
            try:
                self.parser.Parse(piece, False)
            except ExpatError as error:
                self._save(piece, error)
        self.passed += piece.count(b"\n")
        yield from self.told
        self.told.clear()

    def finish(self) -> Iterator[Row | Problem | Rejection]:
        """Yield what the end of the document makes known."""
        if self.parser is None:
            return
        try:
            self.parser.Parse(b"", True)
        except ExpatError:
            if not self.root:
                raise self._no_xml() from None
            self.told.append(Rejection("the file is cut short: what it ends in is left out", self.passed + 1))
        yield from self.told

    def _save(self, piece: bytes, error: ExpatError) -> None:
        """Read a piece that the parser stopped in without the characters that XML does not allow, or leave it out."""
        if not self.root:
            raise self._no_xml()
        line = self.before + error.lineno
        self.parser = None
        if piece.lstrip().startswith(_ROW) and line == self.passed + 1:
            before = [row for row in self.told if row.line != line]
            try:
                self._begin_again().Parse(_cleaned(piece, self.encoding), False)
            except ExpatError:
                self.parser = None
            else:
                self.told.append(Problem("characters that XML does not allow are read as U+FFFD", line))
                return
            self.told = before + [row for row in self.told if row not in before]
        self.told.append(Rejection(f"row left out: it is not well-formed XML: {ErrorString(error.code)}", line))

    def _begin_again(self) -> XMLParserType:
        self.before = self.passed
        self.parser = parser = self._parser(self.encoding)
        parser.Parse(f"<{self.root}>".encode(), False)
        return parser

    def _parser(self, encoding: str | None = None) -> XMLParserType:
        parser = ParserCreate(encoding)
        parser.StartElementHandler = self._learn_element
        parser.StartDoctypeDeclHandler = self._refuse_entities
        parser.XmlDeclHandler = self._learn_encoding
        return parser

    def _learn_element(self, name: str, columns: dict[str, str]) -> None:
        if not self.root:
            self.root = name
        if name == "row" and self.parser is not None:
            self.told.append(Row(columns, self.before + self.parser.CurrentLineNumber))

    def _learn_encoding(self, _version: str, encoding: str | None, _standalone: int) -> None:
        self.encoding = encoding

    def _refuse_entities(self, _name: str, _system: str | None, _public: str | None, has_subset: bool) -> None:
        if has_subset:
            raise SourceError(f"{self.path}: XML that defines entities is not read", "take the part in [ ] out of its DOCTYPE")

    def _no_xml(self) -> SourceError:
        return SourceError(f"{self.path}: no XML with rows")


def _cleaned(piece: bytes, encoding: str | None) -> bytes:
    """Return a piece without what XML does not allow."""
    try:
        text = piece.decode(encoding or "utf-8", "replace")
        return _CONTROLS.sub("\ufffd", text).encode(encoding or "utf-8", "xmlcharrefreplace")
    except LookupError:
        return piece

"""Plain text is handed on line by line, with what decoding had to guess."""

from __future__ import annotations

import pytest

from tui_reader.errors import SourceError
from tui_reader.formats.base import Document, PlainText
from tui_reader.formats.plain_text import FORMAT


def read(data: bytes) -> PlainText:
    """Return bytes as the format reads them."""
    found = FORMAT.read(Document.of("dump.txt", "dumps/dump.txt", data))
    assert isinstance(found, PlainText)
    return found


def test_a_text_is_its_lines() -> None:
    """The last line needs no newline, and one adds no line."""
    assert read(b"A title\r\n\r\nText").lines == read(b"A title\n\nText\n").lines == ("A title", "", "Text")


def test_guesses_come_along() -> None:
    """What decoding guessed is there to be stored with the thread."""
    found = read(b"\x93Quoted\x94\n")
    assert (found.encoding, len(found.problems)) == ("windows-1252", 1)


@pytest.mark.parametrize("data", [b"", b"\n \n\t\n", b"\xef\xbb\xbf\n"])
def test_nothing_to_read_is_an_error(data: bytes) -> None:
    """An empty file is never an empty thread."""
    with pytest.raises(SourceError, match=r"dumps/dump\.txt: empty"):
        read(data)

"""ARC files give their pages like WARC files."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from tests.formats.web_archives import PAGE, answer, counted, items_of, pages, told
from tui_reader.errors import SourceError
from tui_reader.formats.arc import FORMAT
from tui_reader.formats.base import Document
from tui_reader.formats.registry import recognise

if TYPE_CHECKING:
    from pathlib import Path

ABOUT = b"1 0 Any Crawler\nURL IP-address Archive-date Content-type Archive-length\n"
SECOND = (
    b"2 0 Any Crawler\nURL IP-address Archive-date Content-type Result-code Checksum Location Offset Filename Archive-length\n"
)


def record(uri: str, block: bytes, more: str = "", length: object = None) -> bytes:
    """Return a record of an ARC file; `length` is what it says of itself."""
    said = len(block) if length is None else length
    return f"{uri} 192.0.2.7 20010203040506 text/html{more} {said}\n".encode() + block + b"\n"


FIRST = record("filedesc://any.arc", ABOUT)
NEWER = record("filedesc://any.arc", SECOND, " 200 - - 0 any.arc")
NOON = record("http://example.com/noon", answer())


def test_a_page_is_a_document_of_its_own() -> None:
    """The first record says what the file is."""
    items = items_of(FORMAT, FIRST + NOON)
    (found,) = pages(items)
    assert (found.name, found.path, found.data) == ("noon", "http://example.com/noon", PAGE)
    assert counted(items) == ["1 record holds no page: 1 filedesc"]
    assert recognise(Document.of("dump", "dump", FIRST + NOON)).format.name == "arc"


def test_the_second_version_says_more_in_its_headings() -> None:
    """Addresses may hold blanks in either."""
    data = NEWER + record("http://example.com/high water", answer(), " 200 ABC - 120 any.arc")
    assert [found.path for found in pages(items_of(FORMAT, data))] == ["http://example.com/high water"]


@pytest.mark.parametrize("length", [-1, 10**30, 10**9, 500])
def test_a_wrong_length_loses_one_record_and_no_other(length: int) -> None:
    """Behind it, the next line that begins a record is looked for."""
    items = items_of(FORMAT, FIRST + record("http://example.com/a", answer(), length=length) + NOON * 3)
    assert [found.name for found in pages(items)] == ["noon"] * 3
    assert len(told(items)) == 1


def test_a_file_cut_anywhere_says_so() -> None:
    """Only the empty line behind a record may be missing unseen."""
    data = FIRST + NOON
    unseen = {len(FIRST) - 1, len(FIRST), len(data) - 1}
    for length in range(1, len(data)):
        assert (told(items_of(FORMAT, data[:length])) == []) == (length in unseen), length
    with pytest.raises(SourceError, match="no ARC record"):
        items_of(FORMAT, b"")


def test_a_line_without_end_takes_no_time_without_end() -> None:
    """Blanks, dates and addresses in it are no heading."""
    items = items_of(FORMAT, FIRST + b"http:" + b"a 192.0.2.7 20010203040506 " * 200_000)
    assert len(told(items)) == 1


def test_a_real_file_is_read_to_its_last_record(shared: Path) -> None:
    """Neither FastWARC nor warcio reads all of these and those."""
    path = shared / "archives" / "warc" / "warcio_example.arc.gz"
    if not path.exists():
        pytest.skip("no such sample beside the repository")
    items = items_of(FORMAT, gzip.decompress(path.read_bytes()))
    assert [found.path for found in pages(items)] == ["http://example.com/"]
    assert told(items) == []

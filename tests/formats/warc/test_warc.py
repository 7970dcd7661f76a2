"""WARC files give their pages, whatever else and whatever damage is in them."""

from __future__ import annotations

import gzip
import sys
import zlib
from typing import TYPE_CHECKING, BinaryIO

import pytest

from tests.formats.web_archives import PAGE, answer, counted, items_of, page, pages, told, warc
from tui_reader.errors import SourceError
from tui_reader.formats import web_payloads, web_records
from tui_reader.formats.base import Document, Rejection
from tui_reader.formats.registry import recognise
from tui_reader.formats.warc import FORMAT
from tui_reader.ingest.unpacking import unpacked

if TYPE_CHECKING:
    from pathlib import Path

brotli = pytest.importorskip("brotli")
SMALL = warc("warcinfo", b"software: any\r\n", "") + warc("response", answer()) + warc("request", b"GET / HTTP/1.1\r\n\r\n")
SAMPLES = {
    "resiliparse_clipped.warc.gz": (0, 0, 1),
    "resiliparse_clueweb-quirk.warc.gz": (29, 1, 0),
    "resiliparse_warcfile.warc.lz4": (16, 34, 0),
    "warcio_example-bad-non-chunked.warc.gz": (1, 5, 0),
    "warcio_example-digest.warc": (0, 4, 0),
    "warcio_example-iana.org-chunked.warc": (1, 2, 0),
    "warcio_example-resource.warc.gz": (1, 2, 0),
    "warcio_example-trunc.warc": (1, 3, 1),
    "warcio_example-wget-bad-target-uri.warc.gz": (1, 5, 0),
    "whirlwind.warc.gz": (1, 3, 0),
    "whirlwind.warc.wat.gz": (0, 2, 0),
    "whirlwind.warc.wet": (1, 1, 0),
    "whirlwind.warc.wet.gz": (1, 1, 0),
}
"""Pages, records without one, and rejections of real files."""


def test_a_page_is_a_document_of_its_own_with_its_address() -> None:
    """Its name is the last part of the address, and its format is found by its content."""
    found = page(FORMAT, warc("response", answer()))
    assert (found.name, found.path, found.data, found.format) == (
        "noon.html",
        "http://www.example.com/tides/noon.html",
        PAGE,
        None,
    )
    assert found.hints is not None
    assert (found.hints.url, found.hints.site, found.hints.posted) == (found.path, "example.com", None)


@pytest.mark.parametrize(
    ("uri", "name"),
    [
        ("http://example.com/", "http://example.com/"),
        ("http://example.com/a/b/?c=d/e", "b"),
        ("<http://example.com/a>", "a"),
        ("http://example.com/F%C3%A4hre", "Fähre"),
        ("urn:any", "any"),
        ("http://[broken/a", "http://[broken/a"),
        ("", ""),
    ],
)
def test_a_page_is_called_by_the_last_part_of_its_address(uri: str, name: str) -> None:
    """Where there is none, by all of it."""
    assert page(FORMAT, warc("response", answer(), uri)).name == name


def test_the_text_of_a_page_goes_to_the_reader_of_plain_text() -> None:
    """WET files hold texts that were taken from pages."""
    found = page(FORMAT, warc("conversion", b"Tide tables\nHigh water at noon.\n", Content_Type="text/plain"))
    assert (found.format, found.data) == ("plain-text", b"Tide tables\nHigh water at noon.\n")


def test_what_was_saved_without_an_answer_is_a_page() -> None:
    """A resource record holds the page itself."""
    assert page(FORMAT, warc("resource", PAGE, Content_Type="text/html; charset=utf-8")).data == PAGE


def test_what_holds_no_page_is_counted_once_at_the_end() -> None:
    """Pictures, scripts and what was not found are many."""
    data = SMALL + b"".join(
        (
            warc("response", answer(b"\x89PNG", kind="image/png")),
            warc("response", answer(b"p {}", kind="text/css")),
            warc("response", answer(status="404 Not Found")),
            warc("response", answer(b"User-agent: *", kind="text/plain"), "http://example.com/robots.txt"),
            warc("response", answer(b" \r\n")),
            warc("revisit", answer(b"")),
            warc("resource", b"wget --any", "metadata://wget/log", Content_Type="text/plain"),
        )
    )
    items = items_of(FORMAT, data)
    assert len(pages(items)) == 1
    kinds = "1 empty, 1 image/png, 1 metadata address, 1 request, 1 revisit, 1 robots.txt, 1 status 404, 1 text/css, …"
    assert counted(items) == [f"9 records hold no page: {kinds}"]


@pytest.mark.parametrize(
    "kind", ["", "application/octet-stream", "text/html charset=utf-8", "application/rss+xml", "text/html;a"]
)
def test_a_page_is_known_by_its_content_where_its_type_says_nothing(kind: str) -> None:
    """Servers leave the type out, and write it wrong."""
    assert page(FORMAT, warc("response", answer(kind=kind))).data == PAGE


CHUNKED = b"1a;any=1\r\n" + PAGE[:26] + b"\r\n" + f"{len(PAGE) - 26:X}".encode() + b"\r\n" + PAGE[26:] + b"\r\n0\r\n\r\n"
RAW = zlib.compressobj(wbits=-15)


@pytest.mark.parametrize(
    ("payload", "headers"),
    [
        (CHUNKED, {"Transfer_Encoding": "chunked"}),
        (PAGE, {"Transfer_Encoding": "chunked"}),
        (gzip.compress(PAGE, mtime=0), {"Content_Encoding": "gzip"}),
        (PAGE, {"Content_Encoding": "gzip"}),
        (zlib.compress(PAGE), {"Content_Encoding": "deflate"}),
        (RAW.compress(PAGE) + RAW.flush(), {"Content_Encoding": "deflate"}),
        (brotli.compress(PAGE), {"Content_Encoding": "br"}),
        (PAGE, {"Content_Encoding": "br"}),
        (brotli.compress(gzip.compress(PAGE, mtime=0)), {"Content_Encoding": "gzip, br"}),
        (PAGE, {"Content_Encoding": "identity"}),
    ],
)
def test_chunks_and_packing_are_undone_where_they_are_there(payload: bytes, headers: dict[str, str]) -> None:
    """Some archives keep the headers and not what they say."""
    found = page(FORMAT, warc("response", answer(payload, **headers)))
    assert (found.data, found.troubles) == (PAGE, [])


@pytest.mark.parametrize(
    ("payload", "headers"),
    [
        (CHUNKED[:60], {"Transfer_Encoding": "chunked"}),
        (gzip.compress(PAGE * 9, mtime=0)[:-20], {"Content_Encoding": "gzip"}),
        (brotli.compress(PAGE * 9)[:-4], {"Content_Encoding": "br"}),
        (zlib.compress(PAGE + bytes(range(256)))[:-2] + b"??", {"Content_Encoding": "deflate"}),
    ],
)
def test_a_page_that_is_not_whole_says_so(payload: bytes, headers: dict[str, str]) -> None:
    """What there is of it is read."""
    found = page(FORMAT, warc("response", answer(payload, **headers)))
    assert len(found.troubles) == 1
    assert found.data.startswith(PAGE[:26])


def test_a_page_that_the_crawler_broke_off_says_so() -> None:
    """The record itself tells it."""
    found = page(FORMAT, warc("response", answer(), WARC_Truncated="length"))
    assert found.troubles == ["the crawler broke off here (length); what there is of the page was read"]


@pytest.mark.parametrize(
    ("charset", "text"),
    [("windows-1251", "Паром"), ("EUC-JP", "渡し船"), ("iso-8859-1", "Fähre “Anna”"), ("gb2312", "渡輪"), ("utf-8", "Fähre")],
)
def test_the_encoding_that_the_server_named_is_used(charset: str, text: str) -> None:
    """The page itself may not say it."""
    codec = {"iso-8859-1": "cp1252", "gb2312": "gb18030"}.get(charset, charset)
    found = page(FORMAT, warc("response", answer(f"<p>{text}".encode(codec), kind=f"text/html; charset={charset}")))
    assert found.data.decode("utf-8-sig") == f"<p>{text}"


@pytest.mark.parametrize("charset", ["iso-8859-1", "no-such-thing", "ascii", "utf-16", "idna"])
def test_an_encoding_that_is_named_in_error_changes_nothing(charset: str) -> None:
    """Servers name one for all pages, whatever these are in."""
    payload = "<p>Fähre</p>".encode()
    assert page(FORMAT, warc("response", answer(payload, kind=f"text/html; charset={charset}"))).data == payload


def test_what_unpacks_to_too_much_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit holds while it unpacks, and the rest is read."""
    monkeypatch.setattr(web_payloads, "LARGEST_PAYLOAD", 1 << 20)
    for name, packed in (("gzip", gzip.compress(bytes(9 << 20))), ("br", brotli.compress(bytes(9 << 20)))):
        items = items_of(FORMAT, warc("response", answer(packed, Content_Encoding=name)) + warc("response", answer()))
        assert told(items) == ["record 1 at byte 0 left out: it unpacks to more than 1 MiB"]
        assert len(pages(items)) == 1


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rest is read without it."""
    monkeypatch.setitem(sys.modules, "brotli", None)
    data = warc("response", answer(b"\x0b\x02any", Content_Encoding="br")) + warc("response", answer())
    assert "brotli" in told(items_of(FORMAT, data))[0]


def test_a_file_cut_anywhere_says_so() -> None:
    """Whatever is whole before the cut is read; only the empty lines at the end may be missing unseen."""
    ends = [0]
    for part in SMALL.split(b"WARC/")[1:]:
        ends.append(ends[-1] + 5 + len(part))
    unseen = {end - back for end in ends for back in range(5)}
    for length in range(len(SMALL)):
        try:
            items = items_of(FORMAT, SMALL[:length])
        except SourceError:
            assert length == 0
            continue
        assert (told(items) == []) == (length in unseen), length


@pytest.mark.parametrize("length", ["", "-5", "ten", 10**30, "²", 10**9, 400, 5_000])
def test_a_wrong_length_loses_one_record_and_no_other(length: object) -> None:
    """Behind it, the next line that begins a record is looked for."""
    data = SMALL + warc("response", answer(), length=length) + warc("response", answer(b"<p>Next")) + SMALL
    items = items_of(FORMAT, data)
    assert [each.data for each in pages(items)] == [PAGE, b"<p>Next", PAGE]
    assert len(told(items)) == 1
    assert f"record 4 at byte {len(SMALL)} left out" in told(items)[0]


def test_a_length_that_is_too_short_leaves_the_rest_out_and_says_so() -> None:
    """The record is what it says it is."""
    items = items_of(FORMAT, warc("response", answer(), length=len(answer()) - 10) + SMALL)
    assert [each.data for each in pages(items)] == [PAGE[:-10], PAGE]
    assert "bytes from byte" in told(items)[0]


def test_a_record_that_is_too_large_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory holds one record; what follows is read, also where the length was wrong."""
    monkeypatch.setattr(web_records, "LARGEST_BLOCK", 1 << 16)
    large = warc("response", answer(bytes(3 << 20)))
    assert told(items_of(FORMAT, large + SMALL)) == ["record 1 at byte 0 left out: larger than 0 MiB"]
    assert len(pages(items_of(FORMAT, large + SMALL))) == 1
    wrong = warc("response", answer(), length=1 << 40)
    items = items_of(FORMAT, SMALL + wrong * 3 + SMALL)
    assert len(told(items)) == 3
    assert len(pages(items)) == 2


def test_many_wrong_lengths_take_no_longer_than_they_must() -> None:
    """The end is looked for once."""
    data = warc("response", b"x", length=60 << 20) * 20_000
    opened = 0

    def opens() -> BinaryIO:
        nonlocal opened
        opened += 1
        return document.open()

    document = Document.of("dump", "dump", data)
    watched = Document("dump", "dump", "", document.head, opens)
    assert sum(isinstance(item, Rejection) for item in FORMAT.read(watched)) == 20_000  # type: ignore[union-attr]
    assert opened == 1


def test_lines_may_end_in_line_feeds_alone_and_headings_go_on() -> None:
    """Old collections are written so."""
    data = warc("response", answer()).replace(b"\r\n", b"\n").replace(b"WARC-Target-URI: ", b"WARC-Target-URI:\n  ")
    length = len(answer().replace(b"\r\n", b"\n"))
    data = data.replace(f"Content-Length: {len(answer())}".encode(), f"content-length: {length}".encode())
    assert page(FORMAT, data.replace(b"WARC/1.0", b"WARC/0.18")).path == "http://www.example.com/tides/noon.html"


@pytest.mark.parametrize("data", [b"", b"WARC", b"WARC is a format", b"WARC/1.0 is a version\n"])
def test_what_only_speaks_of_warc_is_not_claimed(data: bytes) -> None:
    """A version alone in its line is what counts."""
    assert FORMAT.probe(data, "dump.warc").strength == 0
    assert recognise(Document.of("dump", "dump", SMALL)).format.name == "warc"


def test_an_empty_file_is_an_error() -> None:
    """There is nothing to say about it but that."""
    with pytest.raises(SourceError, match="no WARC record"):
        items_of(FORMAT, b"")


@pytest.mark.parametrize("name", list(SAMPLES))
def test_real_files_are_read_to_their_last_record(shared: Path, name: str) -> None:
    """Each record is a page, counted, or rejected."""
    path = shared / "archives" / "warc" / name
    if not path.exists():
        pytest.skip("no such sample beside the repository")
    troubles: list[str] = []
    inner, opens = unpacked(name, lambda: path.open("rb"), troubles)
    with opens() as stream:
        items = list(FORMAT.read(Document.of(inner, inner, stream.read())))  # type: ignore[arg-type]
    number = sum(int(message.partition(" ")[0]) for message in counted(items))
    assert (len(pages(items)), number, len(told(items))) == SAMPLES[name]
    assert bool(troubles) == ("clipped" in name)

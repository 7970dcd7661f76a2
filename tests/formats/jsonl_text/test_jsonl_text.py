"""Rows of texts are documents of their own, with what their corpus knows of them."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.formats.web_archives import items_of, pages, told
from tui_reader.errors import SourceError
from tui_reader.formats.base import Document
from tui_reader.formats.jsonl_text import FORMAT
from tui_reader.formats.registry import recognise
from tui_reader.model import Article

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Tide tables\n" + "High water at noon, and again at midnight.\n" * 5
URL = "https://www.example.com/tides"
KNOWN = Article(ref="", url=URL, site="example.com")
CRAWL = "2024-05-06T07:08:09Z"
ROWS: dict[str, dict[str, Any]] = {
    "C4": {"text": TEXT, "timestamp": CRAWL, "url": URL},
    "FineWeb": {"text": TEXT, "id": "<urn:1>", "dump": "CC-MAIN-2024-18", "url": URL, "date": CRAWL, "language": "en"},
    "Dolma": {
        "id": URL,
        "text": TEXT,
        "source": "common-crawl",
        "added": CRAWL,
        "created": CRAWL,
        "metadata": {"url": URL, "date_download": CRAWL, "title": "Tides"},
    },
    "OSCAR": {"content": TEXT, "warc_headers": {"warc-target-uri": URL, "warc-date": CRAWL}, "metadata": {"language": "en"}},
    "CCNet": {"url": URL, "title": "Tides", "raw_content": TEXT, "date_download": CRAWL, "source_domain": "example.com"},
    "RedPajama": {"text": TEXT, "meta": {"url": URL, "timestamp": CRAWL, "source": "c4"}},
}
TALK: list[dict[str, Any]] = [
    {"author": "ann", "body": "Any", "link_id": "t3_a", "parent_id": "t1_b"},
    {"id": "1", "speaker": "ann", "text": TEXT * 9, "reply-to": None},
    {"user": "U1", "text": TEXT * 9, "ts": "1.0"},
    {"role": "user", "content": TEXT * 9, "meta": {}},
    {"by": "ann", "id": 1, "kids": [2], "text": TEXT * 9, "url": URL},
    {"text": "short", "label": 1},
    {"content": TEXT * 9, "repo_name": "any/thing"},
]


def lines(*rows: object) -> bytes:
    """Return rows as JSON, one a line."""
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


@pytest.mark.parametrize("corpus", list(ROWS))
def test_a_row_of_any_corpus_is_a_text_with_its_address(corpus: str) -> None:
    """The day that a page was fetched is not the day that it was written."""
    (found,) = pages(items_of(FORMAT, lines(ROWS[corpus])))
    assert (found.name, found.path, found.data.decode(), found.format) == ("dump:1", "dump:1", TEXT, "plain-text")
    assert found.hints is not None
    assert (found.hints.url, found.hints.site, found.hints.posted) == (KNOWN.url, KNOWN.site, None)
    assert found.hints.title == ("Tides" if corpus in {"Dolma", "CCNet"} else None)


def test_the_date_that_a_page_states_and_its_id_are_kept() -> None:
    """They are hints to whoever reads the text."""
    (found,) = pages(items_of(FORMAT, lines({"text": TEXT, "id": 7, "url": URL, "publish_date": "2011-02-03"})))
    assert found.hints is not None
    assert (found.hints.posted, found.hints.source_id) == ("2011-02-03", "7")


@pytest.mark.parametrize("corpus", list(ROWS))
def test_rows_of_texts_are_recognised_and_the_reason_names_their_fields(corpus: str) -> None:
    """One a line or all in one list, whatever the file is called."""
    row = ROWS[corpus]
    for data in (lines(row, row), lines(row), json.dumps([row, row], indent=1).encode(), json.dumps([row]).encode()):
        assert recognise(Document.of("dump", "dump", data)).format.name == "jsonl-text"
        assert "content" in FORMAT.probe(data, "dump").reason or "text" in FORMAT.probe(data, "dump").reason
    assert FORMAT.probe(lines(ROWS["C4"]), "dump").reason == "its rows have text, url and timestamp"


def test_a_first_text_that_is_longer_than_what_a_probe_sees_is_recognised() -> None:
    """Its row is one long line without an end."""
    for row in ({"text": TEXT * 9_000, "url": URL}, {"id": 1, "source": "any", "text": TEXT * 9_000}):
        for data in (lines(row), json.dumps([row]).encode()):
            assert recognise(Document.of("dump", "dump", data)).format.name == "jsonl-text"


@pytest.mark.parametrize("row", TALK, ids=[" ".join(row) for row in TALK])
def test_what_people_say_to_one_another_is_not_claimed(row: dict[str, Any]) -> None:
    """Nor what is too short to be a page, nor what is no page at all."""
    for data in (lines(row, row), lines(row), json.dumps([row, row]).encode(), b"", b"{", b"[]", b"[1]", b"{}\n{}\n"):
        assert FORMAT.probe(data, "dump.jsonl").strength == 0


def test_a_row_without_a_text_is_left_out_by_its_number() -> None:
    """The others keep theirs."""
    data = lines(ROWS["C4"], {"url": URL}, 5, {"text": " "}) + b"{broken\n\n" + lines(ROWS["C4"])
    items = items_of(FORMAT, data)
    assert [found.name for found in pages(items)] == ["dump:1", "dump:7"]
    assert told(items)[:3] == ["left out: it has no text"] * 3
    assert len(told(items)) == 4


def test_a_file_cut_anywhere_says_so() -> None:
    """What is whole before the cut is read."""
    for data in (lines(ROWS["C4"], ROWS["OSCAR"]), json.dumps([ROWS["C4"], ROWS["OSCAR"]], indent=1).encode()):
        first_end = data.index(b"}\n") + 1
        unseen = {0, first_end, first_end + 1, len(data) - 1} if data.startswith(b"{") else {0}
        for length in range(len(data)):
            try:
                items = items_of(FORMAT, data[:length])
            except SourceError:
                continue
            assert (told(items) == []) == (length in unseen), length


@pytest.mark.parametrize("name", ["cc_en_head-0091.jsonl", "dolma_documents_000.json.gz"])
def test_real_files_have_as_many_texts_as_were_counted(shared: Path, name: str) -> None:
    """Ten each."""
    path = shared / "archives" / "jsonl_text" / name
    if not path.exists():
        pytest.skip("no such sample beside the repository")
    data = path.read_bytes()
    items = items_of(FORMAT, gzip.decompress(data) if name.endswith(".gz") else data)
    assert len(pages(items)) == len(items) == 10

"""Batches of Usenet articles: parted by the count of their bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.formats.mail_records import check_golden, comments_of, document, items_of, told
from tui_reader.errors import SourceError
from tui_reader.formats.registry import recognise

BATCH = (Path(__file__).parent / "batch.rnews").read_bytes()


def test_a_batch_is_known_and_read(update: bool) -> None:
    """Articles of two generations of news make one thread; a line within one of them parts nothing."""
    assert recognise(document(BATCH)).format.name == "rnews"
    check_golden(items_of("rnews", BATCH), Path(__file__).with_name("batch.golden.json"), update=update)


def test_a_batch_whose_line_ends_lost_a_byte_is_read_all_the_same() -> None:
    """Counts are of lines that ended in two bytes."""
    lines = [line for line in BATCH.split(b"\n") if line]
    first = sum(len(line) + 2 for line in lines[1:8])
    batch = b"#! rnews %d\n" % first + b"\n".join(lines[1:8]) + b"\n" + b"\n".join(lines[9:]) + b"\n"
    assert len(comments_of(items_of("rnews", batch))) == 2


def test_a_batch_cut_at_any_byte_is_told() -> None:
    """An article with fewer bytes than it says is read and told of; a batch of whole articles is whole."""
    whole = BATCH.index(b"#! rnews 178")
    for length in range(1, len(BATCH)):
        try:
            assert told(items_of("rnews", BATCH[:length])) or length == whole, length
        except SourceError:
            assert length < len(b"#! rnews 1")


def test_what_is_no_article_is_left_out_and_told() -> None:
    """An article needs a header."""
    assert told(items_of("rnews", b"#! rnews 6\n\nWords\n")) == ["a message left out: it has no header"]


def test_no_batch_at_all_is_an_error() -> None:
    """Words without such a line above them cannot be read as one."""
    with pytest.raises(SourceError, match="no batch"):
        items_of("rnews", b"Words.\n")

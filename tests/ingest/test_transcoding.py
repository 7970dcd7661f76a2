"""JSON in UTF-16 is read as JSON; whatever else is in UTF-16 stays what it is."""

from __future__ import annotations

import io

import pytest

from tui_reader.ingest.transcoding import json_in_utf8

JSON = '[{"body": "Größe 🦦"}]\n' * 5_000


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_json_in_utf16_becomes_utf8(encoding: str) -> None:
    """With a mark or without, also in pieces."""
    data = JSON.encode(encoding)
    with json_in_utf8(data[:999], lambda: io.BytesIO(data))() as stream:
        assert b"".join(iter(lambda: stream.read(1000), b"")).decode() == JSON


@pytest.mark.parametrize("data", [b"", JSON.encode(), "Words.".encode("utf-16"), b"{\0\0\0", b"\xff\xfe"])
def test_everything_else_is_left_alone(data: bytes) -> None:
    """Plain text knows its own encodings, and what is cut in a character still ends."""
    with json_in_utf8(data, lambda: io.BytesIO(data))() as stream:
        assert len(stream.read()) <= len(data)


def test_a_text_in_utf16_is_opened_as_it_is() -> None:
    """Its bytes are those that provenance shows."""
    data = "Words.".encode("utf-16")

    def open_document() -> io.BytesIO:
        return io.BytesIO(data)

    assert json_in_utf8(data, open_document) is open_document

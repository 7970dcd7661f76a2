"""Single messages: known by what programs write into their headers, or by how they are called."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.formats.mail_records import articles_of, check_golden, comments_of, document, items_of, told
from tui_reader.errors import SourceError
from tui_reader.formats.registry import find_format, recognise

HERE = Path(__file__).parent
ARTICLE = (HERE / "article.txt").read_bytes()
ARCHIVES = ROOT.parent / "shared" / "archives"


@pytest.mark.parametrize("name", ["article.txt", "saved.emlx"])
def test_a_message_is_known_and_read(name: str, update: bool) -> None:
    """An article of Usenet, and a file of Apple's Mail with its count and list around the message."""
    data = (HERE / name).read_bytes()
    assert recognise(document(data, name)).format.name == "mail-message"
    check_golden(items_of("mail-message", data), (HERE / name).with_suffix(".golden.json"), update=update)


@pytest.mark.parametrize(
    ("data", "name", "form"),
    [
        (b"From: Ann\nDate: Tuesday\nSubject: Otters\n\nWords.\n\nFrom: Bo\n\nMore.\n", "talk.txt", "plain-text"),
        (b"From: Ann\nDate: Tuesday\nSubject: Otters\n\nWords.\n", "talk.eml", "mail-message"),
        (b"From: <Saved by Blink>\nSubject: A page\nMIME-Version: 1.0\n\n", "page.mhtml", "plain-text"),
        (b"Package: otter\nVersion: 1\n\n", "control", "plain-text"),
        (b"\xef\xbb\xbfReceived: by x\nFrom: Ann\n\n", "x", "mail-message"),
    ],
)
def test_what_only_looks_like_mail_is_left_to_others(data: bytes, name: str, form: str) -> None:
    """People write From and Subject above what they say, too; browsers and packages write other headers."""
    assert recognise(document(data, name)).format.name == form


def test_a_message_cut_at_any_byte_is_told_unless_whole_lines_of_text_are_left() -> None:
    """Nothing but a SourceError is raised, and no end within a line or a header passes for the whole."""
    for length in range(len(ARTICLE)):
        try:
            items = items_of("mail-message", ARTICLE[:length])
        except SourceError:
            continue
        ends_in_text = b"\r\n\r\n" in ARTICLE[:length] and ARTICLE[:length].endswith(b"\n")
        assert told(items) or ends_in_text, length


def test_no_message_at_all_is_an_error() -> None:
    """Words without a header cannot be read as one."""
    with pytest.raises(SourceError, match="no message"):
        items_of("mail-message", b"Words.\n")


def test_parts_within_parts_without_end_are_read_as_far_as_anybody_goes() -> None:
    """Nothing recurses."""
    parts = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (depth, depth) for depth in range(3_000))
    assert len(comments_of(items_of("mail-message", b"From: Ann\n" + parts + b"\nWords.\n"))) == 1


@pytest.mark.parametrize("part", [b"<param>", b"=?a?q?", b"Re: [a] ", b"<", b'"', b"(", b"; a=", b"=20"], ids=repr)
def test_the_same_again_and_again_takes_no_time(part: bytes) -> None:
    """No field and no text is gone through more than once."""
    many = part * 50_000
    fields = b"From: " + many + b"\nSubject: " + many + b"\nIn-Reply-To: " + many + b"\nContent-Type: text/enriched" + many
    assert len(comments_of(items_of("mail-message", fields + b"\n\n" + many + b"\n"))) == 1


def test_the_claim_says_why() -> None:
    """Users are told what a file was taken for."""
    probe = find_format("mail-message").probe(ARTICLE, "article.txt")
    assert probe.strength == 0.9
    assert probe.reason == "it begins with the header of one message"


def test_real_articles_are_one_comment_each() -> None:
    """From a news server, with quoted-printable, a signature and Arabic."""
    if not (ARCHIVES / "expected.json").exists():
        pytest.skip("no real archives beside the repository")
    cases = json.loads((ARCHIVES / "expected.json").read_text(encoding="utf-8"))["cases"]
    for case in (case for case in cases if case["format"] == "usenet"):
        data = (ARCHIVES / case["files"][0]).read_bytes()
        assert recognise(document(data, "article.txt")).format.name == "mail-message"
        items = items_of("mail-message", data)
        assert len(articles_of(items)) == case["threads"]
        assert len(comments_of(items)) == case["comments"]
        assert told(items) == []

"""Folders of messages: known by the paths of their files, read as one mailbox."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.formats.mail_records import articles_of, bundled_items, check_golden, comments_of, items_of, told
from tui_reader.errors import SourceError
from tui_reader.formats.base import Document
from tui_reader.formats.registry import find_format
from tui_reader.model import Status

ARCHIVES = ROOT.parent / "shared" / "archives"
QUESTION = b"From: Ann <ann@x>\nDate: Tue, 5 Mar 2019 09:00:00 +0000\nSubject: S\nMessage-ID: <a@x>\n\nWho counts?\n"
ANSWER = b"From: Bo <bo@x>\nSubject: Re: S\nMessage-ID: <b@x>\nIn-Reply-To: <a@x>\n\nI do.\n"


@pytest.mark.parametrize(
    ("members", "strength"),
    [
        (["list/cur/1.a:2,S", "list/new/2.a", "list/dovecot-uidlist", "list/tmp/3.a"], 0.9),
        ([".Sent/cur/1.a;2,"], 0.9),
        (["a.eml", "b.EML"], 0.6),
        (["comp.otters/1", "comp.otters/2", "comp.otters/.overview"], 0.4),
        (["a.html", "b.html", "c.eml"], 0),
        (["a.html"], 0),
        ([], 0),
    ],
)
def test_a_folder_is_known_by_the_paths_of_its_files(members: list[str], strength: float) -> None:
    """Most of them lie or are called as messages do."""
    reader = find_format("maildir").bundle
    assert reader is not None
    assert reader.probe(members).strength == strength


def test_a_folder_is_read_as_one_mailbox(update: bool) -> None:
    """Threads run through all of its folders, the same message twice is one, and what lies in the bin says so."""
    members = {
        "cur/9.a:2,S": QUESTION,
        "cur/10.a:2,ST": ANSWER,
        ".Sent/cur/11.a:2,S": ANSWER,
        "new/12.a": b"\0\1\2",
        "dovecot.index": b"\0",
        "notes.txt": b"Words.\n",
    }
    items = bundled_items(members)
    check_golden(items, Path(__file__).with_name("maildir.golden.json"), update=update)
    assert [item.path for item in items if isinstance(item, Document)] == ["notes.txt"]


def test_numbered_files_are_read_in_the_order_of_their_numbers() -> None:
    """10 comes after 9, and what is no message goes on to whoever can read it."""
    items = bundled_items(
        {"otters/10": ANSWER, "otters/9": QUESTION, "otters/11": b"Words.\n", "otters/,12": ANSWER + b"More.\n"}
    )
    assert [comment.ref for comment in comments_of(items)] == ["a@x", "b@x", "b@x (2)"]
    assert comments_of(items)[2].status is Status.DELETED
    assert [item.path for item in items if isinstance(item, Document)] == ["otters/11"]


def test_a_single_file_is_read_as_a_message() -> None:
    """Whoever names the format gets what is there."""
    assert [comment.body for comment in comments_of(items_of("maildir", QUESTION))] == ["Who counts?"]
    with pytest.raises(SourceError, match="no message"):
        items_of("maildir", b"Words.\n")


def test_a_file_cut_at_any_byte_does_no_harm() -> None:
    """Whatever is left of it is read, or told, and the others are not touched."""
    for length in range(len(ANSWER)):
        items = bundled_items({"cur/1.a:2,": QUESTION, "cur/2.a:2,": ANSWER[:length]})
        assert len(comments_of(items)) == 2 or told(items), length
        assert "a@x" in {comment.ref for comment in comments_of(items)}


def test_a_real_maildir_has_as_many_threads_comments_and_authors_as_it_should() -> None:
    """Of its 210 messages, 34 are there twice."""
    folder = ARCHIVES / "maildir" / "notmuch_lkml"
    if not folder.exists():
        pytest.skip("no real archives beside the repository")
    cases = json.loads((ARCHIVES / "expected.json").read_text(encoding="utf-8"))["cases"]
    expected = next(case for case in cases if case["format"] == "maildir")
    items = bundled_items({str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()})
    assert len(articles_of(items)) == expected["threads"]
    assert len(comments_of(items)) == expected["comments"]
    assert len({comment.author for comment in comments_of(items)}) == expected["authors"]

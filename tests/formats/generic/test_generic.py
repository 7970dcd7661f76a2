"""Dumps of any kind are read by the names of their fields."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.formats.saved_forums import (
    ARCHIVES,
    articles,
    assert_cuts_are_told,
    assert_golden,
    comments,
    counted,
    document,
    holding,
    items,
    messages,
    needs_archives,
)
from tui_reader.errors import SourceError, UsageError
from tui_reader.formats.base import Document
from tui_reader.formats.field_mapping import FieldMapping
from tui_reader.formats.mapped import FORMAT, guess, read_mapped
from tui_reader.formats.written_dates import moment_of
from tui_reader.model import Status

HERE = Path(__file__).parent


@pytest.mark.parametrize("name", ["pages.json", "levels.json", "rows.jsonl", "table.csv"])
def test_a_file_is_read_as_before(name: str, update: bool) -> None:
    """Pages by name, nesting, depth, rows and tables come out as they did."""
    assert_golden(FORMAT, HERE / name, update=update)


@pytest.mark.parametrize("name", ["pages.json", "levels.json"])
def test_a_file_cut_short_says_so(name: str) -> None:
    """Whatever stands before the cut is kept, and that there is a cut is told."""
    assert_cuts_are_told(FORMAT, HERE / name)


def test_a_table_cut_short_says_so() -> None:
    """A row that is not whole is left out; a line without an end is named."""
    data = (HERE / "table.csv").read_bytes()
    for end in range(60, len(data)):
        source = Document.of("table.csv", "table.csv", data[:end])
        try:
            found = list(read_mapped(source, FieldMapping(body="Comment", author="Author", id="ID")))
        except SourceError:
            continue
        assert messages(found) or data[end - 1 : end] == b"\n"


@pytest.mark.parametrize(
    ("value", "mapping"),
    [
        ([{"by": "a", "msg": "b", "re": None}] * 2, {"author": "by", "body": "msg"}),
        ([{"inReplyTo": 1, "id": 2, "text": "x"}], {"parent": "inReplyTo", "id": "id", "body": "text"}),
        ([{"author": {"name": "a"}, "content": "b", "date": 1}], {"author": "author.name", "body": "content", "date": "date"}),
        ({"slug-a": [{"user": "a", "comment": "b"}, {"user": "c", "comment": "d"}]}, {"author": "user", "body": "comment"}),
        ({"name": "x", "author": "a", "description": "b"}, {}),
        ([{"url": "https://example.org", "title": "a"}], {}),
        ([1, 2], {}),
    ],
)
def test_fields_are_guessed_by_their_names(value: object, mapping: dict[str, str]) -> None:
    """Where no words can be told there is no guess, and no claim."""
    source = holding(value)
    assert guess(source.head, source.name) == mapping
    assert (FORMAT.probe(source.head, source.name).strength > 0) is bool(mapping)


@pytest.mark.parametrize("text", ["Title, a story\n\nBob, 2019: hello\n", "", "name: x\n", "a,b\n1,2\n"])
def test_other_text_is_not_claimed(text: str) -> None:
    """Commas alone make no table of comments."""
    assert FORMAT.probe(text.encode(), "a.txt").strength == 0


def test_what_the_user_says_goes_before_any_guess() -> None:
    """Members that no guess would find are read, also inside objects."""
    source = holding([{"k": 1, "said": {"what": "One", "whom": "Ada"}}, {"k": 2, "to": 1, "said": {"what": "Two"}}])
    mapping = FieldMapping.parse("author=said.whom, body=said.what,id=k,parent=to")
    told = [(one.ref, one.parent, one.author, one.body) for one in comments(list(read_mapped(source, mapping)))]
    assert told == [("1", None, "Ada", "One"), ("2", "1", None, "Two")]


@pytest.mark.parametrize(
    ("text", "said"), [("poet=by,body=x", "no field"), ("author", "maps nothing"), ("author=by", "the body")]
)
def test_a_mapping_that_is_none_is_refused(text: str, said: str) -> None:
    """With a hint that says what there is."""
    with pytest.raises(UsageError, match=said) as caught:
        FieldMapping.parse(text)
    assert caught.value.hint


def test_without_comments_nothing_is_read() -> None:
    """The user is told how to say where they are."""
    with pytest.raises(SourceError, match="no comments"):
        list(read_mapped(holding({"a": [1, 2]}), None))


def test_pages_keep_their_own_words() -> None:
    """What stands around comments is the head, also of pages without any."""
    page: dict[str, object] = {"title": "Oats", "content": "<p>Cook</p>", "author": "Ada", "date": "2020-01-01"}
    found = items(
        FORMAT,
        holding([page | {"comments": [{"author": "Bo", "content": "Yes", "date": "2020-01-02"}]}, page | {"comments": []}]),
    )
    assert [(one.title, one.author, [block.text for block in one.blocks]) for one in articles(found)] == [
        ("Oats", "Ada", ["Oats", "Cook"])
    ] * 2
    assert [one.author for one in comments(found)] == ["Bo"]


def test_comments_by_their_ids_are_read() -> None:
    """As databases of objects export them; what is nested belongs to the thread around it."""
    found = items(
        FORMAT,
        holding(
            {"my-page": {"-K1": {"name": "Ada", "message": "One"}, "-K2": {"name": "Bo", "message": "Two", "replyTo": "-K1"}}}
        ),
    )
    assert [(one.thread, one.ref, one.parent) for one in comments(found)] == [
        ("my-page", "-K1", None),
        ("my-page", "-K2", "-K1"),
    ]
    rows = [{"thread": "/a", "author": "x", "text": "t", "replies": [{"author": "y", "text": "r", "replies": []}]}]
    assert {one.thread for one in comments(items(FORMAT, holding(rows)))} == {"/a"}


def test_what_became_of_comments_is_told() -> None:
    """By the usual flags and words."""
    flags = [
        {"deleted": True},
        {"status": "spam"},
        {"approved": False},
        {"approved": "1"},
        {"is_removed": 1},
        {"type": "pingback"},
    ]
    found = comments(
        items(FORMAT, holding([{"author": "x", "text": "t", "id": number, **flag} for number, flag in enumerate(flags)]))
    )
    statuses = [Status.DELETED, Status.SPAM, Status.PENDING, Status.PRESENT, Status.REMOVED, Status.PINGBACK]
    assert [one.status for one in found] == statuses


def test_answers_that_cannot_be_followed_are_counted() -> None:
    """Names of people are no ids."""
    found = items(FORMAT, holding([{"author": "Ada", "text": "One"}, {"author": "Bo", "text": "Two", "reply_to": "Ada"}]))
    assert messages(found) == ["what comments answer cannot be told by what they name: 1"]


def test_a_tree_of_any_depth_is_read() -> None:
    """Nothing recurses, and time is linear."""
    levels = 20_000
    data = '{"author": "a", "text": "t", "replies": [' * levels + "]}" * levels
    found = comments(items(FORMAT, Document.of("a.json", "a.json", f"[{data}]".encode())))
    assert (len(found), found[-1].parent) == (levels, f"record {levels - 1}")


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        (1_500_000_000, "2017-07-14T02:40:00Z"),
        ("1500000000000", "2017-07-14T02:40:00Z"),
        ("2020-01-01 10:00:00 -0400", "2020-01-01T14:00:00Z"),
        ("2020/1/2 10:00", "2020-01-02T10:00:00"),
        ("2020-01-01 10:00:00 UTC", "2020-01-01T10:00:00Z"),
        ("Wed, 1 Jan 2020 10:00:00 +0000", "2020-01-01T10:00:00Z"),
        ("2020-01-01", "2020-01-01"),
        (2014, None),
        ("2014", None),
        ("soon", None),
        (True, None),
        (None, None),
    ],
)
def test_dates_of_every_kind_are_read(written: object, moment: str | None) -> None:
    """A year alone is no number of seconds."""
    assert moment_of(written) == moment


@needs_archives
def test_a_real_dump_holds_what_it_holds() -> None:
    """Threads, comments, authors and depth are those that were counted by other means."""
    name = "homegrown_json/freddysblog_comments.json"
    assert counted(items(FORMAT, document(ARCHIVES / name))) == (95, 852, 315, 4)


def test_a_guess_never_takes_a_member_twice() -> None:
    """One member, one field."""
    value = [{"comment": "x", "name": "a", "post": 3, "comments": [], "page": 1, "user": "b"}]
    found = guess(json.dumps(value).encode(), "a.json")
    assert len(set(found.values())) == len(found)

"""Thread JSON comes back as it was exported, and what is wrong with it costs one record each."""

from __future__ import annotations

import json

import pytest

from tui_reader.formats.base import Document, Item, PlainText, Rejection
from tui_reader.formats.thread_json import FORMAT
from tui_reader.model import Article, Block, BlockKind, Comment, Names, Origin, Problem, ReplyBasis, Span, Status

SOURCE = {
    "name": "dump.txt",
    "format": "plain-text",
    "layout": "bare-names",
    "confidence": 0.9,
    "sha256": "ab",
    "bytes": 9,
    "lines": 3,
}


def comment(**members: object) -> dict[str, object]:
    """Return a comment as the schema has it."""
    return {"key": "k1", "parent": None, "author": "Ada", "status": "present", "body": "Words", "lines": [3, 4]} | members


def thread(**members: object) -> dict[str, object]:
    """Return a thread as the schema has it."""
    return {"schema": "tui-reader/thread/1", "key": "t1", "title": "A title", "comments": [comment()]} | members


def items_of(text: str) -> list[Item]:
    """Return what the format reads from a text."""
    found = FORMAT.read(Document.of("threads.jsonl", "threads.jsonl", text.encode()))
    assert not isinstance(found, PlainText)
    return list(found)


def read(*values: object) -> list[Item]:
    """Return what the format reads from these values, one a line."""
    return items_of("\n".join(json.dumps(value) for value in values))


def rejections(*values: object) -> list[tuple[str, int | None]]:
    """Return why records are left out, and at which line."""
    return [(item.message, item.line) for item in read(*values) if isinstance(item, Rejection)]


def test_a_thread_comes_back_whole() -> None:
    """Every member of the schema has its place in the records."""
    reply = comment(
        key="k2", parent="k1", reply_basis="linked", reply_confidence=0.8, score=-2, author=None, author_lost="linked"
    )
    stated = {"source_id": "77", "posted": "2014-09-02T10:00:00Z", "posted_text": "2 Sep", "status": "deleted", "lines": None}
    whole = thread(
        site="example.org",
        url="https://example.org/1",
        author="Bo",
        posted="2014-09-01",
        names="short-lost",
        source=SOURCE,
        article=[{"kind": "title", "text": "A title", "lines": [1, 1]}],
        comments=[comment(), reply | stated],
        meta=[[2, 2]],
        problems=[{"line": 3, "message": "odd"}],
    )
    article, first, second, problem = read(whole)
    assert article == Article(
        ref="1",
        title="A title",
        site="example.org",
        url="https://example.org/1",
        author="Bo",
        posted="2014-09-01",
        key="t1",
        names=Names.SHORT_LOST,
        blocks=(Block(BlockKind.TITLE, "A title", Span(1, 1)),),
        meta=(Span(2, 2),),
        origin=Origin("dump.txt", "plain-text", "ab", 9, 3, "bare-names", 0.9),
        is_whole=True,
    )
    assert first == Comment(thread="1", ref="k1", key="k1", body="Words", author="Ada", span=Span(3, 4))
    assert second == Comment(
        thread="1",
        ref="k2",
        key="k2",
        body="Words",
        author_lost="linked",
        parent="k1",
        reply_basis=ReplyBasis.LINKED,
        reply_confidence=0.8,
        posted="2014-09-02T10:00:00Z",
        posted_text="2 Sep",
        score=-2,
        status=Status.DELETED,
        source_id="77",
    )
    assert problem == Problem("odd", 3, "1")


def test_several_threads_stand_one_below_the_other() -> None:
    """JSON Lines are several threads, each with comments of its own."""
    items = read(thread(key="t1"), thread(key="t2"))
    assert [(item.ref, item.key) for item in items if isinstance(item, Article)] == [("1", "t1"), ("2", "t2")]
    assert [item.thread for item in items if isinstance(item, Comment)] == ["1", "2"]


def test_a_part_of_a_thread_gets_keys_of_its_own() -> None:
    """A part never overwrites the whole thread that it was taken from."""
    part = thread(selection="one comment", left_out=3, comments=[comment(left_out_parent="k0", context=True)])
    del part["key"]
    article, only = read(part)
    assert isinstance(article, Article)
    assert isinstance(only, Comment)
    assert (article.key, only.key, only.ref) == (None, None, "k1")


def test_a_moment_that_is_not_kept_as_written_is_still_shown_so() -> None:
    """The words of the source are the date as written, unless it gives words of its own."""
    odd = "2014-09-02T01:30:00+02:00"
    told = thread(
        posted=odd,
        comments=[comment(posted=odd), comment(posted=odd, posted_text="at night"), comment(posted="2014-09-02")],
    )
    article, *comments = read(told)
    assert isinstance(article, Article)
    assert article.posted == "2014-09-01T23:30:00Z"
    assert [(each.posted, each.posted_text) for each in comments if isinstance(each, Comment)] == [
        ("2014-09-01T23:30:00Z", odd),
        ("2014-09-01T23:30:00Z", "at night"),
        ("2014-09-02", None),
    ]


@pytest.mark.parametrize(
    ("authors", "names"),
    [
        ([], Names.COMPLETE),
        (["Ada", "Bo"], Names.COMPLETE),
        (["Ada", None], Names.SOME_LOST),
        (["Ada", " "], Names.SOME_LOST),
        ([None, ""], Names.NONE),
    ],
)
def test_what_is_known_of_names_is_seen_where_it_is_not_said(authors: list[str | None], names: Names) -> None:
    """A foreign thread whose comments lack names is not called complete; lost slots have none to lack."""
    slot = comment(author=None, status="lost", body="")
    article, *_ = read(thread(comments=[*(comment(author=author) for author in authors), slot]))
    assert isinstance(article, Article)
    assert article.names is names


def test_a_blank_author_is_nobody() -> None:
    """Neither a comment nor an article is by a person without a name."""
    article, only = read(thread(author=" ", comments=[comment(author="")]))
    assert isinstance(article, Article)
    assert isinstance(only, Comment)
    assert (article.author, only.author) == (None, None)


@pytest.mark.parametrize(
    ("member", "value", "said"),
    [
        ("body", None, "body is missing"),
        ("body", 3, "body is not text"),
        ("score", "high", "score is not a whole number"),
        ("status", "gone", "status is none of present"),
        ("posted", "yesterday", "posted is no moment"),
        ("lines", [0, 3], "lines is not a pair"),
        ("reply_confidence", 7, "reply_confidence is not a number from 0 to 1"),
    ],
)
def test_a_bad_comment_is_left_out_with_its_place(member: str, value: object, said: str) -> None:
    """The others go in, and the message says what to mend."""
    values = thread(comments=[comment(key="k0"), comment(**{member: value})])
    (rejection,) = rejections(thread(), values)
    assert rejection[0].startswith(f"comment 2 left out: {said}")
    assert rejection[1] == 2
    assert sum(isinstance(item, Comment) for item in read(thread(), values)) == 2


@pytest.mark.parametrize(
    "value",
    [
        3,
        {"schema": "tui-reader/thread/2"},
        thread(title=5),
        thread(source={"name": "x"}),
        thread(article=[{"kind": "poem", "text": ""}]),
        thread(article=[{"text": "no kind"}]),
        thread(comments={}),
        thread(problems=[3]),
        thread(meta=[3]),
        thread(names="some"),
    ],
)
def test_a_bad_thread_is_left_out_and_the_next_one_is_read(value: object) -> None:
    """One record that cannot be read is one rejection, whatever is wrong with it."""
    ((message, line),) = rejections(thread(), value)
    assert ("left out: " in message, line) == (True, 2)
    assert len(rejections(value, thread())) == 1
    assert sum(isinstance(item, Article) for item in read(value, thread())) == 1


def test_a_comment_whose_members_contradict_each_other_is_left_out() -> None:
    """Where a name stands twice nobody can tell what was meant."""
    text = json.dumps(thread()).replace('"body": "Words"', '"body": "One", "body": "Two"')
    (rejection,) = (item for item in items_of(text) if isinstance(item, Rejection))
    assert rejection.message == "comment 1 left out: it has a member that stands twice"


def test_members_that_say_nothing_are_as_if_they_were_not_there() -> None:
    """A thread with only what it must have reads like one whose other members are null."""
    empty = dict.fromkeys(("site", "url", "author", "posted", "names", "source", "article", "meta", "problems"))
    silent = dict.fromkeys(("source_id", "reply_basis", "reply_confidence", "posted", "posted_text", "score", "author_lost"))
    full = thread(**empty, comments=[comment(**silent, status=None)])
    short = thread(comments=[{name: value for name, value in comment().items() if name not in {"status", "parent"}}])
    assert read(full) == read(short)
    assert [item.status for item in read(full) if isinstance(item, Comment)] == [Status.PRESENT]


def test_members_without_a_place_are_named() -> None:
    """Nothing that stands in a file is dropped in silence."""
    messages = [item.message for item in read(thread(mood="good", comments=[comment(likes=3)])) if isinstance(item, Problem)]
    assert messages == ["the thread has members that are not read: mood", "comment 1 has members that are not read: likes"]

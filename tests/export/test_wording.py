"""What is unknown, inferred or left out is said, in the same words in every format."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.export.documents import COMMENT, ORIGIN, THREAD, document, tree
from tui_reader.export import wording
from tui_reader.export.entries import Entry, entries
from tui_reader.model import Block, BlockKind, Names, Problem, ReplyBasis, Span, Status, ThreadDocument


def facts_of(held: ThreadDocument) -> dict[str, str]:
    """Return what the head says."""
    return dict(wording.facts(held))


def entry(parent: str | None = "Ann", **known: object) -> Entry:
    """Return a reply to somebody, or to a comment that is left out."""
    above = None if parent is None else replace(COMMENT, key="above", author=parent)
    comment = replace(COMMENT, parent_key="above", **known)  # type: ignore[arg-type]
    return Entry(comment, depth=1, parent=above, is_context=False)


@pytest.mark.parametrize(
    ("author", "lost", "status", "said"),
    [
        ("Ann", None, Status.PRESENT, "Ann"),
        ("Ann\n\x1b[1m", "why", Status.PRESENT, "Ann ␛[1m"),
        (None, "one word", Status.PRESENT, "name lost (one word)"),
        ("", "one word", Status.PRESENT, "name lost (one word)"),
        (None, None, Status.LOST, "name lost"),
        (None, None, Status.DELETED, "no name shown"),
        ("", None, Status.PRESENT, "no name shown"),
    ],
)
def test_who_speaks_or_why_nobody_knows(author: str | None, lost: str | None, status: Status, said: str) -> None:
    """A name that is lost is not one that never was there."""
    assert wording.name(replace(COMMENT, author=author, author_lost=lost, status=status)) == said


def test_the_date_is_that_of_the_source_first() -> None:
    """The words of the source, else what was understood of them, else nothing."""
    assert wording.date(replace(COMMENT, posted="2019-03-01", posted_text="1 March")) == "1 March"
    assert wording.date(replace(COMMENT, posted="2019-03-01")) == "2019-03-01"
    assert wording.date(COMMENT) == ""


@pytest.mark.parametrize(
    ("score", "status", "context", "said"),
    [
        (0, Status.PRESENT, False, ["+0 points"]),
        (-1234, Status.DELETED, False, ["-1,234 points", "deleted"]),
        (None, Status.REMOVED, True, ["removed", "context"]),
        (None, Status.LOST, False, ["lost: nothing of it is left in the source"]),
        (None, Status.PRESENT, False, []),
    ],
)
def test_marks_say_what_else_is_known(score: int | None, status: Status, context: bool, said: list[str]) -> None:
    """A score of nothing is a score; none is none."""
    comment = replace(COMMENT, score=score, status=status)
    assert list(wording.marks(Entry(comment, 0, None, context))) == said


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (entry(), ""),
        (entry(reply_basis=ReplyBasis.STATED), ""),
        (entry(reply_basis=ReplyBasis.INDENTED, reply_confidence=1.0), ""),
        (entry(reply_basis=ReplyBasis.INDENTED, reply_confidence=0.9), "answers Ann (above), from the indentation (90% sure)"),
        (entry(reply_basis=ReplyBasis.LINKED), "answers Ann (above), from a reply mark"),
        (entry(reply_basis=ReplyBasis.QUOTED, reply_confidence=0.5), "answers Ann (above), from a quotation (50% sure)"),
        (entry(reply_basis=ReplyBasis.CORRECTED), "answers Ann (above), corrected by a reader"),
        (entry(None), "answers a comment that is left out (above)"),
        (entry(None, reply_basis=ReplyBasis.GUESSED), "answers a comment that is left out (above), guessed"),
    ],
)
def test_a_parent_is_told_where_it_is_not_plain(reply: Entry, said: str) -> None:
    """What the source states needs no words where it stands below its parent; what was inferred says how."""
    assert wording.reply(reply) == said
    assert wording.reply(replace(reply, comment=replace(reply.comment, parent_key=None)), always=True) == ""


def test_a_parent_is_always_told_where_that_is_wanted() -> None:
    """Below the last indentation even a stated parent is named."""
    assert wording.reply(entry(reply_basis=ReplyBasis.STATED), always=True) == "answers Ann (above)"


def test_places_and_anchors() -> None:
    """Lines of the source, and keys that can stand in an address."""
    assert wording.place(Span(3, 3), ORIGIN) == "line 3 of dump.txt"
    assert wording.place(Span(3, 4), ORIGIN) == "lines 3-4 of dump.txt"
    assert wording.place(None, ORIGIN) == ""
    assert [wording.anchor(key) for key in ("c0ffee", "9a-3")] == ["c0ffee", "9a-3"]
    assert wording.anchor("a b/c").startswith("a-b-c-")


@given(st.lists(st.text(max_size=6) | st.sampled_from(["t1_abc", "t1.abc", "t1-abc", "ключ", "", "-"]), unique=True))
def test_two_keys_are_never_one_anchor(keys: list[str]) -> None:
    """Whatever keys a source has, each leads to its own comment, in characters that every format takes."""
    anchors = [wording.anchor(key) for key in keys]
    assert len(set(anchors)) == len(keys)
    assert all(re.fullmatch("[A-Za-z0-9-]+", anchor) for anchor in anchors)


def test_the_head_says_what_is_known_and_no_more() -> None:
    """A thread of which nothing is known has counts and a source; one of which all is known says all."""
    bare = facts_of(document())
    assert bare == {
        "Comments": "0, 0 people",
        "Source": "dump.txt, plain-text, 180 lines, 14,265 bytes",
        "SHA-256": "ab" * 32,
    }
    origin = replace(ORIGIN, layout="bare-names", confidence=0.4, lines=None)
    counted = replace(THREAD, comments=1_200, people=1, unnamed=3, lost=2, names=Names.SHORT_LOST, origin=origin)
    told = facts_of(ThreadDocument(replace(counted, site="river", url="", author="Ida", posted=" "), (), ()))
    assert (
        told["Comments"]
        == "1,200, 1 person, 3 without a name, 2 more lost: their slots are empty, or only answers to them are there"
    )
    assert told["Names"] == "names of one word are lost in the source; the comments of a named commenter are complete"
    assert told["Layout"] == "bare-names, confidence 40%: low, who said what may be misread"
    assert told["Source"] == "dump.txt, plain-text, 14,265 bytes"
    assert (told["Site"], told["Author"], "Address" in told, "Posted" in told) == ("river", "Ida", False, False)


def test_sure_layouts_are_not_warned_of() -> None:
    """The warning means something because it is not always there."""
    for confidence, said in ((0.6, "lists, confidence 60%"), (None, "lists")):
        origin = replace(ORIGIN, layout="lists", confidence=confidence)
        assert facts_of(document(thread=replace(THREAD, origin=origin)))["Layout"] == said


def test_replies_are_counted_by_how_they_are_known() -> None:
    """Stated ones first; comments at top level are none."""
    held = tree("a(b c(d)) e")
    bases = [None, ReplyBasis.GUESSED, ReplyBasis.STATED, ReplyBasis.GUESSED, ReplyBasis.LINKED]
    told = [replace(comment, reply_basis=basis) for comment, basis in zip(held.comments, bases, strict=True)]
    assert facts_of(replace(held, comments=tuple(told)))["Replies"] == "1 stated by the source, 2 guessed"
    assert "Replies" not in facts_of(held)


def test_a_part_says_that_it_is_one() -> None:
    """In words where there are any, with what is left out, and what is there only to place the rest."""
    held = tree("a(b)")
    assert "Part" not in facts_of(held)
    assert facts_of(replace(held, left_out=1_500))["Part"] == "chosen comments; 1,500 of the thread's comments left out"
    told = facts_of(replace(held, selection="by Ann", context=frozenset({0})))
    assert told["Part"] == "by Ann; 0 of the thread's comments left out"
    assert told["Context"] == "1 of these comments shown only to place the others"


def test_the_title_is_said_once() -> None:
    """A block that repeats the title above it is left out; another title, and a paragraph of the same words, stay."""
    blocks = (
        Block(BlockKind.TITLE, "A  title"),
        Block(BlockKind.TITLE, "A title"),
        Block(BlockKind.TITLE, "Another"),
        Block(BlockKind.PARAGRAPH, "A title"),
    )
    held = replace(document(), blocks=blocks)
    assert [block.text for block in wording.article(held) if block.kind is BlockKind.TITLE][-1] == "Another"
    assert [block.kind for block in wording.article(held)].count(BlockKind.PARAGRAPH) == 1
    assert Block(BlockKind.TITLE, "A title") not in wording.article(held)
    assert wording.title(replace(held, thread=replace(THREAD, title="\n"))) == "(no title)"


def test_problems_have_their_place_where_it_is_known() -> None:
    """The line of the source, then what is odd about it."""
    held = replace(document(), problems=(Problem("odd", 3), Problem("strange\n", None), Problem("first", 0)))
    assert list(wording.problems(held)) == ["line 3: odd", "strange", "line 0: first"]


def test_entries_stand_where_the_part_has_them() -> None:
    """Depth counts from the first comment that is there; a reply to one that is not is known to be one."""
    held = tree("a(b(c(d)))")
    part = list(entries(replace(held, comments=held.comments[1:], selection="x", context=frozenset({1}))))
    assert [(each.depth, each.parent and each.parent.key, each.parent_left_out, each.is_context) for each in part] == [
        (0, None, True, True),
        (1, "b", False, False),
        (2, "c", False, False),
    ]

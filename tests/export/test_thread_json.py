"""Thread JSON holds all that is known and comes back equal; a part of a thread never passes for the whole."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from tests.export.documents import COMMENT, HOSTILE, chain, document, documents, from_json, tree
from tui_reader.export import thread_json
from tui_reader.formats.base import Document
from tui_reader.formats.thread_json import read
from tui_reader.model import Article, Comment, Problem, ReplyBasis, ThreadDocument

UNSAFE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]"
)


def written(held: ThreadDocument) -> str:
    """Return what the format writes."""
    out = io.StringIO()
    thread_json.write(held, out)
    return out.getvalue()


def value_of(held: ThreadDocument) -> dict[str, Any]:
    """Return the value that the format writes."""
    value: dict[str, Any] = json.loads(written(held))
    return value


@given(documents())
def test_a_thread_comes_back_equal(held: ThreadDocument) -> None:
    """Nothing of a whole thread is lost or changed between a document and its JSON, whatever its words hold."""
    assert from_json(value_of(held)) == held


@given(documents())
def test_what_is_written_can_be_imported(held: ThreadDocument) -> None:
    """The importer takes in every comment, block and problem as it was."""
    records = list(read(Document.of("thread.json", "thread.json", written(held).encode())))
    articles = [record for record in records if isinstance(record, Article)]
    comments = [record for record in records if isinstance(record, Comment)]
    assert [(article.key, article.title, article.blocks, article.meta) for article in articles] == [
        (held.thread.key, held.thread.title, held.blocks, held.meta)
    ]
    assert [(comment.key, comment.parent, comment.author, comment.body, comment.span) for comment in comments] == [
        (comment.key, comment.parent_key, comment.author, comment.body, comment.span) for comment in held.comments
    ]
    assert len(held.problems) <= sum(isinstance(record, Problem) for record in records)


@given(documents())
def test_nothing_in_it_can_steer_a_terminal(held: ThreadDocument) -> None:
    """The same text goes to a file and to a terminal, so whatever a terminal obeys is an escape."""
    assert not UNSAFE.search(written(held))


@given(documents())
def test_a_line_is_one_line(held: ThreadDocument) -> None:
    """JSON Lines hold one thread a line, by any reader's notion of a line, with the same value."""
    out = io.StringIO()
    thread_json.write_line(held, out)
    assert len(out.getvalue().splitlines()) == 1
    assert json.loads(out.getvalue()) == value_of(held)


def test_lone_surrogates_become_replacement_characters() -> None:
    """Half of a character, which no file can hold, does not stop an export."""
    assert value_of(document(replace(COMMENT, body="a\ud800b")))["comments"][0]["body"] == "a\ufffdb"


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(words: str) -> None:
    """What wants to be more than words is kept exactly."""
    assert value_of(document(replace(COMMENT, body=words, author=words)))["comments"][0]["body"] == words


def test_a_part_has_no_key_of_its_own_and_says_what_it_is() -> None:
    """Importing a part makes another thread; it does not overwrite the whole one."""
    value = value_of(replace(tree("a(b)"), selection="a branch", left_out=3))
    assert "key" not in value
    assert (value["selection"], value["left_out"]) == ("a branch", 3)


def test_a_parent_that_is_left_out_is_named_and_nothing_is_said_of_how_it_is_known() -> None:
    """In a part a reply to a comment outside stands at top level, without a basis for a parent that is not there."""
    reply = replace(COMMENT, key="r", parent_key="gone", depth=7, reply_basis=ReplyBasis.GUESSED, reply_confidence=0.4)
    below = replace(COMMENT, key="s", parent_key="r", depth=8, position=1, reply_basis=ReplyBasis.STATED)
    first, second = value_of(replace(document(reply, below), selection="a branch", left_out=1))["comments"]
    assert (first["parent"], first["depth"], first["reply_basis"], first["reply_confidence"]) == (None, 0, None, None)
    assert first["left_out_parent"] == "gone"
    assert (second["parent"], second["depth"], second["reply_basis"]) == ("r", 1, "stated")
    assert "left_out_parent" not in second


def test_context_is_marked() -> None:
    """Comments that nobody asked for are told from those that matched."""
    marked = value_of(replace(tree("a(b)"), selection="by b", context=frozenset({0})))["comments"]
    assert [held.get("context", False) for held in marked] == [True, False]


def test_a_long_chain_is_written() -> None:
    """Depth costs nothing."""
    assert value_of(chain(5_000))["comments"][-1]["depth"] == 4_999

"""Whatever stands in whichever field of a thread, no format makes anything of it but words."""

from __future__ import annotations

import io
import re
from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.export.documents import COMMENT, HOSTILE, THREAD, WORDS, document
from tests.export.test_html import assert_safe
from tests.export.test_markdown import MARKS, OURS, read_kinds
from tui_reader.export.registry import FORMATS
from tui_reader.export.thread_json import thread_value
from tui_reader.model import Block, BlockKind, Origin, Problem, ReplyBasis, Span, StoredComment, StoredThread, ThreadDocument

STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]")
PROPERTIES = ["title", "author", "created", "site", "source", "part", "comments", "file", "sha256"]
NO_WORDS = {"id", "position", "depth", "descendants", "names", "status", "reply_basis", "reply_confidence", "score", "span"}


def text_fields(kind: type) -> list[str]:
    """Return the fields of a value that hold text."""
    return [each.name for each in fields(kind) if "str" in str(each.type) and each.name not in NO_WORDS]


def filled(words: str) -> ThreadDocument:
    """Return a document that has these words wherever it has words."""
    everywhere = dict.fromkeys(text_fields(StoredComment), words)
    first = replace(COMMENT, **{**everywhere, "parent_key": None}, span=Span(1, 2))  # type: ignore[arg-type]
    reply = replace(
        first,
        key=f"{words}2",
        parent_key=words,
        position=1,
        depth=1,
        author=None,
        reply_basis=ReplyBasis.GUESSED,
        reply_confidence=0.5,
    )
    stray = replace(first, key="x", position=2, parent_key=f"{words}3", author_lost=None, author=None)
    origin = replace(Origin("", "", "", 1, 2, None, 0.5), **dict.fromkeys(text_fields(Origin), words))  # type: ignore[arg-type]
    thread = replace(THREAD, **dict.fromkeys(text_fields(StoredThread), words), origin=origin)  # type: ignore[arg-type]
    return replace(
        document(first, reply, stray, thread=thread),
        blocks=tuple(Block(kind, words, Span(3, 4)) for kind in BlockKind),
        problems=(Problem(words, 3), Problem(words)),
        selection=words,
        left_out=2,
        context=frozenset({1}),
    )


def written(form: str, held: ThreadDocument) -> str:
    """Return what a format writes."""
    out = io.StringIO()
    FORMATS[form].write(held, out)
    return out.getvalue()


def test_every_text_of_the_model_is_filled() -> None:
    """A field that is added to a value is tried here without anybody thinking of it."""
    assert {
        "key",
        "parent_key",
        "author",
        "author_lost",
        "posted",
        "posted_text",
        "body",
        "source_id",
        "edited",
        "original",
    } == set(text_fields(StoredComment))
    assert {"name", "format", "sha256", "layout"} == set(text_fields(Origin))
    assert {"key", "title", "site", "url", "author", "posted"} <= set(text_fields(StoredThread))


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("form", list(FORMATS))
def test_hostile_words_in_every_field_stay_words(form: str, words: str) -> None:
    """No control character, no markup that is not ours, no address that does anything."""
    text = written(form, filled(words))
    assert not STEERING.search(text)
    if form == "html":
        assert_safe(text)
    if form == "markdown":
        blocks, marks = read_kinds(text[text.index("\n# ") :])
        assert (blocks - OURS, marks - MARKS) == (set(), set())
        assert text.partition("\n---\n")[0].count("\n") == len(PROPERTIES)
        assert [line.partition(":")[0] for line in text.splitlines()[1 : len(PROPERTIES) + 1]] == PROPERTIES


@given(WORDS, st.sampled_from(list(FORMATS)))
@settings(max_examples=60)
def test_any_words_in_every_field_stay_words(words: str, form: str) -> None:
    """The same for whatever can be stored at all."""
    held = filled(words)
    text = written(form, held)
    assert not STEERING.search(text)
    if form == "html":
        assert_safe(text)
    if form == "markdown":
        blocks, marks = read_kinds(text[text.index("\n# ") :])
        assert (blocks - OURS, marks - MARKS) == (set(), set())


def test_a_whole_thread_has_its_key_and_every_member() -> None:
    """The members of thread JSON are the same whatever is known, so that a program need not ask which are there."""
    known, unknown = thread_value(replace(filled("x"), selection=None, left_out=0)), thread_value(document(COMMENT))
    assert known.keys() == unknown.keys()
    assert known["source"].keys() == unknown["source"].keys()
    assert known["comments"][0].keys() - unknown["comments"][0].keys() <= {"left_out_parent", "context"}

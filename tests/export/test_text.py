"""Plain text is readable in any program, indented by reply, and says where everything stands in the source."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from hypothesis import given

from tests.export.documents import COMMENT, HOSTILE, chain, document, documents, tree
from tui_reader.export import text
from tui_reader.model import Block, BlockKind, Span, ThreadDocument
from tui_reader.text.sanitize import visible

UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def written(held: ThreadDocument) -> str:
    """Return the text."""
    out = io.StringIO()
    text.write(held, out)
    return out.getvalue()


@given(documents())
def test_no_control_character_passes(held: ThreadDocument) -> None:
    """Whatever the thread holds, a terminal can only show the text."""
    assert not UNSAFE.search(written(held).replace("\t", ""))


@pytest.mark.parametrize("words", HOSTILE)
def test_words_are_kept(words: str) -> None:
    """Every word of a body is in the text, as it was written; marks of quotes and fences of code may change."""
    marks = dict.fromkeys(map(ord, ">`~"), " ")
    shown = written(document(replace(COMMENT, body=words)))
    assert all(word in shown.translate(marks) for word in visible(words).translate(marks).split())


def test_replies_are_indented_to_a_depth() -> None:
    """A reply stands two columns further right than what it answers; below the last level it says whom it answers."""
    assert "\na\n[a]\n\na\n\n  b\n  [b]\n\n  b\n" in written(tree("a(b)"))
    shown = written(chain(5_000))
    assert max(len(line) - len(line.lstrip()) for line in shown.splitlines()) == 2 * text.DEEPEST_INDENT
    assert "answers no name shown (k4998)" in shown


def test_prose_is_wrapped_and_code_is_not() -> None:
    """Lines of prose fit the page; a long line of code stays one line."""
    code = "    " + "x = 1; " * 12
    shown = written(document(replace(COMMENT, body="many words " * 30 + "\n\n" + code)))
    assert code.rstrip() in shown.splitlines()
    assert all(len(line) <= text.WIDTH for line in shown.splitlines() if line != code.rstrip())


def test_quoted_lines_keep_their_mark_when_wrapped() -> None:
    """Each line of a long quotation begins with its marks."""
    shown = written(document(replace(COMMENT, body=">> " + "quoted words " * 12)))
    assert sum(line.startswith(">> quoted words") for line in shown.splitlines()) == 2


def test_every_comment_says_its_place_and_key() -> None:
    """A comment can be cited and found again."""
    assert "[lines 21-23 of dump.txt; c0ffee]\n" in written(document(replace(COMMENT, key="c0ffee", span=Span(21, 23))))
    assert "[line 21 of dump.txt; c0ffee]\n" in written(document(replace(COMMENT, key="c0ffee", span=Span(21, 21))))


def test_a_long_quotation_of_the_article_keeps_its_mark_and_other_kinds_are_named_once() -> None:
    """Each line of a quote begins with its mark; a caption says what it is on its first line alone."""
    long = "many words " * 12
    held = replace(document(), blocks=(Block(BlockKind.QUOTE, long), Block(BlockKind.CAPTION, long)))
    lines = [line for line in written(held).splitlines() if "many words" in line]
    assert [line.partition(" ")[0] for line in lines] == [">", ">", "[caption]", "words"]
    assert "".join(lines).count(">") == 2

"""Markdown shows the words of the archive as they were written, and nothing of them becomes markup."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.export.documents import COMMENT, HOSTILE, WORDS, chain, document, documents, tree
from tui_reader.export import markdown
from tui_reader.model import ReplyBasis, Span, ThreadDocument
from tui_reader.text.sanitize import visible

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
OURS = {"paragraph", "bullet_list", "list_item", "heading", "inline", "blockquote", "fence"}
MARKS = {"text", "strong", "em", "link", "hardbreak", "softbreak", "code_inline"}


def written(held: ThreadDocument) -> str:
    """Return the note."""
    out = io.StringIO()
    markdown.write(held, out)
    return out.getvalue()


def note_of(body: str) -> str:
    """Return the note of one comment, from its comments on."""
    text = written(document(replace(COMMENT, author="A", body=body)))
    return text[text.index("## Comments") :]


def read_kinds(text: str) -> tuple[set[str], set[str]]:
    """Return the kinds of blocks and of marks that a Markdown reader finds."""
    tokens = READER.parse(text)
    inner = [child for token in tokens for child in token.children or []]
    return tuple({token.type.removesuffix("_open").removesuffix("_close") for token in found} for found in (tokens, inner))  # type: ignore[return-value]


def shown(text: str) -> str:
    """Return the words that a Markdown reader shows, without white space."""
    tokens = READER.parse(text)
    inner = (child.content for token in tokens for child in (token.children or [token]))
    return "".join("".join(inner).split())


@given(documents())
def test_any_thread_makes_a_note_of_our_markup_only(held: ThreadDocument) -> None:
    """A Markdown reader finds our lists, headings, quotes and code, and no raw HTML, image, table or rule."""
    text = written(held)
    blocks, marks = read_kinds(text[text.index("\n# ") :])
    assert blocks <= OURS
    assert marks <= MARKS


@given(st.lists(WORDS.filter(lambda words: "\n" not in words), min_size=1, max_size=5).map("\n".join))
def test_words_are_shown_as_they_were_written(body: str) -> None:
    """What a Markdown reader shows of a body is what the body says, quote marks and fences aside."""
    wanted = "".join(visible(body).split()).replace(">", "").replace("`", "").replace("~", "")
    assert wanted in shown(note_of(body)).replace(">", "").replace("`", "").replace("~", "")


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words_in_every_field(words: str) -> None:
    """Titles, names, dates and addresses hold anything and become nothing."""
    comment = replace(COMMENT, key=words, author=words, posted_text=words, author_lost=words, body=words)
    held = document(comment, replace(comment, key="x", author=None))
    text = written(replace(held, thread=replace(held.thread, title=words, site=words, url=words), selection=words))
    blocks, marks = read_kinds(text[text.index("\n# ") :])
    assert blocks <= OURS
    assert marks <= MARKS
    assert sum(line.startswith("# ") for line in text.splitlines()) == 1


def test_properties_are_one_value_a_line() -> None:
    """The head is YAML that nothing in a title can end."""
    held = tree("a")
    head = written(replace(held, thread=replace(held.thread, title='"\n---\nx: y', author="A: b"))).split("---\n")[1]
    properties = dict(line.split(": ", 1) for line in head.splitlines())
    assert json.loads(properties["title"]) == '" --- x: y'
    assert json.loads(properties["author"]) == "A: b"
    assert json.loads(properties["comments"]) == 1


def test_every_comment_has_a_block_id_and_its_place() -> None:
    """A note elsewhere can link to a comment, and a reader can find it in the source."""
    assert "- **A** · lines 21-23 of dump.txt ^c0ffee\n" in written(
        document(replace(COMMENT, key="c0ffee", author="A", span=Span(21, 23)))
    )


def test_a_body_cannot_forge_a_block_id() -> None:
    """A line that ends like a block id is shown as it was written."""
    assert "\\^c0ffee" in note_of("words ^c0ffee")


def test_replies_are_nested_lists_to_a_depth() -> None:
    """Below the last level a reply says whom it answers."""
    text = written(chain(5_000))
    deepest = max(len(line) - len(line.lstrip()) for line in text.splitlines())
    assert deepest == 2 * markdown.DEEPEST_LIST + 2
    assert "answers no name shown (k4998)" in text


def test_quotes_and_code_stay_readable() -> None:
    """Quoted lines are quotes, indented code is code with a fence longer than any in it."""
    note = note_of("> said\n>> before\n\n    x = '```'")
    assert "  > said\n" in note
    assert "  > > before\n" in note
    assert "  ````\n  x = '```'\n  ````\n" in note


def test_a_guessed_parent_is_said_and_a_stated_one_is_not() -> None:
    """Where a comment stands in the list says enough, unless it was inferred."""
    reply = replace(COMMENT, key="r", author="B", parent_key="k", depth=1, position=1, reply_basis=ReplyBasis.STATED)
    assert "- **B** ^r" in written(document(COMMENT, reply))
    guessed = replace(reply, reply_basis=ReplyBasis.GUESSED, reply_confidence=0.25)
    assert "- **B** · answers no name shown (k), guessed (25% sure) ^r" in written(document(COMMENT, guessed))


@pytest.mark.parametrize(
    ("words", "note"),
    [
        ("==m== %%c%% $x$ [[n]]", r"\=\=m\=\= \%\%c\%\% \$x\$ \[\[n\]\]"),
        ("__init__ _x_ snake_case", r"\_\_init\_\_ \_x\_ snake_case"),
        ("#tag C# #1", r"\#tag C# \#1"),
        ("R&D &amp; 3 < 4 > 2", r"R&D \&amp; 3 \< 4 > 2"),
        ("2019. a year", r"2019\. a year"),
        ("-5 degrees - and + more", r"-5 degrees - and + more"),
        ("- item", r"\- item"),
    ],
)
def test_only_what_would_be_markup_is_escaped(words: str, note: str) -> None:
    """Marks that Obsidian adds are escaped too; what reads as words anyway is left readable."""
    assert f"\n  {note}\n" in note_of(words)

"""Markdown is text already; only links, escapes and entities are put right."""

from __future__ import annotations

import pytest

from tui_reader.text.markdown import readable_markdown


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("plain *words*", "plain *words*"),
        ("[words](https://x.example/y)", "words <https://x.example/y>"),
        ("[https://x.example](https://x.example)", "https://x.example"),
        ('[words](https://x.example "a title")', "words <https://x.example>"),
        ("[a](https://x.example/b_(c))", "a <https://x.example/b_(c)>"),
        (r"snake\_case and 2 \* 3", "snake_case and 2 * 3"),
        ("a &amp; b &gt; c", "a & b > c"),
        (r"`a\_b` and c\_d", r"`a\_b` and c_d"),
        (r"    code\_line [a](https://b.example)", r"    code\_line [a](https://b.example)"),
        ("&gt; quoted", "> quoted"),
        ("a [b] (c)", "a [b] (c)"),
    ],
)
def test_markdown_is_readable(markdown: str, text: str) -> None:
    """Links show their addresses, escapes and entities their characters; code is left alone."""
    assert readable_markdown(markdown) == text


def test_brackets_without_end_are_read_at_once() -> None:
    """Text that nearly is a link, over and over, takes no longer than other text."""
    assert len(readable_markdown("[a](" * 20_000)) == 80_000

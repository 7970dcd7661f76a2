"""Hosts, titles and names of blogs are told as they are shown."""

from __future__ import annotations

import pytest

from tui_reader.formats.addresses import host_of
from tui_reader.formats.article_blocks import blocks_of
from tui_reader.formats.blog_values import phrase
from tui_reader.text.markup import readable


@pytest.mark.parametrize(
    ("address", "host"),
    [("https://www.tea.example/a", "tea.example"), ("http://localhost:80/", "localhost"), ("http://[bad", None), ("", None)],
)
def test_a_host_is_told_without_www(address: str, host: str | None) -> None:
    """What is no address has none."""
    assert host_of(address) == host


@pytest.mark.parametrize(
    ("text", "shown"),
    [("Bo  &amp;\n<em>Finn</em>", "Bo & Finn"), ("1 < 2 &lt;3", "1 < 2 <3"), (" ", None)],
)
def test_a_phrase_stands_on_one_line(text: str, shown: str | None) -> None:
    """Entities and style are not shown."""
    assert phrase(text) == shown


def test_an_article_is_its_title_and_its_paragraphs() -> None:
    """Blank lines part them."""
    assert [block.text for block in blocks_of("T", readable("one\ntwo\n\n<b>three</b>", breaks=True))] == [
        "T",
        "one\ntwo",
        "**three**",
    ]

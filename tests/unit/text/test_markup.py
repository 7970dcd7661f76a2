"""HTML becomes text to be read, with every visible word, in linear time."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from tui_reader.text.markup import readable, readable_node


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("plain words", "plain words"),
        ("a &amp; b &lt;c&gt;", "a & b <c>"),
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("one<p>two", "one\n\ntwo"),
        ("one<br>two", "one\ntwo"),
        ("<p>so <em>it</em> <strong>is</strong> <code>x</code></p>", "so *it* **is** `x`"),
        ("<blockquote><p>said</p><p>more</p></blockquote><p>answer</p>", "> said\n>\n> more\n\nanswer"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"),
        ("<pre>x\n  y</pre>", "    x\n      y"),
        ("<p>a</p><hr><p>b</p>", "a\n\n---\n\nb"),
        ("<p>a<script>b</script><style>c</style></p>", "a"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a | b\nc"),
    ],
)
def test_markup_is_readable(markup: str, text: str) -> None:
    """Blocks, marks, lists, code and tables look as they do in mail."""
    assert readable(markup) == text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ('<a href="https://x.example/y">words</a>', "words <https://x.example/y>"),
        ('<a href="https://x.example/y">https://x.example/y</a>', "https://x.example/y"),
        ('<a href="https://x.example/a/long/path">x.example/a/lo...</a>', "https://x.example/a/long/path"),
        ('<a href="https://grey.example/">grey</a>', "grey <https://grey.example/>"),
        ('<a href="/about">about</a>', "about"),
        ('<a href="javascript:x()">press</a>', "press"),
    ],
)
def test_a_link_shows_its_words_and_its_address_once(markup: str, text: str) -> None:
    """Words that are only the address cut short give way to it; a word that begins it by chance does not."""
    assert readable(markup) == text


def test_lines_are_kept_where_no_tag_makes_blocks() -> None:
    """Markup of words alone has its lines as they are."""
    assert readable("one\n<b>two</b>\n\nthree") == "one\n**two**\n\nthree"


def test_lines_are_kept_where_they_are_said_to_be_meant() -> None:
    """Blogs store lines beside tags of blocks."""
    assert readable("one\ntwo<blockquote>x</blockquote>", breaks=True) == "one\ntwo\n\n> x"


@pytest.mark.parametrize("markup", ["<div>" * 50_000 + "x", "<b>" * 50_000 + "x", "<p>" * 120_000 + "x"])
def test_markup_made_to_keep_a_parser_busy_gives_its_text(markup: str) -> None:
    """Only the text is taken of what nobody wrote."""
    assert readable(markup) == "x"


def test_quotations_nested_deeply_need_no_recursion() -> None:
    """A thousand levels are written like one."""
    assert readable("<blockquote>" * 1_000 + "x").endswith("> x")


def test_a_node_is_read_without_what_is_left_out() -> None:
    """Answers inside a comment are not its own words."""
    tree = LexborHTMLParser("<li>mine <b>too</b><ul><li>theirs</li></ul></li>")
    top = tree.css_first("li")
    assert top is not None
    assert readable_node(top, lambda node: node.tag == "ul") == "mine **too**"


@pytest.mark.parametrize("tag", ["li", "blockquote", "dd"])
def test_a_node_that_is_an_item_or_a_quotation_gives_what_stands_in_it(tag: str) -> None:
    """The mark of an item belongs to the list around it."""
    tree = LexborHTMLParser(f"<{tag}><p>one</p><blockquote>two</blockquote></{tag}>")
    top = tree.css_first(tag)
    assert top is not None
    assert readable_node(top) == "one\n\n> two"


def test_raised_and_lowered_signs_stay_apart_from_what_they_stand_at() -> None:
    """Ten to the sixth is not a hundred and six."""
    assert readable("<p>10<sup>6</sup>, H<sub>2</sub>O, e<sup>i pi</sup></p>") == "10^6, H_2O, e^(i pi)"


def test_a_picture_has_its_words_and_its_address() -> None:
    """Emoji are words, and faces beside names are nothing."""
    assert readable('<p><img src="https://a.example/c.png" alt="Chart"></p>') == "[Chart <https://a.example/c.png>]"
    assert readable('<p>so <img class="emoji" src="https://a.example/s.png" alt=":smile:"></p>') == "so [:smile:]"
    assert readable('<p><img class="avatar" src="https://a.example/f.png"> so</p>') == "so"

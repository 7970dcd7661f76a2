"""No byte of an archive is obeyed by the terminal, whichever way it takes."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from tui_reader.tui.content import SafeLines, content

BLACK = Color(0, 0, 0)
HOSTILE = st.text(st.one_of(st.characters(), st.sampled_from("\x00\x07\x1b\x7f\x9b\u202e\u2066\u2028\ud800\U000e0041[]/")))


def unsafe(text: str) -> list[str]:
    """Return the characters of a text that a terminal might obey."""
    bidirectional = {"\u061c", "\u200e", "\u200f", *map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))}
    return [
        c
        for c in text
        if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} or c in bidirectional or 0xE0000 <= ord(c) < 0xE0080
    ]


@given(HOSTILE)
def test_content_holds_nothing_that_a_terminal_obeys(text: str) -> None:
    """Only newlines and tabs are left of the control characters."""
    assert set(unsafe(content(text).plain)) <= {"\n", "\t"}


@given(HOSTILE)
def test_the_last_line_of_defence_lets_nothing_through(text: str) -> None:
    """Whatever a widget puts into a segment, no control character comes out, and the number of characters stays."""
    [segment] = SafeLines().apply([Segment(text)], BLACK)
    assert unsafe(segment.text) == []
    assert len(segment.text) == len(text)


def test_brackets_are_text() -> None:
    """Nothing in archive text is markup."""
    for text in ("[bold]x[/bold]", "[/]", "[@click=app.quit]go[/]", "[deleted]"):
        made = content(text)
        assert (made.plain, made.spans) == (text, [])


def test_only_plain_web_addresses_stay_links() -> None:
    """Other schemes and addresses with control characters lose their link, not their text."""
    for link, kept in [
        ("https://a.example/x", True),
        ("http://a.example", True),
        ("file:///etc/passwd", False),
        ("javascript:alert(1)", False),
        ("https://a.example/\x1b]52;c;x\x07", False),
        ("https://a.example/ü", False),
    ]:
        [segment] = SafeLines().apply([Segment("text", Style(bold=True, link=link))], BLACK)
        assert segment.style is not None
        assert (segment.text, segment.style.bold, segment.style.link is not None) == ("text", True, kept)


def test_clean_segments_pass_as_they_are() -> None:
    """Letters of every script are none of the filter's business."""
    segments = [Segment("plain"), Segment("שלום 日本 é", Style(bold=True))]
    assert SafeLines().apply(segments, BLACK) == segments

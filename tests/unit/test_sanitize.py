"""The gate to the terminal lets no control sequence through and changes nothing else."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.text.sanitize import MARKS_PER_LETTER, one_line, visible

ANYTHING = st.text(st.characters(exclude_categories=()))
"""All of Unicode, lone surrogates and controls too."""


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("plain words", "plain words"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("\x1b]52;c;cHduZWQ=\x07", "␛]52;c;cHduZWQ=␇"),
        ("\x9b31m", "\ufffd31m"),
        ("nul\x00del\x7f", "nul␀del␡"),
        ("safe\u202eexe.txt", "safe<U+202E>exe.txt"),
        ("שלום עולם", "שלום עולם"),
        ("a\u2028b\u2029c\r\nd\re", "a\nb\nc\nd\ne"),
        ("\ud800", "\ufffd"),
        ("tag\U000e0041", "tag"),
        ("[/b] [link=file:///etc/passwd]", "[/b] [link=file:///etc/passwd]"),
    ],
)
def test_unsafe_characters_are_shown_not_obeyed(raw: str, shown: str) -> None:
    """Each family of control characters has a visible form; markup is only text."""
    assert visible(raw) == shown


@given(ANYTHING)
def test_nothing_that_a_terminal_obeys_is_left(text: str) -> None:
    """Only newline and tab remain of all control, format-control and surrogate characters that matter."""
    for character in visible(text):
        category = unicodedata.category(character)
        assert character in "\n\t" or category not in {"Cc", "Cs", "Zl", "Zp"}
        assert unicodedata.bidirectional(character) not in {"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}


@given(ANYTHING)
def test_showing_twice_is_showing_once(text: str) -> None:
    """The gate is idempotent, so it may stand at the sink as well as at the source."""
    assert visible(visible(text)) == visible(text)


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"])))
def test_letters_of_every_script_pass_unchanged(text: str) -> None:
    """Nothing that is read is ever altered."""
    assert visible(text) == text


def test_a_pile_of_combining_marks_is_cut() -> None:
    """A letter keeps as many marks as any orthography uses, and no more."""
    assert visible("a" + "\u0301" * 5000) == "a" + "\u0301" * MARKS_PER_LETTER


@given(ANYTHING)
def test_one_line_is_one_line(text: str) -> None:
    """A title or a name can never break out of its row."""
    assert one_line(text).splitlines() in ([], [one_line(text)])


@pytest.mark.parametrize("code", [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
def test_every_control_of_direction_is_shown_by_its_number(code: int) -> None:
    """None is dropped, since what it did to the text is worth knowing; its neighbours are ordinary characters."""
    assert visible(f"a{chr(code)}b") == f"a<U+{code:04X}>b"


@pytest.mark.parametrize("code", [0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029])
def test_every_end_of_a_line_is_one(code: int) -> None:
    """Whichever system or script it comes from."""
    assert visible(f"a{chr(code)}b") == "a\nb"


def test_controls_tags_and_half_characters_are_shown_from_the_first_to_the_last() -> None:
    """The first and the last of each family; the characters beside them pass."""
    assert visible("\x00\x01\x1f\x7f") == "␀␁␟␡"
    assert visible("\x00\t\n !\u200b\u202f\u2065\u206a") == "␀\t\n !\u200b\u202f\u2065\u206a"
    assert visible("\x80\x9f\xa0") == "\ufffd\ufffd\xa0"
    assert visible("\ud7ff\ud800\udfff\ue000") == "\ud7ff\ufffd\ufffd\ue000"
    assert visible("a\U000e0000\U000e007f\U000e0100b") == "a\U000e0100b"

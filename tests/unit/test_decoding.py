"""Bytes become text whatever they are, and every guess is told with its place."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.decoding import decode, is_binary, split_lines
from tui_reader.model import Problem

DUMP = "A title\n\nCafé “quoted”\n"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_names_the_encoding_and_is_no_text(encoding: str) -> None:
    """Marked text needs no guess, and the mark never becomes a part of the title."""
    found = decode(DUMP.encode(encoding))
    assert (found.text, found.problems) == (DUMP, ())


def test_a_byte_order_mark_alone_on_its_line_stays() -> None:
    """Other tools count that line as one that holds something, so it has to have a place."""
    assert decode("\ufeff\nA title\n".encode()).lines == ("\ufeff", "A title")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_wide_text_shows_itself_by_its_zero_bytes(encoding: str) -> None:
    """UTF-16 without a mark is read, and the guess is told."""
    found = decode(DUMP.encode(encoding))
    assert found.text == DUMP
    assert "encoding is UTF-16" in found.problems[0].message


def test_older_bytes_are_read_as_windows_1252_with_the_place_of_the_first() -> None:
    """Curly quotes of old editors come out right, and a user can find where the guess began."""
    found = decode("one\ntwo “said”\n".encode("windows-1252"))
    assert found.lines == ("one", "two “said”")
    assert found.encoding == "windows-1252"
    (problem,) = found.problems
    assert problem.line == 2
    assert problem.message.startswith("not UTF-8 (byte 0x93 at column 5); read as windows-1252")


RUSSIAN = "Паром зимой не ходит.\n\nМира Халм\n12 мая 2012, 10:15\nЯ видела его в шесть утра, и мой брат тоже."
GREEK = "Το πλοίο δεν περνά τον χειμώνα.\n\nΜίρα\n12 Μαΐου 2012\nΤο είδα κι εγώ, στις έξι το πρωί."
JAPANESE = "渡し船は冬に休む。\n\nミラ\n2012年5月12日 10:15\n私も見ました。朝の六時でした。"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "windows-1251"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "cp866"),
        (RUSSIAN, "iso8859-5"),
        (GREEK, "windows-1253"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc-jp"),
        (JAPANESE, "iso2022_jp"),
        ("渡船冬天不开。\n\n米拉\n2012年5月12日\n我早上六点看见它了，我弟弟也看见了。", "gb18030"),
        ("나룻배는 겨울에 쉰다.\n\n미라\n2012년 5월 12일\n저도 봤어요. 아침 여섯 시였어요.", "euc-kr"),
    ],
)
def test_older_encodings_of_other_scripts_are_guessed_and_the_guess_is_told(text: str, encoding: str) -> None:
    """In dumps that hold ASCII lines as well, as pages do."""
    dump = f"A page of example.org\n\n{text}\n\nReply\n" * 3
    found = decode(dump.encode(encoding))
    assert (found.text, found.encoding) == (dump, encoding)
    assert [problem.line for problem in found.problems] == [1 if encoding == "iso2022_jp" else 3]


@pytest.mark.parametrize(
    "text",
    [
        "A câmara decidiu que a balsa não vai funcionar no inverno. Não há explicações, João!\n" * 9,
        "Færgen sejler ikke om vinteren, siger Søren Østergård på øen.\n" * 9,
        "Ja, schön – „größere“ Fähren.\n" * 9,
    ],
)
def test_latin_letters_are_those_of_western_europe(text: str) -> None:
    """Between encodings of Latin letters only the language could decide."""
    assert decode(text.encode("windows-1252")) == replace(
        decode(text.encode("windows-1252")), text=text, encoding="windows-1252"
    )


def test_bytes_that_fit_no_guess_are_all_kept() -> None:
    """A sample can look like one encoding, and the rest of the source be none."""
    data = RUSSIAN.encode("koi8-r") + "渡し船は冬に休む".encode("shift_jis") + b"\xff\x81"
    assert len(decode(data).text) > len(RUSSIAN)


def test_what_was_guessed_once_is_not_guessed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines of a source that was imported years ago are shown as they were read then."""
    data = RUSSIAN.encode("koi8-r")
    monkeypatch.setattr("charset_normalizer.from_bytes", None)
    assert decode(data, "koi8-r").text == RUSSIAN
    assert decode(b"plain", "utf-8").text == "plain"


def test_one_bad_byte_spoils_no_other_character() -> None:
    """A text that is UTF-8 but for a byte keeps all that is well-formed."""
    found = decode("naïve ".encode() + b"\x93" + " café".encode())
    assert found.text == "naïve “ café"
    assert found.encoding == "utf-8"


def test_bytes_that_windows_1252_does_not_know_are_kept_as_controls() -> None:
    """Not even an undefined byte is dropped."""
    assert decode(b"a\x81b").text == "a\x81b"


@pytest.mark.parametrize("text", ["Ada Lund\na\0b", "\0", "a \0 b", " \0" * 2 + "x" * 90])
def test_a_few_zero_bytes_do_not_make_a_text_wide(text: str) -> None:
    """Only spaces and line ends that are two bytes wide do."""
    assert decode(text.encode()).text == text


def test_zero_bytes_in_text_are_kept_and_told() -> None:
    """A stray NUL is no reason to lose a comment."""
    found = decode(b"one\ntw\0o\n" + b"words " * 50)
    assert found.lines[1] == "tw\0o"
    assert (found.problems[0].line, "control" in found.problems[0].message) == (2, True)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a\nb\n", ("a", "b")),
        ("a\r\nb", ("a", "b")),
        ("a\rb\r", ("a", "b")),
        ("a\u2028b", ("a", "b")),
        ("a\x85b\u2028c\n", ("a\x85b\u2028c",)),
        ("a\rb\nc", ("a\rb", "c")),
        ("\n\na", ("", "", "a")),
        ("a\n\n", ("a", "")),
        ("", ()),
    ],
)
def test_lines_end_where_the_text_itself_says(text: str, lines: tuple[str, ...]) -> None:
    """LF rules where it stands; other ends count only where it does not."""
    assert split_lines(text) == lines


@given(st.text(st.characters(exclude_characters="\r")))
def test_line_numbers_are_those_of_plain_splitting(text: str) -> None:
    """In a text with LF, line n is line n for every other tool."""
    expected = text.split("\n")
    found = split_lines(text) if "\n" in text else tuple(expected)
    assert [*found, ""] == expected or list(found) == expected


@pytest.mark.parametrize(("text", "said"), [("a\u2028b", "U+2028"), ("a\x85b", "U+0085"), ("a\u2029b\u2028c", "U+2029")])
def test_rare_line_ends_are_told(text: str, said: str) -> None:
    """Another program may count the lines of such a text otherwise; in a text with LF there is nothing to tell."""
    assert decode(text.encode()).problems == (Problem(f"lines end in {said}", 1),)
    assert decode(f"{text}\n".encode()).problems == ()


@given(
    st.lists(st.text(st.characters(categories=["L", "Nd", "P", "S", "Zs"]), max_size=20)),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_marked_text_comes_back_in_every_encoding(lines: list[str], encoding: str, end: str) -> None:
    """Encoding and reading again changes no character and no line, and nothing has to be guessed."""
    text = end.join(["first", "second", *lines, "last"])
    found = decode(text.encode(encoding))
    assert (found.text, found.problems) == (text, ())
    assert found.lines == ("first", "second", *lines, "last")


@given(st.lists(st.sampled_from(["a", " ", "\n", "Äb", "ß ", "“x", "”\n", "’s", "– ", "€ "]), min_size=1).map("".join))
def test_windows_1252_comes_back(text: str) -> None:
    """The encoding of old dumps is read character by character; letters apart are never taken for UTF-8."""
    found = decode(text.encode("windows-1252"))
    assert (found.text, found.encoding) == (text, "utf-8" if text.isascii() else "windows-1252")
    assert len(found.problems) == (not text.isascii())


def test_wide_text_that_ends_in_half_a_character_keeps_the_rest() -> None:
    """A file that was cut is read as far as it goes, and the place of the cut is told."""
    found = decode("one\ntwo\n".encode("utf-16")[:-1])
    assert found.lines[:2] == ("one", "two\ufffd")
    assert (found.problems[0].line, "UTF-16" in found.problems[0].message) == (2, True)


@given(st.binary())
def test_every_byte_becomes_text(data: bytes) -> None:
    """No input whatever ends in an exception, and none is read as nothing."""
    found = decode(data)
    assert found.text or not data or found.encoding != "utf-8" or data == b"\xef\xbb\xbf"
    assert len(found.lines) <= len(data) + 1


@pytest.mark.parametrize("data", [b"\0" * 1000, bytes(range(256)) * 8, b"\x89PNG\r\n\x1a\n" + bytes(range(128)) * 9])
def test_what_is_no_text_is_called_binary(data: bytes) -> None:
    """Zeros, noise and pictures are refused before they fill an archive."""
    assert is_binary(data)


@pytest.mark.parametrize(
    "data", [b"", b"x", "naïve\x1b[31m".encode(), "“quoted”".encode("windows-1252"), "шум\n".encode("koi8-r")]
)
def test_text_is_not_called_binary(data: bytes) -> None:
    """Old encodings and terminal controls are still text."""
    assert not is_binary(data)

"""Only plain web addresses become links."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.export.links import LONGEST_ADDRESS, split_at_addresses, web_address


@pytest.mark.parametrize(
    "address",
    [
        "http://e.com/x?y=1#z",
        "https://e.com",
        "HTTPS://E.COM/a",
        "http://xn--pypal-4ve.com/",
        "http://[::1]/",
        "http://e.com:8080/~a_b(c)",
    ],
)
def test_web_addresses_are_linked(address: str) -> None:
    """Both schemes, any host that can be written in ASCII."""
    assert web_address(address) == address


@pytest.mark.parametrize(
    "address",
    [
        *("https://user:pw@e.com/", "http://user@e.com/", "javascript:alert(1)", " http://e.com", "java\nscript:1"),
        *("file:///etc/passwd", "//e.com", "http://e/\x1b]52;c;x\x07", "http://e/ a", "http:///x", "http://[::1"),
        *("data:text/html,x", "http://p\u0430ypal.com/", "ftp://x", "mailto:a@b", "", None),
        *("http://e.com/" + "a" * 3000, 'http://e.com/"onclick="x', "http://e.com/<b>"),
    ],
)
def test_everything_else_is_not(address: str | None) -> None:
    """Schemes that do things, users that disguise hosts, look-alike letters, and what no program agrees on."""
    assert web_address(address) is None


def test_an_address_is_linked_up_to_a_length() -> None:
    """The longest that browsers and servers agree on, and not a character more."""
    longest = "https://e.com/".ljust(LONGEST_ADDRESS, "a")
    assert web_address(longest) == longest
    assert web_address(longest + "a") is None


def test_the_sentence_around_an_address_is_not_part_of_it() -> None:
    """Full stops and brackets stay words."""
    pieces = list(split_at_addresses("(see http://e.com/a_(b), or https://e.com.)"))
    assert [piece for piece, is_address in pieces if is_address] == ["http://e.com/a_(b)", "https://e.com"]


@given(st.lists(st.sampled_from(["http://", "https://e.com", *"ht p:/s.@()[]<>\"'aé\x1b"])).map("".join))
def test_the_pieces_are_the_text(text: str) -> None:
    """Nothing is lost or changed, and whatever is linked is a web address."""
    pieces = list(split_at_addresses(text))
    assert "".join(piece for piece, _ in pieces) == text
    assert all(web_address(piece) for piece, is_address in pieces if is_address)


def test_a_pile_of_brackets_takes_no_time() -> None:
    """What trails an address is dropped in one pass, however long it is."""
    started = time.process_time()
    assert [piece for piece, is_address in split_at_addresses("https://e.com" + ")" * 200_000) if is_address] == [
        "https://e.com"
    ]
    assert time.process_time() - started < 2

"""Accounts, addresses and attachments are called the same in all formats of the Fediverse."""

from __future__ import annotations

import pytest

from tui_reader.formats.addresses import host_of, path_of
from tui_reader.formats.fediverse import account_at, attached, named_account, options_of, with_extras


@pytest.mark.parametrize(
    ("address", "account"),
    [
        ("https://toot.example/users/lena", "lena@toot.example"),
        ("https://toot.example/@lena", "lena@toot.example"),
        ("https://www.blog.example/author/l%C3%A9na/?x=1", "léna@blog.example"),
        ("https://forum.example/uid/12", "https://forum.example/uid/12"),
        ("https://forum.example/ap/1899f65c062200daec50", "https://forum.example/ap/1899f65c062200daec50"),
        ("https://forum.example", "https://forum.example"),
        ("lena", "lena"),
        ("https://[half", "https://[half"),
    ],
)
def test_an_account_is_named_by_its_address(address: str, account: str) -> None:
    """Numbers say nothing without the address around them."""
    assert account_at(address) == account


def test_a_name_with_a_server_keeps_it() -> None:
    """Accounts of other servers are named in full already."""
    assert named_account("mo@far.example", "https://toot.example/@mo") == "mo@far.example"
    assert named_account("mo", "https://toot.example/@mo") == "mo@toot.example"
    assert named_account("mo", None) == "mo"


def test_what_is_no_address_has_no_host() -> None:
    """Nothing that a source writes there fails."""
    assert host_of("https://www.a.example:8080/b") == "a.example"
    assert host_of("https://[half") is host_of(None) is host_of("words") is None
    assert (path_of("https://a.example/b/c?d"), path_of("https://[half")) == ("/b/c", "")


def test_files_and_options_are_lines() -> None:
    """What is said of a file comes before its name, and votes stand behind what they are for."""
    files = [{"name": "A pie"}, {"url": "https://a.example/m/jam.png?s=1"}, {"href": "https://a.example/"}, {}, 7]
    assert list(attached(files)) == ["[file: A pie]", "[file: jam.png]", "[file: https://a.example/]"]
    assert list(attached({"name": "Alone"})) == ["[file: Alone]"]
    poll = {"options": [{"title": "Yes", "votes_count": 0}, {"title": "No"}, {}], "anyOf": [{"name": "Maybe"}]}
    assert list(options_of(poll)) == ["- Maybe", "- Yes (0)", "- No"]


def test_a_warning_stands_above_and_extras_below() -> None:
    """What is not there leaves no gap."""
    assert with_extras("food", "Words", iter(["[file: pie]"])) == "[food]\n\nWords\n\n[file: pie]"
    assert with_extras(None, "", iter([])) == ""

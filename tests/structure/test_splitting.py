"""A text is parted by hand with a regular expression that is checked before anything is read."""

from __future__ import annotations

import re
import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.errors import ExitCode, UsageError
from tui_reader.structure.splitting import LONGEST_LINE, Splitter


@pytest.mark.parametrize(
    ("expression", "line", "begins"),
    [
        ("^=+$", "=====", True),
        ("^=+$", "===== ", False),
        ("Thread", "== Thread 4", True),
        ("\f", "\fA title", True),
        ("(?i)^title: ", "TITLE: a bridge", True),
        ("", "anything", False),
        ("", "", False),
        ("^$", "", True),
        (r"(?:\d{3}-){2}", "123-456-", True),
        (r"(?:ab?)*+c", "abac", True),
        (r"(?>a+)*c", "aac", True),
        ("[(a+]+", "(", True),
        (r"\(a+\)+", "(a))", True),
        (r"(?:page|seite)? \d+", "Seite 3", True),
        ("a{1,3}|b", "b", True),
        ("(?P<n>x)(?P=n)", "xx", True),
    ],
)
def test_a_thread_begins_where_the_expression_is_found(expression: str, line: str, begins: bool) -> None:
    """Anywhere in the line, as in grep; an empty expression is found nowhere."""
    assert Splitter(expression).begins(line) == begins


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("(", "--split: missing ), unterminated subpattern at column 1"),
        ("a**", "--split: multiple repeat at column 3"),
        ("abc[", "--split: unterminated character set at column 4"),
        ("(a+)+$", "--split: a repeat at column 5 of something that can vary may take for ever"),
        (r"^(?:=+\s*)*$", "--split: a repeat at column 11 of something that can vary may take for ever"),
        ("x(a|b){2,}", "--split: a repeat at column 7 of something that can vary may take for ever"),
        ("((a?)b){10}", "--split: a repeat at column 8 of something that can vary may take for ever"),
        (r"(\w+ ){1,50}!", "--split: a repeat at column 7 of something that can vary may take for ever"),
        ("(?P<n>[ab]*)+?x", "--split: a repeat at column 13 of something that can vary may take for ever"),
    ],
)
def test_an_expression_that_cannot_be_used_is_refused_with_its_place(expression: str, message: str) -> None:
    """In one line, and as a mistake of whoever calls."""
    with pytest.raises(UsageError) as refused:
        Splitter(expression)
    assert refused.value.message == message
    assert refused.value.exit_code is ExitCode.USAGE


@pytest.mark.parametrize("expression", ["(" * 5000 + ")" * 5000, "a{99999999999999999999}"])
def test_an_expression_that_is_too_large_is_refused(expression: str) -> None:
    """Whatever Python makes of it."""
    with pytest.raises(UsageError, match="--split: "):
        Splitter(expression)


def test_no_warning_reaches_the_user() -> None:
    """Python may find an expression odd."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert Splitter("[[a]").begins("[")


def test_long_lines_part_nothing() -> None:
    """They are text, and an expression could take long with them."""
    assert Splitter("a").begins("a" * LONGEST_LINE)
    assert not Splitter("a").begins("a" * (LONGEST_LINE + 1))


@given(st.text(alphabet="ab()[]*+?{}|\\,1-^$.", max_size=12))
def test_what_is_accepted_is_looked_for_at_once(expression: str) -> None:
    """An accepted expression that tried the same characters in countless ways would never come back."""
    line = "a" * 60 + "b1" * 20 + "\0"
    try:
        splitter = Splitter(expression)
    except UsageError:
        return
    assert splitter.begins(line) == bool(expression and re.search(expression, line))

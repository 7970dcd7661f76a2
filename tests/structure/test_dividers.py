"""Lines that may stand between threads are found, each kind in its own way, and nothing is found where there is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.structure import labelled
from tui_reader.structure.dividers import NEED, Division, Ground, divisions, fields, is_rule, only_parts, title_and_address

RULE = "=" * 30


def found(*lines: str) -> list[Division]:
    """Return all divisions of a text."""
    return list(divisions(lines))


def starts(*lines: str) -> list[tuple[int, ...]]:
    """Return where the divisions of a text let threads begin."""
    return [division.starts for division in found(*lines)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["one", "\f", "two"], (2,)),
        (["one", "\ftwo", "three\f", "four"], (1, 3)),
        (["one", "two \f three"], (1,)),
        (["one", "two\f"], (2,)),
    ],
)
def test_a_form_feed_parts_what_is_below_it(lines: list[str], expected: tuple[int, ...]) -> None:
    """It may stand alone, at the beginning of a line or at the end of one."""
    assert starts(*lines) == [expected]


def test_form_feeds_at_equal_distances_may_be_those_of_a_print_out() -> None:
    """Then more evidence is needed; where pages would be of all sizes, less."""
    page = ["words"] * 39
    (like,) = found("A title", *page, "\f", *page, "\f", *page[:20])
    (unlike,) = found("A title", *page, "\f", *page[:12], "\f", *page)
    (long,) = found("A title", *page * 3, "\f", *page)
    (longer,) = found("A title", *page, "\f", *page * 2)
    assert like.need > NEED > unlike.need == long.need == longer.need


@pytest.mark.parametrize(
    ("rule", "is_one"),
    [
        ("=====", True),
        ("---", True),
        ("  * * *  ", True),
        ("—————", True),
        ("____", True),
        ("--", False),
        ("=-=-=-", False),
        ("--- a ---", False),
        ("...", False),
        ("", False),
        ("=" * 300, False),
    ],
)
def test_a_rule_is_one_sign_repeated(rule: str, is_one: bool) -> None:
    """With or without spaces between."""
    assert is_rule(rule) == is_one
    assert only_parts(rule) == is_one


def test_rules_that_look_alike_part_together() -> None:
    """Each kind for itself, the rarest first, and not more kinds than a few."""
    text = ["words"] * 9
    assert starts("A", *text[1:], "", "-----", *text, "", "=====", *text, "", "-----", *text) == [(21,), (10, 32)]
    rules = [line for sign in "=-*#_~+" for line in ("words", "", sign * 5)]
    assert len(starts("A", *rules, "words")) == 5


def test_a_rule_below_a_line_may_underline_it() -> None:
    """Then a thread begins at the line above."""
    lines = ["One", RULE, *["words"] * 9, "", "Two", RULE, "words"]
    assert starts(*lines) == [(0, 12), (1, 13)]
    assert found(*lines)[0].aside == {1, 13}


def test_two_rules_may_box_a_heading() -> None:
    """The second of them begins nothing."""
    lines = [RULE, "One", RULE, *["words"] * 9, RULE, "", "Two", "", RULE, *["words"] * 9]
    assert (0, 12) in starts(*lines)
    assert [lines[number] for number in sorted(found(*lines)[-1].aside)] == [RULE] * 4


@pytest.mark.parametrize(
    ("one", "two", "ground"),
    [
        ("==> a.txt <==", "==> b.txt <==", Ground.STATED),
        ("### FILE a b.txt ###", "### FILE c.txt ###", Ground.STATED),
        ("--- notes.html ---", "--- more.md", Ground.STATED),
        ("=== Thread 1: foo ===", "=== Thread 2: bar ===", Ground.STATED),
        ("--- https://a.example/1 ---", "--- https://a.example/2 ---", Ground.NAMED),
        ("## URL: https://a.example/1", "## URL: https://a.example/2", Ground.NAMED),
    ],
)
def test_rules_that_name_files_or_addresses_say_what_they_part(one: str, two: str, ground: Ground) -> None:
    """Where the text begins with one, and each names another."""
    first, *_ = found("", one, "words", "", two, "words")
    assert (first.starts, sorted(first.aside), first.ground) == ((1, 4), [1, 4], ground)
    assert only_parts(one)


@pytest.mark.parametrize(
    "lines",
    [
        ["words", "==> a.txt <==", "words", "==> b.txt <==", "words"],
        ["==> a.txt <==", "words", "==> a.txt <==", "words"],
        ["==> a.txt <==", "words"],
        ["--- https://a.example/1#c1 ---", "words", "--- https://a.example/1#c2 ---", "words"],
        ["## https://a.example/1", "words", "-- https://a.example/2", "words"],
        ["# a.txt", "words", "# b.txt", "words"],
        ["=== Mira ===", "words", "=== Orla ===", "words"],
        ["<doc id=1>", "words", "<doc id=2>", "words", "</doc>"],
        ["words", "<doc>", "words", "</doc>", "<doc>", "words"],
        ["Title: one", "words", "Title: two", "words"],
        ["Title: one", "By: Ada", "words", "Title: two", "By: Ada"],
        ["Name: Ada", "Date: May", "words", "", "Name: Bo", "Date: May"],
        ["By: Ada", "Date: May", "words", "", "By: Bo", "Date: May"],
    ],
)
def test_what_names_nothing_that_differs_states_nothing(lines: list[str]) -> None:
    """Comments have addresses and headings as well."""
    assert not [division for division in found(*lines) if division.ground is not Ground.SHOWN or "Title" in division.reason]


def test_tags_of_documents_are_stated() -> None:
    """Each begins where the one above is closed."""
    (division,) = found('<doc id="1" url="x">', "words", "</doc>", "", '<doc id="2">', "words", "</doc>")
    assert (division.starts, division.ground) == ((0, 4), Ground.STATED)
    assert division.aside == {0, 2, 4, 6}


def test_blocks_of_fields_part_where_they_begin_alike() -> None:
    """Addresses that differ say more than titles do; a rule may stand above a block."""
    named, *_ = found(
        "---", "Title: one", "URL: http://a.example/1", "", "words", "---", "Title: two", "URL: http://a.example/2"
    )
    shown, *_ = found("Titel: eins", "Datum: heute", "", "words", "", "Titel: zwei", "Datum: heute")
    assert (named.starts, named.ground) == ((1, 6), Ground.NAMED)
    assert (shown.starts, shown.ground) == ((0, 5), Ground.SHOWN)


def test_fields_are_read_as_far_as_they_go() -> None:
    """Their names in lower case, what they say as it is."""
    lines = ["TITLE: A bridge: reopened ", "Link: http://a.example/1", "Date : May 3", "words: none"]
    assert fields(lines, 0, 4) == [("title", "A bridge: reopened"), ("link", "http://a.example/1"), ("date", "May 3")]
    assert fields(lines, 0, 1) == [("title", "A bridge: reopened")]
    assert title_and_address(fields(lines, 0, 4)) == ("A bridge: reopened", "http://a.example/1")
    assert title_and_address([("source", "a newspaper")]) == (None, None)


def test_a_first_line_that_stands_again_parts() -> None:
    """And asks for more evidence than a rule does."""
    (division,) = found("The Leaf", "words", "", "The Leaf", "more")
    assert division.starts == (0, 3)
    assert division.need > NEED
    assert not found("12", "words", "12", "more")


def test_a_byline_like_that_at_the_top_parts_above_its_title() -> None:
    """One that stands further down is none of a title."""
    assert starts("One", "", "By Ada Lund", "words", "", "Two", "By Bo Reed", "words") == [(0, 5)]
    assert not found("One", "words", "words", "By Ada Lund", "words", "By Bo Reed")


def test_a_text_without_dividers_has_no_division() -> None:
    """Nor has one without words."""
    assert found("A title", "", "words - and more", "", "- a point") == []
    assert found() == found("", " ") == found("---", "===") == []


@given(st.lists(st.sampled_from(["\f", "=====", "---", "words", "", "Title: a", "URL: http://x", "==> a.txt <==", "By Ada"])))
def test_divisions_stand_in_order_and_in_the_text(lines: list[str]) -> None:
    """Whatever the lines are."""
    for division in divisions(lines):
        assert list(division.starts) == sorted(division.starts)
        assert all(0 <= number < len(lines) for number in division.aside)
        assert all(0 <= number <= len(lines) for number in division.starts)
        assert division.reason


def test_most_dumps_offer_no_division() -> None:
    """Those that do have a rule in them somewhere, or say their title twice."""
    texts = [(labelled.FOLDER / f"{name}.txt").read_text(encoding="utf-8").split("\n") for name in labelled.names()]
    assert sum(bool(list(divisions(text))) for text in texts) < 0.25 * len(texts)

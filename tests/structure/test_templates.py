"""What templates print into the place of names is taken away again, and nothing that belongs to a name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.structure import templates
from tui_reader.structure.marks import Mark
from tui_reader.structure.reading import Part


def bare(*names: str, kind: str = "name-date") -> list[tuple[str | None, str | None]]:
    """Return the names of marks of one kind, and whom they answer."""
    marks = {row: Mark(kind, 0.9, name) for row, name in enumerate(names)}
    return [(mark.name, mark.answers) for _, mark in sorted(templates.with_bare_names(marks).items())]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("Post by Mira", "Post by Jo", "Post by Orla Venn"), ["Mira", "Jo", "Orla Venn"]),
        (("Mira [12 pts]", "Jo [3 pts]", "Bo [55 pts]"), ["Mira", "Jo", "Bo"]),
        (("Mira el Jue", "Jo el Vie", "Bo el Lun"), ["Mira", "Jo", "Bo"]),
        (("Mira Halm", "Jo Halm", "Bo"), ["Mira Halm", "Jo Halm", "Bo"]),
        (("Mira Halm", "Mira Halm", "Mira Halm"), ["Mira Halm", "Mira Halm", "Mira Halm"]),
        (("Post by Mira", "Post by Jo"), ["Post by Mira", "Post by Jo"]),
        (("Ann \x1bc x Lee", "Ann [/] y Lee", "Ann :: Lee"), ["Ann \x1bc x Lee", "Ann [/] y Lee", "Ann :: Lee"]),
        (("Jo | Leeds", "Bo | York", "Mira | Ely"), ["Jo", "Bo", "Mira"]),
        (("1 Jo", "2 Bo", "3 Mira"), ["Jo", "Bo", "Mira"]),
    ],
    ids=[
        "before",
        "behind",
        "days of the week",
        "a family",
        "one person",
        "too few",
        "names around no names",
        "columns",
        "numbers",
    ],
)
def test_words_that_nearly_all_names_share_are_the_templates(names: tuple[str, ...], expected: list[str]) -> None:
    """Numbers and days of the week may differ in them."""
    assert [name for name, _ in bare(*names)] == expected


def test_a_comma_parts_names_from_places_only_where_a_kind_has_places() -> None:
    """Elsewhere it may stand within a name."""
    shown = ("Jo, Leeds", "Bo, York", "Mira, Ely")
    assert [name for name, _ in bare(*shown, kind="name-dash-date ,")] == ["Jo", "Bo", "Mira"]
    assert [name for name, _ in bare(*shown)] == list(shown)


def test_two_names_behind_each_other_are_who_speaks_and_whom_they_answer() -> None:
    """Where the second is an earlier commenter's, and the kind is one in which that is done."""
    shown = ("Ferdy Noakes", "lowbrass Ferdy Noakes", "Ferdy Noakes lowbrass", "Ivy Penhallow")
    assert bare(*shown, kind="name-dash-date \u2022") == [
        ("Ferdy Noakes", None),
        ("lowbrass", "Ferdy Noakes"),
        ("Ferdy Noakes", "lowbrass"),
        ("Ivy Penhallow", None),
    ]
    assert bare(*shown) == [(name, None) for name in shown]


@given(st.lists(st.text("ab 12|,\u2022", min_size=1).map(str.strip).filter(bool), min_size=1, max_size=8))
def test_no_name_becomes_empty(names: list[str]) -> None:
    """Whatever names there are."""
    assert all(name for name, _ in bare(*names, kind="name-dash-date \u2022"))


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("Jo (nereg.)", "Bo (nereg.)", "Mira", "Ivo (nereg.)"), ["Jo", "Bo", "Mira", "Ivo"]),
        (("Jo [12 pts]", "Bo [3 pts]", "Ivo [55 pts]"), ["Jo", "Bo", "Ivo"]),
        (("Jo (nereg.)", "Jo (nereg.)", "Bo (nereg.)"), ["Jo (nereg.)", "Jo (nereg.)", "Bo (nereg.)"]),
        (("Jo (York)", "Bo (Ely)", "Ivo (Bath)", None), ["Jo (York)", "Bo (Ely)", "Ivo (Bath)", None]),
    ],
    ids=["badge", "numbers", "two people", "places"],
)
def test_what_several_names_have_in_brackets_behind_them_is_a_badge(names: tuple[str | None, ...], expected: list[str]) -> None:
    """One person's is part of the name, and so is what differs."""
    assert [part.author for part in templates.without_badges([Part(0, 1, name) for name in names])] == expected


def test_a_role_between_two_names_is_neither() -> None:
    """It belongs to the first."""
    assert templates.parted(["Mira Halm", "Jo", "Jo Mod  Mira Halm", "Mira Halm  Jo"])[2] == ("Jo", "Mira Halm")

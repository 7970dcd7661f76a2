"""People speak in comments; lists of something else only state."""

from __future__ import annotations

import pytest

from tests.structure.dumps import conversation, dump
from tui_reader.structure import voice
from tui_reader.structure.segment import read_thread


@pytest.mark.parametrize(
    "body",
    [
        "I saw it.",
        "Why not",
        "really?",
        "so pretty!!",
        "Das wei\u00df ich nicht",
        "c'est vrai, je l'ai vu",
        "\u042f \u0437\u043d\u0430\u044e",
        "lol",
        "@Jo yes",
        "well :)",
    ],
)
def test_somebody_speaks(body: str) -> None:
    """In several languages, or by a sign alone."""
    assert (voice.share([body]) == 1) == (body != "Why not")


def test_a_share_is_that_of_the_bodies() -> None:
    """Where there are none, nothing speaks against them."""
    assert voice.share(["I do", "The valve was replaced."]) == 0.5
    assert voice.share([]) == 1


BOOKS = [
    line
    for name, day in (("Mira Halm", 3), ("Jo Venn", 9), ("Orla Quist", 12), ("Bo Ambry", 20))
    for line in (name, f"May {day}, 2012 at 7:1{day % 10} pm", "A lecture on lamps, in the small hall.", "")
]
"""A list of events with names and dates, as a thread has them."""


def test_a_list_without_any_voice_is_no_thread() -> None:
    """Names above dates are not enough where nobody speaks, and nothing else speaks for comments."""
    assert not read_thread(["Lectures", "", *BOOKS]).comments
    spoken = [line.replace("A lecture on lamps", "I liked it") for line in BOOKS]
    assert len(read_thread(["Lectures", "", *spoken]).comments) == 4


def test_a_button_below_speaks_for_comments() -> None:
    """As an article above would."""
    replied = [text for line in BOOKS for text in ((line, "Reply") if line.startswith("A lecture") else (line,))]
    assert len(read_thread(["Lectures", "", *replied]).comments) == 4


def test_what_leads_on_is_the_beginning_of_articles() -> None:
    """A page that lists what a paper printed has names and dates, and links to the rest."""
    lines = dump("by {name} on May {day}, 2012\n\n{body}\n\nRead more\n", conversation(), ["News archive", ""])
    assert not read_thread(lines).comments
    assert read_thread([line for line in lines if line != "Read more"]).comments


def test_versions_are_nobody() -> None:
    """What was released, when and by whom is a history of changes, however chatty."""
    versions = ("Version 2.4.1", "Version 2.4", "v2.3", "2.2.2", "tidemark 2.2")
    lines = dump("{name}\nReleased May {day}, 2012 at 3:{minute} pm\n{body}\n", conversation(versions), ["Release history", ""])
    assert not read_thread(lines).comments

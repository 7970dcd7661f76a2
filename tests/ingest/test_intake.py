"""Whatever a document holds, each of its lines is counted where it really stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.archive.writer import KnownSource
from tui_reader.errors import SourceError
from tui_reader.formats.base import Document
from tui_reader.ingest.choices import Choices
from tui_reader.ingest.intake import take_in
from tui_reader.ingest.tally import Tally
from tui_reader.ingest.texts import splitter_behind
from tui_reader.model import Article, Block, BlockKind, Comment, Span, Status
from tui_reader.structure.splitting import Splitter

LINES = st.lists(
    st.sampled_from(
        [
            "",
            "",
            " ",
            "Ada Lund",
            "Bo Reed",
            "A few words.",
            "3 Comments",
            "Reply",
            "May 3, 2012 at 7:15 am",
            "\u200b",
            "a zero \0 in a line of words",
            "x" * 300,
        ]
    )
)


def intake_of(data: bytes, choices: Choices | None = None) -> tuple[int | None, int | None]:
    """Return lines read and lines kept of a document whose records were drawn to the end."""
    intake = take_in(Document.of("d.txt", "d.txt", data), choices or Choices())
    for _ in intake.records:
        pass
    return intake.lines_read, intake.lines_kept


@given(LINES)
def test_every_line_that_says_anything_is_kept(lines: list[str]) -> None:
    """No arrangement of names, dates and text makes the reader lose or double a line."""
    text = "\n".join(lines)
    if text.strip().strip("\u200b \n"):
        read, kept = intake_of(text.encode())
        assert read == kept == sum(1 for line in text.split("\n") if line.strip())


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """Noise ends in a source error or in a text of which nothing is lost."""
    try:
        read, kept = intake_of(data)
    except SourceError:
        return
    assert read == kept


def test_a_layout_can_be_forced() -> None:
    """The user's word is above the score."""
    text = b"A title\n\nText\n\nAda Lund\n\nWords.\n"
    intake = take_in(Document.of("d.txt", "d.txt", text), Choices(layout="bare-names"))
    assert intake.facts.origin.layout == "bare-names"
    assert intake.tally.comments == 0
    assert len(list(intake.records)) > 1
    assert intake.tally.comments == 1


@pytest.mark.parametrize(
    ("spans", "places"),
    [([(1, 2)], [1, 1, 0]), ([(1, 1), (1, 3)], [2, 1, 1]), ([(3, 99)], [0, 0, 1])],
)
def test_a_line_held_twice_or_never_is_noticed(spans: list[tuple[int, int]], places: list[int]) -> None:
    """The count is of places, so neither a gap nor an overlap can hide."""
    tally = Tally(places=[0, 0, 0])
    for number, span in enumerate(spans):
        tally.count(Comment(thread="1", ref=str(number), body="", span=Span(*span)))
    assert tally.places == places


def test_a_lost_slot_is_no_comment() -> None:
    """A dry run counts what was said apart from what is lost."""
    tally = Tally()
    tally.count(Article(ref="1", blocks=(Block(BlockKind.TITLE, "A title"),)))
    for status in (Status.PRESENT, Status.DELETED, Status.LOST):
        tally.count(Comment(thread="1", ref="", body="", status=status))
    assert (tally.threads, tally.comments, tally.lost) == (1, 2, 1)


@pytest.mark.parametrize(
    ("choices", "again"),
    [
        (Choices(), False),
        (Choices("plain-text"), False),
        (Choices("plain-text", "header"), False),
        (Choices(layout="header"), False),
        (Choices(layout="list"), True),
        (Choices("thread-json"), True),
        (Choices("thread-json", "header"), True),
        (Choices("plain-text", "list"), True),
    ],
)
def test_a_source_is_read_again_only_where_the_user_decided_otherwise(choices: Choices, again: bool) -> None:
    """Saying what the program found out by itself changes nothing."""
    assert choices.ask_for_another_reading(KnownSource(1, "plain-text", "header")) == again


@pytest.mark.parametrize(
    ("choices", "again"),
    [
        (Choices(), False),
        (Choices(split=Splitter("^=+$")), False),
        (Choices(layout="header", split=Splitter("^=+$")), False),
        (Choices(split=Splitter("^-+$")), True),
        (Choices(split=Splitter("")), True),
        (Choices(layout="list", split=Splitter("^=+$")), True),
    ],
)
def test_a_parted_source_is_read_again_where_the_layout_or_the_parting_differs(choices: Choices, again: bool) -> None:
    """Both are known of a source, and what parted it by hand is found again."""
    layout = "header; parted at lines that match '^=+$'"
    assert choices.ask_for_another_reading(KnownSource(1, "plain-text", layout)) == again
    assert splitter_behind(layout) == Splitter("^=+$")
    assert splitter_behind("header") == Splitter("")
    assert splitter_behind("header; parted at form feeds that titles and comments follow") is None


def test_what_was_decided_for_a_single_source_goes_before_all_else() -> None:
    """Layout and parting together; other sources are read as all are."""
    own = Choices(layout="header", split=Splitter(""))
    choices = Choices("plain-text", "list", Splitter("^-+$"), {"a" * 64: own})
    assert choices.of_source("a" * 64) == own
    assert choices.of_source("b" * 64) == choices

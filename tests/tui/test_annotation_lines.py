"""What a reader added to a comment, in its lines: header, note, and what stands for them where there is no room."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tui.hosting import HOSTILE, assert_harmless
from tests.tui.test_comment_lines import ALONE, NamedStyles, comment, drawn, look, roles
from tui_reader.model import Annotation
from tui_reader.outline import Branch
from tui_reader.tui.widgets.annotation_lines import MOST_NOTE_LINES, labels
from tui_reader.tui.widgets.comment_lines import Drawing

ALL = Annotation(starred=True, tags=("cat", "tide"), note="Check the log.\nOf 1931.")


def test_star_and_tags_stand_in_the_header() -> None:
    """The star beside the name, where a long header cannot cut it off; the tags behind all facts."""
    what = comment(posted="2012-05-03", score=4)
    assert drawn(what, look(annotation=ALL))[0] == " · ada ★ · 3 May 2012 · +4 #cat #tide"
    assert drawn(what, look(annotation=ALL), starter="ada")[0] == " · ada  OP  ★ · 3 May 2012 · +4 #cat #tide"
    assert drawn(comment(author=None), look(annotation=Annotation(starred=True)))[0] == " · no name ★"
    assert drawn(what, look(annotation=Annotation(tags=("cat",))))[0] == " · ada · 3 May 2012 · +4 #cat"


def test_what_was_added_looks_like_nothing_else() -> None:
    """Each piece plays a role of its own."""
    shown = roles(comment(), look(annotation=ALL))
    assert (" ★", "star") in shown
    assert (" #cat", "tag") in shown
    assert ("note  ", "note-label") in shown
    assert ("Check the log.", "note") in shown


def test_a_note_stands_below_the_body() -> None:
    """Apart from it, marked as what it is, its own lines and broken ones below each other."""
    lines = drawn(comment(), look(26, annotation=ALL))
    assert lines == [" · ada ★ #cat #tide", "   I saw it.", "", "   note  Check the log.", "         Of 1931.", ""]
    assert drawn(comment(), look(22, annotation=Annotation(note="one two three")))[3:5] == [
        "   note  one two",
        "         three",
    ]


def test_a_comment_without_anything_added_is_drawn_as_ever() -> None:
    """Nothing added and nothing known are the same."""
    assert drawn(comment(), look(annotation=Annotation())) == drawn(comment(), look()) == [" · ada", "   I saw it.", ""]


def test_a_long_note_is_cut_and_says_where_the_rest_is() -> None:
    """At so many lines nothing is cut; the comment stays what is read."""
    for lines, cut in ((MOST_NOTE_LINES, False), (MOST_NOTE_LINES + 1, True)):
        shown = drawn(comment(), look(annotation=Annotation(note="\n".join(["x"] * lines))))
        assert shown[-2].endswith("… the rest of the note: Enter") is cut
        assert sum(line.endswith(" x") for line in shown) == MOST_NOTE_LINES
    assert drawn(comment(), look(2000, annotation=Annotation(note="x " * 50_000)))[-2].endswith("Enter")


def test_a_folded_branch_shows_star_and_tags_and_that_there_is_a_note() -> None:
    """In its one line, before the words of the comment."""
    branch = Branch(1, 1, 0, 0, 0)
    shown = drawn(comment(), look(80, is_folded=True, annotation=ALL), branch)
    assert shown == [" ▸ ada ★ · 1 reply · 1 person #cat #tide · note  I saw it."]


@given(st.text(st.sampled_from("ab日 \n\té\x1b\u202e"), max_size=60), st.integers(1, 130), st.integers(0, 20))
@settings(max_examples=40)
def test_every_line_is_as_wide_as_the_pane_and_harmless(text: str, width: int, depth: int) -> None:
    """Whatever was pasted into a tag or a note."""
    for how in ({}, {"is_folded": True}):
        annotated = look(width, depth, annotation=Annotation(starred=True, tags=(text,), note=text), **how)
        strips = Drawing(comment(), annotated, NamedStyles(), ALONE).strips()
        assert {sum(part.cell_length for part in strip) for strip in strips} == {width}
        assert_harmless("".join(strip.text for strip in strips))


@pytest.mark.parametrize("words", HOSTILE)
def test_labels_are_words_that_can_only_be_shown(words: str) -> None:
    """As the dialogs show them."""
    assert list(labels(Annotation(starred=True))) == ["★"]
    (label,) = labels(Annotation(tags=(words,)))
    assert label.startswith("#")
    assert_harmless(label)

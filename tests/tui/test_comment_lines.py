"""Drawing one comment: every line as wide as the pane, and each fact in its place, with no app around it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.style import Style

from tests.tui.panes import said, stored
from tui_reader.model import ReplyBasis, Status, StoredComment
from tui_reader.outline import Branch
from tui_reader.query import Text
from tui_reader.query.marking import marking
from tui_reader.tui.widgets import comment_lines
from tui_reader.tui.widgets.comment_lines import (
    MOST_LINES,
    NARROWEST_TEXT,
    SELECTED,
    WIDEST_TEXT,
    Drawing,
    Look,
    indent_of,
    text_width,
)
from tui_reader.tui.widgets.comment_styles import ROLES, CommentStyles

ALONE = Branch(replies=0, people=0, unnamed=0, first=0, last=0)
MAY = 1_336_046_400
"""Noon of 3 May 2012."""


class NamedStyles(CommentStyles):
    """Styles that are nothing but the names of their roles."""

    def __init__(self) -> None:
        self._roles = {role: Style(meta={"role": role}) for role in ROLES}

    def of(self, ground: str, *, context: bool) -> dict[str, Style]:  # noqa: ARG002
        """Return the role of every role."""
        return self._roles


def comment(body: str = "I saw it.", **facts: object) -> StoredComment:
    """Return a comment by Ada with other facts."""
    _, fetch = stored(said("ada", ada=body))
    return replace(fetch([0])[0], **facts)  # type: ignore[arg-type]


def look(width: int = 60, depth: int = 0, **others: object) -> Look:
    """Return how a comment is looked at."""
    return Look(width=width, depth=depth, has_replies=False, **others)  # type: ignore[arg-type]


def drawn(
    what: StoredComment, how: Look, branch: Branch = ALONE, words: tuple[str, ...] = (), starter: str | None = None
) -> list[str]:
    """Return the lines of a comment without the spaces at their ends."""
    strips = Drawing(what, how, NamedStyles(), branch, marking(map(Text, words)), starter).strips()
    return [strip.text.rstrip() for strip in strips]


def roles(what: StoredComment, how: Look, words: tuple[str, ...] = (), starter: str | None = None) -> list[tuple[str, str]]:
    """Return each piece of a comment that says something, with its role."""
    strips = Drawing(what, how, NamedStyles(), ALONE, marking(map(Text, words)), starter).strips()
    return [(part.text, part.style.meta["role"]) for strip in strips for part in strip if part.style and part.text.strip()]


@given(
    st.text(st.sampled_from("ab日 \n>-\té\x1b"), max_size=80), st.integers(1, 130), st.integers(0, 60), st.sampled_from(Status)
)
@settings(max_examples=60)
def test_every_line_is_as_wide_as_the_pane(body: str, width: int, depth: int, status: Status) -> None:
    """Open, folded or hidden, in whatever room, with whatever body; the last line of an open one is the gap below it."""
    what = comment(body, status=status, score=-3, posted="2012-05-03")
    branch = Branch(replies=3, people=2, unnamed=1, first=MAY, last=MAY)
    for how in (look(width, depth), look(width, depth, is_folded=True), look(width, depth, is_hidden=True)):
        strips = Drawing(what, how, NamedStyles(), branch).strips()
        assert {sum(part.cell_length for part in strip) for strip in strips} == {width}
        assert how.is_folded or how.is_hidden or len(strips) >= 2
        assert not (how.is_folded or how.is_hidden) or len(strips) == 1


@given(st.integers(0, 200), st.integers(1, 300))
@settings(max_examples=50)
def test_deep_replies_keep_room_for_their_text(depth: int, width: int) -> None:
    """The indent grows with the depth until the narrowest text is left; lines get no wider than can be read."""
    levels = indent_of(depth, width)
    assert 0 <= levels <= depth
    assert text_width(depth, width) <= WIDEST_TEXT
    if width >= NARROWEST_TEXT + 4:
        assert text_width(depth, width) >= NARROWEST_TEXT
    if levels < depth:
        assert text_width(depth + 1, width) == text_width(depth, width) < max(2, NARROWEST_TEXT + 2)


def test_from_some_depth_on_a_number_tells_it() -> None:
    """Where every level has its guide there is none."""
    assert drawn(comment(), look(60, depth=10))[0] == " │ │ │ │ │ │ │ │ │ │ · ada"
    assert drawn(comment(), look(60, depth=11))[0] == " │ │ │ │ │ │ │ │ │ │ · ⋯11 ada"


def test_a_header_says_what_is_known_and_nothing_else() -> None:
    """The date as exact as its source, the score with its sign, nought too, and what became of the comment."""
    assert drawn(comment(), look())[0] == " · ada"
    dated = comment(posted="2012-05-03", posted_text="May 3rd", score=0)
    assert drawn(dated, look())[0] == " · ada · 3 May 2012 · +0"
    removed = comment(posted_text="three days ago", score=-12, status=Status.REMOVED)
    assert drawn(removed, look())[0] == " · ada · three days ago · -12 · removed"
    assert drawn(comment(status=Status.DELETED), look())[0] == " · ada · deleted"


def test_a_name_is_missing_or_lost_and_the_two_are_told_apart() -> None:
    """A comment of which nothing is left is said to be so, whatever is known of it."""
    assert drawn(comment(author=None), look())[0] == " · no name"
    assert drawn(comment(author=None, author_lost="one word"), look())[0] == " · name lost"
    assert drawn(comment("", author=None, status=Status.LOST), look())[0].endswith("nothing of it is left")


def test_a_guessed_place_is_marked_and_a_stated_one_is_not() -> None:
    """A reader sees at every comment whether its place is sure."""
    marks = {basis: drawn(comment(reply_basis=basis), look())[0][2] for basis in ReplyBasis}
    assert marks.pop(ReplyBasis.GUESSED) == "~"
    assert set(marks.values()) == {" "}


def test_a_selected_comment_has_a_mark_of_its_own_before_its_name() -> None:
    """Open, folded and hidden, guessed and deep ones too; what stands for a branch says how many below it are selected."""
    assert drawn(comment(), look(is_selected=True))[0] == " · ● ada"
    assert drawn(comment(reply_basis=ReplyBasis.GUESSED), look(is_selected=True))[0] == " ·~● ada"
    assert drawn(comment(), look(60, depth=11, is_selected=True))[0] == " │ │ │ │ │ │ │ │ │ │ · ● ⋯11 ada"
    assert (SELECTED, "selected") in roles(comment(), look(is_selected=True))
    below = Branch(replies=1_500, people=0, unnamed=0, first=0, last=0)
    assert drawn(comment(), look(is_folded=True, selected_below=1_200), below)[0] == (
        " ▸ ada · 1,500 replies · 1,200 selected  I saw it."
    )
    hidden = look(is_hidden=True, is_selected=True, selected_below=1)
    assert drawn(comment(), hidden, below)[0] == "   ● hidden: ada · 1,500 replies · 1 selected"


def test_who_began_the_thread_is_marked_at_their_own_comments_only() -> None:
    """The name alone is compared; a comment without a name is by nobody who began anything."""
    assert (" OP ", "starter") in roles(comment(), look(), starter="ada")
    assert (" OP ", "starter") not in roles(comment(), look(), starter="ben")
    assert (" OP ", "starter") not in roles(comment(author=None), look(), starter=None)


@pytest.mark.parametrize(
    ("branch", "shown"),
    [
        (Branch(1, 1, 0, 0, 0), "1 reply · 1 person"),
        (Branch(3, 2, 0, MAY, MAY), "3 replies · 2 people · 3 May 2012"),
        (Branch(3, 1, 2, 0, 0), "3 replies · 1+ people"),
        (Branch(1_200, 0, 1_200, 0, 0), "1,200 replies"),
    ],
)
def test_a_folded_branch_says_how_much_it_holds(branch: Branch, shown: str) -> None:
    """Replies without a name may be by anybody: people are then at least so many."""
    assert drawn(comment(), look(80, is_folded=True), branch)[0] == f" ▸ ada · {shown}  I saw it."


def test_a_folded_comment_without_replies_keeps_its_own_facts() -> None:
    """Its date and score; a branch shows the days of all of it instead."""
    what = comment(posted="2012-05-03", score=4)
    assert drawn(what, look(80, is_folded=True)) == [" ▹ ada · 3 May 2012 · +4  I saw it."]


def test_matches_in_a_folded_branch_are_counted() -> None:
    """One is no plural; none is not told."""
    branch = Branch(replies=4, people=0, unnamed=4, first=0, last=0)
    assert "· 1 match  " in drawn(comment(), look(is_folded=True, matches_below=1), branch)[0]
    assert "· 2 matches  " in drawn(comment(), look(is_folded=True, matches_below=2), branch)[0]
    assert "match" not in drawn(comment(), look(is_folded=True), branch)[0]


def test_a_hidden_branch_says_whose_it_is_and_what_went_with_it() -> None:
    """And shows nothing of what was said."""
    branch = Branch(replies=1, people=1, unnamed=0, first=0, last=0)
    assert drawn(comment(), look(is_hidden=True), branch) == ["   hidden: ada · 1 reply"]
    assert drawn(comment(author=None), look(is_hidden=True)) == ["   hidden: a comment"]


def test_a_very_long_body_is_cut_for_display_and_says_by_how_much() -> None:
    """At so many lines exactly nothing is cut; one line more is one more."""
    whole = drawn(comment("\n".join(["x"] * MOST_LINES)), look())
    assert len(whole) == MOST_LINES + 2
    assert not any("more line" in line for line in whole)
    for extra, words in ((1, "… 1 more line: Enter"), (1_500, "… 1,500 more lines: Enter")):
        lines = drawn(comment("\n".join(["x"] * (MOST_LINES + extra))), look())
        assert (len(lines), lines[-2].strip()) == (MOST_LINES + 3, words)


def test_characters_beyond_the_most_are_counted_in_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line without an end is no shorter for having no line ends."""
    monkeypatch.setattr(comment_lines, "MOST_CHARACTERS", 100)
    width = text_width(0, 60)
    for extra, rest in ((0, None), (1, "… 1 more line: Enter"), (width + 1, "… 2 more lines: Enter")):
        lines = drawn(comment("x" * (100 + extra)), look(60))
        assert (lines[-2].strip() == rest) == (rest is not None)
        assert "".join(lines[1:]).count("x") == 100


def test_parts_of_a_body_are_drawn_as_what_they_are() -> None:
    """Quotes have a bar a level, four at most; items hang on their marker; a blank line sets apart."""
    body = "> said\n> > > > > > deep\nanswer\n\n10. one two three four five\n"
    lines = [line.removeprefix("   ") for line in drawn(comment(body), look(24))[1:-1]]
    assert lines == ["▎ said", "▎ ▎ ▎ ▎ deep", "answer", "", "10. one two three", "    four five"]


def test_quotes_that_are_hidden_leave_a_sign() -> None:
    """One line for each, however long it was; the answer stays."""
    lines = drawn(comment("> one\n> two\n\nanswer"), look(shows_quotes=False))
    assert [line.strip() for line in lines[1:-1]] == ["▎ …", "", "answer"]


def test_matches_stand_out_in_names_and_bodies_and_win_over_links() -> None:
    """A link is a link outside code; without words nothing is marked."""
    what = comment("see https://quay.example/lantern or\n\n    https://quay.example\n")
    assert ("https://quay.example/lantern", "link") in roles(what, look())
    assert ("https://quay.example", "link") not in roles(what, look())
    marked = roles(what, look(), words=("lantern", "AD"))
    assert ("https://quay.example/", "link") in marked
    assert ("lantern", "match") in marked
    assert ("ad", "match") in marked


def test_code_stands_on_a_ground_of_its_own_from_edge_to_edge() -> None:
    """Each of its lines is filled up to the width of the text."""
    strips = Drawing(comment("    x = 1\n    yy = 22"), look(40), NamedStyles(), ALONE).strips()
    ground = [sum(part.cell_length for part in strip if part.style and part.style.meta["role"] == "code") for strip in strips]
    assert ground == [0, text_width(0, 40) + 1, text_width(0, 40) + 1, 0]


def test_the_gap_below_a_comment_stands_on_no_ground() -> None:
    """The bar of the cursor marks what is said, not the empty line after it."""
    lines = drawn(comment(), look(ground="cursor"))
    assert [line[:1] for line in lines] == ["▌", "▌", ""]


def test_guides_take_the_colours_of_the_levels_that_they_stand_for() -> None:
    """Six of them in turn; where the indent ends they are those of the deepest levels."""
    guides = [role for _, role in roles(comment(), look(60, depth=3)) if role.startswith("guide")]
    assert guides[:4] == ["guide-0", "guide-1", "guide-2", "guide-3"]
    assert set(guides[4:]) == {"guide-0", "guide-1", "guide-2"}
    deep = [role for _, role in roles(comment(), look(60, depth=13)) if role.startswith("guide")]
    assert deep[:11] == [f"guide-{level % 6}" for level in range(3, 14)]


def test_a_comment_with_replies_has_a_guide_down_to_them() -> None:
    """Along its body and the gap below it; one without replies has none of its own."""
    with_replies = Look(width=60, depth=1, has_replies=True)
    assert drawn(comment(), with_replies) == [" │ ▾ ada", " │ │ I saw it.", " │ │"]
    assert drawn(comment(), look(60, depth=1)) == [" │ · ada", " │   I saw it.", " │"]


def test_a_header_that_does_not_fit_ends_in_an_ellipsis() -> None:
    """One that fits exactly does not; what follows it then takes no column beyond the pane."""
    name = "a" * 20
    strips = Drawing(comment(author=name, score=1), look(23), NamedStyles(), ALONE).strips()
    assert "".join(part.text for part in strips[0]) == f" · {name}"
    assert drawn(comment(author=name), look(23))[0] == f" · {name}"
    assert drawn(comment(author=name), look(22))[0] == f" · {name[:18]}…"


def test_tabs_go_to_the_next_of_every_four_columns() -> None:
    """Counted from where the text begins."""
    lines = drawn(comment("a\tb\nabcd\te\n\nabc\tf"), look())
    assert [line.removeprefix("   ") for line in lines[1:-1]] == ["a   b", "abcd    e", "", "abc f"]

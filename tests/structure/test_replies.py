"""Who answers whom, as the dump itself states it."""

from __future__ import annotations

from tui_reader.model import ReplyBasis
from tui_reader.structure import link_words, replies
from tui_reader.structure.lines import prepare
from tui_reader.structure.reading import Part


def levels(*indents: int | None) -> list[int | None]:
    """Return the parents of parts that are indented so."""
    parts = [Part(number, number + 1, level=indent) for number, indent in enumerate(indents)]
    return [link.target if link is not None else None for link in replies.stated(parts, [""] * len(parts))]


def test_a_part_answers_the_nearest_part_above_that_is_indented_less() -> None:
    """Deeper steps and steps back are both followed."""
    assert levels(0, 4, 8, 4, 0, 12, 4) == [None, 0, 1, 0, None, 4, 4]


def test_equal_indentation_states_nothing() -> None:
    """Neither does a layout without levels, nor a first part that is indented more than the next."""
    assert levels(4, 4, 4) == [None, None, None]
    assert levels(None, None) == [None, None]
    assert levels(8, 0, 4) == [None, None, 1]


def test_a_named_person_is_answered_at_their_latest_comment() -> None:
    """The words of a header say more than its indentation; an unknown name links to nothing."""
    parts = [Part(0, 1, "Mira"), Part(1, 2, "Mira"), Part(2, 3, "Orla", answers="Mira"), Part(3, 4, "Jo", answers="Nobody")]
    links = replies.stated(parts, [""] * 4)
    assert [link and (link.target, link.basis) for link in links] == [None, None, (1, ReplyBasis.LINKED), None]


def test_link_words_give_the_place() -> None:
    """No parent is the top; no prev is the first child of the comment above; prev goes to the sibling that announced a next."""
    words = ["next", "parent | next", "root | parent | next", "root | parent", "root | parent | prev", "parent | prev", "prev"]
    assert link_words.by_words(words) == [None, 0, 1, 2, 1, 0, None]


def test_counts_of_descendants_give_the_place() -> None:
    """In depth-first order the count says where a branch ends."""
    assert link_words.by_counts([2, 1, 0, 0, 1, 0]) == [None, 0, 1, None, None, 4]
    assert link_words.by_counts([]) == []


def test_the_first_reply_below_several_levels_stays_below_its_root() -> None:
    """A deep reply after a sibling that nobody announced goes back no further than the first level of replies."""
    words = ["next", "parent | next", "root | parent", "root | parent", "root | parent | prev", "root | parent | prev"]
    assert link_words.by_words(words) == [None, 0, 1, 2, 2, 2]
    announced = ["next", "parent", "root | parent | next", "root | parent", "root | parent | prev", "parent | prev"]
    assert link_words.by_words(announced) == [None, 0, 1, 2, 1, 0]


def test_numbers_with_points_answer_the_number_above() -> None:
    """So "2.1" answers "2" and "2.1.1" answers "2.1"; a number whose own is not there answers nobody."""
    parts = [Part(n, n + 1, source_id=number) for n, number in enumerate(["1", "2", "2.1", "2.1.1", "3.1", "2.2"])]
    links = replies.stated(parts, [""] * 6)
    assert [link and link.target for link in links] == [None, None, 1, 2, None, 1]
    assert {link.basis for link in links if link} == {ReplyBasis.LINKED}
    assert all(0.9 < link.confidence < 1 for link in links if link)


def enclosed(*ends: str) -> list[int | None]:
    """Return the parents of comments of a line each, by the line that each ends in."""
    page = prepare([line for end in ends for line in ("I saw it.", end)])
    return [part.parent for part in link_words.enclosed(page, [Part(2 * at, 2 * at + 2) for at in range(len(ends))])]


def test_words_around_replies_give_the_place() -> None:
    """They are opened below the comment that they answer, and closed below the last of them."""
    assert enclosed("Replies", "Delete", "Reply", "Delete", "Respostas", "Responder") == [None, 0, 0, None, None, 4]


def test_words_that_open_no_replies_are_buttons() -> None:
    """Nothing is enclosed where replies would stand within replies, or never end."""
    assert enclosed("Replies", "Replies", "Reply") == [None, None, None]
    assert enclosed("Replies", "Delete", "Delete") == [None, None, None]
    assert enclosed("Reply", "Reply", "Reply") == [None, None, None]

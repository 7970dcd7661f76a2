"""Quotations of the article, and of earlier comments, are found where they stand."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.model import Block, BlockKind
from tui_reader.structure.quotations import find_quotations

if TYPE_CHECKING:
    from pathlib import Path

FERRY = "The ferry between the two piers will run again from April, twelve years after the last crossing."
PRICE = "A ticket is two euros and fifty cents, which is the price of 2007."
ARTICLE = (FERRY, PRICE)


def found(*bodies: str, article: tuple[str, ...] = ARTICLE) -> list[tuple[int, str, str]]:
    """Return each quotation as the comment it is in, its words there, and the words it repeats."""
    blocks = [Block(BlockKind.PARAGRAPH, text) for text in article]
    spoken = []
    for held in find_quotations(blocks, bodies):
        target = bodies[held.earlier] if held.earlier is not None else blocks[held.block or 0].text
        spoken.append((held.comment, bodies[held.comment][held.start : held.end], target[held.target_start : held.target_end]))
    return spoken


@pytest.mark.parametrize(
    "body",
    [
        "> will run again from April, twelve years\n\nAt last.",
        ">> will run again from April, twelve years<<",
        "So “will run again from April, twelve years” it is.",
        'They say "will run again from April, twelve years" now.',
        "Man sagt „will run again from April, twelve years“ dazu.",
        "On dit « will run again from April, twelve years » ici.",
        "“…WILL  run again\nfrom april – twelve years…”",
    ],
)
def test_marked_words_of_the_article_are_found(body: str) -> None:
    """Quote marks of several kinds; case, white space, dashes and dots at the ends do not matter."""
    ((comment, said, meant),) = found(body)
    assert comment == 0
    assert said.casefold().startswith("will")
    assert said.endswith("years")
    assert meant == "will run again from April, twelve years"


def test_a_whole_line_that_repeats_the_article_needs_no_mark() -> None:
    """People paste sentences as they are."""
    assert found(f"{PRICE}\n\nToo much.") == [(0, PRICE[:-1], PRICE[:-1])]


def test_a_line_that_shares_some_words_is_not_a_quotation() -> None:
    """Without a mark the whole line has to be in the article."""
    assert found("The ferry between the two piers will run again soon, who knows.") == []


def test_short_quotations_could_be_anybodys() -> None:
    """Below the shortest length nothing is claimed."""
    assert found("“the last crossing”") == []


def test_a_marked_passage_that_is_mostly_something_else_is_not_a_quotation() -> None:
    """A few words in common are not a quotation."""
    assert found("“my uncle, who never took the ferry between the two piers, had a boat of his own and sold it”") == []


def test_words_in_several_places_come_from_none_unless_they_are_long() -> None:
    """A refrain cannot be traced; a long one is taken to mean its first place, up to three."""
    short, long = "and so the ferry sails on", f"{FERRY} And so the ferry sails on."
    assert found(f"“{short}”", article=(f"One: {short}.", f"Two: {short}.")) == []
    assert len(found(f"“{long}”", article=(long, long, long))) == 1
    assert found(f"“{long}”", article=(long, long, long, long)) == []


def test_a_quotation_over_two_paragraphs_has_two_targets() -> None:
    """Each stretch is traced to its own block."""
    assert [meant for _, _, meant in found(f"> {FERRY}\n> {PRICE}")] == [FERRY[:-1], PRICE[:-1]]


def test_the_article_comes_before_other_comments() -> None:
    """Two comments that quote the same sentence do not quote each other."""
    blocks = [Block(BlockKind.PARAGRAPH, FERRY)]
    quotation = "“will run again from April, twelve years after”"
    assert [(held.block, held.earlier) for held in find_quotations(blocks, [quotation, quotation])] == [(0, None), (0, None)]


def test_what_is_not_in_the_article_may_be_in_an_earlier_comment() -> None:
    """The nearest comment before that says the words itself, not one that quotes them too, nor a later one."""
    said = "Nobody asked the fishermen what they think of it"
    bodies = ["Other words.", said, said, "Other words.", f"> {said}\n\nTrue.", f"“{said}”, indeed.", said]
    quotations = find_quotations([], bodies)
    assert [(held.comment, held.earlier) for held in quotations] == [(4, 2), (5, 2)]
    assert {bodies[held.comment][held.start : held.end] for held in quotations} == {said}


def test_a_comment_does_not_quote_itself() -> None:
    """Saying something twice is not quoting."""
    assert found("nobody asked the fishermen at all, “nobody asked the fishermen at all”") == []


def test_text_without_spaces_is_matched_by_character() -> None:
    """Han and kana need no spaces between words."""
    sentence = "港の渡し船は四月から再び運航されると市が木曜日に発表した"
    assert found(f"“{sentence}。”", article=(f"{sentence}。料金は変わらない。",)) == [(0, sentence, sentence)]


WORDY = st.lists(
    st.sampled_from(["ferry", "harbour", "c’est", "Straße", "\n", " ", " ", ", ", "“", "”", '"', "> ", "\n> ", "…"])
).map("".join)
"""Texts of so few words that they often repeat each other."""


@given(WORDY, st.lists(WORDY, max_size=4))
def test_offsets_always_fit_and_words_are_the_same(article: str, bodies: list[str]) -> None:
    """Whatever the texts hold, a quotation says the same words as its target, which stands before it."""
    for held in find_quotations([Block(BlockKind.PARAGRAPH, article)], bodies):
        target = article if held.earlier is None else bodies[held.earlier]
        assert held.earlier is None or held.earlier < held.comment
        assert (held.block is None) != (held.earlier is None)
        pair = bodies[held.comment][held.start : held.end], target[held.target_start : held.target_end]
        said, meant = ("".join(filter(str.isalpha, text)) for text in pair)
        assert said == meant


@pytest.mark.parametrize(
    "body",
    [
        '"' * 50_000,
        "“" * 50_000,
        ">\n" * 50_000,
        "> a a a a a a\n" * 5_000,
        '"aaaaa bbbbb ccccc ddddd eeeee" ' * 3_000,
        "a " * 50_000,
    ],
    ids=["quotes", "opening quotes", "marks", "marked repeats", "pairs", "repeats"],
)
def test_hostile_bodies_take_time_in_line_with_their_length(body: str) -> None:
    """No body makes the search blow up; the limit is far above what any of these takes, and far below a square of it."""
    started = time.process_time()
    find_quotations([Block(BlockKind.PARAGRAPH, body)], [body, body])
    assert time.process_time() - started < 5


def test_the_founding_document_quotes_its_article_three_times(shared: Path) -> None:
    """By its lines: 18 words in quote marks, 9 between dots, 29 after `>>`."""
    lines = (shared / "dumps" / "texts" / "SEED.txt").read_text(encoding="utf-8").split("\n")
    quotations = found(*filter(None, lines[20:]), article=tuple(filter(None, lines[:20])))
    assert [len(said.split()) for _, said, _ in quotations] == [18, 9, 29]
    assert all(said == meant for _, said, meant in quotations)


@pytest.mark.parametrize("before", range(4))
@pytest.mark.parametrize("after", range(3))
def test_a_quotation_is_found_whatever_words_stand_around_it(before: int, after: int) -> None:
    """Of the article and of a comment: from its first word to its last."""
    words = "will run again from April, twelve years after"
    marked = f"“{'oh ' * before}{words}{' yes' * after}”"
    assert [meant for _, _, meant in found(marked)] == [words]
    said = "nobody asked the fishermen what they think of it"
    marked = f"“{'oh ' * before}{said}{' yes' * after}”"
    assert found(f"I say {said} now.", marked, article=()) == [(1, said, said)]


def test_the_shortest_quotation_and_one_letter_less() -> None:
    """Marked words count from 24 characters on, a whole line from 40."""
    marked = "abcdef ghijkl mnopqr stuv"
    assert len(marked) == 25
    assert len(found(f"“{marked[:24]}”", article=(f"{marked[:24]} and so on.",))) == 1
    assert found(f"“{marked[:23]}”", article=(f"{marked[:23]} and so on.",)) == []
    line = "abcdefgh ijklmnop qrstuvwx yzabcdef ghij"
    assert len(line) == 40
    assert len(found(line, article=(f"Once {line} and so on.",))) == 1
    assert found(line[:39], article=(f"Once {line[:39]} and so on.",)) == []


def test_half_of_what_is_marked_must_be_found() -> None:
    """The rest can be the reader's own words in the same marks."""
    words = "will run again from April"
    assert len(found(f"“{words} xxxx xxxx xxxx xxxx xxxx”")) == 1
    assert found(f"“{words} {'xxxx ' * 7}”") == []

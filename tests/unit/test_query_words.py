"""What a word is: the same for Python as for the index of an archive, and what is marked is what was found."""

from __future__ import annotations

import sqlite3
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.archive.asked import WORDS
from tui_reader.query import All, Either, Exactly, Not, Regex, Text, folded, parse
from tui_reader.query.literals import beginning, longest_literal
from tui_reader.query.marking import marking
from tui_reader.query.quoting import parted
from tui_reader.query.wordings import compiled
from tui_reader.query.words import InARow, Part, cut, is_one_word, sought
from tui_reader.text.marks import NO_MARKS

if TYPE_CHECKING:
    from collections.abc import Iterable

LETTERS = "aàÀA\u0301\u0302bBßẞσΣςéЙй日本ไท🤔👍_-' \n.…0٣ıİiﬁK"
TEXTS = st.one_of(st.text(st.sampled_from(LETTERS), max_size=20), st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join))


def indexed(texts: Iterable[str]) -> list[tuple[str, ...]]:
    """Return the words of texts as SQLite cuts and folds them."""
    texts = list(texts)
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE f USING fts5(body, tokenize='unicode61 remove_diacritics 2')")
    connection.execute("CREATE VIRTUAL TABLE words USING fts5vocab(f, 'instance')")
    connection.executemany("INSERT INTO f(rowid, body) VALUES (?, ?)", enumerate(texts))
    found: list[dict[int, str]] = [{} for _ in texts]
    for word, row, place in connection.execute("SELECT term, doc, offset FROM words"):
        found[row][place] = word
    connection.close()
    return [tuple(words[place] for place in sorted(words)) for words in found]


def test_every_character_is_taken_as_the_index_takes_it() -> None:
    """All of those in use, and some of the others; inside a word and at its beginning."""
    numbers = [*range(1, 0xD800), *range(0xE000, 0x20000), *Random(7).sample(range(0x20000, 0x110000), 2_000)]
    said = [f"x{chr(number)}y {chr(number)}z" for number in numbers]
    texts = [" ".join(said[place : place + 500]) for place in range(0, len(said), 500)]
    assert list(map(cut, texts)) == indexed(texts)


@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_texts_are_cut_as_the_index_cuts_them(texts: list[str]) -> None:
    """Accents by themselves, at the beginning, in heaps; scripts of all kinds."""
    assert list(map(cut, texts)) == indexed(texts)


@pytest.mark.parametrize(
    ("asked", "found", "missed"),
    [
        ("prison", ["prisoners", "(Prison)", "a\nPRISON"], ["imprison", "pris on"]),
        ('"prison"', ["prison."], ["prisoners"]),
        ('"no holi', ["no  holiday", "No, holi"], ["no hol", "nono holiday"]),
        ("cafe", ["CAFÉ", "cafe\u0301s"], ["caf"]),
        ("96-LB", ["96 lb", "96-lb."], ["96-lbs", "1996-LB"]),
        ("12:30", ["at 12:30"], ["12:300"]),
        ("C++", ["c", "C++"], ["cc"]),
        (":)", ["x :)"], [": )"]),
        ("大学", ["東京大学"], ["大 学"]),
        ("İstanbul", ["ISTANBUL"], []),
        ("great🤔", ["great🤔"], ["great"]),
    ],
)
def test_words_are_found_where_a_word_begins_with_them(asked: str, found: list[str], missed: list[str]) -> None:
    """Whole words in a phrase, parts where there are no words."""
    condition = parse(asked)
    assert isinstance(condition, Text)
    assert [text for text in (*found, *missed) if condition.stands_in(text)] == found


def test_what_is_looked_for_is_words_or_a_part() -> None:
    """One word may go on; marks make a phrase of it."""
    assert sought("It's", goes_on=False) == InARow(("it", "s"), goes_on=False)
    assert sought("日本", goes_on=True) == Part("日本")
    assert [text for text in ("abc", "a b", "a-b", "C++", "\u0301", "", "é") if is_one_word(text)] == ["abc", "é"]
    assert folded("A \n  É") == "a e"


CONDITIONS = st.one_of(
    st.builds(Text, TEXTS.filter(str.strip), st.booleans()),
    st.builds(Exactly, TEXTS),
    st.sampled_from(["a+", "^b", r"\bx", "(a)(b)", "(?P<n>a)(?P=n)", "[^a]$"]).map(Regex),
)


@given(CONDITIONS, TEXTS)
def test_something_is_marked_where_a_comment_meets_a_condition(condition: Text | Regex | Exactly, text: str) -> None:
    """And nothing where it does not; what is marked meets it too, as far as it is words."""
    spans = marking([condition]).spans(text)
    if isinstance(condition, Regex):
        assert bool(spans) <= condition.stands_in(text)
    elif isinstance(condition, Text) and not _has_stray_accent(text):
        assert bool(spans) == condition.stands_in(text)
        assert all(condition.sought.stands_in(text[start:end]) for start, end in spans)


def _has_stray_accent(text: str) -> bool:
    """Whether an accent stands on no letter."""
    bases = [text[:place].rstrip("\u0301\u0302") for place, letter in enumerate(text) if letter in "\u0301\u0302"]
    return not all(base and cut(base[-1]) for base in bases)


@pytest.mark.parametrize(
    ("asked", "marked"),
    [
        ("prison", ["Prison", "PRÍSON", "priso\u0301n"]),
        ('"prison"', ["PRÍSON", "priso\u0301n"]),
        ('"no prison"', ["no…priso\u0301n"]),
        ("im", ["im", "im"]),
        ("/.PRÍ/", [" PRÍ"]),
        ("大学", ["大学"]),
    ],
)
def test_words_are_marked_as_far_as_they_were_asked_for(asked: str, marked: list[str]) -> None:
    """At the beginning of words, whole in a phrase, in any spelling."""
    text = "Imprisoned Prisoners: PRÍSON, no…priso\u0301n, impRISON; 東京大学"
    condition = parse(asked)
    assert condition is not None
    assert [text[start:end].replace("Im", "im") for start, end in marking([condition]).spans(text)] == marked


def test_a_comment_is_parted_into_what_is_quoted_and_what_is_its_own() -> None:
    """Marked lines and known passages; what touches or overlaps is one piece."""
    assert parted("own\n> quoted\nown too", None) == (["> quoted"], ["own\n", "\nown too"])
    assert parted("abcdefgh", "1-3,3-5,4-6") == (["bcdef"], ["a", "gh"])
    assert parted(">:( >100", "20-30") == ([], [">:( >100"])
    assert parted("", None) == ([], [""])


def test_what_is_excluded_or_asked_of_others_is_not_marked() -> None:
    """The longest of what begins in one place is; regular expressions keep their own groups."""
    condition = parse(r'gulag "gulag no" -turkey by:mike (a | /(b)\1/) under:(c) nq:own')
    assert condition is not None
    text = "gulag no turkey mike a bb c own"
    assert [text[start:end] for start, end in marking([condition]).spans(text)] == ["gulag no", "a", "bb", "own"]
    assert marking([]) == NO_MARKS
    assert not NO_MARKS
    assert marking([Not(Text("a")), All((Text("a"),)), Either((Text("a"),))]) == marking([Text("a")])


_PIECES = ["pot", " kettle", "no holiday", "[a-z]", r"\b", r"\.", "(?:", "{2}", "{,1}", "s", "k", "i", *".*+?|() "]
SOURCES = st.lists(st.sampled_from(_PIECES), max_size=6).map("".join)
SAID = st.lists(st.sampled_from(["pot", " kettle", "no holiday", "ſ", "K", "ı", "POT", ".", " ", "holıday"]), max_size=5)


@given(SOURCES, st.booleans(), SAID)
def test_a_regular_expression_finds_nothing_without_its_plain_words(source: str, in_case: bool, pieces: list[str]) -> None:
    """They are what the index is asked for, so they may never be more than has to be there."""
    text = "".join(pieces)
    try:
        pattern = compiled(source, in_case=in_case)
    except Exception:  # noqa: BLE001 - whatever it is, it is no regular expression
        return
    if pattern.search(text):
        assert longest_literal(source, in_case=in_case) in (text if in_case else text.lower())
        word = beginning(source, in_case=in_case)
        assert not word or any(each.startswith(word) for each in cut(text))


def test_plain_words_of_regular_expressions() -> None:
    """The longest, without letters that have other cases; nothing where there is a choice."""
    assert longest_literal(r"\bpot\b.*kettle", in_case=False) == "ettle"
    assert longest_literal(r"\bpot\b.*kettle", in_case=True) == "kettle"
    assert longest_literal("kettles?", in_case=True) == "kettle"
    assert longest_literal("kettles*.*pots+", in_case=True) == "kettle"
    assert longest_literal("x{2}kettles{0,2}", in_case=True) == "kettle"
    assert longest_literal("abc|def", in_case=True) == ""
    assert longest_literal("(abc|def)x.yz", in_case=True) == ""
    assert beginning("no holiday", in_case=False) == "hol"
    assert beginning("no holiday", in_case=True) == "holiday"
    assert beginning("noholiday", in_case=True) == ""

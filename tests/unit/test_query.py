"""What a filter asks: text becomes conditions, and every condition judges comments as its words say."""

from __future__ import annotations

from contextlib import suppress
from typing import Literal
from unicodedata import is_normalized, normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.errors import ExitCode, QueryError
from tui_reader.model import Annotation
from tui_reader.query import (
    All,
    By,
    CommentFacts,
    Condition,
    Either,
    Not,
    Noted,
    Starred,
    Tagged,
    Text,
    asks_of_annotations,
    folded,
    parse,
)

MIKE = CommentFacts("Concrete Mike", "The gulag was no\nholiday, said nobody at 12:30.")
XOLI = CommentFacts("Xoli Xoli", "Turkey again; see https://example.org/re:96-LB and C++.")
LOST = CommentFacts(None, "-50 degrees (really)")
EVERYBODY = (MIKE, XOLI, LOST)
STARRED = CommentFacts("Ann", "tide", Annotation(starred=True))
TAGGED = CommentFacts("Bo", "tide", Annotation(tags=("Ferry", "to check", "CAFÉ")))
NOTED = CommentFacts("Cy", "tide", Annotation(starred=True, note="Check the\nlog of 1931"))

PIECES = st.sampled_from(
    [
        "gulag",
        "turkey",
        '"no holiday"',
        "by:mike",
        'from:="Xoli Xoli"',
        "by:mike,xoli",
        "by:=Mike,=Ada",
        "is:anon",
        "is:starred",
        "has:note",
        "has:tag",
        "tag:ferry",
        'tag:#a,"b c",#',
        'note:"a ""b"""',
        "note:#,x",
        ":)",
        '"a ""b"""',
        "-",
        "!",
        "NOT",
        "OR",
        "|",
        "AND",
        "(",
        ")",
    ]
)
QUERIES = st.one_of(st.text(), st.lists(PIECES, max_size=12).map(" ".join), st.lists(PIECES, max_size=12).map("".join))
WORDS = st.builds(Text, st.sampled_from(["gulag", "turkey", "e", "zz"]))
CONDITIONS = st.recursive(
    WORDS
    | st.builds(By, st.tuples(st.sampled_from(["mike", "Xoli Xoli", None])), st.booleans())
    | st.sampled_from([Starred(), Tagged(), Tagged(("ferry",)), Noted(), Noted("log")]),
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(All, st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(Either, st.lists(inner, min_size=2, max_size=3).map(tuple)),
    ),
    max_leaves=8,
)


def asked(text: str) -> Condition:
    """Return the condition of a text that asks something."""
    condition = parse(text)
    assert condition is not None
    return condition


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("gulag", Text("gulag")),
        ("gulag holiday", All((Text("gulag"), Text("holiday")))),
        ("gulag AND holiday", All((Text("gulag"), Text("holiday")))),
        ('"no holiday"', Text("no holiday")),
        ('"no holiday', Text("no holiday")),
        ("by:mike", By(("mike",), exact=False)),
        ("FROM:mike", By(("mike",), exact=False)),
        ("author:=Mike", By(("Mike",))),
        ('by:="Xoli Xoli",mike', Either((By(("Xoli Xoli",)), By(("mike",), exact=False)))),
        ("by:mike,xoli", By(("mike", "xoli"), exact=False)),
        ('by:"concrete mike"', By(("concrete mike",), exact=False)),
        ("by:mike -gulag", All((By(("mike",), exact=False), Not(Text("gulag"))))),
        ("-gulag", Not(Text("gulag"))),
        ("!gulag", Not(Text("gulag"))),
        ("NOT gulag", Not(Text("gulag"))),
        ("NOT -gulag", Text("gulag")),
        ('-"no holiday"', Not(Text("no holiday"))),
        ("-by:mike", Not(By(("mike",), exact=False))),
        ("-(a | b)", Not(Either((Text("a"), Text("b"))))),
        ("a | b c", Either((Text("a"), All((Text("b"), Text("c")))))),
        ("a OR b", Either((Text("a"), Text("b")))),
        ("turkey|erdogan", Either((Text("turkey"), Text("erdogan")))),
        ("a || b |c", Either((Text("a"), Text("b"), Text("c")))),
        ('"a b"|by:c|d', Either((Text("a b"), By(("c",), exact=False), Text("d")))),
        ("(a|b)(c)", All((Either((Text("a"), Text("b"))), Text("c")))),
        ("(turkey | wiki/Foo_(bar))", Either((Text("turkey"), Text("wiki/Foo_(bar)")))),
        ("by:Foo_(bar),ann", By(("Foo_(bar)", "ann"), exact=False)),
        ("(by:ann)", By(("ann",), exact=False)),
        ('by:="Bob ""B"" Ray"', By(('Bob "B" Ray',))),
        ('"so-called ""news"""', Text('so-called "news"')),
        ('by:=" "', By((" ",))),
        ('by:5"x', By(('5"x',), exact=False)),
        ("is:anon", By((None,))),
        ("-IS:anon", Not(By((None,)))),
        ("by:=Ada | is:anon | by:=Ben", By(("Ada", None, "Ben"))),
        ("is:starred", Starred()),
        ("tag:ferry", Tagged(("ferry",))),
        ("TAG:#ferry,Tide", Tagged(("ferry", "Tide"))),
        ('tag:"#a b"', Tagged(("a b",))),
        ("note:check", Noted("check")),
        ('note:"check this",#4', Either((Noted("check this"), Noted("#4")))),
        ("has:note -has:tag", All((Noted(), Not(Tagged())))),
        ("by:ada | is:anon", Either((By(("ada",), exact=False), By((None,))))),
        ("(a | b) c", All((Either((Text("a"), Text("b"))), Text("c")))),
    ],
)
def test_a_text_asks_what_it_says(text: str, condition: Condition) -> None:
    """Words ask together, OR binds looser, `-` negates, brackets group, by: asks for people."""
    assert parse(text) == condition


@pytest.mark.parametrize(
    "text",
    [
        ":)",
        ":-(",
        ":|",
        ";-|",
        "gulag)",
        "foo(bar",
        "-)",
        "https://en.wikipedia.org/wiki/Foo_(bar)",
        "a(b|c)d",
        '5"x',
        "standby:ada",
        "96-LB",
        "C++",
        "re:",
        "12:30",
        "https://example.org/re:96-LB",
        "-",
        "a-",
        "x=1",
        "it's",
        "or",
    ],
)
def test_what_is_no_grammar_is_plain_text(text: str) -> None:
    """Nobody has to learn a grammar before looking for an address, a time or a number."""
    assert parse(text) == Text(text)


@pytest.mark.parametrize("text", ["", "   ", "\t\n"])
def test_nothing_asks_nothing(text: str) -> None:
    """An empty filter is no filter."""
    assert parse(text) is None


@pytest.mark.parametrize(
    ("text", "column", "words"),
    [
        ("by:", 4, "by: needs a name"),
        ('tide by:""', 9, "by: needs a name"),
        ('tide by:" "', 9, "by: needs a name"),
        ("by:=,", 4, "by: needs a name"),
        ("(gulag", 1, "this bracket is never closed"),
        (") gulag", 1, "a word is missing"),
        ("(a | b)) c", 8, "a bracket closes that was not opened"),
        ("by: ada", 4, "by: needs a name"),
        ("tide is:", 9, "is: needs a word"),
        ("is:root", 4, "is: knows no 'root'"),
        ("has:", 5, "has: needs a word"),
        ("has:link", 5, "has: knows no 'link'"),
        ("tag:", 5, "tag: needs a word"),
        ("tag:#,", 5, "tag: needs a word"),
        ('note:" "', 6, "note: needs a word"),
        ("gulag OR", 9, "something is missing"),
        ("OR gulag", 1, "a word is missing"),
        ("gulag AND OR x", 11, "a word is missing"),
        ('tide "  "', 6, "these quotation marks hold nothing"),
        ("()", 2, "a word is missing"),
        ("(" * 51 + "a" + ")" * 51, 51, "brackets stand too deep"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_its_column(text: str, column: int, words: str) -> None:
    """The reader is told where, so that one look mends it."""
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert caught.value.column == column
    assert caught.value.message == f"{words} at column {column}"
    assert caught.value.exit_code is ExitCode.USAGE


@given(QUERIES)
def test_whatever_is_typed_is_understood_or_refused(text: str) -> None:
    """Live narrowing reads every half-typed filter."""
    with suppress(QueryError):
        condition = parse(text)
        assert (condition is None) == (not text.strip())


@given(QUERIES)
def test_a_filter_writes_itself_as_a_query_that_asks_the_same(text: str) -> None:
    """Whatever can be asked for can be copied, sent to somebody, and asked for again."""
    with suppress(QueryError):
        condition = parse(text)
        assert condition is None or parse(condition.query()) == condition


@given(st.lists(st.text() | st.none(), min_size=1, max_size=4), st.text(min_size=1).filter(str.strip))
def test_choices_made_without_typing_are_queries_too(names: list[str | None], text: str) -> None:
    """Names and words hold whatever the archive holds: marks, blanks, nothing at all."""
    chosen = By(tuple(names))
    for condition in (
        chosen,
        Not(chosen),
        All((chosen, Text(text))),
        Not(Text(text)),
        All((Not(chosen), All((chosen, chosen)))),
    ):
        assert parse(condition.query()) == condition


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("gulag", "gulag"),
        ("NOT it's", "-it's"),
        ('"OR" "no holiday"', '"OR" "no holiday"'),
        (":)", '":)"'),
        ("by:mike", "by:mike"),
        ('by:="Xoli Xoli"', 'by:="Xoli Xoli"'),
        ("by:=a,=b c", "(by:=a | by:=b) c"),
        ("is:anon -(a|b c)", "is:anon -(a | b c)"),
        ('tag:#ferry,"c#"', 'tag:ferry,"c#"'),
        ("note:a,b -has:note", "(note:a | note:b) -has:note"),
    ],
)
def test_queries_are_written_as_one_would_type_them(text: str, query: str) -> None:
    """Quotation marks and brackets stand only where they are needed."""
    assert asked(text).query() == query


@given(CONDITIONS)
def test_conditions_are_an_algebra(condition: Condition) -> None:
    """Negation is the complement; all and any are what they are called; everything can be said in words."""
    for facts in (*EVERYBODY, STARRED, TAGGED, NOTED):
        truth = condition.matches(facts)
        assert Not(condition).matches(facts) is (not truth)
        assert All((condition, Not(condition))).matches(facts) is False
        assert Either((condition, Not(condition))).matches(facts) is True
    assert condition.describe()
    assert set(Not(condition).words()) == set()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("GULAG", [MIKE]),
        ("by:mike", [MIKE]),
        ("by:=mike", []),
        ('by:="Concrete Mike"', [MIKE]),
        ('by:="concrete mike"', []),
        ('by:"concrete mike"', [MIKE]),
        ("by:mike,xoli", [MIKE, XOLI]),
        ("-by:mike", [XOLI, LOST]),
        ("12:30", [MIKE]),
        ('"no holiday"', [MIKE]),
        ("(gulag | turkey) -by:xoli", [MIKE]),
        ('"-50"', [LOST]),
        ("mike", []),
    ],
)
def test_filters_find_what_they_ask_for(text: str, found: list[CommentFacts]) -> None:
    """Neither case nor line ends matter but after `=`; a name in part is enough; a comment without a name is by nobody else."""
    assert [facts for facts in EVERYBODY if asked(text).matches(facts)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("is:starred", [STARRED, NOTED]),
        ("-is:starred", [TAGGED, MIKE]),
        ("tag:ferry", [TAGGED]),
        ("tag:fer", []),
        ("tag:cafe\u0301", [TAGGED]),
        ('tag:tide,"TO CHECK"', [TAGGED]),
        ("has:tag", [TAGGED]),
        ("note:check", [NOTED]),
        ('note:"the log"', [NOTED]),
        ("note:193", [NOTED]),
        ("note:tide", []),
        ("has:note", [NOTED]),
        ("-has:note is:starred", [STARRED]),
        ("check", []),
    ],
)
def test_what_a_reader_added_can_be_asked_for(text: str, found: list[CommentFacts]) -> None:
    """A tag as a whole, a note in part, in any case; neither is found by a word for the body, nor the other way round."""
    assert [facts for facts in (STARRED, TAGGED, NOTED, MIKE) if asked(text).matches(facts)] == found


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("tide by:ada is:anon", False),
        ("tide | -(by:ada is:starred)", True),
        ("tag:a", True),
        ("has:tag", True),
        ("a -note:b", True),
    ],
)
def test_it_is_known_whether_what_a_reader_added_is_asked_for(text: str, asks: bool) -> None:
    """However deep it stands in a condition; nothing else makes anybody look it up."""
    assert asks_of_annotations(asked(text)) is asks


def test_the_bucket_of_lost_names_can_be_asked_for() -> None:
    """All comments without a name answer to one condition, and to no name that looks like it."""
    assert [facts for facts in EVERYBODY if By((None,)).matches(facts)] == [LOST]
    assert not By(("name lost",)).matches(LOST)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_accents_are_found_however_they_are_spelled(form: Literal["NFC", "NFD"]) -> None:
    """One character or a letter with a mark: what looks the same is the same, and both spellings are marked."""
    facts = CommentFacts(normalize(form, "José Müller"), normalize(form, "Au CAFÉ, Straße 3"))
    for text in ("café", "CAFE\u0301", "strasse", "by:josé", "by:JOSE\u0301"):
        assert asked(text).matches(facts), text
    assert not asked("cafe").matches(facts)
    assert set(asked("café").words()) == {"café", "cafe\u0301"}


@given(st.text())
def test_text_is_compared_in_one_spelling(text: str) -> None:
    """Composed, decomposed or mixed: folded it is one text, and that is composed."""
    assert folded(normalize("NFC", text)) == folded(normalize("NFD", text)) == folded(text)
    assert is_normalized("NFC", folded(text))


def test_a_whole_name_is_that_name_letter_for_letter() -> None:
    """Two people whose names differ in nothing but case stay two people."""
    names = ["Ada", "ADA", "ada", "Ada Lund"]
    assert [name for name in names if By(("Ada",)).matches(CommentFacts(name, ""))] == ["Ada"]
    assert [name for name in names if By(("Ada",), exact=False).matches(CommentFacts(name, ""))] == names


def test_conditions_say_in_words_what_they_ask() -> None:
    """The status line can follow "shown:" with it."""
    assert asked('by:="Concrete Mike" -by:xoli gulag').describe() == "by Concrete Mike · not by xoli · “gulag”"
    assert asked("-(a | b) c").describe() == "not (“a” or “b”) · “c”"
    assert asked("here by:ada | café").describe() == "(“here” · by ada) or “café”"
    assert asked("is:anon tide").describe() == "by name lost · “tide”"
    assert asked("is:starred -has:tag tag:a,b").describe() == "starred · not tagged · #a or #b"
    assert asked("note:log | has:note").describe() == "noted “log” or with a note"
    assert By(("a", "b", None, "d", "e")).describe() == "by a, b, name lost and 2 more"


def test_what_is_excluded_is_not_marked() -> None:
    """Words to mark are those that a match holds."""
    assert asked('gulag "no holiday" -turkey by:mike (a | b)').words() == ("gulag", "no holiday", "a", "b")


@pytest.mark.parametrize("text", ["score:>5", "date:2019-02", "under:(by:mike)", "-depth:3", "SCORE:1"])
def test_what_cannot_be_asked_for_yet_is_said(text: str) -> None:
    """A field that is known and cannot be answered is an error, not a word that happens to stand nowhere."""
    with pytest.raises(QueryError, match="cannot be asked for yet") as caught:
        parse(text)
    assert caught.value.column == text.casefold().index(text.casefold().lstrip("-")[0]) + 1


@pytest.mark.parametrize("text", ["date:", "in: harbour", "words: few"])
def test_a_word_before_a_colon_stays_a_word(text: str) -> None:
    """People write colons."""
    assert asked(text).words()[0] == text.split(maxsplit=1)[0]

"""What a filter asks: text becomes conditions, and every condition judges comments as its words say."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.errors import ExitCode, QueryError
from tui_reader.query import (
    Added,
    All,
    Became,
    By,
    Condition,
    Counted,
    Dated,
    Either,
    Exactly,
    Is,
    Named,
    Not,
    Noted,
    Number,
    Opener,
    Query,
    Quotes,
    Range,
    Regex,
    Related,
    Relation,
    Starred,
    Tagged,
    Text,
    Titled,
    Where,
    asks_of,
    parse,
    read,
)
from tui_reader.query.completion import Offer, nearly_a_field, offer

if TYPE_CHECKING:
    from collections.abc import Iterator

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
        ('"no holiday"', Text("no holiday", whole=True)),
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
        ('-"no holiday"', Not(Text("no holiday", whole=True))),
        ("-by:mike", Not(By(("mike",), exact=False))),
        ("-(a | b)", Not(Either((Text("a"), Text("b"))))),
        ("a | b c", Either((Text("a"), All((Text("b"), Text("c")))))),
        ("a OR b", Either((Text("a"), Text("b")))),
        ("turkey|erdogan", Either((Text("turkey"), Text("erdogan")))),
        ("a || b |c", Either((Text("a"), Text("b"), Text("c")))),
        ('"a b"|by:c|d', Either((Text("a b", whole=True), By(("c",), exact=False), Text("d")))),
        ("(a|b)(c)", All((Either((Text("a"), Text("b"))), Text("c")))),
        ("(turkey | wiki/Foo_(bar))", Either((Text("turkey"), Text("wiki/Foo_(bar)", whole=True)))),
        ("by:Foo_(bar),ann", By(("Foo_(bar)", "ann"), exact=False)),
        ("(by:ann)", By(("ann",), exact=False)),
        ('by:="Bob ""B"" Ray"', By(('Bob "B" Ray',))),
        ('"so-called ""news"""', Text('so-called "news"', whole=True)),
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
    ],
)
def test_what_is_no_grammar_is_plain_text(text: str) -> None:
    """Nobody has to learn a grammar before looking for an address, a time or a number."""
    assert parse(text) == Text(text, whole=True)
    assert parse("or") == Text("or")


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
        ("is:top", 4, "is: knows no 'top'"),
        ("tide is:unread", 9, "is:unread cannot be asked for yet: what was read is not kept"),
        ("is:marked", 4, "is:marked cannot be asked for yet: marks are not kept"),
        ("has:", 5, "has: needs a word"),
        ("has:root,link", 5, "has: knows no 'root'"),
        ("tag:", 5, "tag: needs a word"),
        ("tag:#,", 5, "tag: needs a word"),
        ('note:" "', 6, "note: needs a word"),
        ("gulag OR", 9, "something is missing"),
        ("OR gulag", 1, "a word is missing"),
        ("gulag AND OR x", 11, "a word is missing"),
        ('tide "  "', 6, "these quotation marks hold nothing"),
        ("()", 2, "a word is missing"),
        ("(" * 21 + "a" + ")" * 21, 21, "brackets stand too deep"),
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
    with columns_within(text):
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
    assert asks_of(asked(text), Added) is asks


def test_conditions_say_in_words_what_they_ask() -> None:
    """The status line can follow "shown:" with it."""
    assert asked('by:="Concrete Mike" -by:xoli gulag').describe() == "by Concrete Mike · not by xoli · “gulag”"
    assert asked("-(a | b) c").describe() == "not (“a” or “b”) · “c”"
    assert asked("here by:ada | café").describe() == "(“here” · by ada) or “café”"
    assert asked("is:anon tide").describe() == "by name lost · “tide”"
    assert asked("is:starred -has:tag tag:a,b").describe() == "starred · not tagged · #a or #b"
    assert asked("note:log | has:note").describe() == "noted “log” or with a note"
    assert asked("date:2019-02.. score:>=50 -conf:<0.6").describe() == (
        "dated ≥ 2019-02 · score ≥ 50 · not confidence of the parent < 0.6"
    )
    assert asked("replyto:OP under:(by:mike is:root)").describe() == (
        "answering (by who opened the thread) · somewhere below (by mike · at the top level)"
    )
    assert asked("nq:prison /pot/c").describe() == "“prison” in its own words · /pot/c"
    assert By(("a", "b", None, "d", "e")).describe() == "by a, b, name lost and 2 more"


TOP = Is("root")
EXAMPLES: dict[str, Condition] = {
    "gulag": Text("gulag"),
    "by:mike": By(("mike",), exact=False),
    'by:="Xoli Xoli",="Concrete Mike"': By(("Xoli Xoli", "Concrete Mike")),
    '"hts salad"': Text("hts salad", whole=True),
    r"/\bpot\b.*kettle/": Regex(r"\bpot\b.*kettle"),
    "by:mike -erdogan": All((By(("mike",), exact=False), Not(Text("erdogan")))),
    "(turkey | erdogan) score:>=50": All((Either((Text("turkey"), Text("erdogan"))), Counted(Number.SCORE, Range("50", None)))),
    "date:2019-02-01..2019-02-14": Dated(Range("2019-02-01", "2019-02-14")),
    "date:2w.. is:edited": All((Dated(Range("2w", None)), Became("edited"))),
    "is:root replies:>=3": All((TOP, Counted(Number.REPLIES, Range("3", None)))),
    "replyto:OP": Related(Relation.REPLYTO, Opener()),
    "under:(by:mike is:root)": Related(Relation.UNDER, All((By(("mike",), exact=False), TOP))),
    "repliedby:(by:dang)": Related(Relation.REPLIEDBY, By(("dang",), exact=False)),
    "nq:prison": Text("prison", where=Where.OWN),
    "is:inferred conf:<0.6 words:>10": All(
        (
            Is("inferred"),
            Counted(Number.CONF, Range(None, "0.6", with_high=False)),
            Counted(Number.WORDS, Range("10", None, with_low=False)),
        )
    ),
}
"""The examples of the grammar, and what each asks for."""


@pytest.mark.parametrize("text", EXAMPLES)
def test_the_examples_of_the_grammar_ask_what_they_say(text: str) -> None:
    """Each of them, and it writes itself as a query that asks the same."""
    assert parse(text) == EXAMPLES[text]
    assert parse(EXAMPLES[text].query()) == EXAMPLES[text]


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("is:op", Opener()),
        ('by:"OP"', By(("OP",), exact=False)),
        ("by:=OP", By(("OP",))),
        ("by:(mike -=Mike)", All((By(("mike",), exact=False), Not(By(("Mike",)))))),
        ("by:/^m|x/c", Named("^m|x", in_case=True)),
        ("score:(>5 | 1..2)", parse("score:>5 | score:1..2")),
        ("score:-5..7,50", parse("score:-5..7 | score:50")),
        ("date:2w", Dated(Range("2w", None))),
        ("date:..2019", Dated(Range(None, "2019"))),
        ("q:/a b/ text:=x", All((Regex("a b", where=Where.QUOTED), Exactly("x")))),
        ('title:"on ferries" para:3', All((Titled("on ferries"), Quotes(Range("3", "3"))))),
        ("over:ada", parse("over:(by:ada)")),
        ("under:(over:(x))", Related(Relation.UNDER, Related(Relation.OVER, Text("x")))),
        ("is:root,leaf", Either((TOP, Is("leaf")))),
        ("(/a|b/)", Regex("a|b")),
        ("/r/python", Text("/r/python", whole=True)),
        ("/usr/bin/", Text("/usr/bin/", whole=True)),
        ('"no holi', Text("no holi")),
        ('"no holi"* x', All((Text("no holi"), Text("x")))),
    ],
)
def test_fields_take_every_form_of_a_value(text: str, condition: Condition) -> None:
    """Words, phrases, `=exact`, regular expressions, lists, ranges; brackets behind a field hold values of it."""
    assert parse(text) == condition
    assert parse(condition.query()) == condition


@pytest.mark.parametrize(
    ("text", "column", "words"),
    [
        ("gulag date:2019-13", 12, "date: knows no '2019-13'"),
        ("date:", 6, "date: needs a value"),
        ("date:2019-02-01..x", 6, "date: knows no '2019-02-01..x'"),
        ("score:many", 7, "score: knows no 'many'"),
        ("score:1,2.5", 9, "score: knows no '2.5'"),
        ("score:9..1", 7, "score: 9..1 ends before it begins"),
        ("conf:2w", 6, "conf: knows no '2w'"),
        ("conf:<50", 6, "conf: knows no '<50'"),
        ("in: harbour", 4, "in: needs a word"),
        ("in:here", 4, "in: knows no 'here'"),
        ("a ctx:all", 7, "ctx: knows no 'all'"),
        ("(a ctx:path)", 4, "ctx: is no condition"),
        ("a | ctx:path b", 5, "ctx: is no condition"),
        ("-sort:time", 2, "sort: is no condition"),
        ("replyto:", 9, "replyto: needs a name or a condition"),
        ("under:(a", 1, "this bracket is never closed"),
        ("a /b(/", 5, "this regular expression cannot be read: missing ), unterminated subpattern"),
        (r"/(\w+\s?)+#/", 10, "this repeat of something that can vary may take for ever"),
        ("a by:/x(a|b)*/", 13, "this repeat of something that can vary may take for ever"),
        ("by:x,/[/", 7, "this regular expression cannot be read: unterminated character set"),
        (" | ".join(f"score:{number}" for number in range(501)), 1, "this asks for too much at once"),
    ],
)
def test_a_bad_value_is_refused_with_its_column_and_what_there_is(text: str, column: int, words: str) -> None:
    """A field that is known is no plain word, and the hint says what may stand behind it."""
    with pytest.raises(QueryError) as caught:
        read(text)
    assert (caught.value.message, caught.value.column) == (f"{words} at column {column}", column)
    assert caught.value.hint


def test_how_to_show_what_is_found_stands_beside_the_condition() -> None:
    """Anywhere at the top level; where it has no place, it is refused rather than passed over."""
    query = read("in:* gulag CTX:path by:ada sort:score")
    assert query == Query(parse("gulag by:ada"), context="path", sort="score")
    assert read("") == Query(None)
    with pytest.raises(QueryError, match="ctx: has no place here at column 7"):
        parse("gulag ctx:path")


@given(st.lists(st.sampled_from(sorted(map(str, EXAMPLES))), min_size=1, max_size=6), st.integers(0, 200), st.integers(0, 200))
def test_whatever_is_cut_out_of_queries_is_understood_or_refused(texts: list[str], start: int, end: int) -> None:
    """Half-typed filters; the column of what is refused lies inside, or just behind."""
    text = " ".join(texts)[start:end]
    with columns_within(text):
        query = read(text)
        assert query.condition is None or parse(query.condition.query()) == query.condition


@contextmanager
def columns_within(text: str) -> Iterator[None]:
    """Pass over what is refused, if its column lies in the text or just behind it."""
    try:
        yield
    except QueryError as error:
        if not 1 <= error.column <= len(text) + 1:
            raise


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Offer(0, "", ())),
        ("tide -sc", Offer(6, "", ("score:",))),
        ("(re", Offer(1, "", ("replies:", "replyto:", "repliedby:"))),
        ("tide is:an", Offer(8, "is", ("anon",))),
        ("is:anon,e", Offer(8, "is", ("edited",))),
        ("has:l", Offer(4, "has", ("link",))),
        ("CTX:", Offer(4, "ctx", ("match", "path", "replies", "branch"))),
        ("by:a", Offer(3, "by", ())),
        ("under:(by:=x", Offer(10, "by", ())),
        ("https://x", Offer(9, "", ())),
        ('"a phrase" b', Offer(11, "", ("by:",))),
    ],
)
def test_what_may_be_typed_next_is_offered(text: str, expected: Offer) -> None:
    """Fields that begin so, and the words that a field knows; names are known elsewhere."""
    assert offer(text) == expected


def test_whatever_is_offered_is_understood() -> None:
    """Each word of each field."""
    for prefix in ("is:", "has:", "ctx:", "sort:"):
        for word in offer(prefix).words:
            assert read(f"{prefix}{word}") != Query(None)
    assert [read(f"in:{word}") for word in offer("in:").words] == [Query(None)]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("auther:ada tide", "author"),
        ("tide -(replto:ben)", "replyto"),
        ("by:ada https://example.org re:this 12:30 note: see:that", ""),
        ("SCOR:>5", "score"),
    ],
)
def test_what_is_nearly_a_field_is_told(text: str, meant: str) -> None:
    """A prefix that is no field is a plain word, and may be meant so; one that is like none goes without a word."""
    assert nearly_a_field(text).partition(", ")[2] == (f"{meant}: is a field" if meant else "")

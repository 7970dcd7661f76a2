"""Whom a comment addresses in its first words: numbers and names that become the tree, and what only looks like them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.structure.dumps import parents, read
from tui_reader.model import ReplyBasis
from tui_reader.structure import addressing, replies
from tui_reader.structure.addressing import Numbers, name_called, numbers_of
from tui_reader.structure.reading import Part


def thread(*said: str) -> list[int | None]:
    """Return whom each comment answers, counted from 1; a comment is given as "author: body"."""
    parts, texts = [], []
    for number, text in enumerate(said, 1):
        author, _, body = text.partition(": ")
        parts.append(Part(number, number + 1, author, source_id=str(number)))
        texts.append(body)
    return [link.target + 1 if link else None for link in replies.stated(parts, texts)]


@pytest.mark.parametrize(
    ("body", "numbers"),
    [
        ("#3 You can do that in a boat.", ("3",)),
        ("#3: yes", ("3",)),
        ("(In reply to Mira Halm from comment #3)", ("3",)),
        ("#3\nyes", ("3",)),
        ("@3 - yes", ("3",)),
        ("@#7 Apparently so", ("7",)),
        (">>44\nyes", ("44",)),
        (">>44 yes", ("44",)),
        ("#20 #21 I walked over", ("20", "21")),
        ("#4, #5 and #6: no", ("4", "5", "6")),
        ("Re: #12 – hm", ("12",)),
        ("zu #5: Nein", ("5",)),
    ],
)
def test_numbers_at_the_start_are_sure(body: str, numbers: tuple[str, ...]) -> None:
    """A mark, a new line or a new sentence follows them."""
    assert numbers_of(body) == Numbers(numbers, sure=True)


@pytest.mark.parametrize(
    "body", ["#1 fan of the ferry here", "#1 Fan of the ferry", "#10 in the list is mine", "@2 you are right"]
)
def test_numbers_in_a_sentence_are_doubtful(body: str) -> None:
    """They can be a rank; the first above all."""
    found = numbers_of(body)
    assert found is not None
    assert not found.sure


@pytest.mark.parametrize(
    "body",
    [
        "@ 3 pm it was dark",
        "@3 pm it was dark",
        "@3pm it was dark",
        "@10:30 it was dark",
        "#2.5 is a version",
        "#50% off",
        "The #3 is a bus",
        "3 lanterns",
        "1. first",
        "",
        "# 3",
        "@4th street",
        "#colour",
    ],
)
def test_times_shares_and_numbers_within_are_no_addresses(body: str) -> None:
    """Only the start of a body addresses anybody, and not everything there is a number of a comment."""
    assert numbers_of(body) is None


def test_a_number_links_to_the_comment_that_bears_it() -> None:
    """Chains of answers become a tree."""
    assert thread("Mira: I saw it.", "Jo: #1: where?", "Mira: #2: there", "Orla: @1: so did I") == [None, 1, 2, 1]


def test_of_several_numbers_the_first_that_exists_is_answered() -> None:
    """A number that no comment bears is no parent, nor is a later comment, nor the comment itself."""
    assert thread("A: x", "B: #9 #1: y", "C: #9: z", "D: #4: me", "E: #6: later", "F: end") == [None, 1, None, None, None, None]


def test_a_number_that_two_comments_bear_says_nothing() -> None:
    """Numbering that starts again in each reply list cannot be pointed at."""
    parts = [Part(0, 1, source_id="1"), Part(1, 2, source_id="1"), Part(2, 3, source_id="2"), Part(3, 4, source_id="3")]
    links = replies.stated(parts, ["a", "b", "#1: c", "#2: d"])
    assert [link and link.target for link in links] == [None, None, None, 2]


def test_where_no_numbers_are_shown_a_number_means_nothing() -> None:
    """Counting comments ourselves would be a guess."""
    parts = [Part(0, 1, "Mira"), Part(1, 2, "Jo"), Part(2, 3, "Orla")]
    assert replies.stated(parts, ["a", "#1: b", "#2: c"]) == [None, None, None]


def test_doubtful_numbers_are_believed_in_company() -> None:
    """Where others address by number, "#1 you" is an address as well; alone it is praise."""
    assert thread("A: x", "B: #1 fan of the ferry", "C: y") == [None, None, None]
    assert thread("A: x", "B: #1 you are right", "C: #2: y", "D: #3: z") == [None, 1, 2, 3]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("@Nell Harbottle That was one time.", "Nell Harbottle That was one time."),
        ("@ jimbo — Thanks!", "jimbo — Thanks!"),
        ("replying to Mira: yes", "Mira: yes"),
        ("In reply to @Mira\nyes", "Mira"),
        ("Antwort auf Mira", "Mira"),
        ("Quoting Mira:", "Mira:"),
        ("Zitat von Mira", "Mira"),
        ("Quote Originally Posted by Mira View Post", "Mira View Post"),
        ("Цитата(Mira @ 12.6.2013, 11:05)", "Mira @ 12.6.2013, 11:05)"),
    ],
)
def test_a_call_is_followed_by_a_name(body: str, text: str) -> None:
    """What follows begins with the name, whoever that is."""
    assert name_called(body) == text


@pytest.mark.parametrize("body", ["mira@example.org wrote", "Mira: yes", "I say @Mira", "@@", "@", "@ - Mira"])
def test_what_is_not_at_the_start_calls_nobody(body: str) -> None:
    """Addresses of mail, names in a sentence, and names without a sign."""
    assert name_called(body) is None


@pytest.mark.parametrize(
    ("call", "answered"),
    [
        ("@Nell Harbottle That was one time", 1),
        ("@nell harbottle: no", 1),
        ("@Nell, no", 1),
        ("@Harbottle no", 1),
        ("@Giles no", 3),
        ("@Gi no", None),
        ("@nobody no", None),
        ("@all no", None),
        ("replying to Giles Pomfret", 3),
        ("In reply to giles", 3),
        ("↳ En respuesta a Giles Pomfret", 3),
        ("in response to: Nell", 1),
        ("(als Antwort auf Nell Harbottle)", 1),
    ],
)
def test_a_name_links_to_its_latest_comment(call: str, answered: int | None) -> None:
    """The whole name, or a word of it that nobody else's name has."""
    assert thread("Nell Harbottle: a", "Giles Pomfret: b", "Giles Pomfret: c", f"Kevin: {call}")[3] == answered


@pytest.mark.parametrize(
    ("body", "answered"),
    [
        ("Mira Halm: it is now.", 1),
        ("Mira Halm, tell him to mend it.", 1),
        ("Pour Mira Halm : soixante-deux.", 1),
        (">Mira Halmさん\nありがとう", 1),
        ("Mira Halmさん、ありがとう", 1),
        ("   Mira Halm hat geschrieben:\n   I saw it.\n\nWhere?", 1),
        ("Mira Halm wrote on May 3, 2012:\nI saw it.", 1),
        ("Mira Halm wrote that she saw it.", None),
        ("In reply to A question by Mira Halm", 1),
        ("Mira, tell him to mend it.", None),
        ("> Mira Halm, they moved it.\nWell said.", None),
        ("Mira Halm said so.", None),
        ("Mira Halm://quay.example", None),
        ("Jo: I said so.", None),
    ],
)
def test_a_whole_name_with_a_mark_behind_it_is_answered(body: str, answered: int | None) -> None:
    """A part of a name is not enough, nor a name that goes on in a sentence or a quoted one; nobody answers themselves."""
    assert thread("Mira Halm: I saw it.", "Orla: Did you?", f"Jo: {body}")[2] == answered


def test_the_longest_name_wins() -> None:
    """Ada Vale is not Ada."""
    assert thread("Ada Vale: a", "Ada: b", "Jo: @Ada Vale yes", "Jo: @Ada yes") == [None, None, 1, 2]


def test_a_word_of_two_names_means_neither() -> None:
    """Which Nell is meant cannot be said."""
    assert thread("Nell Harbottle: a", "Nell Pomfret: b", "Jo: @Nell yes") == [None, None, None]


def test_nobody_answers_themselves_or_a_later_comment() -> None:
    """Nor anybody called Anonymous, who can be several people."""
    assert thread("Jo: a", "Jo: @Jo again", "Mira: @Orla wait", "Orla: b") == [None, None, None, None]
    assert thread("Anonymous: a", "Jo: @anonymous yes") == [None, None]


def test_the_number_of_earlier_comments_bears_on_the_confidence() -> None:
    """One comment by that name leaves less doubt than two, a whole name less than a part of it, a number least."""
    parts = [Part(0, 1, "Ada Vale", source_id="1"), Part(1, 2, "Jo"), Part(2, 3, "Jo"), *(Part(n, n + 1) for n in range(3, 6))]
    links = replies.stated(parts, ["a", "b", "c", "@Ada Vale", "@Vale", "@Jo"])
    whole, word, often = (link.confidence for link in links[3:] if link)
    number = replies.stated(parts, ["a", "b", "c", "#1", "", ""])[3]
    assert number is not None
    assert number.basis is ReplyBasis.LINKED
    assert number.confidence > whole > word
    assert whole > often


def test_nesting_and_headers_say_more_than_bodies() -> None:
    """A dump that nests some comments says of the others that they are at the top."""
    nested = [Part(0, 1, "Mira", level=0), Part(1, 2, "Jo", level=4), Part(2, 3, "Orla", level=0)]
    assert [link and link.target for link in replies.stated(nested, ["a", "b", "@Jo c"])] == [None, 0, None]
    flat = [Part(0, 1, "Mira", level=0), Part(1, 2, "Jo", level=0), Part(2, 3, "Orla", level=0, answers="Mira")]
    assert [link and link.target for link in replies.stated(flat, ["a", "@Mira b", "@Jo c"])] == [None, 0, 0]


def test_addresses_are_read_from_a_dump() -> None:
    """Numbers in headers, and a name on a line of its own."""
    seen = read(
        "#1 Mira 2012-05-03 10:00",
        "I saw it.",
        "",
        "#2 Jo 2012-05-03 10:10",
        "#1: Where?",
        "",
        "#3 Mira 2012-05-03 10:20",
        "@Jo",
        "From the bridge.",
        "",
        "#4 Orla 2012-05-03 10:30",
        "#7 Not there.",
    )
    assert parents(seen) == [None, 1, 2, None]
    assert seen.comments[1].reply_basis is ReplyBasis.LINKED
    assert seen.comments[1].body == "#1: Where?"


_BODY = st.text(max_size=12) | st.from_regex(r"(@|#|>>|re: #)[0-9]{1,2}[ :,]?[a-zA-Z #@0-9]{0,8}", fullmatch=True)


@given(st.lists(st.tuples(st.sampled_from(["Mira", "Jo", "Ada Vale", None]), _BODY), max_size=12))
def test_whatever_is_said_only_earlier_comments_are_answered(said: list[tuple[str | None, str]]) -> None:
    """No body can make a cycle."""
    parts = [Part(n, n + 1, author, source_id=str(n)) for n, (author, _) in enumerate(said)]
    for index, call in enumerate(addressing.addressed(parts, [body for _, body in said])):
        assert call is None or (0 <= call[0] < index and 0 < call[1] < 1)

"""Dumps that stand one below the other are read as each is alone, and what is one thread is never parted."""

from __future__ import annotations

import random
import time
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.structure import labelled
from tests.structure.dumps import ARTICLE
from tests.structure.labelled import lines_of
from tests.structure.test_segment import LINES, spans_of
from tests.structure.threads import NAMES, WITH_COMMENTS, alone, is_as_alone, joined, offsets
from tui_reader.model import Label, Problem, Span
from tui_reader.pace import Pace
from tui_reader.structure.parting import ReadText, read_piece, read_text
from tui_reader.structure.segment import read_thread
from tui_reader.structure.splitting import Splitter

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tui_reader.structure.segment import Segmentation

_COMMENTS = [
    line
    for day, name in enumerate(("Mira Halm", "Orla", "Jo", "Pia"), 3)
    for line in (f"{name} says:", f"May {day}, 2012 at 7:15 am", "", "They had money for the roundabout.", "")
]
PAIR = ("first/A-says-en-1", "first/C-bare-en-3")
TRIPLE = (*PAIR, "first/D-bulleted-nested-lost-en-1")
RULE = "=" * 40
DIVIDERS = [
    "\f",
    RULE,
    "-----",
    "* * *",
    "==> a.txt <==",
    "==> b.txt <==",
    "<doc id=1>",
    "</doc>",
    "Title: A",
    "URL: http://a.b/c",
]


def assert_nothing_is_lost(lines: list[str], read: ReadText) -> None:
    """Assert that threads tile the text, that lines of threads tile them, and that all is told of the right thread."""
    assert [thread.span.first for thread in read.threads] == [1, *(thread.span.last + 1 for thread in read.threads[:-1])]
    assert read.threads[-1].span.last == len(lines)
    assert bool(read.parted) == (len(read.threads) > 1)
    kept: Counter[int] = Counter()
    for number, thread in enumerate(read.threads, 1):
        span, seen = thread.span, thread.seen
        for each in spans_of(seen):
            assert span.first <= each.first <= each.last <= span.last
            kept.update(range(each.first, each.last + 1))
        assert len(seen.labels) == len(seen.evidence) == span.last - span.first + 1
        for label, line in zip(seen.labels, lines[span.first - 1 : span.last], strict=True):
            assert (label is not None) == bool(line.strip())
        assert {comment.thread for comment in seen.comments} <= {str(number)}
        assert all(span.first <= (problem.line or span.first) <= span.last for problem in seen.problems)
    assert max(kept.values(), default=1) == 1
    assert all(kept[number] == 1 or not line.strip() for number, line in enumerate(lines, 1))


@given(st.lists(st.sampled_from(DIVIDERS) | LINES.map("\n".join), max_size=8))
@settings(max_examples=150)
def test_nothing_is_lost_whatever_parts_a_text(parts: list[str]) -> None:
    """Threads, articles, comments and meta lines tile the text, dividers included."""
    lines = "\n".join(parts).split("\n")
    assert_nothing_is_lost(lines, read_text(lines))


@given(LINES, st.text(alphabet="aMJ.*+^$ \f=1:|", max_size=6).filter(lambda text: not text.startswith(("*", "+"))))
def test_nothing_is_lost_whatever_parts_a_text_by_hand(lines: list[str], expression: str) -> None:
    """Lines that match may be anything: names, dates, bodies, blank lines."""
    try:
        splitter = Splitter(expression)
    except Exception:  # noqa: BLE001  # no expression
        return
    read = read_text(lines, splitter=splitter)
    if lines:
        assert_nothing_is_lost(lines, read)
    assert bool(read.problems) == bool(expression and not any(map(splitter.begins, lines)))


@given(
    st.lists(st.sampled_from(NAMES), min_size=2, max_size=4),
    st.sampled_from([["\f"], ["", RULE, ""], ["\f", "", "====="]]),
)
@settings(max_examples=20)
def test_threads_parted_by_hand_are_as_each_is_alone(names: list[str], between: list[str]) -> None:
    """Any dumps in any order, the same one twice included; lines are counted in the whole text."""
    read = read_text(joined(names, between), splitter=Splitter("^\f|^===="))
    assert len(read.threads) == len(names)
    assert read.parted == r"at lines that match '^\x0c|^===='"
    rules = sum(bool(line.strip()) for line in between)
    for number, (thread, name, above) in enumerate(zip(read.threads, names, offsets(names, between), strict=True)):
        assert is_as_alone(thread, name, above, rules if number else 0), name


@pytest.mark.parametrize(
    ("between", "reason"),
    [
        (["\f"], "at form feeds that titles and comments follow"),
        (["", "\f", ""], "at form feeds that titles and comments follow"),
        (["", RULE, ""], "at lines like ========== that titles and comments follow"),
        (["* * * * *"], "at lines like * * * * * that titles and comments follow"),
        (["", "#####", "", "#####"], "at lines like ##### that titles and comments follow"),
    ],
)
def test_dumps_that_stand_one_below_the_other_are_parted(between: list[str], reason: str) -> None:
    """Each is as it is alone."""
    read = read_text(joined(TRIPLE, between))
    assert read.parted == reason
    assert read.layouts == "header, bare-names, list"
    assert read.confidence == min(alone(name).confidence for name in TRIPLE)
    for thread, name, above in zip(read.threads, TRIPLE, offsets(TRIPLE, between), strict=True):
        assert is_as_alone(thread, name, above, sum(bool(line.strip()) for line in between) if above else 0)


def test_form_feeds_in_front_of_titles_part_too() -> None:
    """Some programs write them at the beginning of a line."""
    one, two = map(lines_of, PAIR)
    read = read_text([*one, "\f" + two[0], *two[1:]])
    assert [thread.seen.blocks[0].text for thread in read.threads] == [one[0], two[0]]
    assert is_as_alone(read.threads[1], PAIR[1], len(one))


def test_most_dumps_in_one_text_are_parted_right_and_none_is_parted_wrong() -> None:
    """Three dumps below each other, with form feeds or rules between them: found, and as each is alone, or left whole."""
    chance = random.Random(4)
    right = wrong = 0
    for between in [["\f"], ["", RULE, ""]] * 12:
        names = chance.sample(WITH_COMMENTS, 3)
        read = read_text(joined(names, between))
        as_alone = len(read.threads) == 3 and all(map(is_as_alone, read.threads, names, offsets(names, between), (0, 1, 1)))
        as_alone |= len(read.threads) == 3 and all(map(is_as_alone, read.threads, names, offsets(names, between)))
        right += as_alone
        wrong += not as_alone and len(read.threads) > 1
    assert right >= 0.8 * 24
    assert wrong == 0


@pytest.mark.parametrize("name", NAMES)
def test_no_labelled_dump_is_parted(name: str) -> None:
    """Each of them is one thread, and is read as ever."""
    read = read_text(lines_of(name))
    assert (len(read.threads), read.parted, read.problems) == (1, None, ())
    assert read.threads[0].seen == alone(name)
    assert read.threads[0].span == Span(1, len(lines_of(name)))


def with_pages(lines: Sequence[str], length: int, number: str = "") -> list[str]:
    """Return lines as a print-out has them: a form feed after so many."""
    pages = [[*lines[start : start + length]] for start in range(0, len(lines), length)]
    for place, page in enumerate(pages[1:], 2):
        page[0] = "\f" + number.format(place) + page[0]
    return [line for page in pages for line in page]


def with_rules(name: str, rule: Sequence[str], every: int) -> list[str]:
    """Return a labelled dump with rules in front of its comments, or of every so manieth of them."""
    firsts = labelled.starts(name)[::every]
    return [line for number, text in enumerate(lines_of(name), 1) for line in (*(rule if number in firsts else ()), text)]


@pytest.mark.parametrize("name", NAMES[::4])
def test_pages_of_a_print_out_are_no_threads(name: str) -> None:
    """Wherever they end."""
    for length in (25, 58):
        assert not read_text(with_pages(lines_of(name), length)).parted


@pytest.mark.parametrize("name", NAMES[1::4])
def test_rules_between_comments_part_no_threads(name: str) -> None:
    """Be they between all of them, or between groups."""
    for rule, every in ((["-----"], 1), (["", "* * *", ""], 3), (["\f"], 2)):
        assert not read_text(with_rules(name, rule, every)).parted


@pytest.mark.parametrize("name", NAMES[2::4])
def test_rules_between_paragraphs_part_no_threads(name: str) -> None:
    """Sections of an article have them, and so have signatures."""
    chance = random.Random(name)
    text = [line for text in lines_of(name) for line in (*(("---", "") if text and chance.random() < 0.2 else ()), text)]
    assert not read_text(text).parted


def test_no_shared_dump_is_parted(shared: Path) -> None:
    """Nor a text that is an article and nothing more."""
    for path in sorted((shared / "dumps" / "texts").rglob("*.txt")):
        assert not read_text(path.read_text(encoding="utf-8").split("\n")).parted, path.name


def test_form_feeds_that_part_nothing_are_told() -> None:
    """With what to do where they should."""
    one, two = map(lines_of, PAIR)
    read = read_text([*two, "\f", *one[3:]])
    assert read.problems == (Problem(r"its form feeds are taken for ends of pages; --split '\f' begins a thread at each"),)
    assert len(read_text([*two, "\f", *one[3:]], splitter=Splitter(r"\f")).threads) == 2


@pytest.mark.parametrize("between", [["\f"], ["", RULE, ""]])
def test_a_piece_is_read_alone_as_it_is_beside_others(between: list[str]) -> None:
    """And in any layout that is asked for."""
    lines = joined(TRIPLE, between)
    threads = read_text(lines).threads
    assert len(threads) == 3
    for thread in threads:
        again = read_piece(lines, thread.piece).seen
        assert (again.labels, again.blocks, again.meta, again.layout) == (
            thread.seen.labels,
            thread.seen.blocks,
            thread.seen.meta,
            thread.seen.layout,
        )
        assert [comment.span for comment in again.comments] == [comment.span for comment in thread.seen.comments]
        assert read_piece(lines, thread.piece, "article-only").seen.layout == "article-only"


def test_numbers_of_pages_speak_against_threads() -> None:
    """What would be parted is not where the form feed stands beside the number of a page."""
    one, two = map(lines_of, ("first/B-bulleted-name-after-fr-1", "first/B-by-on-en-1"))
    assert read_text([*one, "\f", *two]).parted
    assert not read_text([*one, "", "Page 1 of 2", "\f", *two]).parted


@pytest.mark.parametrize(
    ("above", "below", "reason"),
    [
        (["==> {} <=="], [""], "at lines that name files or addresses"),
        (["### FILE {} ###", ""], [], "at lines that name files or addresses"),
        (["<doc id='{}'>"], ["</doc>"], "at the tags of documents"),
    ],
)
def test_names_of_files_part_articles_as_well(above: list[str], below: list[str], reason: str) -> None:
    """What is stated needs no evidence; the dividers are lines of neither article nor comments."""
    names = ("first/G-press-release-en-1", "first/A-says-en-1", "first/G-interview-en-1")
    text = [line for name in names for line in (*(each.format(f"{name}.txt") for each in above), *lines_of(name), *below)]
    read = read_text(text)
    assert (read.parted, len(read.threads)) == (reason, 3)
    assert [len(thread.seen.comments) for thread in read.threads] == [0, 6, 0]
    dividers = [number for number, line in enumerate(text, 1) if line.startswith(("==>", "###", "<"))]
    meta = {span.first for thread in read.threads for span in thread.seen.meta}
    assert meta.issuperset(dividers)
    labels = [label for thread in read.threads for label in thread.seen.labels]
    assert {labels[number - 1] for number in dividers} == {Label.BOILERPLATE}


def test_addresses_part_threads_but_not_comments() -> None:
    """Comments have addresses too; then the pieces have none of their own."""
    one, two = map(lines_of, PAIR)
    address = "--- https://a.example/{} ---"
    assert read_text([address.format(1), *one, address.format(2), *two]).parted == "at lines that name files or addresses"
    comments = [address.format(0), *ARTICLE]
    for number in range(1, 7):
        comments += [
            address.format(number),
            f"Mira {number} says:",
            f"May {number}, 2012 at 7:15 am",
            "",
            "I saw it.",
            "",
            "Twice.",
            "",
        ]
    assert len(read_thread(comments).comments) == 6
    assert not read_text(comments).parted


def test_fields_at_the_top_of_a_thread_tell_its_title_and_address() -> None:
    """They are told apart from the article, and a thread alone is read in the same way."""
    one, two = map(lines_of, PAIR)
    head = ["Title: {}", "URL: https://a.example/{}", "Date: 3 May 2014", ""]
    blocks = [[line.format(text[0]) for line in head] + text[2:] for text in (one, two)]
    read = read_text([*blocks[0], "", *blocks[1]])
    assert read.parted == "where Title: stands again"
    (only,) = read_text(blocks[1]).threads
    for thread, text in ((read.threads[0], one), (read.threads[1], two), (only, two)):
        assert (thread.seen.title, thread.url) == (text[0], f"https://a.example/{text[0]}")
        assert thread.seen.blocks[0].text == f"Title: {text[0]}"
        assert [span.last - span.first for span in thread.seen.meta[:2]] == [0, 0]
    assert [comment.body for comment in only.seen.comments] == [comment.body for comment in read.threads[1].seen.comments]


def test_a_site_that_names_itself_above_each_page_parts_them() -> None:
    """So do bylines below titles, where comments follow."""
    name = "first/A-name-date-en-7"
    page = lines_of(name)
    text = [*page, *(line if line != "The old toll bridge: a slow weekend project" else "Ferries" for line in page)]
    assert read_text(text).parted == "where the first line stands again above an article and comments"
    article = lines_of("first/A-says-en-1")
    assert (
        read_text([*article, "", "Our ladders", *article[1:]]).parted == "above lines that name an author, as comments follow"
    )


def test_the_same_dump_twice_is_two_threads() -> None:
    """They say the same in other lines."""
    one, two = read_text(joined([PAIR[0], PAIR[0]], ["", RULE, ""])).threads
    assert is_as_alone(one, PAIR[0], 0)
    assert is_as_alone(two, PAIR[0], len(lines_of(PAIR[0])) + 3, 1)


def test_a_title_that_is_underlined_begins_its_thread() -> None:
    """And a rule right below the last line of a thread does not take that line along."""
    one, two = map(lines_of, PAIR)
    underlined = read_text([one[0], RULE, *one[1:], "", two[0], RULE, *two[1:]])
    glued = read_text([*one, RULE, *two])
    assert (
        [thread.seen.title for thread in underlined.threads]
        == [thread.seen.title for thread in glued.threads]
        == [one[0], two[0]]
    )


@pytest.mark.parametrize(
    ("expression", "spans", "problems"),
    [
        ("", [(1, 5)], ()),
        ("^A", [(1, 5)], ()),
        ("^=", [(1, 2), (3, 5)], ()),
        ("^B", [(1, 3), (4, 5)], ()),
        ("words", [(1, 1), (2, 4), (5, 5)], ()),
        ("^(?:=|words)", [(1, 1), (2, 2), (3, 4), (5, 5)], ()),
        ("nowhere", [(1, 5)], ("no line matches 'nowhere': the text is kept as one thread",)),
    ],
)
def test_a_text_is_parted_by_hand(expression: str, spans: list[tuple[int, int]], problems: tuple[str, ...]) -> None:
    """A line that matches is the first of its thread, with rules right above it; pieces that say nothing are none."""
    read = read_text(["A title", "words of A", "=====", "B title", "words of B"], splitter=Splitter(expression))
    assert [(thread.span.first, thread.span.last) for thread in read.threads] == spans or expression == "^B"
    assert tuple(problem.message for problem in read.problems) == problems


def test_blank_lines_around_dividers_say_nothing() -> None:
    """Those in a thread may stand for comments that are lost; a form feed in front of a line does not move it."""
    name = "first/A-date-nl-name-en-1"
    comments = lines_of(name)[labelled.starts(name)[0] - 1 :]
    items = ["  1. Mira sagt:", "", "     Ja.", "", "  2. Jo sagt:", "", "     Nein.", "", "  3. Ea sagt:", "", "     Doch."]
    for below in (comments, items):
        for between in (["", "", RULE, "", ""], [RULE], ["\f"]):
            (_, thread) = read_text([*ARTICLE, *between, *below], splitter=Splitter("\f|===")).threads
            assert thread.seen.comments
            assert [each.body for each in thread.seen.comments] == [each.body for each in read_thread(below).comments]
        (_, glued) = read_text([*ARTICLE, "\f" + below[0], *below[1:]], splitter=Splitter("\f")).threads
        assert [each.body for each in glued.seen.comments] == [each.body for each in read_thread(below).comments]


def test_fields_stand_between_lines_that_do_not_touch() -> None:
    """A title that is as long as the lines of a broken paragraph is no beginning of it."""
    words = "the council closed the library and sold all its books"
    text = [f"Title: {words}", "URL: https://a.example/1", *[f"{words} {words[: number % 5]}" for number in range(40)]]
    (thread,) = read_text(text).threads
    assert thread.seen.title == words
    assert [block.span for block in thread.seen.blocks][:2] == [Span(1, 1), Span(3, 42)]
    assert thread.seen.meta == (Span(2, 2),)


def test_fields_without_an_address_are_words_of_the_article() -> None:
    """They say too little to be taken out of it."""
    (thread,) = read_text(["Titel: Die Uhr", "Datum: heute", "", "Sie geht nach."]).threads
    assert (thread.seen.title, thread.url) == ("Titel: Die Uhr", None)
    assert "Datum: heute" in [block.text for block in thread.seen.blocks]


def test_articles_at_addresses_are_a_thread_each() -> None:
    """Where nothing in the text is a comment, nothing speaks for comments at addresses."""
    articles = [lines_of(name) for name in ("first/G-press-release-en-1", "first/G-bibliography-en-1")]
    text = [line for number, article in enumerate(articles) for line in (f"--- https://a.example/{number} ---", *article)]
    assert [len(thread.seen.comments) for thread in read_text(text).threads] == [0, 0]


def test_files_are_threads_whatever_parts_them_within() -> None:
    """What is stated is above what is shown."""
    one, two = map(lines_of, PAIR)
    text = ["==> a.txt <==", *one, "\f", *two, "==> b.txt <==", *two, "\f", *one]
    assert [thread.span.first for thread in read_text(text).threads] == [1, text.index("==> b.txt <==") + 1]


def test_few_threads_among_many_articles_are_not_plain_enough() -> None:
    """Half of the parts have to begin as threads do."""
    one, two = map(lines_of, PAIR)
    articles = [
        line
        for name in ("first/G-press-release-en-1", "first/G-bibliography-en-1", "first/G-events-en-1")
        for line in ("\f", *lines_of(name))
    ]
    assert read_text([*one, "\f", *two, *articles[: articles.index("\f", 1)]]).parted
    assert not read_text([*one, "\f", *two, *articles]).parted


def test_the_name_of_a_site_is_no_title() -> None:
    """Titles are looked for below what stands above all parts."""
    one, two = (
        ["The Leaf", "", title, "", *ARTICLE[1:], *_COMMENTS]
        for title in ("Council closes the library", "A bus to the airport")
    )
    assert read_text([*one, "", RULE, *two]).parted
    assert not read_text([*one, "", RULE, "Ada Lund", *two[1:]]).parted


def test_what_is_hopeless_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rules between hundreds of comments cost no second reading, and pages and threads not a third."""
    read: list[int] = []

    def counting(lines: Sequence[str], layout: str | None, pace: Pace) -> Segmentation:
        read.append(len(lines))
        return read_thread(lines, layout, pace)

    monkeypatch.setattr("tui_reader.structure.pieces.read_thread", counting)
    comment = ["Mira Halm says:", "May 3, 2012 at 7:15 am", "", "They had money.", "", "And time.", ""]
    assert not read_text([*ARTICLE, *["-----", *comment] * 300]).parted
    assert len(read) == 1
    read.clear()
    assert not read_text(with_pages([*ARTICLE, *comment * 800], 40)).parted
    assert len(read) <= 52
    read.clear()
    names = [WITH_COMMENTS[0]] * 12
    assert len(read_text(joined(names, ["\f"])).threads) == 12
    assert len(read) == 12


def test_a_rule_at_the_end_belongs_to_the_last_thread() -> None:
    """There is nothing below it."""
    read = read_text(["=====", "A title", "words", "=====", "", "B title", "words", "====="], splitter=Splitter("^=+$"))
    assert [(thread.span.first, thread.span.last) for thread in read.threads] == [(1, 3), (4, 8)]
    assert read.threads[1].seen.meta == (Span(4, 4), Span(8, 8))
    assert read.threads[1].seen.title == "B title"


def test_a_layout_is_forced_in_all_threads() -> None:
    """However many there are."""
    read = read_text(joined(TRIPLE, ["\f"]), "header", Splitter("\f"))
    assert read.layouts.split(", ")[0] == "header"


def test_how_far_the_reading_is_only_grows() -> None:
    """Pieces first, then the whole text where they are no threads; whoever waits is told on the way."""
    texts: tuple[list[str], ...] = (joined(TRIPLE, ["\f"]), with_pages(joined(TRIPLE, [""]), 60), lines_of(PAIR[0]), [])
    for text in texts:
        told: list[float] = []
        assert read_text(text, None, None, Pace(told.append)) == read_text(text)
        assert told == sorted(told)
        assert told[-1] == 1


@pytest.mark.parametrize(
    ("lines", "expression"),
    [
        ([""] * 20_000, "^$"),
        (["\f"] * 20_000, None),
        (["====", "Mira says:", "Yes."] * 5_000, None),
        (["==> a.txt <==", ""] * 10_000, None),
        (["Title: A", "URL: http://a.example/x", ""] * 5_000, None),
        (["Mira says:", "", "Yes."] * 5_000, "^Mira"),
    ],
    ids=["blank", "feeds", "rules", "files", "fields", "threads"],
)
def test_hostile_text_is_parted_in_time_that_grows_with_its_size(lines: list[str], expression: str | None) -> None:
    """Where work was quadratic the first of these took the better part of a minute."""
    start = time.process_time()
    read_text(lines, splitter=None if expression is None else Splitter(expression))
    assert time.process_time() - start < 10

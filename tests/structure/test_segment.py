"""Whatever the text, every line is kept in exactly one place; hostile text neither hangs nor breaks the reader."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.structure.dumps import conversation, dump
from tests.structure.test_fixtures import NAMES, lines_of
from tui_reader.model import Label, Names, Span, Status
from tui_reader.pace import Pace
from tui_reader.structure import article
from tui_reader.structure.layouts import LAYOUTS
from tui_reader.structure.lines import Page
from tui_reader.structure.segment import ARTICLE_ONLY, UNMARKED, Segmentation, read_thread

_PIECES = st.sampled_from(
    [
        "",
        "",
        "",
        "Mira Halm",
        "Orla",
        "I saw it at six in the morning, and so did you.",
        "Mira says:",
        "May 3, 2012 at 7:15 am",
        "    Jo May 3, 2012 at 7:15 am",
        "Posted by: Ea | May 02, 2012 at 10:01 AM",
        "  1. Mira sagt:",
        "    • Jo",
        "3 Kommentare",
        "Reply",
        "+1",
        "Leave a Reply",
        "mira: I saw it",
        "[–]kettle8 12 points 16 hours ago (2 children)",
        "oxmill 20 hours ago | root | parent | prev [–]",
        "\ufeff",
        "text © Ira / Site",
    ]
)
LINES = st.lists(_PIECES | st.text(max_size=30).map(lambda text: "".join(text.splitlines())), max_size=40)


def spans_of(seen: Segmentation) -> list[Span]:
    """Return all spans of what was read, lost slots included."""
    blocks = [block.span for block in seen.blocks]
    comments = [comment.span for comment in seen.comments]
    return [span for span in (*blocks, *comments, *seen.meta) if span is not None]


def assert_nothing_is_lost(lines: list[str], seen: Segmentation) -> None:
    """Assert the invariant of the room."""
    kept = Counter(number for span in spans_of(seen) for number in range(span.first, span.last + 1))
    assert max(kept.values(), default=1) == 1
    assert len(seen.labels) == len(seen.evidence) == len(lines)
    for number, line in enumerate(lines, 1):
        assert (seen.labels[number - 1] is not None) == bool(line.strip())
        assert kept[number] == 1 or not line.strip()
    for comment in seen.comments:
        shown = lines[comment.span.first - 1 : comment.span.last] if comment.span is not None else []
        assert bool("".join(shown).strip()) == (comment.status is not Status.LOST)


@given(LINES)
@settings(max_examples=300)
def test_every_line_stands_in_exactly_one_place(lines: list[str]) -> None:
    """Blocks, comments and meta lines tile the text, and no two of them overlap."""
    assert_nothing_is_lost(lines, read_thread(lines))


@given(LINES, st.sampled_from([family.name for family in LAYOUTS]))
def test_a_forced_layout_loses_nothing_either(lines: list[str], layout: str) -> None:
    """A user may force a layout that does not fit."""
    assert_nothing_is_lost(lines, read_thread(lines, layout))


@given(LINES)
def test_parents_are_earlier_comments_and_authors_are_in_the_text(lines: list[str]) -> None:
    """No cycle can arise, and no name is made up."""
    seen = read_thread(lines)
    text = "\n".join(lines)
    for number, comment in enumerate(seen.comments, 1):
        assert comment.ref == str(number)
        assert comment.parent is None or int(comment.parent) < number
        assert (comment.parent is None) == (comment.reply_basis is None) == (comment.reply_confidence is None)
        assert comment.author is None or all(word in text for word in comment.author.split())
        assert (comment.author is None) == (comment.author_lost is not None)
    assert 0 <= seen.confidence <= 1


def test_shared_dumps_lose_nothing(shared: Path) -> None:
    """The invariant holds on real dumps as well."""
    for path in sorted((shared / "dumps" / "texts").rglob("*.txt")):
        lines = path.read_text(encoding="utf-8").split("\n")
        assert_nothing_is_lost(lines, read_thread(lines))


@pytest.mark.parametrize("family", [each for each in LAYOUTS if each.name != ARTICLE_ONLY], ids=lambda family: family.name)
def test_a_family_reads_its_own_example(family: object) -> None:
    """The invented example of each family is read by it, with more than one comment and at least one name."""
    layout = next(known for known in LAYOUTS if known is family)
    seen = read_thread(["A title", "", "An article.", "", *layout.example.split("\n")], layout.name)
    assert seen.layout == layout.name
    assert len(seen.comments) > 1
    assert any(comment.author for comment in seen.comments)


@pytest.mark.parametrize("name", NAMES)
def test_labels_say_where_authors_and_bodies_are(name: str) -> None:
    """A comment with a name on a line of its own has an author line, with a reason for it in words."""
    lines = lines_of(name)
    seen = read_thread(lines)
    for comment in seen.comments:
        if comment.status is Status.LOST or comment.span is None:
            continue
        labels = seen.labels[comment.span.first - 1 : comment.span.last]
        assert Label.BODY in labels
        assert seen.evidence[comment.span.first - 1]


def test_an_unmarked_text_is_kept_whole_with_low_confidence() -> None:
    """Where boundaries leave no trace nothing is guessed."""
    seen = read_thread(lines_of("unmarked"))
    assert (seen.comments, seen.names) == ((), Names.NONE)
    assert seen.confidence < 0.5


def test_repeated_headers_are_trusted() -> None:
    """Eight headers of one shape leave little doubt."""
    lines = ["A title", "", "An article that is short."]
    for number in range(8):
        lines += ["", f"Mira Halm May {number + 1}, 2012 at 7:15 am", "", f"I saw {number} lanterns."]
    seen = read_thread(lines)
    assert len(seen.comments) == 8
    assert seen.confidence > 0.9
    assert seen.comments[0].posted == "2012-05-01T07:15:00"


def test_a_body_keeps_paragraphs_and_relative_indentation() -> None:
    """Common indentation goes; what stands out against it stays."""
    lines = [
        "T",
        "",
        "An article.",
        "",
        "Mira said...",
        "",
        "    one",
        "",
        "      two",
        "    three",
        "Jo said...",
        "",
        "    four",
    ]
    assert read_thread(lines).comments[0].body == "one\n\n  two\nthree"


def test_an_empty_text_is_an_article_without_blocks() -> None:
    """Nothing in, nothing out."""
    assert read_thread([]).blocks == ()


@pytest.mark.parametrize(
    "lines",
    [
        ["Title", "", "x" * 10_000_000, "", "Mira", "", "hello."],
        [""] * 1_000_000,
        ["1 " * 95 + "x"] * 2_000,
        ["a" + " " * 190 + "b"] * 2_000,
        ["Mira", ""] * 10_000,
        ["May 3, 2012 at 7:15 am"] * 5_000,
        ["Mira May 3, 2012", "", "text"] * 4_000,
        ["reply " * 30 + "x"] * 2_000,
        [" " * (number % 500) + "• hello there" for number in range(5_000)],
        ["([«" * 60 + "May 3" + ")" * 15] * 2_000,
        ["a | b · c • " * 16] * 3_000,
        [f"word{number} says:" for number in range(20_000)],
        ["#1 #2 #3 #4 @5 >>6 " * 8, "", "Mira May 3, 2012", ""] * 3_000,
        [line for number in range(5_000) for line in (f"#{number} Jo{number} 2012-05-03 10:00", f"@Jo{number - 1} yes")],
        ["lantern " * 8 + "quay"] * 20_000,
        ["3 May 3 May 3 May 12 12 12:12 " * 6] * 2_000,
        ["Title: A", "URL: http://a.example/x", ""] * 20_000,
    ],
    ids=[
        "one-long-line",
        "blank",
        "digits",
        "spaces",
        "names",
        "dates",
        "headers",
        "buttons",
        "nesting",
        "brackets",
        "columns",
        "speakers",
        "addresses",
        "calls",
        "one paragraph",
        "half dates",
        "fields",
    ],
)
def test_hostile_text_is_read_in_time_that_grows_with_its_size(lines: list[str]) -> None:
    """Each of these took minutes where work was quadratic; all of them take well under a second or two now."""
    start = time.process_time()
    read_thread(lines)
    assert time.process_time() - start < 10


def test_reading_says_how_far_it_is_and_can_be_stopped_there() -> None:
    """Shares rise from 0 to 1, and whatever is raised at one of them ends the reading."""
    lines = lines_of("answering")
    told: list[float] = []
    assert read_thread(lines, None, Pace(told.append)) == read_thread(lines)
    assert (told, told[0], told[-1]) == (sorted(told), 0, 1)
    asked: list[float] = []

    def stop(share: float) -> None:
        asked.append(share)
        if len(asked) == len(told) // 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_thread(lines, None, Pace(stop))


HEADED = dump("{name} May {day}, 2012 at 3:{minute} pm\n\n{body}\n", conversation())
"""Comments below headers."""


@pytest.mark.parametrize("below", [[], HEADED], ids=["alone", "with comments"])
def test_the_lines_of_a_long_article_are_looked_at_in_pace(below: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """However many there are, with comments below them or without."""
    told: list[float] = []
    ticks: list[int] = []
    label_rows = article.label_rows

    def watched(page: Page, end: int, pace: Pace | None = None) -> list[Label]:
        before = len(told)
        labels = label_rows(page, end, pace)
        ticks.append(len(told) - before)
        return labels

    monkeypatch.setattr(article, "label_rows", watched)
    read_thread([*["A line of an article."] * 5_000, *below], None, Pace(told.append))
    assert max(ticks) >= 4


DENIED = ["A title", "", "An article.", "", "Mira May 3, 2012", "", "I saw it.", "", "Jo May 4, 2012", "", "Where?", ""]
"""Two comments of a page that goes on to say that there are none."""


def test_a_layout_that_is_asked_for_is_believed() -> None:
    """Whoever reads the text knows better; what the others made of it is not asked then."""
    lines = [*DENIED, "0 Comments"]
    doubted, forced = read_thread(lines), read_thread(lines, "header")
    assert doubted.comments == ()
    assert [said.author for said in forced.comments] == ["Mira", "Jo"]
    assert forced.runners_up == ()
    assert forced.confidence == dict(doubted.runners_up)["header"] < 0.4
    assert forced.problems[0].message.startswith("the layout is uncertain")


def test_confidence_says_whether_a_text_may_hold_comments_at_all() -> None:
    """An article that nothing speaks against is surer than a text that may hide comments, and neither is sure."""
    plain = read_thread(["A title", "", "An article of a single paragraph, and nothing else besides."])
    denied = read_thread([*DENIED, "0 Comments"])
    assert (plain.layout, denied.layout) == (ARTICLE_ONLY, UNMARKED)
    assert denied.confidence < plain.confidence < 0.5


def test_a_layout_that_is_asked_for_and_does_not_fit_is_told() -> None:
    """The text is kept, and nobody is sure of it."""
    seen = read_thread(dump("{name} says:\n\n{body}\n", conversation()), "signature")
    assert (seen.layout, seen.comments) == ("article-only", ())
    assert seen.confidence < 0.4
    assert [problem.message for problem in seen.problems] == [
        "the layout signature does not fit: all of it is kept as an article"
    ]

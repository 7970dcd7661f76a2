"""What stands beside each line: exactly what was read, how sure that is, and where to look."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.structure import labelled
from tests.structure.dumps import conversation, dump
from tests.structure.test_segment import LINES
from tui_reader.model import LOW_CONFIDENCE, Label, Span, Status
from tui_reader.structure.layouts import LAYOUTS
from tui_reader.structure.margin import LOST, Margin, margin_of
from tui_reader.structure.segment import Segmentation, read_thread

HEADERS = dump("{name} May {day}, 2012 at 3:{minute} pm\n\n{body}\n", conversation())
SIGNED = dump("{body}\n\nPosted by: {name} | May {day}, 2012\n", conversation())
LAYOUT_NAMES = st.sampled_from([None, *(family.name for family in LAYOUTS)])


def margin(lines: list[str], layout: str | None = None) -> Margin:
    """Return what stands beside the lines of a text."""
    return margin_of(read_thread(lines, layout))


@given(LINES, LAYOUT_NAMES)
def test_every_line_has_the_label_and_the_comment_that_were_read(lines: list[str], layout: str | None) -> None:
    """For any text, forced into any layout."""
    seen = read_thread(lines, layout)
    shown = margin_of(seen)
    assert len(shown) == len(lines)
    assert [shown.label(line) for line in range(1, len(lines) + 1)] == list(seen.labels)
    spans = {number: comment.span for number, comment in enumerate(seen.comments, 1) if comment.span}
    for line in range(1, len(lines) + 1):
        holders = [number for number, span in spans.items() if span.first <= line <= span.last]
        assert shown.comment(line) == (holders[0] if holders else 0)
        assert shown.begins(line) == (line in {span.first for span in spans.values()})
        assert shown.ends(line) == (line in {span.last for span in spans.values()})
        assert shown.author(line) == (seen.comments[holders[0] - 1].author if holders else None)
        assert shown.reason(line).startswith(seen.evidence[line - 1])
    assert list(shown.beginnings) == sorted(span.first for span in spans.values())


@given(LINES, LAYOUT_NAMES)
def test_a_line_is_sure_of_something_where_it_has_a_label(lines: list[str], layout: str | None) -> None:
    """Never more than the whole reading, and never wholly."""
    shown = margin(lines, layout)
    for line in range(1, len(lines) + 1):
        sure = shown.sureness(line)
        assert (sure is None) == (shown.label(line) is None)
        assert sure is None or 0 <= sure <= min(0.99, shown.confidence + 0.005)
    doubts = list(shown.doubts())
    assert doubts == sorted(set(doubts))
    assert all(shown.is_doubtful(line) for line in doubts)
    assert set(doubts) >= {line for line in shown.beginnings if shown.is_doubtful(line)}


@given(LINES, LAYOUT_NAMES, LAYOUT_NAMES)
def test_differences_are_the_lines_that_two_readings_take_for_something_else(
    lines: list[str], one: str | None, other: str | None
) -> None:
    """Whichever of the two is asked; where they begin is among them, and so is every comment that one of both begins alone."""
    first, second = margin(lines, one), margin(lines, other)
    found = first.differences(second)
    told = [[(each.word(line), each.begins(line)) for line in range(1, len(lines) + 1)] for each in (first, second)]
    assert list(found) == [line for line, (here, there) in enumerate(zip(*told, strict=True), 1) if here != there]
    assert list(second.differences(first)) == list(found)
    starts = set(first.where_differences_begin(second, found))
    assert starts <= set(found)
    assert starts >= set(first.beginnings) ^ set(second.beginnings)
    assert bool(starts) == bool(found)


def test_a_comment_that_shows_its_name_and_date_is_as_sure_as_the_reading() -> None:
    """One that shows only its name is a little less sure."""
    dated = margin(HEADERS)
    assert {dated.sureness(line) for line in range(1, len(HEADERS) + 1)} == {None, round(dated.confidence, 2)}
    named = margin(dump("{name} says:\n\n{body}\n", conversation()))
    first = named.beginnings[0]
    assert (named.sureness(first) or 1) < round(named.confidence, 2)
    assert not named.is_doubtful(first)


def test_the_first_comment_above_a_signature_is_doubtful_unless_a_heading_stands_above_it() -> None:
    """Nothing else says where it begins, and that is told."""
    shown = margin(SIGNED)
    first = shown.beginnings[0]
    assert list(shown.doubts()) == [first] == list(shown.unannounced)
    assert shown.reason(first).startswith("signature: posted-by")
    assert shown.reason(first).endswith("; nothing says that it begins here")
    headed = margin(dump("{body}\n\nPosted by: {name} | May {day}, 2012\n", conversation(), [*HEADERS[:6], "9 Comments", ""]))
    assert headed.layout == shown.layout
    assert not headed.doubts()


def test_threads_that_stand_below_each_other_have_one_margin() -> None:
    """Comments are counted on, and each line is as sure as in its own thread."""
    one, two = margin(SIGNED), margin(HEADERS)
    both = margin_of(read_thread(SIGNED), moved(read_thread(HEADERS), len(SIGNED)))
    assert (both.layout, both.runners_up, both.people) == ("signature, header", (), one.people)
    assert both.confidence == min(one.confidence, two.confidence)
    assert list(both.doubts()) == list(one.doubts())
    for line in range(1, len(HEADERS) + 1):
        below = len(SIGNED) + line
        assert (both.word(below), both.sureness(below), both.reason(below)) == (
            two.word(line),
            two.sureness(line),
            two.reason(line),
        )
        assert both.comment(below) == (two.comment(line) and two.comment(line) + one.comments)
    assert [line for line in both.beginnings if line <= len(SIGNED)] == list(one.beginnings)


def moved(seen: Segmentation, lines: int) -> Segmentation:
    """Return what was seen of a text below so many other lines."""
    comments = [
        comment._replace(span=comment.span and Span(comment.span.first + lines, comment.span.last + lines))
        for comment in seen.comments
    ]
    return replace(seen, comments=tuple(comments))


def test_lost_comments_are_told_beside_the_blank_lines_that_they_left() -> None:
    """They begin and end there, several of them in one line where a list skips several numbers, and are counted apart."""
    lines = labelled.lines_of(next(name for name in labelled.names() if read_lost(name)))
    shown = margin(lines)
    lost = [line for line in range(1, len(lines) + 1) if shown.is_lost(line)]
    assert {shown.word(line) for line in lost} == {LOST}
    assert all(shown.comment(line) and not lines[line - 1].strip() for line in lost)
    assert 0 < sum(shown.begins(line) for line in lost) <= shown.lost
    assert shown.comments == len(shown.authors) - shown.lost


def read_lost(name: str) -> bool:
    """Return whether comments of a labelled dump are wholly lost, in lines of their own."""
    return any(comment.status is Status.LOST and comment.span for comment in labelled.reading(name).comments)


def test_differences_begin_where_the_readings_part() -> None:
    """A run of them is met once, whatever blank lines stand in it, and each comment of one reading alone besides."""
    threaded, article = margin(HEADERS), margin(HEADERS, "article-only")
    found = threaded.differences(article)
    assert len(found) > len(threaded.beginnings) == 9
    assert list(threaded.where_differences_begin(article, found)) == list(threaded.beginnings)
    assert {article.label(line) for line in found} <= {Label.PARAGRAPH, Label.HEADING, Label.BYLINE, Label.DATE}


@pytest.fixture(scope="module")
def told() -> list[tuple[float, bool, bool]]:
    """Return how sure every comment of the labelled dumps is said to be, whether it is doubtful, and whether it is right."""
    found = []
    for name in labelled.names():
        shown = margin_of(labelled.reading(name))
        found += [
            (shown.sureness(line) or 0.0, shown.is_doubtful(line), right) for line, right in labelled.beginnings(name).items()
        ]
    return found


def test_comments_begin_where_they_are_said_to_at_least_as_often_as_is_said(told: list[tuple[float, bool, bool]]) -> None:
    """In each tenth of the scale that is not doubtful as a whole."""
    tenths: defaultdict[int, list[tuple[float, bool]]] = defaultdict(list)
    for sure, _, right in told:
        tenths[int(10 * sure)].append((sure, right))
    believed = {tenth: found for tenth, found in tenths.items() if tenth >= 10 * LOW_CONFIDENCE}
    assert len(believed) == 4
    for found in believed.values():
        assert mean(right for _, right in found) >= mean(sure for sure, _ in found)


def test_doubt_falls_on_what_is_wrong_more_often(told: list[tuple[float, bool, bool]]) -> None:
    """Several times as often as elsewhere."""
    wrong = {doubtful: mean(not right for _, doubted, right in told if doubted is doubtful) for doubtful in (True, False)}
    assert wrong[True] > 4 * wrong[False]


@given(LINES, LAYOUT_NAMES, st.integers(0, 50))
def test_the_margin_of_a_thread_counts_lines_in_the_source(lines: list[str], layout: str | None, above: int) -> None:
    """It says of them what it says where nothing stands above."""
    seen = read_thread(lines, layout)
    here, below = margin_of(seen), margin_of(moved(seen, above), above=above)
    assert list(below.lines) == [line + above for line in here.lines]
    assert list(below.doubts()) == [line + above for line in here.doubts()]
    for line in here.lines:
        told = [(each.word(at), each.comment(at), each.reason(at)) for each, at in ((here, line), (below, line + above))]
        marked = [(each.begins(at), each.ends(at), each.sureness(at)) for each, at in ((here, line), (below, line + above))]
        assert told[0] == told[1]
        assert marked[0] == marked[1]
    other = read_thread(lines, "article-only")
    one, two = margin_of(other), margin_of(moved(other, above), above=above)
    differing = here.differences(one)
    assert list(below.differences(two)) == [line + above for line in differing]
    stops = here.where_differences_begin(one, differing)
    assert list(below.where_differences_begin(two, below.differences(two))) == [line + above for line in stops]

"""Comments that wait are packed without a change, and made storable many at once as they would be one by one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui_reader.archive.packing import packed_comments, storable_comments, unpacked_comments
from tui_reader.model import Comment, Problem, ReplyBasis, Span, Status

WHOLE = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
TEXT = WHOLE | st.sampled_from(["half \ud800", "\udfff"])
SCORES = st.none() | st.sampled_from([0, -5, (1 << 63) - 1, 1 << 63, -(1 << 70)])


def comments(texts: st.SearchStrategy[str], scores: st.SearchStrategy[int | None]) -> st.SearchStrategy[list[Comment]]:
    """Draw comments, at least one, with anything in any field."""
    maybe = st.none() | texts
    spans = st.none() | st.builds(Span, st.integers(1, 9), st.integers(1, 9))
    reply = (st.none() | st.sampled_from(ReplyBasis), st.none() | st.floats(0, 1))
    stated = (maybe, maybe, scores, st.sampled_from(Status), maybe, maybe)
    drawn = st.builds(Comment, texts, texts, texts, maybe, maybe, maybe, *reply, *stated, spans, maybe, maybe)
    return st.lists(drawn, min_size=1, max_size=4)


@given(comments(WHOLE, st.none() | st.integers(-(1 << 63), (1 << 63) - 1)))
def test_what_is_unpacked_is_what_was_packed(told: list[Comment]) -> None:
    """In its order, and every value of its own kind."""
    unpacked = list(unpacked_comments([packed_comments(told), packed_comments(told)]))
    assert unpacked == told + told
    assert [tuple(map(type, each)) for each in unpacked] == [tuple(map(type, each)) for each in told + told]


@given(comments(WHOLE, SCORES) | comments(TEXT, SCORES))
def test_many_are_made_storable_as_one_is(told: list[Comment]) -> None:
    """SQLite takes what comes out, what is sound comes out as it is, and everything left out is told of."""
    notes: list[Problem] = []
    alone: list[Problem] = []
    kept = list(storable_comments(told, notes.append))
    assert kept == [each for one in told for each in storable_comments([one], alone.append)]
    assert notes == alone
    for before, after in zip(told, kept, strict=True):
        "".join(text for text in after if isinstance(text, str)).encode()
        assert after.score in {None, before.score}
        assert after.score is None or abs(after.score) < 1 << 63
    assert bool(notes) == (kept != told)

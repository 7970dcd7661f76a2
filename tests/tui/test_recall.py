"""Earlier queries come back one after the other, and end on both sides."""

from __future__ import annotations

from tui_reader.tui.widgets.recall import Recall


def test_queries_come_back_one_after_the_other() -> None:
    """Back to the first, and forth to an empty line."""
    recall = Recall()
    assert recall.step(1) is None
    recall.take(["c", "b"])
    assert [recall.step(step) for step in (-1, 1, 1, 1, -1, -1, -1)] == [None, "c", "b", None, "c", "", None]
    assert recall.step(2) == "b"
    recall.leave()
    assert recall.step(1) == "c"


def test_what_was_typed_comes_back_after_the_last() -> None:
    """What was typed when the first one was brought back, not what became of that."""
    recall = Recall()
    recall.take(["c", "b"])
    assert [recall.step(1, "draft"), recall.step(1, "c and more"), recall.step(-2, "b")] == ["c", "b", "draft"]
    assert recall.step(1, "another") == "c"
    recall.take(["d"])
    assert recall.step(1) == "d"


def test_each_query_is_there_once() -> None:
    """One that is asked again moves to the front; the one in front stays there."""
    recall = Recall()
    recall.take(["c", "b"])
    assert [recall.add(query) for query in ("c", "b", "d")] == [False, True, True]
    assert recall.queries == ["d", "b", "c"]

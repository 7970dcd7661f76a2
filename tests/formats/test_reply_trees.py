"""Messages are put together into threads by what they answer, and by their conversation."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui_reader.formats.reply_trees import Link, threads_of


def test_a_thread_is_named_by_the_message_that_answers_none() -> None:
    """In whatever order the messages come."""
    links = [Link("c", "b"), Link("b", "a"), Link("a"), Link("x")]
    assert threads_of(links) == {"c": "a", "b": "a", "a": "a", "x": "x"}


def test_a_message_that_is_only_answered_names_its_thread() -> None:
    """Several answers to what is not there stay together."""
    assert threads_of([Link("c", "b"), Link("b", "gone"), Link("d", "gone")]) == dict.fromkeys("cbd", "gone")


def test_a_conversation_joins_what_no_answer_does() -> None:
    """A conversation called like a message is another thing."""
    links = [Link("a", None, "1"), Link("c", "gone", "1"), Link("1")]
    assert threads_of(links) == {"a": "a", "c": "a", "1": "1"}


@given(st.lists(st.tuples(st.integers(0, 9), st.none() | st.integers(0, 12), st.none() | st.integers(0, 3))))
def test_every_message_is_in_one_thread_with_what_it_answers(told: list[tuple[int, int | None, int | None]]) -> None:
    """Circles, repetitions and gaps change nothing of that."""
    named = [tuple(None if value is None else str(value) for value in one) for one in told]
    links = [Link(ref or "", parent, conversation) for ref, parent, conversation in named]
    threads = threads_of(links)
    assert threads.keys() == {link.ref for link in links}
    for link in links:
        if link.parent in threads:
            assert threads[link.ref] == threads[link.parent]

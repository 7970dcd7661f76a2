"""Keys stay as long as what they name is the same."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import article, thread
from tui_reader.archive.keys import comment_keys, thread_key
from tui_reader.model import Article, Block, BlockKind, Comment

KEYS = ["119787166eb3e2af", "3be5e99130bf7a63", "b4a17532d3d59d04"]
"""Of three comments of Ann's that say yes."""

TOLD = thread("a(b) c")


def with_text(text: str) -> Article:
    """Return a head with one paragraph."""
    return Article("1", "Otters", blocks=(Block(BlockKind.PARAGRAPH, text),))


def test_keys_are_what_they_were() -> None:
    """These keys are in archives and in readers' marks; whoever changes them loses both."""
    assert thread_key(with_text("They swim."), TOLD) == "f2c3083a8ced1733"
    assert comment_keys(TOLD) == ["8331cd058790da4c", "ab80e1c9959ccba7", "7bbf37b7f9935dde"]
    assert thread_key(Article("1", source_id="t1", site="river.example"), ()) == "b08593e83aa7c934"


@pytest.mark.parametrize("text", ["They swim.\r\nAnd dive.", "They swim.  \nAnd dive.\t\n"])
def test_line_ends_and_trailing_space_do_not_matter(text: str) -> None:
    """The same dump saved by another editor is the same thread with the same comments."""
    assert thread_key(with_text(text), TOLD) == thread_key(with_text("They swim.\nAnd dive."), TOLD)
    assert comment_keys([Comment("1", "x", text, "Ann")]) == comment_keys([Comment("1", "y", "They swim.\nAnd dive.", "Ann")])


def test_given_keys_win() -> None:
    """Sources that know the archive's keys keep them, and the rest gets keys beside them."""
    assert thread_key(replace(article(), key="mine", source_id="t"), TOLD) == "mine"
    keys = comment_keys([TOLD[0]._replace(key="k"), TOLD[1], TOLD[2]._replace(key="k")])
    assert keys[0] == "k"
    assert len(set(keys)) == 3


def test_stated_ids_name_a_thread_and_a_comment_whatever_they_say() -> None:
    """A later snapshot of the same thread has the same key, another site's thread of the same number has not."""
    head = Article("1", "Otters", source_id="17", site="river.example")
    assert thread_key(head, TOLD) == thread_key(replace(head, title="Stoats", ref="9"), ())
    assert thread_key(head, TOLD) != thread_key(replace(head, site="lake.example"), TOLD)
    assert comment_keys([Comment("1", "a", "x", source_id="5")]) == comment_keys([Comment("1", "b", "y", source_id="5")])


@given(st.lists(st.tuples(st.sampled_from(["Ann", "Bo", None]), st.sampled_from(["", "yes", "no"]))))
def test_all_keys_of_a_thread_differ_and_more_comments_change_none(said: list[tuple[str | None, str]]) -> None:
    """Equal comments are told apart by how many came before, so appending to a thread leaves earlier keys alone."""
    comments = [Comment("1", str(number), body, author) for number, (author, body) in enumerate(said)]
    keys = comment_keys(comments)
    assert len(set(keys)) == len(keys)
    assert comment_keys(comments[: len(comments) // 2]) == keys[: len(comments) // 2]
    assert all(len(key) == 16 for key in keys)


def test_equal_comments_have_the_keys_that_they_always_had() -> None:
    """The second and the third of them too, with a name or without, with an id or without."""
    same = [Comment("1", str(number), "yes", "Ann") for number in range(3)]
    assert comment_keys(same) == KEYS
    assert comment_keys([Comment("1", "x", "no", "Bo"), *same])[1:] == KEYS
    assert len({comment_keys([Comment("1", "x", "yes", author)])[0] for author in ("Ann", "ann", None, "None")}) == 4

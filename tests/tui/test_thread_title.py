"""The first line of a thread: what is known of it, and what is not, in as many words as fit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.archive.archives import facts
from tests.builders import thread
from tests.tui.reading import reading
from tui_reader.archive.writer import ArchiveWriter
from tui_reader.model import Article, Names, Status

if TYPE_CHECKING:
    from pathlib import Path


def unsure(folder: Path, shape: str) -> Path:
    """Return an archive of a thread that was more guessed than read; words with `lost` have no name, `gone` is a lost slot."""
    source = facts()
    comments = [
        comment._replace(
            author=None if comment.ref.startswith(("lost", "gone")) else comment.ref,
            author_lost="one word only" if comment.ref.startswith("lost") else None,
            status=Status.LOST if comment.ref.startswith("gone") else Status.PRESENT,
            body="" if comment.ref.startswith("gone") else comment.body,
        )
        for comment in thread(shape)
    ]
    with ArchiveWriter(folder / "unsure.db") as writer:
        article = Article(ref="1", title="A clock", names=Names.SHORT_LOST)
        writer.add(replace(source, origin=replace(source.origin, confidence=0.43)), [article, *comments])
    return folder / "unsure.db"


PEOPLE, SLOTS, BARE, UNSURE = "3 comments by 1 person", "1 comment lost", "2 names lost", "layout unsure (43%)"
NAMES = f"{BARE}; lists of named commenters are complete"


@pytest.mark.parametrize(
    ("columns", "facts_said"),
    [
        (200, (PEOPLE, SLOTS, NAMES, UNSURE)),
        (110, (PEOPLE, SLOTS, BARE, UNSURE)),
        (95, (PEOPLE, BARE, UNSURE)),
        (80, (PEOPLE, UNSURE)),
        (50, (PEOPLE,)),
    ],
)
async def test_facts_grow_fewer_with_the_room(tmp_path: Path, columns: int, facts_said: tuple[str, ...]) -> None:
    """What a reader must not miss goes last."""
    async with reading(unsure(tmp_path, "ada(lost1) gone lost2"), (columns, 24)) as reader:
        assert reader.bar("title") == f"A clock {' · '.join(facts_said)}"


async def test_numbers_and_words_agree(tmp_path: Path) -> None:
    """One of a kind is no plural."""
    async with reading(unsure(tmp_path, "ada(ben lost1)"), (200, 24)) as reader:
        assert "3 comments by 2 people · 1 name lost; lists" in reader.bar("title")

"""The longest and the deepest query that can be typed is a statement that SQLite takes, with the index and without."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.archive import asked
from tests.archive.judged import Judged
from tests.archive.test_search import made, without_caches
from tui_reader.archive.reader import Archive
from tui_reader.query.parsing import DEEPEST, MOST

if TYPE_CHECKING:
    from pathlib import Path

RELATIONS = ("under", "over", "replyto", "repliedby", "thread")


def _brackets() -> str:
    """Return a query with every kind of boolean in each other, as deep as can be."""
    asked_inside = "c"
    for depth in range(DEEPEST):
        asked_inside = f"({asked_inside} -b | score:>{depth})" if depth % 2 else f"-({asked_inside} has:date | by:x)"
    return asked_inside


def _relations() -> str:
    asked_inside = "a"
    for depth in range(DEEPEST):
        asked_inside = f"{RELATIONS[depth % len(RELATIONS)]}:({asked_inside} | score:>{depth})"
    return asked_inside


QUERIES = {
    "brackets": _brackets(),
    "words in brackets": "(a | b " * DEEPEST + "c" + ")" * DEEPEST,
    "relations": _relations(),
    "words": " ".join(f"w{number}" for number in range(MOST)),
    "words and others": " | ".join(f"w{number} score:{number}" for number in range(MOST // 2)),
    "numbers": " ".join(f"-score:{number}..{number + 1}" for number in range(MOST)),
    "branches": " | ".join(f"under:(score:{number})" for number in range(MOST // 2)),
    "answers": " ".join(f"-over:(w{number})" for number in range(MOST // 2)),
    "regexes": " | ".join(f"/x{number}/" for number in range(MOST)),
    "names": "by:" + ",".join(f"x{number}" for number in range(2_000)),
    "quotations": " ".join(f"-q:w{number}" for number in range(MOST)),
    "titles": " | ".join(f"title:w{number}" for number in range(MOST)),
    "a long word": "x" * 100_000,
    "a long name": "by:" + "x" * 60_000,
}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of some threads."""
    return made(tmp_path_factory.mktemp("limits") / "a.db", Random(5))


@pytest.mark.parametrize("has_index", [True, False])
def test_the_largest_queries_are_answered(path: Path, has_index: bool) -> None:
    """As each comment answers them for itself."""
    if not has_index:
        without_caches(path)
    with Archive.open(path) as archive:
        judged = Judged.read(archive, archive.threads()[-1])
        for kind, text in QUERIES.items():
            condition = asked.condition(text)
            found = archive.matching(judged.thread.id, condition)
            assert list(found) == judged.positions(condition), kind
            assert archive.search(condition).count() >= len(found), kind

"""The examples of the query language, and what other languages trip their users with, on one archive that can be seen whole."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.archive import asked
from tests.archive.archives import facts
from tests.archive.test_search import without_caches
from tui_reader.archive.reader import Archive
from tui_reader.archive.writer import ArchiveWriter
from tui_reader.model import Annotation, Article, Block, BlockKind, Comment, ReplyBasis
from tui_reader.query import Additions
from tui_reader.structure.quotations import find_quotations

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LONG = "The committee has decided that the old kettle shall be mended before the end of next winter"
NOW = datetime.now(UTC)


def _comment(ref: str, author: str | None, body: str, parent: str | None = None, **others: object) -> Comment:
    return Comment("1", ref, body, author, parent=parent, key=ref, **others)  # type: ignore[arg-type]


GUESSED = {"reply_basis": ReplyBasis.GUESSED, "reply_confidence": 0.4}
SAID = [
    _comment("a", "Concrete Mike", "The gulag was no holiday", score=60, posted="2019-02-01T10:00:00Z"),
    _comment("b", "Xoli Xoli", "Erdogan, then; and a hts salad", "a", score=50, posted="2019-02-14T23:59:59Z"),
    _comment("c", "dang", "> prison or turkey\nNeither", "b", score=10, posted="2019-02-15T00:00:00Z"),
    _comment("d", "Mikes", "Pot calls the KETTLE black, in prisons.", "a", posted=(NOW - timedelta(3)).isoformat()),
    _comment("e", None, "At 12:30 it's 96-LB in C++: https://example.org/x?y=1 — re: -50 degrees", "a", **GUESSED, score=7),
    _comment("f", "OP", "mike and erdogan eat turkey", edited="2020-01-01"),
    _comment("g", "opus", f"He says “{LONG}” and no more of it, imprisoned as he is.", "f"),
]


@pytest.fixture(scope="module", params=[True, False], ids=["index", "no index"])
def archive(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """An archive of the thread above, opened by Concrete Mike, with the index and without; and of another one."""
    path: Path = tmp_path_factory.mktemp("examples") / "a.db"
    kinds = (BlockKind.TITLE, BlockKind.PARAGRAPH, BlockKind.PARAGRAPH)
    blocks = tuple(map(Block, kinds, ("On kettles", "Short.", f"{LONG}.")))
    article = Article("1", "On kettles", author="Concrete Mike", key="kettles", blocks=blocks)
    with ArchiveWriter(path) as writer:
        writer.add(facts("one.txt"), [article, *SAID], find_quotations)
        writer.add(facts("two.txt"), [Article("1", "Elsewhere", key="other"), Comment("1", "z", "gulag", "Zoe", key="z")])
    if not request.param:
        without_caches(path)
    with Archive.open(path) as opened:
        yield opened


@pytest.mark.parametrize(
    ("query", "refs"),
    [
        # The fifteen examples.
        ("gulag", "a"),
        ("by:mike", "a d"),
        ('by:="Xoli Xoli","Concrete Mike"', "a b"),
        ('"hts salad"', "b"),
        (r"/\bpot\b.*kettle/", "d"),
        ("by:mike -prison", "a"),
        ("(turkey | erdogan) score:>=50", "b"),
        ("date:2019-02-01..2019-02-14", "a b"),
        ("date:2w..", "d"),
        ("is:root replies:>=3", "a"),
        ("replyto:OP", "b d e"),
        ("under:(by:mike is:root)", "b c d e"),
        ("repliedby:(by:dang)", "b"),
        ("nq:prison", "d"),
        ("is:inferred conf:<0.6 words:>10", "e"),
        # A bare word is no error, and a capital letter means nothing.
        ("Gulag", "a"),
        ("KETTLE", "d g"),
        # Dates are dates: months, years, limits on either side.
        ("date:2019-02", "a b c"),
        ("date:>2019-02-14 date:<2020", "c"),
        ("date:..2019-02-01", "a"),
        ("-has:date", "e f g"),
        # A dash negates at the start of a term only, at the start of a query too; what binds is as one reads it.
        ("96-LB", "e"),
        ("-by:mike -by:xoli -is:anon", "c f g"),
        ('"-50"', "e"),
        ("hts | erdogan turkey", "b f"),
        ("erdogan turkey | hts", "b f"),
        # Terms of one field are all meant.
        ("by:mike by:concrete", "a"),
        ("by:mike,dang", "a c d"),
        # What is no field is text.
        ("https://example.org/x?y=1", "e"),
        ("re: 12:30", "e"),
        ("C++", "e"),
        ("it's", "e"),
        # Nothing that is not known is more or less than anything.
        ("score:<100", "a b c e"),
        ("-score:>10", "c d e f g"),
        ("-score:>10 has:score", "c e"),
        # Words begin, phrases are whole, what is quoted is another's.
        ("prison", "c d"),
        ("/prison/", "c d g"),
        ('"prison"', "c"),
        ("q:prison", "c"),
        ("q:committee", "g"),
        ("nq:committee", ""),
        ("para:2", "g"),
        ("para:1", ""),
        ("has:quote", "c g"),
        ("has:link", "e"),
        # Names.
        ("by:op", "f g"),
        ("by:OP", "a"),
        ('by:="OP"', "f"),
        ("is:op", "a"),
        ("is:anon", "e"),
        # Around a comment.
        ("over:dang", "a b"),
        ("under:(under:(by:OP))", "c"),
        ("thread:zoe", ""),
        ("thread:(by:dang) is:leaf", "c d e g"),
        ("replyto:(-by:OP)", "c g"),
        ("size:4", "a"),
        ("depth:>=2", "c"),
        ("title:kettle is:edited", "f"),
        ("is:starred | tag:mend", "b c"),
        ("note:/^Look/c", "c"),
    ],
)
def test_a_query_finds_what_one_expects(archive: Archive, query: str, refs: str) -> None:
    """In the thread that is read; the archive has more."""
    added = {"b": Annotation(starred=True), "c": Annotation(tags=("Mend",), note="Look again")}
    thread = archive.thread("kettles")
    found = archive.matching(thread.id, asked.condition(query), Additions({thread.key: added}))
    keys = [comment.key for comment in archive.document(thread.id, list(found)).comments]
    assert keys == refs.split()


def test_the_archive_is_asked_only_where_it_is_meant(archive: Archive) -> None:
    """What is found in other threads stands beside it."""
    found = archive.search(asked.condition("gulag")).more(9)
    assert [(hit.thread_key, hit.key) for hit in found] == [("kettles", "a"), ("other", "z")]

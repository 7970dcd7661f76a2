"""What goes into an archive comes out of it, once, whatever order it came in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.archive.archives import add, facts
from tests.builders import article, thread
from tui_reader.archive import staging
from tui_reader.archive.check import check
from tui_reader.archive.reader import Archive
from tui_reader.archive.writer import AddedSource, ArchiveWriter, SourceFacts
from tui_reader.errors import SourceError
from tui_reader.model import (
    Article,
    Block,
    BlockKind,
    Comment,
    Names,
    Origin,
    Problem,
    Quotation,
    Record,
    ReplyBasis,
    Span,
    Status,
    StoredComment,
    ThreadDocument,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

FULL_ARTICLE = Article(
    ref="1",
    title="Otters",
    site="river.example",
    url="https://river.example/1",
    author="Ida",
    posted="2019-03-01T08:00:00Z",
    names=Names.SHORT_LOST,
    blocks=(Block(BlockKind.TITLE, "Otters", Span(1, 1)), Block(BlockKind.PARAGRAPH, "They swim.", None)),
    meta=(Span(2, 3), Span(9, 9)),
)
FULL_COMMENT = Comment(
    thread="1",
    ref="x",
    body="Yes,\nthey do. 🦦",
    author="Bo",
    author_lost="worn",
    posted="2019-03-01T09:00:00Z",
    posted_text="1 March",
    score=-3,
    status=Status.DELETED,
    source_id="c17",
    span=Span(4, 6),
)


def only_document(path: Path) -> ThreadDocument:
    """Return the one thread of an archive."""
    with Archive.open(path) as archive:
        (thread,) = archive.threads()
        return archive.document(thread.id)


def tree_of(comments: Sequence[StoredComment]) -> str:
    """Return a tree as the builder `thread` takes it, bodies for words."""
    text = ""
    depth = 0
    for comment in comments:
        text += "(" * (comment.depth - depth) + ")" * (depth - comment.depth) + f" {comment.body} "
        depth = comment.depth
    return " ".join((text + ")" * depth).replace("(", " ( ").replace(")", " ) ").split())


def test_every_field_comes_back(tmp_path: Path) -> None:
    """Nothing that a source says of a thread or a comment is lost or changed."""
    answer = Comment("1", "y", "No.", parent="x", reply_basis=ReplyBasis.QUOTED, reply_confidence=0.5, status=Status.PRESENT)
    problem = Problem("odd", 7)
    add(tmp_path / "a.db", [FULL_ARTICLE, FULL_COMMENT, answer, problem])
    document = only_document(tmp_path / "a.db")
    stored, reply = document.comments
    for name in ("body", "author", "author_lost", "posted", "posted_text", "score", "status", "source_id", "span"):
        assert getattr(stored, name) == getattr(FULL_COMMENT, name), name
    assert (reply.parent_key, reply.reply_basis, reply.reply_confidence) == (stored.key, ReplyBasis.QUOTED, 0.5)
    for name in ("title", "site", "url", "author", "posted", "names"):
        assert getattr(document.thread, name) == getattr(FULL_ARTICLE, name), name
    assert (document.blocks, document.meta, document.problems) == (FULL_ARTICLE.blocks, FULL_ARTICLE.meta, (problem,))
    assert document.thread.origin == facts().origin


@pytest.mark.parametrize("order", [1, -1])
def test_order_of_records_does_not_matter(tmp_path: Path, order: int) -> None:
    """A comment may come before its thread and before its parent."""
    records: list[Record] = [article(), *thread("a(b(c))")]
    add(tmp_path / "a.db", records[::order])
    assert tree_of(only_document(tmp_path / "a.db").comments) == "a ( b ( c ) )"


def test_a_source_larger_than_memory_waits_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Comments that are moved to disk while their source is read keep their order and their every field."""
    answer = Comment("1", "y", "No.", parent="x", reply_basis=ReplyBasis.QUOTED, reply_confidence=0.5, key="mine")
    records: list[Record] = [FULL_ARTICLE, FULL_COMMENT, answer, *thread("a(b(c d)) e")]
    add(tmp_path / "a.db", records)
    monkeypatch.setattr(staging, "HELD_IN_MEMORY", 1_500)
    add(tmp_path / "b.db", records)
    assert only_document(tmp_path / "a.db") == only_document(tmp_path / "b.db")


def test_importing_again_changes_nothing(tmp_path: Path) -> None:
    """The same bytes are known; the same content under other bytes is not written twice."""
    path = tmp_path / "a.db"
    first = add(path, [article(), *thread("a(b) c")])
    before = path.read_bytes()
    assert add(path, [article("never read")]) == AddedSource(known=True)
    assert path.read_bytes() == before
    again = add(path, [article(), *thread("a(b) c")], name="another.txt")
    assert path.read_bytes()[100:] == before[100:]
    assert (again.unchanged, again.added, again.comments, again.keys) == (1, 0, first.comments, first.keys)


def test_known_asks_for_bytes_and_creates_nothing(tmp_path: Path) -> None:
    """Whether a source is in can be asked of an archive that is not there yet."""
    with ArchiveWriter(tmp_path / "a.db") as writer:
        assert not writer.known(facts().origin.sha256)
        assert not list(tmp_path.iterdir())
        writer.add(facts(), [article()])
        assert writer.known(facts().origin.sha256)


def read_as(layout: str, name: str = "dump.txt") -> SourceFacts:
    """Return the facts of a source that was read in some layout, its lines kept."""
    known = facts(name, b"the same bytes\n")
    return replace(known, origin=replace(known.origin, layout=layout))


def test_a_source_that_is_read_in_another_way_replaces_what_came_of_it(tmp_path: Path) -> None:
    """Its old thread goes, words and lines and documents in it included; threads of other sources stay."""
    inner = Origin("inner.txt", "plain-text", "ab" * 32, 17)
    wrong: list[Record] = [
        article("wrong"),
        Problem("odd", 1),
        *thread("x(y)"),
        Article("2", "inner", origin=inner),
        Problem("odd", 2, "2"),
    ]
    with ArchiveWriter(tmp_path / "a.db") as writer:
        writer.add(facts("other"), [article("other"), *thread("o")])
        writer.add(read_as("lists"), [*wrong, *thread("x(y)")])
        again = writer.add(read_as("header"), [article("right"), *thread("a b")])
        assert (again.replaced, again.added, again.known) == (True, 1, False)
        assert writer.add(read_as("header"), [article("never read")]) == AddedSource(known=True)
    with Archive.open(tmp_path / "a.db") as archive:
        assert [(stored.title, stored.origin.layout) for stored in archive.threads()] == [("other", None), ("right", "header")]
        assert archive.source_lines(archive.threads()[1].id, Span(1, 1)) == ("the same bytes",)
    assert check(tmp_path / "a.db") == []


def test_another_reading_that_finds_nothing_or_fails_takes_nothing_out(tmp_path: Path) -> None:
    """What is in stays in, as it was read before."""

    def failing() -> Iterator[Record]:
        yield article("half")
        raise SourceError("broken")

    with ArchiveWriter(tmp_path / "a.db") as writer:
        writer.add(read_as("lists"), [article("kept"), *thread("a(b)")])
        assert writer.add(read_as("header"), [Problem("left out", 3)]) == AddedSource(problems=(Problem("left out", 3),))
        with pytest.raises(SourceError):
            writer.add(read_as("header"), failing())
    assert (only_document(tmp_path / "a.db").thread.title, check(tmp_path / "a.db")) == ("kept", [])


def test_a_thread_that_a_later_source_took_over_stays_when_the_first_is_read_again(tmp_path: Path) -> None:
    """It is the later source's now, even where the earlier one told of it first."""
    head = Article("1", "Otters", source_id="t")
    with ArchiveWriter(tmp_path / "a.db") as writer:
        writer.add(read_as("lists"), [head, *thread("old")])
        writer.add(facts("later"), [head, *thread("new")])
        writer.add(read_as("header"), [article("right")])
    with Archive.open(tmp_path / "a.db") as archive:
        assert [stored.title for stored in archive.threads()] == ["Otters", "right"]
    assert check(tmp_path / "a.db") == []


def test_a_source_without_a_thread_is_not_remembered(tmp_path: Path) -> None:
    """What could not be read at all can be read later, in another way or with another version."""
    with ArchiveWriter(tmp_path / "a.db") as writer:
        added = writer.add(facts(), [Problem("left out", 1)])
        assert (added.keys, added.problems) == ((), (Problem("left out", 1),))
        assert not writer.known(facts().origin.sha256)
        assert writer.add(facts(), [article()]).added == 1


def test_a_later_copy_is_put_together_with_the_earlier_one(tmp_path: Path) -> None:
    """The thread keeps its id, a comment its own, what only one copy has is there too, and search follows."""
    path = tmp_path / "a.db"
    head = Article(ref="1", title="Old", source_id="t1")
    add(path, [head, *(comment._replace(source_id=comment.ref) for comment in thread("a(b) c"))])
    before = only_document(path)
    changed = [comment._replace(source_id=comment.ref) for comment in thread("n a(b(m))")]
    changed[1] = changed[1]._replace(body="otherwise")
    added = add(path, [replace(head, title="New"), *changed], name="later.txt")
    after = only_document(path)
    assert (added.added, added.updated, after.thread.id, after.thread.title) == (0, 1, before.thread.id, "New")
    ids = {comment.source_id: comment.id for comment in before.comments}
    assert {comment.source_id: comment.id for comment in after.comments if comment.source_id in ids} == ids
    assert tree_of(after.comments) == "otherwise ( b ( m ) ) c n"


def test_missing_parents_leave_comments_at_top_level(tmp_path: Path) -> None:
    """An answer to a comment that is not there is kept, and that is said once."""
    orphans = [comment._replace(parent="gone") for comment in thread("a b")]
    added = add(tmp_path / "a.db", [article(), *orphans])
    assert tree_of(only_document(tmp_path / "a.db").comments) == "a b"
    assert [problem.message for problem in added.problems] == ["the comment that this one answers is not in the source: a, b"]


def test_circles_are_cut_at_the_newest_edge(tmp_path: Path) -> None:
    """Of comments that answer each other in a circle, the one that came last goes to top level."""
    a, b, c, d = thread("a b c d")
    circle = [a._replace(parent="c"), b._replace(parent="a"), c._replace(parent="b"), d._replace(parent="d")]
    added = add(tmp_path / "a.db", [article(), *circle])
    assert tree_of(only_document(tmp_path / "a.db").comments) == "c ( a ( b ) ) d"
    assert len(added.problems) == 1
    assert "c, d" in added.problems[0].message


def test_repeated_ids_are_told_apart(tmp_path: Path) -> None:
    """The same comment twice is one; another under the same id is kept and told."""
    a = Comment("1", "a", "one", source_id="a")
    added = add(tmp_path / "a.db", [article(), a, a._replace(span=Span(5, 5)), a._replace(body="two")])
    comments = only_document(tmp_path / "a.db").comments
    assert [comment.body for comment in comments] == ["one", "two"]
    assert len({comment.key for comment in comments}) == 2
    assert "a~2" in added.problems[0].message


def test_half_characters_and_huge_numbers_do_not_stop_an_import(tmp_path: Path) -> None:
    """What SQLite cannot hold is replaced, and that is a problem of the thread."""
    comment = Comment("1", "a", "x\ud800y", author="\udfff", score=1 << 70, span=Span(3, 4))
    add(tmp_path / "a.db", [Article(ref="1", title="\ud83d"), comment])
    document = only_document(tmp_path / "a.db")
    (stored,) = document.comments
    assert (document.thread.title, stored.body, stored.author, stored.score) == ("\ufffd", "x\ufffdy", "\ufffd", None)
    assert [problem.line for problem in document.problems] == [None, 3, 3]


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ({"span": Span(1 << 70, 1 << 70)}, "number of more than 64 bits"),
        ({"body": "x" * 30_000}, "text that is too large"),
        ({"score": 1.5}, "value that an archive cannot keep"),
    ],
)
def test_a_record_that_cannot_be_stored_costs_its_own_source_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, claim: dict[str, Any], said: str
) -> None:
    """It is that source's error, in one line that names it; the archive is not blamed, and the next source goes in."""
    monkeypatch.setattr("tui_reader.archive.connection.LARGEST_VALUE", 20_000)
    with ArchiveWriter(tmp_path / "a.db") as writer:
        with pytest.raises(SourceError, match=rf"in/bad\.txt: .*{said}"):
            writer.add(facts("bad.txt"), [article(), Comment("1", "a", "x")._replace(**claim)])
        assert writer.add(facts("good.txt"), [article()]).added == 1
    assert check(tmp_path / "a.db") == []


def test_comments_without_an_article_make_a_thread(tmp_path: Path) -> None:
    """A thread of which only comments are in the source has no title."""
    add(tmp_path / "a.db", thread("a(b)"))
    document = only_document(tmp_path / "a.db")
    assert (document.thread.title, tree_of(document.comments)) == (None, "a ( b )")


def test_lost_slots_are_counted_apart(tmp_path: Path) -> None:
    """A slot with nothing left in it is nobody's comment, but it is there and has a key."""
    told = [
        Comment("1", "a", "hello", author="Ann"),
        Comment("1", "b", "hi there", author_lost="one word"),
        Comment("1", "c", "", status=Status.LOST),
        Comment("1", "d", "", status=Status.LOST),
    ]
    add(tmp_path / "a.db", [article(), *told])
    document = only_document(tmp_path / "a.db")
    stored = document.thread
    assert (stored.comments, stored.people, stored.lost, stored.unnamed) == (2, 1, 2, 1)
    assert len({comment.key for comment in document.comments}) == 4


def test_problems_find_their_thread(tmp_path: Path) -> None:
    """A problem goes to the thread that it names, or to the only one, or to the source."""
    heads = [Article(ref="1", title="one"), Article(ref="2", title="two")]
    added = add(tmp_path / "a.db", [Problem("nobody's", 1), *heads, Problem("mine", 2, "2"), Problem("lost", 3, "9")])
    with Archive.open(tmp_path / "a.db") as archive:
        assert [archive.problems(stored.id) for stored in archive.threads()] == [(), (Problem("mine", 2),)]
    assert [problem.message for problem in added.problems] == ["nobody's", "lost", "mine"]


def test_inner_documents_are_sources_of_their_own(tmp_path: Path) -> None:
    """A thread from a container knows the document inside that it was read from."""
    inner = Origin("inner.txt", "plain-text", "ab" * 32, 17, 3, "bare-names", 0.5)
    heads = [Article(ref=ref, title=ref, origin=inner) for ref in "12"]
    add(tmp_path / "a.db", [*heads, Article(ref="3", title="3")])
    with Archive.open(tmp_path / "a.db") as archive:
        assert [stored.origin for stored in archive.threads()] == [inner, inner, facts().origin]
    with ArchiveWriter(tmp_path / "a.db") as writer:
        assert not writer.known(inner.sha256)


def test_quotations_are_asked_for_in_preorder(tmp_path: Path) -> None:
    """Whoever finds quotations is given the blocks and the bodies as they stand."""
    seen: list[tuple[Sequence[Block], Sequence[str]]] = []
    found = Quotation(comment=2, start=0, end=1, earlier=0, target_end=1)

    def find(blocks: Sequence[Block], bodies: Sequence[str]) -> list[Quotation]:
        seen.append((blocks, list(bodies)))
        return [found]

    with ArchiveWriter(tmp_path / "a.db") as writer:
        writer.add(facts(), [replace(FULL_ARTICLE, ref="1"), *reversed(thread("a(b) c"))], find)
    with Archive.open(tmp_path / "a.db") as archive:
        assert archive.quotations(1) == (found,)
    assert seen == [(FULL_ARTICLE.blocks, ["c", "a", "b"])]

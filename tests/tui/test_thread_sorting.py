"""Siblings in another order: by date, score, replies or name, and everything else as it was."""

from __future__ import annotations

from array import array
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

import pytest

from tests.archive.archives import facts
from tests.tui import archives
from tests.tui.reading import reading
from tui_reader.archive.reader import NO_SCORE, Archive
from tui_reader.archive.writer import ArchiveWriter
from tui_reader.model import Article, Block, BlockKind, Comment
from tui_reader.query import parse
from tui_reader.tui.loader import open_thread
from tui_reader.tui.screens.thread_sorting import Order, in_order
from tui_reader.tui.screens.working import AT_ONCE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.tui.reading import Reader

SHAPE = "cy1(ben1 ada1(cy2)) ada2 lost1 ben2(ada3)"
FACTS: dict[str, tuple[int | None, int | None]] = {
    "cy1": (3, 5),
    "ben1": (6, -2),
    "ada1": (4, 40),
    "cy2": (5, None),
    "ada2": (7, None),
    "lost1": (None, -7),
    "ben2": (2, 9),
    "ada3": (8, 1),
}
"""The day in May and the score of each comment; a body is the reference of its comment."""

SOURCE = "cy1 ben1 ada1 cy2 ada2 lost1 ben2 ada3"
ORDERS = {
    Order.NEWEST: "ada2 cy1 ben1 ada1 cy2 ben2 ada3 lost1",
    Order.OLDEST: "ben2 ada3 cy1 ada1 cy2 ben1 ada2 lost1",
    Order.SCORE: "ben2 ada3 cy1 ada1 cy2 ben1 lost1 ada2",
    Order.REPLIES: "cy1 ada1 cy2 ben1 ben2 ada3 ada2 lost1",
    Order.NAME: "ada2 ben2 ada3 cy1 ada1 cy2 ben1 lost1",
    Order.SOURCE: SOURCE,
}


def comments(shape: str = SHAPE) -> list[Comment]:
    """Return the comments with their days and scores."""
    spoken = archives.spoken(shape, {})
    dates = {ref: f"2012-05-{day:02}" if day else None for ref, (day, _) in FACTS.items()}
    return [each._replace(posted=dates[each.ref], score=FACTS[each.ref][1], source_id=each.ref) for each in spoken]


def write(path: Path, told: list[Comment]) -> Path:
    """Bring one source into an archive, read so that its thread has these comments."""
    article = Article(ref="1", title="Days in May", key="days", blocks=(Block(BlockKind.TITLE, "Days in May"),))
    with ArchiveWriter(path) as writer:
        writer.add(facts(raw=b"days", layout=repr(told)), [article, *told])
    return path


def dated(folder: Path, shape: str = SHAPE) -> Path:
    """Return an archive of them."""
    return write(folder / "dated.db", comments(shape))


def refs(reader: Reader, positions: Sequence[int] | None = None) -> str:
    """Return the references of comments, by default of all that are shown."""
    places = list(reader.pane.view.shown()) if positions is None else positions
    return " ".join(reader.pane.comment(place).body for place in places)


def here(reader: Reader) -> str:
    """Return the reference of the comment at the cursor."""
    return reader.thread.opened.comment(reader.thread.position).body


async def test_a_filter_may_say_the_order(tmp_path: Path) -> None:
    """Beside its words or alone, which leaves the filters as they are; an order that nothing is known for is said."""
    async with reading(dated(tmp_path)) as reader:
        await reader.press("f")
        await reader.write("by:ada sort:score ctx:match", "enter")
        assert refs(reader) == "ada3 ada1 ada2"
        await reader.press("f")
        await reader.write("sort:author", "enter")
        assert refs(reader) == "ada2 ada3 ada1"
        await reader.press("escape")
        assert refs(reader) == ORDERS[Order.NAME]
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("f")
        await reader.write("sort:score", "enter")
        assert "this thread has no scores" in reader.help


async def test_a_key_goes_through_the_orders(tmp_path: Path) -> None:
    """Siblings change places, each with its branch; of whom something is not known stands last."""
    async with reading(dated(tmp_path)) as reader:
        for order, shown in ORDERS.items():
            await reader.press("S")
            assert refs(reader) == shown
            assert reader.help == order
            assert (f" · {order} " in reader.status) is (order is not Order.SOURCE)


async def test_the_reader_stays_on_his_comment(tmp_path: Path) -> None:
    """In every order, on the same line of the screen as far as there are lines above; moves follow what is shown."""
    async with reading(dated(tmp_path)) as reader:
        await reader.press("G", "k")
        line = reader.pane.view.line_of(reader.thread.position) - reader.pane.scroll_offset.y
        for _ in ORDERS:
            await reader.press("S")
            assert here(reader) == "ben2"
            assert 0 <= reader.pane.view.line_of(reader.thread.position) - reader.pane.scroll_offset.y <= line
        await reader.press("S", "k")
        assert here(reader) == "cy2"
        await reader.press("P", "P", "k")
        assert here(reader) == "ada2"


async def test_folds_and_what_can_be_undone_go_along(tmp_path: Path) -> None:
    """A folded branch is folded in every order, a stub hidden, and U opens what was folded last."""
    async with reading(dated(tmp_path)) as reader:
        await reader.press("space", "G", "k", "X", "S")
        assert refs(reader) == "ada2 cy1 ben2 lost1"
        await reader.press("S", "U")
        assert refs(reader) == "ben2 ada3 cy1 ada2 lost1"
        await reader.press("U")
        assert refs(reader) == ORDERS[Order.OLDEST]


async def test_a_filter_and_its_folds_go_along(tmp_path: Path) -> None:
    """The same comments match in every order, what was folded under the filter is, and Esc drops it as ever."""
    async with reading(dated(tmp_path)) as reader:
        await reader.press("G", "a", "S")
        assert refs(reader, reader.pane.view.hits) == "ada2 ada1 ada3"
        assert refs(reader) == "ada2 cy1 ada1 ben2 ada3"
        await reader.press("k", "space", "S")
        assert refs(reader) == "ben2 cy1 ada1 ada2"
        assert "3 of 8 by ada" in reader.status
        await reader.press("escape")
        assert refs(reader) == ORDERS[Order.OLDEST]
        await reader.press("a", "a")
        assert refs(reader) == ORDERS[Order.OLDEST]


async def test_a_search_jumps_and_the_selection_go_along(tmp_path: Path) -> None:
    """The match stays the match, H leads back to the comment that was left, and the selected one is selected."""
    async with reading(dated(tmp_path)) as reader:
        await reader.press("v", "/")
        await reader.write("ben", "enter")
        assert (here(reader), "match 1/2" in reader.status) == ("ben1", True)
        await reader.press("S")
        assert "match 1/2" in reader.status
        await reader.press("S")
        assert "match 2/2" in reader.status
        await reader.press("n")
        assert here(reader) == "ben2"
        await reader.press("H", "H")
        assert here(reader) == "cy1"
        assert refs(reader, reader.thread.selecting.positions) == "cy1"
        await reader.press("L")
        assert here(reader) == "ben1"


async def test_what_is_looked_for_meanwhile_is_found_where_it_stands_now(tmp_path: Path) -> None:
    """A worker answers with places in the archive."""
    async with reading(dated(tmp_path)) as reader:
        asked, answer = Event(), array("I", [2, 4, 7])

        def find(*_: object) -> array[int]:
            """Answer once that is asked for."""
            asked.wait(9)
            return answer

        reader.thread.working.do("looking", AT_ONCE + 1, find, partial(reader.thread.filtering._take_found, parse("ada")))
        await reader.press("S")
        asked.set()
        await reader.settle()
        assert refs(reader, reader.pane.view.hits) == "ada2 ada1 ada3"


async def test_words_are_found_in_every_order(tmp_path: Path) -> None:
    """A filter that was typed in one order says the same in another."""
    async with reading(dated(tmp_path)) as reader:
        await reader.press("S", "f")
        await reader.write("cy", "enter")
        assert refs(reader, reader.pane.view.hits) == "cy1 cy2"
        await reader.press("escape", "*")
        assert here(reader) == "cy2"


async def test_a_quotation_leads_to_its_comment_in_every_order(tmp_path: Path) -> None:
    """And its walk begins anew."""
    words = "The tide was late again this morning, as always."
    told = [
        Comment("1", "a", words, author="ada", posted="2012-05-01"),
        Comment("1", "b", "Yes.", author="ben", posted="2012-05-02"),
        Comment("1", "c", f"> {words}\n\nNot here.", author="cy", posted="2012-05-03"),
    ]
    async with reading(archives.add(tmp_path / "quoting.db", "Tides", told)) as reader:
        await reader.press("G", '"')
        assert reader.thread.position == 0
        await reader.press("H", "S", '"')
        assert (reader.thread.position, here(reader)) == (2, words)


async def test_a_walk_along_quotations_is_of_the_comment_that_it_began_at(tmp_path: Path) -> None:
    """Whoever stands in its place now has a walk of their own."""
    tide, rust = "The tide was late again this morning, as always.", "Rust is what stopped it, whatever the mayor may say."
    said = {
        "a": (tide, 4),
        "b": (rust, 3),
        "c": (f"> {tide}\n\n> {rust}\n\nBoth.", 1),
        "d": (f"> {tide}\n\n> {rust}\n\nNo.", 2),
    }
    told = [Comment("1", ref, body, author=ref, posted=f"2012-05-{day:02}") for ref, (body, day) in said.items()]
    async with reading(archives.add(tmp_path / "quoting.db", "Tides", told)) as reader:
        await reader.press("3", "G", '"')
        assert here(reader) == tide
        await reader.press("S", "3", "G")
        assert here(reader) == said["d"][0]
        await reader.press('"')
        assert here(reader) == tide


async def test_a_comment_that_a_filter_drove_the_reader_from_gets_them_back(tmp_path: Path) -> None:
    """In whatever order it is shown again."""
    async with reading(dated(tmp_path)) as reader:
        await reader.press("4", "G", "f")
        await reader.write("ben", "enter")
        assert here(reader) == "ben2"
        await reader.press("S", "escape")
        assert here(reader) == "cy2"


async def test_an_order_that_nothing_is_known_for_is_passed_over(tmp_path: Path) -> None:
    """The reader is told what is not there."""
    async with reading(archives.clock(tmp_path)) as reader:
        await reader.press("S")
        assert reader.help == "most replies first; this thread has no dates, no scores"
        await reader.press("S")
        assert reader.help == "by name"
        await reader.press("S")
        assert reader.help == "in the source's order"


@pytest.mark.parametrize(
    ("shape", "said"),
    [
        ("lost1 lost2", "in the source's order; this thread has no dates, no scores, no replies, no names"),
        ("", "this thread has no comments"),
    ],
)
async def test_a_thread_that_cannot_be_sorted_says_so(tmp_path: Path, shape: str, said: str) -> None:
    """No names, no replies, no dates: it stays as it is; without a comment too."""
    path = archives.add(tmp_path / "nobody.db", "Nobody", archives.spoken(shape, {}))
    async with reading(path) as reader:
        await reader.press("S")
        assert reader.help == said


async def test_what_makes_no_tree_is_not_sorted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader is told that the archive is damaged, and goes on in the order of before."""

    def refuse(*_: object) -> None:
        raise ValueError("the outline's rows do not make a tree")

    async with reading(dated(tmp_path)) as reader:
        monkeypatch.setattr("tui_reader.tui.loader.sort_siblings", refuse)
        await reader.press("S")
        assert any("is damaged" in told for told in reader.told)
        assert refs(reader) == SOURCE
        await reader.press("j")
        assert here(reader) == "ben1"


async def test_exports_keep_the_order_of_the_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same files come out, whatever the order on the screen."""
    monkeypatch.chdir(tmp_path)
    written: list[list[str]] = [[], []]
    async with reading(dated(tmp_path)) as reader:
        await reader.press("G", "a", "k", "P")
        for texts in written:
            for keys, scope in (([], "comment"), (["down"], "branch"), (["down", "down"], "view")):
                await reader.press("w", *keys, "enter")
                file = tmp_path / f"Days-in-May-{scope}.md"
                texts.append(file.read_text(encoding="utf-8"))
                file.unlink()
            await reader.press("S")
    assert written[0] == written[1]
    assert all("ben2" in text or "cy1" in text for text in written[0])


async def test_in_a_flat_thread_only_the_sources_order_puts_anything_around_a_match(tmp_path: Path) -> None:
    """Who stands beside whom by date or score was not spoken to; c says so, and the source's order brings it back."""
    async with reading(dated(tmp_path, "cy1 ben1 ada1 cy2 ada2")) as reader:
        await reader.press("j", "a")
        assert refs(reader) == "cy1 ben1"
        await reader.press("S")
        assert refs(reader) == "ben1"
        assert "matches only" in reader.status
        await reader.press("c")
        assert reader.help.startswith("in this order nothing belongs around a match")
        await reader.press("S", "S", "S", "S")
        assert refs(reader) == "cy1 ben1"


async def test_a_thread_that_is_read_again_keeps_order_and_selection(tmp_path: Path) -> None:
    """What an import brought stands where it belongs; what is selected still is."""
    path = dated(tmp_path)
    async with reading(path) as reader:
        await reader.press("S", "v")
        late = comments()[0]._replace(ref="new1", body="new1", source_id="new1", author="new", posted="2012-05-30")
        write(path, [late, *comments()])
        await reader.press("i")
        assert refs(reader) == f"new1 {ORDERS[Order.NEWEST]}"
        assert "newest first" in reader.status
        assert here(reader) == "cy1"
        assert refs(reader, reader.thread.selecting.positions) == "cy1"


async def test_an_order_that_an_import_took_the_ground_from_is_left(tmp_path: Path) -> None:
    """Without dates there is no newest one."""
    path = dated(tmp_path)
    async with reading(path) as reader:
        await reader.press("S")
        write(path, [each._replace(posted=None) for each in comments()])
        assert reader.thread.read_again()
        assert refs(reader) == SOURCE
        assert "newest" not in reader.status


def test_scores_and_quotations_stand_where_their_comments_stand(tmp_path: Path) -> None:
    """A sorted thread speaks of its own positions."""
    with Archive.open(dated(tmp_path)) as archive:
        opened = open_thread(archive, archive.threads()[0])
        found = in_order(opened, Order.OLDEST)
        assert found
        told = {found.comment(position).body: score for position, score in enumerate(found.scores) if score != NO_SCORE}
        assert told == {ref: score for ref, (_, score) in FACTS.items() if score is not None}
        assert found.unsorted is opened
        assert in_order(found, Order.SOURCE) is opened
        assert [found.comment(position).position for position in range(8)] == list(range(8))
        condition = parse("ada")
        assert condition
        assert [found.comment(position).body for position in found.placed(found.find(condition))] == ["ada3", "ada1", "ada2"]

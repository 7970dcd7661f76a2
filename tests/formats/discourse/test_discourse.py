"""Topics of Discourse are read from each kind of page, and are the same thread in all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.formats.saved_forums import (
    ARCHIVES,
    articles,
    assert_cuts_are_told,
    assert_golden,
    comments,
    counted,
    document,
    holding,
    items,
    needs_archives,
)
from tui_reader.formats.discourse import FORMAT
from tui_reader.model import Article

HERE = Path(__file__).parent


@pytest.mark.parametrize("name", ["topic.json", "page.json", "latest.json"])
def test_a_file_is_read_as_before(name: str, update: bool) -> None:
    """Heads, comments, what is missing and what is damaged come out as they did."""
    assert_golden(FORMAT, HERE / name, update=update)


@pytest.mark.parametrize("name", ["page.json"])
def test_a_file_cut_short_says_so(name: str) -> None:
    """Whatever stands before the cut is kept, and that there is a cut is told."""
    assert_cuts_are_told(FORMAT, HERE / name)


def test_pages_of_a_topic_name_one_thread() -> None:
    """The page with the title, one without and one of all topics agree."""
    pages = [articles(items(FORMAT, document(HERE / name)))[0] for name in ("topic.json", "page.json", "latest.json")]
    assert {(page.site, page.source_id) for page in pages} == {(None, "77/sour-dough")}


def test_a_topic_is_named_by_its_forum_where_that_is_known() -> None:
    """A page that was captured from an address is of that forum, and the number is enough."""
    captured = replace(document(HERE / "page.json"), hints=Article(ref="", url="https://bread.example/t/77/posts.json"))
    (head,) = articles(items(FORMAT, captured))
    assert (head.site, head.source_id, head.url) == ("bread.example", "77", "https://bread.example/t/sour-dough/77")


def test_two_forums_may_have_topics_of_one_number() -> None:
    """Where no page says which forum it is from, the words in the address keep them apart."""
    post = {"post_number": 2, "topic_id": 1, "username": "u", "cooked": "<p>Words</p>"}
    heads = [articles(items(FORMAT, holding(post | {"topic_slug": slug})))[0] for slug in ("about", "welcome")]
    assert heads[0].source_id != heads[1].source_id


def test_a_topic_in_markdown_is_read_too() -> None:
    """Exports may hold what was typed, and nothing else."""
    post = {"post_number": 2, "topic_id": 1, "username": "u", "raw": "See [this](https://x.example)"}
    (said,) = comments(items(FORMAT, holding(post)))
    assert (said.body, said.original) == ("See this <https://x.example>", post["raw"])


@needs_archives
@pytest.mark.parametrize(
    ("names", "figures"),
    [
        (
            (
                "discourse/t_2108_posts.json",
                "discourse/t_2108_posts_pn_41.json",
                "discourse/t_2108_posts_pn_5.json",
                "discourse/t_2108_posts_pn_61.json",
                "discourse/t_2108_posts_pn_81.json",
            ),
            (1, 75, 8, 15),
        ),
        (("discourse/discourse_api_topic.json",), (1, 3, 3, 0)),
        (("discourse/perceval_posts.json",), (1, 3, 3, 1)),
        (("discourse/perceval_topic_1148.json",), (1, 19, 10, 3)),
        (("discourse/perceval_topic_1149.json",), (1, 1, 1, 0)),
    ],
)
def test_real_files_hold_what_they_hold(names: tuple[str, ...], figures: tuple[int, ...]) -> None:
    """Threads, comments, authors and depth are those that were counted by others."""
    found = [item for name in names for item in items(FORMAT, document(ARCHIVES / name))]
    assert counted(found) == figures

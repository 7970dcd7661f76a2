"""Feeds of comments are read, and feeds of articles are left to others."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.formats.saved_reddit import ARCHIVES
from tests.formats.site_samples import check_cuts, check_golden, figures, items_of
from tui_reader.errors import SourceError
from tui_reader.formats.comment_feed import FORMAT
from tui_reader.model import Article, Comment, Problem

HERE = Path(__file__).parent
FIXTURES = sorted(path for path in HERE.iterdir() if path.suffix in {".rss", ".atom"})
ARTICLES = """<?xml version="1.0"?><rss xmlns:slash="http://purl.org/rss/1.0/modules/slash/"><channel><title>Crumbs</title>
<item><title>Rye</title><link>https://crumbs.example/rye/</link><comments>https://crumbs.example/rye/#comments</comments>
<guid>https://crumbs.example/?p=3</guid><slash:comments>4</slash:comments>
<description>See &lt;a href="https://crumbs.example/old/#comment-3"&gt;what Odo says&lt;/a&gt;</description>
</item></channel></rss>"""


@pytest.mark.parametrize("fixture", FIXTURES, ids=[path.name for path in FIXTURES])
def test_a_fixture_is_read_as_its_golden_says(fixture: Path, *, update: bool) -> None:
    """Each fixture goes to this format by itself, and gives the records that were looked at once."""
    check_golden(FORMAT, fixture, update=update)


def test_a_feed_of_articles_is_not_claimed() -> None:
    """Nor is an export of a blog, which has a format of its own."""
    assert FORMAT.probe(ARTICLES.encode(), "feed").strength == 0
    export = ARTICLES.replace("/rss/1.0", "wordpress.org/export/1.2/").replace("?p=3<", "?p=3#comment-1<")
    assert FORMAT.probe(export.encode(), "feed").strength == 0
    assert FORMAT.probe(b"<html><a href='#comment-1'>", "page").strength == 0
    assert FORMAT.probe(b"I write <rss> and <id>t1_a", "text").strength == 0


def test_articles_that_nobody_answers_are_counted() -> None:
    """A user may insist on the format; the article is no comment."""
    assert items_of(FORMAT, ARTICLES.encode()) == [
        Problem("entries that are no comments, and that none answers, are left out: 1")
    ]


def test_what_is_no_feed_is_refused() -> None:
    """There is nothing in it that could be read."""
    with pytest.raises(SourceError, match="holds no"):
        items_of(FORMAT, b"Dear diary, 1 < 2")


def test_damage_costs_one_entry_at_most() -> None:
    """Control characters, entities that nobody defines and an item that is not closed leave the others as they are."""
    feed = (HERE / "blog.rss").read_text(encoding="utf-8").replace("</item>", "", 1).replace("First", "\x0bFirst")
    found = items_of(FORMAT, feed.encode())
    assert [item.source_id for item in found if isinstance(item, Comment)] == ["11", "12"]


def test_entities_are_never_expanded() -> None:
    """A feed may define them; they stay as they stand."""
    bomb = '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    feed = (HERE / "blog.rss").read_text(encoding="utf-8").replace("<rss", f"{bomb}<rss").replace("&undefined;", "&b;")
    bodies = [item.body for item in items_of(FORMAT, feed.encode()) if isinstance(item, Comment)]
    assert bodies[0] == "First &b; words"


def test_a_feed_of_rss_1_is_read() -> None:
    """Its items have the id in an attribute, and stand beside the channel."""
    feed = """<rdf:RDF xmlns="http://purl.org/rss/1.0/"><channel><title>Comments for Crumbs</title></channel>
    <item rdf:about="https://crumbs.example/a#comment-5"><title>Comment on A by Odo</title>
    <link>https://crumbs.example/a#comment-5</link><dc:date>2009-02-03T04:05:06+01:00</dc:date>
    <description>Words</description></item></rdf:RDF>"""
    comment, article = items_of(FORMAT, feed.encode())
    assert isinstance(article, Article)
    assert isinstance(comment, Comment)
    assert (article.title, article.url) == ("A", "https://crumbs.example/a")
    assert (comment.author, comment.posted, comment.source_id) == ("Odo", "2009-02-03T03:05:06Z", "5")


def test_a_feed_cut_anywhere_says_so() -> None:
    """What is whole before the cut is read, and the cut is told."""
    check_cuts(FORMAT, (HERE / "blog.rss").read_bytes(), ())


@pytest.mark.skipif(not ARCHIVES.is_dir(), reason="there are no real files beside the project")
def test_real_feeds_have_the_figures_that_were_counted() -> None:
    """Threads, comments, authors and the greatest depth are those that other means found."""
    for name, threads, comments, authors in (
        ("feeds/boolesrings_comments.atom.xml", 25, 45, 21),
        ("feeds/reddit_thread.rss", 1, 33, 17),
        ("discourse/t_2108.rss", 1, 25, 8),
    ):
        found = [item for item in items_of(FORMAT, (ARCHIVES / name).read_bytes()) if isinstance(item, Comment)]
        assert figures(found) == {"threads": threads, "comments": comments, "authors": authors, "max_depth": 0}, name

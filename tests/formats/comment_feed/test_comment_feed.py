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


def rss(title: str, *items: str) -> bytes:
    """Return a feed of RSS 2.0 with these items."""
    inside = "".join(f"<item>{item}<pubDate>Mon, 06 Jan 2020 10:00:00 -0000</pubDate></item>" for item in items)
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>{title}</title>{inside}</channel></rss>".encode()


def entry(title: str, link: str, author: str = "", text: str = "Words", guid: str = "") -> str:
    """Return the inside of an item."""
    return (
        f"<title><![CDATA[{title}]]></title><link>{link}</link><dc:creator>{author}</dc:creator>"
        f"<description>{text}</description><guid>{guid or link}</guid>"
    )


QUESTION = "https://river.stackexchange.example/questions/5/why"
READERS = {
    "disqus": (
        rss("crumbs - Latest Comments", entry("Re: Rye", "http://crumbs.example/rye/#comment-41", "Ida")),
        ("http://crumbs.example/rye/", "Rye", "41", "41", "Ida", None),
    ),
    "hnrss": (
        rss("Newest Comments", entry('New comment by ida in "Rye"', "https://news.ycombinator.com/item?id=33", "ida")),
        ("news.ycombinator.com Rye", "Rye", "33", "33", "ida", None),
    ),
    "lobsters": (
        rss("Comments", entry("on Rye", "https://lobste.rs/s/abc123/rye#c_xyzabc", "ida", guid="https://lobste.rs/c/xyzabc")),
        ("abc123", "Rye", "xyzabc", "xyzabc", "ida", None),
    ),
    "phpbb": (
        rss(
            "Board",
            entry("Baking • Re: Rye", "https://f.example/viewtopic.php?p=22#p22", "ida"),
            entry("Baking • Rye", "https://f.example/viewtopic.php?p=21#p21", "odo", "How?"),
        ),
        ("f.example Rye", "Rye", "https://f.example/viewtopic.php?p=22#p22", None, "ida", "How?"),
    ),
    "nodebb": (
        rss(
            "Rye",
            entry("Rye", "https://n.example/topic/4/rye", "odo", "How?"),
            entry("Reply to Rye on Mon, 06 Jan 2020 11:00:00 GMT", "https://n.example/post/31", "ida"),
        ),
        ("n.example Rye", "Rye", "https://n.example/post/31", None, "ida", "How?"),
    ),
    "discourse": (
        rss("Posts", entry("Rye", "https://d.example/t/rye/9/3", "@ida Ida Muster", guid="d.example-post-9-3")),
        ("9", "Rye", "3", "3", "ida", None),
    ),
    "stack exchange": (
        rss(
            "Why?",
            entry("Why?", QUESTION, "odo", "How?", "https://river.stackexchange.example/q/5"),
            entry("Answer by ida for Why?", f"{QUESTION}/6#6", "ida", guid=f"{QUESTION}/6#6").replace("guid>", "id>"),
        ),
        ("5", "Why?", "a6", "a6", "ida", "How?"),
    ),
    "reddit of 2014": (
        rss(
            "comments on Rye",
            entry("Rye", "http://www.reddit.com/r/river/comments/abc12/rye/"),
            entry("ida on Rye", "http://www.reddit.com/r/river/comments/abc12/rye/cdef345"),
        ),
        ("t3_abc12", "Rye", "t1_cdef345", "t1_cdef345", "ida", None),
    ),
    "wordpress in German": (
        rss("Kommentare zu: Rye", entry("Von: Ida", "https://crumbs.example/rye/#comment-7")),
        ("https://crumbs.example/rye/", None, "7", "7", "Ida", None),
    ),
}


@pytest.mark.parametrize("site", READERS)
def test_sites_tell_pages_and_people_each_in_its_own_way(site: str) -> None:
    """Thread, title, comment and author are found in addresses, ids and titles."""
    data, told = READERS[site]
    items = items_of(FORMAT, data)
    comment, article = items
    assert isinstance(comment, Comment)
    assert isinstance(article, Article)
    text = next((block.text for block in article.blocks if block.text != article.title), None)
    assert (article.ref, article.title, comment.ref, comment.source_id, comment.author, text) == told
    assert (comment.thread, comment.posted) == (article.ref, "2020-01-06T10:00:00Z")
    assert FORMAT.probe(data, "feed").strength > 0


def test_a_post_that_answers_somebody_in_its_title_stays_a_post() -> None:
    """One such title in a feed of articles makes no comments of them."""
    feed = rss("Crumbs", *(entry(title, f"https://crumbs.example/{title}") for title in ("Re: Rye", "Oats", "Wheat")))
    assert FORMAT.probe(feed, "feed").strength == 0


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

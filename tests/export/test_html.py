"""The HTML page is one safe file that folds, however deep or hostile the thread."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given

from tests.export.documents import COMMENT, HOSTILE, chain, document, documents, tree
from tui_reader.export import html
from tui_reader.export.page_style import INDENTED_LEVELS
from tui_reader.model import ReplyBasis, Span, Status, ThreadDocument
from tui_reader.text.sanitize import one_line

EMPTY = {"meta", "br"}
STRUCTURE = {"html", "head", "meta", "title", "style", "body", "main", "header", "section", "article", "details", "summary"}
WORDS = {"h1", "h2", "p", "br", "dl", "dt", "dd", "div", "span", "b", "a", "time", "blockquote", "pre", "ul", "li"}
ATTRIBUTES = {"charset", "http-equiv", "content", "name", "class", "id", "href", "rel", "dir", "title", "open", "datetime"}


class Page(HTMLParser):
    """A parsed page that checks its own balance."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.deepest = 0
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag and its attributes."""
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in EMPTY:
            self.open.append(tag)
            self.deepest = max(self.deepest, len(self.open))

    def handle_endtag(self, tag: str) -> None:
        """Close what was opened last."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note words."""
        self.words.append(data)

    def values(self, name: str) -> list[str]:
        """Return the values of an attribute."""
        return [value for held, value in self.attributes if held == name]


def written(held: ThreadDocument) -> str:
    """Return the page."""
    out = io.StringIO()
    html.write(held, out)
    return out.getvalue()


def assert_safe(text: str) -> Page:
    """Parse a page and check that it is balanced and holds nothing but words, structure and web links."""
    page = Page(text)
    assert page.open == []
    assert set(page.tags) <= STRUCTURE | WORDS
    assert {name for name, _ in page.attributes} <= ATTRIBUTES
    assert all(re.match("https?://[^ ]+$|#c-[A-Za-z0-9-]+$", address) for address in page.values("href"))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", text)
    return page


@given(documents())
def test_any_thread_makes_a_safe_page(held: ThreadDocument) -> None:
    """Tags are balanced and only ours, whatever the words hold."""
    page = assert_safe(written(held))
    assert page.tags.count("article") == len(held.comments)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_shown_as_words(words: str) -> None:
    """Every field of a thread can hold anything and is shown as what it says."""
    comment = replace(COMMENT, author=words, author_lost=words, posted=words, posted_text=words, body=words)
    held = document(comment, replace(comment, key=words, author=None))
    page = assert_safe(written(replace(held, thread=replace(held.thread, title=words, url=words, site=words), selection=words)))
    assert "".join(one_line(words).split()) in "".join("".join(page.words).split())


def test_the_policy_allows_our_style_alone() -> None:
    """Even if something slipped through, a browser would not run or fetch it."""
    text = written(tree("a"))
    assert "default-src 'none'; style-src 'sha256-" in text
    assert text.index("Content-Security-Policy") < text.index("<style>")
    assert not re.search(r"url\(|@import|<link|src=", text)


def test_only_web_addresses_become_links() -> None:
    """Addresses over http and https are links that tell nobody where they were clicked; all others are words."""
    page = assert_safe(written(document(replace(COMMENT, body="see https://e.com/a?b=1&c, not ftp://e.com or javascript:x()"))))
    assert "https://e.com/a?b=1&c" in page.values("href")
    assert page.values("rel") == ["noopener noreferrer nofollow"]
    assert len(page.values("href")) == 2


def test_every_comment_can_be_cited() -> None:
    """A comment is reached by its key and says its place in the source."""
    text = written(document(replace(COMMENT, key="c0ffee", span=Span(21, 23))))
    assert 'id="c-c0ffee"' in text
    assert '<a class="place" href="#c-c0ffee">lines 21-23 of dump.txt</a>' in text


def test_branches_fold_without_scripts() -> None:
    """A comment with replies is an open `details`; a comment without is not."""
    page = assert_safe(written(tree("a(b c(d)) e")))
    assert page.tags.count("details") == 2
    assert "3 replies" in page.words
    assert "1 reply" in page.words


def test_a_long_chain_nests_only_so_deep() -> None:
    """Replies below the deepest branch stand flat, each with a link to what it answers."""
    page = assert_safe(written(chain(5_000)))
    assert page.tags.count("details") == html.DEEPEST_NEST
    assert page.deepest < 4 * html.DEEPEST_NEST
    assert page.tags.count("article") == 5_000
    assert "answers no name shown (k4998)" in page.words


def test_dates_are_machine_readable_only_where_they_are_dates() -> None:
    """`time` holds a date that a program can read and shows the words of the source."""
    dated = replace(COMMENT, posted="2019-02-14T09:30:00Z", posted_text="14 Feb")
    assert '<time datetime="2019-02-14T09:30:00Z">14 Feb</time>' in written(document(dated))
    assert "<time" not in written(document(replace(dated, posted='yesterday"><script>')))


def test_unknown_and_guessed_things_are_marked() -> None:
    """A lost name, a lost comment and a guessed parent are never shown as if they were known."""
    lost = replace(COMMENT, key="b", position=1, status=Status.LOST, body="")
    guessed = replace(
        COMMENT,
        key="c",
        parent_key="k",
        depth=1,
        author_lost="its link was dropped",
        reply_basis=ReplyBasis.GUESSED,
        reply_confidence=0.3,
    )
    text = written(document(COMMENT, guessed, lost))
    assert '<b class="unknown" dir="auto">name lost (its link was dropped)</b>' in text
    assert "answers no name shown (k), guessed (30% sure)" in text
    assert "lost: nothing of it is left in the source" in text


def test_a_comment_without_text_says_so_unless_it_is_lost() -> None:
    """An empty body is stated; of an empty slot its mark says enough."""
    empty = replace(COMMENT, body="\n")
    assert '<p class="unknown">no text</p>' in written(document(empty))
    assert "no text" not in written(document(replace(empty, status=Status.LOST)))


def test_replies_that_stand_no_further_right_say_whom_they_answer() -> None:
    """As far as indentation shows it a stated parent needs no words; from the next level on it has them."""
    page = Page(written(chain(INDENTED_LEVELS + 3)))
    answers = [words for words in page.words if words.startswith("answers ")]
    assert answers == [f"answers no name shown (k{INDENTED_LEVELS + more})" for more in (0, 1)]

"""Pages become text in the encoding they were written in, and a page that is built to keep a parser busy is refused."""

from __future__ import annotations

import pytest

from tui_reader.errors import SourceError
from tui_reader.formats.base import Document, Rejection
from tui_reader.formats.page_source import attribute, page_of, page_text, words_of


@pytest.mark.parametrize(
    ("data", "text", "problems"),
    [
        ("<p>é".encode(), "<p>é", 0),
        ("<p>é€".encode()[:-1], "<p>é", 0),
        ("\ufeff<p>é".encode("utf-16"), "<p>é", 0),
        ("\ufeff<p>é".encode(), "<p>é", 0),
        (b"<meta charset=windows-1251><p>\xcf\xf0\xe8", "<meta charset=windows-1251><p>При", 0),
        (
            b'<meta content="text/html; charset=ISO-8859-1"><p>\x93a\x94',
            '<meta content="text/html; charset=ISO-8859-1"><p>“a”',
            0,
        ),
        (b"<meta charset=utf-8><p>\x93a\x94", "<meta charset=utf-8><p>“a”", 1),
        (b"<meta charset=nonsense><p>\x93a\x94", "<meta charset=nonsense><p>“a”", 1),
        (b"<p>\x93a\x94", "<p>“a”", 1),
    ],
)
def test_a_page_says_what_it_is_written_in(data: bytes, text: str, problems: int) -> None:
    """A mark comes first, then UTF-8, then what the page declares; only a guess is a problem."""
    found, said = page_text(data)
    assert (found.lstrip("\ufeff"), len(said)) == (text, problems)


def document(text: str) -> Document:
    """Return the document of a page."""
    return Document.of("page.html", "page.html", text.encode())


def test_a_page_without_its_end_was_cut() -> None:
    """Every page of these sites ends as pages do."""
    assert page_of(document("<html><p>a</html>")).troubles == ()
    assert [type(trouble) for trouble in page_of(document("<html><p>a")).troubles] == [Rejection]


@pytest.mark.parametrize("text", ["<div>" * 100_000, "<b><p>" * 100_000, "<font><table>" * 50_000])
def test_a_page_that_only_opens_elements_is_refused(text: str) -> None:
    """The parser's time would be quadratic."""
    with pytest.raises(SourceError, match="deeper"):
        page_of(document(text))


@pytest.mark.parametrize("text", ["<br>" * 20_000, "<p>a" * 20_000, "<tr><td>" * 20_000, "<script>'<div>'</script>" * 20_000])
def test_a_long_page_is_no_deep_one(text: str) -> None:
    """Elements that the next one closes, and what scripts write, do not count."""
    page_of(document(f"{text}</html>"))


def test_words_and_attributes_are_read_where_they_are() -> None:
    """What is not there has no words and no attribute."""
    node = page_of(document('<a href=" x " id="">one\n <b>two</b></a></html>')).tree.css_first("a")
    assert (words_of(node), attribute(node, "href"), attribute(node, "id")) == ("one two", "x", None)
    assert (words_of(None), attribute(None, "href")) == ("", None)

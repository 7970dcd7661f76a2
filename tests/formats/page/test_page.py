"""Pages of many programs are read into the same articles and comments; run with --update to accept what is read now."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tui_reader.errors import SourceError
from tui_reader.formats.base import Document, Item, PlainText, Rejection
from tui_reader.formats.page import FORMAT
from tui_reader.model import Article, Comment, Status

if TYPE_CHECKING:
    from collections.abc import Callable

_HERE = Path(__file__).parent
_PAGES = sorted(path for path in _HERE.iterdir() if path.suffix in {".html", ".mht"})
_SMALL = (
    b'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Crane</title></head><body><h1>Crane</h1>'
    b'<article><p>Four people paint the crane, and the salt takes it off.</p></article><ol class="comments">'
    b'<li class="comment" id="comment-1"><b class="author">Pell</b> <time datetime="2020-03-01T08:00:00Z">1 March</time>'
    b'<p>Gr\xc3\xa9y &amp; blue.</p><ul class="children"><li class="comment" id="comment-2"><b class="author">Wim</b>'
    b" <time>2 March 2020</time><p>No.</p></li></ul></li></ol></body></html>"
)


def _read(data: bytes, name: str = "page.html", hints: Article | None = None) -> list[Item]:
    items = FORMAT.read(Document.of(name, name, data, hints))
    assert not isinstance(items, PlainText)
    return list(items)


def _comments(markup: str) -> list[Comment]:
    return [item for item in _read(markup.encode()) if isinstance(item, Comment)]


def _article(markup: str) -> Article:
    return next(item for item in _read(markup.encode()) if isinstance(item, Article))


def _short(item: Item) -> dict[str, object]:
    """Return a record in the form of a golden: what is there, without defaults."""
    if isinstance(item, Article):
        return {
            **_told(item, "ref", "title", "site", "url", "author", "posted", "source_id", "claimed", "score"),
            "names": item.names.value,
            "blocks": [f"{block.kind.value}: {block.text}" for block in item.blocks],
        }
    if isinstance(item, Comment):
        fields = ("ref", "author", "parent", "posted", "posted_text", "score", "source_id", "edited", "body", "original")
        told = _told(item, *fields)
        basis = {"basis": item.reply_basis.value} if item.reply_basis else {}
        return told | basis | ({} if item.status is Status.PRESENT else {"status": item.status.value})
    assert isinstance(item, Rejection)
    return {"rejected": item.message}


def _told(item: Item, *fields: str) -> dict[str, object]:
    return {name: value for name in fields if (value := getattr(item, name)) is not None}


@pytest.mark.parametrize("path", _PAGES, ids=lambda path: path.stem)
def test_a_page_is_read_as_before(path: Path, update: bool) -> None:
    """What a page gives is what its golden says."""
    golden = path.with_suffix(".golden.json")
    read = [_short(item) for item in _read(path.read_bytes(), path.name)]
    if update:
        golden.write_text(json.dumps(read, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert read == json.loads(golden.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", _PAGES, ids=lambda path: path.stem)
def test_a_page_is_claimed_with_a_reason(path: Path) -> None:
    """Every page is claimed, weakly, and says why."""
    probe = FORMAT.probe(path.read_bytes()[:65_536], path.name)
    assert 0.3 <= probe.strength < 0.9
    assert probe.reason


@pytest.mark.parametrize(
    "head", [b"", b"plain words", b'{"a": "<html>"}', b"<rss><channel/></rss>", b"<?xml version='1.0'?><disqus/>", b"\x00\xff"]
)
def test_what_is_no_page_is_not_claimed(head: bytes) -> None:
    """Texts, JSON, feeds and bytes are left to others."""
    assert FORMAT.probe(head, "x.html").strength == 0


def test_a_page_cut_anywhere_is_read_as_far_as_it_goes() -> None:
    """No cut raises anything but SourceError, and every cut that loses something is reported."""
    end = _SMALL.index(b"</body>")
    for size in range(len(_SMALL)):
        try:
            items = _read(_SMALL[:size])
        except SourceError:
            continue
        lost = size < end and b"<html" in _SMALL[:size]
        assert not lost or any(isinstance(item, Rejection) for item in items), size


def test_a_whole_page_reports_nothing() -> None:
    """A page with its end gives its article and its comments alone."""
    items = _read(_SMALL)
    assert [type(item) for item in items] == [Article, Comment, Comment]


def test_a_part_of_a_page_needs_no_end() -> None:
    """Markup without the tags of a whole document is not taken for a page cut short."""
    assert [type(item) for item in _read(b"<div class='entry-content'><p>A few words about cranes.</p></div>")] == [Article]


def test_a_page_that_says_nothing_is_refused() -> None:
    """Without any text there is nothing to read."""
    with pytest.raises(SourceError):
        _read(b"<html><body><p></p></body></html>")


def test_markup_nested_to_keep_a_parser_busy_is_refused() -> None:
    """A page with far too many open tags ends at once."""
    with pytest.raises(SourceError, match="nested too deeply"):
        _read(b"<html><body>" + b"<div>" * 100_000 + b"x")


def test_answers_nested_very_deeply_are_read() -> None:
    """A chain of a thousand answers is a chain in the archive too."""
    opened = "".join(
        f'<li class="comment" id="comment-{number}"><b class="author">Pell</b> <i>3 March 2009</i><p>{number}</p>'
        '<ul class="children">'
        for number in range(1, 1001)
    )
    comments = _comments(f"<ol>{opened}{'</ul></li>' * 1000}</ol>")
    assert [comment.parent for comment in comments] == [None, *map(str, range(1, 1000))]


@pytest.mark.parametrize(
    "name",
    [
        '<section class="widget">{}</section>',
        '<div id="sidebar">{}</div>',
        '<div class="recent-comments">{}</div>',
        "<nav>{}</nav>",
    ],
)
def test_lists_beside_the_article_are_no_comments(name: str) -> None:
    """Recent comments in a side bar, links and menus stay out."""
    listed = (
        '<ul><li class="comment" id="comment-5"><b class="author">Pell</b> on 3 March 2009 <a href="/crane">Crane</a></li></ul>'
    )
    article = f"<article><h1>Crane</h1><p>{'Four people paint the crane. ' * 9}</p></article>"
    assert _comments(f"<body>{article}{name.format(listed)}</body>") == []


def test_posts_of_a_later_page_of_a_topic_are_all_comments() -> None:
    """Only the first page of a topic begins with the post that opens it."""
    posts = "".join(
        f'<div class="post" id="p{number}"><b class="username">Pell</b> <time>3 March 2009</time>'
        '<div class="content">Grey.</div></div>'
        for number in (41, 42)
    )
    page = '<link rel="canonical" href="https://board.example.net/viewtopic.php?t=5{}"><body>{}</body>'
    assert len(_comments(page.format("", posts))) == 1
    assert len(_comments(page.format("&start=20", posts))) == 2


def test_a_page_from_an_archive_of_the_web_has_its_own_address() -> None:
    """The address of a copy leads to what was copied."""
    copy = "https://web.archive.org/web/20130307194448/http://www.harbour.example.org/crane.html"
    article = _article(f'<link rel="canonical" href="{copy}"><p>{"Four people paint the crane. " * 3}</p>')
    assert (article.url, article.site) == ("http://www.harbour.example.org/crane.html", "harbour.example.org")


def test_what_a_container_knows_of_a_page_stands_in_for_what_it_does_not_say() -> None:
    """A page without an address of its own has that which the container gives."""
    hints = Article("x", title="Crane", url="https://harbour.example.org/crane")
    read = _read(b"<p>Four people paint the crane, and the salt takes it off.</p>", "page", hints)
    article = next(item for item in read if isinstance(item, Article))
    assert (article.title, article.url, article.site) == ("Crane", "https://harbour.example.org/crane", "harbour.example.org")


@pytest.mark.parametrize(
    ("heading", "claimed"),
    [
        ("35 Comments", 35),
        ("1,204 responses to “Crane”", 1204),
        ("Kommentare (7)", 7),
        ("3 thoughts on “Crane”", 3),
        ("Comments", None),
        ("No comments yet", 0),
    ],
)
def test_a_page_claims_as_many_comments_as_it_says(heading: str, claimed: int | None) -> None:
    """The number in the heading above the comments is kept, whatever is there."""
    article = f"<article><h1>Crane</h1><p>{'Four people paint the crane. ' * 9}</p></article>"
    assert _article(f'<body>{article}<div id="comments"><h2>{heading}</h2></div></body>').claimed == claimed


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("This comment has been removed by the author.", Status.DELETED),
        ("This comment has been removed by a blog administrator.", Status.REMOVED),
        ("This comment was deleted.", Status.DELETED),
        ("This comment was deleted by mistake, said the mayor, and painted it back.", Status.PRESENT),
    ],
)
def test_what_is_gone_says_so(told: str, status: Status) -> None:
    """A comment of which only word of its end is left has that status."""
    header = '<b class="author">Pell</b> <i>3 March 2009</i>'
    page = f'<li class="comment" id="comment-5">{header}<div class="comment-content">{told}</div></li>'
    assert [comment.status for comment in _comments(page)] == [status]


def test_real_pages_have_the_comments_counted_in_them() -> None:
    """Threads, comments, authors and depth are those counted independently of this program."""
    folder = _HERE.parents[3] / "shared" / "archives"
    if not folder.is_dir():
        pytest.skip("no real archives beside the repository")
    cases = [case for case in json.loads((folder / "expected.json").read_text())["cases"] if case["format"] == "html_blog"]
    assert cases
    for case in cases:
        comments = [item for name in case["files"] for item in _read((folder / name).read_bytes()) if isinstance(item, Comment)]
        parents = {comment.ref: comment.parent for comment in comments}
        counted = {
            "threads": int(bool(comments)),
            "comments": len(comments),
            "authors": len({comment.author for comment in comments if comment.author}),
            "max_depth": max((_depth(parents, comment.ref) for comment in comments), default=0),
        }
        for name, value in counted.items():
            right = case[name] if isinstance(case[name], list) else [case[name]]
            assert value in right, (case["files"], name)


def _depth(parents: dict[str, str | None], ref: str) -> int:
    depth = 0
    while (parent := parents.get(ref)) in parents and parent is not None:
        ref, depth = parent, depth + 1
    return depth


@pytest.mark.parametrize("make", [lambda n: "<dl>" + "<dt class=comment>x<dd>y" * n, lambda n: "<div class=comment>" * n + "x"])
def test_odd_markup_ends(make: Callable[[int], str]) -> None:
    """Elements that repeat or nest without end are read in time that does not grow faster than they."""
    assert _read(f"<body>{make(2_000)}".encode())

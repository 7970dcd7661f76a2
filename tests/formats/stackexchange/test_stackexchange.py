"""Dumps of Stack Exchange are read in their folder, and table by table."""

from __future__ import annotations

import gzip
from functools import partial
from pathlib import Path

import pytest

from tests.formats.saved_reddit import ARCHIVES, assert_cuts_are_told, assert_golden, bundle, counted, document, items
from tui_reader.errors import SourceError
from tui_reader.formats.base import Bundle, Document, Item, PlainText, Rejection
from tui_reader.formats.registry import recognise, recognise_bundle
from tui_reader.formats.stackexchange import FORMAT
from tui_reader.model import Article, Comment, Names, Problem

HERE = Path(__file__).parent
DUMP = HERE / "dump"


def read_bundle(source: Bundle) -> list[Item]:
    """Return all that is made of a folder."""
    assert FORMAT.bundle is not None
    return list(FORMAT.bundle.read(source))


def read(text: str | bytes, path: str = "Posts.xml") -> list[Item]:
    """Return all that is made of one table."""
    return items(FORMAT, Document.of("Posts.xml", path, text.encode() if isinstance(text, str) else text))


def post(ident: int, more: str = "") -> str:
    """Return a row of Posts.xml that is a question."""
    return f'<row Id="{ident}" PostTypeId="1" CreationDate="2015-03-01T10:00:00.000" Title="Q{ident}" Body="B" {more}/>\n'


def test_a_dump_is_read_as_before(update: bool) -> None:
    """Answers stand before comments; what is said of an answer is below it; the users tell the names; the rest is counted."""
    claim = recognise_bundle(sorted(path.name for path in DUMP.iterdir()), "dump")
    assert claim is not None
    assert claim.format is FORMAT
    assert_golden(HERE / "dump.golden.json", read_bundle(bundle(DUMP)), update=update)


@pytest.mark.parametrize("name", ["Posts.xml", "comments.XML"])
def test_a_table_by_itself_is_known(name: str, update: bool) -> None:
    """Without the users only their numbers are known; without the posts a thread is whatever was commented on."""
    source = document(DUMP / name)
    assert recognise(source).format is FORMAT
    assert_golden(HERE / f"{name}.golden.json", items(FORMAT, source), update=update)


def test_a_table_is_no_dump_and_other_files_are_none() -> None:
    """One table goes through the door by itself; a folder of other files is not claimed."""
    assert FORMAT.bundle is not None
    for paths in (["Posts.xml"], ["a/Posts.xml", "b/Users.xml"], ["Users.xml", "Votes.xml"], ["posts.json", "comments.json"]):
        assert FORMAT.bundle.probe(paths).strength == 0
    for paths in (["Posts.xml.gz", "users.xml.gz"], ["x/Posts.xml", "x/PostHistory.xml"], ["Comments.xml", "Users.xml"]):
        assert FORMAT.bundle.probe(paths).strength > 0.5


def test_the_path_tells_the_site() -> None:
    """Dumps are called by their site; a question then has its address, and its number alone for an id."""
    (article,) = read(f"<posts>{post(3)}</posts>", "dumps/cooking.stackexchange.com.7z/Posts.xml")
    assert isinstance(article, Article)
    assert (article.site, article.source_id) == ("cooking.stackexchange.com", "3")
    assert article.url == "https://cooking.stackexchange.com/questions/3"
    (article,) = read(f"<posts>{post(3)}</posts>", "cooking_meta/Posts.xml")
    assert isinstance(article, Article)
    assert (article.site, article.url, article.source_id) == (None, None, "3/2015-03-01T10:00:00.000")


def test_sites_side_by_side_are_told_apart() -> None:
    """Two dumps in one folder have the same numbers."""
    inside = bundle(DUMP).members
    both = {f"{site}/{name}": open_ for site in ("stackoverflow.com", "pt.stackoverflow.com") for name, open_ in inside.items()}
    found = read_bundle(Bundle("all", "all", both))
    heads = {(item.ref, item.site) for item in found if isinstance(item, Article) and item.title}
    assert heads == {("stackoverflow.com/1", "stackoverflow.com"), ("pt.stackoverflow.com/1", "pt.stackoverflow.com")}
    assert len([item for item in found if isinstance(item, Comment)]) == 8


def test_a_comment_without_a_name_makes_the_names_incomplete() -> None:
    """A user who is gone without a name has none."""
    rows = post(1) + '<row Id="2" PostTypeId="2" ParentId="1" Body="x" />'
    found = read(f"<posts>{rows}</posts>")
    assert Article("1", names=Names.SOME_LOST) in found
    (comment,) = (item for item in found if isinstance(item, Comment))
    assert (comment.author, comment.author_lost, comment.posted) == (None, None, None)


def test_a_damaged_row_costs_nothing_but_itself() -> None:
    """Reading goes on at the next row, and the place is told."""
    broken = post(2).replace('Title="', 'Title="<')
    found = read(f"<posts>\n{post(1)}{broken}{post(3)}{post(4)}</posts>")
    assert [item.ref for item in found if isinstance(item, Article)] == ["1", "3", "4"]
    assert [item.line for item in found if isinstance(item, Rejection)] == [3]


@pytest.mark.parametrize("bad", [b"\x0b", b"&#x1F;", b"&#0;", b"\xff"])
def test_characters_that_xml_does_not_allow_cost_no_row(bad: bytes) -> None:
    """They are replaced, and the place is told."""
    rows = f"<posts>\n{post(1)}{post(2)}{post(3)}</posts>".encode().replace(b'"Q2', b'"Q2' + bad)
    found = read(rows)
    assert [item.title for item in found if isinstance(item, Article)] == ["Q1", "Q2\ufffd", "Q3"]
    assert [item.line for item in found if isinstance(item, Problem)] == [3]


def test_entities_are_refused() -> None:
    """A document type that defines anything is not read; one that only names a file is."""
    bomb = '<!DOCTYPE posts [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]>'
    with pytest.raises(SourceError, match="entities"):
        read(f"{bomb}<posts>{post(1)}</posts>")
    assert len(read(f"<!DOCTYPE posts SYSTEM 'posts.dtd'><posts>{post(1)}</posts>")) == 1


@pytest.mark.parametrize("text", ["", "no xml", "<users><row Id='1' DisplayName='A' /></users>"])
def test_what_is_no_table_of_posts_cannot_be_read(text: str) -> None:
    """There is nothing to show of it."""
    with pytest.raises(SourceError):
        read(text)


def test_a_table_cut_short_says_so() -> None:
    """All rows that are whole are kept."""
    assert_cuts_are_told(FORMAT, "Posts.xml", (DUMP / "Posts.xml").read_bytes().rstrip())


def test_a_table_is_read_row_by_row() -> None:
    """Rows come out before the whole table was read."""
    rows = b"<posts>\n" + b"".join(post(number).encode() for number in range(5000))
    source = Document.of("Posts.xml", "Posts.xml", rows)
    stream = source.open()
    lazily = FORMAT.read(Document("Posts.xml", "Posts.xml", "", rows[:100], lambda: stream))
    assert not isinstance(lazily, PlainText)
    assert isinstance(next(lazily), Article)
    assert stream.tell() < len(rows) / 2


@pytest.mark.skipif(not ARCHIVES.is_dir(), reason="there are no real files beside the project")
def test_a_real_dump_holds_what_it_holds() -> None:
    """Two who answered are removed accounts; the others are known by users and comments."""
    assert FORMAT.bundle is not None
    folder = ARCHIVES / "stackexchange" / "history_meta"
    members = {path.stem: partial(_unpacked, path) for path in sorted(folder.iterdir())}
    assert counted(read_bundle(Bundle("history_meta", "history_meta", members))) == (551, 4549, 355, 1)


def _unpacked(path: Path) -> Document:
    return Document.of(path.stem, path.stem, gzip.decompress(path.read_bytes()))

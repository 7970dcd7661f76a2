"""Comments of static sites are read from their folders and by themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.formats.saved_folders import assert_folder_golden, folder, read
from tests.formats.saved_forums import ARCHIVES, articles, assert_golden, comments, counted, items, messages, needs_archives
from tui_reader.formats.base import Document, Item
from tui_reader.formats.staticman import FORMAT

HERE = Path(__file__).parent


def test_a_folder_is_read_as_before(update: bool) -> None:
    """Pages by their folders, what comments answer by number, and what is damaged."""
    assert_folder_golden(FORMAT, HERE / "comments", update=update)


def test_a_list_is_read_as_before(update: bool) -> None:
    """A file that holds all comments of a page is called after it."""
    assert_golden(FORMAT, HERE / "third-loaf.yml", update=update)


def test_a_comment_by_itself_belongs_to_its_folder() -> None:
    """So that files that are read one by one come together."""
    data = (HERE / "comments" / "second-loaf" / "12345.yml").read_bytes()
    found = items(FORMAT, Document.of("12345.yml", "site/second-loaf/12345.yml", data))
    assert [(one.ref, one.source_id) for one in articles(found)] == [("second-loaf", "second-loaf")]
    assert [(one.author, one.posted, one.parent) for one in comments(found)] == [("007", "2016-01-01T00:00:00Z", None)]


@pytest.mark.parametrize(
    ("paths", "is_ours"),
    [
        (["a/entry1500000000.yml", "a/entry1500000001.yml", "README.md"], True),
        (["_data/comments/a/x.yml", "_data/comments/b/y.yaml"], True),
        (["a/12.json", "a/13.json"], False),
        ([".github/workflows/build.yml", "config/site.yml"], False),
        (["index.html", "a/entry1500000000.yml"] + [f"{number}.png" for number in range(9)], False),
    ],
)
def test_only_folders_of_comments_are_claimed(paths: list[str], is_ours: bool) -> None:
    """YAML has many uses."""
    assert FORMAT.bundle is not None
    assert (FORMAT.bundle.probe(paths).strength > 0) is is_ours


@pytest.mark.parametrize(
    "text",
    ["name: Ola\ndate: 2020-01-01\n", "Ola: I think so.\nPer: No.\n", "message: hi\nname: Ola\ndate: 2020\n"],
)
def test_other_text_is_not_claimed(text: str) -> None:
    """Words before colons are no comment, and a text that is not called YAML needs an id."""
    assert FORMAT.probe(text.encode(), "notes.txt").strength == 0


def test_a_file_cut_short_says_so_or_is_whole() -> None:
    """YAML does not tell its end: what is cut behind a key is a comment with less in it."""
    data = (HERE / "third-loaf.yml").read_bytes()
    for end in range(len(data)):
        found = items_of_cut(data[:end])
        assert comments(found) or messages(found)


def items_of_cut(data: bytes) -> list[Item]:
    """Return what is read of the beginning of a list."""
    return list(FORMAT.read(Document.of("third-loaf.yml", "third-loaf.yml", data)))  # type: ignore[arg-type]


@pytest.mark.parametrize("data", [b"- " * 50_000, b"[" * 50_000, b"{a: " * 50_000, b"\x00\x01", b"&a [*a]", b"[a]: b"])
def test_hostile_yaml_ends(data: bytes) -> None:
    """In a rejection, never otherwise."""
    assert messages(list(FORMAT.read(Document.of("a.yml", "a.yml", data))))  # type: ignore[arg-type]


@needs_archives
def test_a_real_folder_holds_what_it_holds() -> None:
    """Threads, comments, authors and depth are those that were counted by other means."""
    assert counted(read(FORMAT, folder(ARCHIVES / "staticman_yaml" / "dyn4j"))) == (20, 546, 170, 0)

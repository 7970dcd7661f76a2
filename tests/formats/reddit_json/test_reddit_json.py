"""Reddit's own JSON is read whatever is wrapped around its things."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.formats.saved_reddit import ARCHIVES, assert_cuts_are_told, assert_golden, counted, document, items
from tui_reader.errors import SourceError
from tui_reader.formats.base import Document
from tui_reader.formats.reddit_json import FORMAT
from tui_reader.formats.registry import recognise
from tui_reader.model import Article, Comment, Problem

HERE = Path(__file__).parent
NAMES = ("thread", "unescaped", "more", "old_more", "of_a_person")
_NESTED = 5_000


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_read_as_before(name: str, update: bool) -> None:
    """Threads, answers, stubs and what is gone stand as they did."""
    found = items(FORMAT, document(HERE / f"{name}.json"))
    assert_golden(HERE / f"{name}.golden.json", found, update=update)


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_known_by_its_kinds(name: str) -> None:
    """No other format claims it, whatever it is called."""
    data = (HERE / f"{name}.json").read_bytes()
    assert recognise(Document.of("saved", "saved", data)).format is FORMAT


def test_a_file_cut_short_says_so() -> None:
    """Whatever is whole is kept."""
    data = (HERE / "old_more.json").read_bytes()
    assert_cuts_are_told(FORMAT, "old_more.json", data)
    data = (HERE / "more.json").read_bytes()
    for end in range(0, len(data), 37):
        assert_cuts_are_told(FORMAT, "more.json", data[end:end])
        try:
            found = items(FORMAT, Document.of("more.json", "more.json", data[:end]))
        except SourceError:
            continue
        assert any(not isinstance(item, Article | Comment) for item in found)


def test_threads_may_stand_one_a_line() -> None:
    """A scraper's list of saved threads is read line by line; a broken line costs itself alone."""
    line = json.dumps(json.loads((HERE / "unescaped.json").read_text())).encode()
    found = items(
        FORMAT, Document.of("threads.jsonl", "threads.jsonl", line + b"\n[broken\n" + line.replace(b"zz9", b"zz8") + b"\n")
    )
    assert {item.ref for item in found if isinstance(item, Article)} == {"t3_zz9", "t3_zz8"}


def test_a_thread_is_whole_only_where_it_holds_all_that_it_claims() -> None:
    """A stub, or a comment fewer than the post claims, makes a copy in part."""
    (whole,) = [item for item in items(FORMAT, document(HERE / "unescaped.json")) if isinstance(item, Article)]
    (part,) = [item for item in items(FORMAT, document(HERE / "thread.json")) if isinstance(item, Article)]
    assert (whole.is_whole, part.is_whole) == (True, False)


def test_many_stubs_are_one_problem() -> None:
    """A large thread does not end in hundreds of lines."""
    stubs = [{"kind": "more", "data": {"id": f"m{n}", "parent_id": f"t1_c{n}", "count": 2, "children": []}} for n in range(40)]
    comment = {"kind": "t1", "data": {"id": "c1", "link_id": "t3_a", "body": "one"}}
    data = json.dumps([comment, *stubs]).encode()
    problems = [item.message for item in items(FORMAT, Document.of("a.json", "a.json", data)) if isinstance(item, Problem)]
    assert problems == ["80 more comments are not in the file: below 40 comments that are"]


def test_a_tree_of_any_depth_is_read() -> None:
    """Nothing recurses."""
    opened = "".join(
        f'{{"kind":"t1","data":{{"id":"c{n}","link_id":"t3_a","body":"b","replies":{{"kind":"Listing","data":{{"children":['
        for n in range(_NESTED)
    )
    data = (opened + "]}}}}" * _NESTED).encode()
    source = Document.of("deep.json", "deep.json", data)
    assert FORMAT.probe(source.head, source.name).strength > 0.5
    assert sum(isinstance(item, Comment) for item in items(FORMAT, source)) == _NESTED


def test_what_holds_nothing_is_refused() -> None:
    """The answer to a request that was refused is no thread."""
    with pytest.raises(SourceError, match="no post or comment"):
        items(FORMAT, Document.of("a.json", "a.json", b'{"message": "Forbidden", "error": 403}'))


@pytest.mark.skipif(not ARCHIVES.is_dir(), reason="there are no real files beside the project")
@pytest.mark.parametrize(
    ("name", "figures"),
    [
        ("2np694.json", (1, 199, 104, 9)),
        ("2np694_morechildren.json", (1, 100, 63, 7)),
        ("3hahrw.json", (1, 476, 387, 9)),
        ("3hahrw_morechildren_2.json", (1, 11, 9, 5)),
        ("4dy7xr.json", (1, 60, 41, 7)),
    ],
)
def test_real_files_hold_what_they_hold(name: str, figures: tuple[int, ...]) -> None:
    """Threads, comments, authors and depth are those that were counted by hand."""
    assert counted(items(FORMAT, document(ARCHIVES / "reddit_json" / name))) == figures

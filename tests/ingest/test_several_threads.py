"""One text of several threads: one source and one transaction, a thread each with its own key, layout and lines."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest

from tests.ingest.test_pipeline import Watch, bring_in, exported
from tests.structure.labelled import lines_of
from tests.structure.threads import alone, joined
from tui_reader.archive.check import check
from tui_reader.archive.reader import Archive
from tui_reader.archive.writer import KnownSource
from tui_reader.formats.base import Document
from tui_reader.ingest.choices import Choices
from tui_reader.ingest.intake import take_in
from tui_reader.ingest.pipeline import import_sources
from tui_reader.ingest.report import Outcome, ThreadReport
from tui_reader.model import Article, Comment, Span
from tui_reader.structure.splitting import Splitter

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("first/A-says-en-1", "first/G-press-release-en-1", "first/C-bare-en-3", "first/A-numbered-en-2")
AT_FEEDS = "at form feeds that titles and comments follow"


@pytest.fixture
def dumps(tmp_path: Path) -> Path:
    """A text of four threads, the second of them an article alone."""
    path = tmp_path / "dumps.txt"
    path.write_text("\n".join(joined(NAMES, ["\f"])) + "\n", encoding="utf-8")
    return path


def test_each_thread_is_in_and_the_report_says_why(tmp_path: Path, dumps: Path) -> None:
    """Counts are those of all threads, and every line of the text is kept."""
    (source,) = bring_in(tmp_path, dumps).sources
    assert (source.outcome, source.threads, source.parted) == (Outcome.ADDED, 4, AT_FEEDS)
    assert (source.layout, source.confidence) == ("header, article-only, bare-names", alone(NAMES[1]).confidence)
    assert source.comments == sum(part.comments for part in source.parts) == 6 + 0 + 16 + 7
    assert source.lines_read == source.lines_kept == sum(bool(line.strip()) for name in NAMES for line in lines_of(name))
    seen = alone(NAMES[0])
    assert source.parts[0] == ThreadReport(1, 59, seen.title, "header", seen.confidence, 6)
    assert [problem.line for problem in source.problems] == [60]
    assert check(tmp_path / "a.db") == []


def test_each_thread_says_how_it_was_read_and_where_its_lines_stand(tmp_path: Path, dumps: Path) -> None:
    """Layout and confidence are its own; file, digest and lines are those of the text, of which one copy is kept."""
    bring_in(tmp_path, dumps)
    lines = dumps.read_text(encoding="utf-8").split("\n")
    with Archive.open(tmp_path / "a.db") as archive:
        threads = archive.threads()
        for thread, name in zip(threads, NAMES, strict=True):
            assert (thread.origin.layout, thread.origin.confidence) == (alone(name).layout, alone(name).confidence)
            assert (thread.origin.name, thread.origin.lines) == ("dumps.txt", len(lines) - 1)
            title = archive.blocks(thread.id)[0]
            assert title.span
            assert archive.source_lines(thread.id, title.span) == (lines_of(name)[0],)
        assert len({thread.origin.sha256 for thread in threads}) == 1
        assert archive.source_lines(threads[3].id, Span(1, 1)) == (lines[0],)


def test_importing_again_changes_nothing(tmp_path: Path, dumps: Path) -> None:
    """Nor does saying by hand what was found, once it is in by hand."""
    bring_in(tmp_path, dumps)
    before = exported(tmp_path / "a.db")
    assert bring_in(tmp_path, dumps).count(Outcome.UNCHANGED) == 1
    assert exported(tmp_path / "a.db") == before
    by_hand = Choices(split=Splitter("\f"))
    assert bring_in(tmp_path, dumps, choices=by_hand).count(Outcome.UPDATED) == 1
    assert [thread["key"] for thread in exported(tmp_path / "a.db")] == [thread["key"] for thread in before]
    assert bring_in(tmp_path, dumps, choices=by_hand).count(Outcome.UNCHANGED) == 1


def test_a_text_that_was_parted_wrongly_is_parted_again_as_the_user_says(tmp_path: Path, dumps: Path) -> None:
    """What came of the wrong way does not stay beside it; a text can be kept whole."""
    bring_in(tmp_path, dumps)
    (whole,) = bring_in(tmp_path, dumps, choices=Choices(split=Splitter(""))).sources
    assert (whole.outcome, whole.threads, whole.parted, whole.parts) == (Outcome.UPDATED, 1, None, ())
    (parted,) = bring_in(tmp_path, dumps, choices=Choices(split=Splitter("^5 Responses"))).sources
    assert (parted.outcome, parted.threads, parted.parted) == (Outcome.UPDATED, 2, "at lines that match '^5 Responses'")
    (none,) = bring_in(tmp_path, dumps, choices=Choices(split=Splitter("nowhere"))).sources
    assert "no line matches 'nowhere'" in str(none.problems)
    assert len(exported(tmp_path / "a.db")) == 1
    assert check(tmp_path / "a.db") == []


def test_threads_that_say_the_same_do_not_collide(tmp_path: Path) -> None:
    """The first has the key that it has alone, the others their own, each time the same ones."""
    text = "\n".join(lines_of(NAMES[0]))
    (tmp_path / "one.txt").write_text(text, encoding="utf-8")
    (tmp_path / "three.txt").write_text(f"{text}\n\f\n{text}\n\f\n{text}", encoding="utf-8")
    keys = []
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (source,) = bring_in(tmp_path / folder, tmp_path / "three.txt").sources
        assert (source.threads, source.comments) == (3, 18)
        keys.append([thread["key"] for thread in exported(tmp_path / folder / "a.db")])
    assert keys[0] == keys[1]
    assert len(set(keys[0])) == 3
    (tmp_path / "c").mkdir()
    bring_in(tmp_path / "c", tmp_path / "one.txt")
    assert [thread["key"] for thread in exported(tmp_path / "c" / "a.db")] == keys[0][:1]


def test_an_export_of_each_thread_imports_back_to_an_equal_one(tmp_path: Path, dumps: Path) -> None:
    """Export, import, export: the same, lines of the text included."""
    bring_in(tmp_path, dumps)
    before = exported(tmp_path / "a.db")
    for number, value in enumerate(before):
        (tmp_path / f"{number}.json").write_text(json.dumps(value))
    paths = [str(tmp_path / f"{number}.json") for number in range(4)]
    import_sources(tmp_path / "b.db", paths, io.BytesIO(), Watch())
    assert exported(tmp_path / "b.db") == before


def test_guesses_at_the_encoding_are_told_of_the_thread_they_are_in(tmp_path: Path) -> None:
    """What is told of no line is told of the source."""
    text = "\n".join(joined((NAMES[0], NAMES[2]), ["\f"])) + "\nSaid “so”.\n"
    (tmp_path / "old.txt").write_bytes(text.encode("windows-1252", "replace"))
    (source,) = bring_in(tmp_path, tmp_path / "old.txt").sources
    assert source.threads == 2
    told = [str(thread["problems"]) for thread in exported(tmp_path / "a.db")]
    assert "not UTF-8" in told[0]
    assert "not UTF-8" not in told[1]


def test_fields_at_the_top_become_title_and_address(tmp_path: Path) -> None:
    """In an archive as in a preview."""
    article = "\n".join(lines_of(NAMES[0])[2:])
    text = "".join(f"Title: Ladders {number}\nURL: https://a.example/{number}\n\n{article}\n\n" for number in (1, 2))
    (tmp_path / "fields.txt").write_text(text, encoding="utf-8")
    (source,) = bring_in(tmp_path, tmp_path / "fields.txt").sources
    assert source.parted == "where Title: stands again"
    found = [(thread["title"], thread["url"]) for thread in exported(tmp_path / "a.db")]
    assert found == [("Ladders 1", "https://a.example/1"), ("Ladders 2", "https://a.example/2")]


def test_a_source_that_is_stopped_leaves_none_of_its_threads(tmp_path: Path, dumps: Path) -> None:
    """All of them are one transaction."""
    watch = Watch()
    bring_in(tmp_path, dumps, watch=watch)
    assert watch.shares == sorted(watch.shares)
    (tmp_path / "a.db").unlink()
    for stop in range(0, len(watch.shares), max(1, len(watch.shares) // 10)):
        assert bring_in(tmp_path, dumps, watch=Watch(stop_after=stop)).interrupted
        assert not (tmp_path / "a.db").exists() or exported(tmp_path / "a.db") == []


@pytest.mark.parametrize(
    ("choices", "layout", "again"),
    [
        (Choices(), "header, list; parted at form feeds", False),
        (Choices(layout="header"), "header; parted at form feeds", False),
        (Choices(layout="header"), "header, list; parted at form feeds", True),
        (Choices(split=Splitter("")), "header; parted at form feeds", True),
        (Choices(split=Splitter("")), "header", False),
        (Choices(split=Splitter("x")), "header; parted at lines that match 'x'", False),
        (Choices(split=Splitter("y")), "header; parted at lines that match 'x'", True),
        (Choices(split=Splitter("x")), "header", True),
        (Choices(split=Splitter("x")), None, True),
        (Choices(layout="list", split=Splitter("x")), "header; parted at lines that match 'x'", True),
    ],
)
def test_a_text_is_read_again_only_where_it_was_parted_otherwise(choices: Choices, layout: str | None, again: bool) -> None:
    """What is known of a source says at what it was parted."""
    assert choices.ask_for_another_reading(KnownSource(1, "plain-text", layout)) == again


def test_records_of_several_threads_name_theirs() -> None:
    """Each article has an origin of its own; that of a text of one thread has none."""
    several = "\n".join(joined(NAMES[2:], ["\f"])).encode()
    records = [*take_in(Document.of("d", "d", several), Choices()).records]
    articles = [record for record in records if isinstance(record, Article)]
    assert [(article.ref, bool(article.origin)) for article in articles] == [("1", True), ("2", True)]
    assert {record.thread for record in records if isinstance(record, Comment)} == {"1", "2"}
    only = next(iter(take_in(Document.of("d", "d", "\n".join(lines_of(NAMES[2])).encode()), Choices()).records))
    assert isinstance(only, Article)
    assert only.origin is None

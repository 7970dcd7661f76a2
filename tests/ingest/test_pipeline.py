"""Sources go in wholly or not at all, each on its own, and the report says what really came of them."""

from __future__ import annotations

import io
import json
import sys
from itertools import pairwise
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from tests.builders import article, thread
from tests.conftest import ROOT
from tui_reader.archive.check import check
from tui_reader.archive.reader import Archive
from tui_reader.errors import ArchiveError, ExitCode, UsageError
from tui_reader.export.thread_json import thread_value
from tui_reader.formats import registry
from tui_reader.formats.base import Document, Format, Item, Probe
from tui_reader.formats.registry import Recognised
from tui_reader.ingest.choices import Choices
from tui_reader.ingest.pipeline import import_sources
from tui_reader.ingest.report import Outcome
from tui_reader.model import Comment, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from tui_reader.ingest.report import Report, SourceReport
    from tui_reader.ingest.source import Source

DUMP = """A bridge reopens

The old bridge across the river carries people again.

It took three years.

Ada Lund

I walked over it this morning.

Bo Reed

So did I, twice.

Ada Lund

Then we met.
"""


class Watch:
    """Remembers how far an import was; may interrupt it when a source of some name is read."""

    def __init__(self, interrupt_at: str = "", stop_after: int | None = None) -> None:
        self.interrupt_at = interrupt_at
        self.stop_after = stop_after
        self.seen: list[str] = []
        self.shares: list[float] = []

    def begin(self, sources: Sequence[Source], /) -> None:
        """Remember how much there is."""
        self.seen.append(f"{len(sources)} sources, {sum(source.bytes for source in sources)} bytes")

    def reading(self, source: Source, /) -> None:
        """Remember what is read, or interrupt."""
        if self.interrupt_at and source.path.endswith(self.interrupt_at):
            raise KeyboardInterrupt
        self.seen.append("reading")

    def going_on(self, _source: Source, share: float, /) -> None:
        """Remember how much of a source is done, or stop there."""
        if len(self.shares) == self.stop_after:
            raise KeyboardInterrupt
        self.shares.append(share)

    def finished(self, _source: Source, report: SourceReport, /) -> None:
        """Remember what came of it."""
        self.seen.append(report.outcome)


def bring_in(folder: Path, *paths: Path | str, watch: Watch | None = None, choices: Choices | None = None) -> Report:
    """Import into the archive of a folder."""
    stdin = io.BytesIO(DUMP.encode())
    return import_sources(folder / "a.db", map(str, paths), stdin, watch or Watch(), choices)


def exported(path: Path) -> list[dict[str, object]]:
    """Return all threads of an archive as JSON members."""
    with Archive.open(path) as archive:
        return [thread_value(archive.document(thread.id)) for thread in archive.threads()]


def add_format(monkeypatch: pytest.MonkeyPatch, name: str, read: Callable[[Document], Iterator[Item]]) -> None:
    """Let there be another format for the time of a test; it claims nothing by itself."""
    module = ModuleType(name)
    module.FORMAT = Format(name, "", (), lambda _head, _name: Probe(0), read)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, name, module)
    monkeypatch.setitem(registry.MODULES, name, name)


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    """A dump of one thread."""
    path = tmp_path / "dump.txt"
    path.write_text(DUMP, encoding="utf-8")
    return path


def test_a_dump_goes_in_and_every_line_is_kept(tmp_path: Path, dump: Path) -> None:
    """Counts of the report are those of the archive, and lines read are lines kept."""
    watch = Watch()
    (source,) = bring_in(tmp_path, dump, watch=watch).sources
    assert (source.outcome, source.format, source.comments, source.people) == (Outcome.ADDED, "plain-text", 3, 2)
    assert source.lines_read == source.lines_kept == 9
    assert watch.seen == [f"1 sources, {len(DUMP)} bytes", "reading", "added"]
    with Archive.open(tmp_path / "a.db") as archive:
        (thread,) = archive.threads()
        assert (thread.title, thread.comments) == ("A bridge reopens", 3)
        assert thread.origin.lines == len(DUMP.splitlines())
        assert thread.origin.sha256 == source.sha256


def test_importing_again_changes_nothing_and_says_so(tmp_path: Path, dump: Path) -> None:
    """The second time the same bytes are known."""
    bring_in(tmp_path, dump)
    before = exported(tmp_path / "a.db")
    report = bring_in(tmp_path, dump, "-")
    assert [source.outcome for source in report.sources] == [Outcome.UNCHANGED, Outcome.UNCHANGED]
    assert list(report.summary()) == ["2 sources: 2 unchanged; nothing was written"]
    assert report.exit_code is ExitCode.DONE
    assert exported(tmp_path / "a.db") == before


def test_the_same_dump_with_other_line_ends_writes_nothing(tmp_path: Path, dump: Path) -> None:
    """What the report says is so: no thread is changed, and no second source is kept beside the first."""
    bring_in(tmp_path, dump)
    before = (tmp_path / "a.db").read_bytes()
    (tmp_path / "crlf.txt").write_bytes(DUMP.replace("\n", "\r\n").encode())
    report = bring_in(tmp_path, tmp_path / "crlf.txt")
    assert list(report.summary()) == ["1 source: 1 unchanged; nothing was written"]
    assert (tmp_path / "a.db").read_bytes()[100:] == before[100:]


def test_one_bad_source_stops_no_other(tmp_path: Path, dump: Path) -> None:
    """What fails is told by name, and the exit code says that something did."""
    (tmp_path / "empty.txt").write_text("\n")
    report = bring_in(tmp_path, tmp_path / "empty.txt", tmp_path / "none.txt", dump)
    assert [source.outcome for source in report.sources] == [Outcome.FAILED, Outcome.FAILED, Outcome.ADDED]
    assert report.exit_code is ExitCode.FAILED
    assert "empty" in str(report.sources[0].error)


def test_a_record_that_cannot_be_stored_stops_no_other_source(
    tmp_path: Path, dump: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is taken back wholly and told by name, and the sources after it go in."""
    items: list[Item] = [article(), Comment("1", "a", "x", span=Span(1 << 70, 1 << 70))]
    add_format(monkeypatch, "odd", lambda _document: iter(items))
    (tmp_path / "bad.odd").write_text("odd")
    monkeypatch.setattr(
        "tui_reader.ingest.inner.recognise", lambda found: Recognised(registry.find_format(suffix_format(found.name)), "")
    )
    report = bring_in(tmp_path, tmp_path / "bad.odd", dump)
    assert [source.outcome for source in report.sources] == [Outcome.FAILED, Outcome.ADDED]
    assert (report.stopped_by, report.exit_code) == (None, ExitCode.FAILED)
    assert "bad.odd: it holds a number" in str(report.sources[0].error)
    assert len(exported(tmp_path / "a.db")) == 1


def suffix_format(name: str) -> str:
    """Return the format that a file of a test is in."""
    return "odd" if name.endswith(".odd") else "plain-text"


def test_an_interruption_keeps_whole_sources_and_names_them(tmp_path: Path) -> None:
    """Ctrl-C between or inside sources leaves those before it in, and nothing by halves."""
    for name in ("1.txt", "2.txt", "3.txt"):
        (tmp_path / name).write_text(DUMP.replace("bridge", f"bridge {name}"), encoding="utf-8")
    paths = [tmp_path / "1.txt", tmp_path / "2.txt", tmp_path / "3.txt"]
    report = bring_in(tmp_path, *paths, watch=Watch(interrupt_at="2.txt"))
    assert report.exit_code is ExitCode.INTERRUPTED
    assert list(report.summary())[1:] == [f"  in: {paths[0]}"]
    assert len(exported(tmp_path / "a.db")) == 1
    assert bring_in(tmp_path, *paths).count(Outcome.ADDED) == 2
    assert not list(tmp_path.glob("a.db-*"))


def test_an_interruption_inside_a_source_takes_it_back(tmp_path: Path, dump: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Records that were written before Ctrl-C came are not left behind."""

    def read(_document: Document) -> Iterator[Item]:
        yield article()
        yield from thread("a(b c)")
        raise KeyboardInterrupt

    add_format(monkeypatch, "breaking", read)
    report = bring_in(tmp_path, dump, choices=Choices("breaking"))
    assert (report.interrupted, report.sources) == (True, ())
    assert exported(tmp_path / "a.db") == []
    assert bring_in(tmp_path, dump).count(Outcome.ADDED) == 1


@pytest.fixture
def long_dump(tmp_path: Path) -> Path:
    """A dump whose every pass takes a while."""
    turns = (f"{name} {family}\n\nI say so, and that {n} times.\n" for n, (name, family) in enumerate(TALK))
    (tmp_path / "long.txt").write_text(DUMP + "\n" + "\n".join(turns), encoding="utf-8")
    return tmp_path / "long.txt"


TALK = [(name, family) for _ in range(60) for name in ("Ada", "Bo", "Mira", "Jo", "Ida") for family in ("Lund", "Reed", "Vale")]


def test_a_source_tells_how_far_it_is_while_it_is_read_and_stored(tmp_path: Path, long_dump: Path) -> None:
    """From nothing to all, never back, in steps that a bar can show; thread JSON too."""
    read = Watch()
    (source,) = bring_in(tmp_path, long_dump, watch=read).sources
    assert source.comments == 903
    (tmp_path / "t.json").write_text("\n".join(json.dumps(value) for value in exported(tmp_path / "a.db")))
    again = Watch()
    import_sources(tmp_path / "b.db", [str(tmp_path / "t.json")], io.BytesIO(), again)
    for shares in (read.shares, again.shares):
        assert shares == sorted(shares)
        assert 0 <= shares[0] <= 0.1
        assert 0.9 <= shares[-1] <= 1
        assert max(after - before for before, after in pairwise(shares)) <= 0.35


def test_wherever_a_source_is_stopped_it_is_taken_back(tmp_path: Path, dump: Path, long_dump: Path) -> None:
    """At every place where it tells how far it is: the sources before it stay, and nothing of it does."""
    watch = Watch()
    import_sources(tmp_path / "whole.db", [str(long_dump)], io.BytesIO(), watch)
    bring_in(tmp_path, dump)
    before = (tmp_path / "a.db").read_bytes()[100:]
    for place in range(0, len(watch.shares), 3):
        report = bring_in(tmp_path, long_dump, watch=Watch(stop_after=place))
        assert (report.interrupted, report.sources) == (True, ())
        assert (tmp_path / "a.db").read_bytes()[100:] == before
        assert not list(tmp_path.glob("a.db-*"))
    assert exported(tmp_path / "a.db")[0]["title"] == "A bridge reopens"


def test_nothing_to_import_is_found_to_be_nothing(tmp_path: Path) -> None:
    """An empty folder is no failure, and makes no archive."""
    (tmp_path / "folder").mkdir()
    assert bring_in(tmp_path, tmp_path / "folder").exit_code is ExitCode.NOTHING_FOUND
    assert not (tmp_path / "a.db").exists()


def test_what_is_no_archive_is_left_alone(tmp_path: Path, dump: Path) -> None:
    """Arguments in the wrong order cost nothing."""
    (tmp_path / "a.db").write_text(DUMP)
    report = bring_in(tmp_path, dump)
    assert isinstance(report.stopped_by, ArchiveError)
    assert report.exit_code is ExitCode.FAILED
    assert (tmp_path / "a.db").read_text() == DUMP


def test_a_choice_that_is_none_is_a_usage_error() -> None:
    """Formats and layouts are chosen by the names that `tui-reader formats` lists."""
    with pytest.raises(UsageError, match="no format"):
        Choices(format="poem")
    with pytest.raises(UsageError, match="no layout"):
        Choices(layout="poem")


def test_a_forced_format_is_the_one_that_reads(tmp_path: Path, dump: Path) -> None:
    """JSON can be kept as the text that it is."""
    bring_in(tmp_path, dump)
    path = tmp_path / "t.json"
    path.write_text(json.dumps(exported(tmp_path / "a.db")[0]))
    (source,) = import_sources(tmp_path / "b.db", [str(path)], io.BytesIO(), Watch(), Choices("plain-text")).sources
    assert source.format == "plain-text"


def test_a_source_that_was_read_wrongly_is_read_again_when_the_user_says_how(tmp_path: Path) -> None:
    """Neither a wrong layout nor a wrong format locks a dump out, and what was guessed wrongly does not stay beside it."""
    path = tmp_path / "few.txt"
    path.write_text("A title\n\nText of it.\n\nAda Lund\n\nWords.\n")
    (wrong,) = bring_in(tmp_path, path, choices=Choices(format="thread-json")).sources
    assert (wrong.outcome, wrong.rejected, exported(tmp_path / "a.db")) == (Outcome.EMPTY, 1, [])
    assert bring_in(tmp_path, path, choices=Choices(layout="list")).count(Outcome.ADDED) == 1
    (right,) = bring_in(tmp_path, path, choices=Choices(layout="bare-names")).sources
    assert (right.outcome, right.layout, right.comments) == (Outcome.UPDATED, "bare-names", 1)
    for choices in (Choices(), Choices(layout="bare-names"), Choices("plain-text")):
        assert bring_in(tmp_path, path, choices=choices).count(Outcome.UNCHANGED) == 1
    (value,) = exported(tmp_path / "a.db")
    assert isinstance(value["comments"], list)
    assert (len(value["comments"]), check(tmp_path / "a.db")) == (1, [])


def test_a_text_without_comments_is_remembered(tmp_path: Path) -> None:
    """It is a thread of an article alone; a layout that finds nothing in it changes nothing."""
    path = tmp_path / "article.txt"
    path.write_text("A title\n\nText.\n")
    assert bring_in(tmp_path, path).count(Outcome.ADDED) == 1
    before = exported(tmp_path / "a.db")
    for choices in (Choices(), Choices(layout="list")):
        assert bring_in(tmp_path, path, choices=choices).count(Outcome.UNCHANGED) == 1
    assert exported(tmp_path / "a.db") == before


def test_a_rejected_record_is_counted_and_kept_as_a_problem(tmp_path: Path, dump: Path) -> None:
    """The rest of the thread goes in, and the exit code says that it is not all."""
    bring_in(tmp_path, dump)
    value = exported(tmp_path / "a.db")[0]
    comments = value["comments"]
    assert isinstance(comments, list)
    comments[1]["body"] = None
    (tmp_path / "t.json").write_text(json.dumps(value))
    report = import_sources(tmp_path / "b.db", [str(tmp_path / "t.json")], io.BytesIO(), Watch())
    (source,) = report.sources
    assert (source.comments, source.rejected) == (2, 1)
    assert report.exit_code is ExitCode.REJECTED_RECORDS
    assert any("comment 2 left out: body is missing" in line for line in source.narration())


def test_guesses_at_the_encoding_are_stored_with_the_thread(tmp_path: Path) -> None:
    """Whoever reads the thread later can see what was guessed."""
    (tmp_path / "old.txt").write_bytes(DUMP.replace("twice", "“twice”").encode("windows-1252"))
    (source,) = bring_in(tmp_path, tmp_path / "old.txt").sources
    assert source.problems[0].line == 13
    (value,) = exported(tmp_path / "a.db")
    assert "windows-1252" in str(value["problems"])
    assert "So did I, “twice”." in str(value["comments"])


@pytest.mark.parametrize("text", ["\ufeff\nA title\n\nText\n", "A title\n\u200b\nText\n"])
def test_lines_that_look_blank_but_are_not_have_a_place_too(tmp_path: Path, text: str) -> None:
    """Lossless means for every tool's idea of a blank line."""
    (tmp_path / "odd.txt").write_text(text, encoding="utf-8")
    (source,) = bring_in(tmp_path, tmp_path / "odd.txt").sources
    assert source.lines_read == source.lines_kept == 3


def test_an_export_imports_back_to_an_equal_thread(tmp_path: Path, dump: Path) -> None:
    """Export, import, export: the same, down to the source that the thread once came from."""
    bring_in(tmp_path, dump)
    before = exported(tmp_path / "a.db")
    path = tmp_path / "threads.jsonl"
    path.write_text("\n".join(json.dumps(value) for value in before))
    report = import_sources(tmp_path / "b.db", [str(path)], io.BytesIO(), Watch())
    assert report.exit_code is ExitCode.DONE
    assert exported(tmp_path / "b.db") == before
    assert import_sources(tmp_path / "a.db", [str(path)], io.BytesIO(), Watch()).count(Outcome.UNCHANGED) == 1


def test_dumps_of_every_layout_lose_no_line_and_import_back_to_equal_threads(tmp_path: Path) -> None:
    """Each non-blank line stands in one place, meta lines too, whatever the layout; and nothing is lost on the way around."""
    folder = ROOT / "tests" / "structure" / "fixtures"
    report = bring_in(tmp_path, folder)
    texts = [source for source in report.sources if source.path.endswith(".txt")]
    assert len(texts) == len(list(folder.glob("*.txt"))) > 20
    assert [source.path for source in texts if source.lines_read != source.lines_kept] == []
    before = exported(tmp_path / "a.db")
    assert any(value["meta"] for value in before)
    path = tmp_path / "threads.jsonl"
    path.write_text("\n".join(json.dumps(value) for value in before))
    assert import_sources(tmp_path / "b.db", [str(path)], io.BytesIO(), Watch()).exit_code is ExitCode.DONE
    assert exported(tmp_path / "b.db") == before

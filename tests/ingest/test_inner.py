"""What lies inside containers, folders and other documents goes through the same door, and tells where it came from."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.ingest.test_pipeline import DUMP
from tui_reader.archive.check import check
from tui_reader.archive.reader import Archive
from tui_reader.cli.narration import Quiet
from tui_reader.errors import ExitCode
from tui_reader.ingest.pipeline import import_sources, look_into_sources
from tui_reader.ingest.report import Outcome

if TYPE_CHECKING:
    from pathlib import Path

    from tui_reader.ingest.report import Report

THREAD = json.dumps({"schema": "tui-reader/thread/1", "title": "Weirs", "comments": [{"body": "They hum."}]})


def zipped(files: dict[str, bytes]) -> bytes:
    """Return a zip file that holds these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def bring_in(folder: Path, *paths: Path) -> Report:
    """Import into the archive of a folder, which has to be sound afterwards."""
    report = import_sources(folder / "a.db", map(str, paths), io.BytesIO(), Quiet())
    assert not (folder / "a.db").exists() or check(folder / "a.db") == []
    return report


def titles(folder: Path) -> list[tuple[str | None, str]]:
    """Return title and innermost document of each thread."""
    with Archive.open(folder / "a.db") as archive:
        return [(thread.title, thread.origin.name) for thread in archive.threads()]


def test_each_file_of_a_container_is_a_document(tmp_path: Path) -> None:
    """Containers and packings inside one another are opened; files that nobody reads are counted, not failed."""
    inner = zipped({"deep/dump.txt": DUMP.encode()})
    files = {"one.json": THREAD.encode(), "style.css": b"body {}", "script.js": b"x()", "logo.png": b"\x89PNG\0\0" * 9}
    (tmp_path / "all.zip").write_bytes(zipped(files | {"inner.zip": inner, "two.txt.gz": gzip.compress(b"Another\n\nText.\n")}))
    report = bring_in(tmp_path, tmp_path / "all.zip")
    assert report.exit_code is ExitCode.DONE
    assert titles(tmp_path) == [("Weirs", "one.json"), ("A bridge reopens", "dump.txt"), ("Another", "two.txt")]
    (source,) = report.sources
    assert [problem.message for problem in source.problems if "passed over" in problem.message] == [
        "passed over, as no format knows them: 1 .css, 1 .js, 1 .png"
    ]
    assert source.lines_read == source.lines_kept


def test_the_lines_of_a_text_inside_can_be_shown(tmp_path: Path) -> None:
    """They are kept as those of a text that lies open."""
    (tmp_path / "all.zip").write_bytes(zipped({"dump.txt": DUMP.encode()}))
    bring_in(tmp_path, tmp_path / "all.zip")
    with Archive.open(tmp_path / "a.db") as archive:
        (thread,) = archive.threads()
        comment = archive.document(thread.id).comments[0]
        assert comment.span is not None
        assert archive.source_lines(thread.id, comment.span)[0] == comment.author


def test_what_a_format_says_of_a_document_inside_names_it(tmp_path: Path) -> None:
    """A record that is left out, and a document that cannot be read, are told with the name of the file."""
    files = {"bad.json": THREAD.encode() + b"\n{broken", "good.json": THREAD.replace("Weirs", "Locks").encode()}
    (tmp_path / "all.zip").write_bytes(zipped(files))
    report = bring_in(tmp_path, tmp_path / "all.zip")
    assert report.exit_code is ExitCode.REJECTED_RECORDS
    assert any("not JSON" in problem.message for problem in report.sources[0].problems)
    assert [title for title, _ in titles(tmp_path)] == ["Weirs", "Locks"]


def test_files_of_a_folder_that_no_format_knows_are_passed_over(tmp_path: Path) -> None:
    """Named by hand they fail; in a folder they are expected."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "dump.txt").write_text(DUMP)
    (folder / "logo.png").write_bytes(b"\x89PNG\0\0" * 99)
    (folder / "style.css").write_text("body {}")
    (folder / "data.json").write_text('{"name": "package"}')
    report = bring_in(tmp_path, folder)
    assert report.exit_code is ExitCode.DONE
    assert (report.count(Outcome.ADDED), report.count(Outcome.PASSED_OVER)) == (1, 3)
    assert bring_in(tmp_path, folder / "logo.png").exit_code is ExitCode.FAILED


def test_a_packed_text_keeps_what_was_unpacked(tmp_path: Path) -> None:
    """Importing it again changes nothing, and its lines are those of the text."""
    (tmp_path / "dump.txt.gz").write_bytes(gzip.compress(DUMP.encode()))
    assert bring_in(tmp_path, tmp_path / "dump.txt.gz").count(Outcome.ADDED) == 1
    assert bring_in(tmp_path, tmp_path / "dump.txt.gz").count(Outcome.UNCHANGED) == 1
    assert titles(tmp_path) == [("A bridge reopens", "dump.txt")]


@pytest.mark.parametrize("cut", [40, 90])
def test_a_packed_file_that_is_cut_short_says_so(tmp_path: Path, cut: int) -> None:
    """What could be unpacked is in; the exit code tells that it is not all."""
    packed = gzip.compress(DUMP.encode())
    (tmp_path / "dump.txt.gz").write_bytes(packed[:-cut])
    report = bring_in(tmp_path, tmp_path / "dump.txt.gz")
    assert report.exit_code is ExitCode.REJECTED_RECORDS
    assert any("end too early" in problem.message for problem in report.sources[0].problems)


def test_looking_into_sources_reads_none_of_them(tmp_path: Path) -> None:
    """Format and reason of each, the error of what cannot be read, nothing of what no format knows in a folder."""
    (tmp_path / "one.json").write_text(THREAD)
    (tmp_path / "logo.png").write_bytes(b"\x89PNG\0\0" * 99)
    (tmp_path / "all.zip").write_bytes(zipped({"dump.txt": DUMP.encode()}))
    found = {source.path.rpartition("/")[2]: look for source, look in look_into_sources([str(tmp_path)])}
    assert {name: getattr(look, "format", None) for name, look in found.items()} == {
        "all.zip": "container",
        "logo.png": None,
        "one.json": "thread-json",
    }


def test_a_folder_that_is_one_thing_is_read_so_wherever_it_lies(tmp_path: Path) -> None:
    """What stands around it is read by itself, in a folder and in a container alike; two of them keep to themselves."""
    day = '[{"type": "message", "user": "U1", "ts": "1500000000.000100", "text": "hello"}]'
    users, channels = '[{"id": "U1", "name": "ada", "profile": {}}]', '[{"id": "%s", "name": "locks", "members": []}]'
    files = {"dump.txt": DUMP}
    for team in ("one", "two"):
        files |= {
            f"teams/{team}/users.json": users,
            f"teams/{team}/channels.json": channels % f"C{team}",
            f"teams/{team}/locks/2017-07-14.json": day,
        }
    top = tmp_path / "saved"
    for name, text in files.items():
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_text(text)
    report = bring_in(tmp_path, top)
    assert sorted(str(source.format) for source in report.sources) == ["plain-text", "slack", "slack"]
    (tmp_path / "packed").mkdir()
    (tmp_path / "packed" / "all.zip").write_bytes(zipped({name: text.encode() for name, text in files.items()}))
    report = bring_in(tmp_path / "packed", tmp_path / "packed" / "all.zip")
    assert (report.sources[0].threads, report.sources[0].comments) == (3, 2 + 3)
    with Archive.open(tmp_path / "packed" / "a.db") as archive:
        assert sorted(thread.origin.format for thread in archive.threads()) == ["plain-text", "slack", "slack"]


def test_a_folder_that_cannot_be_looked_into_is_an_error_of_its_own(tmp_path: Path) -> None:
    """A name that no file can have is told where it would be read."""
    (source,) = bring_in(tmp_path, tmp_path / ("n" * 5_000)).sources
    assert source.outcome is Outcome.FAILED

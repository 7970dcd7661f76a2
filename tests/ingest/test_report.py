"""A report says in words what came of each source, and in one number what came of all."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tui_reader.errors import ArchiveError, ExitCode
from tui_reader.ingest.report import Outcome, Report, SourceReport, ThreadReport
from tui_reader.model import Problem

GOOD = SourceReport(
    path="dump.txt",
    outcome=Outcome.ADDED,
    bytes=2000,
    sha256="ab",
    format="plain-text",
    layout="bare-names",
    confidence=0.9,
    threads=1,
    comments=31,
    people=10,
    lost=3,
    unnamed=1,
    names_lost=1,
    lines_read=81,
    lines_kept=81,
    problems=(Problem("odd", 36), Problem("unsure")),
)
KNOWN = SourceReport("dump.txt", Outcome.UNCHANGED, 2000, "ab")
FAILED = SourceReport("gone.txt", Outcome.FAILED, error="gone.txt: no such file")


def report(*sources: SourceReport, interrupted: bool = False, stopped_by: ArchiveError | None = None) -> Report:
    """Return the report of an import of these sources."""
    return Report("a.db", sources, interrupted, stopped_by)


def test_a_source_is_told_with_its_counts_lines_and_problems() -> None:
    """What came in, how it was read, that nothing is lost, and what is odd about it."""
    holdings = "31 comments, 10 commenters, 1 name lost, 3 comments wholly lost"
    assert list(GOOD.narration()) == [
        f"dump.txt: added, {holdings} (plain-text, layout bare-names, 90% sure)",
        "  lines read 81 = lines kept 81",
        "  dump.txt:36: odd",
        "  dump.txt: unsure",
    ]


def test_a_text_of_several_threads_is_told_thread_by_thread() -> None:
    """Why it was parted, and of each thread its lines, how it was read and its title; of very many the first ones."""
    parts = (ThreadReport(1, 80, "A bridge", "header", 0.9, 30), ThreadReport(81, 1200, None, "article-only", 0.49, 0))
    source = replace(GOOD, threads=2, layout="header, article-only", parted="at form feeds", parts=parts)
    assert list(source.narration())[1:4] == [
        "  parted at form feeds",
        "  lines 1-80: 30 comments, layout header, 90% sure: A bridge",
        "  lines 81-1,200: 0 comments, layout article-only, 49% sure: without a title",
    ]
    assert next(source.narration()).startswith("dump.txt: added, 2 threads, 31 comments")
    assert next(source.narration()).endswith("(plain-text, layout header, article-only, 90% sure)")
    assert "  and 30 more; --json lists all" in list(replace(source, parts=parts * 25).narration())
    (value,) = report(source).value()["sources"]
    assert (value["parted"], value["parts"][1]["first"]) == ("at form feeds", 81)


def test_a_name_that_nobody_says_was_lost_is_not_called_so() -> None:
    """A source may show no name without having lost one."""
    assert "1 name lost, 2 without a name, 3 comments wholly lost" in next(replace(GOOD, unnamed=3).narration())
    assert "10 commenters, 3 without a name, 3 comments" in next(replace(GOOD, unnamed=3, names_lost=0).narration())


def test_a_structured_source_is_told_without_guesses() -> None:
    """Where nothing is guessed nothing is said of layouts and lines."""
    source = SourceReport("t.jsonl", Outcome.UPDATED, format="thread-json", threads=2, comments=1)
    assert list(source.narration()) == ["t.jsonl: updated, 2 threads, 1 comment (thread-json)"]


def test_how_sure_a_reading_is_needs_a_layout_to_be_sure_of() -> None:
    """And a layout that was stated is no guess."""
    for source in (replace(GOOD, layout=None), replace(GOOD, confidence=None)):
        assert next(source.narration()).endswith("(plain-text)")


def test_known_and_failed_sources_take_a_line() -> None:
    """One says that nothing happened, the other why."""
    assert list(KNOWN.narration()) == ["dump.txt: unchanged, the same bytes are in already"]
    assert list(FAILED.narration()) == ["failed: gone.txt: no such file"]


def test_a_lost_line_is_never_reported_as_kept() -> None:
    """The two numbers differ, and the line says so."""
    assert "  lines read 81 but lines kept 80" in list(replace(GOOD, lines_kept=80).narration())


@pytest.mark.parametrize(("confidence", "is_unsure"), [(0.59, True), (0.6, False), (None, False)])
def test_low_confidence_is_said_with_what_to_do(confidence: float | None, is_unsure: bool) -> None:
    """A guess is never sold as knowledge."""
    source = replace(GOOD, confidence=confidence)
    assert source.is_unsure is is_unsure
    assert any("--dry-run" in line for line in source.narration()) is is_unsure


def test_many_problems_are_cut_and_counted() -> None:
    """A screenful of them is enough; all are in the JSON."""
    source = replace(GOOD, problems=tuple(Problem(f"p{number}") for number in range(23)))
    assert list(source.narration())[-1] == "  and 3 more; --json lists all"
    assert len(report(source).value()["sources"][0]["problems"]) == 23


@pytest.mark.parametrize(
    ("made", "code", "said"),
    [
        (report(GOOD), ExitCode.DONE, "1 source: 1 added -> a.db"),
        (report(KNOWN, KNOWN), ExitCode.DONE, "2 sources: 2 unchanged; nothing was written"),
        (report(GOOD, FAILED), ExitCode.FAILED, "2 sources: 1 added, 1 failed -> a.db"),
        (report(FAILED), ExitCode.FAILED, "1 source: 1 failed; nothing was written"),
        (report(replace(GOOD, rejected=1)), ExitCode.REJECTED_RECORDS, "1 source: 1 added, 1 record left out -> a.db"),
        (report(), ExitCode.NOTHING_FOUND, "nothing to import was found"),
        (report(GOOD, stopped_by=ArchiveError("full")), ExitCode.FAILED, "1 source read before the archive failed"),
        (report(GOOD, FAILED, stopped_by=ArchiveError("full")), ExitCode.FAILED, "1 source read before the archive failed"),
        (
            report(GOOD, FAILED, interrupted=True),
            ExitCode.INTERRUPTED,
            "interrupted: 1 source wholly in a.db, nothing by halves",
        ),
        (report(GOOD, interrupted=True), ExitCode.INTERRUPTED, "interrupted: 1 source wholly in a.db, nothing by halves"),
    ],
)
def test_the_whole_import_ends_in_a_line_and_a_code(made: Report, code: ExitCode, said: str) -> None:
    """Scripts read the code, people the line."""
    assert made.exit_code is code
    assert next(made.summary()) == said


def test_an_archive_that_fails_before_anything_is_read_speaks_for_itself() -> None:
    """That nothing was read is no news beside why."""
    assert list(report(stopped_by=ArchiveError("a.db is full")).summary()) == []


def test_an_interrupted_import_names_what_is_in() -> None:
    """A source that failed or was not reached is not among them."""
    made = report(GOOD, FAILED, replace(KNOWN, path="two.txt"), interrupted=True)
    assert list(made.summary())[1:] == ["  in: dump.txt", "  in: two.txt"]


def test_a_report_is_json_too() -> None:
    """Everything that is told in words is there as members."""
    value = json.loads(json.dumps(report(GOOD, FAILED, stopped_by=ArchiveError("full", "make room")).value()))
    assert value["outcomes"] == {
        "added": 1,
        "updated": 0,
        "unchanged": 0,
        "without any thread": 0,
        "passed over": 0,
        "failed": 1,
    }
    assert value["sources"][0]["problems"] == [{"line": 36, "message": "odd"}, {"line": None, "message": "unsure"}]
    assert (value["error"], value["interrupted"]) == ("full (make room)", False)

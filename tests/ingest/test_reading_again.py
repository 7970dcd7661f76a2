"""A source that is read otherwise than by itself: in a layout of its own, or again."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from tests.ingest.test_pipeline import DUMP, bring_in, exported
from tui_reader.archive.check import check
from tui_reader.formats.base import Document
from tui_reader.ingest.choices import Choices
from tui_reader.ingest.pipeline import read_again
from tui_reader.ingest.report import Outcome
from tui_reader.pace import Pace

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    """A dump of one thread."""
    path = tmp_path / "dump.txt"
    path.write_text(DUMP, encoding="utf-8")
    return path


def test_a_source_can_be_read_in_a_layout_of_its_own(tmp_path: Path, dump: Path) -> None:
    """Named by its digest; all others are read as ever. A text can be said to hold no comments."""
    other = tmp_path / "other.txt"
    other.write_text(DUMP.replace("bridge", "tower"), encoding="utf-8")
    (digest, _) = (hashlib.sha256(path.read_bytes()).hexdigest() for path in (dump, other))
    report = bring_in(tmp_path, dump, other, choices=Choices(single={digest: Choices(layout="article-only")}))
    assert [(source.layout, source.comments) for source in report.sources] == [("article-only", 0), ("bare-names", 3)]
    assert report.sources[0].lines_read == report.sources[0].lines_kept == 9
    assert bring_in(tmp_path, dump, other).count(Outcome.UNCHANGED) == 2


def test_a_document_that_an_archive_holds_is_read_again(tmp_path: Path, dump: Path) -> None:
    """What came of it before is replaced; where that is stopped, or nothing is new, nothing has changed."""
    bring_in(tmp_path, dump)
    document = Document.of("dump.txt", str(dump), dump.read_bytes())
    before = exported(tmp_path / "a.db")

    def stop(share: float) -> None:
        if share > 0.6:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_again(tmp_path / "a.db", document, Choices(layout="article-only"), Pace(stop))
    assert read_again(tmp_path / "a.db", document, Choices(layout="bare-names"), Pace()).outcome is Outcome.UNCHANGED
    assert exported(tmp_path / "a.db") == before
    report = read_again(tmp_path / "a.db", document, Choices(layout="article-only"), Pace())
    assert (report.outcome, report.layout, report.comments) == (Outcome.UPDATED, "article-only", 0)
    assert len(exported(tmp_path / "a.db")) == 1
    assert check(tmp_path / "a.db") == []

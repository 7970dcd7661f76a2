"""Inputs made to hurt: each is imported, told about or refused, and no line of it is lost."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.ingest.test_pipeline import Watch
from tui_reader.archive.check import check
from tui_reader.ingest.pipeline import import_sources
from tui_reader.ingest.report import Outcome

if TYPE_CHECKING:
    from pathlib import Path

STATED = {"text/utf32_bom.txt"}
"""Cases in which nothing has to be guessed here, because the file says what it is."""


@pytest.fixture
def cases(tmp_path: Path, shared: Path) -> list[dict[str, Any]]:
    """The hostile texts, written to a folder; each case says what is expected of it."""
    generator = shared / "tools" / "gen_hostile.py"
    if not generator.exists():
        pytest.skip("no generator of hostile inputs beside the repository")
    command = [sys.executable, str(generator), str(tmp_path / "hostile"), "--only", "text/"]
    subprocess.run(command, check=True, capture_output=True)
    told = json.loads((tmp_path / "hostile" / "manifest.json").read_text())
    found: list[dict[str, Any]] = told if isinstance(told, list) else told["cases"]
    return found


def test_hostile_texts_come_out_as_expected(tmp_path: Path, cases: list[dict[str, Any]]) -> None:
    """What is refused leaves nothing, what is odd is told, and everything else is kept line by line."""
    paths = [str(tmp_path / "hostile" / case["path"]) for case in cases]
    report = import_sources(tmp_path / "a.db", paths, io.BytesIO(), Watch())
    assert len(cases) > 20
    for case, source in zip(cases, report.sources, strict=True):
        assert (source.outcome is Outcome.FAILED) == (case["expect"] == "refuse"), case["path"]
        assert source.lines_read == source.lines_kept, case["path"]
        if case["why"] and case["path"] not in STATED:
            told = f"{source.error} {' '.join(problem.message for problem in source.problems)}"
            assert case["why"] in told.lower(), case["path"]
    assert check(tmp_path / "a.db") == []

"""What is exported to JSON and imported again is the same thread, for every dump at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT
from tui_reader.cli import main

if TYPE_CHECKING:
    from pathlib import Path


def assert_comes_back(dumps: Path, folder: Path) -> None:
    """Import dumps, export all, import that, export it all again, and compare the bytes."""
    assert main(["import", str(folder / "first.db"), str(dumps)]) == 0
    assert main(["export", str(folder / "first.db"), "--all", "-o", str(folder / "first.json")]) == 0
    assert main(["import", str(folder / "second.db"), str(folder / "first.json")]) == 0
    assert main(["export", str(folder / "second.db"), "--all", "-o", str(folder / "second.json")]) == 0
    assert (folder / "first.json").read_bytes() == (folder / "second.json").read_bytes()


def test_the_examples_come_back_equal(tmp_path: Path) -> None:
    """Every thread of the example archive survives the way out and in."""
    assert_comes_back(ROOT / "tests" / "example" / "sources", tmp_path)


def test_every_labelled_dump_comes_back_equal(shared: Path, tmp_path: Path) -> None:
    """So does every real dump."""
    assert_comes_back(shared / "dumps" / "texts", tmp_path)


def test_importing_the_own_export_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An archive knows its own threads again, and a part does not overwrite the whole."""
    archive = str(tmp_path / "a.db")
    (tmp_path / "dump.txt").write_text("A title\n\nA paragraph of the article.\n\nMira Halm\n\nI say so.\n", encoding="utf-8")
    assert main(["import", archive, str(tmp_path / "dump.txt")]) == 0
    assert main(["export", archive, "-o", str(tmp_path / "whole.json")]) == 0
    capsys.readouterr()
    assert main(["import", archive, str(tmp_path / "whole.json")]) == 0
    assert "unchanged" in capsys.readouterr().err
    assert main(["export", archive, "-o", str(tmp_path / "again.json")]) == 0
    assert (tmp_path / "again.json").read_bytes() == (tmp_path / "whole.json").read_bytes()

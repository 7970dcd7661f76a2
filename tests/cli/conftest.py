"""A dump and an archive of it, for commands to work on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.program import DUMP, run

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    """A dump of one thread."""
    path = tmp_path / "dump.txt"
    path.write_text(DUMP, encoding="utf-8")
    return path


@pytest.fixture
def archive(tmp_path: Path, dump: Path) -> Path:
    """An archive of that dump."""
    path = tmp_path / "threads.db"
    assert run("import", path, dump).code == 0
    return path

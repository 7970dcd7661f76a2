"""What really gets imported: the run-time twins of the import contracts in pyproject.toml."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

UI = {"textual"}
HEAVY = {"textual", "rich", "sqlite_utils"}
COMMAND = "from tui_reader.cli import main; import sys; sys.argv[1:] = {arguments!r}\ntry:\n main()\nexcept SystemExit:\n pass"


def modules_loaded_by(statement: str, folder: Path) -> set[str]:
    """Run a statement in a fresh interpreter and return the top-level modules it loaded."""
    report = "import sys, pathlib; pathlib.Path('loaded').write_text(' '.join(n.partition('.')[0] for n in sys.modules))"
    command = [sys.executable, "-c", f"{statement}\n{report}"]
    environment = {"PYTHONPATH": str(ROOT), "HOME": str(folder), "PATH": ""}
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True, stdin=subprocess.DEVNULL)
    return set((folder / "loaded").read_text().split())


def test_each_room_pays_only_for_what_it_uses(tmp_path: Path) -> None:
    """The core is plain Python; reading an archive never loads the writer's tools."""
    core = (
        "import tui_reader.model, tui_reader.outline, tui_reader.query, tui_reader.structure.segment, tui_reader.text.sanitize"
    )
    assert modules_loaded_by(core, tmp_path).isdisjoint(HEAVY | {"sqlite3", "click"})
    assert modules_loaded_by("import tui_reader.archive.reader", tmp_path).isdisjoint(HEAVY)
    assert modules_loaded_by("import tui_reader.export.registry", tmp_path).isdisjoint(HEAVY | {"sqlite3"})


def test_adding_to_comments_never_loads_what_writes_archives(tmp_path: Path) -> None:
    """The reader does it between two keys; it makes its database by itself."""
    deed = (
        "from pathlib import Path; from tui_reader.state.annotations import ThreadAnnotations\n"
        "ThreadAnnotations(Path('reader.db'), 't').star(['a'], starred=True)"
    )
    loaded = modules_loaded_by(deed, tmp_path)
    assert "sqlite3" in loaded
    assert loaded.isdisjoint(HEAVY | {"click"})
    assert (tmp_path / "reader.db").exists()


def test_help_loads_nothing_heavy(tmp_path: Path) -> None:
    """Asking what the program can do costs next to nothing, asking for more than that the command line alone."""
    assert modules_loaded_by(COMMAND.format(arguments=["--help"]), tmp_path).isdisjoint(HEAVY | {"sqlite3", "click", "inspect"})
    loaded = modules_loaded_by(COMMAND.format(arguments=["--version"]), tmp_path)
    assert "click" in loaded
    assert loaded.isdisjoint(HEAVY | {"sqlite3"})


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An archive of one small dump, made by the program itself."""
    (tmp_path / "dump.txt").write_text("A title\n\nOne paragraph.\n", encoding="utf-8")
    path = tmp_path / "archive.db"
    modules_loaded_by(COMMAND.format(arguments=["import", str(path), str(tmp_path / "dump.txt")]), tmp_path)
    return path


def test_commands_without_a_screen_never_load_the_ui(archive: Path, tmp_path: Path) -> None:
    """Import, list and export work where no terminal is, and start fast."""
    assert archive.exists()
    for arguments in (
        ["import", str(archive), str(tmp_path / "dump.txt")],
        ["threads", str(archive)],
        ["people", str(archive)],
        ["check", str(archive)],
        ["formats"],
        ["export", str(archive), "--format", "json"],
    ):
        assert modules_loaded_by(COMMAND.format(arguments=arguments), tmp_path).isdisjoint(UI), arguments


def test_the_review_waits_for_the_reader_of_plain_text_only_when_it_reads(tmp_path: Path) -> None:
    """What the app loads behind its first frame stays light."""
    modules = "tui_reader.tui.screens.review, tui_reader.tui.screens.thread_review, tui_reader.tui.screens.rereading"
    heavy = "[name for name in sys.modules if name.startswith(('tui_reader.structure', 'tui_reader.ingest'))]"
    command = [sys.executable, "-c", f"import sys, {modules}; print({heavy})"]
    found = subprocess.run(command, cwd=tmp_path, env={"PYTHONPATH": str(ROOT), "PATH": ""}, check=True, capture_output=True)
    assert found.stdout.strip() == b"[]"

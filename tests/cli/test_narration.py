"""What a terminal gets that a pipe does not: colours in a preview, a bar while sources are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from tests.cli.program import DUMP, run, run_on_terminal
from tui_reader.cli.narration import line_of

if TYPE_CHECKING:
    from pathlib import Path


def test_a_preview_is_coloured_on_a_terminal_alone(dump: Path) -> None:
    """A pipe and NO_COLOR get the same words without a single escape."""
    coloured = run_on_terminal("import", "--dry-run", dump)
    plain = run("import", "--dry-run", dump).out
    assert "\x1b[32mAda Lund\x1b[0m" in coloured
    assert "\x1b" not in plain
    assert run_on_terminal("import", "--dry-run", dump, NO_COLOR="1").replace("\r\n", "\n") == plain


@pytest.mark.parametrize("columns", [60, 80, 120, 200])
def test_a_line_of_a_preview_fits_the_terminal(dump: Path, columns: int) -> None:
    """However long the line of the dump is, and however wide its characters."""
    text = DUMP.replace("twice", "many times, " * 40).replace("It took", "橋は長い" * 60)
    dump.write_text(text, encoding="utf-8")
    lines = run_on_terminal("import", "--dry-run", dump, columns=columns, NO_COLOR="1").splitlines()
    margin = [line for line in lines if "| " in line]
    assert len(margin) == len(text.splitlines())
    assert max(map(cell_len, margin)) <= columns
    assert max(map(cell_len, margin)) > columns - 3
    assert any(len(line) > 110 for line in run("import", "--dry-run", dump).out.splitlines())


def test_a_terminal_sees_a_bar_and_the_same_report(tmp_path: Path, dump: Path) -> None:
    """The bar counts bytes, is gone at the end, and what a source says of itself is text there too."""
    dump.write_text(DUMP.replace("bridge", "bri\x1b]0;PWNED\x07dge [red]x[/] [/nope] :skull:"), encoding="utf-8")
    odd = dump.rename(tmp_path / "[b]odd[nope] \x1b[2J.txt")
    written = run_on_terminal("import", tmp_path / "a.db", odd)
    assert "bytes" in written or "kB" in written
    assert "[b]odd[nope] ␛[2J.txt: added, 3 comments" in written
    assert "lines read 9 = lines kept 9" in written
    assert "PWNED" not in written
    assert written.endswith("1 source: 1 added -> " + written.rpartition("-> ")[2])


def test_a_line_of_narration_keeps_its_indentation_and_nothing_else_that_moves() -> None:
    """Two spaces in front say that a line belongs to the one above."""
    assert line_of("  a\tb\nc\x1b[2J") == "  a b c␛[2J"

"""An export is written wholly or not at all, and never over something by accident."""

from __future__ import annotations

import errno
import io
import os
from functools import partial
from pathlib import Path
from typing import TextIO

import pytest

from tui_reader.errors import ExportError
from tui_reader.export.saving import save, send


def words(text: str, out: TextIO) -> None:
    """Write some words."""
    out.write(text)


def test_a_file_holds_what_was_written(tmp_path: Path) -> None:
    """UTF-8 with plain line ends, readable as the user's other files are, and nothing beside it."""
    save(tmp_path / "a.md", partial(words, "é\n"))
    assert (tmp_path / "a.md").read_bytes() == "é\n".encode()
    (tmp_path / "other").touch()
    assert (tmp_path / "a.md").stat().st_mode == (tmp_path / "other").stat().st_mode
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.md", "other"]


def test_an_existing_file_is_kept_unless_told(tmp_path: Path) -> None:
    """Only `overwrite` replaces a file."""
    target = tmp_path / "a.md"
    target.write_text("old")
    with pytest.raises(ExportError, match=r"a\.md is there already"):
        save(target, partial(words, "new"))
    assert target.read_text() == "old"
    save(target, partial(words, "new"), overwrite=True)
    assert target.read_text() == "new"


def test_a_file_that_appears_meanwhile_is_kept(tmp_path: Path) -> None:
    """The name is taken at the very end, and only if it is still free."""
    target = tmp_path / "a.md"

    def slowly(out: TextIO) -> None:
        target.write_text("theirs")
        out.write("ours")

    with pytest.raises(ExportError, match="is there already"):
        save(target, slowly)
    assert target.read_text() == "theirs"
    assert list(tmp_path.iterdir()) == [target]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """A link in the way counts as a file; overwriting replaces what it leads to, through several links too."""
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "real.md").write_text("old")
    (tmp_path / "middle").symlink_to("deep/real.md")
    link = tmp_path / "a.md"
    link.symlink_to("middle")
    with pytest.raises(ExportError, match="is there already"):
        save(link, partial(words, "new"))
    assert link.read_text() == "old"
    save(link, partial(words, "new"), overwrite=True)
    assert (tmp_path / "deep" / "real.md").read_text() == "new"
    assert link.is_symlink()
    assert (tmp_path / "middle").is_symlink()


def test_a_link_to_itself_is_told(tmp_path: Path) -> None:
    """It leads nowhere; only `overwrite` puts a file in its place."""
    target = tmp_path / "a.md"
    target.symlink_to("a.md")
    with pytest.raises(ExportError, match="is there already"):
        save(target, partial(words, "new"))
    save(target, partial(words, "new"), overwrite=True)
    assert target.read_text() == "new"


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o444, 0o755])
def test_a_file_that_is_replaced_keeps_its_rights(tmp_path: Path, mode: int) -> None:
    """What was for one's own eyes does not become the world's, not even while it is written."""
    target = tmp_path / "a.md"
    seen: list[int] = []
    target.write_text("old")
    target.chmod(mode)

    def watched(out: TextIO) -> None:
        out.write("new")
        seen.extend(path.stat().st_mode & 0o777 & ~mode for path in tmp_path.glob(".*.part"))

    save(target, watched, overwrite=True)
    assert (target.read_text(), target.stat().st_mode & 0o777, seen) == ("new", mode, [0])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names")
@pytest.mark.parametrize("overwrite", [True, False])
def test_what_is_no_file_is_never_replaced(tmp_path: Path, overwrite: bool) -> None:
    """A pipe, a device or a link to one is left alone, and the way out is told."""
    pipe, link = tmp_path / "pipe", tmp_path / "link"
    os.mkfifo(pipe)
    link.symlink_to(pipe)
    for target in (pipe, link, Path(os.devnull)):
        with pytest.raises(ExportError, match="is no file that can be replaced") as caught:
            save(target, partial(words, "x"), overwrite=overwrite)
        assert "-o -" in caught.value.hint
    assert pipe.is_fifo()
    assert not Path(os.devnull).is_file()


def test_a_dangling_link_counts_as_a_file(tmp_path: Path) -> None:
    """A link to nothing is written through when that is asked for, and only then."""
    (tmp_path / "a.md").symlink_to(tmp_path / "nothing")
    with pytest.raises(ExportError, match="is there already"):
        save(tmp_path / "a.md", partial(words, "new"))
    assert not (tmp_path / "nothing").exists()
    save(tmp_path / "a.md", partial(words, "new"), overwrite=True)
    assert (tmp_path / "nothing").read_text() == "new"


@pytest.mark.parametrize("overwrite", [True, False])
def test_a_failure_leaves_everything_as_it_was(tmp_path: Path, overwrite: bool) -> None:
    """When writing ends in an error, no half file stays and no old file is lost."""
    target = tmp_path / "a.md"
    if overwrite:
        target.write_text("old")

    def failing(out: TextIO) -> None:
        out.write("half")
        raise RuntimeError("no more")

    with pytest.raises(RuntimeError, match="no more"):
        save(target, failing, overwrite=overwrite)
    assert [path.read_text() for path in tmp_path.iterdir()] == (["old"] if overwrite else [])


def test_errors_say_what_to_do(tmp_path: Path) -> None:
    """A folder that is missing, or a file in its place, is one line with a hint."""
    with pytest.raises(ExportError, match="make the folder first"):
        save(tmp_path / "missing" / "a.md", partial(words, "x"))
    (tmp_path / "file").touch()
    with pytest.raises(ExportError, match="not a folder"):
        save(tmp_path / "file" / "a.md", partial(words, "x"))
    with pytest.raises(ExportError, match="folder"):
        save(tmp_path, partial(words, "x"), overwrite=True)


def test_a_stream_gets_the_same_bytes_and_stays_open() -> None:
    """What goes to stdout is what would be in the file."""
    stream = io.BytesIO()
    send(partial(words, "é\n"), stream)
    send(partial(words, "two\n"), stream)
    assert stream.getvalue() == "é\ntwo\n".encode()


@pytest.mark.parametrize("is_taken", [True, False])
def test_where_files_cannot_be_linked_nothing_is_overwritten_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_taken: bool
) -> None:
    """On a file system without hard links the name is looked at once more before the file is moved to it."""
    target = tmp_path / "a.md"

    def refused(path: Path, _: Path) -> None:
        if is_taken:
            path.write_text("another's")
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(type(target), "hardlink_to", refused)
    if is_taken:
        with pytest.raises(ExportError, match="is there already"):
            save(target, partial(words, "new"))
    else:
        save(target, partial(words, "new"))
    assert [path.read_text() for path in tmp_path.iterdir()] == ["another's" if is_taken else "new"]


@pytest.mark.parametrize(("number", "hint"), [(errno.ENOSPC, "the disk is full"), (errno.EIO, "choose another place")])
def test_a_stream_that_fails_is_told(number: int, hint: str) -> None:
    """In one line with what to do; where only nobody reads any more, that is left to the caller."""

    def failing(_: TextIO) -> None:
        raise OSError(number, "It failed")

    with pytest.raises(ExportError, match="cannot write: It failed") as caught:
        send(failing, io.BytesIO())
    assert hint in caught.value.hint

    def deserted(_: TextIO) -> None:
        raise BrokenPipeError(errno.EPIPE, "Broken pipe")

    with pytest.raises(BrokenPipeError):
        send(deserted, io.BytesIO())

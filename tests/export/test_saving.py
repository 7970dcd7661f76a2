"""An export is written wholly or not at all, and never over something by accident."""

from __future__ import annotations

import errno
import io
from functools import partial
from typing import TYPE_CHECKING, TextIO

import pytest

from tui_reader.errors import ExportError
from tui_reader.export.saving import save, send

if TYPE_CHECKING:
    from pathlib import Path


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


def test_a_link_is_never_followed(tmp_path: Path) -> None:
    """A link in the way counts as a file; overwriting replaces the link, not what it points to."""
    (tmp_path / "precious").write_text("old")
    link = tmp_path / "a.md"
    link.symlink_to(tmp_path / "precious")
    with pytest.raises(ExportError):
        save(link, partial(words, "new"))
    save(link, partial(words, "new"), overwrite=True)
    assert (tmp_path / "precious").read_text() == "old"
    assert not link.is_symlink()


def test_a_dangling_link_counts_as_a_file(tmp_path: Path) -> None:
    """A link to nothing is not written through."""
    (tmp_path / "a.md").symlink_to(tmp_path / "nothing")
    with pytest.raises(ExportError):
        save(tmp_path / "a.md", partial(words, "new"))
    assert not (tmp_path / "nothing").exists()


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

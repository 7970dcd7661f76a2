"""Writing an export where it was asked for.

Invariant: a file is there wholly or not at all, and a file that stood there before is only replaced when that was asked for.
"""

from __future__ import annotations

import errno
import io
import os
import stat
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tui_reader.errors import ExportError

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO, TextIO

_HINTS = {
    errno.ENOENT: "make the folder first",
    errno.ENOTDIR: "a part of the path is a file, not a folder",
    errno.EISDIR: "that is a folder; end it with / to have a file named in it",
    errno.EACCES: "choose a folder that you may write to",
    errno.EROFS: "that file system is read-only",
    errno.ENOSPC: "the disk is full; nothing was kept",
    errno.ENAMETOOLONG: "choose a shorter name",
}


def save(target: Path, write: Callable[[TextIO], None], *, overwrite: bool = False) -> None:
    """Write a UTF-8 file beside the target and move it there; raise ExportError when it cannot be or stands there already.

    With `overwrite` a link stays and what it leads to is replaced, and a file that is replaced keeps its rights.
    """
    try:
        _require_place(target, overwrite=overwrite)
        _write_beside(Path(os.path.realpath(target)) if overwrite else target, write, overwrite=overwrite)
    except FileExistsError as error:
        raise _exists(target) from error
    except OSError as error:
        hint = _HINTS.get(error.errno or 0, "choose another place")
        raise ExportError(f"cannot write {target}: {error.strerror or error}", hint) from error


def send(write: Callable[[TextIO], None], stream: BinaryIO) -> None:
    """Write UTF-8 to a stream of bytes that stays open; the same bytes whatever the locale.

    Raises BrokenPipeError where nobody reads any more, which is no failure, and ExportError for every other.
    """
    out = io.TextIOWrapper(stream, encoding="utf-8", newline="\n")
    try:
        write(out)
        out.detach()
    except BrokenPipeError:
        raise
    except OSError as error:
        hint = _HINTS.get(error.errno or 0, "choose another place")
        raise ExportError(f"cannot write: {error.strerror or error}", hint) from error


def _require_place(target: Path, *, overwrite: bool) -> None:
    """Raise an error unless a file may be put there: devices, pipes and folders are never replaced."""
    if not overwrite and os.path.lexists(target) and (target.is_file() or not target.exists()):
        raise FileExistsError(target)
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    if target.exists() and not target.is_file():
        raise ExportError(f"{target} is no file that can be replaced", "-o - writes to stdout, from where it can go on")


def _write_beside(target: Path, write: Callable[[TextIO], None], *, overwrite: bool) -> None:
    """Write a file of another name, and give it the name it is meant to have when it is whole."""
    rights = stat.S_IMODE(target.stat().st_mode) if overwrite and target.exists() else None
    part = target.with_name(f".tui-reader-{os.urandom(6).hex()}.part")
    try:
        with open(
            part, "x", encoding="utf-8", newline="\n", opener=partial(os.open, mode=0o666 if rights is None else rights)
        ) as out:
            write(out)
        if rights is not None:
            part.chmod(rights)
        _move(part, target, overwrite=overwrite)
    finally:
        part.unlink(missing_ok=True)


def _move(part: Path, target: Path, *, overwrite: bool) -> None:
    """Give a finished file its name; without `overwrite` a name that was taken meanwhile is a FileExistsError."""
    if overwrite:
        part.replace(target)
        return
    try:
        target.hardlink_to(part)
    except FileExistsError:
        raise
    except OSError:
        if os.path.lexists(target):
            raise FileExistsError(target) from None
        part.replace(target)


def _exists(target: Path) -> ExportError:
    return ExportError(f"{target} is there already", "choose another name, or overwrite it (--overwrite)")

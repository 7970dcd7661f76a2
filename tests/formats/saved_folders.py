"""What the tests of formats that lie in folders share: a folder as a bundle, and goldens of what is read from it."""

from __future__ import annotations

import json
import zipfile
from functools import partial
from typing import TYPE_CHECKING

from tests.formats.saved_forums import in_short
from tui_reader.formats.base import Bundle, Document, Format

if TYPE_CHECKING:
    from pathlib import Path

    from tui_reader.formats.base import Item


def folder(path: Path) -> Bundle:
    """Return a folder as the pipeline hands it to a format."""
    files = {one.relative_to(path).as_posix(): one for one in sorted(path.rglob("*")) if one.is_file()}
    return Bundle(path.name, path.name, {name: partial(_document, name, file) for name, file in files.items()})


def _document(name: str, file: Path) -> Document:
    return Document.of(file.name, name, file.read_bytes())


def zipped(path: Path) -> Bundle:
    """Return what a zip holds as the pipeline hands it to a format."""
    with zipfile.ZipFile(path) as file:
        held = {name: file.read(name) for name in file.namelist() if not name.endswith("/")}
    return Bundle(
        path.name, path.name, {name: partial(Document.of, name.rpartition("/")[2], name, data) for name, data in held.items()}
    )


def read(form: Format, bundle: Bundle) -> list[Item]:
    """Return all that a format makes of a bundle that is its own."""
    assert form.bundle is not None
    assert form.bundle.probe(list(bundle.members)).strength > 0
    return list(form.bundle.read(bundle))


def assert_folder_golden(form: Format, path: Path, *, update: bool) -> None:
    """Compare the records of a folder with those that were right before; a file that goes on is told by its name."""
    golden = path.with_name(f"{path.name}.golden.json")
    found = [{"document": item.name} if isinstance(item, Document) else in_short(item) for item in read(form, folder(path))]
    told = json.dumps(found, indent=1, ensure_ascii=False) + "\n"
    if update:
        golden.write_text(told, encoding="utf-8")
    assert golden.read_text(encoding="utf-8") == told

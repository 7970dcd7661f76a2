"""Every form that a thread can be written in.

Invariant: a format writes from a `ThreadDocument` alone and gives the same text for the same document, whenever and wherever.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import TextIO

from tui_reader.errors import UsageError
from tui_reader.model import ThreadDocument

Write = Callable[[ThreadDocument, TextIO], None]
"""Writes one thread, or the chosen part of one, to a stream of text."""


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A form to write: its name on the command line, the suffix of its files (with the dot), and how it is written."""

    name: str
    suffix: str
    description: str
    write: Write


def _write(module: str, document: ThreadDocument, out: TextIO) -> None:
    """Write as a module of this room does, which is imported when something is written."""
    import_module(f"tui_reader.export.{module}").write(document, out)


FORMATS: dict[str, ExportFormat] = {
    form.name: form
    for form in (
        ExportFormat(
            "markdown", ".md", "nested lists, every comment with a block id, as for Obsidian", partial(_write, "markdown")
        ),
        ExportFormat(
            "html", ".html", "one page that needs nothing else; branches fold without scripts", partial(_write, "html")
        ),
        ExportFormat("text", ".txt", "plain text, indented by reply", partial(_write, "text")),
        ExportFormat(
            "json", ".json", "everything that is known; imports back to an equal thread", partial(_write, "thread_json")
        ),
    )
}
"""The formats by name, in the order in which they are offered."""


def find_format(name: str) -> ExportFormat:
    """Return the format of that name or suffix (`markdown`, `md`); raise UsageError with the list of names."""
    wanted = name.lower()
    for form in FORMATS.values():
        if wanted in {form.name, form.suffix.removeprefix(".")}:
            return form
    raise UsageError(f"no export format is called {name!r}", f"there are: {', '.join(FORMATS)}")

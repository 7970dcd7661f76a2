"""All formats that can be read, each imported when it is first asked.

Invariant: which format reads a document depends on its bytes and its name alone, never on the order of this table.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

from tui_reader.errors import SourceError, UsageError

if TYPE_CHECKING:
    from tui_reader.formats.base import Document, Format

MODULES: dict[str, str] = {
    "thread-json": "tui_reader.formats.thread_json",
    "plain-text": "tui_reader.formats.plain_text",
    "jsonl-text": "tui_reader.formats.jsonl_text",
    "warc": "tui_reader.formats.warc",
    "arc": "tui_reader.formats.arc",
}
"""Where each format lives; its module calls it FORMAT."""


def all_formats() -> list[Format]:
    """Return every format, the more particular ones first."""
    return [find_format(name) for name in MODULES]


def find_format(name: str) -> Format:
    """Return the format of that name; raise UsageError with the list of names."""
    if name not in MODULES:
        raise UsageError(f"no format is called {name!r}", f"there are: {', '.join(MODULES)}")
    return cast("Format", import_module(MODULES[name]).FORMAT)


def recognise(document: Document) -> Format:
    """Return the format that claims a document most strongly; raise SourceError where none or two do."""
    probes = [(form, form.probe(document.head, document.name)) for form in all_formats()]
    best = max(probe.strength for _, probe in probes)
    if best <= 0:
        reasons = "; ".join(probe.reason for _, probe in probes if probe.reason) or "no format knows it"
        raise SourceError(f"{document.path}: {reasons}", "tui-reader formats lists what can")
    claimants = [form.name for form, probe in probes if probe.strength == best]
    if len(claimants) > 1:
        raise SourceError(f"{document.path}: may be {' or '.join(claimants)}", f"say which: --format {claimants[0]}")
    return find_format(claimants[0])

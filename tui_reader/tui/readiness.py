"""What the first frame need not wait for, and no key should wait for either."""

from __future__ import annotations

import gc
from importlib import import_module

_WANTED_SOON = (
    "tui_reader.archive.search",
    "tui_reader.tui.screens.comment_text",
    "tui_reader.tui.screens.dossier",
    "tui_reader.tui.screens.exporting",
    "tui_reader.tui.screens.filters",
    "tui_reader.tui.screens.finding",
    "tui_reader.tui.screens.help",
    "tui_reader.tui.screens.links",
    "tui_reader.tui.screens.note",
    "tui_reader.tui.screens.people",
    "tui_reader.tui.screens.provenance",
    "tui_reader.tui.screens.review",
    "tui_reader.tui.screens.statistics",
    "tui_reader.tui.screens.thread",
    "tui_reader.tui.widgets.query_suggester",
)
"""What commands import: loaded behind the first frame, so that neither it nor a key waits for them."""


def make_ready() -> None:
    """Load what commands want, then keep the garbage collector off all that lives long: it would stall one key in a hundred."""
    for module in _WANTED_SOON:
        import_module(module)
    gc.collect()
    gc.freeze()
    gc.enable()

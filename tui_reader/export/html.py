"""html."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO

    from tui_reader.model import ThreadDocument


def write(document: ThreadDocument, out: TextIO) -> None:
    """Write a thread, or the chosen part of it."""
    out.write(document.thread.title or "")

"""What was asked before, in this run or another: read, and kept for the next time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.errors import StateError
from tui_reader.settings import reader_path
from tui_reader.state.queries import recent, remember
from tui_reader.tui.messages import Failed

if TYPE_CHECKING:
    from textual.app import App


def earlier_queries() -> list[str]:
    """Return what was asked, the last one first; raise StateError where that cannot be read."""
    return recent(reader_path())


def keep_query(app: App[object], text: str) -> None:
    """Keep a query for the next time, in a worker: the disk may take its time."""
    app.run_worker(lambda: _keep(app, text), thread=True)


def _keep(app: App[object], text: str) -> None:
    try:
        remember(reader_path(), text)
    except StateError as error:
        app.post_message(Failed(error))

"""What the first line of a thread says of it: how much there is, by how many, what is lost, and what is unsure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui_reader.text.counting import counted

if TYPE_CHECKING:
    from tui_reader.tui.loader import OpenThread

LEAST_TITLE = 30
"""Columns that facts leave to the title."""


def facts(opened: OpenThread, columns: int) -> str:
    """Return what is to be known of a thread: in fewer words on a narrower screen, then fewer facts."""
    thread, names, unsure = opened.thread, opened.note_on_names, opened.note_on_confidence
    people = f" by {counted(thread.people, 'person', 'people')}" if thread.people else ""
    counts = f"{counted(thread.comments, 'comment')}{people}" if thread.comments else "no comments"
    lost = f"{counted(thread.lost, 'comment')} lost" if thread.lost else ""
    brief = names.partition(";")[0]
    offers = (
        [counts, lost, names, unsure],
        [counts, lost, brief, unsure],
        [counts, brief, unsure],
        [counts, unsure or brief],
    )
    said = (" · ".join(filter(None, offer)) for offer in offers)
    return next((each for each in said if cell_len(each) <= columns - LEAST_TITLE), counts)

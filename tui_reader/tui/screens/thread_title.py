"""What the first line of a thread says of it: how much there is, by how many, what is lost, and what is unsure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui_reader.text.counting import counted
from tui_reader.text.sanitize import one_line
from tui_reader.tui.widgets.moments import short_date

if TYPE_CHECKING:
    from tui_reader.tui.loader import OpenThread

_DAY = len("2020-01-01")

LEAST_TITLE = 30
"""Columns that facts leave to the title."""


def facts(opened: OpenThread, columns: int) -> str:
    """Return what is to be known of a thread: in fewer words on a narrower screen, then fewer facts."""
    thread, names, unsure = opened.thread, opened.note_on_names, opened.note_on_confidence
    missing = thread.claimed if thread.claimed and thread.claimed > thread.comments else None
    held = f"{thread.comments:,} of {counted(missing, 'comment')}" if missing else counted(thread.comments, "comment")
    people = f" by {counted(opened.people, 'person', 'people')}" if thread.people else ""
    counts = f"{held}{people}" if thread.comments or missing else "no comments"
    lost = f"{counted(thread.lost, 'comment')} lost" if thread.lost else ""
    brief = names.partition(";")[0]
    head = (one_line(thread.site or ""), short_date((thread.posted or "")[:_DAY]))
    score = "" if thread.score is None else f"{thread.score:+,}"
    offers = (
        [*head, score, counts, lost, names, unsure],
        [*head, score, counts, lost, brief, unsure],
        [score, counts, lost, names, unsure],
        [counts, lost, names, unsure],
        [counts, lost, brief, unsure],
        [counts, brief, unsure],
        [counts, unsure or brief],
    )
    said = (" · ".join(filter(None, offer)) for offer in offers)
    return next((each for each in said if cell_len(each) <= columns - LEAST_TITLE), counts)

"""Exports of Slack are read as a whole and day by day."""

from __future__ import annotations

from pathlib import Path

from tests.formats.saved_folders import assert_folder_golden, folder, read, zipped
from tests.formats.saved_forums import (
    ARCHIVES,
    articles,
    assert_cuts_are_told,
    comments,
    counted,
    document,
    items,
    messages,
    needs_archives,
)
from tui_reader.formats.base import Bundle, Document
from tui_reader.formats.slack import FORMAT

HERE = Path(__file__).parent


def test_an_export_is_read_as_before(update: bool) -> None:
    """Channels by their ids, people by their names, days in their order, and files that are none."""
    assert_folder_golden(FORMAT, HERE / "workspace", update=update)


def test_only_folders_with_days_and_lists_are_claimed() -> None:
    """Days alone may be anybody's, and lists alone hold no messages."""
    assert FORMAT.bundle is not None
    assert FORMAT.bundle.probe(["general/2020-01-01.json", "users.json"]).strength > 0
    assert FORMAT.bundle.probe(["general/2020-01-01.json"]).strength == 0
    assert FORMAT.bundle.probe(["users.json", "channels.json"]).strength == 0


def test_a_day_by_itself_is_read() -> None:
    """Its thread is called after the folder around it; people go by their ids."""
    day = HERE / "workspace" / "general" / "2020-01-31.json"
    found = items(FORMAT, Document.of(day.name, "general/2020-01-31.json", day.read_bytes()))
    assert [(one.title, one.source_id) for one in articles(found)] == [("general", "general")]
    assert [one.author for one in comments(found)] == ["U1", "U1", "oven"]


def test_a_day_cut_short_says_so() -> None:
    """Whatever stands before the cut is kept."""
    assert_cuts_are_told(FORMAT, HERE / "workspace" / "general" / "2020-02-02.json")


def test_a_day_that_is_cut_costs_no_other() -> None:
    """The messages of other days are there."""
    whole = folder(HERE / "workspace")
    cut = Document.of(
        "2020-01-31.json", "general/2020-01-31.json", document(HERE / "workspace" / "general" / "2020-01-31.json").data[:-30]
    )
    found = read(FORMAT, Bundle("w", "w", {**whole.members, "general/2020-01-31.json": lambda: cut}))
    assert any(message.startswith("2020-01-31.json: not JSON") for message in messages(found))
    assert len(comments(found)) == 6


@needs_archives
def test_a_real_export_holds_what_it_holds() -> None:
    """Threads, comments and depth are those that were counted by other means."""
    threads, messages_told, _, depth = counted(read(FORMAT, zipped(ARCHIVES / "slack" / "testarchive.zip")))
    assert (threads, messages_told, depth) == (2, 158, 0)

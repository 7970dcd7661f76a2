"""One comment, whole."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Static

from tui_reader.model import NO_ANNOTATION, NO_NAME, Status
from tui_reader.text.counting import counted
from tui_reader.text.sanitize import visible
from tui_reader.tui.content import content
from tui_reader.tui.screens.dialog import Dialog
from tui_reader.tui.widgets.annotation_lines import labels
from tui_reader.tui.widgets.moments import short_date
from tui_reader.tui.widgets.page import GAP, Page, Passage, prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult

    from tui_reader.model import Annotation, StoredComment

_EMPTY = {
    Status.PRESENT: "This comment has no words.",
    Status.DELETED: "This comment was deleted; its words are not in the source.",
    Status.REMOVED: "This comment was removed; its words are not in the source.",
    Status.LOST: "A comment was here; nothing of it is left in the source.",
    Status.SPAM: "This was marked as spam; it has no words.",
    Status.PENDING: "This comment was never let through; it has no words.",
    Status.PINGBACK: "Another page links to this one; it has no words.",
    Status.SERVICE: "The site itself says so; it has no words.",
    Status.VANISHED: "This comment is no longer in the latest copy; it has no words.",
}


class CommentTextScreen(Dialog[None]):
    """A comment of any length, to read and to copy."""

    KEYS = (
        ("j k", "scroll"),
        ("Space b", "page"),
        ("g G", "start, end"),
        ("y", "copy"),
        ("Esc", "back"),
    )
    DEFAULT_CSS = """
    CommentTextScreen Page { margin-top: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "copy", show=False),
        Binding("q,enter", "leave", show=False),
    ]

    def __init__(self, comment: StoredComment, annotation: Annotation = NO_ANNOTATION) -> None:
        super().__init__(_whose(comment))
        self._comment = comment
        self._annotation = annotation

    def compose_inside(self) -> ComposeResult:
        """Yield the facts above the words."""
        yield Static(content(" · ".join((*_facts(self._comment), *labels(self._annotation)))), classes="note")
        body = self._comment.body
        said = prose(body) if body.strip() else [Passage(_EMPTY[self._comment.status], "fact")]
        yield Page(chain(said, _source_text(self._comment.original), _note(self._annotation.note)))

    def action_copy(self) -> None:
        """Copy the words of the comment."""
        self.app.copy_to_clipboard(visible(self._comment.body))
        self.notify("sent to the terminal's clipboard: this comment", markup=False)


def _whose(comment: StoredComment) -> str:
    if comment.author is not None:
        return comment.author
    return f"{NO_NAME}: {comment.author_lost}" if comment.author_lost else "no name"


def _note(text: str) -> Iterator[Passage]:
    """Yield the reader's note below the comment."""
    if text:
        yield from (GAP, Passage("Your note", "heading"))
        yield from prose(text)


def _source_text(original: str | None) -> Iterator[Passage]:
    """Yield the body as the source has it, where that was HTML or the like."""
    if original is not None:
        yield from (GAP, Passage("In the source", "heading"))
        yield from prose(original)


def _facts(comment: StoredComment) -> Iterator[str]:
    if date := short_date(comment.posted, comment.posted_text):
        yield date
    if comment.score is not None:
        yield f"{comment.score:+,}"
    if comment.status is not Status.PRESENT:
        yield comment.status.value
    if comment.edited is not None:
        yield f"edited {short_date(comment.edited)}".rstrip()
    yield counted(comment.descendants, "reply below", "replies below")
    yield counted(len(comment.body.split()), "word")
    yield counted(len(comment.body), "character")

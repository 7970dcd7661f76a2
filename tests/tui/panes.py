"""A small real app around one pane, and threads to show in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App, ComposeResult
from textual.message import Message

from tests.builders import thread
from tui_reader.model import Comment, StoredComment
from tui_reader.outline import Outline, build_columns, reading_length
from tui_reader.tui.content import SafeLines
from tui_reader.tui.widgets.article_pane import ArticlePane
from tui_reader.tui.widgets.comment_pane import CommentPane

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual.widget import Widget

    Fetch = Callable[[Sequence[int]], Mapping[int, StoredComment]]


def said(shape: str, **bodies: str) -> list[Comment]:
    """Return the comments of a tree, some of them with bodies of their own."""
    return [comment._replace(body=bodies.get(comment.ref, comment.body)) for comment in thread(shape)]


def stored(comments: list[Comment]) -> tuple[Outline, Fetch]:
    """Return comments as an archive would hand them to a pane; row ids count from 1 in the order given."""
    index = {comment.ref: number for number, comment in enumerate(comments)}
    people = {name: number + 1 for number, name in enumerate(dict.fromkeys(c.author for c in comments if c.author is not None))}
    columns = build_columns(
        range(1, len(comments) + 1),
        [-1 if comment.parent is None else index[comment.parent] for comment in comments],
        [people.get(comment.author or "", 0) for comment in comments],
        [reading_length(comment.body) for comment in comments],
        [0] * len(comments),
    )
    outline = Outline(columns)
    rows = outline.ids
    return outline, lambda places: {place: _stored(outline, rows[place], comments[rows[place] - 1]) for place in places}


def _stored(outline: Outline, row: int, comment: Comment) -> StoredComment:
    position = outline.position_of(row)
    assert position is not None
    return StoredComment(
        id=row,
        key=comment.ref,
        position=position,
        depth=outline.depth[position],
        descendants=outline.descendants[position],
        parent_key=comment.parent,
        author=comment.author,
        author_lost=comment.author_lost,
        posted=comment.posted,
        posted_text=comment.posted_text,
        score=comment.score,
        status=comment.status,
        body=comment.body,
        reply_basis=comment.reply_basis,
        reply_confidence=comment.reply_confidence,
        source_id=comment.source_id,
        span=comment.span,
    )


class PaneApp(App[None]):
    """One pane that fills the screen, and everything it says."""

    def __init__(self, pane: Widget) -> None:
        super().__init__()
        self._filters.append(SafeLines())
        self._pane = pane
        self.heard: list[Message] = []

    def compose(self) -> ComposeResult:
        """Show the pane alone."""
        yield self._pane

    def on_mount(self) -> None:
        """Give the pane the keys."""
        self._pane.focus()

    def on_comment_pane_cursor_moved(self, message: CommentPane.CursorMoved) -> None:
        """Remember a message."""
        self.heard.append(message)

    def on_comment_pane_fold_changed(self, message: CommentPane.FoldChanged) -> None:
        """Remember a message."""
        self.heard.append(message)

    def on_comment_pane_opened(self, message: CommentPane.Opened) -> None:
        """Remember a message."""
        self.heard.append(message)

    def on_article_pane_block_chosen(self, message: ArticlePane.BlockChosen) -> None:
        """Remember a message."""
        self.heard.append(message)


def screen_lines(pane: CommentPane | ArticlePane) -> list[str]:
    """Return the text that stands on the screen in a pane, without the spaces at the ends."""
    region = pane.scrollable_content_region
    return [strip.text.rstrip() for strip in pane.render_lines(region.at_offset((0, 0)))]

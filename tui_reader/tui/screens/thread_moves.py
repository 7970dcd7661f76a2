"""Moving and folding by command: what each does in the comments, what in the article, and what is said where it cannot.

A move takes a pane and how often it is to be done, and returns whether it did anything.
"""

from __future__ import annotations

from collections.abc import Callable

from tui_reader.tui.widgets.article_pane import ArticlePane
from tui_reader.tui.widgets.comment_pane import CommentPane

CommentMove = Callable[[CommentPane, int], bool]
ArticleMove = Callable[[ArticlePane, int], bool]


def _repeated(turn: Callable[[int], bool], direction: int, count: int) -> bool:
    """Turn so many pages, or as many as there are; return whether there was any."""
    turned = 0
    while turned < count and turn(direction):
        turned += 1
    return turned > 0


COMMENT_MOVES: dict[str, CommentMove] = {
    "next": CommentPane.move_next,
    "previous": CommentPane.move_previous,
    "next-sibling": CommentPane.next_sibling,
    "previous-sibling": CommentPane.previous_sibling,
    "parent": CommentPane.to_parent,
    "first-reply": lambda pane, _: pane.first_reply(),
    "next-root": CommentPane.next_root,
    "previous-root": CommentPane.previous_root,
    "branch-root": lambda pane, _: pane.branch_root(),
    "half-page-down": lambda pane, count: _repeated(pane.half_page, 1, count),
    "half-page-up": lambda pane, count: _repeated(pane.half_page, -1, count),
    "page-down": lambda pane, count: _repeated(pane.page, 1, count),
    "page-up": lambda pane, count: _repeated(pane.page, -1, count),
    "toggle": lambda pane, _: pane.toggle(),
    "fold": lambda pane, _: pane.fold() or pane.to_parent(),
    "unfold": lambda pane, _: pane.unfold() or pane.first_reply(),
    "open": lambda pane, _: pane.unfold(),
    "close": lambda pane, _: pane.fold(),
    "open-branch": lambda pane, _: pane.unfold_branch(),
    "close-branch": lambda pane, _: pane.fold_branch(),
    "fold-all": lambda pane, _: pane.fold_all(),
    "unfold-all": lambda pane, _: pane.unfold_all(),
    "fewer-levels": CommentPane.fewer_levels,
    "more-levels": CommentPane.more_levels,
    "done": lambda pane, _: pane.done(),
    "hide": lambda pane, _: pane.hide_branch(),
    "undo": lambda pane, _: pane.undo_fold(),
    "read": lambda pane, _: pane.open(),
}
"""Moves and folds in the comments; each returns whether it did anything."""

ARTICLE_MOVES: dict[str, ArticleMove] = {
    "next": ArticlePane.move_next,
    "previous": ArticlePane.move_previous,
    "half-page-down": lambda pane, _: pane.half_page(1),
    "half-page-up": lambda pane, _: pane.half_page(-1),
    "page-down": lambda pane, _: pane.page(1),
    "page-up": lambda pane, _: pane.page(-1),
    "toggle": lambda pane, _: pane.page(1),
    "first": lambda pane, _: pane.first(),
    "last": lambda pane, _: pane.last(),
    "read": lambda pane, _: pane.choose(),
}
"""Moves in the article, by the same keys; `read` asks who quotes a paragraph."""

STUCK = {
    "next": "this is the last comment",
    "previous": "this is the first comment",
    "parent": "this comment answers none that is known",
    "fold": "nothing to fold",
    "first-reply": "nobody answered this comment",
    "unfold": "nobody answered this comment",
    "next-root": "this is the last top-level comment",
    "previous-root": "this is the first top-level comment",
    "undo": "no folding to take back",
}
"""What is said where a move leads nowhere."""

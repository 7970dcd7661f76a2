"""The comments of a thread as a reader handles them: moving, folding, filtering, and the messages that tell of it.

Invariant: the cursor stands on a shown row, or is -1 where none is shown; neither folds nor a filter lose the comment
it was on.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from tui_reader.outline import Narrowing, Outline, OutlineView, Rearrangement
from tui_reader.tui.widgets.comment_canvas import CommentCanvas
from tui_reader.tui.widgets.comment_lines import INDENT, indent_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events

    from tui_reader.text.marks import Marks
    from tui_reader.tui.widgets.comment_canvas import Fetch


class CommentPane(CommentCanvas):
    """All comments of a thread. Every move and fold returns whether it did anything, so that a caller can say why not."""

    @dataclass
    class CursorMoved(Message):
        """The reader went to another comment; -1 where none is shown."""

        pane: CommentPane
        position: int

        @property
        def control(self) -> CommentPane:
            """The pane that it happened in."""
            return self.pane

    @dataclass
    class FoldChanged(Message):
        """Rows were folded, opened or hidden."""

        pane: CommentPane

        @property
        def control(self) -> CommentPane:
            """The pane that it happened in."""
            return self.pane

    @dataclass
    class Opened(Message):
        """The reader wants to see a comment whole."""

        pane: CommentPane
        position: int

        @property
        def control(self) -> CommentPane:
            """The pane that it happened in."""
            return self.pane

    _displaced: tuple[int, int] | None = None

    def show(self, outline: Outline, fetch: Fetch, *, starter: str | None = None) -> None:
        """Show a thread from its first comment; `fetch` returns comments by position, `starter` is who began the thread."""
        self.view = OutlineView(outline)
        self._fetch, self._starter = fetch, starter
        self._bodies.clear()
        self._drawn.clear()
        self._annotations.clear()
        self._displaced = None
        self._selected = b""
        if self._width:
            self._lay_out()
        self.set_reactive(CommentPane.cursor, -1)
        self._scroll_now(0)
        self._hold(None)
        if len(outline):
            self.cursor = 0

    def rearrange(self, order: Rearrangement, fetch: Fetch, narrowing: Narrowing | None = None) -> None:
        """Show the same comments in another order; the one at the cursor stays where it is on the screen."""
        super().rearrange(order, fetch, narrowing)
        if self._displaced:
            home, stand = self._displaced
            self._displaced = order.places[home], order.places[stand]

    def open(self) -> bool:
        """Ask for the comment at the cursor to be shown whole; one whose author is muted is shown in its place first."""
        if self.cursor >= 0 and self.is_muted(self.cursor):
            self.show_once(self.cursor)
        elif self.cursor >= 0:
            self.post_message(self.Opened(self, self.cursor))
        return self.cursor >= 0

    # Moving.

    def validate_cursor(self, position: int) -> int:
        """Keep the cursor on a shown row."""
        if self.view.is_empty:
            return -1
        nearest = self.view.nearest(max(0, min(position, len(self.view.outline) - 1)))
        return -1 if nearest is None else nearest

    def watch_cursor(self, position: int) -> None:
        """Scroll to the comment and tell of it."""
        if position >= 0:
            self._bring_into_sight(position)
        self.post_message(self.CursorMoved(self, position))

    def move_next(self, count: int = 1) -> bool:
        """Go to the next comment; one that goes on below the screen is scrolled on first."""
        return self._read_on(1) if count == 1 and self._reaches_beyond(1) else self._step(self.view.next, count)

    def move_previous(self, count: int = 1) -> bool:
        """Go to the comment before; one that begins above the screen is scrolled back first."""
        return self._read_on(-1) if count == 1 and self._reaches_beyond(-1) else self._step(self.view.previous, count)

    def next_sibling(self, count: int = 1) -> bool:
        """Go to the next comment on this level, or else further up."""
        return self._step(self.view.after_branch, count)

    def previous_sibling(self, count: int = 1) -> bool:
        """Go to the previous comment on this level, or else further up."""
        return self._step(self.view.previous_on_level, count)

    def to_parent(self, count: int = 1) -> bool:
        """Go to the comment that this one answers."""
        return self._step(self.view.parent, count)

    def first_reply(self) -> bool:
        """Go to the first reply, opening the comment if it is folded."""
        if self.cursor >= 0 and not self.view.is_open(self.cursor):
            self.unfold()
        return self._step(self.view.first_reply, 1)

    def next_root(self, count: int = 1) -> bool:
        """Go to the next top-level comment."""
        return self._step(self.view.next_root, count)

    def previous_root(self, count: int = 1) -> bool:
        """Go to the top of this branch, or of the one before."""
        return self._step(self.view.previous_root, count)

    def branch_root(self) -> bool:
        """Go to the top of this branch."""
        return self._step(self.view.root, 1)

    def first(self) -> bool:
        """Go to the first comment."""
        return self._step(lambda _: self.view.first(), 1)

    def last(self) -> bool:
        """Go to the last comment."""
        return self._step(lambda _: self.view.last(), 1)

    def half_page(self, direction: int) -> bool:
        """Scroll half a screen down (1) or up (-1) and take the cursor along."""
        return self._page(direction, max(1, self.size.height // 2))

    def page(self, direction: int) -> bool:
        """Scroll a screen down (1) or up (-1), two lines kept, and take the cursor along."""
        return self._page(direction, max(1, self.size.height - 2))

    def go_to(self, position: int) -> bool:
        """Go to a comment, opening what is folded above it; False where the filter leaves it out."""
        if not 0 <= position < len(self.view.outline):
            return False
        if not self.view.is_shown(position):
            place = self._place()
            self.view.reveal(position)
            self._hold(place)
            self.post_message(self.FoldChanged(self))
        if not self.view.is_shown(position):
            return False
        if position == self.cursor:
            self._bring_into_sight(position)
        self.cursor = position
        return True

    def _step(self, step: Callable[[int], int | None], count: int) -> bool:
        """Go so many steps, or as many as there are."""
        position = self.cursor
        for _ in range(count):
            following = step(position) if position >= 0 else None
            if following is None:
                break
            position = following
        if position == self.cursor:
            return False
        self.cursor = position
        return True

    def _reaches_beyond(self, direction: int) -> bool:
        """Whether the comment at the cursor is in sight and goes on beyond that edge of the screen."""
        if self.cursor < 0:
            return False
        top, page = self.scroll_offset.y, self.size.height
        start = self.view.line_of(self.cursor)
        end = start + self._lines_without_gap(self.cursor)
        return start < top + page < end if direction > 0 else start < top < end

    def _read_on(self, direction: int) -> bool:
        """Scroll a screen on in the comment at the cursor, not past its end."""
        top, page = self.scroll_offset.y, self.size.height
        start = self.view.line_of(self.cursor)
        end = start + self._lines_without_gap(self.cursor)
        step = max(1, page - 2)
        self._scroll_now(min(top + step, end - page) if direction > 0 else max(top - step, start))
        return True

    def _page(self, direction: int, lines: int) -> bool:
        """Scroll by lines; the cursor keeps its line on the screen as far as there are rows to stand on."""
        if self.cursor < 0:
            return False
        before, top = self.cursor, self.scroll_offset.y
        line = min(max(self.view.line_of(before) - top, 0), self.size.height - 1)
        self._scroll_now(top + direction * lines)
        moved = self.scroll_offset.y != top
        target = self.scroll_offset.y + line if moved else (self.view.lines - 1 if direction > 0 else 0)
        position = self._row_begun_at(target)
        self.set_reactive(CommentPane.cursor, position)
        if position != before:
            self.post_message(self.CursorMoved(self, position))
        self.refresh()
        return moved or position != before

    def _row_begun_at(self, line: int) -> int:
        """Return the row at a line, or the next one if that begins above the screen and the next is in sight."""
        position, offset = self.view.row_at(line)
        following = self.view.next(position)
        if line - offset >= self.scroll_offset.y or following is None:
            return position
        return following if self.view.line_of(following) < self.scroll_offset.y + self.size.height else position

    # Folding.

    def fold(self) -> bool:
        """Fold the branch at the cursor; False where it is folded or has no replies."""
        return self.view.first_reply(self.cursor) is not None and self._change(lambda: self.view.fold(self.cursor))

    def unfold(self) -> bool:
        """Open the branch at the cursor."""
        return self._change(lambda: self.view.unfold(self.cursor))

    def toggle(self) -> bool:
        """Fold the comment at the cursor, with or without replies, or open it."""
        return self._change(lambda: self.view.unfold(self.cursor) or self.view.fold(self.cursor))

    def fold_branch(self, *, recursive: bool = True) -> bool:
        """Fold the branch at the cursor, and by default every branch in it."""
        return self._change(lambda: self.view.fold_branch(self.cursor)) if recursive else self.fold()

    def unfold_branch(self, *, recursive: bool = True) -> bool:
        """Open the branch at the cursor, and by default every branch in it."""
        return self._change(lambda: self.view.unfold_branch(self.cursor)) if recursive else self.unfold()

    def fold_all(self) -> bool:
        """Leave the top level, a line each."""
        return self._change(self.view.fold_all)

    def unfold_all(self) -> bool:
        """Open everything that is folded."""
        return self._change(self.view.unfold_all)

    def fold_level(self, levels: int) -> bool:
        """Show so many levels, the last of them a line each."""
        return self._change(lambda: self.view.open_levels(max(1, levels)))

    def more_levels(self, count: int = 1) -> bool:
        """Open one level more."""
        return self.fold_level(self.view.levels + count)

    def fewer_levels(self, count: int = 1) -> bool:
        """Fold the deepest level."""
        return self.fold_level(self.view.levels - count)

    def done(self) -> bool:
        """Fold the branch that the cursor is in from its root, and go on to the next top-level comment."""
        if self.cursor < 0:
            return False
        root = self.view.root(self.cursor)
        following = self.view.next_root(self.cursor)
        changed = self._change(lambda: self.view.fold(root))
        if following is None:
            return changed
        self.cursor = following
        return True

    def hide_branch(self) -> bool:
        """Leave only a stub of the branch at the cursor; on a stub, bring the branch back."""
        if self.cursor >= 0 and self.view.is_hidden(self.cursor):
            return self.unfold()
        return self._change(lambda: self.view.hide(self.cursor))

    def undo_fold(self) -> bool:
        """Take back the last folding, opening or hiding."""
        return self._change(self.view.undo)

    def _change(self, change: Callable[[], bool]) -> bool:
        """Fold or open something and keep the reader's place."""
        place = self._place()
        if self.cursor < 0 or not change():
            return False
        self._settle_cursor()
        self._hold(place)
        self.post_message(self.FoldChanged(self))
        return True

    def keep_standing(self) -> Callable[[], None]:
        """Return what brings folds, cursor and the lines on the screen back as they are now."""
        outline, put_back, cursor, place = self.view.outline, self.view.keep_folds(), self.cursor, self._place()

        def stand_again() -> None:
            """Stand as then, unless another thread, or another order of it, is shown by now."""
            if self.view.outline is not outline:
                return
            if put_back():
                self.post_message(self.FoldChanged(self))
            self.cursor = cursor
            self._hold(place)

        return stand_again

    # Filtering.

    def take_filter(self, narrowing: Narrowing | None) -> None:
        """Show only what a filter leaves, what is around matches dimmed; None shows everything again."""
        place = self._place()
        self.view.take(narrowing)
        self._settle_cursor()
        self._hold(place if place and self.view.is_shown(place[0]) else self._cursor_place())
        if self.cursor >= 0:
            self._bring_into_sight(self.cursor)

    def set_marks(self, marks: Marks) -> None:
        """Mark what is looked for wherever it stands in bodies and names; nothing takes the marks away."""
        if marks != self._marks:
            self._marks = marks
            self._drawn.clear()
            self.refresh()

    def toggle_quotes(self) -> bool:
        """Shrink quoted lines to a mark, or show them again; return whether they are shown now."""
        place = self._place()
        self._shows_quotes = not self._shows_quotes
        if self._width:
            self._lay_out()
        self._hold(place)
        return self._shows_quotes

    def _settle_cursor(self) -> None:
        """Put the cursor on a shown row; a comment it was driven from gets it back as soon as it is shown again."""
        wanted = self._match_from(self.cursor)
        if self._displaced is not None and self._displaced[1] == self.cursor and self.view.is_shown(self._displaced[0]):
            wanted = self._displaced[0]
        position = self.validate_cursor(wanted)
        if position != self.cursor:
            home = self._displaced[0] if self._displaced and self._displaced[1] == self.cursor else self.cursor
            self._displaced = (home, position) if position != home else None
            self.set_reactive(CommentPane.cursor, position)
            self.post_message(self.CursorMoved(self, position))

    def _match_from(self, position: int) -> int:
        """Return a row that is shown, or the match that comes next where it is not: nobody filters to stand on context."""
        hits = self.view.hits
        if not hits or self.view.is_shown(position):
            return position
        return hits[min(bisect_left(hits, position), len(hits) - 1)]

    def _cursor_place(self) -> tuple[int, int] | None:
        return (self.cursor, self.size.height // 3) if self.cursor >= 0 else None

    # The mouse.

    def on_click(self, event: events.Click) -> None:
        """Select the comment that was clicked; on its fold mark, fold or open it; twice, open it whole."""
        event.stop()
        line = self.scroll_offset.y + event.y
        if self.view.is_empty or line >= self.view.lines:
            return
        position, offset = self.view.row_at(line)
        self.set_reactive(CommentPane.cursor, position)
        self.post_message(self.CursorMoved(self, position))
        self.refresh()
        mark = 1 + INDENT * indent_of(self.view.outline.depth[position], self._width)
        if offset == 0 and mark <= event.x < mark + INDENT:
            self.toggle()
        elif event.chain == 2:
            self.open()

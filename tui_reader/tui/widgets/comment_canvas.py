"""Drawing and scrolling the comments of a thread: one widget that draws only the lines on the screen.

Invariant: rows on the screen have exact heights; rows elsewhere may have estimated ones, and when an estimate above the screen
is corrected, the scroll position moves with it, so that what is being read never jumps. Rows are laid out for a new size when
they are first drawn in it, before Textual tells of it, so that the first frame holds the text.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tui_reader.errors import TuiReaderError
from tui_reader.model import NO_ANNOTATION, StoredComment
from tui_reader.outline import Branch, Outline, OutlineView, Rearrangement, build_columns
from tui_reader.text.marks import NO_MARKS
from tui_reader.tui.widgets.comment_lines import CHARACTERS_IN_A_CLASS, Drawing, Look, text_width
from tui_reader.tui.widgets.comment_styles import CommentStyles
from tui_reader.tui.widgets.line_pane import LinePane
from tui_reader.tui.widgets.unreadable import unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual import events

    from tui_reader.model import Annotation
    from tui_reader.outline import Narrowing

    Fetch = Callable[[Sequence[int]], Mapping[int, StoredComment]]
    """Returns comments by position, or raises the TuiReaderError that says why it cannot."""

_BODIES_KEPT = 2048
_DRAWN_KEPT = 1024
_PAGES_HELD = 3
_NO_BRANCH = Branch(0, 0, 0, 0, 0)
_HEADER_AND_GAP = 2
_FULL_LINE = 0.92


def nothing() -> Outline:
    """Return the outline of a thread without comments."""
    return Outline(build_columns((), (), (), (), ()))


class CommentCanvas(LinePane):
    """The lines of a thread's comments; what may be done with them is for `CommentPane` to say."""

    @dataclass
    class Unreadable(Message):
        """Comments of an outline could not be fetched; others stand in their place, which say so."""

        pane: CommentCanvas
        error: TuiReaderError
        outline: Outline

        @property
        def control(self) -> CommentCanvas:
            """The pane that it happened in."""
            return self.pane

    cursor: reactive[int] = reactive(-1, repaint=False, init=False)
    """The selected comment by its position in preorder; -1 when nothing is shown."""

    empty_text = "This thread has no comments."
    """What is said where no row is shown."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self.view = OutlineView(nothing())
        self._fetch: Fetch | None = None
        self._starter: str | None = None
        self._marks = NO_MARKS
        self._bodies: OrderedDict[int, StoredComment] = OrderedDict()
        self._drawn: OrderedDict[tuple[int, Look], list[Strip]] = OrderedDict()
        self._styles: CommentStyles | None = None
        self._width = 0
        self._room = Size()
        self._shows_quotes = True
        self._annotations: dict[int, Annotation] = {}
        self._selected: bytes | bytearray = b""
        self._muted: frozenset[int] = frozenset()
        self._shown_once: set[int] = set()

    # What is shown.

    def comment(self, position: int) -> StoredComment:
        """Return a comment, fetched if it is not at hand."""
        self._bring([position])
        return self._bodies[position]

    def rearrange(self, order: Rearrangement, fetch: Fetch, narrowing: Narrowing | None = None) -> None:
        """Show the same comments in another order; the one at the cursor stays where it is on the screen.

        `narrowing` is what the filter that is on leaves in that order, where it is known.
        """
        line = self._cursor_line()
        self.view.rearrange(order, narrowing)
        self._fetch = fetch
        self._bodies.clear()
        self._drawn.clear()
        if self.cursor >= 0:
            self.set_reactive(CommentCanvas.cursor, order.places[self.cursor])
            self._hold((self.cursor, line))

    def _cursor_line(self) -> int:
        """Return the line of the screen that the cursor is on, or one that it may have where it is out of sight."""
        place = self._place()
        return place[1] if place and place[0] == self.cursor else self.size.height // 3

    def set_selected(self, marks: bytes | bytearray) -> None:
        """Show which comments are selected, a byte for each."""
        self._selected = marks
        self.refresh()

    def _bring(self, positions: Sequence[int]) -> None:
        """Fetch what is not at hand, in one go."""
        missing = [position for position in positions if position not in self._bodies]
        if missing and self._fetch is not None:
            try:
                self._bodies.update(self._fetch(missing))
            except TuiReaderError as error:
                self._bodies.update((position, unreadable(self.view.outline, position)) for position in missing)
                self.post_message(self.Unreadable(self, error, self.view.outline))
            while len(self._bodies) > max(_BODIES_KEPT, len(positions)):
                self._bodies.popitem(last=False)

    def annotate(self, annotations: Mapping[int, Annotation]) -> None:
        """Show what a reader added to these comments, by row id, and keep the reader's place; an empty one takes it away."""
        place = self._place()
        for identity, annotation in annotations.items():
            self._annotations.pop(identity, None)
            if annotation != NO_ANNOTATION:
                self._annotations[identity] = annotation
        self.view.forget_lines()
        self._hold(place)

    def mute(self, authors: frozenset[int]) -> None:
        """Show a line in place of each comment by these authors, by row id, and keep the reader's place; replies stay."""
        if authors != self._muted:
            place = self._place()
            self._muted, self._shown_once = authors, set()
            self.view.forget_lines()
            self._hold(place)

    def is_muted(self, position: int) -> bool:
        """Whether a line stands for a comment, because of who wrote it; not where an outline does not know who that is."""
        outline = self.view.outline
        if not self._muted or outline.ids[position] in self._shown_once:
            return False
        try:
            return outline.author_of(position) in self._muted
        except ValueError:
            return False

    def show_once(self, position: int) -> None:
        """Show a comment though its author is muted, until another thread is shown."""
        place = self._place()
        self._shown_once.add(self.view.outline.ids[position])
        self.view.forget_lines()
        self._hold(place)

    def _look(self, position: int) -> Look:
        view = self.view
        ground = "plain"
        if position == self.cursor:
            ground = "cursor" if self.has_focus else "cursor-blurred"
        is_folded = view.is_folded(position)
        end = view.outline.end(position)
        return Look(
            width=self._width,
            depth=view.outline.depth[position],
            has_replies=view.first_reply(position) is not None,
            is_folded=is_folded,
            is_hidden=view.is_hidden(position),
            is_muted=self.is_muted(position),
            is_context=not view.is_match(position),
            ground=ground,
            shows_quotes=self._shows_quotes,
            matches_below=view.matches_below(position) if is_folded else 0,
            annotation=self._annotations.get(view.outline.ids[position]) if self._annotations else None,
            is_selected=position < len(self._selected) and self._selected[position] != 0,
            selected_below=0 if view.is_open(position) else self._selected.count(1, position + 1, end),
        )

    def _strips(self, position: int) -> list[Strip]:
        """Return the lines of a row, drawn only if it does not look as it did before."""
        key = position, self._look(position)
        strips = self._drawn.get(key)
        if strips is None:
            strips = self._drawn[key] = self._draw(position, key[1])
            if len(self._drawn) > _DRAWN_KEPT:
                self._drawn.popitem(last=False)
        return strips

    def _draw(self, position: int, look: Look) -> list[Strip]:
        comment, styles = self.comment(position), self._resolved_styles()
        branch = self.view.outline.branch(position) if look.is_folded or look.is_hidden or look.is_muted else _NO_BRANCH
        return self.finished(Drawing(comment, look, styles, branch, self._marks, self._starter).strips())

    def _resolved_styles(self) -> CommentStyles:
        if self._styles is None:
            self._styles = CommentStyles(self)
        return self._styles

    def forget_drawn(self) -> None:
        """Draw everything anew."""
        self._styles = None
        self._drawn.clear()

    # Where it stands.

    def on_resize(self, event: events.Resize) -> None:
        """Fit the rows into the room there is, unless the last frame did."""
        event.stop()
        if self.outer_size != self._room:
            self._settle_in()
            self.refresh()

    def _settle_in(self) -> None:
        """Lay the rows out for a new size and keep the reader's place, or show the comment that a thread is opened at."""
        self._room = self.outer_size
        begins_further_down = not self._width and self.cursor > 0
        place = (self.cursor, self.size.height // 3) if begins_further_down else self._place()
        width = self.scrollable_content_region.width
        if width != self._width:
            self._width = width
            self._lay_out()
        self._stand(place)

    def _lay_out(self) -> None:
        """Estimate the height of every row for the width there is."""
        room = max(1, int(text_width(0, self._width) * _FULL_LINE))
        self._drawn.clear()
        self.view.lay_out(
            bytes(min(254, _HEADER_AND_GAP + -(-length * CHARACTERS_IN_A_CLASS // room)) for length in range(256))
        )

    def _measure(self, positions: Sequence[int]) -> None:
        """Make the heights of rows exact."""
        self._bring(positions)
        for position in positions:
            if self.view.is_open(position) and not self.view.is_measured(position):
                self.view.set_lines(position, len(self._strips(position)))

    def _measure_on(self, position: int, lines: int, step: Callable[[int], int | None]) -> None:
        """Measure rows beyond a row until they fill so many lines."""
        beyond: int | None = position
        while lines > 0 and beyond is not None:
            rows: list[int] = []
            guessed = 0
            while guessed < lines and (beyond := step(beyond)) is not None:
                rows.append(beyond)
                guessed += self.view.lines_of(beyond)
            self._measure(rows)
            lines -= sum(map(self.view.lines_of, rows))

    def _measure_around(self, position: int) -> None:
        """Measure a row and a screen of rows on both sides."""
        self._measure([position])
        self._measure_on(position, self.size.height, self.view.next)
        self._measure_on(position, self.size.height, self.view.previous)

    def _place(self) -> tuple[int, int] | None:
        """Return the row that the reader is at and its line on the screen: the cursor if it is in sight, else the topmost."""
        view, top = self.view, self.scroll_offset.y
        if view.is_empty:
            return None
        if self.cursor >= 0 and view.is_shown(self.cursor):
            line = view.line_of(self.cursor) - top
            if -view.lines_of(self.cursor) < line < self.size.height:
                return self.cursor, line
        row, offset = view.row_at(top)
        return row, -offset

    def _hold(self, place: tuple[int, int] | None) -> None:
        """Bring a row, or what stands for it, back to its line on the screen."""
        self._stand(place)
        self.refresh()

    def _stand(self, place: tuple[int, int] | None) -> None:
        """Scroll a row, or what stands for it, to its line on the screen."""
        row = self.view.nearest(place[0]) if place and self._width else None
        if row is None or place is None:
            self._fit()
            return
        self._measure_around(row)
        line = place[1] if place[1] + self.view.lines_of(row) > 0 else 0
        self._fit()
        self._scroll_now(self.view.line_of(row) - line)

    def _bring_into_sight(self, position: int) -> None:
        """Scroll as little as needed to see a row; one that is taller than the screen begins at its top."""
        if not self._width:
            return
        self._measure_around(position)
        self._fit()
        top, page, now = self.view.line_of(position), self.size.height, self.scroll_offset.y
        lines = self._lines_without_gap(position)
        if top < now or lines >= page:
            self._scroll_now(top)
        elif top + lines > now + page:
            self._scroll_now(top + lines - page)
        elif now > self.max_scroll_y:
            self._scroll_now(self.max_scroll_y)
        self.refresh()

    def _lines_without_gap(self, position: int) -> int:
        return max(1, self.view.lines_of(position) - self.view.is_open(position))

    def _fit(self) -> None:
        if self._width:
            self.fit(self._width, self.view.lines)

    def _scroll_now(self, line: int) -> None:
        if self._width:
            self.scroll_now(line)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Make the rows that come into sight exact, and keep what was in sight where it belongs."""
        old, new = round(old_value), round(new_value)
        if old != new and not self.view.is_empty and self._width:
            settled = self._settle(old, new)
            if settled != new:
                self.set_reactive(Widget.scroll_y, float(settled))
                self.scroll_target_y = new_value = float(settled)
        super().watch_scroll_y(old_value, new_value)

    def _settle(self, old: int, new: int) -> int:
        """Return where to scroll to once the rows there have their exact heights."""
        view = self.view
        if 0 < old - new <= _PAGES_HELD * self.size.height:
            row, offset = view.row_at(old)
            self._measure_on(row, old - new - offset, view.previous)
            new = max(0, new + view.line_of(row) + offset - old)
        row, _ = view.row_at(new)
        self._measure([row])
        self._measure_on(row, self.size.height, view.next)
        self._fit()
        return min(new, self.max_scroll_y)

    # Onto the screen.

    def lines_in(self, y: int, count: int) -> list[Strip]:
        """Return the lines in sight; cached strips are handed on as they are."""
        if self.outer_size != self._room:
            self._settle_in()
        lines = self._lines_from(self.scroll_offset.y + y, count) if self._width else []
        if self.view.is_empty:
            lines = self._empty_lines()[:count]
        return lines + [self._blank()] * (count - len(lines))

    def _lines_from(self, line: int, count: int) -> list[Strip]:
        view, lines = self.view, list[Strip]()
        if line >= view.lines:
            return lines
        row, offset = view.row_at(line)
        at: int | None = row
        while at is not None and len(lines) < count:
            lines += self._strips(at)[offset:]
            at, offset = view.next(at), 0
        return lines[:count]

    def _empty_lines(self) -> list[Strip]:
        """Return what is said where no row is shown."""
        style = self._resolved_styles().of("plain", context=False)["fact"]
        words = Strip([Segment(f"  {self.empty_text}", style)]).adjust_cell_length(self._width, style)
        return [self._blank(), *self.finished([words])]

    def _blank(self) -> Strip:
        return Strip.blank(self.outer_size.width, self._resolved_styles().base)

"""The article beside its comments: blocks at a readable measure, a current paragraph, passages that comments quote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tui_reader.model import BlockKind
from tui_reader.text.marks import NO_MARKS
from tui_reader.text.sanitize import visible
from tui_reader.text.wrap import wrap
from tui_reader.tui.widgets.line_pane import LinePane
from tui_reader.tui.widgets.pieces import cut

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from textual import events

    from tui_reader.model import Block
    from tui_reader.text.marks import Marks
    from tui_reader.tui.widgets.pieces import Paint

WIDEST_TEXT = 76
"""Columns of text in a line of the article."""

MOST_CHARACTERS = 64 * 1024
"""Characters of one block that are shown."""

_MARGIN = 2
_LEFT = "▌"
_OWN_GROUND = frozenset({"match", "passage"})
_OUR_TITLE, _NO_BLOCK, _OUR_NOTE = -1, -2, -3

NO_ARTICLE = "The source holds no article."
"""What is said in the place of an article."""

_TIGHT = frozenset({BlockKind.BYLINE, BlockKind.DATE, BlockKind.CAPTION})


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a block: the characters from `start` to `end` of its visible text; an empty one stands between blocks."""

    block: int
    start: int
    end: int


class ArticlePane(LinePane):
    """The article of a thread. Moves return whether they did anything."""

    DEFAULT_CSS = "ArticlePane { background: $background; }"
    INKS: ClassVar[Mapping[str, str]] = {
        "title": "bold text-primary",
        "byline": "foreground/55",
        "caption": "italic foreground/55",
        "date": "foreground/55",
        "heading": "bold foreground",
        "paragraph": "foreground",
        "quote": "italic foreground/70",
        "boilerplate": "foreground/40",
        "match": "bold background on warning",
        "passage": "foreground on warning/30",
        "bar-cursor": "accent",
        "bar-cursor-blurred": "foreground/40",
        "cursor": "foreground on primary/12",
        "cursor-blurred": "foreground on background",
    }
    ANSI_INKS: ClassVar[Mapping[str, str]] = {
        "byline": "dim foreground",
        "date": "dim foreground",
        "boilerplate": "dim foreground",
        "caption": "italic dim foreground",
        "match": "reverse foreground",
        "passage": "reverse foreground",
        "cursor": "foreground",
    }

    cursor: reactive[int] = reactive(-1, repaint=False, init=False)
    """The current block by its index; -1 when there is none."""

    @dataclass
    class BlockChosen(Message):
        """The reader asks about a block of the article."""

        pane: ArticlePane
        index: int

        @property
        def control(self) -> ArticlePane:
            """The pane that it happened in."""
            return self.pane

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._blocks: dict[int, tuple[BlockKind, str]] = {}
        self._lines: list[_Line] = []
        self._first_lines: dict[int, int] = {}
        self._drawn: dict[tuple[int, str], Strip] = {}
        self._marks = NO_MARKS
        self._passage: tuple[int, int, int] | None = None
        self._width = 0

    # What is shown.

    def show(self, title: str | None, blocks: Sequence[Block]) -> None:
        """Show an article from its top; the title comes first where no block holds it."""
        self._blocks = {index: (block.kind, _shown(block.text)) for index, block in enumerate(blocks)}
        if title and all(block.kind is not BlockKind.TITLE for block in blocks):
            self._blocks = {_OUR_TITLE: (BlockKind.TITLE, _shown(title)), **self._blocks}
        if not blocks:
            self._blocks[_OUR_NOTE] = (BlockKind.BOILERPLATE, NO_ARTICLE)
        self._passage = None
        self.set_reactive(ArticlePane.cursor, 0 if blocks else -1)
        self._lay_out()
        self._scroll_now(0)
        self.refresh()

    def highlight(self, block_index: int, start: int, end: int) -> None:
        """Mark a passage, characters of the text of a block, and bring it into sight."""
        if block_index not in self._blocks:
            return
        self._passage = (block_index, start, end)
        self._drawn.clear()
        self.set_reactive(ArticlePane.cursor, block_index)
        self._bring_passage_into_sight()
        self.refresh()

    def clear_highlight(self) -> None:
        """Take the mark off the passage."""
        self._passage = None
        self._drawn.clear()
        self.refresh()

    def set_marks(self, marks: Marks) -> None:
        """Mark what is looked for wherever it stands; nothing takes the marks away."""
        if marks != self._marks:
            self._marks = marks
            self._drawn.clear()
            self.refresh()

    # Moving.

    def move_next(self, count: int = 1) -> bool:
        """Go to the next block; one that goes on below the screen is scrolled on first."""
        bottom = self.scroll_offset.y + self.size.height
        if self.cursor >= 0 and self._lines and self._first_lines[self.cursor] < bottom < self._end_of(self.cursor):
            return self._scroll_by(self.size.height - 2)
        return self._step(count)

    def move_previous(self, count: int = 1) -> bool:
        """Go to the block before; one that begins above the screen is scrolled back first."""
        top = self.scroll_offset.y
        if self.cursor >= 0 and self._lines and self._first_lines[self.cursor] < top < self._end_of(self.cursor):
            return self._scroll_by(2 - self.size.height)
        return self._step(-count)

    def half_page(self, direction: int) -> bool:
        """Scroll half a screen down (1) or up (-1) and take the cursor along."""
        return self._scroll_by(direction * max(1, self.size.height // 2))

    def page(self, direction: int) -> bool:
        """Scroll a screen down (1) or up (-1), two lines kept, and take the cursor along."""
        return self._scroll_by(direction * max(1, self.size.height - 2))

    def first(self) -> bool:
        """Go to the first block."""
        moved = self._step(-len(self._blocks))
        self._scroll_now(0)
        return moved

    def last(self) -> bool:
        """Go to the last block."""
        return self._step(len(self._blocks))

    def choose(self) -> bool:
        """Ask about the current block."""
        if self.cursor < 0:
            return False
        self.post_message(self.BlockChosen(self, self.cursor))
        return True

    def watch_cursor(self, index: int) -> None:
        """Bring the current block into sight."""
        if index >= 0 and self._lines:
            top, page, first, end = self.scroll_offset.y, self.size.height, self._first_lines[index], self._end_of(index)
            if first < top or end - first >= page:
                self._scroll_now(first)
            elif end > top + page:
                self._scroll_now(end - page)
        self.refresh()

    def validate_cursor(self, index: int) -> int:
        """Keep the cursor on a block."""
        return max(0, min(index, max(self._blocks))) if self._blocks and max(self._blocks) >= 0 else -1

    def _step(self, count: int) -> bool:
        before = self.cursor
        self.cursor = before + count
        return self.cursor != before

    def _scroll_by(self, lines: int) -> bool:
        before = self.scroll_offset.y
        self._scroll_now(before + lines)
        moved = self.scroll_offset.y != before
        self._take_cursor_along(lines if moved else lines * len(self._lines))
        return moved

    def _take_cursor_along(self, lines: int) -> None:
        """Keep the cursor in sight; where the article ends, go to its end."""
        if self.cursor < 0 or not self._lines:
            return
        top, bottom = self.scroll_offset.y, self.scroll_offset.y + self.size.height
        if abs(lines) >= len(self._lines):
            self.set_reactive(ArticlePane.cursor, self.validate_cursor(lines))
        elif self._end_of(self.cursor) <= top or self._first_lines[self.cursor] >= bottom:
            seen = [line.block for line in self._lines[top:bottom] if line.block >= 0] or [self.cursor]
            self.set_reactive(ArticlePane.cursor, seen[0] if lines > 0 else seen[-1])
        self.refresh()

    def _scroll_now(self, line: int) -> None:
        if self._width:
            self.scroll_now(line)

    def _bring_passage_into_sight(self) -> None:
        if self._passage is None or not self._lines:
            return
        index, start, _ = self._passage
        lines = range(self._first_lines[index], self._end_of(index))
        line = next((at for at in lines if self._lines[at].end > start), lines.start)
        if not self.scroll_offset.y <= line < self.scroll_offset.y + self.size.height - 1:
            self._scroll_now(max(0, line - self.size.height // 3))

    # Where it stands.

    def on_resize(self, event: events.Resize) -> None:
        """Fit into the room there is, unless the last frame did."""
        event.stop()
        if self.scrollable_content_region.width != self._width:
            self._settle_in()
            self.refresh()

    def _settle_in(self) -> None:
        """Break the lines for a new width and keep the block at the top where it is."""
        top = self._lines[min(self.scroll_offset.y, len(self._lines) - 1)].block if self._lines else None
        at_start = self.scroll_offset.y == 0
        self._width = self.scrollable_content_region.width
        self._lay_out()
        if at_start:
            self._bring_passage_into_sight()
        elif top is not None:
            self._scroll_now(self._first_lines[top])

    def _lay_out(self) -> None:
        """Break all blocks into lines."""
        self._drawn.clear()
        self._lines, self._first_lines = [], {}
        if self._width:
            self._lines = [_Line(_NO_BLOCK, 0, 0), *self._broken_lines()]
            self.fit(self._width, len(self._lines))
        for at, line in enumerate(self._lines):
            self._first_lines.setdefault(line.block, at)

    def _broken_lines(self) -> Iterator[_Line]:
        before: BlockKind | None = None
        for index, (kind, text) in self._blocks.items():
            if before is not None and not (kind in _TIGHT and before in _TIGHT):
                yield _Line(_NO_BLOCK, 0, 0)
            start = 0
            for paragraph in text.split("\n"):
                for begin, end in wrap(paragraph, self._room(), cell_len):
                    yield _Line(index, start + begin, start + end)
                start += len(paragraph) + 1
            before = kind
        yield _Line(_NO_BLOCK, 0, 0)

    def _room(self) -> int:
        return max(1, min(WIDEST_TEXT, self._width - 2 * _MARGIN))

    def _end_of(self, index: int) -> int:
        """Return the line after the last one of a block."""
        end = self._first_lines[index]
        while end < len(self._lines) and self._lines[end].block == index:
            end += 1
        return end

    # Onto the screen.

    def forget_drawn(self) -> None:
        """Draw everything anew."""
        self._drawn.clear()

    def lines_in(self, y: int, count: int) -> list[Strip]:
        """Return the lines in sight, broken when they are first drawn in a new width: the first frame holds the text."""
        if self.scrollable_content_region.width != self._width:
            self._settle_in()
        top = self.scroll_offset.y + y
        return [self._strip(at) for at in range(top, top + count)]

    def _strip(self, at: int) -> Strip:
        line = self._lines[at] if at < len(self._lines) else _Line(_NO_BLOCK, 0, 0)
        ground = ""
        if line.block == self.cursor and line.block >= 0:
            ground = "cursor" if self.has_focus else "cursor-blurred"
        key = at, ground
        if key not in self._drawn:
            self._drawn[key] = self._draw(line, ground)
        return self._drawn[key]

    def _draw(self, line: _Line, ground: str) -> Strip:
        base, styles = self.rich_style, self.inks
        under = Style(bgcolor=(styles[ground] if ground else base).bgcolor)
        bar = Segment((_LEFT if ground else " ").ljust(_MARGIN), (styles[f"bar-{ground}"] if ground else base) + under)
        segments = [bar]
        if line.block != _NO_BLOCK:
            kind, text = self._blocks[line.block]
            pieces = cut(text, line.start, line.end, kind.value, self._paints(line.block, text))
            segments += [
                Segment(piece, styles[role] if role in _OWN_GROUND else styles[role] + under) for piece, role in pieces
            ]
        return self.finished([Strip(segments).adjust_cell_length(self._width, base + under)])[0]

    def _paints(self, index: int, text: str) -> list[Paint]:
        paints: list[Paint] = []
        if self._passage is not None and self._passage[0] == index:
            paints.append((self._passage[1], self._passage[2], "passage"))
        return paints + [(start, end, "match") for start, end in self._marks.spans(text)]

    # The mouse.

    def on_click(self, event: events.Click) -> None:
        """Make the block that was clicked the current one; twice, ask about it."""
        event.stop()
        at = self.scroll_offset.y + event.y
        if at < len(self._lines) and (index := self._lines[at].block) >= 0:
            self.set_reactive(ArticlePane.cursor, index)
            self.refresh()
            if event.chain == 2:
                self.choose()


def _shown(text: str) -> str:
    """Return the text of a block as it is shown: safe, tabs expanded, not endless."""
    cut_off = text[:MOST_CHARACTERS] + "…" if len(text) > MOST_CHARACTERS else text
    return visible(cut_off).expandtabs(4)

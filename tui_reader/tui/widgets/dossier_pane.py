"""The comments of one person from all threads, each below the name of its thread and the comment that it answers.

Invariant: comments are fetched by the window; of all others only the row ids are held.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui_reader.outline import Branch, Outline, flat_columns
from tui_reader.text.sanitize import one_line
from tui_reader.text.wrap import wrap
from tui_reader.tui.widgets.comment_lines import Drawing, Look, text_width
from tui_reader.tui.widgets.comment_pane import CommentPane
from tui_reader.tui.widgets.pieces import shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from textual.strip import Strip

    from tui_reader.model import StoredComment
    from tui_reader.people import Said
    from tui_reader.tui.widgets.pieces import Piece

    FetchSaid = Callable[[Sequence[int]], Mapping[int, Said]]
    """Returns comments by row id with their threads, or raises the TuiReaderError that says why it cannot."""

_USUAL_LENGTH = 400
"""Characters of a comment and what stands above it, before it has been on the screen."""

_KEPT = 4_000
_EXCERPT = 600
_MOST_ANSWERED = 2
_NO_BRANCH = Branch(0, 0, 0, 0, 0)


class DossierPane(CommentPane):
    """Comments by row id, in the order given."""

    empty_text = ""

    def show_said(self, ids: Sequence[int], fetch: FetchSaid, at: int | None = None) -> None:
        """Show comments, with the cursor on one of them or else on the first.

        What stands above a comment is held as long as the comment is.
        """
        self._said: dict[int, Said] = {}
        outline = Outline(flat_columns(ids, _USUAL_LENGTH))

        def bring(positions: Sequence[int]) -> dict[int, StoredComment]:
            """Fetch comments with what stands above them."""
            found = fetch([outline.ids[position] for position in positions])
            if len(self._said) > _KEPT:
                self._said = {position: said for position, said in self._said.items() if position in self._bodies}
            self._said |= {position: found[outline.ids[position]] for position in positions}
            return {position: self._said[position].comment for position in positions}

        self.show(outline, bring)
        place = None if at is None else outline.position_of(at)
        if place:
            self.go_to(place)

    @property
    def current(self) -> Said | None:
        """The comment at the cursor; None where there is none, or where it cannot be read."""
        return None if self.cursor < 0 else self._said_at(self.cursor)

    def _said_at(self, position: int) -> Said | None:
        """Return a comment with what stands above it; None where it could not be fetched."""
        self.comment(position)
        return self._said.get(position)

    def _draw(self, position: int, look: Look) -> list[Strip]:
        said, styles = self._said_at(position), self._resolved_styles()
        comment = self.comment(position)
        return self.finished(SaidDrawing(comment, look, styles, _NO_BRANCH, self._marks).below(said))


class SaidDrawing(Drawing):
    """The lines of a comment out of its thread."""

    def below(self, said: Said | None) -> list[Strip]:
        """Return the finished lines below the name of the thread and what is answered, as far as these are known."""
        own = self.strips()
        if said is None:
            return own
        room = text_width(0, self._look.width)
        above = [[(shortened(one_line(said.thread.name), room).rstrip(), "thread")], *_answered(said.answered, room)]
        return [*(self._line([*self._guides(), *pieces]) for pieces in above), *own]


def _answered(answered: StoredComment | None, room: int) -> Iterator[list[Piece]]:
    """Yield the first lines of the comment that is answered."""
    if answered is None:
        return
    name = "name lost" if answered.author is None else one_line(answered.author)
    text = f"{name}: {one_line(answered.body[:_EXCERPT])}"
    lines = wrap(text, max(1, room - 4), cell_len)
    for number, (start, end) in enumerate(lines[:_MOST_ANSWERED]):
        cut = " …" if number == _MOST_ANSWERED - 1 and len(lines) > _MOST_ANSWERED else ""
        yield [("│ ", "guide-0"), (f"{text[start:end]}{cut}", "answered")]

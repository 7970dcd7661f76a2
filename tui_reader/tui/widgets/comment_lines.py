"""Drawing one comment: from stored text to finished lines of the screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.strip import Strip

from tui_reader.model import ReplyBasis, Status
from tui_reader.text.counting import counted, numbered
from tui_reader.text.marks import NO_MARKS, Marks
from tui_reader.text.prose import Part, PartKind, links, parts
from tui_reader.text.sanitize import one_line, visible
from tui_reader.text.wrap import wrap
from tui_reader.tui.widgets.annotation_lines import note_lines, sign_of_note, star, tags
from tui_reader.tui.widgets.comment_styles import GUIDE_COLOURS
from tui_reader.tui.widgets.moments import short_date, time_span
from tui_reader.tui.widgets.pieces import cut, fitted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.style import Style

    from tui_reader.model import Annotation, StoredComment
    from tui_reader.outline import Branch
    from tui_reader.tui.widgets.comment_styles import CommentStyles
    from tui_reader.tui.widgets.pieces import Paint, Piece

WIDEST_TEXT = 92
"""Columns of text in a line: wider is hard to read on."""

NARROWEST_TEXT = 36
"""Columns of text that deep replies keep; from there on a number tells the depth instead of the indent."""

CHARACTERS_IN_A_CLASS = 16
"""What one length class of the outline stands for."""

SELECTED = "● "
"""What stands before the name in a comment that is selected."""

INDENT = 2
MOST_LINES = 500
MOST_CHARACTERS = 64 * 1024
_EDGES = 4
_TAB = 4
_EXCERPT = 400


@dataclass(frozen=True, slots=True)
class Look:
    """Everything beside the stored comment that decides how it is drawn; equal looks make equal lines."""

    width: int
    depth: int
    has_replies: bool
    is_folded: bool = False
    is_hidden: bool = False
    is_muted: bool = False
    is_context: bool = False
    shows_quotes: bool = True
    ground: str = "plain"
    matches_below: int = 0
    annotation: Annotation | None = None
    is_selected: bool = False
    selected_below: int = 0


def indent_of(depth: int, width: int) -> int:
    """Return how many levels of indent a depth gets in a pane of a width."""
    return max(0, min(depth, (width - NARROWEST_TEXT - _EDGES) // INDENT))


def text_width(depth: int, width: int) -> int:
    """Return the columns that the body of a comment may take."""
    return max(1, min(WIDEST_TEXT, width - _EDGES - INDENT * indent_of(depth, width)))


class Drawing:
    """The lines of one comment."""

    def __init__(
        self,
        comment: StoredComment,
        look: Look,
        styles: CommentStyles,
        branch: Branch,
        marks: Marks = NO_MARKS,
        starter: str | None = None,
    ) -> None:
        self._comment = comment
        self._look = look
        self._styles = styles.of(look.ground, context=look.is_context)
        self._plain = styles.of("plain", context=look.is_context)
        self._branch = branch
        self._marks = marks
        self._starter = starter
        self._indent = indent_of(look.depth, look.width)

    def strips(self) -> list[Strip]:
        """Return the finished lines, each as wide as the pane."""
        look = self._look
        if look.is_hidden:
            return [self._line(self._head(" ", self._stub()))]
        if look.is_muted:
            return [self._line(self._head(self._fold_mark(), self._muted()))]
        if look.is_folded:
            return [self._line(self._head(self._fold_mark(), self._summary()))]
        lines = [self._line(self._head(self._fold_mark(), self._title()))]
        lines += [self._line([*self._left(), *pieces]) for pieces in (*self._body(), *self._note())]
        lines.append(self._gap())
        return lines

    # The first line.

    def _fold_mark(self) -> str:
        if self._look.is_folded:
            return "▸" if self._branch.replies else "▹"
        return "▾" if self._look.has_replies else "·"

    def _head(self, fold_mark: str, pieces: Iterable[Piece]) -> list[Piece]:
        guessed = self._comment.reply_basis is ReplyBasis.GUESSED
        head: list[Piece] = [*self._guides(), (fold_mark, self._guide(self._look.depth)), ("~" if guessed else " ", "mark")]
        if self._look.is_selected:
            head.append((SELECTED, "selected"))
        if self._look.depth > self._indent:
            head.append((f"⋯{self._look.depth} ", "fact"))
        return [*head, *pieces]

    def _title(self) -> Iterator[Piece]:
        comment = self._comment
        if comment.status is Status.LOST:
            yield "a comment was here; nothing of it is left", "stub"
            return
        yield from self._name()
        for fact in self._facts():
            yield f" · {fact}", "fact"
        if comment.status is not Status.PRESENT:
            yield f" · {comment.status}", "mark"
        if comment.edited is not None:
            yield " · edited", "fact"
        yield from tags(self._look.annotation)

    def _name(self) -> Iterator[Piece]:
        comment = self._comment
        if comment.author is None:
            yield ("no name" if comment.author_lost is None else "name lost"), "no-name"
        else:
            yield from self._marked(one_line(comment.author), "author")
        if comment.author is not None and comment.author == self._starter:
            yield " ", "fact"
            yield " OP ", "starter"
        yield from star(self._look.annotation)

    def _facts(self) -> Iterator[str]:
        comment = self._comment
        if number := numbered(comment.source_id):
            yield number
        if date := short_date(comment.posted, comment.posted_text):
            yield one_line(date)
        if comment.score is not None:
            yield f"{comment.score:+d}"

    def _summary(self) -> Iterator[Piece]:
        """Yield the line that stands for a folded branch."""
        if self._comment.status is Status.LOST:
            yield from self._title()
        else:
            yield from self._name()
        for fact in self._branch_facts():
            yield f" · {fact}", "fact"
        if self._look.matches_below:
            yield f" · {counted(self._look.matches_below, 'match', 'matches')}", "mark"
        yield from (*tags(self._look.annotation), *sign_of_note(self._look.annotation))
        if self._look.selected_below:
            yield f" · {self._look.selected_below:,} selected", "selected"
        if excerpt := one_line(self._comment.body[:_EXCERPT]):
            yield "  ", "fact"
            yield from self._marked(excerpt, "quote")

    def _branch_facts(self) -> Iterator[str]:
        branch = self._branch
        if not branch.replies:
            yield from self._facts()
            return
        yield counted(branch.replies, "reply", "replies")
        if branch.people:
            yield f"{branch.people}+ people" if branch.unnamed else counted(branch.people, "person", "people")
        if span := time_span(branch.first, branch.last):
            yield span

    def _stub(self) -> Iterator[Piece]:
        replies = f" · {counted(self._branch.replies, 'reply', 'replies')}" if self._branch.replies else ""
        selected = f" · {self._look.selected_below:,} selected" if self._look.selected_below else ""
        yield f"hidden: {self._called()}{replies}{selected}", "stub"

    def _muted(self) -> Iterator[Piece]:
        """Yield the line that stands for a comment whose author is muted; its replies follow where they are not folded."""
        replies = f" · {counted(self._branch.replies, 'reply', 'replies')}" if self._branch.replies else ""
        yield f"muted: {self._called()}{replies}", "stub"
        if self._look.matches_below:
            yield f" · {counted(self._look.matches_below, 'match', 'matches')}", "mark"

    def _called(self) -> str:
        return "a comment" if self._comment.author is None else one_line(self._comment.author)

    # The lines below it.

    def _body(self) -> Iterator[list[Piece]]:
        """Yield the pieces of each line of the body, folded for display where it is very long."""
        body = self._comment.body.strip("\n")
        shown = body[:MOST_CHARACTERS]
        width = text_width(self._look.depth, self._look.width)
        lines: list[list[Piece]] = []
        for part in parts(visible(shown).expandtabs(_TAB)):
            if part.apart:
                lines.append([])
            lines += self._part(part, width)
        rest = max(0, len(lines) - MOST_LINES) + -(-(len(body) - len(shown)) // width)
        yield from lines[:MOST_LINES]
        if rest:
            yield [(f"… {rest:,} more {'line' if rest == 1 else 'lines'}: Enter", "mark")]

    def _note(self) -> list[list[Piece]]:
        return note_lines(self._look.annotation, text_width(self._look.depth, self._look.width))

    def _part(self, part: Part, width: int) -> Iterator[list[Piece]]:
        role = {PartKind.QUOTE: "quote", PartKind.CODE: "code"}.get(part.kind, "text")
        first, following = _margins(part, width)
        if role == "quote" and not self._look.shows_quotes:
            yield [(f"{first}…", role)]
            return
        room = max(1, width - cell_len(first))
        paints = self._paints(part.text, role)
        margin, start = first, 0
        for paragraph in part.text.split("\n"):
            for begin, end in wrap(paragraph, room, cell_len):
                pieces = cut(part.text, start + begin, start + end, role, paints)
                if role == "code":
                    pieces = [(" ", role), *pieces, (" " * (room - cell_len(paragraph[begin:end])), role)]
                yield [(margin, "quote" if role == "quote" else "fact"), *pieces]
                margin = following
            start += len(paragraph) + 1

    def _paints(self, text: str, role: str) -> list[Paint]:
        """Return what stands out in a text; a match wins over a link."""
        found = [] if role == "code" or "://" not in text else [(start, end, "link") for start, end in links(text)]
        return found + [(start, end, "match") for start, end in self._marks.spans(text)]

    def _marked(self, text: str, role: str) -> list[Piece]:
        return cut(text, 0, len(text), role, self._paints(text, role) if self._marks else [])

    # What is to the left of it all.

    def _guides(self) -> list[Piece]:
        bar = " " if self._look.ground == "plain" else "▌"
        first = self._look.depth - self._indent
        return [(bar, "bar"), *(("│ ", self._guide(first + level)) for level in range(self._indent))]

    def _left(self) -> list[Piece]:
        own = "│ " if self._look.has_replies else "  "
        return [*self._guides(), (own, self._guide(self._look.depth))]

    def _guide(self, depth: int) -> str:
        return f"guide-{depth % GUIDE_COLOURS}"

    def _line(self, pieces: Iterable[Piece], styles: dict[str, Style] | None = None) -> Strip:
        """Return pieces as a line exactly as wide as the pane."""
        width = self._look.width
        return Strip(fitted(pieces, width, styles or self._styles), width)

    def _gap(self) -> Strip:
        """Return the empty line after a comment, which stands on no ground of its own."""
        return self._line([(" ", "text"), *self._left()[1:]], self._plain)


def _margins(part: Part, width: int) -> tuple[str, str]:
    """Return what stands before the first line of a part and before the others."""
    if part.kind is PartKind.QUOTE:
        bars = "▎ " * min(part.level, 4)
        return bars, bars
    if part.kind is PartKind.ITEM:
        indent = " " * min(part.level, width // 4)
        marker = f"{indent}{part.marker} "
        return marker, " " * cell_len(marker)
    return "", ""

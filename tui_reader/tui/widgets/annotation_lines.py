"""What a reader added to a comment, as pieces of its lines: star and tags in the header, the note below the body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui_reader.text.sanitize import one_line, visible
from tui_reader.text.wrap import wrap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.model import Annotation
    from tui_reader.tui.widgets.pieces import Piece

STAR = "★"
MOST_NOTE_LINES = 12
"""Lines of a note below a comment; whoever shows the comment whole sees the rest."""

_LABEL = "note  "
_MOST_CHARACTERS = 4096
_TAB = 4


def star(annotation: Annotation | None) -> Iterator[Piece]:
    """Yield the star after a name, where there is one."""
    if annotation is not None and annotation.starred:
        yield f" {STAR}", "star"


def tags(annotation: Annotation | None) -> Iterator[Piece]:
    """Yield the tags at the end of a header."""
    for tag in annotation.tags if annotation is not None else ():
        yield f" #{one_line(tag)}", "tag"


def sign_of_note(annotation: Annotation | None) -> Iterator[Piece]:
    """Yield the word that stands for a note where there is no room for it."""
    if annotation is not None and annotation.note:
        yield " · note", "note"


def labels(annotation: Annotation) -> Iterator[str]:
    """Yield star and tags as words."""
    if annotation.starred:
        yield STAR
    yield from (f"#{one_line(tag)}" for tag in annotation.tags)


def note_lines(annotation: Annotation | None, width: int) -> list[list[Piece]]:
    """Return the lines of a note, an empty one before them; none where there is no note."""
    if annotation is None or not annotation.note:
        return []
    text = visible(annotation.note[:_MOST_CHARACTERS]).expandtabs(_TAB)
    room = max(1, width - len(_LABEL))
    broken = [line[start:end] for line in text.split("\n") for start, end in wrap(line, room, cell_len)]
    lines: list[list[Piece]] = [[], *([(" " * len(_LABEL), "note"), (line, "note")] for line in broken[:MOST_NOTE_LINES])]
    lines[1][0] = (_LABEL, "note-label")
    if len(broken) > MOST_NOTE_LINES or len(annotation.note) > _MOST_CHARACTERS:
        lines.append([(" " * len(_LABEL) + "… the rest of the note: Enter", "mark")])
    return lines

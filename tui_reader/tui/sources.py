"""The source of a thread: how its lines were read, how other layouts read them, and reading it again, for good.

Plain functions that may run in a worker and never touch a widget. The importer is loaded when a source is asked for.

Invariant: of a source that holds several threads only the lines of the thread are read in other layouts.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_reader.errors import NothingFoundError
from tui_reader.pace import Pace
from tui_reader.tui.loader import open_thread

if TYPE_CHECKING:
    from tui_reader.formats.base import Document
    from tui_reader.ingest.choices import Choices
    from tui_reader.ingest.tally import Tally
    from tui_reader.structure.margin import Margin
    from tui_reader.structure.parting import TextThread
    from tui_reader.structure.pieces import Piece
    from tui_reader.structure.splitting import Splitter
    from tui_reader.tui.loader import OpenThread


@dataclass(frozen=True)
class Reviewed:
    """A source as it is read in one layout.

    `read` are the lines that say anything, `kept` those that stand in exactly one place; `doubts` are the lines where something
    begins that may well be otherwise.
    """

    margin: Margin
    read: int
    kept: int
    doubts: array[int]


@dataclass(frozen=True)
class Look:
    """A reading beside that of the thread: the lines that the thread takes for something else, and those to go through.

    `stops` are where something is doubtful, or where differences begin.
    """

    seen: Reviewed
    others: array[int]
    stops: array[int]

    @classmethod
    def at(cls, seen: Reviewed, own: Reviewed) -> Look:
        """Return what there is to see of a reading beside that of the thread, which may be the same."""
        if seen is own:
            return cls(own, array("I"), own.doubts)
        others = seen.margin.differences(own.margin)
        return cls(seen, others, seen.margin.where_differences_begin(own.margin, others))


@dataclass(frozen=True)
class KeptSource:
    """The source of a thread as it was kept, and the lines of all of it; `piece` are those of a thread that is not alone there.

    `split` parts it again as it was parted by hand, or keeps it whole; None where it parts by itself. `must_split` says that
    reading it as it was read needs it.
    """

    document: Document
    whole: Sequence[str]
    split: Splitter | None
    must_split: bool = False
    piece: Piece | None = None

    @property
    def above(self) -> int:
        """How many lines of the source stand above the thread."""
        return self.piece.first if self.piece else 0

    @property
    def lines(self) -> Sequence[str]:
        """The lines of the thread."""
        return self.whole[self.piece.first : self.piece.end] if self.piece else self.whole

    def read(self, layout: str | None, tell: Callable[[float], None]) -> tuple[TextThread, Tally]:
        """Read the thread in a layout, or in the one that explains it best, and count what stands where."""
        from tui_reader.ingest.texts import tally_of
        from tui_reader.structure.parting import read_piece
        from tui_reader.structure.pieces import Piece

        pace = Pace(tell)
        thread = read_piece(self.whole, self.piece or Piece(0, len(self.whole)), layout, pace)
        return thread, tally_of(thread, len(self.whole), pace)


def kept_source(opened: OpenThread) -> KeptSource | None:
    """Return the source of a thread as it was kept; None where it is not, or where it states its structure itself."""
    from tui_reader.formats import plain_text
    from tui_reader.formats.base import Document
    from tui_reader.ingest.texts import splitter_behind
    from tui_reader.structure.parting import may_be_parted

    archive, thread = opened.archive, opened.thread
    found = archive.source(thread.id) if thread.origin.layout is not None else None
    if found is None:
        return None
    document, layout = Document.of(thread.origin.name, *found), archive.layout_of_whole(thread.id)
    lines, split = plain_text.read(document).lines, splitter_behind(layout or "")
    if layout is None:
        return KeptSource(document, lines, split, may_be_parted(lines))
    return KeptSource(document, lines, split, split is not None, _piece(opened.unsorted, lines))


def _piece(opened: OpenThread, lines: Sequence[str]) -> Piece | None:
    """Return the piece of a text that is a thread; above its first comment, lines that belong to nothing only part."""
    from tui_reader.structure.dividers import only_parts
    from tui_reader.structure.pieces import Piece

    archive, thread = opened.archive, opened.thread
    extent = archive.extent(thread.id)
    if extent is None:
        return None
    first = opened.comment(0).span if opened.outline.ids else None
    top = first.first if first else extent.last + 1
    loose = (line for span in archive.meta(thread.id) for line in range(span.first, span.last + 1))
    aside = frozenset(line - 1 for line in loose if line < top or only_parts(lines[line - 1]))
    return Piece(extent.first - 1, extent.last, aside)


def review(source: KeptSource, layout: str | None, tell: Callable[[float], None]) -> Reviewed:
    """Read a thread in a layout, or in the one that explains it best; `tell` hears how far that is, and may stop it."""
    from tui_reader.structure.margin import margin_of

    thread, tally = source.read(layout and asked_for(layout), tell)
    margin = margin_of(thread.seen, above=source.above)
    filled = [number for number, line in enumerate(source.lines, source.above) if line.strip()]
    kept = sum(tally.places[number] == 1 for number in filled)
    return Reviewed(margin, len(filled), kept, margin.doubts())


def read_again(opened: OpenThread, source: KeptSource, layout: str, line: int, tell: Callable[[float], None]) -> OpenThread:
    """Read the source of a thread in another layout, write that into its archive in place of the thread, and open it.

    Where it holds several threads, the one that a line of it is in is opened.
    """
    from tui_reader.ingest.pipeline import read_again as read

    archive, document = opened.archive, source.document
    read(archive.path, document, choices_for(opened, source, layout), Pace(tell))
    found = [thread for thread in archive.threads() if thread.origin.sha256 == document.sha256]
    if not found:
        raise NothingFoundError(f"{document.path} holds nothing to read")
    here = (thread for thread in found if archive.position_at(thread.id, line) is not None)
    return open_thread(archive, next(here, found[0]))


def choices_for(opened: OpenThread, source: KeptSource, layout: str) -> Choices:
    """Return what reads a source again so that a thread of it is read in a layout."""
    from tui_reader.ingest.choices import Choices

    return Choices(opened.thread.origin.format, asked_for(layout), source.split)


def asked_for(layout: str) -> str:
    """Return what a layout is called by who asks for it: one that no family reads is that of a text without comments."""
    from tui_reader.structure.layouts import LAYOUTS, article_only

    return layout if layout in {family.name for family in LAYOUTS} else article_only.LAYOUT.name

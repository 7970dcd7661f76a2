"""Sources to review, and somebody who reviews them."""

from __future__ import annotations

import io
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from tests.structure.dumps import conversation, dump
from tests.tui.reading import Reader, reading
from tui_reader.ingest.pipeline import import_sources
from tui_reader.tui.screens.review import ReviewScreen

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

TOWN = dump("{name} May {day}, 2012 at 3:{minute} pm\n\n{body}\n", conversation())
"""Nine comments below headers; whoever takes only bare lines for names finds fewer."""

DOUBTFUL = [
    "A small text",
    "",
    "First things first, the quay is wet.",
    "",
    "Mira",
    "",
    "Nothing to be done.",
    "",
    "Orla",
    "",
    "Yes.",
]
FIRST = 1 + next(place for place, line in enumerate(TOWN) if line.endswith("pm"))
"""The line where the first comment begins."""


class Quiet:
    """Wants to know nothing of an import."""

    def begin(self, *_: object) -> None:
        """Take no note."""

    reading = going_on = finished = begin


def imported(folder: Path, *texts: list[str]) -> Path:
    """Return an archive of texts, each in a file of its own beside it."""
    for number, text in enumerate(texts):
        (folder / f"town{number or ''}.txt").write_text("\n".join(text) + "\n", encoding="utf-8")
    paths = sorted(map(str, folder.glob("town*.txt")))
    import_sources(folder / "a.db", paths, io.BytesIO(), Quiet())
    return folder / "a.db"


def review(reader: Reader) -> ReviewScreen:
    """Return the review on top."""
    assert isinstance(reader.app.screen, ReviewScreen)
    return reader.app.screen


def about(reader: Reader) -> str:
    """Return what is said of the line at the cursor."""
    return review(reader)._about_line().plain


@asynccontextmanager
async def reviewing(
    path: Path, *keys: str, size: tuple[int, int] = (120, 36), dump: Path | None = None
) -> AsyncIterator[Reader]:
    """Review the source of the first thread of an archive, after some keys, for as long as a test needs it."""
    async with reading(path, size, dump=dump) as reader:
        await reader.press(*keys, "I")
        yield reader

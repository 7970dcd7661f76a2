"""What the user decided in place of the program."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tui_reader.errors import UsageError
from tui_reader.formats.registry import find_format
from tui_reader.structure.layouts import LAYOUTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui_reader.archive.writer import KnownSource
    from tui_reader.formats.field_mapping import FieldMapping
    from tui_reader.structure.splitting import Splitter

PARTED = "; parted "
"""Stands between the layouts of a text of several threads and the words that say at what it is parted."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the user decided in place of the program: the format of all sources, layout of plain text, where its threads begin.

    `mapping` says which field of a home-grown dump is what; all sources are then such dumps.

    `jobs` is how many processes may read a source at once, as far as its format and its size let several do that.

    `single` are the choices for single sources, by the digests of their bytes. Making one raises UsageError where there is no
    such format or layout.
    """

    format: str | None = None
    layout: str | None = None
    split: Splitter | None = None
    single: Mapping[str, Choices] = field(default_factory=dict)
    mapping: FieldMapping | None = None
    jobs: int = 1

    def __post_init__(self) -> None:
        if self.format is not None:
            find_format(self.format)
        names = [layout.name for layout in LAYOUTS]
        if self.layout is not None and self.layout not in names:
            raise UsageError(f"no layout is called {self.layout!r}", f"there are: {', '.join(names)}")

    def of_source(self, sha256: str) -> Choices:
        """Return what was decided for the source with this digest."""
        return self.single.get(sha256, self)

    def ask_for_another_reading(self, known: KnownSource) -> bool:
        """Return whether the user decided otherwise than a source was read."""
        layouts, _, parted = (known.layout or "").partition(PARTED)
        otherwise = self.layout not in {None, layouts} or (self.split is not None and self.split.reason != parted)
        return self.mapping is not None or self.format not in {None, known.format} or otherwise

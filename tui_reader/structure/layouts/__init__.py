"""The families of layouts that a text dump can have, one module each.

A family reads a page its own way and scores its reading; `structure.segment` compares the readings. To add a family, write
a module with a `LAYOUT` and name it here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.structure.layouts import (
    answers,
    article_only,
    bare_names,
    header,
    inline,
    lists,
    signature,
    tight_names,
    top_names,
)

if TYPE_CHECKING:
    from tui_reader.structure.reading import Layout

LAYOUTS: tuple[Layout, ...] = (
    answers.LAYOUT,
    lists.LAYOUT,
    header.LAYOUT,
    signature.LAYOUT,
    tight_names.LAYOUT,
    top_names.LAYOUT,
    bare_names.LAYOUT,
    inline.LAYOUT,
    article_only.LAYOUT,
)
"""All families; the order decides between equal scores."""

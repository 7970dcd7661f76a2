"""A thread as flat preorder rows: what a pane of any length needs to fold, filter, move and scroll without walking a tree.

Invariant: rows stand in preorder, so a branch is the range from a position to `position + descendants`, and a parent always
stands before its replies. Nothing here recurses; a chain 100,000 replies deep costs what 100,000 comments cost.
"""

from __future__ import annotations

from tui_reader.outline.ahead import Ahead
from tui_reader.outline.columns import (
    NO_PARENT,
    OutlineColumns,
    build_columns,
    columns_in_preorder,
    flat_columns,
    preorder,
    reading_length,
    shape,
)
from tui_reader.outline.narrowing import Context, Narrowing, narrow
from tui_reader.outline.outline import Branch, Outline
from tui_reader.outline.rearrangement import Rearrangement, sort_siblings, unchanged
from tui_reader.outline.view import OutlineView

__all__ = [
    "NO_PARENT",
    "Ahead",
    "Branch",
    "Context",
    "Narrowing",
    "Outline",
    "OutlineColumns",
    "OutlineView",
    "Rearrangement",
    "build_columns",
    "columns_in_preorder",
    "flat_columns",
    "narrow",
    "preorder",
    "reading_length",
    "shape",
    "sort_siblings",
    "unchanged",
]

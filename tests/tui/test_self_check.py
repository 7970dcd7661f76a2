"""The app checks itself without a screen, on whatever archive it is given."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tui import archives
from tui_reader.tui.self_check import self_check


@pytest.mark.parametrize(
    ("make", "seen"),
    [
        (archives.empty, "0 threads; nothing to read yet"),
        (archives.clock, "1 thread; “The harbour clock”: 13 comments, 2 by one commenter"),
        (archives.town, "3 threads; “The harbour clock”: 13 comments, 2 by one commenter"),
    ],
)
async def test_it_says_what_it_saw(tmp_path: Path, make: Callable[[Path], Path], seen: str) -> None:
    """An archive of one thread opens in it, another in the list; an empty one is no failure."""
    assert await self_check(make(tmp_path)) == seen

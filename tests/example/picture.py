"""Make docs/reader.svg, the README's picture, from the example archive: `python -m tests.example.picture`."""

from __future__ import annotations

import asyncio
import os
import tempfile
from pathlib import Path

from tests.conftest import ROOT
from tui_reader.archive.reader import Archive
from tui_reader.settings import example_archive
from tui_reader.tui.app import ReaderApp

PICTURE = ROOT / "docs" / "reader.svg"
SIZE = (116, 34)
KEYS = ("down", "enter", "j", "j", "a")
"""To the thread about the clock, two comments down, and only that commenter."""


async def picture() -> str:
    """Return what the app shows after these keys, as SVG."""
    with Archive.open(example_archive()) as archive:
        app = ReaderApp(archive)
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press(*KEYS)
            await app.workers.wait_for_complete()
            await pilot.pause()
            return app.export_screenshot(title="tui-reader example_archive.db")


def make() -> None:
    """Write the picture, with nobody's settings but the program's own."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"XDG_CONFIG_HOME": folder, "XDG_STATE_HOME": folder}
        PICTURE.write_text(asyncio.run(picture()), encoding="utf-8")


if __name__ == "__main__":
    make()
    print(f"{PICTURE.relative_to(Path.cwd())} is made")  # noqa: T201

"""Makes the example archive from the dumps in `sources/`, by the same command that a user has.

`python -m tests.example.build` writes `example_archive.db` in the repository's root; run it whenever a dump, the segmenter or
the schema has changed. Building twice gives equal content, not equal bytes: an archive remembers when it was made.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

SOURCES = Path(__file__).with_name("sources")
"""The dumps that the example is made of; every word in them is invented."""

EXAMPLE = Path(__file__).resolve().parents[2] / "example_archive.db"
"""The archive that the program ships with."""


def build(archive: Path) -> None:
    """Import all dumps into a new archive and put it in the place of the old one; raise CalledProcessError if that fails."""
    with TemporaryDirectory(dir=archive.parent, prefix=".example-") as folder:
        fresh = Path(folder) / archive.name
        root = EXAMPLE.parent
        dumps = sorted(str(dump.relative_to(root)) for dump in SOURCES.glob("*.txt"))
        subprocess.run([sys.executable, "-m", "tui_reader", "import", str(fresh), *dumps], check=True, cwd=root)
        fresh.replace(archive)


if __name__ == "__main__":
    build(EXAMPLE)

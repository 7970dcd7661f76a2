"""What was imported, and what could not be read, can be listed in scripts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.cli.program import run

if TYPE_CHECKING:
    from pathlib import Path

THREAD = '{"schema": "tui-reader/thread/1", "title": "Weirs", "comments": [{"body": "They hum."}, 7]}\n{broken\n'


def imported(folder: Path) -> Path:
    """Return an archive of a source with two bad records."""
    (folder / "weirs.json").write_text(THREAD)
    assert run("import", folder / "a.db", folder / "weirs.json").code == 4
    return folder / "a.db"


def test_problems_are_listed_with_their_places(tmp_path: Path) -> None:
    """As compilers write them, or as JSON; where there are none, that is said."""
    archive = imported(tmp_path)
    done = run("problems", archive)
    assert [line.removeprefix(f"{tmp_path}/") for line in done.out.splitlines()] == [
        "weirs.json:1: comment 2 left out: it is not an object",
        "weirs.json:2: not JSON: Expecting property name enclosed in double quotes",
    ]
    values = [json.loads(line) for line in run("problems", archive, "--json").out.splitlines()]
    assert [(value["line"], value["thread"] is None) for value in values] == [(1, False), (2, False)]
    (tmp_path / "good.txt").write_text("A title\n\nText.\n")
    run("import", tmp_path / "b.db", tmp_path / "good.txt")
    assert run("problems", tmp_path / "b.db", "--json").code == 0


def test_sources_are_listed_in_the_order_in_which_they_came(tmp_path: Path) -> None:
    """With format, counts and path."""
    archive = imported(tmp_path)
    (line,) = run("sources", archive).out.splitlines()
    assert "thread-json" in line
    assert "1 thread, 1 comment, 2 problems" in line
    (value,) = (json.loads(text) for text in run("sources", archive, "--json").out.splitlines())
    assert (value["format"], value["threads"], value["problems"], value["parent"]) == ("thread-json", 1, 2, None)

"""Each family reads its fixtures as its golden says: who spoke, where, answering whom, and what every line is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tui_reader.structure.segment import Segmentation, read_thread

FIXTURES = Path(__file__).parent / "fixtures"
NAMES = sorted(path.stem for path in FIXTURES.glob("*.txt"))


def lines_of(name: str) -> list[str]:
    """Return the lines of a fixture."""
    return (FIXTURES / f"{name}.txt").read_text(encoding="utf-8").split("\n")[:-1]


def picture(lines: list[str], seen: Segmentation) -> dict[str, Any]:
    """Return what was seen in a form that can be read and compared."""
    return {
        "layout": seen.layout,
        "sure": "yes" if seen.confidence >= 0.85 else "rather" if seen.confidence >= 0.5 else "no",
        "title": seen.title,
        "names": seen.names.value,
        "lines": [f"{label or '-':11} {line}".rstrip() for label, line in zip(seen.labels, lines, strict=True)],
        "comments": [
            {
                "lines": [comment.span.first, comment.span.last] if comment.span else None,
                "author": comment.author or f"lost: {comment.author_lost}",
                "posted": comment.posted or comment.posted_text,
                "answers": f"{comment.parent} ({comment.reply_basis})" if comment.parent else None,
                "score": comment.score,
                "status": comment.status.value,
                "body": comment.body,
            }
            for comment in seen.comments
        ],
        "meta": [[span.first, span.last] for span in seen.meta],
        "problems": [problem.message for problem in seen.problems],
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_fixture_reads_as_its_golden_says(name: str, *, update: bool) -> None:
    """What is read equals the golden beside the fixture; `--update` rewrites the golden."""
    lines = lines_of(name)
    golden = FIXTURES / f"{name}.json"
    seen = picture(lines, read_thread(lines))
    if update:
        golden.write_text(json.dumps(seen, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert seen == json.loads(golden.read_text(encoding="utf-8"))

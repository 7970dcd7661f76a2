"""A gate on real dumps: the figures reached are pinned as floors that only rise."""

from __future__ import annotations

import json
import runpy
from collections.abc import Callable
from pathlib import Path
from statistics import mean
from typing import Any

import pytest

from tui_reader.structure.segment import Segmentation, read_thread

FLOORS: dict[str, dict[str, float]] = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))
INVENTED_AT_MOST = 5
"""So many of a hundred texts without comments may seem to have some."""


def lines_in(path: Path) -> list[str]:
    """Return the lines of a dump."""
    return path.read_text(encoding="utf-8").removesuffix("\n").split("\n")


def prediction(seen: Segmentation) -> dict[str, Any]:
    """Return a reading in the form that the scorer takes."""
    places = {comment.ref: place for place, comment in enumerate(seen.comments)}
    comments = [
        {
            "author": comment.author,
            "lines": [comment.span.first, comment.span.last] if comment.span else [0, 0],
            "parent": places[comment.parent] if comment.parent else None,
        }
        for comment in seen.comments
    ]
    return {
        "title": seen.title,
        "article_lines": [[block.span.first, block.span.last] for block in seen.blocks if block.span],
        "comments": comments,
    }


@pytest.fixture(scope="module")
def scores(shared: Path) -> dict[str, list[dict[str, Any]]]:
    """Return the scores of all labelled dumps by tier."""
    folder = shared / "dumps"
    tools: dict[str, Callable[..., Any]] = runpy.run_path(str(folder / "score.py"))
    unmarked = {line.split()[0] for line in (folder / "UNMARKED.txt").read_text().splitlines() if line and line[0] != "#"}
    tiers: dict[str, list[dict[str, Any]]] = {}
    for gold in sorted((folder / "gold").glob("*.json")):
        if gold.stem in unmarked:
            continue
        lines = lines_in(folder / "texts" / f"{gold.stem}.txt")
        row = tools["score"](json.loads(gold.read_text(encoding="utf-8")), lines, prediction(read_thread(lines)))
        tiers.setdefault(row["tier"], []).append(row)
    return tiers


@pytest.mark.parametrize(("tier", "figure"), [(tier, figure) for tier, figures in FLOORS.items() for figure in figures])
def test_no_figure_falls_below_its_floor(scores: dict[str, list[dict[str, Any]]], tier: str, figure: str) -> None:
    """Macro averages over the dumps of a tier, in percent."""
    values = [row[figure] for row in scores[tier] if row[figure] is not None]
    assert 100 * mean(values) >= FLOORS[tier][figure]


def test_the_founding_document_is_read_without_a_fault(shared: Path) -> None:
    """All comments and names, all three lost slots in their blank lines, and nobody made up."""
    lines = lines_in(shared / "dumps" / "texts" / "SEED.txt")
    seen = read_thread(lines)
    lost = [(comment.span.first, comment.span.last) for comment in seen.comments if comment.status == "lost" and comment.span]
    assert lost == [(35, 37), (117, 118), (119, 120)]
    assert len(seen.comments) - len(lost) == 31
    assert len({comment.author for comment in seen.comments if comment.author}) == 10
    assert (seen.layout, seen.names) == ("bare-names", "short-lost")


def test_names_are_hardly_ever_made_up(scores: dict[str, list[dict[str, Any]]]) -> None:
    """Where the dump shows none, none is shown."""
    rows = [row for tier in scores.values() for row in tier]
    assert sum(row["authors"]["made_up"] for row in rows) <= 0.001 * sum(row["n"] for row in rows)


def test_comments_are_hardly_ever_invented(shared: Path) -> None:
    """Articles without comments stay articles."""
    texts = sorted((shared / "dumps" / "texts" / "negatives").glob("*.txt"))
    invented = [path.stem for path in texts if read_thread(lines_in(path)).comments]
    assert len(invented) <= INVENTED_AT_MOST * len(texts) / 100


def test_dumps_without_marks_are_read_with_low_confidence(shared: Path) -> None:
    """The right answer to a text without boundaries is to say so."""
    folder = shared / "dumps"
    unmarked = [line.split()[0] for line in (folder / "UNMARKED.txt").read_text().splitlines() if line and line[0] != "#"]
    for name in unmarked:
        assert read_thread(lines_in(folder / "texts" / f"{name}.txt")).confidence < 0.5

"""A gate on dumps written for this project: what is reached in each family is pinned as a floor that only rises."""

from __future__ import annotations

import json
from pathlib import Path
from statistics import mean

import pytest

from tests.structure import labelled
from tests.structure.labelled import Score

FLOORS: dict[str, dict[str, dict[str, float]]] = json.loads(
    (Path(__file__).parent / "labelled_floors.json").read_text(encoding="utf-8")
)
SURE = 0.9


@pytest.fixture(scope="module")
def scores() -> list[Score]:
    """Return the scores of all labelled dumps."""
    return [labelled.score(name) for name in labelled.names()]


@pytest.mark.parametrize(
    ("part", "family", "figure"),
    [(part, family, figure) for part, families in FLOORS.items() for family, found in families.items() for figure in found],
)
def test_no_family_falls_below_its_floor(scores: list[Score], part: str, family: str, figure: str) -> None:
    """Macro averages over the dumps of a family in a set, in percent."""
    reached = labelled.figures([each for each in scores if each.part == part and each.family[0] == family])
    assert reached[figure] >= FLOORS[part][family][figure]


def test_what_is_called_sure_is_right(scores: list[Score]) -> None:
    """Dumps reported with a confidence of 0.9 or more are read with hardly a fault; none without marks is among them."""
    sure = [each for each in scores if each.confidence >= SURE]
    assert mean(each.f1 for each in sure) >= 0.97
    assert not [each.name for each in sure if each.family[0] == labelled.UNMARKED]


def test_every_dump_has_labels_that_fit_it() -> None:
    """Labelled comments stand in order, and show their author within their lines."""
    for name in labelled.names():
        lines = (labelled.FOLDER / f"{name}.txt").read_text(encoding="utf-8").split("\n")
        gold = json.loads((labelled.FOLDER / f"{name}.json").read_text(encoding="utf-8"))
        last = 0
        for comment in gold["comments"]:
            first, end = comment["lines"]
            assert last < first <= comment["body"] <= end, name
            shown = "\n".join(lines[first - 1 : end])
            assert comment["authors"][0] is None or comment["authors"][0] in shown, (name, comment["authors"])
            last = end

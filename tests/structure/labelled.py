"""Labelled dumps that were written for this project, and how well they are read: `python -m tests.structure.labelled [-v]`.

Nine sets lie in `labelled/`: `first`, of all kinds; `hard`, in which nearly every dump has a trap; `typical`, `engines`,
`pages` and `sites`, as pages come; `crawl`, as extractors leave them; `mixed` and `various`, both. Each was written without
sight of the program. Each text has its labels beside it: for each comment its lines, the first line of its body, what may be
shown as its author (null: nobody), and the comment that it answers: an index, "root", or null where the dump says nothing
about that.
The families are those of the design: A header above the body, B signature below it, C bare names, D lists, E discussion sites,
F no marks at all, G no comments, H pages of other sites.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING, Any

from tui_reader.structure.segment import read_thread

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tui_reader.model import Comment
    from tui_reader.structure.segment import Segmentation

FOLDER = Path(__file__).parent / "labelled"
UNMARKED = "F"


@dataclass(frozen=True, slots=True)
class Score:
    """How well a dump is read, each figure 0 to 1; None where it has nothing to be right about."""

    name: str
    family: str
    confidence: float
    split: float
    f1: float
    author: float | None
    parent: float | None

    @property
    def part(self) -> str:
        """The set that the dump belongs to."""
        return self.name.partition("/")[0]


def names() -> list[str]:
    """Return the names of all labelled dumps: set and file."""
    return sorted(f"{path.parent.name}/{path.stem}" for path in FOLDER.glob("*/*.txt"))


def lines_of(name: str) -> list[str]:
    """Return the lines of a dump."""
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8").removesuffix("\n").split("\n")


def labels_of(name: str) -> dict[str, Any]:
    """Return the labels of a dump."""
    labels: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return labels


@cache
def reading(name: str) -> Segmentation:
    """Return how a dump is read."""
    return read_thread(lines_of(name))


def starts(name: str) -> list[int]:
    """Return the first lines of the comments of a dump, as they are labelled."""
    gold: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return [comment["lines"][0] for comment in gold["comments"]]


@cache
def score(name: str) -> Score:
    """Read a dump and hold it against its labels."""
    return scored(name, lines_of(name), labels_of(name), reading(name))


def beginnings(name: str) -> dict[int, bool]:
    """Return in which lines of a dump a comment is taken to begin, and whether one does."""
    read = [comment for comment in reading(name).comments if comment.span is not None and comment.status != "lost"]
    right = set(_matched(lines_of(name), labels_of(name)["comments"], read).values())
    return {comment.span.first: index in right for index, comment in enumerate(read) if comment.span is not None}


def scored(name: str, lines: Sequence[str], gold: dict[str, Any], seen: Segmentation) -> Score:
    """Return how well a reading meets labels.

    A comment is found when the first line of what was read lies between its own first line and the first line of its body.
    """
    wanted: list[dict[str, Any]] = gold["comments"]
    read = [comment for comment in seen.comments if comment.span is not None and comment.status != "lost"]
    found = _matched(lines, wanted, read)
    precision = len(found) / len(read) if read else float(not wanted)
    recall = len(found) / len(wanted) if wanted else float(not read)
    return Score(
        name,
        gold["family"],
        seen.confidence,
        float(found.get(0) == 0 if wanted and read else not wanted and not read),
        2 * precision * recall / (precision + recall) if precision + recall else 0.0,
        _share(_has_author(each, read, found.get(place)) for place, each in enumerate(wanted)),
        _share(_has_parent(each, read, found, place) for place, each in enumerate(wanted) if each["parent"] is not None),
    )


def _matched(lines: Sequence[str], wanted: Sequence[dict[str, Any]], read: Sequence[Comment]) -> dict[int, int]:
    """Return which comment that was read is which labelled one."""
    places = {
        line: place
        for place, each in reversed(list(enumerate(wanted)))
        for line in range(each["lines"][0], max(each["lines"][0], each["body"]) + 1)
    }
    found: dict[int, int] = {}
    for index, comment in enumerate(read):
        assert comment.span is not None
        first = next(line for line in range(comment.span.first, comment.span.last + 1) if lines[line - 1].strip())
        if first in places:
            found.setdefault(places[first], index)
    return found


def _has_author(wanted: dict[str, Any], read: Sequence[Comment], index: int | None) -> bool:
    return index is not None and _plain(read[index].author) in {_plain(author) for author in wanted["authors"]}


def _plain(name: str | None) -> str | None:
    return " ".join(unicodedata.normalize("NFKC", name or "").casefold().split()).strip(" .:,·|-–—") or None


def _has_parent(wanted: dict[str, Any], read: Sequence[Comment], found: dict[int, int], place: int) -> bool:
    if place not in found:
        return False
    parent = read[found[place]].parent
    if wanted["parent"] == "root":
        return parent is None
    return wanted["parent"] in found and parent == read[found[wanted["parent"]]].ref


def _share(right: Iterable[bool]) -> float | None:
    judged = list(right)
    return sum(judged) / len(judged) if judged else None


def figures(scores: Sequence[Score]) -> dict[str, float]:
    """Return macro averages in percent."""
    columns = {name: [getattr(each, name) for each in scores] for name in ("split", "f1", "author", "parent")}
    return {
        name: round(100 * mean(known), 1)
        for name, values in columns.items()
        if (known := [value for value in values if value is not None])
    }


def main() -> None:
    """Print the figures of each set by layout and by family; with -v also every dump that is not read without a fault."""
    scores = [score(name) for name in names()]
    for part in sorted({each.part for each in scores}):
        sys.stdout.write(f"{part}\n")
        _print([each for each in scores if each.part == part])


def _print(scores: Sequence[Score]) -> None:
    if "-v" in sys.argv:
        for each in scores:
            if min(figure for figure in (each.f1, each.split, each.author, each.parent) if figure is not None) < 1:
                sys.stdout.write(f"  {each.name:34} {_row([each])} confidence {each.confidence:.2f}\n")
    for title, letters in (("layout", 99), ("family", 1)):
        sys.stdout.write(f"by {title}\n")
        for group in sorted({each.family[:letters] for each in scores}):
            sys.stdout.write(f"  {group:34} {_row([each for each in scores if each.family[:letters] == group])}\n")
    marked = [each for each in scores if each.family[0] != UNMARKED]
    sys.stdout.write(f"  {'all but those without marks':34} {_row(marked)}\n")


def _row(scores: Sequence[Score]) -> str:
    return f"{len(scores):3} dumps  " + "  ".join(f"{name} {value:5.1f}" for name, value in figures(scores).items())


if __name__ == "__main__":
    main()

"""How well a dump is read whose layout the program does not know: `python -m tests.structure.left_out [DUMPS]`.

Each grammar is left out in turn, and the labelled dumps that are read by it are read without it: by another grammar, by what
their lines share, or not at all. The figures with it and without it stand side by side. DUMPS is a folder of labelled dumps
with its own scorer (`score.py`, `texts`, `gold`), which are then read as well.
"""

from __future__ import annotations

import json
import runpy
import sys
from collections import defaultdict
from contextlib import contextmanager
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING, Any
from unittest import mock

from tests.structure import labelled
from tests.structure.test_floors import lines_in, prediction
from tui_reader.structure import marks
from tui_reader.structure.grammars import GRAMMARS
from tui_reader.structure.segment import Segmentation, read_thread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_BY_MARKS = ("header: ", "signature: ")
_FIGURES = ("split", "f1", "author")


def grammar_of(seen: Segmentation) -> str | None:
    """Return the grammar that a dump was read by, None where it was read by none."""
    reasons = (reason.removeprefix(kind) for reason in seen.evidence for kind in _BY_MARKS if reason.startswith(kind))
    kind = next(reasons, "").split(" ")[0]
    return kind if any(grammar.name == kind for grammar in GRAMMARS) else None


@contextmanager
def without(name: str) -> Iterator[None]:
    """Forget a grammar meanwhile."""
    dated, undated = (tuple(each for each in known if each.name != name) for known in (marks._DATED, marks._UNDATED))
    with mock.patch.multiple(marks, _DATED=dated, _UNDATED=undated):
        _forget()
        yield
    _forget()


def _forget() -> None:
    marks.mark_of.cache_clear()
    marks._mark_of_dated.cache_clear()


def _own() -> Iterator[tuple[str, list[str], Callable[[Segmentation], Mapping[str, float | None]]]]:
    """Yield the project's labelled dumps: set, lines, and how a reading is scored."""
    for name in labelled.names():
        lines, gold = labelled.lines_of(name), labelled.labels_of(name)

        def scored(
            seen: Segmentation, name: str = name, lines: list[str] = lines, gold: dict[str, Any] = gold
        ) -> Mapping[str, float | None]:
            score = labelled.scored(name, lines, gold, seen)
            return {figure: getattr(score, figure) for figure in _FIGURES}

        yield "own", lines, scored


def _others(folder: Path) -> Iterator[tuple[str, list[str], Callable[[Segmentation], Mapping[str, float | None]]]]:
    """Yield the labelled dumps of a folder."""
    score = runpy.run_path(str(folder / "score.py"))["score"]
    for path in sorted((folder / "gold").glob("*.json")):
        gold, lines = json.loads(path.read_text(encoding="utf-8")), lines_in(folder / "texts" / f"{path.stem}.txt")

        def scored(seen: Segmentation, lines: list[str] = lines, gold: dict[str, Any] = gold) -> Mapping[str, float | None]:
            return score(gold, lines, prediction(seen))  # type: ignore[no-any-return]

        yield "SEED" if gold["kind"] == "seed" else gold["id"][0], lines, scored


def main() -> None:
    """Print, for each set, how the dumps that are read by a grammar are read with it and without it."""
    dumps = [*_own(), *(_others(Path(sys.argv[1])) if sys.argv[1:] else ())]
    read: defaultdict[str, list[tuple[str, list[str], Any, Mapping[str, float | None]]]] = defaultdict(list)
    for part, lines, scored in dumps:
        seen = read_thread(lines)
        if grammar := grammar_of(seen):
            read[grammar].append((part, lines, scored, scored(seen)))
    pairs: defaultdict[str, list[tuple[Mapping[str, float | None], Mapping[str, float | None]]]] = defaultdict(list)
    for grammar, known in sorted(read.items()):
        with without(grammar):
            found = [(part, before, scored(read_thread(lines))) for part, lines, scored, before in known]
        _print(grammar, [(before, after) for _, before, after in found])
        for part, before, after in found:
            pairs[part].append((before, after))
    for part, of_part in sorted(pairs.items()):
        _print(f"all of {part}", of_part)


def _print(title: str, pairs: list[tuple[Mapping[str, float | None], Mapping[str, float | None]]]) -> None:
    columns = []
    for figure in _FIGURES:
        before, after = ([value for each in side if (value := each[figure]) is not None] for side in zip(*pairs, strict=True))
        columns.append(f"{figure} {100 * mean(before):5.1f} -> {100 * mean(after):5.1f}" if before and after else figure)
    sys.stdout.write(f"{title:20} {len(pairs):3} dumps  {'   '.join(columns)}\n")


if __name__ == "__main__":
    main()

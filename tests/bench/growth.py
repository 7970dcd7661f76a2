"""How what a reader waits for grows with the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.bench.figures import Part

if TYPE_CHECKING:
    from collections.abc import Mapping

_FROM, _TO = "10k", "1m"
_OF_THREADS = {
    "open a thread": ("first_paints", None),
    "j": ("keys", "j"),
    "page": ("keys", "page"),
    "cold jump": ("keys", "cold jump"),
    "fold all": ("keys", "fold all"),
    "filter: rare commenter": ("keys", "rare commenter"),
    "filter: top commenter": ("keys", "top commenter"),
    "filter: all but one": ("keys", "all but one"),
}


def growth(parts: Mapping[str, Part]) -> Part:
    """Return figures at both ends and how many times larger the later is, for a hundred times the comments."""
    part = Part("Growth", f"From {_FROM} to {_TO} comments, a hundred times as many; import in seconds, all else in ms.")
    for name, (source, row) in _OF_THREADS.items():
        if source in parts:
            ends = [_end(parts[source], row, f"thread-{size}") for size in (_FROM, _TO)]
            _note(part, name, *ends)
    if "imports" in parts:
        _note(part, "import", *(parts["imports"].figure("tui-reader import", f"{size} s") for size in (_FROM, _TO)))
    return part


def _end(part: Part, row: str | None, thread: str) -> float | None:
    return part.figure(row, thread) if row else part.figure(thread, "ms")


def _note(part: Part, name: str, before: float | None, after: float | None) -> None:
    if before and after:
        part.rows[name] = {_FROM: before, _TO: after, "times": after / before}

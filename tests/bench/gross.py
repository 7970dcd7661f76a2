"""What a quick run must not exceed: three times what was measured when this was written, as ratios within one run.

They tell of a gross loss (a key that has begun to look at every comment), on any machine and whatever else that machine does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.bench.figures import Bar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.bench.figures import Part

_THREAD = "thread-10k"
_MOST_KEYS = {
    "j": 3.0,
    "page": 3.5,
    "scroll": 2.0,
    "cold jump": 6.0,
    "focus": 4.5,
    "fold a branch": 3.0,
    "fold all": 5.0,
    "open all": 3.0,
    "top commenter": 4.0,
    "top, with context": 4.0,
    "top, filter off": 4.0,
    "next match": 4.0,
    "resize": 12.0,
}
"""Times the floor of the same run."""


def gross(parts: Mapping[str, Part]) -> Iterator[Bar]:
    """Yield the bars of a quick run."""
    keys = parts["keys"]
    for what, most in _MOST_KEYS.items():
        yield Bar("gross", f"{what} / floor", keys.ratio((what, _THREAD), (what, "floor")), most=most)
    commands, paints, imports = parts["commands"], parts["first_paints"], parts["imports"]
    yield Bar("gross", "`--help` / python", commands.figure("tui-reader --help", "times"), most=6)
    yield Bar("gross", "first paint / empty app", paints.figure(_THREAD, "times"), most=4.5)
    bare = imports.ratio(("tui-reader import", "10k s"), ("bare sqlite3: rows at hand, with index", "10k s"))
    yield Bar("gross", "import / bare sqlite3", bare, most=27)

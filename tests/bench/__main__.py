"""All that is measured, in one run: `python -m tests.bench [--quick] [--only NAME…] [--json] [--write] [--large]`.

A full run takes the better part of two hours, and the first one makes archives of 10 GB; `--quick` takes half a minute, and
fails where something has become three times slower.
"""

from __future__ import annotations

import argparse
import shlex
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.figures import FULL, QUICK
from tests.bench.gross import gross
from tests.bench.growth import growth
from tests.bench.imports import imports, plain_text, steps
from tests.bench.keys import on_threads, screens
from tests.bench.lists import lists
from tests.bench.mail import mail
from tests.bench.memory import memory
from tests.bench.monkey import restless
from tests.bench.report import PAGE, as_json, page
from tests.bench.searching import searching
from tests.bench.starting import commands, first_paints
from tests.bench.trees import trees

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.bench.figures import Bar, Part, Scale

PARTS: dict[str, Callable[[Scale, Path], Part]] = {
    "commands": commands,
    "first_paints": first_paints,
    "keys": on_threads,
    "screens": screens,
    "memory": memory,
    "trees": trees,
    "lists": lists,
    "imports": imports,
    "steps": steps,
    "plain_text": plain_text,
    "searching": searching,
    "mail": mail,
    "monkey": restless,
}
"""What is measured, in the order of the page."""

_QUICK = ("commands", "first_paints", "keys", "imports")


def main() -> int:
    """Measure, print, and return 1 where a bar is missed."""
    options = _options()
    scale = (QUICK if options.quick else FULL)._replace(has_large=options.large)
    names = options.only or (_QUICK if options.quick else PARTS)
    parts: dict[str, Part] = {}
    with tempfile.TemporaryDirectory() as home:
        for name in names:
            sys.stderr.write(f"measuring {name} ...\n")
            parts[name] = PARTS[name](scale, Path(home))
    is_slice = options.quick and not options.only
    bars = [*gross(parts)] if is_slice else sorted((bar for part in parts.values() for bar in part.bars), key=_order)
    if not options.quick:
        parts["growth"] = growth(parts)
    _tell(parts, bars, options)
    failing = (False, None) if is_slice else (False,)
    return int(any(bar.is_met in failing for bar in bars))


def _order(bar: Bar) -> tuple[str, int]:
    """U2 comes before U10."""
    letters = bar.id.rstrip("0123456789")
    return letters, int(bar.id[len(letters) :] or 0)


def _tell(parts: dict[str, Part], bars: list[Bar], options: argparse.Namespace) -> None:
    told = page(parts, bars, shlex.join(["python", "-m", "tests.bench", *sys.argv[1:]]))
    if options.write:
        PAGE.write_text(told, encoding="utf-8")
    sys.stdout.write(as_json(parts, bars) if options.json else told)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="small archives only; fail on gross losses only")
    parser.add_argument("--only", nargs="+", choices=PARTS, metavar="NAME", help=f"some of: {', '.join(PARTS)}")
    parser.add_argument("--large", action="store_true", help="search in an archive of 10 million comments too (20 GB)")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(PAGE.parent.parent)}")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

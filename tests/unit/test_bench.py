"""What the benches say, and what the restless reader of theirs never does."""

from __future__ import annotations

from itertools import islice
from random import Random

from tests.bench.figures import Bar, Part
from tests.bench.gross import gross
from tests.bench.monkey import steps
from tests.bench.report import page

LEAVING = {"q", "o", "O", "|", "ctrl+q", "ctrl+c", "ctrl+z", "ctrl+s"}
"""Keys that leave, or start or write something outside."""


def test_a_bar_is_met_missed_or_not_measured() -> None:
    """What was not measured is neither, and the page never hides what is missed."""
    bars = [Bar("U1", "slow", 2.0, most=1.6), Bar("I1", "fast", 0.6, least=0.5), Bar("S3", "huge", None, most=3)]
    assert [bar.is_met for bar in bars] == [False, True, None]
    told = page({}, bars, "python -m tests.bench")
    assert "1 met, 1 missed." in told
    assert [line.rpartition(" | ")[2].rstrip(" |") for line in told.splitlines()[-3:]] == ["**missed**", "met", "not measured"]


def test_a_table_has_every_column_and_a_dash_where_nothing_was_measured() -> None:
    """Rows need not have the same figures."""
    part = Part("Keys", "ms.", {"j": {"1k": 1.2345}, "page": {"1m": 1234.5, "1k": "nothing painted"}})
    told = page({"keys": part}, [], "python -m tests.bench")
    assert "| j    | 1.23            | –     |" in told
    assert "| page | nothing painted | 1,234 |" in told
    assert (part.figure("page", "1k"), part.ratio(("page", "1m"), ("j", "1k"))) == (None, 1234.5 / 1.2345)


def test_a_quick_run_does_not_pass_what_it_could_not_measure() -> None:
    """A key that paints nothing any more is no fast key."""
    empty = {name: Part(name, "") for name in ("keys", "commands", "first_paints", "imports")}
    assert {bar.is_met for bar in gross(empty)} == {None}


def test_the_restless_reader_presses_the_same_keys_again_and_none_that_leaves() -> None:
    """A finding can be repeated by its seed, and no file is written but what is thrown away."""
    pressed = [*islice(steps(Random(7)), 20_000)]
    assert pressed == [*islice(steps(Random(7)), 20_000)]
    assert not LEAVING & {step[0] for step in pressed}
    exports = [step for step in pressed if step[0] in {"w", "t", "e"}]
    assert exports
    assert all(step[-1] == "escape" and "enter" not in step for step in exports)

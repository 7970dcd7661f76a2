"""Errors are what the docstring of their module draws, and say what happened and what to do."""

from __future__ import annotations

import inspect
import re

import pytest

from tui_reader import errors
from tui_reader.errors import ExitCode, QueryError, TuiReaderError, UsageError

KINDS = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, TuiReaderError)]


def test_the_tree_in_the_docstring_is_the_tree() -> None:
    """Every class stands in it, below its base, with the exit code that it ends in."""
    drawn: dict[str, str] = {}
    above = ["TuiReaderError"]
    for indent, name, code in re.findall(r"(?m)^([│ ]*)[├└]── (\w+)(?:\s+exit (\d))?", errors.__doc__ or ""):
        depth = len(indent) // 4 + 1
        above[depth:] = [name]
        drawn[name] = above[depth - 1]
        assert not code or getattr(errors, name).exit_code == int(code)
    assert drawn == {kind.__name__: kind.__base__.__name__ for kind in KINDS if kind.__base__ and kind is not TuiReaderError}


@pytest.mark.parametrize("kind", KINDS)
def test_every_error_says_what_it_is_for(kind: type[TuiReaderError]) -> None:
    """A sentence for whoever raises it, and a code that is no success."""
    assert (kind.__doc__ or "").strip().endswith(".")
    assert kind.exit_code in set(ExitCode) - {ExitCode.DONE, ExitCode.INTERRUPTED}


def test_an_error_is_one_line_with_its_hint_in_brackets() -> None:
    """Where there is room for one line only, both fit in it."""
    assert str(UsageError("what?", "say it")) == "what? (say it)"
    assert str(UsageError("what?")) == "what?"
    error = QueryError("this is odd", 7, "in quotation marks it is not")
    assert (error.column, str(error)) == (7, "this is odd at column 7 (in quotation marks it is not)")

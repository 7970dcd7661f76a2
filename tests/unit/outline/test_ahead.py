"""Working something out ahead: it is done once, and never taken for other values."""

from __future__ import annotations

from array import array

from tui_reader.outline import Ahead


def test_what_was_prepared_is_taken_once_and_for_the_same_values() -> None:
    """Columns are the same only where they are identical; bytes and tuples where they are equal."""
    done: list[object] = []

    def work_out(*values: object) -> int:
        done.append(values)
        return len(done)

    ahead, column = Ahead(work_out), array("I", [1])
    ahead.prepare(column, b"a", (1,))
    assert ahead.take(column, bytes(bytearray(b"a")), (1,)) == 1
    assert ahead.take(column, b"a", (1,)) == 2
    for others in ((array("I", [1]), b"a", (1,)), (column, b"b", (1,)), (column, b"a", (2,)), (column, b"a")):
        ahead.prepare(column, b"a", (1,))
        before = len(done)
        assert ahead.take(*others) == before + 1

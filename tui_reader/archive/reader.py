"""Reading an archive: threads at once, comments by the window, outlines without copying.

An `Archive` may be used from several threads of execution at a time. Nothing here loads what writing needs.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Self

from tui_reader.archive import rows
from tui_reader.archive.connection import open_for_reading
from tui_reader.archive.failures import CHECK
from tui_reader.archive.outlines import rebuilt_outline, stored_outline
from tui_reader.errors import ArchiveDamagedError, NothingFoundError
from tui_reader.model import ThreadDocument
from tui_reader.outline import Outline

if TYPE_CHECKING:
    from array import array
    from collections.abc import Sequence
    from pathlib import Path
    from types import TracebackType

    from tui_reader.model import Block, Commenter, Problem, Quotation, Span, StoredComment, StoredThread
    from tui_reader.query import Condition

_WINDOW = 5_000
_THREADS = f"{rows.THREAD_SQL} ORDER BY thread.id"
_THREAD_BY_KEY = f"{rows.THREAD_SQL} WHERE thread.key = ?"
_THREAD_BY_ID = f"{rows.THREAD_SQL} WHERE thread.id = ?"
_META = "SELECT first_line, last_line FROM meta_span WHERE thread = ? ORDER BY position"
_PROBLEMS = "SELECT message, line FROM problem WHERE thread = ? ORDER BY id"
_COMMENTS_OF_THREAD = f"{rows.COMMENT_SQL} WHERE comment.thread = ? ORDER BY comment.position"
_AMONG = "WHERE comment.id IN (SELECT value FROM json_each(?))"
_COMMENTS_BY_ID = f"{rows.COMMENT_SQL} {_AMONG}"
_RAW = """SELECT raw.data FROM thread JOIN source ON source.id = thread.source
JOIN raw ON raw.source IN (source.id, source.parent) WHERE thread.id = ?"""


class Archive:
    """An archive opened to read; a context manager."""

    def __init__(self, path: Path) -> None:
        """Open a file; raise an `ArchiveError` that says in one line why it cannot be read."""
        self.path = path
        self._pool = open_for_reading(path)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open a file; raise an `ArchiveError` that says in one line why it cannot be read."""
        return cls(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._pool.close()

    def threads(self) -> list[StoredThread]:
        """Return all threads in the order in which they came in."""
        return [rows.stored_thread(row) for row in self._all(_THREADS)]

    def thread(self, key: str) -> StoredThread:
        """Return a thread by its key, or raise NothingFoundError."""
        found = self._all(_THREAD_BY_KEY, key)
        if not found:
            raise NothingFoundError(f"no thread with key {key} in {self.path}", "`tui-reader threads ARCHIVE` lists them")
        return rows.stored_thread(found[0])

    def blocks(self, thread_id: int) -> tuple[Block, ...]:
        """Return the article in its order."""
        return tuple(rows.block(row) for row in self._all(rows.BLOCK_SQL, thread_id))

    def meta(self, thread_id: int) -> tuple[Span, ...]:
        """Return the lines of the source that belong to neither article nor comments."""
        return tuple(rows.span(row) for row in self._all(_META, thread_id))

    def problems(self, thread_id: int) -> tuple[Problem, ...]:
        """Return what could not be read as it should, in the order in which it was met."""
        return tuple(rows.problem(row) for row in self._all(_PROBLEMS, thread_id))

    def outline(self, thread_id: int) -> Outline:
        """Return the shape of a thread, read without copying, or made again where it was dropped."""
        with self._pool.use() as connection:
            found = stored_outline(connection, thread_id)
            return rows.outline(found) if found else Outline(rebuilt_outline(connection, thread_id))

    def comments(self, ids: Sequence[int]) -> dict[int, StoredComment]:
        """Return comments by row id, in the order asked for; raise ArchiveDamagedError where one is not there."""
        found: dict[int, StoredComment] = {}
        for start in range(0, len(ids), _WINDOW):
            window = json.dumps(list(ids[start : start + _WINDOW]))
            found |= {comment.id: comment for comment in map(rows.stored_comment, self._all(_COMMENTS_BY_ID, window))}
        if missing := set(ids).difference(found):
            raise ArchiveDamagedError(f"{self.path} is damaged: comment {min(missing)} is not there", CHECK)
        return {identity: found[identity] for identity in ids}

    def commenters(self, thread_id: int) -> list[Commenter]:
        """Return who speaks in a thread, most comments first; lost slots are nobody's."""
        return [rows.commenter(row) for row in self._all(rows.COMMENTER_SQL, thread_id)]

    def matching(self, thread_id: int, condition: Condition) -> array[int]:
        """Return the positions of the comments that meet a condition, ascending, as unsigned 32-bit numbers."""
        from tui_reader.archive.search import matching

        return matching(self._pool, thread_id, len(self.outline(thread_id)), condition)

    def quotations(self, thread_id: int) -> tuple[Quotation, ...]:
        """Return what the comments of a thread quote."""
        return tuple(rows.quotation(row) for row in self._all(rows.QUOTATION_SQL, thread_id))

    def source_lines(self, thread_id: int, span: Span) -> tuple[str, ...]:
        """Return lines of the source as it was, or nothing where the source itself is not kept."""
        from tui_reader.archive.raw import lines_of

        found = self._all(_RAW, thread_id)
        return lines_of(rows.raw(found[0]), span) if found else ()

    def document(self, thread_id: int, positions: Sequence[int] | None = None, selection: str | None = None) -> ThreadDocument:
        """Return a thread, or the comments at some positions of it, as an export writes it.

        `selection` says in words what was chosen.
        """
        found = self._all(_THREAD_BY_ID, thread_id)
        if not found:
            raise NothingFoundError(f"no thread {thread_id} in {self.path}", "")
        comments = self._chosen(thread_id, positions)
        return ThreadDocument(
            thread=rows.stored_thread(found[0]),
            blocks=self.blocks(thread_id),
            comments=comments,
            meta=self.meta(thread_id),
            problems=self.problems(thread_id),
            selection=selection,
            left_out=0 if positions is None else len(self.outline(thread_id)) - len(comments),
        )

    def _chosen(self, thread_id: int, positions: Sequence[int] | None) -> tuple[StoredComment, ...]:
        if positions is None:
            return tuple(map(rows.stored_comment, self._all(_COMMENTS_OF_THREAD, thread_id)))
        ids = self.outline(thread_id).ids
        return tuple(self.comments([ids[position] for position in sorted(set(positions))]).values())

    def _all(self, sql: str, *values: object) -> list[rows.Row]:
        with self._pool.use() as connection:
            return connection.execute(sql, values).fetchall()

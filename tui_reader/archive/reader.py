"""Reading an archive: threads at once, comments by the window, outlines without copying.

An `Archive` may be used from several threads of execution at a time. Nothing here loads what writing needs.
"""

from __future__ import annotations

import json
from array import array
from typing import TYPE_CHECKING, Self

from tui_reader.archive import rows
from tui_reader.archive.connection import open_for_reading, patience
from tui_reader.archive.failures import CHECK
from tui_reader.archive.outlines import outlined_rows, rebuilt_outline, stored_outline
from tui_reader.errors import ArchiveDamagedError, NothingFoundError
from tui_reader.model import ThreadDocument
from tui_reader.outline import Outline

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from pathlib import Path
    from types import TracebackType

    from tui_reader.archive.search import Hits, Order
    from tui_reader.model import (
        Annotation,
        Block,
        Commenter,
        Problem,
        Quotation,
        SourceWords,
        Span,
        Status,
        StoredComment,
        StoredProblem,
        StoredSource,
        StoredThread,
    )
    from tui_reader.query import Condition

NO_SCORE = -(1 << 63)
"""What `Archive.scores` says where a score is not known; no score that is kept is as low."""

_WINDOW = 5_000
_THREADS = f"{rows.THREAD_SQL} ORDER BY thread.id"
_THREAD_BY_KEY = f"{rows.THREAD_SQL} WHERE thread.key = ?"
_THREAD_BY_ID = f"{rows.THREAD_SQL} WHERE thread.id = ?"
_SOURCES = f"{rows.SOURCE_SQL} ORDER BY coalesce(parent, id), id"
_TELLS = "(SELECT source FROM thread_source WHERE thread = ?)"
_SOURCES_OF = f"{rows.SOURCE_SQL} WHERE id IN {_TELLS} ORDER BY id"
_TOLD = "(SELECT thread FROM thread_source WHERE source IN (SELECT id FROM source WHERE ?1 IN (id, parent)))"
_THREADS_OF = f"{rows.THREAD_SQL} WHERE thread.id IN {_TOLD} ORDER BY thread.id"
_META = "SELECT first_line, last_line FROM meta_span WHERE thread = ? ORDER BY position"
_PROBLEMS = "SELECT message, line FROM problem WHERE thread = ? ORDER BY id"
_COMMENTS_OF_THREAD = f"{rows.COMMENT_SQL} WHERE comment.thread = ? ORDER BY comment.position"
_AMONG = "WHERE comment.id IN (SELECT value FROM json_each(?))"
_COMMENTS_BY_ID = f"{rows.COMMENT_SQL} {_AMONG}"
_KEPT = """FROM thread JOIN source AS own ON own.id = thread.source JOIN source ON source.id IN (own.id, own.parent)
JOIN raw ON raw.source = source.id WHERE thread.id = ?"""
_RAW = f"SELECT coalesce(source.path, source.name), raw.encoding, raw.data {_KEPT}"
_WHOLE = f"SELECT source.layout {_KEPT} AND source.id = own.parent"
_EXTENT = """SELECT min(first_line), max(last_line) FROM (
    SELECT first_line, last_line FROM block WHERE thread = ?1
    UNION ALL SELECT first_line, last_line FROM meta_span WHERE thread = ?1
    UNION ALL SELECT first_line, last_line FROM comment WHERE thread = ?1)"""
_AT_LINE = """SELECT position FROM comment
WHERE thread = ? AND first_line <= ? AND last_line >= ? ORDER BY first_line DESC LIMIT 1"""


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

    def sources(self) -> list[StoredSource]:
        """Return what was imported, in its order; documents inside a source follow it."""
        return [rows.stored_source(row) for row in self._all(_SOURCES)]

    def sources_of(self, thread_id: int) -> list[StoredSource]:
        """Return which sources told of a thread, the first of them first."""
        return [rows.stored_source(row) for row in self._all(_SOURCES_OF, thread_id)]

    def threads_of(self, source_id: int) -> list[StoredThread]:
        """Return of which threads a source told, or a document inside it."""
        return [rows.stored_thread(row) for row in self._all(_THREADS_OF, source_id)]

    def source_words(self, comment_id: int) -> tuple[SourceWords, ...]:
        """Return what each source said of a comment, the first of them first; nothing where its thread has one source."""
        return tuple(rows.source_words(row) for row in self._all(rows.SIGHTING_SQL, comment_id))

    def all_problems(self) -> list[StoredProblem]:
        """Return everything that could not be read as it should, in the order in which it was met."""
        return [rows.stored_problem(row) for row in self._all(rows.PROBLEM_SQL)]

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

    def author_ids(self, names: Sequence[str]) -> list[int]:
        """Return the row ids of authors who are called one of these names, on any site."""
        return [identity for _, identity in map(rows.keyed, self._all(rows.AUTHOR_SQL, json.dumps(names)))]

    def scores(self, thread_id: int) -> array[int]:
        """Return the scores of a thread, one a position, as signed 64-bit numbers; `NO_SCORE` where it is not known."""
        count = self._rows(thread_id)
        found = array("q", [NO_SCORE]) * count
        with self._pool.use(patience(count)) as connection:
            try:
                for position, score in map(rows.pair, connection.execute(rows.SCORE_SQL, (thread_id,))):
                    found[position] = score
            except IndexError as error:
                raise ArchiveDamagedError(
                    f"{self.path} is damaged: its comments are not those of its outline", CHECK
                ) from error
        return found

    def statuses(self, thread_id: int) -> dict[Status, int]:
        """Return how many comments of a thread are present, deleted, removed and lost."""
        with self._pool.use(patience(self._rows(thread_id))) as connection:
            return dict(map(rows.status, connection.execute(rows.STATUS_SQL, (thread_id,))))

    def longest(self, thread_id: int) -> tuple[int, int]:
        """Return where the comment of the most words stands, and how many; raise NothingFoundError where there is none."""
        with self._pool.use(patience(self._rows(thread_id))) as connection:
            found = connection.execute(rows.LONGEST_SQL, (thread_id,)).fetchall()
        if not found:
            raise NothingFoundError(f"thread {thread_id} of {self.path} has no comments", "")
        return rows.pair(found[0])

    def matching(
        self,
        thread_id: int,
        condition: Condition,
        annotations: Mapping[str, Annotation] | None = None,
        stopped: Callable[[], bool] = lambda: False,
    ) -> array[int]:
        """Return the positions of the comments that meet a condition, ascending, as unsigned 32-bit numbers.

        `annotations` has what a reader added, by comment key: it is no part of the archive. Once `stopped` says that nobody
        waits any more, what was found so far is returned.
        """
        from tui_reader.archive.search.matching import matching

        return matching(self._pool, thread_id, condition, annotations or {}, stopped)

    def search(
        self,
        condition: Condition | None,
        order: Order | None = None,
        annotations: Mapping[str, Mapping[str, Annotation]] | None = None,
        thread_id: int | None = None,
    ) -> Hits:
        """Return what a condition finds in all threads, or in one: newest first where no order is asked for.

        `annotations` has what a reader added, by the key of the thread and the key of the comment.
        """
        from tui_reader.archive.search import Hits, Order

        return Hits(self._pool, condition, order or Order.NEWEST, annotations, thread_id)

    def ids(self, thread_id: int, keys: Collection[str]) -> dict[str, int]:
        """Return the row ids of those comments of a thread that have one of these keys, by key."""
        return dict(map(rows.keyed, self._all(rows.KEYED_SQL, thread_id, json.dumps(list(keys)))))

    def quotations(self, thread_id: int, *, comment: int | None = None, block: int | None = None) -> tuple[Quotation, ...]:
        """Return what the comments of a thread quote: all of it, what one of them does, or what is of one block."""
        return tuple(rows.quotation(row) for row in self._all(rows.QUOTATION_SQL, thread_id, comment, block))

    def source_lines(self, thread_id: int, span: Span) -> tuple[str, ...]:
        """Return lines of the source as it was, or nothing where the source itself is not kept."""
        from tui_reader.archive.raw import lines_of

        found = [rows.raw(row) for row in self._all(_RAW, thread_id)]
        return lines_of(found[0][2], found[0][1], span) if found else ()

    def source(self, thread_id: int) -> tuple[str, bytes] | None:
        """Return the path that a source was found at and its bytes, or None where the source itself is not kept."""
        from tui_reader.archive.raw import unpacked

        found = [rows.raw(row) for row in self._all(_RAW, thread_id)]
        return (found[0][0], unpacked(found[0][2])) if found else None

    def layout_of_whole(self, thread_id: int) -> str | None:
        """Return how a text was read that holds a thread beside others; None where it holds no other or is not kept."""
        found = self._all(_WHOLE, thread_id)
        return str(found[0][0]) if found else None

    def extent(self, thread_id: int) -> Span | None:
        """Return the lines of its source that a thread takes, None where it has none."""
        first, last = self._all(_EXTENT, thread_id)[0]
        return None if first is None else rows.span((first, last))

    def position_at(self, thread_id: int, line: int) -> int | None:
        """Return the position of the comment that a line of the source belongs to, None where it belongs to none."""
        found = self._all(_AT_LINE, thread_id, line, line)
        return int(found[0][0]) if found else None

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

    def _rows(self, thread_id: int) -> int:
        with self._pool.use() as connection:
            return outlined_rows(connection, thread_id)

    def _all(self, sql: str, *values: object) -> list[rows.Row]:
        with self._pool.use() as connection:
            return connection.execute(sql, values).fetchall()

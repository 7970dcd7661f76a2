"""Reading an archive: threads at once, comments by the window, outlines without copying.

An `Archive` may be used from several threads of execution at a time. Nothing here loads what writing needs.
"""

from __future__ import annotations

import json
from array import array
from typing import TYPE_CHECKING, Self

from tui_reader.archive import rows, tables
from tui_reader.archive.connection import open_for_reading, patience
from tui_reader.archive.failures import CHECK
from tui_reader.archive.outlines import kept_columns, outlined_rows, rebuilt_outline
from tui_reader.archive.people import People
from tui_reader.errors import ArchiveDamagedError, NothingFoundError
from tui_reader.model import ThreadDocument
from tui_reader.outline import Outline
from tui_reader.people import APART, Said

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from pathlib import Path
    from types import TracebackType

    from tui_reader.archive.search import Hits, Order
    from tui_reader.archive.walks import Way
    from tui_reader.model import (
        Block,
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
    from tui_reader.people import Together
    from tui_reader.query import Additions, Condition
    from tui_reader.tables import CommenterFacts, CommenterTable, Holdings, ThreadTable

NO_SCORE = -(1 << 63)
"""What `Archive.scores` says where a score is not known; no score that is kept is as low."""

_WINDOW = 5_000
_PAGE = 500
_BEFORE_ALL = -(1 << 63)
_THREADS = f"{rows.THREAD_SQL} WHERE thread.id > ? ORDER BY thread.id LIMIT ?"
_THREAD_BY_KEY = f"{rows.THREAD_SQL} WHERE thread.key = ?"
_THREAD_BY_ID = f"{rows.THREAD_SQL} WHERE thread.id = ?"
_TITLES = "SELECT title FROM thread WHERE title <> '' GROUP BY title ORDER BY max(comments) DESC, title"
_SOURCES = f"{rows.SOURCE_SQL} ORDER BY coalesce(parent, id), id"
_TOLD = "(SELECT thread FROM thread_source WHERE source IN (SELECT id FROM source WHERE ?1 IN (id, parent)))"
_THREADS_OF = f"{rows.THREAD_SQL} WHERE thread.id IN {_TOLD} ORDER BY thread.id LIMIT ?2"
_COUNT_OF = """SELECT count(DISTINCT thread) FROM thread_source
WHERE source IN (SELECT id FROM source WHERE ?1 IN (id, parent))"""
_NAMESAKES = "SELECT id FROM author WHERE name IN (SELECT value FROM json_each(?))"
_WORDS = "SELECT coalesce(sum(words), 0) FROM comment WHERE thread = ? AND status <> 'lost'"
_META = "SELECT first_line, last_line FROM meta_span WHERE thread = ? ORDER BY position"
_PROBLEMS = "SELECT message, line FROM problem WHERE thread = ? ORDER BY id"
_COMMENTS_FROM = f"""{rows.COMMENT_SQL}
WHERE comment.thread = ? AND comment.position >= ? ORDER BY comment.position LIMIT ?"""
_THREADS_AMONG = "WHERE thread.id IN (SELECT value FROM json_each(?))"
_PLACES = "SELECT id, thread, parent FROM comment WHERE id IN (SELECT value FROM json_each(?))"
_AMONG = "WHERE comment.id IN (SELECT value FROM json_each(?))"
_THREADS_BY_ID = f"{rows.THREAD_SQL} {_THREADS_AMONG}"
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
        self.people = People(self._pool)
        """Who speaks in all threads."""

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
        return list(self.each_thread())

    def each_thread(self) -> Iterator[StoredThread]:
        """Yield all threads in the order in which they came in, read by the page."""
        last = _BEFORE_ALL
        while found := self._all(_THREADS, last, _PAGE):
            yield from map(rows.stored_thread, found)
            last = found[-1][0]

    def threads_by_id(self, ids: Sequence[int]) -> dict[int, StoredThread]:
        """Return threads by row id; those that are not there any more are left out."""
        found = map(rows.stored_thread, self._all(_THREADS_BY_ID, json.dumps(list(ids))))
        return {thread.id: thread for thread in found}

    def holdings(self) -> Holdings:
        """Return how many threads and comments there are, by their stored counts."""
        with self._pool.use() as connection:
            return tables.holdings(connection)

    def thread_table(self, most: int = -1) -> ThreadTable:
        """Return all threads as columns, or so many of them that came in first."""
        with self._pool.use() as connection:
            return tables.thread_table(connection, most)

    def thread_ids(self, sorted_by: str, *, falling: bool) -> list[int]:
        """Return the row ids of all threads by `added`, `title`, `date`, `comments` or `people`; ties as they came in."""
        with self._pool.use() as connection:
            return tables.thread_ids(connection, sorted_by, falling=falling)

    def titles(self) -> list[str]:
        """Return the titles of threads, each once, those of the longest first."""
        return [title for (title,) in self._all(_TITLES)]

    def thread(self, key: str) -> StoredThread:
        """Return a thread by its key, or raise NothingFoundError."""
        found = self._all(_THREAD_BY_KEY, key)
        if not found:
            raise NothingFoundError(f"no thread with key {key} in {self.path}", "`tui-reader threads ARCHIVE` lists them")
        return rows.stored_thread(found[0])

    def sources(self) -> list[StoredSource]:
        """Return what was imported, in its order; documents inside a source follow it."""
        return [rows.stored_source(row) for row in self._all(_SOURCES)]

    def threads_of(self, source_id: int, most: int = -1) -> list[StoredThread]:
        """Return of which threads a source told, or a document inside it: all, or so many that came in first."""
        return [rows.stored_thread(row) for row in self._all(_THREADS_OF, source_id, most)]

    def count_threads_of(self, source_id: int) -> int:
        """Return of how many threads a source told, or a document inside it."""
        return int(self._all(_COUNT_OF, source_id)[0][0])

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
        try:
            kept = kept_columns(self._pool, thread_id)
            if kept:
                return Outline(kept)
            with self._pool.use() as connection:
                return Outline(rebuilt_outline(connection, thread_id))
        except ValueError as error:
            raise ArchiveDamagedError(f"{self.path} is damaged: an outline contradicts itself", CHECK) from error

    def said(self, ids: Sequence[int]) -> dict[int, Said]:
        """Return comments by row id, in the order asked for, each with its thread and the comment that it answers.

        Raises ArchiveDamagedError where one of these is not there.
        """
        places = {
            identity: (thread, parent)
            for identity, thread, parent in map(rows.place, self._all(_PLACES, json.dumps(list(ids))))
        }
        answered = {parent for _, parent in places.values() if parent is not None}
        comments = self.comments([*dict.fromkeys((*ids, *answered))])
        wanted = {thread for thread, _ in places.values()}
        threads = self.threads_by_id([*wanted])
        if missing := wanted.difference(threads):
            raise ArchiveDamagedError(f"{self.path} is damaged: thread {min(missing)} is not there", CHECK)
        return {
            identity: Said(comments[identity], threads[thread], None if parent is None else comments[parent])
            for identity, (thread, parent) in ((identity, places[identity]) for identity in ids)
        }

    def comments(self, ids: Sequence[int]) -> dict[int, StoredComment]:
        """Return comments by row id, in the order asked for; raise ArchiveDamagedError where one is not there."""
        found: dict[int, StoredComment] = {}
        for start in range(0, len(ids), _WINDOW):
            window = json.dumps(list(ids[start : start + _WINDOW]))
            found |= {comment.id: comment for comment in map(rows.stored_comment, self._all(_COMMENTS_BY_ID, window))}
        if missing := set(ids).difference(found):
            raise ArchiveDamagedError(f"{self.path} is damaged: comment {min(missing)} is not there", CHECK)
        return {identity: found[identity] for identity in ids}

    def commenter_table(self, thread: StoredThread, outline: Outline, together: Together = APART) -> CommenterTable:
        """Return who speaks in a thread as columns, most comments first; lost slots are nobody's."""
        with self._pool.use() as connection:
            return tables.commenter_table(connection, outline, thread.lost, together)

    def commenter_facts(self, thread_id: int, table: CommenterTable) -> CommenterFacts:
        """Return what else is told of those who speak in a thread: it reads all comments, two seconds for a million."""
        with self._pool.use(patience(self._rows(thread_id))) as connection:
            return tables.commenter_facts(connection, thread_id, table)

    def namesakes(self, names: Collection[str]) -> list[int]:
        """Return the row ids of the authors who have one of these names."""
        return [identity for (identity,) in self._all(_NAMESAKES, json.dumps(list(names)))]

    def lost_positions(self, thread: StoredThread) -> list[int]:
        """Return where slots stand of which nothing is left; only where there are any is the thread read through for them."""
        if not thread.lost:
            return []
        with self._pool.use(patience(self._rows(thread.id))) as connection:
            return [position for (position,) in connection.execute(rows.LOST_SQL, (thread.id,))]

    def along(self, thread_id: int, way: Way) -> array[int]:
        """Return the positions of the comments that a way leads past, in its order; it may read all of the thread."""
        from tui_reader.archive.walks import along

        with self._pool.use(patience(self._rows(thread_id))) as connection:
            return along(connection, thread_id, way)

    def words(self, thread_id: int) -> int:
        """Return how many words are said in a thread."""
        return int(self._all(_WORDS, thread_id)[0][0])

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
        additions: Additions | None = None,
        stopped: Callable[[], bool] = lambda: False,
    ) -> array[int]:
        """Return the positions of the comments that meet a condition, ascending, as unsigned 32-bit numbers.

        Once `stopped` says that nobody waits any more, what was found so far is returned.
        """
        from tui_reader.archive.search.matching import matching
        from tui_reader.query import NOTHING_ADDED

        return matching(self._pool, thread_id, condition, additions or NOTHING_ADDED, stopped)

    def search(
        self,
        condition: Condition | None,
        order: Order | None = None,
        additions: Additions | None = None,
        thread_id: int | None = None,
    ) -> Hits:
        """Return what a condition finds in all threads, or in one: newest first where no order is asked for."""
        from tui_reader.archive.search import Hits, Order
        from tui_reader.query import NOTHING_ADDED

        return Hits(self._pool, condition, order or Order.NEWEST, additions or NOTHING_ADDED, thread_id)

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
            return tuple(self._comments_of(thread_id))
        ids = self.outline(thread_id).ids
        return tuple(self.comments([ids[position] for position in sorted(set(positions))]).values())

    def _rows(self, thread_id: int) -> int:
        with self._pool.use() as connection:
            return outlined_rows(connection, thread_id)

    def _comments_of(self, thread_id: int) -> Iterator[StoredComment]:
        """Yield all comments of a thread in windows, each of which has the time of a query for itself."""
        start = 0
        while found := [rows.stored_comment(row) for row in self._all(_COMMENTS_FROM, thread_id, start, _WINDOW)]:
            yield from found
            start = found[-1].position + 1

    def _all(self, sql: str, *values: object) -> list[rows.Row]:
        with self._pool.use() as connection:
            return connection.execute(sql, values).fetchall()

"""What was typed on the command line, and which thread or comment is meant by it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from tui_reader.errors import NothingFoundError, UsageError
from tui_reader.text.counting import counted
from tui_reader.text.sanitize import one_line

if TYPE_CHECKING:
    from tui_reader.archive.reader import Archive
    from tui_reader.model import StoredComment, StoredThread
    from tui_reader.query import Query

    Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for, as it was typed; `only`: a comment without what answers it, `context`: what to show around matches."""

    thread: str | None = None
    comment: str | None = None
    query: str | None = None
    only: bool = False
    context: str | None = None

    def read_query(self) -> Query:
        """Return what the filter asks for; raise QueryError, or UsageError where there is one that asks for nothing."""
        from tui_reader.query import read

        query = read(self.query or "", takes=("ctx", "sort"))
        if self.query is not None and query.condition is None and query.sort is None:
            raise UsageError("--filter says nothing", "leave it out, or say what you mean")
        return query


NOTHING = Wish()
"""Nothing is asked for: whatever there is."""


def find_thread(archive: Archive, wanted: str | None) -> StoredThread:
    """Return a thread by its key, its number in the list of threads, or the beginning of its key."""
    if wanted is None:
        return _only_thread(archive)
    with suppress(NothingFoundError, UnicodeEncodeError):
        return archive.thread(wanted)
    threads = archive.threads()
    numbered = {str(number): thread for number, thread in enumerate(threads, 1)}
    if wanted in numbered:
        return numbered[wanted]
    hint = f"the archive has {counted(len(threads), 'thread')}: `tui-reader threads ARCHIVE` lists them"
    return only_one([thread for thread in threads if thread.key.startswith(wanted)], f"thread {wanted!r}", hint)


def _only_thread(archive: Archive) -> StoredThread:
    count = archive.holdings().threads
    if not count:
        raise NothingFoundError(f"{archive.path} holds no thread", "import something first")
    if count > 1:
        raise UsageError(f"which of the {count:,} threads?", "`tui-reader threads ARCHIVE` lists them; or say --all")
    return next(archive.each_thread())


def find_comment(archive: Archive, thread: StoredThread, wanted: str) -> StoredComment:
    """Return a comment of a thread by its key, by what an export shows of the key, or by the beginning of it."""
    from tui_reader.export.wording import anchor

    known = archive.ids(thread.id, [wanted])
    if known:
        return archive.comments([known[wanted]])[known[wanted]]
    comments = archive.document(thread.id).comments
    cited = wanted.removeprefix("^").removeprefix("#").removeprefix("c-")
    found = [comment for comment in comments if cited in {anchor(comment.key), one_line(comment.key)}]
    found = found or [comment for comment in comments if comment.key.startswith(wanted)]
    hint = f"“{one_line(thread.name)}” has {counted(thread.comments, 'comment')}; every export shows their keys"
    return only_one(found, f"comment {wanted!r}", hint)


def only_one(found: list[Found], what: str, hint: str) -> Found:
    """Return the one thing that was found; raise where there is none, or more than one."""
    if not found:
        raise NothingFoundError(f"there is no {what}", hint)
    if len(found) > 1:
        raise UsageError(f"{len(found):,} keys begin like {what}", "say more of the key")
    return found[0]

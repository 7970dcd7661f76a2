"""Which thread or comment is meant by what was typed on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from tui_reader.errors import NothingFoundError, UsageError

if TYPE_CHECKING:
    from tui_reader.archive.reader import Archive
    from tui_reader.model import StoredThread

    Found = TypeVar("Found")


def find_thread(archive: Archive, wanted: str | None) -> StoredThread:
    """Return a thread by its key, its number in the list of threads, or the beginning of its key."""
    threads = archive.threads()
    if wanted is None:
        if len(threads) == 1:
            return threads[0]
        if not threads:
            raise NothingFoundError(f"{archive.path} holds no thread", "import something first")
        raise UsageError(f"which of the {len(threads):,} threads?", "`tui-reader threads ARCHIVE` lists them; or say --all")
    if any(thread.key == wanted for thread in threads):
        return archive.thread(wanted)
    numbered = {str(number): thread for number, thread in enumerate(threads, 1)}
    if wanted in numbered:
        return numbered[wanted]
    hint = "`tui-reader threads ARCHIVE` lists them"
    return only_one([thread for thread in threads if thread.key.startswith(wanted)], f"thread {wanted!r}", hint)


def only_one(found: list[Found], what: str, hint: str) -> Found:
    """Return the one thing that was found; raise where there is none, or more than one."""
    if not found:
        raise NothingFoundError(f"there is no {what}", hint)
    if len(found) > 1:
        raise UsageError(f"{len(found):,} keys begin like {what}", "say more of the key")
    return found[0]

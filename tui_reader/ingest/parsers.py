"""Processes that parse pieces of a document beside the one that stores what they find.

Each has a pipe of its own and one piece at a time; what comes back is handed on in the order of the pieces.

Invariant: none of them outlives its work: all are ended with it, and one whose pipe is closed ends by itself. The keyboard
interrupts the process that they work for, not them.
"""

from __future__ import annotations

import multiprocessing
import signal
import traceback
from collections import defaultdict, deque
from contextlib import ExitStack, contextmanager, suppress
from io import BytesIO
from multiprocessing import resource_tracker
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, cast

from tui_reader.archive.packing import Noted, PackedComments, packed_comments, storable_comments
from tui_reader.errors import SourceError
from tui_reader.formats.json_reading import LARGEST_RECORD
from tui_reader.formats.registry import find_format
from tui_reader.model import Comment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnContext

    from tui_reader.formats.base import Item, LineReader, Mention

_PIECE_BYTES = 1 << 23
"""Parsed in half a second; the larger a piece, the more comments of a thread are handed over at once."""

_SECONDS_TO_END = 5.0


class Piece(NamedTuple):
    """Whole lines of a document, and the number of the first of them."""

    first: int
    lines: bytes


class Parsed(NamedTuple):
    """What a piece says: its comments by thread, and everything else in its order."""

    told: list[Item | Mention | Noted]
    comments: list[PackedComments]


def pieces_of(stream: BinaryIO) -> Iterator[Piece]:
    """Cut a stream at the ends of lines; of a line that is longer than any record comes as much as a record may have."""
    first = 1
    while lines := stream.read(_PIECE_BYTES):
        lines += stream.readline(LARGEST_RECORD)
        yield Piece(first, lines)
        first += lines.count(b"\n") + (not lines.endswith(b"\n"))
        last = lines
        while last and not last.endswith(b"\n"):
            last = stream.readline(LARGEST_RECORD)


def parse(reader: LineReader, state: object, piece: Piece) -> Parsed:
    """Read a piece."""
    told: list[Item | Mention | Noted] = []
    fresh: list[Comment] = []
    comments: dict[str, list[Comment]] = defaultdict(list)

    def sort_fresh() -> None:
        """Put what came last to its threads; its problems come before what is told next."""
        for comment in storable_comments(fresh, lambda problem: told.append(Noted(problem))):
            comments[comment.thread].append(comment)
        fresh.clear()

    for item in reader.read(BytesIO(piece.lines), piece.first, state):
        if isinstance(item, Comment):
            fresh.append(item)
        else:
            sort_fresh()
            told.append(item)
    sort_fresh()
    return Parsed(told, [PackedComments(thread, packed_comments(said)) for thread, said in comments.items()])


def parsed(pieces: Iterable[Piece], jobs: int, form: str, state: object) -> Iterator[Parsed]:
    """Yield what pieces of a document in a format say, read by so many processes, in the order of the pieces.

    Raises what reading a piece raises, and SourceError where a process was ended by somebody else.
    """
    with ExitStack() as started:
        with _undisturbed():
            idle = deque([_start(started, form, state) for _ in range(jobs)])
        busy: deque[Connection] = deque()
        for piece in pieces:
            if idle:
                busy.append(idle.popleft())
                _send(busy[-1], piece)
            else:
                busy.rotate(-1)
                found = _received(busy[-1])
                _send(busy[-1], piece)
                yield found
        while busy:
            yield _received(busy.popleft())


def _start(started: ExitStack, form: str, state: object) -> Connection:
    """Start a process that shares neither memory nor open files with this one, which may have threads; return the way to it."""
    context: SpawnContext = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, form, state), daemon=True)
    with theirs:
        process.start()
    started.callback(process.join, _SECONDS_TO_END)
    started.callback(process.terminate)
    started.callback(ours.close)
    return ours


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Keep the keyboard from interrupting what is started meanwhile, where the system can do that."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # it is started beside the first process, and lets the keyboard in again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _send(pipe: Connection, piece: Piece) -> None:
    try:
        pipe.send(piece)
    except OSError as error:
        raise _died() from error


def _received(pipe: Connection) -> Parsed:
    try:
        found = pipe.recv()
    except (EOFError, OSError) as error:
        raise _died() from error
    if isinstance(found, Exception):
        raise found
    return cast("Parsed", found)


def _died() -> SourceError:
    return SourceError("a process that helped to read it was ended by somebody else", "--jobs 1 reads with one process")


def _serve(pipe: Connection, form: str, state: object) -> None:
    """Answer pieces until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    reader = cast("LineReader", find_format(form).lines)
    with suppress(EOFError, OSError):
        while True:
            pipe.send(_answer(reader, state, pipe.recv()))


def _answer(reader: LineReader, state: object, piece: Piece) -> Parsed | Exception:
    """Return what a piece says, or what went wrong: that is raised where the piece came from."""
    try:
        return parse(reader, state, piece)
    except Exception as error:  # noqa: BLE001 (passed on)
        error.add_note(traceback.format_exc())
        return error

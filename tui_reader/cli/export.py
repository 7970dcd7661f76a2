"""`tui-reader export`: a thread, a comment with its branch, or what a filter finds becomes a file.

Invariant: the file or stdout holds the export and nothing else; what is said about it goes to stderr.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui_reader.archive.reader import Archive
from tui_reader.cli.choosing import Wish, find_thread
from tui_reader.cli.selecting import selected
from tui_reader.errors import NothingFoundError, UsageError
from tui_reader.export import saving, selection
from tui_reader.export.naming import safe_name
from tui_reader.export.registry import FORMATS, ExportFormat, find_format
from tui_reader.export.wording import anchor, digest
from tui_reader.outline import Context
from tui_reader.text.sanitize import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import TextIO

    from tui_reader.model import StoredThread, ThreadDocument

_MARK_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Request:
    """What the command line asks for."""

    archive: Path
    thread: str | None
    comment: str | None
    at: str | None
    only: bool
    query: str | None
    context: str | None
    form: str | None
    output: str | None
    overwrite: bool
    everything: bool

    @property
    def wish(self) -> Wish:
        """What to write."""
        return Wish(self.thread, self.comment or self.at, self.query, self.only, self.context)

    @property
    def of_comment(self) -> bool:
        """Whether a comment is asked for: where a filter is, `--at` only says where the cursor stood."""
        return self.comment is not None or (self.at is not None and self.query is None)

    @property
    def to_stdout(self) -> bool:
        """Whether no file is asked for, or one that stands for stdout."""
        return self.output in {None, "-", "/dev/stdout"}

    @property
    def to_folder(self) -> bool:
        """Whether files are to be named after their threads."""
        output = self.output or "-"
        return output.endswith(("/", os.sep)) or Path(output).is_dir()


@click.command("export")
@click.argument("archive", type=click.Path(path_type=Path))
@click.argument("thread", required=False)
@click.option("--comment", metavar="KEY", help="Only this comment and what answers it.")
@click.option("--thread", "same_thread", metavar="KEY", help="The same as THREAD, as a copied link has it.")
@click.option("--at", metavar="KEY", help="The same as --comment; beside --filter it selects nothing.")
@click.option("--only/--branch", help="With --comment: without, or with (the default), what answers it.")
@click.option("--filter", "query", metavar="QUERY", help="Only comments that match, as the filter of the reader finds them.")
@click.option(
    "--context",
    type=click.Choice([context.value for context in Context]),
    help="With --filter: what else to show (default: path).",
)
@click.option("--format", "form", metavar="NAME", help=f"One of {', '.join(FORMATS)}; else told from the file's suffix.")
@click.option("-o", "--output", metavar="FILE", help="A file, a folder to name it in, or - for stdout (the default).")
@click.option("--overwrite", is_flag=True, help="Replace a file that is there already.")
@click.option("--all", "everything", is_flag=True, help="Every thread: JSON Lines, or one file each into a folder.")
@click.pass_context
def command(invocation: click.Context, /, **_: object) -> None:
    """Write a THREAD of an ARCHIVE: a comment with its branch, what a filter finds, or all of it.

    THREAD is a number or a key (or the beginning of one) as `tui-reader threads` shows them; where there is only one thread it
    may be left out. A link that the reader copies becomes an export with the word export before the archive.
    """
    params = invocation.params
    params["thread"] = _one_of("THREAD", params["thread"], "--thread", params.pop("same_thread"))
    export(Request(**params))


def _one_of(name: str, value: str | None, other: str, same: str | None) -> str | None:
    """Return what was said in one of two ways; raise UsageError where it was in both."""
    if value is not None and same is not None:
        raise UsageError(f"{name} and {other} say the same", "choose one")
    return same if value is None else value


def export(request: Request) -> None:
    """Write what is asked for where it is asked for; raise a TuiReaderError where that cannot be."""
    form = _format(request)
    _require_sense(request, form)
    with Archive.open(request.archive) as archive:
        if request.everything:
            _export_all(archive, request, form)
            return
        document = _document(archive, find_thread(archive, request.thread), request)
        if document is None:
            raise NothingFoundError(f"no comment matches {request.query!r}", "nothing was written")
        _deliver(partial(form.write, document), _name(document, form, request), request)


def _format(request: Request) -> ExportFormat:
    """Return the format asked for by name, or else by the suffix of the file."""
    if request.form:
        return find_format(request.form)
    suffix = Path(request.output or "").suffix
    if not suffix:
        raise UsageError("in which format?", f"say --format with one of {', '.join(FORMATS)}")
    return find_format(suffix.removeprefix("."))


def _require_sense(request: Request, form: ExportFormat) -> None:
    """Raise UsageError where the wishes contradict each other."""
    for name, wish in {
        "THREAD": request.thread,
        "--comment": request.comment,
        "--at": request.at,
        "--filter": request.query,
        "-o": request.output,
    }.items():
        if wish is not None and not wish.strip():
            raise UsageError(f"{name} says nothing", "leave it out, or say what you mean")
    _one_of("--comment", request.comment, "--at", request.at)
    if request.only and not request.of_comment:
        raise UsageError("--only says how to export a comment", "add --comment KEY")
    if request.context and request.query is None:
        raise UsageError("--context says what to show around matches", "add --filter QUERY")
    if request.comment and request.query is not None:
        raise UsageError("--comment and --filter do not go together", "choose one")
    if request.everything and (request.thread or request.comment or request.at):
        raise UsageError("--all does not go together with a thread or a comment", "choose one")
    if request.everything and form.name != "json" and not request.to_folder:
        raise UsageError(
            f"only JSON holds several threads in one file, {form.name} does not", "write into a folder: -o FOLDER/"
        )


def _document(archive: Archive, thread: StoredThread, request: Request) -> ThreadDocument | None:
    """Return what is asked for of a thread, None where a filter finds nothing."""
    chosen = selected(archive, thread, request.wish)
    return None if chosen is None else selection.document(archive, thread.id, chosen)


def _export_all(archive: Archive, request: Request, form: ExportFormat) -> None:
    documents = (_document(archive, thread, request) for thread in archive.each_thread())
    found = (document for document in documents if document is not None)
    if request.to_folder:
        _deliver_each(found, request, form)
        return
    first = next(found, None)
    if first is None:
        raise NothingFoundError(f"{request.archive} holds nothing to export", "nothing was written")
    _deliver(partial(_write_lines, first, found), "", request)


def _write_lines(first: ThreadDocument, others: Iterable[ThreadDocument], out: TextIO) -> None:
    from tui_reader.export import thread_json

    thread_json.write_line(first, out)
    for document in others:
        thread_json.write_line(document, out)


def _deliver_each(documents: Iterator[ThreadDocument], request: Request, form: ExportFormat) -> None:
    """Write each thread to a file of its own; titles that are the same are told apart by keys."""
    taken: set[str] = set()
    for document in documents:
        name = _name(document, form, request)
        if name.casefold() in taken:
            name = safe_name(_title(document), form.suffix, digest(document.thread.key))
        taken.add(name.casefold())
        _deliver(partial(form.write, document), name, request)
    if not taken:
        raise NothingFoundError(f"{request.archive} holds nothing to export", "nothing was written")


def _name(document: ThreadDocument, form: ExportFormat, request: Request) -> str:
    mark = (
        anchor(document.comments[0].key)[:_MARK_LENGTH]
        if request.of_comment
        else "filtered"
        if request.query is not None
        else ""
    )
    return safe_name(_title(document), form.suffix, mark)


def _title(document: ThreadDocument) -> str:
    return document.thread.name


def _deliver(write: Callable[[TextIO], None], name: str, request: Request) -> None:
    """Write to stdout, to the file that is asked for, or to a file of that name in the folder."""
    if request.output is None or request.to_stdout:
        saving.send(write, sys.stdout.buffer)
        return
    target = Path(request.output) / name if request.to_folder else Path(request.output)
    saving.save(target, write, overwrite=request.overwrite)
    click.echo(f"wrote {one_line(str(target))}", err=True)

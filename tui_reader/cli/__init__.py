"""The command line: arguments become one use case each; the only place that wires rooms together.

Invariant: stdout is data and stderr is narration; whatever goes wrong ends in one line, a hint and an exit code. What should
not have gone wrong leaves its details in a file of the state folder.
"""

from __future__ import annotations

import io
import os
import sys
import traceback
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from tui_reader import __version__
from tui_reader.cli.commands import OPENING, CommandTable, load
from tui_reader.errors import ExitCode, TuiReaderError
from tui_reader.text.sanitize import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

LOG = "error.log"
"""The file in the state folder with the details of the last defect."""

_EXAMPLES = """\b
Examples:
  tui-reader dump.txt                    read a dump, without keeping it
  tui-reader import threads.db dumps/    keep dumps: files, folders, or - for stdin
  tui-reader threads.db                  read the archive
"""


@click.group(
    cls=CommandTable,
    invoke_without_command=True,
    epilog=_EXAMPLES,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="tui-reader")
@click.pass_context
def group(context: click.Context) -> None:
    """Read archived comment threads in the terminal.

    With a PATH in place of a command: open an archive, or read a dump at once, without keeping it. Without anything: open the
    last archive, or the example.
    """
    if os.environ.get("NO_COLOR") or os.environ.get("TERM", "dumb") == "dumb":
        context.color = False
    if context.invoked_subcommand is None:
        context.invoke(load(OPENING))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code."""
    _open_what_is_closed()
    _show_what_cannot_be_encoded()
    try:
        result = group.main(arguments, prog_name="tui-reader", standalone_mode=False)
    except SystemExit:  # click's way of saying that nobody reads any more, which is no failure
        return ExitCode.DONE
    except (click.Abort, KeyboardInterrupt):
        return ExitCode.INTERRUPTED
    except Exception as error:  # noqa: BLE001  # the last that can tell; nothing is hidden, the details are kept
        return _tell(error)
    return result if isinstance(result, int) else ExitCode.DONE


def _tell(error: Exception) -> ExitCode:
    """Tell what went wrong and return the exit code for it."""
    match error:
        case TuiReaderError():
            _say(error.message, error.hint)
            return error.exit_code
        case click.UsageError():
            plainly = "; after -- it is no option" if _is_taken_for_option(error) else ""
            _say(error.format_message(), f"try {error.ctx.command_path if error.ctx else 'tui-reader'} --help{plainly}")
            return ExitCode.USAGE
        case click.ClickException():
            _say(error.format_message())
        case OSError():
            _say(f"stopped: {error.strerror or error}")
        case _:
            _say(f"something went wrong that should not have; {_put_on_record()}")
    return ExitCode.FAILED


def _is_taken_for_option(error: click.UsageError) -> bool:
    """Return whether a word with one dash in front, as filters have them, was taken for an option."""
    return isinstance(error, click.NoSuchOption) and not error.option_name.startswith("--")


def _say(message: str, hint: str = "") -> None:
    """Tell on stderr what happened and what to do, if anybody listens there."""
    with suppress(OSError):
        click.echo(f"tui-reader: {one_line(message)}", err=True)
        if hint:
            click.echo(f"  {one_line(hint)}", err=True)


def _put_on_record() -> str:
    """Write the details of the error that is being handled to a file, and return words that say where."""
    from tui_reader.settings import state_path

    log = state_path().with_name(LOG)
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(traceback.format_exc(), encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        return f"the details cannot be written: {error}"
    return f"the details are in {log}"


def _open_what_is_closed() -> None:
    """Put nothing in the place of a stream that was closed; else the next file opened, an archive, would take its number."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8", closefd=False))


def _show_what_cannot_be_encoded() -> None:
    """Let a stream that knows few characters show the others as escapes."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")

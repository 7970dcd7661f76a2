"""What is said when a command could not do what was asked: a line, a hint, and the details of a defect in a file."""

from __future__ import annotations

import traceback
from contextlib import suppress

import click

from tui_reader.errors import ExitCode, TuiReaderError
from tui_reader.settings import state_path
from tui_reader.text.sanitize import one_line

LOG = "error.log"
"""The file in the state folder with the details of the last defect."""


def tell(error: Exception) -> ExitCode:
    """Tell what went wrong and return the exit code for it."""
    match error:
        case click.Abort():
            return ExitCode.INTERRUPTED
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
    log = state_path().with_name(LOG)
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(traceback.format_exc(), encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        return f"the details cannot be written: {error}"
    return f"the details are in {log}"

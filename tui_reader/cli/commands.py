"""All commands as click knows them, each in a module that is imported when it is run."""

from __future__ import annotations

import os
from importlib import import_module
from typing import NoReturn, cast

import click

from tui_reader import __version__
from tui_reader.cli.overview import COMMANDS, OVERVIEW

OPENING = "tui_reader.cli.opening"
"""The module of the command that a path stands for."""


def load(module: str) -> click.Command:
    """Import a module of a command, which calls it `command`."""
    return cast("click.Command", import_module(module).command)


class CommandTable(click.Group):
    """A group that imports a command when it is run, and takes a path in place of a command."""

    def list_commands(self, _context: click.Context) -> list[str]:
        """Return the commands in the order in which they are taught."""
        return list(COMMANDS)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        """Import a command."""
        if name not in COMMANDS:
            return None
        return load(COMMANDS[name][0])

    def format_help(self, _context: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the overview, without importing any command."""
        formatter.write(OVERVIEW)

    def resolve_command(self, context: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command to run; for a path that is the one that opens it."""
        word = args[0]
        if word in COMMANDS:
            return super().resolve_command(context, args)
        if not _is_path(word):
            _fail(word)
        return "PATH", load(OPENING), args


def _is_path(word: str) -> bool:
    """Whether something bears that name, be it a link that leads nowhere; - is standard input."""
    return word == "-" or os.path.lexists(word)


def _fail(word: str) -> NoReturn:
    from difflib import get_close_matches

    near = get_close_matches(word, COMMANDS, n=1)
    hint = f"; did you mean {near[0]}?" if near else ""
    raise click.UsageError(f"no file and no command is called {word!r}{hint}")


@click.group(
    cls=CommandTable,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="tui-reader")
@click.pass_context
def group(context: click.Context) -> None:
    """Read archived comment threads in the terminal."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM", "dumb") == "dumb":
        context.color = False
    if context.invoked_subcommand is None:
        context.invoke(load(OPENING))

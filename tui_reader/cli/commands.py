"""All commands, each in a module that is imported when it is run; their help is here, so that asking for it costs nothing."""

from __future__ import annotations

import os
from difflib import get_close_matches
from importlib import import_module
from typing import NoReturn, cast

import click

COMMANDS: dict[str, tuple[str, str]] = {
    "import": ("tui_reader.cli.importing", "Bring dumps into an archive."),
    "threads": ("tui_reader.cli.threads", "List the threads of an archive."),
    "people": ("tui_reader.cli.people", "List who speaks in an archive."),
    "export": ("tui_reader.cli.export", "Write a thread, a branch or what a filter finds to a file."),
    "search": ("tui_reader.cli.search", "Find comments in all threads of an archive."),
    "sources": ("tui_reader.cli.sources", "List what was imported into an archive."),
    "problems": ("tui_reader.cli.problems", "List what could not be read as it should."),
    "formats": ("tui_reader.cli.formats", "List what can be read and written."),
    "check": ("tui_reader.cli.check", "Look whether an archive is sound."),
    "demo": ("tui_reader.cli.demo", "Open the example archive."),
}
"""Name, module and one line of help."""

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

    def format_commands(self, _context: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, words) for name, (_, words) in COMMANDS.items()])

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
    near = get_close_matches(word, COMMANDS, n=1)
    hint = f"; did you mean {near[0]}?" if near else ""
    raise click.UsageError(f"no file and no command is called {word!r}{hint}")

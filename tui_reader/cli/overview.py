"""What `tui-reader --help` shows: all commands, and where each is. It needs nothing, so that asking costs next to nothing."""

from __future__ import annotations

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

_COMMAND_LINES = "\n".join(f"  {name:8}  {words}" for name, (_, words) in COMMANDS.items())

OVERVIEW = f"""\
Usage: tui-reader [OPTIONS] [COMMAND] [ARGS]...

  Read archived comment threads in the terminal.

  With a PATH in place of a command: open an archive, or read a dump at once,
  without keeping it. Without anything: open the last archive, or the example.

Options:
  --version   Show the version and exit.
  -h, --help  Show this message and exit.

Commands:
{_COMMAND_LINES}

  Examples:
    tui-reader dump.txt                    read a dump, without keeping it
    tui-reader import threads.db dumps/    keep dumps: files, folders, or - for stdin
    tui-reader threads.db                  read the archive
    tui-reader threads.db --thread 2 --filter by:ada --at KEY
                                           read a view of it: y f copies one
"""
"""The whole help of the program, as wide as the smallest common terminal."""

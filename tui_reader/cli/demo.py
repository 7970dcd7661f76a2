"""`tui-reader demo`: the example archive that ships with the program."""

from __future__ import annotations

import click

from tui_reader.cli.opening import open_path
from tui_reader.settings import example_archive


@click.command("demo")
@click.option("--check", is_flag=True, help="Open without a screen, tell that it works, and leave.")
def command(*, check: bool) -> int:
    """Open the example archive: invented people on invented pages, in several layouts."""
    return open_path(str(example_archive()), check=check)

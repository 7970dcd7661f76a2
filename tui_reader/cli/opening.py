"""`tui-reader PATH`: open an archive, or read a dump at once, without keeping it."""

from __future__ import annotations

import click


@click.command("open")
@click.argument("path", required=False)
def command(path: str | None) -> None:
    """Open PATH."""

"""`tui-reader formats`: what can be read and written."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from tui_reader.export.registry import FORMATS
from tui_reader.formats.registry import all_formats, plug_ins
from tui_reader.structure.layouts import LAYOUTS
from tui_reader.text.sanitize import one_line

if TYPE_CHECKING:
    from tui_reader.formats.base import Format


@click.command("formats")
@click.option("--layouts", is_flag=True, help="Show what each layout of plain text looks like, on an invented example.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def command(*, layouts: bool, as_json: bool) -> None:
    """List the formats that import reads, the layouts of plain text, and the formats that export writes."""
    if layouts:
        _show_layouts(as_json=as_json)
        return
    table: dict[str, list[tuple[str, tuple[str, ...], str]]] = {
        "read": [(form.name, form.suffixes, _described(form)) for form in all_formats()],
        "layout": [(layout.name, (), layout.explanation) for layout in LAYOUTS],
        "write": [(form.name, (form.suffix,), form.description) for form in FORMATS.values()],
    }
    for broken in plug_ins().broken:
        click.echo(one_line(f"warning: {broken}"), err=True)
    width = max(len(name) for rows in table.values() for name, _, _ in rows)
    for use, rows in table.items():
        for name, suffixes, description in rows:
            if as_json:
                click.echo(json.dumps({"use": use, "name": name, "suffixes": suffixes, "description": description}))
            else:
                click.echo(f"{use:<6}  {name:<{width}}  {description}" + (f" ({' '.join(suffixes)})" if suffixes else ""))


def _described(form: Format) -> str:
    """Say what a format is, and what has to be installed for it."""
    return form.description + (f"; needs the extra {form.extra}" if form.extra else "")


def _show_layouts(*, as_json: bool) -> None:
    """Explain each layout, in the words that `--layout` takes."""
    for place, layout in enumerate(LAYOUTS):
        if as_json:
            click.echo(json.dumps({"layout": layout.name, "explanation": layout.explanation, "example": layout.example}))
            continue
        example = "\n".join(f"    {line}".rstrip() for line in layout.example.split("\n"))
        click.echo(("\n" if place else "") + f"{layout.name}: {layout.explanation}\n\n{example}")

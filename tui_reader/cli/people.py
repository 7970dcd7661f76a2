"""`tui-reader people`: who speaks in an archive or a thread, how much, when, and with whom.

Invariant: some people are counted and told at a time; of all others no more is held than their names and numbers of comments.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui_reader.archive.reader import Archive
from tui_reader.cli.asking import read_together
from tui_reader.cli.choosing import find_thread
from tui_reader.errors import NothingFoundError
from tui_reader.people import APART
from tui_reader.text.sanitize import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui_reader.people import Figures, Partners
    from tui_reader.tables import CommenterTable

_AT_ONCE = 500
_DAY = len("2012-05-03")


@click.command("people")
@click.argument("archive", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option(
    "--thread", "key", metavar="KEY", help="Only who speaks in this thread: a number or a key, or the beginning of one."
)
@click.option("--apart", is_flag=True, help="Show names as they are, also those that you have put together in the app.")
def command(archive: Path, *, as_json: bool, key: str | None, apart: bool) -> None:
    """List who speaks in an ARCHIVE: comments, threads, words, first and last day, unanswered, name; most comments first.

    The lines go on with whom somebody answers most, and who answers them most. Comments whose name is lost or was never shown
    are counted under no name at all. Where a thread states no replies, who was answered is not known: `-`, or null.
    """
    with Archive.open(archive) as opened:
        together = APART if apart else read_together(opened)
        thread = None if key is None else find_thread(opened, key)
        outline = None if thread is None else opened.outline(thread.id)
        if thread is None or outline is None:
            table = opened.people.everybody(together)
        else:
            table = opened.commenter_table(thread, outline, together)
        if not len(table):
            raise NothingFoundError(f"nobody speaks in {archive}", "tui-reader threads lists what is in it")
        has_sites = opened.people.have_several_sites()
        for person in _counted(opened, table, thread.id if thread else None):
            told = person if outline is None or not outline.is_flat else replace(person, unanswered=None)
            click.echo(json.dumps(_as_object(told)) if as_json else _as_line(told, has_sites=has_sites))


@dataclass(frozen=True, slots=True)
class _Person:
    names: Sequence[str | None]
    site: str | None
    told: Figures
    talk: Partners
    unanswered: int | None


def _counted(archive: Archive, table: CommenterTable, thread: int | None) -> Iterator[_Person]:
    """Yield everybody with what is counted of them, in their order."""
    for start in range(0, len(table), _AT_ONCE):
        places = range(start, min(len(table), start + _AT_ONCE))
        told = {identity: each for some in archive.people.figures(table, thread, places) for identity, each in some.items()}
        talk = archive.people.partners(table, places, thread)
        names = archive.people.names(table.ids[place] for place in places)
        for place in places:
            identity = table.ids[place]
            site, figures = names.get(identity, ("", ""))[0] or None, told[identity]
            yield _Person(table.names_at(place), site, figures, talk[identity], figures.unanswered)


def _as_object(person: _Person) -> dict[str, object]:
    told = person.told
    return {
        "name": person.names[0],
        **({"names": person.names} if len(person.names) > 1 else {}),
        "site": person.site,
        "comments": told.comments,
        "threads": told.threads,
        "words": told.words,
        "first": told.first,
        "last": told.last,
        "unanswered": person.unanswered,
        "answers": [{"name": name, "comments": comments} for name, comments in person.talk.answers],
        "answered_by": [{"name": name, "comments": comments} for name, comments in person.talk.answered_by],
    }


def _as_line(person: _Person, *, has_sites: bool) -> str:
    told, talk = person.told, person.talk
    numbers = f"{told.comments:>8}  {told.threads:>7}  {told.words:>9}"
    days = f"{_day(told.first):10}  {_day(told.last):10}"
    unanswered = "-" if person.unanswered is None else person.unanswered
    called = " = ".join("(no name)" if name is None else one_line(name) for name in person.names)
    site = f"({one_line(person.site)})" if has_sites and person.site else ""
    partners = [_most("answers", talk.answers), _most("answered by", talk.answered_by)]
    return "  ".join(
        [
            numbers,
            days,
            f"{unanswered:>10}",
            called,
            *filter(None, (site, *partners)),
        ]
    )


def _day(moment: str | None) -> str:
    return one_line((moment or "")[:_DAY])


def _most(words: str, partners: Sequence[tuple[str, int]]) -> str:
    return f"{words} {one_line(partners[0][0])} ({partners[0][1]})" if partners else ""

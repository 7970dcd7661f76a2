"""Builders of small dumps: an article, and comments printed by a template."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tui_reader.structure.segment import Segmentation, read_thread

if TYPE_CHECKING:
    from collections.abc import Sequence

ARTICLE = [
    "A Town Counts Its Lanterns",
    "",
    "The lamp keeper counted every lantern on the quay on Friday night and found one too many, which nobody can explain.",
    "",
    "The harbour office promised to look into it before the winter timetable begins. Until then the lantern stays.",
    "",
]

PEOPLE = ("Mira Halm", "oxmill", "Jonas V.", "Edda Vale", "Mira Halm", "piet_99", "Dr. Ada Quill", "Željko Öberg", "oxmill")

BODIES = (
    ("I saw it at six in the morning, and so did my brother.",),
    ("Nobody told us about the lanterns.", "", "Nobody ever does."),
    ("Are you sure it was green?",),
    ("That is what the office said last year, and the year before that as well.",),
    ("No.",),
    ("We counted fourteen from the bridge, then fifteen.", "", "Then it rained."),
    ("You should ask the harbour office.",),
    ("Who pays for all this?",),
    ("The ferry does, in the end.",),
)


@dataclass(frozen=True, slots=True)
class Said:
    """What a template can print of a comment: its number, its author, its body, and the day of May 2012."""

    number: int
    name: str
    body: Sequence[str] = field(default_factory=list)

    @property
    def day(self) -> int:
        """Return the day of the month, another for each comment."""
        return self.number + 9


def conversation(people: Sequence[str] = PEOPLE) -> list[Said]:
    """Return comments by the given people, in turn."""
    return [Said(number, name, BODIES[(number - 1) % len(BODIES)]) for number, name in enumerate(people, 1)]


def printed(template: str, said: Said) -> list[str]:
    """Return the lines that a template prints for a comment; a line `{body}` stands for all lines of the body."""
    lines: list[str] = []
    for line in template.split("\n"):
        if line.strip() == "{body}":
            indent = line[: len(line) - len(line.lstrip())]
            lines += [indent + text if text else "" for text in said.body]
        else:
            lines.append(
                line.format(name=said.name, n=said.number, day=said.day, votes=said.number * 3, minute=said.number + 10)
            )
    return lines


def dump(template: str, comments: Sequence[Said], above: Sequence[str] = ARTICLE) -> list[str]:
    """Return the lines of a dump whose comments are printed by one template."""
    return [*above, *(line for said in comments for line in printed(template, said))]


def read(*lines: str) -> Segmentation:
    """Return the reading of an article with the given lines below it."""
    return read_thread([*ARTICLE, *lines])


def authors(seen: Segmentation) -> list[str | None]:
    """Return who spoke, in order."""
    return [comment.author for comment in seen.comments]


def bodies(seen: Segmentation) -> list[str]:
    """Return what was said, in order."""
    return [comment.body for comment in seen.comments]


def parents(seen: Segmentation) -> list[int | None]:
    """Return the numbers of the comments that each comment answers."""
    return [int(comment.parent) if comment.parent else None for comment in seen.comments]

"""One person in a few lines: how much they say, when, and with whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.widget import Widget

from tui_reader.outline.activity import activity_of
from tui_reader.text.counting import counted
from tui_reader.text.sanitize import one_line
from tui_reader.tui.content import content
from tui_reader.tui.widgets.bars import sparkline
from tui_reader.tui.widgets.moments import short_date, time_span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.content import Content

    from tui_reader.people import Figures, Partners

_DAY = len("2012-05-03")
_NARROWEST_SPARKS = 8
_NAMES_ALIKE = 4


@dataclass(frozen=True, slots=True)
class Portrait:
    """What is known of one person: figures, partners, when each comment was written (seconds, 0 where not known), names alike.

    `site` is where they are called so, empty where that is not known; `others` the further names that they have.
    """

    told: Figures
    talk: Partners
    posted: Sequence[int]
    site: str = ""
    others: Sequence[str] = ()
    alike: Sequence[str] = ()
    is_muted: bool = False
    knows_replies: bool = True


class PortraitLines(Widget):
    """The lines of a portrait, as wide as there is room."""

    DEFAULT_CSS = """
    PortraitLines { width: 100%; height: 4; color: $foreground 80%; }
    """

    _portrait: Portrait | None = None
    _hint = ""

    def show(self, portrait: Portrait | None, hint: str = "") -> None:
        """Show somebody, or nobody; `hint` says what can be done about names that are alike."""
        if portrait == self._portrait:
            return
        self._portrait, self._hint = portrait, hint
        self.refresh(layout=self.styles.is_auto_height)

    def render(self) -> Content:
        """Return the lines."""
        if self._portrait is None:
            return content("")
        return content("\n".join(lines_of(self._portrait, self.size.width, self._hint)))


def lines_of(portrait: Portrait, width: int, hint: str = "") -> Iterator[str]:
    """Yield the lines of a portrait, each no wider than there is room."""
    sparks = _sparks(portrait.posted, width)
    yield _cut(_figures(portrait, "" if sparks else _days(portrait.told)), width)
    if talk := _talk(portrait.talk, width):
        yield _cut(talk, width)
    if sparks:
        yield sparks
    if portrait.alike:
        names = ", ".join(map(one_line, portrait.alike[:_NAMES_ALIKE]))
        more = f" and {len(portrait.alike) - _NAMES_ALIKE:,} more" if len(portrait.alike) > _NAMES_ALIKE else ""
        yield _cut(f"the same person? {names}{more}{hint}", width)


def _figures(portrait: Portrait, days: str) -> str:
    told = portrait.told
    unanswered = f"{told.unanswered:,} unanswered ({told.unanswered / max(1, told.comments):.0%})"
    parts = [
        "muted" if portrait.is_muted else "",
        f"also {', '.join(map(one_line, portrait.others))}" if portrait.others else "",
        f"{counted(told.comments, 'comment')} in {counted(told.threads, 'thread')}",
        counted(told.words, "word"),
        unanswered if portrait.knows_replies else "",
        days,
        one_line(portrait.site),
    ]
    return " · ".join(filter(None, parts))


def _days(told: Figures) -> str:
    return " – ".join(dict.fromkeys(_day(moment) for moment in (told.first, told.last) if moment))


def _day(moment: str) -> str:
    return one_line(short_date(moment[:_DAY]))


def _talk(talk: Partners, width: int) -> str:
    """Return with whom somebody talks, as many names as there is room for."""
    said = ""
    for most in range(max(len(talk.answers), len(talk.answered_by)), 0, -1):
        parts = [_most("answers", talk.answers[:most]), _most("answered by", talk.answered_by[:most])]
        said = " · ".join(filter(None, parts))
        if cell_len(said) <= width:
            break
    return said


def _most(words: str, partners: Sequence[tuple[str, int]]) -> str:
    return f"{words} " + ", ".join(f"{one_line(name)} {comments:,}" for name, comments in partners) if partners else ""


def _sparks(posted: Sequence[int], width: int) -> str:
    """Return when somebody speaks as heights, with the days at both ends; empty where that says nothing."""
    activity = activity_of(posted, max(_NARROWEST_SPARKS, width // 2))
    if len(activity.counts) < 2:
        return ""
    return _cut(f"{sparkline(activity.counts)} {activity.words} each, {time_span(activity.first, activity.last)}", width)


def _cut(text: str, width: int) -> str:
    if cell_len(text) <= width:
        return text
    while cell_len(text) > width - 1:
        text = text[:-1]
    return f"{text}…"

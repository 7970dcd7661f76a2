"""Names in the line of the text itself: `name: text`, one turn a paragraph, `text – name date` or `text © name / site`."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from tui_reader.model import Label
from tui_reader.structure import anchors, dates
from tui_reader.structure.reading import Layout, Part, Reading

if TYPE_CHECKING:
    from collections.abc import Set

    from tui_reader.structure.lines import Page

_TIME = r"\[?(?P<time>(?:[\d./-]{6,10}[,T]?\s?)?\d{1,2}:\d\d(?::\d\d)?(?:\s?[AaPp][Mm])?)\]?\s+(?:[-–]\s+)?"
_WORDS = r"[^\W\d_][\w.’'-]{0,20}(?: [\w.’'-]{1,20}){0,2}"
_TURN = re.compile(rf"(?P<name>{_WORDS}): \S")
_TIMED_TURN = re.compile(rf"{_TIME}(?:<[@+]?(?P<nick>[^<>]{{1,40}})>|(?P<name>[^:<>*-][^:<>]{{0,40}}):)\s+\S")
"""A turn of a chat that shows when it was said."""

_NEWS = re.compile(rf"{_TIME}\S")
"""What a chat itself says: who came, who went, who changed what."""

_TALK = re.compile(
    r"(?:^|[–—.?!)\]-]|added by)\s+(?P<name>[^\s–—()](?:(?![.?!]\s)[^–—()]){0,39}?)\s*"
    r"\((?:user )?(?:talk|diskussion|discuter|discusión|discussione|discussão|обс)\b[^)]{0,30}\)\s*$",
    re.IGNORECASE,
)
"""A signature of a wiki's talk page, before its date."""

_ZONE = re.compile(r"\s*\((?:UTC|GMT|CES?T|MES?Z|[A-Z]{2,4})\)$")
_CLOCK = re.compile(r"[\s,]*(?:\d{1,2}:\d{0,2})?[\s,]*$")
_DEPTH = re.compile(r"[:*#]*")

_CREDIT = re.compile(r"©\s*(?P<name>[^/©]{1,60}?)\s*/\s*[\w. ]{2,30}\.?$")
_DASH = re.compile(r"\s[–—-]\s")
_SIGNED = re.compile(r"\s[–—-]\s(?P<name>[^–—]{1,40}?),?\s*$")
_CREDIT_LENGTH, _DATE_END = 100, 14
"""Characters at the end of a line that can hold a credit, and those of which one is a digit where the line ends in a date."""

_LEAST_TURNS = 4
_NEARLY_ALL = 0.9
_SPEAKERS = range(2, 13)
_DIALOGUE = 2
"""So few speakers who show no times are those of an interview or a play, unless they bear nicknames."""


def read(page: Page) -> Reading | None:
    """Read a page whose lines name their author themselves, as turns of a conversation or with a credit at their end."""
    readings = [reading for reading in (_read_turns(page), _read_credits(page)) if reading is not None]
    return max(readings, key=lambda reading: reading.score, default=None)


def _read_turns(page: Page) -> Reading | None:
    """Read a page as the transcript of a conversation; a line that names nobody goes on with the turn above it."""
    timed = {
        index: found["name"] or found["nick"] for index, row in enumerate(page.rows) if (found := _TIMED_TURN.match(row.text))
    }
    turns: dict[int, str] = timed or {
        index: found["name"] for index, row in enumerate(page.rows) if ": " in row.text and (found := _TURN.match(row.text))
    }
    times = Counter(turns.values())
    often = {index: name for index, name in turns.items() if times[name] > 1}
    all_turn = len(often) >= len(turns) / 2 and bool(turns) and len(turns) >= _NEARLY_ALL * (len(page.rows) - min(turns))
    turns = turns if timed or all_turn else often
    if len(turns) < _LEAST_TURNS or len(set(turns.values())) not in _SPEAKERS:
        return None
    last = max(often, default=0)
    if not timed and _is_dialogue({name for index, name in turns.items() if index <= last}):
        return None
    rows = _with_opening(page, turns)
    share = len(turns) / (len(page.rows) - rows[0])
    if share < 0.5:
        return None
    parts = tuple(
        Part(
            row,
            end,
            turns.get(row),
            {index: Label.META for index in range(row + 1, end) if timed and _NEWS.match(page.rows[index].text)},
            reason="a turn that opens with its speaker",
            posted_text=_time_of(page.rows[row].text),
        )
        for row, end in zip(rows, [*rows[1:], len(page.rows)], strict=True)
    )
    return Reading(LAYOUT.name, 0.85 * share * anchors.repetition(len(rows)), parts)


def _is_dialogue(speakers: Set[str]) -> bool:
    """Return whether speakers can be those of a text that was written as a dialogue."""
    return len(speakers) <= _DIALOGUE and all(name[0].isupper() for name in speakers)


def _time_of(text: str) -> str | None:
    """Return when a turn was said, if it shows that."""
    found = _TIMED_TURN.match(text)
    return found["time"] if found is not None else None


def _with_opening(page: Page, turns: dict[int, str]) -> list[int]:
    """Return the rows of turns, with the one right above the first of them if it names a speaker who has no other turn."""
    rows = sorted(turns)
    above = page.rows[rows[0] - 1] if rows[0] else None
    if above is not None and (found := _TURN.match(above.text)) is not None:
        turns[rows[0] - 1] = found["name"]
        rows.insert(0, rows[0] - 1)
    return rows


def _read_credits(page: Page) -> Reading | None:
    """Read a page whose comments end in a credit on their last line."""
    credits_ = {index: name for index, row in enumerate(page.rows) if (name := credit_of(row.text))}
    if len(credits_) < 2:
        return None
    rows = sorted(credits_)
    talk = all(_TALK.search(_before_date(page.rows[row].text) or "") for row in rows)
    last = rows[-1] if talk else len(page.rows) - 1
    firsts = [rows[0], *(row + 1 for row in rows)] if rows[-1] < last else [rows[0], *(row + 1 for row in rows[:-1])]
    parts = tuple(
        Part(
            first,
            after,
            credits_.get(after - 1),
            dict[int, Label](),
            "a credit at the end of the line",
            level=_depth(page.rows[after - 1].text) if talk else None,
        )
        for first, after in zip(firsts, [*firsts[1:], last + 1], strict=True)
    )
    return Reading(LAYOUT.name, (0.95 if talk else 0.8) * anchors.repetition(len(rows)), parts)


def _depth(text: str) -> int:
    """Return how many colons or bullets move a line of a talk page to the right."""
    return len(_DEPTH.match(text)[0])  # type: ignore[index]


def credit_of(text: str) -> str | None:
    """Return the name in the credit at the end of a line: behind a copyright sign, or before a date and behind a dash."""
    end = text[-_CREDIT_LENGTH:]
    found = _CREDIT.search(end) if "©" in end else None
    if found is None and (before := _before_date(end)) is not None:
        found = _TALK.search(before) or (_SIGNED.search(before) if _DASH.search(end) else None)
    return found["name"].strip() if found is not None else None


def _before_date(text: str) -> str | None:
    """Return the end of a line before the date that it ends in, None where it ends in none."""
    if not any(map(str.isdigit, text[-_DATE_END:])):
        return None
    end = _ZONE.sub("", text[-_CREDIT_LENGTH:])
    stamp = dates.find(end)
    return _CLOCK.sub("", end[: stamp.start]) if stamp is not None and stamp.end == len(end) else None


LAYOUT = Layout(
    "inline-names",
    "The author's name stands in the line of the text itself, before it or after a copyright sign.",
    "mira: I saw it too.\n\norla: From the bridge?\n\nmira: From the bridge.\n\norla: Then it is true.",
    read,
)

"""Whether people speak in a text, as they do in comments: somebody says "I" or "you", asks, exclaims, smiles.

Lists of books, of posts or of changes have names and dates as comments have; what they lack is a voice.

Invariant: a share between 0 and 1; words are those of the languages that pages are written in.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_reader.structure import anchors, chrome
from tui_reader.structure.grammars import SAYING
from tui_reader.structure.layouts import inline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.structure.lines import Page
    from tui_reader.structure.reading import Part, Reading

_LEAST, _PARAGRAPH = 3, 60
_SPOKEN = 0.3
"""In comments people speak: with a smaller share of bodies in which somebody does, dated lines are a list of something else."""

_NEARLY_ALL = 0.8
_READ_ON = re.compile(
    r"[\s\[(»>]*(?:read more|continue reading|read the (?:full|whole) (?:story|article|post)|full story"
    r"|weiter ?lesen|mehr lesen|lire la suite|leer más|seguir leyendo|leggi tutto|continua a leggere|leia mais|ler mais"
    r"|continue lendo"
    r"|читать (?:далее|дальше|полностью)|続きを読む)\b.{0,80}",
    re.IGNORECASE,
)
"""What stands below the beginning of an article and leads to the rest of it."""

_RELEASE = re.compile(r"(?:.{0,30}\s)?(?:version\s|v)?\d{1,3}(?:\.\d{1,4}){1,3}\w{0,6}", re.IGNORECASE)
"""The name of a version."""

_VERSION = 2
"""The full stops in the number of a version ("2.0.3"); those of comments have fewer."""

_PERSONAL = """
i i'm i've i'd i'll me my mine you your you're you've we us our im ive u ur lol haha thanks thank please
ich mir mich mein meine du dir dich dein deine ihr euch wir uns danke bitte
je j'ai moi mon mes tu toi vous votre nous notre merci yo mi mis tú usted ustedes nosotros gracias
eu meu minha você vocês obrigado nós io mio mia tuo voi grazie noi ik mij jij jullie wij bedankt jag mig vi tack
ja mnie wy dzięki я меня мне мной мой моя мои ты тебя тебе твой вы вам вас ваш мы нас нам наш спасибо
"""
_PERSONS = frozenset(_PERSONAL.split())
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SIGNS = re.compile(r"[?!？！]|^@|[:;=]-?[()DP](?:\s|$)|<3|…|\.\.\.|[ねよ]。|です|ます")


def is_silent(page: Page, reading: Reading) -> bool:
    """Return whether what was read is a list of something else: of versions, or of what nobody says."""
    versions = sum(bool(_RELEASE.fullmatch(part.author or "")) for part in reading.parts)
    if versions >= max(_LEAST, _NEARLY_ALL * len(reading.parts)):
        return True
    if all((part.source_id or "").count(".") >= _VERSION for part in reading.parts) or _lead_on(page, reading.parts):
        return True
    if reading.layout == inline.LAYOUT.name or len(reading.parts) < _LEAST or _is_stated(page, reading.parts):
        return False
    return share([_body(page, part) for part in reading.parts]) < _SPOKEN


def _lead_on(page: Page, parts: Sequence[Part]) -> bool:
    """Return whether nearly all parts end in a link to the rest of them, as what is shown of articles does."""
    leading = sum(any(_READ_ON.fullmatch(page.rows[row].text) for row in range(part.first, part.end)) for part in parts)
    return leading >= max(_LEAST, _NEARLY_ALL * len(parts))


def _is_stated(page: Page, parts: Sequence[Part]) -> bool:
    """Return whether something other than words speaks for comments.

    That is an article above, a mark that states that somebody says something, a number, an answer, nesting, or a button.
    """
    above, rows = page.rows[: parts[0].first], page.rows[parts[0].first : parts[-1].end]
    marks = (anchors.marks_of(page).get(row) for part in parts for row in part.roles)
    return (
        any(_is_prose(row.text) for row in above)
        or any(mark is not None and mark.kind.split()[0] in SAYING for mark in marks)
        or any(part.answers or part.parent is not None or part.source_id for part in parts)
        or len({part.level for part in parts}) > 1
        or any(chrome.is_button(row.text) for row in rows)
    )


def _is_prose(text: str) -> bool:
    """Return whether a line is a paragraph of an article."""
    return len(text) > _PARAGRAPH and text.endswith((".", "!", "?", "…", '"', "”", "»"))


def _body(page: Page, part: Part) -> str:
    return " ".join(page.rows[index].text for index in range(part.first, part.end) if index not in part.roles)


def share(bodies: Sequence[str]) -> float:
    """Return the share of bodies in which somebody speaks, 0 to 1; 1 where there are none."""
    return sum(map(_speaks, bodies)) / len(bodies) if bodies else 1.0


def _speaks(body: str) -> bool:
    """Return whether somebody speaks in a body."""
    words = (word.replace("’", "'") for word in _WORD.findall(body.lower()))
    return bool(_SIGNS.search(body)) or any(word in _PERSONS for word in words)

"""Marks: lines that state who wrote a comment, or when, by their own shape ("Mira Halm says:", "by Ole on May 2, 2012").

Each grammar is a pattern over a line in which the date is replaced by one placeholder. One mark alone proves nothing: the
layouts ask for marks of the same kind that repeat.

Invariant: a mark's `kind` names the grammar and the separators, so that two marks of one kind were printed by one template.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from tui_reader.structure import chrome, dates
from tui_reader.structure.grammars import ANSWER_WORDS, DATE, GRAMMARS
from tui_reader.structure.lines import REMEMBERED, SHORT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.structure.grammars import Grammar

_DATED = tuple(grammar for grammar in GRAMMARS if grammar.dated)
_UNDATED = tuple(grammar for grammar in GRAMMARS if not grammar.dated)
_LONGEST_UNDATED = 120
_LONGEST_ENDED = 60
"""A longer line without a date is text, and so is one longer than this that ends as sentences do."""

_BRACKETS = re.compile(r"[(\[«]\s*\x01(?:\s*\((?:UTC|GMT)\))?\s*[)\]»]|\x01\s*\((?:UTC|GMT|local)\)")
_AROUND = re.compile(r"[(\[«]([^()\[\]«»]*\x01)[)\]»]")
_EMPHASIS = re.compile(r"(?<![\w*])\*\*(?=[^\s*])|(?<=[^\s*])\*\*(?![\w*])|^#{2,6}\s+")
_AFTER_DATE = re.compile(
    r"\s*(?:#\s?↑|#|↑|ID:\S+|#\d{1,6}|\(?(?:edited|bearbeitet|modifié|editado)\)?|permalink|[a-z]+ ago"
    r"|\[\s?\+?\d{1,6}(?: [^\W\d_]+)?\s?\])[\s:]*",
    re.IGNORECASE,
)
_BEFORE_DATE = ("on", "at", "am", "le", "el", "il", "em", "op", "den", "kl", "dnia")
_PROFILE = re.compile(
    r"[^\w\x01]*(?:joined|join date|registered|member since|anmeldedatum|registriert|mitglied|dabei seit|beitritt|inscrit"
    r"|membre depuis|registrado|miembro"
    r"|iscritto|(?:last )?edited|zuletzt|modifié|last (?:visit|seen|post|updated?)|updated|born|geboren|geändert)\b",
    re.IGNORECASE,
)
"""Dates of an account, or of a change, say nothing about when somebody wrote."""

_FRILLS = " \t|·•/–—-()[]»›:#,"
_ROLES = r"moderator|mod|admin|administrator|op|author|autor|autorin|verfasser|auteur|autore|staff|guest|gast|автор"
_ROLE_ALONE = re.compile(_ROLES, re.IGNORECASE)
_ROLE = re.compile(
    rf"\s*[(\[](?i:not verified|visitor|member|besucher|visiteur|visitante|nicht überprüft|non vérifié|{_ROLES}"
    r"|home ?page|web ?site|e-?mail|url"
    rf"|\d{{1,6}})[)\]]$"
    r"|(?<=\S)\s+(?:Moderator|Mod|Admin|Administrator|OP|Author|Autor|Auteur|Staff|avatar|edited)$|\s+[✓✔☑]$"
    r"|(?<=\S)\s?\[(?:S|M|A|OP|F)\]$",
)
_ADDRESSED = re.compile(rf"(?P<name>.{{1,60}}?)\s+{ANSWER_WORDS}\s*(?P<answers>\S.{{0,60}})", re.IGNORECASE)
_TWICE = re.compile(r"(?P<name>.+?)(?:['’]s)? avatar (?P=name)", re.IGNORECASE)
_CONTACT = re.compile(
    r"(?:\s*[|·]\s*(?:home ?page|e-?mail|url|www|web ?site|web)|(?<=\])\s*[|·]?\s*https?://\S+|(?<=\])\s+e-?mail)+$",
    re.IGNORECASE,
)
"""Ways to reach somebody, behind the name."""

_ACCOUNT = re.compile(r"(?:un)?registered commenter\s*|~(?=\w)", re.IGNORECASE)
_WORTH = re.compile(r"\s+(?P<score>[+\-−]?\d{1,6})\s?(?:points?|pts?|p|likes?|votes?|punkte)(?:featured)?$", re.IGNORECASE)
_JOINED = re.compile(r"\s+(?:on|at|am|um|le|el|il|em|op)$", re.IGNORECASE)
_VOTED = re.compile(r"[▲△▼▽⬆⇧↑]\s*(?P<score>[+\-−]?\d{1,6})?\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Mark:
    """What one line states about a comment."""

    kind: str
    weight: float
    name: str | None = None
    date: str | None = None
    number: str | None = None
    answers: str | None = None
    links: str | None = None
    score: int | None = None


@lru_cache(maxsize=REMEMBERED)
def mark_of(text: str) -> Mark | None:
    """Return what a line states about a comment, or None where it has no such shape."""
    if len(text) > SHORT or DATE in text or chrome.is_button(text) or chrome.opens_comments(text):
        return None
    masked, date = _mask(_EMPHASIS.sub("", text) if "**" in text or text.startswith("##") else text)
    if date is not None and _PROFILE.match(masked):
        return None
    if date is None:
        return None if _is_sentence(masked) else _match(_UNDATED, masked)
    mark = _mark_of_dated(masked)
    return replace(mark, date=date) if mark is not None else None


def _is_sentence(text: str) -> bool:
    """Return whether a line without a date can only be text."""
    ended = text.endswith((".", "!", "?")) and not text.endswith("...")
    return len(text) > (_LONGEST_ENDED if ended else _LONGEST_UNDATED)


@lru_cache(maxsize=REMEMBERED)
def _mark_of_dated(masked: str) -> Mark | None:
    """Return the mark of a line whose date is masked: who speaks often has the same line but for the date."""
    mark = _match(_DATED, masked)
    if mark is None and (plain := _without_frills(masked)) != masked:
        mark = _match(_DATED, plain)
    return mark


def _match(grammars: Sequence[Grammar], masked: str) -> Mark | None:
    """Return the mark of the first grammar that a masked line follows, without its date."""
    for grammar in grammars:
        found = grammar.pattern.fullmatch(masked)
        if found is not None and (mark := _mark(grammar, found)) is not None:
            return mark
    return None


def _without_frills(masked: str) -> str:
    """Return a masked line without brackets around it or its date, and without buttons beside it."""
    text = _BRACKETS.sub(" \x01 ", _AROUND.sub(r"\1", masked)).strip()
    head, date, tail = text.partition(DATE)
    if chrome.is_button(head.strip(_FRILLS)) or head.strip().lower() in _BEFORE_DATE:
        head = ""
    rest = tail.strip(_FRILLS)
    if rest and (chrome.is_button(rest) or _AFTER_DATE.fullmatch(tail)):
        rest = ""
    return " ".join((head + date + (tail if rest else "")).split())


def _mask(text: str) -> tuple[str, str | None]:
    """Return a text with its last date replaced by the placeholder, and the date."""
    stamps = dates.find_all(text)
    if not stamps:
        return text, None
    first, stamp = stamps[0], stamps[-1]
    start = stamp.start
    if first.end < stamp.start and not text[first.end : stamp.start].strip(" -–—·|,("):
        start = first.start
    return text[:start] + DATE + text[stamp.end :], text[start : stamp.end]


def _mark(grammar: Grammar, found: re.Match[str]) -> Mark | None:
    """Return the mark of a match whose name can be one."""
    groups = found.groupdict()
    name = groups.get("name") or groups.get("anonymous")
    score = groups.get("score")
    answers = groups.get("answers")
    if name is not None:
        name, whom = addressed(name)
        name, worth = bare_name(name)
        answers, score = answers or whom, score or worth
        if not _can_be_name(name):
            return None
    parts = [grammar.name, groups.get("separator"), groups.get("end"), groups.get("colon"), groups.get("field")]
    if grammar.name == "name-date" and not groups["space"]:
        parts.append("glued")
    return Mark(
        kind=" ".join(part for part in parts if part),
        weight=grammar.weight,
        name=name,
        date=groups.get("age"),
        number=groups.get("number") or groups.get("ordinal"),
        answers=answers,
        links=groups.get("links"),
        score=int(score.replace("−", "-")) if score else None,
    )


def bare_name(name: str) -> tuple[str, str | None]:
    """Return a name without separators, and without the person's role and points behind it; and the points."""
    name = name.strip(" ,|·•—–/»").removesuffix(" -").strip()
    name = _TWICE.sub(r"\g<name>", _ACCOUNT.sub("", name, count=1) if _ACCOUNT.match(name) else name)
    name = _CONTACT.sub("", name)
    worth = _WORTH.search(name) or _VOTED.match(name)
    if worth is not None:
        name = name[: worth.start()] or name[worth.end() :]
    return _ROLE.sub("", name).removeprefix("u/").rstrip(":").strip(" ,|·•—–/"), worth["score"] if worth else None


def is_profile(text: str) -> bool:
    """Return whether a line says when an account was made, a page changed, or the like."""
    return bool(_PROFILE.match(text))


def is_role(text: str) -> bool:
    """Return whether a line says what a person is on a site and nothing else ("OP")."""
    return bool(_ROLE_ALONE.fullmatch(text))


def addressed(name: str) -> tuple[str, str | None]:
    """Return the name of an author, and of whom they answer where the same line says so ("Jo replying to Ea")."""
    found = _ADDRESSED.fullmatch(name) if " " in name else None
    return (found["name"], bare_name(found["answers"])[0]) if found else (name, None)


def _can_be_name(name: str) -> bool:
    """Return whether a text in the place of a name can be one; much is allowed here, since its place speaks for it."""
    if not name or len(name.split()) > 14 or not any(map(str.isalnum, name)):
        return False
    return (
        (name.isdigit() or not chrome.is_button(_JOINED.sub("", name)))
        and name[0] not in "(“«>*="
        and name[-1] not in "”("
        and name.count('"') % 2 == 0
    )

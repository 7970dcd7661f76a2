"""From a text to what it asks for.

The grammar, AND binding tighter than OR:

    query := and (("OR" | "|") and)*
    and   := ["AND"] not*
    not   := ("-" | "!" | "NOT") not | prim
    prim  := "(" query ")" | REL ":(" query ")" | REL ":" name | FIELD ":(" query ")" | FIELD ":" value
           | word | "phrase" | /regex/[ic]

FIELD and its values are those of `fields.py`; words in `FIELD:( … )` are values of the field. REL is `thread`, `replyto`,
`repliedby`, `under` or `over`. Where nothing is asked but how to show it, `ctx:`, `sort:` and `in:*` stand outside of brackets.
Two quotation marks inside a pair are one, as in `by:="Bob ""B"" Ray"`. A phrase whose last word may go on has a star behind it,
or no second quotation mark yet.

Marks are grammar only where they can be: `-` and `(` at the start of a term, `)` there or at the end of one where a bracket is
open, `|` anywhere but at the end of a face. So `:)`, `:|`, `Foo_(bar)` and `96-LB` search for themselves, and so do `re:` and
`12:30`, whose prefix is no field.

Invariant: `read` raises nothing but `QueryError`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tui_reader.errors import QueryError
from tui_reader.query.conditions import OPERATORS, All, Condition, Not, parts_of
from tui_reader.query.fields import FIELDS, PLAINLY, QUOTED, REGEX, name, read_piece, related, run, said
from tui_reader.query.people import either
from tui_reader.query.relations import Related, Relation
from tui_reader.query.texts import Text
from tui_reader.query.words import is_one_word
from tui_reader.text.sanitize import storable

if TYPE_CHECKING:
    from collections.abc import Collection

DIRECTIVES = {
    "ctx": ("match", "path", "replies", "branch"),
    "sort": ("time", "newest", "score", "replies", "author"),
    "in": ("*",),
}
"""What says how to show what is found, and where to look for it: not whether a comment is."""

DEEPEST, MOST = 20, 500
"""How deep brackets may stand, and how much may be asked for at once."""


@dataclass(frozen=True, slots=True)
class Query:
    """What a text asks for: a condition, None for all comments; what to show around matches; an order."""

    condition: Condition | None
    context: str | None = None
    sort: str | None = None


def read(text: str, takes: Collection[str] = tuple(DIRECTIVES)) -> Query:
    """Return what a text asks for; raise QueryError, with the column, where it cannot be understood.

    `takes` says which of the `DIRECTIVES` have a place where it was typed.
    """
    found = _Tokens(storable(text))
    for token in found.directives:
        if token.field not in takes:
            raise QueryError(f"{token.field}: has no place here", token.column, PLAINLY)
    condition = _Parser(found.tokens, len(text)).whole() if found.tokens else None
    told = {token.field: token.text for token in found.directives}
    return Query(condition, told.get("ctx"), told.get("sort"))


def parse(text: str) -> Condition | None:
    """Return the condition that a text asks for, None for an empty one.

    Raises QueryError, with the column, where it cannot be understood, or says how to show what is found.
    """
    return read(text, takes=()).condition


def _term(excluded: str) -> re.Pattern[str]:
    prefixes = "|".join((*FIELDS, *Relation, *DIRECTIVES))
    value = rf"(?P<value>(?:{name(excluded)}|,)*)"
    prefixed = rf"(?P<field>{prefixes}):(?:(?P<open>\()|{value})"
    plain = rf"(?P<phrase>{QUOTED}\*?)|(?P<regex>{REGEX}(?=[\s|{excluded}]|$))|(?P<word>{_FACE}|{run(excluded)})"
    return re.compile(rf"{prefixed}|{plain}", re.IGNORECASE)


def _value(excluded: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{name(excluded)}|,)+")


_FACE = r'[^\w\s"()|]+\|+(?=[\s)]|$)'
_TERM, _TERM_IN_BRACKETS, _VALUE_IN_BRACKETS = _term(""), _term(")"), _value(")")


@dataclass(frozen=True, slots=True)
class _Token:
    """A piece of a query: `kind` is open, close, or, and, not, term or directive; `column` counts from 1."""

    kind: str
    column: int
    condition: Condition | None = None
    field: str = ""
    text: str = ""


@dataclass(slots=True)
class _Tokens:
    """The pieces of a text; `within` has the field, or nothing, that each open bracket stands behind."""

    text: str
    tokens: list[_Token] = field(default_factory=list)
    directives: list[_Token] = field(default_factory=list)
    within: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        place, end = 0, len(self.text.rstrip())
        while place < end:
            place = place + 1 if self.text[place].isspace() else self._take(place)

    def _take(self, place: int) -> int:
        """Take the piece at a place and return where it ends."""
        kind, length = _mark(self.text, place)
        token, end = (_Token(kind, place + 1), place + length) if length else self._read(place)
        if token.kind == "open":
            self.within.append(token.field if token.field in FIELDS else "")
        elif token.kind == "close" and self.within:
            self.within.pop()
        if token.kind == "directive":
            self._direct(token)
        else:
            self.tokens.append(token)
        return end

    def _read(self, place: int) -> tuple[_Token, int]:
        """Return the term, or the word that joins terms, at a place, and where it ends."""
        outer = self.within[-1] if self.within else ""
        match = (_TERM_IN_BRACKETS if self.within else _TERM).match(self.text, place)
        if outer and (match is None or (not match["field"] and match[0] not in OPERATORS)):
            value = _VALUE_IN_BRACKETS.match(self.text, place)
            if value:
                return _Token("term", place + 1, FIELDS[outer](value[0], place + 1)), value.end()
        if match is None:
            raise QueryError("this cannot be read", place + 1)
        return _token(match), match.end()

    def _direct(self, token: _Token) -> None:
        before = self.tokens[-1].kind if self.tokens else ""
        if self.within or before in {"or", "and", "not"}:
            raise QueryError(f"{token.field}: is no condition", token.column, "it stands by itself, outside of brackets")
        self.directives.append(token)


def _mark(text: str, place: int) -> tuple[str, int]:
    """Return the kind and the length of the mark at a place, nothing where there is none."""
    mark, following = text[place], text[place + 1 : place + 2]
    if mark == "(":
        return "open", 1
    if mark == ")":
        return "close", 1
    if mark == "|":
        return "or", 1 + (following == "|")
    if mark in "-!" and following.strip(" -!|)"):
        return "not", 1
    return "", 0


def _token(match: re.Match[str]) -> _Token:
    text, column = match[0], match.start() + 1
    if match["field"]:
        return _after_colon(match, match["field"].casefold(), column)
    if match["word"]:
        return _Token(OPERATORS.get(text, "term"), column, Text(text, not is_one_word(text)))
    piece = read_piece(text, column)
    if not piece.text.strip():
        raise QueryError("these quotation marks hold nothing", column)
    return _Token("term", column, said(piece))


def _after_colon(match: re.Match[str], prefix: str, column: int) -> _Token:
    """Return what a known prefix and what stands behind it ask for."""
    value, at = match["value"] or "", match.end("field") + 2
    if prefix in DIRECTIVES:
        if value.casefold() not in DIRECTIVES[prefix]:
            hint = f"there is {', '.join(f'{prefix}:{known}' for known in DIRECTIVES[prefix])}; {PLAINLY}"
            raise QueryError(f"{prefix}: knows no {value!r}" if value else f"{prefix}: needs a word", at, hint)
        return _Token("directive", column, field=prefix, text=value.casefold())
    if match["open"]:
        return _Token("open", column, field=prefix)
    if prefix in FIELDS:
        return _Token("term", column, FIELDS[prefix](value, at))
    return _Token("term", column, related(Relation(prefix), value, at))


class _Parser:
    """Reads tokens into one condition, without recursion deeper than the brackets of the query."""

    def __init__(self, tokens: list[_Token], length: int) -> None:
        self._tokens = tokens
        self._place = 0
        self._end = length + 1
        self._depth = 0

    def whole(self) -> Condition:
        """Return the condition of the whole query."""
        condition = self._either()
        if self._place < len(self._tokens):
            raise QueryError("a bracket closes that was not opened", self._tokens[self._place].column, PLAINLY)
        if _leaves(condition) > MOST:
            raise QueryError("this asks for too much at once", 1, f"at most {MOST} terms")
        return condition

    def _either(self) -> Condition:
        parts = [self._all()]
        while self._accept("or"):
            parts.append(self._all())
        return either(parts)

    def _all(self) -> Condition:
        parts = [self._not()]
        while self._accept("and") or self._next() in {"term", "open", "not"}:
            parts.append(self._not())
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _not(self) -> Condition:
        negations = 0
        while self._accept("not"):
            negations += 1
        condition = self._term()
        return Not(condition) if negations % 2 else condition

    def _term(self) -> Condition:
        if self._place == len(self._tokens):
            raise QueryError("something is missing", self._end, "a word, a phrase in quotation marks, or by:NAME")
        token = self._tokens[self._place]
        self._place += 1
        if token.kind == "open":
            return self._bracket(token)
        if token.kind != "term" or token.condition is None:
            raise QueryError("a word is missing", token.column)
        return token.condition

    def _bracket(self, opened: _Token) -> Condition:
        self._depth += 1
        if self._depth > DEEPEST:
            raise QueryError("brackets stand too deep", opened.column, f"at most {DEEPEST}")
        condition = self._either()
        if not self._accept("close"):
            raise QueryError("this bracket is never closed", opened.column, PLAINLY)
        self._depth -= 1
        return Related(Relation(opened.field), condition) if opened.field in set(Relation) else condition

    def _next(self) -> str:
        return self._tokens[self._place].kind if self._place < len(self._tokens) else ""

    def _accept(self, kind: str) -> bool:
        if self._next() != kind:
            return False
        self._place += 1
        return True


def _leaves(condition: Condition) -> int:
    """Return how many conditions one is put together from that are put together from none."""
    if isinstance(condition, Related):
        return 1 + _leaves(condition.condition)
    return sum(map(_leaves, parts)) if (parts := parts_of(condition)) else 1

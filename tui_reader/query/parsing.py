"""From a text to the condition that it asks for.

The grammar, AND binding tighter than OR:

    query := and (("OR" | "|") and)*
    and   := ["AND"] not*
    not   := ("-" | "!" | "NOT") not | "(" query ")" | FIELD ":" value | word | "phrase"
    value := ["="] name ("," ["="] name)*          name := word | "quoted"

FIELD is `by` (or `from`, `author`), where `=` asks for the whole name letter for letter; `tag`, for the whole of a tag in any
case; `note`, for words in a note; `is`, with `anon` for comments without a name, `starred`, or what became of a comment
(`edited`, `deleted`, `removed`, `spam`, `pending`, `pingback`, `service`, `vanished`; `gone` and `aside` for several of
these); or `has`, with `note` or `tag`.
Two quotation marks inside a pair are one, as in `by:="Bob ""B"" Ray"`.

Marks are grammar only where they can be: `-` and `(` at the start of a term, `)` there or at the end of one where a bracket is
open, `|` anywhere but at the end of a face. So `:)`, `:|`, `Foo_(bar)` and `96-LB` search for themselves, and so do `re:` and
`12:30`, whose prefix is no field.

Invariant: `parse` raises nothing but `QueryError`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tui_reader.errors import QueryError
from tui_reader.query.annotations import Noted, Starred, Tagged
from tui_reader.query.conditions import OPERATORS, All, By, Condition, Not, Text, either
from tui_reader.query.statuses import STATES


def _by(value: str, column: int) -> Condition:
    people = [By((_unquoted(name.removeprefix("=")),), name.startswith("=")) for name in _NAME.findall(value) if _names(name)]
    if not people:
        raise QueryError("by: needs a name", column, "as in by:ada, by:=Ada or by:ada,ben")
    return either(people)


def _names(name: str) -> bool:
    """Whether a piece of a value names anybody; in `=` and quotation marks even blanks are a name."""
    return name.startswith('="') or bool(_unquoted(name.removeprefix("=")).strip())


def _tag(value: str, column: int) -> Condition:
    if names := [name for text in _texts(value) if (name := text.lstrip("#")).strip()]:
        return Tagged(tuple(names))
    raise QueryError("tag: needs a word", column, "as in tag:ferry or tag:ferry,tide; has:tag is any")


def _note(value: str, column: int) -> Condition:
    if texts := _texts(value):
        return either([Noted(text) for text in texts])
    raise QueryError("note: needs a word", column, 'as in note:check or note:"two words"; has:note is any')


def _texts(value: str) -> list[str]:
    """Return the pieces of a value that say anything."""
    found = (_unquoted(name.removeprefix("=")) for name in _NAME.findall(value))
    return [text for text in found if text.strip()]


def _is(value: str, column: int) -> Condition:
    return _one_of("is", _IS, value, column)


def _has(value: str, column: int) -> Condition:
    return _one_of("has", _HAS, value, column)


def _one_of(field: str, known: Mapping[str, Condition], value: str, column: int) -> Condition:
    if condition := known.get(value.casefold()):
        return condition
    hint = f"there is {' and '.join(f'{field}:{word}' for word in known)}"
    raise QueryError(f"{field}: knows no {value!r}" if value else f"{field}: needs a word", column, hint)


_IS: dict[str, Condition] = {"anon": By((None,)), "starred": Starred(), **STATES}
_HAS: dict[str, Condition] = {"note": Noted(), "tag": Tagged()}


def _unquoted(text: str) -> str:
    """Return what stands in quotation marks, where there are any."""
    match = _PHRASE.fullmatch(text)
    return match[1].replace('""', '"') if match else text


_FIELDS: dict[str, Callable[[str, int], Condition]] = {
    **dict.fromkeys(("by", "from", "author"), _by),
    "tag": _tag,
    "note": _note,
    "is": _is,
    "has": _has,
}
"""What a prefix before a colon asks for; a new field is a line here."""

_NOT_YET = (
    "score",
    "date",
    "depth",
    "words",
    "replies",
    "size",
    "replyto",
    "repliedby",
    "under",
    "over",
    "in",
    "conf",
    "para",
)
"""Prefixes that the query language knows and that nothing here can answer yet: silence would be taken for an answer."""

_QUOTED = r'"(?:[^"]|"")*+"?'
_PHRASE = re.compile(r'"((?:[^"]|"")*+)"?')
_FACE = r'[^\w\s"()|]+\|+(?=[\s)]|$)'


def _run(excluded: str) -> str:
    """Return the pattern of characters that stand together: brackets that close again, and all but those excluded."""
    return rf'(?:\([^\s()"]*\)|[^\s|{excluded}])+'


def _name(excluded: str) -> str:
    return rf'=?(?:{_QUOTED}|(?!"){_run("," + excluded)})'


def _term(excluded: str) -> re.Pattern[str]:
    field = rf"(?P<field>{'|'.join((*_FIELDS, *_NOT_YET))}):(?P<value>(?:{_name(excluded)}|,)*)"
    return re.compile(rf"{field}|(?P<phrase>{_QUOTED})|(?P<word>{_FACE}|{_run(excluded)})", re.IGNORECASE)


_PLAINLY = "in quotation marks it is plain text"
_NAME = re.compile(_name(""))
_TERM, _TERM_IN_BRACKETS = _term(""), _term(")")


@dataclass(frozen=True, slots=True)
class _Token:
    """A piece of a query: `kind` is open, close, or, and, not or term; `column` counts from 1."""

    kind: str
    column: int
    condition: Condition | None = None


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    place = depth = 0
    while place < len(text.rstrip()):
        if text[place].isspace():
            place += 1
            continue
        kind, length = _mark(text, place)
        if length:
            found.append(_Token(kind, place + 1))
        else:
            token, length = _read_term(_TERM_IN_BRACKETS if depth else _TERM, text, place)
            found.append(token)
        depth += (kind == "open") - (kind == "close")
        place += length
    return found


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


def _read_term(pattern: re.Pattern[str], text: str, place: int) -> tuple[_Token, int]:
    """Return the term, or the word that joins terms, at a place, and its length."""
    match = pattern.match(text, place)
    if match is None:
        raise QueryError("this cannot be read", place + 1)
    return _token(match), match.end() - place


def _token(match: re.Match[str]) -> _Token:
    text, column = match[0], match.start() + 1
    if (match["field"] or "").casefold() in _NOT_YET:
        if not match["value"]:
            return _Token("term", column, Text(text))
        raise QueryError(f"{match['field']}: cannot be asked for yet", column, _PLAINLY)
    if match["field"]:
        return _Token("term", column, _FIELDS[match["field"].casefold()](match["value"], match.start("value") + 1))
    if match["phrase"]:
        inner = _unquoted(text)
        if not inner.strip():
            raise QueryError("these quotation marks hold nothing", column)
        return _Token("term", column, Text(inner))
    return _Token(OPERATORS.get(text, "term"), column, Text(text))


class _Parser:
    """Reads tokens into one condition, without recursion deeper than the brackets of the query."""

    DEEPEST = 50

    def __init__(self, tokens: list[_Token], length: int) -> None:
        self._tokens = tokens
        self._place = 0
        self._end = length + 1
        self._depth = 0

    def whole(self) -> Condition:
        """Return the condition of the whole query."""
        condition = self._either()
        if self._place < len(self._tokens):
            raise QueryError("a bracket closes that was not opened", self._tokens[self._place].column, _PLAINLY)
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
        if self._depth > self.DEEPEST:
            raise QueryError("brackets stand too deep", opened.column, f"at most {self.DEEPEST}")
        condition = self._either()
        if not self._accept("close"):
            raise QueryError("this bracket is never closed", opened.column, _PLAINLY)
        self._depth -= 1
        return condition

    def _next(self) -> str:
        return self._tokens[self._place].kind if self._place < len(self._tokens) else ""

    def _accept(self, kind: str) -> bool:
        if self._next() != kind:
            return False
        self._place += 1
        return True


def parse(text: str) -> Condition | None:
    """Return the condition that a text asks for, None for an empty one.

    Raises QueryError, with the column, where it cannot be understood.
    """
    tokens = _tokens(text)
    return _Parser(tokens, len(text)).whole() if tokens else None

"""What a filter asks: text becomes conditions; conditions judge comments and say in words what they ask.

The grammar, AND binding tighter than OR:

    query := and (("OR" | "|") and)*
    and   := ["AND"] not*
    not   := ("-" | "!" | "NOT") not | "(" query ")" | FIELD ":" value | word | "phrase"
    value := ["="] name ("," ["="] name)*          name := word | "quoted"

`-` negates at the start of a term only; a prefix that is no field is plain text, so `re:` and `12:30` search for themselves.

Invariant: `parse` raises nothing but `QueryError`, and negation is set complement: what is unknown is no match.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from tui_reader.errors import QueryError

NO_NAME = "name lost"
"""How the one bucket of comments without a name is called wherever people are listed."""


@dataclass(frozen=True, slots=True)
class CommentFacts:
    """What a condition may ask of a comment; `author` is None where no name is known."""

    author: str | None
    body: str


class Condition(Protocol):
    """Something that is true of a comment or not."""

    def matches(self, facts: CommentFacts) -> bool:
        """Return whether it is true of a comment."""
        ...

    def describe(self) -> str:
        """Return it in words that can follow "shown:"."""
        ...

    def words(self) -> tuple[str, ...]:
        """Return what to mark where it stands in a text."""
        ...


@dataclass(frozen=True, slots=True)
class Text:
    """The words stand in the body, in any case."""

    text: str

    def matches(self, facts: CommentFacts) -> bool:
        """Return whether the body holds the text."""
        return self.text.casefold() in facts.body.casefold()

    def describe(self) -> str:
        """Return the text in quotation marks."""
        return f"“{self.text}”"

    def words(self) -> tuple[str, ...]:
        """Return the text itself."""
        return (self.text,)


@dataclass(frozen=True, slots=True)
class By:
    """The author is one of these; None stands for comments without a name.

    `exact` asks for the whole name letter for letter, so that Ada is not ADA; otherwise a part in any case is enough.
    """

    names: tuple[str | None, ...]
    exact: bool = True

    def matches(self, facts: CommentFacts) -> bool:
        """Return whether one of the names is the author's."""
        if facts.author is None:
            return None in self.names
        if self.exact:
            return facts.author in _whole(self.names)
        author = facts.author.casefold()
        return any(name in author for name in _folded(self.names))

    def describe(self) -> str:
        """Return the names, or how many there are when they are many."""
        shown = [NO_NAME if name is None else name for name in self.names]
        more = f" and {len(shown) - 3} more" if len(shown) > 3 else ""
        return f"by {', '.join(shown[:3])}{more}"

    def words(self) -> tuple[str, ...]:
        """Return nothing: a name is no word of a body."""
        return ()


@lru_cache(maxsize=16)
def _whole(names: tuple[str | None, ...]) -> frozenset[str | None]:
    """Return names as they are looked up; filters choose thousands of them, and ask for each comment."""
    return frozenset(names)


@lru_cache(maxsize=16)
def _folded(names: tuple[str | None, ...]) -> frozenset[str]:
    return frozenset(name.casefold() for name in names if name is not None)


@dataclass(frozen=True, slots=True)
class Not:
    """The condition is not true."""

    condition: Condition

    def matches(self, facts: CommentFacts) -> bool:
        """Return whether the condition fails."""
        return not self.condition.matches(facts)

    def describe(self) -> str:
        """Return the condition with "not" before it."""
        return f"not {_in_brackets(self.condition)}"

    def words(self) -> tuple[str, ...]:
        """Return nothing: what is excluded stands nowhere."""
        return ()


@dataclass(frozen=True, slots=True)
class All:
    """All of the conditions are true."""

    conditions: tuple[Condition, ...]

    def matches(self, facts: CommentFacts) -> bool:
        """Return whether every condition is true."""
        return all(condition.matches(facts) for condition in self.conditions)

    def describe(self) -> str:
        """Return the conditions, joined."""
        return " · ".join(_in_brackets(condition) for condition in self.conditions)

    def words(self) -> tuple[str, ...]:
        """Return the words of all conditions."""
        return tuple(word for condition in self.conditions for word in condition.words())


@dataclass(frozen=True, slots=True)
class Either:
    """At least one of the conditions is true."""

    conditions: tuple[Condition, ...]

    def matches(self, facts: CommentFacts) -> bool:
        """Return whether any condition is true."""
        return any(condition.matches(facts) for condition in self.conditions)

    def describe(self) -> str:
        """Return the conditions, joined by "or"."""
        return " or ".join(condition.describe() for condition in self.conditions)

    def words(self) -> tuple[str, ...]:
        """Return the words of all conditions."""
        return tuple(word for condition in self.conditions for word in condition.words())


def _in_brackets(condition: Condition) -> str:
    said = condition.describe()
    return f"({said})" if isinstance(condition, (Either, All)) else said


def _by(value: str, column: int) -> Condition:
    names = [each for each in _VALUE.findall(value) if each.strip('=" ')]
    if not names:
        raise QueryError("by: needs a name", column, "as in by:ada, by:=Ada or by:ada,ben")
    parts = tuple(_by_one(name) for name in names)
    return parts[0] if len(parts) == 1 else Either(parts)


def _by_one(name: str) -> Condition:
    plain = name.removeprefix("=").strip('"')
    return By((plain,), exact=name.startswith("="))


_FIELDS: dict[str, Callable[[str, int], Condition]] = {"by": _by, "from": _by, "author": _by}
"""What a prefix before a colon asks for; a new field is a line here."""

_QUOTED = r'"[^"]*"?'
_VALUE = re.compile(rf'=?{_QUOTED}|[^,"]+')
_TOKEN = re.compile(
    rf'\s*(?:(?P<open>\()|(?P<close>\))|(?P<field>[A-Za-z]+):(?P<value>(?:{_QUOTED}|[^\s()"])*)|(?P<phrase>{_QUOTED})|(?P<word>[^\s()]+))'
)


@dataclass(frozen=True, slots=True)
class _Token:
    """A piece of a query: `kind` is open, close, or, and, not or term; `column` counts from 1."""

    kind: str
    column: int
    condition: Condition | None = None


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    place = 0
    while place < len(text.rstrip()):
        while text[place].isspace():
            place += 1
        if text[place] in "-!" and text[place + 1 : place + 2].strip(" -!"):
            found.append(_Token("not", place + 1))
            place += 1
            continue
        match = _TOKEN.match(text, place)
        if match is None:
            raise QueryError("this cannot be read", place + 1)
        found.append(_token(match))
        place = match.end()
    return found


_OPERATORS = {"OR": "or", "|": "or", "AND": "and", "NOT": "not"}


def _token(match: re.Match[str]) -> _Token:
    kind = match.lastgroup or ""
    text, column = match[0].strip(), match.start(kind) + 1
    if kind in {"open", "close"}:
        return _Token(kind, column)
    if kind == "value":
        field = match["field"].casefold()
        known = _FIELDS.get(field)
        return _Token(
            "term", match.start("field") + 1, known(match["value"], match.start("value") + 1) if known else Text(text)
        )
    if kind == "phrase":
        inner = text.strip('"')
        if not inner.strip():
            raise QueryError("these quotation marks hold nothing", column)
        return _Token("term", column, Text(inner))
    return _Token(_OPERATORS.get(text, "term"), column, Text(text))


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
            raise QueryError("a bracket closes that was not opened", self._tokens[self._place].column)
        return condition

    def _either(self) -> Condition:
        parts = [self._all()]
        while self._accept("or"):
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

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
            raise QueryError("this bracket is never closed", opened.column)
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

"""From what is typed after the name of a field and a colon to the condition that it asks for.

A value is a word, a "phrase", `=exact` or a `/regex/`, several with commas between; numbers and dates have ranges: `5..20`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from tui_reader.errors import QueryError
from tui_reader.query.annotations import Noted, Starred, Tagged, TaggedLike
from tui_reader.query.conditions import Condition, Either
from tui_reader.query.facts import HAS, IS, Counted, Dated, Has, Is, Number, Quotes, Titled
from tui_reader.query.people import OPENER, By, Named, Opener, either
from tui_reader.query.ranges import Range, is_ago, is_date, read_range
from tui_reader.query.relations import Related, Relation
from tui_reader.query.statuses import STATES
from tui_reader.query.texts import Exactly, Regex, Text, Where
from tui_reader.query.wordings import How, compiled
from tui_reader.query.words import is_one_word
from tui_reader.text.patterns import FINITE, endless

QUOTED = r'"(?:[^"]|"")*+"?'
REGEX = r"/(?:[^/\\\n]|\\.)++/[ic]*"
PLAINLY = "in quotation marks it is plain text"

_PHRASE = re.compile(r'"((?:[^"]|"")*+)("?)(\*?)')
_STROKES = re.compile(r"/((?:[^/\\\n]|\\.)++)/([ic]*)")
_WHOLE_NUMBER = re.compile(r"-?\d{1,15}", re.ASCII)
_SHARE = re.compile(r"\d{1,3}(?:\.\d{1,9})?|\.\d{1,9}", re.ASCII)


def run(excluded: str) -> str:
    """Return the pattern of characters that stand together: brackets that close again, and all but those excluded."""
    return rf'(?:\([^\s()"]*\)|[^\s|{excluded}])+'


def name(excluded: str) -> str:
    """Return the pattern of one of several values with commas between."""
    return rf'(?:=?{QUOTED}\*?|{REGEX}(?=[\s,|{excluded}]|$)|=?(?!"){run("," + excluded)})'


_NAME = re.compile(name(""))


@dataclass(frozen=True, slots=True)
class Piece:
    """One of the values of a field: its text without marks, how it is meant, and the column that it begins at."""

    text: str
    how: How
    column: int
    is_quoted: bool = False
    goes_on: bool = False


def read_piece(text: str, column: int) -> Piece:
    """Return a value as it is meant; raise QueryError where it is a regular expression that cannot be understood."""
    if strokes := _STROKES.fullmatch(text):
        require_regex(strokes[1], column + 1)
        return Piece(strokes[1], How.REGEX_IN_CASE if "c" in strokes[2] else How.REGEX, column)
    exact = text.startswith("=")
    inner = text.removeprefix("=")
    how = How.EXACT if exact else How.PART
    if phrase := _PHRASE.fullmatch(inner):
        return Piece(phrase[1].replace('""', '"'), how, column, is_quoted=True, goes_on=bool(phrase[3]) or not phrase[2])
    return Piece(inner, how, column, goes_on=is_one_word(inner))


def require_regex(source: str, column: int) -> None:
    """Raise QueryError, with the column, where a regular expression cannot be understood, or may take for ever."""
    try:
        compiled(source, in_case=True)
        compiled(source, in_case=False)
    except re.error as error:
        raise QueryError(f"this regular expression cannot be read: {error.msg}", column + (error.pos or 0), PLAINLY) from error
    except (OverflowError, RecursionError) as error:
        raise QueryError("this regular expression is too large", column, PLAINLY) from error
    if (place := endless(source)) is not None:
        raise QueryError("this repeat of something that can vary may take for ever", column + place, FINITE)


def _pieces(field: str, value: str, column: int, example: str) -> list[Piece]:
    """Return the values that say anything, at least one."""
    found = [read_piece(match[0], column + match.start()) for match in _NAME.finditer(value)]
    said = [piece for piece in found if piece.text.strip() or (piece.is_quoted and piece.how is How.EXACT)]
    if not said:
        needs, _, examples = example.partition(", ")
        raise QueryError(f"{field}: needs {needs}", column, f"as in {examples}; {PLAINLY}")
    return said


def people(value: str, column: int) -> Condition:
    """Return who is asked for."""
    return either([_person(piece) for piece in _pieces("by", value, column, "a name, by:ada, by:=Ada or by:ada,ben")])


def _person(piece: Piece) -> Condition:
    if piece.how in {How.REGEX, How.REGEX_IN_CASE}:
        return Named(piece.text, piece.how is How.REGEX_IN_CASE)
    if piece.text == OPENER and piece.how is How.PART and not piece.is_quoted:
        return Opener()
    return By((piece.text,), piece.how is How.EXACT)


def _said(where: Where, value: str, column: int) -> Condition:
    example = f'a word, {where}:ferry, {where}:"last ferry" or {where}:/ferr(y|ies)/'
    return either([said(piece, where) for piece in _pieces(where, value, column, example)])


def said(piece: Piece, where: Where = Where.ANYWHERE) -> Condition:
    """Return the words that are asked for."""
    if piece.how is How.EXACT:
        return Exactly(piece.text, where)
    if piece.how is How.PART:
        return Text(piece.text, not piece.goes_on, where)
    return Regex(piece.text, piece.how is How.REGEX_IN_CASE, where)


def _tag(value: str, column: int) -> Condition:
    found = _pieces("tag", value, column, "a word, tag:ferry or tag:ferry,tide; has:tag is any")
    names = tuple(text for piece in found if piece.how is How.PART and (text := piece.text.lstrip("#")).strip())
    others = [TaggedLike(piece.text, piece.how) for piece in found if piece.how is not How.PART]
    if not names and not others:
        raise QueryError("tag: needs a word", column, "as in tag:ferry or tag:ferry,tide; has:tag is any")
    return either([*([Tagged(names)] if names else []), *others])


def _note(value: str, column: int) -> Condition:
    example = 'a word, note:check or note:"two words"; has:note is any'
    return either([Noted(piece.text, piece.how) for piece in _pieces("note", value, column, example)])


def _title(value: str, column: int) -> Condition:
    example = 'a word, title:ferry or title:"last ferry"'
    return either([Titled(piece.text, piece.how) for piece in _pieces("title", value, column, example)])


@dataclass(frozen=True, slots=True)
class _Kind:
    """What may stand in a range: which texts, how they are ordered, and how that is said."""

    fits: Callable[[str], bool]
    order: Callable[[str], float]
    needs: str


def _ranges(field: str, value: str, column: int, kind: _Kind) -> list[Range]:
    """Return the ranges that a value writes, with commas between."""
    found: list[Range] = []
    for match in re.finditer(r"[^,]+", value):
        limits = read_range(match[0].strip('"').removeprefix("="))
        if limits is None or not all(map(kind.fits, filter(None, (limits.low, limits.high)))):
            raise QueryError(f"{field}: knows no {match[0]!r}", column + match.start(), f"{kind.needs}; {PLAINLY}")
        if None not in {limits.low, limits.high} and kind.order(str(limits.low)) > kind.order(str(limits.high)):
            raise QueryError(f"{field}: {match[0]} ends before it begins", column + match.start(), PLAINLY)
        found.append(limits)
    if not found:
        raise QueryError(f"{field}: needs a value", column, f"{kind.needs}; {PLAINLY}")
    return found


def _number(number: Number, value: str, column: int) -> Condition:
    example = f"a whole number or a range, as in {number}:5, {number}:>5, {number}:<=5, {number}:5..20 or {number}:5.."
    return either([Counted(number, limits) for limits in _ranges(number, value, column, _Kind(_is_whole, float, example))])


def _confidence(value: str, column: int) -> Condition:
    kind = _Kind(_is_share, float, "from 0 to 1, as in conf:<0.6 or conf:0.5..0.9")
    return either([Counted(Number.CONF, limits) for limits in _ranges("conf", value, column, kind)])


def _paragraph(value: str, column: int) -> Condition:
    kind = _Kind(_is_whole, float, "the number of a paragraph, as in para:3 or para:2..5")
    return either([Quotes(limits) for limits in _ranges("para", value, column, kind)])


def _is_whole(text: str) -> bool:
    return _WHOLE_NUMBER.fullmatch(text) is not None


def _is_share(text: str) -> bool:
    return _SHARE.fullmatch(text) is not None and float(text) <= 1


def _date(value: str, column: int) -> Condition:
    example = "a year, month or day, 2019, 2019-02, 2019-02-14, some days, weeks, months or years ago, 3d, 2w, or a range, a..b"
    kind = _Kind(is_date, lambda _: 0, example)
    return either([Dated(_since(limits)) for limits in _ranges("date", value, column, kind)])


def _since(dates: Range) -> Range:
    """Return the range of dates that is meant: `2w` alone is the last two weeks."""
    return Range(dates.low, None) if dates.low and dates.low == dates.high and is_ago(dates.low) else dates


def _one_of(field: str, known: Mapping[str, Condition], value: str, column: int) -> Condition:
    """Return the condition of a word, or of one of several."""
    found: list[Condition] = []
    for match in re.finditer(r"[^,]+", value):
        word = match[0].strip('"').casefold()
        if word in _UNKNOWN_YET and field == "is":
            raise QueryError(f"is:{word} cannot be asked for yet: {_UNKNOWN_YET[word]}", column + match.start(), PLAINLY)
        if word not in known:
            hint = f"there is {', '.join(f'{field}:{each}' for each in known)}"
            raise QueryError(f"{field}: knows no {match[0]!r}", column + match.start(), hint)
        found.append(known[word])
    if not found:
        raise QueryError(f"{field}: needs a word", column, f"there is {', '.join(f'{field}:{each}' for each in known)}")
    return either(found) if len(found) == 1 else Either(tuple(found))


_UNKNOWN_YET = {
    "unread": "what was read is not kept",
    "read": "what was read is not kept",
    "marked": "marks are not kept",
    "dup": "comments are not compared with each other",
}
"""Words that the language knows and that nothing here can answer yet: silence would be taken for an answer."""

IS_WORDS: Mapping[str, Condition] = {
    **{word: Is(word) for word in IS},
    "op": Opener(),
    "anon": By((None,)),
    "starred": Starred(),
    **STATES,
}
"""What may stand after `is:`."""

HAS_WORDS: Mapping[str, Condition] = {**{word: Has(word) for word in HAS}, "note": Noted(), "tag": Tagged()}
"""What may stand after `has:`."""

FIELDS: Mapping[str, Callable[[str, int], Condition]] = {
    **dict.fromkeys(("by", "from", "author"), people),
    **{where: partial(_said, where) for where in Where},
    "title": _title,
    "tag": _tag,
    "note": _note,
    "date": _date,
    **{number: partial(_number, number) for number in Number if number is not Number.CONF},
    "conf": _confidence,
    "para": _paragraph,
    "is": partial(_one_of, "is", IS_WORDS),
    "has": partial(_one_of, "has", HAS_WORDS),
}
"""What a prefix before a colon asks for; a new field is a line here."""


def related(relation: Relation, value: str, column: int) -> Condition:
    """Return what a relation to a name asks for: to a comment by somebody of that name."""
    if not value:
        example = f"as in {relation}:ada or {relation}:(by:ada tide)"
        raise QueryError(f"{relation}: needs a name or a condition", column, example)
    return Related(relation, people(value, column))

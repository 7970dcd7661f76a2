"""What is asked of the words of a comment, of its row, and of the tables beside it, as SQL."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from itertools import chain, permutations
from typing import TYPE_CHECKING

from tui_reader.archive.search.index import index_query
from tui_reader.archive.search.judging import of_pieces
from tui_reader.archive.search.writing import Clause, Cost, Writing, clause, joined
from tui_reader.model import BlockKind, ReplyBasis
from tui_reader.query import (
    Became,
    By,
    Counted,
    Dated,
    Exactly,
    Has,
    Is,
    Named,
    Noted,
    Number,
    Opener,
    Quotes,
    Regex,
    Starred,
    Tagged,
    TaggedLike,
    Text,
    Titled,
    Where,
)
from tui_reader.query.literals import longest_literal
from tui_reader.query.quoting import has_marked_line
from tui_reader.query.ranges import moments
from tui_reader.query.words import Part

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui_reader.query.ranges import Range

_FEW, _SOME = 50, 5_000
"""People whose comments are looked up in a thread, and in an archive; of more than these, every comment is looked at."""

_COLUMNS = {
    Number.SCORE: "c.score",
    Number.WORDS: "c.words",
    Number.DEPTH: "c.depth",
    Number.SIZE: "c.descendants",
    Number.CONF: "c.reply_confidence",
    Number.REPLIES: "(SELECT count(*) FROM comment AS answer WHERE answer.parent = c.id)",
}
_INFERRED = ", ".join(f"'{basis}'" for basis in (ReplyBasis.LINKED, ReplyBasis.QUOTED, ReplyBasis.GUESSED))
_IS = {
    "root": "c.parent IS NULL",
    "leaf": "c.descendants = 0",
    "inferred": f"(c.parent IS NOT NULL AND c.reply_basis IN ({_INFERRED}))",
}
_HAS = {
    "link": "(instr(c.body, '://') AND (instr(c.body, 'http://') OR instr(c.body, 'https://')))",
    "date": "c.posted IS NOT NULL",
    "score": "c.score IS NOT NULL",
    "author": "c.author IS NOT NULL",
}
_OPENED_BY = "SELECT author FROM thread WHERE id = :thread"
_OF_OPENER = """(c.author, c.thread) IN
(SELECT author.id, thread.id FROM thread JOIN author ON author.name = thread.author)"""
_OF_ONE_WITH_OPENER = """(c.author, c.thread) IN
(SELECT json_extract(value, '$[1]'), thread.id FROM json_each({}) JOIN author ON author.id = json_extract(value, '$[0]')
JOIN thread ON thread.author = author.name)"""
_WHOLE_NAMES = "SELECT id FROM author WHERE name IN (SELECT value FROM json_each(:names))"
_PARTS_OF_NAMES = """SELECT id FROM author WHERE instr(lower(name), :needle)
OR ((name GLOB '*[^ -~]*' OR length(name) <> length(CAST(name AS BLOB)) OR instr(name, '  ')) AND judge(:judge, name))"""
_NAMES = "SELECT id FROM author WHERE judge(:judge, name)"
_PASSAGES = """MATERIALIZED (SELECT thread, comment, group_concat(start || '-' || "end") FROM quotation{}
GROUP BY thread, comment)"""
_SPANS = "(SELECT spans FROM passages WHERE passages.thread = c.thread AND passages.comment = c.position)"
_NUMBER_OF_BLOCK = """(SELECT count(*) FROM block AS before
WHERE before.thread = block.thread AND before.kind = block.kind AND before.position <= block.position)"""
_QUOTING = """SELECT quotation.thread, quotation.comment FROM quotation
JOIN block ON block.thread = quotation.thread AND block.position = quotation.block WHERE block.kind = :kind AND {}"""
_ANNOTATED = """SELECT id FROM comment
WHERE thread = (SELECT id FROM thread WHERE key = :thread) AND key IN (SELECT value FROM json_each(:keys))"""


@clause.register
def _(condition: Text | Regex | Exactly, writing: Writing) -> Clause:
    match = index_query(condition) if writing.has_index else None
    if match is not None:
        return writing.indexed(match)
    needed = _needed(condition, writing)
    if condition.where is Where.ANYWHERE:
        return Clause(f"({needed}{writing.judges.ask(condition.stands_in, 'c.body')})", Cost.JUDGED, 2)
    writing.sets["passages(thread, comment, spans)"] = _PASSAGES.format(writing.of_thread(" WHERE thread"))
    return Clause(f"({needed}{writing.judges.ask(of_pieces(condition), 'c.body', _SPANS)})", Cost.JUDGED, 2)


def _needed(condition: Text | Regex | Exactly, writing: Writing) -> str:
    """Return what SQLite can tell sooner: that something stands in a body without which nothing is found there."""
    if isinstance(condition, Regex):
        literal = longest_literal(condition.source, in_case=condition.in_case)
        body = "c.body" if condition.in_case else "lower(c.body)"
        return f"instr({body}, {writing.bind(literal)}) AND " if literal else ""
    letters = condition.sought.letters if isinstance(condition, Text) and isinstance(condition.sought, Part) else ""
    return "".join(f"instr(c.body, {writing.bind(letter)}) AND " for letter in letters)


@clause.register
def _(condition: By | Named, writing: Writing) -> Clause:
    found = _authors(condition, writing)
    people = _among(found, writing)
    if not isinstance(condition, By) or None not in condition.names:
        return people
    nobody = Clause("c.author IS NULL")
    return joined([people, nobody], "OR") if found else nobody


def _among(authors: list[int], writing: Writing) -> Clause:
    if len(authors) <= _FEW and not writing.is_short:
        return Clause(f"c.author IN ({', '.join(map(writing.bind, authors))})", Cost.LOOKED_UP)
    among = f"c.author IN (SELECT value FROM json_each({writing.bind(json.dumps(authors))}))"
    return Clause(among, Cost.LOOKED_UP) if writing.thread is None and len(authors) <= _SOME else Clause(f"+{among}")


def _authors(condition: By | Named, writing: Writing) -> list[int]:
    """Return the row ids of those who are asked for by any of their names."""
    return writing.additions.together.everybody(_called(condition, writing))


def _called(condition: By | Named, writing: Writing) -> Iterable[int]:
    """Return the row ids of those who are called so."""
    if isinstance(condition, By) and condition.exact:
        return writing.ids(_WHOLE_NAMES, {"names": json.dumps([name for name in condition.names if name is not None])})
    judge = writing.judges.add(condition.fits)
    if isinstance(condition, Named):
        return writing.ids(_NAMES, {"judge": judge})
    found = (writing.ids(_PARTS_OF_NAMES, {"judge": judge, "needle": needle}) for needle in condition.needles)
    return chain.from_iterable(found)


@clause.register
def _(_condition: Opener, writing: Writing) -> Clause:
    if writing.thread is None:
        called = Clause(_OF_OPENER, Cost.SET)
        together = writing.additions.together.members.values()
        pairs = json.dumps([pair for members in together for pair in permutations(members, 2)])
        return joined([called, Clause(_OF_ONE_WITH_OPENER.format(writing.bind(pairs)), Cost.SET)], "OR") if together else called
    found = writing.connection.execute(_OPENED_BY, {"thread": writing.thread}).fetchone()
    return clause(By((found[0],)), writing) if found and found[0] is not None else Clause("0")


@clause.register
def _(condition: Counted, writing: Writing) -> Clause:
    cost = Cost.SET if condition.number is Number.REPLIES else Cost.COLUMN
    return Clause(_within(_COLUMNS[condition.number], condition.range, writing), cost)


def _within(value: str, limits: Range, writing: Writing) -> str:
    """Return what is true where a number lies in a range."""
    low = [] if limits.low is None else [f"{value} >{'=' if limits.with_low else ''} {writing.bind(float(limits.low))}"]
    high = [] if limits.high is None else [f"{value} <{'=' if limits.with_high else ''} {writing.bind(float(limits.high))}"]
    return f"({' AND '.join((*low, *high))})"


@clause.register
def _(condition: Dated, writing: Writing) -> Clause:
    since, before = moments(condition.range, datetime.now(UTC).date())
    low = [] if since is None else [f"c.posted >= {writing.bind(since)}"]
    high = [] if before is None else [f"c.posted < {writing.bind(before)}"]
    return Clause(f"({' AND '.join((*low, *high))})")


@clause.register
def _(condition: Became, writing: Writing) -> Clause:
    if not condition.statuses:
        return Clause("c.edited IS NOT NULL")
    return Clause(f"c.status IN ({', '.join(writing.bind(status.value) for status in sorted(condition.statuses))})")


@clause.register
def _(condition: Is, _writing: Writing) -> Clause:
    return Clause(_IS[condition.word])


@clause.register
def _(condition: Has, writing: Writing) -> Clause:
    if condition.word != "quote":
        return Clause(_HAS[condition.word])
    known = f"(c.thread, c.position) IN (SELECT thread, comment FROM quotation{writing.of_thread(' WHERE thread')})"
    marked = writing.judges.ask(has_marked_line, "c.body")
    return Clause(f"({known} OR (instr(c.body, '>') AND {marked}))", Cost.JUDGED, 3)


@clause.register
def _(condition: Titled, writing: Writing) -> Clause:
    judged = writing.judges.ask(condition.fits, "title")
    titled = f"SELECT id FROM thread WHERE title IS NOT NULL{writing.of_thread(' AND id')} AND {judged}"
    return Clause(f"c.thread IN ({titled})", Cost.SET)


@clause.register
def _(condition: Quotes, writing: Writing) -> Clause:
    wanted = _within(_NUMBER_OF_BLOCK, condition.range, writing) + writing.of_thread(" AND quotation.thread")
    quoting = _QUOTING.format(wanted).replace(":kind", writing.bind(BlockKind.PARAGRAPH.value))
    return Clause(f"(c.thread, c.position) IN ({quoting})", Cost.SET)


@clause.register
def _(condition: Starred | Tagged | TaggedLike | Noted, writing: Writing) -> Clause:
    found: list[int] = []
    for thread, added in writing.additions.annotations.items():
        keys = json.dumps([key for key, annotation in added.items() if condition.fits(annotation)])
        found += writing.ids(_ANNOTATED, {"thread": thread, "keys": keys})
    return Clause(f"c.id IN (SELECT value FROM json_each({writing.bind(json.dumps(found))}))", Cost.LOOKED_UP)

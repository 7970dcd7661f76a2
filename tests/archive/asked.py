"""Threads and queries by chance: the same for a seed, with everything in them that has ever made a difference."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tests.builders import THREAD
from tui_reader.model import Annotation, Article, Block, BlockKind, Comment, Quotation, ReplyBasis, Status
from tui_reader.query import Additions, parse

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from tui_reader.archive.reader import Archive
    from tui_reader.query import Condition

_WORDS = """gulag Gulag prison prisoners imprison no holiday holidays café cafe\u0301 CAFÉ naïve Straße ΑΘΗΝΑ αθήνα Москва
москва\u0301 96-LB 12:30 re: C++ it's don’t https://example.org/a?b=c (really) :) 東京 東京大学 日本語が ประเทศไทย שלום مرحبا
हिन्दी 한국어 a b x_y OR AND not -50 5 great🤔 👍 e\u0301\u0302t ıstanbul İstanbul ﬁne K ẞ — … “quoted” #ferry @ada 100%
../.. ftp://x \u200d"""
WORDS = _WORDS.split()
NAMES = [
    "Mike",
    "Concrete Mike",
    "Xoli Xoli",
    "mike",
    "José",
    "Jose\u0301",
    "ÅSA",
    "a  b",
    "OP",
    'O\'Neill "Bob"',
    "名前",
    "ada\tx",
]
SENTENCE = "The ferry leaves the old harbour at noon and nobody knows when it will be back again"
DATES = ["2018", "2019-02", "2019-02-01", "2019-02-14T10:00:00Z", "2019-02-15", "2019-03-01T00:00:00Z", "2020-12-31"]


def thread(dice: Random, number: int) -> list[Article | Comment]:
    """Return a thread of up to thirty comments in any shape."""
    texts = (SENTENCE, "Short", SENTENCE[::-1])
    blocks = tuple(Block(BlockKind.PARAGRAPH, f"{text}, number {place}.") for place, text in enumerate(texts))
    title = dice.choice([None, f"On ferries {number}", "Gulag  and CAFÉ"])
    article = Article(THREAD, title, author=dice.choice([None, *NAMES]), blocks=blocks, source_id=f"{number}")
    count = dice.choice([1, 3, 12, 30])
    return [article, *(_comment(dice, place) for place in range(count))]


def _comment(dice: Random, place: int) -> Comment:
    parent = None if not place or dice.random() < 0.3 else f"{dice.randrange(max(0, place - 4), place)}"
    basis = dice.choice([ReplyBasis.STATED, ReplyBasis.LINKED, ReplyBasis.QUOTED, ReplyBasis.GUESSED]) if parent else None
    status = dice.choice([*Status, *[Status.PRESENT] * 12])
    recent = (date.today() - timedelta(days=dice.randrange(40))).isoformat()
    return Comment(
        THREAD,
        f"{place}",
        "" if status is Status.LOST else _body(dice),
        dice.choice([None, *NAMES]),
        parent=parent,
        reply_basis=basis,
        reply_confidence=dice.choice([None, 0.25, 0.5, 0.6, 1.0]) if basis else None,
        posted=dice.choice([None, None, recent, *DATES]),
        score=dice.choice([None, -5, 0, 1, 7, 50, 1_000]),
        status=status,
        edited=dice.choice([None, None, "", "2020-01-01"]),
    )


def _body(dice: Random) -> str:
    lines = []
    for _ in range(dice.choice([1, 1, 2, 3])):
        words = " ".join(dice.choices(WORDS, k=dice.choice([0, 1, 3, 8])))
        lines.append(dice.choice(["", "", "> ", ">> ", ">", " > > "]) + words)
    if dice.random() < 0.2:
        lines.append(f"> {SENTENCE}")
    return dice.choice(["\n", "\n\n"]).join(lines)


def quotations(dice: Random, blocks: Sequence[Block], bodies: Sequence[str]) -> list[Quotation]:
    """Return passages by chance as quotations of blocks by chance; they may lie in each other, and begin inside words."""
    found = []
    for comment, body in enumerate(bodies):
        for _ in range(dice.choice([0, 0, 1, 3]) if body else 0):
            start = dice.randrange(len(body))
            block = dice.choice([None, *range(len(blocks))])
            found.append(Quotation(comment, start, dice.randint(start + 1, len(body)), block, None if block is not None else 0))
    return found


def added(dice: Random, archive: Archive) -> Additions:
    """Return what a reader added to some comments of every thread, and who is one person."""
    found = {}
    for each in archive.threads():
        keys = [comment.key for comment in archive.document(each.id).comments]
        found[each.key] = {key: _annotation(dice) for key in dice.sample(keys, len(keys) // 2)}
    return Additions(found, archive.people.together(_groups(dice, archive)))


def _groups(dice: Random, archive: Archive) -> list[list[tuple[str, str]]]:
    """Return some of the authors in up to three groups."""
    authors = list(archive.people.names(range(1, 100)).values())
    some = dice.sample(authors, min(len(authors), dice.choice([0, 2, 6])))
    return [group for start in range(3) if len(group := some[start::3]) > 1]


def condition(text: str) -> Condition:
    """Return the condition of a query that asks something."""
    found = parse(text)
    assert found is not None
    return found


def _annotation(dice: Random) -> Annotation:
    tags = dice.sample(["ferry", "CAFÉ", "to check"], dice.randrange(3))
    return Annotation(dice.random() < 0.5, tuple(tags), dice.choice(["", "Look at\nthis"]))


_TERMS = """by:mike by:=Mike by:="Xoli Xoli",mike by:/^m/ by:/^m/c by:OP by:"OP" from:jose author:名 by:x,=OP is:anon is:op
by:"a b" by:o'neill text:gulag text:"no holiday" text:=gulag text:/a.b/ text:gulag,prison q:gulag
q:"no holiday" q:/g.l/ nq:prison nq:東京 nq:/^./ q:="gulag" title:gulag title:"on ferries" title:/\\d/
title:="Gulag  and CAFÉ" note:look note:"at this" note:/^L/c note:="x" tag:ferry tag:cafe,"to check"
tag:=ferry tag:/x/ date:2019 date:2019-02 date:2019-02-14 date:2w date:2w.. date:..2w date:>2019-02
date:>=2019-02 date:<2019 date:<=2019-02-14 date:2019-02-01..2019-02-14 date:1m..1d date:1y score:5 score:>5
score:>=50 score:<0 score:-5..7 score:..0 score:1.. score:7,50 words:>3 words:0 depth:0 depth:>2 replies:0
replies:>=2 replies:1..2 size:0 size:>3 conf:<0.6 conf:.5 conf:0.25..0.5 para:1 para:2..3 para:>0 is:root
is:leaf is:inferred is:gone is:edited is:aside is:deleted is:spam,pending is:starred has:link has:quote
has:date has:score has:author has:note has:tag replyto:OP replyto:mike under:=Mike over:"Xoli Xoli" thread:ada
repliedby:/x/ gulag prison "prison" "no holiday" "no holi"* /\\bpris/ /g.*g/ /GULAG/c /東/ "東京" 東 ประ 96-LB
12:30 re: C++ it's don't https://example.org/a ":)" -50 "(really)" e x_y great 🤔 👍 istanbul cafe café Straße
strasse αθηνα МОСКВА हिन्दी हि 한 שלום 100% ferry "the old harbour" score:(>0 <10) by:(mike -=Mike | jose) …"""
TERMS = re.findall(r'(?:[^\s"(]|"[^"]*"\*?|\([^)]*\))+', _TERMS)


def query(dice: Random, depth: int = 3) -> str:
    """Return a query that brackets and relations are up to so deep in."""
    kind = dice.randrange(9) if depth else 0
    if kind < 3:
        return str(dice.choice(TERMS))
    inner = [query(dice, depth - 1) for _ in range(dice.choice([1, 2, 2, 3]))]
    if kind == 3:
        return f"-({inner[0]})"
    if kind < 6:
        return "(" + dice.choice([" ", " AND "]).join(inner) + ")"
    if kind < 8:
        return "(" + dice.choice([" | ", " OR "]).join(inner) + ")"
    return f"{dice.choice(['thread', 'replyto', 'repliedby', 'under', 'over'])}:({inner[0]})"

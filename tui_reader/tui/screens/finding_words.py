"""What is said where all threads are asked: how to ask, what was found, and what to do where nothing was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.archive.search import MOST_RANKED, Order
from tui_reader.text.counting import counted
from tui_reader.text.sanitize import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tui_reader.archive.search import Hits
    from tui_reader.query import Condition

EXAMPLES = """\
ferry                      words that begin so, in any case, any accents
"last ferry"               these words in a row
/ferr(y|ies)/              a regular expression
(ferry | tide) -storm      either of two, both without the |; not this
by:ada  by:=Ada  by:OP     part of a name, whole name, who opened the thread
title:harbour ferry        only in threads with such a title
date:2019-02..2019-05      also date:2w; score:>10 words: replies: depth:
is:root has:link           also is:leaf edited gone; has:quote date author
replyto:OP under:ada       what stands around: over: repliedby: thread:
is:starred tag:check       what you added; note:why

→ takes what is suggested while you type.
"""
"""Queries, and what they ask for."""

ORDERS = {Order.NEWEST: "newest first", Order.OLDEST: "oldest first", Order.RANK: "most telling first"}
"""In which order comments stand, in the order in which Tab goes through them."""

NOT_RANKED = f"by date, newest first: there are no words to weigh, or in more than {MOST_RANKED:,} comments"
"""Why the most telling comments do not come first."""

_RECENT = 5


def how_to_ask(recent: Sequence[str]) -> str:
    """Return what stands where nothing is typed: examples, and what was asked before."""
    asked = [f"  {one_line(query)}" for query in recent[:_RECENT]]
    return "\n".join([EXAMPLES, *(["Asked before, ↑ brings it back:", *asked] if asked else [])])


def how_many(read: int, counts: Mapping[int, int] | None) -> str:
    """Return how many comments were found in how many threads, or as long as that is not known, how many of them were read."""
    if counts is None:
        return f"{read:,} so far"
    return f"{counted(sum(counts.values()), 'comment')} in {counted(len(counts), 'thread')}"


def how_far(going_on: str, looked_through: Hits | None) -> str:
    """Return what is going on, and of a search that looks through all comments, how many of them it has seen."""
    share = looked_through.share if looked_through else 0
    return f"{going_on} {share:.0%} looked through" if share else going_on


def nothing_found(asked: Condition) -> str:
    """Return what stands where nothing was found."""
    return f"Nothing in this archive for {asked.describe()}.\n\n{_HINT}"


_HINT = """\
A word is found where a word begins with it, a "phrase" where its words stand in a row; /word/ finds it inside of words.
Fewer words find more, and a | b finds either. Esc clears the line and shows what can be asked."""

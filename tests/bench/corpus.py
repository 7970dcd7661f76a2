"""Comments that are the same on every machine, in the sizes that are promised: dumps of Reddit's form, and archives of them.

`python -m tests.bench.corpus NAME…` makes them beforehand. Words follow Zipf's law, lengths are log-normal with a mean of 300
characters as in comments at large, a few people say much and most say little, answers go to what was said shortly before.
Invariant: a name always stands for the same bytes; what is made once is kept in the cache folder.
"""

from __future__ import annotations

import io
import json
import math
import random
import sys
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_cache_path

from tui_reader.archive.schema import SCHEMA_VERSION
from tui_reader.cli.narration import Quiet
from tui_reader.ingest.pipeline import import_sources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CACHE = user_cache_path("tui-reader-bench", appauthor=False)
"""Where dumps and archives are kept from run to run; the largest takes 20 GB."""

_EDITION = 1
"""Counted up when the same name stands for other bytes."""

_SEED = 7
_VOCABULARY, _POOL = 30_000, 400_000
_MEAN_LOG, _SPREAD, _LONGEST = 5.2, 1.0, 10_000
_SENTENCE = (5, 24)
_PARAGRAPH = 5
_FIRST_SECOND = 1_300_000_000


@dataclass(frozen=True)
class Corpus:
    """How many comments there are, in how many threads, by how many people, and whom they answer.

    The first thread has `largest` comments, the others share the rest. `answers` says for a comment of a thread which earlier
    one it answers, counted back from it; 0 for none.
    """

    comments: int
    threads: int
    largest: int
    people: int
    answers: Callable[[random.Random, int], int]
    is_modern: bool = False


def _bushy(dice: random.Random, before: int) -> int:
    """Every third comment answers the article, the others mostly what was said just before."""
    return 0 if dice.random() < 1 / 3 else min(before, 1 + int(dice.expovariate(1 / 12)))


def _chain(_dice: random.Random, before: int) -> int:
    """Every comment answers the one before."""
    return min(1, before)


def _wide(_dice: random.Random, _before: int) -> int:
    """No comment answers another."""
    return 0


def _fan(_dice: random.Random, before: int) -> int:
    """Every comment answers the first."""
    return before


def _archive(comments: int, *, is_modern: bool = False) -> Corpus:
    return Corpus(comments, max(2, comments * 7_250 // 10**6), comments // 10, max(5, comments * 6 // 100), _bushy, is_modern)


def _thread(comments: int, answers: Callable[[random.Random, int], int] = _bushy, people: int = 0) -> Corpus:
    return Corpus(comments, 1, comments, people or max(5, comments * 6 // 100), answers)


_SIZES = {"1k": 10**3, "10k": 10**4, "50k": 5 * 10**4, "100k": 10**5, "1m": 10**6}

CORPORA = {
    **{f"thread-{name}": _thread(size) for name, size in _SIZES.items()},
    **{f"archive-{name}": _archive(size) for name, size in (_SIZES | {"10m": 10**7}).items()},
    **{f"modern-{name}": _archive(size, is_modern=True) for name, size in _SIZES.items()},
    **{f"chain-{name}": _thread(size, _chain) for name, size in _SIZES.items()},
    **{f"wide-{name}": _thread(size, _wide) for name, size in _SIZES.items()},
    **{f"fan-{name}": _thread(size, _fan) for name, size in _SIZES.items()},
    "library-100k": Corpus(300_000, 100_000, 1_000, 20_000, _bushy),
    "people-500k": _thread(10**6, people=700_000),
}
"""What can be made, by name. `people-500k` comes to 500,000 names, since some of those who could speak do not."""


def _text(dice: random.Random) -> str:
    """Return a long text to cut bodies from."""
    letters = "etaoinshrdlucmfwypvbgk"
    weights = [1 / (rank + 3) for rank in range(len(letters))]
    words = ["".join(dice.choices(letters, weights, k=max(1, int(dice.gauss(6.5, 2.5))))) for _ in range(_VOCABULARY)]
    words[:8] = ["the", "of", "and", "to", "a", "in", "that", "is"]
    summed = [*accumulate(1 / (rank + 2.7) for rank in range(_VOCABULARY))]
    said = iter(dice.choices(words, cum_weights=summed, k=_POOL))
    pieces: list[str] = []
    while sentence := [word for _, word in zip(range(dice.randint(*_SENTENCE)), said, strict=False)]:
        end = "\n\n" if not dice.randrange(_PARAGRAPH) else " "
        pieces.append(" ".join(sentence).capitalize() + "." + end)
    return "".join(pieces)


def lines(corpus: Corpus) -> Iterator[str]:
    """Yield the lines of a dump, one comment each, in the order in which they were said."""
    dice = random.Random(_SEED)
    text = _text(dice)
    sizes = _thread_sizes(corpus, dice)
    order = [thread for thread, size in enumerate(sizes) for _ in range(size)]
    dice.shuffle(order)
    spoken: list[list[int]] = [[] for _ in sizes]
    encode = json.JSONEncoder(separators=(",", ":")).encode
    for number, thread in enumerate(order):
        said = spoken[thread]
        back = corpus.answers(dice, len(said))
        parent = f"t1_{said[-back]:x}" if back else f"t3_{thread:x}"
        said.append(number)
        start = dice.randrange(len(text) - _LONGEST - 100)
        start = text.index(" ", start) + 1
        end = text.find(" ", start + min(_LONGEST, int(math.exp(dice.gauss(_MEAN_LOG, _SPREAD)))))
        yield encode(_line(corpus, number, thread, parent, text[start:end], dice)) + "\n"


def _thread_sizes(corpus: Corpus, dice: random.Random) -> list[int]:
    """Return how many comments each thread has: all have one, the rest falls where there are many already."""
    sizes = [corpus.largest] + [1] * (corpus.threads - 1)
    left = corpus.comments - sum(sizes)
    weights = [dice.paretovariate(1.2) for _ in sizes[1:]]
    whole = sum(weights)
    for place, weight in enumerate(weights, 1):
        sizes[place] += int(left * weight / whole)
    if corpus.threads > 1:
        sizes[-1] += corpus.comments - sum(sizes)
    return sizes


def _line(corpus: Corpus, number: int, thread: int, parent: str, body: str, dice: random.Random) -> dict[str, object]:
    person = int(corpus.people * dice.random() ** 3) if corpus.people < corpus.comments / 2 else dice.randrange(corpus.people)
    second = _FIRST_SECOND + number * 40
    said: dict[str, object] = {
        "id": f"{number:x}",
        "link_id": f"t3_{thread:x}",
        "parent_id": parent,
        "author": f"user_{person}",
        "created_utc": second,
        "body": body,
        "score": int(dice.paretovariate(1.1)) - 3,
        "subreddit": "locks",
        "subreddit_id": "t5_1",
        "edited": False,
        "gilded": 0,
        "controversiality": 0,
        "distinguished": None,
        "retrieved_on": second + 86_400,
        "ups": 1,
        "downs": 0,
        "archived": False,
    }
    return said | _MODERN if corpus.is_modern else said


_MODERN: dict[str, object] = {
    **{key: [] for key in ("all_awardings", "awarders", "gildings", "treatment_tags", "user_reports", "mod_reports")},
    **dict.fromkeys(("approved_at_utc", "approved_by", "associated_award", "author_cakeday", "author_flair_background_color")),
    **dict.fromkeys(("author_flair_css_class", "author_flair_template_id", "author_flair_text", "banned_at_utc", "banned_by")),
    **dict.fromkeys(("collapsed_because_crowd_control", "collapsed_reason", "collapsed_reason_code", "comment_type", "likes")),
    **dict.fromkeys(("mod_note", "mod_reason_by", "mod_reason_title", "num_reports", "removal_reason", "top_awarded_type")),
    **dict.fromkeys(
        ("author_is_blocked", "author_patreon_flair", "author_premium", "can_gild", "can_mod_post", "collapsed"), False
    ),
    **dict.fromkeys(("is_submitter", "locked", "no_follow", "saved", "score_hidden", "send_replies", "stickied"), False),
    "author_flair_richtext": [],
    "report_reasons": [],
    "author_flair_type": "text",
    "author_fullname": "t2_abcdef",
    "permalink": "/r/locks/comments/abcdef/the_first_words_of_a_title_that_goes_on/ghijkl/",
    "subreddit_name_prefixed": "r/locks",
    "subreddit_type": "public",
    "total_awards_received": 0,
    "unrepliable_reason": None,
    "_meta": {"retrieved_2nd_on": 1_700_000_000, "removal_type": None, "is_edited": False},
}
"""What later dumps say of every comment beside what is read."""


def dump(name: str) -> Path:
    """Return the dump of a corpus, made where it is not there yet."""
    path = CACHE / f"{name}-{_EDITION}.ndjson"
    if not path.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".part")
        with unfinished.open("w") as file:
            file.writelines(lines(CORPORA[name]))
        unfinished.rename(path)
    return path


def archive(name: str) -> Path:
    """Return the archive of a corpus, imported as a user does where it is not there yet."""
    path = CACHE / f"{name}-{_EDITION}-{SCHEMA_VERSION}.db"
    if not path.exists():
        source = dump(name)
        unfinished = path.with_suffix(".part.db")
        unfinished.unlink(missing_ok=True)
        report = import_sources(unfinished, [str(source)], io.BytesIO(), Quiet())
        if report.exit_code:
            raise SystemExit(f"the import of {source} ended in {report.exit_code}: {[*report.summary()]}")
        unfinished.rename(path)
    return path


if __name__ == "__main__":
    for wanted in sys.argv[1:]:
        sys.stdout.write(f"{archive(wanted)}\n")

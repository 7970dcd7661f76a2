"""What an archive stores, as SQL.

Invariant: the statements of a released version are never edited; a later version appends its own. Readers compare the schema
of a file with these statements word by word, so nothing in somebody else's file can put code in the place of data.
"""

from __future__ import annotations

import re

APPLICATION_ID = 0x54554952
"""`TUIR` in the header of the file: made by this program."""

SCHEMA_VERSION = 3
"""The `user_version` that this program writes, and the only one that it reads: earlier versions were never released."""

PAGE_BYTES = 8192
"""Of a new archive: rows of 400 bytes leave half as much of such a page empty as of the usual one of 4,096 bytes."""

FIRST_VERSION = (
    """CREATE TABLE source (
    id INTEGER PRIMARY KEY,
    parent INTEGER REFERENCES source(id),
    name TEXT NOT NULL,
    path TEXT,
    sha256 TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    lines INTEGER,
    format TEXT NOT NULL,
    layout TEXT,
    confidence REAL,
    imported_at TEXT NOT NULL,
    threads INTEGER NOT NULL DEFAULT 0,
    comments INTEGER NOT NULL DEFAULT 0,
    problems INTEGER NOT NULL DEFAULT 0
) STRICT""",
    "CREATE INDEX source_sha256 ON source(sha256)",
    """CREATE TABLE raw (
    source INTEGER PRIMARY KEY REFERENCES source(id),
    encoding TEXT NOT NULL,
    data BLOB NOT NULL
) STRICT""",
    """CREATE TABLE thread (
    id INTEGER PRIMARY KEY,
    title TEXT,
    key TEXT NOT NULL UNIQUE,
    site TEXT,
    url TEXT,
    author TEXT,
    posted TEXT,
    names TEXT NOT NULL,
    source INTEGER NOT NULL REFERENCES source(id),
    content TEXT NOT NULL,
    comments INTEGER NOT NULL DEFAULT 0,
    people INTEGER NOT NULL DEFAULT 0,
    lost INTEGER NOT NULL DEFAULT 0,
    unnamed INTEGER NOT NULL DEFAULT 0,
    first_posted TEXT,
    last_posted TEXT,
    claimed INTEGER,
    score INTEGER
) STRICT""",
    """CREATE TABLE identity (
    name TEXT NOT NULL,
    thread INTEGER NOT NULL REFERENCES thread(id),
    PRIMARY KEY (name, thread)
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX identity_thread ON identity(thread)",
    """CREATE TABLE thread_source (
    thread INTEGER NOT NULL REFERENCES thread(id),
    source INTEGER NOT NULL REFERENCES source(id),
    PRIMARY KEY (thread, source)
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX thread_source_source ON thread_source(source)",
    """CREATE TABLE block (
    thread INTEGER NOT NULL REFERENCES thread(id),
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    first_line INTEGER,
    last_line INTEGER,
    PRIMARY KEY (thread, position)
) STRICT""",
    """CREATE TABLE meta_span (
    thread INTEGER NOT NULL REFERENCES thread(id),
    position INTEGER NOT NULL,
    first_line INTEGER NOT NULL,
    last_line INTEGER NOT NULL,
    PRIMARY KEY (thread, position)
) STRICT""",
    """CREATE TABLE author (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    site TEXT NOT NULL,
    UNIQUE (name, site)
) STRICT""",
    """CREATE TABLE comment (
    id INTEGER PRIMARY KEY,
    thread INTEGER NOT NULL REFERENCES thread(id),
    key TEXT NOT NULL,
    source_id TEXT,
    parent INTEGER REFERENCES comment(id),
    author INTEGER REFERENCES author(id),
    author_lost TEXT,
    posted TEXT,
    posted_text TEXT,
    score INTEGER,
    status TEXT NOT NULL,
    body TEXT NOT NULL,
    words INTEGER NOT NULL,
    position INTEGER NOT NULL,
    depth INTEGER NOT NULL,
    descendants INTEGER NOT NULL,
    reply_basis TEXT,
    reply_confidence REAL,
    first_line INTEGER,
    last_line INTEGER,
    edited TEXT
) STRICT""",
    """CREATE TABLE original (
    comment INTEGER PRIMARY KEY REFERENCES comment(id),
    text TEXT NOT NULL
) STRICT""",
    """CREATE TABLE sighting (
    comment INTEGER NOT NULL REFERENCES comment(id),
    source INTEGER NOT NULL REFERENCES source(id),
    author TEXT,
    posted TEXT,
    score INTEGER,
    status TEXT NOT NULL,
    edited TEXT,
    body TEXT,
    PRIMARY KEY (comment, source)
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX sighting_source ON sighting(source)",
    "CREATE INDEX comment_position ON comment(thread, position)",
    "CREATE INDEX comment_author ON comment(author)",
    "CREATE INDEX comment_parent ON comment(parent) WHERE parent IS NOT NULL",
    """CREATE VIRTUAL TABLE comment_fts USING fts5(body, content="comment", content_rowid="id",
    tokenize="unicode61 remove_diacritics 2")""",
    """CREATE TABLE outline (
    thread INTEGER PRIMARY KEY REFERENCES thread(id),
    count INTEGER NOT NULL,
    ids BLOB NOT NULL,
    descendants BLOB NOT NULL,
    depth BLOB NOT NULL,
    parent BLOB NOT NULL,
    author BLOB NOT NULL,
    length BLOB NOT NULL,
    posted BLOB NOT NULL,
    by_author BLOB NOT NULL,
    author_offsets BLOB NOT NULL,
    author_ids BLOB NOT NULL
) STRICT""",
    """CREATE TABLE quotation (
    thread INTEGER NOT NULL REFERENCES thread(id),
    position INTEGER NOT NULL,
    comment INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    block INTEGER,
    earlier INTEGER,
    target_start INTEGER NOT NULL,
    target_end INTEGER NOT NULL,
    PRIMARY KEY (thread, position)
) STRICT""",
    """CREATE TABLE problem (
    id INTEGER PRIMARY KEY,
    source INTEGER NOT NULL REFERENCES source(id),
    thread INTEGER REFERENCES thread(id),
    line INTEGER,
    message TEXT NOT NULL
) STRICT""",
    "CREATE INDEX problem_source ON problem(source)",
    "CREATE INDEX problem_thread ON problem(thread)",
    """CREATE VIEW comments AS
SELECT comment.id, comment.thread, thread.title, author.name AS author, comment.posted, comment.depth,
    (WITH RECURSIVE up(parent, path) AS (
        SELECT comment.parent, CAST(comment.id AS TEXT)
        UNION ALL
        SELECT above.parent, above.id || '/' || up.path FROM up JOIN comment AS above ON above.id = up.parent
        LIMIT 500
    ) SELECT path FROM up ORDER BY length(path) DESC LIMIT 1) AS path,
    comment.score, comment.body, thread.url
FROM comment JOIN thread ON thread.id = comment.thread LEFT JOIN author ON author.id = comment.author""",
)
"""Everything; `comment_fts` and `outline` are caches of `comment`, `path` in the view stops at 500 ancestors.

`identity` holds the other names of a thread, by which another copy of it is known. `sighting` holds what each source said of a
comment, from the second source of its thread on; `body` is null where it says what `comment` says.

What is rarely asked has no index, as each byte of an entry is a sixth of a percent of an archive: the few comments that a
reader has marked are found by going through the one thread that is opened, 0.25 s for a million comments.
"""

INDEX_SETTING = "INSERT INTO comment_fts(comment_fts, rank) VALUES ('hashsize', 67108864)"
"""Gather 64 MB of new words before a piece of the index is written: twice the rate of the standard 1 MB."""

_INDEX_TABLES = (
    "CREATE TABLE 'comment_fts_config'(k PRIMARY KEY, v) WITHOUT ROWID",
    "CREATE TABLE 'comment_fts_data'(id INTEGER PRIMARY KEY, block BLOB)",
    "CREATE TABLE 'comment_fts_docsize'(id INTEGER PRIMARY KEY, sz BLOB)",
    "CREATE TABLE 'comment_fts_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID",
)
"""What SQLite itself writes for the full-text index."""

_NAME = re.compile(r"CREATE (?:VIRTUAL TABLE|TABLE|VIEW|UNIQUE INDEX|INDEX) '?(\w+)")


def _name(statement: str) -> str:
    match = _NAME.match(statement)
    if match is None:
        raise ValueError(statement)
    return match[1]


KNOWN_SQL = {_name(statement): statement for statement in (*FIRST_VERSION, *_INDEX_TABLES)}
"""The SQL of every object that an archive has, by name."""

CACHES = (frozenset({"outline"}), frozenset({"comment_fts", *map(_name, _INDEX_TABLES)}))
"""The objects that can be dropped, each with its parts: readers do without them, and the next write makes them again."""

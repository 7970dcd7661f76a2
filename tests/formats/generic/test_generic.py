"""Home-grown dumps are read by a guess at their fields, and other files are left alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.formats.saved_forums import (
    ARCHIVES,
    articles,
    assert_cuts_are_told,
    assert_golden,
    comments,
    counted,
    document,
    holding,
    items,
    messages,
    needs_archives,
)
from tui_reader.errors import SourceError
from tui_reader.formats.base import NO_CLAIM, Document, PlainText
from tui_reader.formats.field_mapping import FieldMapping
from tui_reader.formats.generic import FORMAT, mapped_format, read_mapped

if TYPE_CHECKING:
    from tui_reader.model import Comment

HERE = Path(__file__).parent
SAID = [
    {"id": 1, "author": "Ada", "text": "Here it begins.", "date": "2019-03-01", "parent": None},
    {"id": 2, "author": "Bo", "text": "And goes on.", "date": "2019-03-02", "parent": 1},
]
ARTICLES = [
    {"id": 1, "title": "Moss", "body": "Moss grows.", "author": "Ada", "date": "2019-03-01", "comments": []},
    {"id": 2, "title": "Fern", "body": "Fern too.", "author": "Ada", "date": "2019-03-02", "comments": []},
]
LOG = {"level": 30, "time": 1551441600000, "msg": "listening", "pid": 17}


def tree(found: list[Comment]) -> list[tuple[str, str | None]]:
    """Return who answers whom, by their texts."""
    texts = {(said.thread, said.ref): said.body for said in found}
    return [(said.body, texts.get((said.thread, said.parent or ""))) for said in found]


def table(text: str, name: str = "saved.csv") -> Document:
    """Return a table as a document."""
    return Document.of(name, name, text.encode())


@pytest.mark.parametrize("name", ["pages.json", "posts.json", "lines.ndjson", "steps.json", "table.csv"])
def test_a_file_is_read_as_before(name: str, update: bool) -> None:
    """Heads, comments, what is missing and what is damaged come out as they did."""
    assert_golden(FORMAT, HERE / name, update=update)


@pytest.mark.parametrize("name", ["pages.json", "steps.json"])
def test_a_file_cut_short_says_so(name: str) -> None:
    """Whatever stands before the cut is kept, and that there is a cut is told."""
    assert_cuts_are_told(FORMAT, HERE / name)


@pytest.mark.parametrize("name", ["lines.ndjson", "table.csv", "posts.json"])
def test_a_file_cut_anywhere_is_read_or_refused(name: str) -> None:
    """No cut makes anything but records or a refusal."""
    data = (HERE / name).read_bytes()
    for end in range(len(data)):
        cut = Document.of(name, name, data[:end])
        FORMAT.probe(cut.head, name)
        try:
            found = FORMAT.read(cut)
            assert not isinstance(found, PlainText)
            list(found)
        except SourceError as error:
            assert error.message  # noqa: PT017 (most cuts raise nothing)


def test_the_reason_names_the_mapping() -> None:
    """A glance tells whether the guess is right."""
    value = [{"by": "ada", "msg": "hello", "re": "", "id": "a"}, {"by": "bo", "msg": "yes", "re": "a", "id": "b"}]
    claim = FORMAT.probe(json.dumps(value).encode(), "saved.json")
    assert claim.reason == "its members look like comments: author=by, body=msg, parent=re, id=id"
    assert claim.strength == 0.2


@pytest.mark.parametrize(
    "value",
    [
        SAID,
        {"comments": SAID},
        {"data": {"items": SAID}},
        {"moss-grows": SAID},
        {"moss": {"1": SAID[0], "2": SAID[1]}},
        {"title": "Moss", "thread": SAID[0] | {"replies": [SAID[1]]}},
        [SAID[0] | {"replies": {"2": SAID[1]}}],
        [{"title": "Moss", "comments": SAID}],
        {
            "title": "Moss",
            "depths": [{"by": s["author"], "html": s["text"], "level": n, "at": 1551441600} for n, s in enumerate(SAID)],
        },
        [{"attributes": said, "type": "reply"} for said in SAID],
        [said | {"text": {"rendered": said["text"]}, "author": {"username": said["author"]}} for said in SAID],
        [said | {"id": {"$oid": f"{said['id']}"}, "date": {"$date": "2019-03-01T00:00:00Z"}} for said in SAID],
    ],
)
def test_comments_are_found_however_they_lie(value: object) -> None:
    """Lists, keys, posts and nesting give the same two comments in one thread."""
    found = items(FORMAT, holding(value))
    assert tree(comments(found)) == [("Here it begins.", None), ("And goes on.", "Here it begins.")]
    assert [said.author for said in comments(found)] == ["Ada", "Bo"]
    assert len(articles(found)) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("package.json", {"name": "x", "version": "1", "author": "me", "description": "of use", "scripts": {"test": "true"}}),
        ("map.json", {"type": "FeatureCollection", "features": [{"id": 1, "properties": {"name": "a", "text": "by the sea"}}]}),
        ("log.json", [LOG, LOG, LOG]),
        ("articles.json", ARTICLES),
        ("feed.json", {"title": "Moss", "items": [{**each, "content_html": "<p>x</p>", "url": "u"} for each in ARTICLES]}),
        ("history.json", [{"commit": "a1", "author": "ada", "date": "2019-03-01", "message": "Fix it"}] * 2),
        ("words.json", {"hello": {"message": "Hello", "description": "a greeting"}, "bye": {"message": "Bye"}}),
        ("chat.json", {"messages": [{"role": "user", "content": "Hello"}, {"role": "assistant", "content": "Hello!"}]}),
        ("menu.json", [{"id": 1, "parent": 0, "text": "Home"}, {"id": 2, "parent": 1, "text": "About"}]),
        ("books.json", [{"id": 1, "name": "Moby-Dick", "author": "Melville", "published": "1851"}]),
        ("people.json", [{"id": 1, "name": "Ada", "username": "ada", "email": "ada@a.example"}]),
        ("actor.json", {"@context": "x", "id": "a", "name": "Ada", "content": "of the garden", "published": "2019-03-01"}),
        ("schema.json", {"$schema": "x", "$id": "a", "$comment": "of use", "type": "object"}),
        ("numbers.json", [1, 2, 3]),
        ("nothing.json", {}),
    ],
)
def test_other_json_is_left_alone(name: str, value: object) -> None:
    """Nothing is claimed that has not what comments have."""
    assert FORMAT.probe(json.dumps(value).encode(), name) == NO_CLAIM


@pytest.mark.parametrize(
    "text",
    [
        "id,name,price\n1,spoon,3\n",
        "date,level,message\n2019-03-01,info,listening\n",
        "Dear author, the text\nis, well, long\n",
        "",
    ],
)
def test_other_tables_and_texts_are_left_alone(text: str) -> None:
    """A header has to name a body, and what comments have beside it."""
    assert FORMAT.probe(text.encode(), "saved.csv") == NO_CLAIM


def test_articles_in_a_file_of_comments_are_taken_for_comments() -> None:
    """The name of a file says what its records do not."""
    assert FORMAT.probe(json.dumps(ARTICLES).encode(), "comments.json").strength == 0.2


def test_what_a_user_maps_is_read_so() -> None:
    """What the user leaves open is guessed, and nothing else."""
    value = [{"wer": "ada", "was": "hello", "nr": 1, "date": "2019-03-01"}, {"wer": "bo", "was": "yes", "nr": 2, "zu": 1}]
    mapping = FieldMapping.parse("author=wer,body=was id=nr, parent=zu")
    found = [*mapped_format(mapping).read(holding(value))]  # type: ignore[misc]
    assert [(said.author, said.body, said.parent) for said in comments(found)] == [("ada", "hello", None), ("bo", "yes", "1")]
    assert comments(found)[0].posted == "2019-03-01"


def test_a_body_that_is_nowhere_is_told() -> None:
    """A misspelt field is no reason for an empty thread."""
    for source in (holding(SAID), table("name,text\nada,hello\n")):
        with pytest.raises(SourceError, match=r"body|column"):
            list(read_mapped(source, FieldMapping(body="nowhere")))


def test_addresses_of_people_are_no_threads() -> None:
    """An address that one person alone has is a home page."""
    said = [("Ada", "https://ada.example"), ("Ada", "https://ada.example"), ("Bo", "https://bo.example")]
    found = items(FORMAT, holding([{"name": name, "url": url, "message": "hello", "date": "2019-03-01"} for name, url in said]))
    assert [article.url for article in articles(found)] == [None]


def test_places_on_a_page_are_of_one_thread() -> None:
    """What follows the # of an address is the comment's own."""
    value = [{"author": name, "text": "hello", "link": f"https://moss.example/1#c{name}"} for name in ("Ada", "Bo")]
    found = items(FORMAT, holding({"comments": value}))
    assert [(article.url, article.site) for article in articles(found)] == [("https://moss.example/1", "moss.example")]


def test_subjects_of_comments_stand_above_them() -> None:
    """What tells comments of one thread apart is no title of it."""
    value = {"comments": [said | {"subject": f"About {said['author']}"} for said in SAID]}
    found = items(FORMAT, holding(value))
    assert [said.body for said in comments(found)] == ["About Ada\n\nHere it begins.", "About Bo\n\nAnd goes on."]
    assert comments(found)[0].original == "Here it begins."


def test_posts_beside_comments_give_their_titles() -> None:
    """A dump of tables says in one what another is about."""
    posts = [{"id": 7, "title": "Moss", "body": "It grows.", "author": "Cy"}, {"id": 8, "title": "Fern", "body": "It too."}]
    value = {"posts": posts, "comments": [said | {"post_id": 6 + said["id"], "parent": 0} for said in SAID]}  # type: ignore[operator]
    found = items(FORMAT, holding(value))
    assert [article.title for article in articles(found)] == ["Moss", "Fern"]
    assert len(comments(found)) == 2


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "windows-1252", "windows-1251"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_table_is_read_in_any_encoding(encoding: str, delimiter: str) -> None:
    """Delimiters are told by the names in the header."""
    body = "Съешь же ещё этих мягких французских булок" if encoding == "windows-1251" else "Über die Brücke"
    rows = [["author", "text", "date"], ["Ada", body, "2019-03-01"], ["Bo", body, "2019-03-02"]]
    data = "\r\n".join(delimiter.join(row) for row in rows).encode(encoding)
    found = items(FORMAT, Document.of("saved.csv", "saved.csv", data))
    assert [(said.author, said.body) for said in comments(found)] == [("Ada", body), ("Bo", body)]


def test_many_open_quotes_cost_their_rows_alone() -> None:
    """What follows an open quotation mark is read again."""
    lines = "".join(f'{number},0,ada,"open {number}\n{number}a,0,bo,fine\n' for number in range(0, 2_000, 2))
    found = [*FORMAT.read(table(f"id,parent,author,text\n{lines}"))]  # type: ignore[misc]
    assert len(comments(found)) == 1_000
    assert len(messages(found)) == 1_000


def test_a_very_deep_thread_is_read() -> None:
    """Answers within answers are no recursion, and neither is a stair."""
    data = ('{"author": "ada", "text": "hello", "replies": [' * 5_000 + "]}" * 5_000).encode()
    assert len(comments(items(FORMAT, Document.of("deep.json", "deep.json", data)))) == 5_000
    stair = [{"author": "ada", "text": "hello", "depth": depth} for depth in range(5_000)]
    assert comments(items(FORMAT, holding(stair)))[-1].parent == "record 4999"


@pytest.mark.parametrize(
    ("value", "status"),
    [
        ({"deleted": True}, "deleted"),
        ({"is_spam": 1}, "spam"),
        ({"approved": False}, "pending"),
        ({"comment_approved": "0"}, "pending"),
        ({"status": "removed"}, "removed"),
        ({"approved": True, "spam": False}, "present"),
        ({"deleted_at": "2019-03-04"}, "deleted"),
    ],
)
def test_what_became_of_a_comment_is_told(value: dict[str, object], status: str) -> None:
    """Words and marks that say it plainly are understood."""
    found = comments(items(FORMAT, holding([SAID[0] | value, SAID[1]])))
    assert found[0].status == status


@needs_archives
def test_a_real_dump_holds_what_it_holds() -> None:
    """Threads, comments, authors and depth are those that were counted by others."""
    case = next(
        case
        for case in json.loads((ARCHIVES / "expected.json").read_text("utf-8"))["cases"]
        if case["format"] == "homegrown_json"
    )
    found = [item for name in case["files"] for item in items(FORMAT, document(ARCHIVES / name))]
    assert counted(found) == (case["threads"], case["comments"], case["authors"], case["max_depth"])

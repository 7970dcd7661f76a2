"""Copies of one story of Hacker News in four formats can be put together: ids and texts are the same."""

from __future__ import annotations

import json

import pytest

from tests.formats.site_samples import items_of
from tui_reader.formats import hn_algolia, hn_firebase, hn_hnapi, hn_page
from tui_reader.formats.base import Format
from tui_reader.model import Article, Comment, Status

TEXT = (
    "One &amp;\ntwo<p><i>Three</i> "
    '<a href="https:&#x2F;&#x2F;example.org&#x2F;a" rel="nofollow">https:&#x2F;&#x2F;example.org&#x2F;...</a>'
)

ALGOLIA = {
    "id": 1,
    "created_at_i": 1425463200,
    "type": "story",
    "author": "alda",
    "title": "Cables",
    "points": 3,
    "story_id": 1,
    "children": [
        {"id": 2, "author": "bo", "text": TEXT, "created_at_i": 1425463300, "parent_id": 1, "story_id": 1, "children": []},
        {"id": 3, "author": None, "text": None, "created_at_i": 1425463400, "parent_id": 2, "story_id": 1, "children": []},
    ],
}
FIREBASE = [
    {"id": 1, "type": "story", "by": "alda", "time": 1425463200, "title": "Cables", "kids": [2], "score": 3},
    {"id": 2, "type": "comment", "by": "bo", "time": 1425463300, "text": TEXT, "parent": 1, "kids": [3]},
    {"id": 3, "type": "comment", "deleted": True, "time": 1425463400, "parent": 2},
]
HNAPI = {
    "id": 1,
    "user": "alda",
    "time": 1425463200,
    "time_ago": "1 year ago",
    "title": "Cables",
    "points": 3,
    "comments_count": 2,
    "comments": [
        {
            "id": 2,
            "user": "bo",
            "time": 1425463300,
            "content": f"<p>{TEXT}",
            "comments": [{"id": 3, "time": 1425463400, "content": "[deleted]", "deleted": True, "comments": []}],
        }
    ],
}
ROW = (
    '<tr class="athing comtr" id="{}"><td><table><tr><td class="ind" indent="{}"></td><td class="default">'
    '<span class="comhead">{} <span class="age" title="2015-03-04T10:0{}"></span></span>'
    '<div class="comment">{}</div></td></tr></table></td></tr>'
)
PAGE = (
    '<html><body id="hnmain"><table class="fatitem"><tr class="athing" id="1"><td class="title"><span class="titleline">'
    '<a href="item?id=1">Cables</a></span></td></tr><tr><td class="subtext"><span class="score">3 points</span> by '
    '<a class="hnuser">alda</a> <span class="age" title="2015-03-04T10:00:00"></span></td></tr></table><table>'
    + ROW.format(2, 0, '<a class="hnuser">bo</a>', "1:40", f'<div class="commtext c00">{TEXT}</div>')
    + ROW.format(3, 1, "", "3:20", "[deleted]")
    + "</table></body></html>"
)
COPIES = [
    pytest.param(hn_algolia.FORMAT, json.dumps(ALGOLIA), id="hn-algolia"),
    pytest.param(hn_firebase.FORMAT, json.dumps(FIREBASE), id="hn-firebase"),
    pytest.param(hn_hnapi.FORMAT, json.dumps(HNAPI), id="hn-hnapi"),
    pytest.param(hn_page.FORMAT, PAGE, id="hn-page"),
]


@pytest.mark.parametrize(("form", "text"), COPIES)
def test_copies_agree_on_all_that_joins_them(form: Format, text: str) -> None:
    """Site, story, comments, parents, moments, texts and what became of them are the same in every copy."""
    items = items_of(form, text.encode())
    (head,) = [item for item in items if isinstance(item, Article)]
    comments = [item for item in items if isinstance(item, Comment)]
    assert (head.site, head.source_id, head.title, head.url, head.author, head.posted, head.score) == (
        "news.ycombinator.com",
        "1",
        "Cables",
        "https://news.ycombinator.com/item?id=1",
        "alda",
        "2015-03-04T10:00:00Z",
        3,
    )
    assert [(comment.source_id, comment.parent, comment.author, comment.posted, comment.status) for comment in comments] == [
        ("2", None, "bo", "2015-03-04T10:01:40Z", Status.PRESENT),
        ("3", "2", None, "2015-03-04T10:03:20Z", Status.DELETED),
    ]
    assert [comment.body for comment in comments] == ["One & two\n\n*Three* https://example.org/a", ""]


@pytest.mark.parametrize(("form", "inner"), [(hn_algolia.FORMAT, "children"), (hn_hnapi.FORMAT, "comments")])
def test_a_thread_may_be_as_deep_as_it_likes(form: Format, inner: str) -> None:
    """Nothing recurses, and the time stays in proportion to the length."""
    depth = 20_000
    text = "".join(f'{{"id":{number},"text":"a","content":"a","{inner}":[' for number in range(1, depth)) + "]}" * (depth - 1)
    comments = [item for item in items_of(form, text.encode()) if isinstance(item, Comment)]
    assert len(comments) == depth - 2
    assert comments[-1].parent == str(depth - 2)


def test_a_chain_of_a_dump_may_be_as_deep_as_it_likes() -> None:
    """Who belongs to which story is known for every comment at once."""
    depth = 20_000
    lines = [f'{{"id":{number},"type":"comment","by":"a","text":"a","parent":{number - 1}}}' for number in range(depth, 1, -1)]
    comments = [item for item in items_of(hn_firebase.FORMAT, "\n".join(lines).encode()) if isinstance(item, Comment)]
    assert {comment.thread for comment in comments} == {"1"}
    assert len(comments) == depth - 1

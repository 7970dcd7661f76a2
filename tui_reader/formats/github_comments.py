"""GitHub: issues, pull requests and what is said below them, as its interface and its command `gh` give them.

Lists of comments, of issues and of remarks on code (which answer each other), and an issue together with its comments. Servers
of the same kind (Gitea, Forgejo) are read too as far as they use the same names.

Invariant: a comment is in the thread of the issue that it names, and that thread is called the same in every file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tui_reader.formats import moments
from tui_reader.formats.addresses import host_of
from tui_reader.formats.article_blocks import blocks_of
from tui_reader.formats.base import NO_CLAIM, Document, Format, Item, Probe, Rejection
from tui_reader.formats.json_documents import first_object, object_in, objects_in, values_in
from tui_reader.formats.json_reading import id_in, text_in, whole_in
from tui_reader.formats.shown_names import with_names
from tui_reader.model import Article, Comment, ReplyBasis, Status
from tui_reader.text.markdown import readable_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator

    Found = tuple[dict[str, Any], dict[str, Any] | None]

_PLACE = re.compile(r"/([^/]+/[^/]+)/(?:issues|pulls?)/(\d+)")
_COMMIT = re.compile(r"/([^/]+/[^/]+)/commits?/([0-9a-f]{7,64})")
_MARK = re.compile(r"#(?:issuecomment-(\d+)|(discussion_r\d+|pullrequestreview-\d+|commitcomment-\d+))$")
_ADDRESSES = ("html_url", "issue_url", "pull_request_url", "url")
_LISTS = ("comments", "reviews", "review_comments", "issue_comments")
_GHOST = 10137
"""The number of the account that stands for all that are no more."""


def probe(head: bytes, _name: str) -> Probe:
    """Claim issues, and comments that name one."""
    value = first_object(head)
    if isinstance(value.get("issue"), dict):
        value = value["issue"]
    if _is_comment(value) and _place(value):
        return Probe(0.9, "its comments have user, body and the address of an issue")
    if _is_issue(value) and _place(value):
        return Probe(0.9, "its issues have number, title and comments")
    return NO_CLAIM


def _is_issue(value: dict[str, Any]) -> bool:
    return (
        "number" in value and isinstance(value.get("title"), str) and not value.keys().isdisjoint({"body", "comments", "user"})
    )


def _is_comment(value: dict[str, Any]) -> bool:
    return not _is_issue(value) and "body" in value and not value.keys().isdisjoint({"user", "author"})


def read(document: Document) -> Iterator[Item]:
    """Yield issues and comments as they stand; each thread is named before its first comment."""
    return with_names(_items(document))


def _items(document: Document) -> Iterator[Item]:
    named: set[str] = set()
    for number, value in enumerate(values_in(document), 1):
        if isinstance(value, Rejection):
            yield value
            continue
        for entry, issue in _entries(value) if isinstance(value, dict) else [({}, None)]:
            place = _place(issue or entry) or _place(entry)
            if place is None or not (_is_issue(entry) or _is_comment(entry)):
                yield Rejection(f"entry {number} left out: it is no issue, or names none")
                continue
            site, thread = place
            if _is_issue(entry) or thread not in named:
                yield _article(entry if _is_issue(entry) else {}, site, thread)
                named.add(thread)
            if not _is_issue(entry):
                yield _comment(entry, thread)


def _entries(value: dict[str, Any]) -> Iterator[Found]:
    """Yield the issues and comments of a value, comments with the issue that they are in."""
    issue = object_in(value, "issue") or (value if _is_issue(value) else None)
    if issue or _is_comment(value) or not any(map(value.get, _LISTS)):
        yield issue or value, None
    for name in _LISTS:
        inner = objects_in(value, name) or objects_in(issue, name) or objects_in(issue, name, "nodes")
        yield from ((comment, issue) for comment in inner)


def _place(value: dict[str, Any]) -> tuple[str | None, str] | None:
    """Return the site and the thread that an issue or comment is in, by the addresses that it gives."""
    for name in _ADDRESSES:
        address = text_in(value, name) or ""
        found = _PLACE.search(address)
        if found:
            return _site(address), f"{found[1]}#{found[2]}"
        if (commit := _COMMIT.search(address)) or (commit := _COMMIT.search(text_in(value, "html_url") or "")):
            return _site(address), f"{commit[1]}@{text_in(value, 'commit_id') or commit[2]}"
    return None


def _site(address: str) -> str | None:
    return (host_of(address) or "").removeprefix("api.") or None


def _article(issue: dict[str, Any], site: str | None, thread: str) -> Article:
    repository, _, number = thread.partition("#")
    title = text_in(issue, "title")
    return Article(
        ref=thread,
        site=site,
        source_id=thread,
        title=title,
        url=text_in(issue, "html_url") or (f"https://{site}/{repository}/issues/{number}" if number else None),
        author=_author(issue),
        posted=moments.of_iso(issue.get("created_at", issue.get("createdAt"))),
        blocks=blocks_of(title, readable_markdown(_written(issue))) if issue else (),
        claimed=whole_in(issue, "comments"),
        score=_score(issue),
        is_whole=bool(issue) and isinstance(issue.get("comments"), list),
    )


def _comment(entry: dict[str, Any], thread: str) -> Comment:
    written, ref = _written(entry), _ref(entry)
    body = readable_markdown(written)
    answered = id_in(entry, "in_reply_to_id")
    verdict = text_in(entry, "state") if "submitted_at" in entry or "submittedAt" in entry else None
    if verdict:
        body = f"[{verdict.lower().replace('_', ' ')}]\n\n{body}".rstrip()
    when = next((name for name in ("created_at", "createdAt", "submitted_at", "submittedAt") if text_in(entry, name)), "")
    return Comment(
        thread=thread,
        ref=ref,
        source_id=ref,
        body=body,
        original=written if written and written != body else None,
        author=_author(entry),
        parent=f"discussion_r{answered}" if answered else None,
        reply_basis=ReplyBasis.STATED if answered else None,
        reply_confidence=1.0 if answered else None,
        posted=moments.of_iso(entry.get(when)),
        posted_text=text_in(entry, when),
        score=_score(entry),
        status=Status.SERVICE if verdict and not written else Status.PRESENT,
        edited=_edited(entry, when),
    )


def _ref(entry: dict[str, Any]) -> str:
    """Return the number of a comment; what is counted by itself (remarks on code, reviews) by the mark of its address."""
    mark = _MARK.search(text_in(entry, "html_url") or text_in(entry, "url") or "")
    if mark:
        return mark[1] or mark[2]
    number = id_in(entry, "id", "databaseId", "node_id") or text_in(entry, "url") or ""
    return f"discussion_r{number}" if "pull_request_url" in entry and "submitted_at" not in entry else number


def _written(entry: dict[str, Any]) -> str:
    return (text_in(entry, "body") or "").replace("\r\n", "\n")


def _author(entry: dict[str, Any]) -> str | None:
    user = object_in(entry, "user") or object_in(entry, "author")
    return None if whole_in(user, "id") == _GHOST else text_in(user, "login", "username")


def _score(entry: dict[str, Any]) -> int | None:
    """Return how many reacted to an entry."""
    groups = objects_in(entry, "reactionGroups")
    if groups:
        return sum(whole_in(object_in(group, "users"), "totalCount") or 0 for group in groups)
    return whole_in(object_in(entry, "reactions"), "total_count")


def _edited(entry: dict[str, Any], when: str) -> str | None:
    """Return the moment of the last change, where it is another than that of writing."""
    if entry.get("includesCreatedEdit") is True:
        return ""
    changed = moments.of_iso(entry.get("lastEditedAt") or entry.get("updated_at"))
    return None if changed is None or changed == moments.of_iso(entry.get(when)) else changed


FORMAT = Format(
    "github-comments", "issues and their comments from GitHub, also by gh", (".json", ".jsonl", ".ndjson"), probe, read
)

"""What posts and comments of Reddit are, whoever saved them: the site itself, Pushshift and Arctic Shift, or a downloader.

All of them keep the site's own members (`id`, `parent_id`, `body`, `selftext` …); what surrounds them differs.

Texts are Markdown. The site escapes them once more as HTML unless it is asked not to, in a whole file alike: a text in which
`<` or `>` stands as such tells that the file is not escaped.

Invariant: a thread is called `t3_…` and a comment `t1_…`, as the site does, whether the source writes the prefix or not.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

from tui_reader.formats import moments
from tui_reader.formats.base import Rejection
from tui_reader.formats.json_reading import id_in, parsed, read_json, read_lines, text_in, whole_in
from tui_reader.model import Article, Block, BlockKind, Comment, ReplyBasis, Status
from tui_reader.text.markdown import readable_markdown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tui_reader.formats.base import Document

SITE = "reddit.com"

ADDRESS = "https://www.reddit.com"

_NOBODY = frozenset({"[deleted]", "[removed]", "DELETED", ""})
_ACCOUNT_DELETED = "the account was deleted"
GONE = {"[deleted]": Status.DELETED, "[removed]": Status.REMOVED, "[ Removed by Reddit ]": Status.REMOVED}
_WITH_THE_COMMENT = {Status.DELETED: "the comment was deleted", Status.REMOVED: "the comment was removed"}
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_PERMALINK = re.compile(r"(?:https?://(?:[a-z]+\.)?reddit\.com)?(/(?:r|u|user)/[^/?#]+/comments/[^/?#]+/(?:[^/?#]*/)?)")
_IN_PERMALINK = re.compile(r"/comments/([0-9a-z]{1,20})(?:[/?#]|$)")
_GAP = re.compile(r"\n[ \t]*\n\s*")
_HEADING = re.compile(r"#{1,6}[ \t]*(?=[^#\s])")
_EMPTY = " \t\r\n\u200b\xa0"


class RecordError(ValueError):
    """A post or comment lacks what makes it one."""


def values_in(document: Document) -> Iterator[tuple[int | None, Any] | Rejection]:
    """Yield the values of a document that is one JSON text, or one a line (then with the number of the line)."""
    first = document.head.partition(b"\n")[0]
    value, rejections = read_json(document)
    if rejections and _is_whole(first):
        yield from read_lines(document)
        return
    yield None, value
    yield from rejections


def _is_whole(line: bytes) -> bool:
    try:
        return isinstance(parsed(line), dict | list)
    except ValueError:
        return False


def is_escaped(records: Iterable[Any]) -> bool:
    """Whether the texts of these posts and comments are escaped as HTML: no `<` or `>` stands in any as such."""
    texts = (record.get(name) for record in records if isinstance(record, dict) for name in ("body", "selftext"))
    return not any("<" in text or ">" in text for text in texts if isinstance(text, str))


def full_name(value: object, prefix: str) -> str | None:
    """Return an id as the site writes it in full; the number that some write for one is turned into its digits again."""
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        value = _in_base_36(value)
    if not isinstance(value, str) or not value:
        return None
    return value if value[0] == "t" and value[2:3] == "_" else prefix + value


def _in_base_36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits or "0"


def thread_of(record: dict[str, Any]) -> str | None:
    """Return the thread that a comment names as its own or in its address, `t3_…`."""
    name = full_name(record.get("link_id"), "t3_") or full_name(record.get("submission"), "t3_")
    found = None if name else _IN_PERMALINK.search(text_in(record, "permalink", "link_permalink") or "")
    return f"t3_{found[1]}" if found else name


def comment_of(record: dict[str, Any], thread: str, *, escaped: bool) -> Comment:
    """Return a comment; raise RecordError where it has no id or no text."""
    ident, source, author, edited = record.get("id"), record.get("body"), record.get("author"), record.get("edited")
    ref = (
        "t1_" + ident
        if ident.__class__ is str and ident and ident[2:3] != "_"
        else full_name(ident or record.get("name"), "t1_")
    )
    if ref is None or source.__class__ is not str:
        raise RecordError("it has no id" if ref is None else "it has no body")
    parent = record.get("parent_id")
    if parent.__class__ is not str or parent[:3] != "t1_":
        parent = _parent(parent, thread)
    body = readable_text(source, escaped=escaped) if "&" in source or "\\" in source or "](" in source else source
    status = GONE.get(source) or (_status(record["_meta"]) if record.get("_meta") else Status.PRESENT)
    written, score = record.get("created_utc"), record.get("score")
    posted = moments.of_epoch(written)
    is_named = author.__class__ is str and author not in _NOBODY
    return Comment(
        thread,
        ref,
        body,
        author if is_named else None,
        None if is_named else why_nameless(author, status),
        parent,
        ReplyBasis.STATED if parent else None,
        1.0 if parent else None,
        posted,
        moments.as_written(written, posted),
        score if score.__class__ is int and not record.get("score_hidden") else _score(record),
        status,
        ref,
        None,
        None,
        source if body is not source and body != source else None,
        _edited(edited) if edited else None,
    )


def _parent(value: object, thread: str) -> str | None:
    """Return the comment that is answered, None where it is the post."""
    if value is None or full_name(value, "t3_") == thread:
        return None
    name = full_name(value, "t1_")
    return None if name is None or name.startswith("t3_") else name


def _status(meta: object) -> Status:
    """Return what Arctic Shift found on looking again to have become of a comment whose text it had."""
    if not isinstance(meta, dict) or not meta.get("was_deleted_later"):
        return Status.PRESENT
    return Status.REMOVED if "removed" in str(meta.get("removal_type")) else Status.DELETED


def why_nameless(author: object, status: Status) -> str | None:
    """Return why a comment shows no name, None where the source has no place for one."""
    return _WITH_THE_COMMENT.get(status, _ACCOUNT_DELETED) if isinstance(author, str) else None


def _score(record: dict[str, Any]) -> int | None:
    """Return the points; where the site hides them it states 1."""
    score = whole_in(record, "score", "ups")
    return None if score == 1 and record.get("score_hidden") is True else score


def _edited(value: object) -> str:
    """Return the moment of the last edit; old ones are only said to have been."""
    return moments.of_epoch(value) or ""


def readable_text(text: str, *, escaped: bool) -> str:
    """Return Markdown to be read, without the escaping that the whole file has."""
    return readable_markdown(plain(text, escaped=escaped))


def plain(text: str, *, escaped: bool) -> str:
    """Return a text without the escaping that the whole file has; one that is not escaped is left as it is."""
    return html.unescape(text) if escaped and "&" in text and "<" not in text and ">" not in text else text


def thread_address(permalink: object) -> str | None:
    """Return the address of a thread from its permalink, or from one of its comments'."""
    found = _PERMALINK.match(permalink) if isinstance(permalink, str) else None
    return ADDRESS + found[1] if found else None


def name_of(author: object) -> str | None:
    """Return a name, None for what stands in place of one."""
    return author if isinstance(author, str) and author not in _NOBODY else None


def article_of(record: dict[str, Any], *, escaped: bool, is_whole: bool = False) -> Article:
    """Return a post as the head of its thread; raise RecordError where it has no id."""
    ref = full_name(id_in(record, "name", "id"), "t3_")
    if ref is None:
        raise RecordError("it has no id")
    title = plain(text_in(record, "title") or "", escaped=escaped) or None
    address = thread_address(text_in(record, "permalink")) or thread_address(text_in(record, "full_link", "url"))
    return Article(
        ref=ref,
        title=title,
        site=SITE,
        url=address,
        author=name_of(record.get("author")),
        posted=moments.of_epoch(record.get("created_utc")),
        blocks=tuple(_blocks(record, title, address, escaped=escaped)),
        source_id=ref,
        claimed=whole_in(record, "num_comments"),
        score=_score(record),
        is_whole=is_whole,
    )


def headless(ref: str, record: dict[str, Any], *, escaped: bool) -> Article:
    """Return what a comment says of its thread, the post itself being elsewhere."""
    title = text_in(record, "link_title", "submission_title")
    address = thread_address(text_in(record, "permalink", "link_permalink"))
    return Article(
        ref=ref,
        title=plain(title, escaped=escaped) if title else None,
        site=SITE,
        url=address,
        author=name_of(record.get("link_author")),
        source_id=ref,
    )


def _blocks(record: dict[str, Any], title: str | None, address: str | None, *, escaped: bool) -> Iterator[Block]:
    """Yield the title, the address that a post leads to, its text, what its pictures say, and what may be voted for."""
    if title:
        yield Block(BlockKind.TITLE, title)
    link = text_in(record, "url_overridden_by_dest", "url")
    if link and not record.get("is_self") and (address is None or thread_address(link) != address):
        yield Block(BlockKind.PARAGRAPH, f"<{ADDRESS if link.startswith('/') else ''}{plain(link, escaped=escaped)}>")
    yield from paragraphs(text_in(record, "selftext") or "", escaped=escaped)
    for shared in _dicts(record.get("crosspost_parent_list")):
        for block in paragraphs(text_in(shared, "selftext") or "", escaped=escaped):
            yield Block(BlockKind.QUOTE, block.text)
    gallery, poll = record.get("gallery_data"), record.get("poll_data")
    for picture in _dicts(gallery.get("items")) if isinstance(gallery, dict) else ():
        yield from paragraphs(text_in(picture, "caption") or "", escaped=escaped)
    for option in _dicts(poll.get("options")) if isinstance(poll, dict) else ():
        yield from paragraphs(f"- {option['text']}" if text_in(option, "text") else "", escaped=escaped)


def _dicts(value: object) -> Iterator[dict[str, Any]]:
    yield from (each for each in value if isinstance(each, dict)) if isinstance(value, list) else ()


def paragraphs(text: str, *, escaped: bool) -> Iterator[Block]:
    """Yield the pieces of a post's Markdown between its blank lines."""
    for piece in _GAP.split(readable_text(text, escaped=escaped)):
        if not piece.strip(_EMPTY):
            continue
        lines = piece.split("\n")
        if all(line.startswith(">") for line in lines):
            yield Block(BlockKind.QUOTE, "\n".join(line[1:].removeprefix(" ") for line in lines))
        elif len(lines) == 1 and (mark := _HEADING.match(piece)):
            yield Block(BlockKind.HEADING, piece[mark.end() :].rstrip("# "))
        else:
            yield Block(BlockKind.PARAGRAPH, piece.rstrip())

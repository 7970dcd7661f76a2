"""Comments of static sites, one file a comment in one folder a page: what Staticman commits, and `_data/comments` of Jekyll.

The folder names the page. What a comment answers stands as an id, or as the number of a comment at the top of its page. A file
by itself is the comment of its folder's page, and one that holds a list has all comments of the page it is called after.

Invariant: a file that is no comment goes on as a document of its own.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from tui_reader.errors import SourceError
from tui_reader.formats.addresses import host_of
from tui_reader.formats.base import NO_CLAIM, Bundle, BundleReader, Document, Format, Item, Probe, Rejection
from tui_reader.formats.mixed_markup import original_of, readable_mixed
from tui_reader.formats.shown_names import with_names
from tui_reader.formats.written_dates import moment_of
from tui_reader.formats.yaml_reading import parsed_yaml, scalar_in
from tui_reader.model import Article, Block, BlockKind, Comment, ReplyBasis

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_AUTHOR = ("author", "name", "username", "nickname", "commenter")
_BODY = ("message", "body", "comment", "content", "text")
_DATE = ("date", "timestamp", "created_at", "created", "time", "published")
_ID = ("_id", "id", "uid", "comment_id")
_ANSWERED = ("replying_to_uid", "replying_to_id", "replying_to", "reply_to", "in_reply_to", "parent_id", "parent", "replyTo")
_PAGE = ("_parent", "options_parent", "page_url", "url_page")

_YAML = (".yml", ".yaml")
_ENTRY = re.compile(
    r"(?:^|/)(?:entry|comment|reply)?[-_.]?(?:\d{3,}|[0-9a-f]{8}-[0-9a-f-]{20,}|[0-9a-f]{24,40})\.ya?ml$", re.IGNORECASE
)
_NAMED_ENTRY = re.compile(r"/(?:entry|comment)[-_.]?\d{3,}\.json$", re.IGNORECASE)
_BELOW_COMMENTS = re.compile(r"(?:^|/)_?comments/.+\.ya?ml$", re.IGNORECASE)
_KEY = re.compile(rb"^(?:- |  )?([A-Za-z_]{2,20}):(?:[ \t\r\n]|$)", re.MULTILINE)
_NEXT = re.compile(rb"^(?=-[ \t\r\n])", re.MULTILINE)
_IDENT = re.compile(r"\d{3,}|[0-9a-f]{8}-[0-9a-f-]{20,}|[0-9a-f]{24,40}", re.IGNORECASE)
_MOSTLY = 0.9


@dataclass(frozen=True, slots=True)
class _Found:
    """A comment as a file holds it: the members, and what it is called where it has no id."""

    members: dict[str, Any]
    name: str


def probe(head: bytes, name: str) -> Probe:
    """Claim YAML whose keys are those of a comment."""
    keys = {key.decode() for key in _KEY.findall(head[:8192])}
    has_all = all(not keys.isdisjoint(names) for names in (_AUTHOR, _BODY, _DATE))
    if has_all and (name.lower().endswith(_YAML) or "_id" in keys):
        return Probe(0.9, "its keys are those of a comment: who, when and what")
    return NO_CLAIM


def probe_bundle(paths: Sequence[str]) -> Probe:
    """Claim folders of YAML files that are called as comments are, or lie below comments."""
    others = [path for path in paths if not path.rpartition("/")[2].lower().startswith(("readme", "license", "index."))]
    ours = sum(1 for path in others if _ENTRY.search(path) or _NAMED_ENTRY.search(path) or _BELOW_COMMENTS.search(path))
    if ours and ours >= _MOSTLY * len(others):
        return Probe(0.6, "its files are one a comment, in folders by page")
    return NO_CLAIM


def read(document: Document) -> Iterator[Item]:
    """Yield the page of a file with the comments that are in it."""
    return with_names(_of_file(document))


def read_bundle(bundle: Bundle) -> Iterator[Item]:
    """Yield the page of each folder with its comments, and the files that are none."""
    return with_names(_of_folders(bundle))


def _of_file(document: Document) -> Iterator[Item]:
    stem = PurePosixPath(document.name).stem
    found, rejections = _comments(document, stem)
    folder = PurePosixPath(document.path.replace("\\", "/")).parent.name
    slug = stem if document.head.lstrip().startswith(b"- ") or len(found) > 1 else folder or stem
    yield from _page(slug, found)
    yield from rejections


def _of_folders(bundle: Bundle) -> Iterator[Item]:
    pages: dict[str, list[_Found]] = {}
    for path in sorted(bundle.members):
        try:
            document = bundle.document(path)
        except SourceError as error:
            yield Rejection(f"{path}: {error.message}")
            continue
        if not path.lower().endswith((*_YAML, ".json")):
            yield document
            continue
        place = PurePosixPath(path)
        found, rejections = _comments(document, place.stem)
        folder = place.parent.as_posix()
        is_page = len(found) > 1 or document.head.lstrip().startswith(b"- ")
        pages.setdefault(place.with_suffix("").as_posix() if is_page else folder if folder != "." else bundle.name, []).extend(
            found
        )
        yield from (replace(rejection, message=f"{path}: {rejection.message}") for rejection in rejections)
    for page, comments in pages.items():
        yield from _page(page, comments)


def _comments(document: Document, name: str) -> tuple[list[_Found], list[Rejection]]:
    """Return the comments of a file, and what of it is none."""
    data = document.data
    try:
        value, rejections = parsed_yaml(data), []
    except ValueError as error:
        value, rejections = _whole_entries(data), [Rejection(f"not YAML: {error}")]
    values = value if isinstance(value, list) else [] if value is None else [value]
    found = []
    for number, one in enumerate(values, 1):
        if scalar_in(one, *_BODY) is None:
            rejections.append(
                Rejection(f"left out: entry {number} has no text" if len(values) > 1 else "left out: it has no text")
            )
        else:
            found.append(_Found(one, name if len(values) == 1 else f"{name} {number}"))
    return found, rejections or ([] if values else [Rejection("left out: it is empty")])


def _whole_entries(data: bytes) -> list[Any]:
    """Return the entries of a list that can be read by themselves."""
    entries: list[Any] = []
    for piece in _NEXT.split(data):
        with suppress(ValueError):
            value = parsed_yaml(piece)
            entries.extend(value if isinstance(value, list) else [])
    return entries


def _page(page: str, found: list[_Found]) -> Iterator[Item]:
    """Yield a page and its comments in the order of their dates."""
    if not found:
        return
    slug = page.rpartition("/")[2]
    address = next((address for one in found if (address := scalar_in(one.members, *_PAGE)) and host_of(address)), None)
    yield Article(
        ref=page,
        title=slug,
        site=host_of(address),
        url=address,
        source_id=None if address else slug,
        blocks=(Block(BlockKind.TITLE, slug),),
    )
    comments = [_comment(one, page, ref) for one, ref in zip(found, _refs(found), strict=True)]
    answered = _answered(found, comments, slug)
    for comment in sorted(comments, key=lambda comment: comment.posted or ""):
        parent = answered.get(comment.ref)
        is_stated = parent is not None
        yield comment._replace(
            parent=parent,
            reply_basis=ReplyBasis.STATED if is_stated else None,
            reply_confidence=1.0 if is_stated else None,
        )


def _refs(found: Iterable[_Found]) -> list[str]:
    """Return what tells comments apart: their ids, and the names of their files where these are taken."""
    refs: dict[str, None] = {}
    for number, one in enumerate(found):
        ident = scalar_in(one.members, *_ID) or one.name
        refs[next(ref for ref in (ident, one.name, f"{one.name} ({number})") if ref not in refs)] = None
    return list(refs)


def _answered(found: list[_Found], comments: list[Comment], slug: str) -> dict[str, str]:
    """Return what comments answer: a comment by its id, else one at the top by its number from 1."""
    refs = {comment.ref for comment in comments} | {one.name for one in found}
    by_name = {one.name: comment.ref for one, comment in zip(found, comments, strict=True)}
    stated = {
        comment.ref: said
        for one, comment in zip(found, comments, strict=True)
        if (said := scalar_in(one.members, *_ANSWERED)) and said not in {slug, comment.ref, "0"} and "/" not in said
    }
    top = [comment.ref for comment in comments if comment.ref not in stated]
    answered = {}
    for ref, said in stated.items():
        if said in refs:
            answered[ref] = by_name.get(said, said)
        elif said.isdecimal() and 0 < int(said[:18]) <= len(top):
            answered[ref] = top[int(said) - 1]
        elif _IDENT.fullmatch(said):
            answered[ref] = said
    return answered


def _comment(found: _Found, page: str, ref: str) -> Comment:
    source = scalar_in(found.members, *_BODY) or ""
    date = scalar_in(found.members, *_DATE)
    body = readable_mixed(source)
    return Comment(
        thread=page,
        ref=ref,
        source_id=scalar_in(found.members, *_ID),
        body=body,
        original=original_of(source, body),
        author=" ".join((scalar_in(found.members, *_AUTHOR) or "").split()) or None,
        posted=moment_of(date),
        posted_text=date,
    )


FORMAT = Format(
    name="staticman",
    description="comments of static sites, one file a comment: Staticman, Jekyll's _data/comments",
    suffixes=_YAML,
    probe=probe,
    read=read,
    bundle=BundleReader(probe_bundle, read_bundle),
)

"""Corpora of ConvoKit: utterances one a line, in a folder with what is known of the conversations, or by themselves.

A conversation is a thread and every utterance a comment, the first one too. Old corpora call a conversation `root`, a speaker
`user`, and hold the utterances in one list. Of Reddit's corpora the ids are Reddit's, which the permalinks tell.

Invariant: utterances are read one after the other; only the conversations are held.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tui_reader.errors import SourceError
from tui_reader.formats import moments, reddit
from tui_reader.formats.base import NO_CLAIM, Bundle, BundleReader, Document, Format, Item, Probe, Rejection
from tui_reader.formats.json_reading import Json, first_value, id_in, read_json, read_lines, text_in, whole_in
from tui_reader.model import Article, Block, BlockKind, Comment, Problem, ReplyBasis, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_UTTERANCES = ("utterances.jsonl", "utterances.json")
_BESIDE = frozenset({"conversations.json", "corpus.json", "index.json", "speakers.json", "users.json"})
_TITLES = ("title", "page_title", "conversation_title", "topic", "movie_name", "case_name")
_CONVERSATION = ("conversation_id", "root")
_SPEAKER = ("speaker", "user")
_FIRST_SECONDS = 365 * 86_400
"""Many corpora number their utterances where moments should stand; no less than a year after 1970 is a moment."""


@dataclass(slots=True)
class _Corpus:
    """What the files beside the utterances tell, and of the conversations that were named already whether Reddit had them."""

    conversations: dict[str, Any] = field(default_factory=dict)
    prefix: str = ""
    of_reddit: dict[str, bool] = field(default_factory=dict)
    escaped: bool = False


def probe(head: bytes, _name: str) -> Probe:
    """Claim what begins with an utterance."""
    value = first_value(head)
    record = value[0] if isinstance(value, list) and value else value
    if isinstance(record, dict) and "text" in record and record.keys() & {"reply-to", "reply_to"}:
        if record.keys() >= {"id", "conversation_id", "speaker"} or record.keys() >= {"id", "root", "user"}:
            return Probe(0.9, "its objects are utterances of a conversation with speaker and reply-to")
        if record.keys() & {*_CONVERSATION} and record.keys() & {*_SPEAKER}:
            return Probe(0.5, "its objects look like utterances of ConvoKit")
    return NO_CLAIM


def probe_bundle(paths: Sequence[str]) -> Probe:
    """Claim a folder of utterances and what ConvoKit keeps beside them."""
    for folder, name in map(_parted, paths):
        if name in _UTTERANCES and _BESIDE & {other for beside, other in map(_parted, paths) if beside == folder}:
            return Probe(0.9, f"it holds {name} beside what ConvoKit says of a corpus")
    return NO_CLAIM


def _parted(path: str) -> tuple[str, str]:
    folder, _, name = path.rpartition("/")
    return folder, name.lower()


def read_bundle(bundle: Bundle) -> Iterator[Item]:
    """Yield the conversations of every corpus in a bundle."""
    folders = [path for path in sorted(bundle.members) if _parted(path)[1] in _UTTERANCES]
    for path in folders:
        folder = path.rpartition("/")[0]
        corpus = _Corpus(prefix=f"{folder}/" if len(folders) > 1 else "")
        beside = f"{folder}/conversations.json" if folder else "conversations.json"
        if beside in bundle.members:
            value, rejections = read_json(bundle.document(beside))
            corpus.conversations = value if isinstance(value, dict) else {}
            yield from (Problem(f"{beside}: {rejection.message}") for rejection in rejections)
        yield from _read(bundle.document(path), corpus)


def read(document: Document) -> Iterator[Item]:
    """Yield the utterances of a file by itself; what the conversations are called is not in it."""
    yield from _read(document, _Corpus())


def _read(document: Document, corpus: _Corpus) -> Iterator[Item]:
    """Yield each utterance, and its conversation before the first."""
    corpus.escaped = _is_escaped(document)
    for found in _utterances(document):
        if isinstance(found, Rejection):
            yield found
            continue
        line, value = found
        try:
            yield from _items(value, corpus)
        except reddit.RecordError as error:
            yield Rejection(f"utterance left out: {error}", line)


def _utterances(document: Document) -> Iterator[tuple[int | None, Json] | Rejection]:
    """Yield the utterances of a file that has one a line, or all in one list."""
    if not document.head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"["):
        yield from read_lines(document)
        return
    value, rejections = read_json(document)
    if not isinstance(value, list):
        raise SourceError(f"{document.path}: no utterances are in it", "it holds one a line, or a list of them")
    yield from ((None, each) for each in value)
    yield from rejections


def _is_escaped(document: Document) -> bool:
    """Whether the texts are escaped, as far as the first of them tell."""
    value = first_value(document.head)
    records = value if isinstance(value, list) else map(first_value, document.head.split(b"\n"))
    return reddit.is_escaped({"body": text_in(record, "text")} for record in records)


def _items(value: Json, corpus: _Corpus) -> Iterator[Item]:
    ident, conversation, text = (
        id_in(value, "id"),
        id_in(value, *_CONVERSATION),
        value.get("text") if isinstance(value, dict) else None,
    )
    if ident is None or not (isinstance(text, str) or text is None):
        raise reddit.RecordError("it has no id" if ident is None else "its text is none")
    conversation = conversation or ident
    if conversation not in corpus.of_reddit:
        is_of_reddit = corpus.of_reddit[conversation] = _is_of_reddit(value)
        yield _article(conversation, value, corpus, is_of_reddit=is_of_reddit)
    comment = _comment(value, ident, corpus.prefix + conversation, text or "")
    yield _as_on_reddit(comment, corpus, is_post=ident == conversation) if corpus.of_reddit[conversation] else comment


def _is_of_reddit(value: dict[str, Any]) -> bool:
    """Whether an utterance was said on Reddit."""
    return reddit.thread_address(text_in(value.get("meta"), "permalink")) is not None


def _article(conversation: str, value: dict[str, Any], corpus: _Corpus, *, is_of_reddit: bool) -> Article:
    """Return a conversation under its title."""
    told = corpus.conversations.get(conversation)
    meta = told.get("meta", told) if isinstance(told, dict) else None
    title = text_in(meta, *_TITLES)
    if title and is_of_reddit:
        title = reddit.plain(title, escaped=corpus.escaped)
    return Article(
        ref=corpus.prefix + conversation,
        title=title,
        site=reddit.SITE if is_of_reddit else None,
        url=reddit.thread_address(text_in(value.get("meta"), "permalink")),
        posted=_moment(meta.get("timestamp")) if isinstance(meta, dict) else None,
        blocks=(Block(BlockKind.TITLE, title),) if title else (),
        source_id=reddit.full_name(conversation, "t3_") if is_of_reddit else conversation,
        claimed=whole_in(meta, "num_comments"),
    )


def _comment(value: dict[str, Any], ident: str, thread: str, text: str) -> Comment:
    parent, written = id_in(value, "reply-to", "reply_to"), value.get("timestamp")
    posted = _moment(written)
    return Comment(
        thread=thread,
        ref=ident,
        body=text,
        author=_speaker(value),
        parent=parent,
        reply_basis=ReplyBasis.STATED if parent else None,
        reply_confidence=1.0 if parent else None,
        posted=posted,
        posted_text=moments.as_written(written, posted),
        score=whole_in(value.get("meta"), "score"),
        source_id=ident,
    )


def _speaker(value: dict[str, Any]) -> str | None:
    """Return who spoke, by the id that a corpus has for them."""
    for name in _SPEAKER:
        speaker = value.get(name)
        found = id_in(speaker, "id", "name") if isinstance(speaker, dict) else id_in(value, name)
        if found:
            return reddit.name_of(found)
    return None


def _moment(value: object) -> str | None:
    """Return a moment, None for what only numbers the utterances."""
    try:
        seconds = float(value) if isinstance(value, int | float | str) else 0.0
    except (ValueError, OverflowError):
        return moments.of_iso(value)
    return moments.of_epoch(value) if seconds >= _FIRST_SECONDS else None


def _as_on_reddit(comment: Comment, corpus: _Corpus, *, is_post: bool) -> Comment:
    """Return an utterance with what Reddit's texts and ids say."""
    body = reddit.readable_text(comment.body, escaped=corpus.escaped)
    status = reddit.GONE.get(comment.body, Status.PRESENT)
    return comment._replace(
        body=body,
        author_lost=None if comment.author else reddit.why_nameless("", status),
        original=comment.body if comment.body != body else None,
        status=status,
        source_id=reddit.full_name(comment.ref, "t3_" if is_post else "t1_"),
    )


FORMAT = Format(
    name="convokit",
    description="ConvoKit corpora: utterances.jsonl, with conversations.json beside it",
    suffixes=(".jsonl", ".json"),
    probe=probe,
    read=read,
    bundle=BundleReader(probe_bundle, read_bundle),
)

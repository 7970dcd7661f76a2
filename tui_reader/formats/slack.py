"""Exports of Slack: a folder or zip with users.json, channels.json and one folder a channel with one file a day.

A channel is a thread and every message in it a comment. A day by itself is read too, without the names of people.

Invariant: every message of a day's file is kept, also what the site and programs say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from tui_reader.errors import SourceError
from tui_reader.formats import moments
from tui_reader.formats.base import NO_CLAIM, Bundle, BundleReader, Document, Format, Item, Probe, Rejection
from tui_reader.formats.chats import chat_article, lines_of
from tui_reader.formats.json_documents import first_object, object_in
from tui_reader.formats.json_reading import id_in, read_json, text_in
from tui_reader.formats.shown_names import with_names
from tui_reader.formats.slack_messages import beside, is_service, readable_mrkdwn
from tui_reader.model import Article, Comment, ReplyBasis, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SITE = "slack.com"
_CHANNELS = ("channels.json", "groups.json", "mpims.json", "dms.json")
_OTHERS = frozenset(
    {"users.json", "org_users.json", "integration_logs.json", "canvases.json", "file_conversations.json", "lists.json"}
    | {"huddle_transcripts.json", "workflows.json", "bots.json", *_CHANNELS}
)
_DAY = re.compile(r"(?:^|/)([^/]+)/(\d{4}-\d\d-\d\d)\.json$", re.ASCII)
_STAMP = re.compile(r"\d{9,11}\.\d{1,9}", re.ASCII)


@dataclass(slots=True)
class _Workspace:
    """Names of people by their ids, and channels by the folders they lie in."""

    people: dict[str, str] = field(default_factory=dict)
    channels: dict[str, dict[str, Any]] = field(default_factory=dict)

    def article(self, folder: str) -> Article:
        """Return the head of the channel that lies in a folder."""
        channel = self.channels.get(folder, {})
        members = channel.get("members")
        title = text_in(channel, "name")
        if title is None and isinstance(members, list):
            title = ", ".join(self.people.get(str(member), str(member)) for member in members) or None
        return chat_article(folder, title or folder, _SITE, source_id=id_in(channel, "id") or folder)


def probe(head: bytes, _name: str) -> Probe:
    """Claim a day of a channel."""
    value = first_object(head)
    if value.get("type") == "message" and _STAMP.fullmatch(text_in(value, "ts") or ""):
        return Probe(0.9, "its messages have ts, as Slack has it")
    return NO_CLAIM


def probe_bundle(paths: Sequence[str]) -> Probe:
    """Claim a folder with days of channels beside the lists of people and channels."""
    if any(_DAY.search(path) for path in paths) and any(
        path.rpartition("/")[2] in {"users.json", *_CHANNELS} for path in paths
    ):
        return Probe(0.9, "it holds channels with one file a day, beside users.json and channels.json")
    return NO_CLAIM


def read(document: Document) -> Iterator[Item]:
    """Yield a day of a channel, which the folder around it is called after."""
    folder = PurePosixPath(document.path.replace("\\", "/")).parent.name or PurePosixPath(document.name).stem
    return with_names(_of_channel(_Workspace(), folder, [document]))


def read_bundle(bundle: Bundle) -> Iterator[Item]:
    """Yield the channels of a workspace with their messages."""
    return with_names(_of_workspace(bundle))


def _of_workspace(bundle: Bundle) -> Iterator[Item]:
    workspace = _Workspace()
    for person in _listed(bundle, "users.json"):
        workspace.people[id_in(person, "id") or ""] = _shown_name(person)
    for name in _CHANNELS:
        for channel in _listed(bundle, name):
            for folder in (id_in(channel, "id"), text_in(channel, "name")):
                workspace.channels[folder or ""] = channel
    days: dict[str, list[str]] = {}
    for path in sorted(bundle.members, key=lambda path: path.rpartition("/")[2]):
        if found := _DAY.search(path):
            days.setdefault(found[1], []).append(path)
        elif path.rpartition("/")[2] not in _OTHERS:
            yield from _other(bundle, path)
    for folder, paths in days.items():
        yield from _of_channel(workspace, folder, (bundle.document(path) for path in paths))


def _other(bundle: Bundle, path: str) -> Iterator[Item]:
    """Yield a file that lies beside the messages, for whatever knows it."""
    try:
        yield bundle.document(path)
    except SourceError as error:
        yield Rejection(f"{path}: {error.message}")


def _listed(bundle: Bundle, name: str) -> list[dict[str, Any]]:
    """Return the objects of a list beside the channels; none where it is not there."""
    document = bundle.called(name)
    value = read_json(document)[0] if document else None
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _shown_name(person: dict[str, Any]) -> str:
    """Return the name that Slack shows: the one somebody chose, else their own."""
    profile = object_in(person, "profile")
    chosen = text_in(profile, "display_name") or text_in(person, "real_name") or text_in(profile, "real_name")
    return chosen or text_in(person, "name") or id_in(person, "id") or ""


def _of_channel(workspace: _Workspace, folder: str, days: Iterator[Document] | list[Document]) -> Iterator[Item]:
    yield workspace.article(folder)
    for day in days:
        try:
            value, rejections = read_json(day)
        except SourceError as error:
            yield Rejection(error.message)
            continue
        for message in value if isinstance(value, list) else []:
            if _STAMP.fullmatch(text_in(message, "ts") or ""):
                yield _comment(message, folder, workspace)
            else:
                yield Rejection(f"{day.name}: left out: a message without ts")
        yield from (Rejection(f"{day.name}: {rejection.message}", rejection.line) for rejection in rejections)


def _comment(message: dict[str, Any], folder: str, workspace: _Workspace) -> Comment:
    stamp = text_in(message, "ts") or ""
    parent = text_in(message, "thread_ts")
    parent = None if parent == stamp else parent
    source = text_in(message, "text") or ""
    words = readable_mrkdwn(source, workspace.people)
    edited = message.get("edited")
    return Comment(
        thread=folder,
        ref=stamp,
        source_id=stamp,
        body=lines_of(words, *beside(message, workspace.people)),
        original=source if source != words else None,
        author=_author(message, workspace.people),
        parent=parent,
        reply_basis=ReplyBasis.STATED if parent else None,
        reply_confidence=1.0 if parent else None,
        posted=moments.of_epoch(stamp),
        posted_text=stamp,
        edited=moments.of_epoch(text_in(edited, "ts")) or "" if isinstance(edited, dict) else None,
        status=_status(message),
    )


def _author(message: dict[str, Any], people: dict[str, str]) -> str | None:
    """Return who wrote a message: a person, or a program under the name it goes by."""
    if message.get("subtype") == "tombstone":
        return None
    ident = id_in(message, "user") or id_in(message.get("comment"), "user")
    profile, program = object_in(message, "user_profile"), object_in(message, "bot_profile")
    named = text_in(message, "username") or text_in(profile, "display_name", "real_name", "name") or text_in(program, "name")
    return people.get(ident or "") or named or ident or id_in(message, "bot_id")


def _status(message: dict[str, Any]) -> Status:
    if message.get("subtype") == "tombstone":
        return Status.DELETED
    return Status.SERVICE if is_service(text_in(message, "subtype") or "") else Status.PRESENT


FORMAT = Format(
    name="slack",
    description="exports of Slack: a folder or zip of channels, or a day of one",
    suffixes=(".zip", ".json"),
    probe=probe,
    read=read,
    bundle=BundleReader(probe_bundle, read_bundle),
)

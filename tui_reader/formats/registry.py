"""All formats that can be read, each imported when it is first asked: those that come with the program, and plug-ins.

A plug-in is an entry point of the group `tui_reader.formats` that names a `Format`. One that cannot be loaded, or that fails
while it is asked whether it knows a document, is said to be broken and otherwise not there.

Invariant: which format reads a document depends on its bytes and its name alone, never on the order of this table.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, cast

from tui_reader.errors import SourceError, UnknownFormatError, UsageError
from tui_reader.formats.base import NO_CLAIM, Format, Probe

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from importlib.metadata import EntryPoint

    from tui_reader.formats.base import Document

MODULES: dict[str, str] = {
    "thread-json": "tui_reader.formats.thread_json",
    "discourse": "tui_reader.formats.discourse",
    "mastodon-outbox": "tui_reader.formats.mastodon_outbox",
    "mastodon-status": "tui_reader.formats.mastodon_status",
    "activitypub": "tui_reader.formats.activitypub",
    "lemmy": "tui_reader.formats.lemmy",
    "bluesky": "tui_reader.formats.bluesky",
    "github-comments": "tui_reader.formats.github_comments",
    "yt-dlp": "tui_reader.formats.yt_dlp",
    "imageboard": "tui_reader.formats.imageboard",
    "reddit-json": "tui_reader.formats.reddit_json",
    "bdfr-json": "tui_reader.formats.bdfr_json",
    "reddit-gdpr": "tui_reader.formats.reddit_gdpr",
    "convokit": "tui_reader.formats.convokit",
    "iac-fourforums": "tui_reader.formats.iac_fourforums",
    "pushshift": "tui_reader.formats.pushshift",
    "hn-algolia": "tui_reader.formats.hn_algolia",
    "hn-firebase": "tui_reader.formats.hn_firebase",
    "hn-hnapi": "tui_reader.formats.hn_hnapi",
    "hn-page": "tui_reader.formats.hn_page",
    "lobsters-json": "tui_reader.formats.lobsters_json",
    "lobsters-page": "tui_reader.formats.lobsters_page",
    "reddit-page": "tui_reader.formats.reddit_page",
    "page": "tui_reader.formats.page",
    "isso-db": "tui_reader.formats.isso_db",
    "isso-json": "tui_reader.formats.isso_json",
    "commento": "tui_reader.formats.commento",
    "remark42": "tui_reader.formats.remark42",
    "staticman": "tui_reader.formats.staticman",
    "slack": "tui_reader.formats.slack",
    "discord": "tui_reader.formats.discord",
    "telegram": "tui_reader.formats.telegram",
    "mbox": "tui_reader.formats.mbox",
    "maildir": "tui_reader.formats.maildir",
    "mail-message": "tui_reader.formats.mail_message",
    "rnews": "tui_reader.formats.rnews",
    "wxr": "tui_reader.formats.wxr",
    "disqus-xml": "tui_reader.formats.disqus_xml",
    "generic": "tui_reader.formats.generic",
    "comment-feed": "tui_reader.formats.comment_feed",
    "stackexchange": "tui_reader.formats.stackexchange",
    "plain-text": "tui_reader.formats.plain_text",
    "jsonl-text": "tui_reader.formats.jsonl_text",
    "warc": "tui_reader.formats.warc",
    "arc": "tui_reader.formats.arc",
}
"""Where each format lives; its module calls it FORMAT."""

PLUG_INS = "tui_reader.formats"
"""The group of entry points under which others offer formats."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """The format that claims a document or a bundle most strongly, and why."""

    format: Format
    reason: str


@dataclass(frozen=True, slots=True)
class PlugIns:
    """The formats that others offer, and what is wrong with those that cannot be used."""

    formats: dict[str, Format]
    broken: tuple[str, ...]


def all_formats() -> list[Format]:
    """Return every format, the more particular ones first."""
    return [*plug_ins().formats.values(), *(find_format(name) for name in MODULES)]


def find_format(name: str) -> Format:
    """Return the format of that name; raise UsageError with the list of names."""
    if name in MODULES:
        return cast("Format", import_module(MODULES[name]).FORMAT)
    if name in plug_ins().formats:
        return plug_ins().formats[name]
    raise UsageError(f"no format is called {name!r}", f"there are: {', '.join((*plug_ins().formats, *MODULES))}")


@cache
def plug_ins() -> PlugIns:
    """Return what others offer; names that are taken stay with the program's own formats."""
    from importlib.metadata import entry_points

    formats: dict[str, Format] = {}
    broken = []
    for entry in entry_points(group=PLUG_INS):
        found = _loaded(entry)
        if isinstance(found, str):
            broken.append(f"plug-in {entry.name} ({entry.value}): {found}")
        elif found.name in MODULES or found.name in formats:
            broken.append(f"plug-in {entry.name} ({entry.value}): another format is called {found.name}")
        else:
            formats[found.name] = found
    return PlugIns(formats, tuple(broken))


def _loaded(entry: EntryPoint) -> Format | str:
    """Return the format that an entry point names, or why it names none."""
    try:
        found = entry.load()
    except Exception as error:  # noqa: BLE001 (whatever somebody else's code does, this program goes on)
        return f"cannot be loaded: {type(error).__name__}: {error}"
    return found if isinstance(found, Format) else "names no tui_reader.formats.base.Format"


def recognise(document: Document) -> Recognised:
    """Return the format that claims a document most strongly; raise SourceError where two do, UnknownFormatError where none."""
    claims = [(form, _claim(form, document)) for form in all_formats()]
    best = max(claim.strength for _, claim in claims)
    if best <= 0:
        reasons = "; ".join(claim.reason for _, claim in claims if claim.reason) or "no format knows it"
        raise UnknownFormatError(f"{document.path}: {reasons}", "tui-reader formats lists what can")
    return _only([(form, claim) for form, claim in claims if claim.strength == best], document.path)


def recognise_bundles(paths: Iterable[str]) -> dict[str, tuple[Recognised, list[str]]]:
    """Return which folders are one thing to a format, and which paths they consist of; "" is the whole, others end in a slash.

    The innermost folder that a format knows is the one that is meant: what stands around it is read by itself.
    """
    inside: dict[str, list[str]] = {}
    for path in paths:
        folder = ""
        inside.setdefault(folder, []).append(path)
        for part in path.split("/")[:-1]:
            folder = f"{folder}{part}/"
            inside.setdefault(folder, []).append(path)
    found: dict[str, tuple[Recognised, list[str]]] = {}
    taken: set[str] = set()
    for folder in sorted(inside, key=lambda each: (-each.count("/"), each)):
        own = [path for path in inside[folder] if path not in taken]
        with suppress(SourceError):
            if claim := recognise_bundle([path[len(folder) :] for path in own], folder):
                found[folder] = claim, own
                taken.update(own)
    return found


def recognise_bundle(paths: Sequence[str], path: str) -> Recognised | None:
    """Return the format that claims several files as one thing, by their paths; None where none does, SourceError where two."""
    readers = [(form, form.bundle) for form in all_formats() if form.bundle is not None]
    claims = [(form, reader.probe(paths)) for form, reader in readers] if paths else []
    best = max((claim.strength for _, claim in claims), default=0)
    return _only([(form, claim) for form, claim in claims if claim.strength == best], path) if best > 0 else None


def _only(claims: Sequence[tuple[Format, Probe]], path: str) -> Recognised:
    if len(claims) > 1:
        may_be = " or ".join(f"{form.name} ({claim.reason})" for form, claim in claims)
        raise SourceError(f"{path}: may be {may_be}", f"say which: --format {claims[0][0].name}")
    ((form, claim),) = claims
    return Recognised(form, claim.reason)


def _claim(form: Format, document: Document) -> Probe:
    """Return what a format says of a document; a plug-in that fails says nothing."""
    if form.name in MODULES:
        return form.probe(document.head, document.name)
    try:
        return form.probe(document.head, document.name)
    except Exception:  # noqa: BLE001 (as above: a plug-in cannot stop an import)
        return NO_CLAIM

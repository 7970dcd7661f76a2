"""What the formats of the Fediverse share: accounts by name and server, addresses, and what is attached to a post.

Invariant: an account, a site and an attachment are called the same in each of these formats.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from tui_reader.formats.addresses import host_of
from tui_reader.formats.json_documents import object_in, objects_in
from tui_reader.formats.json_reading import Json, text_in, whole_in

if TYPE_CHECKING:
    from collections.abc import Iterator

_NUMBERED = re.compile(r"\d+|[0-9a-fA-F-]{16,}")


def account_at(address: str) -> str:
    """Return the account of an address as `name@server`; the address where its end is a number and no name."""
    name = unquote(address.partition("?")[0].rstrip("/").rpartition("/")[2]).removeprefix("@")
    host = host_of(address)
    return address if host is None or not name or name == host or _NUMBERED.fullmatch(name) else f"{name}@{host}"


def named_account(name: str, address: str | None) -> str:
    """Return a name as `name@server` where the server is known and not named already."""
    host = host_of(address)
    return name if "@" in name or host is None else f"{name}@{host}"


def with_extras(warning: str | None, body: str, extras: Iterator[str]) -> str:
    """Return a text with the warning above it and the lines of what is attached below it."""
    return "\n\n".join(filter(None, (warning and f"[{warning}]", body, "\n".join(extras))))


def attached(value: Json) -> Iterator[str]:
    """Yield a line for each file of a list: what is said of it, else its name."""
    for file in value if isinstance(value, list) else [value]:
        words = text_in(file, "name", "description", "summary")
        address = text_in(file, "url", "remote_url", "href")
        if words or address:
            yield f"[file: {words or str(address).partition('?')[0].rpartition('/')[2] or address}]"


def options_of(poll: dict[str, Any]) -> Iterator[str]:
    """Yield a line for each thing that may be voted for, with its votes."""
    for option in (*objects_in(poll, "oneOf"), *objects_in(poll, "anyOf"), *objects_in(poll, "options")):
        words = text_in(option, "name", "title")
        votes = whole_in(option, "votes_count")
        votes = whole_in(object_in(option, "replies"), "totalItems") if votes is None else votes
        if words:
            yield f"- {words}" if votes is None else f"- {words} ({votes})"

"""Markdown as text to be read: it is that already, but for links, escapes and entities.

Invariant: nothing is dropped but backslashes that escape, and code keeps every character.
"""

from __future__ import annotations

import html
import re

_CODE_OR_LINK = re.compile(
    r"(`+)(?:(?!\1).)+?\1|!?\[([^\[\]]{1,1000})\]\(<?([^\s<>()]{1,2000}(?:\([^\s<>()]{0,200}\))?)>?(?:\s+\"[^\"]*\")?\)|\\([\\`*_{}\[\]()#+.!|~>^-])"
)
_SUSPECTS = ("](", "\\", "&")


def readable_markdown(text: str) -> str:
    """Return Markdown with its links as `words <address>`, without its escapes, with its entities as characters."""
    if not any(suspect in text for suspect in _SUSPECTS):
        return text
    lines = text.split("\n")
    return "\n".join(line if line.startswith(("    ", "\t")) else _readable_line(line) for line in lines)


def _readable_line(line: str) -> str:
    if "](" in line or "\\" in line:
        line = _CODE_OR_LINK.sub(_as_read, line)
    return html.unescape(line) if "&" in line else line


def _as_read(found: re.Match[str]) -> str:
    ticks, words, address, escaped = found.groups()
    if ticks:
        return found[0]
    if escaped:
        return escaped
    return address if words == address else f"{words} <{address}>"

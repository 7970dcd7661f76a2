"""Texts of which nobody said whether they are HTML or Markdown: programs that store comments hold both in one column.

Invariant: which of the two a text is depends on that text alone.
"""

from __future__ import annotations

import re

from tui_reader.text.markdown import readable_markdown
from tui_reader.text.markup import readable

_TAG = re.compile(
    r"</(?:p|a|b|i|u|s|em|strong|code|pre|blockquote|ul|ol|li|div|span|h[1-6]|del|table|cite)>|<(?:p|br|hr|img)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_OF_PARAGRAPH = re.compile(r"<(?:p|div)\b", re.IGNORECASE)
_CODE = re.compile(r"`[^`\n]{0,2000}`")


def is_html(text: str) -> bool:
    """Whether a text has tags that are meant as such."""
    return "<" in text and _TAG.search(_CODE.sub("", text) if "`" in text else text) is not None


def readable_mixed(text: str) -> str:
    """Return HTML or Markdown as text to be read."""
    text = text.replace("\r\n", "\n")
    if is_html(text):
        return readable(text, breaks=_OF_PARAGRAPH.search(text) is None)
    return readable_markdown(text).strip("\n")


def original_of(text: str, body: str) -> str | None:
    """Return what a source has where it is not what is read."""
    return text if text != body else None

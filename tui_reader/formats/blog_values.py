"""What exports of blogs have in common: titles and names as they are written in them.

Invariant: nothing here fails, whatever a source holds; what it does not say is None.
"""

from __future__ import annotations

import html
import re

_STYLE = re.compile(r"</?(?:a|abbr|b|big|br|cite|code|em|font|i|q|small|span|strong|sub|sup|tt|u)\b[^<>]*+>", re.IGNORECASE)


def phrase(text: str) -> str | None:
    """Return a title or a name as it is shown: without entities and style, on one line."""
    return " ".join(html.unescape(_STYLE.sub("", text)).split()) or None

"""Values of fields in dumps that follow no format: text, numbers, moments and words for what became of a comment.

Invariant: what a value does not plainly say is None; a date that can be read in two ways is no moment.
"""

from __future__ import annotations

import html
import re
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tui_reader.formats import moments
from tui_reader.model import Status
from tui_reader.text.markup import readable

if TYPE_CHECKING:
    from collections.abc import Mapping

_TAG = re.compile(
    r"</?(?:p|br|a|em|i|b|u|s|strong|blockquote|div|span|ul|ol|li|code|pre|img|h[1-6]|hr|q|del|sup|sub|font)\b[^<>]*>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{2,6}|#x[0-9a-f]{2,5}|amp|lt|gt|quot|apos|nbsp|[lr][sd]quo|[mn]dash|hellip);", re.IGNORECASE)
_FORMS = (
    "%Y-%m-%d %H:%M:%S UTC",
    "%Y-%m-%d %H:%M:%S %z",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%Y/%m/%d",
    "%d %B %Y %H:%M",
    "%d %B %Y",
    "%d %b %Y",
    "%B %d, %Y %I:%M %p",
    "%B %d, %Y at %I:%M %p",
    "%B %d, %Y",
    "%b %d, %Y %I:%M %p",
    "%b %d, %Y",
    "%d.%m.%Y %H:%M:%S",
    "%d.%m.%Y %H:%M",
    "%d.%m.%Y",
    "%a %b %d %H:%M:%S %z %Y",
)
"""How dates are written that can be read in one way only."""

_NUMBER = re.compile(r"-?\d{9,13}(?:\.\d+)?", re.ASCII)
_EPOCHS = ((5e8, 5e9), (5e11, 5e12))
"""Numbers of seconds and of milliseconds that are moments of 1985 and later."""

_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\b\d+\s+\w+\s+ago\b|\b(?:19|20)\d\d\b|\byesterday\b", re.IGNORECASE)
_MAIL = re.compile(r"(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d(?::\d\d)? ")
_LONGEST_DATE = 60
_WHOLE = re.compile(r"(-?\d+)\.0+", re.ASCII)
_NONE = frozenset({"", "0", "-1", "null", "none", "nil", "nan", "root", "\\n", "undefined", "false"})
_YES, _NO = frozenset({"1", "true", "yes", "y", "t"}), frozenset({"0", "false", "no", "n", "f", ""})
_NOBODY = frozenset({"[deleted]", "[removed]", "<deleted>", "\\n"})
_STATUSES = {
    **dict.fromkeys(("deleted", "isdeleted", "deletedat", "trash", "trashed"), Status.DELETED),
    **dict.fromkeys(("removed", "isremoved", "rejected", "hidden", "ishidden", "moderated", "blocked"), Status.REMOVED),
    **dict.fromkeys(("spam", "isspam"), Status.SPAM),
    **dict.fromkeys(("pending", "ispending", "hold", "unapproved", "waiting", "queued", "moderation"), Status.PENDING),
    **dict.fromkeys(("pingback", "trackback"), Status.PINGBACK),
}
_LET_THROUGH = frozenset({"approved", "isapproved", "published", "ispublished", "commentapproved", "accepted"})
STATUS_NAMES = frozenset(_STATUSES) | _LET_THROUGH
"""Names of fields, in plain letters, that say by themselves what they tell of a comment."""


def plain_name(name: str) -> str:
    """Return the letters and digits of a field's name in lower case, so that spellings are one."""
    return "".join(letter for letter in name.lower() if letter.isalnum())


def value_at(record: Mapping[str, Any], path: str | None) -> object:
    """Return the value at a dotted path; a field whose own name has the dots comes first."""
    if path is None:
        return None
    if path in record:
        return plain_value(record[path])
    value: object = record
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return plain_value(value)


def plain_value(value: object) -> object:
    """Return what databases wrap into an object of its own (`$oid`, `$date`, `_seconds`)."""
    for _ in range(3):
        if not isinstance(value, dict) or len(value) > 2 or not value:
            return value
        name = next(iter(value))
        if not name.startswith("$") and name not in {"_seconds", "seconds"}:
            return value
        value = value[name]
    return value


def text_of(value: object) -> str | None:
    """Return a value as text to be read: numbers too, and the members of a list as paragraphs."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, list) and value and all(isinstance(each, str) for each in value):
        return "\n\n".join(value)
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def body_of(written: str) -> str:
    """Return the text of a comment to be read, be it written as HTML or as text."""
    return readable(written) if is_markup(written) else written


def is_markup(written: str) -> bool:
    """Whether a text is written as HTML."""
    return bool(_TAG.search(written) or _ENTITY.search(written))


def name_of(value: object) -> str | None:
    """Return the name of somebody, None where nobody is named."""
    text = text_of(value)
    if text is None:
        return None
    name = " ".join(html.unescape(text).split())
    return None if not name or name.lower() in _NOBODY else name


def id_of(value: object) -> str | None:
    """Return an id as text; 0, empty text and words for nothing are none."""
    text = text_of(value)
    if isinstance(value, list) or text is None:
        return None
    text = text.strip()
    whole = _WHOLE.fullmatch(text)
    text = whole[1] if whole else text
    return None if text.lower() in _NONE else text


def number_of(value: object) -> int | None:
    """Return a whole number, also where it is stated as text."""
    if isinstance(value, bool):
        return None
    try:
        number = float(value) if isinstance(value, int | float | str) else None
        return int(number) if number is not None and number.is_integer() and abs(number) < 2**53 else None
    except (ValueError, OverflowError):
        return None


def moment_of(value: object) -> str | None:
    """Return a moment, however it is written, if that can be read in one way only."""
    if isinstance(value, int | float) or (isinstance(value, str) and _NUMBER.fullmatch(value.strip())):
        return moments.of_epoch(value) if _is_epoch(value) else None
    if not isinstance(value, str) or len(value) > _LONGEST_DATE:
        return None
    text = value.strip()
    if text.isdecimal():
        return None
    if _MAIL.match(text):
        return moments.of_mail(text) or _of_forms(text)
    return moments.of_iso(text) or _of_forms(text)


def _is_epoch(value: object) -> bool:
    if isinstance(value, bool):
        return False
    number = float(value) if isinstance(value, str) else value if isinstance(value, int | float) else 0
    return any(least <= number < most for least, most in _EPOCHS)


def _of_forms(text: str) -> str | None:
    for form in _FORMS:
        with suppress(ValueError):
            when = datetime.strptime(text, form)
            found = moments.in_utc(when)
            if form.endswith(" UTC"):
                return f"{found}Z"
            return found if "%H" in form or "%I" in form else when.date().isoformat()
    return None


def is_date(value: object) -> bool:
    """Whether a value is a moment, or text that somebody may have written for one."""
    if moment_of(value):
        return True
    return isinstance(value, str) and len(value) <= _LONGEST_DATE and _DATE.search(value) is not None


def date_text(value: object) -> str | None:
    """Return a date as it is written in the source."""
    text = text_of(value)
    return text.strip() or None if text else None


def status_of(name: str, value: object) -> Status | None:
    """Return what a field says of a comment by its name and value; None where it says nothing of note."""
    own, said = plain_name(name.rpartition(".")[2]), "" if value is None else plain_name(str(value))
    if said in _STATUSES:
        return _STATUSES[said]
    if own in _LET_THROUGH:
        return Status.PENDING if value is not None and said in _NO - {""} else None
    if own in _STATUSES and (said in _YES or (own == "deletedat" and said not in _NO | _NONE)):
        return _STATUSES[own]
    return None

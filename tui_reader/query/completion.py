"""What may be typed next, fields and the words that a field knows, and what was nearly typed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tui_reader.query.fields import FIELDS, HAS_WORDS, IS_WORDS
from tui_reader.query.parsing import DIRECTIVES
from tui_reader.query.relations import Relation

_TYPED = re.compile(r"(?:^|[\s(|])[-!]*(?:(?P<field>[a-z]+):(?:[^\s()|,]*,)*)?(?P<begun>[^\s()|,:]*)$", re.IGNORECASE)
_KNOWN = {"is": tuple(IS_WORDS), "has": tuple(HAS_WORDS), **DIRECTIVES}
_PREFIX = re.compile(r"(?:^|[\s(|])[-!]*(?P<prefix>[a-z]{3,}):(?=[^\s/])", re.IGNORECASE)
_ALIKE = 0.75
_PREFIXES = (*FIELDS, *Relation, *DIRECTIVES)


@dataclass(frozen=True, slots=True)
class Offer:
    """What may stand from `start` to the end of a text: `words`, each whole, in the order in which they are best shown.

    `field` is the field that a value is being typed of, empty where none is. Names and tags are known to the caller alone: of
    `by` (also `from`, `author` and relations), `tag` and the like there are no words.
    """

    start: int
    field: str
    words: tuple[str, ...]


def offer(text: str) -> Offer:
    """Return what may be typed at the end of a text: values of a field that is named, or fields that begin so."""
    match = _TYPED.search(text)
    field = (match["field"] or "").casefold() if match else ""
    if match is None or (field and field not in _PREFIXES):
        return Offer(len(text), "", ())
    begun = match["begun"].casefold()
    known = _KNOWN.get(field, ()) if field else tuple(f"{prefix}:" for prefix in _PREFIXES) if begun else ()
    return Offer(match.start("begun"), field, tuple(word for word in known if word.startswith(begun)))


def nearly_a_field(text: str) -> str:
    """Return in words that a text has a plain word in it that is nearly a field, such as `auther:`; empty where it has none."""
    from difflib import get_close_matches

    for match in _PREFIX.finditer(text):
        prefix = match["prefix"].casefold()
        meant = [] if prefix in _PREFIXES else get_close_matches(prefix, _PREFIXES, 1, _ALIKE)
        if meant:
            return f"{prefix}: is a plain word here, {meant[0]}: is a field"
    return ""

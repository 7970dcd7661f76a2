"""Names of people as pages show them, without the words around them: "Comment by", "says:", "(not verified)".

Invariant: a name is one line, is never empty, and is made of what the page shows.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_reader.formats.page_tree import TEXT, squeezed

if TYPE_CHECKING:
    from tui_reader.formats.page_marks import Marks
    from tui_reader.formats.page_tree import Tree

_LONGEST = 120
_LONGEST_ALONE = 60
"""Characters of an element that may be a name and nothing else."""

_BEFORE = re.compile(
    r"^(?:\W*(?:(?:comment|posted|submitted|written|review|reply|kommentar|geschrieben|verfasst|publié|escrito|comentario|commentaire|ping|pingback"
    r"|trackback)\s*(?:by|from|von|par|por|de|:)\s*:?|(?:by|von|par|por)\b:?|pingback:|trackback:))\s*",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?:\s*\((?:not verified|nicht überprüft|non vérifié|guest|visitor|gast)\)"
    r"|\s*\[(?:visitor|member|guest|besucher|mitglied)\]"
    r"|\s*,?\s*\b(?:hat gesagt|ha detto|says?|said|sagte?|schrieb|schreibt|meinte?|writes|wrote|a écrit|a dit|dit|dijo"
    r"|dice|escribió|ha scritto|scrive|zei|schreef|skriver"
    r"|написал|пишет|disse|kommentierte|commented|on|am|at|le)\s*(?:…|\.{3}|:)*)\s*$",
    re.IGNORECASE,
)
_ENDS = " \t:,;|»«–—-·•#"
_SIGNED = re.compile(
    r"^\W*(?:comment|posted|submitted|written|kommentar|geschrieben|verfasst|eingestellt|publié|escrito|comentado)"
    r"\s(?:by|from|von|par|por|de)\b:?\s"
    r"(?P<name>[^|]{1,60}?)\s*(?:\(not verified\)\s*)?(?:\b(?:on|at|am|le|el|um)\b|\s-\s|[|,—–(\[]|\s\d|$)"
    r"|^(?P<early>[^:|]{1,60}?)\s(?:says|said|sagt|schrieb|schreibt|meint|writes|wrote|a écrit|a dit|dijo|escribió)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[\d:.,\s]*")
_BY = re.compile(
    r"\W*(?:comment|posted|submitted|written|kommentar|geschrieben|verfasst|eingestellt|publié|escrito|comentado)\s(?:by|from|von|par|por)\b",
    re.IGNORECASE,
)
_NO_NAME = frozenset({"by", "von", "on", "posted", "comment"})
_NAMES_BELOW = (TEXT, "strong", "b", "cite", "a", "span", "em", "h3", "h4")
_NOT_NAMES = frozenset(
    {"says", "reply", "avatar", "date", "time", "datetime", "role", "badge", "permalink", "rank", "title", "gravatar", "parent"}
)


def clean_name(text: str) -> str | None:
    """Return a name without the words around it; None where nothing is left."""
    name = squeezed(text).strip(" :").rstrip(",")
    before = None
    while before != name:
        before = name
        shorter = _AFTER.sub("", _BEFORE.sub("", name))
        name = name if shorter == name else shorter.strip(_ENDS)
    return name[:_LONGEST] if _NUMBER.fullmatch(name) is None else None


def name_of(tree: Tree, marks: Marks, entry: int) -> str | None:
    """Return the name that an entry shows, alone or with a date and links beside it."""
    if stated := tree.attribute(entry, "content"):
        return clean_name(stated)
    inner = [each for each in tree.below(entry) if each in marks.authors or tree.attributes[each].get("itemprop") == "name"]
    for each in sorted(inner, key=lambda each: (marks.authors.get(each, 0), each)):
        if tree.length(each) > _LONGEST_ALONE or any(below in marks.dates for below in range(each, tree.end[each])):
            continue
        if name := clean_name(tree.text(each, 200) or tree.attribute(each, "content")):
            return name
    holds_more = any(each in marks.dates for each in tree.below(entry)) or any(
        tree.words[each] & _NOT_NAMES and tree.length(each) for each in tree.below(entry)
    )
    if not holds_more and tree.length(entry) <= _LONGEST_ALONE:
        return clean_name(tree.text(entry))
    return _name_below(tree, marks, entry)


def _name_below(tree: Tree, marks: Marks, entry: int) -> str | None:
    """Return the first words in an entry that can be a name."""
    if name := name_before(tree.text(entry, 300)):
        return name
    skipped = -1
    for each in tree.below(entry):
        if each < skipped:
            continue
        if tree.words[each] & _NOT_NAMES or (tree.tags[each] == "a" and each in marks.dates):
            skipped = tree.end[each]
        elif tree.tags[each] in _NAMES_BELOW and not _holds_date(tree, marks, each) and (name := _plain_name(tree, each)):
            return name
    return None


def _plain_name(tree: Tree, entry: int) -> str | None:
    """Return the whole text of an entry as a name, if it can be one."""
    name = clean_name(tree.text(entry)) if 0 < tree.length(entry) <= _LONGEST_ALONE else None
    return name if name and any(letter.isalnum() for letter in name) and name.lower() not in _NO_NAME else None


def _holds_date(tree: Tree, marks: Marks, entry: int) -> bool:
    return any(each in marks.dates for each in range(entry, tree.end[entry]))


def is_signed(text: str) -> bool:
    """Whether a text begins with words such as "Posted by"."""
    return _BY.match(text) is not None


def name_before(text: str) -> str | None:
    """Return the name in words such as "Posted by Ann on March 3" or "Ann says:" at the beginning of a text."""
    found = _SIGNED.search(text)
    return clean_name(found["name"] or found["early"]) if found else None

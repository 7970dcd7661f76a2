"""A window of text that moves over a document of any size, for readers that look ahead.

The encoding is that of the byte order mark, else the one declared, else UTF-8; what does not fit it is read as windows-1252.

Invariant: places only grow; every search for what is not there is made once, so that all searches together are linear.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from tui_reader.decoding import WESTERN_BYTES
from tui_reader.model import Problem

if TYPE_CHECKING:
    from typing import BinaryIO

FARTHEST = 64 * 1024 * 1024
"""Characters that a search looks ahead at the most."""

_LEAST = 1 << 16
_DROPPED_FROM = 1 << 20
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})["']""")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SAME_AS_WESTERN = frozenset({"iso8859-1", "ascii"})


class TextWindow:
    """What of a document is in sight: `text`, which begins at a `line` and grows as searches ask for it."""

    def __init__(self, stream: BinaryIO, head: bytes) -> None:
        """Look at the beginning of a stream, whose encoding the `head` shows."""
        self.text = ""
        self.at_end = False
        self.problems: list[Problem] = []
        self._stream = stream
        self._dropped = 0
        self._line = 1
        self._counted = 0
        self._absent: dict[str, int] = {}
        self._found: dict[str, int] = {}
        self._decoder = codecs.getincrementaldecoder(_encoding(head))()

    @property
    def passed(self) -> int:
        """Characters from the start of the document to the end of what is in sight."""
        return self._dropped + len(self.text)

    def line_at(self, place: int) -> int:
        """Return the number of the line of a place that lies after all those asked for before."""
        if place > self._counted:
            self._line += self.text.count("\n", self._counted, place)
            self._counted = place
        return self._line

    def absolute(self, place: int) -> int:
        """Return a place counted from the start of the document."""
        return self._dropped + place

    def more(self, place: int) -> bool:
        """Bring as much again into sight; False where nothing follows, or too much is in sight after a place already."""
        if self.at_end or len(self.text) - place > FARTHEST:
            return False
        self._take(self._stream.read(max(_LEAST, len(self.text) - place)))
        return True

    def find(self, sought: str, place: int) -> int:
        """Return where something begins at or after a place, -1 where it is not to be found.

        Places that the same thing is sought from only grow, so that what was found ahead of one is what follows the next.
        """
        begin = max(place, self._absent.get(sought, 0) - self._dropped)
        if (known := self._found.get(sought, -1) - self._dropped) >= place:
            return known
        while (found := self.text.find(sought, begin)) < 0:
            begin = max(begin, len(self.text) - len(sought) + 1)
            if not self.more(place):
                self._absent[sought] = self._dropped + begin
                return -1
        self._found[sought] = self._dropped + found
        return found

    def drop(self, place: int) -> int:
        """Forget what lies before a place where that is much; return where the place is now."""
        if place < _DROPPED_FROM or place * 2 < len(self.text):
            return place
        self.line_at(place)
        self.text = self.text[place:]
        self._dropped += place
        self._counted -= place
        return 0

    def _take(self, data: bytes) -> None:
        self.at_end = not data
        try:
            self.text += self._decoder.decode(data, not data)
        except UnicodeDecodeError as error:
            said = "not in the encoding that it should be in; such bytes are read as windows-1252, a guess"
            before = self.text.count("\n", self._counted) + error.object[: error.start].count(b"\n")
            self.problems.append(Problem(said, self._line + before))
            self._decoder.errors = WESTERN_BYTES
            self.text += self._decoder.decode(data, not data)


def _encoding(head: bytes) -> str:
    """Name the codec of a document."""
    for mark, codec in _MARKS:
        if head.startswith(mark):
            return codec
    if head[1:2] == b"\0" or head[:1] == b"\0":
        return "utf-16-le" if head[1:2] == b"\0" else "utf-16-be"
    declared = _DECLARED.search(head[:1000])
    try:
        name = codecs.lookup(declared[1].decode() if declared else "utf-8").name
        codecs.getincrementaldecoder(name)().decode(b"")
    except (LookupError, ValueError, AttributeError):
        return "utf-8"
    if name.startswith(("utf-16", "utf-32")):
        return "utf-8"
    return "windows-1252" if name in _SAME_AS_WESTERN else name

"""Markdown as Obsidian and CommonMark read it: properties, article, comments as nested lists with a block id each.

Invariant: words of the archive never become markup; what looked like markup in the source is shown as it was written.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from tui_reader.export import wording
from tui_reader.export.entries import Entry, entries, is_part
from tui_reader.export.links import split_at_addresses
from tui_reader.export.passages import Passage, PassageKind, passages
from tui_reader.model import BlockKind, Status
from tui_reader.text.sanitize import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

    from tui_reader.model import Block, Origin, ThreadDocument

DEEPEST_LIST = 12
"""Levels of nested lists; replies further down stay on the last one and say whom they answer."""

_SPECIAL = re.compile(r"[\\`*\[\]<|~$^]|(?<![^\W_])_|_(?![^\W_])|(?<!\w)#|&(?=#|\w+;)|==|%%")
_LINE_START = re.compile(r"\A(?:(\d{1,9})([.)])(?=\s|$)|([-+](?=[\s-]|$)|[>=]))")


def write(document: ThreadDocument, out: TextIO) -> None:
    """Write a thread, or the chosen part of it, as one note."""
    origin = document.thread.origin
    out.write(_properties(document))
    out.write(f"\n# {_words(wording.title(document))}\n\n")
    out.writelines(f"- {label}: {_words(value)}\n" for label, value in wording.facts(document))
    out.writelines("\n" + "\n".join(_block(block)) + "\n" for block in wording.article(document))
    out.write("\n## Comments\n")
    for entry in entries(document):
        indent = "  " * min(entry.depth, DEEPEST_LIST)
        out.write(f"\n{indent}- {_head(entry, origin)}\n")
        out.writelines(f"{indent}  {line}\n" if line else "\n" for line in _body(entry))
    if document.problems:
        out.write("\n## Problems\n\n")
        out.writelines(f"- {_words(problem)}\n" for problem in wording.problems(document))


def _properties(document: ThreadDocument) -> str:
    """Return the properties of the note in YAML, of which JSON is a part."""
    thread = document.thread
    values: dict[str, str | int | None] = {
        "title": wording.title(document),
        "author": thread.author,
        "created": thread.posted,
        "site": thread.site,
        "source": thread.url,
        "thread": None if is_part(document) else thread.key,
        "part": document.selection,
        "comments": len(document.comments),
        "file": thread.origin.name,
        "sha256": thread.origin.sha256,
    }
    shown = {
        label: one_line(value) if isinstance(value, str) else value for label, value in values.items() if value is not None
    }
    return "---\n" + "".join(f"{label}: {json.dumps(value, ensure_ascii=False)}\n" for label, value in shown.items()) + "---\n"


def _block(block: Block) -> Iterator[str]:
    kind, lines = block.kind, [line for passage in passages(block.text) for line in passage.lines if line.strip()]
    if kind is BlockKind.TITLE or kind is BlockKind.HEADING:
        yield f"## {_words(' '.join(lines))}"
    elif kind is BlockKind.QUOTE:
        yield from _broken(lines, "> ")
    elif kind is BlockKind.PARAGRAPH:
        yield from _broken(lines)
    else:
        yield f"*{kind.value}:* {_words(' '.join(lines))}"


def _head(entry: Entry, origin: Origin) -> str:
    comment = entry.comment
    said = [wording.date(comment), *wording.marks(entry), wording.reply(entry, always=entry.depth > DEEPEST_LIST)]
    said.append(wording.place(comment.span, origin))
    parts = [f"**{_words(wording.name(comment))}**", *(_words(part) for part in said if part)]
    return f"{' · '.join(parts)} ^{wording.anchor(comment.key)}"


def _body(entry: Entry) -> Iterator[str]:
    """Yield the lines of a body, an empty one before each passage."""
    found = passages(entry.comment.body)
    if not found and entry.comment.status is Status.PRESENT:
        yield from ("", "*no text*")
    for passage in found:
        yield ""
        yield from _passage(passage)


def _passage(passage: Passage) -> Iterator[str]:
    if passage.kind is PassageKind.CODE:
        longest = max((len(run) for line in passage.lines for run in re.findall("`+", line)), default=0)
        fence = "`" * max(3, longest + 1)
        yield from (fence, *passage.lines, fence)
    else:
        yield from _broken(list(passage.lines), "> " * passage.level)


def _broken(lines: list[str], mark: str = "") -> Iterator[str]:
    """Yield lines that stay lines: two spaces at the end of each but the last."""
    for number, line in enumerate(lines, 1):
        words = _words(line.strip())
        yield (mark + words + ("  " if number < len(lines) and words else "")).rstrip("\n")


def _words(text: str) -> str:
    """Return one line of visible text in which nothing is markup but web addresses."""
    pieces = [f"<{piece}>" if is_address else _SPECIAL.sub(_escaped, piece) for piece, is_address in split_at_addresses(text)]
    return _LINE_START.sub(_escaped_start, "".join(pieces))


def _escaped(match: re.Match[str]) -> str:
    return "".join(f"\\{character}" for character in match[0])


def _escaped_start(match: re.Match[str]) -> str:
    return f"{match[1]}\\{match[2]}" if match[1] else f"\\{match[3]}"

"""Text whose lines were broken softly on their way (format=flowed, RFC 3676), put together again.

Invariant: no word is lost and none added; the marks of quotation keep their depth.
"""

from __future__ import annotations

_SIGNATURE = "-- "


def unflowed(text: str, *, deletes_space: bool = False) -> str:
    """Return a text with its soft line ends gone; `deletes_space` says that the space before each of them goes too."""
    lines: list[str] = []
    flow: list[str] = []
    flow_depth = 0
    for line in text.split("\n"):
        depth, words = _parted(line)
        if flow and (depth != flow_depth or words == _SIGNATURE):
            lines.append(_joined(flow, flow_depth))
            flow = []
        flow_depth = depth
        is_soft = words.endswith(" ") and words != _SIGNATURE
        flow.append(words[:-1] if is_soft and deletes_space else words)
        if not is_soft:
            lines.append(_joined(flow, depth))
            flow = []
    if flow:
        lines.append(_joined(flow, flow_depth))
    return "\n".join(lines)


def _parted(line: str) -> tuple[int, str]:
    """Return how deep a line is quoted, and its words without the space that was put before them."""
    words = line.lstrip(">")
    return len(line) - len(words), words.removeprefix(" ")


def _joined(pieces: list[str], depth: int) -> str:
    """Return one line of what was broken."""
    words = "".join(pieces)
    if words != _SIGNATURE:
        words = words.rstrip(" ")
    return f"{'>' * depth} {words}".rstrip() if depth else words

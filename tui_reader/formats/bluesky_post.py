"""What a post of Bluesky says: its text with the links that stand beside it, and what is embedded below.

Invariant: no byte of the text is lost, however wrong the places of its links are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui_reader.formats.json_documents import object_in, objects_in
from tui_reader.formats.json_reading import Json, text_in, whole_in

if TYPE_CHECKING:
    from collections.abc import Iterator


def text_of(record: dict[str, Any], view: dict[str, Any]) -> str:
    """Return what a post says; `view` is what the server adds to its record."""
    text = _with_links(text_in(record, "text") or "", objects_in(record, "facets"))
    embedded = "\n".join(_embedded(object_in(record, "embed"), object_in(view, "embed"), text))
    return "\n\n".join(filter(None, (text, embedded)))


def _with_links(text: str, facets: list[dict[str, Any]]) -> str:
    """Return a text with the addresses of its links, whose places are counted in bytes of UTF-8."""
    data = text.encode("utf-8", "surrogatepass")
    pieces: list[bytes] = []
    done = 0
    for start, end, address in sorted(_links(facets)):
        if not done <= start < end <= len(data):
            continue
        words = data[start:end].decode("utf-8", "replace")
        pieces += [
            data[done:start],
            _link(words, address).encode("utf-8", "surrogatepass") if _is_clean(words) else data[start:end],
        ]
        done = end
    return b"".join((*pieces, data[done:])).decode("utf-8", "surrogatepass")


def _links(facets: list[dict[str, Any]]) -> Iterator[tuple[int, int, str]]:
    for facet in facets:
        index = object_in(facet, "index")
        start, end = whole_in(index, "byteStart"), whole_in(index, "byteEnd")
        for feature in objects_in(facet, "features"):
            address = text_in(feature, "uri")
            if address and start is not None and end is not None:
                yield start, end, address


def _is_clean(words: str) -> bool:
    """Whether a place begins and ends between characters."""
    return not words.startswith("\ufffd") and not words.endswith("\ufffd")


def _link(words: str, address: str) -> str:
    """Return the words of a link and its address, once where the words are the address cut short."""
    shown = words.removesuffix("...").removesuffix("…")
    bare = address.partition("://")[2]
    return address if address.startswith(shown) or bare.removeprefix("www.").startswith(shown) else f"{words} <{address}>"


def _embedded(record: dict[str, Any], view: dict[str, Any], text: str) -> Iterator[str]:
    """Yield lines for pictures, a film, a page and the post that is quoted."""
    for embed, seen in ((record, view), (object_in(record, "media"), object_in(view, "media"))):
        for picture in objects_in(embed, "images") or objects_in(seen, "images"):
            yield f"[image: {text_in(picture, 'alt')}]" if text_in(picture, "alt") else "[image]"
        if isinstance(embed.get("video"), dict) or text_in(seen, "playlist"):
            yield f"[video: {text_in(embed, 'alt')}]" if text_in(embed, "alt") else "[video]"
        page = object_in(embed, "external") or object_in(seen, "external")
        if (address := text_in(page, "uri")) and address not in text:
            yield f"{text_in(page, 'title') or ''} <{address}>".strip()
    yield from _quoted(object_in(view, "record"))


def _quoted(view: dict[str, Any]) -> Iterator[str]:
    """Yield a quoted post as mail quotes."""
    quoted = view if "value" in view else object_in(view, "record")
    said = text_in(object_in(quoted, "value"), "text")
    if said:
        yield f"> {author_of(quoted) or ''}:"
        yield from (f"> {line}".rstrip() for line in said.split("\n"))


def author_of(view: Json) -> str | None:
    """Return the handle of whoever wrote a post, the lasting id where the handle is no more."""
    author = object_in(view, "author")
    handle = text_in(author, "handle")
    return handle if handle and handle != "handle.invalid" else text_in(author, "did") or handle

"""Reddit's pages since 2023: elements of their own, `shreddit-post` and `shreddit-comment`, that say all in attributes.

Invariant: a comment answers the one that it names as its parent, else the nearest one that its element lies in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.formats import moments, reddit_markup
from tui_reader.formats.page_source import attribute, words_of
from tui_reader.formats.reddit_markup import Post, Said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from tui_reader.model import Article, Comment, Problem

_COMMENT = "shreddit-comment"
_TEXTS = ("-comment-rtjson-content", "-post-rtjson-content")
_STUBS = "faceplate-partial[src*='more-comments'], [slot^='more-comments'], a.more-comments-link"


def read(tree: LexborHTMLParser) -> Iterator[Article | Comment | Problem]:
    """Yield the thread of a page, or those that its comments belong to."""
    posts = tree.css("shreddit-post")
    found = tree.css(_COMMENT)
    whole_tree = tree.css_first("shreddit-comment-tree, shreddit-comments-page")
    if whole_tree is None and (len(posts) > 1 or not (posts or found)):
        numbered = enumerate(found, 1)
        pairs = (
            (_said(node, number, {}, {}), reddit_markup.thread_in(attribute(node, "permalink"))) for number, node in numbered
        )
        yield from reddit_markup.threads(pairs)
        return
    post = _post(tree, posts[0] if posts else None, found)
    refs: dict[int, str] = {}
    texts = _texts(tree)
    comments = []
    for number, node in enumerate(found, 1):
        if attribute(node, "postid") in {None, post.id} and not _is_aside(node):
            said = _said(node, number, refs, texts)
            refs[node.mem_id] = said.id
            comments.append(reddit_markup.comment(said, post.id))
    yield reddit_markup.article(post, comments)
    yield from comments
    yield from _missing(tree, post.id, refs)


def _missing(tree: LexborHTMLParser, thread: str, refs: dict[int, str]) -> Iterator[Problem]:
    """Yield what the page does not show; it says so up to three times, and hides that where it shows it."""
    told: set[tuple[str | None, str]] = set()
    for stub in tree.css(_STUBS):
        place = (_above(stub, refs), words_of(stub))
        if place not in told and not _is_hidden(stub):
            yield reddit_markup.missing(place[1], thread, place[0])
        told.add(place)


def _is_hidden(stub: LexborNode) -> bool:
    """Whether a stub, or an element of the same comment that it lies in, is not shown."""
    node: LexborNode | None = stub
    while node is not None and node.tag != _COMMENT:
        if "hidden" in (attribute(node, "class") or "").split():
            return True
        node = node.parent
    return False


def _post(tree: LexborHTMLParser, node: LexborNode | None, found: list[LexborNode]) -> Post:
    canonical = reddit_markup.own_address(tree)
    if node is None:
        stated = next((post for comment in found if (post := attribute(comment, "postid"))), None)
        permalink = attribute(found[0], "permalink") if found else None
        number = stated or reddit_markup.thread_in(permalink) or reddit_markup.thread_in(canonical)
        return Post(number or "post", words_of(tree.css_first("h1, title")) or None, canonical)
    permalink = attribute(node, "permalink")
    whole_tree = tree.css_first("shreddit-comment-tree")
    return Post(
        attribute(node, "id") or reddit_markup.thread_in(permalink) or reddit_markup.thread_in(canonical) or "post",
        title=attribute(node, "post-title") or words_of(node.css_first("h1, [slot='title']") or tree.css_first("h1")) or None,
        url=reddit_markup.page_url(attribute(node, "content-href")) or reddit_markup.page_url(permalink),
        author=attribute(node, "author"),
        posted=moments.of_iso(_iso(attribute(node, "created-timestamp"))),
        text=node.css_first("[slot='text-body'] .md, [slot='text-body']"),
        claimed=reddit_markup.whole(attribute(node, "comment-count") or attribute(whole_tree, "totalcomments")),
        score=reddit_markup.whole(attribute(node, "score")),
    )


def _said(node: LexborNode, number: int, refs: dict[int, str], texts: dict[str, LexborNode]) -> Said:
    ref = attribute(node, "thingid") or reddit_markup.comment_in(attribute(node, "permalink")) or f"comment {number}"
    parent = attribute(node, "parentid") or ""
    own = list(_own(node))
    mark = next((inner for inner in own if attribute(inner, "ts") or attribute(inner, "datetime")), None)
    written = attribute(node, "created") or attribute(mark, "ts") or attribute(mark, "datetime")
    text = texts.get(ref) or next((inner for inner in own if inner.attributes.get("slot") == "comment"), None)
    meta = next((inner for inner in own if inner.attributes.get("slot") == "commentMeta"), None)
    return Said(
        ref,
        parent=parent if parent.startswith("t1_") else _above(node, refs),
        author=attribute(node, "author"),
        posted=moments.of_iso(_iso(written)),
        posted_text=written,
        text=text,
        notice=_notice(node, own),
        score=reddit_markup.whole(attribute(node, "score")),
        edited="" if "edited" in words_of(meta).lower().split() else None,
    )


def _own(node: LexborNode) -> Iterator[LexborNode]:
    """Yield the elements of a comment without those of its answers."""
    waiting = [node.child]
    while waiting:
        inner = waiting.pop()
        if inner is None:
            continue
        waiting.append(inner.next)
        if inner.is_element_node and inner.tag != _COMMENT:
            yield inner
            waiting.append(inner.child)


def _notice(node: LexborNode, own: list[LexborNode]) -> str:
    """Return what stands where a comment without text was."""
    if attribute(node, "is-comment-deleted") or attribute(node, "author") in {None, "[deleted]"}:
        words = " ".join(words_of(inner).lower() for inner in own if inner.child is None or inner.child.next is None)
        return "[removed]" if "removed" in words else "[deleted]"
    return ""


def _texts(tree: LexborHTMLParser) -> dict[str, LexborNode]:
    """Return the elements that say by their id whose text they hold; they may stand outside the comment."""
    found: dict[str, LexborNode] = {}
    for suffix in _TEXTS:
        for node in tree.css(f"[id$='{suffix}']"):
            found.setdefault((attribute(node, "id") or "").removesuffix(suffix), node)
    return found


def _above(node: LexborNode, refs: dict[int, str]) -> str | None:
    outer = node.parent
    while outer is not None:
        if outer.mem_id in refs:
            return refs[outer.mem_id]
        outer = outer.parent
    return None


def _is_aside(node: LexborNode) -> bool:
    """Whether a comment stands beside the page, as one of another thread."""
    if attribute(node, "postid") is not None:
        return False
    outer = node.parent
    while outer is not None and outer.tag not in {"aside", _COMMENT}:
        outer = outer.parent
    return outer is not None and outer.tag == "aside"


def _iso(moment: str | None) -> str | None:
    """Return a moment with its offset as ISO 8601 has it."""
    return moment.replace("+0000", "+00:00") if moment else None

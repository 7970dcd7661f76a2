"""Builders that let a test say what it means in one line."""

from __future__ import annotations

from tui_reader.model import Article, Comment

THREAD = "1"


def article(title: str = "A title") -> Article:
    """Return the head of the one thread that builders speak of."""
    return Article(ref=THREAD, title=title)


def thread(shape: str) -> list[Comment]:
    """Return the comments of a tree in preorder: `thread("a(b c(d)) e")` says that b and c answer a, and d answers c.

    A word is at once the comment's reference, its author and its body.
    """
    comments: list[Comment] = []
    path: list[str] = []
    for word in shape.replace("(", " ( ").replace(")", " ) ").split():
        if word == "(":
            path.append(comments[-1].ref)
        elif word == ")":
            path.pop()
        else:
            parent = path[-1] if path else None
            comments.append(Comment(thread=THREAD, ref=word, body=word, author=word, parent=parent))
    return comments

"""The words by which pages name their parts in classes, ids, properties and addresses.

Invariant: nothing here looks at more than one element, and no word is one site's own where a general one would do.
"""

from __future__ import annotations

import re

_NUMBER = r"(\d{1,20}|(?=[a-z-]*\d)[0-9a-f]{8,32}|[0-9a-f]{8}-[0-9a-f-]{14,27})"
_COMMENT_ID = re.compile(
    r"(?:.*[-_])?(?:elcomment|comment|komment|kommentar|commentaire|comentario|com|cmt|cmnt|reply|response|answer|isso"
    rf"|trackback|pingback|ping|c)[-_]*{_NUMBER}(?:[-_]wrap)?"
)
_POST_ID = re.compile(rf"(?:.*[-_])?(?:post|p|pid|msg|message|node|t|edit)[-_]?{_NUMBER}")
_COMMENT_CLASS = re.compile(
    r"(?:(?!(?:no|leave|add|has|recent|cancel|new|write|is|form|latest|submit|last|allow|hide|show|with|post|edit|by|reply|rc)[-_])[a-z0-9]+[-_]+)*"
    r"(?:ipscomment|bcomment|comment|kommentar|commentaire|comentario|reply|response|pingback|trackback|ping|answer|commento[-_]card)"
    r"(?:[-_]+(?:item|wrap|wrapper|block|box|container|entry|node|card|row|post|single|outer|inner|main|body|oddbox|evenbox|\d+))?"
)
_POST_CLASS = re.compile(
    r"(?:(?!(?:no|new|blog|single|related|recent)[-_])[a-z0-9]+[-_]+)*"
    r"(?:post|message|postbit\w*|postcontainer|windowbg\d?|post[-_]?(?:wrapper|wrap|item|row|container)|cpost)"
)

_NAME_CLASS = re.compile(
    r"(?:.*[-_])?(?:fn|[a-z]{0,3}username|[a-z]{2}user|user[-_]name|nickname|nick|screenname|bigusername|displayname|display[-_]name|authorname"
    r"|author[-_]name|poster[-_]name|creator|commenter|ljuser|membername|comment[-_]user)"
)
_AUTHOR_CLASS = re.compile(
    r"(?:.*[-_])?(?:author|poster|user|by|byline|name|vcard|owner|autor|auteur|verfasser|sender|commentauthor|cite|author[-_]link)"
)
_NO_AUTHOR = re.compile(
    r"(?:file|host|domain|site|blog|tag|group|forum|category|theme|company|product|rank|title|is|has|by|op|badge)[-_](?:name|user|by|author)"
    r"|(?:asset|article|entry|page|post|item|topic|thread|field|event|section)[-_]name|icon[-_]user|fa[-_]user|.*icon.*"
)
_PROFILE_ADDRESS = re.compile(
    r"/(?:users?|u|members?|profiles?|people)/|/@\w|/~\w|memberlist\.php|member\.php|profile\.php|action=profile|mode=viewprofile|[?&]u=\d|\buser\?id=|\buser\.php",
    re.IGNORECASE,
)
_CAMEL = re.compile(r"([a-z0-9])([A-Z])")

COMMENTS = frozenset(
    {
        "comment",
        "comments",
        "response",
        "responses",
        "reply",
        "replies",
        "kommentar",
        "kommentare",
        "commentaires",
        "comentarios",
    }
    | {"commentaire", "comentario", "commentlist", "discussion", "reactions", "reacties", "kommentarer", "feedback", "answers"}
    | {"guestbook", "komment", "bcomment", "commentarea", "commentblock", "commentarios"}
)
"""Words of what holds comments, or what is about them."""

FORUM = frozenset(
    {"forum", "topic", "thread", "viewtopic", "showthread", "posts", "messages", "postlist", "board", "forumline"}
)
"""Words of what holds the posts of a forum."""

BODIES = frozenset(
    {
        "content",
        "body",
        "text",
        "message",
        "copy",
        "cooked",
        "postbody",
        "postcontent",
        "commentbody",
        "commenttext",
        "postmessage",
    }
    | {"commtext", "markdown", "description", "restore", "richtext", "bb", "inner", "usertext", "excerpt", "inhalt"}
)
"""Words of what holds what somebody says."""

CHILDREN = frozenset(
    {"children", "child", "replies", "indented", "nested", "responses", "answers", "subcomments", "sub", "subthread", "childs"}
)
"""Words of what holds the answers to the comment before it."""

DATES = frozenset(
    {"date", "time", "datetime", "timestamp", "published", "posted", "ctime", "timeago", "ago", "when", "created", "submitted"}
    | {
        "postdate",
        "commenttime",
        "posttime",
        "commentdate",
        "permalink",
        "meta",
        "metadata",
        "datum",
        "fecha",
        "dateline",
        "keyinfo",
    }
)
"""Words of what holds a date."""

PROFILES = frozenset(
    {"postprofile", "profile", "userinfo", "signature", "sig", "signaturecontainer", "tooltip", "usertitle", "hovercard"}
)
"""Words of what a forum tells of a member beside each post."""

FURNITURE = frozenset(
    {"avatar", "says", "actions", "action", "buttons", "toolbar", "controls", "share", "sharedaddy", "vote", "votes", "voting"}
    | {
        "likes",
        "rating",
        "permalink",
        "edit",
        "flag",
        "report",
        "badge",
        "signature",
        "sig",
        "breadcrumb",
        "breadcrumbs",
        "pager",
    }
    | {"moderatorbar", "tools", "icons", "menu", "social", "addthis", "sharing", "replybox", "gravatar", "vcard", "awaiting"}
)
"""Words of what stands around what somebody says."""

REPLY_LINKS = frozenset(
    {"reply", "antworten", "antwort", "antworten ↓", "répondre", "responder", "rispondi", "reageer", "ответить"}
)
"""What the link says with which one answers."""

WIDGETS = frozenset(
    {"widget", "sidebar", "recent", "recentcomments", "related", "latest", "popular", "trending", "sponsored", "footer"}
)
"""Words of what stands beside the article and its comments."""


def tokens_of(attributes: dict[str, str]) -> list[str]:
    """Return the classes and properties of an element in small letters, with `-` where the letters change from small to big."""
    named = f"{attributes.get('class', '')} {attributes.get('itemprop', '')}"
    return _CAMEL.sub(r"\1-\2", named).lower().split()


def comment_number(name: str) -> str | None:
    """Return the number in an id such as `comment-123`."""
    found = _COMMENT_ID.fullmatch(name.lower()) if name else None
    return found[1] if found else None


def post_number(name: str) -> str | None:
    """Return the number in an id such as `post_123`."""
    found = _POST_ID.fullmatch(name.lower()) if name else None
    return found[1] if found else None


def is_comment_class(token: str) -> bool:
    """Whether a class is that of one comment."""
    return _COMMENT_CLASS.fullmatch(token) is not None


def is_post_class(token: str) -> bool:
    """Whether a class is that of one post of a forum, or of a blog."""
    return _POST_CLASS.fullmatch(token) is not None


def author_rank(tag: str, attributes: dict[str, str]) -> int:
    """Return how an element shows that it holds an author: 1 by its property, 2 and 3 by a class, 4 by a link."""
    properties = attributes.get("itemprop", "").lower().split()
    if "author" in properties or "creator" in properties:
        return 1
    tokens = [token for token in tokens_of(attributes) if not _NO_AUTHOR.fullmatch(token)]
    if any(_NAME_CLASS.fullmatch(token) for token in tokens):
        return 2
    if any(_AUTHOR_CLASS.fullmatch(token) for token in tokens):
        return 3
    return 4 if tag == "cite" or (tag == "a" and _is_persons_link(attributes)) else 0


def _is_persons_link(attributes: dict[str, str]) -> bool:
    relations = attributes.get("rel", "").lower().split()
    return (
        "author" in relations
        or ("external" in relations and "nofollow" in relations)
        or "url" in attributes.get("class", "").split()
        or "data-user-card" in attributes
        or _PROFILE_ADDRESS.search(attributes.get("href", "")) is not None
    )

"""The fields that a comment has in files that people and small programs lay out as they like, by their many names.

Invariant: a field of ours is looked for under its names in their order, and the first one that says something is taken.
"""

from __future__ import annotations

import re
from functools import lru_cache

NAMES: dict[str, tuple[str, ...]] = {
    "author": (
        *("author", "by", "username", "user_name", "user", "commenter", "comment_author", "display_name", "author_name"),
        *(
            "screen_name",
            "screenname",
            "nickname",
            "nick",
            "poster",
            "posted_by",
            "full_name",
            "name",
            "handle",
            "from",
            "sender",
        ),
        *("login", "account", "creator", "writer", "author_fullname", "speaker", "owner", "who"),
    ),
    "body": (
        *("body", "message", "msg", "comment_text", "comment_content", "comment_body", "content", "text", "comment", "raw"),
        *("body_text", "message_text", "post_text", "markdown", "body_markdown", "text_original", "textoriginal", "body_html"),
        *("html", "cooked", "content_html", "message_html", "review_text", "reply_text", "review", "post_content", "post_body"),
    ),
    "date": (
        *("date", "created", "created_at", "created_on", "created_utc", "created_time", "date_created", "creation_date"),
        *("comment_date_gmt", "comment_date", "timestamp", "time", "datetime", "posted_at", "posted", "posted_on", "post_date"),
        *("published", "published_at", "publish_date", "date_published", "pub_date", "submitted", "submitted_at", "ts", "when"),
        *("inserted_at", "time_created", "timestamp_utc", "sent_at", "unix_time", "date_posted", "date_time"),
    ),
    "id": (
        *("id", "_id", "comment_id", "commentid", "cid", "uuid", "guid", "key", "post_number", "message_id", "msg_id"),
        *("reply_id", "nid", "num", "no", "ref", "hash"),
    ),
    "parent": (
        *(
            "parent",
            "parent_id",
            "parentid",
            "comment_parent",
            "parent_comment_id",
            "parent_comment",
            "reply_to",
            "in_reply_to",
        ),
        *("reply_to_id", "in_reply_to_id", "replying_to", "replying_to_id", "replying_to_uid", "replied_to", "answers", "re"),
        *("pid", "parent_uuid", "parent_key", "reply_parent_id", "parent_post_id", "response_to", "quoted_id", "replyto"),
    ),
    "children": ("children", "replies", "comments", "child_comments", "responses", "answers", "kids", "subcomments", "nested"),
    "depth": ("depth", "level", "indent", "indent_level", "nesting", "nesting_level", "nest", "comment_level"),
    "score": (
        *("score", "points", "votes", "karma", "likes", "like_count", "likes_count", "upvotes", "ups", "vote_count", "rating"),
        *("net_votes", "thumbs_up", "favorites"),
    ),
    "thread": (
        *("thread", "thread_id", "threadid", "slug", "post_slug", "page", "page_id", "post", "post_id", "postid", "topic"),
        *(
            "topic_id",
            "article_id",
            "articleid",
            "article",
            "story_id",
            "story",
            "entry_id",
            "entry",
            "discussion_id",
            "link_id",
        ),
        *(
            "comment_post_id",
            "conversation_id",
            "submission_id",
            "object_id",
            "parent_post",
            "video_id",
            "item_id",
            "page_slug",
        ),
        *("permalink", "path"),
    ),
    "title": (
        *("title", "thread_title", "post_title", "page_title", "article_title", "story_title", "topic_title", "subject"),
        *("headline",),
    ),
    "url": ("url", "page_url", "article_url", "post_url", "link", "href", "uri", "thread_url", "story_url", "permalink"),
}
"""The names of each field of a comment, the most particular ones first; written without capitals, with `_` between words."""

_CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_BETWEEN = re.compile(r"[^0-9a-z]+")
_KNOWN = {name.replace("_", ""): name for names in NAMES.values() for name in names}


@lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """Return the name of a field as it stands in `NAMES`: `inReplyTo`, `In-Reply-To` and `INREPLYTO` are `in_reply_to`."""
    plain = _BETWEEN.sub("_", _CAPITAL.sub("_", name.strip()).lower()).strip("_")
    plain = f"_{plain}" if name.startswith("_") and plain == "id" else plain
    return _KNOWN.get(plain.replace("_", ""), plain) if not plain.startswith("_") else plain

"""How people call the fields of comments, in plain letters and lower case, the more usual names first.

Invariant: names are as `plain_name` returns them; a name may stand for several things, and then the values decide.
"""

from __future__ import annotations

SPELLINGS: dict[str, tuple[str, ...]] = {
    "id": ("id", "commentid", "cid", "uid", "uuid", "guid", "postid", "messageid", "msgid", "number", "no", "num", "key"),
    "parent": (
        *("parentid", "parent", "parentcommentid", "parentcomment", "replyto", "inreplyto", "inreplytoid", "replytoid"),
        *("replyingto", "re", "pid", "answerto", "parentkey", "quoted", "responseto", "replytocommentid"),
    ),
    "depth": ("depth", "level", "indent", "nesting", "lvl", "indentation", "nestinglevel"),
    "children": ("children", "replies", "comments", "responses", "answers", "kids", "childs", "subcomments", "nodes"),
    "body": (
        *("body", "content", "text", "message", "msg", "comment", "commenttext", "commentbody", "html", "bodyhtml"),
        *("contenthtml", "texthtml", "raw", "markdown", "selftext", "said", "reply", "posttext", "postbody"),
        *("kommentar", "inhalt", "commentaire", "texte", "comentario", "texto", "contenido"),
    ),
    "author": (
        *("author", "by", "name", "username", "user", "commenter", "displayname", "screenname", "nickname", "nick", "login"),
        *("authorname", "userdisplayname", "postedby", "poster", "from", "sender", "writer", "createdby", "owner", "handle"),
        *("who", "person", "autor", "auteur", "nombre", "account", "member", "verfasser"),
    ),
    "date": (
        *("createdat", "created", "date", "time", "timestamp", "datetime", "posted", "postedat", "published", "publishedat"),
        *("createdutc", "dategmt", "createddate", "datecreated", "createdtime", "createtime", "creationdate", "pubdate"),
        *("postedon", "createdon", "submitted", "submittedat", "dateposted", "dateadded", "when", "ts", "on", "at", "added"),
        *("datum", "fecha", "publisheddate", "writtenat", "insertedat", "epoch"),
    ),
    "thread": (
        *("thread", "threadid", "slug", "page", "pageid", "post", "postid", "topic", "topicid", "article", "articleid"),
        *("story", "storyid", "postslug", "postname", "entry", "entryid", "discussion", "discussionid", "threadslug"),
        *("pageslug", "path", "uri", "pageurl", "posturl", "articleurl", "threadurl", "storyurl", "target", "submissionid"),
        *(
            "linkid",
            "seite",
            "beitrag",
            "conversation",
            "conversationid",
            "room",
            "video",
            "videoid",
            "blogpost",
            "photo",
            "item",
            "itemid",
        ),
    ),
    "url": ("url", "link", "href", "permalink", "pageurl", "posturl", "articleurl", "threadurl", "storyurl", "address"),
    "title": (
        *("title", "posttitle", "articletitle", "threadtitle", "storytitle", "pagetitle", "topictitle", "threadname"),
        *("headline", "subject"),
    ),
    "score": (
        *("score", "points", "votes", "likes", "upvotes", "ups", "karma", "likecount", "likescount", "votecount"),
        *("numlikes", "favorites", "favourites", "rating", "reactions"),
    ),
}
"""For each thing that we know of a comment, what the field that says it may be called."""

INNER: dict[str, tuple[str, ...]] = {
    "author": ("name", "displayname", "username", "nickname", "login", "screenname", "nick", "fullname", "handle"),
    "body": ("rendered", "html", "text", "body", "content", "raw", "plain", "markdown"),
    "parent": ("id", "commentid", "uid"),
    "thread": ("id", "slug", "url", "path"),
    "title": ("title", "rendered"),
    "children": ("data", "items", "comments", "nodes", "list", "children"),
    "date": ("date", "iso", "timestamp", "gmt", "utc"),
}
"""The names that such a field has inside, where it is an object."""

WRAPPERS = frozenset({"attributes", "fields", "data", "comment", "source", "snippet", "meta", "properties", "node"})
"""Objects that only wrap the fields of a record."""

TITLES = ("title", "headline", "subject", "posttitle", "pagetitle")
ADDRESSES = ("url", "link", "permalink", "href", "uri", "pageurl", "posturl", "articleurl", "canonicalurl", "address")
THREAD_IDS = ("id", "slug", "key", "threadid", "postid", "pageid", "articleid", "topicid", "storyid", "path", "page", "name")
"""What the heads of threads call their title, address and id."""

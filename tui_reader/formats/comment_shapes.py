"""The shapes in which people keep comments in JSON: lists, pages by their names, objects around a list, objects by their ids.

Invariant: a shape is told from what the values hold; nothing is gone into more than a few levels deep, and nothing recurses.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tui_reader.formats.field_mapping import guessed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tui_reader.formats.json_reading import Json

    IsComment = Callable[[dict[str, Any]], bool]

_LISTS = (
    *(
        "comments",
        "items",
        "data",
        "results",
        "posts",
        "messages",
        "entries",
        "replies",
        "responses",
        "records",
        "rows",
        "list",
    ),
    *("discussion", "thread", "threads", "pages", "children", "response", "payload", "articles", "topics"),
)
_OF_PAGES = frozenset({"title", "url", "link", "slug", "permalink", "page", "path", "uri", "headline"})
_TITLES = frozenset({"title", "headline"})
_DEEPEST = 6
_LOOKED_AT = 50


@dataclass(frozen=True, slots=True)
class Group:
    """Comments that stand together; `key` is what they are filed under, `facts` what stands around them."""

    key: str | None
    facts: dict[str, Any] = field(default_factory=dict)
    comments: list[Any] = field(default_factory=list)


def groups_of(value: Json, is_comment: IsComment) -> Iterator[Group]:
    """Yield the groups of comments that a value holds, in their order."""
    waiting: list[tuple[Json, str | None, int]] = [(value, None, 0)]
    while waiting:
        one, key, depth = waiting.pop()
        if depth > _DEEPEST or not isinstance(one, dict | list) or not one:
            continue
        if isinstance(one, list):
            yield from _listed(one, key, depth, waiting, is_comment)
        elif (name := _list_of_page(one, is_comment)) is not None:
            yield Group(key, {member: told for member, told in one.items() if member != name}, _as_list(one[name]))
        elif is_comment(one):
            yield Group(key, {}, [one])
        elif _are_by_id(one, is_comment):
            yield Group(key, {}, _as_list(one))
        else:
            waiting.extend((member, _key(name, one), depth + 1) for name, member in reversed(one.items()))


def _listed(
    values: list[Any], key: str | None, depth: int, waiting: list[tuple[Json, str | None, int]], is_comment: IsComment
) -> Iterator[Group]:
    """Yield the comments of a list as one group; whatever else is in it waits to be looked at."""
    is_page = [isinstance(one, dict) and _list_of_page(one, is_comment) is not None for one in values]
    comments = [one for one, page in zip(values, is_page, strict=True) if not page and isinstance(one, dict)]
    if any(map(is_comment, comments[:_LOOKED_AT])):
        waiting.extend((one, None, depth + 1) for one, page in reversed(list(zip(values, is_page, strict=True))) if page)
        yield Group(key, {}, [one for one, page in zip(values, is_page, strict=True) if not page])
    else:
        waiting.extend((one, None, depth + 1) for one in reversed(values))


def _list_of_page(value: dict[str, Any], is_comment: IsComment) -> str | None:
    """Return the member of a page that holds its comments; None where a value is no page."""
    is_one = is_comment(value)
    if value.get("comments") == [] and not _TITLES.isdisjoint(value):
        return "comments"
    for name in _LISTS:
        held = value.get(name)
        if not isinstance(held, list | dict) or not held:
            continue
        if is_one and (name != "comments" or _OF_PAGES.isdisjoint(value)):
            continue
        first = next((one for one in _as_list(held)[:_LOOKED_AT] if isinstance(one, dict)), {})
        if is_comment(first) and (isinstance(held, list) or _are_by_id(held, is_comment)) and not _is_page_itself(first):
            return name
    return None


def _is_page_itself(value: dict[str, Any]) -> bool:
    """Whether what looks like a comment has comments of its own below a title."""
    return not _OF_PAGES.isdisjoint(value) and isinstance(value.get("comments"), list)


def _are_by_id(value: dict[str, Any], is_comment: IsComment) -> bool:
    """Whether an object holds comments under their ids."""
    held = list(value.values())[:_LOOKED_AT]
    return bool(held) and all(isinstance(one, dict) for one in held) and sum(map(is_comment, held)) * 2 > len(held)


def _as_list(held: Json) -> list[Any]:
    """Return the members of a list, or of an object, each with what it is filed under as its id."""
    if isinstance(held, list):
        return held
    return [{"id": name} | one if isinstance(one, dict) else one for name, one in held.items()]


def _key(name: str, around: dict[str, Any]) -> str | None:
    """Return what a member is filed under, if its name says more than what kind of thing it is."""
    return None if name.lower() in _LISTS and len(around) < 4 else name


def looks_like_comment(value: dict[str, Any]) -> bool:
    """Whether a record has what comments have."""
    return guessed([value, value]) is not None

"""How the comments of home-grown JSON lie in it: in a list, by the names of their pages, below posts, or in a mixture of these.

Invariant: every object that looks like a comment is found once, in its order, and the objects inside it stay inside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from tui_reader.formats.field_mapping import is_named_as
from tui_reader.formats.field_spellings import SPELLINGS
from tui_reader.formats.field_values import plain_name, text_of, value_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui_reader.formats.field_mapping import FieldMapping

_LOOKED_AT = 50
_FIRST_LOOKED_AT = 5
_MOSTLY = 0.6
_LISTS_OF_COMMENTS = frozenset({"comments", "posts", "messages", "replies", "responses", "discussion", "commentlist"})
_BESIDE_BODY = ("author", "date", "id", "parent")


@dataclass(frozen=True, slots=True)
class Group:
    """Records that lie together, each with its own key where it has one.

    `keys` are the names that lead to them, `heads` the objects around them, the innermost last.
    """

    records: list[tuple[str | None, dict[str, Any]]]
    keys: tuple[str, ...]
    heads: tuple[dict[str, Any], ...] = ()


def groups_in(value: object, mapping: FieldMapping | None = None) -> Iterator[Group]:
    """Yield the comments of a JSON value, those that lie together at once; the value may itself be one."""
    if isinstance(value, dict) and looks_like_a_comment(value, mapping) and not _is_head(value, mapping):
        yield Group([(None, value)], ())
        return
    waiting: list[tuple[Any, tuple[str, ...], tuple[dict[str, Any], ...]]] = [(value, (), ())]
    while waiting:
        found, keys, heads = waiting.pop()
        if isinstance(found, list):
            if _are_comments(found, mapping):
                yield Group([(None, each) for each in found if isinstance(each, dict)], keys, heads)
            else:
                waiting.extend((each, keys, heads) for each in reversed(found) if isinstance(each, dict | list))
        elif not isinstance(found, dict):
            continue
        elif heads and _is_topmost(found, mapping):
            yield Group([(None, found)], keys, heads)
        elif found and _are_comments(list(found.values()), mapping):
            yield Group(list(found.items()), keys, heads)
        else:
            inside = _members(found)
            waiting.extend((each, (*keys, name), (*heads, found)) for name, each in reversed(inside))


def _is_topmost(value: dict[str, Any], mapping: FieldMapping | None) -> bool:
    """Whether an object that lies alone is a comment with answers inside it."""
    if not looks_like_a_comment(value, mapping) or _is_head(value, mapping):
        return False
    names = [name for name in value if is_named_as("children", name)]
    return any(looks_like_a_comment(each, mapping) for name in names for _, each in children_of(value, name)[:1])


def _members(holder: dict[str, Any]) -> list[tuple[str, Any]]:
    """Return the lists and objects of an object; where one of them is called after comments, the others are none."""
    inside = [(name, each) for name, each in holder.items() if isinstance(each, dict | list) and each]
    called = [(name, each) for name, each in inside if "comment" in plain_name(name)]
    return called or inside


def _are_comments(values: Sequence[Any], mapping: FieldMapping | None) -> bool:
    """Whether values are objects that look like comments, most of the first ones, and none is a post with comments below it."""
    first = [value for value in values[:_LOOKED_AT] if isinstance(value, dict)]
    if not first or len(first) < _MOSTLY * min(len(values), _LOOKED_AT):
        return False
    alike = sum(looks_like_a_comment(each, mapping) for each in first)
    return alike >= _MOSTLY * len(first) and not any(_is_head(each, mapping) for each in first)


def looks_like_a_comment(record: dict[str, Any], mapping: FieldMapping | None) -> bool:
    """Whether an object has a field for a body and one of those that comments have beside it."""
    if mapping is not None and mapping.body is not None:
        return text_of(value_at(record, mapping.body)) is not None
    names = _paths(record)
    bodies = [path for path in names if is_named_as("body", path) and isinstance(value_at(record, path), str | None)]
    return bool(bodies) and any(is_named_as(ours, path) for ours in _BESIDE_BODY for path in names if path not in bodies)


def _paths(record: dict[str, Any]) -> list[str]:
    inner = (f"{name}.{below}" for name, value in record.items() if isinstance(value, dict) for below in islice(value, 50))
    return [*record, *inner]


def _is_head(record: dict[str, Any], mapping: FieldMapping | None) -> bool:
    """Whether an object is a post with comments below it: they lack its title, or the list of their kind."""
    for name, value in record.items():
        below = list(value.values()) if isinstance(value, dict) else value
        if not isinstance(below, list) or not below or (mapping and name == mapping.children):
            continue
        first = [each for each in below[:_FIRST_LOOKED_AT] if isinstance(each, dict)]
        if not first or not all(looks_like_a_comment(each, mapping) for each in first):
            continue
        title = next((own for own in record if plain_name(own) in SPELLINGS["title"] and record[own]), None)
        if title is not None and not any(each.get(title) for each in first):
            return True
        if plain_name(name) in _LISTS_OF_COMMENTS - {"replies", "responses"} and not any(name in each for each in first):
            return True
    return False


def placed(
    records: list[tuple[str | None, dict[str, Any]]], name: str | None
) -> Iterator[tuple[dict[str, Any], str | None, int | None]]:
    """Yield records in preorder, each with its key and the number of the record that it lies in."""
    waiting: list[tuple[str | None, Any, int | None]] = [(key, record, None) for key, record in reversed(records)]
    number = 0
    while waiting:
        key, record, above = waiting.pop()
        yield record, key, above
        inside = children_of(record, name)
        waiting.extend((inner_key, each, number) for inner_key, each in reversed(inside))
        number += 1


def children_of(record: dict[str, Any], name: str | None) -> list[tuple[str | None, dict[str, Any]]]:
    """Return the records inside a record, by their keys where they have any."""
    value = value_at(record, name)
    if isinstance(value, dict):
        return [(key, each) for key, each in value.items() if isinstance(each, dict)]
    return [(None, each) for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def sample(groups: list[Group], count: int) -> tuple[list[dict[str, Any]], list[int]]:
    """Return the first records of several groups, with those inside them, and the number of the group of each.

    A record that goes by a key has it as the field `(key)`.
    """
    every = ((record, number) for number, group in enumerate(groups) for record in _everything(group))
    found = list(islice(every, count))
    return [record for record, _ in found], [number for _, number in found]


def _everything(group: Group) -> Iterator[dict[str, Any]]:
    """Yield the records of a group and whatever lies inside them under a name for answers."""
    waiting = list(reversed(group.records))
    while waiting:
        key, record = waiting.pop()
        if not isinstance(record, dict):
            continue
        yield record if key is None else record | {"(key)": key}
        for name in record:
            if is_named_as("children", name):
                waiting.extend(reversed(children_of(record, name)))

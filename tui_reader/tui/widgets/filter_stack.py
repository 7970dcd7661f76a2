"""The filters of a thread as a stack: what narrows the view, what is switched off for now, and what all of it asks together.

Invariant: a stack is a value; whatever is done to it gives a new one. What is switched off asks nothing but keeps its place.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tui_reader.query import All, By, Condition, Not

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class FilterEntry:
    """A condition, and whether it is switched on; `alone` says that its several names are one person's."""

    condition: Condition
    active: bool = True
    alone: bool = False

    def describe(self) -> str:
        """Return the condition in words."""
        return self.condition.describe()

    def switched(self) -> FilterEntry:
        """Return it on if it is off, off if it is on."""
        return replace(self, active=not self.active)

    def inverted(self) -> FilterEntry:
        """Return the entry that shows what this one hides."""
        condition = self.condition
        return replace(self, condition=condition.condition if isinstance(condition, Not) else Not(condition))


@dataclass(frozen=True, slots=True)
class PeopleChoice:
    """Commenters to show and commenters to leave out, by name; None stands for all comments without a name."""

    included: tuple[str | None, ...] = ()
    excluded: tuple[str | None, ...] = ()


@dataclass(frozen=True, slots=True)
class FilterStack:
    """Filters in the order in which they were asked for, the latest last."""

    entries: tuple[FilterEntry, ...] = ()

    @classmethod
    def of(cls, condition: Condition) -> FilterStack:
        """Return the stack that asks for a condition, with a filter for each part of it that is true by itself."""
        parts = condition.conditions if isinstance(condition, All) else (condition,)
        return cls(tuple(map(FilterEntry, parts)))

    @property
    def condition(self) -> Condition | None:
        """What all filters that are on ask together, None when none is."""
        active = tuple(entry.condition for entry in self.entries if entry.active)
        return active[0] if len(active) == 1 else All(active) if active else None

    @property
    def people(self) -> PeopleChoice:
        """The commenters that the filters now show and leave out."""
        active = [entry.condition for entry in self.entries if entry.active and _is_of_people(entry.condition)]
        included = (condition.names for condition in active if isinstance(condition, By))
        excluded = (
            inner.names for condition in active if isinstance(condition, Not) and isinstance(inner := condition.condition, By)
        )
        return PeopleChoice(_all_of(included), _all_of(excluded))

    def describe(self) -> str:
        """Return in words what is shown; empty when everything is."""
        condition = self.condition
        return "" if condition is None else condition.describe()

    def push(self, condition: Condition) -> FilterStack:
        """Return the stack with a filter on top; none is in it twice."""
        return FilterStack((*(entry for entry in self.entries if entry.condition != condition), FilterEntry(condition)))

    def pop(self) -> FilterStack:
        """Return the stack without the latest filter that is on."""
        last = self._last_active()
        return self if last is None else FilterStack((*self.entries[:last], *self.entries[last + 1 :]))

    def invert_last(self) -> FilterStack:
        """Return the stack with the latest filter that is on turned into its opposite."""
        last = self._last_active()
        if last is None:
            return self
        return FilterStack((*self.entries[:last], self.entries[last].inverted(), *self.entries[last + 1 :]))

    def toggle_person(self, *names: str | None) -> FilterStack:
        """Return the stack showing one commenter alone, by all names, or no longer; None stands for all without a name.

        No comment is by two people, so whoever was shown alone before gives way.
        """
        wanted = By(names)
        rest = tuple(entry for entry in self.entries if not _is_of_one(entry))
        is_on = any(entry.active and entry.condition == wanted for entry in self.entries)
        return FilterStack(rest) if is_on else FilterStack((*rest, FilterEntry(wanted, alone=len(names) > 1)))

    def toggle(self, condition: Condition) -> FilterStack:
        """Return the stack with a condition on top, or without it where it is on."""
        is_on = any(entry.active and entry.condition == condition for entry in self.entries)
        pushed = self.push(condition)
        return FilterStack(pushed.entries[:-1]) if is_on else pushed

    def of_people(self) -> FilterStack:
        """Return the stack without anything but choices of commenters."""
        return FilterStack(tuple(entry for entry in self.entries if _is_of_people(entry.condition)))

    def choose_people(self, choice: PeopleChoice) -> FilterStack:
        """Return the stack with this choice of commenters in place of every earlier one."""
        stack = FilterStack(tuple(entry for entry in self.entries if not _is_of_people(entry.condition)))
        if choice.included:
            stack = stack.push(By(choice.included))
        return stack.push(Not(By(choice.excluded))) if choice.excluded else stack

    def _last_active(self) -> int | None:
        active = [index for index, entry in enumerate(self.entries) if entry.active]
        return active[-1] if active else None


def _is_of_people(condition: Condition) -> bool:
    """Return whether a condition asks for whole names and nothing else."""
    inner = condition.condition if isinstance(condition, Not) else condition
    return isinstance(inner, By) and inner.exact


def _is_of_one(entry: FilterEntry) -> bool:
    condition = entry.condition
    return isinstance(condition, By) and (entry.alone or (condition.exact and len(condition.names) == 1))


def _all_of(groups: Iterable[tuple[str | None, ...]]) -> tuple[str | None, ...]:
    """Return the names of all groups, each once, in their order."""
    return tuple(dict.fromkeys(name for names in groups for name in names))

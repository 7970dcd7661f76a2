"""Filters as a stack: what is asked together, and what each key makes of it."""

from __future__ import annotations

import pytest

from tui_reader.query import All, By, Not, Text
from tui_reader.tui.widgets.filter_stack import FilterEntry, FilterStack, PeopleChoice

ADA, BEN, WORD = By(("Ada",)), By(("Ben",)), Text("tide")


def stack(*entries: FilterEntry) -> FilterStack:
    """Return a stack of these entries, the last on top."""
    return FilterStack(entries)


def test_an_empty_stack_asks_nothing() -> None:
    """No filter, no condition, no words."""
    assert FilterStack().condition is None
    assert FilterStack().describe() == ""


def test_one_filter_asks_for_itself_and_several_for_all_of_them() -> None:
    """Filters narrow each other."""
    assert FilterStack().push(WORD).condition == WORD
    both = FilterStack().push(WORD).push(ADA)
    assert both.condition == All((WORD, ADA))
    assert both.describe() == "“tide” · by Ada"


def test_no_filter_is_there_twice() -> None:
    """What is asked for again comes on top, and on, so that one key takes it off."""
    twice = FilterStack().push(WORD).push(ADA).push(WORD)
    assert twice == stack(FilterEntry(ADA), FilterEntry(WORD))
    assert stack(FilterEntry(WORD, active=False), FilterEntry(ADA)).push(WORD) == twice


def test_what_is_off_asks_nothing_and_keeps_its_place() -> None:
    """A filter that is switched off can be switched on again."""
    off = stack(FilterEntry(WORD).switched(), FilterEntry(ADA))
    assert off.condition == ADA
    assert stack(off.entries[0].switched(), off.entries[1]).condition == All((WORD, ADA))


def test_pop_takes_the_latest_filter_that_is_on() -> None:
    """Each pop changes what is shown; filters that are off stay where they are."""
    off = FilterEntry(BEN, active=False)
    popped = stack(FilterEntry(WORD), FilterEntry(ADA), off).pop()
    assert popped == stack(FilterEntry(WORD), off)
    assert popped.pop() == stack(off)
    assert stack(off).pop() == stack(off)


def test_inverting_twice_gives_the_filter_back() -> None:
    """`!` turns the latest filter that is on, never piling one negation on another."""
    off = FilterEntry(BEN, active=False)
    once = stack(FilterEntry(WORD), FilterEntry(ADA), off).invert_last()
    assert once == stack(FilterEntry(WORD), FilterEntry(Not(ADA)), off)
    assert once.invert_last() == stack(FilterEntry(WORD), FilterEntry(ADA), off)
    assert stack(off).invert_last() == stack(off)


def test_a_person_goes_on_and_off() -> None:
    """`a` shows one commenter alone; `a` again shows everybody, and other filters stay."""
    on = FilterStack().push(WORD).toggle_person("Ada")
    assert on.condition == All((WORD, ADA))
    assert on.toggle_person("Ada") == FilterStack().push(WORD)


def test_another_person_takes_the_place_of_the_first() -> None:
    """`a` on somebody else does not ask for comments by two people at once."""
    assert FilterStack().toggle_person("Ada").toggle_person("Ben").condition == BEN


def test_a_person_who_is_switched_off_is_switched_on() -> None:
    """`a` never answers with nothing to see."""
    assert stack(FilterEntry(ADA, active=False)).toggle_person("Ada") == stack(FilterEntry(ADA))


def test_lost_names_are_one_bucket_to_toggle() -> None:
    """`a` on a comment whose name is lost shows all such comments."""
    assert FilterStack().toggle_person(None).describe() == "by name lost"


@pytest.mark.parametrize(
    ("choice", "described"),
    [
        (PeopleChoice(("Ada", None)), "“tide” · by Ada, name lost"),
        (PeopleChoice((), ("Ben",)), "“tide” · not by Ben"),
        (PeopleChoice(("Ada",), ("Ben",)), "“tide” · by Ada · not by Ben"),
        (PeopleChoice(), "“tide”"),
    ],
)
def test_a_choice_of_people_replaces_the_one_before(choice: PeopleChoice, described: str) -> None:
    """The table of commenters shows the choice that holds, and applies as a whole."""
    before = FilterStack().push(WORD).toggle_person("Zoe").choose_people(PeopleChoice(("Xe",), ("Yan",)))
    after = before.choose_people(choice)
    assert after.describe() == described
    assert after.people == choice


def test_people_asked_for_in_part_are_no_choice() -> None:
    """`by:ad` stays a filter of its own when people are chosen."""
    partly = FilterStack().push(By(("ad",), exact=False))
    assert partly.people == PeopleChoice()
    assert partly.choose_people(PeopleChoice(("Ada",))).describe() == "by ad · by Ada"


def test_filters_of_people_alone() -> None:
    """Those of whole names, excluded ones too, in their order; on or off they stay what they are."""
    off = FilterEntry(BEN, active=False)
    mixed = stack(FilterEntry(WORD), FilterEntry(ADA), off, FilterEntry(Not(ADA)), FilterEntry(By(("ad",), exact=False)))
    assert mixed.of_people() == stack(FilterEntry(ADA), off, FilterEntry(Not(ADA)))
    assert mixed.people == PeopleChoice(("Ada",), ("Ada",))


def test_several_chosen_people_do_not_give_way_to_one() -> None:
    """A choice of two stays, and is narrowed."""
    chosen = FilterStack().choose_people(PeopleChoice(("Ada", "Ben")))
    assert chosen.toggle_person("Ada").condition == All((By(("Ada", "Ben")), ADA))

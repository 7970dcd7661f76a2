"""The table of commenters: what keys mark, what typing leaves, what is answered."""

from __future__ import annotations

from array import array
from time import process_time
from typing import TYPE_CHECKING

import pytest

from tests.archive.archives import Commenter
from tests.tui.hosting import HOSTILE, answers, assert_harmless, hosted
from tui_reader.model import NO_NAME
from tui_reader.people import Figures, Partners
from tui_reader.tables import CommenterFacts, CommenterTable
from tui_reader.tui.screens.crowd import Crowd
from tui_reader.tui.screens.people import PeopleScreen
from tui_reader.tui.widgets.filter_stack import PeopleChoice
from tui_reader.tui.widgets.people_list import Order
from tui_reader.tui.widgets.portrait import Portrait

if TYPE_CHECKING:
    from collections.abc import Sequence

NOBODY = PeopleChoice()


def person(name: str | None, comments: int = 1, words: int = 10, last: str | None = None) -> Commenter:
    """Return somebody who wrote so much."""
    return Commenter(0 if name is None else 1, name, comments, words, last, last)


PEOPLE = (
    person("Zoe", 9, 20, "2012-05-03"),
    person("Ben Adams", 7, 90, "2013-10-23T14:05:00Z"),
    person(None, 5, 50),
    person("ada", 2, 30, "2011-01-01"),
)


class Told(Crowd):
    """A crowd of which all is told, with nobody behind it."""

    def __init__(self, table: CommenterTable, facts: CommenterFacts, note: str) -> None:
        self.table, self.facts, self.note = table, facts, note

    def portrait(self, table: CommenterTable, place: int) -> Portrait:
        """Return what the table says."""
        return Portrait(Figures(table.ids[place], table.comments[place], 1, 7, None, None, 0), Partners(), ())

    def muted(self, table: CommenterTable) -> frozenset[int]:  # noqa: ARG002
        """Return nobody."""
        return frozenset()


def table_of(commenters: Sequence[Commenter], choice: PeopleChoice = NOBODY, note: str = "") -> PeopleScreen:
    """Return the table of some commenters."""
    commenters = sorted(commenters, key=lambda each: -each.comments)
    names = [each.name for each in commenters]
    table = CommenterTable(
        array("I", (each.id for each in commenters)),
        names,
        [(NO_NAME if name is None else name).casefold() for name in names],
        array("I", (each.comments for each in commenters)),
        names.index(None) if None in names else None,
    )
    return PeopleScreen(Told(table, facts_of(commenters), note), choice)


def facts_of(commenters: Sequence[Commenter]) -> CommenterFacts:
    """Return what is counted of some commenters."""
    lasts = [each.last_posted or "" for each in commenters]
    ranks = {last: rank for rank, last in enumerate(sorted(set(lasts), reverse=True))}
    return CommenterFacts(
        array("Q", (each.words for each in commenters)),
        [each.first_posted for each in commenters],
        [each.last_posted for each in commenters],
        array("I", map(ranks.__getitem__, lasts)),
        array("Q", (each.comments // 2 for each in commenters)),
    )


def people(choice: PeopleChoice = NOBODY) -> PeopleScreen:
    """Return the table of four commenters."""
    return table_of(PEOPLE, choice, note="names lost in 5 comments")


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        (["enter"], PeopleChoice(("Zoe",))),
        (["down", "enter"], PeopleChoice(("Ben Adams",))),
        (["end", "enter"], PeopleChoice(("ada",))),
        (["space", "down", "space", "end", "enter"], PeopleChoice(("Zoe", "Ben Adams"))),
        (["minus", "ctrl+n", "ctrl+n", "space", "enter"], PeopleChoice((None,), ("Zoe",))),
        (["space", "space", "down", "enter"], PeopleChoice(("Ben Adams",))),
        (["space", "minus", "enter"], PeopleChoice((), ("Zoe",))),
        (["a", "d", "enter"], PeopleChoice(("Ben Adams",))),
        (["a", "d", "down", "enter"], PeopleChoice(("ada",))),
        (["a", "d", "a", "space", "b", "e", "enter"], PeopleChoice(("Ben Adams",))),
        (["z", "tab", "space", "backspace", "enter"], PeopleChoice(("Zoe",))),
        (["l", "o", "s", "t", "enter"], PeopleChoice((None,))),
        (["escape"], None),
        (["z", "escape", "escape"], None),
    ],
)
async def test_keys_make_a_choice(keys: list[str], answer: PeopleChoice | None) -> None:
    """Marks are the answer; without marks whoever is at the cursor; Escape leaves all as it was."""
    assert await answers(people(), *keys) == [answer]


async def test_an_earlier_choice_is_shown_and_can_be_taken_back() -> None:
    """Taking the last mark away asks for everybody, not for whoever is at the cursor."""
    before = PeopleChoice(("ada",), ("Zoe",))
    assert await answers(people(before), "enter") == [before]
    assert await answers(people(before), "minus", "end", "space", "enter") == [NOBODY]


async def test_nobody_by_that_name_is_no_answer() -> None:
    """Enter on an empty list keeps the table open; Escape clears what is typed first."""
    assert await answers(people(), *"xyz", "enter", "space", "escape") == []


ROUND = (*PEOPLE, person("Ben Ezra"), person("Ann-Marie"), person("Ann Lee"), person("Cy"))


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        ([*"zoe", "space", *"cy", "space", "enter"], PeopleChoice(("Zoe", "Cy"))),
        ([*"zoe", "space", *"cy", "minus", "enter"], PeopleChoice(("Zoe",), ("Cy",))),
        ([*"ben", "space", *"ez", "space", "enter"], PeopleChoice(("Ben Ezra",))),
        ([*"ben", "space", "space", "enter"], PeopleChoice(("Ben Adams",))),
        ([*"ann", "minus", *"m", "minus", "enter"], PeopleChoice((), ("Ann-Marie",))),
        ([*"ann", "space", *"l", "space", *"zo", "space", "enter"], PeopleChoice(("Zoe", "Ann Lee"))),
        ([*"ben", "down", "space", "up", "space", "enter"], PeopleChoice(("Ben Adams", "Ben Ezra"))),
        ([*"zoe", "space", "space", *"cy", "enter"], PeopleChoice(("Cy",))),
        ([*"zzz", "ctrl+u", *"cy", "enter"], PeopleChoice(("Cy",))),
    ],
)
async def test_names_are_narrowed_and_marked_one_after_the_other(keys: list[str], answer: PeopleChoice) -> None:
    """Space and `-` mark and begin a new name; they are typed only while several are left and a name goes on with them."""
    assert await answers(table_of(ROUND), *keys) == [answer]


async def test_enter_on_an_empty_table_says_why_nothing_happens() -> None:
    """There is nobody to choose, and the way out is named."""
    async with hosted(people()) as (app, pilot):
        await pilot.press(*"xyz", "enter")
        assert "no commenter is called “xyz”; Esc clears" in app.shown()
        assert "nobody is left to show: Esc clears what is typed" in app.shown()


async def test_sorting_keeps_the_person_at_the_cursor() -> None:
    """Ctrl-S goes through the columns."""
    async with hosted(people()) as (_, pilot):
        screen = pilot.app.screen
        assert isinstance(screen, PeopleScreen)
        firsts = []
        for _ in set(Order) - {Order.THREADS}:
            await pilot.press("ctrl+s")
            assert screen.list.current == 0
            firsts.append(screen.list.draw(0, 60)[1][0].strip())
        assert firsts == ["ada", "Ben Adams", "ada", "Ben Adams", "Zoe", "Zoe"]


async def test_marks_survive_narrowing_and_sorting() -> None:
    """A mark belongs to the person, seen or not."""
    keys = ["space", "b", "e", "n", "down", "space", "escape", "ctrl+s", "enter"]
    assert await answers(people(), *keys) == [PeopleChoice(("Zoe", "Ben Adams"))]


async def test_the_table_says_what_it_holds() -> None:
    """Names, counts, dates, the note and the number of marks are there to read."""
    async with hosted(people(PeopleChoice(("Zoe",), (None,))), (80, 24)) as (app, _):
        shown = app.shown()
    for words in (
        "names lost in 5 comments",
        "+ Zoe",
        "- name lost",
        "Ben Adams",
        "23 Oct 2013",
        "3 commenters · 1 chosen · 1 left out",
    ):
        assert words in shown


async def test_clicks_mark_and_sort() -> None:
    """The mark of a row and the heading of a column answer to the mouse."""
    async with hosted(people()) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, PeopleScreen)
        await pilot.click(screen.list, offset=(1, 2))
        assert screen.list.choice == PeopleChoice(("Ben Adams",))
        orders = []
        await pilot.click(screen.list, offset=(5, 0))
        orders.append(screen.list.order)
        words = "".join(text for text, _ in screen.list.draw_heading(screen.list.size.width)).index("words")
        await pilot.click(screen.list, offset=(words, 0))
        orders.append(screen.list.order)
        assert orders == [Order.NAME, Order.WORDS]


@pytest.mark.parametrize(
    ("clicks", "chosen"),
    [
        ([(2, 1)], ()),
        ([(2, 1), (2, 1)], ("Ben Adams",)),
        ([(2, 2)], ("Ben Adams",)),
        ([(1, 2)], ("Zoe",)),
        ([(2, 1), (4, 1), (2, 1)], ()),
        ([(2, 2), (4, 2)], ("Ben Adams", "ada")),
        ([(2, 1), (2, 1), (2, 1)], ()),
    ],
)
async def test_a_second_click_on_a_line_marks_it(clicks: list[tuple[int, int]], chosen: tuple[str, ...]) -> None:
    """Slow or fast; the first one goes there, and none decides before Enter."""
    async with hosted(people()) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, PeopleScreen)
        for row, times in clicks:
            await pilot.click(screen.list, offset=(8, row), times=times)
            await pilot.click("#summary")
        assert screen.list.choice == PeopleChoice(chosen)
        assert app.answers == []


async def test_hostile_names_are_shown_not_obeyed() -> None:
    """No name is markup, an escape sequence or a change of direction."""
    hostile = table_of([person(name) for name in HOSTILE], note=HOSTILE[0])
    async with hosted(hostile) as (app, _):
        shown = app.shown()
    assert_harmless(shown)
    for words in ("[/foo] [/ b] [/", "[@click=app.bell]x[/]", "[deleted]", "␛]52;c", "<U+202E>gpj.exe"):
        assert words in shown


async def test_a_hundred_thousand_people_open_and_narrow_at_once() -> None:
    """Nothing is drawn or kept per row, so that size does not show."""
    crowd = [person(f"Somebody {number}", 1 + number % 90, number) for number in range(100_000)]
    begun = process_time()
    async with hosted(table_of(crowd)) as (app, pilot):
        opened = process_time() - begun
        begun = process_time()
        await pilot.press(*"99999")
        narrowed = process_time() - begun
        shown = app.shown()
    assert "1 of 100,000 commenters" in shown
    assert "Somebody 99999" in shown
    assert opened < 3
    assert narrowed < 3


async def test_the_person_at_the_cursor_is_always_in_sight() -> None:
    """The list scrolls with the cursor, down, up, by pages and to both ends."""
    crowd = [person(f"Somebody {number:03}", 1000 - number) for number in range(300)]
    async with hosted(table_of(crowd), (80, 24)) as (app, pilot):
        for keys, name in (
            (["down"] * 30, "030"),
            (["up"] * 29, "001"),
            (["end"], "299"),
            (["pageup", "pagedown"], "299"),
            (["home"], "000"),
        ):
            await pilot.press(*keys)
            assert f"▌  Somebody {name}" in app.shown()


async def test_a_thread_without_commenters_says_so() -> None:
    """An empty table is no failure."""
    async with hosted(table_of(())) as (app, pilot):
        await pilot.press("space", "down", "enter", "ctrl+s")
        assert "0 commenters" in app.shown()
        assert app.answers == []

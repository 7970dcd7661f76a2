"""One comment shown whole, and where it comes from."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from time import process_time

import pytest

from tests.export.documents import COMMENT, THREAD
from tests.tui.hosting import HOSTILE, answers, assert_harmless, hosted
from tui_reader.model import Origin, Problem, ReplyBasis, Span, Status, StoredComment
from tui_reader.tui.screens.comment_text import CommentTextScreen
from tui_reader.tui.screens.provenance import Provenance, ProvenanceScreen
from tui_reader.tui.widgets.page import Page, Passage, _pieces

ADA = replace(COMMENT, author="Ada", posted="2012-05-03T14:05", score=5, descendants=3, body="one two\n\n> three")


def squeezed(shown: str) -> str:
    """Return what is on the screen without frame, spaces and line ends."""
    return "".join(shown.replace("│", "").split())


async def test_a_comment_is_shown_with_its_facts() -> None:
    """Who, when, how much, and the words as they are meant."""
    async with hosted(CommentTextScreen(ADA), (80, 24)) as (app, _):
        shown = app.shown()
    for words in ("Ada", "3 May 2012 14:05 · +5 · 3 replies below · 4 words · 16 characters", "one two", "▎ three"):
        assert words in shown


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        (replace(COMMENT, body="", status=Status.LOST), "nothing of it is left"),
        (replace(COMMENT, body=" \n", status=Status.DELETED), "was deleted"),
        (replace(COMMENT, body=""), "has no words"),
        (replace(COMMENT, author_lost="the line is cut off"), "name lost: the line is cut off"),
    ],
)
async def test_what_is_missing_is_said(comment: StoredComment, said: str) -> None:
    """An empty page always tells why."""
    async with hosted(CommentTextScreen(comment)) as (app, _):
        assert said in app.shown()


@pytest.mark.parametrize("key", ["q", "escape", "enter"])
async def test_reading_ends_without_an_answer(key: str) -> None:
    """Every way back is one key."""
    assert await answers(CommentTextScreen(ADA), "j", key) == [None]
    assert await answers(ProvenanceScreen(provenance(ADA)), "j", key) == [None]


async def test_copying_takes_the_words_without_what_a_terminal_would_obey() -> None:
    """`y` puts the whole comment on the clipboard, and says so."""
    async with hosted(CommentTextScreen(replace(ADA, body="a\x1b[31m\nb"))) as (app, pilot):
        await pilot.press("y")
        await pilot.pause()
        assert app.clipboard == "a␛[31m\nb"


BODIES = {
    "65,536 newlines": "first\n" + "\n" * 65_536 + "last",
    "a line of 10 MB": "first " + "x" * 10_000_000 + " last",
    "10 MB of words": "first " + "wörd " * 2_000_000 + "last",
    "100,000 lines": "first\n" + "a line of some length\n" * 100_000 + "last",
    "nothing but links": "first " + "https://example.org/a " * 100_000 + "last",
    "dots after a link": "first https://" + "." * 1_000_000 + " last",
    "items": "first\n" + "- item\n" * 50_000 + "\nlast",
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
async def test_a_huge_comment_opens_at_once_and_is_all_there(body: str) -> None:
    """However long it is, the first screen comes quickly, and the end can be read."""
    begun = process_time()
    async with hosted(CommentTextScreen(replace(ADA, body=body)), (80, 24)) as (app, pilot):
        assert "first" in app.shown()
        opened = process_time() - begun
        await pilot.press("G")
        await pilot.pause()
        assert "last" in app.shown()
    assert opened < 4


def test_the_first_line_of_a_huge_paragraph_costs_little() -> None:
    """Lines are broken as they are needed, even inside one paragraph, and no character is lost between its pieces."""
    page = Page([Passage("ü" * 5_000_000)])
    page._width = 80
    begun = process_time()
    assert next(page._broken()) == (0, 0, 80)
    assert process_time() - begun < 0.3


@pytest.mark.parametrize("text", ["x" * 30_000, "word " * 6_000, "x" * 5_000 + " " + "y" * 12_000, ""])
def test_pieces_of_a_paragraph_leave_out_nothing_but_the_space_between_them(text: str) -> None:
    """What is broken before lines are looked for is broken like a line."""
    pieces = list(_pieces(text))
    assert pieces[0][0] == 0
    assert pieces[-1][1] == len(text)
    assert all(text[end:start] in {"", " "} for (_, end), (start, _) in pairwise(pieces))


async def test_keys_scroll_and_come_back() -> None:
    """Lines, half pages, pages, both ends."""
    body = "\n\n".join(f"line {number}" for number in range(200))
    async with hosted(CommentTextScreen(replace(ADA, body=body)), (80, 24)) as (app, pilot):
        page = app.screen.query_one(Page)
        places = []
        for key in ("j", "down", "k", "d", "u", "space", "b", "G", "g"):
            await pilot.press(key)
            places.append(page.scroll_offset.y)
        height = page.size.height
    assert places == [1, 2, 1, 1 + height // 2, 1, height, 1, 399 - height, 0]


async def test_a_new_width_keeps_what_is_at_the_top() -> None:
    """Lines are broken anew around the words that are being read."""
    body = "\n\n".join(f"{number} " + "some words " * 40 for number in range(100))
    async with hosted(CommentTextScreen(replace(ADA, body=body)), (120, 30)) as (app, pilot):
        page = app.screen.query_one(Page)
        begins = [page._drawn(line)[1][0].startswith("50 some") for line in page._lines].index(True)
        page.scroll_to(y=begins, animate=False)
        await pilot.resize_terminal(60, 30)
        await pilot.pause()
        assert page._drawn(page._lines[page.scroll_offset.y])[1][0].startswith("50 some")


async def test_no_character_of_a_broken_link_is_hidden() -> None:
    """A long address goes on in the next line, marked in both."""
    address = "https://example.org/" + "/".join(str(number) for number in range(60))
    async with hosted(CommentTextScreen(replace(ADA, body=f"See {address} please.\n\n" + "x\n\n" * 40)), (80, 24)) as (app, _):
        page = app.screen.query_one(Page)
        assert address in squeezed(app.shown())
        assert [page._drawn(line)[1:] for line in page._lines[1:3]] == [
            [(address[: page._width], "link")],
            [(address[page._width : 2 * page._width], "link")],
        ]


async def test_hostile_bodies_and_names_are_shown_not_obeyed() -> None:
    """Neither the title nor the page reads them as anything but text."""
    for words in HOSTILE:
        async with hosted(CommentTextScreen(replace(ADA, author=words, body=words))) as (app, _):
            assert_harmless(app.shown())
    async with hosted(CommentTextScreen(replace(ADA, author="[/]", body="\n\n".join(HOSTILE)))) as (app, _):
        shown = app.shown()
    for words in ("[/foo] [/ b] [/", "[@click=app.bell]x[/]", "␛]52;c", "<U+202E>gpj.exe", ":skull: [red]x[/red]"):
        assert words in shown


def provenance(comment: StoredComment, *lines: str, problems: tuple[Problem, ...] = ()) -> Provenance:
    """Return what is known of a comment whose source was read with little confidence."""
    origin: Origin = replace(THREAD.origin, layout="bare-names", confidence=0.55)
    return Provenance(replace(THREAD, origin=origin), comment, "Ben", lines, problems)


async def test_provenance_tells_where_what_and_why() -> None:
    """Source, lines with their numbers, what was understood, and how the parent is known."""
    comment = replace(
        ADA,
        span=Span(21, 23),
        posted_text="May 3rd, 2012",
        parent_key="c-11",
        reply_basis=ReplyBasis.GUESSED,
        reply_confidence=0.4,
    )
    problems = (Problem("bad date", 22), Problem("far away", 90), Problem("everywhere"))
    async with hosted(ProvenanceScreen(provenance(comment, "Ada", "", "one two", problems=problems)), (80, 50)) as (app, _):
        shown = app.shown()
    for words in (
        "dump.txt",
        "21–23 of 180",
        "55%, low: who said what may be misread",
        "abababababababab…",
        "21 │ Ada",
        "23 │ one two",
        "May 3rd, 2012",
        "Ben (c-11)",
        "guessed from what stands around it",
        "40%, a guess",
        "line 22: bad date",
        "2 elsewhere in this thread",
    ):
        assert words in shown


async def test_provenance_of_what_is_lost_says_so() -> None:
    """No name, no date, no lines, no parent: each is said."""
    comment = replace(COMMENT, author_lost="two names stand here", status=Status.LOST, body="")
    async with hosted(ProvenanceScreen(provenance(comment)), (90, 50)) as (app, _):
        shown = app.shown()
    for words in ("keeps no lines", "name lost: two names stand here", "none is shown", "top level", "lost:"):
        assert words in shown


async def test_hostile_lines_are_shown_not_obeyed() -> None:
    """The original lines are the least trusted text of all."""
    comment = replace(ADA, author=HOSTILE[1], span=Span(1, 9), posted_text=HOSTILE[4], source_id=HOSTILE[5])
    problems = (Problem(HOSTILE[2], 1),)
    async with hosted(ProvenanceScreen(provenance(comment, *HOSTILE, problems=problems)), (90, 60)) as (app, _):
        shown = app.shown()
    assert_harmless(shown)
    assert "2 │ [/foo] [/ b] [/" in shown

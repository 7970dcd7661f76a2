"""Reading comments: what a key does to the cursor, to folds and filters, and to the place on the screen."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from tests.tui.panes import PaneApp, said, screen_lines, stored
from tui_reader.model import Comment, ReplyBasis, Status
from tui_reader.outline import Context, narrow
from tui_reader.query import Text
from tui_reader.query.marking import marking
from tui_reader.text.marks import NO_MARKS
from tui_reader.tui.widgets.comment_pane import CommentPane

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence

    from textual.pilot import Pilot

    from tui_reader.model import StoredComment

SHAPE = "a(b(c) d) e(f) g"


@asynccontextmanager
async def reading(
    comments: list[Comment], size: tuple[int, int] = (60, 20), starter: str | None = None
) -> AsyncIterator[tuple[CommentPane, PaneApp, Pilot[None]]]:
    """Run an app that shows comments, until the first of them is on the screen."""
    pane = CommentPane()
    app = PaneApp(pane)
    async with app.run_test(size=size) as pilot:
        outline, fetch = stored(comments)
        pane.show(outline, fetch, starter=starter)
        await pilot.pause()
        yield pane, app, pilot


def many(count: int, words: int = 30) -> list[Comment]:
    """Return top-level comments c0, c1, … of several lines each."""
    shape = " ".join(f"c{number}" for number in range(count))
    return said(shape, **{f"c{number}": f"c{number} " + "word " * (words + number % 40) for number in range(count)})


async def test_a_thread_opens_at_its_first_comment() -> None:
    """Header and body of each comment stand under each other, replies indented below guides."""
    async with reading(said(SHAPE)) as (pane, _, _):
        assert pane.cursor == 0
        assert screen_lines(pane)[:8] == ["▌▾ a", "▌│ a", " │", " │ ▾ b", " │ │ b", " │ │", " │ │ · c", " │ │   c"]


async def test_moves_follow_the_tree_and_say_when_they_cannot() -> None:
    """Next, previous, siblings, parents, roots, first and last; False at the ends."""
    async with reading(said(SHAPE)) as (pane, _, _):
        moves = [
            (pane.move_previous, False, 0),
            (pane.move_next, True, 1),
            (pane.first_reply, True, 2),
            (pane.first_reply, False, 2),
            (pane.next_sibling, True, 3),
            (pane.previous_sibling, True, 1),
            (pane.next_sibling, True, 3),
            (pane.to_parent, True, 0),
            (pane.to_parent, False, 0),
            (pane.next_root, True, 4),
            (pane.move_next, True, 5),
            (pane.previous_root, True, 4),
            (pane.previous_root, True, 0),
            (pane.last, True, 6),
            (pane.next_root, False, 6),
            (pane.move_next, False, 6),
            (pane.previous_sibling, True, 4),
            (pane.first, True, 0),
        ]
        for move, moved, position in moves:
            assert (move(), pane.cursor) == (moved, position), move
        assert pane.move_next(100)
        assert pane.cursor == 6
        pane.cursor = 2
        assert pane.branch_root()
        assert pane.cursor == 0


async def test_every_move_is_told() -> None:
    """The app hears of the cursor once a move, with the position."""
    async with reading(said(SHAPE)) as (pane, app, pilot):
        app.heard.clear()
        pane.move_next()
        pane.toggle()
        pane.open()
        await pilot.pause()
        assert [type(message) for message in app.heard] == [
            CommentPane.CursorMoved,
            CommentPane.FoldChanged,
            CommentPane.Opened,
        ]
        moved = app.heard[0]
        assert isinstance(moved, CommentPane.CursorMoved)
        assert (moved.position, moved.control) == (1, pane)


async def test_a_folded_branch_is_one_line_that_sums_it_up() -> None:
    """Replies and people are counted, and the comment itself still speaks its first words."""
    async with reading(said(SHAPE, a="The first words")) as (pane, _, _):
        assert pane.fold()
        assert screen_lines(pane)[:2] == ["▌▸ a · 3 replies · 3 people  The first words", " ▾ e"]
        assert not pane.fold()
        assert pane.unfold()
        assert not pane.unfold()
        assert pane.view.is_shown(1)


async def test_a_comment_without_replies_folds_only_when_toggled() -> None:
    """So that the key which folds can go on to the parent instead."""
    async with reading(said("a b")) as (pane, _, _):
        assert not pane.fold()
        assert pane.toggle()
        assert screen_lines(pane)[0] == "▌▹ a  a"


async def test_levels_open_one_after_the_other() -> None:
    """Fewer and more levels go through the depths of the thread, and undo goes back."""
    async with reading(said(SHAPE)) as (pane, _, _):
        assert pane.fold_all()
        assert list(pane.view.shown()) == [0, 4, 6]
        assert pane.more_levels()
        assert list(pane.view.shown()) == [0, 1, 3, 4, 5, 6]
        assert pane.more_levels()
        assert list(pane.view.shown()) == list(range(7))
        assert pane.fewer_levels(2)
        assert list(pane.view.shown()) == [0, 4, 6]
        assert pane.undo_fold()
        assert pane.view.levels == 3


async def test_a_fold_above_the_cursor_moves_it_up_and_opening_brings_it_back() -> None:
    """The cursor stands on what stands for its comment, and returns as soon as that is shown again."""
    async with reading(said(SHAPE)) as (pane, _, _):
        pane.cursor = 2
        pane.fold_all()
        assert pane.cursor == 0
        pane.unfold_all()
        assert pane.cursor == 2


async def test_a_branch_that_is_done_is_folded_from_its_root() -> None:
    """And the reader goes on with the next top-level comment."""
    async with reading(said(SHAPE)) as (pane, _, _):
        pane.cursor = 2
        assert pane.done()
        assert pane.cursor == 4
        assert pane.view.is_folded(0)


async def test_a_hidden_branch_leaves_a_stub() -> None:
    """The stub says whose branch it was; the same key brings it back."""
    async with reading(said(SHAPE)) as (pane, _, _):
        assert pane.hide_branch()
        assert screen_lines(pane)[0] == "▌  hidden: a · 3 replies"
        pane.unfold_all()
        assert pane.view.is_hidden(0)
        assert pane.hide_branch()
        assert not pane.view.is_hidden(0)


async def test_going_to_a_comment_opens_what_covers_it() -> None:
    """A jump always ends on its target, unless a filter leaves that out."""
    async with reading(said(SHAPE)) as (pane, _, _):
        pane.fold_all()
        assert pane.go_to(2)
        assert pane.cursor == 2
        pane.take_filter(narrow(pane.view.outline, [4], Context.MATCHES))
        assert not pane.go_to(2)
        assert not pane.go_to(99)


async def test_a_filter_keeps_folds_and_cursor() -> None:
    """The cursor goes to the nearest shown comment and back; folds are as they were."""
    async with reading(said(SHAPE)) as (pane, _, _):
        pane.cursor = 4
        pane.fold()
        pane.cursor = 6
        pane.take_filter(narrow(pane.view.outline, [5], Context.PATH))
        assert list(pane.view.shown()) == [4, 5]
        assert pane.cursor in {4, 5}
        pane.take_filter(None)
        assert pane.cursor == 6
        assert list(pane.view.shown()) == [0, 1, 2, 3, 4, 6]


async def test_context_rows_are_dimmed() -> None:
    """A parent that is there for context only is drawn in the colour of context, a match is not."""
    async with reading(said("a(b)")) as (pane, _, _):
        plain = pane._strips(1)[1]._segments
        pane.take_filter(narrow(pane.view.outline, [1], Context.PATH))
        context, match = pane._strips(0)[1]._segments[-2], pane._strips(1)[1]._segments[-2]
        assert context.style is not None
        assert match.style is not None
        assert plain[-2].style is not None
        assert context.style.color != plain[-2].style.color
        assert match.style.color == plain[-2].style.color


async def test_nothing_left_to_show_is_said() -> None:
    """An empty view has no cursor, says so, and gives the cursor back."""
    async with reading(said(SHAPE)) as (pane, _, pilot):
        pane.cursor = 3
        pane.empty_text = "No comment matches."
        pane.take_filter(narrow(pane.view.outline, [], Context.PATH))
        await pilot.pause()
        assert pane.cursor == -1
        assert "  No comment matches." in screen_lines(pane)
        moves = (pane.move_next, pane.fold, pane.toggle, pane.done, pane.open, pane.hide_branch, pane.first_reply)
        assert not any(move() for move in moves)
        assert not pane.page(1)
        pane.take_filter(None)
        assert pane.cursor == 3


async def test_an_empty_thread_can_be_shown() -> None:
    """A thread without comments says so instead of failing."""
    async with reading([]) as (pane, _, _):
        assert pane.cursor == -1
        assert "  This thread has no comments." in screen_lines(pane)


async def test_folding_and_filtering_keep_the_place_on_the_screen() -> None:
    """The comment at the cursor stays on its line whatever changes above it."""
    async with reading(said(" ".join(f"r{n}(x{n} y{n})" for n in range(40)))) as (pane, _, pilot):
        pane.go_to(60)
        await pilot.pause()
        line = pane.view.line_of(60) - pane.scroll_offset.y
        pane.fold_level(2)
        await pilot.pause()
        assert pane.view.line_of(60) - pane.scroll_offset.y == line
        pane.unfold_all()
        pane.take_filter(narrow(pane.view.outline, list(range(0, 120, 3)), Context.REPLIES))
        await pilot.pause()
        assert pane.view.line_of(60) - pane.scroll_offset.y == line


async def test_resizing_keeps_the_comment_that_is_read() -> None:
    """A narrower window wraps anew around the comment at the cursor."""
    async with reading(many(60), size=(80, 20)) as (pane, _, pilot):
        pane.go_to(30)
        await pilot.pause()
        line = pane.view.line_of(30) - pane.scroll_offset.y
        await pilot.resize_terminal(50, 20)
        await pilot.pause()
        assert pane.cursor == 30
        assert pane.view.line_of(30) - pane.scroll_offset.y == line


async def test_scrolling_up_through_unread_comments_never_jumps() -> None:
    """Each step up brings one new line at the top and moves all others down by one."""
    async with reading(many(60)) as (pane, _, pilot):
        pane.last()
        await pilot.pause()
        for _ in range(120):
            before = screen_lines(pane)
            pane.scroll_relative(y=-1, animate=False)
            await pilot.pause()
            assert screen_lines(pane)[1:] == before[:-1]


async def test_what_is_on_the_screen_is_what_the_view_says() -> None:
    """After any jump, the rows on the screen have exactly the lines that the view counts."""
    async with reading(many(200)) as (pane, _, pilot):
        for position in (150, 3, 199, 77, 0):
            pane.go_to(position)
            await pilot.pause()
            top = pane.scroll_offset.y
            row, offset = pane.view.row_at(top)
            assert screen_lines(pane)[0] == pane._strips(row)[offset].text.rstrip()
            line = pane.view.line_of(position) - top
            assert screen_lines(pane)[line].startswith(f"▌· c{position}")
            assert pane.virtual_size.height == pane.view.lines


async def test_a_comment_taller_than_the_screen_is_read_to_its_end_first() -> None:
    """Next scrolls within it until its end is in sight, and only then goes on; previous likewise."""
    async with reading(said("a b", a="line\n" * 50)) as (pane, _, _):
        presses = 0
        while pane.cursor == 0:
            assert pane.move_next()
            presses += 1
        assert presses == 3
        pane.scroll_to(y=20, animate=False)
        pane.set_reactive(CommentPane.cursor, 0)
        assert pane.move_previous()
        assert (pane.cursor, pane.scroll_offset.y) == (0, 2)


async def test_paging_takes_the_cursor_along() -> None:
    """A page down and up again is where it began, and the ends are reached."""
    async with reading(many(40)) as (pane, _, pilot):
        assert pane.page(1)
        await pilot.pause()
        assert pane.scroll_offset.y == 18
        top = pane.view.line_of(pane.cursor) - pane.scroll_offset.y
        assert 0 <= top < 20
        for _ in range(100):
            pane.half_page(1)
        assert pane.cursor == 39
        assert not pane.page(1)
        for _ in range(100):
            pane.page(-1)
        assert (pane.cursor, pane.scroll_offset.y) == (0, 0)


async def test_the_mouse_selects_folds_and_opens() -> None:
    """A click selects, a click on the fold mark folds, a double click opens."""
    async with reading(said(SHAPE)) as (pane, app, pilot):
        await pilot.click(pane, offset=(10, 4))
        assert pane.cursor == 1
        await pilot.click(pane, offset=(3, 3))
        assert pane.view.is_folded(1)
        await pilot.click(pane, offset=(10, 0), times=2)
        await pilot.pause()
        opened = [message.position for message in app.heard if isinstance(message, CommentPane.Opened)]
        assert opened == [0]
        await pilot.click(pane, offset=(10, 19))
        assert pane.cursor == 0


async def test_marks_stand_out_in_names_and_bodies() -> None:
    """Every place where a word stands is drawn as a match, in any case, and no longer when the marks are gone."""
    async with reading(said("harbour", harbour="By the Harbour, say the HARBOURmen.")) as (pane, _, _):
        pane.set_marks(marking([Text("harbour")]))
        match = pane._resolved_styles().of("cursor", context=False)["match"]
        marked = [text for strip in pane._strips(0) for text, style, _ in strip._segments if style == match]
        assert marked == ["harbour", "Harbour", "HARBOUR"]
        pane.set_marks(NO_MARKS)
        assert not any(style == match for strip in pane._strips(0) for _, style, _ in strip._segments)


@pytest.mark.parametrize(
    ("facts", "header"),
    [
        ({"author": None, "author_lost": "one word"}, "▌· name lost"),
        ({"author": None}, "▌· no name"),
        ({"posted": "2012-05-03T14:05:00Z", "score": 12}, "▌· x · 3 May 2012 14:05 · +12"),
        ({"posted": "2012-05-03", "score": -1}, "▌· x · 3 May 2012 · -1"),
        ({"posted_text": "three days ago"}, "▌· x · three days ago"),
        ({"reply_basis": ReplyBasis.GUESSED}, "▌·~x"),
        ({"status": Status.DELETED, "author": None}, "▌· no name · deleted"),
        ({"status": Status.LOST, "author": None, "body": ""}, "▌· a comment was here; nothing of it is left"),
        ({"author": "starter"}, "▌· starter  OP"),
        ({"author": "\x1b[31mred\u202e"}, "▌· ␛[31mred<U+202E>"),
        ({"author": "[bold]x[/bold]"}, "▌· [bold]x[/bold]"),
    ],
)
async def test_a_header_says_what_is_known_and_nothing_else(facts: dict[str, object], header: str) -> None:
    """Names, dates, scores and states; nothing that reads like a name where the name is lost."""
    comment = said("x")[0]._replace(**facts)  # type: ignore[arg-type]
    async with reading([comment], starter="starter") as (pane, _, _):
        assert screen_lines(pane)[0] == header


async def test_the_parts_of_a_body_are_laid_out() -> None:
    """Quotes have bars, items hang, code keeps its spaces, and blank lines stay one."""
    body = "> said before\n>> and before that\n\n\n\nNo:\n- one two three four five six seven eight\n\n    if x:\n        y()"
    async with reading(said("a", a=body), size=(40, 20)) as (pane, _, _):
        assert screen_lines(pane)[1:11] == [
            "▌  ▎ said before",
            "▌  ▎ ▎ and before that",
            "▌",
            "▌  No:",
            "▌  - one two three four five six seven",
            "▌    eight",
            "▌",
            "▌   if x:",
            "▌       y()",
            "",
        ]


async def test_quoted_lines_can_be_put_away() -> None:
    """A mark stays where they stood, and they come back."""
    async with reading(said("a", a="> one\n> two\nanswer")) as (pane, _, _):
        assert not pane.toggle_quotes()
        assert screen_lines(pane)[1:4] == ["▌  ▎ …", "▌  answer", ""]
        assert pane.toggle_quotes()
        assert screen_lines(pane)[1:4] == ["▌  ▎ one", "▌  ▎ two", "▌  answer"]


async def test_deep_replies_keep_room_for_text() -> None:
    """Indent ends where 36 columns of text are left; from there on a number tells the depth."""
    shape = "".join(f"d{depth}(" for depth in range(30)) + "end" + ")" * 30
    async with reading(said(shape), size=(60, 20)) as (pane, _, _):
        pane.go_to(30)
        lines = screen_lines(pane)
        header = next(line for line in lines if line.startswith("▌"))
        assert header == "▌" + "│ " * 9 + "· ⋯30 end"


async def test_a_body_without_end_is_folded_for_display() -> None:
    """A bomb of newlines or characters costs no more than a long comment, and says how much is left."""
    for bomb in ("line\n" * 100_000, "x" * 3_000_000, "\n" * 1_000_000 + "end"):
        async with reading(said("a b", a=bomb)) as (pane, _, _):
            assert pane.view.lines_of(0) <= 503
    async with reading(said("a", a="line\n" * 600)) as (pane, _, _):
        assert pane._strips(0)[-2].text.rstrip() == "▌  … 100 more lines: Enter"


async def test_bodies_are_fetched_by_the_screen() -> None:
    """Opening and paging through a long thread fetches what is seen, in few calls, each body once."""
    comments = many(1000)
    outline, fetch = stored(comments)
    asked: list[list[int]] = []

    def fetch_and_note(ids: Sequence[int]) -> Mapping[int, StoredComment]:
        asked.append(list(ids))
        return fetch(ids)

    pane = CommentPane()
    async with PaneApp(pane).run_test(size=(60, 20)) as pilot:
        pane.show(outline, fetch_and_note)
        await pilot.pause()
        pane.page(1)
        await pilot.pause()
        seen = [row for ids in asked for row in ids]
        assert len(seen) == len(set(seen)) < 40
        assert len(asked) < 12


async def test_themes_and_focus_are_drawn_anew() -> None:
    """The colours of a theme reach lines that were drawn before, and an unfocused cursor is still there, dimmer."""
    async with reading(said(SHAPE)) as (pane, app, pilot):
        dark = pane.render_lines(pane.size.region)[0]
        app.theme = "textual-light"
        await pilot.pause()
        light = pane.render_lines(pane.size.region)[0]
        assert dark.text == light.text
        assert dark != light
        app.screen.set_focus(None)
        await pilot.pause()
        blurred = pane.render_lines(pane.size.region)[0]
        assert blurred.text == light.text
        assert blurred != light


async def test_a_filter_leads_to_a_match_not_to_what_stands_around_one() -> None:
    """Nobody filters to stand on context."""
    async with reading(said("r0 r1 r2 r3 r4 r5")) as (pane, _, _):
        pane.take_filter(narrow(pane.view.outline, [2, 4], Context.PATH))
        assert pane.cursor == 2
        pane.take_filter(None)
        assert pane.cursor == 0
        pane.go_to(5)
        pane.take_filter(narrow(pane.view.outline, [2, 4], Context.PATH))
        assert pane.cursor == 4

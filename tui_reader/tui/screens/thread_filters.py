"""Narrowing a thread: by commenter, by words, with more or less of the conversation around each match."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING

from textual.content import Content

from tui_reader.outline import Context
from tui_reader.settings import reader_path
from tui_reader.tui.content import content
from tui_reader.tui.screens.thread_looking import look
from tui_reader.tui.screens.thread_sorting import CALLED

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable, Mapping

    from tui_reader.export.selection import Selection
    from tui_reader.model import Status
    from tui_reader.outline import Narrowing, Rearrangement
    from tui_reader.query import Condition
    from tui_reader.tui.loader import OpenThread, View
    from tui_reader.tui.screens.thread import ThreadScreen
    from tui_reader.tui.widgets.filter_stack import FilterEntry, FilterStack, PeopleChoice

PURPOSE = "filter"
LOOKING, NARROWING = "looking", "filtering"
"""The works that a filter gives rise to: finding comments, and working out what that leaves to be seen."""

NO_COMMENTS = "This thread has no comments."
_CONTEXTS = tuple(Context)
_AROUND = {
    Context.MATCHES: "matches only",
    Context.PATH: "what they answer",
    Context.REPLIES: "what they answer and the replies",
    Context.BRANCH: "their whole branches",
}


_BESIDE = {
    Context.MATCHES: "matches only",
    Context.PATH: "what stands before",
    Context.REPLIES: "what stands before and after",
    Context.BRANCH: "three before and after",
}
"""The same in a thread that states no replies."""

_TAKEN = ("ctx", "sort")
"""What a filter may say beside its condition: how much to show around matches, and in which order."""

_ROWS_AROUND = 4
"""How many rows are looked up in the time that the replies to a match take, or the rest of its branch."""

_NEAR = 1_000
"""Matches on either side of the cursor that are shown at once, before all of very many are."""


class Filtering:
    """The filters of one thread, and what they leave of it."""

    purpose = PURPOSE

    def __init__(self, screen: ThreadScreen) -> None:
        self._screen = screen
        self.context = Context.PATH
        self._found: array[int] | None = None
        self._shown: Condition | None = None
        self._narrowed: tuple[array[int] | None, Context] = None, self.context

    @cached_property
    def stack(self) -> FilterStack:
        """The filters, which take each other's place; none to begin with."""
        from tui_reader.tui.widgets.filter_stack import FilterStack

        return FilterStack()

    def described(self) -> Content | None:
        """Return what is shown, what is hidden, and by what; None where nothing is."""
        if self._found is None or self._shown is None:
            return None
        total, lost, found = len(self._screen.opened.outline), self._screen.opened.thread.lost, len(self._found)
        words = f"{found:,} of {total - lost:,} {self._shown.describe()}"
        if self._screen.working.is_going_on(NARROWING):
            return content(words)
        around = self._screen.pane.view.around
        return content(f"{words} · {total - found - around:,} hidden · {around:,} around them ({self._words_of_context})")

    @property
    def _words_of_context(self) -> str:
        return (_BESIDE if self._screen.opened.outline.is_flat else _AROUND)[self._shown_context]

    @property
    def _shown_context(self) -> Context:
        """How much is shown around a match; where no replies are stated, only the order of the source puts anything there."""
        return self._context_in(self._screen.opened)

    def _context_in(self, opened: OpenThread) -> Context:
        return Context.MATCHES if _is_out_of_context(opened) else self.context

    # Commands.

    def run_only_author(self, _count: int | None) -> None:
        """Show only the commenter at the cursor, or everybody again."""
        if self._screen.position < 0:
            self._screen.say(self._screen.why_nothing)
            return
        self.change(self.stack.toggle_person(*self._screen.opened.names_at(self._screen.position)))

    def run_people(self, _count: int | None) -> None:
        """Let the reader choose among all commenters."""
        opened = self._screen.opened
        if not opened.thread.comments:
            self._screen.say("nobody comments here")
        elif opened.has_at_hand("commenters"):
            self._list_people()
        else:
            self._screen.say("reading who comments here …")
            self._screen.read_ahead(self._list_people)

    def _list_people(self) -> None:
        from tui_reader.tui.screens.crowd import ThreadCrowd
        from tui_reader.tui.screens.people import PeopleScreen

        screen = PeopleScreen(ThreadCrowd(self._screen.opened), self.stack.people)
        self._screen.app.push_screen(screen, self._screen.attempting(self._choose_people))

    def _choose_people(self, choice: PeopleChoice | None) -> None:
        if choice is not None:
            self.change(self.stack.choose_people(choice))

    def run_filter(self, _count: int | None) -> None:
        """Ask for words; what is shown follows the typing."""
        self._screen.querying.ask(PURPOSE, 'words, "a phrase", by:name, -not this; empty: only commenters stay', _TAKEN)

    def run_asides(self, _count: int | None) -> None:
        """Hide what is no plain comment, or show it again."""
        opened = self._screen.opened
        self._screen.working.do("counting", opened.effort_of_reading, lambda _: opened.statuses, self._toggle_asides)

    def _toggle_asides(self, statuses: Mapping[Status, int]) -> None:
        from tui_reader.model import Status
        from tui_reader.query import ASIDE, STATES, Not

        if any(number for status, number in statuses.items() if status is not Status.PRESENT):
            self.change(self.stack.toggle(Not(STATES[ASIDE])))
        else:
            self._screen.say("all of these are plain comments: none was deleted, removed or marked as spam")

    def run_filters(self, _count: int | None) -> None:
        """Let the reader switch, turn, drop and save filters, and add saved ones."""
        from tui_reader.state.saved_queries import SavedQueries
        from tui_reader.tui.screens.filters import FiltersScreen

        screen = FiltersScreen(self.stack.entries, SavedQueries(reader_path()))
        self._screen.app.push_screen(screen, self._screen.attempting(self._choose_entries))

    def _choose_entries(self, entries: tuple[FilterEntry, ...] | None) -> None:
        from tui_reader.tui.widgets.filter_stack import FilterStack

        if entries is not None:
            self.change(FilterStack(entries))

    def run_invert(self, _count: int | None) -> None:
        """Turn the last filter round."""
        if self.stack.condition is None:
            self._screen.say("no filter to turn round")
        self.change(self.stack.invert_last())

    def run_more_context(self, _count: int | None) -> None:
        """Show more around each match."""
        self._widen(1)

    def run_less_context(self, _count: int | None) -> None:
        """Show less around each match."""
        self._widen(-1)

    def _widen(self, step: int) -> None:
        place = _CONTEXTS.index(self.context) + step
        if self._found is None or not 0 <= place < len(_CONTEXTS):
            self._screen.say("no filter is on" if self._found is None else f"this is all: {self._words_of_context}")
            return
        if _is_out_of_context(self._screen.opened):
            self._screen.say("in this order nothing belongs around a match: S goes on to the source's order")
            return
        self.context = _CONTEXTS[place]
        self._show()
        self._screen.say(f"around each match: {self._words_of_context}")

    def run_back_out(self, _count: int | None) -> None:
        """Drop one thing: the marks of a search, the mark on a passage, the last filter, or the selection."""
        if self._screen.searching.forget() or self._screen.on_comment.forget_passage():
            return
        if self.stack.condition is None and self._screen.selecting.forget():
            return
        if self.stack.condition is None:
            self._screen.say("no filter is on; q goes back")
        self.change(self.stack.pop())

    # Looking.

    def begin(self, view: View) -> None:
        """Begin as somebody looked at the thread: the cursor where it was, the filter on, and so much around its matches."""
        from tui_reader.tui.widgets.filter_stack import FilterStack

        if view.position is not None:
            self._screen.pane.go_to(view.position)
        self.context = view.context
        if view.condition is not None:
            self.change(FilterStack.of(view.condition))
        if view.sort:
            self._screen.sorting.sort(CALLED[view.sort])

    def query(self) -> str:
        """Return the query that asks for what the filters show, what is around it, and the order; empty for all as it is."""
        condition, order = self.stack.condition, self._screen.sorting.query()
        asked = [] if condition is None else [condition.query(), f"ctx:{self.context.word}"]
        return " ".join(filter(None, (*asked, order)))

    def change(self, stack: FilterStack) -> None:
        """Show what these filters leave from now on."""
        self.stack = stack
        self._look(stack.condition)

    def honour_people(self) -> None:
        """Find anew what the filters ask for where they ask for people: others are one person now."""
        from tui_reader.query import Speaker, asks_of

        if asks_of(self.stack.condition, Speaker):
            self._look(self.stack.condition)

    def _look(self, condition: Condition | None) -> None:
        if condition is None:
            self._screen.working.drop(LOOKING)
            self._take_found(None, None)
        else:
            look(self._screen, LOOKING, condition, lambda found: self._take_found(condition, found))

    def _take_found(self, condition: Condition | None, found: array[int] | None) -> None:
        """Show what was found, by its positions in the archive; None for all comments."""
        self._shown, self._found = condition, found
        self._show()

    def rearrange(self, _order: Rearrangement) -> None:
        """Follow the comments into another order: what is left of them is shown already, unless something was changed since."""
        found, context = self._narrowed
        if found is self._found and context is self._shown_context:
            self._screen.working.drop(NARROWING)
        else:
            self._show()

    def narrowing(self, opened: OpenThread) -> Narrowing | None:
        """Return what the filters leave of a thread in another order than now, in a worker; None where none is on."""
        found, context = self._narrowed = self._found, self._context_in(opened)
        return None if found is None else opened.narrow(found, context)

    def _show(self) -> None:
        """Show what was found with what stands around it; of very many first those near the cursor."""
        shown, found, opened = self._shown.describe() if self._shown else "", self._found, self._screen.opened
        self._screen.pane.empty_text = (
            content(f"The filter leaves no comment: {shown}. Esc takes it away.").plain if shown else NO_COMMENTS
        )
        working, context = self._screen.working, self._shown_context
        if found is None:
            working.drop(NARROWING)
            self._take(None)
            return
        rows = len(found) * (1 if context in {Context.MATCHES, Context.PATH} else _ROWS_AROUND)
        working.do(NARROWING, rows, lambda _: opened.narrow(found, context), self._take)
        if working.is_going_on(NARROWING) and opened is opened.unsorted:
            here = bisect_left(found, max(0, self._screen.position))
            self._take(opened.narrow(found[max(0, here - _NEAR) : here + _NEAR], context))

    def _take(self, narrowing: Narrowing | None) -> None:
        self._screen.pane.take_filter(narrowing)
        self._screen.show_marks()
        self._screen.show_status()

    @property
    def count(self) -> int | None:
        """How many comments are shown, folded ones and those around matches included; None where no filter is on."""
        found = self._screen.pane.view.narrowing
        return len(found.hits) + found.around if found else None

    def selection(self) -> Callable[[], Selection]:
        """Return what tells what is shown now, for an export; the whole thread where no filter is on."""
        from tui_reader.export.selection import WHOLE, filtered

        opened, found, context, shown = self._screen.opened, self._found, self._shown_context, self._shown
        if found is None or shown is None:
            return lambda: WHOLE
        return lambda: filtered(opened.outline, opened.placed(found), context, shown.describe())

    @property
    def shown(self) -> Condition | None:
        """What all that is shown meets."""
        return self._shown

    # The prompt.

    def preview(self, text: str) -> None:
        """Show what a text that is being typed would leave."""
        query = self._screen.querying.understood(text, _TAKEN)
        if query is not None:
            stack = self.stack.push(query.condition) if query.condition else self.stack
            self._look(stack.condition)

    def accept(self, text: str) -> bool:
        """Take a text as a filter; an empty one takes all but chosen commenters away. False where it cannot be understood."""
        query = self._screen.querying.understood(text, _TAKEN)
        if query is None:
            return False
        self._screen.querying.keep(text)
        if query.context:
            self.context = Context.called(query.context)
        rest = self.stack if query.context or query.sort else self.stack.of_people()
        self.change(self.stack.push(query.condition) if query.condition else rest)
        if query.sort:
            self._screen.sorting.sort(CALLED[query.sort])
        return True

    def cancel(self) -> None:
        """Show again what was shown before the typing."""
        self._look(self.stack.condition)


def _is_out_of_context(opened: OpenThread) -> bool:
    return opened is not opened.unsorted and opened.outline.is_flat

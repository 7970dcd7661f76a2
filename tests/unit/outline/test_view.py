"""The shown rows are those that a naive model shows, whatever is folded, filtered and undone."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.unit.outline.trees import NaiveView, moved, outline_of, parent_lists
from tui_reader.outline import Context, OutlineView, narrow, sort_siblings

ROWS = st.integers(0, 39)


class FoldsAndFilters(RuleBasedStateMachine):
    """Random folds, filters and heights, on the view and on the model at once."""

    @initialize(parents=parent_lists(least=1), data=st.data())
    def begin(self, parents: list[int], data: st.DataObject) -> None:
        """Take a random thread whose rows have random heights, some beyond a byte."""
        self.outline = outline_of(parents)
        count = len(self.outline)
        heights = st.one_of(st.integers(1, 6), st.integers(250, 600))
        self.model = NaiveView(self.outline, data.draw(st.lists(heights, min_size=count, max_size=count)))
        self.view = OutlineView(self.outline)
        self.view.lay_out(bytes([3]) * 256)
        for position, lines in enumerate(self.model.lines):
            self.view.set_lines(position, lines)
        self.before: dict[bool, list[dict[int, str]]] = {False: [], True: []}

    def remember(self, changed: bool, folds: dict[int, str]) -> None:
        """Note what undo has to bring back, and that the view tells the truth about having changed anything."""
        assert changed == (folds != self.model.folds)
        if changed:
            self.before[self.model.hits is not None].append(folds)

    def at(self, row: int) -> int:
        """Return a row of this thread."""
        return row % len(self.outline)

    @rule(rows=st.lists(ROWS, max_size=3))
    def fold_for_now(self, rows: list[int]) -> None:
        """Fold and open something, and put everything back: rows, and what can be undone."""
        put_back = self.view.keep_folds()
        for row in rows:
            assert self.view.fold(self.at(row)) or self.view.unfold(self.at(row))
        put_back()
        assert not put_back()

    @rule(row=ROWS, state=st.sampled_from(["fold", "hide"]))
    def fold(self, row: int, state: str) -> None:
        """Fold or hide one row."""
        row, folds = self.at(row), dict(self.model.folds)
        self.model.folds[row] = state
        self.remember(self.view.fold(row) if state == "fold" else self.view.hide(row), folds)

    @rule(row=ROWS)
    def unfold(self, row: int) -> None:
        """Open one row."""
        row, folds = self.at(row), dict(self.model.folds)
        self.model.folds.pop(row, None)
        self.remember(self.view.unfold(row), folds)

    @rule(row=ROWS, whole=st.booleans())
    def fold_many(self, row: int, whole: bool) -> None:
        """Fold a branch or everything."""
        row, folds = self.at(row), dict(self.model.folds)
        for position in range(0 if whole else row, len(self.outline) if whole else self.outline.end(row)):
            self.model.folds.setdefault(position, "fold")
        self.remember(self.view.fold_all() if whole else self.view.fold_branch(row), folds)

    @rule(row=ROWS, whole=st.booleans())
    def unfold_many(self, row: int, whole: bool) -> None:
        """Open a branch or everything; what is hidden stays hidden."""
        row, folds = self.at(row), dict(self.model.folds)
        for position in range(0 if whole else row, len(self.outline) if whole else self.outline.end(row)):
            if self.model.folds.get(position) == "fold":
                del self.model.folds[position]
        self.remember(self.view.unfold_all() if whole else self.view.unfold_branch(row), folds)

    @rule(levels=st.integers(1, 6))
    def open_levels(self, levels: int) -> None:
        """Show so many levels."""
        folds = dict(self.model.folds)
        for position, depth in enumerate(self.outline.depth):
            if folds.get(position) != "hide":
                self.model.folds.pop(position, None)
                if depth >= levels - 1:
                    self.model.folds[position] = "fold"
        self.remember(self.view.open_levels(levels), folds)

    @rule()
    def undo(self) -> None:
        """Take the last change back."""
        before = self.before[self.model.hits is not None]
        assert self.view.undo() == bool(before)
        if before:
            folds = self.model.folds
            folds.clear()
            folds.update(before.pop())

    @rule(rows=st.sets(ROWS, max_size=6), context=st.sampled_from(Context))
    def filter(self, rows: set[int], context: Context) -> None:
        """Put a filter on: its folds begin open, unless it is the same filter with other context."""
        hits = sorted({self.at(row) for row in rows})
        if hits != self.model.hits:
            self.model.filtered = {}
            self.before[True] = []
        self.model.hits, self.model.context = hits, context
        self.view.take(narrow(self.view.outline, hits, context))

    @precondition(lambda self: self.model.hits is not None)
    @rule()
    def clear_filter(self) -> None:
        """Take the filter off."""
        self.model.hits = None
        self.view.take(None)

    @rule(row=ROWS, lines=st.one_of(st.integers(1, 6), st.integers(250, 600)))
    def measure(self, row: int, lines: int) -> None:
        """Learn the height of a row."""
        self.model.lines[self.at(row)] = lines
        self.view.set_lines(self.at(row), lines)
        assert self.view.is_measured(self.at(row))

    @rule()
    def forget(self) -> None:
        """Take heights for estimates again: they stay what they were until they are measured."""
        self.view.forget_lines()
        assert not any(map(self.view.is_measured, range(len(self.outline))))

    @rule(data=st.data())
    def rearrange(self, data: st.DataObject) -> None:
        """Sort siblings: folds, filter and all that can be undone stay with their rows."""
        count = len(self.outline)
        order = sort_siblings(self.outline, data.draw(st.lists(st.integers(0, 3), min_size=count, max_size=count)))
        self.outline = order.outline
        self.model.rearrange(order)
        self.before = {on: [moved(folds, order) for folds in steps] for on, steps in self.before.items()}
        self.view.rearrange(order)
        self.view.lay_out(bytes([3]) * 256)
        for position, lines in enumerate(self.model.lines):
            self.view.set_lines(position, lines)

    @invariant()
    def rows_are_where_the_model_has_them(self) -> None:
        """Heights, totals, places and moves agree with the model."""
        shown, line = self.model.shown(), 0
        assert list(self.view.shown()) == shown
        for row in shown:
            height = self.model.height(row)
            assert self.view.lines_of(row) == height
            assert self.view.line_of(row) == line
            assert self.view.row_at(line) == (row, 0)
            assert self.view.row_at(line + height - 1) == (row, height - 1)
            line += height
        assert self.view.lines == line
        admitted = [row for row in range(len(self.outline)) if self.view.admits(row)]
        assert admitted == [row for row in range(len(self.outline)) if self.model.passes(row)]
        assert self.view.folded_away == len(admitted) - len(shown)
        assert self.view.around == sum(not self.view.is_match(row) for row in admitted)
        assert [self.view.first(), *map(self.view.next, shown)] == [*shown, None]
        assert [self.view.last(), *map(self.view.previous, reversed(shown))] == [*reversed(shown), None]

    @invariant()
    def moves_lead_to_shown_rows(self) -> None:
        """Every move from a shown row ends on a shown row in its own direction."""
        depth = self.outline.depth
        for row in self.model.shown():
            above = [position for position in self.outline.ancestors(row) if self.model.height(position)]
            assert self.view.parent(row) == (above[0] if above else None)
            assert self.view.root(row) == (above[-1] if above else row)
            below = [position for position in self.model.shown() if row < position < self.outline.end(row)]
            assert self.view.first_reply(row) == (below[0] if below else None)
            hits = self.model.hits or []
            assert self.view.matches_below(row) == sum(row < hit < self.outline.end(row) for hit in hits)
            after = self.view.after_branch(row)
            assert after is None or (after >= self.outline.end(row) and self.model.height(after))
            before = self.view.previous_on_level(row)
            assert before is None or (before < row and self.model.height(before))
            if self.model.hits is None and before is not None:
                assert depth[before] <= depth[row]
            state = self.model.folds.get(row)
            assert (self.view.is_folded(row), self.view.is_hidden(row)) == (state == "fold", state == "hide")
            assert self.view.is_open(row) == (state is None)
            earlier = self.view.previous_root(row)
            assert earlier is None or (earlier < row and self.view.root(earlier) == earlier)
            top = self.view.next_root(row)
            assert top is None or self.outline.root_of(top) > self.outline.root_of(row)


TestFoldsAndFilters = FoldsAndFilters.TestCase
TestFoldsAndFilters.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)


@given(parent_lists(least=1), st.integers(1, 8))
def test_levels_are_what_was_asked_for(parents: list[int], levels: int) -> None:
    """After opening n levels, n levels are shown, or all there are."""
    view = OutlineView(outline_of(parents))
    view.open_levels(levels)
    deepest = max(view.outline.depth)
    assert view.levels == min(levels, deepest + 2)
    assert max(view.outline.depth[row] for row in view.shown()) == min(levels - 1, deepest)


def test_levels_deeper_than_a_byte_stay_folded() -> None:
    """A thread 300 deep opens to 200 levels without showing the rest."""
    view = OutlineView(outline_of(list(range(-1, 299))))
    view.open_levels(200)
    assert list(view.shown()) == list(range(200))


def test_a_match_in_a_folded_branch_is_shown() -> None:
    """A filter finds what an earlier fold covers, and clearing it brings the fold back."""
    view = OutlineView(outline_of([-1, 0, 1, -1]))
    view.fold(0)
    view.take(narrow(view.outline, [2], Context.PATH))
    assert list(view.shown()) == [0, 1, 2]
    view.fold(1)
    assert list(view.shown()) == [0, 1]
    assert view.matches_below(0) == 1
    view.take(None)
    assert list(view.shown()) == [0, 3]


def test_revealing_a_row_opens_what_covers_it() -> None:
    """Rows above are opened, hidden ones too; what a filter leaves out stays out."""
    view = OutlineView(outline_of([-1, 0, 1, 2]))
    view.hide(0)
    view.fold(2)
    assert view.reveal(3)
    assert list(view.shown()) == [0, 1, 2, 3]
    view.take(narrow(view.outline, [1], Context.MATCHES))
    assert not view.reveal(3)


def test_what_stands_for_a_row_that_is_not_shown() -> None:
    """Above it if anything is, else after it, else before it; nothing where nothing is shown."""
    view = OutlineView(outline_of([-1, 0, -1, -1]))
    assert view.nearest(1) == 1
    view.fold(0)
    assert view.nearest(1) == 0
    view.take(narrow(view.outline, [2], Context.MATCHES))
    assert (view.nearest(1), view.nearest(3)) == (2, 2)
    view.take(narrow(view.outline, [], Context.MATCHES))
    assert view.nearest(1) is None


def test_around_a_match_in_a_flat_thread_stands_what_was_said_before_it() -> None:
    """Where nothing states who answers whom, the neighbours are all the context there is."""
    view = OutlineView(outline_of([-1] * 9))
    view.lay_out(bytes([3]) * 256)
    shown = {}
    for context in Context:
        view.take(narrow(view.outline, [0, 5], context))
        shown[context] = list(view.shown())
    assert shown == {
        Context.MATCHES: [0, 5],
        Context.PATH: [0, 4, 5],
        Context.REPLIES: [0, 1, 4, 5, 6],
        Context.BRANCH: [0, 1, 2, 3, 4, 5, 6, 7, 8],
    }


def test_moves_go_past_what_is_folded_and_filtered_out() -> None:
    """On a level, to the parent, to the start of a branch and of the next one."""
    view = OutlineView(outline_of([-1, 0, 1, 0, 3, -1, 5, -1]))
    assert [view.previous_on_level(row) for row in range(8)] == [None, 0, 1, 1, 3, 0, 5, 5]
    assert [view.next_root(row) for row in range(8)] == [5, 5, 5, 5, 5, 7, 7, None]
    assert [view.previous_root(row) for row in range(8)] == [None, 0, 0, 0, 0, 0, 5, 5]
    view.fold(3)
    assert (view.next(3), view.after_branch(1), view.previous(5), view.first_reply(3)) == (5, 3, 3, None)
    view.take(narrow(view.outline, [2, 6], Context.MATCHES))
    assert (view.parent(2), view.root(6), view.previous_on_level(6), view.next_root(2)) == (None, 6, 2, 6)


def test_each_context_shows_more_than_the_one_before() -> None:
    """The match, what it answers, its replies, and everything below it."""
    view = OutlineView(outline_of([-1, 0, 1, 2, 0, -1]))
    shown = []
    for context in Context:
        view.take(narrow(view.outline, [1], context))
        shown.append((list(view.shown()), view.around))
    assert shown == [([1], 0), ([0, 1], 1), ([0, 1, 2], 2), ([0, 1, 2, 3], 3)]
    view.take(None)
    assert (view.around, view.folded_away, list(view.shown())) == (0, 0, list(range(6)))


def test_changing_nothing_is_nothing_to_undo() -> None:
    """What was folded is folded once, and the change before it is taken back."""
    view = OutlineView(outline_of([-1, 0, -1]))
    assert view.fold(0)
    assert not view.fold(0)
    assert not view.unfold(2)
    assert view.undo()
    assert not view.is_folded(0)
    assert not view.undo()


def test_changes_beyond_two_hundred_are_forgotten() -> None:
    """The latest two hundred can be taken back."""
    view = OutlineView(outline_of([-1, 0]))
    for _ in range(101):
        view.fold(0)
        view.unfold(0)
    assert sum(view.undo() for _ in range(300)) == 200


def test_what_was_kept_is_put_back_with_all_that_could_be_undone() -> None:
    """Unless a filter came meanwhile, which has folds of its own."""
    view = OutlineView(outline_of([-1, 0, -1]))
    view.fold(0)
    put_back = view.keep_folds()
    view.unfold(0)
    view.fold(2)
    assert put_back()
    assert list(view.shown()) == [0, 2]
    assert (view.is_folded(0), view.is_folded(2)) == (True, False)
    assert view.undo()
    assert not view.is_folded(0)
    view.take(narrow(view.outline, [1], Context.PATH))
    assert not put_back()


@given(st.sets(st.integers(0, 299)), st.sets(st.integers(0, 299)), st.integers(0, 301))
def test_what_is_admitted_is_found_from_either_side(hits: set[int], looked_at: set[int], at: int) -> None:
    """Whether it is near or far; without a filter everything is admitted."""
    view, rows = OutlineView(outline_of([-1] * 300)), sorted(looked_at)
    for is_filtered in (False, True):
        if is_filtered:
            view.take(narrow(view.outline, sorted(hits), Context.MATCHES))
        admitted = [index for index, row in enumerate(rows) if row in hits or not is_filtered]
        end = min(at, len(rows))
        assert view.first_admitted(rows, at) == next((index for index in admitted if index >= at), None)
        assert view.last_admitted(rows, end) == next((index for index in reversed(admitted) if index < end), None)

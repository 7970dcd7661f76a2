"""What a reader does with one comment: read it whole, see where it is from, follow quotations and links, copy, export.

Each command imports the dialog that it shows: all of them together would hold up the first frame for a sixth of its time.
"""

from __future__ import annotations

import io
import shlex
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tui_reader.errors import TuiReaderError
from tui_reader.text.counting import counted
from tui_reader.text.sanitize import one_line, visible
from tui_reader.tui.messages import Done, Failed

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_reader.export.selection import Selection
    from tui_reader.model import Quotation, StoredComment
    from tui_reader.outline import Rearrangement
    from tui_reader.tui.loader import OpenThread
    from tui_reader.tui.screens.exporting import ExportOrder, ExportScope
    from tui_reader.tui.screens.thread import ThreadScreen

COMMENT, BRANCH, SELECTED, VIEW, THREAD = "comment", "branch", "selected", "view", "thread"

_MOST_COPIED = 2_000
"""Comments that are copied at once: in a frame or two, and no terminal takes more than some hundred kilobytes."""

_MOST_PREVIEWED = 1_000


class CommentCommands:
    """Commands on the comment at the cursor of one thread."""

    def __init__(self, screen: ThreadScreen) -> None:
        self._screen = screen
        self._walked: list[Quotation] = []
        self._has_marked_passage = False

    def _comment(self) -> StoredComment | None:
        """Return the comment at the cursor; say so where there is none."""
        if self._screen.position < 0:
            self._screen.say(self._screen.why_nothing)
            return None
        return self._screen.opened.comment(self._screen.position)

    def rearrange(self, _order: Rearrangement) -> None:
        """Begin the walk along quotations anew: comments stand elsewhere."""
        self._walked = []

    # Reading.

    def read(self, position: int) -> None:
        """Show a comment whole."""
        from tui_reader.tui.screens.comment_text import CommentTextScreen

        comment = self._screen.opened.comment(position)
        self._screen.app.push_screen(CommentTextScreen(comment, self._screen.annotating.of(comment)))

    def run_provenance(self, _count: int | None) -> None:
        """Show where a comment comes from and why it stands here."""
        from tui_reader.model import NO_NAME
        from tui_reader.tui.screens.provenance import Provenance, ProvenanceScreen

        comment, opened = self._comment(), self._screen.opened
        if comment is None:
            return
        above = opened.outline.parent_of(comment.position)
        parent = None if above is None else opened.comment(above)
        lines = opened.archive.source_lines(opened.thread.id, comment.span) if comment.span else ()
        problems = opened.archive.problems(opened.thread.id)
        author = None if parent is None else parent.author or NO_NAME
        added, key = self._screen.annotating.of(comment), self._screen.key_of("review")
        told = opened.archive.source_words(comment.id)
        facts = Provenance(opened.thread, comment, author, lines, problems, added, key, told)
        self._screen.app.push_screen(ProvenanceScreen(facts))

    def run_quotes(self, _count: int | None) -> None:
        """Hide or show quoted text."""
        shown = self._screen.pane.toggle_quotes()
        self._screen.say("quoted text is shown" if shown else "quoted text is hidden: T shows it")

    # Quotations.

    def run_quotation(self, _count: int | None) -> None:
        """Go to what the comment quotes, one quotation after the other; from the article to who quotes a paragraph."""
        if self._screen.panes.reading_article:
            self.quoted_by(self._screen.panes.article.cursor)
            return
        place = self._screen.position
        own = list(self._screen.opened.quotations(place)) if place >= 0 else []
        if not own:
            self._screen.say("this comment quotes nothing that is known")
            return
        if self._walked[1:] and self._walked[0].comment == place:
            self._walked = self._walked[1:]
        else:
            self._walked = own
        self._follow(self._walked[0])

    def _follow(self, quotation: Quotation) -> None:
        if quotation.block is not None:
            self._screen.panes.article.highlight(quotation.block, quotation.target_start, quotation.target_end)
            self._has_marked_passage = True
            self._screen.panes.show_article()
            self._screen.say("the passage is marked in the article; Esc takes the mark away")
        elif self._screen.jump_to(quotation.earlier):
            self._screen.say("this is what it quotes; H goes back")

    def forget_passage(self) -> bool:
        """Take the mark off a passage of the article; False where there is none."""
        had, self._has_marked_passage = self._has_marked_passage, False
        if had:
            self._screen.panes.article.clear_highlight()
        return had

    def quoted_by(self, block: int) -> None:
        """Go to the next comment that quotes a block of the article, around the end."""
        places = self._screen.opened.quoting(block)
        if not places:
            self._screen.say("no comment quotes this paragraph")
            return
        self._screen.panes.reading_article = False
        after = [place for place in places if place > self._screen.position]
        if self._screen.jump_to((after or places)[0]):
            many = f"{len(places)} comments quote" if len(places) > 1 else "one comment quotes"
            self._screen.say(f"{many} this paragraph; H goes back")

    # Links.

    def run_open_link(self, _count: int | None) -> None:
        """Let the reader choose among the links of a comment, shown in full, and open it."""
        from tui_reader.export import links
        from tui_reader.text import prose
        from tui_reader.tui.screens.links import LinksScreen

        comment = self._comment()
        if comment is None:
            return
        body = comment.body
        found = [address for start, end in prose.links(body) if (address := links.web_address(body[start:end]))]
        if not found:
            self._screen.say("this comment has no link that can be opened")
            return
        self._screen.app.push_screen(LinksScreen(tuple(dict.fromkeys(found))), self._open)

    def _open(self, address: str | None) -> None:
        if address:
            self._screen.app.open_url(address)

    # Copying.

    def _copy(self, text: str, what: str) -> None:
        self._screen.app.copy_to_clipboard(visible(text))
        self._screen.say(f"sent to the terminal's clipboard: {what}")

    def _may_copy(self, comments: int) -> bool:
        """Return whether so many comments are few enough to copy; say so where they are not."""
        if comments > _MOST_COPIED:
            self._screen.say(f"{comments:,} comments are too many for a clipboard: w writes them into a file")
        return comments <= _MOST_COPIED

    def run_copy_text(self, _count: int | None) -> None:
        """Copy the words of a comment, or of the selected ones."""
        selected = self._screen.selecting.positions
        if selected and self._may_copy(len(selected)):
            comments = self._screen.opened.fetch(selected)
            words = "\n\n".join(comments[position].body for position in selected)
            self._copy(words, counted(len(selected), "selected comment"))
        elif not selected and (comment := self._comment()):
            self._copy(comment.body, "this comment")

    def run_copy_quotation(self, _count: int | None) -> None:
        """Copy a comment as a quotation with its source."""
        comment = self._comment()
        if comment:
            quoted = "\n".join(f"> {line}".rstrip() for line in comment.body.split("\n"))
            self._copy(f"{quoted}\n\n— {self._citation(comment)}", "this comment as a quotation")

    def run_copy_citation(self, _count: int | None) -> None:
        """Copy where a comment stands."""
        comment = self._comment()
        if comment:
            self._copy(self._citation(comment), "where this comment stands")

    def _citation(self, comment: StoredComment) -> str:
        from tui_reader.model import NO_NAME

        thread = self._screen.opened.thread
        lines = f", lines {comment.span.first}-{comment.span.last}" if comment.span else ""
        parts = [comment.author or NO_NAME, comment.posted_text or comment.posted, f"“{thread.name}”"]
        source = f"{thread.origin.name}{lines} (sha256 {thread.origin.sha256[:12]}), comment {comment.key}"
        return one_line(", ".join([*filter(None, parts), source]))

    def run_copy_branch(self, _count: int | None) -> None:
        """Copy a comment and its replies, or the selected comments, as plain text."""
        selected, comment = self._screen.selecting.positions, self._comment()
        if selected and self._may_copy(len(selected)):
            self._copy(self.written(SELECTED, "text"), f"{counted(len(selected), 'selected comment')}, as plain text")
        elif not selected and comment and self._may_copy(1 + self._screen.opened.outline.descendants[comment.position]):
            self._copy(self.written(BRANCH, "text"), "this branch")

    def run_copy_filter(self, _count: int | None) -> None:
        """Copy the command that opens what is on the screen, here or elsewhere: thread, filters and cursor."""
        path, thread, query = self._screen.host.opened_path, self._screen.opened.thread, self._screen.filtering.query()
        at = self._screen.opened.comment(self._screen.position).key if self._screen.position >= 0 else ""
        said = {"--thread": thread.key, "--filter": query, "--at": at}
        options = [word for option, value in said.items() if value for word in (option, value)]
        self._copy(shlex.join(["tui-reader", str(path), *options]), "the command that opens this view")

    # Exporting.

    def run_export(self, _count: int | None) -> None:
        """Let the reader choose what to write, how and where."""
        from tui_reader.tui.screens.exporting import ExportOffer, ExportScreen

        thread = self._screen.opened.thread
        offer = ExportOffer(thread.name, self._scopes(), Path.cwd(), self._screen.host.last_export)
        self._screen.app.push_screen(ExportScreen(offer, self.previewed), self._screen.attempting(self._write))

    def _scopes(self) -> tuple[ExportScope, ...]:
        from tui_reader.tui.screens.exporting import ExportScope

        opened, position = self._screen.opened, self._screen.position
        here = position >= 0
        replies = opened.outline.descendants[position] if here else 0
        shown = self._screen.filtering.count
        no_comment = "" if here else self._screen.why_nothing
        count = len(self._screen.selecting.positions)
        selected = ExportScope(SELECTED, "the selected comments", count, "" if count else "v selects")
        return (
            *((selected,) if count else ()),
            ExportScope(COMMENT, "this comment", 1, no_comment),
            ExportScope(BRANCH, "this comment and its replies", replies + 1, no_comment),
            ExportScope(VIEW, "what the filter shows", shown or 0, _why_not(shown)),
            *(() if count else (selected,)),
            ExportScope(THREAD, "the whole thread", len(opened.outline), ""),
        )

    def _selection(self, scope: str) -> Callable[[], Selection]:
        """Return what makes the selection that a scope stands for now; of a long thread it takes its time."""
        from tui_reader.export import selection

        opened, position = self._screen.opened, self._screen.position
        make: Callable[[], Selection]
        if scope == COMMENT:
            make = partial(selection.alone, opened.comment(position))
        elif scope == BRANCH:
            make = partial(selection.branch, opened.outline, opened.comment(position))
        elif scope == SELECTED:
            make = partial(selection.chosen, self._screen.selecting.positions)
        else:
            make = self._screen.filtering.selection() if scope == VIEW else partial(selection.Selection)
        return lambda: make().at(opened.order.origins)

    def written(self, scope: str, form: str) -> str:
        """Return what an export would hold."""
        return _written(self._screen.opened, self._selection(scope)(), form)

    def previewed(self, scope: str, form: str) -> str:
        """Return how an export would begin; of very many comments it is written for the first ones alone, and says so."""
        from tui_reader.export.selection import first_of

        opened = self._screen.opened
        return _written(opened, first_of(self._selection(scope)(), len(opened.outline), _MOST_PREVIEWED), form)

    def _write(self, order: ExportOrder | None) -> None:
        """Write what was ordered, in a worker: of a long thread it takes its time."""
        if order is None or self._screen.read_again():
            return
        self._screen.host.last_export = order.format, order.path.parent
        app, opened, chosen = self._screen.app, self._screen.opened, self._selection(order.scope)
        app.run_worker(
            lambda: app.post_message(_saved(opened, chosen, order)), thread=True, group="export", exit_on_error=False
        )
        self._screen.say("writing …")


def _written(opened: OpenThread, chosen: Selection, form: str) -> str:
    from tui_reader.export import selection
    from tui_reader.export.registry import find_format

    out = io.StringIO()
    find_format(form).write(selection.document(opened.archive, opened.thread.id, chosen), out)
    return out.getvalue()


def _saved(opened: OpenThread, chosen: Callable[[], Selection], order: ExportOrder) -> Done | Failed:
    """Write an export and return what became of it."""
    from tui_reader.export import selection
    from tui_reader.export.registry import find_format
    from tui_reader.export.saving import save

    form = find_format(order.format)
    try:
        document = selection.document(opened.archive, opened.thread.id, chosen())
        save(order.path, lambda out: form.write(document, out), overwrite=order.overwrite)
    except TuiReaderError as error:
        return Failed(error)
    return Done(f"written: {order.path}")


def _why_not(shown: int | None) -> str:
    """Return why what a filter shows cannot be exported; empty where it can."""
    return "" if shown else "no filter is on" if shown is None else "it shows nothing"

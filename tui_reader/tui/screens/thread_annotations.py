"""What a reader adds to comments: stars, tags and notes, kept in a database of their own before they are shown.

The database is read behind the first frame; whoever has added nothing, or cannot, reads on without it.
"""

from __future__ import annotations

import asyncio
import re
from itertools import islice
from typing import TYPE_CHECKING

from textual.suggester import Suggester

from tui_reader.errors import StateError, TuiReaderError
from tui_reader.model import NO_ANNOTATION, Status
from tui_reader.settings import reader_path
from tui_reader.text.counting import counted
from tui_reader.text.sanitize import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.model import Annotation, StoredComment
    from tui_reader.tui.loader import OpenThread
    from tui_reader.tui.screens.thread import ThreadScreen

PURPOSE = "tags"

_LAST_WORD = re.compile(r"#?([^\s,#]+)$")


class Annotating:
    """The stars, tags and notes of one thread."""

    purpose = PURPOSE

    def __init__(self, screen: ThreadScreen) -> None:
        self._screen = screen
        self._tagged: StoredComment | None = None

    def show(self) -> None:
        """Show what was added to comments, as soon as it is read."""
        self._screen.run_worker(self._show(self._screen.opened), group="annotations", exclusive=True, exit_on_error=False)

    async def _show(self, opened: OpenThread) -> None:
        try:
            found = await asyncio.to_thread(opened.annotated)
        except TuiReaderError as error:
            self._tell_once(error)
            return
        if found and opened.annotations is self._screen.opened.annotations:
            self._screen.pane.annotate(found)

    def _tell_once(self, error: TuiReaderError) -> None:
        """Say why nothing that was added is shown, in the first thread that this happens in."""
        words = one_line(f"stars, tags and notes are off: {error}")
        if self._screen.host.told_unread != words:
            self._screen.host.told_unread = words
            self._screen.notify(words, severity="warning", markup=False)

    def of(self, comment: StoredComment) -> Annotation:
        """Return what was added to a comment; nothing where that cannot be read, which was said when the thread was opened."""
        try:
            return self._screen.opened.annotations.of(comment.key)
        except StateError:
            return NO_ANNOTATION

    # Commands.

    def run_star(self, count: int | None) -> None:
        """Star the comment at the cursor, and as many after it as were asked for; where it has a star, take theirs away."""
        comments = self._comments(count or 1)
        if not comments:
            return
        starred = not self._screen.opened.annotations.of(comments[0].key).starred
        self._screen.opened.annotations.star([comment.key for comment in comments], starred=starred)
        self._show_now(comments)
        many = f"{counted(len(comments), 'comment')} " if len(comments) > 1 else ""
        self._screen.say(f"{many}starred: s takes it back" if starred else f"{many}without a star again")

    def run_tags(self, _count: int | None) -> None:
        """Ask for the tags of the comment at the cursor."""
        from tui_reader.state.annotations import known_tags

        for comment in self._comments(1):
            self._tagged = comment
            tags = "".join(f"{tag} " for tag in self._screen.opened.annotations.of(comment.key).tags)
            suggester = TagSuggester(known_tags(reader_path()))
            self._screen.ask(PURPOSE, "words with spaces between; none takes all away", tags, suggester)

    def run_note(self, _count: int | None) -> None:
        """Let the reader write a note on the comment at the cursor, in an editor of their choice where they named one."""
        for comment in self._comments(1):
            self._ask_for_note(comment)

    def _ask_for_note(self, comment: StoredComment) -> None:
        from tui_reader.tui.screens.note import NoteScreen, written_in_editor

        def keep(note: str | None) -> None:
            """Keep what was written; None leaves the note that is there."""
            if note is not None:
                self._screen.opened.annotations.write(comment.key, note)
                self._show_now([comment])

        before = self._screen.opened.annotations.of(comment.key).note
        after = written_in_editor(self._screen.app, before)
        if after is None:
            self._screen.app.push_screen(NoteScreen(before), self._screen.attempting(keep))
        else:
            keep(after)

    def _comments(self, count: int) -> Sequence[StoredComment]:
        """Return the comment at the cursor and those shown after it of which anything is left; say so where there is none."""
        at = self._screen.position
        if self._screen.panes.out_of_sight == "comments":
            self._screen.say("the comments are out of sight: Tab goes to them")
            return []
        places = list(islice(self._screen.pane.view.shown_from(at), count)) if at >= 0 else []
        found = self._screen.opened.fetch(places).values() if places else ()
        comments = [comment for comment in found if comment.status is not Status.LOST]
        if not comments:
            self._screen.say("nothing is left of this comment to mark" if places else self._screen.why_nothing)
        return comments

    def _show_now(self, comments: Sequence[StoredComment]) -> None:
        """Show what is kept by now. A filter that asks for it stays as it is: else nobody could take the last key back."""
        opened = self._screen.opened
        self._screen.pane.annotate({comment.id: opened.annotations.of(comment.key) for comment in comments})
        self._screen.pane.go_to(self._screen.position)

    # The prompt.

    def preview(self, text: str) -> None:
        """Change nothing while tags are typed."""

    def accept(self, text: str) -> bool:
        """Give the comment the tags that were typed, and no others."""
        from tui_reader.state.annotations import split_tags

        if self._tagged is not None:
            comment = self._tagged
            self._screen.attempt(lambda: self._tag(comment, split_tags(text)))
        return True

    def _tag(self, comment: StoredComment, tags: Sequence[str]) -> None:
        self._screen.opened.annotations.tag(comment.key, tags)
        self._show_now([comment])

    def cancel(self) -> None:
        """Leave the tags as they are."""
        self._screen.show_help()


class TagSuggester(Suggester):
    """Completes the last word to a tag that was given before."""

    def __init__(self, known: Sequence[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._known = known

    async def get_suggestion(self, value: str) -> str | None:
        """Return the text with its last word whole, None where no tag begins like it."""
        word = _LAST_WORD.search(value)
        if word is None:
            return None
        begun = word[1].casefold()
        found = (tag for tag in self._known if tag.casefold().startswith(begun) and len(tag) > len(begun))
        whole = next(found, None)
        return None if whole is None else value + whole[len(word[1]) :]

"""Article and comments side by side, one above the other, or one at a time."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tui_reader.tui.widgets.article_pane import ArticlePane
from tui_reader.tui.widgets.comment_pane import CommentPane
from tui_reader.tui.widgets.pane_layout import ArticleSide, PaneLayout


class Panes(Widget):
    """The two panes of a thread."""

    BLANK = True
    DEFAULT_CSS = """
    Panes { height: 1fr; layout: horizontal; overflow: hidden; }
    Panes.-top { layout: vertical; }
    Panes > ArticlePane { width: 40%; height: 100%; }
    Panes > CommentPane { width: 1fr; height: 1fr; }
    Panes.-left > ArticlePane { margin: 0 1 0 0; }
    Panes.-top > ArticlePane { width: 100%; margin: 0 0 1 0; }
    Panes.-off > ArticlePane { width: 100%; height: 100%; }
    Panes.-no-article > ArticlePane, Panes.-no-comments > CommentPane { display: none; }
    """

    @dataclass
    class Dragged(Message):
        """The border between the panes was let go somewhere else."""

        panes: Panes

        @property
        def control(self) -> Panes:
            """The panes that it happened in."""
            return self.panes

    arrangement: reactive[PaneLayout] = reactive(PaneLayout(), init=False, repaint=False)
    reading_article: reactive[bool] = reactive(False, init=False, repaint=False)
    """Whether the article is the pane that keys go to."""

    def __init__(self, arrangement: PaneLayout, room: Size, *, reading_article: bool) -> None:
        """Stand as it will be in the room of the screen, so that nothing has to move after the first frame."""
        super().__init__()
        self.article = ArticlePane(id="article")
        self.comments = CommentPane(id="comments")
        self.set_reactive(Panes.arrangement, arrangement)
        self.set_reactive(Panes.reading_article, reading_article)
        self._arrange(room)

    def compose(self) -> ComposeResult:
        """Put both panes in."""
        yield self.article
        yield self.comments

    @property
    def out_of_sight(self) -> str:
        """The name of the pane that is not shown, empty where both are."""
        return "article" if self.has_class("-no-article") else "comments" if self.has_class("-no-comments") else ""

    def show_article(self) -> None:
        """Bring the article into sight where one pane at a time is shown."""
        if not self.article.display:
            self.reading_article = True

    @property
    def fitted(self) -> ArticleSide:
        """Where the article stands now."""
        return self.arrangement.fitted(*self.app.size)

    def turn(self) -> None:
        """Put the article in the next place that looks different."""
        self.arrangement = self.arrangement.turned(*self.app.size)

    def resize(self, steps: int) -> None:
        """Make the article so many steps larger, or smaller."""
        self.arrangement = self.arrangement.resized(steps, *self.app.size)

    def on_resize(self, _event: events.Resize) -> None:
        """Fit into the room there is now."""
        self._arrange(self.app.size)

    def watch_arrangement(self) -> None:
        """Stand as the reader chose."""
        self._arrange(self.app.size)

    def watch_reading_article(self) -> None:
        """Give the keys to the other pane."""
        self._arrange(self.app.size)
        self.take_keys()

    def take_keys(self) -> None:
        """Give the keys to the pane that is read: at once, unless it is not in sight yet."""
        pane = self.article if self.reading_article else self.comments
        if pane.focusable:
            self.screen.set_focus(pane, scroll_visible=False)
        else:
            pane.focus(scroll_visible=False)

    # The border between them.

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the border: what is in none of the panes is between them."""
        if self.screen.get_widget_at(*event.screen_offset)[0] is self:
            event.stop()
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Let the border follow the mouse."""
        if self.app.mouse_captured is self:
            at, room = (event.x, self.size.width) if self.fitted is ArticleSide.LEFT else (event.y, self.size.height)
            self.arrangement = self.arrangement.sized(round(100 * (at + 1) / room), *self.app.size)

    def on_mouse_up(self, _event: events.MouseUp) -> None:
        """Let the border go."""
        if self.app.mouse_captured is self:
            self.release_mouse()
            self.post_message(self.Dragged(self))

    def _arrange(self, room: Size) -> None:
        side = self.arrangement.fitted(*room)
        for each in ArticleSide:
            self.set_class(each is side, f"-{each}")
        self.set_class(side is ArticleSide.OFF and not self.reading_article, "-no-article")
        self.set_class(side is ArticleSide.OFF and self.reading_article, "-no-comments")
        share = f"{self.arrangement.share(*room)}%"
        self.article.styles.width = share if side is ArticleSide.LEFT else "100%"
        self.article.styles.height = share if side is ArticleSide.TOP else "100%"

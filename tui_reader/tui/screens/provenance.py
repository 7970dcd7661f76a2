"""Where a comment comes from: its lines in the source, what was understood of them, and why it stands where it does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tui_reader.model import LOW_CONFIDENCE, NO_ANNOTATION, NO_NAME, ReplyBasis, Status
from tui_reader.text.sanitize import one_line
from tui_reader.tui.screens.dialog import Dialog
from tui_reader.tui.widgets.annotation_lines import labels
from tui_reader.tui.widgets.page import GAP, Page, Passage, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult

    from tui_reader.model import Annotation, Origin, Problem, SourceWords, StoredComment, StoredThread

SURE = 0.9
"""From this confidence on a decision is called sure; below `LOW_CONFIDENCE` it is called a guess."""

_LABEL = 14
_SHORT_DIGEST = 16
_BASES = {
    ReplyBasis.STATED: "the source states it",
    ReplyBasis.INDENTED: "it stands below that one and further in",
    ReplyBasis.LINKED: "a mark in it names that one: a reply word, a number, an @name or >>",
    ReplyBasis.QUOTED: "it quotes that one",
    ReplyBasis.GUESSED: "guessed from what stands around it",
    ReplyBasis.CORRECTED: "a reader corrected it",
}
_STATES = {
    Status.PRESENT: "present",
    Status.DELETED: "deleted: the source says so",
    Status.REMOVED: "removed: the source says so",
    Status.LOST: "lost: the source has an empty place here, or an answer to it alone",
    Status.SPAM: "spam: the site took it for that",
    Status.PENDING: "pending: the site had not let it through",
    Status.PINGBACK: "a pingback: another page links to this one",
    Status.SERVICE: "a message of the site itself",
    Status.VANISHED: "vanished: an earlier copy has it, a later one has not",
}


@dataclass(frozen=True, slots=True)
class Provenance:
    """What is known of how a comment was read.

    `parent_author` says whose comment it answers, None where it answers none; `source_lines` are the original lines of its
    span, none where the source keeps no text; `problems` are those of the whole thread; `annotation` is what the reader added.
    `review_key` leads from the thread to the review of its whole source. `told` is what each source said, if there are several.
    """

    thread: StoredThread
    comment: StoredComment
    parent_author: str | None
    source_lines: tuple[str, ...]
    problems: tuple[Problem, ...]
    annotation: Annotation = NO_ANNOTATION
    review_key: str = ""
    told: tuple[SourceWords, ...] = ()


class ProvenanceScreen(Dialog[None]):
    """A page about one comment."""

    KEYS = (("j k", "scroll"), ("Space b", "page"), ("Esc", "back"))
    BINDINGS: ClassVar[list[BindingType]] = [Binding("q,i,enter", "leave", show=False)]

    def __init__(self, facts: Provenance) -> None:
        super().__init__("Where this comment comes from")
        self._facts = facts

    def compose_inside(self) -> ComposeResult:
        """Yield the page."""
        yield Page(_passages(self._facts))


def _passages(facts: Provenance) -> Iterator[Passage]:
    yield Passage("The source", "heading")
    yield from _source(facts)
    yield from _told(facts)
    yield from (GAP, Passage("Its lines", "heading"))
    yield from _lines(facts)
    yield from (GAP, Passage("What was understood", "heading"))
    yield from _decisions(facts.comment)
    yield from (GAP, Passage("Why it stands here", "heading"))
    yield from _reply(facts)
    yield from _problems(facts)
    yield from _added(facts.annotation)


def _row(label: str, value: str, role: str = "text") -> Passage:
    return plain(one_line(value), role, f"  {label:<{_LABEL}}")


def _source(facts: Provenance) -> Iterator[Passage]:
    origin, span = facts.thread.origin, facts.comment.span
    yield _row("name", origin.name)
    if span is not None:
        total = f" of {origin.lines:,}" if origin.lines is not None else ""
        yield _row("lines", f"{span.first:,}–{span.last:,}{total}" if span.first < span.last else f"{span.first:,}{total}")
    yield _row("format", origin.format)
    if origin.layout is not None:
        yield _row("layout", origin.layout)
    if origin.confidence is not None:
        yield from _confidence(origin, facts.review_key)
    yield _row("sha256", f"{origin.sha256[:_SHORT_DIGEST]}…")


def _told(facts: Provenance) -> Iterator[Passage]:
    """Yield what each source said of the comment, its words where they are not those that are shown."""
    if not facts.told:
        return
    yield from (GAP, Passage("What each source says", "heading"))
    for said in facts.told:
        stated = [said.status.value, "" if said.score is None else f"{said.score:+,}"]
        stated += ["" if said.edited is None else f"edited {said.edited}".rstrip(), f"came in {said.imported_at}"]
        yield plain(one_line(said.source), "strong", "  ")
        yield plain(one_line(" · ".join(filter(None, stated))), "fact", "    ")
        if said.body != facts.comment.body:
            yield plain(said.body, "quote", "    ")


def _confidence(origin: Origin, review_key: str) -> Iterator[Passage]:
    sure = origin.confidence or 0.0
    if not origin.is_unsure:
        yield _row("confidence", f"{sure:.0%}, {_how_sure(sure)}")
        return
    where = f"; {review_key} in the thread shows how every line was read" if review_key else ""
    yield _row("confidence", f"{sure:.0%}, low: who said what may be misread{where}", "mark")


def _how_sure(confidence: float) -> str:
    return "sure" if confidence >= SURE else "fairly sure" if confidence >= LOW_CONFIDENCE else "a guess"


def _lines(facts: Provenance) -> Iterator[Passage]:
    first = facts.comment.span.first if facts.comment.span else 1
    if not facts.source_lines:
        yield Passage("The archive keeps no lines of this source.", "fact", "  ", "  ")
    width = len(f"{first + len(facts.source_lines):,}")
    for number, line in enumerate(facts.source_lines, first):
        yield plain(line, "text", f"  {number:>{width},} │ ", f"  {'':>{width}} │ ")


def _decisions(comment: StoredComment) -> Iterator[Passage]:
    if comment.author is not None:
        yield _row("author", comment.author)
    elif comment.author_lost is not None:
        yield _row("author", f"{NO_NAME}: {comment.author_lost}", "mark")
    else:
        yield _row("author", "none is shown", "fact")
    if comment.posted_text is not None:
        yield _row("date written", comment.posted_text)
    if comment.posted is not None:
        yield _row("date read as", comment.posted)
    else:
        yield _row("date", "none is shown" if comment.posted_text is None else "not understood", "fact")
    if comment.score is not None:
        yield _row("score", f"{comment.score:+,}")
    yield _row("state", _STATES[comment.status], "text" if comment.status is Status.PRESENT else "mark")
    if comment.edited is not None:
        yield _row("edited", comment.edited or "the source says only that it was", "mark")
    yield _row("key", comment.key)
    if comment.source_id is not None:
        yield _row("id in source", comment.source_id)


def _reply(facts: Provenance) -> Iterator[Passage]:
    comment = facts.comment
    if comment.parent_key is None:
        yield Passage("It stands at top level: nothing in the source says that it answers another comment.", "text", "  ", "  ")
        return
    yield _row("answers", f"{facts.parent_author or NO_NAME} ({comment.parent_key})")
    if comment.reply_basis is not None:
        yield _row("because", _BASES[comment.reply_basis], "mark" if comment.reply_basis is ReplyBasis.GUESSED else "text")
    if comment.reply_confidence is not None:
        sure = comment.reply_confidence
        yield _row("confidence", f"{sure:.0%}, {_how_sure(sure)}", "mark" if sure < LOW_CONFIDENCE else "text")


def _problems(facts: Provenance) -> Iterator[Passage]:
    """Yield what went wrong in the comment's own lines, and how much did elsewhere."""
    span = facts.comment.span
    own = [each for each in facts.problems if span and each.line is not None and span.first <= each.line <= span.last]
    if not facts.problems:
        return
    yield from (GAP, Passage("Problems", "heading"))
    for problem in own:
        yield plain(one_line(problem.message), "mark", f"  line {problem.line:,}: ")
    if others := len(facts.problems) - len(own):
        yield Passage(f"{others:,} elsewhere in this thread", "fact", "  ", "  ")


def _added(annotation: Annotation) -> Iterator[Passage]:
    """Yield what is the reader's own, which is no part of the archive."""
    if annotation == NO_ANNOTATION:
        return
    yield from (GAP, Passage("What you added", "heading"))
    if said := " ".join(labels(annotation)):
        yield _row("star, tags", said)
    if annotation.note:
        yield plain(annotation.note, "text", f"  {'note':<{_LABEL}}")
